using System.Data.Common;
using Dapper;

namespace Fengsui.Store.Notices;

/// <summary>A row of the ledger: something was sent, or was not, and why.</summary>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Id">Its id: the page, the line of its journal and a number, or one of its own.</param>
/// <param name="At">When, unix seconds.</param>
/// <param name="Matter">The matter of which people were told.</param>
/// <param name="Page">The page, or empty.</param>
/// <param name="What">Why people were told: topics, separated by spaces.</param>
/// <param name="Person">The person, or the target behind which nobody stands.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Address">The address, masked; or empty.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why.</param>
/// <param name="ContentHash">The hash of what was said; empty when nothing was.</param>
public sealed record LedgerRow(
    string Organisation, string Id, long At, string Matter, string Page, string What, string Person, string Channel, string Address, string Outcome,
    string Reason, string ContentHash);

/// <summary>What is asked of the ledger.</summary>
/// <param name="Organisation">Whose.</param>
public sealed record LedgerQuery(string Organisation)
{
    /// <summary>Only about this matter, or null.</summary>
    public string? Matter { get; init; }

    /// <summary>Only with this outcome, or null.</summary>
    public string? Outcome { get; init; }

    /// <summary>Only through this channel, or null.</summary>
    public string? Channel { get; init; }

    /// <summary>Rows before this one: instant and id of the last row of the page before, or null.</summary>
    public (long At, string Id)? Before { get; init; }

    /// <summary>At most so many.</summary>
    public int Limit { get; init; } = 100;
}

/// <summary>A channel as it is stored.</summary>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Settings">What can be read, as JSON text.</param>
/// <param name="Secrets">What cannot, sealed.</param>
/// <param name="ChangedAt">When it was changed, unix seconds.</param>
public sealed record ChannelRow(string Organisation, string Id, string Kind, string Settings, string Secrets, long ChangedAt);

/// <summary>The policy of an organisation as it is stored.</summary>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Body">The text.</param>
/// <param name="ChangedAt">When it was changed, unix seconds.</param>
/// <param name="ChangedBy">By whom.</param>
public sealed record PolicyRow(string Organisation, string Body, long ChangedAt, string ChangedBy);

/// <summary>Something of which a person is told in the app.</summary>
/// <param name="Person">The person.</param>
/// <param name="Page">The page.</param>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Matter">The matter.</param>
/// <param name="ToldAt">When, unix seconds.</param>
/// <param name="EndedAt">When it was over, unix seconds, or null.</param>
public sealed record InboxRow(string Person, string Page, string Organisation, string Matter, long ToldAt, long? EndedAt);

/// <summary>A message of the outbox that waits longer than it should.</summary>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Matter">The matter.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="Since">Since when, unix seconds.</param>
/// <param name="Tries">How often a sender took it.</param>
public sealed record WaitingMessage(string Organisation, string Matter, string Topic, long Since, long Tries);

/// <summary>The rows of notices: channels, policy, ledger, what stands in the app.</summary>
/// <param name="database">The database.</param>
public sealed class NoticeBook(Database database)
{
    private const string LedgerColumns = "select organisation as Organisation, id as Id, at as At, matter as Matter, page as Page, what as What, "
        + "person as Person, channel as Channel, address as Address, outcome as Outcome, reason as Reason, content_hash as ContentHash from notice_ledger";

    private const string ChannelColumns = "select organisation as Organisation, id as Id, kind as Kind, settings as Settings, secrets as Secrets, "
        + "changed_at as ChangedAt from channel";

    private const string InboxColumns = "select person as Person, page as Page, organisation as Organisation, matter as Matter, told_at as ToldAt, "
        + "ended_at as EndedAt from notice_inbox";

    /// <summary>Adds rows to the ledger inside a transaction.</summary>
    public static async Task Note(DbConnection connection, DbTransaction transaction, IReadOnlyList<LedgerRow> rows)
    {
        foreach (var r in rows)
            await connection.ExecuteAsync(
                "insert into notice_ledger(organisation, id, at, matter, page, what, person, channel, address, outcome, reason, content_hash, sum) "
                    + "values (@Organisation, @Id, @At, @Matter, @Page, @What, @Person, @Channel, @Address, @Outcome, @Reason, @ContentHash, @Sum)",
                new
                {
                    r.Organisation, r.Id, r.At, r.Matter, r.Page, r.What, r.Person, r.Channel, r.Address, r.Outcome, r.Reason, r.ContentHash,
                    Sum = RowSum.Of(("organisation", r.Organisation), ("id", r.Id), ("at", r.At), ("matter", r.Matter), ("page", r.Page),
                        ("what", r.What), ("person", r.Person), ("channel", r.Channel), ("address", r.Address), ("outcome", r.Outcome),
                        ("reason", r.Reason), ("content_hash", r.ContentHash)),
                }, transaction);
    }

    /// <summary>Adds a row to the ledger.</summary>
    public Task Note(LedgerRow row, CancellationToken ct = default) =>
        database.Write((connection, transaction) => Note(connection, transaction, [row]), ct);

    /// <summary>Rows of the ledger, newest first.</summary>
    public Task<IReadOnlyList<LedgerRow>> Ledger(LedgerQuery query, CancellationToken ct = default)
    {
        var where = "organisation = @Organisation"
            + (query.Matter is null ? "" : " and matter = @Matter") + (query.Outcome is null ? "" : " and outcome = @Outcome")
            + (query.Channel is null ? "" : " and channel = @Channel") + (query.Before is null ? "" : " and (at, id) < (@At, @Id)");
        return database.Read<IReadOnlyList<LedgerRow>>(async (connection, transaction) => (await connection.QueryAsync<LedgerRow>(
            $"{LedgerColumns} where {where} order by at desc, id desc limit @Limit",
            new
            {
                query.Organisation, query.Matter, query.Outcome, query.Channel, At = query.Before?.At ?? 0, Id = query.Before?.Id ?? "",
                Limit = (long)query.Limit,
            }, transaction)).AsList(), ct);
    }

    /// <summary>The channels of an organisation, by id.</summary>
    public Task<IReadOnlyList<ChannelRow>> Channels(string organisation, CancellationToken ct = default) =>
        database.Read<IReadOnlyList<ChannelRow>>(async (connection, transaction) => (await connection.QueryAsync<ChannelRow>(
            $"{ChannelColumns} where organisation = @organisation order by id", new { organisation }, transaction)).AsList(), ct);

    /// <summary>Makes or changes a channel inside a transaction.</summary>
    public static Task Save(DbConnection connection, DbTransaction transaction, ChannelRow c) => connection.ExecuteAsync(
        "insert into channel(organisation, id, kind, settings, secrets, changed_at, sum) "
            + "values (@Organisation, @Id, @Kind, @Settings, @Secrets, @ChangedAt, @Sum) on conflict (organisation, id) do update set "
            + "kind = excluded.kind, settings = excluded.settings, secrets = excluded.secrets, changed_at = excluded.changed_at, sum = excluded.sum",
        new
        {
            c.Organisation, c.Id, c.Kind, c.Settings, c.Secrets, c.ChangedAt,
            Sum = RowSum.Of(("organisation", c.Organisation), ("id", c.Id), ("kind", c.Kind), ("settings", c.Settings), ("secrets", c.Secrets),
                ("changed_at", c.ChangedAt)),
        }, transaction);

    /// <summary>Removes a channel inside a transaction.</summary>
    public static Task Remove(DbConnection connection, DbTransaction transaction, string organisation, string id) =>
        connection.ExecuteAsync("delete from channel where organisation = @organisation and id = @id", new { organisation, id }, transaction);

    /// <summary>The policy of an organisation, or null.</summary>
    public Task<PolicyRow?> Policy(string organisation, CancellationToken ct = default) => database.Read((connection, transaction) =>
        connection.QuerySingleOrDefaultAsync<PolicyRow?>(
            "select organisation as Organisation, body as Body, changed_at as ChangedAt, changed_by as ChangedBy from notice_policy "
                + "where organisation = @organisation", new { organisation }, transaction), ct);

    /// <summary>Keeps the policy of an organisation inside a transaction.</summary>
    public static Task Save(DbConnection connection, DbTransaction transaction, PolicyRow p) => connection.ExecuteAsync(
        "insert into notice_policy(organisation, body, changed_at, changed_by, sum) values (@Organisation, @Body, @ChangedAt, @ChangedBy, @Sum) "
            + "on conflict (organisation) do update set body = excluded.body, changed_at = excluded.changed_at, changed_by = excluded.changed_by, "
            + "sum = excluded.sum",
        new
        {
            p.Organisation, p.Body, p.ChangedAt, p.ChangedBy,
            Sum = RowSum.Of(("organisation", p.Organisation), ("body", p.Body), ("changed_at", p.ChangedAt), ("changed_by", p.ChangedBy)),
        }, transaction);

    /// <summary>Puts a page into the inboxes of those who are told in the app, inside a transaction; who was told before is not told twice.</summary>
    public static async Task Tell(DbConnection connection, DbTransaction transaction, IEnumerable<InboxRow> rows)
    {
        foreach (var row in rows)
            await connection.ExecuteAsync(
                "insert into notice_inbox(person, page, organisation, matter, told_at, ended_at, sum) "
                    + "values (@Person, @Page, @Organisation, @Matter, @ToldAt, @EndedAt, @Sum) on conflict (person, page) do nothing",
                new { row.Person, row.Page, row.Organisation, row.Matter, row.ToldAt, row.EndedAt, Sum = SumOf(row) }, transaction);
    }

    /// <summary>Takes a page out of every inbox inside a transaction.</summary>
    public static async Task End(DbConnection connection, DbTransaction transaction, string page, long now)
    {
        var rows = await connection.QueryAsync<InboxRow>($"{InboxColumns} where page = @page and ended_at is null", new { page }, transaction);
        foreach (var row in rows.Select(r => r with { EndedAt = now }).ToList())
            await connection.ExecuteAsync("update notice_inbox set ended_at = @EndedAt, sum = @Sum where person = @Person and page = @Page",
                new { row.EndedAt, row.Person, row.Page, Sum = SumOf(row) }, transaction);
    }

    /// <summary>What stands in the inbox of a person, newest first.</summary>
    /// <param name="person">The person.</param>
    /// <param name="open">Only what is not over.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="ct">Stops it.</param>
    public Task<IReadOnlyList<InboxRow>> Inbox(string person, bool open, int limit, CancellationToken ct = default) =>
        database.Read<IReadOnlyList<InboxRow>>(async (connection, transaction) => (await connection.QueryAsync<InboxRow>(
            $"{InboxColumns} where person = @person{(open ? " and ended_at is null" : "")} order by told_at desc, page desc limit @limit",
            new { person, limit = (long)limit }, transaction)).AsList(), ct);

    /// <summary>How many notices a person has not seen acknowledged.</summary>
    public Task<long> Unanswered(string person, CancellationToken ct = default) => database.Read((connection, transaction) =>
        connection.ExecuteScalarAsync<long>(
            "select count(*) from notice_inbox where person = @person and ended_at is null", new { person }, transaction), ct);

    /// <summary>Messages of a topic that nobody has dealt with since a moment; those that a channel was told to wait for are left out.</summary>
    public Task<IReadOnlyList<WaitingMessage>> Waiting(string topic, long since, long now, int limit, CancellationToken ct = default) =>
        database.Read<IReadOnlyList<WaitingMessage>>(async (connection, transaction) => (await connection.QueryAsync<WaitingMessage>(
            "select organisation as Organisation, matter as Matter, topic as Topic, created_at as Since, tries as Tries from outbox "
                + "where topic = @topic and sent_at is null and not_before <= @now and created_at <= @since "
                + "order by not_before, matter, seq, n limit @limit",
            new { topic, since, now, limit = (long)limit }, transaction)).AsList(), ct);

    /// <summary>Clocks that were not worked off although they came due.</summary>
    public Task<IReadOnlyList<DueClock>> Overdue(long since, int limit, CancellationToken ct = default) =>
        database.Read<IReadOnlyList<DueClock>>(async (connection, transaction) => (await connection.QueryAsync<DueClock>(
            "select d.matter as Matter, d.organisation as Organisation, s.kind as Kind, d.key as Key, d.at as At from due d "
                + "join snapshot s on s.matter = d.matter where d.at <= @since order by d.at, d.matter, d.key limit @limit",
            new { since, limit = (long)limit }, transaction)).AsList(), ct);

    /// <summary>The organisations of the installation.</summary>
    public Task<IReadOnlyList<string>> Organisations(CancellationToken ct = default) =>
        database.Read<IReadOnlyList<string>>(async (connection, transaction) => (await connection.QueryAsync<string>(
            "select distinct organisation from account order by organisation", null, transaction)).AsList(), ct);

    /// <summary>All messages of a topic that one line of a matter asked for, whoever holds them, in their order.</summary>
    public Task<IReadOnlyList<string>> Bodies(string matter, long seq, string topic, CancellationToken ct = default) =>
        database.Read<IReadOnlyList<string>>(async (connection, transaction) => (await connection.QueryAsync<string>(
            "select body from outbox where matter = @matter and seq = @seq and topic = @topic order by n", new { matter, seq, topic }, transaction)).AsList(), ct);

    /// <summary>What became of the messages of a topic that a matter asked for, by the line that asked.</summary>
    public Task<IReadOnlyList<(long Seq, string Outcome)>> Outcomes(string matter, string topic, CancellationToken ct = default) =>
        database.Read<IReadOnlyList<(long Seq, string Outcome)>>(async (connection, transaction) =>
            (await connection.QueryAsync<(long Seq, string Outcome)>(
                "select seq, coalesce(outcome, '') from outbox where matter = @matter and topic = @topic order by seq, n",
                new { matter, topic }, transaction)).AsList(), ct);

    private static string SumOf(InboxRow r) => RowSum.Of(
        ("person", r.Person), ("page", r.Page), ("organisation", r.Organisation), ("matter", r.Matter), ("told_at", r.ToldAt), ("ended_at", r.EndedAt));
}
