using System.Data.Common;
using Dapper;

namespace Fengsui.Store.Accounts;

/// <summary>
/// Writes and reads the rows of people. Every method takes a connection, so that a change stands in one transaction with the journal line that tells
/// of it.
/// </summary>
public static class AccountRows
{
    static AccountRows() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    /// <summary>Makes or changes an account.</summary>
    public static Task Save(DbConnection connection, DbTransaction transaction, Account a) => Save(connection, transaction, "account",
        ("id", a.Id), ("organisation", a.Organisation), ("user_name", a.UserName), ("display_name", a.DisplayName), ("contacts", a.Contacts),
        ("password_hash", a.PasswordHash), ("totp_secret", a.TotpSecret), ("totp_on", Flag(a.TotpOn)), ("totp_step", a.TotpStep),
        ("recovery_codes", a.RecoveryCodes), ("failures", a.Failures), ("lockout_end", a.LockoutEnd), ("created_at", a.CreatedAt),
            ("left_at", a.LeftAt));

    /// <summary>Makes or changes a passkey.</summary>
    public static Task Save(DbConnection connection, DbTransaction transaction, Passkey p) => Save(connection, transaction, "passkey",
        ("id", p.Id), ("organisation", p.Organisation), ("person", p.Person), ("name", p.Name), ("credential", p.Credential),
            ("public_key", p.PublicKey),
        ("sign_count", p.SignCount), ("transports", p.Transports), ("user_verified", Flag(p.UserVerified)),
            ("backup_eligible", Flag(p.BackupEligible)),
        ("backed_up", Flag(p.BackedUp)), ("created_at", p.CreatedAt));

    /// <summary>Makes or changes a sign-in.</summary>
    public static Task Save(DbConnection connection, DbTransaction transaction, Signin s) => Save(connection, transaction, "signin",
        ("id", s.Id), ("organisation", s.Organisation), ("person", s.Person), ("how", s.How), ("user_agent", s.UserAgent),
            ("created_at", s.CreatedAt),
        ("last_seen", s.LastSeen), ("ended_at", s.EndedAt));

    /// <summary>Makes or changes a token.</summary>
    public static Task Save(DbConnection connection, DbTransaction transaction, Token t) => Save(connection, transaction, "token",
        ("id", t.Id), ("organisation", t.Organisation), ("person", t.Person), ("name", t.Name), ("secret_hash", t.SecretHash), ("scopes", t.Scopes),
        ("created_at", t.CreatedAt), ("until", t.Until), ("last_used", t.LastUsed), ("ended_at", t.EndedAt));

    /// <summary>Makes or changes a ticket.</summary>
    public static Task Save(DbConnection connection, DbTransaction transaction, Ticket t) => Save(connection, transaction, "ticket",
        ("id", t.Id), ("purpose", t.Purpose), ("organisation", t.Organisation), ("person", t.Person), ("body", t.Body), ("until", t.Until),
            ("used_at", t.UsedAt));

    /// <summary>
    /// Changes a row as it stands in this transaction. Never write back what was read before: somebody may have set a password or ended a sign-in
    /// meanwhile.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="id">The id of the row.</param>
    /// <param name="change">Changes it, or answers false to leave it as it is.</param>
    /// <returns>Whether it is there and was changed.</returns>
    public static async Task<bool> Change<T>(Database database, DbConnection connection, DbTransaction transaction, string id, Func<T, bool> change)
        where T : class
    {
        if ((await Where<T>(connection, transaction, "id", id, database.ForUpdate)).SingleOrDefault() is not { } row || !change(row))
            return false;
        await Save(connection, transaction, row);
        return true;
    }

    /// <summary>The rows of a table with such a column; those of another organisation are told apart by the caller.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The transaction, or null.</param>
    /// <param name="column">A column of the table; never from outside.</param>
    /// <param name="value">Its value.</param>
    /// <param name="hold">What keeps the rows still until the transaction ends (<see cref="Database.ForUpdate"/>), or empty.</param>
    public static async Task<IReadOnlyList<T>> Where<T>(DbConnection connection, DbTransaction? transaction, string column, object value,
        string hold = "") =>
        [.. await connection.QueryAsync<T>($"select * from {typeof(T).Name.ToLowerInvariant()} where {column} = @value order by id{hold}",
            new { value }, transaction)];

    /// <summary>Erases a row.</summary>
    public static Task Delete<T>(DbConnection connection, DbTransaction transaction, string id) =>
        connection.ExecuteAsync($"delete from {typeof(T).Name.ToLowerInvariant()} where id = @id", new { id }, transaction);

    /// <summary>Removes tickets that can no longer be used.</summary>
    public static Task Sweep(DbConnection connection, DbTransaction transaction, long now) =>
        connection.ExecuteAsync("delete from ticket where until < @now", new { now }, transaction);

    private static Task Save<T>(DbConnection connection, DbTransaction transaction, T row) => row switch
    {
        Account a => Save(connection, transaction, a),
        Passkey p => Save(connection, transaction, p),
        Signin s => Save(connection, transaction, s),
        Token t => Save(connection, transaction, t),
        Ticket t => Save(connection, transaction, t),
        _ => throw new ArgumentException($"{typeof(T)} has no table", nameof(row)),
    };

    private static long Flag(bool said) => said ? 1 : 0;

    private static Task Save(DbConnection connection, DbTransaction transaction, string table, params (string Name, object? Value)[] columns)
    {
        var names = columns.Select(c => c.Name).Append("sum").ToList();
        var values = new DynamicParameters();
        foreach (var (name, value) in columns)
            values.Add(name, value);
        values.Add("sum", RowSum.Of(columns));
        var sql = $"insert into {table}({string.Join(", ", names)}) values ({string.Join(", ", names.Select(n => "@" + n))}) "
            + $"on conflict (id) do update set {string.Join(", ", names.Skip(1).Select(n => $"{n} = excluded.{n}"))}";
        return connection.ExecuteAsync(sql, values, transaction);
    }
}
