using Fengsui.Law.Calendar;

namespace Fengsui.Response.Notices;

/// <summary>Decides what becomes of a page: a pure function of the page, an input and the moment.</summary>
public static class Paging
{
    /// <summary>A send is tried at most so often.</summary>
    public const int Tries = 5;

    /// <summary>Decides.</summary>
    /// <param name="page">The page; left as it is.</param>
    /// <param name="input">What is asked of it.</param>
    /// <param name="now">The moment.</param>
    public static PageDecision Decide(Page page, PageInput input, Instant now) => input switch
    {
        PageInput.Open open => Open(page, open, now),
        PageInput.Reach reach => Reach(page, reach.There, now),
        PageInput.Claim claim => Claim(page, claim.Send),
        PageInput.Tell tell => Tell(page, tell, now),
        // Also after all steps were taken: somebody may read it in the morning.
        PageInput.Acknowledge a when page.What is not null && page.End is null or { How: NoticeReasons.Exhausted } =>
            new([new PageEvent.Acknowledged(a.Person, a.Through)]),
        PageInput.Acknowledge => PageDecision.Nothing,
        PageInput.Settle settle when page.What is not null && page.End is null or { How: NoticeReasons.Exhausted } => new([new PageEvent.Ended(settle.Why)]),
        PageInput.Settle => PageDecision.Nothing,
        _ => throw new InvalidOperationException(input.GetType().Name),
    };

    private static PageDecision Open(Page page, PageInput.Open open, Instant now)
    {
        if (page.What is not null)
            return PageDecision.Nothing;
        var after = page.Copy();
        after.Apply(open.What, now);
        return new([open.What, .. Step(after, open.There, now)]);
    }

    // A clock that was set back since makes the wait meaningless; rather too early than an hour late.
    private static PageDecision Reach(Page page, NoticeDirectory there, Instant now) =>
        page.End is null && page.Next is { } next && (next <= now || now < page.Last) ? new(Step(page.Copy(), there, now)) : PageDecision.Nothing;

    /// <summary>The next step that reaches anybody; those before it are passed without waiting. When there is none, the page is exhausted.</summary>
    private static List<PageEvent> Step(Page page, NoticeDirectory there, Instant now)
    {
        var what = page.What!;
        var events = new List<PageEvent>();
        while (page.Steps < what.Steps.Count * (what.Repeat + 1))
        {
            var (round, step) = Math.DivRem(page.Steps, what.Steps.Count);
            var taken = Taken(page, there, what.Steps[step], round, step, now);
            page.Apply(taken, now);
            events.Add(taken);
            if (taken.Sends.Count > 0)
                return events;
        }
        events.Add(new PageEvent.Ended(NoticeReasons.Exhausted));
        return events;
    }

    private static PageEvent.StepTaken Taken(Page page, NoticeDirectory there, NoticeStep step, int round, int at, Instant now)
    {
        var (sends, unsent) = there.Resolve(step);
        return new(round, at, [.. sends.Select((s, n) => new NewSend($"{round}.{at}.{n}", s.Person, s.Channel, s.Kind, s.N))], unsent,
            now.Plus(WaitOf(page.What!, step, now)), page.Due);
    }

    /// <summary>How long a step waits: never longer than the table says, whatever the policy says.</summary>
    public static long WaitOf(PageEvent.Opened what, NoticeStep step, Instant now)
    {
        var asked = new NoticeCase(what.Kind, what.Level, what.Items);
        var computed = new Waits(what.Waits).For(asked.Due, asked.AtOnce, now);
        return step.Wait is { } said ? Math.Min(said, computed) : computed;
    }

    private static PageDecision Claim(Page page, string send) => page.Sends.GetValueOrDefault(send) switch
    {
        null or { IsFinal: true } => PageDecision.Nothing,
        // Its sender died, and nobody may send it again: what became of it is not known.
        { State: PageSend.Sending } s when page.End is not null =>
            new([new PageEvent.SendEnded(send, s.Try, NoticeOutcomes.Unknown, NoticeReasons.Interrupted, null, null)]),
        // A sender that died may have sent it; told twice is better than not at all.
        var s => new([new PageEvent.SendStarted(send, s.Try + 1)], Granted: true),
    };

    private static PageDecision Tell(Page page, PageInput.Tell tell, Instant now)
    {
        // Somebody else has begun anew since: what became of the earlier attempt changes nothing.
        if (page.Sends.GetValueOrDefault(tell.Send) is not { State: PageSend.Sending } send || send.Try != tell.Try)
            return PageDecision.Nothing;
        var over = page.End is not null || tell.Try >= Tries;
        var outcome = tell.Outcome == NoticeOutcomes.Retry && over ? NoticeOutcomes.Failed : tell.Outcome;
        return new([new PageEvent.SendEnded(tell.Send, tell.Try, outcome, tell.Reason, tell.Content, Hurry(page, tell.Send, outcome, now))]);
    }

    /// <summary>
    /// When every message of the last step that went outside failed, nobody was woken: the next step does not wait. A round that is over waits: the gateway
    /// that is down now may be up then, and the rounds are to last as long as the time that is left.
    /// </summary>
    private static Instant? Hurry(Page page, string send, string outcome, Instant now)
    {
        if (page.Steps % page.What!.Steps.Count == 0)
            return null;
        if (outcome != NoticeOutcomes.Failed || page.Next is not { } next || next <= now || page.Sends[send].Step != page.Steps - 1)
            return null;
        var others = page.Sends.Where(s => s.Key != send && s.Value.Step == page.Steps - 1 && s.Value.Kind != NoticeDirectory.App);
        return others.All(s => s.Value.State == NoticeOutcomes.Failed) ? now : null;
    }
}
