using System.Data.Common;
using System.Threading.Channels;
using Dapper;

namespace Fengsui.Store;

/// <summary>
/// Takes texts that wait into the index of the search. The index costs more than all the rest of an append; an incident that is worked on gets many
/// appends a second and one pass serves them all. Whoever searches lets a pass run first, so no search misses what was recorded before it.
/// </summary>
internal sealed class Indexer : IAsyncDisposable
{
    private const string Taken = "on conflict (number) do update set scope = excluded.scope, words = excluded.words, stems = excluded.stems "
        + "where search_text.scope <> excluded.scope or search_text.words <> excluded.words or search_text.stems <> excluded.stems";

    private const string OfSqlite = $"""
        insert into search_text(number, scope, words, stems) select number, scope, words, stems from search_waiting where true order by number {Taken};
        delete from search_waiting;
        """;

    // Rows are locked in the order in which every append locks them: neither ever waits for the other in a ring.
    private const string OfPostgres = $"""
        with held as materialized (select number from search_waiting order by number for update),
             taken as (delete from search_waiting w using held where w.number = held.number returning w.number, w.scope, w.words, w.stems)
        insert into search_text(number, scope, words, stems) select number, scope, words, stems from taken order by number {Taken}
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly Database database;
    private readonly Channel<bool> wanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource ending = new();
    private readonly Task loop;

    public Indexer(Database database)
    {
        this.database = database;
        // What an earlier run has left.
        Want();
        loop = Task.Run(Loop);
    }

    /// <summary>There is something to take over soon.</summary>
    public void Want() => wanted.Writer.TryWrite(true);

    /// <summary>Takes over what waits now.</summary>
    public async Task CatchUp(CancellationToken ct = default)
    {
        if (await database.Read((connection, _) => connection.ExecuteScalarAsync<bool>("select exists (select 1 from search_waiting)"), ct))
            await database.Commit(Take, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await loop;
        await TryCatchUp();
        ending.Dispose();
    }

    private Task<int> Take(DbConnection connection, DbTransaction transaction) =>
        connection.ExecuteAsync(database is SqliteDatabase ? OfSqlite : OfPostgres, null, transaction);

    private async Task Loop()
    {
        while (true)
        {
            try
            {
                await wanted.Reader.ReadAsync(ending.Token);
                await Task.Delay(Pause, ending.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await TryCatchUp();
        }
    }

    // What could not be taken over stays where it is; the next pass, the next search or the next start takes it.
    private async Task TryCatchUp()
    {
        try
        {
            await CatchUp();
        }
        catch (Exception failed) when (failed is StoreException or DbException or ObjectDisposedException)
        {
        }
    }
}
