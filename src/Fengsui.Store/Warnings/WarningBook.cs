using System.Data.Common;
using Dapper;
using Fengsui.Law.Calendar;
using Fengsui.Response.Warnings;

namespace Fengsui.Store.Warnings;

/// <summary>Who answered for a unit.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Name">The name of the person.</param>
/// <param name="Phone">The number, or empty.</param>
/// <param name="At">When, unix seconds.</param>
public sealed record Answerer(string Unit, string Name, string Phone, long At);

/// <summary>What became of telling one recipient.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Outcome">handed, not-sent, superseded or failed.</param>
/// <param name="Reason">Why, where it was not handed over; else the channel.</param>
public sealed record Delivery(string Unit, string Outcome, string Reason);

/// <summary>The long lists of warnings: who has not answered, who was told, who answered. The silent are found from the rows alone, so they cannot be wrong.</summary>
/// <param name="database">The database.</param>
public sealed class WarningBook(Database database)
{
    // Not to be looked up by: a database without statistics would read the whole warning for a few units, instead of finding them by their key.
    private const string OfWarning = "matter || '' = @warning";

    private const string RowColumns = "r.matter, r.list, r.seq, r.n, r.key, r.body";

    /// <summary>Recipients of a version without a receipt, in the order in which they were named.</summary>
    public Task<IReadOnlyList<ItemRow>> NotReceived(
        string organisation, string warning, WarningVersion version, ItemPlace after = default, int limit = 200, CancellationToken ct = default) =>
        Left(organisation, warning, version, after, limit, p => p.Receipts < p.To - p.From, (_, received, _) => !received, ct);

    /// <summary>Recipients of a version with a receipt and without feedback, in the order in which they were named.</summary>
    public Task<IReadOnlyList<ItemRow>> Silent(
        string organisation, string warning, WarningVersion version, ItemPlace after = default, int limit = 200, CancellationToken ct = default) =>
        Left(organisation, warning, version, after, limit, p => p.FedBack < p.Receipts, (_, received, fedBack) => received && !fedBack, ct);

    /// <summary>Which of some units stand in a list of a warning.</summary>
    public Task<IReadOnlySet<string>> Of(string organisation, string warning, string list, IReadOnlyList<string> units, CancellationToken ct = default) =>
        database.Read<IReadOnlySet<string>>(async (connection, _) => (await connection.QueryAsync<string>(
            $"select key from item where organisation = @organisation and list = @list and key {database.AnyOf("units")} and {OfWarning}",
            new { organisation, warning, list, units = units.ToArray() })).ToHashSet(StringComparer.Ordinal), ct);

    /// <summary>Where some units stand among the recipients of a version.</summary>
    public Task<IReadOnlyDictionary<string, RecipientPlace>> Places(
        string organisation, string warning, int version, IReadOnlyList<string> units, CancellationToken ct = default) =>
        database.Read<IReadOnlyDictionary<string, RecipientPlace>>(async (connection, _) =>
        {
            var rows = await connection.QueryAsync<(string Key, long Seq, long N)>(
                $"select key, seq, n from item where organisation = @organisation and list = @list and key {database.AnyOf("units")} and {OfWarning}",
                new { organisation, warning, list = WarningKind.Recipients(version), units = units.ToArray() });
            return rows.ToDictionary(r => r.Key, r => new RecipientPlace(r.Seq, (int)r.N), StringComparer.Ordinal);
        }, ct);

    /// <summary>The rows of one unit in a list of a warning, in their order.</summary>
    public Task<IReadOnlyList<ItemRow>> Rows(string organisation, string warning, string list, string unit, CancellationToken ct = default) => Read(
        $"select {RowColumns} from item r where r.organisation = @organisation and r.list = @list and r.key = @unit and {OfWarning} order by r.seq, r.n",
        new { organisation, warning, list, unit }, ct);

    /// <summary>The recipients of a version, all of them.</summary>
    public async Task<IReadOnlyList<Recipient>> Recipients(string organisation, string warning, int version, CancellationToken ct = default)
    {
        var rows = await Read(
            $"select {RowColumns} from item r where r.matter = @warning and r.list = @list and r.organisation = @organisation order by r.seq, r.n",
            new { organisation, warning, list = WarningKind.Recipients(version) }, ct);
        return [.. rows.Select(r => WarningKind.ReadRecipient(r.Body) is var row ? new Recipient(r.Key, row.Name, row.Region) : throw new InvalidOperationException())];
    }

    /// <summary>The rows that one line made, from one number on to before another.</summary>
    public Task<IReadOnlyList<ItemRow>> Made(string organisation, string warning, string list, long seq, int from, int to, CancellationToken ct = default) => Read(
        $"select {RowColumns} from item r where r.matter = @warning and r.list = @list and r.organisation = @organisation and r.seq = @seq and r.n >= @from and r.n < @to order by r.n",
        new { organisation, warning, list, seq, from, to }, ct);

    /// <summary>Keeps what became of telling recipients; told again, the later stands.</summary>
    public Task Keep(string organisation, string warning, int version, string what, IReadOnlyList<Delivery> deliveries, Instant now, CancellationToken ct = default) =>
        database.Write((connection, transaction) => database.Insert(connection, transaction, Table.WarningDelivery,
            [.. deliveries.Select(d => Row(organisation, warning, version, what, d, now))],
            "on conflict (warning, version, what, unit) do update set at = excluded.at, outcome = excluded.outcome, reason = excluded.reason, sum = excluded.sum"), ct);

    /// <summary>Of which of some units it is settled what became of telling them: handed over, or never to be.</summary>
    public Task<IReadOnlySet<string>> Ended(
        string organisation, string warning, int version, string what, IReadOnlyList<string> units, CancellationToken ct = default) =>
        database.Read<IReadOnlySet<string>>(async (connection, _) => (await connection.QueryAsync<string>(
            $"select unit from warning_delivery where warning = @warning and version = @version and what = @what and unit {database.AnyOf("units")} "
                + "and organisation = @organisation and outcome <> 'failed'",
            new { organisation, warning, version, what, units = units.ToArray() })).ToHashSet(StringComparer.Ordinal), ct);

    /// <summary>How many recipients of each version were told of what, and with what outcome.</summary>
    public Task<IReadOnlyList<(int Version, string What, string Outcome, string Reason, int Units)>> Deliveries(string organisation, string warning, CancellationToken ct = default) =>
        database.Read<IReadOnlyList<(int, string, string, string, int)>>(async (connection, _) =>
        {
            var rows = await connection.QueryAsync<(long Version, string What, string Outcome, string Reason, long Units)>(
                "select version, what, outcome, reason, count(*) from warning_delivery where warning = @warning and organisation = @organisation "
                    + "group by version, what, outcome, reason order by version, what, outcome, reason", new { organisation, warning });
            return [.. rows.Select(r => ((int)r.Version, r.What, r.Outcome, r.Reason, (int)r.Units))];
        }, ct);

    /// <summary>Keeps who answered for a unit, in the transaction of the answer.</summary>
    public static Task Keep(DbConnection connection, DbTransaction transaction, string organisation, string warning, int version, Answerer answerer) =>
        connection.ExecuteAsync(
            "insert into warning_answerer(warning, version, unit, at, organisation, name, phone, sum) values (@warning, @version, @unit, @at, @organisation, @name, @phone, @sum) "
                + "on conflict (warning, version, unit, at) do update set name = excluded.name, phone = excluded.phone, sum = excluded.sum",
            new
            {
                warning, version, unit = answerer.Unit, at = answerer.At, organisation, name = answerer.Name, phone = answerer.Phone,
                sum = RowSum.Of(("warning", warning), ("version", (long)version), ("unit", answerer.Unit), ("at", answerer.At), ("organisation", organisation),
                    ("name", answerer.Name), ("phone", answerer.Phone)),
            }, transaction);

    /// <summary>Who answered for some units, the latest of each.</summary>
    public Task<IReadOnlyDictionary<string, Answerer>> Answerers(string organisation, string warning, int version, IReadOnlyList<string> units, CancellationToken ct = default) =>
        database.Read<IReadOnlyDictionary<string, Answerer>>(async (connection, _) =>
        {
            var rows = await connection.QueryAsync<Answerer>(
                $"select unit as Unit, name as Name, phone as Phone, at as At from warning_answerer where warning = @warning and version = @version and unit {database.AnyOf("units")} "
                    + "and organisation = @organisation order by at",
                new { organisation, warning, version, units = units.ToArray() });
            var latest = new Dictionary<string, Answerer>(StringComparer.Ordinal);
            foreach (var row in rows)
                latest[row.Unit] = row;
            return latest;
        }, ct);

    // Portion by portion, and only those in which somebody is left: no plan of a database decides how long it takes.
    private async Task<IReadOnlyList<ItemRow>> Left(
        string organisation, string warning, WarningVersion version, ItemPlace after, int limit, Func<Portion, bool> open,
        Func<string, bool, bool, bool> wanted, CancellationToken ct)
    {
        var left = new List<ItemRow>();
        foreach (var portion in version.Portions.Where(p => open(p) && (p.Seq, p.To - 1L).CompareTo((after.Seq, after.N)) >= 0))
        {
            var from = after.Seq == portion.Seq ? Math.Max(portion.From, (int)after.N + 1) : portion.From;
            var rows = await Made(organisation, warning, WarningKind.Recipients(version.No), portion.Seq, from, portion.To, ct);
            IReadOnlyList<string> units = [.. rows.Select(r => r.Key)];
            var received = await Of(organisation, warning, WarningKind.Receipts(version.No), units, ct);
            var fedBack = portion.FedBack == 0 ? received : await Of(organisation, warning, WarningKind.Feedback(version.No), units, ct);
            left.AddRange(rows.Where(r => wanted(r.Key, received.Contains(r.Key), portion.FedBack > 0 && fedBack.Contains(r.Key))).Take(limit - left.Count));
            if (left.Count == limit)
                break;
        }
        return left;
    }

    private Task<IReadOnlyList<ItemRow>> Read(string sql, object parameters, CancellationToken ct) => database.Read<IReadOnlyList<ItemRow>>(async (connection, _) =>
    {
        await using var rows = await connection.ExecuteReaderAsync(sql, parameters);
        var found = new List<ItemRow>();
        while (await rows.ReadAsync(ct))
            found.Add(new(rows.GetString(0), rows.GetString(1), new(rows.GetInt64(2), rows.GetInt64(3)), rows.GetString(4), rows.GetString(5)));
        return found;
    }, ct);

    private static object?[] Row(string organisation, string warning, int version, string what, Delivery d, Instant now) =>
        [warning, (long)version, what, d.Unit, organisation, now.UnixSeconds, d.Outcome, d.Reason, RowSum.Of(
            ("warning", warning), ("version", (long)version), ("what", what), ("unit", d.Unit), ("organisation", organisation), ("at", now.UnixSeconds),
            ("outcome", d.Outcome), ("reason", d.Reason))];
}
