using Fengsui.Law.Packs;
using Fengsui.Response.Organisations;
using Fengsui.Server.Features.Rosters;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Fengsui.Store.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fengsui.Server.People.Pages;

/// <summary>The people of the organisation and their posts, and the table of who may do what.</summary>
internal static class RosterPages
{
    private const int LongestText = 1000;

    private static readonly Access Managing = Access.May(OrganisationDecisions.ManagePeople);

    public static void MapRosterPages(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/people", Show).For(Access.SignedIn);
        routes.MapRead("/people/table", Table).For(Access.SignedIn);
        routes.MapPost("/people", Add).For(Managing);
        routes.MapPost("/people/{person}/posts", GivePost).For(Managing);
        routes.MapPost("/people/{person}/posts/{post}/end", EndPost).For(Managing);
        routes.MapPost("/people/{person}/name", Name).For(Managing);
        routes.MapPost("/people/{person}/invitation", Invite).For(Managing);
        routes.MapPost("/people/{person}/sign-ins/end", EndSignins).For(Managing);
        routes.MapPost("/people/{person}/totp/remove", RemoveTotp).For(Managing);
        routes.MapPost("/people/{person}/leave", Leave).For(Managing);
    }

    private static async Task<IResult> Show(HttpContext context, Caller caller, AccountBook book, Reader reader)
    {
        reader.Recognise(context);
        return await Page(caller, book, null, context.RequestAborted);
    }

    private static async Task<IResult> Page(Caller caller, AccountBook book, Posted? posted, CancellationToken ct) => new Page<PeoplePage>(new()
    {
        [nameof(PeoplePage.People)] = (await book.AccountsOf(caller.Organisation, ct)).Where(a => a.LeftAt is null)
            .OrderBy(a => a.UserName, StringComparer.Ordinal).ToList(),
        [nameof(PeoplePage.Refused)] = posted,
    }, posted?.Status ?? StatusCodes.Status200OK);

    // Every form about a person is named after the person, so that what went wrong stands there.
    private static async Task<IResult> Answer(HttpContext context, string form, Func<IFormCollection, Task<Problem?>> act)
    {
        var services = context.RequestServices;
        var typed = await Forms.Form(context);
        services.GetRequiredService<Reader>().Recognise(context, typed);
        var isSwitch = Forms.IsSwitch(typed);
        var wrong = isSwitch ? null : await act(typed);
        return !isSwitch && wrong is null
            ? new SeeOther($"/people?done={form}#{form}")
            : await Page(services.GetRequiredService<Caller>(), services.GetRequiredService<AccountBook>(), new(form, typed, wrong),
                context.RequestAborted);
    }

    private static async Task<IResult> Add(HttpContext context, Roster roster)
    {
        Account? added = null;
        var answer = await Answer(context, "add", async typed =>
        {
            var fields = Forms.Typed(typed);
            var (userName, noUser) = fields.Text("user_name", LongestText);
            var (displayName, noDisplay) = fields.Text("display_name", LongestText, optional: true);
            var (contacts, noContacts) = fields.Text("contacts", LongestText, optional: true);
            if ((noUser ?? noDisplay ?? noContacts) is { } at)
                return at;
            (added, var wrong) = await roster.Add(userName, displayName, contacts, context.RequestAborted);
            return wrong;
        });
        return added is null ? answer : await Link(context, roster, added);
    }

    private static async Task<IResult> Link(HttpContext context, Roster roster, Account account) => new Page<LinkPage>(new()
    {
        [nameof(LinkPage.Name)] = account.DisplayName, [nameof(LinkPage.Person)] = account.Id,
        [nameof(LinkPage.Address)] = await roster.Link(context, account),
    });

    private static async Task<IResult> Invite(HttpContext context, string person, Caller caller, AccountBook book, Roster roster, Reader reader)
    {
        reader.Recognise(context, await Forms.Form(context));
        return await PersonRoutes.Ours(person, caller, book, context.RequestAborted) is { LeftAt: null } account
            ? await Link(context, roster, account)
            : RefusedPage.Of(Problem.Absent, context);
    }

    private static Task<IResult> Name(HttpContext context, string person, Roster roster) => Answer(context, person, async typed =>
    {
        var fields = Forms.Typed(typed);
        var (name, noName) = fields.Text("display_name", LongestText);
        var (contacts, noContacts) = fields.Text("contacts", LongestText, optional: true);
        return noName ?? noContacts ?? await roster.Change(person, name, contacts, context.RequestAborted);
    });

    private static Task<IResult> GivePost(HttpContext context, string person, Decisions decisions) => Answer(context, person, typed =>
        decisions.Do(new OrganisationAct.GivePost(person, typed["post"].ToString(), typed["deputy"].Count > 0), null, context.RequestAborted));

    private static Task<IResult> EndPost(HttpContext context, string person, string post, Decisions decisions) =>
        Answer(context, person, _ => decisions.Do(new OrganisationAct.EndPost(person, post), null, context.RequestAborted));

    private static Task<IResult> EndSignins(HttpContext context, string person, Caller caller, AccountBook book, Decisions decisions) =>
        Answer(context, person, async _ => await OwnSigninRoutes.EndAll(person, caller, book, decisions, context.RequestAborted) as Problem);

    private static Task<IResult> RemoveTotp(HttpContext context, string person, RecordStore store, Decisions decisions) =>
        Answer(context, person, async _ => await TotpRoutes.RemoveOf(person, store, decisions, context.RequestAborted) as Problem);

    private static Task<IResult> Leave(HttpContext context, string person, Caller caller, RecordStore store, Decisions decisions, RosterDesk rosters) =>
        Answer(context, person, async _ => await PersonRoutes.Leave(person, caller, store, decisions, rosters, context.RequestAborted) as Problem);

    private static IResult Table(HttpContext context, Library library, Reader reader)
    {
        reader.Recognise(context);
        return new Page<TablePage>(new() { [nameof(TablePage.Shared)] = library.Find(Pack.SharedId) });
    }
}
