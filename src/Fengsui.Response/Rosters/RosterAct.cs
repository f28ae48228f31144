using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Response.Organisations;

namespace Fengsui.Response.Rosters;

/// <summary>What somebody wants to do to a roster: a closed union.</summary>
public abstract record RosterAct
{
    private RosterAct()
    {
    }

    /// <summary>Set it, or set it anew: an existing one changes from now on, or from the plan's first day where that is later.</summary>
    /// <param name="Plan">The plan.</param>
    public sealed record Set(RosterPlan Plan) : RosterAct;

    /// <summary>Two people change places for some shifts.</summary>
    /// <param name="First">One of them.</param>
    /// <param name="FirstShifts">The shifts that the first one gives to the second.</param>
    /// <param name="Second">The other.</param>
    /// <param name="SecondShifts">The shifts that the second one gives to the first; may be empty.</param>
    public sealed record SwapShifts(string First, IReadOnlyList<ShiftRef> FirstShifts, string Second, IReadOnlyList<ShiftRef> SecondShifts) : RosterAct;

    /// <summary>A person is away.</summary>
    /// <param name="Person">The person.</param>
    /// <param name="From">From when.</param>
    /// <param name="Until">Until when.</param>
    /// <param name="Substitute">Who stands in, or null for the next in the rotation.</param>
    public sealed record TakeLeave(string Person, Instant From, Instant Until, string? Substitute) : RosterAct;

    /// <summary>A person is back, or a leave is not taken.</summary>
    /// <param name="No">The number of the leave.</param>
    public sealed record EndLeave(int No) : RosterAct;

    /// <summary>All layers are on duty at once for a while.</summary>
    /// <param name="Occasion">What for.</param>
    /// <param name="From">From when.</param>
    /// <param name="Until">Until when.</param>
    public sealed record Strengthen(string Occasion, Instant From, Instant Until) : RosterAct;

    /// <summary>Back to usual early.</summary>
    /// <param name="No">The number of the strengthening.</param>
    public sealed record EndStrengthening(int No) : RosterAct;

    /// <summary>The roster is no longer used.</summary>
    public sealed record End : RosterAct;

    /// <summary>A person left the organisation: the product's own act, so that nobody is counted on who is gone.</summary>
    /// <param name="Person">The person.</param>
    public sealed record PersonLeft(string Person) : RosterAct;
}

/// <summary>What a decision on a roster needs to know.</summary>
/// <param name="Now">Now.</param>
/// <param name="By">Who acts, or <see cref="Record.Actors.System"/>.</param>
/// <param name="Organisation">The organisation with its people and their posts.</param>
/// <param name="Library">The table of posts and acts, and the calendar.</param>
public sealed record RosterScene(Instant Now, string By, Organisation Organisation, Library Library);

/// <summary>What comes of an act on a roster: a closed union.</summary>
public abstract record RosterDecision
{
    private RosterDecision()
    {
    }

    /// <summary>It is done.</summary>
    /// <param name="Said">What happened; null when nothing changed.</param>
    /// <param name="After">The roster after it.</param>
    /// <param name="Post">The post under which; empty for the product itself.</param>
    public sealed record Done(RosterEvent? Said, RosterState After, string Post) : RosterDecision;

    /// <summary>It cannot be done.</summary>
    /// <param name="Field">The field at fault.</param>
    /// <param name="Wrong">What is wrong, given what people are called.</param>
    /// <param name="Remedy">What would be right.</param>
    public sealed record Refused(string Field, Func<Func<string, string>, Text> Wrong, Text Remedy) : RosterDecision;

    /// <summary>The person may not.</summary>
    /// <param name="Act">The act of the table that the person may not do.</param>
    public sealed record NotAllowed(string Act) : RosterDecision;

    /// <summary>The leave or strengthening of which the act speaks is not there.</summary>
    public sealed record Absent : RosterDecision;
}
