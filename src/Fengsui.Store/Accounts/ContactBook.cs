using System.Data.Common;
using Dapper;

namespace Fengsui.Store.Accounts;

/// <summary>One way to reach a person.</summary>
/// <param name="Organisation">The organisation.</param>
/// <param name="Account">The person.</param>
/// <param name="N">Its place among the ways of this person, from 1: the first is tried first.</param>
/// <param name="Channel">Through what: one of <see cref="ContactBook.Channels"/>.</param>
/// <param name="Address">The address, as the channel takes it; empty in the app.</param>
/// <param name="ProvenAt">When it was last proven that the person can be reached so, unix seconds; or null.</param>
/// <param name="ProvenHow">How: test-call, acknowledged, or said.</param>
public sealed record Contact(string Organisation, string Account, int N, string Channel, string Address, long? ProvenAt, string? ProvenHow);

/// <summary>Where people can be reached. Nothing of it ever stands in a journal, so that it can be erased with the account.</summary>
/// <param name="database">The database.</param>
public sealed class ContactBook(Database database)
{
    /// <summary>Every kind of channel.</summary>
    public static IReadOnlyList<string> Channels { get; } = ["app", "email", "sms", "voice", "dingtalk", "feishu", "wecom", "webhook"];

    private const string Columns = "select organisation as Organisation, account as Account, n as N, channel as Channel, address as Address, "
        + "proven_at as ProvenAt, proven_how as ProvenHow from contact";

    /// <summary>All of an organisation, by person and place.</summary>
    public Task<IReadOnlyList<Contact>> Of(string organisation, CancellationToken ct = default) =>
        Where("organisation = @value order by organisation, account, n", organisation, ct);

    /// <summary>All of a person, by place.</summary>
    public Task<IReadOnlyList<Contact>> OfAccount(string account, CancellationToken ct = default) =>
        Where("account = @value order by account, n", account, ct);

    /// <summary>
    /// Replaces the ways of a person. One that stays as it was keeps its proof, wherever in the list it stands; a changed address has none.
    /// </summary>
    /// <param name="account">The person.</param>
    /// <param name="contacts">The ways in their order; number and proof are set here.</param>
    /// <param name="ct">Stops it.</param>
    public Task Save(string account, IReadOnlyList<Contact> contacts, CancellationToken ct = default) =>
        database.Write((connection, transaction) => Save(connection, transaction, account, contacts), ct);

    /// <summary>As <see cref="Save(string, IReadOnlyList{Contact}, CancellationToken)"/>, inside a transaction.</summary>
    public static async Task Save(DbConnection connection, DbTransaction transaction, string account, IReadOnlyList<Contact> contacts)
    {
        var before = (await connection.QueryAsync<Row>($"{Columns} where account = @account", new { account }, transaction)).ToList();
        await Erase(connection, transaction, account);
        for (var i = 0; i < contacts.Count; i++)
        {
            var kept = before.FirstOrDefault(b => b.Channel == contacts[i].Channel && b.Address == contacts[i].Address);
            await Write(connection, transaction, contacts[i] with { Account = account, N = i + 1, ProvenAt = kept?.ProvenAt, ProvenHow = kept?.ProvenHow });
        }
    }

    /// <summary>Notes that a person was reached so.</summary>
    /// <param name="account">The person.</param>
    /// <param name="n">The place.</param>
    /// <param name="at">When, unix seconds.</param>
    /// <param name="how">How: test-call, acknowledged, or said.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>Whether there is such a way.</returns>
    public Task<bool> Prove(string account, int n, long at, string how, CancellationToken ct = default) => database.Write(async (connection, transaction) =>
    {
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            $"{Columns} where account = @account and n = @n{database.ForUpdate}", new { account, n }, transaction);
        if (row is null)
            return false;
        await Write(connection, transaction, row.Contact with { ProvenAt = at, ProvenHow = how });
        return true;
    }, ct);

    /// <summary>Removes all of a person inside a transaction.</summary>
    public static Task Erase(DbConnection connection, DbTransaction transaction, string account) =>
        connection.ExecuteAsync("delete from contact where account = @account", new { account }, transaction);

    private Task<IReadOnlyList<Contact>> Where(string where, string value, CancellationToken ct) => database.Read<IReadOnlyList<Contact>>(
        async (connection, transaction) =>
            [.. (await connection.QueryAsync<Row>($"{Columns} where {where}", new { value }, transaction)).Select(r => r.Contact)], ct);

    private static Task Write(DbConnection connection, DbTransaction transaction, Contact c) => connection.ExecuteAsync(
        "insert into contact(organisation, account, n, channel, address, proven_at, proven_how, sum) "
            + "values (@Organisation, @Account, @N, @Channel, @Address, @ProvenAt, @ProvenHow, @Sum) "
            + "on conflict (account, n) do update set proven_at = excluded.proven_at, proven_how = excluded.proven_how, sum = excluded.sum",
        new { c.Organisation, c.Account, N = (long)c.N, c.Channel, c.Address, c.ProvenAt, c.ProvenHow, Sum = SumOf(c) }, transaction);

    private static string SumOf(Contact c) => RowSum.Of(
        ("organisation", c.Organisation), ("account", c.Account), ("n", c.N), ("channel", c.Channel), ("address", c.Address),
        ("proven_at", c.ProvenAt), ("proven_how", c.ProvenHow));

    // As the databases hand it over: every whole number is 64 bits wide.
    private sealed class Row
    {
        public string Organisation { get; set; } = "";

        public string Account { get; set; } = "";

        public long N { get; set; }

        public string Channel { get; set; } = "";

        public string Address { get; set; } = "";

        public long? ProvenAt { get; set; }

        public string? ProvenHow { get; set; }

        public Contact Contact => new(Organisation, Account, (int)N, Channel, Address, ProvenAt, ProvenHow);
    }
}
