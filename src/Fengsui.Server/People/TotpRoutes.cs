using Fengsui.Response.Organisations;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Fengsui.Store.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.People;

/// <summary>One-time codes: begin, confirm with a first code, remove.</summary>
internal static class TotpRoutes
{
    private const int LongestText = 1000;

    public static void MapTotp(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/totp", Begin).For(Access.InPerson);
        routes.MapPost("/api/v1/totp/confirm", Confirm).For(Access.InPerson);
        routes.MapPost("/api/v1/totp/remove", Remove).For(Access.InPerson);
        routes.MapDelete("/api/v1/people/{person}/totp", RemoveOf).For(Access.May(OrganisationDecisions.ManagePeople));
    }

    private static async Task<IResult> Begin(HttpContext context, OwnMeans means)
    {
        var (_, notJson) = await Forms.Json(context);
        if ((notJson ?? await means.BeginTotp(context.RequestAborted)) is { } wrong)
            return wrong;
        var pending = (await means.PendingTotp(context.RequestAborted))!;
        return Results.Json(new { secret = pending.Secret, uri = pending.Uri });
    }

    private static async Task<IResult> Confirm(HttpContext context, OwnMeans means)
    {
        var (fields, notJson) = await Forms.Json(context, "code");
        var (code, noCode) = fields.Text("code", LongestText);
        if ((notJson ?? noCode) is { } at)
            return at;
        var (recovery, wrong) = await means.ConfirmTotp(code, context.RequestAborted);
        return (IResult?)wrong ?? Results.Json(new { recovery_codes = recovery });
    }

    private static async Task<IResult> Remove(HttpContext context, OwnMeans means)
    {
        var (fields, notJson) = await Forms.Json(context, "current");
        var (current, noCurrent) = fields.Text("current", LongestText);
        return (IResult?)(notJson ?? noCurrent ?? await means.RemoveTotp(current, context.RequestAborted)) ?? Results.NoContent();
    }

    /// <summary>Turns the codes of a person off.</summary>
    public static Task<IResult> RemoveOf(string person, RecordStore store, Decisions decisions, CancellationToken ct) =>
        decisions.Answer(new OrganisationAct.RemoveTotp(person), (connection, transaction) =>
            AccountRows.Change<Account>(store.Database, connection, transaction, person, row =>
            {
                (row.TotpOn, row.TotpSecret, row.RecoveryCodes) = (false, null, "");
                return true;
            }), ct);
}
