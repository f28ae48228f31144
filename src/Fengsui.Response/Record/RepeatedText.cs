using System.Text;

namespace Fengsui.Response.Record;

/// <summary>
/// Words that stand in the record again and again (parties, limits, articles, names of events) are the same string each time. A verification reads them a
/// hundred million times; each thread keeps a small table of its own, so nobody waits.
/// </summary>
public static class RepeatedText
{
    private const int Slots = 1024;

    /// <summary>Longer texts, in bytes, are hardly repeated.</summary>
    public const int Longest = 128;

    [ThreadStatic]
    private static (byte[] Utf8, string Text)[]? table;

    /// <summary>The string of these bytes. What is no UTF-8 is replaced.</summary>
    public static string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Longest)
            return Encoding.UTF8.GetString(utf8);
        var hash = 2166136261u;
        foreach (var b in utf8)
            hash = unchecked((hash ^ b) * 16777619u);
        ref var slot = ref (table ??= new (byte[], string)[Slots])[hash % Slots];
        if (slot.Utf8 is null || !utf8.SequenceEqual(slot.Utf8))
            slot = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        return slot.Text;
    }
}
