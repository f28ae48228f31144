using Fengsui.Law.Calendar;
using Fengsui.Law.Conditions;
using Fengsui.Law.Duties;
using Fengsui.Law.Facts;
using Fengsui.Law.Packs;

namespace Fengsui.Law.Grading;

/// <summary>Everything that the law says of an incident on a day: levels, grounds, what is open, duties with their clocks, measures.</summary>
public sealed class Assessment
{
    internal Assessment(
        Incident incident, DateOnly on, Level? settled, Level? couldBe, IReadOnlyList<PackAssessment> packs, IReadOnlyList<LeftOutPack> leftOut,
        FactSet assumed, IReadOnlyList<DutyOutcome> duties)
    {
        Incident = incident;
        On = on;
        Settled = settled;
        CouldBe = couldBe;
        Packs = packs;
        LeftOut = leftOut;
        Assumed = assumed;
        Duties = duties;
    }

    /// <summary>The facts that were assessed.</summary>
    public Incident Incident { get; }

    /// <summary>The day whose law was applied.</summary>
    public DateOnly On { get; }

    /// <summary>The highest level that is settled under a pack that applies; null when there is none.</summary>
    public Level? Settled { get; }

    /// <summary>The highest level above <see cref="Settled"/> that it could still be; null when there is none.</summary>
    public Level? CouldBe { get; }

    /// <summary>What each pack says, by id.</summary>
    public IReadOnlyList<PackAssessment> Packs { get; }

    /// <summary>The packs left out, by id, each with the reason.</summary>
    public IReadOnlyList<LeftOutPack> LeftOut { get; }

    /// <summary>Facts that were assumed: defaults of the organisation that something relied on, and what the file declares.</summary>
    public FactSet Assumed { get; }

    /// <summary>The duties, by pack and in the pack's order.</summary>
    public IReadOnlyList<DutyOutcome> Duties { get; }

    /// <summary>The measures of each pack's settled level, in the pack's order, with the response level (null for first handling).</summary>
    public IEnumerable<(PackAssessment Pack, Measure Measure, string? Response)> Measures =>
        Packs.SelectMany(p => p.Measures.Select(m => (p, m.Measure, m.Response)));
}

/// <summary>A pack that was left out, and why.</summary>
public sealed class LeftOutPack
{
    private readonly Text? _reason;
    private readonly Explanation _rests;
    private readonly Exclusion? _exclusion;

    internal LeftOutPack(Pack pack, Text reason)
    {
        Pack = pack;
        _reason = reason;
    }

    internal LeftOutPack(Pack pack, Explanation rests, Exclusion? exclusion)
    {
        Pack = pack;
        _rests = rests;
        _exclusion = exclusion;
    }

    /// <summary>The pack.</summary>
    public Pack Pack { get; }

    /// <summary>The reason: the day, the facts on which its scope is False, or the exclusion with the facts that make it True. Written when somebody asks.</summary>
    public Text Why
    {
        get
        {
            if (_reason is { } reason)
                return reason;
            if (_exclusion is null)
                return _rests.Stated(Truth.False);
            var stated = _rests.Stated(Truth.True);
            return new($"{stated.Zh}：{_exclusion.Why.Zh}", $"{stated.En}: {_exclusion.Why.En}");
        }
    }
}

/// <summary>A threshold that was not reached and that alone would have given its row.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Fact">The quantity.</param>
/// <param name="ShortBy">Threshold less the high end, in base units.</param>
public readonly record struct Distance(Rule Rule, Fact Fact, long ShortBy);

/// <summary>What one pack says of an incident.</summary>
public sealed class PackAssessment
{
    private readonly CompiledPack _compiled;
    private readonly Truth[] _truths;
    private readonly Incident _incident;

    internal PackAssessment(CompiledPack compiled, Truth[] truths, Incident incident)
    {
        _compiled = compiled;
        _truths = truths;
        _incident = incident;
    }

    /// <summary>The pack.</summary>
    public Pack Pack => _compiled.Pack;

    /// <summary>Whether it applies: True or Unknown (a pack that does not apply is left out).</summary>
    public Truth Applies { get; internal init; }

    /// <summary>The highest level with a True row; null when there is none.</summary>
    public Level? Settled { get; internal init; }

    /// <summary>The highest level above it with an Unknown row, or proposed by a gap that is not False; null when there is none.</summary>
    public Level? CouldBe { get; internal init; }

    /// <summary>Every True row of the settled level.</summary>
    public IReadOnlyList<Rule> Because { get; internal init; } = [];

    /// <summary>The facts that could still change the level or the scope.</summary>
    public FactSet Open { get; internal init; }

    /// <summary>The gaps that are True.</summary>
    public IReadOnlyList<Gap> Gaps { get; internal init; } = [];

    /// <summary>The readings that the result rests on.</summary>
    public IReadOnlyList<Reading> Readings { get; internal init; } = [];

    /// <summary>Whether a person has to decide.</summary>
    public bool NeedsPerson { get; internal init; }

    /// <summary>How far it is to the rows above.</summary>
    public IReadOnlyList<Distance> Distances { get; internal init; } = [];

    /// <summary>The measures of the settled level, and first handling.</summary>
    public IEnumerable<(Measure Measure, string? Response)> Measures =>
        Settled is not { } level ? [] : _compiled.MeasuresByLevel[(int)level].Select(m => (m, m.IsFirstHandling ? null : _compiled.ResponseByLevel[(int)level]));

    /// <summary>Each open fact with the highest level that it could still bring; null where it only decides whether the pack applies.</summary>
    public IEnumerable<(Fact Fact, Level? Level)> WhatIsOpen
    {
        get
        {
            foreach (var fact in _incident.Vocabulary.Facts)
                if (Open.Has(fact.Slot))
                    yield return (fact, HighestThrough(fact.Slot));
        }
    }

    private Level? HighestThrough(int slot)
    {
        var through = _compiled.Rules.Where(r => r.Rule.Level > (Settled ?? default) && Reads(r.Gate)).Select(r => (Level?)r.Rule.Level)
            .Concat(_compiled.Gaps.Where(g => g.Gap.Proposes is { } level && level > (Settled ?? default) && Reads(g.Gate)).Select(g => g.Gap.Proposes));
        return through.Max();

        bool Reads(int gate)
        {
            var open = new FactSet();
            _compiled.Circuit.CollectOpen(gate, _truths, ref open);
            return open.Has(slot);
        }
    }

    /// <summary>Why a rule is as it is: the tree that the evaluation itself left behind.</summary>
    public Explanation Explain(Rule rule) => At(Array.Find(_compiled.Rules, r => r.Rule == rule)!.Gate);

    /// <summary>Every rule that was law on the day, with its explanation.</summary>
    public IEnumerable<(Rule Rule, Explanation Why)> Rules => _compiled.Rules.Select(r => (r.Rule, At(r.Gate)));

    /// <summary>Every gap with its explanation.</summary>
    public IEnumerable<(Gap Gap, Explanation Why)> AllGaps => _compiled.Gaps.Select(g => (g.Gap, At(g.Gate)));

    /// <summary>Why the pack applies, or may.</summary>
    public Explanation WhyApplies => At(_compiled.Applies);

    internal Explanation At(int gate) => new(_compiled.Circuit, _truths, _incident, gate);
}
