using Fengsui.Law.Calendar;
using Fengsui.Law.Conditions;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Xunit;

namespace Fengsui.Law.Tests.Grading;

/// <summary>
/// What must hold of every pack for every incident: more knowledge never takes a level away, more harm never gives a lower one. Incidents are drawn with a seed,
/// with values at, below and above every threshold that any pack names.
/// </summary>
public sealed class PropertyTests
{
    private const int Draws = 4000;
    private static readonly DateOnly Day = new(2026, 3, 2);
    private static readonly string[] Packs = [.. TheLaw.Library.Packs.Where(p => p.Assesses).Select(p => p.Id)];
    private static readonly ILookup<Fact, long> Thresholds = TheLaw.Library.Packs.SelectMany(p => p.Rules).SelectMany(r => r.When.Walk())
        .OfType<Condition.Compare>().ToLookup(c => c.Fact, c => c.Threshold);

    private static IReadOnlyList<Fact> Facts => TheLaw.Vocabulary.Facts;

    [Fact]
    public void Learning_a_fact_never_lowers_the_settled_level_nor_raises_the_ceiling()
    {
        var compared = 0;
        for (var seed = 0; seed < Draws; seed++)
        {
            var random = new Random(seed);
            var before = Draw(random);
            var fact = Facts[random.Next(Facts.Count)];
            var after = (FactValue[])before.Clone();
            after[fact.Slot] = Learn(fact, before[fact.Slot], random);
            foreach (var (a, b) in SameScope(before, after, fact))
            {
                compared++;
                Assert.True(Level(b.Settled) >= Level(a.Settled), $"seed {seed}: {a.Pack.Id} fell from {a.Settled} to {b.Settled} on learning {fact.Id}");
                Assert.True(Ceiling(b) <= Ceiling(a), $"seed {seed}: the ceiling of {a.Pack.Id} rose from {Ceiling(a)} to {Ceiling(b)} on learning {fact.Id}");
            }
        }

        Assert.True(compared > 3 * Draws / 2, $"only {compared} comparisons");
    }

    [Fact]
    public void More_harm_never_gives_a_lower_level()
    {
        var compared = 0;
        for (var seed = 0; seed < Draws; seed++)
        {
            var random = new Random(seed);
            var before = Draw(random);
            var fact = Facts[random.Next(Facts.Count)];
            if (Worsen(fact, before[fact.Slot], random) is not { } worse)
                continue;
            var after = (FactValue[])before.Clone();
            after[fact.Slot] = worse;
            foreach (var (a, b) in SameScope(before, after, fact))
            {
                compared++;
                Assert.True(Level(b.Settled) >= Level(a.Settled), $"seed {seed}: {a.Pack.Id} fell from {a.Settled} to {b.Settled} with a worse {fact.Id}");
            }
        }

        Assert.True(compared > Draws / 2, $"only {compared} comparisons");
    }

    [Fact]
    public void Every_point_of_a_range_lies_between_settled_and_ceiling()
    {
        var compared = 0;
        for (var seed = 0; seed < Draws; seed++)
        {
            var random = new Random(seed);
            var before = Draw(random);
            var fact = Facts.Where(f => f.Type == FactType.Quantity).ElementAt(seed % Facts.Count(f => f.Type == FactType.Quantity));
            var range = Range(fact, random);
            before[fact.Slot] = range;
            foreach (var point in Points(fact, range))
            {
                var after = (FactValue[])before.Clone();
                after[fact.Slot] = FactValue.Between(point, point);
                foreach (var (a, b) in SameScope(before, after, fact))
                {
                    compared++;
                    Assert.InRange(Level(b.Settled), Level(a.Settled), Ceiling(a));
                }
            }
        }

        Assert.True(compared > Draws, $"only {compared} comparisons");
    }

    [Fact]
    public void No_day_has_two_versions_of_a_row()
    {
        foreach (var pack in TheLaw.Library.Packs)
        {
            var days = pack.Rules.Select(r => r.Valid).Concat(pack.Duties.Select(d => d.Valid)).SelectMany(v => new[] { v.From, v.Until }).Where(d => d > DateOnly.MinValue && d < DateOnly.MaxValue)
                .SelectMany(d => new[] { d.AddDays(-1), d, d.AddDays(1) }).Append(Day).Distinct();
            foreach (var day in days)
            {
                Assert.All(pack.Rules.Where(r => r.Valid.On(day)).GroupBy(r => r.Id), g => Assert.Single(g));
                Assert.All(pack.Duties.Where(d => d.Valid.On(day)).GroupBy(d => d.Id), g => Assert.Single(g));
            }
        }
    }

    /// <summary>The packs that both incidents are under, with the same scope. Values that a bound overrides are contradictions, not knowledge.</summary>
    private static IEnumerable<(PackAssessment Before, PackAssessment After)> SameScope(FactValue[] before, FactValue[] after, Fact changed)
    {
        var a = Assess(before);
        var b = Assess(after);
        if (a.Incident.Implied.Concat(b.Incident.Implied).Any(i => i.Contradiction) || Unlearns(a, b, changed))
            yield break;
        foreach (var pack in a.Packs.Where(p => p.Pack.Grades))
            if (b.Packs.FirstOrDefault(p => p.Pack == pack.Pack) is { } same && same.Applies == pack.Applies)
                yield return (pack, same);
    }

    /// <summary>不适用 after a bound had told the value takes knowledge away (a bound does not touch 不适用).</summary>
    private static bool Unlearns(Assessment a, Assessment b, Fact changed) =>
        a.Incident.Implied.Any(i => i.Fact == changed) && b.Incident[changed].Knowledge == Knowledge.NotApplicable;

    private static Assessment Assess(FactValue[] values) =>
        TheLaw.Library.On(Day, Packs).Assess(new Incident(TheLaw.Vocabulary, "drawn", (FactValue[])values.Clone(), new Instant?[TheLaw.Vocabulary.Anchors.Count]), Day);

    private static int Level(Level? level) => level is { } l ? (int)l : 0;

    private static int Ceiling(PackAssessment pack) => Math.Max(Level(pack.Settled), Level(pack.CouldBe));

    private static FactValue[] Draw(Random random)
    {
        var values = Facts.Select(f => random.Next(10) switch
        {
            < 4 => FactValue.Unknown,
            4 => FactValue.NotApplicable,
            _ => Known(f, random),
        }).ToArray();
        // Incidents that the graded packs cover, most of the time.
        Set("miit_processor", "是", 8);
        Set("network_operator", "是", 9);
        Set("state_secret", "否", 7);
        Set("excluded_field", "否", 7);
        Set("content_security", "否", 8);
        return values;

        void Set(string id, string word, int outOfTen)
        {
            var fact = TheLaw.Vocabulary.Fact(id)!;
            if (random.Next(10) < outOfTen)
                values[fact.Slot] = FactValue.Word(fact.WordIndex(word));
        }
    }

    private static FactValue Known(Fact fact, Random random) => fact.Type switch
    {
        FactType.Quantity => random.Next(3) == 0 ? Range(fact, random) : Near(fact, random) is var point ? FactValue.Between(point, point) : default,
        FactType.Set => FactValue.Set(random.NextInt64(fact.AllWords + 1) & random.NextInt64(fact.AllWords + 1), random.Next(3) == 0),
        FactType.Choice or FactType.YesNo or FactType.Judgement => FactValue.Word(random.Next(fact.Words.Count)),
        FactType.Text => FactValue.Word(0),
        _ => throw new InvalidOperationException(),
    };

    private static long Near(Fact fact, Random random)
    {
        var thresholds = Thresholds[fact].DefaultIfEmpty(1000).ToList();
        return Math.Clamp(thresholds[random.Next(thresholds.Count)] + random.Next(-1, 2), 0, fact.Unit!.Max);
    }

    private static FactValue Range(Fact fact, Random random)
    {
        var (a, b) = (Near(fact, random), Near(fact, random));
        return FactValue.Between(Math.Min(a, b), random.Next(4) == 0 && fact.Unit!.Kind != QuantityKind.Percent ? FactValue.Open : Math.Max(a, b));
    }

    private static IEnumerable<long> Points(Fact fact, FactValue range) =>
        Thresholds[fact].SelectMany(t => new[] { t - 1, t, t + 1 }).Append(range.Low).Append(range.High == FactValue.Open ? fact.Unit!.Max : range.High).Where(p => p >= range.Low && p <= range.High).Distinct();

    /// <summary>The same fact known better: a value for the unknown, a point or a part of a range, another word of an open set, or the set closed.</summary>
    private static FactValue Learn(Fact fact, FactValue value, Random random) => (value.Knowledge, fact.Type) switch
    {
        (Knowledge.Unknown, _) => random.Next(6) == 0 ? FactValue.NotApplicable : Known(fact, random),
        (Knowledge.Known, FactType.Quantity) when value.Low != value.High => Points(fact, value).ToList() is var points && points[random.Next(points.Count)] is var point ? FactValue.Between(point, random.Next(2) == 0 ? point : value.High) : value,
        (Knowledge.Known, FactType.Set) when value.High != 0 => FactValue.Set(value.Low | random.NextInt64(fact.AllWords + 1), random.Next(2) == 0),
        _ => value,
    };

    /// <summary>More harm: a larger quantity, a higher judgement, a larger set, 否→是 where the vocabulary says that it is worse.</summary>
    private static FactValue? Worsen(Fact fact, FactValue value, Random random)
    {
        if (value.Knowledge != Knowledge.Known)
            return null;
        return fact.Type switch
        {
            FactType.Quantity when Near(fact, random) is var more && more > value.Low => FactValue.Between(more, Math.Max(more, value.High)),
            FactType.Judgement when value.Low < fact.Words.Count - 1 => FactValue.Word(random.Next((int)value.Low + 1, fact.Words.Count)),
            FactType.Set => FactValue.Set(value.Low | random.NextInt64(fact.AllWords + 1), value.High != 0),
            FactType.YesNo when fact.Rises && value.Low == 0 => FactValue.Word(1),
            _ => null,
        };
    }
}
