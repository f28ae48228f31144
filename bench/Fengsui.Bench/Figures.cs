using System.Diagnostics;
using System.Globalization;
using System.Runtime;

namespace Fengsui.Bench;

/// <summary>What a series of calls took.</summary>
/// <param name="Median">Microseconds.</param>
/// <param name="P99">Microseconds.</param>
/// <param name="P999">Microseconds.</param>
/// <param name="Mean">Microseconds: the time of the whole series by the number of calls, garbage collection included.</param>
/// <param name="Bytes">Allocated a call.</param>
/// <param name="Rounds">The median of each round, to show how quiet the machine was.</param>
/// <param name="OwnShare">Processor time by elapsed time: below 1, something else ran on the core meanwhile.</param>
internal sealed record Figures(double Median, double P99, double P999, double Mean, double Bytes, IReadOnlyList<double> Rounds, double OwnShare)
{
    public double PerSecond => 1e6 / Mean;

    /// <summary>The head of the table that <see cref="Row"/> continues.</summary>
    public const string Head =
        "| what | median | p99 | p99.9 | mean | per second | allocated a call | medians of the rounds | core was ours |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|";

    public string Row(string what) => string.Create(CultureInfo.InvariantCulture,
        $"| {what} | {Micro(Median)} | {Micro(P99)} | {Micro(P999)} | {Micro(Mean)} | {PerSecond:N0} | {Bytes:N0} B | {Micro(Rounds.Min())} – {Micro(Rounds.Max())} | {Math.Min(OwnShare, 1):P0} |");

    /// <summary>Whether a bar holds. Missed on a machine that was busy with something else it is neither held nor missed.</summary>
    public string Verdict(bool met) => met ? "holds" : OwnShare > 0.9 ? "missed" : "undecided, the machine was busy with something else";

    private static string Micro(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:N2} µs");
}

/// <summary>Measures a call many times over: the time of every single call is kept, so the tail is real and not an average of averages.</summary>
internal static class Series
{
    private const int RoundCount = 5;
    private const int Slice = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RoundLength = TimeSpan.FromSeconds(1);

    /// <summary>Where results go, so that no call can be thought useless and dropped.</summary>
    private static long _kept;

    /// <summary>Calls <paramref name="call"/> with every item in turn, in five rounds of whole passes.</summary>
    public static Figures Of<T>(IReadOnlyList<T> items, Func<T, long> call)
    {
        T[] all = [.. items];
        var ticks = new List<long>(4_000_000);
        var rounds = new List<double>(RoundCount);
        Warm(all, call);
        long elapsed = 0, allocated = 0;
        var processor = TimeSpan.Zero;
        for (var round = 0; round < RoundCount; round++)
        {
            var first = ticks.Count;
            GC.Collect();
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            var before = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            do
                Pass(all, call, ticks);
            while (Stopwatch.GetElapsedTime(start) < RoundLength);
            elapsed += Stopwatch.GetTimestamp() - start;
            processor += Environment.CpuUsage.TotalTime - before;
            allocated += GC.GetAllocatedBytesForCurrentThread() - bytes;
            rounds.Add(Quantile([.. ticks.Skip(first).Order()], 0.5));
        }

        var calls = (double)ticks.Count;
        long[] sorted = [.. ticks.Order()];
        return new(Quantile(sorted, 0.5), Quantile(sorted, 0.99), Quantile(sorted, 0.999), elapsed / calls * Microseconds, allocated / calls, rounds,
            processor.TotalSeconds * Stopwatch.Frequency / elapsed);
    }

    private static double Microseconds => 1e6 / Stopwatch.Frequency;

    /// <summary>
    /// Until the run time has compiled the hot path for good, which shows when it compiles nothing any more. It does that on a thread of its own, which
    /// shares the one core: half of the time is left to it.
    /// </summary>
    private static void Warm<T>(T[] items, Func<T, long> call)
    {
        var scratch = new List<long>(Slice);
        var next = 0;
        long start = Stopwatch.GetTimestamp(), settled = start, compiled = 0;
        while (Stopwatch.GetElapsedTime(start) < LongestWarmUp && (Stopwatch.GetElapsedTime(start) < WarmUp || Stopwatch.GetElapsedTime(settled) < Settling))
        {
            scratch.Clear();
            var slice = Stopwatch.GetTimestamp();
            Pass(items.AsSpan(next, Math.Min(Slice, items.Length - next)), call, scratch);
            next = next + Slice < items.Length ? next + Slice : 0;
            Thread.Sleep(Stopwatch.GetElapsedTime(slice) + Pause);
            if (JitInfo.GetCompiledMethodCount() == compiled)
                continue;
            compiled = JitInfo.GetCompiledMethodCount();
            settled = Stopwatch.GetTimestamp();
        }
    }

    private static void Pass<T>(ReadOnlySpan<T> items, Func<T, long> call, List<long> ticks)
    {
        foreach (var item in items)
        {
            var before = Stopwatch.GetTimestamp();
            _kept += call(item) & 1;
            ticks.Add(Stopwatch.GetTimestamp() - before);
        }
    }

    private static double Quantile(long[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))] * Microseconds;
}
