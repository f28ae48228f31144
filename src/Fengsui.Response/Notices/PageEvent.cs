using Fengsui.Law.Calendar;

namespace Fengsui.Response.Notices;

/// <summary>A send of a step.</summary>
/// <param name="Id">Its id within the page: round, step, number.</param>
/// <param name="Person">To whom.</param>
/// <param name="Channel">Through which channel.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="N">To which of the ways of the person; 0 for none.</param>
public sealed record NewSend(string Id, string Person, string Channel, string Kind, int N);

/// <summary>What happened to a page: a closed union.</summary>
public abstract record PageEvent
{
    private PageEvent()
    {
    }

    /// <summary>Somebody has to be told.</summary>
    /// <param name="Matter">The matter that asks for it.</param>
    /// <param name="Kind">Its kind.</param>
    /// <param name="Seq">The line of its journal.</param>
    /// <param name="Level">The level that counts, 0 (none) to 4.</param>
    /// <param name="Link">The page of the act, as a path.</param>
    /// <param name="Items">What people are told.</param>
    /// <param name="Route">The route of the policy.</param>
    /// <param name="Steps">Its steps, as they stood then.</param>
    /// <param name="Waits">The table of waits, as it stood then.</param>
    /// <param name="Repeat">How often the steps are gone through once more.</param>
    public sealed record Opened(
        string Matter, string Kind, long Seq, int Level, string Link, IReadOnlyList<NoticeItem> Items, string Route, IReadOnlyList<NoticeStep> Steps,
        IReadOnlyList<WaitRow> Waits, int Repeat) : PageEvent;

    /// <summary>A step was taken: what goes out, and what does not, each with its reason.</summary>
    /// <param name="Round">The round, from 0.</param>
    /// <param name="Step">The step, from 0.</param>
    /// <param name="Sends">What goes out.</param>
    /// <param name="Unsent">What does not.</param>
    /// <param name="Next">When the next step is due, should nobody answer.</param>
    /// <param name="Due">By when what is told must be done, or null.</param>
    public sealed record StepTaken(
        int Round, int Step, IReadOnlyList<NewSend> Sends, IReadOnlyList<Unsent> Unsent, Instant Next, Instant? Due) : PageEvent;

    /// <summary>A sender begins to send: from here on it may go out. Never after an acknowledgement.</summary>
    /// <param name="Send">The send.</param>
    /// <param name="Try">Its how manieth attempt.</param>
    public sealed record SendStarted(string Send, int Try) : PageEvent;

    /// <summary>What became of an attempt.</summary>
    /// <param name="Send">The send.</param>
    /// <param name="Try">The attempt.</param>
    /// <param name="Outcome">One of <see cref="NoticeOutcomes"/>.</param>
    /// <param name="Reason">One of <see cref="NoticeReasons"/>.</param>
    /// <param name="Content">The hash of what was sent, or null.</param>
    /// <param name="Hurry">When the next step is due now, because the channels reached nobody; or null.</param>
    public sealed record SendEnded(string Send, int Try, string Outcome, string Reason, string? Content, Instant? Hurry) : PageEvent;

    /// <summary>Somebody acknowledged: nothing goes out any more.</summary>
    /// <param name="Person">Who.</param>
    /// <param name="Through">Through which channel.</param>
    public sealed record Acknowledged(string Person, string Through) : PageEvent;

    /// <summary>It ended without an acknowledgement.</summary>
    /// <param name="Why">One of <see cref="NoticeReasons"/>: met, superseded or exhausted.</param>
    public sealed record Ended(string Why) : PageEvent;
}

/// <summary>What a page is asked: a closed union.</summary>
public abstract record PageInput
{
    private PageInput()
    {
    }

    /// <summary>Open it, and take the first step.</summary>
    /// <param name="What">What happened.</param>
    /// <param name="There">Who is there.</param>
    public sealed record Open(PageEvent.Opened What, NoticeDirectory There) : PageInput;

    /// <summary>Its clock was reached.</summary>
    /// <param name="There">Who is there now.</param>
    public sealed record Reach(NoticeDirectory There) : PageInput;

    /// <summary>A sender wants to begin.</summary>
    public sealed record Claim(string Send) : PageInput;

    /// <summary>What became of an attempt.</summary>
    /// <param name="Send">The send.</param>
    /// <param name="Try">The attempt.</param>
    /// <param name="Outcome">What became of it.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Content">The hash of what was sent, or null.</param>
    public sealed record Tell(string Send, int Try, string Outcome, string Reason, string? Content) : PageInput;

    /// <summary>Somebody acknowledges.</summary>
    public sealed record Acknowledge(string Person, string Through) : PageInput;

    /// <summary>There is nothing left to be told: it was done, or a later page says it.</summary>
    public sealed record Settle(string Why) : PageInput;
}

/// <summary>What comes of an input: nothing when there are no events.</summary>
/// <param name="Events">What happened.</param>
/// <param name="Granted">Whether a claim was granted: only then may anything go out.</param>
public sealed record PageDecision(IReadOnlyList<PageEvent> Events, bool Granted = false)
{
    /// <summary>Nothing happens.</summary>
    public static PageDecision Nothing { get; } = new([]);
}
