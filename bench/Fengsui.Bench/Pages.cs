using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Fengsui.Law.Calendar;
using Fengsui.Response.Organisations;
using Fengsui.Server;
using Fengsui.Server.Background;
using Fengsui.Server.People;
using Fengsui.Store;
using Fengsui.Store.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace Fengsui.Bench;

/// <summary>
/// Pages under a steady load: requests leave at fixed moments whether or not the earlier ones were answered, as people come, so a server that falls behind
/// shows it. The server is a process of its own; the time is the one that the client waits, on the same two cores.
/// </summary>
internal static class Pages
{
    private const int Rate = 200;
    private const double Bar = 50;
    private const double WeightBar = 100_000;
    private const string UserName = "bench";
    private const string Password = "bench-4711-bench";
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    private static readonly (string Name, string Path)[] Asked =
    [
        ("the duty desk", "/"),
        ("the list", "/incidents"),
        ("the list, a search", "/incidents?q=%E5%8B%92%E7%B4%A2"),
        ("an incident", "/incidents/{0}"),
        ("its facts", "/incidents/{0}/facts"),
        ("its level", "/incidents/{0}/level"),
        ("its clocks", "/incidents/{0}/clocks"),
        ("its time line", "/incidents/{0}/timeline"),
        ("its measures", "/incidents/{0}/measures"),
        ("its papers", "/incidents/{0}/papers"),
    ];

    public static async Task<int> Run(string binary, string folder, int incidents, TimeProvider clock)
    {
        foreach (var (name, where) in await Place.All(folder, "bench_pages"))
        {
            await Large.Seed(name, where, incidents, light: false);
            var data = Path.Combine(folder, "bench_pages");
            string[] database = where == data ? [] : ["--database", where];
            await Found(data, database.Length == 0 ? null : where, clock);
            await Place.Settle(where);
            await Serve(name, binary, ["--data", data, .. database], incidents);
            await Place.Remove(where);
        }
        return 0;
    }

    /// <summary>An organisation under the name that the seeded incidents have, with one person who may see them.</summary>
    private static async Task Found(string data, string? database, TimeProvider clock)
    {
        await using var app = await App.Build(new() { Data = data, Database = database, Urls = "http://127.0.0.1:0" }, clock);
        using var scope = app.Services.CreateScope();
        var services = scope.ServiceProvider;
        var founding = services.GetRequiredService<Founding>();
        var account = founding.NewAccount(Place.Organisation, UserName, "值班员", "");
        account.PasswordHash = services.GetRequiredService<AccountManager>().PasswordHasher.HashPassword(account, Password);
        var act = new OrganisationAct.Found("基准单位", new Dictionary<string, string>(), account.Id, AllManaging: true);
        await services.GetRequiredService<Organisations>().Do(account.Organisation, act, account.Id, Instant.From(clock.GetUtcNow()),
            (connection, transaction) => Founding.Add(connection, transaction, account), CancellationToken.None);
        // Years of clocks and a first digest of everything come with the seed, not with a working day.
        await app.Services.GetRequiredService<DueSweeper>().Tick(Instant.From(clock.GetUtcNow()), CancellationToken.None);
        await app.Services.GetRequiredService<DailyDigest>().Tick(Instant.From(clock.GetUtcNow()), CancellationToken.None);
        await Tell(app.Services.GetRequiredService<RecordStore>().Queues, Instant.From(clock.GetUtcNow()));
    }

    /// <summary>And everybody was told of them, in those years.</summary>
    private static async Task Tell(Queues queues, Instant now)
    {
        while (await queues.Claim("seed", now, 5_000, 600) is { Count: > 0 } claimed)
            await queues.Done("seed", claimed, now, "seeded");
    }

    private static async Task Serve(string name, string binary, string[] options, int incidents)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        using var server = Process.Start(new ProcessStartInfo(binary, ["serve", "--urls", address.ToString().TrimEnd('/'), .. options])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new(), UseCookies = true, AllowAutoRedirect = false }) { BaseAddress = address };
            client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br, gzip");
            while (!await Answers(client))
                await Task.Delay(50);
            using (var answer = await client.PostAsJsonAsync(new Uri("/api/v1/sign-in", UriKind.Relative), new { user_name = UserName, password = Password }))
                answer.EnsureSuccessStatusCode();
            await Load(name, client, incidents);
            Console.WriteLine(await Weight(client));
            Console.WriteLine();
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    private static async Task Load(string name, HttpClient client, int incidents)
    {
        var random = new Random(4711);
        await Steady(client, WarmUp, random, incidents);
        var machine = new Machine();
        var times = await Steady(client, Length, random, incidents);
        var shares = machine.Shares();
        Console.WriteLine($"| {name} | requests | median | p95 | most |\n|---|---:|---:|---:|---:|");
        foreach (var (page, each) in Asked.Select((a, i) => (a.Name, new Times(times.Where(t => t.Page == i).Select(t => t.Milliseconds)))))
            Console.WriteLine(Row(page, each));
        var all = new Times(times.Select(t => t.Milliseconds));
        Console.WriteLine(Row("**all**", all));
        var refused = times.Count(t => t.Status != HttpStatusCode.OK);
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Bar: p95 < 50 ms at {Rate} requests a second, {name}, {incidents:N0} incidents: **{(all.At(0.95) < Bar && refused == 0 ? "holds" : "missed")}** ({Times.Show(all.At(0.95))}; {refused} not answered with 200; {shares})."));
    }

    private static string Row(string page, Times times) => string.Create(CultureInfo.InvariantCulture,
        $"| {page} | {times.Count} | {Times.Show(times.At(0.5))} | {Times.Show(times.At(0.95))} | {Times.Show(times.At(1))} |");

    private static async Task<List<(int Page, double Milliseconds, HttpStatusCode Status)>> Steady(HttpClient client, TimeSpan length, Random random, int incidents)
    {
        var running = new List<Task<(int, double, HttpStatusCode)>>();
        var start = Stopwatch.GetTimestamp();
        for (var n = 0; Stopwatch.GetElapsedTime(start) < length; n++)
        {
            var wait = TimeSpan.FromSeconds((double)n / Rate) - Stopwatch.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait);
            var page = n % Asked.Length;
            var path = string.Format(CultureInfo.InvariantCulture, Asked[page].Path, random.Next(1, incidents + 1).ToString("D8", CultureInfo.InvariantCulture));
            running.Add(Ask(client, page, path));
        }
        return [.. await Task.WhenAll(running)];
    }

    private static async Task<(int, double, HttpStatusCode)> Ask(HttpClient client, int page, string path)
    {
        var start = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        await answer.Content.ReadAsByteArrayAsync();
        return (page, Stopwatch.GetElapsedTime(start).TotalMilliseconds, answer.StatusCode);
    }

    /// <summary>What a first visit to the desk brings over the network, compressed as a browser asks for it.</summary>
    private static async Task<string> Weight(HttpClient client)
    {
        var page = await client.GetByteArrayAsync(new Uri("/", UriKind.Relative));
        using var plain = new HttpRequestMessage(HttpMethod.Get, "/");
        plain.Headers.AcceptEncoding.ParseAdd("identity");
        using var readable = await client.SendAsync(plain);
        var html = await readable.Content.ReadAsStringAsync();
        var total = (double)page.Length;
        foreach (var part in html.Split('"').Where(p => p.StartsWith("/assets/", StringComparison.Ordinal)).Distinct())
            total += (await client.GetByteArrayAsync(new Uri(part, UriKind.Relative))).Length;
        return string.Create(CultureInfo.InvariantCulture,
            $"The first page with its styles, scripts and pictures: {total / 1000:N0} KB (bar: < 100 KB, **{(total < WeightBar ? "holds" : "missed")}**).");
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
