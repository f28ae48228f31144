using System.Data.Common;
using Dapper;
using Fengsui.Law.Calendar;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit;

namespace Fengsui.Store.Tests;

public abstract class VerifyTests(bool postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task A_sound_store_is_sound()
    {
        await Busy.Fill(Store);
        var report = await Store.Verify();
        Assert.Empty(report.Findings);
        Assert.Equal((12L, 3L), (report.Lines, report.Matters));
    }

    [Fact]
    public async Task An_empty_store_is_sound() => Assert.True((await Store.Verify()).Sound);

    [Fact]
    public async Task A_store_in_use_is_sound_at_every_moment()
    {
        var writing = Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            await Open($"m{i}");
            for (var n = 0; n < 40; n++)
                await Add($"m{i}", Lines.Added(n), Lines.Listed("k"), Lines.Told("x"), Lines.Due($"k{n % 3}", n + 1));
        }));
        while (!writing.IsCompleted)
        {
            Assert.Empty((await Store.Verify()).Findings);
            await Store.Digests.Take(new Instant(Lines.Morning));
        }
        await writing;
        Assert.Empty((await Store.Verify()).Findings);
    }

    [Fact]
    public async Task Every_changed_value_is_found()
    {
        await Busy.Fill(Store);
        var tables = await Database.Read((c, t) => Catalogue.Read(Database, c, t));
        await using var raw = await Raw();
        var missed = new List<string>();
        var changed = 0;
        foreach (var table in tables)
        {
            var columns = table.Columns.Select(c => (c.Name, c.Type)).ToList();
            var rows = (await raw.QueryAsync($"select {Cast(table)} from {table.Name}")).Select(r => (IDictionary<string, object?>)r).ToList();
            // What waits for the index of the search has been taken over; SearchTests changes a row that waits.
            Assert.True(rows.Count > 0 || table.Name == "search_waiting", table.Name);
            // The rules are the same on both databases; the embedded one, which is quicker here, tries every row.
            var changes = from row in rows.Take(Postgres ? 2 : int.MaxValue)
                          from column in columns
                          from after in (object?[])[Flipped(row[column.Name], column.Type, column.Name), .. Emptied(table, column.Name, row, rows[0])]
                          select (row, column.Name, after);
            foreach (var (row, name, after) in changes)
            {
                try
                {
                    await Set(raw, table, row, name, row[name], after);
                }
                catch (DbException)
                {
                    // The database itself refuses it: a second row with this key, or no value where there must be one.
                    continue;
                }
                changed++;
                if ((await Store.Verify()).Sound)
                    missed.Add($"{table.Name}.{name} = {row[name]} became {after ?? "null"}");
                await Set(raw, table, row, name, after, row[name]);
            }
        }
        Assert.Empty(missed);
        Assert.True(changed > 200, $"{changed} values were changed");
        Assert.Empty((await Store.Verify()).Findings);
    }

    [Fact]
    public async Task A_missing_or_an_added_line_is_found()
    {
        await Busy.Fill(Store);
        await using var raw = await Raw();
        foreach (var sql in new[]
        {
            "delete from journal where matter = 'm1' and seq = 2", "delete from item", "delete from due",
            "delete from search_text", "delete from outbox", "delete from undigested", "delete from digest where ordinal = 1",
            "delete from snapshot", "delete from attachment_chunk",
        })
        {
            await using var transaction = await raw.BeginTransactionAsync();
            var saved = await Saved(raw, sql);
            await raw.ExecuteAsync(sql, null, transaction);
            await transaction.CommitAsync();
            Assert.False((await Store.Verify()).Sound, sql);
            await Restore(raw, saved);
        }
        Assert.Empty((await Store.Verify()).Findings);
    }

    [Fact]
    public async Task A_missing_trigger_is_found()
    {
        await Database.Write((c, t) => c.ExecuteAsync("drop trigger journal_keeps_lines" + (Postgres ? " on journal" : ""), null, t));
        var found = Assert.Single((await Store.Verify()).Findings);
        Assert.Equal(("trigger", "journal_keeps_lines"), (found.Table, found.Key));
    }

    protected async Task<DbConnection> Raw()
    {
        if (Postgres)
        {
            var connection = new NpgsqlConnection(Place.Where);
            await connection.OpenAsync();
            await connection.ExecuteAsync("set session_replication_role = replica");
            return connection;
        }
        var file = new SqliteConnection($"Data Source={Path.Combine(Place.Where, "fengsui.db")};Pooling=false;Foreign Keys=false");
        await file.OpenAsync();
        // Off for this connection only: a trigger that is gone would be a finding of its own.
        SQLitePCL.raw.sqlite3_db_config(file.Handle, SQLitePCL.raw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, out _);
        return file;
    }

    private string Cast(StoredTable table) => string.Join(", ", table.Columns.Select(c => c.Name == "found" ? "found::text as found" : c.Name));

    // Of one row of each table every value is taken away too. Without its checksum the index of the search is compared as it stands.
    private static object?[] Emptied(StoredTable table, string column, IDictionary<string, object?> row, IDictionary<string, object?> first) =>
        row == first && row[column] is not null && (table.Name, column) != ("search_text", "found_sum") ? [null] : [];

    private static object Flipped(object? value, ColumnType type, string name) => (value, type) switch
    {
        (_, _) when name == "found" => "'x'",
        (null, ColumnType.Text) => "x",
        (null, _) => 7L,
        (string { Length: 0 }, _) => "x",
        (string text, _) => text[..^(char.IsSurrogate(text[^1]) ? 2 : 1)] + (text[^1] == '0' ? '1' : '0'),
        (long number, _) => number + 1,
        (byte[] bytes, _) => bytes.Select((b, i) => i == bytes.Length / 2 ? (byte)(b ^ 1) : b).ToArray(),
        _ => throw new InvalidOperationException(value.GetType().Name),
    };

    // The row is found by its key as it is before the change.
    private static async Task Set(DbConnection raw, StoredTable table, IDictionary<string, object?> row, string column, object? before, object? after)
    {
        var parameters = new DynamicParameters();
        foreach (var key in table.Key)
            parameters.Add(key + "_key", key == column ? before : row[key]);
        parameters.Add("after", after);
        var value = column == "found" ? "cast(@after as tsvector)" : "@after";
        var where = string.Join(" and ", table.Key.Select(k => $"{k} = @{k}_key"));
        Assert.Equal(1, await raw.ExecuteAsync($"update {table.Name} set {column} = {value} where {where}", parameters));
    }

    private async Task<(string Table, List<IDictionary<string, object?>> Rows)> Saved(DbConnection raw, string delete)
    {
        var name = delete.Split(' ')[2];
        var tables = await Database.Read((c, t) => Catalogue.Read(Database, c, t));
        var sql = delete.Replace("delete", $"select {Cast(tables.Single(t => t.Name == name))}", StringComparison.Ordinal);
        return (name, (await raw.QueryAsync(sql)).Select(r => (IDictionary<string, object?>)r).ToList());
    }

    private static async Task Restore(DbConnection raw, (string Table, List<IDictionary<string, object?>> Rows) saved)
    {
        foreach (var row in saved.Rows)
        {
            var names = row.Keys.ToList();
            var values = string.Join(", ", names.Select(n => n == "found" ? "cast(@found as tsvector)" : "@" + n));
            await raw.ExecuteAsync($"insert into {saved.Table}({string.Join(", ", names)}) values ({values})", new DynamicParameters(row));
        }
    }
}

public sealed class VerifyOnSqlite() : VerifyTests(false)
{
    [Fact]
    public async Task A_flipped_byte_of_the_file_is_found_or_changes_nothing()
    {
        await Busy.Fill(Store);
        await ((SqliteDatabase)Database).Alone(c => c.Execute("pragma wal_checkpoint(truncate)"), default);
        var sound = await File.ReadAllBytesAsync(((SqliteDatabase)Database).File);
        var content = await Content(Place.Where);
        var random = new Random(20_260_302);
        await using var place = await Place.New(false);
        Directory.CreateDirectory(place.Where);
        for (var round = 0; round < 150; round++)
        {
            var damaged = sound.ToArray();
            var at = random.Next(damaged.Length);
            damaged[at] ^= (byte)(1 << random.Next(8));
            foreach (var old in Directory.GetFiles(place.Where))
                File.Delete(old);
            await File.WriteAllBytesAsync(Path.Combine(place.Where, "fengsui.db"), damaged);
            if (await IsSound(place))
                Assert.True(content == await Content(place.Where), $"byte {at} was changed and not found");
        }
    }

    private static async Task<bool> IsSound(Place place)
    {
        try
        {
            await using var database = await Database.Open(place.Where);
            await using var store = await RecordStore.Open(database, [Counter.Kind]);
            return (await store.Verify()).Sound;
        }
        catch (StoreException)
        {
            return false;
        }
    }

    private static async Task<string> Content(string folder)
    {
        await using var database = await Database.Open(folder);
        return await database.Read(async (connection, transaction) =>
        {
            var all = new List<string>();
            foreach (var table in await Catalogue.Read(database, connection, transaction))
            {
                var columns = string.Join(" || '|' || ", table.Columns.Select(c => $"coalesce(hex({c.Name}), '-')"));
                all.AddRange(await connection.QueryAsync<string>($"select {columns} from {table.Name} order by {table.KeyList}"));
            }
            return string.Join('\n', all);
        });
    }
}

public sealed class VerifyOnPostgres() : VerifyTests(true);
