using System.Text;
using Fengsui.Law;
using Fengsui.Server.Features.Notices;
using Fengsui.Server.Platform;
using Fengsui.Store.Warnings;

namespace Fengsui.Server.Features.Warnings;

/// <summary>What is wrong in a table of units, and where.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, or empty.</param>
/// <param name="Wrong">What is wrong.</param>
/// <param name="Remedy">What would be right.</param>
internal sealed record UnitFault(int Line, string Column, Text Wrong, Text Remedy);

/// <summary>The register as a table (RFC 4180), written and read. A cell that a spreadsheet would take for a formula is written with an apostrophe before it.</summary>
internal static class UnitCsv
{
    /// <summary>At most so many units stand in one table.</summary>
    public const int Most = 200_000;

    private const int MostFaults = 50;
    private const int LongestCell = 200;
    private const char GroupMark = ';';
    private const string FormulaStarts = "=+-@\t\r";

    private static readonly string[] Columns = ["编号", "名称", "地区", "分组", "内部单位", "渠道", "地址"];
    private static readonly string[] EnglishColumns = ["id", "name", "region", "groups", "own", "channel", "address"];

    /// <summary>The first line of a table.</summary>
    public static string Head => "\uFEFF" + string.Join(',', Columns) + "\r\n";

    /// <summary>One line of a table.</summary>
    public static string Line(Unit unit) => string.Join(',', new[]
    {
        unit.Id, unit.Name, unit.Region, string.Join(GroupMark, unit.Groups), unit.Own ? "是" : "否", unit.Channel, unit.Address,
    }.Select(Cell)) + "\r\n";

    /// <summary>Reads a table: every unit of it, or everything that is wrong.</summary>
    /// <param name="text">The table; null when its bytes are no text.</param>
    public static (IReadOnlyList<Unit> Units, IReadOnlyList<UnitFault> Faults) Read(string? text)
    {
        if (text is null)
            return ([], [new(1, "", SentText.Wrong, SentText.Remedy)]);
        var units = new List<Unit>();
        var faults = new List<UnitFault>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var order = (int[]?)null;
        foreach (var (line, cells, broken) in Rows(text.TrimStart('\uFEFF')))
        {
            if (faults.Count >= MostFaults)
                break;
            if (broken)
                faults.Add(new(line, "", new("引号没有配对", "a quotation mark is not closed"), new("单元格内的引号写两遍", "write a quotation mark inside a cell twice")));
            else if (order is null)
                order = Order(line, cells, faults);
            else if (cells.Count > 1 || cells[0].Length > 0)
                Take(line, cells, order, units, faults, seen);
            if (order is { Length: 0 } || units.Count > Most)
                break;
        }
        if (units.Count > Most)
            faults.Add(new(1, "", new($"超过 {Most} 行", $"more than {Most} lines"), new("请分批导入", "import it in portions")));
        if (order is null)
            faults.Add(new(1, "", new("表是空的", "the table is empty"), new($"第一行写：{string.Join(',', Columns)}", $"begin with the line: {string.Join(',', EnglishColumns)}")));
        return faults.Count > 0 ? ([], faults) : (units, []);
    }

    /// <summary>What is wrong with a unit, or null.</summary>
    public static UnitFault? Check(Unit unit, int line)
    {
        foreach (var (column, value) in new[] { (0, unit.Id), (1, unit.Name), (2, unit.Region), (6, unit.Address) }.Concat(unit.Groups.Select(g => (3, g))))
            if (value.Length > LongestCell || value.Any(c => char.IsControl(c) || c == '|'))
                return new(line, Columns[column], new($"超过 {LongestCell} 个字，或者含有控制字符或竖线", $"longer than {LongestCell} characters, or with control characters or a bar"), new("请改短", "shorten it"));
        if (unit.Id.Length == 0 || unit.Id.Any(c => char.IsWhiteSpace(c) || c == '/'))
            return new(line, Columns[0], new("没有编号，或者含有空格、斜线", "no id, or with blanks or slashes"), new("写本单位内唯一的编号", "write an id of its own"));
        if (unit.Name.Trim().Length == 0)
            return new(line, Columns[1], new("没有名称", "no name"), new("写单位名称", "write the name"));
        // A robot knows by itself where it speaks; whoever has no channel is told on paper.
        if (unit.Channel.Length == 0 || unit.Channel is "dingtalk" or "feishu" or "wecom" && unit.Address.Length == 0)
            return null;
        if (unit.Channel == Ways.App)
            return new(line, Columns[5], new("单位不在本系统内收消息", "a unit gets no messages in this system"), new("写 email、sms 等，或者留空", "write email, sms, …, or leave it empty"));
        return Ways.AtFault(unit.Channel, unit.Address) is var (field, wrong, remedy) ? new(line, Columns[field == "channel" ? 5 : 6], wrong, remedy) : null;
    }

    private static int[] Order(int line, IReadOnlyList<string> cells, List<UnitFault> faults)
    {
        var order = cells.Select(c => c.Trim()).Select(c => Array.IndexOf(Columns, c) is >= 0 and var at ? at : Array.IndexOf(EnglishColumns, c.ToLowerInvariant())).ToArray();
        for (var i = 0; i < order.Length; i++)
            if (order[i] < 0)
                faults.Add(new(line, cells[i], new("没有这一列", "there is no such column"), new($"可用：{string.Join('、', Columns)}", $"use: {string.Join(", ", EnglishColumns)}")));
            else if (Array.IndexOf(order, order[i]) < i)
                faults.Add(new(line, cells[i], new("这一列出现了两次", "the column stands twice"), new("删去一列", "remove one")));
        if (!order.Contains(0) || !order.Contains(1))
            faults.Add(new(line, "", new("缺少编号或者名称一列", "the column id or name is missing"), new($"第一行写：{string.Join(',', Columns)}", $"begin with the line: {string.Join(',', EnglishColumns)}")));
        return faults.Count > 0 ? [] : order;
    }

    private static void Take(int line, IReadOnlyList<string> cells, int[] order, List<Unit> units, List<UnitFault> faults, Dictionary<string, int> seen)
    {
        if (cells.Count != order.Length)
        {
            faults.Add(new(line, "", new($"有 {cells.Count} 列，应为 {order.Length} 列", $"it has {cells.Count} columns, not {order.Length}"), new("补齐逗号，含逗号的单元格加引号", "add commas; put cells with commas in quotes")));
            return;
        }
        var by = new string[Columns.Length];
        Array.Fill(by, "");
        for (var i = 0; i < order.Length; i++)
            by[order[i]] = Plain(cells[i]);
        if (by[4] is not ("" or "是" or "否" or "yes" or "no"))
            faults.Add(new(line, Columns[4], new($"“{by[4]}”不是是或否", $"“{by[4]}” is neither yes nor no"), new("写 是 或 否", "write 是 or 否")));
        var groups = by[3].Split([GroupMark, '；', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var unit = new Unit(by[0], by[1], by[2], groups, by[4] is "是" or "yes", by[5], by[6]);
        if (Check(unit, line) is { } fault)
            faults.Add(fault);
        else if (seen.TryGetValue(unit.Id, out var first))
            faults.Add(new(line, Columns[0], new($"编号 {unit.Id} 在第 {first} 行已经有了", $"the id {unit.Id} stands in line {first} already"), new("每个单位一行", "one line for each unit")));
        seen.TryAdd(unit.Id, line);
        units.Add(unit);
    }

    // What we wrote with an apostrophe is read without it.
    private static string Plain(string cell) => cell.Trim() is ['\'', var second, ..] text && FormulaStarts.Contains(second) ? text[1..] : cell.Trim();

    private static string Cell(string value)
    {
        var safe = value.Length > 0 && FormulaStarts.Contains(value[0]) ? "'" + value : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private static IEnumerable<(int Line, IReadOnlyList<string> Cells, bool Broken)> Rows(string text)
    {
        var (line, began, quoted) = (1, 1, false);
        var cells = new List<string>();
        var cell = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                line += c == '\n' ? 1 : 0;
                if (c != '"')
                    cell.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"')
                    cell.Append(text[++i]);
                else
                    quoted = false;
                continue;
            }
            switch (c)
            {
                case '"' when cell.Length == 0:
                    quoted = true;
                    break;
                case ',':
                    cells.Add(Flush());
                    break;
                case '\n':
                    cells.Add(Flush());
                    yield return (began, cells, false);
                    (cells, began, line) = ([], line + 1, line + 1);
                    break;
                case '\r':
                    break;
                default:
                    cell.Append(c);
                    break;
            }
        }
        if (quoted)
            yield return (began, [], true);
        else if (cells.Count > 0 || cell.Length > 0)
            yield return (began, [.. cells, Flush()], false);

        string Flush()
        {
            var made = cell.ToString();
            cell.Clear();
            return made;
        }
    }
}
