using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Fengsui.Bench;

/// <summary>The server on an empty folder: from the start of the process until it answers, and what memory it holds after the first pages.</summary>
internal static class Starting
{
    private const int Runs = 5;
    private const double TimeBar = 2000;
    private const double MemoryBar = 200;
    private static readonly string[] Pages = ["/", "/assess", "/law", "/law/vocabulary", "/help", "/health"];

    public static async Task<int> Run(string binary)
    {
        var (times, processor, memory) = (new List<double>(), new List<double>(), new List<double>());
        for (var run = 0; run < Runs; run++)
        {
            var (milliseconds, busy, megabytes) = await Once(binary);
            times.Add(milliseconds);
            processor.Add(busy);
            memory.Add(megabytes);
        }
        Console.WriteLine("| what | median | least | most |\n|---|---:|---:|---:|");
        Console.WriteLine(Durations.Row($"**`fengsui serve`** on an empty folder until /health answers ({Runs} runs)", times));
        Console.WriteLine(Durations.Row("processor time of that, whatever else ran", processor));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| resident memory after the first {Pages.Length} pages | {memory.Order().ElementAt(Runs / 2):N0} MB | {memory.Min():N0} MB | {memory.Max():N0} MB |"));
        Console.WriteLine();
        Console.WriteLine($"Bar: < 2 s: **{(times.Max() < TimeBar ? "holds" : "missed")}**; < 200 MB: **{(memory.Max() < MemoryBar ? "holds" : "missed")}**.");
        return 0;
    }

    private static async Task<(double Milliseconds, double Processor, double Megabytes)> Once(string binary)
    {
        var data = Directory.CreateTempSubdirectory("fengsui-bench").FullName;
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = Stopwatch.GetTimestamp();
        using var server = Process.Start(new ProcessStartInfo(binary, ["serve", "--data", data, "--urls", address.ToString().TrimEnd('/')]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        try
        {
            using var client = new HttpClient { BaseAddress = address };
            while (!await Answers(client))
                await Task.Delay(5);
            var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            var busy = server.TotalProcessorTime.TotalMilliseconds;
            foreach (var page in Pages)
                using (await client.GetAsync(new Uri(page, UriKind.Relative)))
                {
                }
            return (elapsed, busy, Resident(server.Id));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<bool> Answers(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static double Resident(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
