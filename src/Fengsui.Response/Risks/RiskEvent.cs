using Fengsui.Law.Calendar;
using Fengsui.Law.Grading;
using Fengsui.Response.Incidents;

namespace Fengsui.Response.Risks;

/// <summary>What happens to a risk: a closed union. Repeats are counted beside the journal, not in it.</summary>
public abstract record RiskEvent
{
    private RiskEvent()
    {
    }

    /// <summary>Something came in that was not known yet.</summary>
    /// <param name="Key">By what it is recognised when it comes again.</param>
    /// <param name="Group">The group that it belongs to.</param>
    /// <param name="Format">In which form it came.</param>
    /// <param name="Kind">alert, log, intelligence, mail, notice or unread.</param>
    /// <param name="Source">Who says so.</param>
    /// <param name="Signature">By which rule.</param>
    /// <param name="Title">What it says in a line.</param>
    /// <param name="Seen">When it was seen, as the source says.</param>
    /// <param name="Severity">0 to 10, or null.</param>
    /// <param name="SaidSeverity">The source's own word for it.</param>
    /// <param name="Needs">Whether somebody must look at it.</param>
    /// <param name="Wakes">Whether whoever is on duty is to be woken.</param>
    /// <param name="Indicators">Its indicators.</param>
    /// <param name="References">What else was published.</param>
    /// <param name="By">Who entered it, when a person did.</param>
    public sealed record Arrived(
        string Key, string Group, RiskFormat Format, string Kind, string Source, string? Signature, string Title, Instant? Seen, int? Severity,
        string? SaidSeverity, bool Needs, bool Wakes, IReadOnlyList<Indicator>? Indicators, IReadOnlyList<string>? References, string? By)
            : RiskEvent;

    /// <summary>A further portion, or a new state of the same thing, brought indicators that were not known.</summary>
    public sealed record IndicatorsFound(IReadOnlyList<Indicator> Indicators) : RiskEvent;

    /// <summary>It came again, and more severe than before.</summary>
    /// <param name="Severity">How severe now.</param>
    /// <param name="SaidSeverity">The source's own word.</param>
    /// <param name="Wakes">Whether whoever is on duty is to be woken.</param>
    /// <param name="Key">By what it is recognised.</param>
    public sealed record Rose(int Severity, string? SaidSeverity, bool Wakes, string Key) : RiskEvent;

    /// <summary>Somebody judged it.</summary>
    /// <param name="Likelihood">How possible an incident is, a word of the packs.</param>
    /// <param name="Level">How large the incident may become; null when none is to be expected.</param>
    /// <param name="Reason">On what ground.</param>
    /// <param name="Duties">Who is to be told of it, as the law says now.</param>
    public sealed record Judged(string Likelihood, Level? Level, string Reason, IReadOnlyList<RiskDuty>? Duties) : RiskEvent;

    /// <summary>It is watched until a moment.</summary>
    public sealed record Watched(Instant Until, string Reason) : RiskEvent;

    /// <summary>The time of watching is over.</summary>
    /// <param name="Key">By what the risk is recognised.</param>
    public sealed record WatchEnded(string Key) : RiskEvent;

    /// <summary>It is nothing.</summary>
    public sealed record Dismissed(string Reason) : RiskEvent;

    /// <summary>Somebody was told of it.</summary>
    /// <param name="Duty">The duty that this meets, as <c>pack/id</c>.</param>
    /// <param name="To">Who took it.</param>
    /// <param name="Channel">By which way.</param>
    /// <param name="Receipt">The number of the receipt, or null.</param>
    /// <param name="Note">A remark, or null.</param>
    public sealed record Reported(string Duty, string? To, string? Channel, string? Receipt, string? Note) : RiskEvent;

    /// <summary>A warning was made of it.</summary>
    public sealed record Warned(string Warning) : RiskEvent;

    /// <summary>An incident was opened from it.</summary>
    public sealed record Became(string Incident) : RiskEvent;

    /// <summary>It is looked at again.</summary>
    public sealed record Reopened(string Reason) : RiskEvent;
}

/// <summary>A duty to tell somebody of a risk.</summary>
/// <param name="Key">The pack and the id of the duty: <c>pack/id</c>.</param>
/// <param name="To">To whom.</param>
/// <param name="Within">The limit as it is written; a word stays a word.</param>
/// <param name="Form">The form, or null.</param>
/// <param name="State">owed, or possible where something about the organisation is not known.</param>
/// <param name="Since">Since when, the beginning of the elapsed time.</param>
public sealed record RiskDuty(string Key, string To, string Within, string? Form, string State, Instant Since);
