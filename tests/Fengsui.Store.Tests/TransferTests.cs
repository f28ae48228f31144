using System.Text;
using Fengsui.Law.Calendar;
using Xunit;

namespace Fengsui.Store.Tests;

public abstract class TransferTests(bool postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task An_export_goes_round_through_the_other_database_and_comes_back_the_same()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("FENGSUI_POSTGRES")), "FENGSUI_POSTGRES names no PostgreSQL");
        await Busy.Fill(Store);
        var first = await Export(Store);
        var there = await OpenEmpty(!Postgres);
        Assert.Equal(12, await there.Import(new MemoryStream(first)));
        Assert.Empty((await there.Verify()).Findings);
        var second = await Export(there);
        Assert.Equal(Encoding.UTF8.GetString(first), Encoding.UTF8.GetString(second));
        var back = await OpenEmpty(Postgres);
        await back.Import(new MemoryStream(second));
        Assert.Empty((await back.Verify()).Findings);
        Assert.Equal(first, await Export(back));
        await GoesOn(back);
    }

    [Fact]
    public async Task An_export_of_an_empty_store_is_read_back()
    {
        var empty = await Export(Store);
        var other = await OpenEmpty(Postgres);
        Assert.Equal(0, await other.Import(new MemoryStream(empty)));
        Assert.Equal(empty, await Export(other));
        await Open(other, "m1");
        Assert.Equal(1, (await other.Load(Mine, "m1"))!.Row.Number);
    }

    [Fact]
    public async Task An_export_of_a_store_in_use_is_whole()
    {
        var writing = Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            await Open($"m{i}");
            for (var n = 0; n < 60; n++)
                await Add($"m{i}", Lines.Added(n), Lines.Listed("k"), Lines.Told("x"), Lines.Due($"k{n % 3}", n + 1));
        }));
        var exports = new List<byte[]>();
        while (!writing.IsCompleted)
        {
            exports.Add(await Export(Store));
            await Store.Digests.Take(new Instant(Lines.Morning));
            await Store.Queues.Claim("s", new Instant(Lines.Morning), 5, 60);
        }
        await writing;
        foreach (var export in exports.Where((_, i) => i % Math.Max(1, exports.Count / 4) == 0))
        {
            var other = await OpenEmpty(Postgres);
            await other.Import(new MemoryStream(export));
            Assert.Empty((await other.Verify()).Findings);
            Assert.Equal(export, await Export(other));
        }
    }

    [Fact]
    public async Task A_broken_line_leaves_nothing_and_is_named()
    {
        await Busy.Fill(Store);
        var lines = Encoding.UTF8.GetString(await Export(Store)).TrimEnd('\n').Split('\n');
        var other = await OpenEmpty(Postgres);
        for (var i = 0; i < lines.Length; i++)
        {
            var broken = lines.ToArray();
            var middle = lines[i].Length / 2;
            broken[i] = lines[i][..middle] + (lines[i][middle] == '0' ? '1' : '0') + lines[i][(middle + 1)..];
            var refused = await Assert.ThrowsAsync<StoreException>(() => other.Import(Stream(broken)));
            Assert.Matches(@"第\d+行", refused.Said.Zh);
            await Assert.ThrowsAsync<StoreException>(() => other.Import(Stream([.. lines[..i], .. lines[(i + 1)..]])));
            await Assert.ThrowsAsync<StoreException>(() => other.Import(Stream(lines[..i])));
        }
        await Assert.ThrowsAsync<StoreException>(() => other.Import(Stream([.. lines, "{}"])));
        Assert.Equal(2, (await Export(other)).Count(b => b == '\n'));
        await other.Import(Stream(lines));
        Assert.Empty((await other.Verify()).Findings);
    }

    [Fact]
    public async Task An_import_needs_an_empty_store()
    {
        var empty = await Export(Store);
        await Open("m1");
        var refused = await Assert.ThrowsAsync<StoreException>(() => Store.Import(new MemoryStream(empty)));
        Assert.Contains("空", refused.Said.Zh);
    }

    [Fact]
    public async Task A_long_matter_is_imported_line_by_line()
    {
        for (var part = 0; part < 6; part++)
        {
            var lines = Enumerable.Range(0, 1000).Select(i => Lines.Added(i)).ToArray();
            var all = Enumerable.Repeat(lines, part).SelectMany(l => l).Prepend(Lines.Opened("长")).ToList();
            await Store.Append(part == 0 ? Of("m1", [], [Lines.Opened("长"), .. lines]) : Of("m1", all, lines));
        }
        var other = await OpenEmpty(Postgres);
        Assert.Equal(6001, await other.Import(new MemoryStream(await Export(Store))));
        Assert.Equal((await Store.Load(Mine, "m1"))!.Body, (await other.Load(Mine, "m1"))!.Body);
    }

    [Fact]
    public async Task A_backup_of_a_store_in_use_is_whole()
    {
        await Busy.Fill(Store);
        var writing = Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            await Open($"n{i}");
            for (var n = 0; n < 40; n++)
                await Add($"n{i}", Lines.Added(n), Lines.Listed("k"));
        }));
        await using var place = await Place.New(false);
        Directory.CreateDirectory(place.Where);
        var path = Path.Combine(place.Where, "fengsui.db");
        await Store.Backup(path);
        await writing;
        await Assert.ThrowsAsync<StoreException>(() => Store.Backup(path));
        var copy = Postgres ? await Imported(path) : (await Open(place)).Store;
        Assert.Empty((await copy.Verify()).Findings);
        Assert.NotNull(await copy.Load(Mine, "m1"));
        Assert.Equal(300_000, (await copy.Attachments.Find(Mine, "a1"))!.Size);
    }

    private async Task<RecordStore> Imported(string path)
    {
        var copy = await OpenEmpty(true);
        await using var file = File.OpenRead(path);
        await copy.Import(file);
        return copy;
    }

    private static async Task GoesOn(RecordStore store)
    {
        Is<AppendOutcome.Written>(await Open(store, "new"));
        Assert.Equal(4, (await store.Load(Mine, "new"))!.Row.Number);
        Is<AppendOutcome.Written>(await Add(store, "m1", Lines.Added(1)));
        Assert.Single((await store.List(new(Mine, "counter") { Text = "泄露" })).Rows);
        Assert.Empty((await store.Verify()).Findings);
    }

    private static MemoryStream Stream(string[] lines) => new(Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))));

    private static async Task<byte[]> Export(RecordStore store)
    {
        using var all = new MemoryStream();
        await store.Export(all);
        return all.ToArray();
    }
}

public sealed class TransferOnSqlite() : TransferTests(false);

public sealed class TransferOnPostgres() : TransferTests(true);
