using System.Data.Common;
using Dapper;
using Fengsui.Law.Calendar;

namespace Fengsui.Store;

/// <summary>A clock that has come due.</summary>
/// <param name="Matter">The matter to ask what follows.</param>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Kind">The kind of matter.</param>
/// <param name="Key">The clock's name in the matter.</param>
/// <param name="At">When it was due, unix seconds.</param>
public sealed record DueClock(string Matter, string Organisation, string Kind, string Key, long At);

/// <summary>A matter of which a clock has come due, as it stands.</summary>
/// <param name="At">When the first of its clocks was due, unix seconds.</param>
/// <param name="Stored">The matter with its state.</param>
public sealed record DueMatter(long At, StoredSnapshot Stored);

/// <summary>A message that a sender holds for a while.</summary>
/// <param name="Matter">The matter that asked for it.</param>
/// <param name="Seq">The journal line that asked for it.</param>
/// <param name="N">Its number among the messages of this line, from 0.</param>
/// <param name="Organisation">Whose matter it is.</param>
/// <param name="Topic">What it is about.</param>
/// <param name="Body">The message as JSON text.</param>
/// <param name="CreatedAt">When the line was recorded, unix seconds.</param>
/// <param name="Tries">How often it was held, this time included.</param>
public sealed record ClaimedMessage(string Matter, long Seq, long N, string Organisation, string Topic, string Body, long CreatedAt, long Tries);

/// <summary>What waits: due clocks, messages to be sent, and leases that let one of many nodes do a job. Instants are arguments.</summary>
public sealed class Queues(Database database)
{
    private const long LongestLease = 3600;

    private const string OutboxColumns =
        "matter, seq, n, organisation, topic, created_at, tries, not_before, lease_until, lease_by, sent_at, outcome, body";

    /// <summary>Clocks due at or before a moment, the earliest first. They stay until the matter says otherwise.</summary>
    public Task<IReadOnlyList<DueClock>> DueClocks(Instant now, int limit, CancellationToken ct = default) =>
        database.Read<IReadOnlyList<DueClock>>(async (connection, _) => (await connection.QueryAsync<DueClock>(
            "select d.matter as Matter, d.organisation as Organisation, s.kind as Kind, d.key as Key, d.at as At from due d "
                + "join snapshot s on s.matter = d.matter where d.at <= @now order by d.at, d.matter, d.key limit @limit",
            new { now = now.UnixSeconds, limit })).AsList(), ct);

    /// <summary>The matters of the clocks that <see cref="DueClocks"/> tells of, each once, with their states: a crowd of clocks in one second is read at
    /// once.</summary>
    public Task<IReadOnlyList<DueMatter>> DueMatters(Instant now, int clocks, CancellationToken ct = default) =>
        database.Read<IReadOnlyList<DueMatter>>(async (connection, _) =>
        {
            await using var rows = await connection.ExecuteReaderAsync(
                $"select {RecordStore.RowColumns}, body, at from (select due as of, min(at) as at from "
                    + "(select matter as due, at from due where at <= @now order by at, matter, key limit @clocks) c group by due) d "
                    + "join snapshot on matter = of order by at, matter",
                new { now = now.UnixSeconds, clocks });
            var due = new List<DueMatter>();
            while (await rows.ReadAsync(ct))
                due.Add(new(rows.GetInt64(15), new(RecordStore.ReadRow(rows), rows.GetString(14))));
            return due;
        }, ct);

    /// <summary>Takes messages that nobody holds, for so many seconds. A sender that dies loses them to the next.</summary>
    /// <param name="holder">Who takes them; every sender has its own name.</param>
    /// <param name="now">The moment.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="topic">Only those about this; null for all.</param>
    /// <param name="ct">Stops the waiting.</param>
    public Task<IReadOnlyList<ClaimedMessage>> Claim(
        string holder, Instant now, int limit, int seconds, string? topic = null, CancellationToken ct = default) =>
        database.Write<IReadOnlyList<ClaimedMessage>>(async (connection, transaction) =>
        {
            var free = await Read(
                connection, transaction,
                (topic is null ? "" : "topic = @topic and ")
                    // What was written "later" than now was written before the clock was set back: it must not wait for the same hour to come again.
                    + "sent_at is null and (not_before <= @now or created_at > @now) "
                    + "and (lease_until is null or lease_until <= @now or lease_until > @longest) "
                    + "order by not_before, matter, seq, n limit @limit",
                new { now = now.UnixSeconds, longest = now.UnixSeconds + LongestLease, limit, topic });
            var held = free.ConvertAll(m => m with { Tries = m.Tries + 1, LeaseUntil = now.UnixSeconds + seconds, LeaseBy = holder });
            await Save(connection, transaction, held);
            return held.ConvertAll(m => new ClaimedMessage(m.Matter, m.Seq, m.N, m.Organisation, m.Topic, m.Body, m.CreatedAt, m.Tries));
        }, ct);

    /// <summary>The message was dealt with, for good.</summary>
    /// <param name="holder">Who holds it.</param>
    /// <param name="message">The message.</param>
    /// <param name="now">The moment.</param>
    /// <param name="outcome">What became of it, as a word.</param>
    /// <param name="ct">Stops the waiting.</param>
    /// <returns>False: somebody else holds it by now.</returns>
    public Task<bool> Done(string holder, ClaimedMessage message, Instant now, string outcome, CancellationToken ct = default) =>
        Settle(holder, message, m => m with { SentAt = now.UnixSeconds, Outcome = outcome }, ct);

    /// <summary>Several messages were dealt with, for good, and with the same outcome. One that somebody else holds by now is left as it is.</summary>
    /// <inheritdoc cref="Done(string, ClaimedMessage, Instant, string, CancellationToken)"/>
    public Task Done(string holder, IReadOnlyCollection<ClaimedMessage> messages, Instant now, string outcome, CancellationToken ct = default) =>
        database.Write(async (connection, transaction) =>
        {
            var places = messages.Select(m => (m.Matter, m.Seq, m.N)).ToHashSet();
            var mine = await Read(connection, transaction, $"matter {database.AnyOf("matters")} and lease_by = @holder and sent_at is null",
                new { matters = messages.Select(m => m.Matter).Distinct().ToArray(), holder });
            await Save(connection, transaction, [.. mine.Where(m => places.Contains((m.Matter, m.Seq, m.N)))
                .Select(m => m with { SentAt = now.UnixSeconds, Outcome = outcome, LeaseUntil = null, LeaseBy = null })]);
        }, ct);

    /// <summary>It could not be sent; it is tried again from a moment on.</summary>
    /// <inheritdoc cref="Done(string, ClaimedMessage, Instant, string, CancellationToken)"/>
    public Task<bool> Failed(string holder, ClaimedMessage message, Instant retryAt, string outcome, CancellationToken ct = default) =>
        Settle(holder, message, m => m with { NotBefore = retryAt.UnixSeconds, Outcome = outcome }, ct);

    /// <summary>Takes or prolongs a lease.</summary>
    /// <returns>False: somebody else holds it.</returns>
    public Task<bool> TryLease(string name, string holder, Instant now, int seconds, CancellationToken ct = default) =>
        database.Write(async (connection, transaction) =>
        {
            var until = now.UnixSeconds + seconds;
            var sum = RowSum.Of(("name", name), ("holder", holder), ("until", until));
            return await connection.ExecuteAsync(
                "insert into lease(name, holder, until, sum) values (@name, @holder, @until, @sum) on conflict (name) do update set "
                    + "holder = excluded.holder, until = excluded.until, sum = excluded.sum "
                    // A lease that ends far ahead was taken before the clock was set back.
                    + "where lease.holder = excluded.holder or lease.until <= @now or lease.until > @longest",
                new { name, holder, until, sum, now = now.UnixSeconds, longest = now.UnixSeconds + LongestLease }, transaction) > 0;
        }, ct);

    /// <summary>Forgets answers kept longer than seven days.</summary>
    public Task PruneAnswers(Instant now, CancellationToken ct = default) => database.Write((connection, transaction) =>
        connection.ExecuteAsync("delete from answered where at < @oldest", new { oldest = now.UnixSeconds - 7 * 86_400 }, transaction), ct);

    private Task<bool> Settle(string holder, ClaimedMessage message, Func<OutboxRow, OutboxRow> how, CancellationToken ct) =>
        database.Write(async (connection, transaction) =>
        {
            var mine = await Read(
                connection, transaction, "matter = @matter and seq = @seq and n = @n and lease_by = @holder and sent_at is null",
                new { matter = message.Matter, seq = message.Seq, n = message.N, holder });
            await Save(connection, transaction, mine.ConvertAll(m => how(m) with { LeaseUntil = null, LeaseBy = null }));
            return mine.Count > 0;
        }, ct);

    private async Task<List<OutboxRow>> Read(DbConnection connection, DbTransaction transaction, string where, object parameters)
    {
        var sql = $"select {OutboxColumns} from outbox where {where}{database.ForUpdateSkipLocked}";
        await using var rows = await connection.ExecuteReaderAsync(sql, parameters, transaction);
        var found = new List<OutboxRow>();
        while (await rows.ReadAsync())
            found.Add(OutboxRow.From(rows));
        return found;
    }

    private async Task Save(DbConnection connection, DbTransaction transaction, List<OutboxRow> changed) => await database.Update(
        connection, transaction,
        Table.Outbox.Only("matter", "seq", "n", "tries", "not_before", "lease_until", "lease_by", "sent_at", "outcome", "sum"), 3,
        changed.ConvertAll(m => new object?[]
        {
            m.Matter, m.Seq, m.N, m.Tries, m.NotBefore, m.LeaseUntil, m.LeaseBy, m.SentAt, m.Outcome, m.Sum,
        }));

    private sealed record OutboxRow(
        string Matter, long Seq, long N, string Organisation, string Topic, long CreatedAt, long Tries, long NotBefore, long? LeaseUntil,
        string? LeaseBy, long? SentAt, string? Outcome, string Body)
    {
        public string Sum => Rows.OutboxSum(
            Matter, Seq, N, Organisation, Topic, CreatedAt, Tries, NotBefore, LeaseUntil, LeaseBy, SentAt, Outcome, Body);

        public static OutboxRow From(DbDataReader row) => new(
            row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3), row.GetString(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7),
            row.IsDBNull(8) ? null : row.GetInt64(8), row.IsDBNull(9) ? null : row.GetString(9), row.IsDBNull(10) ? null : row.GetInt64(10),
            row.IsDBNull(11) ? null : row.GetString(11), row.GetString(12));
    }
}
