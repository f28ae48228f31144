using Dapper;
using Fengsui.Law.Calendar;
using Fengsui.Response.Record;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit;

namespace Fengsui.Store.Tests;

public abstract class AppendTests(bool postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task What_is_written_is_read_back()
    {
        var line = Lines.Opened("数据泄露 \\\"引号\\\" \\n 换行 𠀀");
        var written = Is<AppendOutcome.Written>(await Store.Append(Of("m1", [], line, Lines.Due("4h", Lines.Morning + 14_400))));
        Assert.Equal(2, written.Version);
        var entries = await Store.Entries(Mine, "m1");
        Assert.Equal([1L, 2], entries.Select(e => e.Seq));
        Assert.Equal(line, entries[0].What);
        Assert.Equal(LineHash.Start, entries[0].Previous);
        Assert.Equal(entries[0].Hash, entries[1].Previous);
        Assert.Equal(written.Head, entries[1].Hash);
        var row = (await Store.Load(Mine, "m1"))!.Row;
        Assert.Equal((1L, 2L, written.Head, true), (row.Number, row.Version, row.Head, row.Open));
        Assert.Equal(Lines.Morning + 14_400, row.NextDue);
    }

    [Fact]
    public void The_hash_is_the_one_that_is_documented()
    {
        var what = new NewEntry("opened", 1, new Instant(5), new Instant(7), "p", "值班员", "{\"a\":\n1}");
        var text = LineHash.Start + "\nm\n1\norg\nincident\n5\n7\np\n值班员\nopened\n1\n{\"a\":\n1}";
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
        Assert.Equal(hash, new LineHash().Of(LineHash.Start, "m", 1, "org", "incident", what));
    }

    [Fact]
    public async Task Two_who_write_at_once_one_wins()
    {
        await Open("m1");
        var before = new[] { Lines.Opened("客户数据库遭窃取 m1") };
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Store.Append(Of("m1", before, Lines.Added(i)))));
        Assert.Single(outcomes.OfType<AppendOutcome.Written>());
        Assert.All(outcomes.OfType<AppendOutcome.LostRace>(), lost => Assert.Equal(2, lost.Actual));
        Assert.Equal(2, (await Store.Entries(Mine, "m1")).Count);
    }

    [Fact]
    public async Task Many_writers_write_a_whole_record()
    {
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => Open($"m{i:000}", Lines.Listed("a", "b"), Lines.Told("x"), Lines.Due("k", 5))));
        var page = await Store.List(new(Mine, "counter") { Limit = 200 });
        Assert.Equal(Enumerable.Range(101, 200).Reverse().Select(i => (long)i), page.Rows.Select(r => r.Number));
        Assert.Equal(300, (await Store.Count(new(Mine, "counter"))).Number);
    }

    [Fact]
    public async Task The_same_request_is_answered_once()
    {
        var first = new Answered(Mine + "/p", "key-1", "hash-a", 201, "{\"ok\":1}");
        var append = Of("m1", [], Lines.Opened("甲")) with { Answered = first };
        var both = await Task.WhenAll(Store.Append(append), Store.Append(append));
        Assert.Single(both.OfType<AppendOutcome.Written>());
        Assert.Equal(first, Assert.Single(both.OfType<AppendOutcome.Repeated>()).First);
        var again = Of("m2", [], Lines.Opened("乙")) with { Answered = first with { Request = "hash-b" } };
        Is<AppendOutcome.KeyReused>(await Store.Append(again));
        Assert.Null(await Store.Load(Mine, "m2"));
        await Store.Queues.PruneAnswers(new Instant(Lines.Morning + 7 * 86_400));
        Is<AppendOutcome.Repeated>(await Store.Append(append));
        await Store.Queues.PruneAnswers(new Instant(Lines.Morning + 7 * 86_400 + 1));
        Is<AppendOutcome.LostRace>(await Store.Append(append));
    }

    [Fact]
    public async Task One_bad_append_fails_alone()
    {
        var bad = Of("bad", [], Lines.Opened("甲")) with { Lines = [Lines.Opened("甲") with { Actor = "a\nb" }] };
        var all = Enumerable.Range(0, 20).Select(i => i == 7 ? Store.Append(bad) : Open($"m{i}")).ToList();
        await Assert.ThrowsAsync<StoreException>(() => all[7]);
        foreach (var good in all.Where((_, i) => i != 7))
            Is<AppendOutcome.Written>(await good);
        Assert.Null(await Store.Load(Mine, "bad"));
    }

    [Fact]
    public async Task What_is_written_along_stands_or_falls_with_it()
    {
        var append = Of("m1", [], Lines.Opened("甲"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.Append(append, (_, _) => throw new InvalidOperationException()));
        Assert.Null(await Store.Load(Mine, "m1"));
        Is<AppendOutcome.Written>(await Store.Append(append, (c, t) => c.ExecuteAsync(
            "insert into meta(key, value, sum) values ('along', '1', @sum)", new { sum = RowSum.Of(("key", "along"), ("value", "1")) }, t)));
        Assert.Equal("1", await Database.Read((c, _) => c.ExecuteScalarAsync<string>("select value from meta where key = 'along'")));
    }

    [Fact]
    public async Task A_log_takes_lines_whatever_stands_there()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 30).Select(i =>
            Store.Append(Of("log", [], Lines.Listed($"k{i}")) with { Expected = null })));
        Assert.All(all, a => Is<AppendOutcome.Written>(a));
        Assert.Equal(30, (await Store.Entries(Mine, "log")).Count);
    }

    [Fact]
    public async Task A_matter_of_others_is_as_if_it_did_not_exist()
    {
        await Open("m1", Lines.Listed("k"));
        Assert.Null(await Store.Load(Theirs, "m1"));
        Assert.Empty(await Store.Entries(Theirs, "m1"));
        Assert.Empty(await Store.Items(Theirs, "m1", "indicators"));
        Assert.Empty(await Store.FindItems(Theirs, "indicators", "k"));
        Assert.Empty((await Store.List(new(Theirs, "counter"))).Rows);
        Assert.Empty((await Store.List(new(Theirs, "counter") { Text = "数据" })).Rows);
        var stranger = Of("m1", [Lines.Opened("客户数据库遭窃取 m1"), Lines.Listed("k")], Lines.Added(1)) with { Organisation = Theirs };
        Assert.Equal(0, Is<AppendOutcome.LostRace>(await Store.Append(stranger)).Actual);
        await Assert.ThrowsAsync<StoreException>(() => Store.Append(Of("m1", [], Lines.Opened("x")) with { Organisation = Theirs }));
    }

    [Theory]
    [InlineData("update journal set body = '{}'")]
    [InlineData("delete from journal")]
    [InlineData("update item set body = '{}'")]
    [InlineData("delete from item")]
    [InlineData("update digest set root = 'x'")]
    [InlineData("delete from digest_head")]
    public async Task The_record_is_only_added_to(string sql)
    {
        await Open("m1", Lines.Listed("k"));
        await Store.Digests.Take(new Instant(Lines.Morning));
        var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Database.Write((c, t) => c.ExecuteAsync(sql, null, t)));
        Assert.Contains("append-only", refused.Message);
        Assert.Equal(2, (await Store.Entries(Mine, "m1")).Count);
    }

    [Fact]
    public async Task Nor_truncated_or_replaced()
    {
        await Open("m1");
        var columns = "matter, seq, organisation, kind, done_at, recorded_at, actor, post, type, v, prev, hash, body";
        var sql = Postgres ? "truncate journal" : $"insert or replace into journal({columns}) select {columns} from journal";
        var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Database.Write((c, t) => c.ExecuteAsync(sql, null, t)));
        Assert.Contains("append-only", refused.Message);
    }

    [Fact]
    public async Task Pages_of_lines_go_both_ways_and_by_type()
    {
        await Open("m1", [.. Enumerable.Range(1, 9).Select(i => Lines.Added(i)), Lines.Closed()]);
        Assert.Equal([4L, 5, 6], (await Store.Entries(Mine, "m1", after: 3, limit: 3)).Select(e => e.Seq));
        Assert.Equal([11L, 10], (await Store.Entries(Mine, "m1", limit: 2, newestFirst: true)).Select(e => e.Seq));
        Assert.Equal([9L, 8], (await Store.Entries(Mine, "m1", after: 10, limit: 2, newestFirst: true)).Select(e => e.Seq));
        Assert.Equal([1L, 11], (await Store.Entries(Mine, "m1", types: ["opened", "closed"])).Select(e => e.Seq));
    }

    [Fact]
    public async Task Rows_of_long_lists_are_paged_found_and_counted()
    {
        await Open("m1", Lines.Listed("a", "b"), Lines.Listed("c", "a"));
        await Open("m2", Lines.Listed("a"));
        var first = await Store.Items(Mine, "m1", "indicators", limit: 3);
        Assert.Equal(["a", "b", "c"], first.Select(i => i.Key));
        Assert.Equal(["a"], (await Store.Items(Mine, "m1", "indicators", first[^1].Place)).Select(i => i.Key));
        Assert.Equal(["m1", "m1", "m2"], (await Store.FindItems(Mine, "indicators", "a")).Select(i => i.Matter));
        Assert.Equal(4, await Store.CountItems(Mine, "m1", "indicators"));
    }

    [Fact]
    public async Task Changes_are_told_and_a_slow_listener_never_holds_the_writer()
    {
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var mine = Store.Changes.Listen(Mine, end.Token);
        _ = Store.Changes.Listen(Theirs, end.Token);
        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Open($"m{i}")));
        await foreach (var changed in mine)
        {
            Assert.Equal((Mine, 1L), (changed.Organisation, changed.Version));
            break;
        }
    }
}

public sealed class AppendOnSqlite() : AppendTests(false)
{
    [Fact]
    public async Task A_full_disk_is_said_and_loses_nothing()
    {
        await Open("m1");
        await ((SqliteDatabase)Database).Alone(c => c.Execute("pragma max_page_count = 1"), default);
        var large = Of("m2", [], [.. Enumerable.Range(0, 2000).Select(i => Lines.Added(i))]);
        var full = await Assert.ThrowsAsync<StoreException>(() => Store.Append(large));
        Assert.Contains("存储空间已满", full.Said.Zh);
        Assert.Null(await Store.Load(Mine, "m2"));
        Assert.NotNull(await Store.Load(Mine, "m1"));
        await ((SqliteDatabase)Database).Alone(c => c.Execute("pragma max_page_count = 1000000000"), default);
        Is<AppendOutcome.Written>(await Store.Append(large));
    }
}

/// <summary>One process owns the embedded database; a PostgreSQL has several.</summary>
public sealed class AppendOnPostgres() : AppendTests(true)
{
    [Fact]
    public async Task Two_nodes_that_write_at_once_one_wins()
    {
        var (_, other) = await Open(Place);
        for (var round = 0; round < 20; round++)
        {
            var matters = Enumerable.Range(0, 20).Select(i => $"r{round:00}-{i:00}").ToList();
            var outcomes = await Task.WhenAll(matters.SelectMany(m => new[] { Open(Store, m), Open(other, m) }));
            Assert.Equal(20, outcomes.OfType<AppendOutcome.Written>().Count());
            Assert.Equal(20, outcomes.OfType<AppendOutcome.LostRace>().Count());
        }
    }

    [Fact]
    public async Task Other_nodes_hear_of_changes()
    {
        var (_, other) = await Open(Place);
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using var heard = other.Changes.Listen(Mine, end.Token).GetAsyncEnumerator();
        var next = heard.MoveNextAsync().AsTask();
        for (var i = 0; !next.IsCompleted; i++)
        {
            await Open($"m{i}");
            await Task.WhenAny(next, Task.Delay(50, end.Token));
        }
        Assert.True(await next);
        Assert.StartsWith("m", heard.Current.Matter);
    }
}
