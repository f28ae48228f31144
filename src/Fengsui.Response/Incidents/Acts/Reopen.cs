using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Opens a closed or ended incident again: everything can be undone, by a further act.</summary>
public sealed record Reopen : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "reopen";

    internal override bool IsForClosed => true;

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment)
    {
        if (Need("reason", Reason) is { } refusal)
            return refusal;
        return state.Phase >= Phase.Ended
            ? new IncidentEvent.Reopened(Reason!)
            : new Refusal(RefusalKind.Order, null, new("事件正在进行", "the incident is open"), new("无须重新开启", "there is nothing to reopen"));
    }
}
