using Fengsui.Law.Calendar;
using Fengsui.Law.Conditions;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Law.Input;
using Fengsui.Law.Packs;

namespace Fengsui.Response.Incidents;

/// <summary>The facts of an incident on record, put to the law.</summary>
public static class Assessing
{
    /// <summary>What stands between the words of a set.</summary>
    public const char Between = '、';

    /// <summary>Assesses an incident as its record stands: facts, times, and the levels that people gave.</summary>
    public static Assessment Assess(IncidentState state, Library library)
    {
        var incident = Incident(state, library);
        var day = incident.DiscoveredOn ?? state.Opened.Day;
        return library.On(day).Assess(incident, day, Given(state));
    }

    /// <summary>The facts as the engine grades them; what nobody asserted is unknown.</summary>
    public static Incident Incident(IncidentState state, Library library)
    {
        var vocabulary = library.Vocabulary;
        var values = new FactValue[vocabulary.Facts.Count];
        foreach (var (id, asserted) in state.Facts)
            if (vocabulary.Fact(id) is { } fact && TryRead(fact, asserted.Value, out var value, out _))
                values[fact.Slot] = value;
        var instants = new Instant?[vocabulary.Anchors.Count];
        foreach (var (id, time) in state.Times)
            if (vocabulary.Anchor(id) is { } anchor)
                instants[anchor.Index] = time.At;
        return new(vocabulary, state.Title, values, instants);
    }

    private static JudgedLevels? Given(IncidentState state)
    {
        if (state.Judged.Count + state.Determined.Count == 0)
            return null;
        var given = state.Judged.Concat(state.Determined).GroupBy(g => g.Key).ToDictionary(g => g.Key, g => g.Max(x => x.Value.Level));
        return new(given.GetValueOrDefault(""), given.Where(g => g.Key.Length > 0).ToDictionary());
    }

    /// <summary>Reads a value as a facts file writes it; the words of a set are joined by 、.</summary>
    public static bool TryRead(Fact fact, string text, out FactValue value, out (Law.Text Wrong, Law.Text Remedy) error)
    {
        try
        {
            var at = new Place(fact.Id, 1, 1);
            Node node = fact.Type == FactType.Set && text.Contains(Between, StringComparison.Ordinal)
                ? new Node.Sequence([.. text.Split(Between).Select(w => new Node.Scalar(w, at))], at)
                : new Node.Scalar(text, at);
            value = FactReader.Read(fact, node);
            error = default;
            return true;
        }
        catch (InputException e)
        {
            value = FactValue.Unknown;
            error = (e.Wrong, e.Remedy);
            return false;
        }
    }

    internal static IReadOnlyList<string> LawOf(Assessment assessment) =>
        [.. assessment.Packs.Select(p => p.Pack).Concat(assessment.LeftOut.Select(l => l.Pack)).OrderBy(p => p.Id, StringComparer.Ordinal).Select(p => $"{p.Id}@{p.Version}#{p.Hash}")];

    internal static IncidentEvent.Assessed Sum(Assessment assessment) => new(assessment.On, assessment.Settled, assessment.CouldBe,
        [.. assessment.Packs.Where(p => p.Pack.Grades).Select(p => new AssessedPack(
            p.Pack.Id, p.Applies == Truth.True, p.Settled, p.CouldBe, p.Because.Count == 0 ? null : [.. p.Because.Select(r => r.Id)], p.NeedsPerson))]);

    internal static bool Same(IncidentEvent.Assessed a, IncidentEvent.Assessed? b) => b is not null && a.On == b.On && a.Settled == b.Settled && a.CouldBe == b.CouldBe
        && a.Packs.Count == b.Packs.Count && a.Packs.Zip(b.Packs).All(p => p.First with { Because = null } == p.Second with { Because = null }
            && (p.First.Because ?? []).SequenceEqual(p.Second.Because ?? []));
}
