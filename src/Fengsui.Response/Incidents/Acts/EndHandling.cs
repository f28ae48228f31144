using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>The handling has ended.</summary>
public sealed record EndHandling : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "end-handling";

    /// <summary>With what result.</summary>
    public string? Result { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment)
    {
        if (Need("result", Result) is { } refusal)
            return refusal;
        return state.Times.ContainsKey("handling_ended")
            ? new Refusal(RefusalKind.Order, null, new("处置已经结束", "the handling has ended already"), new("时刻有误的，用 correct-time 更正", "correct its time with correct-time"))
            : new IncidentEvent.HandlingEnded(Result!);
    }
}
