using System.Data.Common;
using Dapper;

namespace Fengsui.Store;

/// <summary>A row of a long list.</summary>
/// <param name="Matter">The matter.</param>
/// <param name="List">The list.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Key">What it is found by.</param>
/// <param name="Body">The row as JSON text.</param>
public sealed record ItemRow(string Matter, string List, ItemPlace Place, string Key, string Body);

/// <summary>The place of a row in a long list.</summary>
/// <param name="Seq">The journal line that made it.</param>
/// <param name="N">Its number among the rows of this line, from 0.</param>
public readonly record struct ItemPlace(long Seq, long N);

public sealed partial class RecordStore
{
    private const string ItemColumns = "matter, list, seq, n, key, body";

    private Lists Lists => new(database, indexer);

    /// <summary>A page of matters.</summary>
    /// <exception cref="StoreException">The cursor or the length of the page is wrong.</exception>
    public Task<MatterPage> List(MatterQuery query, CancellationToken ct = default) => Lists.List(query, ct);

    /// <summary>How many matters a query finds, all pages together. With a text, exact up to <see cref="MatterQuery.CountUpTo"/>; with a text and
    /// <see cref="MatterQuery.ChangedSince"/>, as long as the text has at most 50,000 hits.</summary>
    public Task<MatterCount> Count(MatterQuery query, CancellationToken ct = default) => Lists.Count(query, ct);

    /// <summary>Rows of a long list in their order, from after a place on.</summary>
    public Task<IReadOnlyList<ItemRow>> Items(
        string organisation, string matter, string list, ItemPlace after = default, int limit = 200, CancellationToken ct = default) =>
        ItemRows(
            $"select {ItemColumns} from item where matter = @matter and list = @list and organisation = @organisation "
                + "and (seq, n) > (@seq, @n) order by seq, n limit @limit",
            // The first row of a line has the number 0: the first page begins before it.
            new { organisation, matter, list, seq = after.Seq, n = after.Seq == 0 ? -1 : after.N, limit }, ct);

    /// <summary>Rows of a list with a key, over all matters of the organisation.</summary>
    public Task<IReadOnlyList<ItemRow>> FindItems(string organisation, string list, string key, int limit = 200, CancellationToken ct = default) =>
        ItemRows(
            $"select {ItemColumns} from item where organisation = @organisation and list = @list and key = @key order by matter, seq, n limit @limit",
            new { organisation, list, key, limit }, ct);

    /// <summary>The organisations of this record, in the order of their ids.</summary>
    public Task<IReadOnlyList<string>> Organisations(int most, CancellationToken ct = default) =>
        database.Read<IReadOnlyList<string>>(async (connection, _) => (await connection.QueryAsync<string>(
            "select matter from snapshot where kind = 'organisation' order by matter limit @most", new { most })).AsList(), ct);

    /// <summary>How many rows a long list of a matter has.</summary>
    public Task<long> CountItems(string organisation, string matter, string list, CancellationToken ct = default) => database.Read((connection, _) =>
        connection.ExecuteScalarAsync<long>(
            "select count(*) from item where matter = @matter and list = @list and organisation = @organisation",
            new { organisation, matter, list }), ct);

    private Task<IReadOnlyList<ItemRow>> ItemRows(string sql, object parameters, CancellationToken ct) =>
        database.Read<IReadOnlyList<ItemRow>>(async (connection, _) =>
        {
            await using var rows = await connection.ExecuteReaderAsync(sql, parameters);
            var found = new List<ItemRow>();
            while (await rows.ReadAsync(ct))
                found.Add(ReadItem(rows));
            return found;
        }, ct);

    private static ItemRow ReadItem(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), new(row.GetInt64(2), row.GetInt64(3)), row.GetString(4), row.GetString(5));
}
