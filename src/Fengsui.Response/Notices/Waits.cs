using Fengsui.Law.Calendar;

namespace Fengsui.Response.Notices;

/// <summary>A row of the table of waits.</summary>
/// <param name="Left">So many seconds are left.</param>
/// <param name="Wait">So many seconds pass before the next person is told.</param>
public sealed record WaitRow(long Left, long Wait);

/// <summary>How long to wait for an acknowledgement: computed from the time that the law leaves, by a table; straight lines between its rows.</summary>
/// <param name="Rows">The rows, the shortest time first.</param>
public sealed record Waits(IReadOnlyList<WaitRow> Rows)
{
    /// <summary>The seconds to wait when so much is left. Overdue, or due at once: as in the first row.</summary>
    public long For(long left)
    {
        if (left <= Rows[0].Left)
            return Rows[0].Wait;
        for (var i = 1; i < Rows.Count; i++)
            if (left <= Rows[i].Left)
                return Between(Rows[i - 1], Rows[i], left);
        return Rows[^1].Wait;
    }

    /// <summary>The seconds to wait from a moment on.</summary>
    /// <param name="due">By when it must be done, or null: nothing presses.</param>
    /// <param name="atOnce">Whether it is due at once.</param>
    /// <param name="now">The moment.</param>
    public long For(Instant? due, bool atOnce, Instant now) =>
        atOnce ? Rows[0].Wait : due is { } by ? For(by.UnixSeconds - now.UnixSeconds) : Rows[^1].Wait;

    private static long Between(WaitRow shorter, WaitRow longer, long left) =>
        shorter.Wait + (longer.Wait - shorter.Wait) * (left - shorter.Left) / (longer.Left - shorter.Left);
}
