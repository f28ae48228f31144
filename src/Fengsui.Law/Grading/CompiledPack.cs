using Fengsui.Law.Conditions;
using Fengsui.Law.Facts;
using Fengsui.Law.Packs;

namespace Fengsui.Law.Grading;

/// <summary>One pack as it stands on the days of one era: only the rows that are law then, their conditions compiled into one circuit.</summary>
internal sealed class CompiledPack
{
    public CompiledPack(Pack pack, DateOnly day)
    {
        Pack = pack;
        var circuit = new Circuit.Builder();
        Applies = circuit.Add(pack.Applies);
        LeftOut = [.. pack.LeftOut.Select(e => circuit.Add(e.When))];
        ScopeEnd = circuit.Count;
        ScopeReading = pack.ScopeReading is { } reading ? circuit.Add(reading.When) : None;

        Rules = [.. pack.Rules.Where(r => r.Valid.On(day)).Select(r => new CompiledRule(r, circuit.Count, circuit.Add(r.When), r.Reading is null ? None : circuit.Add(r.Reading.When)))];
        Gaps = [.. pack.Gaps.Select(g => (g, circuit.Add(g.When)))];
        GradingEnd = circuit.Count;
        Duties = [.. pack.Duties.Where(d => d.Valid.On(day)).Select(d => new CompiledDuty(d, circuit.Add(d.When), d.Unless is null ? None : circuit.Add(d.Unless)))];
        Circuit = circuit.Build();
        foreach (var rule in Rules)
            rule.Thresholds = [.. Enumerable.Range(rule.First, rule.Gate - rule.First + 1).Where(g => Circuit.ConditionOf(g) is Condition.Compare { Comparison: Comparison.AtLeast })];

        ScopeFacts = FactsOf(pack.LeftOut.Select(e => e.When).Append(pack.Applies));
        AllFacts = FactsOf([.. Rules.Select(r => r.Rule.When), .. Gaps.Select(g => g.Gap.When), .. Duties.Select(d => d.Duty.When), .. Duties.Select(d => d.Duty.Unless).OfType<Condition>()]);
        MeasuresByLevel = [.. Enumerable.Range(0, 5).Select(level => pack.Measures.Where(m => level > 0 && (m.IsFirstHandling || m.Levels.Contains((Level)level))).ToArray())];
        ResponseByLevel = [.. Enumerable.Range(0, 5).Select(level => pack.Responses.FirstOrDefault(r => (int)r.Level == level)?.Response)];
    }

    /// <summary>No gate.</summary>
    public const int None = -1;

    public Pack Pack { get; }

    public Circuit Circuit { get; }

    public int Applies { get; }

    public int[] LeftOut { get; }

    public int ScopeEnd { get; }

    public int ScopeReading { get; }

    public int GradingEnd { get; }

    public CompiledRule[] Rules { get; }

    public (Gap Gap, int Gate)[] Gaps { get; }

    public CompiledDuty[] Duties { get; }

    public FactSet ScopeFacts { get; }

    public FactSet AllFacts { get; }

    public Measure[][] MeasuresByLevel { get; }

    public string?[] ResponseByLevel { get; }

    private static FactSet FactsOf(IEnumerable<Condition> conditions)
    {
        var set = new FactSet();
        foreach (var fact in conditions.SelectMany(c => c.Facts))
            set.Add(fact.Slot);
        return set;
    }
}

/// <summary>A rule with its gates: those of its condition are <see cref="First"/>..<see cref="Gate"/>.</summary>
internal sealed record CompiledRule(Rule Rule, int First, int Gate, int ReadingGate)
{
    /// <summary>The ≥ comparisons of quantities in it, for the distance to the next level.</summary>
    public int[] Thresholds { get; set; } = [];
}

/// <summary>A duty with its gates.</summary>
internal sealed record CompiledDuty(Duty Duty, int When, int Unless);
