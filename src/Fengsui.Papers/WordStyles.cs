using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Fengsui.Law.Packs;

namespace Fengsui.Papers;

/// <summary>The styles of a document, by the typography of its form.</summary>
internal static class WordStyles
{
    public const string Title = "Title";
    public const string Heading = "Heading1";
    public const string Subheading = "Heading2";
    public const string Plain = "Normal";
    public const string Body = "BodyText";
    public const string Flush = "Flush";
    public const string Cell = "Cell";
    public const string Small = "Small";
    public const string Spoken = "Spoken";

    private const int TwipsOfPoint = 20;
    private const string Single = "240";
    private const int SpokenHalfPoints = 36;
    private const int SmallHalfPoints = 18;

    public static Styles Of(Typography type)
    {
        var line = type.Line == 0 ? new SpacingBetweenLines { Before = "0", After = "0", Line = Single, LineRule = LineSpacingRuleValues.Auto }
            : new SpacingBetweenLines { Before = "0", After = "0", Line = (type.Line * TwipsOfPoint).ToString(), LineRule = LineSpacingRuleValues.Exact };
        var sides = new Justification { Val = type.Justified ? JustificationValues.Both : JustificationValues.Left };
        // A line of Chinese text begins two characters in, whatever its size.
        var indent = new Indentation { FirstLineChars = 200, FirstLine = (type.Body.HalfPoints * TwipsOfPoint).ToString() };
        return new Styles(
            new DocDefaults(new RunPropertiesDefault(new RunPropertiesBaseStyle(Fonts(type.Body), new FontSize { Val = Size(type.Body.HalfPoints) }, new FontSizeComplexScript { Val = Size(type.Body.HalfPoints) },
                new Languages { Val = "en-US", EastAsia = "zh-CN" })), new ParagraphPropertiesDefault()),
            Style(Plain, "Normal", type.Body, Around(0, 0), null, null, isDefault: true),
            Style(Body, "Body Text", type.Body, (SpacingBetweenLines)line.CloneNode(true), indent, (Justification)sides.CloneNode(true)),
            Style(Flush, "Flush", type.Body, (SpacingBetweenLines)line.CloneNode(true), null, (Justification)sides.CloneNode(true)),
            Style(Title, "Title", type.Title, Around(120, 360), null, Centre),
            Style(Heading, "heading 1", type.Heading, Around(160, 40), (Indentation)indent.CloneNode(true), null, outline: 0),
            Style(Subheading, "heading 2", type.Subheading, Around(80, 0), (Indentation)indent.CloneNode(true), null, outline: 1),
            Style(Cell, "Cell", type.Table, Around(30, 30), null, null),
            Style(Small, "Small", type.Table with { HalfPoints = SmallHalfPoints, Bold = false }, Around(20, 20), null, null),
            Style(Spoken, "Spoken", type.Body with { HalfPoints = SpokenHalfPoints }, new SpacingBetweenLines { Before = "120", After = "120", Line = "360", LineRule = LineSpacingRuleValues.Auto }, null, null));
    }

    private static Justification Centre => new() { Val = JustificationValues.Center };

    private static SpacingBetweenLines Around(int before, int after) =>
        new() { Before = before.ToString(), After = after.ToString(), Line = Single, LineRule = LineSpacingRuleValues.Auto };

    private static string Size(int halfPoints) => halfPoints.ToString();

    private static RunFonts Fonts(TypeStyle style) => new() { Ascii = "Times New Roman", HighAnsi = "Times New Roman", EastAsia = style.Font, ComplexScript = "Times New Roman" };

    private static Style Style(
        string id, string name, TypeStyle type, SpacingBetweenLines spacing, Indentation? indent, Justification? sides, int? outline = null, bool isDefault = false)
    {
        var paragraph = new StyleParagraphProperties();
        if (outline is not null)
            paragraph.Append(new KeepNext());
        paragraph.Append(spacing);
        if (indent is not null)
            paragraph.Append(indent);
        if (sides is not null)
            paragraph.Append(sides);
        if (outline is { } level)
            paragraph.Append(new OutlineLevel { Val = level });
        var run = new StyleRunProperties(Fonts(type));
        run.Append(new Bold { Val = type.Bold }, new FontSize { Val = Size(type.HalfPoints) }, new FontSizeComplexScript { Val = Size(type.HalfPoints) });
        var style = new Style { Type = StyleValues.Paragraph, StyleId = id, CustomStyle = id is Flush or Cell or Small or Spoken };
        style.Append(new StyleName { Val = name });
        if (isDefault)
            style.Default = true;
        else
            style.Append(new BasedOn { Val = Plain });
        style.Append(new PrimaryStyle(), paragraph, run);
        return style;
    }
}
