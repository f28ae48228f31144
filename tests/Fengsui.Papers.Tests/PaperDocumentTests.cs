using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Fengsui.Law.Packs;
using Fengsui.Response.Papers;
using Xunit;

namespace Fengsui.Papers.Tests;

/// <summary>Every form of every pack as a Word document: a validator accepts it, whatever was typed, and the same paper gives the same bytes.</summary>
public sealed class PaperDocumentTests
{
    private static readonly Dictionary<string, TypedText> Nothing = [];
    private static readonly OpenXmlValidator Validator = new(FileFormatVersions.Office2016);

    public static TheoryData<string, string> Forms => [.. PaperCases.Forms.Select(f => (f.Pack.Id, f.Form.Id))];

    private static (Pack Pack, Form Form) Find(string pack, string form) => PaperCases.Forms.Single(f => f.Pack.Id == pack && f.Form.Id == form);

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form_is_made_blank_almost_empty_and_full(string pack, string form)
    {
        var (of, row) = Find(pack, form);
        foreach (var (name, material) in new (string, Material?)[] { ("blank", null), ("empty", PaperCases.AlmostEmpty()), ("long", PaperCases.Long()) })
        {
            var paper = material is null ? Filling.Blank(of, row) : Filling.Fill(of, row, material, Nothing);
            var stamp = material is null ? PaperStamp.Blank : PaperStamp.Draft(paper.Reference, "20260302-abcdefgh", new string('9', 64));
            var document = PaperDocument.Write(paper, stamp);
            AssertValid(document);
            Assert.Equal(document, PaperDocument.Write(paper, stamp));
            Assert.Contains(row.Title.Zh, TextOf(document), StringComparison.Ordinal);
            // Left beside the tests, for whoever wants to open them.
            Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "made"));
            File.WriteAllBytes(Path.Combine(AppContext.BaseDirectory, "made", $"{pack}.{form}.{name}.docx"), document);
        }
    }

    [Fact]
    public void Every_paper_form_of_the_vocabulary_is_in_some_pack() =>
        Assert.Empty(PaperCases.Law.Vocabulary.Forms.Select(f => f.Id).Except(PaperCases.Forms.Select(f => f.Form.Id)));

    [Fact]
    public void Annex_2_ticks_its_boxes_and_says_what_is_not_known()
    {
        var (pack, form) = Find("cn.miit.data-incident", "annex-2");
        var text = TextOf(PaperDocument.Write(Filling.Fill(pack, form, PaperCases.Long(), Nothing), PaperStamp.Blank));
        Assert.Contains("□\u00A0一般  □\u00A0较大  ☑\u00A0重大  □\u00A0特别重大", text, StringComparison.Ordinal);
        Assert.Contains("2026年3月2日01时40分", text, StringComparison.Ordinal);
        Assert.Contains("江海省远洋云数据服务股份有限公司", text, StringComparison.Ordinal);
        Assert.Contains("本件须签字或者盖章", text, StringComparison.Ordinal);
        var empty = TextOf(PaperDocument.Write(Filling.Fill(pack, form, PaperCases.AlmostEmpty(), Nothing), PaperStamp.Draft(new string('1', 64))));
        Assert.Contains("尚不明确", empty, StringComparison.Ordinal);
        Assert.DoesNotContain("☑", empty, StringComparison.Ordinal);
        Assert.Contains("草稿，未报送", empty, StringComparison.Ordinal);
        Assert.Contains("内容校验 111111111111", empty, StringComparison.Ordinal);
    }

    [Fact]
    public void The_typography_is_that_of_the_form()
    {
        var (pack, form) = Find("cn.miit.data-incident", "annex-3");
        using var document = WordprocessingDocument.Open(new MemoryStream(PaperDocument.Write(Filling.Blank(pack, form), PaperStamp.Blank)), isEditable: false);
        var styles = document.MainDocumentPart!.StyleDefinitionsPart!.Styles!.OuterXml;
        Assert.Contains("w:eastAsia=\"仿宋_GB2312\"", styles, StringComparison.Ordinal);
        Assert.Contains("w:eastAsia=\"楷体_GB2312\"", styles, StringComparison.Ordinal);
        Assert.Contains("w:eastAsia=\"黑体\"", styles, StringComparison.Ordinal);
        Assert.Contains("w:jc w:val=\"both\"", styles, StringComparison.Ordinal);
        var page = document.MainDocumentPart.Document.Body!.Descendants<DocumentFormat.OpenXml.Wordprocessing.PageSize>().Single();
        Assert.Equal((11906u, 16838u), (page.Width!.Value, page.Height!.Value));
    }

    [Theory]
    [InlineData("a\u0000b\u0001c", "abc")]
    [InlineData("😀", "😀")]
    [InlineData("a\uFFFEb\uFFFFc", "abc")]
    [InlineData("<b>&amp;]]>", "<b>&amp;]]>")]
    public void What_a_file_of_xml_cannot_hold_is_left_out(string typed, string printed)
    {
        var (pack, form) = Find("cn.cac.incident-report", "summary");
        var paper = Filling.Fill(pack, form, PaperCases.AlmostEmpty(), new Dictionary<string, TypedText> { ["lessons"] = new("头" + typed + "尾", "p-wang", default) });
        var document = PaperDocument.Write(paper, PaperStamp.Draft(paper.Reference));
        AssertValid(document);
        Assert.Contains("头" + printed + "尾", TextOf(document), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_typed_into_whatever_form_makes_a_valid_document()
    {
        var random = new Random(20260302);
        var forms = PaperCases.Forms.ToList();
        var materials = new[] { PaperCases.AlmostEmpty(), PaperCases.Long() };
        for (var i = 0; i < 150; i++)
        {
            var (pack, form) = forms[random.Next(forms.Count)];
            var typed = form.Fields.Where(_ => random.Next(3) > 0).ToDictionary(f => f.Id, f => new TypedText(Anything(random, f), "p-wang", default));
            var paper = Filling.Fill(pack, form, materials[random.Next(materials.Length)], typed);
            AssertValid(PaperDocument.Write(paper, PaperStamp.Draft(paper.Reference, Anything(random, null), Anything(random, null))));
        }
    }

    /// <summary>Words of the options, quantities, half characters, control characters, right-to-left text, long lines, many lines, nothing.</summary>
    private static string Anything(Random random, FormField? field)
    {
        var text = new StringBuilder();
        for (var i = random.Next(6); i >= 0; i--)
            text.Append(random.Next(10) switch
            {
                0 => field is { Options.Count: > 0 } ? field.Options[random.Next(field.Options.Count)].Zh + "、" : "尚不明确",
                1 => $"{random.Next()}万人",
                2 => (char)random.Next(0, 0x20),
                3 => (char)random.Next(0xD800, 0xE000),
                4 => (char)random.Next(0xFFF0, 0x10000),
                5 => "עברית <w:p/> & \"引号\" ]]>",
                6 => new string('长', random.Next(3000)),
                7 => "\r\n\n\t第二行",
                8 => "2026-03-02 02:14",
                _ => char.ConvertFromUtf32(random.Next(0x1F300, 0x1F700)),
            });
        return text.ToString();
    }

    private static void AssertValid(byte[] document)
    {
        using var opened = WordprocessingDocument.Open(new MemoryStream(document), isEditable: false);
        Assert.Empty(Validator.Validate(opened).Select(e => $"{e.Path?.XPath} {e.Description}"));
    }

    private static string TextOf(byte[] document)
    {
        using var opened = WordprocessingDocument.Open(new MemoryStream(document), isEditable: false);
        return opened.MainDocumentPart!.Document.Body!.InnerText + "\n" + string.Join('\n', opened.MainDocumentPart.FooterParts.Select(f => f.Footer.InnerText));
    }
}
