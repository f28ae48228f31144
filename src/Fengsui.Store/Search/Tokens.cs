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
        var words = new List<string>();
        var stems = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var run in Runs(text.Length > LongestText ? text[..LongestText] : text))
            Store(run, words, stems);
        return (string.Join(' ', words), string.Join(' ', stems));
    }

    /// <summary>What a search asks for: phrases of words that stand next to each other, and stems; all must be there.</summary>
    public static (List<string[]> Phrases, List<string> Stems) Asked(string query)
    {
        var phrases = new List<string[]>();
        var stems = new List<string>();
        foreach (var run in Runs(query))
        {
            if (!run.Dense)
                stems.Add(Beginning(run.Characters, LongestStem));
            else if (run.Characters.Count == 1)
                stems.Add(run.Characters[0]);
            else
                phrases.Add([.. Pairs(run.Characters)]);
        }
        return (phrases, stems);
    }

    /// <summary>The scope of a search as one token: letters and digits only, whatever the names hold.</summary>
    public static string Scope(string organisation, string kind) => Token($"{organisation}\n{kind}");

    /// <summary>
    /// A group of matters as one token: a search within some phases or levels is an intersection in the index and reads no row. The letter keeps it apart
    /// from a scope.
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

    private static void Store((bool Dense, List<string> Characters) run, List<string> words, SortedSet<string> stems)
    {
        if (run.Dense)
        {
            stems.UnionWith(run.Characters);
            words.AddRange(Pairs(run.Characters));
            return;
        }
        for (var length = 1; length <= Math.Min(run.Characters.Count, LongestStem); length++)
            stems.Add(Beginning(run.Characters, length));
    }

    private static string Beginning(List<string> characters, int length) => string.Concat(characters.Take(length));

    private static IEnumerable<string> Pairs(List<string> characters) => characters.Zip(characters.Skip(1), (a, b) => a + b);

    // A run is a stretch of letters and digits of one sort: dense (scripts written without spaces) or Latin and its like.
    private static IEnumerable<(bool Dense, List<string> Characters)> Runs(string text)
    {
        var run = new List<string>();
        var dense = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var folded = Fold(rune);
            var belongs = Rune.IsLetterOrDigit(folded);
            if (run.Count > 0 && (!belongs || IsDense(folded) != dense))
            {
                yield return (dense, run);
                run = [];
            }
            if (!belongs)
                continue;
            dense = IsDense(folded);
            run.Add(folded.ToString());
        }
        if (run.Count > 0)
            yield return (dense, run);
    }

    private static bool IsDense(Rune rune) => rune.Value >= 0x2E80;

    // Full-width letters and digits are the same to the reader.
    private static Rune Fold(Rune rune) => Rune.ToLowerInvariant(rune.Value is >= 0xFF01 and <= 0xFF5E ? new Rune(rune.Value - 0xFEE0) : rune);
}
