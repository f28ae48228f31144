using Dapper;
using Fengsui.Law.Calendar;
using Fengsui.Response.Record;
using Xunit;

namespace Fengsui.Store.Tests;

/// <summary>A store in which every table has rows.</summary>
internal static class Busy
{
    public static async Task Fill(RecordStore store, int size = 300_000, string organisation = "org-1")
    {
        await Append(store, organisation, "m1", 0, [Lines.Opened("客户数据泄露 LockBit"), Lines.Listed("1.2.3.4", "evil.cn"), Lines.Told("甲", "乙")]);
        await store.Digests.Take(new Instant(Lines.Morning + 1));
        await Append(store, organisation, "m2", 0,
            [Lines.Opened("网页篡改"), Lines.Due("4h", Lines.Morning + 14_400), Lines.Due("24h", Lines.Morning + 86_400)]);
        await Append(store, organisation, "甲3", 0, [Lines.Opened("\\\"𠀀\\\" \\n \\t"), Lines.Graded("处置", 3), Lines.Asked(Lines.Morning + 20), Lines.Closed(Lines.Morning + 30)]);
        await store.Digests.Take(new Instant(Lines.Morning + 2));
        await Append(store, organisation, "m1", 3, [Lines.Added(5), Lines.Listed("evil.cn")]);
        var claimed = await store.Queues.Claim("sender", new Instant(Lines.Morning + 3), 1, 60);
        await store.Queues.Done("sender", claimed[0], new Instant(Lines.Morning + 4), "sent");
        await store.Queues.Claim("sender", new Instant(Lines.Morning + 3), 1, 60);
        await store.Queues.TryLease("sweep", "node", new Instant(Lines.Morning), 60);
        await store.Packs.Keep("sha256:ab", "cn.miit", "1.0.0", "{\"id\":\"cn.miit\"}");
        await Attach(store, organisation, "a1", size);
        await Attach(store, organisation, "a2", 10);
        await store.Attachments.EraseKey(organisation, "a2");
        await store.Settle();
        await FillRest(store.Database);
    }

    // Tables that later migrations have added: a row of any values with its checksum.
    private static Task FillRest(Database database) => database.Write(async (connection, transaction) =>
    {
        foreach (var table in await Catalogue.Read(database, connection, transaction))
        {
            // What waits for the index has been taken, and would be again.
            if (table.Name == "search_waiting" || await connection.ExecuteScalarAsync<long>($"select count(*) from {table.Name}", null, transaction) > 0)
                continue;
            Assert.True(table.HasSum, $"{table.Name} has neither a checksum nor a rule of Verify");
            var row = table.Columns.Where(c => c.Name != "sum").Select(c => (c.Name, Value: AnyValue(c.Type))).ToArray();
            var values = table.Columns.Select(c => c.Name == "sum" ? RowSum.Of(row) : AnyValue(c.Type)).ToArray();
            await database.Insert(connection, transaction, table.Shape, [values]);
        }
    });

    private static object? AnyValue(ColumnType type) => type switch
    {
        ColumnType.Text => "文字",
        ColumnType.Whole => 5L,
        ColumnType.Bytes => new byte[] { 0, 1, 255 },
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static async Task Append(RecordStore store, string organisation, string matter, long expected, NewEntry[] lines)
    {
        var before = (await store.Entries(organisation, matter)).Select(e => e.What);
        var answered = new Answered(organisation + "/p", $"{matter}-{expected}", "hash", 200, "{\"ok\":true}");
        await store.Append(new(matter, organisation, Counter.Kind, expected, lines, Counter.Kind.Fold([.. before, .. lines]), answered));
    }

    private static Task Attach(RecordStore store, string organisation, string id, int size) => store.Attachments.Put(
        new(id, organisation, "m1", "image/png", "截图.png", Lines.Morning, "person-1"), new MemoryStream(new byte[size]), size);
}
