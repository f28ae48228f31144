using System.Buffers;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using Fengsui.Store.Migrations;

namespace Fengsui.Store;

/// <summary>Writes an export: a header, the tables by name, the journal by matter, and an end that proves the rest.</summary>
internal sealed class Exporter(Database database)
{
    private const int Buffered = 1 << 20;

    private readonly ArrayBufferWriter<byte> buffer = new(Buffered * 2);
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long count;

    public async Task Write(Stream to, CancellationToken ct)
    {
        await using var view = await database.OpenView(ct);
        var tables = await database.Read((connection, transaction) => Catalogue.Read(database, connection, transaction), ct);
        await using var json = new Utf8JsonWriter(buffer, Format.Json);
        Line(json, () =>
        {
            json.WriteString("format", Format.Name);
            json.WriteNumber("version", Format.Version);
            json.WriteNumber("schema", Migration.All.Count);
        });
        foreach (var table in tables.Where(t => !Catalogue.NotExported.Contains(t.Name)))
            await WriteTable(view, table, json, to, ct);
        await WriteJournal(view, json, to, ct);
        await Flush(to, ct);
        var sum = Convert.ToHexStringLower(hash.GetHashAndReset());
        Line(json, () =>
        {
            json.WriteStartObject("end");
            json.WriteNumber("lines", count);
            json.WriteString("sha256", sum);
            json.WriteEndObject();
        });
        await to.WriteAsync(buffer.WrittenMemory, ct);
        await to.FlushAsync(ct);
        hash.Dispose();
    }

    private async Task WriteTable(View view, StoredTable table, Utf8JsonWriter json, Stream to, CancellationToken ct)
    {
        // The schema version is the database's own, not the record's.
        var own = table.Name == "meta" ? " where key <> 'schema'" : "";
        await using var rows = await view.Query($"select {table.Shape.ColumnList} from {table.Name}{own} order by {table.KeyList}");
        while (await rows.ReadAsync(ct))
        {
            Line(json, () =>
            {
                json.WriteString("table", table.Name);
                json.WriteStartObject("row");
                for (var i = 0; i < table.Columns.Count; i++)
                    WriteValue(json, table.Columns[i], rows, i);
                json.WriteEndObject();
            });
            await FlushWhenFull(to, ct);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, Column column, DbDataReader row, int i)
    {
        // What is null is left out, so that a column added later changes no older export.
        if (row.IsDBNull(i))
            return;
        switch (column.Type)
        {
            case ColumnType.Text:
                json.WriteString(column.Name, row.GetString(i));
                break;
            case ColumnType.Whole:
                json.WriteNumber(column.Name, row.GetInt64(i));
                break;
            case ColumnType.Bytes:
                json.WriteBase64String(column.Name, (byte[])row.GetValue(i));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(column));
        }
    }

    private async Task WriteJournal(View view, Utf8JsonWriter json, Stream to, CancellationToken ct)
    {
        await using var numbers = await view.Query("select matter, number from snapshot order by matter");
        await using var lines = await view.Query($"select {Table.Journal.ColumnList} from journal order by matter, seq");
        var matter = "";
        while (await lines.ReadAsync(ct))
        {
            var line = RecordStore.ReadEntry(lines);
            if (line.Matter != matter)
            {
                matter = line.Matter;
                if (!await numbers.ReadAsync(ct) || numbers.GetString(0) != matter)
                    throw new StoreException(new($"事项{matter}没有现状：请先校验。", $"The matter {matter} has no state: verify the record first."));
                WriteMatter(json, line, numbers.GetInt64(1));
            }
            WriteEntry(json, line);
            await FlushWhenFull(to, ct);
        }
    }

    private void WriteMatter(Utf8JsonWriter json, Fengsui.Response.Record.Entry line, long number) => Line(json, () =>
    {
        json.WriteString("table", "matter");
        json.WriteStartObject("row");
        json.WriteString("kind", line.Kind);
        json.WriteString("matter", line.Matter);
        json.WriteNumber("number", number);
        json.WriteString("organisation", line.Organisation);
        json.WriteEndObject();
    });

    private void WriteEntry(Utf8JsonWriter json, Fengsui.Response.Record.Entry line) => Line(json, () =>
    {
        json.WriteString("table", "journal");
        json.WriteStartObject("row");
        json.WriteString("actor", line.What.Actor);
        json.WriteString("body", line.What.Body.Text);
        json.WriteNumber("done_at", line.What.DoneAt.UnixSeconds);
        json.WriteString("hash", line.Hash);
        json.WriteString("post", line.What.Post);
        json.WriteNumber("recorded_at", line.What.RecordedAt.UnixSeconds);
        json.WriteNumber("seq", line.Seq);
        json.WriteString("type", line.What.Type);
        json.WriteNumber("v", line.What.Version);
        json.WriteEndObject();
    });

    private void Line(Utf8JsonWriter json, Action content)
    {
        json.Reset();
        json.WriteStartObject();
        content();
        json.WriteEndObject();
        json.Flush();
        buffer.Write("\n"u8);
        count++;
    }

    private Task FlushWhenFull(Stream to, CancellationToken ct) => buffer.WrittenCount >= Buffered ? Flush(to, ct) : Task.CompletedTask;

    private async Task Flush(Stream to, CancellationToken ct)
    {
        hash.AppendData(buffer.WrittenSpan);
        await to.WriteAsync(buffer.WrittenMemory, ct);
        buffer.ResetWrittenCount();
    }
}
