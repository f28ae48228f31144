using Dapper;
using Fengsui.Response.Record;
using Xunit;

namespace Fengsui.Store.Tests;

public abstract class SearchTests(bool postgres) : StoreTest(postgres)
{
    [Theory]
    [InlineData("泄露", "m1 m3")]
    [InlineData("数据泄露", "m1")]
    [InlineData("露数", "")]
    [InlineData("据", "m1 m2")]
    [InlineData("库", "m2")]
    [InlineData("数据 勒索", "m2")]
    [InlineData("lockbit", "m2")]
    [InlineData("LOCK", "m2")]
    [InlineData("ock", "")]
    [InlineData("ＬＯＣＫ", "m2")]
    [InlineData("2026", "m3")]
    [InlineData("cve漏洞", "m3")]
    [InlineData("!!", "")]
    [InlineData("\" OR 1", "")]
    [InlineData("' & !", "")]
    public async Task Words_are_found(string text, string matters)
    {
        await Store.Append(Of("m1", [], Lines.Opened("客户数据泄露事件")));
        await Store.Append(Of("m2", [], Lines.Opened("LockBit勒索：数据库")));
        await Store.Append(Of("m3", [], Lines.Opened("CVE-2026-1234 漏洞致泄露")));
        var query = new MatterQuery(Mine, "counter") { Text = text };
        var found = (await Store.List(query)).Rows.Select(r => r.Matter).Order();
        Assert.Equal(matters, string.Join(' ', found));
        Assert.Equal(new MatterCount(matters.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, true), await Store.Count(query));
    }

    [Fact]
    public async Task A_changed_title_is_found_by_its_new_words_only()
    {
        await Store.Append(Of("m1", [], Lines.Opened("客户数据泄露")));
        await Add("m1", Lines.Opened("网页篡改"));
        Assert.Empty((await Store.List(new(Mine, "counter") { Text = "泄露" })).Rows);
        Assert.Single((await Store.List(new(Mine, "counter") { Text = "篡改" })).Rows);
    }

    [Fact]
    public async Task What_waits_for_the_index_is_searched_verified_and_taken_after_a_crash()
    {
        await Open("m1");
        await Store.Settle();
        const string copy = "insert into search_waiting(number, scope, words, stems) select number, scope, {0}, stems from search_text";
        // As a process leaves it that was killed before its index caught up.
        await Database.Write((c, t) => c.ExecuteAsync(string.Format(copy, "words || ' 火星'"), null, t));
        Assert.Single((await Store.Verify()).Findings, f => f.Table == "search_text");
        Assert.Single((await Store.List(new(Mine, "counter") { Text = "火星" })).Rows);
        Assert.Equal(0, await Database.Read((c, _) => c.ExecuteScalarAsync<long>("select count(*) from search_waiting")));
        await Add("m1", Lines.Opened("网页篡改"));
        Assert.Empty((await Store.Verify()).Findings);
        Assert.Empty((await Store.List(new(Mine, "counter") { Text = "火星" })).Rows);
        Assert.Single((await Store.List(new(Mine, "counter") { Text = "篡改" })).Rows);
    }

    [Fact]
    public async Task Lists_filter_sort_and_page()
    {
        for (var i = 0; i < 25; i++)
        {
            var graded = Lines.Graded(i % 5 == 0 ? "处置" : "研判", i % 4, Lines.Morning + i % 7);
            NewEntry[] asks = (i % 3) switch { 0 => [Lines.Due("k", Lines.Morning + 100 - i)], 1 => [Lines.Asked(Lines.Morning + i)], _ => [] };
            await Open($"m{i:00}", [.. asks, graded]);
        }
        await Add("m07", Lines.Closed(Lines.Morning + 50));
        var all = new MatterQuery(Mine, "counter") { Limit = 4 };
        await AllPages(all, rows => rows.Select(r => -r.Number), 25);
        await AllPages(all with { Text = "数据" }, rows => rows.Select(r => -r.Number), 25);
        await AllPages(all with { Phases = ["处置"] }, rows => rows.Select(r => -r.Number), 5);
        await AllPages(all with { Phases = ["处置"], Text = "数据" }, rows => rows.Select(r => -r.Number), 5);
        await AllPages(all with { Levels = [1, 2], Phases = ["研判", "结束"] }, rows => rows.Select(r => -r.Number), 10);
        await AllPages(all with { Open = false }, rows => rows.Select(r => -r.Number), 1);
        // What has an instant, and what a word limits; what asks for nothing is left out.
        await AllPages(all with { Order = MatterOrder.NextDue }, rows => rows.Select(r => r.NextDue ?? Lines.Morning + r.Number - 1), 17);
        await AllPages(all with { Order = MatterOrder.LastChanged }, rows => rows.Select(r => -r.ChangedAt), 25);
        await AllPages(all with { Order = MatterOrder.FirstChanged, ChangedSince = Lines.Morning + 5 }, rows => rows.Select(r => r.ChangedAt), 7);
        await AllPages(all with { Order = MatterOrder.NextDue, Text = "窃取" }, rows => rows.Select(r => r.Urgency!.Value), 17);
        Assert.Empty((await Store.Verify()).Findings);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("MC4wLjE.")]
    [InlineData("MS4wLjE")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_cursor_that_is_none_is_refused(string cursor) =>
        await Assert.ThrowsAsync<StoreException>(() => Store.List(new(Mine, "counter") { Cursor = cursor }));

    private async Task AllPages(MatterQuery query, Func<IEnumerable<MatterRow>, IEnumerable<long>> key, int count)
    {
        var rows = new List<MatterRow>();
        for (string? cursor = null; ;)
        {
            var page = await Store.List(query with { Cursor = cursor });
            rows.AddRange(page.Rows);
            if (page.Next is null)
                break;
            cursor = page.Next;
        }
        Assert.Equal(count, rows.DistinctBy(r => r.Matter).Count());
        Assert.Equal(count, rows.Count);
        Assert.Equal(key(rows).Order(), key(rows));
        if (query.Order != MatterOrder.NextDue)
            Assert.Equal(new MatterCount(count, true), await Store.Count(query));
    }
}

public sealed class SearchOnSqlite() : SearchTests(false);

public sealed class SearchOnPostgres() : SearchTests(true);
