using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Fengsui.Store;

/// <summary>The order of a list.</summary>
public enum MatterOrder
{
    /// <summary>By number, the newest first.</summary>
    Newest,

    /// <summary>By what must be done first: the earliest pending clock, or where only words limit it the moment that started them; matters that ask for nothing are left out.</summary>
    NextDue,

    /// <summary>By the last change, the newest first.</summary>
    LastChanged,

    /// <summary>By the last change, the oldest first: for reading what has changed since.</summary>
    FirstChanged,
}

/// <summary>What a list shows.</summary>
/// <param name="Organisation">Whose matters.</param>
/// <param name="Kind">The kind of matter.</param>
public sealed record MatterQuery(string Organisation, string Kind)
{
    /// <summary>The longest page.</summary>
    public const int LongestPage = 200;

    /// <summary>The most hits of a text that are counted.</summary>
    public const int MostCounted = 10_000;

    /// <summary>Words that must all be found, separated by spaces; null for no search. Two Chinese characters are enough, Latin words may be begun
    /// only.</summary>
    public string? Text { get; init; }

    /// <summary>Only these phases; null or empty for all.</summary>
    public IReadOnlyList<string>? Phases { get; init; }

    /// <summary>Only these levels, 0 to 4; null or empty for all.</summary>
    public IReadOnlyList<int>? Levels { get; init; }

    /// <summary>Only those that still need somebody, or only the others.</summary>
    public bool? Open { get; init; }

    /// <summary>Only those changed at this unix second or later.</summary>
    public long? ChangedSince { get; init; }

    /// <summary>With <see cref="MatterOrder.NextDue"/>, only from this unix second on: what comes next, past whatever is overdue.</summary>
    public long? DueFrom { get; init; }

    /// <summary>The order. With a text, orders other than <see cref="MatterOrder.Newest"/> look at the newest 10,000 hits.</summary>
    public MatterOrder Order { get; init; }

    /// <summary>Where the page before ended, as <see cref="MatterPage.Next"/> said; null for the first page.</summary>
    public string? Cursor { get; init; }

    /// <summary>The length of a page, 1 to <see cref="LongestPage"/>.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Up to how many hits of a text are counted, 1 to <see cref="MostCounted"/>; beyond it there are at least so many.</summary>
    public int CountUpTo { get; init; } = MostCounted;
}

/// <summary>A page of a list.</summary>
/// <param name="Rows">The matters.</param>
/// <param name="Next">The cursor of the next page, or null at the end.</param>
public sealed record MatterPage(IReadOnlyList<MatterRow> Rows, string? Next);

/// <summary>How many there are.</summary>
/// <param name="Number">The number.</param>
/// <param name="Exact">False: there are at least so many.</param>
public readonly record struct MatterCount(long Number, bool Exact);

/// <summary>The place where a page ended: the value it is ordered by, and the number.</summary>
internal readonly record struct Cursor(MatterOrder Order, long At, long Number)
{
    public string Write() => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{(int)Order}.{At}.{Number}")));

    public static Cursor Read(string text, MatterOrder order)
    {
        Span<byte> bytes = stackalloc byte[96];
        if (text.Length <= 100 && Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, bytes, out var length))
        {
            var parts = Encoding.ASCII.GetString(bytes[..length]).Split('.');
            if (parts.Length == 3 && parts[0] == ((int)order).ToString(CultureInfo.InvariantCulture)
                && Whole(parts[1], out var at) && Whole(parts[2], out var number))
                return new(order, at, number);
        }
        throw new StoreException(new(
            "游标无效：请使用上一页给出的游标，并保持排序不变。",
            "Not a cursor of this list: use the one that the page before gave, with the same order."));
    }

    private static bool Whole(string text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
