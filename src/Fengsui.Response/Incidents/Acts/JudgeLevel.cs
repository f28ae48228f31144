using System.Text.Json.Serialization;
using Fengsui.Law.Grading;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>The organisation judges the level itself (自判).</summary>
public sealed record JudgeLevel : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "judge-level";

    /// <summary>The level.</summary>
    public Level? Level { get; init; }

    /// <summary>The plan under which; every plan when left out.</summary>
    public string? Pack { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment) =>
        First(Stating.NeedLevel("level", Level), TooLong("pack", Pack, 200), Stating.WrongPlan("pack", Pack, moment), Need("reason", Reason)) is { } refusal
            ? refusal
            : new IncidentEvent.LevelJudged(Level!.Value, Pack, Reason!, state.Assessed?.Settled);
}
