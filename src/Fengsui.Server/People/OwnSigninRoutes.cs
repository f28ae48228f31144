using Fengsui.Law.Calendar;
using Fengsui.Response.Organisations;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Fengsui.Store.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.People;

/// <summary>The sign-ins of a person: where one is signed in, and ending that at once.</summary>
internal static class OwnSigninRoutes
{
    public static void MapSignins(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/api/v1/sign-ins", List).For(Access.InPerson);
        routes.MapDelete("/api/v1/sign-ins/{signin}", EndOne).For(Access.InPerson);
        routes.MapDelete("/api/v1/sign-ins", EndOthers).For(Access.InPerson);
        routes.MapDelete("/api/v1/people/{person}/sign-ins", EndAll).For(Access.May(OrganisationDecisions.ManagePeople));
    }

    /// <summary>Ends sign-ins, together with the line that tells of it.</summary>
    public static Task<IResult> End(string person, IReadOnlyList<string> signins, Decisions decisions, AccountBook book, CancellationToken ct) =>
        decisions.Answer(new OrganisationAct.EndSignins(person, signins), async (connection, transaction) =>
        {
            foreach (var signin in signins)
                await book.EndSignin(connection, transaction, signin, decisions.Now.UnixSeconds);
        }, ct);

    private static async Task<IResult> List(Caller caller, AccountBook book, CancellationToken ct) => Results.Json(new
    {
        sign_ins = (await Open(caller.Person, book, ct)).Select(s => new
        {
            sign_in = s.Id,
            how = s.How,
            user_agent = s.UserAgent,
            since = new Instant(s.CreatedAt).ToString(),
            last_seen = new Instant(s.LastSeen).ToString(),
            current = s.Id == caller.SigninId,
        }),
    });

    /// <summary>Ends one of one's own sign-ins.</summary>
    public static async Task<IResult> EndOne(string signin, Caller caller, AccountBook book, Decisions decisions, CancellationToken ct) =>
        (await Open(caller.Person, book, ct)).Any(s => s.Id == signin) ? await End(caller.Person, [signin], decisions, book, ct) : Problem.Absent;

    /// <summary>Ends one's own sign-ins but this one.</summary>
    public static async Task<IResult> EndOthers(Caller caller, AccountBook book, Decisions decisions, CancellationToken ct) =>
        await End(caller.Person, [.. (await Open(caller.Person, book, ct)).Where(s => s.Id != caller.SigninId).Select(s => s.Id)], decisions, book,
            ct);

    /// <summary>Ends the sign-ins of a person.</summary>
    public static async Task<IResult> EndAll(string person, Caller caller, AccountBook book, Decisions decisions, CancellationToken ct) =>
        await PersonRoutes.Ours(person, caller, book, ct) is null
            ? Problem.Absent
            : await End(person, [.. (await Open(person, book, ct)).Select(s => s.Id)], decisions, book, ct);

    /// <summary>The sign-ins of a person that were not ended.</summary>
    public static async Task<IEnumerable<Signin>> Open(string person, AccountBook book, CancellationToken ct) =>
        (await book.SigninsOf(person, ct)).Where(s => s.EndedAt is null);
}
