using System.Text.Json.Serialization;
using Fengsui.Law.Calendar;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Opens an incident; a title is enough, everything else is unknown.</summary>
public sealed record OpenIncident : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "open";

    /// <summary>What people call it, at most 200 characters.</summary>
    public string? Title { get; init; }

    /// <summary>Where the first word of it came from.</summary>
    public string? Source { get; init; }

    /// <summary>Times that are known, by anchor.</summary>
    public IReadOnlyDictionary<string, Instant>? Times { get; init; }

    /// <summary>Facts that are known, by id; values as a facts file writes them.</summary>
    public IReadOnlyDictionary<string, FactText>? Facts { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment)
    {
        if (First(Need("title", Title, 200), TooLong("source", Source, 200)) is { } refusal)
            return refusal;
        List<IncidentEvent> events = [new IncidentEvent.Opened(Title!.Trim(), Source)];
        // Whoever opens an incident knows of it: it was discovered then at the latest. An earlier time is stated here or corrected later.
        var times = new SortedDictionary<string, Instant>(StringComparer.Ordinal) { ["discovered"] = moment.DoneAt };
        foreach (var (anchor, at) in Times ?? new Dictionary<string, Instant>())
            times[anchor] = at;
        if (Stating.Times(state, times, Times is null || !Times.ContainsKey("discovered") ? "开立时" : Source, moment, events) is { } wrongTime)
            return wrongTime;
        var facts = moment.Scene.Profile.Where(p => Facts is null || !Facts.ContainsKey(p.Key)).ToDictionary(p => p.Key, p => new FactText(p.Value));
        var wrong = Stating.Facts(facts, "单位档案", "certain", null, moment, events) ?? Stating.Facts(Facts, Source, "certain", null, moment, events);
        if (wrong is not null)
            return wrong;
        if (Facts is not null && Stating.Secrecy(state, Facts) is { } secrecy)
            events.Add(secrecy);
        return events;
    }
}
