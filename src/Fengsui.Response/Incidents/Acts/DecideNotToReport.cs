using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Decides not to report: who, why, and on what legal ground.</summary>
public sealed record DecideNotToReport : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "decide-not-to-report";

    /// <summary>The key of the duty.</summary>
    public string? Duty { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>On what legal ground.</summary>
    public string? Ground { get; init; }

    internal override bool SettlesDuties => true;

    internal override Outcome Decide(IncidentState state, Moment moment) =>
        First(Reporting.NotOpen(state, Duty), Reporting.OnlyPossible(state, Duty), Need("reason", Reason), Need("ground", Ground, 400)) is { } refusal
            ? refusal
            : new IncidentEvent.NotReported(Duty!, Reason!, Ground!, state.Duties[Duty!].Due);
}
