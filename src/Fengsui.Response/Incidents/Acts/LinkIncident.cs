using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Links another incident.</summary>
public sealed record LinkIncident : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "link";

    internal override bool IsForClosed => true;

    /// <summary>The other incident.</summary>
    public string? Other { get; init; }

    /// <summary>How they belong together.</summary>
    public string? Relation { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment) =>
        First(Need("other", Other, 64), Stating.NoIncident("other", Other, moment), Need("relation", Relation, 200)) is { } refusal ? refusal : new IncidentEvent.Linked(Other!, Relation!);
}
