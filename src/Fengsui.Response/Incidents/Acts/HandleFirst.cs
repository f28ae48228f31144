using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>First handling (先行处置): at once, whatever the level.</summary>
public sealed record HandleFirst : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "first-handling";

    /// <summary>What was done.</summary>
    public string? What { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment) => Need("what", What) is { } refusal ? refusal : new IncidentEvent.FirstHandled(What!);
}
