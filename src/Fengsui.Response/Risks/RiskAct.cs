using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Grading;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Posts;
using Fengsui.Response.Record;

namespace Fengsui.Response.Risks;

/// <summary>What somebody wants to do about a risk: a closed union.</summary>
public abstract record RiskAct
{
    private RiskAct()
    {
    }

    /// <summary>Judge it.</summary>
    /// <param name="Likelihood">How possible an incident is, an id of the packs.</param>
    /// <param name="Level">How large it may become, the statute's word; empty where none is to be expected.</param>
    /// <param name="Reason">On what ground.</param>
    public sealed record Judge(string? Likelihood, string? Level, string? Reason) : RiskAct;

    /// <summary>Watch it.</summary>
    public sealed record Watch(Instant? Until, string? Reason) : RiskAct;

    /// <summary>Dismiss it.</summary>
    public sealed record Dismiss(string? Reason) : RiskAct;

    /// <summary>Record that somebody was told of it.</summary>
    public sealed record Report(string? Duty, string? To, string? Channel, string? Receipt, string? Note, Instant? DoneAt) : RiskAct;

    /// <summary>Look at it again.</summary>
    public sealed record Reopen(string? Reason) : RiskAct;

    /// <summary>Record the warning that was made of it.</summary>
    public sealed record Warn(string? Warning) : RiskAct;

    /// <summary>Record the incident that was opened from it.</summary>
    public sealed record Become(string? Incident) : RiskAct;

    /// <summary>The id of the act in the table of posts and acts.</summary>
    public string Id => this switch
    {
        Judge => "judge-risk",
        Watch => "watch-risk",
        Dismiss => "dismiss-risk",
        Report => "report-risk",
        Reopen => "judge-risk",
        Warn => "judge-risk",
        Become => "open",
        _ => throw new InvalidOperationException(GetType().Name),
    };
}

/// <summary>What comes of an act on a risk: a closed union.</summary>
public abstract record RiskDecision
{
    private RiskDecision()
    {
    }

    /// <summary>It was done.</summary>
    /// <param name="Lines">What to write.</param>
    /// <param name="After">The risk afterwards.</param>
    public sealed record Done(IReadOnlyList<NewEntry> Lines, RiskState After) : RiskDecision;

    /// <summary>It was refused.</summary>
    public sealed record Refused(Refusal Refusal) : RiskDecision;
}

/// <summary>Decides acts on a risk: a pure function.</summary>
public static class RiskDeciding
{
    private const long LongestWatch = 366L * 86_400;

    /// <summary>Decides an act.</summary>
    /// <param name="body">The risk as it is stored.</param>
    /// <param name="act">The act.</param>
    /// <param name="scene">Who acts, when, under which law.</param>
    public static RiskDecision Decide(string body, RiskAct act, Scene scene)
    {
        var rule = scene.Library.Procedure.Act(act.Id) ?? throw new InvalidOperationException($"the table of posts and acts does not know {act.Id}");
        if (Authority.Of(scene.Library.Procedure, act.Id, scene.Posts) is not Authority.Allowed allowed)
        {
            var names = Text.Join("、", ", ", [.. rule.May.Select(p => p.Name)]);
            return new RiskDecision.Refused(new(RefusalKind.Authority, null, new($"您的岗位不能{rule.Name.Zh}", $"your posts may not {rule.Name.En}"),
                new($"可由{names.Zh}办理", $"it is for: {names.En}"), Deciding.Cited(rule.Ground)));
        }

        var state = RiskKind.ReadState(body);
        var (what, refusal) = Event(state, act, scene);
        if (refusal is not null)
            return new RiskDecision.Refused(refusal);
        var done = act is RiskAct.Report { DoneAt: { } at } ? at : scene.Now;
        var line = RiskKind.Write(what!, done, scene.Now, scene.Actor, new HeldPost(allowed.Post.Id, allowed.Deputy).Written);
        state.Apply(what!, line);
        return new RiskDecision.Done([line], state);
    }

    /// <summary>What the clock brings that was reached; null when none was.</summary>
    public static RiskDecision.Done? Reach(string body, Instant now)
    {
        var state = RiskKind.ReadState(body);
        if (state.WatchedUntil is not { } until || now < until)
            return null;
        var ended = new RiskEvent.WatchEnded(state.Key);
        var line = RiskKind.Write(ended, until, now, Actors.System, "");
        state.Apply(ended, line);
        return new([line], state);
    }

    private static (RiskEvent? What, Refusal? Refusal) Event(RiskState state, RiskAct act, Scene scene) => act switch
    {
        RiskAct.Judge a => Judged(a, scene),
        RiskAct.Watch a => Watched(state, a, scene),
        RiskAct.Dismiss a => Dismissed(state, a),
        RiskAct.Report a => Reported(state, a, scene),
        RiskAct.Reopen a => Act.Need("reason", a.Reason) is { } wrong ? (null, wrong)
            : state.Phase is RiskPhases.Dismissed or RiskPhases.Noted ? (new RiskEvent.Reopened(a.Reason!), null) : (null, Order(
                new("只有已排除或者仅留存的风险才能重新研判", "only a risk that was dismissed or merely kept is looked at again"), new("直接研判即可", "judge it"))),
        RiskAct.Warn a => Act.NeedId("warning", a.Warning) is { } wrong ? (null, wrong) : (new RiskEvent.Warned(a.Warning!), null),
        RiskAct.Become a => Became(state, a),
        _ => throw new InvalidOperationException(act.GetType().Name),
    };

    private static (RiskEvent?, Refusal?) Judged(RiskAct.Judge act, Scene scene)
    {
        var scale = scene.Library.Likelihoods;
        if (act.Likelihood is null || scale.FirstOrDefault(l => l.Id == act.Likelihood) is not { } likelihood)
        {
            return (null, Refusal.Input("likelihood", new("没有选择可能性", "the possibility is missing"),
                new(
                    $"写 {string.Join("、", scale.Select(l => $"{l.Id}（{l.Name.Zh}）"))} 之一", $"one of {string.Join(", ", scale.Select(l => l.Id))}")));
        }

        if (Act.Need("reason", act.Reason) is { } reason)
            return (null, reason);
        Level? level = string.IsNullOrEmpty(act.Level) ? null : Levels.Parse(act.Level);
        if (level is null && (likelihood.Counts || !string.IsNullOrEmpty(act.Level)))
        {
            return (null, Refusal.Input("level", new("没有选择可能达到的级别", "the level that it may reach is missing"),
                new("一般、较大、重大、特别重大之一", "one of 一般, 较大, 重大, 特别重大")));
        }

        // What is all but impossible reaches no level, whatever its harm would be.
        var reaches = likelihood.Counts ? level : null;
        return (new RiskEvent.Judged(likelihood.Id, reaches, act.Reason!.Trim(), RiskDuties.Of(scene, reaches)), null);
    }

    private static (RiskEvent?, Refusal?) Watched(RiskState state, RiskAct.Watch act, Scene scene)
    {
        if (Act.Need("reason", act.Reason) is { } reason)
            return (null, reason);
        if (act.Until is not { } until || until <= scene.Now || until.UnixSeconds - scene.Now.UnixSeconds > LongestWatch)
        {
            return (null, Refusal.Input("until", new("没有写明以后一年内的时刻", "it is no moment within the year to come"),
                new($"例如 {scene.Now.Plus(86_400)}", $"as in {scene.Now.Plus(86_400)}")));
        }

        if (state.Phase == RiskPhases.Incident)
            return (null, Order(new("已由它开立事件", "an incident was opened from it"), new("在事件中继续", "go on in the incident")));
        return Undone(state) is { } owed ? (null, owed) : (new RiskEvent.Watched(until, act.Reason!.Trim()), null);
    }

    private static (RiskEvent?, Refusal?) Dismissed(RiskState state, RiskAct.Dismiss act)
    {
        if (Act.Need("reason", act.Reason) is { } reason)
            return (null, reason);
        if (state.Phase == RiskPhases.Incident)
            return (null, Order(new("已由它开立事件", "an incident was opened from it"), new("在事件中作误报处理", "dismiss the incident as a false alarm")));
        return Undone(state) is { } owed ? (null, owed) : (new RiskEvent.Dismissed(act.Reason!.Trim()), null);
    }

    /// <summary>A duty that the judgement brought about does not go away by putting the risk aside.</summary>
    private static Refusal? Undone(RiskState state) => state.Owed.FirstOrDefault() is not { } duty ? null
        : Order(new($"还应当{duty.Within}报{duty.To}", $"it is still owed to {duty.To}, {duty.Within}"),
            new("先报告，或者重新研判并写明理由", "report it first, or judge again and give the reason"));

    private static (RiskEvent?, Refusal?) Reported(RiskState state, RiskAct.Report act, Scene scene)
    {
        if (Act.First(Act.NeedId("duty", act.Duty), Act.TooLong("to", act.To, 200), Act.TooLong("channel", act.Channel, 100),
            Act.TooLong("receipt", act.Receipt, 200), Act.TooLong("note", act.Note)) is { } wrong)
            return (null, wrong);
        if (state.Duties?.Exists(d => d.Key == act.Duty) != true)
            return (null, Refusal.Input("duty", new("这个风险没有这项报告", "this risk has no such report"), new("先研判，再登记报告", "judge it first")));
        if (act.DoneAt > scene.Now)
            return (null, Refusal.Input("done_at", new("还没有到这个时刻", "it has not come yet"),
                new("填写已经发生的时刻，或不填", "give a time that has passed, or leave it out")));
        return (new RiskEvent.Reported(act.Duty!, act.To, act.Channel, act.Receipt, act.Note), null);
    }

    private static (RiskEvent?, Refusal?) Became(RiskState state, RiskAct.Become act)
    {
        if (Act.NeedId("incident", act.Incident) is { } wrong)
            return (null, wrong);
        return state.Incident is { } other
            ? (null, Order(new($"已由它开立事件 {other}", $"incident {other} was opened from it already"), new("到该事件中继续", "go on there")))
            : (new RiskEvent.Became(act.Incident!), null);
    }

    private static Refusal Order(Text wrong, Text remedy) => new(RefusalKind.Order, null, wrong, remedy);
}

/// <summary>Who is to be told of a risk, as the law of the day says.</summary>
public static class RiskDuties
{
    /// <summary>The duties that a judgement brings about.</summary>
    public static IReadOnlyList<RiskDuty>? Of(Scene scene, Level? level)
    {
        if (level is not { } reached)
            return null;
        List<RiskDuty> duties =
        [
            .. from pack in scene.Library.Packs
               where pack.Kind == PackKind.Instrument && pack.Status == PackStatus.InForce && pack.InForce.On(scene.Now.Day)
               from duty in pack.RiskReports
               where reached >= duty.AtLeast
               let state = State(duty, scene.Profile)
               where state is not null
               select new RiskDuty($"{pack.Id}/{duty.Id}", duty.To.Name.Zh, duty.Limit.Written, duty.Form, state, scene.Now),
        ];
        return duties.Count > 0 ? duties : null;
    }

    private static string? State(RiskReportDuty duty, IReadOnlyDictionary<string, string> profile) => duty.Fact is not { } fact ? null
        : profile.GetValueOrDefault(fact.Id) switch
        {
            "是" => "owed",
            "否" => null,
            _ => "possible",
        };
}
