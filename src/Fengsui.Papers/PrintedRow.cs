using Fengsui.Response.Papers;

namespace Fengsui.Papers;

/// <summary>A row of a paper as it is printed, in a document and on a page alike.</summary>
/// <param name="Label">Its label.</param>
/// <param name="Text">What it says; a line a line.</param>
/// <param name="Kind">The kind of its field.</param>
public sealed record PrintedRow(string Label, string Text, string Kind)
{
    /// <summary>Where somebody writes the day by hand.</summary>
    public const string ForDay = "    年  月  日";

    private const string Empty = "□";
    private const string Ticked = "☑";

    /// <summary>The rows of a group: neighbours of one row stand together.</summary>
    public static IReadOnlyList<PrintedRow> Of(Paper paper, PaperGroup group, bool blank)
    {
        var rows = new List<List<PaperField>>();
        foreach (var field in group.Fields)
            if (field.Field.Row is { } row && rows is [.., var last] && last[0].Field.Row == row)
                last.Add(field);
            else
                rows.Add([field]);
        return [.. rows.Select(fields => Row(paper, fields, blank))];
    }

    private static PrintedRow Row(Paper paper, List<PaperField> fields, bool blank)
    {
        var field = fields[0].Field;
        var text = field.Kind == "signature" ? SignatureText(paper) : field.Row is { } row ? SharedText(row.Zh, fields, blank) : TextOf(fields[0], blank);
        return new((field.Row ?? field.Label).Zh, text, field.Kind);
    }

    /// <summary>The fields of one row, a line each; what depends on another field is left out until that one asks for it.</summary>
    private static string SharedText(string row, List<PaperField> fields, bool blank) => string.Join('\n', fields
        .Where(f => blank || f.Asked && (f.Field.AskedIf is not { } asked || f.Value.Length > 0 || fields.Exists(o => o.Field.Id == asked.Field && o.Parts.Contains(asked.Has))))
        .Select(f => f.Field.Label.Zh == row ? TextOf(f, blank) : $"{f.Field.Label.Zh.Replace(row + "：", "", StringComparison.Ordinal)}：{TextOf(f, blank)}"));

    private static string SignatureText(Paper paper) => $"{(paper.NeedsSignature ? "（本件须签字或者盖章）\n" : "")}\n{ForDay}";

    /// <summary>A value as it is printed: every box of a choice, the items of a list with their numbers.</summary>
    /// <param name="field">The field.</param>
    /// <param name="blank">Whether nobody has filled the form: what is open stays empty then.</param>
    public static string TextOf(PaperField field, bool blank)
    {
        if (!field.Asked)
            return Filling.NotApplicable;
        if (field.Field.Options.Count > 0)
            return Boxes(field, blank);
        if (field.Value.Length == 0)
            return blank || field.Field.Kind is "attachment" or "signature" ? "" : Filling.NotKnown;
        if (field.Field.Kind != "list" || field.Parts.Count < 2)
            return field.Printed;
        return string.Join('\n', field.Parts.Select((p, i) => $"{i + 1}. {p}"));
    }

    /// <summary>A box and its word are not torn apart at the end of a line.</summary>
    private static string Boxes(PaperField field, bool blank)
    {
        var chosen = field.Parts;
        var boxes = string.Join("  ", field.Field.Options.Select(o => $"{(chosen.Contains(o.Zh) ? Ticked : Empty)}\u00A0{o.Zh}"));
        var others = chosen.Where(c => field.Field.Options.All(o => o.Zh != c)).ToList();
        if (others.Count > 0)
            return $"{boxes}  {string.Join('、', others)}";
        return chosen.Count == 0 && !blank ? $"{boxes}  {Filling.NotKnown}" : boxes;
    }
}
