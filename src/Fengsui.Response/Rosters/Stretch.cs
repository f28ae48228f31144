using Fengsui.Law.Calendar;

namespace Fengsui.Response.Rosters;

/// <summary>Why it is this person: a closed union.</summary>
public abstract record Cause
{
    private Cause()
    {
    }

    /// <summary>It is the person's turn.</summary>
    public sealed record Rotation : Cause;

    /// <summary>Two people changed places.</summary>
    /// <param name="No">The number of the swap.</param>
    /// <param name="InsteadOf">Whose turn it was.</param>
    public sealed record Swapped(int No, string InsteadOf) : Cause;

    /// <summary>Somebody is away.</summary>
    /// <param name="No">The number of the leave.</param>
    /// <param name="InsteadOf">Who is away.</param>
    /// <param name="Named">Whether the substitute was named; else it fell to the next in the rotation.</param>
    public sealed record StandsIn(int No, string InsteadOf, bool Named) : Cause;

    /// <summary>Whose turn it was stands in on an earlier layer just then.</summary>
    /// <param name="InsteadOf">Whose turn it was.</param>
    public sealed record MovedUp(string InsteadOf) : Cause;
}

/// <summary>A shift: what the plan and the swaps give to one person. Parts of it may fall to others.</summary>
/// <param name="Ref">Which one.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Post">The post under which.</param>
/// <param name="Turn">Whose turn it is by the rotation.</param>
/// <param name="Given">Whose it is after swaps.</param>
/// <param name="SwapNo">The swap that gave it, or null.</param>
/// <param name="Watch">The watch that it belongs to.</param>
public sealed record Shift(ShiftRef Ref, Instant Until, string Post, string Turn, string Given, int? SwapNo, Watch Watch)
{
    /// <summary>When it begins.</summary>
    public Instant From => Ref.From;
}

/// <summary>A time in which one person is on duty in one layer, for one reason.</summary>
/// <param name="Shift">The shift of which it is all or a part.</param>
/// <param name="Person">The person.</param>
/// <param name="From">From when.</param>
/// <param name="Until">Until when.</param>
/// <param name="Cause">Why this person.</param>
public sealed record Stretch(Shift Shift, string Person, Instant From, Instant Until, Cause Cause)
{
    /// <summary>The layer, from 0.</summary>
    public int Layer => Shift.Ref.Layer;
}

/// <summary>Who is on duty in one layer at an instant, and who is next.</summary>
/// <param name="Layer">The layer, from 0.</param>
/// <param name="Post">The post under which; empty when nobody is.</param>
/// <param name="Awake">Whether the layer is on duty itself: the first one is, the others when duty is strengthened.</param>
/// <param name="Person">The person; null when nobody is.</param>
/// <param name="From">Since when the person is on duty without a break.</param>
/// <param name="Until">When somebody else takes over, or nobody does.</param>
/// <param name="Next">Who is on duty after that; null when nobody is.</param>
/// <param name="Cause">Why this person; null when nobody is.</param>
public sealed record LayerDuty(int Layer, string Post, bool Awake, string? Person, Instant From, Instant Until, string? Next, Cause? Cause);
