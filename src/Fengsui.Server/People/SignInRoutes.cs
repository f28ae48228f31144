using Fengsui.Server.Platform;
using Fengsui.Store.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.People;

/// <summary>Signing in and out, for people and for programs.</summary>
internal static class SignInRoutes
{
    private const int LongestText = 1000;
    private const int LongestCredential = 20_000;
    private const long ChallengeSeconds = 300;

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/sign-in", Show).For(Access.Everyone);
        routes.MapPost("/sign-in", Post).For(Access.Everyone);
        routes.MapPost("/sign-in/code", PostCode).For(Access.Everyone);
        routes.MapPost("/sign-out", PostSignOut).For(Access.InPerson);
        routes.MapPost("/api/v1/sign-in", SignIn).For(Access.Everyone);
        routes.MapPost("/api/v1/sign-in/code", Code).For(Access.Everyone);
        routes.MapPost("/api/v1/sign-in/passkey/options", PasskeyOptions).For(Access.Everyone);
        routes.MapPost("/api/v1/sign-in/passkey", Passkey).For(Access.Everyone);
        routes.MapPost("/api/v1/sign-out", SignOut).For(Access.InPerson);
    }

    /// <summary>What a program is told of a step.</summary>
    public static IResult Answer(SignInStep step) => step switch
    {
        SignInStep.Done done => Results.Json(new { person = done.Account.Id, organisation = done.Account.Organisation, form_token = done.FormToken }),
        SignInStep.CodeNeeded needed => Results.Json(new { next = "code", ticket = needed.Ticket }),
        SignInStep.Failed failed => failed.Why,
        _ => throw new InvalidOperationException(step.GetType().Name),
    };

    private static IResult Show(HttpContext context, Caller caller, Reader reader)
    {
        reader.Recognise(context);
        return caller.IsKnown
            ? new SeeOther(Ours(context.Request.Query["next"]) is var next and not "/" ? next : "/me")
            : new Page<SignInPage>(new() { [nameof(SignInPage.Next)] = Ours(context.Request.Query["next"]) });
    }

    private static async Task<IResult> Post(HttpContext context, SignInSteps steps, Reader reader)
    {
        var form = await Forms.Form(context);
        reader.Recognise(context, form);
        if (Forms.IsSwitch(form))
            return new Page<SignInPage>(new() { [nameof(SignInPage.Next)] = Ours(form["next"]),
                [nameof(SignInPage.UserName)] = form["user_name"].ToString() });
        return Told(await steps.Password(context, form["user_name"].ToString(), form["password"].ToString()), context, form);
    }

    private static async Task<IResult> PostCode(HttpContext context, SignInSteps steps, Reader reader)
    {
        var form = await Forms.Form(context);
        reader.Recognise(context, form);
        var ticket = form["ticket"].ToString();
        if (Forms.IsSwitch(form))
            return new Page<CodePage>(new() { [nameof(CodePage.Ticket)] = ticket, [nameof(CodePage.Next)] = Ours(form["next"]) });
        return await steps.Code(context, ticket, form["code"].ToString()) switch
        {
            SignInStep.Failed { Why: var why } when why.Status != StatusCodes.Status429TooManyRequests => new Page<CodePage>(
                new() { [nameof(CodePage.Ticket)] = ticket, [nameof(CodePage.Next)] = Ours(form["next"]), [nameof(CodePage.Wrong)] = why },
                why.Status),
            var step => Told(step, context, form),
        };
    }

    private static IResult Told(SignInStep step, HttpContext context, IFormCollection form) => step switch
    {
        SignInStep.Done => Results.Redirect(Ours(form["next"])),
        SignInStep.CodeNeeded needed => new Page<CodePage>(new() { [nameof(CodePage.Ticket)] = needed.Ticket,
            [nameof(CodePage.Next)] = Ours(form["next"]) }),
        SignInStep.Failed { Why.Status: StatusCodes.Status429TooManyRequests } failed => RefusedPage.Of(failed.Why, context),
        SignInStep.Failed failed => new Page<SignInPage>(new()
        {
            [nameof(SignInPage.Next)] = Ours(form["next"]), [nameof(SignInPage.UserName)] = form["user_name"].ToString(),
            [nameof(SignInPage.Wrong)] = failed.Why,
        }, failed.Why.Status),
        _ => throw new InvalidOperationException(step.GetType().Name),
    };

    /// <summary>Where to go after signing in: a page of ours, never another site's.</summary>
    private static string Ours(string? next) =>
        next is ['/', ..] and not ['/', '/' or '\\', ..] && !next.Any(char.IsControl) && !next.StartsWith("/sign-in", StringComparison.Ordinal)
            ? next : "/";

    private static async Task<IResult> SignIn(HttpContext context, SignInSteps steps)
    {
        var (fields, notJson) = await Forms.Json(context, "user_name", "password");
        var (userName, noUser) = fields.Text("user_name", LongestText);
        var (password, noPassword) = fields.Text("password", LongestText);
        return notJson ?? noUser ?? noPassword ?? Answer(await steps.Password(context, userName, password));
    }

    private static async Task<IResult> Code(HttpContext context, SignInSteps steps)
    {
        var (fields, notJson) = await Forms.Json(context, "ticket", "code");
        var (ticket, noTicket) = fields.Text("ticket", LongestText);
        var (code, noCode) = fields.Text("code", LongestText);
        return notJson ?? noTicket ?? noCode ?? Answer(await steps.Code(context, ticket, code));
    }

    private static async Task<IResult> PasskeyOptions(HttpContext context, IPasskeyHandler<Account> passkeys, Tickets tickets, Throttle throttle,
        Reader reader)
    {
        if (throttle.Address(context, reader.Now) is { } seconds)
            return Problem.TooMany(seconds);
        if (PasskeyRoutes.HostAtFault(context) is { } wrong)
            return wrong;
        // Without a name: the device offers the keys it has for this host, and nobody learns who has an account.
        var options = await passkeys.MakeRequestOptionsAsync(null, context);
        var ticket = await tickets.Hand(Tickets.AssertPasskey, ChallengeSeconds, "", "", options.AssertionState ?? "", context.RequestAborted);
        return PasskeyRoutes.Options(ticket, options.RequestOptionsJson);
    }

    private static async Task<IResult> Passkey(HttpContext context, SignInSteps steps)
    {
        var (fields, notJson) = await Forms.Json(context, "ticket", "credential");
        var (ticket, noTicket) = fields.Text("ticket", LongestText);
        var (credential, noCredential) = PasskeyRoutes.Credential(fields, LongestCredential);
        return notJson ?? noTicket ?? noCredential ?? Answer(await steps.Passkey(context, ticket, credential));
    }

    private static async Task<IResult> PostSignOut(HttpContext context, Caller caller, AccountBook book, Decisions decisions, Reader reader)
    {
        reader.Recognise(context, await Forms.Form(context));
        await End(context, caller, decisions, book);
        return Results.Redirect("/");
    }

    private static async Task<IResult> SignOut(HttpContext context, Caller caller, AccountBook book, Decisions decisions)
    {
        await End(context, caller, decisions, book);
        return Results.NoContent();
    }

    private static async Task End(HttpContext context, Caller caller, Decisions decisions, AccountBook book)
    {
        await OwnSigninRoutes.End(caller.Person, [caller.SigninId!], decisions, book, CancellationToken.None);
        Signins.Forget(context);
    }
}
