using System.Diagnostics;
using System.Globalization;
using Dapper;
using Fengsui.Law.Calendar;
using Fengsui.Response.Risks;
using Fengsui.Response.Risks.Formats;
using Fengsui.Server.Features.Intake;
using Fengsui.Store.Intake;

namespace Fengsui.Bench;

/// <summary>
/// Durable intake of risk information: CEF alerts are read and handed to the queue by many senders, who wait for the answer that they are on
/// the disk. First as fast as
/// they are taken; then offered at ten times the bar, when whatever is not taken must be refused and nothing accepted may be missing.
/// </summary>
internal static class Intake
{
    private const int Senders = 32;
    private const int AtOnce = 50;
    private const double Bar = 5000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(20);

    public static async Task<int> Run(string folder, TimeProvider clock)
    {
        Console.WriteLine("| what | accepted a second | refused a second | missing afterwards | most memory | processor |\n|---|---:|---:|---:|---:|---|");
        var verdicts = new List<string>();
        foreach (var (name, where) in await Place.All(folder, "bench_intake"))
        {
            var (rate, _, row) = await Place.Use(where, store => Measure(store.Database, clock, offered: null));
            Console.WriteLine($"| **intake**, {name}, {Senders} senders, {AtOnce} items a request | {row} |");
            await Place.Remove(where);
            if (where.Contains('=', StringComparison.Ordinal))
                await Place.All(folder, "bench_intake");
            var (_, missing, loaded) = await Place.Use(where, store => Measure(store.Database, clock, offered: Bar * 10));
            Console.WriteLine($"| **overload**, {name}, {Bar * 10:N0} a second offered | {loaded} |");
            await Place.Remove(where);
            verdicts.Add(string.Create(CultureInfo.InvariantCulture,
                $"{name} {rate:N0} a second **{(rate >= Bar ? "holds" : "missed")}**, at ten times the bar {missing} of the accepted missing **{(missing == 0 ? "holds" : "missed")}**"));
        }

        Console.WriteLine($"\nBar: ≥ 5,000 items a second durable, nothing accepted lost at ten times that: {string.Join("; ", verdicts)}.");
        return 0;
    }

    private static async Task<(double Rate, long Missing, string Row)> Measure(Store.Database database, TimeProvider clock, double? offered)
    {
        await using var queue = new IntakeQueue(database);
        long accepted = 0, all = 0, refused = 0, memory = 0;
        var (measuring, ended) = (false, false);
        var began = Stopwatch.GetTimestamp();
        long sent = 0;
        var senders = Enumerable.Range(0, Senders).Select(s => Task.Run(async () =>
        {
            var waiting = new List<Task>();
            for (var n = 0; !Volatile.Read(ref ended); n++)
            {
                // Offered at a rate: whoever is ahead of it rests, and nobody waits for an answer.
                while (offered is { } rate && Interlocked.Read(ref sent) > Stopwatch.GetElapsedTime(began).TotalSeconds * rate
                    && !Volatile.Read(ref ended))
                    await Task.Delay(1);
                Interlocked.Add(ref sent, AtOnce);
                var batch = Batch(s, n, clock);
                if (!queue.TryOffer(batch, out var durable))
                {
                    if (Volatile.Read(ref measuring))
                        Interlocked.Add(ref refused, AtOnce);
                    if (offered is null)
                        await Task.Delay(1);
                    continue;
                }

                var counted = durable.ContinueWith(done =>
                {
                    if (!done.IsCompletedSuccessfully)
                        return;
                    Interlocked.Add(ref all, AtOnce);
                    if (Volatile.Read(ref measuring))
                        Interlocked.Add(ref accepted, AtOnce);
                }, TaskScheduler.Default);
                if (offered is null)
                    await counted;
                else if (n % 100 == 0)
                    await Task.Yield();
                else
                    waiting.Add(counted);
                waiting.RemoveAll(t => t.IsCompleted);
            }

            await Task.WhenAll(waiting);
        })).ToList();
        await Task.Delay(WarmUp);
        var machine = new Machine();
        Volatile.Write(ref measuring, true);
        while (machine.Seconds < Length.TotalSeconds)
        {
            memory = Math.Max(memory, Environment.WorkingSet);
            await Task.Delay(100);
        }

        Volatile.Write(ref measuring, false);
        var (seconds, shares) = (machine.Seconds, machine.Shares());
        Volatile.Write(ref ended, true);
        await Task.WhenAll(senders);
        await queue.DisposeAsync();
        var stands = await database.Read((connection, _) => connection.ExecuteScalarAsync<long>("select count(*) from intake"));
        var missing = Math.Max(0, Interlocked.Read(ref all) - stands);
        return (accepted / seconds, missing, string.Create(CultureInfo.InvariantCulture,
            $"{accepted / seconds:N0} | {refused / seconds:N0} | {missing} | {memory / 1e6:N0} MB | {shares}"));
    }

    private static List<IntakeItem> Batch(int sender, int n, TimeProvider clock)
    {
        var origin = new Origin(Instant.From(clock.GetUtcNow()), "bench");
        var batch = new List<IntakeItem>(AtOnce);
        for (var i = 0; i < AtOnce; i++)
        {
            var line = string.Create(CultureInfo.InvariantCulture,
                $"<13>Mar  2 02:14:00 fw{sender} CEF:0|厂商|防火墙|1.0|{n % 200}|SQL 注入尝试 {n}|7|src=203.0.{n % 256}.{i} dst=10.0.0.{sender} spt={n} rt=1772390520000 msg=请求含有可疑语句");
            batch.Add(IntakeDoor.ItemOf(Place.Organisation, "bench", Cef.Read(line, 1, origin), origin));
        }

        return batch;
    }
}
