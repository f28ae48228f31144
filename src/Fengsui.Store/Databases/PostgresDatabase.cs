using System.Data;
using System.Data.Common;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Fengsui.Store;

/// <summary>PostgreSQL 15 or later: any number of nodes, rows are locked by the database.</summary>
public sealed class PostgresDatabase : Database
{
    private const string DiskFull = "53100";
    private const long SchemaLock = 0x66656e67737569;

    private const int ReadBuffer = 32 * 1024;

    // Verifying reads the tables of a matter beside each other, each over a connection; one more listens to the other nodes.
    private const int FewestConnections = 16;

    // Compiling a statement takes longer than any page here; a word that is everywhere would be compiled for.
    private const string OfReaders = "set jit = off";

    // Who writes names its rows by key. A plan made while a table was small, or before its rows were counted, would read the whole table for a few of
    // them, and be kept.
    private const string OfWriters = "set jit = off; set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off";

    private static readonly Dictionary<string, string> ColumnTypes = new(StringComparer.Ordinal)
    {
        ["{text}"] = "text collate \"C\"",
        ["{int}"] = "bigint",
        ["{rowid}"] = "bigint",
        ["{blob}"] = "bytea",
        ["{strict}"] = "",
        ["{clustered}"] = "",
    };

    /// <summary>Prepares the pool; nothing is opened yet.</summary>
    /// <param name="connection">A connection string of Npgsql.</param>
    /// <exception cref="StoreException">It allows too few connections.</exception>
    public PostgresDatabase(string connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection) { IncludeErrorDetail = false };
        if (settings.MaxAutoPrepare == 0)
            settings.MaxAutoPrepare = 100;
        if (settings.ReadBufferSize < ReadBuffer)
            settings.ReadBufferSize = ReadBuffer;
        // Nothing here changes a session beyond its transaction, so there is nothing to reset between two uses of a connection.
        settings.NoResetOnClose = true;
        if (settings.MaxPoolSize < FewestConnections)
            throw new StoreException(new(
                $"连接串的 Maximum Pool Size 是 {settings.MaxPoolSize}，太小：请写 {FewestConnections} 以上，或者不写（默认 100）。",
                $"Maximum Pool Size of the connection string is {settings.MaxPoolSize}: write {FewestConnections} or more, or leave it out (100)."));
        // Together no more connections than were allowed: a quarter of them writes.
        var writing = settings.MaxPoolSize / 4;
        Readers = settings.MaxPoolSize - writing;
        Source = With(settings, Readers, OfReaders);
        Writing = With(settings, writing, OfWriters);
    }

    /// <inheritdoc/>
    public override string Dialect => "postgres";

    /// <inheritdoc/>
    public override string ForUpdate => " for update";

    /// <inheritdoc/>
    public override string ForUpdateSkipLocked => " for update skip locked";

    internal NpgsqlDataSource Source { get; }

    private NpgsqlDataSource Writing { get; }

    /// <summary>Names this process among the nodes.</summary>
    internal string Node { get; } = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));

    /// <inheritdoc/>
    public override string AnyOf(string parameter) => $"= any(@{parameter})";

    private protected override IReadOnlyDictionary<string, string> Types => ColumnTypes;

    internal override int Writers => 2;

    internal override int Readers { get; }

    internal override string Triggers =>
        "select t.tgname::text from pg_trigger t join pg_class c on c.oid = t.tgrelid "
            + "where not t.tgisinternal and t.tgenabled in ('O', 'A') and c.relnamespace = to_regnamespace(current_schema())";

    /// <inheritdoc/>
    public override async Task<T> Read<T>(Func<DbConnection, DbTransaction?, Task<T>> work, CancellationToken ct = default)
    {
        await using var connection = await Source.OpenConnectionAsync(ct);
        return await work(connection, null);
    }

    /// <inheritdoc/>
    public override async Task<T> ReadSnapshot<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken ct = default)
    {
        await using var connection = await Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await connection.ExecuteAsync("set transaction read only", null, transaction);
        return await work(connection, transaction);
    }

    internal override async Task<(T Result, Task Durable)> Commit<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken ct)
    {
        try
        {
            await using var connection = await Writing.OpenConnectionAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            var result = await work(connection, transaction);
            await transaction.CommitAsync(CancellationToken.None);
            return (result, Task.CompletedTask);
        }
        catch (PostgresException failed) when (failed.SqlState == DiskFull)
        {
            throw new StoreException(new(
                "无法写入：数据库的存储空间已满。什么也没有写进去，已确认的记录不受影响；请释放空间后重试。",
                "Cannot write: the database's disk is full. Nothing of this was written, "
                    + "what was acknowledged stands; free some space and try again."), failed);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await Writing.DisposeAsync();
        await Source.DisposeAsync();
    }

    /// <summary>Tells the other nodes, when the transaction commits, which matters have changed.</summary>
    internal Task Notify(DbConnection connection, DbTransaction transaction, IEnumerable<string> matters)
    {
        // A notice holds at most 8000 bytes; ids are short, and who misses one is told by the next.
        var payload = string.Join('\n', matters.Prepend(Node).TakeWhile((_, i) => i < 60));
        return payload.Length > 7000
            ? Task.CompletedTask
            : connection.ExecuteAsync("select pg_notify('fengsui', @payload)", new { payload }, transaction);
    }

    internal override async Task<View> OpenView(CancellationToken ct)
    {
        var connection = await Source.OpenConnectionAsync(ct);
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var name = await connection.ExecuteScalarAsync<string>("select pg_export_snapshot()", null, transaction);
        return new PostgresView(Source, connection, transaction, name!);
    }

    internal override async Task Load(DbConnection connection, DbTransaction transaction, Table table, IReadOnlyList<object?[]> rows)
    {
        if (rows.Count == 0)
            return;
        await using var copy = await ((NpgsqlConnection)connection).BeginBinaryImportAsync(
            $"copy {table.Name}({table.ColumnList}) from stdin (format binary)");
        foreach (var row in rows)
        {
            await copy.StartRowAsync();
            foreach (var value in row)
                await CopyValue(copy, value);
        }
        await copy.CompleteAsync();
    }

    internal override Task Insert(
        DbConnection connection, DbTransaction transaction, Table table, IReadOnlyList<object?[]> rows, string onConflict = "") =>
        Run($"insert into {table.Name}({table.ColumnList}) select * from unnest({Arrays(table)}) {onConflict}", connection, transaction, table, rows);

    internal override Task Update(DbConnection connection, DbTransaction transaction, Table table, int keys, IReadOnlyList<object?[]> rows)
    {
        var set = string.Join(", ", table.Columns.Skip(keys).Select(c => $"{c.Name} = k.{c.Name}"));
        var sql = $"update {table.Name} t set {set} from unnest({Arrays(table)}) k({table.ColumnList}) where {KeyIs(table, keys)}";
        return Run(sql, connection, transaction, table, rows);
    }

    internal override Task Delete(DbConnection connection, DbTransaction transaction, Table key, IReadOnlyList<object?[]> rows) =>
        Run($"delete from {key.Name} t using unnest({Arrays(key)}) k({key.ColumnList}) where {KeyIs(key, key.Columns.Count)}",
            connection, transaction, key, rows);

    internal override async Task<List<T>> Select<T>(
        DbConnection connection, DbTransaction transaction, string columns, Table key, IReadOnlyList<object?[]> keys, bool hold,
        Func<DbDataReader, T> read)
    {
        var found = new List<T>(keys.Count);
        if (keys.Count == 0)
            return found;
        // Locks are taken in the order of the keys, so that two nodes with overlapping batches never wait for each other in a ring.
        await using var command = Command(
            $"select {columns} from {key.Name} where ({key.ColumnList}) in (select * from unnest({Arrays(key)})) order by {key.ColumnList}"
                + (hold ? ForUpdate : ""),
            connection, transaction, key, keys);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            found.Add(read(rows));
        return found;
    }

    private static NpgsqlDataSource With(NpgsqlConnectionStringBuilder settings, int connections, string session)
    {
        settings.MaxPoolSize = connections;
        settings.MinPoolSize = Math.Min(settings.MinPoolSize, connections);
        var builder = new NpgsqlDataSourceBuilder(settings.ToString());
        builder.UsePhysicalConnectionInitializer(
            connection =>
            {
                using var command = new NpgsqlCommand(session, connection);
                command.ExecuteNonQuery();
            },
            async connection =>
            {
                await using var command = new NpgsqlCommand(session, connection);
                await command.ExecuteNonQueryAsync();
            });
        return builder.Build();
    }

    private static Task CopyValue(NpgsqlBinaryImporter copy, object? value) => value switch
    {
        null => copy.WriteNullAsync(),
        string text => copy.WriteAsync(text, NpgsqlDbType.Text),
        long number => copy.WriteAsync(number, NpgsqlDbType.Bigint),
        byte[] bytes => copy.WriteAsync(bytes, NpgsqlDbType.Bytea),
        _ => throw new ArgumentException($"A column cannot hold {value.GetType()}.", nameof(value)),
    };

    private static string KeyIs(Table table, int keys) => string.Join(" and ", table.Columns.Take(keys).Select(c => $"t.{c.Name} = k.{c.Name}"));

    private static string Arrays(Table table) => string.Join(", ", table.Columns.Select((c, i) => c.Type switch
    {
        ColumnType.Text => $"@p{i}::text[]",
        ColumnType.Whole => $"@p{i}::bigint[]",
        ColumnType.Bytes => $"@p{i}::bytea[]",
        _ => throw new ArgumentOutOfRangeException(nameof(table)),
    }));

    private static object Values(ColumnType type, IReadOnlyList<object?[]> rows, int column) => type switch
    {
        ColumnType.Text => rows.Select(r => (string?)r[column]).ToArray(),
        ColumnType.Whole => rows.Select(r => (long?)r[column]).ToArray(),
        ColumnType.Bytes => rows.Select(r => (byte[]?)r[column]).ToArray(),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static async Task Run(
        string sql, DbConnection connection, DbTransaction transaction, Table table, IReadOnlyList<object?[]> rows)
    {
        if (rows.Count == 0)
            return;
        await using var command = Command(sql, connection, transaction, table, rows);
        await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlCommand Command(
        string sql, DbConnection connection, DbTransaction transaction, Table table, IReadOnlyList<object?[]> rows)
    {
        var command = new NpgsqlCommand(sql, (NpgsqlConnection)connection, (NpgsqlTransaction)transaction);
        for (var i = 0; i < table.Columns.Count; i++)
            command.Parameters.AddWithValue($"p{i}", Values(table.Columns[i].Type, rows, i));
        return command;
    }

    private protected override async Task<bool> HasTable(DbConnection connection, DbTransaction? transaction, string table) =>
        // Asked of the catalogue's rows: to_regclass may answer from a cache that is older than the lock just taken.
        await connection.ExecuteScalarAsync<bool>(
            "select exists (select 1 from pg_class where relname = @table and relnamespace = to_regnamespace(current_schema()))",
            new { table }, transaction);

    private protected override Task LockSchema(DbConnection connection, DbTransaction transaction) =>
        connection.ExecuteAsync("select pg_advisory_xact_lock(@key)", new { key = SchemaLock }, transaction);
}
