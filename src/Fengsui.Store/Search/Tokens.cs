using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fengsui.Store;

/// <summary>
/// Cuts text for the search. Chinese has no spaces: every two neighbouring characters are a token, so that a word of two characters is found; single
/// characters and the beginnings of Latin words are kept as stems.
/// </summary>
internal static class Tokens
{
    private const int LongestStem = 20;
    private const int LongestText = 20_000;

    /// <summary>What is stored of a text: its words in their order, and its stems, each once and sorted.</summary>
    public static (string Words, string Stems) Of(string text)
    {
        var words = new StringBuilder(text.Length * 3);
        var stems = new HashSet<string>(StringComparer.Ordinal);
        foreach (var run in Runs(text.Length > LongestText ? text[..LongestText] : text))
            Store(run, words, stems);
        var sorted = stems.ToArray();
        Array.Sort(sorted, StringComparer.Ordinal);
        return (words.ToString(), string.Join(' ', sorted));
    }

    /// <summary>What a search asks for: phrases of words that stand next to each other, and stems; all must be there.</summary>
    public static (List<string[]> Phrases, List<string> Stems) Asked(string query)
    {
        var phrases = new List<string[]>();
        var stems = new List<string>();
        foreach (var run in Runs(query))
        {
            if (!run.Dense)
                stems.Add(Beginning(run.Text, LongestStem));
            else if (Width(run.Text, 0) == run.Text.Length)
                stems.Add(run.Text);
            else
                phrases.Add([.. Pairs(run.Text).Select(p => run.Text.Substring(p.Start, p.Length))]);
        }
        return (phrases, stems);
    }

    /// <summary>The scope of a search as one token: letters and digits only, whatever the names hold.</summary>
    public static string Scope(string organisation, string kind) => Token($"{organisation}\n{kind}");

    /// <summary>
    /// A group of matters as one token: a search within some phases or levels is an intersection in the index and reads no row. The letter keeps it
    /// apart from a scope.
    /// </summary>
    public static string Group(string organisation, string kind, Group group) =>
        "g" + Token(string.Create(CultureInfo.InvariantCulture, $"{organisation}\n{kind}\n{group.Phase}\n{group.Level}\n{group.Open}"));

    /// <summary>What stands in the column <c>scope</c> of a matter.</summary>
    public static string Scopes(string organisation, string kind, Group group) => $"{Scope(organisation, kind)} {Group(organisation, kind, group)}";

    private static string Token(string text)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return Convert.ToHexStringLower(hash[..8]);
    }

    // Every act cuts the text of its matter again: what is there already is not made a second time.
    private static void Store((bool Dense, string Text) run, StringBuilder words, HashSet<string> stems)
    {
        var known = stems.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!run.Dense)
        {
            for (var length = 1; length <= Math.Min(run.Text.Length, LongestStem); length++)
                known.Add(run.Text.AsSpan(0, length));
            return;
        }
        for (var at = 0; at < run.Text.Length; at += Width(run.Text, at))
            known.Add(run.Text.AsSpan(at, Width(run.Text, at)));
        foreach (var (start, length) in Pairs(run.Text))
            (words.Length == 0 ? words : words.Append(' ')).Append(run.Text, start, length);
    }

    // Whatever stands outside the basic plane is dense: in other runs a character is one unit.
    private static string Beginning(string text, int length) => text[..Math.Min(length, text.Length)];

    private static IEnumerable<(int Start, int Length)> Pairs(string text)
    {
        for (int at = 0, next = Width(text, 0); next < text.Length; at = next, next += Width(text, next))
            yield return (at, next - at + Width(text, next));
    }

    private static int Width(string text, int at) => char.IsHighSurrogate(text[at]) ? 2 : 1;

    // A run is a stretch of letters and digits of one sort: dense (scripts written without spaces) or Latin and its like.
    private static IEnumerable<(bool Dense, string Text)> Runs(string text)
    {
        var run = new StringBuilder();
        var dense = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var folded = Fold(rune);
            var belongs = Rune.IsLetterOrDigit(folded);
            if (run.Length > 0 && (!belongs || IsDense(folded) != dense))
            {
                yield return (dense, run.ToString());
                run.Clear();
            }
            if (!belongs)
                continue;
            dense = IsDense(folded);
            if (folded.IsBmp)
                run.Append((char)folded.Value);
            else
                run.Append(folded.ToString());
        }
        if (run.Length > 0)
            yield return (dense, run.ToString());
    }

    private static bool IsDense(Rune rune) => rune.Value >= 0x2E80;

    // Full-width letters and digits are the same to the reader.
    private static Rune Fold(Rune rune) => Rune.ToLowerInvariant(rune.Value is >= 0xFF01 and <= 0xFF5E ? new Rune(rune.Value - 0xFEE0) : rune);
}
