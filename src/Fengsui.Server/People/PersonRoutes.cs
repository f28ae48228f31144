using Fengsui.Law.Packs;
using Fengsui.Response.Organisations;
using Fengsui.Server.Features.Rosters;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Fengsui.Store.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.People;

/// <summary>The people of the organisation and their posts.</summary>
internal static class PersonRoutes
{
    private const int LongestText = 1000;

    public static void MapPersons(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/api/v1/people", List).For(Access.SignedIn);
        routes.MapPost("/api/v1/people", Add).For(Access.May(OrganisationDecisions.ManagePeople));
        routes.MapPatch("/api/v1/people/{person}", Change).For(Access.With(Scope.Manage));
        routes.MapPost("/api/v1/people/{person}/invitation", Invite).For(Access.May(OrganisationDecisions.ManagePeople));
        routes.MapPost("/api/v1/people/{person}/leave", Leave).For(Access.With(Scope.Manage));
        routes.MapPost("/api/v1/people/{person}/erase", Erase).For(Access.May(OrganisationDecisions.ManagePeople));
        routes.MapPost("/api/v1/people/{person}/posts", GivePost).For(Access.May(OrganisationDecisions.ManagePeople));
        routes.MapDelete("/api/v1/people/{person}/posts/{post}", EndPost).For(Access.May(OrganisationDecisions.ManagePeople));
        routes.MapRead("/api/v1/posts", Posts).For(Access.SignedIn);
    }

    private static async Task<IResult> List(Caller caller, AccountBook book, CancellationToken ct)
    {
        var accounts = await book.AccountsOf(caller.Organisation, ct);
        return Results.Json(new
        {
            people = accounts.Where(a => a.LeftAt is null).Select(a => new
            {
                person = a.Id,
                user_name = a.UserName,
                display_name = a.DisplayName,
                contacts = a.Contacts,
                posts = caller.State.People.TryGetValue(a.Id, out var found)
                    ? found.Held().Select(p => new { post = p.Post, deputy = p.Deputy }) : [],
                invited = a.PasswordHash is null,
                totp = a.TotpOn,
            }),
        });
    }

    private static async Task<IResult> Posts(HttpContext context, Caller caller, AccountBook book, Library library, Reader reader)
    {
        reader.Recognise(context);
        var names = (await book.AccountsOf(caller.Organisation, context.RequestAborted)).ToDictionary(a => a.Id, a => a.DisplayName);
        object Shown(string person) => new { person, display_name = names.GetValueOrDefault(person, "") };
        return Results.Json(new
        {
            posts = library.Procedure.Posts.Select(p => new
            {
                post = p.Id,
                name = p.Name.In(reader.Language),
                gist = p.Gist.In(reader.Language),
                holders = caller.State.HoldersOf(p.Id).Select(Shown),
                deputies = caller.State.DeputiesOf(p.Id).Select(Shown),
            }),
        });
    }

    private static async Task<IResult> Add(HttpContext context, Roster roster)
    {
        var (fields, notJson) = await Forms.Json(context, "user_name", "display_name", "contacts");
        var (userName, noUser) = fields.Text("user_name", LongestText);
        var (displayName, noDisplay) = fields.Text("display_name", LongestText, optional: true);
        var (contacts, noContacts) = fields.Text("contacts", LongestText, optional: true);
        if ((notJson ?? noUser ?? noDisplay ?? noContacts) is { } at)
            return at;
        var (account, refused) = await roster.Add(userName, displayName, contacts, context.RequestAborted);
        return account is null
            ? refused!
            : Results.Json(new { person = account.Id, invitation = await roster.Link(context, account) }, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> Invite(HttpContext context, string person, Caller caller, AccountBook book, Roster roster) =>
        await Ours(person, caller, book, context.RequestAborted) is { LeftAt: null } account
            ? Results.Json(new { person, invitation = await roster.Link(context, account) })
            : Problem.Absent;

    private static async Task<IResult> Change(HttpContext context, string person, Roster roster)
    {
        var (fields, notJson) = await Forms.Json(context, "display_name", "contacts");
        var (displayName, noDisplay) = fields.Text("display_name", LongestText, optional: true);
        var (contacts, noContacts) = fields.Text("contacts", LongestText, optional: true);
        return (IResult?)(notJson ?? noDisplay ?? noContacts
            ?? await roster.Change(person, displayName, fields.ContainsKey("contacts") ? contacts : null, context.RequestAborted))
                ?? Results.NoContent();
    }

    /// <summary>A person leaves: what lets the person in ends in the same transaction.</summary>
    public static async Task<IResult> Leave(string person, Caller caller, RecordStore store, Decisions decisions, RosterDesk rosters, CancellationToken ct)
    {
        var answer = await Go(person, store, decisions, ct);
        // Whoever is gone must not be counted on tonight.
        if (answer is not Problem)
            await rosters.PersonLeft(caller.Organisation, person, ct);
        return answer;
    }

    private static Task<IResult> Go(string person, RecordStore store, Decisions decisions, CancellationToken ct) =>
        decisions.Answer(new OrganisationAct.Leave(person), async (connection, transaction) =>
        {
            var now = decisions.Now.UnixSeconds;
            await AccountRows.Change<Account>(store.Database, connection, transaction, person, row =>
            {
                (row.LeftAt, row.PasswordHash, row.TotpSecret, row.TotpOn, row.RecoveryCodes) = (now, null, null, false, "");
                return true;
            });
            foreach (var signin in await AccountRows.Where<Signin>(connection, transaction, "person", person, store.Database.ForUpdate))
            {
                signin.EndedAt ??= now;
                await AccountRows.Save(connection, transaction, signin);
            }
            foreach (var token in await AccountRows.Where<Token>(connection, transaction, "person", person, store.Database.ForUpdate))
            {
                token.EndedAt ??= now;
                await AccountRows.Save(connection, transaction, token);
            }
            foreach (var passkey in await AccountRows.Where<Passkey>(connection, transaction, "person", person, store.Database.ForUpdate))
                await AccountRows.Delete<Passkey>(connection, transaction, passkey.Id);
            await CalendarLinks.Erase(connection, transaction, person);
        }, ct);

    /// <summary>Erases what has a name of somebody who left; the record keeps the id.</summary>
    private static async Task<IResult> Erase(string person, Caller caller, AccountBook book, RecordStore store, CancellationToken ct)
    {
        if (await Ours(person, caller, book, ct) is not { } account)
            return Problem.Absent;
        if (account.LeftAt is null)
            return Problem.Conflict(new("此人尚在本单位，不能清除", "the person still belongs to the organisation"), new("请先办理离开", "let the person leave first"));
        await store.Database.Write(async (connection, transaction) =>
        {
            await AccountRows.Change<Account>(store.Database, connection, transaction, person, row =>
            {
                (row.UserName, row.DisplayName, row.Contacts) = (row.Id, "", "");
                return true;
            });
            foreach (var signin in await AccountRows.Where<Signin>(connection, transaction, "person", person))
                await AccountRows.Delete<Signin>(connection, transaction, signin.Id);
            foreach (var token in await AccountRows.Where<Token>(connection, transaction, "person", person))
                await AccountRows.Delete<Token>(connection, transaction, token.Id);
            await Preferences.Erase(connection, transaction, person);
            await ContactBook.Erase(connection, transaction, person);
        }, ct);
        return Results.NoContent();
    }

    private static async Task<IResult> GivePost(HttpContext context, string person, Decisions decisions)
    {
        var (fields, notJson) = await Forms.Json(context, "post", "deputy");
        var (post, noPost) = fields.Text("post", LongestText);
        var (deputy, noFlag) = fields.Flag("deputy", missing: false);
        return notJson ?? noPost ?? noFlag
            ?? await decisions.Answer(new OrganisationAct.GivePost(person, post, deputy), null, context.RequestAborted);
    }

    private static Task<IResult> EndPost(string person, string post, Decisions decisions, CancellationToken ct) =>
        decisions.Answer(new OrganisationAct.EndPost(person, post), null, ct);

    /// <summary>A person of the caller's organisation, those who left too; another organisation's are not there.</summary>
    public static async Task<Account?> Ours(string person, Caller caller, AccountBook book, CancellationToken ct) =>
        await book.Account(person, ct) is { } found && found.Organisation == caller.Organisation ? found : null;
}
