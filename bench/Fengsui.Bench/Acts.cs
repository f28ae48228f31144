using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Record;
using Fengsui.Server.Features.Incidents;
using Fengsui.Store;
using Fengsui.Store.Crash;

namespace Fengsui.Bench;

/// <summary>Acts a second, durable: many writers, each on its own incidents, each act as the server does it: load, decide, append, wait until it is on the disk.</summary>
internal static class Acts
{
    private const int Writers = 64;
    private const int ActsAnIncident = 25;
    private const double Bar = 3000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(20);

    public static async Task<int> Run(string folder, TimeProvider clock)
    {
        var library = Library.Load(Incidents.PacksFolder);
        Console.WriteLine("| what | acts a second | journal lines a second | median | p99 | processor |\n|---|---:|---:|---:|---:|---|");
        var rates = new List<(string Name, double Rate)>();
        foreach (var (name, where) in await Place.All(folder, "bench_acts"))
        {
            var (rate, row) = await Place.Use(where, store => Measure(store, library, clock));
            rates.Add((name, rate));
            Console.WriteLine($"| **acts**, {name}, {Writers} writers | {row} |");
            await Place.Remove(where);
        }
        Parts(library, clock);
        Console.WriteLine();
        var verdicts = rates.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Name} {r.Rate:N0} **{(r.Rate >= Bar ? "holds" : "missed")}**"));
        Console.WriteLine($"Bar: ≥ 3,000 acts a second on SQLite, more on PostgreSQL: {string.Join(", ", verdicts)}.");
        return 0;
    }

    private static async Task<(double Rate, string Row)> Measure(RecordStore store, Library library, TimeProvider clock)
    {
        var states = new LastStates();
        var times = new ConcurrentBag<double>();
        long lines = 0;
        var (measuring, ended) = (false, false);
        var writers = Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
        {
            var work = new Casework(library, w);
            for (var n = 0; !Volatile.Read(ref ended); n++)
            {
                for (var act = 0; act < ActsAnIncident && !Volatile.Read(ref ended); act++)
                {
                    var start = Stopwatch.GetTimestamp();
                    var written = await Act(store, states, work, $"{w}-{n}", Instant.From(clock.GetUtcNow()));
                    if (written == 0 || !Volatile.Read(ref measuring))
                        continue;
                    times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                    Interlocked.Add(ref lines, written);
                }
            }
        })).ToList();
        await Task.Delay(WarmUp);
        var machine = new Machine();
        Volatile.Write(ref measuring, true);
        await Task.Delay(Length);
        Volatile.Write(ref measuring, false);
        var (seconds, shares) = (machine.Seconds, machine.Shares());
        Volatile.Write(ref ended, true);
        await Task.WhenAll(writers);
        var all = new Times(times);
        return (all.Count / seconds, string.Create(CultureInfo.InvariantCulture,
            $"{all.Count / seconds:N0} | {lines / seconds:N0} | {Times.Show(all.At(0.5))} | {Times.Show(all.At(0.99))} | {shares}"));
    }

    /// <summary>One act; the number of lines that it wrote, 0 when it was refused.</summary>
    private static async Task<int> Act(RecordStore store, LastStates states, Casework work, string matter, Instant now)
    {
        // As the server: what this process wrote last is remembered, anything else is read.
        (long Version, IncidentState? State) known = states.Find(Place.Organisation, matter) is var (version, remembered) ? (version, remembered) : await Read(store, matter);
        var state = known.State;
        if (Deciding.Decide(state, state is null ? work.Open() : work.Next(state), work.Scene(now)) is not Decision.Done done)
            return 0;
        var outcome = await store.Append(
            new(matter, Place.Organisation, IncidentKind.Instance, known.Version, done.Lines, IncidentKind.Folded(done.After)));
        if (outcome is not AppendOutcome.Written written)
            throw new InvalidOperationException($"{matter}: {outcome}");
        states.Keep(Place.Organisation, matter, written.Version, done.After);
        return done.Lines.Count;
    }

    private static async Task<(long Version, IncidentState? State)> Read(RecordStore store, string matter) =>
        await store.Load(Place.Organisation, matter) is { } stored ? (stored.Row.Version, IncidentKind.Read(stored.Body)) : (0, null);

    /// <summary>The same acts without a store: what the processor has to do in any case, on one core.</summary>
    private static void Parts(Library library, TimeProvider clock)
    {
        var work = new Casework(library, 1);
        var (reading, deciding, folding) = (new List<double>(), new List<double>(), new List<double>());
        var machine = new Machine();
        while (machine.Seconds < Length.TotalSeconds)
        {
            string? body = null;
            for (var act = 0; act < ActsAnIncident; act++)
            {
                var start = Stopwatch.GetTimestamp();
                var state = body is null ? null : IncidentKind.Read(body);
                var read = Stopwatch.GetTimestamp();
                var decision = Deciding.Decide(state, state is null ? work.Open() : work.Next(state), work.Scene(Instant.From(clock.GetUtcNow())));
                var decided = Stopwatch.GetTimestamp();
                if (decision is not Decision.Done done)
                    continue;
                body = IncidentKind.Folded(done.After).Snapshot.Body;
                folding.Add(Stopwatch.GetElapsedTime(decided).TotalMilliseconds);
                reading.Add(Stopwatch.GetElapsedTime(start, read).TotalMilliseconds);
                deciding.Add(Stopwatch.GetElapsedTime(read, decided).TotalMilliseconds);
            }
        }
        foreach (var (what, times) in new[] { ("reading the state", reading), ("deciding", deciding), ("writing the state", folding) })
        {
            // The second half: by then the hot path is compiled for good.
            var all = new Times(times.Skip(times.Count / 2));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| of that, {what}, one core | | | {all.At(0.5):N3} ms | {all.At(0.99):N3} ms | {machine.Shares()} |"));
        }
    }
}
