using Microsoft.AspNetCore.Http;

namespace Fengsui.Server.Platform;

/// <summary>Headers of every answer: nothing from elsewhere, nothing inline, no frame around us, no address handed to others.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        // Not no-referrer: browsers then send `Origin: null` with our own forms, and the check of origins would have to let strangers in.
        // To other sites nothing is told either way.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        // What was typed about an incident stays out of shared caches; going back still works.
        headers.CacheControl = "private, no-cache";
        return next(context);
    }
}
