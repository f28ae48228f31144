using System.Collections.Concurrent;
using Fengsui.Response.Record;

namespace Fengsui.Store;

/// <summary>What an append left of a matter in the tables that follow from it.</summary>
/// <param name="Head">The hash of its last line: another history has another one.</param>
/// <param name="Text">What it is searched by.</param>
/// <param name="Group">The group in which it stood.</param>
/// <param name="Clocks">Its rows in <c>due</c>.</param>
internal sealed record Remains(string Head, string Text, Group Group, IReadOnlyList<PendingClock> Clocks)
{
    public static Remains Of(string head, Folded after) => new(head, after.Snapshot.Text, Group.Of(after.Snapshot), after.Clocks);
}

/// <summary>
/// What this process wrote last, so that an append need not read the clocks that it may change, nor hand the search a text that it has already. It is used
/// only where the matter still has the head that was written with it: whatever another node, or a transaction that was undone, did in between, the head
/// is another one. Bounded; safe for many threads.
/// </summary>
internal sealed class LastWritten
{
    private const int Most = 4096;

    private readonly ConcurrentDictionary<string, Remains> remains = new(StringComparer.Ordinal);

    /// <summary>What was written last of a matter, or null; whether it still stands is for the caller to see.</summary>
    public Remains? Of(string matter) => remains.GetValueOrDefault(matter);

    /// <summary>Keeps what was committed.</summary>
    public void Keep(string matter, Remains written)
    {
        // Whole and at once: which of thousands goes first matters less than a list that every append would have to lock.
        if (remains.Count >= Most)
            remains.Clear();
        remains[matter] = written;
    }
}
