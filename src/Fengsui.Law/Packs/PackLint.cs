using Fengsui.Law.Conditions;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Law.Input;

namespace Fengsui.Law.Packs;

/// <summary>What can only be seen over the rows of a whole pack, or over several packs.</summary>
internal static class PackLint
{
    private const long SecondsOfDay = 86_400;

    /// <param name="pack">The pack.</param>
    /// <param name="at">Where a row (a rule, a section) stands.</param>
    public static void Check(Pack pack, Func<object, Place> at)
    {
        HighestFirst(pack, at);
        ThresholdsRise(pack, at);
        EverySectionAnswered(pack, at);
    }

    /// <summary>Rules stand in the order of the instrument, which is the order of a reader who looks for the highest level.</summary>
    private static void HighestFirst(Pack pack, Func<object, Place> at)
    {
        foreach (var (before, rule) in pack.Rules.Zip(pack.Rules.Skip(1)))
            if (rule.Level > before.Level)
                throw new InputException(at(rule), rule.Id, new($"{rule.Level.Word()}排在{before.Level.Word()}之后", $"{rule.Level.Word()} stands after {before.Level.Word()}"),
                    new("按级别从高到低排列", "the highest level comes first"));
    }

    /// <summary>Rules that differ only in their level (i.pi, ii.pi, iii.pi) may not ask for less at a higher level: a slip of a digit.</summary>
    private static void ThresholdsRise(Pack pack, Func<object, Place> at)
    {
        foreach (var family in pack.Rules.GroupBy(r => Suffix(r.Id)))
        {
            foreach (var (higher, lower) in from a in family from b in family where a.Level > b.Level && a.Valid.Overlaps(b.Valid) select (a, b))
            {
                var lowerThresholds = Thresholds(lower).ToLookup(t => t.Fact, t => t.Value);
                foreach (var (fact, value) in Thresholds(higher))
                    if (lowerThresholds[fact].Any(v => v > value))
                        throw new InputException(at(higher), higher.Id, new($"{fact.Id} 的界限低于级别更低的 {lower.Id}", $"the threshold of {fact.Id} falls below that of {lower.Id}, a lower level"),
                            new("级别越高，界限不应越低", "a threshold may not fall as the level rises"));
            }
        }
    }

    private static string Suffix(string id) => id.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? id[dot..] : id;

    private static IEnumerable<(Fact Fact, long Value)> Thresholds(Rule rule) => rule.When.Walk().Select(c => c switch
    {
        Condition.Compare { Comparison: Comparison.AtLeast or Comparison.MoreThan } compare => (compare.Fact, compare.Threshold),
        Condition.Judged judged => (judged.Fact, judged.Word),
        _ => ((Fact, long)?)null,
    }).OfType<(Fact, long)>();

    /// <summary>A section that nothing carries must say that it is for people, or that it is not built yet.</summary>
    private static void EverySectionAnswered(Pack pack, Func<object, Place> at)
    {
        var carried = pack.Rows.SelectMany(r => r.Ground.Sources).Select(s => s.Section).ToHashSet();
        foreach (var section in pack.Outline)
            if (!carried.Contains(section.No) && section is { People: null, NotYet: null })
                throw new InputException(at(section), section.No, new("没有任何一行承载这一节", "no row carries this section"), new("写明 people 或 not_yet", "say `people` or `not_yet`"));
    }

    /// <summary>An internal target stands beside a duty that exists, and never gives more time than the law.</summary>
    public static void CheckTargets(Pack pack, IReadOnlyDictionary<string, Pack> packs)
    {
        foreach (var target in pack.Targets)
        {
            if (!packs.TryGetValue(target.Pack, out var other))
                throw new InputException(target.At, "pack", new($"没有包 {target.Pack}", $"there is no pack {target.Pack}"), new("内部目标只能加在已有的义务旁", "a target stands beside a duty that exists"));
            var duties = other.Duties.Where(d => d.Id == target.Duty).ToList();
            if (duties.Count == 0)
                throw new InputException(target.At, "duty", new($"{target.Pack} 没有义务 {target.Duty}", $"{target.Pack} has no duty {target.Duty}"), new("内部目标只能加在已有的义务旁", "a target stands beside a duty that exists"));
            if (duties.Find(d => IsLonger(Limits.Parse(target.Within)!, d.Limit)) is { } duty)
                throw new InputException(target.At, "within", new($"{target.Within} 长于法定的 {duty.Limit.Written}", $"{target.Within} is longer than the legal {duty.Limit.Written}"), new("内部目标只能更短", "a target may only be shorter"));
        }
    }

    /// <summary>A period in days ends with its last day, so as many days as a period in hours has are longer than it. A word has no length.</summary>
    private static bool IsLonger(Limit target, Limit law)
    {
        var (ours, theirs) = (Seconds(target), Seconds(law));
        return ours > theirs || ours == theirs && target is not Limit.Elapsed && law is Limit.Elapsed;
    }

    private static long Seconds(Limit limit) => limit switch
    {
        Limit.Word => long.MaxValue,
        Limit.Elapsed elapsed => elapsed.Seconds,
        Limit.Every every => every.Seconds,
        Limit.CalendarDays days => days.Count * SecondsOfDay,
        Limit.WorkingDays days => days.Count * SecondsOfDay,
        _ => throw new InvalidOperationException(),
    };
}
