using System.Data.Common;
using System.Threading.Channels;
using Fengsui.Response.Record;
using Npgsql;

namespace Fengsui.Store;

/// <summary>
/// Writes appends, those of one matter in their order. What waits together is written together, in one transaction and so with one flush of the disk;
/// none is answered before the transaction is durable.
/// </summary>
internal sealed class Writer : IAsyncDisposable
{
    private const int LargestBatch = 512;
    private const int Tries = 5;

    private readonly Database database;
    private readonly Changes changes;
    private readonly Indexer indexer;
    private readonly LastWritten last = new();
    private readonly Channel<Pending> queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(8192) { SingleReader = true });
    private readonly List<Pending> waiting = [];
    private readonly Task loop;
    private Task told = Task.CompletedTask;

    public Writer(Database database, Changes changes, Indexer indexer)
    {
        this.database = database;
        this.changes = changes;
        this.indexer = indexer;
        loop = Task.Run(Loop);
    }

    public async Task<AppendOutcome> Write(Append append, Func<DbConnection, DbTransaction, Task>? also, CancellationToken ct)
    {
        var pending = new Pending(append, last.Of(append.Matter), also, ct);
        await queue.Writer.WriteAsync(pending, ct);
        return await pending.Answer.Task;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
        await told;
    }

    private async Task Loop()
    {
        while (waiting.Count > 0 || await queue.Reader.WaitToReadAsync())
        {
            var batch = Next();
            if (batch.Count > 0)
                await WriteBatch(batch);
        }
    }

    // A batch holds a matter and an idempotency key once; what comes second waits for the next batch, in its order.
    private List<Pending> Next()
    {
        while (waiting.Count < LargestBatch && queue.Reader.TryRead(out var more))
            waiting.Add(more);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var batch = new List<Pending>(waiting.Count);
        var later = new List<Pending>();
        foreach (var pending in waiting)
        {
            if (pending.Given.IsCancellationRequested)
                pending.Answer.TrySetCanceled(pending.Given);
            else if (pending.Names.Any(taken.Contains))
                later.Add(pending);
            else
                batch.Add(pending);
            // Also of one that waits: a third must not overtake it.
            taken.UnionWith(pending.Names);
        }
        waiting.Clear();
        waiting.AddRange(later);
        batch.Sort((a, b) => string.CompareOrdinal(a.Append.Matter, b.Append.Matter));
        return batch;
    }

    private async Task WriteBatch(List<Pending> batch)
    {
        try
        {
            await WriteTogether(batch);
        }
        catch (Exception) when (batch.Count > 1)
        {
            // One bad append must not fail its neighbours: each gets a transaction of its own.
            foreach (var pending in batch)
                await WriteAlone(pending);
        }
        catch (Exception)
        {
            await WriteAlone(batch[0]);
        }
    }

    private async Task WriteAlone(Pending pending)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await WriteTogether([pending]);
                return;
            }
            catch (PostgresException raced) when (attempt < Tries && IsRace(raced))
            {
                // Another node was there at the same moment; the next look at the version tells who won.
            }
#pragma warning disable CA1031 // The caller gets it; the loop lives on for everybody else.
            catch (Exception failed)
#pragma warning restore CA1031
            {
                pending.Answer.TrySetException(failed);
                return;
            }
        }
    }

    private static bool IsRace(PostgresException failed) => failed.SqlState
        is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation;

    // The next batch is written while this one goes to the disk; nobody hears of it before it is there.
    private async Task WriteTogether(List<Pending> pending)
    {
        var (outcomes, durable) = await database.Commit(
            (connection, transaction) => new Batch(database, connection, transaction, last).Write(pending), CancellationToken.None);
        for (var i = 0; i < pending.Count; i++)
        {
            if (outcomes[i] is AppendOutcome.Written written)
                last.Keep(pending[i].Append.Matter, Remains.Of(written.Head, pending[i].Append.After));
        }
        indexer.Want();
        told = Tell(pending, outcomes, durable);
    }

    private async Task Tell(List<Pending> pending, AppendOutcome[] outcomes, Task durable)
    {
        try
        {
            await durable;
            for (var i = 0; i < pending.Count; i++)
                Tell(pending[i], outcomes[i]);
        }
#pragma warning disable CA1031 // Everybody who waits hears of it.
        catch (Exception failed)
#pragma warning restore CA1031
        {
            foreach (var one in pending)
                one.Answer.TrySetException(failed);
        }
    }

    private void Tell(Pending pending, AppendOutcome outcome)
    {
        if (outcome is AppendOutcome.Written written)
            changes.Publish(new(pending.Append.Organisation, pending.Append.Matter, written.Version));
        pending.Answer.TrySetResult(outcome);
    }
}

/// <summary>What an append makes beside its lines, computed by whoever hands it in: the one writer has enough to do.</summary>
/// <param name="Made">The rows and messages of each line.</param>
/// <param name="Search">The words by which it is searched, and their stems; null where they will hardly be asked for.</param>
internal sealed record Prepared(
    IReadOnlyList<(IReadOnlyList<Item> Items, IReadOnlyList<Message> Messages)> Made, (string Words, string Stems)? Search)
{
    public static Prepared Of(Append append, Remains? last) => new(
        [.. append.Lines.Select(line => (append.Kind.Items(line), append.Kind.Messages(line)))],
        // Most acts leave the text as it was, and then the search has it.
        last?.Text == append.After.Snapshot.Text ? null : Tokens.Of(append.After.Snapshot.Text));
}

/// <summary>An append that waits for the writer.</summary>
internal sealed class Pending(Append append, Remains? last, Func<DbConnection, DbTransaction, Task>? also, CancellationToken given)
{
    public Append Append => append;

    public Func<DbConnection, DbTransaction, Task>? Also => also;

    public CancellationToken Given => given;

    public Prepared Prepared { get; } = Prepared.Of(append, last);

    // The writer's loop must not run on with the caller's work.
    public TaskCompletionSource<AppendOutcome> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<string> Names { get; } = append.Answered is { } answered
        ? ["m" + append.Matter, $"a{answered.Who}\n{answered.Key}"]
        : ["m" + append.Matter];
}
