
namespace Fengsui.Law.Packs;

/// <summary>What stands behind a section of a plan.</summary>
public enum CoverageState
{
    /// <summary>Rules, duties, measures, forms or other rows carry it.</summary>
    Carried,

    /// <summary>Rows carry part of it; the rest is not built yet.</summary>
    InPart,

    /// <summary>It is for people, and the pack says why.</summary>
    ForPeople,

    /// <summary>Not built yet.</summary>
    NotYet,
}

/// <summary>A section of a plan with what carries it.</summary>
/// <param name="Section">The section.</param>
/// <param name="State">How far it is carried.</param>
/// <param name="Rows">The rows whose citations name it: kind and id.</param>
/// <param name="Cases">The worked cases whose grounds name it.</param>
public sealed record CoveredSection(Section Section, CoverageState State, IReadOnlyList<(string Kind, string Id)> Rows, IReadOnlyList<string> Cases);

/// <summary>Every section of a plan, and what carries it: computed from the citations, never claimed.</summary>
public static class Coverage
{
    /// <summary>The keys of a case's expectation, and the kind of row that each names.</summary>
    private static readonly (string Key, string Kind)[] Expected = [("because", "rule"), ("gaps", "gap"), ("readings", "reading"), ("measures", "measure")];

    /// <summary>The coverage of a pack that has an outline; empty for others.</summary>
    public static IReadOnlyList<CoveredSection> Of(Pack pack, IReadOnlyCollection<Case> cases)
    {
        var rows = pack.Rows.SelectMany(r => r.Ground.Sources.Select(s => (s.Section, r.Kind, r.Id))).Distinct().ToLookup(r => r.Section, r => (r.Kind, r.Id));
        var named = cases.SelectMany(c => Named(c).SelectMany(n => pack.Rows.Where(r => r.Kind == n.Kind && r.Id == n.Id))
            .SelectMany(r => r.Ground.Sources).Select(s => (s.Section, c.Title))).Distinct().ToLookup(c => c.Section, c => c.Title);
        return [.. pack.Outline.Select(s => new CoveredSection(s, StateOf(s, rows[s.No].Any()), [.. rows[s.No]], [.. named[s.No]]))];
    }

    private static CoverageState StateOf(Section section, bool carried) => (carried, section) switch
    {
        (true, { NotYet: null }) => CoverageState.Carried,
        (true, _) => CoverageState.InPart,
        (false, { NotYet: not null }) => CoverageState.NotYet,
        (false, _) => CoverageState.ForPeople,
    };

    /// <summary>The rules, gaps, readings, duties and measures that a case expects.</summary>
    private static IEnumerable<(string Kind, string Id)> Named(Case @case)
    {
        var expect = new Input.Fields(@case.Expect, "expect");
        return Expected.SelectMany(e => expect.List(e.Key, required: false).Select(n => (e.Kind, Input.Fields.WordOf(n, e.Key))))
            .Concat(expect.Rows("duties", required: false).Select(d => ("duty", d.Word("id"))));
    }
}
