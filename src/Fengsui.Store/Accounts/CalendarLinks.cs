using System.Data.Common;
using Dapper;

namespace Fengsui.Store.Accounts;

/// <summary>An address under which duty can be read as a calendar.</summary>
/// <param name="Id">A hash of its secret.</param>
/// <param name="Organisation">The organisation.</param>
/// <param name="Person">Who made it: it ends with that person.</param>
/// <param name="About">Whose duty it shows: a person; empty for everybody's.</param>
/// <param name="CreatedAt">When it was made, unix seconds.</param>
/// <param name="LastUsed">When it was read last, to the hour; or null.</param>
/// <param name="EndedAt">When it was ended, or null.</param>
public sealed record CalendarLink(string Id, string Organisation, string Person, string About, long CreatedAt, long? LastUsed, long? EndedAt);

/// <summary>The addresses of calendars. Like sign-ins they are means of access, not events: the journal does not know them.</summary>
/// <param name="database">The database.</param>
public sealed class CalendarLinks(Database database)
{
    /// <summary>A person has at most so many that were not ended.</summary>
    public const int Most = 10;

    private const long Hour = 3600;

    private const string Columns = "select id as Id, organisation as Organisation, person as Person, about as About, created_at as CreatedAt, "
        + "last_used as LastUsed, ended_at as EndedAt from calendar_link";

    /// <summary>Those of a person that were not ended, the newest first.</summary>
    public Task<IReadOnlyList<CalendarLink>> Of(string person, CancellationToken ct = default) => database.Read<IReadOnlyList<CalendarLink>>(
        async (connection, transaction) => [.. (await connection.QueryAsync<Row>(
            $"{Columns} where person = @person and ended_at is null order by created_at desc, id", new { person }, transaction)).Select(r => r.Link)], ct);

    /// <summary>The one with this hash, unless it was ended.</summary>
    public Task<CalendarLink?> Find(string id, CancellationToken ct = default) => database.Read(async (connection, transaction) =>
        (await connection.QuerySingleOrDefaultAsync<Row>($"{Columns} where id = @id and ended_at is null", new { id }, transaction))?.Link, ct);

    /// <summary>Keeps a new one.</summary>
    /// <returns>Whether there was room for it.</returns>
    public Task<bool> Add(CalendarLink link, CancellationToken ct = default) => database.Write(async (connection, transaction) =>
    {
        var open = await connection.ExecuteScalarAsync<long>(
            "select count(*) from calendar_link where person = @Person and ended_at is null", new { link.Person }, transaction);
        if (open >= Most)
            return false;
        await connection.ExecuteAsync(
            "insert into calendar_link(id, organisation, person, about, created_at, last_used, ended_at, sum) "
                + "values (@Id, @Organisation, @Person, @About, @CreatedAt, @LastUsed, @EndedAt, @Sum)",
            new { link.Id, link.Organisation, link.Person, link.About, link.CreatedAt, link.LastUsed, link.EndedAt, Sum = SumOf(link) }, transaction);
        return true;
    }, ct);

    /// <summary>Notes that it was read; at most once an hour, so that a phone that asks every minute writes nothing.</summary>
    public Task Used(CalendarLink link, long now, CancellationToken ct = default) => link.LastUsed > now - Hour ? Task.CompletedTask
        : Change(link.Id, l => l.EndedAt is null ? l with { LastUsed = now } : l, ct);

    /// <summary>Ends one of a person.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> End(string id, string person, long now, CancellationToken ct = default) =>
        await Change(id, l => l.Person == person && l.EndedAt is null ? l with { EndedAt = now } : l, ct);

    /// <summary>Removes all of a person, and all that show the person's duty, inside a transaction: the person left.</summary>
    public static Task Erase(DbConnection connection, DbTransaction transaction, string person) =>
        connection.ExecuteAsync("delete from calendar_link where person = @person or about = @person", new { person }, transaction);

    private Task<bool> Change(string id, Func<CalendarLink, CalendarLink> change, CancellationToken ct) => database.Write(async (connection, transaction) =>
    {
        var link = (await connection.QuerySingleOrDefaultAsync<Row>($"{Columns} where id = @id{database.ForUpdate}", new { id }, transaction))?.Link;
        if (link is null || change(link) is var changed && changed == link)
            return false;
        await connection.ExecuteAsync(
            "update calendar_link set last_used = @LastUsed, ended_at = @EndedAt, sum = @Sum where id = @Id",
            new { changed.Id, changed.LastUsed, changed.EndedAt, Sum = SumOf(changed) }, transaction);
        return true;
    }, ct);

    private static string SumOf(CalendarLink l) => RowSum.Of(
        ("id", l.Id), ("organisation", l.Organisation), ("person", l.Person), ("about", l.About), ("created_at", l.CreatedAt),
        ("last_used", l.LastUsed), ("ended_at", l.EndedAt));

    // What may be null has no type in a row of SQLite: it is filled in by name, not by a constructor.
    private sealed class Row
    {
        public string Id { get; set; } = "";

        public string Organisation { get; set; } = "";

        public string Person { get; set; } = "";

        public string About { get; set; } = "";

        public long CreatedAt { get; set; }

        public long? LastUsed { get; set; }

        public long? EndedAt { get; set; }

        public CalendarLink Link => new(Id, Organisation, Person, About, CreatedAt, LastUsed, EndedAt);
    }
}
