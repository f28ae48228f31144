using Fengsui.Law;
using Fengsui.Law.Packs;
using Fengsui.Response.Papers;
using Microsoft.Extensions.Primitives;

namespace Fengsui.Server.Features.Papers;

/// <summary>What is wrong with what was posted, and where it stands.</summary>
/// <param name="Anchor">The id of the input.</param>
/// <param name="Label">What the input is called.</param>
/// <param name="Wrong">What is wrong.</param>
/// <param name="Remedy">What would be right.</param>
public sealed record PaperFault(string Anchor, Text Label, Text Wrong, Text Remedy);

/// <summary>
/// What a person posted into a paper. Each field carries what it showed, so that a field nobody touched stays as the record has it, whatever became of the record
/// meanwhile, and a field that somebody else changed is not overwritten unseen.
/// </summary>
public sealed class PaperInput(IReadOnlyDictionary<string, StringValues> posted)
{
    private const string FieldPrefix = "f.";
    private const string ShownPrefix = "was.";
    private const char BetweenWords = '、';

    private readonly List<PaperFault> _faults = [];

    /// <summary>Nothing was posted.</summary>
    public static PaperInput Nothing => new(new Dictionary<string, StringValues>());

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<PaperFault> Faults => _faults;

    /// <summary>The name of the input of a field.</summary>
    public static string NameOf(FormField field) => FieldPrefix + field.Id;

    /// <summary>The name of the input that carries what a field showed.</summary>
    public static string ShownNameOf(FormField field) => ShownPrefix + field.Id;

    /// <summary>The id of the input of a field.</summary>
    public static string IdOf(FormField field) => "f-" + field.Id;

    /// <summary>What was posted under a name, or null.</summary>
    public string? One(string name) => posted.TryGetValue(name, out var value) ? Plain(value.ToString()) : null;

    /// <summary>What a field holds: what was posted into it, or null. Boxes of which none is ticked are not posted at all.</summary>
    public string? Value(FormField field)
    {
        if (posted.TryGetValue(NameOf(field), out var value))
            return Plain(string.Join(BetweenWords, value.Where(v => !string.IsNullOrEmpty(v))));
        return field.Kind == "choices" && posted.ContainsKey(ShownNameOf(field)) ? "" : null;
    }

    /// <summary>What the field showed when it was posted.</summary>
    public string Shown(FormField field) => Plain(posted.GetValueOrDefault(ShownNameOf(field)).ToString());

    /// <summary>What is to be written: the fields that the person changed. What equals the record again is taken back.</summary>
    public IReadOnlyDictionary<string, string> Changes(Paper paper)
    {
        var changes = new Dictionary<string, string>();
        foreach (var field in paper.Fields)
            if (Value(field.Field) is { } value && value != Shown(field.Field) && value != field.Value)
            {
                if (field.Value != Shown(field.Field))
                    Blame(new(IdOf(field.Field), field.Field.Label, PaperWords.ChangedMeanwhile(field.Value), PaperWords.SaveAgain));
                else
                    changes[field.Field.Id] = value == field.Recorded ? "" : value;
            }

        return changes;
    }

    /// <summary>Says that something is wrong.</summary>
    public void Blame(PaperFault fault) => _faults.Add(fault);

    /// <summary>What is wrong with an input, or null.</summary>
    public PaperFault? FaultAt(string anchor) => _faults.Find(f => f.Anchor == anchor);

    /// <summary>A browser sends two characters for the end of a line.</summary>
    private static string Plain(string value) => value.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Trim();
}
