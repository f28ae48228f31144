using System.Diagnostics;
using System.Globalization;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Store;

namespace Fengsui.Bench;

/// <summary>Seeds a large record; lists, searches and counts in it; verifies it.</summary>
internal static class Large
{
    private const double ListBar = 200;
    private const double VerifyBar = 60;
    private const long VerifyLines = 10_000_000;
    private const int Calls = 100;
    private static readonly TimeSpan LongestSeries = TimeSpan.FromSeconds(15);

    /// <summary>Lists, searches and counts among so many incidents, on each database.</summary>
    public static async Task<int> AllLists(string folder, int incidents)
    {
        foreach (var (name, where) in await Place.All(folder, "bench_lists"))
        {
            await Seed(name, where, incidents, light: true);
            await Lists(name, where);
            await Place.Remove(where);
        }
        return 0;
    }

    /// <summary>Verifies so many incidents, on each database.</summary>
    public static async Task<int> AllVerified(string folder, int incidents)
    {
        var rows = new List<string>();
        foreach (var (name, where) in await Place.All(folder, "bench_verify"))
        {
            await Seed(name, where, incidents, light: false);
            rows.Add(await Verify(name, where));
            await Place.Remove(where);
        }
        Console.WriteLine("| what | journal lines | incidents | time | lines a second | processor | bar |\n|---|---:|---:|---:|---:|---|---|");
        foreach (var row in rows)
            Console.WriteLine(row);
        Console.WriteLine();
        return 0;
    }

    /// <summary>Fills an empty store through its own import.</summary>
    public static async Task<int> Seed(string name, string where, int incidents, bool light)
    {
        var machine = new Machine();
        await using var record = new SeededRecord(Library.Load(Incidents.PacksFolder), incidents, light);
        var lines = await Place.Use(where, store => store.Import(record));
        var (seconds, shares) = (machine.Seconds, machine.Shares());
        var size = await Place.Size(where);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: {incidents:N0} incidents, {lines:N0} journal lines, imported in {seconds:N0} s ({lines / seconds:N0} lines a second, {shares}), {size} on disk."));
        Console.WriteLine();
        return 0;
    }

    /// <summary>Pages, searches and counts.</summary>
    public static Task<int> Lists(string name, string where) => Place.Use(where, async store =>
    {
        var machine = new Machine();
        Console.WriteLine($"| {name} | calls | median | p95 | most | hits |\n|---|---:|---:|---:|---:|---:|");
        var slowest = ("", 0.0);
        foreach (var (what, query) in Queries())
        {
            var page = await store.List(query);
            var next = page.Next is { } cursor ? query with { Cursor = cursor } : query;
            foreach (var (suffix, asked) in new[] { ("", query), (", second page", next) }.Take(page.Next is null ? 1 : 2))
                slowest = Worst(slowest, what + suffix, await Series(what + suffix, async () => (await store.List(asked)).Rows.Count.ToString(CultureInfo.InvariantCulture)));
        }
        foreach (var (what, query) in Queries().Where(q => q.Query.Order == MatterOrder.Newest))
            slowest = Worst(slowest, what, await Series($"count: {what}", async () => Shown(await store.Count(query))));
        Console.WriteLine();
        Console.WriteLine($"Bar: p95 < 200 ms each, {name}: **{(slowest.Item2 < ListBar ? "holds" : "missed")}** (the slowest: {slowest.Item1}, {Times.Show(slowest.Item2)}; {machine.Shares()}).");
        Console.WriteLine();
        return 0;
    });

    /// <summary>Verifies everything.</summary>
    public static Task<string> Verify(string name, string where) => Place.Use(where, async store =>
    {
        var machine = new Machine();
        var report = await store.Verify();
        foreach (var finding in report.Findings.Take(5))
            Console.Error.WriteLine($"{finding.Table} {finding.Matter} {finding.Key}: {finding.Said.En}");
        var full = machine.Seconds * VerifyLines / report.Lines;
        return string.Create(CultureInfo.InvariantCulture,
            $"| **verify**, {name}{(report.Sound ? "" : ", NOT SOUND")} | {report.Lines:N0} | {report.Matters:N0} | {machine.Seconds:N1} s | {report.Lines / machine.Seconds:N0} | {machine.Shares()} | 10,000,000 lines < 60 s: {full:N0} s, **{(full < VerifyBar ? "holds" : "missed")}** |");
    });

    private static IEnumerable<(string What, MatterQuery Query)> Queries()
    {
        var all = new MatterQuery(Place.Organisation, IncidentKind.Instance.Name);
        yield return ("newest", all);
        yield return ("by next due", all with { Order = MatterOrder.NextDue });
        yield return ("by last change", all with { Order = MatterOrder.LastChanged });
        yield return ("one phase (handling)", all with { Phases = ["handling"] });
        yield return ("a phase that no incident is in", all with { Phases = ["archived"] });
        yield return ("phase and level", all with { Phases = ["assessing", "handling"], Levels = [4] });
        yield return ("closed ones", all with { Open = false });
        yield return ("a level, by next due", all with { Levels = [3], Order = MatterOrder.NextDue });
        foreach (var (kind, words) in new[]
        {
            ("very common", "系统"), ("common", "勒索"), ("middling", "水印"), ("rare", "银川"), ("rare", "侧信道"), ("one character", "库"), ("nowhere", "火星"),
            ("a phrase", "客户管理系统遭勒索"), ("a long phrase", "银川附属医院水印平台"), ("two words", "杭州 勒索"), ("common and rare", "系统 银川"),
        })
            yield return ($"search, {kind}: {words}", all with { Text = words });
        yield return ("search with filter: 系统, handling, 特别重大", all with { Text = "系统", Phases = ["handling"], Levels = [4] });
        yield return ("search with a filter that nothing passes: 系统, archived", all with { Text = "系统", Phases = ["archived"] });
    }

    private static (string, double) Worst((string, double P95) before, string what, double p95) => p95 > before.P95 ? (what, p95) : before;

    private static string Shown(MatterCount count) => string.Create(CultureInfo.InvariantCulture, $"{(count.Exact ? "" : "≥ ")}{count.Number:N0}");

    private static async Task<double> Series(string what, Func<Task<string>> call)
    {
        var times = new List<double>(Calls);
        var said = await call();
        var begun = Stopwatch.GetTimestamp();
        while (times.Count < Calls && Stopwatch.GetElapsedTime(begun) < LongestSeries)
        {
            var start = Stopwatch.GetTimestamp();
            said = await call();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        var all = new Times(times);
        Console.WriteLine($"| {what} | {all.Count} | {Times.Show(all.At(0.5))} | {Times.Show(all.At(0.95))} | {Times.Show(all.At(1))} | {said} |");
        return all.At(0.95);
    }
}
