using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Fengsui.Store;

/// <summary>The embedded database: one file, write-ahead log, one writer behind a gate, readers beside it.</summary>
public sealed class SqliteDatabase : Database
{
    private const int DiskFull = 13;
    private const int InputOutput = 10;

    private static readonly Dictionary<string, string> ColumnTypes = new(StringComparer.Ordinal)
    {
        ["{text}"] = "text",
        ["{int}"] = "integer",
        ["{rowid}"] = "integer",
        ["{blob}"] = "blob",
        ["{strict}"] = " strict",
        ["{clustered}"] = " strict, without rowid",
    };

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly ConcurrentBag<SqliteConnection> readers = [];
    private readonly Dictionary<string, SqliteCommand> statements = new(StringComparer.Ordinal);
    private readonly string readConnection;
    private readonly SqliteConnection writer;
    private readonly WriteAheadLog log;
    private volatile bool disposed;

    static SqliteDatabase() => SQLitePCL.Batteries_V2.Init();

    /// <summary>Opens or makes <c>fengsui.db</c>.</summary>
    /// <param name="folder">The data folder; made when it is absent.</param>
    public SqliteDatabase(string folder)
    {
        Directory.CreateDirectory(folder);
        File = Path.Combine(folder, "fengsui.db");
        // Pooling of the driver forgets the pragmas; the readers here keep them.
        readConnection = new SqliteConnectionStringBuilder { DataSource = File, Pooling = false, DefaultTimeout = 30 }.ToString();
        writer = Connect();
        // A commit only writes the log; WriteAheadLog flushes it, beside the next transaction, and nothing is acknowledged before.
        // The page size counts only before the first table. 8 KiB keeps a usual journal line out of overflow pages.
        writer.Execute("pragma page_size = 8192; pragma journal_mode = wal; pragma synchronous = normal; pragma secure_delete = on; "
            + "pragma cache_size = -65536; pragma wal_autocheckpoint = 4000; pragma journal_size_limit = 67108864");
        log = new(File + "-wal");
    }

    /// <summary>The path of the database file.</summary>
    public string File { get; }

    /// <inheritdoc/>
    public override string Dialect => "sqlite";

    /// <inheritdoc/>
    public override string ForUpdate => "";

    /// <inheritdoc/>
    public override string ForUpdateSkipLocked => "";

    /// <inheritdoc/>
    public override string AnyOf(string parameter) => $"in @{parameter}";

    private protected override IReadOnlyDictionary<string, string> Types => ColumnTypes;

    internal override int Writers => 1;

    internal override int Readers => int.MaxValue;

    internal override string Triggers => "select name from sqlite_master where type = 'trigger'";

    /// <inheritdoc/>
    public override async Task<T> Read<T>(Func<DbConnection, DbTransaction?, Task<T>> work, CancellationToken ct = default)
    {
        ct.ThrowIfCancellationRequested();
        var connection = Reader();
        try
        {
            return await work(connection, null);
        }
        finally
        {
            Return(connection);
        }
    }

    /// <inheritdoc/>
    public override Task<T> ReadSnapshot<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken ct = default) =>
        Read(async (connection, _) =>
        {
            // In the write-ahead log a deferred transaction sees the state of its first read until it ends.
            await using var transaction = ((SqliteConnection)connection).BeginTransaction(deferred: true);
            return await work(connection, transaction);
        }, ct);

    internal override async Task<(T Result, Task Durable)> Commit<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            log.RefuseBroken();
            await using var transaction = writer.BeginTransaction(deferred: false);
            var result = await work(writer, transaction);
            await log.Idle();
            await transaction.CommitAsync(CancellationToken.None);
            return (result, log.Flush());
        }
        catch (SqliteException failed) when (failed.SqliteErrorCode is DiskFull or InputOutput)
        {
            throw new StoreException(new(
                "无法写入：存储空间已满或磁盘出错。什么也没有写进去，已确认的记录不受影响；请释放空间后重试。",
                "Cannot write: the disk is full or failing. Nothing of this was written, "
                    + "what was acknowledged stands; free some space and try again."), failed);
        }
        finally
        {
            gate.Release();
        }
    }

    internal override Task Settled() => log.Flush();

    internal override async Task<View> OpenView(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var connection = Reader();
        var transaction = connection.BeginTransaction(deferred: true);
        // The state is chosen by the first read.
        await connection.ExecuteScalarAsync<long>("select count(*) from meta", null, transaction);
        return new SqliteView(connection, transaction, Return);
    }

    internal override Task Load(DbConnection connection, DbTransaction transaction, Table table, IReadOnlyList<object?[]> rows) =>
        Insert(connection, transaction, table, rows);

    internal override Task Insert(
        DbConnection connection, DbTransaction transaction, Table table, IReadOnlyList<object?[]> rows, string onConflict = "") =>
        Each($"insert into {table.Name}({table.ColumnList}) values ({Parameters(0, table.Columns.Count)}) {onConflict}", transaction, rows);

    internal override Task Update(DbConnection connection, DbTransaction transaction, Table table, int keys, IReadOnlyList<object?[]> rows)
    {
        var set = string.Join(", ", table.Columns.Select((c, i) => $"{c.Name} = @p{i}").Skip(keys));
        return Each($"update {table.Name} set {set} where {KeyIs(table, keys)}", transaction, rows);
    }

    internal override Task Delete(DbConnection connection, DbTransaction transaction, Table key, IReadOnlyList<object?[]> rows) =>
        Each($"delete from {key.Name} where {KeyIs(key, key.Columns.Count)}", transaction, rows);

    internal override async Task<List<T>> Select<T>(
        DbConnection connection, DbTransaction transaction, string columns, Table key, IReadOnlyList<object?[]> keys, bool hold,
        Func<DbDataReader, T> read)
    {
        var found = new List<T>(keys.Count);
        var statement = Statement($"select {columns} from {key.Name} where {KeyIs(key, key.Columns.Count)}", transaction, key.Columns.Count);
        foreach (var values in keys)
        {
            Bind(statement, values);
            await using var rows = await statement.ExecuteReaderAsync();
            while (await rows.ReadAsync())
                found.Add(read(rows));
        }
        return found;
    }

    /// <summary>Copies the database into a new file, from one consistent state, beside the writer.</summary>
    internal Task CopyTo(string path, CancellationToken ct) => Task.Run(() =>
    {
        using var connection = Connect();
        connection.Execute("vacuum into @path", new { path });
    }, ct);

    /// <summary>Runs on the writer's connection outside a transaction, behind the gate: what cannot stand in one.</summary>
    internal async Task<T> Alone<T>(Func<SqliteConnection, T> work, CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            return work(writer);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (disposed)
            return;
        await gate.WaitAsync();
        disposed = true;
        gate.Release();
        while (readers.TryTake(out var reader))
            await reader.DisposeAsync();
        foreach (var statement in statements.Values)
            await statement.DisposeAsync();
        await log.DisposeAsync();
        await writer.DisposeAsync();
        gate.Dispose();
    }

    private protected override async Task<bool> HasTable(DbConnection connection, DbTransaction? transaction, string table) =>
        await connection.ExecuteScalarAsync<long>(
            "select count(*) from sqlite_master where type = 'table' and name = @table", new { table }, transaction) > 0;

    // BEGIN IMMEDIATE already holds everybody else off.
    private protected override Task LockSchema(DbConnection connection, DbTransaction transaction) => Task.CompletedTask;

    private static string Parameters(int from, int count) => string.Join(", ", Enumerable.Range(from, count).Select(i => $"@p{i}"));

    private static string KeyIs(Table table, int keys) => string.Join(" and ", table.Columns.Take(keys).Select((c, i) => $"{c.Name} = @p{i}"));

    private static void Bind(SqliteCommand statement, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
            statement.Parameters[i].Value = values[i] ?? DBNull.Value;
    }

    private Task Each(string sql, DbTransaction transaction, IReadOnlyList<object?[]> rows)
    {
        if (rows.Count == 0)
            return Task.CompletedTask;
        var statement = Statement(sql, transaction, rows[0].Length);
        foreach (var values in rows)
        {
            Bind(statement, values);
            statement.ExecuteNonQuery();
        }
        return Task.CompletedTask;
    }

    // Statements of the writer stay prepared; the gate makes it one user at a time.
    private SqliteCommand Statement(string sql, DbTransaction transaction, int parameters)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            statement = writer.CreateCommand();
            statement.CommandText = sql;
            for (var i = 0; i < parameters; i++)
                statement.Parameters.Add(new SqliteParameter($"@p{i}", null));
            statements.Add(sql, statement);
        }
        statement.Transaction = (SqliteTransaction)transaction;
        return statement;
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(readConnection);
        connection.Open();
        connection.Execute("pragma busy_timeout = 30000; pragma foreign_keys = on; pragma recursive_triggers = on; pragma temp_store = memory");
        return connection;
    }

    private SqliteConnection Reader()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (readers.TryTake(out var free))
            return free;
        var connection = Connect();
        connection.Execute("pragma query_only = on; pragma cache_size = -16384; pragma mmap_size = 268435456");
        return connection;
    }

    private void Return(SqliteConnection connection)
    {
        if (disposed)
            connection.Dispose();
        else
            readers.Add(connection);
    }
}
