using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Dapper;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Incidents.Acts;
using Fengsui.Response.Record;
using Fengsui.Server.Background;
using Fengsui.Store;
using Fengsui.Store.Crash;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fengsui.Bench;

/// <summary>
/// Very many pending clocks, some of which come due while the sweeper runs: how late each is on the disk, that none is lost and none recorded twice when
/// the process is killed or the machine's clock steps by an hour.
/// </summary>
internal static class Clocks
{
    private const int TasksAnIncident = 10;
    private const int Seeders = 64;
    private const long Spread = 3600;
    private const int Burst = 2000;
    private const int Kills = 5;
    private const double Bar = 1000;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan BetweenKills = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);

    public static async Task<int> Run(string folder, int incidents, TimeProvider clock)
    {
        Console.WriteLine("| what | clocks recorded | median | p99 | most | processor |\n|---|---:|---:|---:|---:|---|");
        var said = new List<string>();
        foreach (var (name, where) in await Place.All(folder, "bench_clocks"))
        {
            await Seed(where, incidents, clock);
            var pending = await Pending(where);
            var machine = new Machine();
            var all = await Place.Use(where, store => Lateness(store, clock));
            var crowd = pending.CountBy(p => p).MaxBy(c => c.Value).Key;
            var late = new Times(all.Where(l => l.Due != crowd).Select(l => l.Late));
            var burst = new Times(all.Where(l => l.Due == crowd).Select(l => l.Late));
            Console.WriteLine($"| **lateness**, {name}, {pending.Count:N0} pending, spread over an hour | {Row(late)} | {machine.Shares()} |");
            Console.WriteLine($"| the same, of a burst due in one second | {Row(burst)} | |");
            said.Add($"Bar: p99 ≤ 1 s, {name}: **{(late.At(0.99) <= Bar ? "holds" : "missed")}**, of the burst **{(burst.At(0.99) <= Bar ? "holds" : "missed")}**. {await Killed(where, clock)} {await Stepped(where, pending, clock)}");
            await Place.Remove(where);
        }
        Console.WriteLine();
        foreach (var line in said)
            Console.WriteLine("- " + line);
        return 0;
    }

    private static string Row(Times late) => $"{late.Count:N0} | {Times.Show(late.At(0.5))} | {Times.Show(late.At(0.99))} | {Times.Show(late.At(1))}";

    /// <summary>What the server does all the time; the process is killed from outside.</summary>
    public static Task<int> Sweep(string where, TimeProvider clock) => Place.Use(where, async store =>
    {
        using var sweeper = new DueSweeper(store, [DueSweeper.OfIncidents(store)], clock, NullLogger<DueSweeper>.Instance);
        Console.WriteLine("sweeping");
        await sweeper.StartAsync(CancellationToken.None);
        await Task.Delay(Timeout.Infinite);
        return 0;
    });

    /// <summary>Incidents with ten tasks each, due at moments spread over an hour from now on, and a burst of them at one moment.</summary>
    private static async Task Seed(string where, int incidents, TimeProvider clock)
    {
        var machine = new Machine();
        var library = Library.Load(Incidents.PacksFolder);
        // Seeding takes its time: the hour begins afterwards.
        var begin = clock.GetUtcNow().ToUnixTimeSeconds() + 30 + incidents / 400;
        var next = -1;
        await Place.Use(where, async store =>
        {
            await Task.WhenAll(Enumerable.Range(0, Seeders).Select(s => Task.Run(async () =>
            {
                var work = new Casework(library, s);
                var random = new Random(s);
                for (var i = Interlocked.Increment(ref next); i < incidents; i = Interlocked.Increment(ref next))
                {
                    var lines = Incident(work, Instant.From(clock.GetUtcNow()), n => begin + (i < Burst && n == 0 ? 45 : random.NextInt64(Spread)), out var state);
                    await store.Append(new($"c{i:D7}", Place.Organisation, IncidentKind.Instance, 0, lines, IncidentKind.Folded(state)));
                }
            })));
            if (store.Database.Dialect == "postgres")
                await store.Database.Read((c, _) => c.ExecuteAsync("analyze;"));
            return 0;
        });
        Console.Error.WriteLine($"seeded {incidents:N0} incidents in {machine.Seconds:F0} s ({machine.Shares()}), {await Place.Size(where)}");
        while (clock.GetUtcNow().ToUnixTimeSeconds() < begin)
            await Task.Delay(Rest);
    }

    private static List<NewEntry> Incident(Casework work, Instant now, Func<int, long> due, out IncidentState state)
    {
        var scene = work.Scene(now) with { Profile = new Dictionary<string, string>() };
        var opened = (Decision.Done)Deciding.Decide(null, new OpenIncident { Title = work.Title() }, scene);
        var lines = opened.Lines.ToList();
        state = opened.After;
        for (var n = 0; n < TasksAnIncident; n++)
        {
            // A task is late one second after its due instant.
            var set = (Decision.Done)Deciding.Decide(state, new SetTask { Title = $"排查第{n}项", Due = new Instant(due(n) - 1) }, scene);
            lines.AddRange(set.Lines);
            state = set.After;
        }
        return lines;
    }

    private static Task<List<long>> Pending(string where) => Place.Use(where, store => store.Database.Read(async (connection, _) =>
        (await connection.QueryAsync<long>("select at from due order by at")).AsList()));

    /// <summary>
    /// Runs the sweeper as its own timer does. What counts is the moment at which the line that records a clock is on the disk; clocks of one incident that
    /// are recorded together count as the first of them, so what is measured is never less than what it was.
    /// </summary>
    private static async Task<List<(long Due, double Late)>> Lateness(RecordStore store, TimeProvider clock)
    {
        var late = new ConcurrentQueue<(long Due, double Late)>();
        var from = clock.GetUtcNow();
        var incidents = DueSweeper.OfIncidents(store);
        var timed = incidents with
        {
            Reach = async (due, now, ct) =>
            {
                var recorded = await incidents.Reach(due, now, ct);
                for (var n = 0; n < recorded; n++)
                    late.Enqueue((due.At, clock.GetUtcNow().ToUnixTimeMilliseconds() - due.At * 1000.0));
                return recorded;
            },
        };
        using var sweeper = new DueSweeper(store, [timed], clock, NullLogger<DueSweeper>.Instance);
        while (clock.GetUtcNow() - from < Length)
        {
            await sweeper.Tick(Instant.From(clock.GetUtcNow()), CancellationToken.None);
            await Task.Delay(Rest);
        }
        // What was due before is caught up with first, and is no lateness of this run.
        return [.. late.Where(l => l.Due > from.ToUnixTimeSeconds())];
    }

    private static async Task<string> Killed(string where, TimeProvider clock)
    {
        for (var kill = 0; kill < Kills; kill++)
        {
            using var sweeper = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["sweep", where]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            await sweeper.StandardOutput.ReadLineAsync();
            await Task.Delay(BetweenKills + TimeSpan.FromMilliseconds(137 * kill));
            sweeper.Kill();
            await sweeper.WaitForExitAsync();
        }
        var now = Instant.From(clock.GetUtcNow());
        return await Place.Use(where, async store =>
        {
            using var sweeper = new DueSweeper(store, [DueSweeper.OfIncidents(store)], clock, NullLogger<DueSweeper>.Instance);
            await sweeper.Tick(now, CancellationToken.None);
            return $"Killed {Kills} times while it swept: {await Sound(store, now)}.";
        });
    }

    private static Task<string> Stepped(string where, List<long> pending, TimeProvider clock) => Place.Use(where, async store =>
    {
        using var sweeper = new DueSweeper(store, [DueSweeper.OfIncidents(store)], clock, NullLogger<DueSweeper>.Instance);
        var now = Instant.From(clock.GetUtcNow());
        var machine = new Machine();
        var recorded = await sweeper.Tick(now.Plus(Spread), CancellationToken.None);
        var seconds = machine.Seconds;
        var again = await sweeper.Tick(now, CancellationToken.None) + await sweeper.Tick(now.Plus(Spread), CancellationToken.None);
        var sound = await Sound(store, now.Plus(Spread));
        return string.Create(CultureInfo.InvariantCulture,
            $"The clock steps forward by an hour: {recorded:N0} clocks recorded in {seconds:N0} s ({recorded / seconds:N0} a second), then back and forth again: {again} more; {sound}, of {pending.Count:N0} at first.");
    });

    /// <summary>Every clock that was due stands in the journal once, and none is pending any more.</summary>
    private static Task<string> Sound(RecordStore store, Instant now) => store.Database.Read(async (connection, _) =>
    {
        var waiting = await connection.ExecuteScalarAsync<long>("select count(*) from due where at <= @now", new { now = now.UnixSeconds });
        var all = await connection.ExecuteScalarAsync<long>("select count(*) from journal where type = 'clock-reached'");
        var once = await connection.ExecuteScalarAsync<long>("select count(*) from (select distinct matter, body from journal where type = 'clock-reached') t");
        var pending = await connection.ExecuteScalarAsync<long>("select count(*) from due");
        return string.Create(CultureInfo.InvariantCulture, $"{waiting} lost, {all - once} twice ({all:N0} recorded, {pending:N0} still pending)");
    });
}
