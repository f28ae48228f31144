using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Goes on in another incident.</summary>
public sealed record MergeIncident : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "merge";

    /// <summary>The other incident.</summary>
    public string? Into { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment) =>
        First(Need("into", Into, 64), Stating.NoIncident("into", Into, moment), Need("reason", Reason)) is { } refusal ? refusal : new IncidentEvent.Merged(Into!, Reason!);
}
