using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Dismisses the incident as a false alarm.</summary>
public sealed record Dismiss : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "dismiss";

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment) => Need("reason", Reason) is { } refusal ? refusal : new IncidentEvent.Dismissed(Reason!);
}
