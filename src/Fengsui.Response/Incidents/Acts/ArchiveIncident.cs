using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Archives the incident: nothing more is changed unless it is reopened.</summary>
public sealed record ArchiveIncident : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "archive";

    internal override bool IsFreeOfText => true;

    internal override Outcome Decide(IncidentState state, Moment moment) => new IncidentEvent.Archived();
}
