using System.Globalization;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Input;

namespace Fengsui.Response.Rosters;

/// <summary>
/// Reads a plan as people write it: a file for the command line, the body of a request, the fields of a form. One reader for all three, so that an error
/// has the same key and the same words everywhere.
/// </summary>
public sealed class RosterFile
{
    private const int LongestName = 100;
    private const int MostLayers = 5;
    private const int MostWatches = 12;
    private const int MostTimes = 8;
    private const int MostPeople = 100;
    private const int MostHolidays = 40;

    // A rotation that began long ago would make every look at the roster count from there.
    private const int MostDaysBefore = 4000;
    private const int MostDays = 4000;

    private static readonly char[] Separators = ['、', '，', ',', ';', '；', ' ', '\n', '\r', '\t'];

    private readonly Func<string, string?> _person;

    private RosterFile(Func<string, string?> person) => _person = person;

    /// <summary>Reads a plan.</summary>
    /// <param name="node">What was written.</param>
    /// <param name="person">The id of a person as written, or null when there is none, or more than one.</param>
    /// <exception cref="InputException">Something is wrong; its key is the path to it, such as <c>layers[0].watches[1].people</c>.</exception>
    public static RosterPlan Read(Node node, Func<string, string?> person)
    {
        var reader = new RosterFile(person);
        var file = Row.Of(node, "", "name", "from", "until", "layers", "holidays");
        var name = reader.Name(file, "name");
        var from = Day(file, "from");
        DateOnly? until = file.Has("until") ? Day(file, "until") : null;
        if (until < from || until?.DayNumber - from.DayNumber > MostDays)
            throw file.Wrong("until", new("结束日早于开始日，或者相隔太久", "the last day is before the first, or too far from it"),
                new($"请写开始日之后 {MostDays} 天以内的日期，或者留空", $"write a day within {MostDays} days of the first, or leave it empty"));
        var layers = reader.Layers(file, from);
        var holidays = reader.Holidays(file, from, until);
        return new(name, from, until, layers, holidays);
    }

    private string Name(Row row, string key)
    {
        var name = row.Word(key).Trim();
        return name.Length <= LongestName ? name
            : throw row.Wrong(key, new("名称太长", "the name is too long"), new($"请不超过 {LongestName} 个字", $"at most {LongestName} characters"));
    }

    private static DateOnly Day(Row row, string key) => Days.TryParse(row.Word(key).Trim(), out var day) ? day
        : throw row.Wrong(key, new("不是日期", "not a date"), new("应写作 2026-10-01", "write it as 2026-10-01"));

    private List<Layer> Layers(Row row, DateOnly from)
    {
        var layers = row.Rows("layers", MostLayers, "post", "watches").ConvertAll(layer =>
            new Layer(layer.Word("post").Trim(), layer.Rows("watches", MostWatches, "days", "times", "people", "turn", "start").ConvertAll(w => Watch(w, from))));
        return layers;
    }

    private Watch Watch(Row row, DateOnly from)
    {
        var days = row.OneOf("days", ("every-day", DaysCovered.Every), ("working-days", DaysCovered.Working), ("days-off", DaysCovered.Off));
        var times = Parts(row, "times", MostTimes).ConvertAll(t => Hours.TryParse(t, out var hours) ? hours
            : throw row.Wrong("times", new($"“{t}”不是时段", $"“{t}” is no span of hours"),
                new("应写作 08:30-17:30；跨夜的写 17:30-08:30", "write it as 08:30-17:30; over midnight 17:30-08:30")));
        var people = Parts(row, "people", MostPeople).ConvertAll(p => _person(p)
            ?? throw row.Wrong("people", new($"本单位没有“{p}”这个人，或者有同名的人", $"there is no “{p}” in the organisation, or more than one"),
                new("请写姓名或用户名，同名的写用户名", "write names or user names; user names where two have one name")));
        if (people.GroupBy(p => p).FirstOrDefault(g => g.Count() > 1) is not null)
            throw row.Wrong("people", new("轮值名单里有人重复", "somebody stands twice in the rotation"), new("每人只写一次", "write each person once"));
        var turn = row.OneOf("turn", ("shift", TurnLength.Shift), ("day", TurnLength.Day), ("week", TurnLength.Week));
        var start = row.Has("start") ? Day(row, "start") : from;
        if (Math.Abs(start.DayNumber - from.DayNumber) > MostDaysBefore)
            throw row.Wrong("start", new("轮值起始日离开始日太远", "the rotation starts too far from the first day"),
                new($"请写开始日前后 {MostDaysBefore} 天以内的日期", $"write a day within {MostDaysBefore} days of it"));
        return new(days, times, people, turn, start);
    }

    /// <summary>A list, or one text whose parts are separated as people do.</summary>
    private static List<string> Parts(Row row, string key, int most)
    {
        var parts = row.Words(key).SelectMany(w => w.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        if (parts.Count == 0)
            throw row.Wrong(key, new("没有填写", "it is missing"), key == "people"
                ? new("请写出轮值的人，按轮值次序", "write who takes turns, in that order")
                : new("应写作 08:30-17:30", "write it as 08:30-17:30"));
        return parts.Count <= most ? parts
            : throw row.Wrong(key, new("太多", "too many"), new($"最多 {most} 个", $"at most {most}"));
    }

    private List<HolidayPlan> Holidays(Row file, DateOnly first, DateOnly? last)
    {
        // A roster that is read back names no holidays as an empty list.
        if (!file.Has("holidays") || file.Mapping.Find("holidays") is Node.Sequence { Items.Count: 0 })
            return [];
        var rows = file.Rows("holidays", MostHolidays, "name", "from", "until", "layers");
        var holidays = rows.ConvertAll(row =>
        {
            var (from, until) = (Day(row, "from"), Day(row, "until"));
            if (until < from || from < first || until > last)
                throw row.Wrong("until", new("假期安排不在值班表的日期之内，或者首尾颠倒", "the days are not within those of the roster, or reversed"),
                    new($"请写 {first.Write()} 之后的日期段", $"write days from {first.Write()} on"));
            return new HolidayPlan(Name(row, "name"), from, until, Layers(row, from));
        });
        for (var n = 1; n < holidays.Count; n++)
            if (holidays.Take(n).Any(h => h.From <= holidays[n].Until && holidays[n].From <= h.Until))
                throw rows[n].Wrong("from", new("与另一段假期安排重叠", "these days overlap another holiday plan"), new("每一天只能有一种安排", "a day has one plan"));
        return [.. holidays.OrderBy(h => h.From)];
    }

    /// <summary>A mapping with its path. A value that was left empty counts as absent: forms send every field.</summary>
    private sealed record Row(Node.Mapping Mapping, string Path)
    {
        public static Row Of(Node node, string path, params ReadOnlySpan<string> known)
        {
            var row = new Row(node as Node.Mapping ?? throw new InputException(node.At, path.Length == 0 ? "body" : path,
                new("这里应是对象 {…}", "an object {…} is expected here"), new("请写成 {\"键\": 值}", "write {\"key\": value}")), path);
            foreach (var entry in row.Mapping.Entries)
                if (!known.Contains(entry.Key.Value))
                    throw new InputException(entry.Key.At, row.PathOf(entry.Key.Value), new("没有这个键", "unknown key"),
                        new($"这里可用：{string.Join("、", known!)}", $"known here: {string.Join(", ", known!)}"));
            return row;
        }

        public bool Has(string key) => Mapping.Find(key) is { } node && node is not Node.Scalar { Value: "" or "null" };

        public string Word(string key) => Mapping.Find(key) switch
        {
            Node.Scalar { Value: var word } when word.Trim().Length > 0 && word != "null" => word,
            null or Node.Scalar => throw Wrong(key, new("没有填写", "it is missing"), new("请填写", "fill it in")),
            Node.Sequence or Node.Mapping => throw Wrong(key, new("这里应是一个值", "a single value is expected here"), new("请写成文字", "write it as text")),
            _ => throw new InvalidOperationException(),
        };

        public IEnumerable<string> Words(string key) => Mapping.Find(key) switch
        {
            null => [],
            Node.Scalar { Value: var word } => [word],
            Node.Sequence list => list.Items.Select(i => i is Node.Scalar s ? s.Value
                : throw Wrong(key, new("列表里应是文字", "the list holds texts"), new("请写成 [\"…\", \"…\"]", "write [\"…\", \"…\"]"))),
            Node.Mapping => throw Wrong(key, new("这里应是列表", "a list is expected here"), new("请写成 [\"…\", \"…\"]", "write [\"…\", \"…\"]")),
            _ => throw new InvalidOperationException(),
        };

        public T OneOf<T>(string key, params (string Word, T Value)[] words)
        {
            var said = Word(key).Trim();
            foreach (var (word, value) in words)
                if (word == said)
                    return value;
            throw Wrong(key, new($"“{said}”不在取值之内", $"“{said}” is not one of its words"),
                new($"可用：{string.Join("、", words.Select(w => w.Word))}", $"use one of: {string.Join(", ", words.Select(w => w.Word))}"));
        }

        public List<Row> Rows(string key, int most, params string[] known)
        {
            if (Mapping.Find(key) is not Node.Sequence { Items.Count: > 0 } list)
                throw Wrong(key, new("没有一项", "there is none"), new("至少写一项", "write at least one"));
            if (list.Items.Count > most)
                throw Wrong(key, new("太多", "too many"), new($"最多 {most} 项", $"at most {most}"));
            return [.. list.Items.Select((item, n) => Of(item, PathOf($"{key}[{n.ToString(CultureInfo.InvariantCulture)}]"), known))];
        }

        public InputException Wrong(string key, Text wrong, Text remedy) => new((Mapping.Find(key) ?? Mapping).At, PathOf(key), wrong, remedy);

        private string PathOf(string key) => Path.Length == 0 ? key : $"{Path}.{key}";
    }
}
