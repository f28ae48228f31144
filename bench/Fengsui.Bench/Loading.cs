using System.Diagnostics;
using System.Globalization;
using Fengsui.Law.Packs;

namespace Fengsui.Bench;

/// <summary>Reading, checking and linking all packs from their files.</summary>
internal static class Loading
{
    private const int WarmLoads = 30;
    private const int Processes = 10;

    public static int Run()
    {
        var first = Enumerable.Range(0, Processes).Select(_ => InNewProcess()).ToList();
        Load();
        var warm = Enumerable.Range(0, WarmLoads).Select(_ => Load()).ToList();
        var cores = Environment.ProcessorCount == 1 ? "one core" : $"{Environment.ProcessorCount} cores";
        Console.WriteLine(Durations.Head);
        Console.WriteLine(Durations.Row($"load all packs, first in a process ({Processes} processes), {cores}", first));
        Console.WriteLine(Durations.Row($"**load** all packs, warm ({WarmLoads} loads), {cores}", warm));
        Console.WriteLine();
        Console.WriteLine($"Bar: warm load < 300 ms: **{(Durations.Median(warm) < 300 ? "holds" : "missed")}**.");
        return 0;
    }

    /// <summary>The first thing that this process does.</summary>
    public static int Once()
    {
        Console.WriteLine(Load().ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static double InNewProcess()
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, "load-once") { RedirectStandardOutput = true, UseShellExecute = false })!;
        var written = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(written, CultureInfo.InvariantCulture);
    }

    private static double Load()
    {
        var start = Stopwatch.GetTimestamp();
        var library = Library.Load(Incidents.PacksFolder);
        var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return library.Packs.Count > 0 ? elapsed : throw new InvalidOperationException();
    }
}

/// <summary>A few long times, in milliseconds.</summary>
internal static class Durations
{
    public const string Head = "| what | median | least | most |\n|---|---:|---:|---:|";

    public static double Median(IReadOnlyList<double> times) => times.Order().ElementAt(times.Count / 2);

    public static string Row(string what, IReadOnlyList<double> times) =>
        string.Create(CultureInfo.InvariantCulture, $"| {what} | {Median(times):N0} ms | {times.Min():N0} ms | {times.Max():N0} ms |");
}
