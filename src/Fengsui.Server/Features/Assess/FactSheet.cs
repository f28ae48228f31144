using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Facts;
using Fengsui.Law.Input;
using Fengsui.Law.Packs;
using Fengsui.Server.Ui;
using Microsoft.AspNetCore.Http;

namespace Fengsui.Server.Features.Assess;

/// <summary>
/// Everything that a person entered about an incident: from the form, or from a facts file. A wrong field never blocks the rest: it counts as 尚不明确,
/// keeps what was typed, and says what is wrong.
/// </summary>
public sealed class FactSheet
{
    private static readonly Place FormPlace = new("form", 1, 1);

    private FactSheet(
        Vocabulary vocabulary, TextEntry title, TextEntry organisation, IReadOnlyList<FactEntry> facts, IReadOnlyList<InstantEntry> instants, IReadOnlyList<string> assumed)
    {
        Vocabulary = vocabulary;
        Title = title;
        Organisation = organisation;
        Facts = facts;
        Instants = instants;
        Assumed = assumed;
    }

    /// <summary>The vocabulary of the facts.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>What people call the incident.</summary>
    public TextEntry Title { get; }

    /// <summary>The name of the organisation.</summary>
    public TextEntry Organisation { get; }

    /// <summary>Every fact of the vocabulary, by slot.</summary>
    public IReadOnlyList<FactEntry> Facts { get; }

    /// <summary>Every instant, by the index of its anchor.</summary>
    public IReadOnlyList<InstantEntry> Instants { get; }

    /// <summary>Facts that a file declared as assumed; carried along, so that a file goes out as it came in.</summary>
    public IReadOnlyList<string> Assumed { get; }

    /// <summary>Whether nothing was entered yet.</summary>
    public bool IsEmpty => Title.Written.Length == 0 && Facts.All(f => !f.Stated) && Instants.All(i => i.Written.Length == 0);

    /// <summary>The errors, in the order of the page: where the field is, what it is called, what is wrong.</summary>
    public IEnumerable<(string Anchor, Text Field, FieldError Error)> Errors =>
        new[] { ("incident", Words.IncidentTitle, Title.Error), ("organisation-name", Words.OrganisationName, Organisation.Error) }
            .Concat(Instants.Select(i => ($"at-{i.Anchor.Id}", i.Anchor.Name, i.Error)))
            .Concat(Vocabulary.Groups.SelectMany(g => Facts.Where(f => f.Fact.Group == g.Id)).Select(f => (FieldId.First(f.Fact), f.Fact.Ask, f.Error)))
            .Where(e => e.Item3 is not null).Select(e => (e.Item1, e.Item2, e.Item3!));

    /// <summary>A sheet on which nothing is entered.</summary>
    public static FactSheet Empty(Vocabulary vocabulary) => Read(vocabulary, "", "", [], _ => [], _ => "");

    /// <summary>Reads the posted form.</summary>
    /// <param name="form">The form.</param>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="now">What an instant becomes whose “now” button was pressed.</param>
    public static FactSheet FromForm(IFormCollection form, Vocabulary vocabulary, Instant now)
    {
        var pressed = form["now"].ToString();
        return Read(vocabulary, One("incident"), One("organisation.name"), One("assumed").Split(' ', StringSplitOptions.RemoveEmptyEntries),
            fact => [.. form[$"facts.{fact.Id}"].Where(w => !string.IsNullOrWhiteSpace(w)).Select(w => w!.Trim())],
            anchor => anchor.Id == pressed ? Lenient.Local(now) : One($"at.{anchor.Id}"));

        string One(string name) => form[name].FirstOrDefault()?.Trim() ?? "";
    }

    /// <summary>Takes over a facts file that was found right by <see cref="IncidentFile"/>.</summary>
    public static FactSheet FromFile(Node file, Vocabulary vocabulary)
    {
        var root = (Node.Mapping)file;
        var organisation = root.Find("organisation") as Node.Mapping;
        var facts = root.Find("facts") as Node.Mapping;
        return Read(vocabulary, Word(root.Find("incident")), Word(organisation?.Find("name")), WordsOf(root.Find("assumed")),
            fact => AsEntered(fact, WordsOf(facts?.Find(fact.Id) ?? organisation?.Find(fact.Id))),
            anchor => Instant.TryParse(Word(root.Find(anchor.Id)), out var instant) ? Lenient.Local(instant) : "");

        static string Word(Node? node) => WordsOf(node).FirstOrDefault("");

        static IReadOnlyList<string> WordsOf(Node? node) => node switch
        {
            Node.Scalar scalar => [scalar.Value],
            Node.Sequence sequence => [.. sequence.Items.OfType<Node.Scalar>().Select(i => i.Value)],
            _ => [],
        };

        // 尚不明确 is what a field says when it is left alone, except where a default would stand in.
        static IReadOnlyList<string> AsEntered(Fact fact, IReadOnlyList<string> words) => words is [FactWords.Unknown] && fact.Default is null ? [] : words;
    }

    private static FactSheet Read(
        Vocabulary vocabulary, string title, string organisation, IReadOnlyList<string> assumed, Func<Fact, IReadOnlyList<string>> written, Func<Anchor, string> moment) =>
        new(vocabulary, Line(title), Line(organisation),
            [.. vocabulary.Facts.Select(f => Read(f, written(f)))], [.. vocabulary.Anchors.Select(a => Read(a, moment(a)))],
            [.. assumed.Where(id => vocabulary.Fact(id) is not null)]);

    private static FactEntry Read(Fact fact, IReadOnlyList<string> written)
    {
        var words = fact.Type == FactType.Quantity ? [.. written.Select(Lenient.Quantity)] : written;
        if (words.Count == 0)
            return new(fact, written, FactValue.Unknown, null);
        if (words.Count > 1 && fact.Type != FactType.Set || words.Count > 1 && words.Any(w => w is FactWords.None or FactWords.NotApplicable))
            return new(fact, written, FactValue.Unknown, new(Words.Contradiction, Words.ContradictionRemedy));
        try
        {
            Node node = words is [var only] ? new Node.Scalar(only, FormPlace) : new Node.Sequence([.. words.Select(w => new Node.Scalar(w, FormPlace))], FormPlace);
            return new(fact, written, FactReader.Read(fact, node), null);
        }
        catch (InputException e)
        {
            return new(fact, written, FactValue.Unknown, new(e.Wrong, e.Remedy));
        }
    }

    private static InstantEntry Read(Anchor anchor, string written)
    {
        if (written.Length == 0)
            return new(anchor, written, null, null);
        return Lenient.TryInstant(written, out var instant)
            ? new(anchor, Lenient.Local(instant), instant, null)
            : new(anchor, written, null, new(Words.NotAMoment, Words.NotAMomentRemedy));
    }

    /// <summary>Free text is refused only where a facts file could not carry it: words that YAML and JSON take for a truth or for nothing.</summary>
    private static TextEntry Line(string written)
    {
        if (written.Length == 0)
            return new(written, null);
        try
        {
            FactReader.Read(FreeText, new Node.Scalar(written, FormPlace));
            return new(written, null);
        }
        catch (InputException e)
        {
            return new(written, new(e.Wrong, Words.OtherWordsRemedy));
        }
    }

    private static Fact FreeText { get; } = new(0, "text", FactType.Text, [], null, "", default, default, default, OfOrganisation: false, Default: null, Rises: false);

    /// <summary>The facts as the engine grades them.</summary>
    public Incident ToIncident()
    {
        var values = Facts.Select(f => f.Value).ToArray();
        var stated = new FactSet();
        foreach (var entry in Facts)
            if (entry.Stated)
                stated.Add(entry.Fact.Slot);
        var declared = new FactSet();
        foreach (var id in Assumed)
            declared.Add(Vocabulary.Fact(id)!.Slot);
        var defaulted = IncidentFile.Default(Vocabulary, values, stated);
        return new(Vocabulary, Title.Written, values, [.. Instants.Select(i => i.Value)], defaulted, declared)
        {
            Organisation = Organisation.Written.Length == 0 ? null : Organisation.Written,
        };
    }
}
