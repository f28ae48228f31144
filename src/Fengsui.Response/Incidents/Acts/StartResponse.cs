using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Starts a response, or records that the authority started it.</summary>
public sealed record StartResponse : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "start-response";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Row => Responses.Known(Response) ? $"{Id}.{Response}" : $"{Id}.IV";

    /// <summary>I, II, III or IV.</summary>
    public string? Response { get; init; }

    /// <summary>Who decided it: the authority, or a person.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>The written decision, when there is one.</summary>
    public string? Document { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment)
    {
        if (First(TooLong("response", Response, 60), Responses.Wrong("response", Response), Need("decided_by", DecidedBy, 200), TooLong("document", Document, 200)) is { } refusal)
            return refusal;
        if (state.ResponseRuns)
            return new Refusal(RefusalKind.Order, "response", new($"{state.Response!.Level}级响应正在进行", $"response {state.Response.Level} is running"), new("用 adjust-response 调整", "adjust it with adjust-response"));
        if (state.Times.ContainsKey("handling_ended"))
            return new Refusal(RefusalKind.Order, null, new("处置已经结束", "the handling has ended"), new("先重新开启（reopen）", "reopen it first"));
        return new IncidentEvent.ResponseStarted(Response!, DecidedBy!, Document);
    }
}
