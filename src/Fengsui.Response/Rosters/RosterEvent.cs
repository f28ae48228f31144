using Fengsui.Law.Calendar;

namespace Fengsui.Response.Rosters;

/// <summary>Everything that can have happened to a roster: a closed union. People are ids; names and reasons of absence are never here.</summary>
public abstract record RosterEvent
{
    private RosterEvent()
    {
    }

    /// <summary>The roster was set, or set anew from an instant on; what was before stays as it was.</summary>
    /// <param name="Since">From when on it counts.</param>
    /// <param name="Plan">The plan.</param>
    public sealed record RosterSet(Instant Since, RosterPlan Plan) : RosterEvent;

    /// <summary>Two people changed places for some shifts.</summary>
    /// <param name="No">Its number.</param>
    /// <param name="First">One of them.</param>
    /// <param name="FirstShifts">The shifts that go from the first to the second.</param>
    /// <param name="Second">The other.</param>
    /// <param name="SecondShifts">The shifts that go from the second to the first.</param>
    public sealed record ShiftsSwapped(int No, string First, IReadOnlyList<ShiftRef> FirstShifts, string Second, IReadOnlyList<ShiftRef> SecondShifts) : RosterEvent;

    /// <summary>A person is away.</summary>
    /// <param name="No">Its number.</param>
    /// <param name="Person">The person.</param>
    /// <param name="From">From when.</param>
    /// <param name="Until">Until when; null for good.</param>
    /// <param name="Substitute">Who stands in, or null.</param>
    public sealed record LeaveTaken(int No, string Person, Instant From, Instant? Until, string? Substitute) : RosterEvent;

    /// <summary>A person is back early.</summary>
    /// <param name="No">The number of the leave.</param>
    /// <param name="At">When.</param>
    public sealed record LeaveEnded(int No, Instant At) : RosterEvent;

    /// <summary>All layers are on duty at once for a while.</summary>
    /// <param name="No">Its number.</param>
    /// <param name="Occasion">What for.</param>
    /// <param name="From">From when.</param>
    /// <param name="Until">Until when.</param>
    public sealed record DutyStrengthened(int No, string Occasion, Instant From, Instant Until) : RosterEvent;

    /// <summary>Duty is back to usual early.</summary>
    /// <param name="No">The number of the strengthening.</param>
    /// <param name="At">When.</param>
    public sealed record StrengtheningEnded(int No, Instant At) : RosterEvent;

    /// <summary>The roster is no longer used.</summary>
    /// <param name="At">From when on.</param>
    public sealed record RosterEnded(Instant At) : RosterEvent;
}
