using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Adjusts the response level.</summary>
public sealed record AdjustResponse : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "adjust-response";

    /// <summary>I, II, III or IV.</summary>
    public string? Response { get; init; }

    /// <summary>Who decided it.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>The written decision, when there is one.</summary>
    public string? Document { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment)
    {
        if (First(TooLong("response", Response, 60), Responses.Wrong("response", Response), Need("decided_by", DecidedBy, 200), Need("reason", Reason), TooLong("document", Document, 200)) is { } refusal)
            return refusal;
        return state.Response!.Level == Response
            ? Refusal.Input("response", new("已经是这一级", "it is that level already"), new("请填写另一级", "give another level"))
            : new IncidentEvent.ResponseAdjusted(state.Response.Level, Response!, DecidedBy!, Reason!, Document);
    }
}
