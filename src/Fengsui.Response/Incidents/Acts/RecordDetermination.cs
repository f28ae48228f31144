using System.Text.Json.Serialization;
using Fengsui.Law.Grading;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Records the level that the authority determined; it stands beside the self-judgement.</summary>
public sealed record RecordDetermination : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "record-determination";

    /// <summary>The level.</summary>
    public Level? Level { get; init; }

    /// <summary>The plan under which; every plan when left out.</summary>
    public string? Pack { get; init; }

    /// <summary>Who determined it.</summary>
    public string? Authority { get; init; }

    /// <summary>The written determination, when there is one.</summary>
    public string? Document { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment) =>
        First(Stating.NeedLevel("level", Level), TooLong("pack", Pack, 200), Stating.WrongPlan("pack", Pack, moment), Need("authority", Authority, 200), TooLong("document", Document, 200)) is { } refusal
            ? refusal
            : new IncidentEvent.LevelDetermined(Level!.Value, Pack, Authority!, Document);
}
