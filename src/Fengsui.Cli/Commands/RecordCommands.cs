using System.CommandLine;
using System.Text.Json.Nodes;
using Fengsui.Law;
using Fengsui.Server;
using Fengsui.Store;

namespace Fengsui.Cli.Commands;

/// <summary><c>verify</c>, <c>export</c>, <c>import</c>, <c>backup</c>: the record itself, with or without a running server.</summary>
internal static class RecordCommands
{
    public static Command Verify(Terminal terminal)
    {
        var data = Data();
        var command = new Command("verify", "核验全部记录：散列链、现状、附件、摘要 / verify the whole record") { data, CommandLine.Json };
        command.SetAction((parsed, cancel) => With(parsed.GetValue(data)!, mustExist: true, parsed.GetValue(CommandLine.Lang), terminal,
            store => Verify(store, parsed.GetValue(CommandLine.Json), parsed.GetValue(CommandLine.Lang), terminal, cancel), cancel));
        return command;
    }

    public static Command Export(Terminal terminal)
    {
        var data = Data();
        var output = Output("导出到 / where to");
        var command = new Command("export", "导出全部记录为开放格式（docs/record.md） / export the whole record in an open format") { data, output };
        command.SetAction((parsed, cancel) => With(parsed.GetValue(data)!, mustExist: true, parsed.GetValue(CommandLine.Lang), terminal, async store =>
        {
            var path = parsed.GetValue(output)!;
            // Complete, or not under this name.
            var part = path + ".part";
            await using (var file = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
            {
                await store.Export(file, cancel);
                file.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite: true);
            return Exit.Done;
        }, cancel));
        return command;
    }

    public static Command Backup(Terminal terminal)
    {
        var data = Data();
        var output = Output("备份到，须不存在 / where to; it must not exist");
        var command = new Command("backup", "运行中备份 / back up while it is used") { data, output };
        command.SetAction((parsed, cancel) => With(parsed.GetValue(data)!, mustExist: true, parsed.GetValue(CommandLine.Lang), terminal, async store =>
        {
            await store.Backup(parsed.GetValue(output)!, cancel);
            return Exit.Done;
        }, cancel));
        return command;
    }

    /// <summary>What <c>import</c> does without the name of a foreign format: it reads an export into an empty record.</summary>
    public static void Import(Command command, Terminal terminal)
    {
        var data = Data();
        var file = new Argument<string>("FILE") { Description = "fengsui export 的文件 / a file of `fengsui export`" };
        command.Arguments.Add(data);
        command.Arguments.Add(file);
        command.SetAction((parsed, cancel) =>
        {
            // Before a record is made for it: a mistyped format is taken for a folder.
            RefuseUnlessExport(parsed.GetValue(file)!);
            return Import(parsed, parsed.GetValue(data)!, parsed.GetValue(file)!, terminal, cancel);
        });
    }

    private static void RefuseUnlessExport(string path)
    {
        if (!File.Exists(path))
            throw new WrongCallException(new($"{path}: 找不到这个文件; 请检查路径", $"{path}: no such file; check the path"));
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (!RecordStore.IsExport(file))
            throw new WrongCallException(new($"{path}: 不是 fengsui export 的文件; 读取风险信息写作 fengsui import {ImportRisks.Names} FILE",
                $"{path}: no file of `fengsui export`; to read risk information: fengsui import {ImportRisks.Names} FILE"));
    }

    private static Task<int> Import(ParseResult parsed, string where, string path, Terminal terminal, CancellationToken cancel) =>
        With(where, mustExist: false, parsed.GetValue(CommandLine.Lang), terminal, async store =>
        {
            await using var from = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
            var lines = await store.Import(from, cancel);
            terminal.WriteLine(parsed.GetValue(CommandLine.Lang) == Language.Zh ? $"已导入 {lines} 行日志" : $"{lines} lines of the journal imported");
            return Exit.Done;
        }, cancel);

    private static Argument<string> Data() => new("DATA") { Description = "数据目录，或 PostgreSQL 连接串 / the data folder, or a PostgreSQL connection string" };

    private static Option<string> Output(string description) => new("-o", "--output") { Description = description, HelpName = "FILE", Required = true };

    private static async Task<int> With(string where, bool mustExist, Language language, Terminal terminal, Func<RecordStore, Task<int>> work, CancellationToken cancel)
    {
        if (mustExist && !where.Contains('=', StringComparison.Ordinal) && !File.Exists(Path.Combine(where, "fengsui.db")))
            throw new WrongCallException(new($"{where}: 没有记录（缺 fengsui.db）; 请给出 serve 所用的数据目录", $"{where}: no record there (no fengsui.db); name the data folder that `serve` uses"));
        try
        {
            await using var database = await Database.Open(where, cancel);
            await using var store = await RecordStore.Open(database, App.Kinds);
            return await work(store);
        }
        catch (StoreException e)
        {
            terminal.Error.WriteLine($"fengsui: {e.Said.In(language)}");
            return Exit.Wrong;
        }
    }

    private static async Task<int> Verify(RecordStore store, bool json, Language language, Terminal terminal, CancellationToken cancel)
    {
        var report = await store.Verify(null, cancel);
        if (json)
        {
            var answer = new JsonObject
            {
                ["sound"] = report.Sound,
                ["matters"] = report.Matters,
                ["lines"] = report.Lines,
                ["findings"] = new JsonArray([.. report.Findings.Select(f => new JsonObject
                {
                    ["table"] = f.Table, ["matter"] = f.Matter, ["key"] = f.Key, ["said"] = f.Said.In(language),
                })]),
                ["more"] = report.More,
            };
            terminal.WriteLine(answer.ToJsonString(JsonText.Relaxed));
            return report.Sound ? Exit.Done : Exit.No;
        }

        terminal.WriteLine(language == Language.Zh ? $"{report.Matters} 件事项，{report.Lines} 行日志" : $"{report.Matters} matters, {report.Lines} lines");
        foreach (var finding in report.Findings)
            terminal.WriteLine($"{finding.Table} {finding.Matter} {finding.Key}: {finding.Said.In(language)}");
        terminal.WriteLine(report.Sound
            ? language == Language.Zh ? "核验通过：与写入时完全一致" : "sound: everything is as it was written"
            : language == Language.Zh ? $"核验不通过：{report.Findings.Count}{(report.More ? "+" : "")} 处" : $"not sound: {report.Findings.Count}{(report.More ? "+" : "")} findings");
        return report.Sound ? Exit.Done : Exit.No;
    }
}
