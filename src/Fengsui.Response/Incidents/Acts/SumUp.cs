using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Sums the incident up.</summary>
public sealed record SumUp : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "sum-up";

    /// <summary>The summary.</summary>
    public string? Text { get; init; }

    /// <summary>The report.</summary>
    public string? Attachment { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment) => First(Need("text", Text, 20_000), TooLong("attachment", Attachment, 200)) is { } refusal ? refusal : new IncidentEvent.SummedUp(Text!, Attachment);
}
