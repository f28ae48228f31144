using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Asserts facts, for the first time or again, with their source and how sure it is.</summary>
public sealed record AssertFacts : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "assert-fact";

    /// <inheritdoc/>
    internal override bool IsFreeOfText => Facts is { Count: 1 } && Facts.TryGetValue("state_secret", out var secret) && secret.Text == "否" && Reason is null && Source is null;

    /// <summary>The facts by id; values as a facts file writes them, a set as a list of words.</summary>
    public IReadOnlyDictionary<string, FactText>? Facts { get; init; }

    /// <summary>Who or what says so.</summary>
    public string? Source { get; init; }

    /// <summary>certain (the default), likely or doubtful.</summary>
    public string? Confidence { get; init; }

    /// <summary>Why it is asserted again.</summary>
    public string? Reason { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment)
    {
        if (Facts is not { Count: > 0 })
            return Refusal.Input("facts", new("没有写任何事实", "no fact is given"), new("写作 {\"facts\": {\"pi_persons\": \"1200万人\"}}", "write {\"facts\": {\"pi_persons\": \"1200万人\"}}"));
        if (First(TooLong("source", Source, 200), TooLong("reason", Reason)) is { } refusal)
            return refusal;
        if (TooLong("confidence", Confidence, 60) is { } broken)
            return broken;
        if (Confidence is not (null or "certain" or "likely" or "doubtful"))
            return Refusal.Input("confidence", new($"“{Confidence}”不在词表中", $"“{Confidence}” is not one of its words"), new("应为 certain、likely 或 doubtful", "use certain, likely or doubtful"));
        List<IncidentEvent> events = [];
        if (Stating.Facts(Facts, Source, Confidence ?? "certain", Reason, moment, events) is { } wrong)
            return wrong;
        if (Stating.Secrecy(state, Facts) is { } secrecy)
            events.Add(secrecy);
        return events;
    }
}
