using System.Collections.Concurrent;
using Fengsui.Law.Packs;
using Fengsui.Response.Notices;
using Fengsui.Response.Organisations;
using Fengsui.Response.Record;
using Fengsui.Server;
using Fengsui.Server.Background;
using Fengsui.Server.Features.Notices;
using Fengsui.Server.Features.Notices.Channels;
using Fengsui.Server.People;
using Fengsui.Store;
using Fengsui.Store.Accounts;
using Fengsui.Store.Notices;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fengsui.Bench;

/// <summary>
/// Pages whose next step comes due while sweeper and sender run: from the second in which it is due to the moment at which a channel is handed the message.
/// The channel is a sink in the process, so what is measured is ours.
/// </summary>
internal static class Notices
{
    private const double Bar = 1000;
    private const int AtOnce = 32;
    private const int PerSecond = 150;
    private const string Person = "p-1";

    public static async Task<int> Run(string folder, int pages, TimeProvider clock)
    {
        Console.WriteLine("| what | handed over | median | p99 | most | processor |\n|---|---:|---:|---:|---:|---|");
        var said = new List<string>();
        foreach (var (name, where) in await Place.All(folder, "bench_notices"))
        {
            var machine = new Machine();
            var late = new Times(await Place.Use(where, store => Lateness(store, folder, pages, clock)));
            Console.WriteLine($"| **due to handed to a channel**, {name}, {pages:N0} pages, {PerSecond} a second | {late.Count:N0} | {Times.Show(late.At(0.5))} | {Times.Show(late.At(0.99))} | {Times.Show(late.At(1))} | {machine.Shares()} |");
            said.Add($"Bar: p99 < 1 s, {name}: **{(late.Count == pages && late.At(0.99) < Bar ? "holds" : "missed")}**.");
            await Place.Remove(where);
        }
        Console.WriteLine();
        foreach (var line in said)
            Console.WriteLine("- " + line);
        return 0;
    }

    private static async Task<IReadOnlyList<double>> Lateness(RecordStore store, string folder, int pages, TimeProvider clock)
    {
        var library = Library.Load(Incidents.PacksFolder);
        var sink = new SinkChannel(clock);
        var key = InstallationKey.Open(folder);
        var (book, contacts, metrics) = (new NoticeBook(store.Database), new ContactBook(store.Database), new Metrics());
        var channels = new ChannelBook(book, key, [sink], new(store, new()));
        var organisations = new Organisations(store, library, metrics);
        var world = new NoticeWorld(book, contacts, channels, organisations, new((_, _, _) => Task.FromResult<IReadOnlyList<IReadOnlyList<string>>?>([[Person]])), new Preferences(store.Database), clock);
        var desk = new NoticeDesk(store, world, contacts, library, metrics);
        var links = new NoticeLinks(new AckLinks(key), null!, new() { PublicAddress = "https://fengsui.example.cn" });
        await organisations.Do(Place.Organisation, new OrganisationAct.Found("测", new Dictionary<string, string>(), Person, AllManaging: true), Actors.System, world.Now, null, default);
        await store.Database.Write((connection, transaction) => NoticeBook.Save(connection, transaction, channels.Seal(
            new(Place.Organisation, "sink", "webhook", new Dictionary<string, string>()), 0)));
        // The first step is the app, the second the sink, a minute later.
        await store.Database.Write((connection, transaction) => NoticeBook.Save(connection, transaction, new PolicyRow(Place.Organisation,
            "repeat: 0\nsteps:\n  - {to: [on-duty 1], channels: [app]}\n  - {to: [on-duty 1], channels: [sink]}\n", 0, Person)));

        using var sweeper = new DueSweeper(store, [desk.Clocks], clock, NullLogger<DueSweeper>.Instance);
        using var sender = new NoticeSender(store, desk, world, book, channels, new(), links, NullLogger<NoticeSender>.Instance);
        await sweeper.StartAsync(CancellationToken.None);
        await sender.StartAsync(CancellationToken.None);
        await Seed(desk, sink, pages, clock);
        for (var i = 0; i < 180 && sink.Late.Count < pages; i++)
            await Task.Delay(1000);
        await sender.StopAsync(CancellationToken.None);
        await sweeper.StopAsync(CancellationToken.None);
        return [.. sink.Late];
    }

    // As they come in a bad hour: so many in every second.
    private static async Task Seed(NoticeDesk desk, SinkChannel sink, int pages, TimeProvider clock)
    {
        var began = clock.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, pages), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, ct) =>
        {
            var wait = TimeSpan.FromSeconds(i / (double)PerSecond) - clock.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, ct);
            var item = new NoticeItem(NoticeTopics.Overdue, "cn.x/y", new("向省级网信部门报送", "report"), null, AtOnce: true);
            await desk.Open(Place.Organisation, $"m-{i}", "incident", 1, new(3, "/", [item]), ct);
            sink.Due[$"m-{i}~1"] = (await desk.Load(Place.Organisation, $"m-{i}~1", ct))!.Next!.Value.UnixSeconds * 1000.0;
        });
    }

    private sealed class SinkChannel(TimeProvider clock) : NoticeChannel("webhook")
    {
        public ConcurrentDictionary<string, double> Due { get; } = new();

        public ConcurrentBag<double> Late { get; } = [];

        protected override IReadOnlyList<ChannelField> Own => [];

        public override Task<SendResult> Send(ChannelSettings settings, Delivery delivery, CancellationToken ct)
        {
            Late.Add(clock.GetUtcNow().ToUnixTimeMilliseconds() - Due[delivery.Id[..delivery.Id.LastIndexOf('/')]]);
            return Task.FromResult(SendResult.Taken);
        }
    }
}
