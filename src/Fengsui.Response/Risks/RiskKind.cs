using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Grading;
using Fengsui.Response.Incidents;
using Fengsui.Response.Notices;
using Fengsui.Response.Record;

namespace Fengsui.Response.Risks;

/// <summary>The kind of matter that a risk is.</summary>
public sealed class RiskKind : MatterKind
{
    /// <summary>With what the id of every risk begins.</summary>
    public const string Prefix = "risk-";

    /// <summary>The clock of a risk that is watched.</summary>
    public const string WatchClock = "watch";

    /// <summary>The list by which the members of a group are found.</summary>
    public const string Groups = "risk-group";

    private const int First = 1;

    private RiskKind()
    {
    }

    /// <summary>The only one.</summary>
    public static RiskKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "risk";

    /// <inheritdoc/>
    public override Folded Fold(IEnumerable<NewEntry> lines)
    {
        var state = new RiskState();
        foreach (var line in lines)
            state.Apply(Read(line), line);
        return Folded(state);
    }

    /// <summary>A state as it is stored.</summary>
    public static Folded Folded(RiskState state)
    {
        var due = state.Owed.Select(d => (Instant?)d.Since).Min() ?? state.WatchedUntil;
        PendingClock[] clocks = state.WatchedUntil is { } until ? [new(WatchClock, until)] : [];
        return new(new(JsonSerializer.Serialize(state, RiskJson.Written.RiskState), state.Title, state.Phase,
            (int)(state.Judgement?.Level ?? default(Level)),
            state.Opened, due, state.NeedsSomebody, $"{state.Title} {state.Source} {state.Signature}"), clocks);
    }

    /// <summary>Reads a stored state.</summary>
    /// <exception cref="RecordException">It cannot be read.</exception>
    public static RiskState ReadState(string body) => Deserialized(body, RiskJson.Written.RiskState, "the state of a risk");

    /// <summary>Reads a report as the queue keeps it.</summary>
    /// <exception cref="RecordException">It cannot be read.</exception>
    public static RiskReport ReadReport(string body) => Deserialized(body, RiskJson.Written.RiskReport, "a report");

    /// <summary>Writes a report as the queue keeps it; what was received stands beside it.</summary>
    public static string WriteReport(RiskReport report) => JsonSerializer.Serialize(report, RiskJson.Written.RiskReport);

    /// <summary>Writes an event as a line of the journal.</summary>
    public static NewEntry Write(RiskEvent what, Instant done, Instant now, string actor, string post)
    {
        var (name, body) = what switch
        {
            RiskEvent.Arrived e => ("risk-arrived", Body(e, RiskJson.Written.Arrived)),
            RiskEvent.IndicatorsFound e => ("risk-indicators-found", Body(e, RiskJson.Written.IndicatorsFound)),
            RiskEvent.Rose e => ("risk-rose", Body(e, RiskJson.Written.Rose)),
            RiskEvent.Judged e => ("risk-judged", Body(e, RiskJson.Written.Judged)),
            RiskEvent.Watched e => ("risk-watched", Body(e, RiskJson.Written.Watched)),
            RiskEvent.WatchEnded e => ("risk-watch-ended", Body(e, RiskJson.Written.WatchEnded)),
            RiskEvent.Dismissed e => ("risk-dismissed", Body(e, RiskJson.Written.Dismissed)),
            RiskEvent.Reported e => ("risk-reported", Body(e, RiskJson.Written.Reported)),
            RiskEvent.Warned e => ("risk-warned", Body(e, RiskJson.Written.Warned)),
            RiskEvent.Became e => ("risk-became-incident", Body(e, RiskJson.Written.Became)),
            RiskEvent.Reopened e => ("risk-reopened", Body(e, RiskJson.Written.Reopened)),
            _ => throw new InvalidOperationException(what.GetType().Name),
        };
        return new(name, First, done, now, actor, post, body);
    }

    /// <summary>Reads a line back.</summary>
    /// <exception cref="RecordException">It cannot be read.</exception>
    public static RiskEvent Read(NewEntry line)
    {
        if (line.Version != First)
            throw new RecordException($"{line.Type} of version {line.Version} is not known here");
        return line.Type switch
        {
            "risk-arrived" => Said(line, RiskJson.Written.Arrived),
            "risk-indicators-found" => Said(line, RiskJson.Written.IndicatorsFound),
            "risk-rose" => Said(line, RiskJson.Written.Rose),
            "risk-judged" => Said(line, RiskJson.Written.Judged),
            "risk-watched" => Said(line, RiskJson.Written.Watched),
            "risk-watch-ended" => Said(line, RiskJson.Written.WatchEnded),
            "risk-dismissed" => Said(line, RiskJson.Written.Dismissed),
            "risk-reported" => Said(line, RiskJson.Written.Reported),
            "risk-warned" => Said(line, RiskJson.Written.Warned),
            "risk-became-incident" => Said(line, RiskJson.Written.Became),
            "risk-reopened" => Said(line, RiskJson.Written.Reopened),
            _ => throw new RecordException($"{line.Type} is not known here"),
        };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Item> Items(NewEntry line) => line.Type switch
    {
        "risk-arrived" or "risk-indicators-found" => Read(line) switch
        {
            RiskEvent.Arrived e => [new(Groups, e.Group, "{}"), .. Rows(e.Indicators)],
            RiskEvent.IndicatorsFound e => Rows(e.Indicators),
            _ => [],
        },
        // Found from both sides, as a link between incidents is.
        "risk-became-incident" => [Link(((RiskEvent.Became)Read(line)).Incident)],
        _ => [],
    };

    /// <inheritdoc/>
    public override IReadOnlyList<Message> Messages(NewEntry line) => line.Type switch
    {
        "risk-arrived" when Read(line) is RiskEvent.Arrived { Wakes: true } e =>
            [Told(e.Key, "arrived", new("有严重的风险信息到达，请研判", "serious risk information has come in; judge it"))],
        "risk-rose" when Read(line) is RiskEvent.Rose { Wakes: true } e =>
            [Told(e.Key, "rose", new("风险信息的严重程度升高，请研判", "risk information has become more severe; judge it"))],
        "risk-watch-ended" when Read(line) is RiskEvent.WatchEnded e =>
            [Told(e.Key, "watch-ended", new("关注的风险到期，请复看", "the time of watching a risk is over; look again"))],
        _ => [],
    };

    private static IReadOnlyList<Item> Rows(IReadOnlyList<Indicator>? indicators) => indicators is null ? []
        : [.. indicators.Select(i => new Item(IncidentKind.Indicators, $"{i.Type}:{i.Value}",
            JsonSerializer.Serialize(i, RiskJson.Written.Indicator)))];

    private static Item Link(string incident) =>
        new(IncidentKind.Links, incident, JsonSerializer.Serialize(new LinkRow(incident, "风险信息"), IncidentJson.Written.LinkRow));

    /// <summary>It goes out through every channel, so it says what to do and not what the risk is.</summary>
    private static Message Told(string key, string what, Text text) =>
        new NoticeAsk(0, $"/risks?of={key}", [new(NoticeTopics.Risk, what, text, null, AtOnce: true)]).Told();

    private static string Body<T>(T what, JsonTypeInfo<T> shape) => JsonSerializer.Serialize(what, shape);

    private static T Said<T>(NewEntry line, JsonTypeInfo<T> shape) => Deserialized(line.Body, shape, line.Type);

    private static T Deserialized<T>(JsonText body, JsonTypeInfo<T> shape, string what)
    {
        try
        {
            return body.Read(shape) ?? throw new RecordException($"{what} has no body");
        }
        catch (JsonException e)
        {
            throw new RecordException($"{what} cannot be read: {e.Message}", e);
        }
    }
}
