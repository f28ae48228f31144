using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Fengsui.Law.Calendar;

namespace Fengsui.Store;

/// <summary>A digest of everything that was written since the digest before, for a witness outside.</summary>
/// <param name="Ordinal">Its number, from 1.</param>
/// <param name="TakenAt">When it was taken, unix seconds.</param>
/// <param name="Matters">How many matters had changed.</param>
/// <param name="Lines">How many lines these have together.</param>
/// <param name="Previous">The root of the digest before; 64 zeros for the first.</param>
/// <param name="Root">The hash over it.</param>
public sealed record Digest(long Ordinal, long TakenAt, long Matters, long Lines, string Previous, string Root)
{
    internal string Sum => RowSum.Of(
        ("ordinal", Ordinal), ("taken_at", TakenAt), ("matters", Matters), ("lines", Lines), ("prev", Previous), ("root", Root));
}

/// <summary>Takes and reads digests.</summary>
public sealed class Digests(Database database)
{
    internal const string Columns = "ordinal as Ordinal, taken_at as TakenAt, matters as Matters, lines as Lines, prev as Previous, root as Root";

    /// <summary>Takes a digest of all matters changed since the last one.</summary>
    public Task<Digest> Take(Instant now, CancellationToken ct = default) =>
        database.Write((connection, transaction) => Take(connection, transaction, now), ct);

    /// <summary>The newest digest, or null.</summary>
    public Task<Digest?> Last(CancellationToken ct = default) => database.Read((connection, transaction) => Last(connection, transaction), ct);

    /// <summary>Whether anything was written since the newest digest.</summary>
    public Task<bool> AnythingNew(CancellationToken ct = default) => database.Read(async (connection, _) =>
        await connection.QueryFirstOrDefaultAsync<string>("select matter from undigested limit 1") is not null, ct);

    private async Task<Digest> Take(DbConnection connection, DbTransaction transaction, Instant now)
    {
        var last = await Last(connection, transaction);
        var ordinal = (last?.Ordinal ?? 0) + 1;
        var heads = (await connection.QueryAsync<(string Matter, long Seq, string Hash)>(
            "select u.matter, u.seq, j.hash from undigested u join journal j on j.matter = u.matter and j.seq = u.seq order by u.matter"
                + (database.ForUpdate.Length > 0 ? database.ForUpdate + " of u" : ""), null, transaction)).AsList();
        using var root = new DigestRoot(last?.Root ?? LineHash.Start);
        foreach (var (matter, seq, hash) in heads)
            root.Add(matter, seq, hash);
        var digest = new Digest(ordinal, now.UnixSeconds, heads.Count, heads.Sum(h => h.Seq), last?.Root ?? LineHash.Start, root.Finish());
        await connection.ExecuteAsync(
            "insert into digest(ordinal, taken_at, matters, lines, prev, root, sum) "
                + "values (@Ordinal, @TakenAt, @Matters, @Lines, @Previous, @Root, @Sum)",
            new { digest.Ordinal, digest.TakenAt, digest.Matters, digest.Lines, digest.Previous, digest.Root, digest.Sum }, transaction);
        foreach (var part in heads.Chunk(10_000))
        {
            await database.Insert(
                connection, transaction, Table.DigestHead, [.. part.Select(h => new object?[] { ordinal, h.Matter, h.Seq, h.Hash })]);
            await database.Delete(connection, transaction, Table.Undigested.Only("matter"), [.. part.Select(h => new object?[] { h.Matter })]);
        }
        return digest;
    }

    private static Task<Digest?> Last(DbConnection connection, DbTransaction? transaction) =>
        connection.QueryFirstOrDefaultAsync<Digest>($"select {Columns} from digest order by ordinal desc limit 1", null, transaction);
}

/// <summary>The root of a digest: SHA-256 over the root before, a line feed, and a line <c>matter seq hash</c> for every matter, ordered by
/// matter.</summary>
internal sealed class DigestRoot : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public DigestRoot(string previous) => hash.AppendData(Encoding.UTF8.GetBytes(previous + "\n"));

    public void Add(string matter, long seq, string head) =>
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{matter} {seq} {head}\n")));

    public string Finish() => Convert.ToHexStringLower(hash.GetHashAndReset());

    public void Dispose() => hash.Dispose();
}
