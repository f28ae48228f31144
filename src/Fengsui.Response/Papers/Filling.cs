using Fengsui.Law.Packs;

namespace Fengsui.Response.Papers;

/// <summary>Fills forms: a pure function from a form, the record and what people typed.</summary>
public static class Filling
{
    /// <summary>What stands in an official paper where nobody knows.</summary>
    public const string NotKnown = "尚不明确";

    /// <summary>What stands where a field does not concern the incident.</summary>
    public const string NotApplicable = "不适用";

    private const int OneBreath = 40;

    /// <summary>Fills a form.</summary>
    /// <param name="pack">Its pack.</param>
    /// <param name="form">The form.</param>
    /// <param name="material">The record.</param>
    /// <param name="typed">What people typed, by field; it prevails over the record, which stands beside it.</param>
    /// <param name="duty">The duty that the paper meets, or null.</param>
    public static Paper Fill(Pack pack, Form form, Material material, IReadOnlyDictionary<string, TypedText> typed, string? duty = null)
    {
        var to = material.Recipient(pack, form, duty);
        var said = new Sayings(pack, material, to);
        var known = new Dictionary<string, PaperField>();
        var groups = form.Groups.Select(g => new PaperGroup(g, [.. g.Fields.Select(f => known[f.Id] = Fill(f, said, known, typed.GetValueOrDefault(f.Id), material.Letterhead))])).ToList();
        var values = known.Values.Where(f => f.Asked).ToDictionary(f => f.Field.Id, f => f.Value);
        return new(pack, form, groups, to, material.LevelUnder(pack), EarlierSaid.Against(material.State, material.Library, pack, form, values), Speak(form, known));
    }

    /// <summary>A form that nobody has filled.</summary>
    public static Paper Blank(Pack pack, Form form) => new(
        pack, form, [.. form.Groups.Select(g => new PaperGroup(g, [.. g.Fields.Select(f => new PaperField(f, "", new PaperSource.Nobody(), "", true))]))], null, null, [], null);

    private static PaperField Fill(FormField field, Sayings said, Dictionary<string, PaperField> known, TypedText? typed, Letterhead letterhead)
    {
        var asked = IsAsked(field, known);
        var (value, source) = said.Of(field);
        if (typed is { Text: { Length: > 0 } text } && text != value)
            return new(field, text, new PaperSource.Typed(letterhead.NameOf(typed.By), typed.At), value, asked);
        return new(field, value, source is { } says ? new PaperSource.Recorded(says) : new PaperSource.Nobody(), value, asked);
    }

    /// <summary>A field that depends on another is asked while that one is open: what is not known yet takes nothing away.</summary>
    private static bool IsAsked(FormField field, Dictionary<string, PaperField> known) => field.AskedIf is not { } condition
        || known[condition.Field] is var other && other.Asked && (other.Value.Length == 0 || other.Value == NotKnown || other.Parts.Contains(condition.Has));

    private static string? Speak(Form form, Dictionary<string, PaperField> known) => form.Speech is { } speech
        ? Form.Gap().Replace(speech.Zh, gap => Brief(known[gap.Groups[Form.GapField].Value]))
        : null;

    /// <summary>What can be said in one breath: the first things, each whole, without the stop that the script has itself.</summary>
    private static string Brief(PaperField field)
    {
        if (field.IsGap)
            return NotKnown;
        var said = "";
        foreach (var thing in field.Printed.Split(['\n', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(t => t.TrimEnd('。', '.', ';')))
            if (said.Length == 0)
                said = Cut(thing);
            else if (said.Length + thing.Length < OneBreath)
                said += $"，{thing}";
            else
                break;
        return said;
    }

    private static string Cut(string thing)
    {
        const int Longest = 2 * OneBreath;
        return thing.Length <= Longest ? thing : thing[..(char.IsHighSurrogate(thing[Longest - 1]) ? Longest - 1 : Longest)];
    }
}
