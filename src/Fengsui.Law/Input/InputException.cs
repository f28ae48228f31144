namespace Fengsui.Law.Input;

/// <summary>A place in an input: a file with line and column, both counted from 1.</summary>
public readonly record struct Place(string File, int Line, int Column)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}:{Column}";
}

/// <summary>
/// The one error of every input (facts files, packs, dates on the command line): where it is, at which key, what is wrong, and what would
/// be right. It is meant for the person who wrote the input and never carries a stack trace to them.
/// </summary>
public sealed class InputException : Exception
{
    private const int Longest = 300;

    /// <summary>An error at a place.</summary>
    public InputException(Place at, string key, Text wrong, Text remedy)
        : base($"{at}: {Short(key)}: {Short(wrong.En)}; {remedy.En}")
    {
        At = at;
        Key = Short(key);
        Wrong = new(Short(wrong.Zh), Short(wrong.En));
        Remedy = remedy;
    }

    /// <summary>Where.</summary>
    public Place At { get; }

    /// <summary>The key at fault, or <c>file</c> for the whole.</summary>
    public string Key { get; }

    /// <summary>What is wrong.</summary>
    public Text Wrong { get; }

    /// <summary>What would be right.</summary>
    public Text Remedy { get; }

    /// <summary>One line of bearable length, whatever the input holds where a word should be.</summary>
    private static string Short(string text)
    {
        var line = text.AsSpan().ContainsAny('\r', '\n', '\t') ? text.ReplaceLineEndings(" ").Replace('\t', ' ') : text;
        return line.Length <= Longest ? line : line[..Longest] + "…";
    }

    /// <summary>The line that a person reads: <c>FILE:LINE:COLUMN: KEY: what is wrong; what would be right</c>.</summary>
    public string Line(Language language) => $"{At}: {Key}: {Wrong.In(language)}; {Remedy.In(language)}";
}
