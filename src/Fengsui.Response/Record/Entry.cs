using Fengsui.Law.Calendar;

namespace Fengsui.Response.Record;

/// <summary>What happened, as it is handed to the journal: named, versioned, with its two times and who says so.</summary>
/// <param name="Type">The name of the event; ours, and never reused for something else.</param>
/// <param name="Version">The version of its shape, from 1.</param>
/// <param name="DoneAt">When it was done, as the person says.</param>
/// <param name="RecordedAt">When it was recorded, as the machine's clock said at that moment.</param>
/// <param name="Actor">The id of the person who recorded it, or <see cref="Actors.System"/>.</param>
/// <param name="Post">The post under which the person acted; empty for the system.</param>
/// <param name="Body">The event as JSON text, stored and hashed as it is.</param>
public sealed record NewEntry(string Type, int Version, Instant DoneAt, Instant RecordedAt, string Actor, string Post, JsonText Body);

/// <summary>One line of the journal.</summary>
/// <param name="Matter">The matter it belongs to.</param>
/// <param name="Seq">Its number in the matter, from 1 without gaps.</param>
/// <param name="Organisation">Whose matter it is.</param>
/// <param name="Kind">The kind of matter.</param>
/// <param name="What">What was written.</param>
/// <param name="Previous">The hash of the line before it in the same matter; 64 zeros for the first.</param>
/// <param name="Hash">The hash over <paramref name="Previous"/> and every other column.</param>
public sealed record Entry(string Matter, long Seq, string Organisation, string Kind, NewEntry What, string Previous, string Hash);

/// <summary>Names of actors that are no persons.</summary>
public static class Actors
{
    /// <summary>The product itself: clocks that come due, consequences of an act.</summary>
    public const string System = "system";
}
