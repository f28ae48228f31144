using System.Diagnostics;
using System.Globalization;
using Dapper;
using Fengsui.Store.Intake;
using Xunit;

namespace Fengsui.Store.Tests;

/// <summary>The queue in front of risk information, and what stands beside the journal of risks.</summary>
public abstract class IntakeTests(bool postgres) : StoreTest(postgres)
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    private static IntakeItem Item(string raw = "x", long at = 0) => new(Mine, "test", Lines.Morning + at, "{}", raw);

    private static RiskSeen Seen(long times) => new(Mine, Key, "risk-1", Lines.Morning, Lines.Morning + times, times, 5);

    [Fact]
    public async Task What_is_accepted_stands_on_the_disk_in_the_order_in_which_it_came()
    {
        await using (var queue = new IntakeQueue(Database))
            for (var i = 0; i < 50; i++)
                await Offered(queue, Item($"{i}"));
        await using var again = new IntakeQueue(Database);
        await again.Count(default);
        Assert.Equal(50, again.Waiting);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), (await again.Next(1000, long.MaxValue, default)).Select(w => w.Item.Raw));
        Assert.Equal(3, (await again.Next(3, long.MaxValue, default)).Count);
        Assert.Single(await again.Next(1000, 1, default));
        Assert.Empty((await Store.Verify()).Findings);
    }

    [Fact]
    public async Task Many_senders_at_once_lose_nothing_and_a_full_queue_says_so()
    {
        await using var queue = new IntakeQueue(Database, mostItems: 100, mostWaiting: 2000);
        long taken = 0, refused = 0;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 30; i++)
                if (queue.TryOffer([Item(), Item(), Item(), Item()], out var durable))
                {
                    await durable;
                    Interlocked.Add(ref taken, 4);
                }
                else
                {
                    Interlocked.Add(ref refused, 4);
                }
        })));
        Assert.Equal(20 * 30 * 4, taken + refused);
        Assert.True(taken <= 2000);
        Assert.Equal(taken, await Database.Read((c, _) => c.ExecuteScalarAsync<long>("select count(*) from intake")));
    }

    [Fact]
    public async Task Who_can_wait_waits_for_room()
    {
        await using var queue = new IntakeQueue(Database, mostItems: 2, mostWaiting: 1000);
        var all = new List<Task>();
        for (var i = 0; i < 40; i++)
            all.Add(await queue.OfferWaiting([Item(), Item()], default));
        await Task.WhenAll(all);
        Assert.Equal(80, queue.Accepted);
    }

    [Fact]
    public async Task A_piece_is_worked_off_once_whoever_tries()
    {
        await using var queue = new IntakeQueue(Database);
        await Offered(queue, Item(), Item());
        var ids = (await queue.Next(10, long.MaxValue, default)).Select(w => w.Id).ToList();
        var book = new RiskBook(Database);
        await book.Write(new() { Done = [ids[0]], First = [Seen(1)] }, default);
        await Assert.ThrowsAsync<AlreadyWorkedOffException>(() => book.Write(new() { Done = ids, Again = [Seen(3)] }, default));
        Assert.Equal(1, Assert.Single(await book.Seen([(Mine, Key)], default)).Times);
        await book.Write(new() { Done = [ids[1]], Again = [Seen(2)] }, default);
        Assert.Equal(2, Assert.Single(await book.Of(Mine, ["risk-1"], default)).Times);
        Assert.Empty(await book.Seen([(Theirs, Key)], default));
        Assert.Empty((await Store.Verify()).Findings);
    }

    [Fact]
    public async Task What_was_received_is_found_by_its_hash_and_what_is_tied_by_its_key()
    {
        var book = new RiskBook(Database);
        await book.Write(new()
        {
            Evidence = [new("risk-1", 0, Mine, "test", Lines.Morning, "h1", "{}", "raw"), new("risk-1", 1, Mine, "test", Lines.Morning, "h2", "{}", "raw 2")],
            Groups = [new(Mine, "s:1", "g1", Lines.Morning)],
        }, default);
        await book.Write(new() { Groups = [new(Mine, "s:1", "g2", Lines.Morning + 5)] }, default);
        Assert.Equal([("risk-1", "h2")], await book.Received([("risk-1", "h2"), ("risk-1", "h3"), ("risk-2", "h2")], default));
        Assert.Equal("g2", Assert.Single(await book.Groups([(Mine, "s:1"), (Theirs, "s:1")], default)).Group);
        Assert.Equal(["raw", "raw 2"], (await book.Evidence(Mine, "risk-1", 10, default)).Select(e => e.Raw));
        Assert.Empty(await book.Evidence(Theirs, "risk-1", 10, default));
        Assert.Empty((await Store.Verify()).Findings);
    }

    [Fact]
    public async Task What_was_accepted_survives_a_kill()
    {
        for (var round = 0; round < 5; round++)
        {
            var kept = await Kept(200 + 60 * round);
            var stands = await Database.Read((c, _) => c.ExecuteScalarAsync<long>("select count(*) from intake"));
            Assert.True(kept > 0 && stands >= kept, $"{kept} were acknowledged, {stands} are there");
            await Database.Write((c, t) => c.ExecuteAsync("delete from intake", null, t));
        }
    }

    private static Task Offered(IntakeQueue queue, params IntakeItem[] items)
    {
        Assert.True(queue.TryOffer(items, out var durable));
        return durable;
    }

    private async Task<long> Kept(int milliseconds)
    {
        using var victim = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Fengsui.Store.Crash"), ["intake", Place.Where])
        {
            RedirectStandardOutput = true, UseShellExecute = false,
        })!;
        var last = 0L;
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = Task.Run(async () =>
        {
            while (await victim.StandardOutput.ReadLineAsync() is { } line)
            {
                // The last line may be cut: what was not said whole was not said.
                if (line.StartsWith("kept ", StringComparison.Ordinal) && long.TryParse(line.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var said) && said >= last)
                    last = said;
                first.TrySetResult();
            }
        });
        await Task.WhenAny(first.Task, reading);
        await Task.Delay(milliseconds);
        victim.Kill();
        await victim.WaitForExitAsync();
        await reading;
        return last;
    }
}

public sealed class IntakeOnSqlite() : IntakeTests(false);

public sealed class IntakeOnPostgres() : IntakeTests(true);
