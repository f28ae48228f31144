using System.Security.Cryptography;
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
    private const int RecoveryCodes = 10;
    private const int RecoveryBytes = 8;

    public static void MapTotp(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/totp", Begin).For(Access.InPerson);
        routes.MapPost("/api/v1/totp/confirm", Confirm).For(Access.InPerson);
        routes.MapPost("/api/v1/totp/remove", Remove).For(Access.InPerson);
        routes.MapDelete("/api/v1/people/{person}/totp", RemoveOf).For(Access.May(OrganisationDecisions.ManagePeople));
    }

    private static async Task<IResult> Begin(HttpContext context, Caller caller, AccountBook book, InstallationKey key)
    {
        var (_, notJson) = await Forms.Json(context);
        if (notJson is not null)
            return notJson;
        var secret = OneTimeCode.NewSecret();
        var kept = key.Seal(secret, caller.Person);
        // While it is on, a new secret would lock the person out whose confirmation never comes.
        if (!await book.Change<Account>(caller.Person, row => !row.TotpOn && (row.TotpSecret = kept).Length > 0, context.RequestAborted))
            return Problem.Conflict(new("已经启用一次性验证码", "one-time codes are on already"), new("请先停用", "remove them first"));
        var account = await book.Account(caller.Person, context.RequestAborted);
        var label = Uri.EscapeDataString($"{caller.State.Name}:{account!.UserName}");
        return Results.Json(new { secret, uri = $"otpauth://totp/{label}?secret={secret}&issuer={Uri.EscapeDataString(caller.State.Name)}" });
    }

    private static async Task<IResult> Confirm(HttpContext context, Caller caller, AccountBook book, InstallationKey key, RecordStore store, Decisions decisions, Throttle throttle)
    {
        var (fields, notJson) = await Forms.Json(context, "code");
        var (code, noCode) = fields.Text("code", LongestText);
        if ((notJson ?? noCode) is { } at)
            return at;
        if (throttle.Account(caller.Person, decisions.Now) is { } seconds)
            return Problem.TooMany(seconds);
        var account = await book.Account(caller.Person, context.RequestAborted);
        if (account is not { TotpOn: false, TotpSecret: { } kept } || key.Unseal(kept, caller.Person) is not { } secret)
            return Problem.Conflict(new("没有待确认的一次性验证码", "there is nothing to confirm"), new("请先开始设置", "begin first"));
        if (OneTimeCode.StepOf(secret, code, decisions.Now.UnixSeconds, account.TotpStep) is not { } step)
            return Problem.Field("code", new("验证码不正确", "the code is wrong"), new("请输入应用中当前显示的六位数字；请核对手机时间", "enter the six digits that show now; check the device's clock"));
        var recovery = Enumerable.Range(0, RecoveryCodes).Select(_ => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RecoveryBytes))).ToList();
        var hashes = string.Join(';', recovery.Select(r => SignInSteps.RecoveryHash(caller.Person, r)));
        return await decisions.Do(new OrganisationAct.SetTotp(caller.Person), (connection, transaction) =>
            AccountRows.Change<Account>(store.Database, connection, transaction, caller.Person, row =>
            {
                (row.TotpOn, row.TotpStep, row.RecoveryCodes) = (true, step, hashes);
                return true;
            }), context.RequestAborted) is { } refused
            ? refused
            : Results.Json(new { recovery_codes = recovery });
    }

    private static async Task<IResult> Remove(
        HttpContext context, Caller caller, AccountBook book, AccountManager manager, RecordStore store, Decisions decisions, Throttle throttle, Reader reader)
    {
        var (fields, notJson) = await Forms.Json(context, "current");
        var (current, noCurrent) = fields.Text("current", LongestText);
        if ((notJson ?? noCurrent) is { } at)
            return at;
        if (await book.Account(caller.Person, context.RequestAborted) is not { } account)
            return Problem.NotSignedIn;
        return await MeRoutes.CurrentAtFault(account, current, manager, throttle, reader) ?? await RemoveOf(caller.Person, store, decisions, context.RequestAborted);
    }

    private static Task<IResult> RemoveOf(string person, RecordStore store, Decisions decisions, CancellationToken ct) =>
        decisions.Answer(new OrganisationAct.RemoveTotp(person), (connection, transaction) =>
            AccountRows.Change<Account>(store.Database, connection, transaction, person, row =>
            {
                (row.TotpOn, row.TotpSecret, row.RecoveryCodes) = (false, null, "");
                return true;
            }), ct);
}
