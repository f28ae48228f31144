using Microsoft.AspNetCore.Http;

namespace Fengsui.Server.Platform;

/// <summary>
/// Refuses a POST that another site's page sends through a person's browser. Programs send neither header and pass: the posts that stand so far
/// change nothing, so there is nothing that a token would protect.
/// </summary>
internal sealed class SameOriginPosts(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || IsOurs(context.Request))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static bool IsOurs(HttpRequest request)
    {
        // Browsers send Sec-Fetch-Site to trustworthy addresses only; on plain HTTP in an intranet Origin has to do.
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
            return site is "same-origin" or "none";
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value;
    }
}
