using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Records what public opinion says.</summary>
public sealed record WatchOpinion : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "watch-opinion";

    /// <summary>What was seen.</summary>
    public string? Text { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment) => Need("text", Text) is { } refusal ? refusal : new IncidentEvent.OpinionWatched(Text!);
}
