using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Law;
using Fengsui.Response.Organisations;
using Fengsui.Response.Posts;
using Fengsui.Server.Platform;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.People;

/// <summary>
/// The one gate: recognises who asks, holds the endpoint's <see cref="Access"/> against it, and checks that a post from a browser carries its sign-in's
/// token. It stands after routing and before every handler.
/// </summary>
internal sealed class AccessGate(
    RequestDelegate next, Library library, Signins signins, Refusals refusals, Throttle throttle, KeptForms kept, SharedInstallation installation, TimeProvider clock)
{
    /// <summary>The header with the token of the sign-in.</summary>
    public const string FormTokenHeader = "X-Fengsui-Token";

    /// <summary>The field with the token of the sign-in.</summary>
    public const string FormTokenField = "_token";

    /// <summary>403: a post without the token of its sign-in.</summary>
    public static Problem FormTokenMissing { get; } = Problem.NotAllowed(new("提交缺少本次登录的校验码", "the post does not carry the token of this sign-in"),
        new($"请在本系统的页面上提交；程序请在 {FormTokenHeader} 中附上 GET /api/v1/me 给出的 form_token，或者改用令牌",
            $"post from this system's own pages; programs send form_token of GET /api/v1/me as {FormTokenHeader}, or use a token"));

    public async Task InvokeAsync(HttpContext context, Caller caller)
    {
        // No endpoint, or the router's own answer about a wrong method: nothing of ours is reached.
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(context);
            return;
        }
        var access = endpoint.Metadata.GetMetadata<Access>()
            ?? throw new InvalidOperationException($"{endpoint.DisplayName} says nothing about who may reach it");
        if (await Refusal(context, caller, access) is { } refusal)
            await Tell(context, caller, endpoint, refusal);
        else
            await next(context);
    }

    private async Task Tell(HttpContext context, Caller caller, RouteEndpoint endpoint, Problem refusal)
    {
        // Typed under a sign-in that has ended, or that another one has replaced in this browser: it stands in the form again after signing in.
        if (HttpMethods.IsPost(context.Request.Method) && endpoint.Metadata.GetMetadata<KeepsTypedMark>() is not null
            && await kept.Keep(context) is { } address)
        {
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = caller.IsKnown ? address : $"/sign-in?next={Uri.EscapeDataString(address)}";
            return;
        }

        await Tell(context, refusal);
    }

    private async Task<Problem?> Refusal(HttpContext context, Caller caller, Access access)
    {
        var bearer = Bearer(context);
        if (bearer is not null && access is not Access.ForEveryone)
        {
            if (await RecogniseToken(context, caller, bearer) is { } refused)
                return refused;
        }
        else
        {
            await signins.RecogniseCookie(context, caller, context.RequestAborted);
        }
        return await Held(context, caller, access) ?? await FormAtFault(context, caller, access);
    }

    private async Task<Problem?> RecogniseToken(HttpContext context, Caller caller, string bearer)
    {
        await signins.RecogniseToken(bearer, caller, context.RequestAborted);
        if (caller.IsKnown)
            return null;
        await refusals.Note(caller, "", "", "token");
        return throttle.Address(context, Instant.From(clock.GetUtcNow())) is { } seconds ? Problem.TooMany(seconds) : Problem.NotSignedIn;
    }

    private async Task<Problem?> Held(HttpContext context, Caller caller, Access access) => access switch
    {
        Access.ForEveryone => null,
        Access.ForLocal => IsLocal(context) || await MayWatch(context, caller) ? null : Problem.NotSignedIn,
        _ when !caller.IsKnown => Problem.NotSignedIn,
        Access.ForSignedIn a => await ScopeMissing(context, caller, a.Token, ""),
        Access.ForAct a => await ScopeMissing(context, caller, a.Token, a.Act) ?? await PostMissing(context, caller, a),
        _ => throw new InvalidOperationException(access.GetType().Name),
    };

    // What is counted is counted of everybody.
    private async Task<bool> MayWatch(HttpContext context, Caller caller) =>
        caller.TokenId is not null && caller.Has(Scope.Manage) && await installation.IsAlone(context.RequestAborted);

    private async Task<Problem?> ScopeMissing(HttpContext context, Caller caller, Scope? needed, string act)
    {
        if (caller.TokenId is null || needed is { } scope && caller.Has(scope))
            return null;
        await refusals.Note(caller, ActOf(context, act), MatterOf(context), "scope");
        return needed is { } missing
            ? Problem.NotAllowed(new($"令牌没有 {Name(missing)} 权限", $"the token has not the scope {Name(missing)}"), new("请另建一个有此权限的令牌", "make a token that has it"))
            : Problem.NotAllowed(new("令牌不能用于此处", "no token will do here"), new("请在浏览器中登录后再做", "sign in in a browser and do it there"));
    }

    private async Task<Problem?> PostMissing(HttpContext context, Caller caller, Access.ForAct access)
    {
        var rules = library.Procedure.Acts.Where(a => a.Act == access.Act || a.Act.StartsWith(access.Act + ".", StringComparison.Ordinal)).ToList();
        if (rules.Exists(rule => caller.May(rule.Act) is Authority.Allowed || access.OrEmergency && caller.May(rule.Act) is Authority.Emergency))
            return null;
        await refusals.Note(caller, access.Act, MatterOf(context), "post");
        return NotAllowed(rules, access.Act);
    }

    /// <summary>403 with the posts that may.</summary>
    internal static Problem NotAllowed(IReadOnlyList<ActRule> rules, string act)
    {
        var posts = rules.SelectMany(r => r.May).Distinct().Select(p => p.Name).ToList();
        var name = rules.Count > 0 ? rules[0].Name : Text.Same(act);
        var who = Text.Join("、", ", ", posts);
        return Problem.NotAllowed(new($"您的岗位不能{name.Zh}", $"your posts do not allow to {name.En}"), new($"请由以下岗位办理：{who.Zh}", $"it is for: {who.En}"));
    }

    private async Task<Problem?> FormAtFault(HttpContext context, Caller caller, Access access)
    {
        if (caller.SigninId is null || access is Access.ForEveryone || HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
            || context.GetEndpoint()?.Metadata.GetMetadata<ReadsItsFormItself>() is not null)
            return null;
        var shown = context.Request.Headers[FormTokenHeader].ToString();
        if (shown.Length == 0 && context.Request.HasFormContentType)
            shown = (await context.Request.ReadFormAsync(Forms.Limits, context.RequestAborted))[FormTokenField].ToString();
        if (Secrets.Same(shown, caller.FormToken))
            return null;
        await refusals.Note(caller, ActOf(context, (access as Access.ForAct)?.Act ?? ""), MatterOf(context), "form");
        return FormTokenMissing;
    }

    private static string? Bearer(HttpContext context)
    {
        const string Scheme = "Bearer ";
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }

    /// <summary>A proxy on this machine makes every address local; it says so in a header.</summary>
    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && System.Net.IPAddress.IsLoopback(address)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");

    private static string Name(Scope scope) => scope.ToString().ToLowerInvariant();

    private static string ActOf(HttpContext context, string act) =>
        act.Length > 0 ? act : $"{context.Request.Method} {(context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText}";

    private static string MatterOf(HttpContext context) => (context.GetRouteValue("incident") ?? context.GetRouteValue("warning") ?? context.GetRouteValue("person") ?? context.GetRouteValue("roster")) as string is { Length: <= 64 } matter ? matter : "";

    private static Task Tell(HttpContext context, Problem problem)
    {
        if (IsForPrograms(context))
            return problem.ExecuteAsync(context);
        if (problem.Status == StatusCodes.Status401Unauthorized && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)))
        {
            context.Response.Redirect($"/sign-in?next={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}");
            return Task.CompletedTask;
        }
        return RefusedPage.Of(problem, context).ExecuteAsync(context);
    }

    private static bool IsForPrograms(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || context.Request.Path.StartsWithSegments("/metrics", StringComparison.Ordinal);
}

/// <summary>Marks an endpoint that reads its form part by part and checks the token of the sign-in itself, before anything else of it.</summary>
internal sealed class ReadsItsFormItself;
