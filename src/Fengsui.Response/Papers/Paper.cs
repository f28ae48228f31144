using System.Security.Cryptography;
using System.Text;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Grading;
using Fengsui.Law.Packs;

namespace Fengsui.Response.Papers;

/// <summary>Where the value of a field comes from: a closed union.</summary>
public abstract record PaperSource
{
    private PaperSource()
    {
    }

    /// <summary>Nobody knows: 尚不明确.</summary>
    public sealed record Nobody : PaperSource;

    /// <summary>The record says so.</summary>
    /// <param name="Says">Which part of it, who and when.</param>
    public sealed record Recorded(Text Says) : PaperSource;

    /// <summary>A person typed it.</summary>
    /// <param name="By">The name of the person.</param>
    /// <param name="At">When.</param>
    public sealed record Typed(string By, Instant At) : PaperSource;
}

/// <summary>A text that a person typed into a field.</summary>
/// <param name="Text">The text.</param>
/// <param name="By">The id of the person.</param>
/// <param name="At">When.</param>
public sealed record TypedText(string Text, string By, Instant At);

/// <summary>A field of a paper.</summary>
/// <param name="Field">The field of the form.</param>
/// <param name="Value">Its value, as a person would type it; empty when nobody knows.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Recorded">What the record would fill in; empty when it says nothing. Differs from <paramref name="Value"/> where a person typed something else.</param>
/// <param name="Asked">Whether it is asked at all: what depends on another field is not, where that says otherwise.</param>
public sealed record PaperField(FormField Field, string Value, PaperSource Source, string Recorded, bool Asked)
{
    /// <summary>Whether it is still open.</summary>
    public bool IsGap => Asked && (Value.Length == 0 || Value == Filling.NotKnown) && Field.Kind is not ("signature" or "attachment");

    /// <summary>Whether it must stand in the paper now; what is open and need not follows later.</summary>
    public bool IsNeededNow => Asked && Field.First;

    /// <summary>Whether a person typed something else than what the record says.</summary>
    public bool DiffersFromRecord => Source is PaperSource.Typed && Recorded.Length > 0 && Recorded != Value;

    /// <summary>Whether a moment or a day is asked and what was typed is neither one nor 尚不明确.</summary>
    public bool IsNoTime => Asked && !IsGap && Field.Kind switch
    {
        "instant" => !PaperTime.IsMoment(Value),
        "date" => !PaperTime.IsDay(Value),
        _ => false,
    };

    /// <summary>The value as it stands on paper; empty when it is open.</summary>
    public string Printed => !Asked ? Filling.NotApplicable : Field.Kind switch
    {
        "instant" => PaperTime.Print(Value),
        "date" => PaperTime.PrintDay(Value),
        _ => Value,
    };

    /// <summary>The values one by one: the items of a list, the words of a choice.</summary>
    public IReadOnlyList<string> Parts => Field.Kind is "choice" or "choices"
        ? Value.Split('、', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        : Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>A group of fields of a paper.</summary>
/// <param name="Group">The group of the form.</param>
/// <param name="Fields">Its fields.</param>
public sealed record PaperGroup(FormGroup Group, IReadOnlyList<PaperField> Fields);

/// <summary>Something that an earlier report said otherwise.</summary>
/// <param name="Field">The field of this paper.</param>
/// <param name="Now">What this paper says.</param>
/// <param name="Before">What the report said.</param>
/// <param name="Report">The number of the report.</param>
/// <param name="To">To whom it went.</param>
/// <param name="At">When.</param>
/// <param name="Form">Its form, or null.</param>
public sealed record Contradiction(FormField Field, string Now, string Before, int Report, string To, Instant At, string? Form);

/// <summary>A form, filled: everything that a document, a page and a decision need.</summary>
/// <param name="Pack">The pack of the form.</param>
/// <param name="Form">The form.</param>
/// <param name="Groups">Its groups, filled.</param>
/// <param name="To">To whom it goes, or null.</param>
/// <param name="Level">The level that counts under the pack, or null.</param>
/// <param name="Contradictions">What earlier reports said otherwise.</param>
/// <param name="Spoken">The text to be spoken, or null.</param>
public sealed record Paper(
    Pack Pack, Form Form, IReadOnlyList<PaperGroup> Groups, string? To, Level? Level, IReadOnlyList<Contradiction> Contradictions, string? Spoken)
{
    /// <summary>Its fields in their order.</summary>
    public IEnumerable<PaperField> Fields => Groups.SelectMany(g => g.Fields);

    /// <summary>Whether it must be signed or sealed.</summary>
    public bool NeedsSignature => Form.SignFrom is { } from && Level >= from;

    /// <summary>What is open and must stand in it now.</summary>
    public IEnumerable<PaperField> Missing => Fields.Where(f => f.IsGap && f.IsNeededNow);

    /// <summary>What a person wrote otherwise than the record has it, or as a time that none can read: looked at again before it goes out.</summary>
    public IEnumerable<PaperField> Doubtful => Fields.Where(f => f.Asked && (f.DiffersFromRecord || f.IsNoTime));

    /// <summary>What is open and may follow later.</summary>
    public IEnumerable<PaperField> Later => Fields.Where(f => f.IsGap && !f.IsNeededNow);

    /// <summary>What it says, field by field; open fields are left out.</summary>
    public IReadOnlyDictionary<string, string> Values =>
        new SortedDictionary<string, string>(Fields.Where(f => f.Value.Length > 0 && f.Asked).ToDictionary(f => f.Field.Id, f => f.Value), StringComparer.Ordinal);

    /// <summary>A hash over what it says: the document and the record name it, so that a page can be held against its paper. Lower hex.</summary>
    public string Reference
    {
        get
        {
            var text = new StringBuilder(Pack.Id).Append('/').Append(Form.Id).Append('\n');
            foreach (var (id, value) in Values)
                text.Append(id).Append('=').Append(value.Length).Append(':').Append(value).Append('\n');
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        }
    }

    /// <summary>How long it takes to speak the text, in seconds: some four and a half characters each.</summary>
    public int SpokenSeconds => Spoken is { } text ? (text.Count(c => !char.IsPunctuation(c) && !char.IsWhiteSpace(c)) * 10 + 44) / 45 : 0;
}
