using System.Data.Common;
using Dapper;
using Fengsui.Response.Record;

namespace Fengsui.Store;

/// <summary>Writes appends of different matters in one transaction: looks, decides each, then writes table by table.</summary>
internal sealed class Batch(Database database, DbConnection connection, DbTransaction transaction, LastWritten lastWritten)
{
    private static readonly Table SnapshotKey = Table.Snapshot.Only("matter");
    private static readonly Table AnsweredKey = Table.Answered.Only("who", "key");
    private static readonly Table DueByMatter = Table.Due.Only("matter");
    private static readonly Table DueKey = Table.Due.Only("matter", "key");

    private static readonly Table SnapshotChange = Table.Snapshot.Only(
        "number", "version", "head", "title", "phase", "level", "opened_at", "changed_at", "next_due", "urgency", "open", "body");

    private readonly Rows rows = new();

    public async Task<AppendOutcome[]> Write(List<Pending> pending)
    {
        var stands = await Standing(pending);
        var answers = await Answers(pending);
        var outcomes = new AppendOutcome[pending.Count];
        for (var i = 0; i < pending.Count; i++)
            outcomes[i] = Decide(pending[i].Append, stands.GetValueOrDefault(pending[i].Append.Matter), answers);
        await Number(stands);
        var written = new List<Pending>(pending.Count);
        for (var i = 0; i < pending.Count; i++)
        {
            if (outcomes[i] is not AppendOutcome.Written)
                continue;
            outcomes[i] = rows.Add(pending[i].Append, pending[i].Prepared, stands[pending[i].Append.Matter], Left(stands, pending[i]));
            written.Add(pending[i]);
        }
        await Flush(written, stands);
        return outcomes;
    }

    // What the append before this one has left in the other tables, where this process made it and nothing came between.
    private Remains? Left(Dictionary<string, Standing> stands, Pending pending) =>
        lastWritten.Of(pending.Append.Matter) is { } left && left.Head == stands[pending.Append.Matter].Head ? left : null;

    private async Task<Dictionary<string, Standing>> Standing(List<Pending> pending)
    {
        var keys = pending.ConvertAll(p => new object?[] { p.Append.Matter });
        var found = await database.Select(
            connection, transaction, "matter, number, organisation, kind, version, head, phase, level, open", SnapshotKey, keys, hold: true,
            r => new Standing(r.GetString(0), r.GetInt64(1), r.GetString(2), r.GetString(3), r.GetInt64(4), r.GetString(5))
            {
                Group = new(r.GetString(6), r.GetInt64(7), r.GetInt64(8)),
            });
        return found.ToDictionary(s => s.Matter, StringComparer.Ordinal);
    }

    private async Task<Dictionary<(string, string), Answered>> Answers(List<Pending> pending)
    {
        var keys = pending.Where(p => p.Append.Answered is not null)
            .Select(p => new object?[] { p.Append.Answered!.Who, p.Append.Answered.Key }).ToList();
        var found = await database.Select(
            connection, transaction, "who, key, request, status, body", AnsweredKey, keys, hold: false,
            r => new Answered(r.GetString(0), r.GetString(1), r.GetString(2), (int)r.GetInt64(3), r.GetString(4)));
        return found.ToDictionary(a => (a.Who, a.Key));
    }

    private AppendOutcome Decide(Append append, Standing? stands, Dictionary<(string, string), Answered> answers)
    {
        if (append.Lines.Count == 0)
            throw new StoreException(new("没有要记录的内容。", "There is nothing to record."));
        if (append.Answered is { } asked && answers.TryGetValue((asked.Who, asked.Key), out var first))
            return first.Request == asked.Request ? new AppendOutcome.Repeated(first) : AppendOutcome.KeyReused.Only;
        // A matter of somebody else is as if it did not exist; only its id cannot be used again.
        var mine = stands is null || (stands.Organisation == append.Organisation && stands.Kind == append.Kind.Name);
        var version = mine && stands is not null ? stands.Version : 0;
        if (append.Expected is { } expected && expected != version)
            return new AppendOutcome.LostRace(version);
        if (!mine)
            throw new StoreException(new("该事项编号已被使用。", "This id of a matter is taken."));
        if (stands is null)
            rows.Opens(append);
        return new AppendOutcome.Written(version + append.Lines.Count, "");
    }

    private async Task Number(Dictionary<string, Standing> stands)
    {
        if (rows.Opening.Count == 0)
            return;
        var count = rows.Opening.Count;
        var numbers = database is PostgresDatabase
            ? [.. await connection.QueryAsync<long>(
                "select nextval('snapshot_number') from generate_series(1, @count)", new { count }, transaction)]
            : await After(count);
        foreach (var (append, number) in rows.Opening.Zip(numbers.Order()))
            stands.Add(append.Matter, new(append.Matter, number, append.Organisation, append.Kind.Name, 0, LineHash.Start));
    }

    private async Task<List<long>> After(int count)
    {
        var last = await connection.ExecuteScalarAsync<long>("select coalesce(max(number), 0) from snapshot", null, transaction);
        return [.. Enumerable.Range(1, count).Select(i => last + i)];
    }

    private async Task Flush(List<Pending> written, Dictionary<string, Standing> stands)
    {
        await database.Insert(connection, transaction, Table.Journal, rows.Journal);
        await database.Insert(connection, transaction, Table.Snapshot, rows.Opened);
        await database.Update(connection, transaction, SnapshotChange, 1, rows.Changed);
        await FlushDue(written, stands);
        await database.Insert(connection, transaction, Table.Item, rows.Items);
        await database.Insert(connection, transaction, Table.Outbox, rows.Outbox);
        await database.Insert(connection, transaction, Table.SearchWaiting, [.. rows.Search.OrderBy(r => (long)r[0]!)],
            "on conflict (number) do update set scope = excluded.scope, words = excluded.words, stems = excluded.stems");
        // It locks the row: a digest being taken waits or sees the new line, it cannot lose it.
        await database.Insert(connection, transaction, Table.Undigested, rows.Undigested, "on conflict (matter) do update set seq = excluded.seq");
        await database.Insert(connection, transaction, Table.Answered, rows.Answered);
        foreach (var one in written)
        {
            if (one.Also is { } also)
                await also(connection, transaction);
        }
        await FlushTally();
        if (database is PostgresDatabase postgres)
            await postgres.Notify(connection, transaction, written.Select(w => w.Append.Matter));
    }

    // Last, because every node counts in the same few rows, and always in the order of their keys.
    private async Task FlushTally()
    {
        var changed = rows.Tally.Where(t => t.Value != 0).ToList();
        await database.Insert(connection, transaction, Table.Tally,
            [.. changed.OrderBy(t => t.Key.Organisation, StringComparer.Ordinal).ThenBy(t => t.Key.Kind, StringComparer.Ordinal)
                .ThenBy(t => t.Key.Group.Phase, StringComparer.Ordinal).ThenBy(t => t.Key.Group.Level).ThenBy(t => t.Key.Group.Open)
                .Select(t => new object?[] { t.Key.Organisation, t.Key.Kind, t.Key.Group.Phase, t.Key.Group.Level, t.Key.Group.Open, t.Value })],
            "on conflict (organisation, kind, phase, level, open) do update set number = tally.number + excluded.number");
        if (changed.Exists(t => t.Value < 0))
            await connection.ExecuteAsync("delete from tally where number = 0", null, transaction);
    }

    private async Task FlushDue(List<Pending> written, Dictionary<string, Standing> stands)
    {
        var (stored, unknown) = (new List<(string, string, long)>(), new List<object?[]>());
        foreach (var one in written.Where(w => stands[w.Append.Matter].Version > 0))
        {
            if (Left(stands, one) is { } left)
                stored.AddRange(left.Clocks.Select(c => (one.Append.Matter, c.Key, c.At.UnixSeconds)));
            else
                unknown.Add([one.Append.Matter]);
        }
        stored.AddRange(await database.Select(
            connection, transaction, "matter, key, at", DueByMatter, unknown, hold: false, r => (r.GetString(0), r.GetString(1), r.GetInt64(2))));
        var pending = written.SelectMany(w => w.Append.After.Clocks.Select(c => (w.Append, Clock: c))).ToList();
        var wanted = pending.Select(p => (p.Append.Matter, p.Clock.Key, p.Clock.At.UnixSeconds)).ToHashSet();
        var same = stored.ToHashSet();
        await database.Delete(connection, transaction, DueKey,
            [.. stored.Where(s => !wanted.Contains(s)).Select(s => new object?[] { s.Item1, s.Item2 })]);
        await database.Insert(connection, transaction, Table.Due,
            [.. pending.Where(p => !same.Contains((p.Append.Matter, p.Clock.Key, p.Clock.At.UnixSeconds)))
                .Select(p => new object?[] { p.Append.Matter, p.Clock.Key, p.Append.Organisation, p.Clock.At.UnixSeconds })]);
    }
}

/// <summary>A matter as it stood before the batch.</summary>
internal sealed record Standing(string Matter, long Number, string Organisation, string Kind, long Version, string Head)
{
    /// <summary>The group in which it stood; null for one that is opened.</summary>
    public Group? Group { get; init; }
}

/// <summary>The rows that appends make, by table.</summary>
internal sealed class Rows
{
    private readonly LineHash hash = new();

    public List<Append> Opening { get; } = [];

    public List<object?[]> Journal { get; } = [];

    public List<object?[]> Opened { get; } = [];

    public List<object?[]> Changed { get; } = [];

    public List<object?[]> Items { get; } = [];

    public List<object?[]> Outbox { get; } = [];

    public List<object?[]> Search { get; } = [];

    public List<object?[]> Undigested { get; } = [];

    /// <summary>By how much the number of matters of a group changes.</summary>
    public Dictionary<(string Organisation, string Kind, Group Group), long> Tally { get; } = [];

    public List<object?[]> Answered { get; } = [];

    public static string NumberSum(string matter, long number) => RowSum.Of(("matter", matter), ("number", number));

    public void Opens(Append append) => Opening.Add(append);

    /// <param name="append">What is added.</param>
    /// <param name="prepared">What it makes.</param>
    /// <param name="stands">How the matter stands.</param>
    /// <param name="left">What stands of it in the other tables, or null where that is not known.</param>
    public AppendOutcome.Written Add(Append append, Prepared prepared, Standing stands, Remains? left)
    {
        var head = stands.Head;
        var seq = stands.Version;
        for (var i = 0; i < append.Lines.Count; i++)
        {
            var line = append.Lines[i];
            seq++;
            var previous = head;
            head = hash.Of(previous, append.Matter, seq, append.Organisation, append.Kind.Name, line);
            Journal.Add([append.Matter, seq, append.Organisation, append.Kind.Name, line.DoneAt.UnixSeconds, line.RecordedAt.UnixSeconds,
                line.Actor, line.Post, line.Type, (long)line.Version, previous, head, line.Body.Text]);
            Follow(append, seq, line, prepared.Made[i]);
        }
        AddState(append, prepared, stands, left, seq, head);
        return new(seq, head);
    }

    private void Follow(Append append, long seq, NewEntry line, (IReadOnlyList<Item> Items, IReadOnlyList<Message> Messages) made)
    {
        foreach (var row in ItemRows(append.Matter, append.Organisation, seq, made.Items))
            Items.Add(row);
        var n = 0L;
        foreach (var message in made.Messages)
            Outbox.Add(OutboxRow(append.Matter, seq, n++, append.Organisation, message, line.RecordedAt.UnixSeconds));
    }

    public static IEnumerable<object?[]> ItemRows(string matter, string organisation, long seq, IReadOnlyList<Item> items) =>
        items.Select((item, n) => new object?[] { matter, item.List, seq, (long)n, organisation, item.Key, item.Body });

    public static object?[] OutboxRow(string matter, long seq, long n, string organisation, Message message, long at) =>
        [matter, seq, n, organisation, message.Topic, at, 0L, at, null, null, null, null, OutboxSum(
            matter, seq, n, organisation, message.Topic, at, 0, at, null, null, null, null, message.Body), message.Body];

    public static string OutboxSum(
        string matter, long seq, long n, string organisation, string topic, long createdAt, long tries, long notBefore, long? leaseUntil,
        string? leaseBy, long? sentAt, string? outcome, string body) => RowSum.Of(
            ("matter", matter), ("seq", seq), ("n", n), ("organisation", organisation), ("topic", topic), ("created_at", createdAt), ("tries", tries),
            ("not_before", notBefore), ("lease_until", leaseUntil), ("lease_by", leaseBy), ("sent_at", sentAt), ("outcome", outcome), ("body", body));

    private void AddState(Append append, Prepared prepared, Standing stands, Remains? left, long version, string head)
    {
        var at = append.Lines[^1].RecordedAt.UnixSeconds;
        var state = append.After.Snapshot;
        var row = SnapshotRow(stands with { Version = version, Head = head }, state, at);
        if (stands.Version == 0)
            Opened.Add(row);
        else
            Changed.Add([row[0], .. row[4..14], row[15]]);
        if (left is null || left.Text != state.Text || left.Group != Group.Of(state))
        {
            var (words, stems) = prepared.Search ?? Tokens.Of(state.Text);
            Search.Add([stands.Number, Tokens.Scopes(stands.Organisation, stands.Kind, Group.Of(state)), words, stems]);
        }
        Undigested.Add([append.Matter, version]);
        Count(stands, Group.Of(state));
        if (append.Answered is { } answer)
            Answered.Add(AnsweredRow(answer, at));
    }

    private void Count(Standing stands, Group group)
    {
        if (stands.Group == group)
            return;
        Tally[(stands.Organisation, stands.Kind, group)] = Tally.GetValueOrDefault((stands.Organisation, stands.Kind, group)) + 1;
        if (stands.Group is { } before)
            Tally[(stands.Organisation, stands.Kind, before)] = Tally.GetValueOrDefault((stands.Organisation, stands.Kind, before)) - 1;
    }

    /// <summary>The row of a state, in the order of the table's columns.</summary>
    public static object?[] SnapshotRow(Standing stands, Snapshot state, long changedAt) =>
        [stands.Number, stands.Matter, stands.Organisation, stands.Kind, stands.Version, stands.Head, state.Title, state.Phase, (long)state.Level,
            state.OpenedAt.UnixSeconds, changedAt, state.NextDue?.UnixSeconds, state.Urgency?.UnixSeconds, state.Open ? 1L : 0L,
            NumberSum(stands.Matter, stands.Number), state.Body];

    public static object?[] SearchRow(Standing stands, Snapshot state)
    {
        var (words, stems) = Tokens.Of(state.Text);
        return [stands.Number, Tokens.Scopes(stands.Organisation, stands.Kind, Group.Of(state)), words, stems];
    }

    private static object?[] AnsweredRow(Answered answer, long at) =>
        [answer.Who, answer.Key, answer.Request, (long)answer.Status, at, RowSum.Of(
            ("who", answer.Who), ("key", answer.Key), ("request", answer.Request), ("status", answer.Status), ("at", at), ("body", answer.Body)),
            answer.Body];
}
