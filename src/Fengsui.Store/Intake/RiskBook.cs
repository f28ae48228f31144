using System.Data.Common;
using Dapper;

namespace Fengsui.Store.Intake;

/// <summary>How often something was seen.</summary>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Key">By what it is recognised.</param>
/// <param name="Matter">The risk.</param>
/// <param name="FirstSeen">When it came first, unix seconds.</param>
/// <param name="LastSeen">When it came last.</param>
/// <param name="Times">How often.</param>
/// <param name="Severity">The greatest severity so far; −1 for none.</param>
public sealed record RiskSeen(string Organisation, string Key, string Matter, long FirstSeen, long LastSeen, long Times, long Severity);

/// <summary>A group that carries a key.</summary>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Key">What ties.</param>
/// <param name="Group">The group.</param>
/// <param name="LastSeen">When it was seen last, unix seconds.</param>
public sealed record RiskGroupSeen(string Organisation, string Key, string Group, long LastSeen);

/// <summary>Something that was received.</summary>
/// <param name="Matter">The risk.</param>
/// <param name="N">The how-manieth time it was.</param>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Via">By which way it came.</param>
/// <param name="ReceivedAt">When, unix seconds.</param>
/// <param name="RawHash">SHA-256 of what was received.</param>
/// <param name="Report">What it says, as JSON text.</param>
/// <param name="Raw">What was received.</param>
public sealed record RiskEvidence(string Matter, long N, string Organisation, string Via, long ReceivedAt, string RawHash, string Report, string Raw);

/// <summary>What of a batch is written in one transaction, so that each piece of the queue is worked off exactly once.</summary>
public sealed record RiskWrites
{
    /// <summary>Pieces that leave the queue.</summary>
    public IReadOnlyList<string> Done { get; init; } = [];

    /// <summary>Things that are seen for the first time.</summary>
    public IReadOnlyList<RiskSeen> First { get; init; } = [];

    /// <summary>Things that were seen again, as they stand then.</summary>
    public IReadOnlyList<RiskSeen> Again { get; init; } = [];

    /// <summary>Groups, as they stand then.</summary>
    public IReadOnlyList<RiskGroupSeen> Groups { get; init; } = [];

    /// <summary>What was received.</summary>
    public IReadOnlyList<RiskEvidence> Evidence { get; init; } = [];
}

/// <summary>What stands beside the journal of risks: how often things were seen, what belongs together, what was received.</summary>
public sealed class RiskBook(Database database)
{
    private static readonly Table Key = Table.RiskKey.Only("organisation", "key");
    private static readonly Table Group = Table.RiskGroup.Only("organisation", "key");
    private static readonly Table EvidenceKey = Table.RiskEvidence.Only("matter", "raw_hash");
    private static readonly Table ItemKey = Table.Item.Only("organisation", "list", "key");
    private static readonly Table QueueKey = Table.Intake.Only("id");

    /// <summary>Which of these were seen before.</summary>
    public Task<List<RiskSeen>> Seen(IReadOnlyCollection<(string Organisation, string Key)> keys, CancellationToken cancel) =>
        Look("organisation, key, matter, first_seen, last_seen, times, severity", Key, Rows(keys), r => new RiskSeen(
            r.GetString(0), r.GetString(1), r.GetString(2), r.GetInt64(3), r.GetInt64(4), r.GetInt64(5), r.GetInt64(6)), cancel);

    /// <summary>Which groups carry these keys.</summary>
    public Task<List<RiskGroupSeen>> Groups(IReadOnlyCollection<(string Organisation, string Key)> keys, CancellationToken cancel) =>
        Look("organisation, key, grp, last_seen", Group, Rows(keys), r =>
            new RiskGroupSeen(r.GetString(0), r.GetString(1), r.GetString(2), r.GetInt64(3)), cancel);

    /// <summary>Which of these were received before: risks with hashes.</summary>
    public Task<List<(string Matter, string RawHash)>> Received(IReadOnlyCollection<(string Matter, string RawHash)> hashes,
        CancellationToken cancel) =>
        Look("matter, raw_hash", EvidenceKey, Rows(hashes), r => (r.GetString(0), r.GetString(1)), cancel);

    /// <summary>Which of these indicators a risk has already, as <c>type:value</c>.</summary>
    public async Task<HashSet<string>> Known(string organisation, string matter, IReadOnlyCollection<string> indicators, CancellationToken cancel) =>
        [.. (await Look("matter, key", ItemKey, [.. indicators.Select(i => new object?[] { organisation, "indicator", i })], r =>
            (r.GetString(0), r.GetString(1)), cancel))
            .Where(i => i.Item1 == matter).Select(i => i.Item2)];

    /// <summary>How often the thing of a risk was seen.</summary>
    public Task<IReadOnlyList<RiskSeen>> Of(string organisation, IReadOnlyCollection<string> matters, CancellationToken cancel) =>
        database.Read<IReadOnlyList<RiskSeen>>(async (connection, _) => (await connection.QueryAsync<RiskSeen>(
            "select organisation as Organisation, key as Key, matter as Matter, first_seen as FirstSeen, last_seen as LastSeen, times as Times, "
                + $"severity as Severity from risk_key where organisation = @organisation and matter {database.AnyOf("matters")}",
            new { organisation, matters = matters.ToArray() })).AsList(), cancel);

    /// <summary>What was received of a risk, in its order.</summary>
    public Task<IReadOnlyList<RiskEvidence>> Evidence(string organisation, string matter, int most, CancellationToken cancel) =>
        database.Read<IReadOnlyList<RiskEvidence>>(async (connection, _) => (await connection.QueryAsync<RiskEvidence>(
            "select matter as Matter, n as N, organisation as Organisation, via as Via, received_at as ReceivedAt, raw_hash as RawHash, report as Report, raw as Raw "
                + "from risk_evidence where matter = @matter and organisation = @organisation order by n limit @most",
            new { organisation, matter, most })).AsList(), cancel);

    /// <summary>How many pieces of a risk were kept.</summary>
    public Task<long> CountEvidence(string organisation, string matter, CancellationToken cancel) => database.Read((connection, _) =>
        connection.ExecuteScalarAsync<long>(
            "select count(*) from risk_evidence where matter = @matter and organisation = @organisation", new { matter, organisation }), cancel);

    /// <summary>Writes in a transaction of its own.</summary>
    public Task Write(RiskWrites writes, CancellationToken cancel) =>
        database.Write((connection, transaction) => Write(connection, transaction, writes), cancel);

    /// <summary>Writes inside a transaction.</summary>
    /// <exception cref="AlreadyWorkedOffException">Another node has worked a piece off.</exception>
    public async Task Write(DbConnection connection, DbTransaction transaction, RiskWrites writes)
    {
        var done = writes.Done.Order(StringComparer.Ordinal).Select(id => new object?[] { id }).ToList();
        var held = await database.Select(connection, transaction, "id", QueueKey, done, hold: true, r => r.GetString(0));
        if (held.Count < done.Count)
            throw new AlreadyWorkedOffException();
        await database.Delete(connection, transaction, QueueKey, done);
        await database.Insert(connection, transaction, Table.RiskKey, [.. writes.First.Select(Row)]);
        await database.Update(connection, transaction, Table.RiskKey.Only("organisation", "key", "last_seen", "times", "severity", "sum"), 2,
            [.. writes.Again.OrderBy(s => s.Organisation, StringComparer.Ordinal).ThenBy(s => s.Key, StringComparer.Ordinal)
                .Select(s => new object?[] { s.Organisation, s.Key, s.LastSeen, s.Times, s.Severity, SumOf(s) })]);
        await database.Insert(connection, transaction, Table.RiskGroup,
            [.. writes.Groups.OrderBy(g => g.Organisation, StringComparer.Ordinal).ThenBy(g => g.Key, StringComparer.Ordinal).Select(Row)],
            "on conflict (organisation, key) do update set grp = excluded.grp, last_seen = excluded.last_seen, sum = excluded.sum");
        await database.Insert(connection, transaction, Table.RiskEvidence, [.. writes.Evidence.Select(Row)]);
    }

    private async Task<List<T>> Look<T>(string columns, Table key, List<object?[]> keys, Func<DbDataReader, T> read, CancellationToken cancel)
    {
        if (keys.Count == 0)
            return [];
        return await database.Write((connection, transaction) => database.Select(connection, transaction, columns, key, keys, hold: false, read),
            cancel);
    }

    private static List<object?[]> Rows(IReadOnlyCollection<(string, string)> pairs) => [.. pairs.Select(p => new object?[] { p.Item1, p.Item2 })];

    private static string SumOf(RiskSeen s) => RowSum.Of(("organisation", s.Organisation), ("key", s.Key), ("matter", s.Matter),
        ("first_seen", s.FirstSeen),
        ("last_seen", s.LastSeen), ("times", s.Times), ("severity", s.Severity));

    private static object?[] Row(RiskSeen s) => [s.Organisation, s.Key, s.Matter, s.FirstSeen, s.LastSeen, s.Times, s.Severity, SumOf(s)];

    private static object?[] Row(RiskGroupSeen g) => [g.Organisation, g.Key, g.Group, g.LastSeen,
        RowSum.Of(("organisation", g.Organisation), ("key", g.Key), ("grp", g.Group), ("last_seen", g.LastSeen))];

    private static object?[] Row(RiskEvidence e) => [e.Matter, e.N, e.Organisation, e.Via, e.ReceivedAt, e.RawHash, RowSum.Of(
        ("matter", e.Matter), ("n", e.N), ("organisation", e.Organisation), ("via", e.Via), ("received_at", e.ReceivedAt), ("raw_hash", e.RawHash),
        ("report", e.Report), ("raw", e.Raw)), e.Report, e.Raw];
}

/// <summary>Another node was faster; nothing was written.</summary>
public sealed class AlreadyWorkedOffException : Exception;
