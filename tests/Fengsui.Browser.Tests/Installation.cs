using System.Globalization;
using System.Security.Cryptography;
using Fengsui.Server;
using Npgsql;

namespace Fengsui.Browser.Tests;

/// <summary>
/// A server with a folder of its own and a clock that stands still until the test lets time pass; on PostgreSQL, with a database that is dropped
/// afterwards.
/// </summary>
public sealed class Installation : IAsyncDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("fengsui-").FullName;
    private readonly StoppedClock _clock = new();
    private string? _database;

    public App App { get; private set; } = default!;

    public string Address => App.Address;

    /// <param name="postgres">On PostgreSQL. FENGSUI_POSTGRES names the server: without it the test is skipped with the reason, in CI it fails.</param>
    /// <param name="example">With the example in it.</param>
    public static async Task<Installation> Start(bool postgres = false, bool example = false)
    {
        var made = new Installation();
        try
        {
            if (postgres)
                made._database = await FreshDatabase();
            var options = new AppOptions { Urls = "http://127.0.0.1:0", Data = made._data, Database = made._database, Example = example };
            made.App = await App.Build(options, made._clock);
            await made.App.StartAsync();
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }

        return made;
    }

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan time) => _clock.Now += time;

    public async ValueTask DisposeAsync()
    {
        if (App is not null)
        {
            await App.StopAsync();
            await App.DisposeAsync();
        }

        if (_database is not null)
            await OnServer($"drop database {new NpgsqlConnectionStringBuilder(_database).Database} with (force)");
        Directory.Delete(_data, recursive: true);
    }

    private static async Task<string> FreshDatabase()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(PostgresServer) && !Browser.IsCi, "FENGSUI_POSTGRES names no PostgreSQL server");
        var name = "browser_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        await OnServer($"create database {name}");
        return new NpgsqlConnectionStringBuilder(PostgresServer) { Database = name }.ToString();
    }

    private static string? PostgresServer => Environment.GetEnvironmentVariable("FENGSUI_POSTGRES");

    private static async Task OnServer(string sql)
    {
        await using var connection = new NpgsqlConnection(PostgresServer ?? throw new InvalidOperationException("CI needs FENGSUI_POSTGRES"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The name in it is made above, of hexadecimal digits.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private sealed class StoppedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.Parse("2026-03-02T02:45:00+08:00", CultureInfo.InvariantCulture);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
