using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Fengsui.Law.Packs;

namespace Fengsui.Papers;

/// <summary>Pages as the bytes of a Word document; the same pages give the same bytes.</summary>
internal static class WordFile
{
    /// <summary>The earliest time that a file of this kind can name: when it was made is no part of what it says.</summary>
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Of(WordPages pages, Typography type, string footer)
    {
        using var made = new MemoryStream();
        using (var document = WordprocessingDocument.Create(made, WordprocessingDocumentType.Document))
        {
            // Ids are given by hand: the library would make them up, another one each time.
            var main = document.AddNewPart<MainDocumentPart>("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "rId1");
            main.AddNewPart<StyleDefinitionsPart>("rId1").Styles = WordStyles.Of(type);
            main.AddNewPart<FooterPart>("rId2").Footer = Footer(footer);
            main.AddNewPart<DocumentSettingsPart>("rId3").Settings = new Settings(
                new Zoom { Percent = "100" }, new Compatibility(new CompatibilitySetting
                {
                    Name = CompatSettingNameValues.CompatibilityMode, Uri = "http://schemas.microsoft.com/office/word", Val = "15",
                }));
            var body = new DocumentFormat.OpenXml.Wordprocessing.Body(pages.Elements);
            body.Append(new SectionProperties(
                new FooterReference { Type = HeaderFooterValues.Default, Id = "rId2" },
                new PageSize { Width = WordPage.Width, Height = WordPage.Height },
                new PageMargin
                {
                    Top = pages.Page.Top, Right = (uint)pages.Page.Right, Bottom = pages.Page.Bottom, Left = (uint)pages.Page.Left,
                    Header = WordPage.ToFooter, Footer = WordPage.ToFooter, Gutter = 0,
                }));
            main.Document = new Document(body);
        }

        return Repacked(made);
    }

    private static Footer Footer(string line)
    {
        Paragraph Centred(params OpenXmlElement[] runs)
        {
            var paragraph = new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = WordStyles.Small }, new Justification { Val = JustificationValues.Center }));
            paragraph.Append(runs);
            return paragraph;
        }

        return new Footer(
            Centred(WordPages.Run("— "), new SimpleField(WordPages.Run("1")) { Instruction = " PAGE " }, WordPages.Run(" —")),
            Centred(WordPages.Run(line)));
    }

    /// <summary>The same parts in the order of their names, without the time of their making.</summary>
    private static byte[] Repacked(MemoryStream made)
    {
        made.Position = 0;
        using var packed = new MemoryStream();
        using (var from = new ZipArchive(made, ZipArchiveMode.Read, leaveOpen: true))
        using (var to = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var part in from.Entries.OrderBy(e => e.FullName, StringComparer.Ordinal))
            {
                var entry = to.CreateEntry(part.FullName, CompressionLevel.Optimal);
                entry.LastWriteTime = NoTime;
                using var source = part.Open();
                using var target = entry.Open();
                source.CopyTo(target);
            }

        return packed.ToArray();
    }
}
