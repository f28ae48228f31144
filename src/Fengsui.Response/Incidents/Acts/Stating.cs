using System.Text.Json;
using System.Text.Json.Serialization;
using Fengsui.Law.Calendar;
using Fengsui.Law.Grading;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>The value of a fact as it comes in: one word or quantity, or a list of words.</summary>
/// <param name="Text">As a facts file writes it; the words of a list joined by 、.</param>
[JsonConverter(typeof(FactTextConverter))]
public readonly record struct FactText(string Text);

/// <summary>Reads a string, or a list of strings.</summary>
public sealed class FactTextConverter : JsonConverter<FactText>
{
    /// <inheritdoc/>
    public override FactText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return new(reader.GetString()!);
        var words = new List<string>();
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("a string or a list of strings");
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
            words.Add(reader.GetString()!);
        return reader.TokenType == JsonTokenType.EndArray ? new(string.Join(Assessing.Between, words)) : throw new JsonException("a string or a list of strings");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, FactText value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
}

/// <summary>What several acts check in the same way: facts, times, levels, plans.</summary>
internal static class Stating
{
    public static Refusal? Facts(
        IReadOnlyDictionary<string, FactText>? facts, string? source, string confidence, string? reason, Moment moment, List<IncidentEvent> events)
    {
        // What concerns a state secret must not reach the record in the same breath as the word that it does.
        if (facts is { Count: > 1 } && facts.GetValueOrDefault("state_secret").Text == "是")
        {
            return Refusal.Input("facts", new("涉及国家秘密的，不能在此录入其他事实", "what concerns state secrets takes no other facts here"),
                new("只录入 state_secret：是；其余在涉密系统中办理", "assert state_secret 是 alone; handle the rest in a system made for secrets"));
        }

        foreach (var (id, text) in (facts ?? new Dictionary<string, FactText>()).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            var field = $"facts.{id}";
            if (moment.Library.Vocabulary.Fact(id) is not { } fact)
                return Refusal.Input(Shown("facts.", id), new("没有这项事实", "unknown fact"), new("词表见 /law/vocabulary", "the vocabulary is on /law/vocabulary"));
            if (Act.Need(field, text.Text, 1000) is { } unreadable)
                return unreadable;
            if (!Assessing.TryRead(fact, text.Text, out _, out var error))
                return Refusal.Input(field, error.Wrong, error.Remedy);
            events.Add(new IncidentEvent.FactAsserted(id, text.Text, source, confidence, reason));
        }

        return null;
    }

    public static Refusal? Times(
        IncidentState state, IReadOnlyDictionary<string, Instant> times, string? source, Moment moment, List<IncidentEvent> events)
    {
        foreach (var (anchor, at) in times.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            var field = Shown("times.", anchor);
            if (WrongAnchor(field, anchor, moment) is { } unknown)
                return unknown;
            if (ActThatSets(anchor) is { } act)
                return Refusal.Input(field, new($"{anchor} 由 {act} 记录，不能单独填写", $"{anchor} is recorded by {act}, not by itself"), new($"用 {act}，时刻写在 done_at", $"use {act}, with the time as done_at"));
            if (NotYet(field, at, moment) is { } early)
                return early;
            if (state.Times.TryGetValue(anchor, out var stated))
                return Refusal.Input(field, new($"已记录为 {stated.At}", $"it is on record as {stated.At}"), new("用 correct-time 更正并写明理由", "correct it with correct-time, with the reason"));
            events.Add(new IncidentEvent.TimeStated(anchor, at, source));
        }

        return null;
    }

    /// <summary>The act that alone sets a time: stated by itself it would skip what that act asks for. Null when anybody may state it.</summary>
    public static string? ActThatSets(string anchor) => anchor switch
    {
        "response_started" => "start-response",
        "response_ended" => "end-response",
        "handling_ended" => "end-handling",
        _ => null,
    };

    /// <summary>The name of a field that a person made up, cut to what can be shown.</summary>
    private static string Shown(string list, string id) => list + (id.Length > 60 ? id[..60] + "…" : id);

    public static Refusal? WrongAnchor(string field, string anchor, Moment moment) => moment.Library.Vocabulary.Anchor(anchor) is null
        ? Refusal.Input(field, new("没有这个起点", "unknown anchor"),
            new($"可用：{string.Join("、", moment.Library.Vocabulary.Anchors.Select(a => a.Id))}", $"use one of: {string.Join(", ", moment.Library.Vocabulary.Anchors.Select(a => a.Id))}"))
        : null;

    public static Refusal? NotYet(string field, Instant? at, Moment moment) => at > moment.Scene.Now
        ? Refusal.Input(field, new($"{at} 还没有到（现在是 {moment.Scene.Now}）", $"{at} has not come yet (it is {moment.Scene.Now})"), new("填写已经发生的时刻", "give a time that has passed"))
        : null;

    public static Refusal? NeedLevel(string field, Level? level) => level is null
        ? Refusal.Input(field, new("没有填写", "it is missing"), new("应为 一般、较大、重大 或 特别重大", "use 一般, 较大, 重大 or 特别重大"))
        : null;

    public static Refusal? WrongPlan(string field, string? pack, Moment moment) => pack is not null && moment.Library.Find(pack) is not { Grades: true }
        ? Refusal.Input(field, new($"没有定级的包 {pack}", $"no pack {pack} that grades"), new($"可用：{Plans("、", moment)}", $"use one of: {Plans(", ", moment)}"))
        : null;

    private static string Plans(string between, Moment moment) => string.Join(between, moment.Library.Packs.Where(p => p.Grades).Select(p => p.Id));

    public static Refusal? NoIncident(string field, string? other, Moment moment) => other is not null && !moment.Scene.Exists(other)
        ? Refusal.Input(field, new($"没有事件 {other}", $"no incident {other}"), new("请核对编号；不能是本事件自己", "check its number; it cannot be this one"))
        : null;

    /// <summary>A fact that says the incident concerns state secrets ends the typing; one that says it does not lets it go on.</summary>
    public static IncidentEvent? Secrecy(IncidentState state, IReadOnlyDictionary<string, FactText> facts) => facts.GetValueOrDefault("state_secret").Text switch
    {
        "是" when state.Secrecy is null => new IncidentEvent.SecrecyStopped("state_secret 为是"),
        "否" when state.Secrecy is not null => new IncidentEvent.SecrecyLifted("state_secret 改为否"),
        _ => null,
    };
}

/// <summary>The response levels.</summary>
internal static class Responses
{
    public static bool Known(string? response) => response is "I" or "II" or "III" or "IV";

    public static Refusal? Wrong(string field, string? response) => Known(response) ? null
        : Refusal.Input(field, new(response is null ? "没有填写" : $"没有响应级别 {response}", response is null ? "it is missing" : $"no response level {response}"), new("应为 I、II、III 或 IV", "use I, II, III or IV"));
}

/// <summary>Hashes that people give.</summary>
internal static class Hashes
{
    public static Refusal? Wrong(string field, string? hash, bool needed) => hash is null
        ? needed ? Refusal.Input(field, new("没有填写", "it is missing"), new("填写 SHA-256，或上传附件", "give the SHA-256, or attach it")) : null
        : hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower) ? null
        : Refusal.Input(field, new("不是 SHA-256", "not a SHA-256"), new("64 个小写十六进制字符", "64 lower-case hex digits"));
}

/// <summary>What acts on reports check.</summary>
internal static class Reporting
{
    public static string Open(IncidentState state) => string.Join(" ", state.Duties.Where(d => d.Value.IsOpen).Select(d => d.Key)) is { Length: > 0 } open ? open : "—";

    public static Refusal? NotOpen(IncidentState state, string? duty) => Act.NeedId("duty", duty) ?? (state.Duties.GetValueOrDefault(duty!) is { IsOpen: true }
        ? null
        : Refusal.Input("duty", new($"没有未了结的义务 {duty}", $"no open duty {duty}"), new($"可用：{Open(state)}", $"open ones: {Open(state)}")));

    /// <summary>Nothing is decided ahead: what is only possible may never be owed, and when it is, somebody decides then.</summary>
    public static Refusal? OnlyPossible(IncidentState state, string? duty) => duty is not null && state.Duties.GetValueOrDefault(duty) is { State: "possible" }
        ? Refusal.Input("duty", new("尚不确定应报，无从决定不报", "it is only possible; there is nothing to decide yet"), new("先查明事实或判断级别", "establish the facts or judge the level first"))
        : null;

    /// <summary>What a report left open, as a person says it.</summary>
    public static Refusal? WrongLeft(string field, IReadOnlyList<string>? left)
    {
        if (left is { Count: > 128 })
            return Refusal.Input(field, new("超过 128 项", "more than 128 of them"), new("请归并", "put some together"));
        for (var i = 0; i < (left?.Count ?? 0); i++)
            if (Act.NeedId($"{field}[{i}]", left![i]) is { } wrong)
                return wrong;
        return null;
    }

    public static Refusal? WrongReport(IncidentState state, int? report) => report is { } no && state.Reports.ContainsKey(no)
        ? null
        : Refusal.Input("report", new("没有这份报告", "no such report"), new($"编号 1 至 {state.Reports.Count}", $"the numbers run from 1 to {state.Reports.Count}"));

    /// <summary>What a report left open: what the person says, and every fact that its form asks for and nobody knows.</summary>
    public static IReadOnlyList<string> Left(IncidentState state, string key, OwedDuty duty, IReadOnlyList<string>? said, Moment moment)
    {
        var form = moment.Library.Find(DutyBook.Split(key).Pack)?.Forms.FirstOrDefault(f => f.Id == duty.Form);
        var unknown = form?.Groups.SelectMany(g => g.Fields).Select(f => f.Fact).OfType<string>()
            .Where(f => state.Facts.GetValueOrDefault(f) is null or { Value: "unknown" }) ?? [];
        return [.. (said ?? []).Concat(unknown).Distinct().Order(StringComparer.Ordinal)];
    }
}
