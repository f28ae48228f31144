using System.Data.Common;
using Dapper;
using Fengsui.Law.Calendar;
using Fengsui.Response.Warnings;

namespace Fengsui.Store.Warnings;

/// <summary>A unit to which warnings go.</summary>
/// <param name="Id">Its id within the organisation that keeps the register.</param>
/// <param name="Name">Its name.</param>
/// <param name="Region">Its region, or empty.</param>
/// <param name="Groups">The groups to which it belongs.</param>
/// <param name="Own">Whether it is a unit of the organisation itself.</param>
/// <param name="Channel">By which channel it is told, or empty.</param>
/// <param name="Address">Its address there, or empty.</param>
public sealed record Unit(string Id, string Name, string Region, IReadOnlyList<string> Groups, bool Own, string Channel, string Address);

/// <summary>Which units are asked for.</summary>
/// <param name="Text">Part of the id or of the name, or empty.</param>
/// <param name="Region">The region, or empty.</param>
/// <param name="Group">The group, or empty.</param>
public sealed record UnitQuery(string Text = "", string Region = "", string Group = "");

/// <summary>The register of units. It is no part of a journal: addresses belong to others, and go when the unit goes.</summary>
/// <param name="database">The database.</param>
public sealed class UnitBook(Database database)
{
    private const string Columns = "id, name, region, own, channel, address, member_of";
    private const char Bound = '|';

    // Groups stand between bounds, so that one is found whole.
    private const string Where = "organisation = @organisation and (@region = '' or region = @region) and (@group = '' or member_of like @group escape '\\') "
        + "and (@text = '' or id like @text escape '\\' or name like @text escape '\\')";

    /// <summary>Keeps units; those of the same id are replaced.</summary>
    public Task Keep(string organisation, IReadOnlyList<Unit> units, Instant now, CancellationToken ct = default) => database.Write(
        (connection, transaction) => database.Insert(connection, transaction, Table.Unit, [.. units.Select(u => Row(organisation, u, now))],
            "on conflict (organisation, id) do update set name = excluded.name, region = excluded.region, own = excluded.own, channel = excluded.channel, "
                + "address = excluded.address, member_of = excluded.member_of, changed_at = excluded.changed_at, sum = excluded.sum"), ct);

    /// <summary>Removes a unit with its address, and with the names of those who answered for it.</summary>
    /// <returns>Whether there was one.</returns>
    public Task<bool> Remove(string organisation, string id, CancellationToken ct = default) => database.Write(async (connection, transaction) =>
    {
        await connection.ExecuteAsync("delete from warning_answerer where organisation = @organisation and unit = @id", new { organisation, id }, transaction);
        return await connection.ExecuteAsync("delete from unit where organisation = @organisation and id = @id", new { organisation, id }, transaction) > 0;
    }, ct);

    /// <summary>A unit, or null.</summary>
    public async Task<Unit?> Find(string organisation, string id, CancellationToken ct = default) => (await Many(organisation, [id], ct)).SingleOrDefault();

    /// <summary>Units by their ids; those that are not there are left out.</summary>
    public Task<IReadOnlyList<Unit>> Many(string organisation, IReadOnlyList<string> ids, CancellationToken ct = default) => Read(
        $"select {Columns} from unit where organisation = @organisation and id {database.AnyOf("ids")} order by id", new { organisation, ids = ids.ToArray() }, ct);

    /// <summary>A page of the register, by id.</summary>
    public Task<IReadOnlyList<Unit>> Page(string organisation, UnitQuery query, string after = "", int limit = 200, CancellationToken ct = default) => Read(
        $"select {Columns} from unit where {Where} and id > @after order by id limit @limit",
        new { organisation, region = query.Region, group = Inside(Bound + query.Group + Bound, query.Group), text = Inside(query.Text, query.Text), after, limit }, ct);

    /// <summary>How many units a query finds.</summary>
    public Task<long> Count(string organisation, UnitQuery query, CancellationToken ct = default) => database.Read((connection, _) =>
        connection.ExecuteScalarAsync<long>($"select count(*) from unit where {Where}",
            new { organisation, region = query.Region, group = Inside(Bound + query.Group + Bound, query.Group), text = Inside(query.Text, query.Text) }), ct);

    /// <summary>The regions and groups that stand in the register, each with how many units it has.</summary>
    public async Task<(IReadOnlyList<(string Name, int Units)> Regions, IReadOnlyList<(string Name, int Units)> Groups)> Filters(string organisation, CancellationToken ct = default)
    {
        var rows = await database.Read(async (connection, _) => (await connection.QueryAsync<(string Region, string MemberOf, long Units)>(
            "select region, member_of, count(*) from unit where organisation = @organisation group by region, member_of", new { organisation })).AsList(), ct);
        var regions = rows.Where(r => r.Region.Length > 0).GroupBy(r => r.Region).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, (int)g.Sum(r => r.Units)));
        var groups = rows.SelectMany(r => Split(r.MemberOf).Select(g => (Group: g, r.Units))).GroupBy(g => g.Group).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.Key, (int)g.Sum(r => r.Units)));
        return ([.. regions], [.. groups]);
    }

    /// <summary>Everybody whom a selection means, by id.</summary>
    public async Task<IReadOnlyList<Recipient>> Meant(string organisation, Selection selection, CancellationToken ct = default)
    {
        if (selection.IsNobody())
            return [];
        var all = await Read($"select {Columns} from unit where organisation = @organisation order by id", new { organisation }, ct);
        var (units, groups, regions) = (selection.Units.ToHashSet(StringComparer.Ordinal), selection.Groups.ToHashSet(StringComparer.Ordinal),
            selection.Regions.ToHashSet(StringComparer.Ordinal));
        return [.. all.Where(u => selection.Everybody || units.Contains(u.Id) || regions.Contains(u.Region) || u.Groups.Any(groups.Contains))
            .Select(u => new Recipient(u.Id, u.Name, u.Region, u.Own))];
    }

    private Task<IReadOnlyList<Unit>> Read(string sql, object parameters, CancellationToken ct) => database.Read<IReadOnlyList<Unit>>(async (connection, _) =>
    {
        await using var rows = await connection.ExecuteReaderAsync(sql, parameters);
        var found = new List<Unit>();
        while (await rows.ReadAsync(ct))
            found.Add(new(rows.GetString(0), rows.GetString(1), rows.GetString(2), Split(rows.GetString(6)), rows.GetInt64(3) != 0, rows.GetString(4), rows.GetString(5)));
        return found;
    }, ct);

    private static IReadOnlyList<string> Split(string groups) => groups.Split(Bound, StringSplitOptions.RemoveEmptyEntries);

    private static string Inside(string pattern, string asked) => asked.Length == 0 ? ""
        : $"%{pattern.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";

    private static object?[] Row(string organisation, Unit u, Instant now)
    {
        var groups = u.Groups.Count == 0 ? "" : Bound + string.Join(Bound, u.Groups) + Bound;
        var own = u.Own ? 1L : 0L;
        return [organisation, u.Id, u.Name, u.Region, own, u.Channel, u.Address, groups, now.UnixSeconds, RowSum.Of(
            ("organisation", organisation), ("id", u.Id), ("name", u.Name), ("region", u.Region), ("own", own), ("channel", u.Channel), ("address", u.Address),
            ("member_of", groups), ("changed_at", now.UnixSeconds))];
    }
}
