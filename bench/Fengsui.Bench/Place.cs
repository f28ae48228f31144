using System.Globalization;
using Dapper;
using Fengsui.Response.Incidents;
using Fengsui.Store;
using Npgsql;

namespace Fengsui.Bench;

/// <summary>Where a store of a benchmark stands: a data folder, or a database of the PostgreSQL that FENGSUI_POSTGRES names.</summary>
internal static class Place
{
    public const string Organisation = "org-bench";

    /// <summary>The places to measure: the embedded database, and PostgreSQL where there is one; only that which FENGSUI_BENCH_ONLY names.</summary>
    public static async Task<IReadOnlyList<(string Name, string Where)>> All(string folder, string database)
    {
        List<(string Name, string Where)> all = [("SQLite", Path.Combine(folder, database))];
        if (Environment.GetEnvironmentVariable("FENGSUI_POSTGRES") is { Length: > 0 } server)
            all.Add(("PostgreSQL", await OfServer(server, database)));
        return Environment.GetEnvironmentVariable("FENGSUI_BENCH_ONLY") is { Length: > 0 } only ? [.. all.Where(p => p.Name == only)] : all;
    }

    public static async Task Remove(string where)
    {
        if (!where.Contains('=', StringComparison.Ordinal))
        {
            if (Directory.Exists(where))
                Directory.Delete(where, recursive: true);
            return;
        }
        NpgsqlConnection.ClearAllPools();
        var settings = new NpgsqlConnectionStringBuilder(where);
        await using var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(where) { Database = "postgres" }.ToString());
        await server.ExecuteAsync($"drop database if exists {settings.Database} with (force)");
    }

    /// <summary>Opens the store, does some work on it, and closes it again.</summary>
    public static async Task<T> Use<T>(string where, Func<RecordStore, Task<T>> work)
    {
        await using var database = await Database.Open(where);
        await using var store = await RecordStore.Open(database, [IncidentKind.Instance]);
        return await work(store);
    }

    /// <summary>Does now what a database does by itself within minutes of a large import, so that it does not fall into what is measured.</summary>
    public static async Task Settle(string where)
    {
        if (!where.Contains('=', StringComparison.Ordinal))
            return;
        await using var connection = new NpgsqlConnection(where);
        await connection.ExecuteAsync("vacuum analyze", commandTimeout: 0);
        await connection.ExecuteAsync("checkpoint;", commandTimeout: 0);
    }

    /// <summary>How much disk it takes.</summary>
    public static async Task<string> Size(string where)
    {
        var bytes = where.Contains('=', StringComparison.Ordinal)
            ? await Use(where, s => s.Database.Read((c, _) => c.ExecuteScalarAsync<long>("select pg_database_size(current_database())")))
            : Directory.GetFiles(where).Sum(f => new FileInfo(f).Length);
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F1} GB");
    }

    private static async Task<string> OfServer(string server, string database)
    {
        await using var connection = new NpgsqlConnection(server);
        if (await connection.ExecuteScalarAsync<long>("select count(*) from pg_database where datname = @database", new { database }) == 0)
            await connection.ExecuteAsync($"create database {database}");
        return new NpgsqlConnectionStringBuilder(server) { Database = database }.ToString();
    }
}
