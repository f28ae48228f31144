using Fengsui.Law.Calendar;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Law.Packs;
using Fengsui.Law;
using Fengsui.Response.Posts;
using Fengsui.Response.Record;

namespace Fengsui.Response.Incidents;

/// <summary>Decides acts: a pure function from an incident, an act and a scene to what is to be written, or to a refusal.</summary>
public static class Deciding
{
    /// <summary>Decides an act.</summary>
    /// <param name="state">The incident; left as it is. Null before it is opened.</param>
    /// <param name="act">The act.</param>
    /// <param name="scene">Who acts, when, under which law.</param>
    public static Decision Decide(IncidentState? state, Act act, Scene scene)
    {
        var before = state ?? new IncidentState();
        var moment = new Moment(act.DoneAt ?? scene.Now, scene);
        // Whoever may not do it learns nothing of how the incident stands.
        var (post, authority) = Authority(act, scene);
        if ((authority ?? Beginning(state, act) ?? Times(act, scene) ?? Standing(before, act, scene) ?? Order(before, act, scene)) is { } refused)
            return new Decision.Refused(refused);
        var outcome = act.Decide(before, moment);
        if (outcome.Refusal is { } refusal)
            return new Decision.Refused(refusal);
        return Write(before, act, moment, outcome.Events, post!.Value);
    }

    /// <summary>What the clocks bring that were reached, the earliest first; null when none was.</summary>
    public static Decision.Done? Reach(IncidentState state, Instant now)
    {
        var reached = Clocks.Reached(state, now).ToList();
        if (reached.Count == 0)
            return null;
        var after = state.Copy();
        var lines = new List<NewEntry>();
        foreach (var clock in reached)
            Add(lines, after, new IncidentEvent.ClockReached(clock.Key, clock.At), clock.At, now, Actors.System, "");
        return new(lines, after);
    }

    private static Refusal? Beginning(IncidentState? state, Act act) => (state, act) switch
    {
        (null, not Acts.OpenIncident) => new(RefusalKind.Order, null, new("事件还没有开立", "the incident was not opened"), new("先开立（open）", "open it first (open)")),
        (not null, Acts.OpenIncident) => new(RefusalKind.Order, null, new("事件已经开立", "the incident was opened already"), new("另一件事件另行开立", "open another incident for another matter")),
        _ => null,
    };

    private static Refusal? Times(Act act, Scene scene) => act.DoneAt is { } done && done > scene.Now
        ? Refusal.Input("done_at", new($"{done} 还没有到（现在是 {scene.Now}）", $"{done} has not come yet (it is {scene.Now})"), new("填写已经发生的时刻，或不填", "give a time that has passed, or leave it out"))
        : Act.TooLong("emergency", act.Emergency, 1000);

    private static Refusal? Standing(IncidentState state, Act act, Scene scene)
    {
        if (state.Secrecy is { } secrecy && !(act.IsFreeOfText && act.Emergency is null))
            return new(RefusalKind.Secrecy, null, new($"涉及国家秘密，已停止录入：{secrecy}", $"it concerns state secrets; nothing more may be typed here: {secrecy}"),
                new("按保密规定在涉密系统中办理；确认不涉密的，将 state_secret 记为否", "handle it in a system made for secrets; if it is none after all, assert state_secret 否"), Cited(scene.Library.Procedure.Act(Acts.StopForSecrecy.Name)!.Ground));
        if (state.Phase.IsClosed() && !act.IsForClosed && !(act.SettlesDuties && state.Duties.Values.Any(d => d.IsDue)))
            return new(RefusalKind.Closed, null, new($"事件已{state.Phase.Name().Zh}", $"the incident is {state.Phase.Name().En}"), new("需要继续的，先重新开启", "reopen it first"));
        return null;
    }

    /// <summary>The articles on which a refusal rests, each with its mark: nothing is said with more certainty than its citation has.</summary>
    internal static string Cited(Ground ground) => string.Join("；", ground.Sources.Select(s => s.Check == Check.Verified ? s.At : $"{s.At}（待核对）"));

    private static Refusal? Order(IncidentState state, Act act, Scene scene)
    {
        foreach (var rule in scene.Library.Procedure.Before(act.Id))
            if (!Procedures.Holds(rule.Needs, state, scene.Now))
                return new(RefusalKind.Order, null, rule.Says, Procedures.Remedy(rule.Needs), Cited(rule.Ground));
        return null;
    }

    private static (HeldPost? Post, Refusal? Refusal) Authority(Act act, Scene scene)
    {
        var rule = scene.Library.Procedure.Act(act.Row) ?? throw new InvalidOperationException($"the table of posts and acts does not know {act.Row}");
        var authority = Posts.Authority.Of(scene.Library.Procedure, act.Row, scene.Posts);
        if (authority is Posts.Authority.Allowed allowed)
            return (new(allowed.Post.Id, allowed.Deputy), null);
        var emergency = authority as Posts.Authority.Emergency;
        if (emergency is not null && !string.IsNullOrWhiteSpace(act.Emergency))
            return (new(emergency.Post.Id, emergency.Deputy), null);
        var remedy = emergency is null
            ? new Text($"可由{Names(rule.May).Zh}办理", $"it is for: {Names(rule.May).En}")
            : new Text($"可由{Names(rule.May).Zh}办理；确实等不及的，在 emergency 写明理由，事后追认", $"it is for: {Names(rule.May).En}; if it cannot wait, give the reason in `emergency`, to be ratified");
        return (null, new(RefusalKind.Authority, null, new($"您的岗位不能{rule.Name.Zh}", $"your posts may not {rule.Name.En}"), remedy, Cited(rule.Ground)));
    }

    private static Text Names(IReadOnlyList<Post> posts) => Text.Join("、", ", ", [.. posts.Select(p => p.Name)]);

    private static Decision.Done Write(IncidentState before, Act act, Moment moment, IReadOnlyList<IncidentEvent> events, HeldPost post)
    {
        var scene = moment.Scene;
        var after = before.Copy();
        var lines = new List<NewEntry>();
        foreach (var what in events)
            Add(lines, after, what, moment.DoneAt, scene.Now, scene.Actor, post.Written);
        if (Awaited(act, after, post, scene) is { } awaited)
            Add(lines, after, awaited, moment.DoneAt, scene.Now, scene.Actor, post.Written);
        foreach (var what in Consequences(before, after, events, moment))
            Add(lines, after, what, scene.Now, scene.Now, Actors.System, "");
        return new(lines, after);
    }

    private static void Add(List<NewEntry> lines, IncidentState after, IncidentEvent what, Instant done, Instant now, string actor, string post)
    {
        var line = EventNames.Write(what, done, now, actor, post);
        after.Apply(what, line);
        lines.Add(line);
    }

    private static IncidentEvent.RatificationAwaited? Awaited(Act act, IncidentState state, HeldPost post, Scene scene)
    {
        var rule = scene.Library.Procedure.Act(act.Row)!;
        return rule.May.Any(p => p.Id == post.Post) ? null : new(state.Ratifications.Count + 1, act.Row, scene.Actor, act.Emergency!, scene.Now.Plus(scene.RatifyWithin));
    }

    private static IEnumerable<IncidentEvent> Consequences(IncidentState before, IncidentState after, IReadOnlyList<IncidentEvent> events, Moment moment)
    {
        if (!events.Any(ChangesTheLaw))
            yield break;
        var library = moment.Library;
        var assessment = Assessing.Assess(after, library);
        var law = Assessing.LawOf(assessment);
        if (!law.SequenceEqual(after.Law))
            yield return new IncidentEvent.LawPinned(law);
        var assessed = Assessing.Sum(assessment);
        if (!Assessing.Same(assessed, before.Assessed))
            yield return assessed;
        // The follow-ups come first: what closes a report is known to be owed when the duties are compared.
        foreach (var followUp in FollowUps(before, after, assessed, events, moment))
            yield return followUp;
        if (new DutyBook(after, assessment, library, moment.Scene.Now).Reckon() is { } reckoned)
            yield return reckoned;
    }

    private static bool ChangesTheLaw(IncidentEvent what) => what is IncidentEvent.Opened or IncidentEvent.FactAsserted or IncidentEvent.TimeStated or IncidentEvent.TimeCorrected
        or IncidentEvent.LevelJudged or IncidentEvent.LevelDetermined or IncidentEvent.ResponseStarted or IncidentEvent.ResponseEnded or IncidentEvent.HandlingEnded
        or IncidentEvent.ReportMade or IncidentEvent.Reopened or IncidentEvent.Dismissed;

    /// <summary>A first report that left something open, or new facts after it, bring what the pack says follows (rule 7).</summary>
    private static IEnumerable<IncidentEvent> FollowUps(
        IncidentState before, IncidentState after, IncidentEvent.Assessed assessed, IReadOnlyList<IncidentEvent> events, Moment moment)
    {
        if (after.Reports.Count == 0)
            yield break;
        var left = events.OfType<IncidentEvent.ReportMade>().Where(r => r.Left.Count > 0).Select(r => DutyBook.Split(r.Duty).Pack).ToHashSet();
        var learnt = before.Assessed?.Settled != assessed.Settled
            || events.Any(e => e is IncidentEvent.Dismissed || e is IncidentEvent.FactAsserted f && before.Facts.GetValueOrDefault(f.Fact)?.Value != f.Value);
        var known = Filed(before).ToHashSet();
        foreach (var filed in Filed(after).Distinct())
            if ((left.Contains(filed.Pack) || learnt && known.Contains(filed)) && DutyBook.FollowUp(
                after, moment.Library, filed.Pack, filed.Form, moment.DoneAt, left.Contains(filed.Pack) ? "报告时尚有未明事项" : "报告后有新情况") is { } followUp)
                yield return followUp;
    }

    private static IEnumerable<(string Pack, string Form)> Filed(IncidentState state) =>
        state.Reports.Values.Where(r => r.Form is not null).Select(r => (DutyBook.Split(r.Duty).Pack, r.Form!));
}

/// <summary>What may not be skipped, as the state tells it.</summary>
public static class Procedures
{
    private static readonly Dictionary<string, Func<IncidentState, Instant, bool>> Known = new()
    {
        ["level-judged"] = (s, _) => s.Judged.Count + s.Determined.Count > 0,
        ["response-running"] = (s, _) => s.ResponseRuns,
        ["response-over"] = (s, _) => !s.ResponseRuns,
        ["first-handling"] = (s, _) => s.FirstHandlings > 0,
        ["handling-ended"] = (s, _) => s.Times.ContainsKey("handling_ended"),
        ["investigated"] = (s, _) => s.Investigated is not null,
        ["summed-up"] = (s, _) => s.Phase == Phase.SummedUp,
        // What is only possible, or waits for a moment that did not come, holds nothing up.
        ["duties-settled"] = (s, _) => !s.Duties.Values.Any(d => d.IsDue),
        // Asked of the clock and not of the marks: nothing slips through because no sweep has run yet.
        ["nothing-overdue"] = (s, now) => !s.Duties.Values.Any(d => d.IsOpen && (d.Overdue || d.WasOverdue || d.State == "owed" && d.LateFrom <= now)),
        ["ratified"] = (s, _) => s.Ratifications.Values.All(r => r.State != "open"),
        ["not-determined"] = (s, _) => s.Determined.Count == 0,
    };

    /// <summary>The names that a table may use.</summary>
    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <summary>What brings it about: the act to do first, with its name for the command line.</summary>
    public static Text Remedy(string needs) => needs switch
    {
        "level-judged" => new("先自判级别（judge-level）", "judge the level first (judge-level)"),
        "response-running" => new("先启动响应（start-response）", "start the response first (start-response)"),
        "response-over" => new("先结束响应（end-response）", "end the response first (end-response)"),
        "first-handling" => new("先登记先行处置（first-handling）", "record the first handling first (first-handling)"),
        "handling-ended" => new("先登记处置结束（end-handling）", "end the handling first (end-handling)"),
        "investigated" => new("先调查评估（investigate）", "investigate first (investigate)"),
        "summed-up" => new("先总结（sum-up）", "sum it up first (sum-up)"),
        "duties-settled" or "nothing-overdue" => new(
            "先登记报送（report），或者决定不报（decide-not-to-report）", "record the reports first (report), or decide not to report (decide-not-to-report)"),
        "ratified" => new("先追认或者不予追认（ratify）", "ratify first, or refuse to (ratify)"),
        "not-determined" => new("主管部门已经定级，请与其核实后登记新的定级（record-determination）",
            "the authority has determined the level; ask it, and record what it determines then (record-determination)"),
        _ => throw new ArgumentOutOfRangeException(nameof(needs), needs, "not one of Names"),
    };

    /// <summary>Whether it holds.</summary>
    /// <param name="needs">One of <see cref="Names"/>.</param>
    /// <param name="state">The incident.</param>
    /// <param name="now">Now: what ran out and was not recorded yet counts too.</param>
    public static bool Holds(string needs, IncidentState state, Instant now) => Known[needs](state, now);
}
