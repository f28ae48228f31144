using Fengsui.Response.Organisations;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Fengsui.Store.Accounts;
using Microsoft.AspNetCore.Http;

namespace Fengsui.Server.People;

/// <summary>Adds and changes the people of the caller's organisation, the same for pages and programs.</summary>
internal sealed class Roster(Caller caller, AccountBook book, Founding founding, Decisions decisions, Tickets tickets, RecordStore store)
{
    private const long InvitationSeconds = 7 * 86_400;

    /// <summary>Adds a person, without a password.</summary>
    public async Task<(Account? Account, Problem? Wrong)> Add(string userName, string displayName, string contacts, CancellationToken ct)
    {
        var account = founding.NewAccount(caller.Organisation, userName, displayName.Trim().Length > 0 ? displayName : userName, contacts);
        if (AccountManager.UserNameAtFault(account.UserName) is { } wrong)
            return (null, wrong);
        try
        {
            var refused = await decisions.Do(new OrganisationAct.AddPerson(account.Id), (c, t) => Founding.Add(c, t, account), ct);
            return refused is null ? (account, null) : (null, refused);
        }
        catch (TakenException)
        {
            return (null, TakenException.UserName);
        }
    }

    /// <summary>An address with which a person sets a password, once; who made it stands in the log.</summary>
    public async Task<string> Link(HttpContext context, Account account)
    {
        await store.Append(LogKind.Line(caller.Organisation, new LogEvent.Invited(account.Id, caller.Person), decisions.Now, caller.Person));
        var secret = await tickets.Hand(Tickets.Invitation, InvitationSeconds, account.Organisation, account.Id, "", context.RequestAborted);
        return $"{OwnAddress.Of(context)}/invitation/{secret}";
    }

    /// <summary>Changes what a person is called and where to be reached: oneself, or by those who manage people.</summary>
    /// <param name="person">The person.</param>
    /// <param name="displayName">The name that others see; empty leaves it.</param>
    /// <param name="contacts">The contacts; null leaves them.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Problem?> Change(string person, string displayName, string? contacts, CancellationToken ct)
    {
        if (person != caller.Person && await decisions.MayManagePeople() is { } refused)
            return refused;
        if (await PersonRoutes.Ours(person, caller, book, ct) is null)
            return Problem.Absent;
        await book.Change<Account>(person, row =>
        {
            row.DisplayName = displayName.Trim().Length > 0 ? displayName.Trim() : row.DisplayName;
            row.Contacts = contacts?.Trim() ?? row.Contacts;
            return true;
        }, ct);
        return null;
    }
}
