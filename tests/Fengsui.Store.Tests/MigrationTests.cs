using System.Text;
using Dapper;
using Fengsui.Store.Migrations;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit;

namespace Fengsui.Store.Tests;

/// <summary>
/// Databases of every version ever released are brought forward. <c>Fixtures/version-N.*.sql</c> is written once, by
/// <see cref="A_fixture_is_written_on_request"/>, when a version is released, and never changed.
/// </summary>
public sealed class MigrationTests
{
    private const string WriteTo = "FENGSUI_WRITE_FIXTURE";

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task A_database_of_an_old_version_is_brought_forward(int version, bool postgres)
    {
        await using var place = await Place.New(postgres);
        await Load(place, await File.ReadAllTextAsync(Fixture(AppContext.BaseDirectory, version, postgres)), postgres);
        await using var database = await Database.Open(place.Where);
        Assert.Equal(Migration.All.Count, await database.Read(database.SchemaVersion));
        await using var store = await RecordStore.Open(database, [Counter.Kind]);
        Assert.Empty((await store.Verify()).Findings);
        Assert.Equal(5, (await store.Entries("org-1", "m1")).Count);
        Assert.Single((await store.List(new("org-1", "counter") { Text = "泄露" })).Rows);
        Assert.Equal(1000, (await store.Attachments.Find("org-1", "a1"))!.Size);
        Assert.IsType<AppendOutcome.Written>(await store.Append(new(
            "new", "org-1", Counter.Kind, 0, [Lines.Opened("新")], Counter.Kind.Fold([Lines.Opened("新")]))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_database_of_a_newer_program_is_refused(bool postgres)
    {
        await using var place = await Place.New(postgres);
        await using (var database = await Database.Open(place.Where))
            await database.Write((c, t) => c.ExecuteAsync("update meta set value = '999' where key = 'schema'", null, t));
        var refused = await Assert.ThrowsAsync<StoreException>(() => Database.Open(place.Where));
        Assert.Contains("999", refused.Said.Zh);
        Assert.Contains("999", refused.Said.En);
    }

    [Fact]
    public async Task Two_nodes_that_start_at_once_migrate_once()
    {
        await using var place = await Place.New(true);
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Database.Open(place.Where)));
        Assert.All(both, Assert.NotNull);
        foreach (var database in both)
            await database.DisposeAsync();
    }

    [Fact]
    public async Task What_is_no_database_is_said_so()
    {
        await using var place = await Place.New(false);
        Directory.CreateDirectory(place.Where);
        await File.WriteAllTextAsync(Path.Combine(place.Where, "fengsui.db"), new string('x', 10_000));
        var refused = await Assert.ThrowsAsync<StoreException>(() => Database.Open(place.Where));
        Assert.Contains("无法打开数据库", refused.Said.Zh);
    }

    /// <summary>With the folder in the environment variable, writes the fixture of a version as the program writes it now.</summary>
    [Theory(Explicit = true)]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task A_fixture_is_written_on_request(int version, bool postgres)
    {
        var folder = Environment.GetEnvironmentVariable(WriteTo);
        Assert.False(string.IsNullOrEmpty(folder), $"{WriteTo} names no folder");
        await using var place = await Place.New(postgres);
        await using Database database = postgres ? new PostgresDatabase(place.Where) : new SqliteDatabase(place.Where);
        await database.Migrate([.. Migration.All.Take(version)], default);
        await using var store = await RecordStore.Open(database, [Counter.Kind]);
        await Busy.Fill(store, size: 1000);
        var sql = new StringBuilder();
        foreach (var migration in Migration.All.Take(version))
            sql.Append(database.Render(migration));
        await database.Read(async (connection, _) =>
        {
            foreach (var table in await Catalogue.Read(database, connection, null))
                await Dump(connection, table, sql);
            return 0;
        });
        if (postgres)
            sql.Append("select setval('snapshot_number', 3);\n");
        await File.WriteAllTextAsync(Fixture(folder!, version, postgres), sql.ToString());
    }

    private static string Fixture(string folder, int version, bool postgres) =>
        Path.Combine(folder, "Fixtures", $"version-{version}.{(postgres ? "postgres" : "sqlite")}.sql");

    private static async Task Load(Place place, string sql, bool postgres)
    {
        if (!postgres)
            Directory.CreateDirectory(place.Where);
        await using System.Data.Common.DbConnection connection = postgres
            ? new NpgsqlConnection(place.Where)
            : new SqliteConnection($"Data Source={Path.Combine(place.Where, "fengsui.db")};Pooling=false");
        await connection.ExecuteAsync(sql);
    }

    private static async Task Dump(System.Data.Common.DbConnection connection, StoredTable table, StringBuilder sql)
    {
        // The search index of PostgreSQL is made by its trigger.
        var columns = table.Columns.Where(c => c.Name != "found").Select(c => c.Name).ToList();
        await using var rows = await connection.ExecuteReaderAsync(
            $"select {string.Join(", ", columns)} from {table.Name} order by {table.KeyList}");
        while (await rows.ReadAsync())
        {
            var values = Enumerable.Range(0, columns.Count).Select(i =>
                Literal(rows.IsDBNull(i) ? null : rows.GetValue(i), connection is NpgsqlConnection));
            sql.Append($"insert into {table.Name}({string.Join(", ", columns)}) values ({string.Join(", ", values)});\n");
        }
    }

    private static string Literal(object? value, bool postgres) => value switch
    {
        null => "null",
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        byte[] bytes => postgres ? $"'\\x{Convert.ToHexStringLower(bytes)}'" : $"x'{Convert.ToHexStringLower(bytes)}'",
        _ => $"{value}",
    };
}
