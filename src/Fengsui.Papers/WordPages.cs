using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Fengsui.Papers;

/// <summary>The pages of a document as they grow: paragraphs, tables, page breaks.</summary>
internal sealed class WordPages(WordPage page)
{
    private readonly List<OpenXmlElement> _body = [];

    public WordPage Page => page;

    public IReadOnlyList<OpenXmlElement> Elements => _body;

    /// <summary>A text in a style, its lines as paragraphs.</summary>
    public WordPages Text(string style, string text, bool bold = false)
    {
        foreach (var line in text.Split('\n'))
            _body.Add(Paragraph(style, line, bold));
        return this;
    }

    /// <summary>A label and what it says, in one paragraph; further lines of it follow as paragraphs.</summary>
    public WordPages Labelled(string style, string label, string text)
    {
        var lines = text.Split('\n');
        var first = Paragraph(style, "");
        first.Append(Run($"{label}：", bold: true), Run(lines[0]));
        _body.Add(first);
        foreach (var line in lines.Skip(1))
            _body.Add(Paragraph(style, line));
        return this;
    }

    /// <summary>A text to one side, or in the middle.</summary>
    public WordPages Set(string style, string text, JustificationValues side, int before = 0)
    {
        var paragraph = Paragraph(style, text);
        var properties = paragraph.ParagraphProperties!;
        if (before > 0)
            properties.Append(new SpacingBetweenLines { Before = before.ToString() });
        properties.Append(new Indentation { FirstLineChars = 0, FirstLine = "0" }, new Justification { Val = side });
        _body.Add(paragraph);
        return this;
    }

    /// <summary>What follows begins a page.</summary>
    public WordPages NewPage()
    {
        _body.Add(new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = WordStyles.Flush }), new Run(new Break { Type = BreakValues.Page })));
        return this;
    }

    /// <summary>A table.</summary>
    public WordPages Table(IReadOnlyList<int> widths, IEnumerable<WordRow> rows)
    {
        var table = new Table(
            new TableProperties(
                new TableWidth { Width = widths.Sum().ToString(), Type = TableWidthUnitValues.Dxa },
                new TableBorders(
                    Line<TopBorder>(), Line<LeftBorder>(), Line<BottomBorder>(), Line<RightBorder>(), Line<InsideHorizontalBorder>(), Line<InsideVerticalBorder>()),
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(
                    new TopMargin { Width = "40", Type = TableWidthUnitValues.Dxa }, new TableCellLeftMargin { Width = 90, Type = TableWidthValues.Dxa },
                    new BottomMargin { Width = "40", Type = TableWidthUnitValues.Dxa }, new TableCellRightMargin { Width = 90, Type = TableWidthValues.Dxa })),
            new TableGrid(widths.Select(w => new GridColumn { Width = w.ToString() })));
        foreach (var row in rows)
            table.Append(Row(row, widths));
        _body.Add(table);
        return this;
    }

    private static T Line<T>()
        where T : BorderType, new() => new() { Val = BorderValues.Single, Size = 6, Space = 0, Color = "auto" };

    private static TableRow Row(WordRow row, IReadOnlyList<int> widths)
    {
        var made = new TableRow();
        var properties = new TableRowProperties();
        if (row.IsHead)
            properties.Append(new CantSplit(), new TableHeader());
        if (row.Height > 0)
            properties.Append(new TableRowHeight { Val = (uint)row.Height, HeightType = HeightRuleValues.AtLeast });
        if (properties.HasChildren)
            made.Append(properties);
        var column = 0;
        foreach (var cell in row.Cells)
        {
            var width = widths.Skip(column).Take(cell.Columns).Sum();
            column += cell.Columns;
            var about = new TableCellProperties(new TableCellWidth { Width = width.ToString(), Type = TableWidthUnitValues.Dxa });
            if (cell.Columns > 1)
                about.Append(new GridSpan { Val = cell.Columns });
            if (cell.Merge is { } merge)
                about.Append(new VerticalMerge { Val = merge == CellMerge.Begins ? MergedCellValues.Restart : MergedCellValues.Continue });
            about.Append(new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center });
            var content = new TableCell(about);
            foreach (var line in cell.Text.Split('\n'))
                content.Append(CellParagraph(line, cell));
            made.Append(content);
        }

        return made;
    }

    private static Paragraph CellParagraph(string line, WordCell cell)
    {
        var paragraph = Paragraph(WordStyles.Cell, line, cell.IsLabel);
        if (cell.IsCentred)
            paragraph.ParagraphProperties!.Append(new Justification { Val = JustificationValues.Center });
        return paragraph;
    }

    private static Paragraph Paragraph(string style, string text, bool bold = false)
    {
        var paragraph = new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = style }));
        if (text.Length > 0)
            paragraph.Append(Run(text, bold));
        return paragraph;
    }

    public static Run Run(string text, bool bold = false)
    {
        var run = new Run();
        if (bold)
            run.Append(new RunProperties(new Bold()));
        run.Append(new Text(Clean(text)) { Space = SpaceProcessingModeValues.Preserve });
        return run;
    }

    /// <summary>What a file of XML cannot hold is left out: what somebody pasted must not make a report impossible.</summary>
    public static string Clean(string text)
    {
        var clean = true;
        foreach (var c in text)
            clean &= c >= ' ' && !char.IsSurrogate(c) && c < '\uFFFE';
        if (clean)
            return text;
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                kept.Append(text[i]).Append(text[++i]);
            else if (text[i] is '\t' or '\n' or '\r')
                kept.Append(' ');
            else if (XmlConvert.IsXmlChar(text[i]))
                kept.Append(text[i]);
        }

        return kept.ToString();
    }
}

/// <summary>Whether a cell goes on from the row above.</summary>
internal enum CellMerge
{
    /// <summary>It begins here.</summary>
    Begins,

    /// <summary>It goes on.</summary>
    GoesOn,
}

/// <summary>A cell of a table.</summary>
/// <param name="Text">What it says; a line a paragraph.</param>
/// <param name="Columns">Over how many columns it reaches.</param>
/// <param name="IsLabel">Whether it is a label.</param>
/// <param name="IsCentred">Whether its text stands in the middle.</param>
/// <param name="Merge">Whether it is part of a cell over several rows, or null.</param>
internal sealed record WordCell(string Text, int Columns = 1, bool IsLabel = false, bool IsCentred = false, CellMerge? Merge = null);

/// <summary>A row of a table.</summary>
/// <param name="Cells">Its cells.</param>
/// <param name="Height">At least so high, in twentieths of a point.</param>
/// <param name="IsHead">Whether it stands again on each page.</param>
internal sealed record WordRow(IReadOnlyList<WordCell> Cells, int Height = 0, bool IsHead = false);

/// <summary>The margins of a page of A4, in twentieths of a point.</summary>
internal sealed record WordPage(int Top, int Right, int Bottom, int Left)
{
    public const int Width = 11906;
    public const int Height = 16838;
    public const int ToFooter = 850;

    /// <summary>As official documents have them (GB/T 9704).</summary>
    public static WordPage OfText { get; } = new(2098, 1474, 1984, 1588);

    /// <summary>A table wants to stand on one page.</summary>
    public static WordPage OfTable { get; } = new(1134, 1134, 1418, 1134);

    /// <summary>The width of the text.</summary>
    public int TextWidth => Width - Left - Right;
}
