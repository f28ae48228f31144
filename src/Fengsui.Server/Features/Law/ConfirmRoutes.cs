using Fengsui.Law.Packs;
using Fengsui.Response.Organisations;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.Features.Law;

/// <summary>Confirms citations that are not verified, and takes that back: for people on the page of the law, for programs by the API.</summary>
internal static class ConfirmRoutes
{
    private const int LongestText = 4000;

    private static readonly Access Confirming = Access.May(OrganisationDecisions.ConfirmCitation);

    public static void MapConfirmations(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/law/{id}/citations/{source}/confirm", PostConfirm).For(Confirming);
        routes.MapPost("/law/{id}/citations/{source}/withdraw", PostWithdraw).For(Confirming);
        routes.MapRead("/api/v1/law/confirmations", List).For(Access.SignedIn);
        routes.MapPost("/api/v1/law/{id}/citations/{source}/confirm", Confirm).For(Confirming);
        routes.MapPost("/api/v1/law/{id}/citations/{source}/withdraw", Withdraw).For(Confirming);
    }

    private static IResult List(Caller caller, Library library) => Results.Json(new
    {
        confirmations = library.Packs.SelectMany(pack => pack.Sources,
            (pack, source) => (pack, source, confirmed: caller.State.Confirms(pack, source.Id)))
            .Where(c => c.confirmed is not null).Select(c => new
            {
                pack = c.pack.Id,
                version = c.pack.Version,
                hash = c.pack.Hash,
                source = c.source.Id,
                at = c.source.At,
                against = c.confirmed!.Against,
                by = c.confirmed.By,
                confirmed_at = c.confirmed.At.ToString(),
            }),
    });

    private static async Task<IResult> Confirm(HttpContext context, string id, string source, Decisions decisions)
    {
        var (fields, notJson) = await Forms.Json(context, "hash", "against");
        var (hash, noHash) = fields.Text("hash", LongestText);
        var (against, noAgainst) = fields.Text("against", LongestText);
        return notJson ?? noHash ?? noAgainst
            ?? await decisions.Answer(new OrganisationAct.ConfirmCitation(id, hash, source, against), null, context.RequestAborted);
    }

    private static async Task<IResult> Withdraw(HttpContext context, string id, string source, Decisions decisions)
    {
        var (fields, notJson) = await Forms.Json(context, "reason");
        var (reason, noReason) = fields.Text("reason", LongestText);
        return notJson ?? noReason
            ?? await decisions.Answer(new OrganisationAct.WithdrawConfirmation(id, source, reason), null, context.RequestAborted);
    }

    private static Task<IResult> PostConfirm(HttpContext context, string id, string source, Decisions decisions, Library library, Reader reader) =>
        Answer(context, id, source, "against", library, reader, typed => decisions.Do(
            new OrganisationAct.ConfirmCitation(id, typed["hash"].ToString(), source, typed["against"].ToString()), null, context.RequestAborted));

    private static Task<IResult> PostWithdraw(HttpContext context, string id, string source, Decisions decisions, Library library, Reader reader) =>
        Answer(context, id, source, "reason", library, reader, typed => decisions.Do(
            new OrganisationAct.WithdrawConfirmation(id, source, typed["reason"].ToString()), null, context.RequestAborted));

    // The state that the page shows was read before the act: done, it is read anew; refused, what was typed stands where it was.
    private static async Task<IResult> Answer(
        HttpContext context, string id, string source, string field, Library library, Reader reader, Func<IFormCollection, Task<Problem?>> act)
    {
        var typed = await Forms.Form(context);
        reader.Recognise(context, typed);
        if (await act(typed) is not { } wrong)
            return new SeeOther($"/law/{id}#s-{source}");
        return wrong.Key is null || library.Find(id) is not { } pack ? RefusedPage.Of(wrong, context) : new Page<LawPage>(new()
        {
            [nameof(LawPage.Pack)] = pack,
            [nameof(LawPage.Source)] = source,
            [nameof(LawPage.Typed)] = typed[field].ToString(),
            [nameof(LawPage.Wrong)] = wrong,
        }, wrong.Status);
    }
}
