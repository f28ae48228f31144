using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Fengsui.Response.Risks;

/// <summary>Texts of others made fit for keeping: no control characters, no half characters, never longer than allowed.</summary>
internal static class Said
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Chinese = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
    private static readonly SearchValues<char> LineEnds = SearchValues.Create('\n', '\t');

    /// <summary>One line.</summary>
    public static string Line(string? text, int most) => Clean(text, most, keepLines: false);

    /// <summary>Several lines; null for nothing.</summary>
    public static string? Lines(string? text, int most) => Clean(text, most, keepLines: true) is { Length: > 0 } said ? said : null;

    /// <summary>Bytes as text: UTF-8, else as GB 18030 takes them, which every older Chinese system writes.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Chinese.GetString(bytes);
        }
    }

    /// <summary>SHA-256 in lower hex.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>SHA-256 of a text in UTF-8.</summary>
    public static string Hash(string text) => Hash(Encoding.UTF8.GetBytes(text));

    private static string Clean(string? text, int most, bool keepLines)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var said = text.AsSpan().Trim();
        if (said.Length <= most && IsClean(said, keepLines))
            return said.Length == text.Length ? text : said.ToString();
        var kept = new StringBuilder(Math.Min(said.Length, most));
        for (var i = 0; i < said.Length && kept.Length < most; i++)
            Add(said, ref i, most, keepLines, kept);
        return kept.ToString().Trim();
    }

    private static void Add(ReadOnlySpan<char> said, ref int i, int most, bool keepLines, StringBuilder kept)
    {
        var c = said[i];
        if (char.IsSurrogate(c))
        {
            if (i + 1 < said.Length && char.IsSurrogatePair(c, said[i + 1]))
            {
                if (kept.Length + 2 <= most)
                    kept.Append(c).Append(said[i + 1]);
                i++;
            }
            else
            {
                kept.Append('\uFFFD');
            }
        }
        else if (!char.IsControl(c) || keepLines && LineEnds.Contains(c))
        {
            kept.Append(c);
        }
        else if (c != '\r' && (kept.Length == 0 || kept[^1] != ' '))
        {
            kept.Append(' ');
        }
    }

    private static bool IsClean(ReadOnlySpan<char> said, bool keepLines)
    {
        foreach (var c in said)
            if (char.IsSurrogate(c) || char.IsControl(c) && !(keepLines && LineEnds.Contains(c)))
                return false;
        return true;
    }
}
