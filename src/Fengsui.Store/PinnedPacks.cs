using Dapper;

namespace Fengsui.Store;

/// <summary>The law that incidents have pinned: kept as it was, so that a replay grades by the text of its day.</summary>
/// <param name="database">The database.</param>
public sealed class PinnedPacks(Database database)
{
    /// <summary>Keeps a pack; one that is there already stays as it is.</summary>
    /// <param name="hash">The hash that the law gives the pack.</param>
    /// <param name="id">Its id.</param>
    /// <param name="version">Its version.</param>
    /// <param name="body">Its canonical text.</param>
    /// <param name="ct">Stops the waiting.</param>
    public Task Keep(string hash, string id, string version, string body, CancellationToken ct = default) =>
        database.Write((connection, transaction) => connection.ExecuteAsync(
            "insert into pack(hash, id, version, sum, body) values (@hash, @id, @version, @sum, @body) on conflict (hash) do nothing",
            new { hash, id, version, sum = RowSum.Of(("hash", hash), ("id", id), ("version", version), ("body", body)), body }, transaction), ct);

    /// <summary>The text of a pack, or null.</summary>
    public Task<string?> Find(string hash, CancellationToken ct = default) =>
        database.Read((connection, _) => connection.QuerySingleOrDefaultAsync<string>("select body from pack where hash = @hash", new { hash }), ct);
}
