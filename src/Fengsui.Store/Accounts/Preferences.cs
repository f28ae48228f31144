using System.Data.Common;
using Dapper;

namespace Fengsui.Store.Accounts;

/// <summary>Something a person prefers.</summary>
public sealed class Preference
{
    /// <summary>Whose it is.</summary>
    public string Person { get; set; } = "";

    /// <summary>What it is about: <c>language</c>, <c>theme</c>, or a list and a name, such as <c>incidents/夜班</c>.</summary>
    public string Name { get; set; } = "";

    /// <summary>The organisation.</summary>
    public string Organisation { get; set; } = "";

    /// <summary>What is preferred.</summary>
    public string Value { get; set; } = "";

    /// <summary>When it was chosen, unix seconds.</summary>
    public long ChangedAt { get; set; }
}

/// <summary>
/// What people prefer: language, theme, saved views of lists. It tells nothing about an incident, so no line of the journal tells of it; like every
/// row
/// that follows from no line it carries a checksum.
/// </summary>
/// <param name="database">The database.</param>
public sealed class Preferences(Database database)
{
    /// <summary>The language, <c>zh</c> or <c>en</c>.</summary>
    public const string Language = "language";

    /// <summary>The theme, <c>auto</c>, <c>light</c> or <c>dark</c>.</summary>
    public const string Theme = "theme";

    /// <summary>A person keeps at most so many.</summary>
    public const int Most = 100;

    /// <summary>A name is at most so long.</summary>
    public const int LongestName = 100;

    /// <summary>A value is at most so long.</summary>
    public const int LongestValue = 2000;

    private const string All = "select person, name, organisation, value, changed_at as ChangedAt from preference where person = @person";

    /// <summary>All of a person, by name.</summary>
    /// <param name="person">The person.</param>
    /// <param name="under">Only names that begin so, such as <c>incidents/</c>; empty for all.</param>
    /// <param name="ct">Stops it.</param>
    public Task<IReadOnlyList<Preference>> Of(string person, string under = "", CancellationToken ct = default) =>
        database.Read<IReadOnlyList<Preference>>(async (connection, transaction) =>
        {
            var rows = await connection.QueryAsync<Preference>($"{All} order by name", new { person }, transaction);
            return [.. rows.Where(p => p.Name.StartsWith(under, StringComparison.Ordinal))];
        }, ct);

    /// <summary>What a person prefers in one respect, or null.</summary>
    /// <param name="person">The person.</param>
    /// <param name="name">The respect.</param>
    /// <param name="ct">Stops it.</param>
    public Task<string?> Find(string person, string name, CancellationToken ct = default) => database.Read((connection, transaction) =>
        connection.QuerySingleOrDefaultAsync<string?>(
            "select value from preference where person = @person and name = @name", new { person, name }, transaction), ct);

    /// <summary>Keeps a preference; one of the same name is replaced.</summary>
    /// <param name="preference">The preference.</param>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="StoreException">It is too long, or the person keeps too many.</exception>
    public Task Keep(Preference preference, CancellationToken ct = default)
    {
        if (preference.Name.Length is 0 or > LongestName || preference.Value.Length > LongestValue)
        {
            throw new StoreException(new(
                $"名称应为 1 至 {LongestName} 个字，内容不超过 {LongestValue} 个字", $"a name has 1 to {LongestName} characters, a value at most {LongestValue}"));
        }
        return database.Write(async (connection, transaction) =>
        {
            var kept = await connection.ExecuteScalarAsync<long>(
                "select count(*) from preference where person = @Person and name <> @Name", preference, transaction);
            if (kept >= Most)
                throw new StoreException(new($"最多保存 {Most} 项，请先删除不用的", $"at most {Most} are kept; remove one that is not used"));
            await connection.ExecuteAsync(
                "insert into preference(person, name, organisation, value, changed_at, sum) "
                    + "values (@Person, @Name, @Organisation, @Value, @ChangedAt, @sum) "
                    + "on conflict (person, name) do update set organisation = excluded.organisation, value = excluded.value, "
                    + "changed_at = excluded.changed_at, sum = excluded.sum",
                new { preference.Person, preference.Name, preference.Organisation, preference.Value, preference.ChangedAt, sum = SumOf(preference) },
                transaction);
        }, ct);
    }

    /// <summary>Removes a preference.</summary>
    /// <param name="person">The person.</param>
    /// <param name="name">The respect.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>Whether there was one.</returns>
    public Task<bool> Remove(string person, string name, CancellationToken ct = default) => database.Write(async (connection, transaction) =>
        await connection.ExecuteAsync("delete from preference where person = @person and name = @name", new { person, name }, transaction) > 0, ct);

    /// <summary>Removes all of a person inside a transaction.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="person">The person.</param>
    public static Task Erase(DbConnection connection, DbTransaction transaction, string person) =>
        connection.ExecuteAsync("delete from preference where person = @person", new { person }, transaction);

    private static string SumOf(Preference p) => RowSum.Of(
        ("person", p.Person), ("name", p.Name), ("organisation", p.Organisation), ("value", p.Value), ("changed_at", p.ChangedAt));
}
