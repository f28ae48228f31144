using System.Diagnostics;

namespace Fengsui.Bench;

/// <summary>The command line as a person feels it: from the start of a new process to its end, its answer read.</summary>
internal static class ColdStart
{
    private const int Runs = 20;

    public static int Run(string binary)
    {
        if (!File.Exists(binary))
        {
            Console.WriteLine("The command line was not measured: it is missing or does not start.");
            return 0;
        }

        var sample = Path.Combine(Incidents.SamplesFolder, "01-customer-database.yaml");
        var first = Start(binary, sample);
        var times = Enumerable.Range(0, Runs).Select(_ => Start(binary, sample)).ToList();
        Console.WriteLine(Durations.Head);
        Console.WriteLine(Durations.Row($"**`fengsui assess`** of a sample, a new process each time ({Runs} runs)", times));
        Console.WriteLine(Durations.Row("the same, with `--json`", [.. Enumerable.Range(0, Runs).Select(_ => Start(binary, sample, "--json"))]));
        Console.WriteLine();
        Console.WriteLine($"Bar: within 1 s: **{(Math.Max(first, times.Max()) < 1000 ? "holds" : "missed")}** (the slowest of all, the first one of {first:F0} ms included).");
        return 0;
    }

    private static double Start(string binary, params string[] files)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(binary, ["assess", .. files]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return process.ExitCode == 0 && answer.Length > 0 ? elapsed : throw new InvalidOperationException($"{binary} failed with {process.ExitCode}.");
    }
}
