using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Records the receipt of a report.</summary>
public sealed record RecordReceipt : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "record-receipt";

    /// <summary>The number of the report.</summary>
    public int? Report { get; init; }

    /// <summary>Number, name or words of the receipt.</summary>
    public string? Receipt { get; init; }

    internal override bool SettlesDuties => true;

    internal override Outcome Decide(IncidentState state, Moment moment) =>
        First(Reporting.WrongReport(state, Report), Need("receipt", Receipt, 400)) is { } refusal ? refusal : new IncidentEvent.ReceiptRecorded(Report!.Value, Receipt!);
}
