using System.Security.Cryptography;
using Dapper;
using Fengsui.Law.Calendar;
using Xunit;

namespace Fengsui.Store.Tests;

public abstract class QueueTests(bool postgres) : StoreTest(postgres)
{
    private static Instant At(long seconds) => new(Lines.Morning + seconds);

    [Fact]
    public async Task Clocks_are_due_in_their_order_until_they_are_met()
    {
        await Open("m1", Lines.Due("b", Lines.Morning + 20), Lines.Due("a", Lines.Morning + 10));
        await Open("m2", Lines.Due("c", Lines.Morning + 15));
        Assert.Empty(await Store.Queues.DueClocks(At(9), 10));
        Assert.Equal(["a", "c", "b"], (await Store.Queues.DueClocks(At(20), 10)).Select(d => d.Key));
        Assert.Equal(new DueClock("m1", Mine, "counter", "a", Lines.Morning + 10), (await Store.Queues.DueClocks(At(20), 1))[0]);
        await Add("m1", Lines.Met("a"), Lines.Due("b", Lines.Morning + 30), Lines.Due("d", Lines.Morning + 5));
        Assert.Equal(["d", "c"], (await Store.Queues.DueClocks(At(20), 10)).Select(d => d.Key));
    }

    [Fact]
    public async Task A_message_is_held_by_one_sender_at_a_time()
    {
        await Open("m1", Lines.Told("x", "y"), Lines.Told("z"));
        var both = await Task.WhenAll(Store.Queues.Claim("s1", At(0), 2, 60), Store.Queues.Claim("s2", At(0), 2, 60));
        Assert.Equal(3, both.Sum(b => b.Count));
        Assert.Empty(await Store.Queues.Claim("s3", At(59), 10, 60));
        var mine = both[0].Count > 0 ? ("s1", both[0][0]) : ("s2", both[1][0]);
        Assert.False(await Store.Queues.Done("s3", mine.Item2, At(1), "sent"));
        Assert.True(await Store.Queues.Done(mine.Item1, mine.Item2, At(1), "sent"));
        Assert.False(await Store.Queues.Done(mine.Item1, mine.Item2, At(1), "sent"));
        var again = await Store.Queues.Claim("s3", At(60), 10, 60);
        Assert.Equal(2, again.Count);
        Assert.All(again, m => Assert.Equal(2, m.Tries));
        Assert.True(await Store.Queues.Failed("s3", again[0], At(500), "no answer"));
        Assert.Single(await Store.Queues.Claim("s4", At(200), 10, 60));
        Assert.Equal(2, (await Store.Queues.Claim("s4", At(500), 10, 60)).Count);
    }

    [Fact]
    public async Task A_lease_has_one_holder()
    {
        Assert.True(await Store.Queues.TryLease("sweep", "n1", At(0), 30));
        Assert.False(await Store.Queues.TryLease("sweep", "n2", At(29), 30));
        Assert.True(await Store.Queues.TryLease("sweep", "n1", At(29), 30));
        Assert.False(await Store.Queues.TryLease("sweep", "n2", At(58), 30));
        Assert.True(await Store.Queues.TryLease("sweep", "n2", At(59), 30));
        Assert.False(await Store.Queues.TryLease("sweep", "n1", At(60), 30));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(262_144)]
    [InlineData(262_145)]
    [InlineData(1_000_000)]
    public async Task A_file_is_sealed_and_opened(int size)
    {
        var content = RandomNumberGenerator.GetBytes(size);
        var put = await Store.Attachments.Put(New("a1"), new MemoryStream(content), 1_000_000);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), put.PlainHash);
        Assert.Equal(put, await Store.Attachments.Find(Mine, "a1"));
        Assert.Equal(put, Assert.Single(await Store.Attachments.Of(Mine, "m1")));
        Assert.Equal(content, await ReadAll(await Store.Attachments.Open(Mine, "a1")));
        Assert.Null(await Store.Attachments.Open(Theirs, "a1"));
        Assert.False(await Store.Attachments.EraseKey(Theirs, "a1"));
        Assert.True(await Store.Attachments.EraseKey(Mine, "a1"));
        Assert.False(await Store.Attachments.EraseKey(Mine, "a1"));
        Assert.Null(await Store.Attachments.Open(Mine, "a1"));
        Assert.NotNull(await Store.Attachments.Find(Mine, "a1"));
    }

    [Fact]
    public async Task A_file_that_is_too_large_leaves_nothing()
    {
        await Assert.ThrowsAsync<StoreException>(() => Store.Attachments.Put(New("a1"), new MemoryStream(new byte[11]), 10));
        Assert.Null(await Store.Attachments.Find(Mine, "a1"));
        Assert.Equal(0, await Database.Read((c, _) => c.ExecuteScalarAsync<long>("select count(*) from attachment_chunk")));
    }

    [Fact]
    public async Task A_digest_chains_the_heads_of_what_has_changed()
    {
        await Open("m2");
        await Open("m1", Lines.Added(1));
        var first = await Store.Digests.Take(At(0));
        Assert.Equal((1L, 2L, 3L, LineHash.Start), (first.Ordinal, first.Matters, first.Lines, first.Previous));
        var heads = (await Store.Load(Mine, "m1"), await Store.Load(Mine, "m2"));
        var text = $"{LineHash.Start}\nm1 2 {heads.Item1!.Row.Head}\nm2 1 {heads.Item2!.Row.Head}\n";
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text))), first.Root);
        await Add("m2", Lines.Added(1));
        var second = await Store.Digests.Take(At(1));
        Assert.Equal((2L, 1L, 2L, first.Root), (second.Ordinal, second.Matters, second.Lines, second.Previous));
        Assert.Equal((0L, second.Root), await Store.Digests.Take(At(2)) is var third ? (third.Matters, third.Previous) : default);
        Assert.Equal(3, (await Store.Digests.Last())!.Ordinal);
    }

    [Fact]
    public async Task A_digest_under_load_loses_no_line()
    {
        var writing = Task.WhenAll(Enumerable.Range(0, 10).Select(async i =>
        {
            await Open($"m{i}");
            for (var n = 0; n < 20; n++)
                await Add($"m{i}", Lines.Added(n));
        }));
        while (!writing.IsCompleted)
            await Store.Digests.Take(At(0));
        await writing;
        await Store.Digests.Take(At(1));
        var missing = await Database.Read((c, _) => c.ExecuteScalarAsync<long>(
            "select count(*) from snapshot s where not exists (select 1 from digest_head d where d.matter = s.matter and d.seq = s.version)"));
        Assert.Equal(0, missing);
    }

    [Fact]
    public async Task A_pinned_pack_stays_as_it_was()
    {
        await Store.Packs.Keep("sha256:1", "cn.a", "1.0.0", "{}");
        await Store.Packs.Keep("sha256:1", "cn.a", "1.0.0", "{\"other\":1}");
        Assert.Equal("{}", await Store.Packs.Find("sha256:1"));
        Assert.Null(await Store.Packs.Find("sha256:2"));
    }

    private static NewAttachment New(string id) => new(id, Mine, "m1", "application/pdf", "报告.pdf", Lines.Morning, "person-1");

    private static async Task<byte[]> ReadAll(Stream? stream)
    {
        await using var plain = stream!;
        using var all = new MemoryStream();
        await plain.CopyToAsync(all);
        return all.ToArray();
    }
}

public sealed class QueueOnSqlite() : QueueTests(false);

public sealed class QueueOnPostgres() : QueueTests(true);
