using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Corrects towards its recipient what a report said. No clock moves.</summary>
public sealed record CorrectReport : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "correct-report";

    /// <summary>The number of the report.</summary>
    public int? Report { get; init; }

    /// <summary>What is right.</summary>
    public string? Text { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    internal override bool SettlesDuties => true;

    internal override Outcome Decide(IncidentState state, Moment moment) =>
        First(Reporting.WrongReport(state, Report), Need("text", Text, 20_000), Need("reason", Reason)) is { } refusal
            ? refusal
            : new IncidentEvent.ReportCorrected(Report!.Value, Text!, Reason!);
}
