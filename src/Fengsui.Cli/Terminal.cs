using System.Text;
using Fengsui.Law.Calendar;

namespace Fengsui.Cli;

/// <summary>What a command may touch of the world: three streams and a clock.</summary>
internal sealed class Terminal(Stream input, Stream output, Stream error, TimeProvider clock)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Standard input.</summary>
    public Stream In { get; } = input;

    /// <summary>Standard output.</summary>
    public Stream Out { get; } = output;

    /// <summary>Standard error.</summary>
    public TextWriter Error { get; } = new StreamWriter(error, Utf8) { AutoFlush = true, NewLine = "\n" };

    /// <summary>The variables of the environment; a test gives its own.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; } = clock;

    /// <summary>Today in Shanghai.</summary>
    public DateOnly Today => Instant.From(Clock.GetUtcNow()).Day;

    /// <summary>Writes text to standard output.</summary>
    public void Write(string text) => Out.Write(Utf8.GetBytes(text));

    /// <summary>Writes a line to standard output.</summary>
    public void WriteLine(string text = "") => Write(text + "\n");
}
