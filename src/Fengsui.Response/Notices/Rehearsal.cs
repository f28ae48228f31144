using Fengsui.Law.Calendar;

namespace Fengsui.Response.Notices;

/// <summary>A step as it would be taken.</summary>
/// <param name="At">When.</param>
/// <param name="Round">The round, from 0.</param>
/// <param name="Step">The step, from 0.</param>
/// <param name="Sends">What would go out.</param>
/// <param name="Unsent">What would not, and why.</param>
public sealed record RehearsedStep(Instant At, int Round, int Step, IReadOnlyList<NewSend> Sends, IReadOnlyList<Unsent> Unsent);

/// <summary>Who would be told what, when and through what, if nobody answered.</summary>
/// <param name="Route">The route of the policy.</param>
/// <param name="What">What people would be told.</param>
/// <param name="Steps">The steps.</param>
/// <param name="Exhausted">When nobody is left to be told.</param>
public sealed record Rehearsal(string Route, NoticeCase What, IReadOnlyList<RehearsedStep> Steps, Instant Exhausted)
{
    /// <summary>Runs a page through its whole course, with the very machine that the real one runs on; nothing is sent.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="what">What happened.</param>
    /// <param name="there">Who is there at a moment.</param>
    /// <param name="now">When it happens.</param>
    public static Rehearsal Of(NoticePolicy policy, NoticeCase what, Func<Instant, NoticeDirectory> there, Instant now)
    {
        var (route, steps) = policy.Of(what);
        var opened = new PageEvent.Opened("", what.Kind, 0, what.Level, "", what.Items, route, steps, policy.Waits.Rows, policy.Repeat);
        var (page, at, taken) = (new Page(), now, new List<RehearsedStep>());
        PageInput input = new PageInput.Open(opened, there(at));
        while (true)
        {
            foreach (var said in Paging.Decide(page, input, at).Events)
            {
                page.Apply(said, at);
                if (said is PageEvent.StepTaken step)
                    taken.Add(new(at, step.Round, step.Step, step.Sends, step.Unsent));
            }
            if (page.Next is not { } next)
                return new(route, what, taken, at);
            at = next;
            input = new PageInput.Reach(there(at));
        }
    }
}
