using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Posts;
using Fengsui.Response.Record;

namespace Fengsui.Response.Warnings;

/// <summary>Who acts on a warning, when, under which law: everything that a decision reads beside the warning and the act.</summary>
public sealed record WarningScene
{
    /// <summary>Now.</summary>
    public required Instant Now { get; init; }

    /// <summary>Who acts: the id of a person, or <c>unit:</c> and the id of a unit that answers for itself.</summary>
    public required string Actor { get; init; }

    /// <summary>The posts of the person.</summary>
    public required IReadOnlyList<HeldPost> Posts { get; init; }

    /// <summary>The law and the table of posts.</summary>
    public required Library Library { get; init; }

    /// <summary>What the organisation is called.</summary>
    public required string Organisation { get; init; }

    /// <summary>The body as which the organisation acts under the plans, or empty when it is none.</summary>
    public string ActsAs { get; init; } = "";

    /// <summary>The unit that answers for itself, by its link; null for a person.</summary>
    public string? Unit { get; init; }

    /// <summary>The recipients that the selection of the draft gives today.</summary>
    public IReadOnlyList<Recipient> Recipients { get; init; } = [];

    /// <summary>The recipients of the version in force.</summary>
    public IReadOnlyList<Recipient> Before { get; init; } = [];

    /// <summary>Where a unit stands among the recipients of the version in force, or null.</summary>
    public Func<string, RecipientPlace?> RecipientAt { get; init; } = _ => null;

    /// <summary>Whether it acknowledged that version.</summary>
    public Func<string, bool> HasReceipt { get; init; } = _ => false;

    /// <summary>Whether it gave feedback on that version.</summary>
    public Func<string, bool> HasFeedback { get; init; } = _ => false;

    /// <summary>The name of a unit.</summary>
    public Func<string, string> NameOf { get; init; } = unit => unit;
}

/// <summary>What came of an act: a closed union.</summary>
public abstract record WarningDecision
{
    private WarningDecision()
    {
    }

    /// <summary>It was done.</summary>
    /// <param name="Lines">What to write.</param>
    /// <param name="After">The warning afterwards.</param>
    public sealed record Done(IReadOnlyList<NewEntry> Lines, WarningState After) : WarningDecision;

    /// <summary>It was refused, and nothing changed.</summary>
    /// <param name="All">Why: at least one reason; every field that is wrong is named.</param>
    public sealed record Refused(IReadOnlyList<Refusal> All) : WarningDecision;
}

/// <summary>Decides acts on warnings: a pure function from a warning, an act and a scene to what is to be written, or to refusals.</summary>
public static class WarningDecisions
{
    private const long LongestLate = 31L * 86_400;
    private const int LongestName = 200;
    private const int LongestText = 4000;
    private const int MostNamed = 1000;

    // A round of feedback is a line of the record: a shorter one would fill it and ask more than anybody can answer.
    private const long ShortestRound = 3600;

    private static readonly IReadOnlyList<string> Ways = ["link", "phone", "paper", "e-mail", "system"];

    /// <summary>Decides an act.</summary>
    /// <param name="state">The warning; left as it is. Null before it is opened.</param>
    /// <param name="act">The act.</param>
    /// <param name="scene">Who acts, when, under which law.</param>
    public static WarningDecision Decide(WarningState? state, WarningAct act, WarningScene scene)
    {
        var (post, refused) = Authority(act, scene);
        var before = state ?? new();
        if ((refused ?? Beginning(state, act) ?? Time(before, act, scene)) is { } refusal)
            return new WarningDecision.Refused([refusal]);
        var (events, wrong) = Events(before, act, scene);
        return wrong.Count > 0 ? new WarningDecision.Refused(wrong) : Write(before, events, act.DoneAt ?? scene.Now, scene, post);
    }

    /// <summary>What the clocks bring that were reached; null when none was.</summary>
    public static WarningDecision.Done? Reach(WarningState state, Instant now)
    {
        var after = WarningKind.Read(WarningKind.Write(state));
        var lines = new List<NewEntry>();
        // A round that ended starts the next. Of several that ended meanwhile only the last is told: years of them must not be a line and a call each.
        while (after.Clocks().Where(c => c.At <= now).Select(c => after.LastRound(c, now)).OrderBy(c => c.At).ThenBy(c => c.Key, StringComparer.Ordinal)
            .FirstOrDefault() is { } clock)
            Add(lines, after, new WarningEvent.ClockReached(clock.Key, clock.At, after.IsOpen(clock.Key)), clock.At, now, Record.Actors.System, "");
        return lines.Count == 0 ? null : new(lines, after);
    }

    /// <summary>Who issues a draft, as it stands in its notice; null when the organisation may not.</summary>
    public static string? IssuerOf(WarningContent content, WarningScene scene)
    {
        if (content.Internal)
            return scene.Organisation;
        var may = ColourOf(content, scene)?.Issuers(content.Spans).Any(p => p.Name.Zh == scene.ActsAs) ?? false;
        return !may ? null : scene.ActsAs == scene.Organisation ? scene.Organisation : $"{scene.Organisation}（{scene.ActsAs}）";
    }

    private static (string Post, Refusal? Refusal) Authority(WarningAct act, WarningScene scene)
    {
        if (scene.Unit is not null)
            return ("", act is WarningAct.RecordReceipts or WarningAct.RecordFeedback ? null
                : new(RefusalKind.Authority, null, new("回执链接只能用于回执和反馈", "the link is for receipts and feedback only"), new("请登录后办理", "sign in for anything else")));
        var rule = scene.Library.Procedure.Act(act.Row) ?? throw new InvalidOperationException($"the table of posts and acts does not know {act.Row}");
        if (Posts.Authority.Of(scene.Library.Procedure, act.Row, scene.Posts) is Authority.Allowed allowed)
            return (new HeldPost(allowed.Post.Id, allowed.Deputy).Written, null);
        var names = Text.Join("、", ", ", [.. rule.May.Select(p => p.Name)]);
        return ("", new(RefusalKind.Authority, null, new($"您的岗位不能{rule.Name.Zh}", $"your posts may not {rule.Name.En}"),
            new($"可由{names.Zh}办理", $"it is for: {names.En}"), Deciding.Cited(rule.Ground)));
    }

    private static Refusal? Beginning(WarningState? state, WarningAct act) => (state, act) switch
    {
        (null, not (WarningAct.Draft or WarningAct.Receive)) => Order("预警还没有起草", "the warning was not drafted", "先起草（draft）", "draft it first (draft)"),
        (not null, WarningAct.Draft) => Order("预警已经起草", "the warning was drafted already", "修改用 edit，另一预警另行起草", "edit it, or draft another"),
        (not null, WarningAct.Receive) when state.Outside is null => Order("这是本单位的预警", "this warning is our own", "外来预警另行登记", "enter the one from outside by itself"),
        ({ Phase: WarningPhase.Lifted or WarningPhase.Discarded }, not WarningAct.Receive) => new(RefusalKind.Closed, null,
            new($"预警{state.Phase.Name().Zh}", $"the warning is {state.Phase.Name().En}"), new("需要预警的，另行起草", "draft another if one is needed")),
        ({ Phase: WarningPhase.Lifted }, WarningAct.Receive) => new(RefusalKind.Closed, null, new("预警已解除", "the warning is lifted"), new("另行登记", "enter it anew")),
        _ => null,
    };

    private static Refusal? Time(WarningState state, WarningAct act, WarningScene scene) => act.DoneAt switch
    {
        { } done when done > scene.Now => Refusal.Input("done_at", new($"{done} 还没有到（现在是 {scene.Now}）", $"{done} has not come yet (it is {scene.Now})"),
            new("填写已经发生的时刻，或不填", "give a time that has passed, or leave it out")),
        // What was issued on paper is entered later, but not years later; the clocks count from there.
        { } done when act is WarningAct.Issue && done.UnixSeconds < state.Opened.UnixSeconds - LongestLate => Refusal.Input("done_at",
            new($"{done} 比起草早了一个多月", $"{done} is more than a month before the draft"), new("填写实际发布的时刻，或不填", "give the time at which it was issued, or leave it out")),
        _ => null,
    };

    private static (IReadOnlyList<WarningEvent> Events, IReadOnlyList<Refusal> Wrong) Events(WarningState state, WarningAct act, WarningScene scene) => act switch
    {
        WarningAct.Draft a => Checked(Content(a.Content, scene), () => new WarningEvent.Drafted(Levelled(a.Content, scene), a.Risk, a.Incident)),
        WarningAct.Edit a => Checked([.. NoDraft(state), .. Content(a.Content, scene)], () => new WarningEvent.Edited(Levelled(a.Content, scene))),
        WarningAct.Revise => Checked([.. NotIssued(state), .. NotOurs(state, scene, "re-issue"), .. DraftAlready(state)], () => new WarningEvent.RevisionBegun()),
        WarningAct.Discard a => Checked([.. NoDraft(state), .. Said("why", a.Why)], () => new WarningEvent.DraftDiscarded(a.Why.Trim())),
        WarningAct.GiveConsent a => Consented(state, a, scene),
        WarningAct.Issue a => Issued(state, a, scene),
        WarningAct.RecordReceipts a => Receipts(state, a, scene),
        WarningAct.RecordFeedback a => Feedback(state, a, scene),
        WarningAct.DoMeasure a => Checked([.. NotInForce(state), .. Measure(state, a.Measure, scene), .. Said("proof", a.Proof)],
            () => new WarningEvent.MeasureDone(a.Measure, a.Proof.Trim())),
        WarningAct.Lift a => Lifted(state, a, scene),
        WarningAct.Receive a => Received(state, a, scene),
        WarningAct.ReturnReceipt a => Checked([.. NotOutside(state), .. Way(a.How), .. Said("proof", a.Proof), .. ReturnedAlready(state)],
            () => new WarningEvent.ReceiptReturned(a.How, a.Proof.Trim())),
        WarningAct.ReturnFeedback a => Checked([.. NotOutside(state), .. Way(a.How), .. ToldOrZero(a.Text, a.Zero)],
            () => new WarningEvent.FeedbackReturned(a.How, a.Text?.Trim() ?? "", a.Zero, state.Present()!.RoundAt(scene.Now))),
        _ => throw new InvalidOperationException(act.GetType().Name),
    };

    private static (IReadOnlyList<WarningEvent>, IReadOnlyList<Refusal>) Checked(IReadOnlyList<Refusal> wrong, Func<WarningEvent> make) =>
        wrong.Count > 0 ? ([], wrong) : ([make()], []);

    // The level that the plan gives the colour travels with the content: lists are sorted by it, and no code knows which colour is worst.
    private static WarningContent Levelled(WarningContent content, WarningScene scene) => content with { Level = ColourOf(content, scene)?.Level };

    private static WarningColour? ColourOf(WarningContent content, WarningScene scene) =>
        scene.Library.Find(content.Plan)?.Colours.FirstOrDefault(c => c.Colour == content.Colour);

    private static List<Refusal> Content(WarningContent content, WarningScene scene)
    {
        var wrong = new List<Refusal>();
        void Add(Refusal? refusal) => wrong.AddRange(refusal is null ? [] : [refusal]);
        Add(Act.Need("title", content.Title, LongestName));
        var plans = scene.Library.Packs.Where(p => p.Colours.Count > 0).ToList();
        if (plans.Find(p => p.Id == content.Plan) is not { } plan)
            Add(Refusal.Input("plan", new($"没有规定预警的预案 {content.Plan}", $"no plan with warnings is called {content.Plan}"),
                new($"可用：{string.Join("、", plans.Select(p => p.Id))}", $"use one of: {string.Join(", ", plans.Select(p => p.Id))}")));
        else if (content.Colour.Length > 0 && plan.Colours.All(c => c.Colour != content.Colour))
            Add(Refusal.Input("colour", new($"没有{content.Colour}色预警", $"the plan has no colour {content.Colour}"),
                new($"可用：{string.Join("、", plan.Colours.Select(c => c.Colour))}", $"use one of: {string.Join(", ", plan.Colours.Select(c => c.Colour))}")));
        else
            foreach (var (id, value) in content.Fields)
                Add(FieldOf(plan, id, value));
        Add(Within("receipt_within", content.ReceiptWithin, 0));
        Add(Within("feedback_every", content.FeedbackEvery, ShortestRound));
        if (content.To.Units.Count + content.To.Groups.Count + content.To.Regions.Count > MostNamed)
            Add(Refusal.Input("to", new($"逐个列出的超过 {MostNamed} 个", $"more than {MostNamed} are named one by one"), new("请用分组或者地区", "use groups or regions")));
        return wrong;
    }

    private static Refusal? FieldOf(Pack plan, string id, string value) => WarningNotice.FormOf(plan)?.Fields.Any(f => f.Id == id && f.Fill.Count == 0) == true
        ? Act.TooLong($"fields.{id}", value)
        : Refusal.Input($"fields.{id}", new("预警通知没有这一项，或者由系统填写", "the notice has no such field, or the system fills it in"),
            new("请用这一预案预警通知的字段", "use the fields of this plan's notice"));

    private static Refusal? Within(string field, string? said, long least) => string.IsNullOrEmpty(said) || Limits.Parse(said) is Limit.Elapsed limit && limit.Seconds >= least
        ? null
        : Refusal.Input(field, new($"“{said}”不是时限，或者太短", $"“{said}” is not a limit, or too short"),
            least > 0 ? new("写作 1小时、24小时，或者不填", "write 1小时 or 24小时, or leave it out") : new("写作 30分钟、2小时，或者不填", "write 30分钟 or 2小时, or leave it out"));

    private static (IReadOnlyList<WarningEvent>, IReadOnlyList<Refusal>) Consented(WarningState state, WarningAct.GiveConsent act, WarningScene scene)
    {
        var wrong = new List<Refusal>([.. NoDraft(state), .. Said("document", act.Document)]);
        if (state.Draft is { } draft)
        {
            if (draft.Internal || ColourOf(draft, scene)?.Consent is not { } needed)
                wrong.Add(Order("这一预警不需要同意", "this warning needs no consent", "可以直接发布（issue）", "issue it (issue)"));
            else if (act.Of.Trim() != needed.Name.Zh)
                wrong.Add(Refusal.Input("of", new($"须由{needed.Name.Zh}同意", $"it is the {needed.Name.En} that consents"), new($"填写 {needed.Name.Zh}", $"write {needed.Name.Zh}"))
                    with { Article = Cited(draft, scene) });
            if (act.At is { } at && at > scene.Now)
                wrong.Add(Refusal.Input("at", new("还没有到", "it has not come yet"), new("填写已经过去的时刻", "give a time that has passed")));
        }
        return Checked(wrong, () => new WarningEvent.ConsentGiven(new(act.Of.Trim(), act.Document.Trim(), act.At ?? scene.Now, state.Draft!.Colour)));
    }

    private static (IReadOnlyList<WarningEvent>, IReadOnlyList<Refusal>) Issued(WarningState state, WarningAct.Issue act, WarningScene scene)
    {
        var wrong = new List<Refusal>([.. NoDraft(state), .. NotOurs(state, scene, "re-issue"), .. Some(Act.Need("number", act.Number, LongestName))]);
        if (state.Draft is not { } draft)
            return ([], wrong);
        // What may not be issued at all is told alone: nobody fills in a notice that cannot go out.
        if (MayNot(draft, scene) is { } mayNot)
            return ([], [mayNot]);
        wrong.AddRange(Unready(state, draft, scene));
        if (wrong.Count > 0)
            return ([], wrong);
        return (IssueLines(state, draft, act, scene), []);
    }

    /// <summary>Why a draft may not be issued by this organisation, or null.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="scene">Who would issue it.</param>
    public static Refusal? MayNot(WarningContent draft, WarningScene scene)
    {
        if (ColourOf(draft, scene) is not { } colour)
            return Refusal.Input("colour", new("还没有选择颜色", "no colour is chosen yet"), new("请选择预警颜色", "choose a colour"));
        if (draft.Internal || IssuerOf(draft, scene) is not null)
            return null;
        var issuers = Text.Join("、", ", ", [.. colour.Issuers(draft.Spans).Select(p => p.Name)]);
        var we = scene.ActsAs.Length > 0 ? Text.Same(scene.ActsAs) : new Text("不承担预警发布职责", "which is no issuing body");
        return new(RefusalKind.Authority, "colour",
            new($"{draft.Colour}色预警由{issuers.Zh}发布，本单位（{we.Zh}）不能发布",
                $"a warning in {WarningContent.NameOf(draft.Colour).En} is issued by {issuers.En}; this organisation ({we.En}) may not"),
            new("改为内部预警，只发给本单位内部；或者把情况报给有权发布的机关", "make it an internal warning for your own units, or report the matter to the body that may issue it"),
            Deciding.Cited(colour.Ground));
    }

    /// <summary>What still stands in the way of issuing a draft that may be issued.</summary>
    /// <param name="state">The warning.</param>
    /// <param name="draft">Its draft.</param>
    /// <param name="scene">Who would issue it.</param>
    public static IReadOnlyList<Refusal> Unready(WarningState state, WarningContent draft, WarningScene scene)
    {
        var pack = scene.Library.Find(draft.Plan)!;
        var colour = ColourOf(draft, scene)!;
        var wrong = new List<Refusal>();
        if (!draft.Internal && colour.Consent is { } needed && state.Consent is null)
            wrong.Add(new(RefusalKind.Order, null, new($"须先经{needed.Name.Zh}同意", $"the {needed.Name.En} consents first"),
                new("先登记同意（consent）", "record the consent first (consent)"), Deciding.Cited(colour.Ground)));
        if (draft.To.IsNobody() || scene.Recipients.Count == 0)
            wrong.Add(Refusal.Input("to", new("没有一个接收单位", "it goes to nobody"), new("选择单位、分组或者地区；名册在 /units", "choose units, groups or regions; the register is at /units")));
        if (draft.Internal && scene.Recipients.FirstOrDefault(r => !r.Own) is { } stranger)
            wrong.Add(Refusal.Input("to", new($"内部预警不能发给外单位：{stranger.Name}", $"an internal warning does not leave the organisation: {stranger.Name}"),
                new("只选本单位内部的单位", "choose units of your own only")));
        if (WarningNotice.FormOf(pack) is { } form)
        {
            var paper = WarningNotice.Of(pack, form, draft, IssuerOf(draft, scene), draft.To.Words(scene.NameOf), scene.Now);
            wrong.AddRange(WarningNotice.Missing(pack, paper).Select(f => Refusal.Input(
                $"fields.{f.Id}", new($"缺少“{f.Label.Zh}”", $"“{f.Label.En}” is missing"), new($"请填写{f.Label.Zh}", $"fill in {f.Label.En}")) with { Article = Deciding.Cited(f.Ground) }));
        }
        return wrong;
    }

    private static List<WarningEvent> IssueLines(WarningState state, WarningContent draft, WarningAct.Issue act, WarningScene scene)
    {
        var version = state.Versions.Count + 1;
        var pack = scene.Library.Find(draft.Plan)!;
        var at = act.DoneAt ?? scene.Now;
        Instant? due = Seconds(draft.ReceiptWithin) is { } seconds ? at.Plus(seconds) : null;
        List<WarningEvent> events =
        [
            new WarningEvent.Issued(version, act.Number.Trim(), IssuerOf(draft, scene)!, draft.Internal ? null : scene.ActsAs, $"{pack.Id}@{pack.Version}#{pack.Hash}",
                scene.Recipients.Count, due, Seconds(draft.FeedbackEvery)),
            .. scene.Recipients.Chunk(WarningKind.MostInLine).Select(units => new WarningEvent.RecipientsNamed(version, units)),
        ];
        var named = scene.Recipients.Select(r => r.Unit).ToHashSet(StringComparer.Ordinal);
        events.AddRange(scene.Before.Where(r => !named.Contains(r.Unit)).Chunk(WarningKind.MostInLine).Select(units => new WarningEvent.RecipientsDropped(version, units)));
        return events;
    }

    private static long? Seconds(string? within) => string.IsNullOrEmpty(within) ? null : (Limits.Parse(within) as Limit.Elapsed)?.Seconds;

    private static (IReadOnlyList<WarningEvent>, IReadOnlyList<Refusal>) Receipts(WarningState state, WarningAct.RecordReceipts act, WarningScene scene)
    {
        var wrong = new List<Refusal>([.. NotIssued(state), .. Old(state, act.Version), .. Way(act.How), .. TooEarly(state, act)]);
        if (act.Units.Count is 0 or > WarningKind.MostInLine)
            wrong.Add(Refusal.Input("units", new("没有单位，或者太多", "no unit, or too many"), new($"一次 1 至 {WarningKind.MostInLine} 个", $"1 to {WarningKind.MostInLine} at a time")));
        wrong.AddRange(act.Units.Where(u => !IsOurs(u, scene)).Take(10).Select(NotRecipient));
        if (wrong.Count > 0)
            return ([], wrong);
        var open = act.Units.Distinct(StringComparer.Ordinal).Where(u => !scene.HasReceipt(u)).ToList();
        if (open.Count == 0)
            return ([], [Order("已有回执", "the receipt is recorded already", "无需再登记", "nothing needs to be done")]);
        return ([new WarningEvent.ReceiptsRecorded(state.Present()!.No, [.. open.Select(u => new UnitReceipt(u, act.How, act.DoneAt ?? scene.Now, PortionOf(u, state, scene)))])], []);
    }

    private static (IReadOnlyList<WarningEvent>, IReadOnlyList<Refusal>) Feedback(WarningState state, WarningAct.RecordFeedback act, WarningScene scene)
    {
        var wrong = new List<Refusal>([.. NotIssued(state), .. Old(state, act.Version), .. Way(act.How), .. ToldOrZero(act.Text, act.Zero), .. TooEarly(state, act)]);
        if (!IsOurs(act.Unit, scene))
            wrong.Add(NotRecipient(act.Unit));
        if (wrong.Count > 0)
            return ([], wrong);
        var present = state.Present()!;
        var at = act.DoneAt ?? scene.Now;
        var portion = PortionOf(act.Unit, state, scene);
        var events = new List<WarningEvent>();
        // Whoever answers has received it.
        if (!scene.HasReceipt(act.Unit))
            events.Add(new WarningEvent.ReceiptsRecorded(present.No, [new(act.Unit, act.How, at, portion)]));
        events.Add(new WarningEvent.FeedbackGiven(present.No, act.Unit, act.How, act.Text?.Trim() ?? "", act.Zero, present.RoundAt(at),
            !scene.HasFeedback(act.Unit), portion));
        return (events, []);
    }

    private static bool IsOurs(string unit, WarningScene scene) => scene.RecipientAt(unit) is not null && (scene.Unit is null || scene.Unit == unit);

    private static int PortionOf(string unit, WarningState state, WarningScene scene) => state.Present()!.PortionOf(scene.RecipientAt(unit)!.Value);

    private static (IReadOnlyList<WarningEvent>, IReadOnlyList<Refusal>) Lifted(WarningState state, WarningAct.Lift act, WarningScene scene)
    {
        var wrong = new List<Refusal>([.. NotInForce(state), .. NotOurs(state, scene, "lift"), .. Said("why", act.Why)]);
        wrong.AddRange((act.Ends ?? []).SelectMany(m => Measure(state, m, scene)));
        if (wrong.Count > 0)
            return ([], wrong);
        var present = state.Present()!;
        return ([new WarningEvent.Lifted(act.Why.Trim(), act.Ends ?? [.. state.Measures.Keys], present.No, [.. present.Named])], []);
    }

    private static (IReadOnlyList<WarningEvent>, IReadOnlyList<Refusal>) Received(WarningState state, WarningAct.Receive act, WarningScene scene)
    {
        var content = Levelled(act.Content with { Internal = false, To = new() }, scene);
        var wrong = Content(content, scene);
        wrong.AddRange([.. Some(Act.Need("issuer", act.Issuer, LongestName)), .. Some(Act.TooLong("number", act.Number, LongestName)), .. Way(act.How)]);
        var pack = scene.Library.Find(content.Plan);
        if (content.Colour.Length == 0)
            wrong.Add(Refusal.Input("colour", new("没有选择颜色", "no colour is chosen"), new("写明预警颜色", "say which colour it has")));
        if (pack is not null && pack.WarningMeasures.All(m => m.Actor.Name.Zh != act.Actor))
            wrong.Add(Refusal.Input("actor", new($"预案中没有“{act.Actor}”的措施", $"the plan has no measures of “{act.Actor}”"),
                new($"可用：{string.Join("、", Actors(pack))}", $"use one of: {string.Join(", ", Actors(pack))}")));
        if (act.ReceivedAt is { } at && at > scene.Now)
            wrong.Add(Refusal.Input("received_at", new("还没有到", "it has not come yet"), new("填写已经过去的时刻", "give a time that has passed")));
        if (wrong.Count > 0)
            return ([], wrong);
        var received = act.ReceivedAt ?? scene.Now;
        Instant? due = Seconds(content.ReceiptWithin) is { } seconds ? received.Plus(seconds) : null;
        return ([new WarningEvent.Received(state.Versions.Count + 1, act.Issuer.Trim(), act.Number.Trim(), content, act.Actor, $"{pack!.Id}@{pack.Version}#{pack.Hash}",
            received, act.How, due, Seconds(content.FeedbackEvery))], []);
    }

    /// <summary>The actors that have measures under the warnings of a plan.</summary>
    public static IEnumerable<string> Actors(Pack pack) => pack.WarningMeasures.Select(m => m.Actor.Name.Zh).Distinct();

    private static IEnumerable<Refusal> NoDraft(WarningState state) => state.Draft is null
        ? [Order("没有正在起草的内容", "nothing is being drafted", "调整先用 revise 开始新的版本", "begin the next version first (revise)")] : [];

    private static IEnumerable<Refusal> DraftAlready(WarningState state) => state.Draft is not null
        ? [Order("新的版本已在起草", "a next version is being drafted already", "修改用 edit，放弃用 discard", "edit it, or discard it")] : [];

    private static IEnumerable<Refusal> NotIssued(WarningState state) => state.Phase != WarningPhase.Issued
        ? [Order("预警还没有发布，或者不是本单位发布的", "the warning was not issued, or not by us", "先发布（issue）", "issue it first (issue)")] : [];

    private static IEnumerable<Refusal> NotInForce(WarningState state) => !state.IsInForce()
        ? [Order("预警还没有生效", "the warning is not in force", "先发布（issue）", "issue it first (issue)")] : [];

    private static IEnumerable<Refusal> NotOutside(WarningState state) => state.Phase != WarningPhase.Received
        ? [Order("这不是生效的外来预警", "this is no warning from outside in force", "本单位预警的回执用 receipts、feedback", "for our own use receipts and feedback")] : [];

    private static IEnumerable<Refusal> ReturnedAlready(WarningState state) => state.Present() is { } present && state.Answered(present.No, 0)
        ? [Order("已经回执", "it was acknowledged already", "无需再登记", "nothing needs to be done")] : [];

    /// <summary>Who issued it adjusts, re-issues and lifts it: not whoever the organisation acts as by now.</summary>
    private static IEnumerable<Refusal> NotOurs(WarningState state, WarningScene scene, string what)
    {
        if (state.Present() is not { ActsAs: { } issued } present || issued == scene.ActsAs)
            return [];
        var ground = scene.Library.Find(present.Content.Plan)?.WarningActs.FirstOrDefault(a => a.Id == what)?.Ground;
        return [new(RefusalKind.Authority, null, new($"预警以{issued}名义发布，由其调整和解除", $"it was issued as {issued}, who adjusts and lifts it"),
            new("请核对设置中本单位承担的职责", "check in the settings as which body the organisation acts"), ground is null ? null : Deciding.Cited(ground))];
    }

    private static IEnumerable<Refusal> Measure(WarningState state, string measure, WarningScene scene)
    {
        var colour = state.Says().Colour;
        var known = scene.Library.Find(state.Says().Plan)?.WarningMeasures.Where(m => m.Colours.Contains(colour)).Select(m => m.Id).ToList() ?? [];
        return known.Contains(measure) || state.Measures.ContainsKey(measure) ? []
            : [Refusal.Input("measure", new($"{colour}色预警没有措施 {measure}", $"there is no measure {measure} under {colour}"),
                new($"可用：{string.Join("、", known)}", $"use one of: {string.Join(", ", known)}"))];
    }

    private static IEnumerable<Refusal> Old(WarningState state, int? version) => version is { } said && state.Present() is { } present && said != present.No
        ? [Order($"第{said}版已被第{present.No}版取代", $"version {said} is superseded by version {present.No}", "请对最新一版回执", "answer to the present version")] : [];

    private static IEnumerable<Refusal> TooEarly(WarningState state, WarningAct act) => act.DoneAt is { } done && state.Present() is { } present && done < present.At
        ? [Refusal.Input("done_at", new($"早于发布（{present.At}）", $"earlier than the warning was issued ({present.At})"), new("填写发布之后的时刻，或不填", "give a time after that, or leave it out"))]
        : [];

    private static Refusal NotRecipient(string unit) => Refusal.Input("unit",
        new($"{unit} 不在这一版的接收单位之中", $"{unit} is not among the recipients of this version"), new("核对单位编号，或者先重新发布", "check the id of the unit, or issue it again first"));

    private static IEnumerable<Refusal> Way(string how) => Ways.Contains(how) ? []
        : [Refusal.Input("how", new($"“{how}”不是途径", $"“{how}” is not a way"), new($"可用：{string.Join("、", Ways)}", $"use one of: {string.Join(", ", Ways)}"))];

    private static IEnumerable<Refusal> Said(string field, string? said) => Some(Act.Need(field, said, LongestText));

    private static IEnumerable<Refusal> ToldOrZero(string? text, bool zero) => zero ? Some(Act.TooLong("text", text, LongestText)) : Said("text", text);

    private static IEnumerable<Refusal> Some(Refusal? refusal) => refusal is null ? [] : [refusal];

    private static Refusal Order(string zh, string en, string remedyZh, string remedyEn) => new(RefusalKind.Order, null, new(zh, en), new(remedyZh, remedyEn));

    private static string? Cited(WarningContent draft, WarningScene scene) => ColourOf(draft, scene) is { } colour ? Deciding.Cited(colour.Ground) : null;

    private static WarningDecision.Done Write(WarningState before, IReadOnlyList<WarningEvent> events, Instant done, WarningScene scene, string post)
    {
        var after = WarningKind.Read(WarningKind.Write(before));
        var lines = new List<NewEntry>();
        foreach (var what in events)
            Add(lines, after, what, done, scene.Now, scene.Actor, post);
        return new(lines, after);
    }

    private static void Add(List<NewEntry> lines, WarningState after, WarningEvent what, Instant done, Instant now, string actor, string post)
    {
        var line = WarningEvents.Write(what, done, now, actor, post);
        after.Apply(what, line);
        lines.Add(line);
    }
}
