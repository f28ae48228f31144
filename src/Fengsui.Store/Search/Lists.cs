using System.Data.Common;
using Dapper;

namespace Fengsui.Store;

/// <summary>Lists, searches and counts matters.</summary>
internal sealed class Lists(Database database)
{
    private const int CountedHits = 10_000;
    private const int ExaminedHits = 50_000;
    private const int Window = 5_000;

    private const string RowColumns = "s.matter, s.number, s.organisation, s.kind, s.version, s.head, s.title, s.phase, s.level, "
        + "s.opened_at, s.changed_at, s.next_due, s.open";

    public async Task<MatterPage> List(MatterQuery query, CancellationToken ct)
    {
        if (query.Limit is < 1 or > MatterQuery.LongestPage)
            throw new StoreException(new($"每页条数须在1到{MatterQuery.LongestPage}之间。", $"A page holds 1 to {MatterQuery.LongestPage} rows."));
        var from = query.Cursor is { } cursor ? Cursor.Read(cursor, query.Order) : (Cursor?)null;
        var match = Match.Of(query, database is SqliteDatabase);
        if (match is { Empty: true })
            return new([], null);
        var rows = await database.Read((connection, _) => Rows(connection, query, from, match), ct);
        return new(rows, rows.Count < query.Limit ? null : End(query.Order, rows[^1]).Write());
    }

    public async Task<MatterCount> Count(MatterQuery query, CancellationToken ct)
    {
        var match = Match.Of(query, database is SqliteDatabase);
        if (match is { Empty: true })
            return new(0, true);
        var parameters = Parameters(query, null, match);
        if (match is null)
        {
            return new(await database.Read((c, _) => c.ExecuteScalarAsync<long>(
                $"select count(*) from snapshot s where {Filter(query)}", parameters), ct), true);
        }
        // The scope stands in the index, so without further filters no row need be read.
        return Narrowed(query)
            ? await CountNarrowed(query, parameters, ct)
            : Bounded(await database.Read((c, _) => c.ExecuteScalarAsync<long>(
                $"select count(*) from (select 1 from {Hits} where {Found} limit {CountedHits + 1}) t", parameters), ct));
    }

    // Of a common word with a rare phase there is no index; beyond so many hits the answer is what was counted until then.
    private Task<MatterCount> CountNarrowed(MatterQuery query, object parameters, CancellationToken ct) => database.Read(async (connection, _) =>
    {
        var (hits, matching) = await connection.QuerySingleAsync<(long, long)>(
            $"select count(*), count(s.number) from (select {HitNumber} as number from {Hits} where {Found} limit {ExaminedHits + 1}) t "
                + $"left join snapshot s on s.number = t.number and {Filter(query)}", parameters);
        var counted = Bounded(matching);
        return hits > ExaminedHits ? counted with { Exact = false } : counted;
    }, ct);

    private static MatterCount Bounded(long number) => number > CountedHits ? new(CountedHits, false) : new(number, true);

    private string Hits => database is SqliteDatabase ? "search h" : "search_text h";

    private string Found => database is SqliteDatabase ? "search match @match" : "h.found @@ cast(@match as tsquery)";

    private string HitNumber => database is SqliteDatabase ? "h.rowid" : "h.number";

    private Task<List<MatterRow>> Rows(DbConnection connection, MatterQuery query, Cursor? from, Match? match) => match switch
    {
        null => Run(connection, $"select {RowColumns} from snapshot s where {Filter(query)}{Page(query.Order, from)}", query, from, match),
        _ when query.Order != MatterOrder.Newest => Run(connection, NewestHits(query, from), query, from, match),
        _ when database is SqliteDatabase => Run(
            connection,
            $"select {RowColumns} from search h join snapshot s on s.number = h.rowid where search match @match and {Filter(query)}"
                + (from is null ? "" : " and h.rowid < @number") + " order by h.rowid desc limit @limit",
            query, from, match),
        _ => HitsOfPostgres(connection, query, from, match),
    };

    // The inverted index of PostgreSQL gives all hits or none, without order. A common word is found at once among the newest matters; only a word
    // that does not fill the page there is looked up in the index, and then there are few.
    private async Task<List<MatterRow>> HitsOfPostgres(DbConnection connection, MatterQuery query, Cursor? from, Match match)
    {
        var newest = from?.Number ?? await connection.ExecuteScalarAsync<long>("select coalesce(max(number), 0) + 1 from search_text");
        var hits = "select h.number from search_text h where";
        var near = await Run(
            connection,
            $"select {RowColumns} from ({hits} (h.found @@ cast(@match as tsquery)) is true "
                + "and h.number < @number and h.number >= @oldest offset 0) t "
                + $"join snapshot s on s.number = t.number where {Filter(query)} order by s.number desc limit @limit",
            query, new(MatterOrder.Newest, newest - Window, newest), match);
        if (near.Count == query.Limit || newest <= Window)
            return near;
        return await Run(
            connection,
            $"with t as materialized ({hits} h.found @@ cast(@match as tsquery) and h.number < @number) "
                + $"select {RowColumns} from t join snapshot s on s.number = t.number where {Filter(query)} order by s.number desc limit @limit",
            query, new(MatterOrder.Newest, 0, newest), match);
    }

    private string NewestHits(MatterQuery query, Cursor? from)
    {
        var hits = database is SqliteDatabase
            ? "select h.rowid as number from search h where search match @match order by h.rowid desc"
            : "select h.number from search_text h where h.found @@ cast(@match as tsquery) order by h.number desc";
        return $"with t as materialized ({hits} limit {CountedHits}) select {RowColumns} from t join snapshot s on s.number = t.number "
            + $"where {Filter(query)}{Page(query.Order, from)}";
    }

    private static async Task<List<MatterRow>> Run(DbConnection connection, string sql, MatterQuery query, Cursor? from, Match? match)
    {
        await using var rows = await connection.ExecuteReaderAsync(sql, Parameters(query, from, match));
        var found = new List<MatterRow>(query.Limit);
        while (await rows.ReadAsync())
            found.Add(RecordStore.ReadRow(rows));
        return found;
    }

    private string Filter(MatterQuery query) => "s.organisation = @organisation and s.kind = @kind"
        + (query.Phases is { Count: > 0 } ? $" and s.phase {database.AnyOf("phases")}" : "")
        + (query.Levels is { Count: > 0 } ? $" and s.level {database.AnyOf("levels")}" : "")
        + (query.Open is null ? "" : " and s.open = @open")
        + (query.ChangedSince is null ? "" : " and s.changed_at >= @since");

    private static bool Narrowed(MatterQuery query) =>
        query.Phases is { Count: > 0 } || query.Levels is { Count: > 0 } || query.Open is not null || query.ChangedSince is not null;

    private static string Page(MatterOrder order, Cursor? from) => order switch
    {
        MatterOrder.Newest => (from is null ? "" : " and s.number < @number") + " order by s.number desc limit @limit",
        MatterOrder.NextDue => " and s.next_due is not null" + (from is null ? "" : " and (s.next_due, s.number) > (@at, @number)")
            + " order by s.next_due, s.number limit @limit",
        MatterOrder.LastChanged => (from is null ? "" : " and (s.changed_at, s.number) < (@at, @number)")
            + " order by s.changed_at desc, s.number desc limit @limit",
        MatterOrder.FirstChanged => (from is null ? "" : " and (s.changed_at, s.number) > (@at, @number)")
            + " order by s.changed_at, s.number limit @limit",
        _ => throw new ArgumentOutOfRangeException(nameof(order)),
    };

    private static Cursor End(MatterOrder order, MatterRow row) => order switch
    {
        MatterOrder.Newest => new(order, 0, row.Number),
        MatterOrder.NextDue => new(order, row.NextDue!.Value, row.Number),
        MatterOrder.LastChanged or MatterOrder.FirstChanged => new(order, row.ChangedAt, row.Number),
        _ => throw new ArgumentOutOfRangeException(nameof(order)),
    };

    private static object Parameters(MatterQuery query, Cursor? from, Match? match) => new
    {
        organisation = query.Organisation,
        kind = query.Kind,
        phases = query.Phases?.ToArray(),
        levels = query.Levels?.Select(l => (long)l).ToArray(),
        open = query.Open == true ? 1L : 0L,
        since = query.ChangedSince ?? 0,
        at = from?.At ?? 0,
        number = from?.Number ?? 0,
        oldest = from?.At ?? 0,
        limit = query.Limit,
        match = match?.Sql,
    };

    /// <summary>A search in the words of the database; <see cref="Sql"/> is null when the text holds nothing to search for.</summary>
    private sealed record Match(string? Sql)
    {
        public bool Empty => Sql is null;

        public static Match? Of(MatterQuery query, bool sqlite)
        {
            if (string.IsNullOrWhiteSpace(query.Text))
                return null;
            var (phrases, stems) = Tokens.Asked(query.Text);
            if (phrases.Count == 0 && stems.Count == 0)
                return new((string?)null);
            var scope = Tokens.Scope(query.Organisation, query.Kind);
            return new(sqlite ? Sqlite(scope, phrases, stems) : Postgres(scope, phrases, stems));
        }

        // Tokens are letters and digits only, nothing needs escaping.
        private static string Sqlite(string scope, List<string[]> phrases, List<string> stems) => string.Join(" AND ",
            phrases.Select(p => $"words : \"{string.Join(' ', p)}\"").Concat(stems.Select(s => $"stems : \"{s}\"")).Append($"scope : \"{scope}\""));

        private static string Postgres(string scope, List<string[]> phrases, List<string> stems) => string.Join(" & ",
            phrases.Select(p => $"({string.Join(" <-> ", p.Select(w => $"'{w}'"))})").Concat(stems.Select(s => $"'^{s}'")).Append($"'@{scope}'"));
    }
}
