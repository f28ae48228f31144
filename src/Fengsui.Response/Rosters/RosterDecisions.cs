using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Response.Organisations;
using Fengsui.Response.Posts;
using Fengsui.Response.Record;

namespace Fengsui.Response.Rosters;

/// <summary>Decides acts on a roster: who may, whether somebody is always on duty afterwards, what follows.</summary>
public static class RosterDecisions
{
    /// <summary>The act of the table for setting and ending a roster.</summary>
    public const string SetRoster = "set-roster";

    /// <summary>The act of the table for changing places.</summary>
    public const string SwapShift = "swap-shift";

    /// <summary>The act of the table for being away.</summary>
    public const string TakeLeave = "take-leave";

    /// <summary>The act of the table for all layers being on duty at once.</summary>
    public const string StrengthenDuty = "strengthen-duty";

    /// <summary>How far a roster is looked through for gaps.</summary>
    public const int HorizonDays = 400;

    private const long Day = 86_400;

    // Who was there instead is often written down the next morning, or after the holidays.
    private const int LateDays = 31;
    private const int MostLeaveDays = 400;
    private const int MostStrengthenedDays = 120;
    private const int MostShifts = 31;
    private const int LongestOccasion = 100;
    private const int Told = 5;

    /// <summary>How far a roster is looked through from an instant on.</summary>
    public static Instant HorizonOf(RosterState state, Instant now) => (now < state.Since ? state.Since : now).Plus(HorizonDays * Day);

    /// <summary>Decides.</summary>
    /// <param name="state">The roster before; null when it is set for the first time.</param>
    /// <param name="act">The act.</param>
    /// <param name="scene">What else there is to know.</param>
    public static RosterDecision Decide(RosterState? state, RosterAct act, RosterScene scene)
    {
        if (state is null)
            return act is RosterAct.Set first ? With(scene, SetRoster, () => Set(null, first.Plan, scene)) : new RosterDecision.Absent();
        if (state.EndedAt is not null)
            return act is RosterAct.PersonLeft ? new RosterDecision.Done(null, state, "")
                : Refused("roster", new("这份值班表已经停用", "the roster has been ended"), new("请另建一份", "set a new one"));
        return act switch
        {
            RosterAct.Set a => With(scene, SetRoster, () => Set(state, a.Plan, scene)),
            RosterAct.SwapShifts a => With(scene, SwapShift, () => Swap(state, a, scene)),
            RosterAct.TakeLeave a => With(scene, TakeLeave, () => Away(state, a, scene)),
            RosterAct.EndLeave a => With(scene, TakeLeave, () => Back(state, a.No, scene)),
            RosterAct.Strengthen a => With(scene, StrengthenDuty, () => Strengthen(state, a, scene)),
            RosterAct.EndStrengthening a => With(scene, StrengthenDuty, () => Usual(state, a.No, scene)),
            RosterAct.End => With(scene, SetRoster, () => Done(state, new RosterEvent.RosterEnded(scene.Now), scene)),
            RosterAct.PersonLeft a => Gone(state, a.Person, scene),
            _ => throw new InvalidOperationException(act.GetType().Name),
        };
    }

    /// <summary>Which posts must have a holder and a deputy, and lack one: those of the layers, and those of which the table says so.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="organisation">The organisation.</param>
    /// <param name="procedure">The table.</param>
    public static IEnumerable<(Post Post, bool Holder)> Vacant(RosterPlan plan, Organisation organisation, Procedure procedure) =>
        procedure.Posts.Where(p => p.DeputyNeeded || plan.AllLayers.Any(l => l.Layer.Post == p.Id))
            .Where(p => !organisation.HoldersOf(p.Id).Any() || !organisation.DeputiesOf(p.Id).Any())
            .Select(p => (p, organisation.HoldersOf(p.Id).Any()));

    private static RosterDecision With(RosterScene scene, string act, Func<RosterDecision> decide)
    {
        if (scene.Organisation.May(scene.Library.Procedure, scene.By, act) is not Authority.Allowed allowed)
            return new RosterDecision.NotAllowed(act);
        var decision = decide();
        return decision is RosterDecision.Done done ? done with { Post = allowed.Post.Id } : decision;
    }

    private static RosterDecision.Refused Refused(string field, Text wrong, Text remedy) => new(field, _ => wrong, remedy);

    private static RosterDecision Done(RosterState? state, RosterEvent said, RosterScene scene) =>
        new RosterDecision.Done(said, (state ?? new()).With(said, scene.Now), "");

    private static RosterDecision Set(RosterState? state, RosterPlan plan, RosterScene scene)
    {
        if (state is not null && plan.From < scene.Now.Day)
            return Refused("from", new("过去的值班不能改写", "duty that is past cannot be rewritten"),
                new($"请写 {scene.Now.Day.Write()} 或以后的日期；已经发生的换班、请假可以补记",
                    $"write {scene.Now.Day.Write()} or later; swaps and leave that have happened can be entered late"));
        if (Math.Abs(plan.From.DayNumber - scene.Now.Day.DayNumber) > HorizonDays)
            return Refused("from", new($"离今天超过 {HorizonDays} 天", $"more than {HorizonDays} days from today"), new("请写近一些的日期", "write a nearer day"));
        if (PeopleAtFault(plan, scene) is { } people)
            return people;
        if (PostAtFault(plan, scene) is { } post)
            return post;
        var starts = Instant.StartOf(plan.From);
        var said = new RosterEvent.RosterSet(state is not null && starts < scene.Now ? scene.Now : starts, plan);
        var after = (state ?? new()).With(said, scene.Now);
        var problems = Written(after, scene).Problems(scene.Now).ToList();
        return problems.Count == 0 ? new RosterDecision.Done(said, after, "")
            : Refuse("layers", problems, new("请补上班次或时段，让第一层随时有且只有一人", "add shifts or hours so that exactly one person is on duty in the first layer at all times"));
    }

    private static RosterDecision? PeopleAtFault(RosterPlan plan, RosterScene scene)
    {
        foreach (var (key, layer) in plan.AllLayers)
        {
            if (scene.Library.Procedure.Post(layer.Post) is not { } post)
                return Refused($"{key}.post", new($"没有岗位 {layer.Post}", $"no post {layer.Post}"),
                    new($"可用：{string.Join("、", scene.Library.Procedure.Posts.Select(p => $"{p.Id}（{p.Name.Zh}）"))}",
                        $"use one of: {string.Join(", ", scene.Library.Procedure.Posts.Select(p => p.Id))}"));
            for (var n = 0; n < layer.Watches.Count; n++)
                foreach (var person in layer.Watches[n].People)
                    if (!scene.Organisation.People.TryGetValue(person, out var found))
                        return new RosterDecision.Refused($"{key}.watches[{n}].people", name => new($"{name(person)}不在本单位，或者已经离开",
                            $"{name(person)} does not belong to the organisation, or has left"), new("请换成在岗的人", "name somebody who is here"));
                    else if (!found.Posts.ContainsKey(post.Id))
                        return new RosterDecision.Refused($"{key}.watches[{n}].people", name => new($"{name(person)}没有“{post.Name.Zh}”岗位，值班时无权办理",
                            $"{name(person)} has not the post {post.Name.En} and could not act on duty"),
                            new("请先在“人员”页任命其任职或代理，或者换人", "give the post, or make the person a deputy, on the page of people; or name somebody else"));
        }
        return null;
    }

    private static RosterDecision? PostAtFault(RosterPlan plan, RosterScene scene)
    {
        foreach (var (post, holder) in Vacant(plan, scene.Organisation, scene.Library.Procedure))
            return Refused("post", holder ? new($"岗位“{post.Name.Zh}”没有代理人", $"the post {post.Name.En} has no deputy")
                    : new($"岗位“{post.Name.Zh}”空缺", $"the post {post.Name.En} is vacant"),
                new("值班岗位须有任职人和代理人：请先在“人员”页任命", "a post on duty needs a holder and a deputy: appoint them on the page of people first"));
        return null;
    }

    private static Schedule Written(RosterState state, RosterScene scene) => Schedule.Of(state, scene.Library.Calendar, HorizonOf(state, scene.Now));

    private static RosterDecision Refuse(string field, IReadOnlyList<RosterProblem> problems, Text remedy) => new RosterDecision.Refused(field, name =>
    {
        var told = Text.Join("；", "; ", [.. problems.Take(Told).Select(p => p.Said(name))]);
        return problems.Count <= Told ? told : new($"{told}；共 {problems.Count} 处", $"{told}; {problems.Count} in all");
    }, remedy);

    /// <summary>Null when the change brings nothing wrong that was not there before: an old gap must not keep people from going on leave elsewhere.</summary>
    private static RosterDecision? NewlyWrong(RosterState before, RosterState after, RosterScene scene, string field, Text remedy)
    {
        var known = Written(before, scene).Problems(scene.Now).ToHashSet();
        var problems = Written(after, scene).Problems(scene.Now).Where(p => !known.Contains(p)).ToList();
        return problems.Count == 0 ? null : Refuse(field, problems, remedy);
    }

    private static RosterDecision Swap(RosterState state, RosterAct.SwapShifts act, RosterScene scene)
    {
        if (act.First == act.Second || Stranger(act.First, scene) || Stranger(act.Second, scene))
            return Refused("second", new("换班要有本单位的两个人", "a swap is between two people of the organisation"), new("请选择两个不同的人", "name two different people"));
        if (act.FirstShifts.Count == 0 || act.FirstShifts.Count > MostShifts || act.SecondShifts.Count > MostShifts)
            return Refused("first_shifts", new("没有选择班次，或者太多", "no shift is chosen, or too many"), new($"请选择 1 至 {MostShifts} 个班次", $"choose 1 to {MostShifts} shifts"));
        var schedule = Written(state, scene);
        if ((ShiftsAtFault("first_shifts", act.FirstShifts, act.First, act.Second, schedule, scene)
            ?? ShiftsAtFault("second_shifts", act.SecondShifts, act.Second, act.First, schedule, scene)) is { } wrong)
            return wrong;
        var said = new RosterEvent.ShiftsSwapped(state.Last + 1, act.First, act.FirstShifts, act.Second, act.SecondShifts);
        var after = state.With(said, scene.Now);
        return NewlyWrong(state, after, scene, "second_shifts", new("请换另一个班次或另一个人", "choose another shift or another person"))
            ?? Served("first_shifts", act.FirstShifts, act.Second, after, scene) ?? Served("second_shifts", act.SecondShifts, act.First, after, scene)
            ?? new RosterDecision.Done(said, after, "");
    }

    private static bool Stranger(string person, RosterScene scene) => !scene.Organisation.People.ContainsKey(person);

    private static RosterDecision? ShiftsAtFault(
        string field, IReadOnlyList<ShiftRef> shifts, string holder, string taker, Schedule schedule, RosterScene scene)
    {
        foreach (var at in shifts)
        {
            if (schedule.Find(at) is not { } shift || schedule.PartsOf(shift).Any(s => s.Person != holder) || !schedule.PartsOf(shift).Any())
                return new RosterDecision.Refused(field, name => new($"{RosterTexts.LayerName(at.Layer).Zh} {at.From} 开始的班次不是{name(holder)}的",
                    $"the shift of the {RosterTexts.LayerName(at.Layer).En} that begins at {at.From} is not one of {name(holder)}"),
                    new("请按现在的值班表选择其本人的班次", "choose one of the person's own by the roster as it stands"));
            if (shift.Until < scene.Now.Plus(-LateDays * Day))
                return Refused(field, new($"这个班次过去已超过 {LateDays} 天", $"the shift ended more than {LateDays} days ago"), new("只能补记近期的换班", "only recent swaps can be entered late"));
            if (!scene.Organisation.People[taker].Posts.ContainsKey(shift.Post))
                return new RosterDecision.Refused(field, name => new($"{name(taker)}没有这一层的岗位，值班时无权办理",
                    $"{name(taker)} has not the post of this layer and could not act on duty"), new("请先任命，或者换人", "give the post first, or name somebody else"));
        }
        return null;
    }

    /// <summary>Whoever takes a shift over must be able to serve it: a swap with somebody who is away would fall to a third.</summary>
    private static RosterDecision? Served(string field, IReadOnlyList<ShiftRef> shifts, string taker, RosterState after, RosterScene scene)
    {
        var schedule = Written(after, scene);
        return shifts.Any(at => schedule.Find(at) is { } shift && schedule.PartsOf(shift).Any(s => s.Person != taker))
            ? new RosterDecision.Refused(field, name => new($"{name(taker)}在那段时间请假，或者在另一层值班", $"{name(taker)} is away then, or on duty in another layer"),
                new("请换另一个班次或另一个人", "choose another shift or another person"))
            : null;
    }

    private static RosterDecision Away(RosterState state, RosterAct.TakeLeave act, RosterScene scene)
    {
        if (!state.Everybody(act.From).Contains(act.Person) || Stranger(act.Person, scene))
            return new RosterDecision.Refused("person", name => new($"{name(act.Person)}不在这份值班表里", $"{name(act.Person)} is not in this roster"),
                new("请选择轮值的人", "choose somebody who takes turns"));
        if (act.Until <= act.From || act.Until > act.From.Plus(MostLeaveDays * Day))
            return Refused("until", new("结束时间不在开始时间之后，或者太长", "the end is not after the beginning, or too far from it"),
                new($"请写开始之后 {MostLeaveDays} 天以内的时间", $"write a time within {MostLeaveDays} days of the beginning"));
        if (act.From < scene.Now.Plus(-LateDays * Day))
            return Refused("from", new($"开始时间过去已超过 {LateDays} 天", $"the beginning is more than {LateDays} days ago"), new("只能补记近期的请假", "only recent leave can be entered late"));
        if (act.Until > scene.Now.Plus(HorizonDays * Day))
            return Refused("until", new($"结束时间在 {HorizonDays} 天以后，那时的班次还没有排出", $"the end is more than {HorizonDays} days away, where no shift is written out yet"),
                new("临近时再登记", "enter it when it comes near"));
        if (state.Leaves.FirstOrDefault(l => l.Person == act.Person && l.From < act.Until && (l.Until is null || l.Until > act.From)) is { } other)
            return Refused("from", new($"与第 {other.No} 号请假重叠", $"it overlaps leave no. {other.No}"), new("请先销假，或者改时间", "end that one first, or change the time"));
        if (SubstituteAtFault(state, act, scene) is { } substitute)
            return substitute;
        var said = new RosterEvent.LeaveTaken(state.Last + 1, act.Person, act.From, act.Until, act.Substitute);
        var after = state.With(said, scene.Now);
        return NewlyWrong(state, after, scene, "substitute", new("请指定能顶班的人，或者先改轮值名单", "name somebody who can stand in, or add people to the rotation first"))
            ?? new RosterDecision.Done(said, after, "");
    }

    private static RosterDecision? SubstituteAtFault(RosterState state, RosterAct.TakeLeave act, RosterScene scene)
    {
        if (act.Substitute is not { } substitute)
            return null;
        if (substitute == act.Person || Stranger(substitute, scene))
            return Refused("substitute", new("顶班的应是本单位的另一个人", "the substitute is another person of the organisation"), new("请另选，或者留空由轮值的下一位顶班", "choose another, or leave it to the next in the rotation"));
        if (state.Leaves.Any(l => l.Person == substitute && l.From < act.Until && (l.Until is null || l.Until > act.From)))
            return new RosterDecision.Refused("substitute", name => new($"{name(substitute)}那段时间也请假", $"{name(substitute)} is away then too"), new("请另选", "choose another"));
        var schedule = Written(state, scene);
        var posts = schedule.Stretches.SelectMany(l => l).Where(s => s.Person == act.Person && s.From < act.Until && s.Until > act.From).Select(s => s.Shift.Post).Distinct();
        return posts.All(scene.Organisation.People[substitute].Posts.ContainsKey) ? null
            : new RosterDecision.Refused("substitute", name => new($"{name(substitute)}没有那一层的岗位，值班时无权办理",
                $"{name(substitute)} has not the post of that layer and could not act on duty"), new("请先任命，或者另选", "give the post first, or choose another"));
    }

    private static RosterDecision Back(RosterState state, int no, RosterScene scene) =>
        state.Leaves.FirstOrDefault(l => l.No == no && (l.Until is null || l.Until > scene.Now)) is not { } leave ? new RosterDecision.Absent()
            : leave.Until is null && Stranger(leave.Person, scene)
                ? Refused("leave", new("此人已离开本单位", "the person has left the organisation"), new("请改轮值名单", "change the rotation instead"))
                : Done(state, new RosterEvent.LeaveEnded(no, scene.Now), scene);

    private static RosterDecision Strengthen(RosterState state, RosterAct.Strengthen act, RosterScene scene)
    {
        if (act.Occasion.Trim().Length is 0 or > LongestOccasion || act.Occasion.Any(char.IsControl))
            return Refused("occasion", new("没有写明事由，或者太长", "the occasion is missing, or too long"), new($"请写 1 至 {LongestOccasion} 个字", $"write 1 to {LongestOccasion} characters"));
        if (act.Until <= act.From || act.Until <= scene.Now || act.Until > act.From.Plus(MostStrengthenedDays * Day))
            return Refused("until", new("结束时间不在开始时间和现在之后，或者太长", "the end is not after the beginning and now, or too far away"),
                new($"请写开始之后 {MostStrengthenedDays} 天以内的时间", $"write a time within {MostStrengthenedDays} days of the beginning"));
        if (state.Strengthened.Any(s => s.From < act.Until && act.From < s.Until))
            return Refused("from", new("与另一段加强值班重叠", "it overlaps another strengthening"), new("请先结束那一段，或者改时间", "end that one first, or change the time"));
        var said = new RosterEvent.DutyStrengthened(state.Last + 1, act.Occasion.Trim(), act.From, act.Until);
        var after = state.With(said, scene.Now);
        return NewlyWrong(state, after, scene, "from", new("加强值班时各层都要有人：请先补上第二层及以后各层的班次",
            "every layer is on duty then: add shifts to the layers behind the first one first")) ?? new RosterDecision.Done(said, after, "");
    }

    private static RosterDecision Usual(RosterState state, int no, RosterScene scene) =>
        state.Strengthened.Any(s => s.No == no && s.Until > scene.Now) ? Done(state, new RosterEvent.StrengtheningEnded(no, scene.Now), scene)
            : new RosterDecision.Absent();

    private static RosterDecision Gone(RosterState state, string person, RosterScene scene)
    {
        if (scene.By != Actors.System)
            return new RosterDecision.NotAllowed(SetRoster);
        return state.Everybody(scene.Now).Contains(person) && !state.Leaves.Any(l => l.Person == person && l.Until is null)
            ? Done(state, new RosterEvent.LeaveTaken(state.Last + 1, person, scene.Now, null, null), scene)
            : new RosterDecision.Done(null, state, "");
    }
}
