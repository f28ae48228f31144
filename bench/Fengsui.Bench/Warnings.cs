using System.Diagnostics;
using System.Globalization;
using Dapper;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Response.Posts;
using Fengsui.Response.Warnings;
using Fengsui.Server.Background;
using Fengsui.Server.Features.Warnings;
using Fengsui.Store;
using Fengsui.Store.Warnings;
using Microsoft.Extensions.Logging.Abstractions;
using WarningAct = Fengsui.Response.Warnings.WarningAct;

namespace Fengsui.Bench;

/// <summary>One warning to very many recipients: issued, fanned out to a sink, answered by all but a few, and the few found.</summary>
internal static class Warnings
{
    private const string Warning = "w-bench";
    private const int Left = 10;
    private const int Looks = 20;

    public static async Task<int> Run(string folder, int recipients, TimeProvider clock)
    {
        foreach (var (name, where) in await Place.All(folder, "bench_warnings"))
        {
            await Place.Remove(where);
            var at = await Place.All(folder, "bench_warnings");
            Console.WriteLine($"- {name}: {await One(at.Single(p => p.Name == name).Where, recipients, clock)}");
            await Place.Remove(where);
        }
        return 0;
    }

    private static async Task<string> One(string where, int recipients, TimeProvider clock)
    {
        await using var database = await Database.Open(where);
        await using var store = await RecordStore.Open(database, [WarningKind.Instance]);
        var (units, book, now) = (new UnitBook(database), new WarningBook(database), Instant.From(clock.GetUtcNow()));
        foreach (var portion in Enumerable.Range(1, recipients).Chunk(5000))
            await units.Keep(Place.Organisation, [.. portion.Select(n => new Unit($"u{n:D6}", $"第{n}单位", n % 2 == 0 ? "浙江" : "江苏", ["重点企业"], false, "", ""))], now);

        var library = Library.Load(Incidents.PacksFolder);
        var watch = Stopwatch.StartNew();
        var places = new Dictionary<string, RecipientPlace?>();
        var meant = await units.Meant(Place.Organisation, new() { Everybody = true });
        var state = await Append(store, null, new WarningAct.Draft(Content()), Scene(library, now, meant, places));
        state = await Append(store, state, new WarningAct.Issue("1号"), Scene(library, now, meant, places));
        var issued = watch.Elapsed;

        var sunk = 0;
        var post = new WarningPost((letter, _) =>
        {
            Interlocked.Increment(ref sunk);
            return Task.FromResult(new Delivery(letter.Unit, WarningPost.Handed, "sink"));
        });
        using var sender = new WarningSender(store, units, book, post, clock, NullLogger<WarningSender>.Instance);
        watch.Restart();
        await sender.Tick(CancellationToken.None);
        var fannedOut = watch.Elapsed;
        if (sunk != recipients)
            throw new InvalidOperationException($"{sunk} of {recipients} were handed over");

        var all = await Looked(book, state, Looks);
        foreach (var (row, place) in (await Placed(book)))
            places[row] = place;
        foreach (var portion in meant.Take(recipients - Left).Select(r => r.Unit).Chunk(5000))
            state = await Append(store, state, new WarningAct.RecordReceipts(portion, "system"), Scene(library, now, meant, places));
        var few = await Looked(book, state, Looks);
        var rows = await book.NotReceived(Place.Organisation, Warning, state.Present()!);
        if (rows.Count != Left)
            throw new InvalidOperationException($"{rows.Count} are silent, not {Left}");
        var silent = await Timed(() => book.Silent(Place.Organisation, Warning, state.Present()!), Looks);
        return string.Create(CultureInfo.InvariantCulture,
            $"{recipients:N0} recipients named and issued in {issued.TotalSeconds:F1} s, handed to a sink in {fannedOut.TotalSeconds:F1} s with a row each; "
            + $"a page of those without a receipt: {all:F1} ms when nobody has answered, {few:F1} ms when all but {Left} have; of the received and silent: {silent:F1} ms (each the slowest of {Looks}).");
    }

    private static Task<double> Looked(WarningBook book, WarningState state, int times) =>
        Timed(() => book.NotReceived(Place.Organisation, Warning, state.Present()!), times);

    private static async Task<double> Timed(Func<Task<IReadOnlyList<ItemRow>>> look, int times)
    {
        var slowest = 0.0;
        for (var i = 0; i < times; i++)
        {
            var watch = Stopwatch.StartNew();
            await look();
            slowest = Math.Max(slowest, watch.Elapsed.TotalMilliseconds);
        }
        return slowest;
    }

    private static async Task<IReadOnlyDictionary<string, RecipientPlace?>> Placed(WarningBook book)
    {
        var placed = new Dictionary<string, RecipientPlace?>();
        foreach (var portion in (await book.Recipients(Place.Organisation, Warning, 1)).Chunk(5000))
            foreach (var (unit, place) in await book.Places(Place.Organisation, Warning, 1, [.. portion.Select(r => r.Unit)]))
                placed[unit] = place;
        return placed;
    }

    private static WarningContent Content() => new()
    {
        Title = "接口未授权访问预警", Plan = "cn.miit.data-incident", Colour = "黄", To = new() { Everybody = true }, ReceiptWithin = "2小时",
        Fields = new(StringComparer.Ordinal)
        {
            ["starts"] = "2026-03-02 02:14", ["impact"] = "全省", ["matters"] = "接口", ["precautions"] = "核查", ["time-limits"] = "24小时内",
        },
    };

    private static WarningScene Scene(
        Library library, Instant now, IReadOnlyList<Recipient> recipients, IReadOnlyDictionary<string, RecipientPlace?> places) => new()
    {
        Now = now, Actor = "p-bench", Posts = [new HeldPost("first-responsible", false)], Library = library, Organisation = "某厅", ActsAs = "地方行业监管部门",
        Recipients = recipients, RecipientAt = unit => places.GetValueOrDefault(unit),
    };

    private static async Task<WarningState> Append(RecordStore store, WarningState? state, WarningAct act, WarningScene scene)
    {
        var done = WarningDecisions.Decide(state, act, scene) as WarningDecision.Done ?? throw new InvalidOperationException($"{act} was refused");
        var outcome = await store.Append(new(Warning, Place.Organisation, WarningKind.Instance, state?.Lines ?? 0, done.Lines, WarningKind.Folded(done.After)));
        return outcome is AppendOutcome.Written ? done.After : throw new InvalidOperationException("the race was lost");
    }
}
