using System.Security.Cryptography;
using Dapper;
using Npgsql;
using Xunit;

namespace Fengsui.Store.Tests;

/// <summary>Where a test's database stands, empty at first and gone afterwards.</summary>
public abstract class Place : IAsyncDisposable
{
    public abstract string Where { get; }

    public static async Task<Place> New(bool postgres) => postgres ? await PostgresPlace.Make() : new SqlitePlace();

    public abstract ValueTask DisposeAsync();

    internal static string Unique() => "fengsui_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}

public sealed class SqlitePlace : Place
{
    public override string Where { get; } = Path.Combine(Path.GetTempPath(), Unique());

    public override ValueTask DisposeAsync()
    {
        if (Directory.Exists(Where))
            Directory.Delete(Where, recursive: true);
        return ValueTask.CompletedTask;
    }
}

public sealed class PostgresPlace : Place
{
    private readonly string server;
    private readonly string name;

    private PostgresPlace(string server, string name)
    {
        this.server = server;
        this.name = name;
        Where = new NpgsqlConnectionStringBuilder(server) { Database = name, ConnectionIdleLifetime = 2, ConnectionPruningInterval = 1 }.ToString();
    }

    public override string Where { get; }

    public static async Task<PostgresPlace> Make()
    {
        var asked = Environment.GetEnvironmentVariable("FENGSUI_POSTGRES");
        Assert.SkipWhen(string.IsNullOrEmpty(asked), "FENGSUI_POSTGRES names no PostgreSQL");
        var made = Unique();
        await using var connection = new NpgsqlConnection(asked);
        await connection.ExecuteAsync($"create database {made}");
        return new(asked!, made);
    }

    public override async ValueTask DisposeAsync()
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.ExecuteAsync($"drop database if exists {name} with (force)");
    }
}
