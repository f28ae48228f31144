using System.Diagnostics;
using System.Globalization;

namespace Fengsui.Bench;

/// <summary>How busy the machine was while something was measured, and whose work that was: on a busy machine no rate says much.</summary>
internal sealed class Machine
{
    private readonly long start = Stopwatch.GetTimestamp();
    private readonly TimeSpan own = Environment.CpuUsage.TotalTime;
    private readonly (long Busy, long All) before = Read();

    /// <summary>Seconds since this was made.</summary>
    public double Seconds => Stopwatch.GetElapsedTime(start).TotalSeconds;

    /// <summary>The shares of all cores that this process and everything else (a database server too) had.</summary>
    public string Shares()
    {
        var (busy, all) = Read();
        var total = Math.Max(1, all - before.All);
        var mine = (Environment.CpuUsage.TotalTime - own).TotalSeconds / (Seconds * Environment.ProcessorCount);
        var others = Math.Max(0, (double)(busy - before.Busy) / total - mine);
        return string.Create(CultureInfo.InvariantCulture, $"{mine:P0} ours, {others:P0} others");
    }

    // Time stolen by other virtual machines counts as busy: it was not to be had.
    private static (long Busy, long All) Read()
    {
        if (!File.Exists("/proc/stat"))
            return (0, 0);
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
            .Select(f => long.Parse(f, CultureInfo.InvariantCulture)).ToArray();
        return (fields.Sum() - fields[3] - fields[4], fields.Sum());
    }
}

/// <summary>The times of many calls.</summary>
internal sealed class Times(IEnumerable<double> milliseconds)
{
    private readonly double[] sorted = [.. milliseconds.Order()];

    public int Count => sorted.Length;

    public double At(double share) => sorted.Length == 0 ? 0 : sorted[(int)Math.Ceiling(share * (sorted.Length - 1))];

    public static string Show(double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:N1} ms");
}
