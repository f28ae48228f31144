using System.Data.Common;
using Dapper;

namespace Fengsui.Store.Accounts;

/// <summary>Who comes with a cookie or a token, and what stands beside: read in one go at every request.</summary>
public sealed class Bearer
{
    /// <summary>The sign-in or token.</summary>
    public string Id { get; set; } = "";

    /// <summary>The organisation.</summary>
    public string Organisation { get; set; } = "";

    /// <summary>The person.</summary>
    public string Person { get; set; } = "";

    /// <summary>The name that others see.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>The hash of a token's secret; empty for a sign-in.</summary>
    public string SecretHash { get; set; } = "";

    /// <summary>The scopes of a token, separated by spaces; empty for a sign-in.</summary>
    public string Scopes { get; set; } = "";

    /// <summary>When it was made, unix seconds.</summary>
    public long CreatedAt { get; set; }

    /// <summary>When it was last used, unix seconds, or null.</summary>
    public long? LastSeen { get; set; }

    /// <summary>When a token ends by itself, unix seconds; null for a sign-in.</summary>
    public long? Until { get; set; }

    /// <summary>The number of lines of the organisation's journal: a state kept in memory is good as long as it stands.</summary>
    public long Version { get; set; }
}

/// <summary>Reads and writes the rows of people outside a journal line.</summary>
/// <param name="database">The database.</param>
public sealed class AccountBook(Database database)
{
    private const string BearerColumns = "x.id, x.organisation, x.person, x.created_at, a.display_name, o.version";
    private const string BearerTables = "join account a on a.id = x.person and a.left_at is null "
        + "join snapshot o on o.matter = x.organisation where x.id = @id and x.ended_at is null";

    /// <summary>The account of an id, or null.</summary>
    public async Task<Account?> Account(string id, CancellationToken ct) => await One<Account>("id", id, ct);

    /// <summary>The account of a user name, or null.</summary>
    public async Task<Account?> AccountNamed(string userName, CancellationToken ct) => await One<Account>("user_name", userName, ct);

    /// <summary>The accounts of an organisation.</summary>
    public Task<IReadOnlyList<Account>> AccountsOf(string organisation, CancellationToken ct) => All<Account>("organisation", organisation, ct);

    /// <summary>The passkeys of a person.</summary>
    public Task<IReadOnlyList<Passkey>> PasskeysOf(string person, CancellationToken ct) => All<Passkey>("person", person, ct);

    /// <summary>A passkey, or null.</summary>
    public Task<Passkey?> Passkey(string id, CancellationToken ct) => One<Passkey>("id", id, ct);

    /// <summary>The sign-ins of a person, those that were ended too.</summary>
    public Task<IReadOnlyList<Signin>> SigninsOf(string person, CancellationToken ct) => All<Signin>("person", person, ct);

    /// <summary>A sign-in, ended or not; or null.</summary>
    public Task<Signin?> Signin(string id, CancellationToken ct) => One<Signin>("id", id, ct);

    /// <summary>The tokens of a person, those that were ended too.</summary>
    public Task<IReadOnlyList<Token>> TokensOf(string person, CancellationToken ct) => All<Token>("person", person, ct);

    /// <summary>A token, or null.</summary>
    public Task<Token?> Token(string id, CancellationToken ct) => One<Token>("id", id, ct);

    /// <summary>Who comes with a sign-in that was not ended, or null.</summary>
    public Task<Bearer?> SignedIn(string id, CancellationToken ct) =>
        Bearer($"select {BearerColumns}, x.last_seen from signin x {BearerTables}", id, ct);

    /// <summary>Who comes with a token that was not ended, or null; its secret and its end are for the caller to check.</summary>
    public Task<Bearer?> TokenBearer(string id, CancellationToken ct) =>
        Bearer($"select {BearerColumns}, x.last_used as last_seen, x.until, x.secret_hash, x.scopes from token x {BearerTables}", id, ct);

    /// <summary>Changes a row as it stands now, without a line in the journal: what is counted, not told.</summary>
    /// <param name="id">The id of the row.</param>
    /// <param name="change">Changes it, or answers false to leave it as it is.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>Whether it is there and was changed.</returns>
    public Task<bool> Change<T>(string id, Func<T, bool> change, CancellationToken ct)
        where T : class =>
        database.Write((connection, transaction) => AccountRows.Change(database, connection, transaction, id, change), ct);

    /// <summary>Notes that a sign-in was used.</summary>
    public Task Seen(string signin, long now, CancellationToken ct) => Change<Signin>(signin, s => (s.LastSeen = now) == now, ct);

    /// <summary>Notes that a token was used.</summary>
    public Task Used(string token, long now, CancellationToken ct) => Change<Token>(token, t => (t.LastUsed = now) == now, ct);

    /// <summary>Ends a sign-in inside a transaction.</summary>
    public Task EndSignin(DbConnection connection, DbTransaction transaction, string signin, long now) =>
        AccountRows.Change<Signin>(database, connection, transaction, signin, s => s.EndedAt is null && (s.EndedAt = now) == now);

    /// <summary>Hands out a ticket, and sweeps out those that are over.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="now">Now, unix seconds.</param>
    /// <param name="ct">Stops it.</param>
    public Task Hand(Ticket ticket, long now, CancellationToken ct) => database.Write(async (connection, transaction) =>
    {
        await AccountRows.Sweep(connection, transaction, now);
        await AccountRows.Save(connection, transaction, ticket);
    }, ct);

    /// <summary>A ticket that can still be used, or null. It is not used up by looking.</summary>
    public async Task<Ticket?> Look(string id, string purpose, long now, CancellationToken ct) =>
        await One<Ticket>("id", id, ct) is { UsedAt: null } found && found.Purpose == purpose && found.Until >= now ? found : null;

    /// <summary>Uses a ticket up, or answers null: it was used, is over, or never was.</summary>
    public async Task<Ticket?> Use(string id, string purpose, long now, CancellationToken ct)
    {
        Ticket? used = null;
        await Change<Ticket>(id, t =>
        {
            if (t.UsedAt is not null || t.Purpose != purpose || t.Until < now)
                return false;
            t.UsedAt = now;
            used = t;
            return true;
        }, ct);
        return used;
    }

    /// <summary>Takes back the tickets of a purpose that nobody used: a new set-up link makes the old ones worthless.</summary>
    public Task TakeBack(string purpose, CancellationToken ct) => database.Write((connection, transaction) =>
        connection.ExecuteAsync("delete from ticket where purpose = @purpose and used_at is null", new { purpose }, transaction), ct);

    /// <summary>Whether anybody has an account.</summary>
    public Task<bool> AnyAccount(CancellationToken ct) => database.Read(async (connection, transaction) =>
        await connection.ExecuteScalarAsync<long>("select count(*) from (select 1 from account limit 1) t", null, transaction) > 0, ct);

    private Task<Bearer?> Bearer(string sql, string id, CancellationToken ct) =>
        database.Read((connection, transaction) => connection.QuerySingleOrDefaultAsync<Bearer>(sql, new { id }, transaction), ct);

    private async Task<T?> One<T>(string column, string value, CancellationToken ct)
        where T : class => (await All<T>(column, value, ct)).SingleOrDefault();

    private Task<IReadOnlyList<T>> All<T>(string column, string value, CancellationToken ct) =>
        database.Read((connection, transaction) => AccountRows.Where<T>(connection, transaction, column, value), ct);
}
