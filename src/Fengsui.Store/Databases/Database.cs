using System.Data.Common;
using Dapper;
using Fengsui.Law;
using Fengsui.Store.Migrations;

namespace Fengsui.Store;

/// <summary>The database under the store: one shared SQL text, and here what really differs. Made by <see cref="Open"/>.</summary>
public abstract class Database : IAsyncDisposable
{
    /// <summary>The name of the dialect in the migration files.</summary>
    public abstract string Dialect { get; }

    /// <summary>Ends a select that must hold its rows until the transaction ends; empty where a gate does it.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>As <see cref="ForUpdate"/>, passing over rows that somebody else holds.</summary>
    public abstract string ForUpdateSkipLocked { get; }

    /// <summary>The condition that a column is one of the values of an array parameter, as Dapper passes it.</summary>
    public abstract string AnyOf(string parameter);

    private protected abstract IReadOnlyDictionary<string, string> Types { get; }

    /// <summary>How many transactions it can write at once for one process.</summary>
    internal abstract int Writers { get; }

    /// <summary>How many results it can read at once for one process.</summary>
    internal abstract int Readers { get; }

    /// <summary>Selects the names of the triggers that are there and work.</summary>
    internal abstract string Triggers { get; }

    /// <summary>Opens the database and brings its schema up to date.</summary>
    /// <param name="where">A PostgreSQL connection string (it contains <c>=</c>), or the folder in which <c>fengsui.db</c> stands.</param>
    /// <param name="ct">Stops the opening.</param>
    /// <exception cref="StoreException">The database was written by a newer program, or cannot be opened.</exception>
    public static async Task<Database> Open(string where, CancellationToken ct = default)
    {
        Database? database = null;
        try
        {
            database = where.Contains('=', StringComparison.Ordinal) ? new PostgresDatabase(where) : new SqliteDatabase(where);
            await database.Migrate(Migration.All, ct);
            return database;
        }
        catch (Exception failed)
        {
            if (database is not null)
                await database.DisposeAsync();
            if (failed is not DbException)
                throw;
            throw new StoreException(new("无法打开数据库：" + failed.Message, "The database cannot be opened: " + failed.Message), failed);
        }
    }

    /// <summary>Reads on a pooled connection, outside a transaction: every statement sees what is committed by then.</summary>
    public abstract Task<T> Read<T>(Func<DbConnection, DbTransaction?, Task<T>> work, CancellationToken ct = default);

    /// <summary>Reads from one consistent state, whatever is written meanwhile.</summary>
    public abstract Task<T> ReadSnapshot<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken ct = default);

    /// <summary>Opens one consistent state for several readers at once.</summary>
    internal abstract Task<View> OpenView(CancellationToken ct);

    /// <summary>Inserts very many rows, as fast as the database can.</summary>
    internal abstract Task Load(DbConnection connection, DbTransaction transaction, Table table, IReadOnlyList<object?[]> rows);

    /// <summary>Writes in one transaction; on SQLite there is one writer at a time. An exception undoes everything.</summary>
    /// <exception cref="StoreException">The disk is full.</exception>
    public async Task<T> Write<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken ct = default)
    {
        var (result, durable) = await Commit(work, ct);
        await durable;
        return result;
    }

    /// <summary>As <see cref="Write{T}"/>, but returns once it is committed: what it did may be lost until <c>Durable</c> has ended, and nobody may hear of it before.</summary>
    internal abstract Task<(T Result, Task Durable)> Commit<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken ct);

    /// <summary>Ends when everything that a reader can see by now is on the disk: for who tells somebody outside what was read.</summary>
    internal virtual Task Settled() => Task.CompletedTask;

    /// <summary>As <see cref="Write{T}"/>, without an answer.</summary>
    public Task Write(Func<DbConnection, DbTransaction, Task> work, CancellationToken ct = default) =>
        Write(async (connection, transaction) =>
        {
            await work(connection, transaction);
            return 0;
        }, ct);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>A migration in the words of this database.</summary>
    internal string Render(Migration migration) => migration.For(Dialect, Types);

    /// <summary>The schema version that stands in the database; 0 for an empty one.</summary>
    internal async Task<int> SchemaVersion(DbConnection connection, DbTransaction? transaction) =>
        await HasTable(connection, transaction, "meta")
            ? await connection.QuerySingleOrDefaultAsync<int>("select cast(value as int) from meta where key = 'schema'", null, transaction)
            : 0;

    /// <summary>Brings the schema forward, each step in a transaction of its own.</summary>
    internal async Task Migrate(IReadOnlyList<Migration> migrations, CancellationToken ct)
    {
        var stands = await Read(SchemaVersion, ct);
        RefuseNewer(stands, migrations.Count);
        foreach (var migration in migrations.Skip(stands))
            await Write((connection, transaction) => Step(connection, transaction, migration), ct);
    }

    /// <summary>Inserts many rows; on PostgreSQL in one round trip.</summary>
    /// <param name="connection">The writing connection.</param>
    /// <param name="transaction">Its transaction.</param>
    /// <param name="table">The table, its columns in the order of the values.</param>
    /// <param name="rows">The values.</param>
    /// <param name="onConflict">An <c>on conflict</c> clause, or empty.</param>
    internal abstract Task Insert(
        DbConnection connection, DbTransaction transaction, Table table, IReadOnlyList<object?[]> rows, string onConflict = "");

    /// <summary>Updates many rows by their key: the first <paramref name="keys"/> columns.</summary>
    internal abstract Task Update(DbConnection connection, DbTransaction transaction, Table table, int keys, IReadOnlyList<object?[]> rows);

    /// <summary>Deletes many rows by their key: the table's columns.</summary>
    internal abstract Task Delete(DbConnection connection, DbTransaction transaction, Table key, IReadOnlyList<object?[]> rows);

    /// <summary>Reads the rows of many keys, ordered by key, holding them when <paramref name="hold"/> is set.</summary>
    internal abstract Task<List<T>> Select<T>(
        DbConnection connection, DbTransaction transaction, string columns, Table key, IReadOnlyList<object?[]> keys, bool hold,
        Func<DbDataReader, T> read);

    private protected abstract Task<bool> HasTable(DbConnection connection, DbTransaction? transaction, string table);

    private protected abstract Task LockSchema(DbConnection connection, DbTransaction transaction);

    private async Task Step(DbConnection connection, DbTransaction transaction, Migration migration)
    {
        await LockSchema(connection, transaction);
        // Another node may have done this step while this one waited.
        if (await SchemaVersion(connection, transaction) >= migration.Number)
            return;
        await connection.ExecuteAsync(Render(migration), null, transaction);
        var value = migration.Number.ToString();
        await connection.ExecuteAsync(
            "insert into meta(key, value, sum) values ('schema', @value, @sum) "
                + "on conflict (key) do update set value = excluded.value, sum = excluded.sum",
            new { value, sum = RowSum.Of(("key", "schema"), ("value", value)) }, transaction);
    }

    private static void RefuseNewer(int stands, int known)
    {
        if (stands > known)
        {
            throw new StoreException(new(
                $"数据库的结构版本为{stands}，本程序只认识到{known}：它由更新版本的程序写成，请使用该版本或更新的版本打开。",
                $"The database has schema version {stands}, this program knows up to {known}: "
                    + "it was written by a newer program; open it with that one."));
        }
    }
}
