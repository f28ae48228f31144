using Fengsui.Law.Calendar;
using Fengsui.Response.Record;
using Fengsui.Response.Warnings;
using Fengsui.Store.Warnings;
using Xunit;

namespace Fengsui.Store.Tests;

public abstract class WarningBookTests(bool postgres) : StoreTest(postgres)
{
    private const string Warning = "w-1";
    private static readonly Instant Now = new(1_770_000_000);

    private WarningBook Book => new(Database);

    private UnitBook Units => new(Database);

    [Fact]
    public async Task The_register_is_kept_found_and_taken_from_by_region_group_and_name()
    {
        await Units.Keep(Mine, [Of("a", "甲公司", "浙江", "重点", "省属"), Of("b", "乙_公司", "江苏", "重点"), Of("c", "丙%公司", "浙江")], Now);
        await Units.Keep(Theirs, [Of("x", "别人的", "浙江")], Now);
        await Units.Keep(Mine, [Of("c", "丙公司", "安徽")], Now);
        Assert.Equal(["a", "b", "c"], (await Units.Page(Mine, new())).Select(u => u.Id));
        Assert.Equal(["b"], (await Units.Page(Mine, new("_"))).Select(u => u.Id));
        Assert.Equal(["a"], (await Units.Page(Mine, new(Group: "省属"))).Select(u => u.Id));
        Assert.Equal((1L, 2L), (await Units.Count(Mine, new(Region: "浙江")), await Units.Count(Mine, new(Group: "重点"))));
        Assert.Equal(["b", "c"], (await Units.Page(Mine, new(), after: "a")).Select(u => u.Id));
        var (regions, groups) = await Units.Filters(Mine);
        Assert.Equal(["安徽", "江苏"], regions.Select(r => r.Name).Except(["浙江"]).Order(StringComparer.Ordinal));
        Assert.Equal([("省属", 1), ("重点", 2)], groups);
        Assert.Equal(["a", "c"], (await Units.Meant(Mine, new() { Regions = ["安徽"], Groups = ["省属"] })).Select(r => r.Unit));
        Assert.Empty(await Units.Meant(Mine, new()));
        Assert.Equal(3, (await Units.Meant(Mine, new() { Everybody = true })).Count);
        Assert.True(await Units.Remove(Mine, "a"));
        Assert.False(await Units.Remove(Mine, "x"));
        Assert.Null(await Units.Find(Mine, "a"));
        Assert.True((await Store.Verify()).Sound);
    }

    [Fact]
    public async Task The_silent_are_found_from_the_rows_page_by_page()
    {
        var warning = new Made(await Opened(7));
        Assert.Equal(["u1", "u2", "u3"], (await Book.NotReceived(Mine, Warning, warning.Version, limit: 3)).Select(r => r.Key));
        warning = await Add(warning, new WarningEvent.ReceiptsRecorded(1, [new("u2", "phone", Now, 0), new("u4", "link", Now, 0)]));
        warning = await Add(warning, new WarningEvent.FeedbackGiven(1, "u4", "link", "已排查", false, 1, true, 0));
        Assert.Equal(["u1", "u3", "u5", "u6", "u7"], (await Book.NotReceived(Mine, Warning, warning.Version)).Select(r => r.Key));
        var first = await Book.NotReceived(Mine, Warning, warning.Version, limit: 2);
        Assert.Equal(["u5", "u6"], (await Book.NotReceived(Mine, Warning, warning.Version, first[^1].Place, 2)).Select(r => r.Key));
        Assert.Equal(["u2"], (await Book.Silent(Mine, Warning, warning.Version)).Select(r => r.Key));
        Assert.Equal(["u2", "u4"], (await Book.Of(Mine, Warning, WarningKind.Receipts(1), ["u1", "u2", "u4", "x"])).Order(StringComparer.Ordinal));
        Assert.Equal(7, (await Book.Recipients(Mine, Warning, 1)).Count);
        Assert.Equal(["u3", "u4"], (await Book.Made(Mine, Warning, WarningKind.Recipients(1), 3, 2, 4)).Select(r => r.Key));
        Assert.Equal("u4", Assert.Single(await Book.Rows(Mine, Warning, WarningKind.Feedback(1), "u4")).Key);
        Assert.Empty(await Book.NotReceived(Theirs, Warning, warning.Version));
        Assert.Empty(await Book.Of(Theirs, Warning, WarningKind.Receipts(1), ["u2"]));
    }

    [Fact]
    public async Task What_became_of_each_recipient_is_kept_once_and_who_answered_stands_beside_the_record()
    {
        await Book.Keep(Mine, Warning, 1, "issued", [new("u1", "failed", "timed-out"), new("u2", "handed", "taken")], Now);
        await Book.Keep(Mine, Warning, 1, "issued", [new("u1", "handed", "taken")], Now);
        Assert.Equal([(1, "issued", "handed", "taken", 2)], await Book.Deliveries(Mine, Warning));
        Assert.Empty(await Book.Deliveries(Theirs, Warning));
        await Database.Write((connection, transaction) => WarningBook.Keep(connection, transaction, Mine, Warning, 1, new("u1", "张三", "138", 7)));
        Assert.Equal("张三", (await Book.Answerers(Mine, Warning, 1, ["u1", "u2"]))["u1"].Name);
        Assert.True((await Store.Verify()).Sound);
    }

    private static Unit Of(string id, string name, string region, params string[] groups) => new(id, name, region, groups, false, "", "");

    private async Task<IReadOnlyList<NewEntry>> Opened(int recipients)
    {
        var made = await Add(new([]), new WarningEvent.Drafted(new() { Title = "预警" }, null, null),
            new WarningEvent.Issued(1, "1号", "某厅", null, "plan", recipients, null, null),
            new WarningEvent.RecipientsNamed(1, [.. Enumerable.Range(1, recipients).Select(n => new Recipient($"u{n}", $"单位{n}", "浙江"))]));
        return made.Lines;
    }

    private async Task<Made> Add(Made before, params WarningEvent[] events)
    {
        IReadOnlyList<NewEntry> lines = [.. events.Select(e => WarningEvents.Write(e, Now, Now, "p-1", "commander"))];
        IReadOnlyList<NewEntry> all = [.. before.Lines, .. lines];
        Is<AppendOutcome.Written>(await Store.Append(new(Warning, Mine, WarningKind.Instance, before.Lines.Count, lines, WarningKind.Instance.Fold(all))));
        return new(all);
    }

    private sealed record Made(IReadOnlyList<NewEntry> Lines)
    {
        public WarningVersion Version => WarningKind.Read(WarningKind.Instance.Fold(Lines).Snapshot.Body).Present()!;
    }
}

public sealed class WarningBookOnSqlite() : WarningBookTests(postgres: false);

public sealed class WarningBookOnPostgres() : WarningBookTests(postgres: true);
