using System.Data;
using System.Data.Common;
using System.Text.Json;
using Dapper;
using Fengsui.Law.Calendar;
using Fengsui.Response.Record;
using Fengsui.Store.Migrations;

namespace Fengsui.Store;

/// <summary>Reads an export into an empty store, in one transaction, and makes again what the export leaves out.</summary>
internal sealed class Importer(Database database, MatterKinds kinds)
{
    public async Task<long> Read(Stream from, CancellationToken ct)
    {
        using var lines = new ExportLines(from);
        try
        {
            var count = await database.Write((connection, transaction) => new Import(database, kinds, lines, connection, transaction).Run(ct), ct);
            // A planner that has never seen the tables reads them from end to end.
            await database.Write((connection, transaction) => connection.ExecuteAsync(
                "analyze", null, transaction, commandType: CommandType.Text), ct);
            return count;
        }
        catch (Exception broken) when (broken is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or DbException)
        {
            throw lines.Broken("无法读取", "it cannot be read", broken);
        }
    }
}

/// <summary>One import under way.</summary>
internal sealed class Import(Database database, MatterKinds kinds, ExportLines lines, DbConnection connection, DbTransaction transaction)
{
    private const int RowsAtOnce = 5000;
    private const int BytesAtOnce = 16 << 20;

    private readonly LineHash hash = new();
    private readonly Dictionary<Table, List<object?[]>> waiting = [];
    private Dictionary<string, StoredTable> tables = [];
    private long waitingRows;
    private long waitingBytes;
    private long count;

    public async Task<long> Run(CancellationToken ct)
    {
        await RefuseUnlessEmpty();
        if (database is SqliteDatabase)
            await connection.ExecuteAsync("pragma defer_foreign_keys = on", null, transaction);
        else
            await connection.ExecuteAsync("set constraints all deferred", null, transaction);
        lines.Next();
        CheckHeader();
        var more = lines.Next();
        while (more)
        {
            ct.ThrowIfCancellationRequested();
            var (table, row) = Parse();
            if (table == "matter")
            {
                more = await ReadMatter(row);
                continue;
            }
            Add(tables.TryGetValue(table, out var known) ? known : throw Unknown(table), row);
            await FlushWhenFull();
            more = lines.Next();
        }
        await Flush();
        await Finish();
        return count;
    }

    private async Task RefuseUnlessEmpty()
    {
        var all = await Catalogue.Read(database, connection, transaction);
        foreach (var table in all.Where(t => t.Name == "journal" || !Catalogue.NotExported.Contains(t.Name)).Select(t => t.Name))
        {
            var own = table == "meta" ? " where key <> 'schema'" : "";
            if (await connection.ExecuteScalarAsync<long>($"select count(*) from (select 1 from {table}{own} limit 1) t", null, transaction) > 0)
            {
                throw new StoreException(new(
                    "只能导入空的系统：这里已经有内容。请换一个新的数据目录或数据库。",
                    "An import needs an empty store, and there is something here. Use a new data folder or database."));
            }
        }
        tables = all.Where(t => !Catalogue.NotExported.Contains(t.Name)).ToDictionary(t => t.Name, StringComparer.Ordinal);
    }

    private void CheckHeader()
    {
        using var json = JsonDocument.Parse(lines.Current);
        var header = json.RootElement;
        if (header.GetProperty("format").GetString() != Format.Name)
            throw lines.Broken("不是本系统的导出文件", "this is no export of this system");
        if (header.GetProperty("version").GetInt32() > Format.Version || header.GetProperty("schema").GetInt32() > Migration.All.Count)
            throw lines.Broken("由更新版本的程序导出", "it was written by a newer program");
    }

    private (string Table, JsonElement Row) Parse()
    {
        var reader = new Utf8JsonReader(lines.Current.Span);
        var root = JsonElement.ParseValue(ref reader);
        return (root.GetProperty("table").GetString()!, root.GetProperty("row"));
    }

    private void Add(StoredTable table, JsonElement row)
    {
        var values = new object?[table.Columns.Count];
        var named = new (string, object?)[values.Length];
        var sum = "";
        var known = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var column = table.Columns[i];
            if (row.TryGetProperty(column.Name, out var said))
            {
                known++;
                values[i] = Value(column.Type, said);
            }
            named[i] = column.Name == "sum" ? ("", null) : (column.Name, values[i]);
            sum = column.Name == "sum" ? (string?)values[i] : sum;
        }
        if (known != row.EnumerateObject().Count())
            throw lines.Broken("含有不认识的列", "it has a column that this program does not know");
        if (table.HasSum && sum != RowSum.Of(named))
            throw lines.Broken("与其校验值不符", "it is not what its checksum says");
        Keep(table.Shape, values);
    }

    private static object? Value(ColumnType type, JsonElement said) => type switch
    {
        ColumnType.Text => said.GetString(),
        ColumnType.Whole => said.GetInt64(),
        ColumnType.Bytes => said.GetBytesFromBase64(),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private async Task<bool> ReadMatter(JsonElement row)
    {
        var kindName = row.GetProperty("kind").GetString()!;
        var kind = kinds.Named(kindName) ?? throw lines.Broken($"不认识的事项种类“{kindName}”", $"this program knows no kind of matter {kindName}");
        var stands = new Standing(
            row.GetProperty("matter").GetString()!, row.GetProperty("number").GetInt64(), row.GetProperty("organisation").GetString()!, kindName, 0,
            LineHash.Start);
        using var folding = new Folding(kind);
        var (more, changedAt) = (lines.Next(), 0L);
        for (; more && IsJournal(); more = lines.Next())
        {
            var line = ParseLine(out var seq, out var stored);
            stands = Chain(stands, line, seq, stored);
            Follow(stands, kind, line);
            changedAt = line.RecordedAt.UnixSeconds;
            folding.Add(line);
            await FlushWhenFull();
        }
        if (stands.Version == 0)
            throw lines.Broken($"事项{stands.Matter}没有任何一行", $"the matter {stands.Matter} has no line");
        Conclude(stands, await Fold(folding), changedAt);
        return more;
    }

    private bool IsJournal() => lines.Current.Span.StartsWith("{\"table\":\"journal\","u8);

    private NewEntry ParseLine(out long seq, out string stored)
    {
        var reader = new Utf8JsonReader(lines.Current.Span);
        string? actor = null, body = null, post = null, type = null, hashed = null;
        long? done = null, recorded = null, number = null, version = null;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 2)
                continue;
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "actor": actor = reader.GetString(); break;
                case "body": body = reader.GetString(); break;
                case "done_at": done = reader.GetInt64(); break;
                case "hash": hashed = reader.GetString(); break;
                case "post": post = reader.GetString(); break;
                case "recorded_at": recorded = reader.GetInt64(); break;
                case "seq": number = reader.GetInt64(); break;
                case "type": type = reader.GetString(); break;
                case "v": version = reader.GetInt32(); break;
                default: throw lines.Broken("含有不认识的列", "it has a column that this program does not know");
            }
        }
        if (actor is null || body is null || post is null || type is null || hashed is null || done is null || recorded is null)
            throw lines.Broken("缺少内容", "something is missing");
        (seq, stored) = (number ?? 0, hashed);
        return new(type, (int)(version ?? 0), new Instant(done.Value), new Instant(recorded.Value), actor, post, body);
    }

    private Standing Chain(Standing stands, NewEntry line, long seq, string stored)
    {
        if (seq != stands.Version + 1)
            throw lines.Broken($"行号应为{stands.Version + 1}", $"its number should be {stands.Version + 1}");
        var head = hash.Of(stands.Head, stands.Matter, seq, stands.Organisation, stands.Kind, line);
        if (head != stored)
            throw lines.Broken("内容与其哈希不符", "the content is not what was hashed");
        Keep(Table.Journal, [stands.Matter, seq, stands.Organisation, stands.Kind, line.DoneAt.UnixSeconds, line.RecordedAt.UnixSeconds, line.Actor,
            line.Post, line.Type, (long)line.Version, stands.Head, head, line.Body.Text]);
        count++;
        return stands with { Version = seq, Head = head };
    }

    private void Follow(Standing stands, MatterKind kind, NewEntry line)
    {
        foreach (var row in Rows.ItemRows(stands.Matter, stands.Organisation, stands.Version, kind.Items(line)))
            Keep(Table.Item, row);
    }

    private async Task<Folded> Fold(Folding folding)
    {
        try
        {
            return await folding.Finish();
        }
        catch (RecordException unreadable)
        {
            throw lines.Broken("此前的事项无法理解：" + unreadable.Message, "the matter before cannot be understood: " + unreadable.Message, unreadable);
        }
    }

    private void Conclude(Standing stands, Folded folded, long changedAt)
    {
        Keep(Table.Snapshot, Rows.SnapshotRow(stands, folded.Snapshot, changedAt));
        Keep(Table.SearchText, Rows.SearchRow(stands, folded.Snapshot));
        foreach (var clock in folded.Clocks)
            Keep(Table.Due, [stands.Matter, clock.Key, stands.Organisation, clock.At.UnixSeconds]);
    }

    private void Keep(Table table, object?[] values)
    {
        if (!waiting.TryGetValue(table, out var rows))
            waiting.Add(table, rows = []);
        rows.Add(values);
        waitingRows++;
        foreach (var value in values)
            waitingBytes += value switch { string text => text.Length, byte[] bytes => bytes.Length, _ => 8 };
    }

    private Task FlushWhenFull() => waitingRows >= RowsAtOnce || waitingBytes >= BytesAtOnce ? Flush() : Task.CompletedTask;

    private async Task Flush()
    {
        foreach (var (table, rows) in waiting)
        {
            await database.Load(connection, transaction, table, rows);
            rows.Clear();
        }
        (waitingRows, waitingBytes) = (0, 0);
    }

    private async Task Finish()
    {
        await connection.ExecuteAsync(
            "insert into undigested(matter, seq) select s.matter, s.version from snapshot s "
                + "where s.version > coalesce((select max(d.seq) from digest_head d where d.matter = s.matter), 0)", null, transaction);
        await connection.ExecuteAsync(
            "insert into tally(organisation, kind, phase, level, open, number) "
                + "select organisation, kind, phase, level, open, count(*) from snapshot group by organisation, kind, phase, level, open",
            null, transaction);
        if (database is PostgresDatabase)
        {
            await connection.ExecuteAsync(
                "select setval('snapshot_number', (select coalesce(max(number), 0) + 1 from snapshot), false)", null, transaction);
        }
    }

    private StoreException Unknown(string table) => lines.Broken($"不认识的表“{table}”", $"this program knows no table {table}");
}
