using System.Globalization;
using System.Security.Cryptography;
using System.Threading.Channels;
using Dapper;

namespace Fengsui.Store.Intake;

/// <summary>A piece of risk information that is to be kept until it was worked off.</summary>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Via">By which way it came.</param>
/// <param name="ReceivedAt">When, unix seconds.</param>
/// <param name="Report">What it says, as JSON text.</param>
/// <param name="Raw">What was received.</param>
public sealed record IntakeItem(string Organisation, string Via, long ReceivedAt, string Report, string Raw)
{
    internal int Size => (Report.Length + Raw.Length) * sizeof(char) + 200;
}

/// <summary>A piece that waits.</summary>
/// <param name="Id">Its id; ids sort by the order of arrival.</param>
/// <param name="Item">The piece.</param>
public sealed record WaitingItem(string Id, IntakeItem Item);

/// <summary>
/// The queue in front of the record. What it accepts is on the disk when it says so; what arrives together is written together. Its memory
/// is bounded: when it is full
/// it says so at once, and whoever sent it can send it again. Safe for many threads.
/// </summary>
public sealed class IntakeQueue : IAsyncDisposable
{
    private const int AtOnce = 4096;

    private readonly Database _database;
    private readonly long _mostItems;
    private readonly long _mostBytes;
    private readonly long _mostWaiting;
    private readonly Channel<Offered> _offered = Channel.CreateUnbounded<Offered>(new() { SingleReader = true });
    private readonly string _node = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
    private readonly Task _loop;
    private TaskCompletionSource _room = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _items;
    private long _bytes;
    private long _waiting;
    private long _accepted;
    private long _number;
    private Task _told = Task.CompletedTask;

    /// <summary>Opens the queue of a database.</summary>
    /// <param name="database">The database; it stays the caller's.</param>
    /// <param name="mostItems">Pieces in memory at most.</param>
    /// <param name="mostBytes">Their size at most; one piece that is larger is taken when nothing else is there.</param>
    /// <param name="mostWaiting">Pieces on the disk at most.</param>
    public IntakeQueue(Database database, long mostItems = 32_768, long mostBytes = 64L << 20, long mostWaiting = 5_000_000)
    {
        (_database, _mostItems, _mostBytes, _mostWaiting) = (database, mostItems, mostBytes, mostWaiting);
        _loop = Task.Run(Loop);
    }

    /// <summary>Pieces that are on the disk and not yet worked off.</summary>
    public long Waiting => Interlocked.Read(ref _waiting);

    /// <summary>Pieces that were accepted since the start.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Takes pieces, all or none.</summary>
    /// <param name="items">The pieces.</param>
    /// <param name="durable">Ends when they are on the disk.</param>
    /// <returns>False: it is full, nothing was taken.</returns>
    public bool TryOffer(IReadOnlyList<IntakeItem> items, out Task durable)
    {
        durable = Task.CompletedTask;
        if (items.Count == 0)
            return true;
        var size = items.Sum(i => (long)i.Size);
        if (!Enter(items.Count, size))
            return false;
        var offered = new Offered(items, size);
        durable = offered.Answer.Task;
        if (_offered.Writer.TryWrite(offered))
            return true;
        Leave(items.Count, size);
        return false;
    }

    /// <summary>As <see cref="TryOffer"/>, but waits for room: for senders that can be made to wait.</summary>
    public async Task<Task> OfferWaiting(IReadOnlyList<IntakeItem> items, CancellationToken cancel)
    {
        while (true)
        {
            var room = Volatile.Read(ref _room).Task;
            if (TryOffer(items, out var durable))
                return durable;
            await room.WaitAsync(cancel);
        }
    }

    /// <summary>What waits, the oldest first.</summary>
    /// <param name="most">At most so many.</param>
    /// <param name="bytes">Not many more bytes than this.</param>
    /// <param name="cancel">Stops it.</param>
    public Task<IReadOnlyList<WaitingItem>> Next(int most, long bytes, CancellationToken cancel) =>
        _database.Read<IReadOnlyList<WaitingItem>>(async (connection, _) =>
    {
        var found = new List<WaitingItem>();
        var size = 0L;
        await using var rows = await connection.ExecuteReaderAsync(
            "select id, organisation, via, received_at, report, raw from intake order by id limit @most", new { most });
        while (size < bytes && await rows.ReadAsync(cancel))
        {
            var item = new IntakeItem(rows.GetString(1), rows.GetString(2), rows.GetInt64(3), rows.GetString(4), rows.GetString(5));
            size += item.Size;
            found.Add(new(rows.GetString(0), item));
        }

        return found;
    }, cancel);

    /// <summary>So many have left the queue.</summary>
    public void WorkedOff(long count) => Interlocked.Add(ref _waiting, -count);

    /// <summary>Counts anew what waits: other nodes take and work off, too.</summary>
    public async Task Count(CancellationToken cancel) => Interlocked.Exchange(
        ref _waiting, await _database.Read((connection, _) => connection.ExecuteScalarAsync<long>("select count(*) from intake"), cancel));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _offered.Writer.TryComplete();
        await _loop;
        await _told;
    }

    private bool Enter(int count, long size)
    {
        if (Waiting + Interlocked.Read(ref _items) + count > _mostWaiting)
            return false;
        var items = Interlocked.Add(ref _items, count);
        var bytes = Interlocked.Add(ref _bytes, size);
        if (items <= _mostItems && bytes <= _mostBytes || items == count)
            return true;
        Leave(count, size);
        return false;
    }

    private void Leave(long count, long size)
    {
        Interlocked.Add(ref _items, -count);
        Interlocked.Add(ref _bytes, -size);
    }

    private async Task Loop()
    {
        var batch = new List<Offered>();
        while (await _offered.Reader.WaitToReadAsync())
        {
            batch.Clear();
            var count = 0;
            while (count < AtOnce && _offered.Reader.TryRead(out var offered))
            {
                batch.Add(offered);
                count += offered.Items.Count;
            }

            await Write([.. batch], count);
        }
    }

    private async Task Write(List<Offered> batch, int count)
    {
        var rows = new List<object?[]>(count);
        foreach (var item in batch.SelectMany(o => o.Items))
            rows.Add(Row(item));
        try
        {
            // The next batch is written while this one goes to the disk; nobody hears of it before it is there.
            var (_, durable) = await _database.Commit(async (connection, transaction) =>
            {
                await _database.Insert(connection, transaction, Table.Intake, rows);
                return 0;
            }, CancellationToken.None);
            _told = Tell(batch, count, durable);
        }
#pragma warning disable CA1031 // Everybody who waits hears of it; the loop lives on.
        catch (Exception failed)
#pragma warning restore CA1031
        {
            Fail(batch, failed);
        }
    }

    private object?[] Row(IntakeItem item)
    {
        var id = $"{item.ReceivedAt.ToString("x10", CultureInfo.InvariantCulture)}{_node}{(++_number).ToString("x12", CultureInfo.InvariantCulture)}";
        return [id, item.Organisation, item.Via, item.ReceivedAt, RowSum.Of(("id", id), ("organisation", item.Organisation), ("via", item.Via),
            ("received_at", item.ReceivedAt), ("report", item.Report), ("raw", item.Raw)), item.Report, item.Raw];
    }

    private async Task Tell(List<Offered> batch, int count, Task durable)
    {
        try
        {
            await durable;
        }
#pragma warning disable CA1031 // As above.
        catch (Exception failed)
#pragma warning restore CA1031
        {
            Fail(batch, failed);
            return;
        }

        Interlocked.Add(ref _waiting, count);
        Interlocked.Add(ref _accepted, count);
        Answer(batch, o => o.Answer.TrySetResult());
    }

    private void Fail(List<Offered> batch, Exception failed) => Answer(batch, o => o.Answer.TrySetException(failed));

    // Its room is free before anybody hears of it: whoever offers more at once is not refused for what is on the disk already.
    private void Answer(List<Offered> batch, Func<Offered, bool> tell)
    {
        foreach (var offered in batch)
            Leave(offered.Items.Count, offered.Size);
        foreach (var offered in batch)
            tell(offered);
        Interlocked.Exchange(ref _room, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    private sealed record Offered(IReadOnlyList<IntakeItem> Items, long Size)
    {
        public TaskCompletionSource Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
