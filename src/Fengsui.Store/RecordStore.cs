using System.Data.Common;
using Dapper;
using Fengsui.Law.Calendar;
using Fengsui.Response.Record;

namespace Fengsui.Store;

/// <summary>
/// The record: journals of matters, each a chain of lines that is only added to, and what follows from them. Every read names the organisation; a
/// matter of
/// another one is as if it did not exist. Safe for use by many threads; dispose it before the database.
/// </summary>
public sealed partial class RecordStore : IAsyncDisposable
{
    internal const string RowColumns =
        "matter, number, organisation, kind, version, head, title, phase, level, opened_at, changed_at, next_due, urgency, open";

    private readonly Database database;
    private readonly MatterKinds kinds;
    private readonly Writer[] writers;
    private readonly Indexer indexer;
    private readonly NodeListener? listener;

    private RecordStore(Database database, MatterKinds kinds)
    {
        this.database = database;
        this.kinds = kinds;
        indexer = new(database);
        writers = [.. Enumerable.Range(0, database.Writers).Select(_ => new Writer(database, Changes, indexer))];
        listener = database is PostgresDatabase postgres ? new(postgres, Changes) : null;
        Queues = new(database);
        Attachments = new(database);
        Digests = new(database);
        Packs = new(database);
    }

    /// <summary>What changes, for whoever shows it.</summary>
    public Changes Changes { get; } = new();

    /// <summary>Due clocks, messages to send, leases.</summary>
    public Queues Queues { get; }

    /// <summary>Sealed files.</summary>
    public Attachments Attachments { get; }

    /// <summary>Digests for a witness outside.</summary>
    public Digests Digests { get; }

    /// <summary>The law that incidents have pinned.</summary>
    public PinnedPacks Packs { get; }

    /// <summary>The database under it, for tables of others.</summary>
    public Database Database => database;

    /// <summary>Opens the record in a database whose schema is up to date.</summary>
    /// <param name="database">The database; it stays the caller's.</param>
    /// <param name="kinds">Every kind of matter that may stand in it.</param>
    public static Task<RecordStore> Open(Database database, IReadOnlyList<MatterKind> kinds) =>
        Task.FromResult(new RecordStore(database, new(kinds)));

    /// <summary>Adds to a matter. When this returns <see cref="AppendOutcome.Written"/>, it is on the disk.</summary>
    /// <param name="append">What is added, and what follows from it.</param>
    /// <param name="also">Further writes of the same transaction, or null. They may run more than once, in transactions that are undone.</param>
    /// <param name="ct">Stops the waiting in the queue; what is being written is written.</param>
    /// <exception cref="StoreException">A full disk, or a text that cannot be stored. Nothing was written.</exception>
    public Task<AppendOutcome> Append(Append append, Func<DbConnection, DbTransaction, Task>? also = null, CancellationToken ct = default) =>
        WriterOf(append.Matter).Write(append, also, ct);

    /// <summary>A matter with its state, or null.</summary>
    public Task<StoredSnapshot?> Load(string organisation, string matter, CancellationToken ct = default) => database.Read(async (connection, _) =>
    {
        await using var rows = await connection.ExecuteReaderAsync(
            $"select {RowColumns}, body from snapshot where matter = @matter and organisation = @organisation", new { matter, organisation });
        return await rows.ReadAsync(ct) ? new StoredSnapshot(ReadRow(rows), rows.GetString(14)) : null;
    }, ct);

    /// <summary>Lines of a matter's journal.</summary>
    /// <param name="organisation">Whose it is.</param>
    /// <param name="matter">The matter.</param>
    /// <param name="after">Lines with a greater number; with <paramref name="newestFirst"/>, with a smaller one (0: from the newest).</param>
    /// <param name="limit">At most so many, 1 to 100,000.</param>
    /// <param name="newestFirst">The newest line first.</param>
    /// <param name="types">Only events of these names, or null for all.</param>
    /// <param name="ct">Stops the reading.</param>
    public Task<IReadOnlyList<Entry>> Entries(
        string organisation, string matter, long after = 0, int limit = 1000, bool newestFirst = false, IReadOnlyCollection<string>? types = null,
        CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 100_000);
        var (than, order) = newestFirst ? ("<", "desc") : (">", "asc");
        var sql = $"select {Table.Journal.ColumnList} from journal where matter = @matter and organisation = @organisation and seq {than} @after"
            + (types is null ? "" : $" and type {database.AnyOf("types")}") + $" order by matter {order}, seq {order} limit @limit";
        var from = newestFirst && after == 0 ? long.MaxValue : after;
        return database.Read<IReadOnlyList<Entry>>(async (connection, _) =>
        {
            await using var rows = await connection.ExecuteReaderAsync(
                sql, new { matter, organisation, after = from, limit, types = types?.ToArray() });
            var entries = new List<Entry>();
            while (await rows.ReadAsync(ct))
                entries.Add(ReadEntry(rows));
            return entries;
        }, ct);
    }

    /// <summary>Takes into the search what still waits; it would be taken a moment later by itself.</summary>
    internal Task Settle(CancellationToken ct = default) => indexer.CatchUp(ct);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var writer in writers)
            await writer.DisposeAsync();
        await indexer.DisposeAsync();
        if (listener is not null)
            await listener.DisposeAsync();
    }

    // One matter, one writer: its appends keep their order.
    private Writer WriterOf(string matter) => writers[Math.Abs(matter.GetHashCode(StringComparison.Ordinal) % writers.Length)];

    internal static MatterRow ReadRow(DbDataReader row) => new(
        row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.GetString(5), row.GetString(6), row.GetString(7),
        (int)row.GetInt64(8), row.GetInt64(9), row.GetInt64(10), row.IsDBNull(11) ? null : row.GetInt64(11),
        row.IsDBNull(12) ? null : row.GetInt64(12), row.GetInt64(13) != 0);

    internal static Entry ReadEntry(DbDataReader row) => new(
        row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetString(3),
        new(row.GetString(8), (int)row.GetInt64(9), new Instant(row.GetInt64(4)), new Instant(row.GetInt64(5)), row.GetString(6), row.GetString(7),
            row.GetString(12)),
        row.GetString(10), row.GetString(11));
}
