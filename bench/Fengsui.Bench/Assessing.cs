using Fengsui.Law.Grading;
using Fengsui.Law.Packs;

namespace Fengsui.Bench;

/// <summary>One assessment, from parsed facts, in memory.</summary>
internal static class Assessing
{
    private const double MedianBar = 10;
    private const double P99Bar = 50;
    private const double PerSecondBar = 100_000;

    public static int Run()
    {
        var library = Library.Load(Incidents.PacksFolder);
        var mix = Incidents.Mix(library);
        var all = Incidents.Cases(library, mix);
        var gradedPacks = Incidents.GradedPacks(library);
        var graded = Incidents.Cases(library, mix, [.. gradedPacks.Select(p => p.Id)]);
        var first = all[0].Assess();

        Console.WriteLine(Mixture(all.Select(c => c.Assess()).ToList()));
        Console.WriteLine();
        Console.WriteLine(Figures.Head);
        var whole = Series.Of(all, c => Kept(c.Assess()));
        Console.WriteLine(whole.Row($"**assess**, all {first.Packs.Count + first.LeftOut.Count} packs, explanation tree, duties and clocks"));
        Console.WriteLine(Series.Of(graded, c => Kept(c.Assess())).Row($"assess, only the {gradedPacks.Count} packs that grade, with their duties and clocks"));
        Console.WriteLine(Series.Of(all, c => Walked(c.Assess(), NodeWalked)).Row("assess, then every node of the tree visited"));
        Console.WriteLine(Series.Of(all, c => Walked(c.Assess(), NodeSpoken)).Row("assess, then every sentence written, in both languages"));
        Console.WriteLine();
        var met = whole.Median < MedianBar && whole.P99 < P99Bar && whole.PerSecond >= PerSecondBar;
        Console.WriteLine($"Bar: median < 10 µs, p99 < 50 µs, ≥ 100,000 a second on one core: **{whole.Verdict(met)}** (first row).");
        return 0;
    }

    private static string Mixture(List<Assessment> assessments)
    {
        var levels = Levels.HighestFirst.Select(l => $"{l.Word()} {assessments.Count(a => a.Settled == l)}").Append($"none {assessments.Count(a => a.Settled is null)}");
        return $"{assessments.Count} incidents; settled: {string.Join(", ", levels)}; could be higher: {assessments.Count(a => a.CouldBe is not null)}; "
            + $"duties: {assessments.Average(a => a.Duties.Count):F1} an incident; nodes of the trees: {assessments.Average(a => Walked(a, (_, _) => 1)):F0} an incident.";
    }

    private static long Kept(Assessment assessment) => (assessment.Settled is { } level ? (long)level : 0) + assessment.Duties.Count;

    private static long Walked(Assessment assessment, Func<Explanation, bool, long> visit)
    {
        long sum = 0;
        foreach (var pack in assessment.Packs)
        {
            sum += Under(pack.WhyApplies, visit, root: true);
            foreach (var (_, why) in pack.Rules)
                sum += Under(why, visit, root: true);
            foreach (var (_, why) in pack.AllGaps)
                sum += Under(why, visit, root: true);
        }

        foreach (var duty in assessment.Duties)
            sum += Under(duty.Why, visit, root: true);
        return sum;
    }

    private static long Under(Explanation node, Func<Explanation, bool, long> visit, bool root)
    {
        var sum = visit(node, root);
        foreach (var part in node.Parts)
            sum += Under(part, visit, root: false);
        return sum;
    }

    /// <summary>What a reader takes from a node: its truth, the value of its fact, the distance.</summary>
    private static long NodeWalked(Explanation node, bool root) => (long)node.Truth + node.Value.Low + (node.ShortBy ?? 0);

    /// <summary>The sentence of every node, and of every rule as a whole.</summary>
    private static long NodeSpoken(Explanation node, bool root) => node.Own.En.Length + (root ? node.Sentence.En.Length : 0);
}
