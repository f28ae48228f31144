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
    private const int Head = 200;
    private const int Tail = 99;

    /// <summary>An error at a place.</summary>
    public InputException(Place at, string key, Text wrong, Text remedy)
        : base($"{at}: {Named(key)}: {Short(wrong.En)}; {remedy.En}")
    {
        At = at;
        Key = Named(key);
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

    private static string Named(string key) => key.Length == 0 ? "\"\"" : Short(key);

    /// <summary>One line of bearable length, whatever the input holds where a word should be: the middle is left out, never half a character.</summary>
    private static string Short(string text)
    {
        var line = text.AsSpan().ContainsAny('\r', '\n', '\t') ? text.ReplaceLineEndings(" ").Replace('\t', ' ') : text;
        if (line.Length <= Longest)
            return line;
        var head = char.IsHighSurrogate(line[Head - 1]) ? Head - 1 : Head;
        var tail = char.IsLowSurrogate(line[^Tail]) ? Tail - 1 : Tail;
        return $"{line.AsSpan(0, head)}…{line.AsSpan(line.Length - tail)}";
    }

    /// <summary>The line that a person reads: <c>FILE:LINE:COLUMN: KEY: what is wrong; what would be right</c>.</summary>
    public string Line(Language language) => $"{At}: {Key}: {Wrong.In(language)}; {Remedy.In(language)}";
}
