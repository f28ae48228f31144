using System.Text;
using Spectre.Console;

namespace Fengsui.Cli;

/// <summary>Text for a terminal: headings, lines, and tables whose columns align with Chinese characters in them.</summary>
internal sealed class Page
{
    private const int Width = 118;
    private readonly StringBuilder _text = new();

    public Page Line(string text = "", int indent = 0)
    {
        _text.Append(' ', indent).Append(text).Append('\n');
        return this;
    }

    public Page Heading(string text) => Line().Line(text);

    /// <summary>A table without borders but for a rule under the head.</summary>
    public Page Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.Simple, ShowHeaders = true, UseSafeBorder = true };
        foreach (var title in head)
            table.AddColumn(new TableColumn(new Text(title)));
        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Text(cell)));
        using var writer = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = Width;
        console.Write(table);
        foreach (var line in writer.ToString().Split('\n'))
            if (line.Trim().Length > 0)
                Line(line.TrimEnd());
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
