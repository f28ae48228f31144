using Fengsui.Law.Conditions;
using Fengsui.Law.Duties;
using Fengsui.Law.Facts;
using Fengsui.Law.Packs;

namespace Fengsui.Law.Grading;

/// <summary>
/// Levels that people gave: the self-judgement, the authority's determination. For duties the highest of these and the settled level counts, so a
/// self-judgement below the settled level takes nothing away.
/// </summary>
/// <param name="Overall">The highest level given under every plan at once; default when nobody gave one.</param>
/// <param name="ByPack">The highest level given under one plan.</param>
public sealed record JudgedLevels(Level Overall, IReadOnlyDictionary<string, Level> ByPack)
{
    /// <summary>The level given under a pack; default when nobody gave one.</summary>
    public Level Under(string pack) => ByPack.TryGetValue(pack, out var level) && level > Overall ? level : Overall;

    /// <summary>The highest of all.</summary>
    public Level Highest => ByPack.Values.Append(Overall).Max();
}

/// <summary>The law between two of its turns, compiled; a pure function from the facts of an incident to what the law says of it.</summary>
public sealed class LawOfDay
{
    private readonly Library _library;
    private readonly IReadOnlyList<CompiledPack> _packs;
    private readonly IReadOnlyList<LeftOutPack> _notLaw;
    private readonly bool _gradingAsked;

    internal LawOfDay(Library library, IReadOnlyList<Pack> packs, DateOnly day)
    {
        _library = library;
        _packs = [.. packs.Where(p => p.Assesses && p.Status != PackStatus.Draft && p.InForce.On(day)).Select(p => new CompiledPack(p, day))];
        _gradingAsked = packs.Any(p => p.Grades);
        _notLaw = [.. packs.Where(p => p.Assesses && (p.Status == PackStatus.Draft || !p.InForce.On(day))).Select(p => new LeftOutPack(p, WhyNotLaw(p, day)))];
    }

    private static Text WhyNotLaw(Pack pack, DateOnly day)
    {
        if (pack.Status == PackStatus.Draft)
            return new("草案，不作为定级和报告的依据", "a draft; it neither grades nor obliges");
        return day < pack.InForce.From
            ? new($"自{pack.InForce.From:yyyy-MM-dd}起施行", $"in force from {pack.InForce.From:yyyy-MM-dd} only")
            : new($"自{pack.InForce.Until:yyyy-MM-dd}起不再施行", $"no longer in force from {pack.InForce.Until:yyyy-MM-dd} on");
    }

    /// <summary>Assesses an incident.</summary>
    /// <param name="incident">Its facts.</param>
    /// <param name="on">The day of the law, for the record: a day of this era.</param>
    /// <param name="judged">Levels that people judged or determined, which duties count beside the settled one; null when nobody did.</param>
    public Assessment Assess(Incident incident, DateOnly on, JudgedLevels? judged = null)
    {
        var packs = new List<PackAssessment>(_packs.Count);
        var truths = new List<(CompiledPack Compiled, Truth[] Truths, int Settled, int Ceiling)>(_packs.Count);
        List<LeftOutPack> leftOut = [.. _notLaw];
        var assumed = incident.DeclaredAssumed;
        int settled = 0, ceiling = 0;
        foreach (var compiled in _packs)
        {
            var t = new Truth[compiled.Circuit.Count];
            compiled.Circuit.Evaluate(incident.Values, t, 0, compiled.ScopeEnd);
            assumed.Add(compiled.ScopeFacts.And(incident.Defaulted));
            if (LeftOut(compiled, t, incident) is { } left)
            {
                leftOut.Add(left);
                continue;
            }

            assumed.Add(compiled.AllFacts.And(incident.Defaulted));
            compiled.Circuit.Evaluate(incident.Values, t, compiled.ScopeEnd, compiled.GradingEnd);
            var pack = Grade(compiled, t, incident, out var packSettled, out var packCeiling);
            packs.Add(pack);
            truths.Add((compiled, t, packSettled, packCeiling));
            if (!compiled.Pack.Grades)
                continue;
            // A pack whose scope is Unknown says only what could be.
            ceiling = Math.Max(ceiling, Math.Max(packSettled, packCeiling));
            if (pack.Applies == Truth.True)
                settled = Math.Max(settled, packSettled);
        }

        if (_notLaw.Count > 0)
            leftOut.Sort((a, b) => string.CompareOrdinal(a.Pack.Id, b.Pack.Id));
        // Where no pack that grades was asked, the level is simply not known, which must never read as "nothing owed". Where all of them are left
        // out, the incident has no level.
        var counted = Math.Max(settled, judged is null ? 0 : (int)judged.Highest);
        var duties = Duties(packs, truths, incident, counted, _gradingAsked ? Math.Max(ceiling, counted) : (int)Level.ParticularlyMajor, judged);
        return new(incident, on, AsLevel(settled), ceiling > settled ? AsLevel(ceiling) : null, packs, leftOut, assumed, duties);
    }

    private static Level? AsLevel(int level) => level == 0 ? null : (Level)level;

    private static LeftOutPack? LeftOut(CompiledPack compiled, Truth[] truths, Incident incident)
    {
        if (truths[compiled.Applies] == Truth.False)
            return new(compiled.Pack, new(compiled.Circuit, truths, incident, compiled.Applies), exclusion: null);
        for (var i = 0; i < compiled.LeftOut.Length; i++)
            if (truths[compiled.LeftOut[i]] == Truth.True)
                return new(compiled.Pack, new(compiled.Circuit, truths, incident, compiled.LeftOut[i]), compiled.Pack.LeftOut[i]);
        return null;
    }

    private static PackAssessment Grade(CompiledPack compiled, Truth[] truths, Incident incident, out int settled, out int ceiling)
    {
        settled = 0;
        ceiling = 0;
        if (!compiled.Pack.Grades)
            return new(compiled, truths, incident) { Applies = truths[compiled.Applies] };
        foreach (var rule in compiled.Rules)
        {
            var level = (int)rule.Rule.Level;
            if (truths[rule.Gate] == Truth.True)
                settled = Math.Max(settled, level);
            else if (truths[rule.Gate] == Truth.Unknown)
                ceiling = Math.Max(ceiling, level);
        }

        foreach (var (gap, gate) in compiled.Gaps)
            if (truths[gate] != Truth.False && gap.Proposes is { } proposes)
                ceiling = Math.Max(ceiling, (int)proposes);

        var because = Because(compiled, truths, settled);
        var gaps = compiled.Gaps.Length == 0 ? [] : TrueGaps(compiled, truths);
        return new(compiled, truths, incident)
        {
            Applies = truths[compiled.Applies],
            Settled = AsLevel(settled),
            CouldBe = ceiling > settled ? (Level)ceiling : null,
            Because = because.ConvertAll(r => r.Rule),
            Open = OpenFacts(compiled, truths, settled),
            Gaps = gaps,
            Readings = Readings(compiled, truths, because),
            NeedsPerson = because.Count > 0 && (gaps.Count > 0 || NeedsPerson(because, truths)),
            Distances = Distances(compiled, truths, incident, settled),
        };
    }

    private static List<CompiledRule> Because(CompiledPack compiled, Truth[] truths, int settled)
    {
        var because = new List<CompiledRule>(4);
        foreach (var rule in compiled.Rules)
            if ((int)rule.Rule.Level == settled && truths[rule.Gate] == Truth.True)
                because.Add(rule);
        return because;
    }

    private static bool NeedsPerson(List<CompiledRule> because, Truth[] truths)
    {
        var allPending = true;
        foreach (var rule in because)
        {
            if (rule.Rule.Force == Force.Presumes || rule.ReadingGate >= 0 && truths[rule.ReadingGate] == Truth.True)
                return true;
            allPending &= rule.Rule.Ground.Check == Check.Pending;
        }

        return allPending;
    }

    private static IReadOnlyList<Gap> TrueGaps(CompiledPack compiled, Truth[] truths)
    {
        List<Gap>? gaps = null;
        foreach (var (gap, gate) in compiled.Gaps)
            if (truths[gate] == Truth.True)
                (gaps ??= []).Add(gap);
        return gaps ?? (IReadOnlyList<Gap>)[];
    }

    private static IReadOnlyList<Reading> Readings(CompiledPack compiled, Truth[] truths, List<CompiledRule> because)
    {
        List<Reading>? readings = null;
        if (compiled.ScopeReading >= 0 && truths[compiled.ScopeReading] == Truth.True)
            readings = [compiled.Pack.ScopeReading!];
        foreach (var rule in because)
            if (rule.ReadingGate >= 0 && truths[rule.ReadingGate] == Truth.True && readings?.Contains(rule.Rule.Reading!) != true)
                (readings ??= []).Add(rule.Rule.Reading!);
        return readings ?? (IReadOnlyList<Reading>)[];
    }

    private static FactSet OpenFacts(CompiledPack compiled, Truth[] truths, int settled)
    {
        var open = new FactSet();
        foreach (var rule in compiled.Rules)
            if ((int)rule.Rule.Level > settled)
                compiled.Circuit.CollectOpen(rule.Gate, truths, ref open);
        foreach (var (gap, gate) in compiled.Gaps)
            if (gap.Proposes is { } proposes && (int)proposes > settled)
                compiled.Circuit.CollectOpen(gate, truths, ref open);
        compiled.Circuit.CollectOpen(compiled.Applies, truths, ref open);
        foreach (var gate in compiled.LeftOut)
            compiled.Circuit.CollectOpen(gate, truths, ref open);
        return open;
    }

    private static IReadOnlyList<Distance> Distances(CompiledPack compiled, Truth[] truths, Incident incident, int settled)
    {
        List<Distance>? distances = null;
        foreach (var rule in compiled.Rules)
        {
            if ((int)rule.Rule.Level <= settled || truths[rule.Gate] == Truth.True)
                continue;
            foreach (var gate in rule.Thresholds)
            {
                if (truths[gate] != Truth.False)
                    continue;
                var compare = (Condition.Compare)compiled.Circuit.ConditionOf(gate);
                var value = incident.Values[compare.Fact.Slot];
                // Not applicable has no distance: no number is short.
                if (value.Knowledge == Knowledge.Known && compiled.Circuit.WouldDecide(gate, rule.Gate, truths))
                    (distances ??= []).Add(new(rule.Rule, compare.Fact, compare.Threshold - value.High));
            }
        }

        return distances ?? (IReadOnlyList<Distance>)[];
    }

    private List<DutyOutcome> Duties(
        List<PackAssessment> packs, List<(CompiledPack Compiled, Truth[] Truths, int Settled, int Ceiling)> evaluated, Incident incident, int settled, int ceiling, JudgedLevels? judged)
    {
        var duties = new List<DutyOutcome>(48);
        for (var i = 0; i < packs.Count; i++)
        {
            var (compiled, truths, packSettled, packCeiling) = evaluated[i];
            var own = compiled.Pack.Grades;
            compiled.Circuit.Evaluate(incident.Values, truths, compiled.GradingEnd, compiled.Circuit.Count,
                own ? Raised(packSettled) : settled, own ? Raised(packCeiling) : ceiling);

            int Raised(int level) => judged is null ? level : Math.Max(level, (int)judged.Under(compiled.Pack.Id));
            foreach (var duty in compiled.Duties)
            {
                if (duty.Unless >= 0 && truths[duty.Unless] == Truth.True)
                    continue;
                if (duty.Duty.Limit is Limit.Every every && incident.At(every.EndsAnchor) is not null)
                    continue;
                var condition = truths[duty.When] < packs[i].Applies ? truths[duty.When] : packs[i].Applies;
                if (condition != Truth.False)
                    duties.Add(DutyOutcome.Of(packs[i], duty, condition, incident, _library.Calendar));
            }
        }

        return duties;
    }
}
