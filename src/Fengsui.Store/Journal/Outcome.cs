using Fengsui.Response.Record;

namespace Fengsui.Store;

/// <summary>What became of an append.</summary>
public abstract record AppendOutcome
{
    private AppendOutcome()
    {
    }

    /// <summary>It stands in the record, durably.</summary>
    /// <param name="Version">The number of lines that the matter now has.</param>
    /// <param name="Head">The hash of its last line.</param>
    public sealed record Written(long Version, string Head) : AppendOutcome;

    /// <summary>Somebody else wrote first; nothing was written.</summary>
    /// <param name="Actual">The number of lines that the matter really has; 0 when it does not exist.</param>
    public sealed record LostRace(long Actual) : AppendOutcome;

    /// <summary>The same request was answered before; nothing was written.</summary>
    /// <param name="First">The answer given then.</param>
    public sealed record Repeated(Answered First) : AppendOutcome;

    /// <summary>Another request used this key; nothing was written.</summary>
    public sealed record KeyReused : AppendOutcome
    {
        internal static KeyReused Only { get; } = new();
    }
}

/// <summary>A matter has changed. Wakes whoever shows it; carries nothing of its content.</summary>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Matter">The matter.</param>
/// <param name="Version">The number of lines that it now has.</param>
public readonly record struct Changed(string Organisation, string Matter, long Version);

/// <summary>A matter as lists show it.</summary>
/// <param name="Matter">Its id.</param>
/// <param name="Number">Its number in the order of opening, from 1; unique in the database, gaps are possible.</param>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Kind">The kind of matter.</param>
/// <param name="Version">The number of its lines.</param>
/// <param name="Head">The hash of its last line.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Phase">The phase as a word, or empty.</param>
/// <param name="Level">The level that counts, 0 (none) to 4.</param>
/// <param name="OpenedAt">When it was opened, unix seconds.</param>
/// <param name="ChangedAt">When its last line was recorded, unix seconds.</param>
/// <param name="NextDue">The earliest pending clock, unix seconds, or null.</param>
/// <param name="Urgency">What lists are ordered by that show first what must be done first (<see cref="Snapshot.Urgency"/>), unix seconds, or null.</param>
/// <param name="Open">Whether it still needs somebody.</param>
public sealed record MatterRow(
    string Matter, long Number, string Organisation, string Kind, long Version, string Head, string Title, string Phase, int Level,
    long OpenedAt, long ChangedAt, long? NextDue, long? Urgency, bool Open)
{
    /// <summary>The <see cref="Urgency"/> of a state without a number that was stored before there was such a column.</summary>
    internal const long UrgencyNotKnown = -1;
}

/// <summary>A matter with its state.</summary>
/// <param name="Row">What lists show.</param>
/// <param name="Body">The state as JSON text.</param>
public sealed record StoredSnapshot(MatterRow Row, string Body);
