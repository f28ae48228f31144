using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Records that a report was made; it meets a duty, once and for all. Filing again never moves a clock.</summary>
public sealed record MakeReport : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "report";

    /// <summary>The key of the duty.</summary>
    public string? Duty { get; init; }

    /// <summary>By which way: phone, written, website, e-mail, fax or the like.</summary>
    public string? Channel { get; init; }

    /// <summary>Who took it: a name or a desk.</summary>
    public string? To { get; init; }

    /// <summary>Who made it; the person who records it when left out.</summary>
    public string? Who { get; init; }

    /// <summary>What was said.</summary>
    public string? Text { get; init; }

    /// <summary>What it left open; the unknown facts that its form asks for are added by themselves.</summary>
    public IReadOnlyList<string>? Left { get; init; }

    /// <summary>The paper.</summary>
    public string? Attachment { get; init; }

    /// <summary>The receipt.</summary>
    public string? Receipt { get; init; }

    internal override bool SettlesDuties => true;

    internal override Outcome Decide(IncidentState state, Moment moment)
    {
        if (First(NeedId("duty", Duty), Need("channel", Channel, 60), TooLong("to", To, 200), TooLong("who", Who, 200), TooLong("text", Text, 20_000), TooLong("receipt", Receipt, 400), TooLong("attachment", Attachment, 200), Reporting.WrongLeft("left", Left)) is { } refusal)
            return refusal;
        if (!state.Duties.TryGetValue(Duty!, out var duty))
            return Refusal.Input("duty", new($"没有义务 {Duty}", $"no duty {Duty}"), new($"可用：{Reporting.Open(state)}", $"open ones: {Reporting.Open(state)}"));
        if (moment.DoneAt < state.Times.GetValueOrDefault("discovered")?.At)
            return Refusal.Input("done_at", new("早于发现时刻", "before the incident was discovered"), new("核对时刻；发现时刻有误的，先更正（correct-time）", "check it; correct the discovery first if that is wrong (correct-time)"));
        // Only what a report met is met again; after a decision not to report, or when nothing was owed, the report meets the duty.
        var again = duty.End == DutyEnd.Fulfilled;
        return new IncidentEvent.ReportMade(
            state.Reports.Count + 1, Duty!, duty.Form, Channel!, To ?? duty.To, Who ?? moment.Actor, Text ?? "", Reporting.Left(state, Duty!, duty, Left, moment), Attachment,
            Receipt, duty.Due, again || duty.State == "waiting" ? null : duty.InTime(moment.DoneAt), again);
    }
}
