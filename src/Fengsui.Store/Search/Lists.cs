using System.Data.Common;
using Dapper;

namespace Fengsui.Store;

/// <summary>Lists, searches and counts matters.</summary>
internal sealed class Lists(Database database, Indexer indexer)
{
    private const int CountedHits = MatterQuery.MostCounted;
    private const int ExaminedHits = 50_000;
    private const int Window = 5_000;

    // How far back a word is looked for without the index: one that every four-hundredth matter has fills a page there, and a rarer one has few hits.
    private const int NearHits = 20_000;

    // Up to so many, a common word is counted among the newest first.
    private const int NearCounts = 2_000;

    private const string RowColumns = "s.matter, s.number, s.organisation, s.kind, s.version, s.head, s.title, s.phase, s.level, "
        + "s.opened_at, s.changed_at, s.next_due, s.urgency, s.open";

    public async Task<MatterPage> List(MatterQuery query, CancellationToken ct)
    {
        if (query.Limit is < 1 or > MatterQuery.LongestPage)
            throw new StoreException(new($"每页条数须在1到{MatterQuery.LongestPage}之间。", $"A page holds 1 to {MatterQuery.LongestPage} rows."));
        var from = query.Cursor is { } cursor ? Cursor.Read(cursor, query.Order) : (Cursor?)null;
        await CatchUp(query, ct);
        var rows = await database.Read(async (connection, _) =>
        {
            var groups = await Groups(connection, query);
            var match = Match.Of(query, groups, database is SqliteDatabase);
            return groups is { Count: 0 } || match is { Empty: true } ? [] : await Rows(connection, query, from, groups, match);
        }, ct);
        return new(rows, rows.Count < query.Limit ? null : End(query.Order, rows[^1]).Write());
    }

    public async Task<MatterCount> Count(MatterQuery query, CancellationToken ct)
    {
        await CatchUp(query, ct);
        return await database.Read((connection, _) => Count(connection, query), ct);
    }

    // A full disk keeps nobody from reading: the newest texts are missing in the search then.
    private async Task CatchUp(MatterQuery query, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(query.Text))
            return;
        try
        {
            await indexer.CatchUp(ct);
        }
        catch (StoreException)
        {
        }
    }

    private async Task<MatterCount> Count(DbConnection connection, MatterQuery query)
    {
        var tally = await Tally(connection, query);
        var groups = Narrow(tally, query);
        var match = Match.Of(query, groups, database is SqliteDatabase);
        if (groups is { Count: 0 } || match is { Empty: true })
            return new(0, true);
        if (match is null && query.ChangedSince is null)
            return new((groups ?? tally).Sum(g => g.Number), true);
        var parameters = Parameters(query, null, groups, match);
        if (match is null)
            return new(await connection.ExecuteScalarAsync<long>($"select count(*) from snapshot s where {Filter(query)}", parameters), true);
        // The scope and the group stand in the index, so but for the time of the last change no row need be read.
        return query.ChangedSince is not null
            ? await CountChanged(connection, query, parameters)
            : Bounded(await CountHits(connection, query, parameters), query.CountUpTo);
    }

    private async Task<long> CountHits(DbConnection connection, MatterQuery query, DynamicParameters parameters)
    {
        parameters.Add("most", query.CountUpTo + 1L);
        // As with the pages: the inverted index of PostgreSQL gives all hits or none, a common word is counted sooner among the newest.
        if (database is PostgresDatabase && query.CountUpTo < NearCounts)
        {
            parameters.Add("newest", await Newest(connection));
            var near = await connection.ExecuteScalarAsync<long>(
                $"select count(*) from (select 1 from search_text h where ({Found}) is true and h.number > @newest - 4 * @most "
                    + "order by h.number desc limit @most) t", parameters);
            if (near > query.CountUpTo)
                return near;
        }
        return await connection.ExecuteScalarAsync<long>($"select count(*) from (select 1 from {Hits} where {Found} limit @most) t", parameters);
    }

    private static Task<long> Newest(DbConnection connection) =>
        connection.ExecuteScalarAsync<long>("select coalesce(max(number), 0) from search_text");

    // There is no index of words by time of change; beyond so many hits the answer is what was counted until then.
    private async Task<MatterCount> CountChanged(DbConnection connection, MatterQuery query, DynamicParameters parameters)
    {
        var (hits, matching) = await connection.QuerySingleAsync<(long, long)>(
            $"select count(*), count(s.number) from (select {HitNumber} as number from {Hits} where {Found} limit {ExaminedHits + 1}) t "
                + $"left join snapshot s on s.number = t.number and {Filter(query)}", parameters);
        var counted = Bounded(matching, query.CountUpTo);
        return hits > ExaminedHits ? counted with { Exact = false } : counted;
    }

    private static async Task<List<Tallied>> Tally(DbConnection connection, MatterQuery query)
    {
        await using var rows = await connection.ExecuteReaderAsync(
            "select phase, level, open, number from tally where organisation = @organisation and kind = @kind order by phase, level, open",
            new { organisation = query.Organisation, kind = query.Kind });
        var tally = new List<Tallied>();
        while (await rows.ReadAsync())
            tally.Add(new(new(rows.GetString(0), rows.GetInt64(1), rows.GetInt64(2)), rows.GetInt64(3)));
        return tally;
    }

    // The groups that a query is narrowed to; null when it is not.
    private static async Task<List<Tallied>?> Groups(DbConnection connection, MatterQuery query) =>
        query.Phases is { Count: > 0 } || query.Levels is { Count: > 0 } || query.Open is not null
            ? Narrow(await Tally(connection, query), query)
            : null;

    private static List<Tallied>? Narrow(List<Tallied> tally, MatterQuery query)
    {
        var groups = tally.FindAll(t => t.Group.IsIn(query));
        return groups.Count == tally.Count && groups.Count > 0 ? null : groups;
    }

    private static MatterCount Bounded(long number, int most) => number > most ? new(most, false) : new(number, true);

    private string Hits => database is SqliteDatabase ? "search h" : "search_text h";

    private string Found => database is SqliteDatabase ? "search match @match" : "h.found @@ cast(@match as tsquery)";

    private string HitNumber => database is SqliteDatabase ? "h.rowid" : "h.number";

    private Task<List<MatterRow>> Rows(DbConnection connection, MatterQuery query, Cursor? from, List<Tallied>? groups, Match? match)
    {
        if (match is not null && query.Order == MatterOrder.Newest && database is PostgresDatabase)
            return HitsOfPostgres(connection, query, from, groups, match);
        var sql = match switch
        {
            null when groups is not null && (query.Order == MatterOrder.Newest || groups.Sum(g => g.Number) <= Window) => Merged(query, from, groups),
            null => $"select {RowColumns} from snapshot s where {Filter(query)}{Page(query, from)}",
            _ when query.Order != MatterOrder.Newest => NewestHits(query, from),
            _ => $"select {RowColumns} from search h join snapshot s on s.number = h.rowid where search match @match and {Filter(query)}"
                + (from is null ? "" : " and h.rowid < @number") + " order by h.rowid desc limit @limit",
        };
        return Run(connection, sql, query, from, groups, match);
    }

    // Each group is a range of an index in the order of the numbers. By another order only few rows are worth being sorted.
    private static string Merged(MatterQuery query, Cursor? from, List<Tallied> groups)
    {
        var newest = query.Order == MatterOrder.Newest;
        var page = (query.ChangedSince is null ? "" : " and changed_at >= @since")
            + (newest && from is not null ? " and number < @number" : "") + (newest ? " order by number desc limit @limit" : "");
        var ranges = groups.Select((_, i) => "select number from (select number from snapshot where organisation = @organisation and kind = @kind "
            + $"and phase = @phase{i} and level = @level{i} and open = @open{i}{page}) r{i}");
        return $"with t as materialized ({string.Join(" union all ", ranges)}) select {RowColumns} from t cross join snapshot s "
            + $"where s.number = t.number{Page(query, from)}";
    }

    // The inverted index of PostgreSQL gives all hits or none, without order. A common word is found at once among the newest matters; only a word
    // that does not fill the page there is looked up in the index, and then there are few.
    private async Task<List<MatterRow>> HitsOfPostgres(
        DbConnection connection, MatterQuery query, Cursor? from, List<Tallied>? groups, Match match)
    {
        var newest = from?.Number ?? await Newest(connection) + 1;
        var hits = "select h.number from search_text h where";
        var near = await Run(
            connection,
            $"select {RowColumns} from ({hits} (h.found @@ cast(@match as tsquery)) is true "
                + "and h.number < @number and h.number >= @oldest order by h.number desc offset 0) t "
                + $"join snapshot s on s.number = t.number where {Filter(query)} order by t.number desc limit @limit",
            query, new(MatterOrder.Newest, newest - NearHits, newest), groups, match);
        if (near.Count == query.Limit || newest <= NearHits)
            return near;
        return await Run(
            connection,
            $"with t as materialized ({hits} h.found @@ cast(@match as tsquery) and h.number < @number) "
                + $"select {RowColumns} from t join snapshot s on s.number = t.number where {Filter(query)} order by s.number desc limit @limit",
            query, new(MatterOrder.Newest, 0, newest), groups, match);
    }

    private string NewestHits(MatterQuery query, Cursor? from)
    {
        var hits = database is SqliteDatabase
            ? "select h.rowid as number from search h where search match @match order by h.rowid desc"
            : "select h.number from search_text h where h.found @@ cast(@match as tsquery) order by h.number desc";
        return $"with t as materialized ({hits} limit {CountedHits}) select {RowColumns} from t join snapshot s on s.number = t.number "
            + $"where {Filter(query)}{Page(query, from)}";
    }

    private static async Task<List<MatterRow>> Run(
        DbConnection connection, string sql, MatterQuery query, Cursor? from, List<Tallied>? groups, Match? match)
    {
        await using var rows = await connection.ExecuteReaderAsync(sql, Parameters(query, from, groups, match));
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

    private static string Page(MatterQuery query, Cursor? from) => query.Order switch
    {
        MatterOrder.Newest => (from is null ? "" : " and s.number < @number") + " order by s.number desc limit @limit",
        MatterOrder.NextDue => " and s.urgency >= @due" + (from is null ? "" : " and (s.urgency, s.number) > (@at, @number)")
            + " order by s.urgency, s.number limit @limit",
        MatterOrder.LastChanged => (from is null ? "" : " and (s.changed_at, s.number) < (@at, @number)")
            + " order by s.changed_at desc, s.number desc limit @limit",
        MatterOrder.FirstChanged => (from is null ? "" : " and (s.changed_at, s.number) > (@at, @number)")
            + " order by s.changed_at, s.number limit @limit",
        _ => throw new ArgumentOutOfRangeException(nameof(query)),
    };

    private static Cursor End(MatterOrder order, MatterRow row) => order switch
    {
        MatterOrder.Newest => new(order, 0, row.Number),
        MatterOrder.NextDue => new(order, row.Urgency!.Value, row.Number),
        MatterOrder.LastChanged or MatterOrder.FirstChanged => new(order, row.ChangedAt, row.Number),
        _ => throw new ArgumentOutOfRangeException(nameof(order)),
    };

    private static DynamicParameters Parameters(MatterQuery query, Cursor? from, List<Tallied>? groups, Match? match)
    {
        var parameters = new DynamicParameters(new
        {
            organisation = query.Organisation,
            kind = query.Kind,
            phases = query.Phases?.ToArray(),
            levels = query.Levels?.Select(l => (long)l).ToArray(),
            open = query.Open == true ? 1L : 0L,
            since = query.ChangedSince ?? 0,
            due = query.DueFrom ?? 0,
            at = from?.At ?? 0,
            number = from?.Number ?? 0,
            oldest = from?.At ?? 0,
            limit = query.Limit,
            match = match?.Sql,
        });
        for (var i = 0; i < groups?.Count; i++)
        {
            parameters.Add($"phase{i}", groups[i].Group.Phase);
            parameters.Add($"level{i}", groups[i].Group.Level);
            parameters.Add($"open{i}", groups[i].Group.Open);
        }
        return parameters;
    }

    /// <summary>A search in the words of the database; <see cref="Sql"/> is null when the text holds nothing to search for.</summary>
    private sealed record Match(string? Sql)
    {
        public bool Empty => Sql is null;

        public static Match? Of(MatterQuery query, List<Tallied>? groups, bool sqlite)
        {
            if (string.IsNullOrWhiteSpace(query.Text))
                return null;
            var (phrases, stems) = Tokens.Asked(query.Text);
            if (phrases.Count == 0 && stems.Count == 0)
                return new((string?)null);
            List<string> scopes = groups?.ConvertAll(g => Tokens.Group(query.Organisation, query.Kind, g.Group))
                ?? [Tokens.Scope(query.Organisation, query.Kind)];
            return new(sqlite ? Sqlite(scopes, phrases, stems) : Postgres(scopes, phrases, stems));
        }

        // Tokens are letters and digits only, nothing needs escaping.
        private static string Sqlite(List<string> scopes, List<string[]> phrases, List<string> stems) => string.Join(" AND ",
            phrases.Select(p => $"words : \"{string.Join(' ', p)}\"").Concat(stems.Select(s => $"stems : \"{s}\""))
                .Append($"scope : ({string.Join(" OR ", scopes.Select(s => $"\"{s}\""))})"));

        private static string Postgres(List<string> scopes, List<string[]> phrases, List<string> stems) => string.Join(" & ",
            phrases.Select(p => $"({string.Join(" <-> ", p.Select(w => $"'{w}'"))})").Concat(stems.Select(s => $"'^{s}'"))
                .Append($"({string.Join(" | ", scopes.Select(s => $"'@{s}'"))})"));
    }
}
