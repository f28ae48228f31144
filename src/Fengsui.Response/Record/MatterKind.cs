using Fengsui.Law.Calendar;

namespace Fengsui.Response.Record;

/// <summary>The state of a matter as it is stored beside its journal, with what lists and searches need.</summary>
/// <param name="Body">The state as JSON text; the same events give the same bytes.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Phase">The phase as a word, or empty.</param>
/// <param name="Level">The level that counts, 0 (none) to 4.</param>
/// <param name="OpenedAt">When it was opened (recorded).</param>
/// <param name="NextDue">By when the first thing must be done, passed or not; or null.</param>
/// <param name="Open">Whether it still needs somebody.</param>
/// <param name="Text">The text in which a search looks; the title is part of it.</param>
public sealed record Snapshot(string Body, string Title, string Phase, int Level, Instant OpenedAt, Instant? NextDue, bool Open, string Text)
{
    /// <summary>Since when something is asked by a word of the law that has no number (立即); or null.</summary>
    public Instant? WordSince { get; init; }

    /// <summary>
    /// What lists are ordered by that show first what must be done first: the instant by which, or where only words limit it, the moment that started them.
    /// </summary>
    public Instant? Urgency => NextDue ?? WordSince;
}

/// <summary>A pending clock of a matter. At <see cref="At"/> the sweeper asks the matter what follows.</summary>
/// <param name="Key">Its name within the matter, unique there: what the clock is for.</param>
/// <param name="At">The instant.</param>
public sealed record PendingClock(string Key, Instant At);

/// <summary>
/// A row of a long list (indicators, evidence, hand-overs, notes): rows of their own, never in the snapshot, made from one journal line and never changed.
/// </summary>
/// <param name="List">The list.</param>
/// <param name="Key">What it is found by; need not be unique.</param>
/// <param name="Body">The row as JSON text.</param>
public sealed record Item(string List, string Key, string Body);

/// <summary>Something to be told to somebody outside the record, made in the same transaction as the event that asks for it.</summary>
/// <param name="Topic">What it is about.</param>
/// <param name="Body">The message as JSON text.</param>
public sealed record Message(string Topic, string Body);

/// <summary>Everything that follows from the journal of a matter.</summary>
/// <param name="Snapshot">Its state.</param>
/// <param name="Clocks">Its pending clocks.</param>
public sealed record Folded(Snapshot Snapshot, IReadOnlyList<PendingClock> Clocks);

/// <summary>A kind of matter: what the store asks in order to check itself and to rebuild what an export leaves out.</summary>
public abstract class MatterKind
{
    /// <summary>Its name in the journal.</summary>
    public abstract string Name { get; }

    /// <summary>Folds the whole journal of one matter.</summary>
    /// <param name="lines">Its lines from the first on, without gaps.</param>
    /// <exception cref="RecordException">A line cannot be read.</exception>
    public abstract Folded Fold(IEnumerable<NewEntry> lines);

    /// <summary>Folds the whole journal of one matter and hands over what each line makes, so that no line need be read twice.</summary>
    /// <param name="lines">As in <see cref="Fold(IEnumerable{NewEntry})"/>.</param>
    /// <param name="made">Takes what the next line makes; called once for each line, in their order.</param>
    /// <exception cref="RecordException">A line cannot be read.</exception>
    public virtual Folded Fold(IEnumerable<NewEntry> lines, Action<IReadOnlyList<Item>, IReadOnlyList<Message>> made) => Fold(lines.Select(line =>
    {
        made(Items(line), Messages(line));
        return line;
    }));

    /// <summary>The rows of long lists that one line makes.</summary>
    public abstract IReadOnlyList<Item> Items(NewEntry line);

    /// <summary>The messages that one line asks for.</summary>
    public abstract IReadOnlyList<Message> Messages(NewEntry line);
}

/// <summary>A record that cannot be read: it was written by a newer version, or it was damaged.</summary>
public sealed class RecordException(string message, Exception? inner = null) : Exception(message, inner);
