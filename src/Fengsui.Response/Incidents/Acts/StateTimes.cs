using System.Text.Json.Serialization;
using Fengsui.Law.Calendar;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>States times that start clocks.</summary>
public sealed record StateTimes : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "state-time";

    /// <summary>The times by anchor.</summary>
    public IReadOnlyDictionary<string, Instant>? Times { get; init; }

    /// <summary>Who or what says so.</summary>
    public string? Source { get; init; }

    /// <summary>The act that alone sets a time, as what it asks for must not be skipped; null when anybody may state it.</summary>
    public static string? SetBy(string anchor) => Stating.ActThatSets(anchor);

    internal override Outcome Decide(IncidentState state, Moment moment)
    {
        if (Times is not { Count: > 0 })
            return Refusal.Input("times", new("没有写任何时刻", "no time is given"), new("写作 {\"times\": {\"occurred\": \"2026-03-02T01:40:00+08:00\"}}", "write {\"times\": {\"occurred\": \"2026-03-02T01:40:00+08:00\"}}"));
        if (TooLong("source", Source, 200) is { } refusal)
            return refusal;
        List<IncidentEvent> events = [];
        return Stating.Times(state, Times, Source, moment, events) is { } wrong ? wrong : events;
    }
}
