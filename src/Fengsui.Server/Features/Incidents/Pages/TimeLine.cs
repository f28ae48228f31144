using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Response.Incidents;
using Fengsui.Response.Record;
using Fengsui.Server.Ui;

namespace Fengsui.Server.Features.Incidents.Pages;

/// <summary>One line of the time line.</summary>
/// <param name="What">What happened.</param>
/// <param name="Said">What was typed, as it was typed; or null.</param>
public readonly record struct TimeLineText(Text What, string? Said);

/// <summary>The journal in the words of a time line: one line an entry.</summary>
internal static class TimeLine
{
    /// <summary>The kinds by which a time line is filtered, each with the names of its events.</summary>
    public static IReadOnlyList<(string Kind, Text Name, IReadOnlyList<string> Types)> Kinds { get; } =
    [
        ("facts", new("事实和时刻", "facts and times"), ["incident-opened", "fact-asserted", "time-stated", "time-corrected", "classified"]),
        ("level", new("级别和响应", "level and response"), ["assessed", "level-judged", "level-determined", "response-started", "response-adjusted", "response-ended"]),
        ("reports", new("报送", "reports"), ["report-made", "receipt-recorded", "report-corrected", "not-reported", "duty-released", "users-notified", "paper-written", "paper-sent"]),
        ("handling", new("处置", "handling"), ["first-handled", "measure-done", "task-set", "task-finished", "handling-ended", "opinion-watched"]),
        ("evidence", new("证据和指标", "evidence and indicators"), ["file-attached", "evidence-taken", "evidence-handed-over", "indicators-added"]),
        ("notes", new("记事", "notes"), ["note-added"]),
        ("clocks", new("时钟", "clocks"), ["duties-reckoned", "clock-reached", "law-pinned"]),
        ("end", new("结束和归档", "end and archive"),
            ["investigated", "summed-up", "archived", "dismissed", "reopened", "linked", "merged", "secrecy-stopped", "secrecy-lifted", "ratification-awaited", "ratified"]),
    ];

    /// <summary>A line of the journal in words.</summary>
    public static TimeLineText Say(Entry entry, IncidentView view) => Say(EventNames.Read(entry.What), view);

    private static TimeLineText Say(IncidentEvent what, IncidentView view) => what switch
    {
        IncidentEvent.Opened e => new(new("开立事件", "opened"), e.Title),
        IncidentEvent.LawPinned e => new(new($"固定所依据的规定 {e.Packs.Count} 份", $"pinned {e.Packs.Count} instruments"), null),
        IncidentEvent.FactAsserted e => Fact(e, view),
        IncidentEvent.TimeStated e => new(new($"{Anchor(e.Anchor, view).Zh}：{At(e.At, view, Language.Zh)}", $"{Anchor(e.Anchor, view).En}: {At(e.At, view, Language.En)}"), e.Source),
        IncidentEvent.TimeCorrected e => new(Corrected(e, view), e.Reason),
        IncidentEvent.Classified e => new(new($"分类 {e.Categories.Count} 项", $"classified, {e.Categories.Count} classes"), e.Note),
        IncidentEvent.Assessed e => new(Assessed(e), null),
        IncidentEvent.LevelJudged e => new(new($"自判为{e.Level.Name().Zh}{Under(e.Pack, view).Zh}", $"judged {e.Level.Name().En}{Under(e.Pack, view).En}"), e.Reason),
        IncidentEvent.LevelDetermined e => new(new($"主管部门认定为{e.Level.Name().Zh}{Under(e.Pack, view).Zh}", $"determined {e.Level.Name().En} by the authority{Under(e.Pack, view).En}"), Joined(e.Authority, e.Document)),
        IncidentEvent.FirstHandled e => new(new("先行处置", "first handling"), e.What),
        IncidentEvent.ResponseStarted e => new(new($"启动{e.Response}级响应", $"response {e.Response} started"), Joined(e.DecidedBy, e.Document)),
        IncidentEvent.ResponseAdjusted e => new(new($"响应由{e.From}级调整为{e.To}级", $"response adjusted from {e.From} to {e.To}"), Joined(e.DecidedBy, e.Reason, e.Document)),
        IncidentEvent.ResponseEnded e => new(new("结束响应", "response ended"), Joined(e.DecidedBy, e.Reason, e.Document)),
        IncidentEvent.MeasureDone e => new(new("落实措施", "measure carried out"), Joined(Measure(e, view), e.Proof)),
        IncidentEvent.TaskSet e => new(new($"布置任务 {e.Task}", $"task {e.Task} set"), e.Title),
        IncidentEvent.TaskFinished e => new(e.GivenUp ? new($"任务 {e.Task} 不再做", $"task {e.Task} given up") : new($"办结任务 {e.Task}", $"task {e.Task} finished"), e.Result),
        IncidentEvent.NoteAdded e => new(new("记事", "note"), e.Text),
        IncidentEvent.FileAttached e => new(new($"上传附件（{e.Size:#,0} 字节）", $"file attached ({e.Size:#,0} bytes)"), null),
        IncidentEvent.EvidenceTaken e => new(new($"固定证据 {e.Evidence}", $"evidence {e.Evidence} taken"), e.What),
        IncidentEvent.EvidenceHandedOver e => new(new($"移交证据 {e.Evidence}", $"evidence {e.Evidence} handed over"), $"{view.NameOf(e.From).Zh} → {e.To}：{e.Reason}"),
        IncidentEvent.IndicatorsAdded e => new(new($"登记失陷指标 {e.Indicators.Count} 个", $"{e.Indicators.Count} indicators added"), null),
        IncidentEvent.ReportMade e => Report(e, view),
        IncidentEvent.PaperWritten e => new(new($"起草文书《{Form(e.Pack, e.Form, view).Zh}》", $"paper written: {Form(e.Pack, e.Form, view).En}"), null),
        IncidentEvent.PaperSent e => new(new($"第{e.Report}份报告的文书《{Form(e.Pack, e.Form, view).Zh}》", $"paper of report {e.Report}: {Form(e.Pack, e.Form, view).En}"), e.Acknowledged),
        IncidentEvent.ReceiptRecorded e => new(new($"第{e.Report}份报告的回执", $"receipt of report {e.Report}"), e.Receipt),
        IncidentEvent.ReportCorrected e => new(new($"更正第{e.Report}份报告", $"report {e.Report} corrected"), Joined(e.Text, e.Reason)),
        IncidentEvent.NotReported e => new(new($"决定不报：{Duty(e.Duty, view).Zh}", $"decided not to report: {Duty(e.Duty, view).En}"), Joined(e.Reason, e.Ground)),
        IncidentEvent.DutyReleased e => new(new($"依书面认定免除：{Duty(e.Duty, view).Zh}", $"released in writing: {Duty(e.Duty, view).En}"), Joined(e.Document, e.Reason)),
        IncidentEvent.OpinionWatched e => new(new("舆情", "public opinion"), e.Text),
        IncidentEvent.UsersNotified e => new(new($"告知用户{(e.Persons is { } p ? $"（{p}）" : "")}", $"users told{(e.Persons is { } n ? $" ({n})" : "")}"), Joined(e.Whom, e.Text)),
        IncidentEvent.HandlingEnded e => new(new("处置结束", "handling ended"), e.Result),
        IncidentEvent.Investigated e => new(new("调查评估", "investigated"), e.Cause),
        IncidentEvent.SummedUp e => new(new("总结", "summed up"), e.Text),
        IncidentEvent.Archived => new(new("归档", "archived"), null),
        IncidentEvent.Dismissed e => new(new("误报销案", "dismissed as a false alarm"), e.Reason),
        IncidentEvent.Reopened e => new(new("重新开启", "reopened"), e.Reason),
        IncidentEvent.Linked e => new(new($"关联事件 {e.Other}", $"linked with {e.Other}"), e.Relation),
        IncidentEvent.Merged e => new(new($"并入事件 {e.Into}", $"merged into {e.Into}"), e.Reason),
        IncidentEvent.SecrecyStopped e => new(new("涉密，停止录入", "concerns secrets: no more typing"), e.Reason),
        IncidentEvent.SecrecyLifted e => new(new("确认不涉密，恢复录入", "no secrets: typing goes on"), e.Reason),
        IncidentEvent.RatificationAwaited e => new(new($"紧急办理“{Act(e.Act, view).Zh}”，待追认", $"done in an emergency, awaits ratification: {Act(e.Act, view).En}"), e.Reason),
        IncidentEvent.Ratified e => new(e.Agreed ? new($"追认第{e.No}项", $"no. {e.No} ratified") : new($"不同意追认第{e.No}项", $"no. {e.No} refused"), e.Note),
        IncidentEvent.DutiesReckoned e => new(Reckoned(e, view), null),
        IncidentEvent.ClockReached e => new(Reached(e, view), null),
        _ => throw new InvalidOperationException(what.GetType().Name),
    };

    private static TimeLineText Fact(IncidentEvent.FactAsserted e, IncidentView view)
    {
        if (view.Library.Vocabulary.Fact(e.Fact) is not { } fact)
            return new(Text.Same(e.Fact), e.Value);
        var value = ValueOf(fact, e.Value);
        return new(new($"{Words.Short(fact).Zh}：{value.Zh}", $"{Words.Short(fact).En}: {value.En}"), Joined(e.Source, e.Reason));
    }

    /// <summary>A value on record as a person reads it.</summary>
    public static Text ValueOf(Fact fact, string written) => written == "unknown" ? Words.NotKnownYet
        : Assessing.TryRead(fact, written, out var value, out _) && fact.Type != FactType.Text ? new(fact.Write(value, Language.Zh), fact.Write(value, Language.En)) : Text.Same(written);

    private static Text Corrected(IncidentEvent.TimeCorrected e, IncidentView view)
    {
        var name = Anchor(e.Anchor, view);
        return e.To is { } to
            ? new($"更正{name.Zh}：{At(e.From, view, Language.Zh)} → {At(to, view, Language.Zh)}", $"{name.En} corrected: {At(e.From, view, Language.En)} → {At(to, view, Language.En)}")
            : new($"更正{name.Zh}：并未发生", $"{name.En} corrected: it did not happen");
    }

    private static Text Assessed(IncidentEvent.Assessed e)
    {
        var level = e.Settled?.Name() ?? Words.NoLevel;
        return e.CouldBe is { } could ? new($"研判：{level.Zh}，可能达到{could.Name().Zh}", $"assessed: {level.En}, could be {could.Name().En}") : new($"研判：{level.Zh}", $"assessed: {level.En}");
    }

    private static TimeLineText Report(IncidentEvent.ReportMade e, IncidentView view)
    {
        var duty = Duty(e.Duty, view);
        var timely = e.Timely switch { true => new Text("，及时", ", in time"), false => new Text("，逾期", ", late"), null => default(Text?) };
        return new(new($"已办：{duty.Zh}（{e.Channel}{timely?.Zh}）", $"done: {duty.En} ({e.Channel}{timely?.En})"), Joined(e.To == duty.Zh ? null : e.To, e.Receipt, e.Text));
    }

    private static Text Reckoned(IncidentEvent.DutiesReckoned e, IncidentView view)
    {
        var parts = new List<Text>();
        void Add(Text verb, IEnumerable<string> keys)
        {
            var names = Text.Join("；", "; ", [.. keys.Select(k => Duty(k, view))]);
            if (names.Zh.Length > 0)
                parts.Add(new($"{verb.Zh}：{names.Zh}", $"{verb.En}: {names.En}"));
        }

        Add(new("新增义务", "new duties"), (e.Arose ?? []).Select(a => a.Key));
        Add(new("时钟变动", "clocks changed"), (e.Changed ?? []).Select(c => c.Key));
        Add(new("不再应报", "not owed any more"), e.Ended ?? []);
        Add(new("仍然应报", "owed all the same"), (e.Kept ?? []).Select(k => k.Key));
        return Text.Join("。", ". ", parts);
    }

    private static Text Reached(IncidentEvent.ClockReached e, IncidentView view)
    {
        var (kind, key) = Clocks.Split(e.Clock);
        return kind switch
        {
            ClockKind.Due => new($"逾期：{Duty(key, view).Zh}", $"overdue: {Duty(key, view).En}"),
            ClockKind.Reminder => new($"时限将到：{Duty(key, view).Zh}", $"soon due: {Duty(key, view).En}"),
            ClockKind.Task => new($"任务 {key} 逾期", $"task {key} overdue"),
            ClockKind.Ratification => new($"第{key}项紧急办理逾期未追认", $"no. {key} not ratified in time"),
            _ => throw new InvalidOperationException(),
        };
    }

    private static Text Duty(string key, IncidentView view) => view.State.Duties.TryGetValue(key, out var duty) ? IncidentClock.Of(key, duty, view.Library).Act : Text.Same(key);

    private static Text Form(string pack, string form, IncidentView view) => view.Library.Find(pack)?.Forms.FirstOrDefault(f => f.Id == form)?.Title ?? Text.Same(form);

    private static Text Anchor(string anchor, IncidentView view) => view.Library.Vocabulary.Anchor(anchor)?.Name ?? Text.Same(anchor);

    private static Text Act(string act, IncidentView view) => view.Library.Procedure.Act(act)?.Name ?? Text.Same(act);

    private static string? Measure(IncidentEvent.MeasureDone e, IncidentView view) => view.Library.Find(e.Pack)?.Measures.FirstOrDefault(m => m.Id == e.Measure)?.Do.Zh;

    private static Text Under(string? pack, IncidentView view) => pack is not null && view.Library.Find(pack) is { } plan ? new($"（{plan.Short.Zh}）", $" ({plan.Short.En})") : Text.Same("");

    private static string At(Instant at, IncidentView view, Language language) => Clockface.Moment(at, view.Now, language);

    private static string? Joined(params string?[] parts) => string.Join(" · ", parts.Where(p => !string.IsNullOrEmpty(p))) is { Length: > 0 } joined ? joined : null;
}
