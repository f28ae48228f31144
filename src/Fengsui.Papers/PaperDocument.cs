using DocumentFormat.OpenXml.Wordprocessing;
using Fengsui.Law.Packs;
using Fengsui.Response.Papers;

namespace Fengsui.Papers;

/// <summary>A paper as a Word document. What is on paper is Chinese, as the authorities read it.</summary>
public static class PaperDocument
{
    /// <summary>What whoever telephones writes down by hand.</summary>
    private static readonly string[] Noted = ["受话人姓名、职务", "受理编号", "通话时间"];

    private const int LabelWidth = 2300;
    private const int GroupWidth = 1250;
    private const int SignatureHeight = 900;

    /// <summary>The document of a paper.</summary>
    /// <param name="paper">The paper.</param>
    /// <param name="stamp">What its footer says.</param>
    public static byte[] Write(Paper paper, PaperStamp stamp)
    {
        var page = paper.Form.Layout == FormLayout.Table ? WordPage.OfTable : WordPage.OfText;
        var pages = new WordPages(page);
        Add(pages, paper, stamp == PaperStamp.Blank);
        var footer = paper.Form.Footer is { } said ? $"{said.Zh} · {stamp.Line}" : stamp.Line;
        return WordFile.Of(pages, paper.Form.Type, footer);
    }

    /// <summary>The pages of a paper.</summary>
    internal static void Add(WordPages pages, Paper paper, bool blank)
    {
        switch (paper.Form.Layout)
        {
            case FormLayout.Table:
                AddTable(pages, paper, blank);
                break;
            case FormLayout.Document:
                AddDocument(pages, paper, blank);
                break;
            case FormLayout.Speech:
                AddSpeech(pages, paper, blank);
                break;
            default:
                throw new InvalidOperationException();
        }
    }

    private static void AddTable(WordPages pages, Paper paper, bool blank)
    {
        pages.Text(WordStyles.Title, paper.Form.Title.Zh);
        var rows = new List<WordRow>();
        foreach (var group in paper.Groups)
        {
            var shared = PrintedRow.Of(paper, group, blank);
            rows.AddRange(shared.Select((row, i) => Row(group, row, (i, shared.Count), blank)));
        }

        pages.Table([GroupWidth, LabelWidth, pages.Page.TextWidth - GroupWidth - LabelWidth], rows);
        AddNotes(pages, paper);
    }

    private static WordRow Row(PaperGroup group, PrintedRow row, (int Index, int Count) place, bool blank)
    {
        var merge = place.Count == 1 ? (CellMerge?)null : place.Index == 0 ? CellMerge.Begins : CellMerge.GoesOn;
        var title = new WordCell(place.Index == 0 ? group.Group.Title.Zh : "", IsLabel: true, IsCentred: true, Merge: merge);
        return new([title, new(row.Label, IsLabel: true), new(row.Text)], row.Kind == "signature" || blank && row.Kind is "list" or "paragraph" ? SignatureHeight : 0);
    }

    private static void AddDocument(WordPages pages, Paper paper, bool blank)
    {
        var cover = paper.Groups.Where(g => g.Group.Cover).ToList();
        if (cover.Count > 0)
            AddCover(pages, paper, cover, blank);
        else
            pages.Text(WordStyles.Title, paper.Form.Title.Zh);
        if (cover.Count == 0 && paper.To is { } to)
            pages.Text(WordStyles.Flush, $"{to}：");
        foreach (var group in paper.Groups.Where(g => !g.Group.Cover))
            AddGroup(pages, group, blank);
        if (cover.Count == 0)
        {
            AddSignature(pages, paper, blank);
            AddNotes(pages, paper);
        }
    }

    private static void AddCover(WordPages pages, Paper paper, List<PaperGroup> cover, bool blank)
    {
        const int Above = 3400;
        const int Between = 3800;
        pages.Set(WordStyles.Title, paper.Form.Title.Zh, JustificationValues.Center, Above);
        var first = true;
        foreach (var field in cover.SelectMany(g => g.Fields))
        {
            var value = field.Field.Kind == "signature" ? "（盖章处）"
                : field.Value.Length > 0 ? field.Printed
                : field.Field.Kind == "date" ? PrintedRow.ForDay : blank ? "＿＿＿＿＿＿＿＿＿＿＿＿" : Filling.NotKnown;
            pages.Set(WordStyles.Flush, $"{field.Field.Label.Zh}：{value}", JustificationValues.Center, first ? Between : 240);
            first = false;
        }

        if (paper.Form.Notes.Count > 0)
            AddNotes(pages.NewPage(), paper, WordStyles.Body);
        pages.NewPage();
    }

    private static void AddGroup(WordPages pages, PaperGroup group, bool blank)
    {
        pages.Text(WordStyles.Heading, group.Group.Title.Zh);
        if (group.Fields is [var only] && only.Field.Kind is "paragraph" or "list")
        {
            pages.Text(WordStyles.Body, PrintedRow.TextOf(group.Fields[0], blank));
            return;
        }

        var number = 0;
        foreach (var field in group.Fields)
            if (field.Field.Kind is "paragraph" or "list" or "attachment")
                pages.Text(WordStyles.Subheading, $"（{Chinese(++number)}）{field.Field.Label.Zh}").Text(WordStyles.Body, PrintedRow.TextOf(field, blank));
            else
                pages.Labelled(WordStyles.Body, field.Field.Label.Zh, PrintedRow.TextOf(field, blank));
    }

    private static string Chinese(int number)
    {
        const string Digits = "零一二三四五六七八九";
        return number < 10 ? Digits[number].ToString() : number < 20 ? $"十{(number == 10 ? "" : Digits[number - 10])}" : $"{Digits[number / 10]}十{(number % 10 == 0 ? "" : Digits[number % 10])}";
    }

    private static void AddSignature(WordPages pages, Paper paper, bool blank)
    {
        if (paper.Form.SignFrom is null)
            return;
        var unit = paper.Fields.FirstOrDefault(f => f.Field.Fill.Any(x => x.What == Fill.OrganisationName))?.Value;
        pages.Set(WordStyles.Flush, string.IsNullOrEmpty(unit) ? "（单位名称）" : unit, JustificationValues.Right, 600)
            .Set(WordStyles.Flush, blank || paper.NeedsSignature ? "（签字或者盖章）" : "", JustificationValues.Right)
            .Set(WordStyles.Flush, PrintedRow.ForDay, JustificationValues.Right);
    }

    private static void AddNotes(WordPages pages, Paper paper, string style = WordStyles.Small)
    {
        foreach (var note in paper.Form.Notes)
            pages.Text(style, note.Zh);
    }

    private static void AddSpeech(WordPages pages, Paper paper, bool blank)
    {
        pages.Text(WordStyles.Title, paper.Form.Title.Zh);
        var spoken = blank || paper.Spoken is null ? Form.Gap().Replace(paper.Form.Speech!.Value.Zh, "＿＿＿＿＿＿") : paper.Spoken;
        pages.Text(WordStyles.Spoken, spoken);
        if (!blank)
            pages.Text(WordStyles.Small, $"约{paper.SpokenSeconds}秒");
        pages.Table([LabelWidth, pages.Page.TextWidth - LabelWidth],
            // The gaps of a blank script stand in its text; there is nothing to look up beside it.
            paper.Fields.Where(_ => !blank).Select(f => new WordRow([new(f.Field.Label.Zh, IsLabel: true), new(PrintedRow.TextOf(f, blank))]))
                .Concat(Noted.Select(l => new WordRow([new(l, IsLabel: true), new("")]))));
        AddNotes(pages, paper);
    }
}
