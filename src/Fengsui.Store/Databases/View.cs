using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Fengsui.Store;

/// <summary>One consistent state of the database, read by several readers at once, whatever is written meanwhile.</summary>
internal abstract class View : IAsyncDisposable
{
    /// <summary>Begins to read; the reader streams.</summary>
    public abstract Task<DbDataReader> Query(string sql, params (string Name, object Value)[] parameters);

    public abstract ValueTask DisposeAsync();

    private protected static void Add(DbCommand command, (string Name, object Value)[] parameters)
    {
        // A verification of a large record takes its time.
        command.CommandTimeout = 0;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }
    }
}

internal sealed class SqliteView(SqliteConnection connection, SqliteTransaction transaction, Action<SqliteConnection> done) : View
{
    private readonly List<SqliteCommand> commands = [];

    public override async Task<DbDataReader> Query(string sql, params (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        commands.Add(command);
        command.CommandText = sql;
        command.Transaction = transaction;
        Add(command, parameters);
        return await command.ExecuteReaderAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var command in commands)
            await command.DisposeAsync();
        await transaction.DisposeAsync();
        done(connection);
    }
}

/// <summary>On PostgreSQL a connection streams one result at a time: every reader gets its own, all with the same exported snapshot.</summary>
internal sealed class PostgresView(NpgsqlDataSource source, NpgsqlConnection leader, NpgsqlTransaction leading, string name) : View
{
    // Whole tables are read in the order of their keys: along the index a row costs a third of what it costs to gather them and sort them in a file.
    private const string InOrder = "set local enable_sort = off; set local enable_bitmapscan = off; set local max_parallel_workers_per_gather = 0";

    private readonly List<Follower> followers = [];

    public override async Task<DbDataReader> Query(string sql, params (string Name, object Value)[] parameters)
    {
        // One that has read its result to the end reads the next: a look at every table takes no more connections than it reads results at once.
        var follower = followers.Find(f => f.Reads is { IsClosed: true }) ?? await Follow();
        await using var command = new NpgsqlCommand(sql, follower.Connection, follower.Transaction);
        Add(command, parameters);
        follower.Reads = await command.ExecuteReaderAsync();
        return follower.Reads;
    }

    private async Task<Follower> Follow()
    {
        var connection = await source.OpenConnectionAsync();
        var follower = new Follower(connection, await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead));
        followers.Add(follower);
        await using var follow = new NpgsqlCommand($"set transaction snapshot '{name}'; {InOrder}", connection, follower.Transaction);
        await follow.ExecuteNonQueryAsync();
        return follower;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var follower in followers)
            await follower.Connection.DisposeAsync();
        await leading.DisposeAsync();
        await leader.DisposeAsync();
    }

    private sealed class Follower(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        public NpgsqlConnection Connection => connection;

        public NpgsqlTransaction Transaction => transaction;

        public DbDataReader? Reads { get; set; }
    }
}
