using Fengsui.Law.Calendar;
using Fengsui.Response.Organisations;
using Fengsui.Store;
using Fengsui.Store.Accounts;

namespace Fengsui.Server.People;

/// <summary>What is typed to set up an organisation.</summary>
/// <param name="Organisation">Its name.</param>
/// <param name="UserName">The user name of its first administrator.</param>
/// <param name="DisplayName">The name that others see.</param>
/// <param name="Contacts">Where the person can be reached.</param>
/// <param name="Password">The password.</param>
/// <param name="FirstResponsible">Whether the person is the first responsible person too.</param>
/// <param name="Profile">What is known about the organisation.</param>
internal sealed record SetUpForm(
    string Organisation, string UserName, string DisplayName, string Contacts, string Password, bool FirstResponsible,
    IReadOnlyDictionary<string, string> Profile);

/// <summary>Founds organisations, and lets invited people set their password: the two ways in that need no sign-in, only a link.</summary>
internal sealed class Founding(RecordStore store, AccountBook book, AccountManager manager, Tickets tickets, Organisations organisations,
    TimeProvider clock)
{
    private Instant Now => Instant.From(clock.GetUtcNow());

    /// <summary>Founds an organisation with its first person; the link is used up only when all of it stands.</summary>
    /// <returns>The account, or what is wrong. Null for both: the link is not good.</returns>
    public async Task<(Account? Account, Problem? Wrong)> Found(string secret, SetUpForm form, CancellationToken ct)
    {
        if (await tickets.Look(Tickets.SetUp, secret, ct) is not { } ticket)
            return (null, null);
        var account = NewAccount(Secrets.NewId("org-"), form.UserName, form.DisplayName, form.Contacts);
        if ((AccountManager.UserNameAtFault(account.UserName) ?? await manager.PasswordAtFault(account, form.Password)) is { } wrong)
            return (null, wrong);
        account.PasswordHash = manager.PasswordHasher.HashPassword(account, form.Password);
        var act = new OrganisationAct.Found(form.Organisation, form.Profile, account.Id, form.FirstResponsible);
        try
        {
            var decision = await organisations.Do(account.Organisation, act, account.Id, Now, async (connection, transaction) =>
            {
                if (!await AccountRows.Change<Ticket>(store.Database, connection, transaction, ticket.Id, t => t.UsedAt is null
                    && (t.UsedAt = Now.UnixSeconds) is not null))
                    throw new TakenException("setup");
                await Add(connection, transaction, account);
            }, ct);
            return decision is OrganisationDecision.Refused refused
                ? (null, Problem.Field(refused.Field, refused.Wrong, refused.Remedy)) : (account, null);
        }
        catch (TakenException taken)
        {
            return (null, taken.Field == "user_name" ? TakenException.UserName : null);
        }
    }

    /// <summary>A new account, without a password.</summary>
    public Account NewAccount(string organisation, string userName, string displayName, string contacts) => new()
    {
        Id = Secrets.NewId("p-"), Organisation = organisation, UserName = AccountManager.FormOf(userName), DisplayName = displayName.Trim(),
        Contacts = contacts.Trim(),
        CreatedAt = Now.UnixSeconds,
    };

    /// <summary>Adds an account inside a transaction.</summary>
    /// <exception cref="TakenException">Somebody has the user name.</exception>
    public static async Task Add(System.Data.Common.DbConnection connection, System.Data.Common.DbTransaction transaction, Account account)
    {
        if ((await AccountRows.Where<Account>(connection, transaction, "user_name", account.UserName)).Count > 0)
            throw new TakenException("user_name");
        await AccountRows.Save(connection, transaction, account);
    }

    /// <summary>Whom an invitation is for, or null when the link is not good.</summary>
    public async Task<Account?> Invited(string secret, CancellationToken ct) =>
        await tickets.Look(Tickets.Invitation, secret, ct) is { } ticket && await book.Account(ticket.Person, ct) is { LeftAt: null } account
            ? account : null;

    /// <summary>Sets the password of an invited person; what was signed in before is ended.</summary>
    /// <returns>The account, or what is wrong. Null for both: the link is not good.</returns>
    public async Task<(Account? Account, Problem? Wrong)> Accept(string secret, string password, CancellationToken ct)
    {
        if (await Invited(secret, ct) is not { } account)
            return (null, null);
        if (await manager.PasswordAtFault(account, password) is { } wrong)
            return (null, wrong);
        return await tickets.Use(Tickets.Invitation, secret, ct) is not null && await SetPassword(account, password, keep: null, ct)
            ? (account, null) : (null, null);
    }

    /// <summary>Sets a password and ends the sign-ins but one: who knew the old password is out.</summary>
    /// <returns>Whether the person is still there.</returns>
    public async Task<bool> SetPassword(Account account, string password, string? keep, CancellationToken ct)
    {
        var hash = manager.PasswordHasher.HashPassword(account, password);
        var decision = await organisations.Do(account.Organisation, new OrganisationAct.SetPassword(account.Id), account.Id, Now,
            async (connection, transaction) =>
        {
            await AccountRows.Change<Account>(store.Database, connection, transaction, account.Id, row =>
            {
                (row.PasswordHash, row.Failures, row.LockoutEnd) = (hash, 0, null);
                return true;
            });
            foreach (var signin in await AccountRows.Where<Signin>(connection, transaction, "person", account.Id, store.Database.ForUpdate))
                if (signin.EndedAt is null && signin.Id != keep)
                {
                    signin.EndedAt = Now.UnixSeconds;
                    await AccountRows.Save(connection, transaction, signin);
                }
        }, ct);
        return decision is OrganisationDecision.Done;
    }
}
