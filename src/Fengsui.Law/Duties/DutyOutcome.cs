using Fengsui.Law.Calendar;
using Fengsui.Law.Conditions;
using Fengsui.Law.Grading;
using Fengsui.Law.Packs;

namespace Fengsui.Law.Duties;

/// <summary>How a duty stands; the first that fits, in this order.</summary>
public enum DutyState : byte
{
    /// <summary>Its condition is Unknown: it needs a level that is only possible, or a fact that is not known.</summary>
    Possible,

    /// <summary>Its anchor has not happened.</summary>
    Waiting,

    /// <summary>Its limit is a word.</summary>
    Word,

    /// <summary>Owed by its due instant.</summary>
    Owed,
}

/// <summary>The words of <see cref="DutyState"/>.</summary>
public static class DutyStates
{
    /// <summary>The word in answers.</summary>
    public static string Word(this DutyState state) => state switch
    {
        DutyState.Possible => "possible",
        DutyState.Waiting => "waiting",
        DutyState.Word => "word",
        DutyState.Owed => "owed",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>The word for people.</summary>
    public static Text Name(this DutyState state) => state switch
    {
        DutyState.Possible => new("可能", "possible"),
        DutyState.Waiting => new("待起算", "waiting"),
        DutyState.Word => new("文字时限", "limited by a word"),
        DutyState.Owed => new("应报", "owed"),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}

/// <summary>The clock of a limit that was started.</summary>
/// <param name="Due">The instant by which it is owed; null for a word.</param>
/// <param name="DueDate">The last day, for limits in days, or null.</param>
/// <param name="Provisional">The due day rests on a year whose holidays are not known.</param>
public readonly record struct DutyClock(Instant? Due, DateOnly? DueDate, bool Provisional)
{
    /// <summary>Starts a clock.</summary>
    public static DutyClock Of(Limit limit, Instant anchor, WorkCalendar calendar) => limit switch
    {
        Limit.Word => default,
        Limit.Elapsed l => new(anchor.Plus(l.Seconds), null, false),
        Limit.Every l => new(anchor.Plus(l.Seconds), null, false),
        Limit.CalendarDays l => OnDay(WorkCalendar.AddDays(anchor.Day, l.Count)),
        Limit.WorkingDays l => OnDay(calendar.AddWorkingDays(anchor.Day, l.Count)),
        _ => throw new InvalidOperationException(),
    };

    private static DutyClock OnDay(DueDay day) => new(day.Due, day.Last, day.Provisional);
}

/// <summary>A duty of an incident with its clock.</summary>
/// <param name="Pack">What its pack says of the incident.</param>
/// <param name="Duty">The duty.</param>
/// <param name="State">How it stands.</param>
/// <param name="Start">The instant that started the clock, or null.</param>
/// <param name="Due">The instant by which it is owed, or null.</param>
/// <param name="DueDate">The last day, for limits in days, or null.</param>
/// <param name="Provisional">The due day rests on a year whose holidays are not known.</param>
/// <param name="StoodIn">Another anchor stood in for its own.</param>
/// <param name="WhenGate">The gate of its condition.</param>
public readonly record struct DutyOutcome(
    PackAssessment Pack, Duty Duty, DutyState State, Instant? Start, Instant? Due, DateOnly? DueDate, bool Provisional, bool StoodIn, int WhenGate)
{
    private static readonly Text ProvisionalNote = new("跨越未收录放假安排的年份，期限为暂定", "touches a year whose holidays are not in the calendar; provisional");

    /// <summary>Why it is owed or possible.</summary>
    public Explanation Why => Pack.At(WhenGate);

    /// <summary>What qualifies it, or null.</summary>
    public Text? Note
    {
        get
        {
            var notes = new[] { StoodIn ? Duty.Anchor.StandInNote : null, Duty.Note, Provisional ? ProvisionalNote : null }.OfType<Text>().ToList();
            return notes.Count == 0 ? null : Text.Join("；", "; ", notes);
        }
    }

    /// <summary>立即 and 第一时间 before every number; numbers by due instant; then the other words; waiting last.</summary>
    public (int Rank, long Due) Urgency => State switch
    {
        DutyState.Waiting => (4, 0),
        _ when Duty.Limit is Limit.Word word => (word.Term.First ? 0 : 2, 0),
        _ when Due is { } due => (1, due.UnixSeconds),
        _ => (3, 0),
    };

    /// <summary>Computes how a duty stands and its clock.</summary>
    internal static DutyOutcome Of(PackAssessment pack, CompiledDuty compiled, Truth condition, Facts.Incident incident, WorkCalendar calendar)
    {
        var duty = compiled.Duty;
        var start = incident.At(duty.Anchor.Index);
        var stoodIn = false;
        if (start is null && duty.Anchor.StandsIn is { } other)
        {
            start = incident.At(other);
            stoodIn = start is not null;
        }

        var isWord = duty.Limit is Limit.Word;
        var state = condition == Truth.Unknown ? DutyState.Possible : start is null ? DutyState.Waiting : isWord ? DutyState.Word : DutyState.Owed;
        if (start is not { } anchor)
            return new(pack, duty, state, null, null, null, false, false, compiled.When);
        var clock = DutyClock.Of(duty.Limit, anchor, calendar);
        return new(pack, duty, state, start, clock.Due, clock.DueDate, clock.Provisional, stoodIn, compiled.When);
    }
}
