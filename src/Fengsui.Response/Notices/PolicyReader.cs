using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Fengsui.Law;
using Fengsui.Law.Grading;
using Fengsui.Law.Input;

namespace Fengsui.Response.Notices;

/// <summary>What a policy is held against when it is saved.</summary>
/// <param name="Posts">The ids of the posts.</param>
/// <param name="Packs">The ids of the packs.</param>
/// <param name="Duties">Every duty, as <c>pack/id</c>, with its limit in seconds; null for a word.</param>
/// <param name="Channels">The ids of the channels of the organisation.</param>
/// <param name="IsThere">Whether anybody stands behind a target.</param>
public sealed record PolicyScene(
    IReadOnlyCollection<string> Posts, IReadOnlyCollection<string> Packs, IReadOnlyDictionary<string, long?> Duties, IReadOnlyCollection<string> Channels,
    Func<Target, bool> IsThere);

/// <summary>Reads a policy from YAML or JSON. What is wrong is told with its place and its remedy.</summary>
public sealed partial class PolicyReader
{
    private const int MostSteps = 12;
    private const int MostRepeats = 5;
    private const int Deepest = 6;

    private static readonly string[] Kinds = ["incident", "risk", "warning", "system"];
    private static readonly string[] RootKeys = ["repeat", "waits", "steps", "routes"];
    private static readonly string[] RouteKeys = ["name", "match", "steps", "routes"];
    private static readonly string[] MatchKeys = ["kinds", "topics", "level", "duties", "packs"];
    private static readonly string[] StepKeys = ["to", "channels", "wait"];
    private static readonly string[] ChannelKinds = ["app", "email", "sms", "voice", "dingtalk", "feishu", "wecom", "webhook"];

    private readonly PolicyScene? _scene;
    private Waits _waits = new([]);

    private PolicyReader(PolicyScene? scene) => _scene = scene;

    /// <summary>The text of the policy that holds until an organisation writes its own.</summary>
    public static string DefaultText { get; } = Embedded();

    /// <summary>The policy that holds until an organisation writes its own.</summary>
    public static NoticePolicy Default { get; } = Read("default-policy.yaml", DefaultText, null);

    /// <summary>Reads a policy.</summary>
    /// <param name="file">What it is called in errors.</param>
    /// <param name="text">The text.</param>
    /// <param name="scene">What it is held against; null reads one that was accepted before, whoever may have left since.</param>
    /// <exception cref="InputException">It is wrong.</exception>
    public static NoticePolicy Read(string file, string text, PolicyScene? scene) => new PolicyReader(scene).Policy(InputText.Read(file, Encoding.UTF8.GetBytes(text)));

    private NoticePolicy Policy(Node node)
    {
        var root = Mapping(node, "file", RootKeys);
        _waits = root.Find("waits") is { } waits ? WaitRows(waits) : Default.Waits;
        var repeat = root.Find("repeat") is { } said ? Whole(said, "repeat", 0, MostRepeats) : Default.Repeat;
        var everything = new NoticeMatch([], [], 0, [], []);
        if (root.Find("steps") is not { } steps)
            throw Wrong(node, "steps", new("缺少 steps", "steps is missing"), new("写出至少一步：没有匹配的路由时就走这里", "write at least one step: whatever no route matches comes here"));
        return new(new("", everything, Steps(steps, everything), root.Find("routes") is { } routes ? Routes(routes, everything, 1) : []), _waits, repeat);
    }

    private List<NoticeRoute> Routes(Node node, NoticeMatch above, int depth)
    {
        if (depth > Deepest)
            throw Wrong(node, "routes", new($"嵌套超过 {Deepest} 层", $"nested deeper than {Deepest}"), new("请减少嵌套", "nest less"));
        var routes = new List<NoticeRoute>();
        foreach (var item in Items(node, "routes"))
        {
            var fields = Mapping(item, "routes", RouteKeys);
            var match = fields.Find("match") is { } said ? Match(said) : throw Wrong(item, "match", new("缺少 match", "match is missing"),
                new("写明什么走这条路由，如 match: {topics: [overdue]}", "say what comes here, such as match: {topics: [overdue]}"));
            if (routes.FirstOrDefault(r => r.Match.Covers(match)) is { } before)
                throw Wrong(item, "match", new($"这条路由永远走不到：前面的“{before.Name}”已经全部接走", $"this route is never reached: “{before.Name}” before it takes everything"),
                    new("把更窄的一条放在前面，或者删去这一条", "put the narrower one first, or remove this one"));
            var steps = fields.Find("steps") is { } some ? Steps(some, match) : [];
            var name = fields.Find("name") is { } called ? Scalar(called, "name") : string.Join('+', match.Topics.Concat(match.Packs).DefaultIfEmpty($"{routes.Count + 1}"));
            routes.Add(new(name, match, steps, fields.Find("routes") is { } below ? Routes(below, match, depth + 1) : []));
        }
        return routes;
    }

    private NoticeMatch Match(Node node)
    {
        var fields = Mapping(node, "match", MatchKeys);
        var level = fields.Find("level") is { } said ? Level(said) : 0;
        return new(
            Words(fields, "kinds", Kinds), Words(fields, "topics", NoticeTopics.All), level, Words(fields, "duties", _scene?.Duties.Keys), Words(fields, "packs", _scene?.Packs));
    }

    private static int Level(Node node) => Levels.HighestFirst.FirstOrDefault(l => l.Word() == Scalar(node, "level")) is var level and not default(Level)
        ? (int)level
        : throw Wrong(node, "level", new($"没有级别“{Scalar(node, "level")}”", $"no level “{Scalar(node, "level")}”"), OneOf([.. Levels.HighestFirst.Select(l => l.Word())]));

    private List<NoticeStep> Steps(Node node, NoticeMatch match)
    {
        var items = Items(node, "steps");
        if (items.Count is 0 or > MostSteps)
            throw Wrong(node, "steps", new($"应有 1 至 {MostSteps} 步", $"1 to {MostSteps} steps are expected"), new("写出要依次通知的人", "write whom to tell, one after the other"));
        return [.. items.Select(i => Step(i, match))];
    }

    private NoticeStep Step(Node node, NoticeMatch match)
    {
        var fields = Mapping(node, "steps", StepKeys);
        var to = Texts(fields.Find("to"), node, "to");
        foreach (var (line, at) in to)
            Check(line, at);
        var channels = Texts(fields.Find("channels"), node, "channels");
        foreach (var (channel, at) in channels.Where(c => !ChannelKinds.Contains(c.Value) && _scene?.Channels.Contains(c.Value) == false))
            throw Wrong(at, "channels", new($"没有渠道“{channel}”", $"no channel “{channel}”"), OneOf([.. ChannelKinds, .. _scene!.Channels]));
        if (_scene is not null && to.All(t => !_scene.IsThere(Target.Parse(t.Value)!)))
            throw Wrong(fields.Find("to")!, "to", new("这一步没有人：岗位无人任职，也无人值班", "nobody is there in this step: nobody holds the post or is on duty"),
                new("先任命这个岗位，或者换一个目标", "give somebody the post first, or name another target"));
        return new([.. to.Select(t => t.Value)], [.. channels.Select(c => c.Value)], fields.Find("wait") is { } wait ? Wait(wait, match) : null);
    }

    private void Check(string line, Node at)
    {
        if (Target.Parse(line) is not { } target)
            throw Wrong(at, "to", new($"“{line}”不是目标", $"“{line}” is no target"),
                new("写作 on-duty 1、post 岗位、deputy 岗位 或 person 人员编号", "write on-duty 1, post POST, deputy POST or person ID"));
        if (_scene is not null && target is Target.Post { Id: var post } && !_scene.Posts.Contains(post))
            throw Wrong(at, "to", new($"没有岗位“{post}”", $"no post “{post}”"), OneOf([.. _scene.Posts]));
        if (_scene is not null && target is Target.Deputy { Id: var of } && !_scene.Posts.Contains(of))
            throw Wrong(at, "to", new($"没有岗位“{of}”", $"no post “{of}”"), OneOf([.. _scene.Posts]));
        if (_scene is not null && target is Target.Person { Id: var person } && !_scene.IsThere(target))
            throw Wrong(at, "to", new($"没有人员“{person}”", $"no person “{person}”"), new("写人员页面上的编号", "write the id that stands on the page of people"));
    }

    /// <summary>A wait that outlasts what the law leaves would tell the second person when it is too late.</summary>
    private long? Wait(Node node, NoticeMatch match)
    {
        var text = Scalar(node, "wait");
        if (text is "auto" or "自动")
            return null;
        var wait = Seconds(node, "wait");
        var most = Longest(match);
        if (wait > most)
            throw Wrong(node, "wait", new($"等得太久：这里可能只剩很短的法定时间，最多等{Said(most)}", $"too long: little time may be left here by law, wait at most {most} seconds"),
                new("写 auto，由剩余时间计算；或者用 match 收窄这条路由", "write auto, computed from the time left; or narrow the route with match"));
        return wait;
    }

    private long Longest(NoticeMatch match)
    {
        if (_scene is null)
            return long.MaxValue;
        if (match.Topics.Count == 0 || match.Topics.Any(NoticeTopics.IsLate))
            return _waits.Rows[0].Wait;
        var limits = _scene.Duties.Where(d => (match.Duties.Count == 0 || match.Duties.Contains(d.Key)) && (match.Packs.Count == 0 || match.Packs.Contains(d.Key.Split('/')[0])))
            .Select(d => d.Value ?? 0).ToList();
        var shortest = match.Topics.Any(t => t is NoticeTopics.Owed or NoticeTopics.Reminder) && limits.Count > 0 ? limits.Min() : long.MaxValue;
        return _waits.For(match.Topics.Contains(NoticeTopics.Reminder) && shortest < long.MaxValue ? shortest / 4 : shortest);
    }

    private Waits WaitRows(Node node)
    {
        var rows = new List<WaitRow>();
        foreach (var item in Items(node, "waits"))
        {
            var fields = Mapping(item, "waits", ["left", "wait"]);
            if (fields.Find("left") is not { } left || fields.Find("wait") is not { } wait)
                throw Wrong(item, "waits", new("每行要有 left 和 wait", "each row has left and wait"), new("如 {left: 4小时, wait: 10分钟}", "such as {left: 4小时, wait: 10分钟}"));
            var row = new WaitRow(Seconds(left, "left"), Seconds(wait, "wait"));
            if (row.Wait >= row.Left)
                throw Wrong(wait, "wait", new("等待不短于剩余时间", "the wait is not shorter than the time left"), new("等待应当短于 left", "wait less than left"));
            if (rows.Count > 0 && row.Left <= rows[^1].Left)
                throw Wrong(left, "left", new("各行应按剩余时间由短到长", "the rows go from the shortest time left to the longest"), new("调整顺序", "put them in order"));
            rows.Add(row);
        }
        return rows.Count > 0 ? new(rows) : throw Wrong(node, "waits", new("没有任何一行", "there is no row"), new("写出至少一行，或者删去 waits", "write at least one, or remove waits"));
    }

    private static long Seconds(Node node, string key)
    {
        var text = Scalar(node, key);
        var match = Duration().Match(text);
        var seconds = match.Success && long.TryParse(match.Groups["count"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count * (match.Groups["unit"].Value is "秒" or "s" ? 1 : match.Groups["unit"].Value is "分钟" or "m" ? 60 : 3600)
            : 0;
        return seconds > 0 ? seconds : throw Wrong(node, key, new($"“{text}”不是时长", $"“{text}” is no duration"), new("写作 30秒、5分钟 或 2小时", "write 30秒, 5分钟 or 2小时 (30s, 5m, 2h)"));
    }

    private static string Said(long seconds) => seconds % 60 == 0 ? $"{seconds / 60}分钟" : $"{seconds}秒";

    private static int Whole(Node node, string key, int least, int most) =>
        int.TryParse(Scalar(node, key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(node, key, new($"应为 {least} 至 {most} 的整数", $"a whole number from {least} to {most} is expected"), new($"如 {most}", $"such as {most}"));

    private static List<string> Words(Node.Mapping fields, string key, IEnumerable<string>? known)
    {
        if (fields.Find(key) is not { } node)
            return [];
        var texts = Texts(node, node, key);
        foreach (var (text, at) in texts.Where(t => known?.Contains(t.Value) == false))
            throw Wrong(at, key, new($"没有“{text}”", $"there is no “{text}”"), OneOf([.. known!]));
        return [.. texts.Select(t => t.Value)];
    }

    private static List<(string Value, Node At)> Texts(Node? node, Node parent, string key)
    {
        if (node is null)
            throw Wrong(parent, key, new($"缺少 {key}", $"{key} is missing"), new("写成列表", "write it as a list"));
        var items = Items(node, key);
        return items.Count > 0
            ? [.. items.Select(i => (Scalar(i, key), i))]
            : throw Wrong(node, key, new("列表为空", "the list is empty"), new("至少写一项", "write at least one"));
    }

    private static IReadOnlyList<Node> Items(Node node, string key) => node is Node.Sequence list
        ? list.Items : throw Wrong(node, key, new("应为列表", "a list is expected"), new("写成 [ … ] 或者逐行以 - 开头", "write [ … ], or lines that begin with -"));

    private static string Scalar(Node node, string key) => node is Node.Scalar { Value.Length: > 0 } scalar
        ? scalar.Value : throw Wrong(node, key, new("应为一个值", "one value is expected"), new("写一个词", "write one word"));

    private static Node.Mapping Mapping(Node node, string key, string[] known)
    {
        if (node is not Node.Mapping mapping)
            throw Wrong(node, key, new("应为键和值", "keys and values are expected"), OneOf(known));
        foreach (var entry in mapping.Entries.Where(e => !known.Contains(e.Key.Value)))
            throw Wrong(entry.Key, entry.Key.Value, new("没有这个键", "no such key"), OneOf(known));
        return mapping;
    }

    private static Text OneOf(IReadOnlyCollection<string> known) => new($"可用：{string.Join("、", known.Take(20))}", $"use one of: {string.Join(", ", known.Take(20))}");

    private static InputException Wrong(Node at, string key, Text wrong, Text remedy) => new(at.At, key, wrong, remedy);

    private static string Embedded()
    {
        using var reader = new StreamReader(typeof(PolicyReader).Assembly.GetManifestResourceStream("default-policy.yaml")!, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^(?<count>\d{1,6})(?<unit>秒|分钟|小时|s|m|h)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Duration();
}
