namespace Fengsui.Law.Facts;

/// <summary>How much is known of a fact.</summary>
public enum Knowledge : byte
{
    /// <summary>尚不明确, the default.</summary>
    Unknown,

    /// <summary>不适用: every comparison on it is False.</summary>
    NotApplicable,

    /// <summary>A value, possibly a range, or a set that may hold more.</summary>
    Known,
}

/// <summary>
/// The value of a fact as the engine compares it: two numbers and what is known. A quantity is the range <see cref="Low"/>..<see cref="High"/> in
/// base units; a word is its position in the vocabulary (both ends); a set is a bit mask in <see cref="Low"/> and <see cref="High"/> 1 when it may hold more.
/// </summary>
public readonly record struct FactValue(Knowledge Knowledge, long Low, long High)
{
    /// <summary>The high end of a range that is open upwards.</summary>
    public const long Open = long.MaxValue;

    /// <summary>尚不明确.</summary>
    public static FactValue Unknown => default;

    /// <summary>不适用.</summary>
    public static FactValue NotApplicable => new(Knowledge.NotApplicable, 0, 0);

    /// <summary>A word of a vocabulary, by its position.</summary>
    public static FactValue Word(int index) => new(Knowledge.Known, index, index);

    /// <summary>A quantity, or a range of them, in base units.</summary>
    public static FactValue Between(long low, long high) => new(Knowledge.Known, low, high);

    /// <summary>A set of words; <paramref name="more"/> when it holds at least these.</summary>
    public static FactValue Set(long mask, bool more) => new(Knowledge.Known, mask, more ? 1 : 0);
}
