using System.Text.Json.Serialization;
using Fengsui.Law.Grading;
using Fengsui.Law.Packs;
using Fengsui.Response.Papers;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>The paper of a report: kept as it was sent.</summary>
public sealed record SentPaper
{
    /// <summary>The hash of the document, lower hex.</summary>
    public string? Sha256 { get; init; }

    /// <summary>What it says, by field of the form.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }

    /// <summary>signature or seal, where the form asks for one.</summary>
    public string? Signed { get; init; }

    /// <summary>Why it says otherwise than an earlier paper.</summary>
    public string? Acknowledged { get; init; }
}

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

    /// <summary>What the paper says and who signed it, where it was made here.</summary>
    public SentPaper? Paper { get; init; }

    internal override bool SettlesDuties => true;

    internal override Outcome Decide(IncidentState state, Moment moment)
    {
        if (First(NeedId("duty", Duty), Need("channel", Channel, 60), TooLong("to", To, 200), TooLong("who", Who, 200), TooLong("text", Text, 20_000), TooLong("receipt", Receipt, 400), TooLong("attachment", Attachment, 200), Reporting.WrongLeft("left", Left)) is { } refusal)
            return refusal;
        if (!state.Duties.TryGetValue(Duty!, out var duty))
            return Refusal.Input("duty", new($"没有义务 {Duty}", $"no duty {Duty}"), new($"可用：{Reporting.Open(state)}", $"open ones: {Reporting.Open(state)}"));
        if (moment.DoneAt < state.Times.GetValueOrDefault("discovered")?.At)
            return Refusal.Input("done_at", new("早于发现时刻", "before the incident was discovered"), new("核对时刻；发现时刻有误的，先更正（correct-time）", "check it; correct the discovery first if that is wrong (correct-time)"));
        if (WrongPaper(state, duty, moment) is { } wrongPaper)
            return wrongPaper;
        // Only what a report met is met again; after a decision not to report, or when nothing was owed, the report meets the duty.
        var again = duty.End == DutyEnd.Fulfilled;
        var made = new IncidentEvent.ReportMade(
            state.Reports.Count + 1, Duty!, duty.Form, Channel!, To ?? duty.To, Who ?? moment.Actor, Text ?? "", Reporting.Left(state, Duty!, duty, Left, moment), Attachment,
            Receipt, duty.Due, again || duty.State == "waiting" ? null : duty.InTime(moment.DoneAt), again);
        return Paper is { } paper ? new Outcome([made, Sent(made.No, duty, paper, moment)], null) : made;
    }

    private Form? FormOf(OwedDuty duty, Moment moment) => moment.Library.Find(DutyBook.Split(Duty!).Pack)?.Forms.FirstOrDefault(f => f.Id == duty.Form);

    /// <summary>A paper is one of the duty's form; it is signed where the form asks for it, and says why where it says otherwise than before.</summary>
    private Refusal? WrongPaper(IncidentState state, OwedDuty duty, Moment moment)
    {
        if (Paper is not { } paper)
            return null;
        if (FormOf(duty, moment) is not { } form)
            return Refusal.Input("paper", new("这项义务没有表单", "the duty has no form"), new("去掉 paper，把所报内容写在 text 中", "leave out `paper` and give what was said as `text`"));
        if ((Need("attachment", Attachment, 200) ?? Hashes.Wrong("paper.sha256", paper.Sha256, needed: true) ?? PaperTexts.Wrong("paper.values", paper.Values, form)
            ?? TooLong("paper.acknowledged", paper.Acknowledged)) is { } wrong)
            return wrong;
        if (paper.Signed is not (null or "signature" or "seal"))
            return Refusal.Input("paper.signed", new("不在词表中", "not one of its words"), new("应为 signature 或 seal", "use signature or seal"));
        var pack = moment.Library.Find(DutyBook.Split(Duty!).Pack)!;
        if (form.SignFrom is { } from && state.LevelUnder(pack) >= from && paper.Signed is null)
            return new(RefusalKind.Input, "paper.signed", new($"{from.Word()}以上须签字或者盖章", $"from {from.Name().En} on it is signed or sealed"),
                new("签字或盖章后，写 signature 或 seal", "sign or seal it, then say signature or seal"), Deciding.Cited(form.Ground));
        return string.IsNullOrWhiteSpace(paper.Acknowledged) && EarlierSaid.Against(state, moment.Library, pack, form, paper.Values!) is [var first, ..]
            ? Refusal.Input("paper.acknowledged", new($"与第{first.Report}次报告不一致：{first.Field.Label.Zh}，原报“{first.Before}”，现为“{first.Now}”", $"report {first.Report} said otherwise: {first.Field.Label.En}, “{first.Before}” then, “{first.Now}” now"),
                new("改正，或写明不一致的原因", "correct it, or say why"))
            : null;
    }

    private IncidentEvent.PaperSent Sent(int report, OwedDuty duty, SentPaper paper, Moment moment)
    {
        var pack = moment.Library.Find(DutyBook.Split(Duty!).Pack)!;
        var form = FormOf(duty, moment)!;
        return new(report, pack.Id, form.Id, Attachment!, paper.Sha256!, PaperTexts.Sorted(paper.Values!), EarlierSaid.Of(pack, form, paper.Values!), duty.To, paper.Signed, paper.Acknowledged);
    }
}
