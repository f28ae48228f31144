using System.Text.Json.Serialization;
using Fengsui.Law.Calendar;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Corrects a time, with the reason; both stay visible, and a clock that ended does not move.</summary>
public sealed record CorrectTime : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "correct-time";

    /// <summary>The anchor.</summary>
    public string? Anchor { get; init; }

    /// <summary>What is right; null when it has not happened after all.</summary>
    public Instant? To { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment)
    {
        if (First(NeedId("anchor", Anchor), Need("reason", Reason), Stating.WrongAnchor("anchor", Anchor ?? "", moment), Stating.NotYet("to", To, moment)) is { } refusal)
            return refusal;
        if (!state.Times.TryGetValue(Anchor!, out var stated))
            return Refusal.Input("anchor", new($"还没有记录 {Anchor}", $"no {Anchor} is recorded"), new("用 state-time 记录", "state it with state-time"));
        if (To is null && (Anchor is "discovered" or "self_judged" || Stating.ActThatSets(Anchor!) is not null))
            return Refusal.Input("to", new($"{Anchor} 不能删去，只能更正", $"{Anchor} cannot be taken away, only corrected"), new("请填写正确的时刻；要继续处置的，重新开启（reopen）", "give the right time; reopen the incident to go on with it"));
        if (To == stated.At)
            return Refusal.Input("to", new("与已记录的时刻相同", "it is the time on record already"), new("请填写正确的时刻", "give the right time"));
        return new IncidentEvent.TimeCorrected(Anchor!, stated.At, To, Reason!);
    }
}
