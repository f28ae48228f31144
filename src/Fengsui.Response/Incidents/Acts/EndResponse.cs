using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Ends the response.</summary>
public sealed record EndResponse : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "end-response";

    /// <summary>Who decided it.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>Why: effect and harm are contained or gone.</summary>
    public string? Reason { get; init; }

    /// <summary>The written decision, when there is one.</summary>
    public string? Document { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment)
    {
        if (First(Need("decided_by", DecidedBy, 200), Need("reason", Reason), TooLong("document", Document, 200)) is { } refusal)
            return refusal;
        return moment.DoneAt < state.Response!.Started
            ? Refusal.Input("done_at", new($"早于响应启动（{state.Response.Started}）", $"before the response started ({state.Response.Started})"), new("请填写之后的时刻", "give a later time"))
            : new IncidentEvent.ResponseEnded(DecidedBy!, Reason!, Document);
    }
}
