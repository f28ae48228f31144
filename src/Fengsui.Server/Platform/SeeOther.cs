using Microsoft.AspNetCore.Http;

namespace Fengsui.Server.Platform;

/// <summary>303: what was posted is done; the page to look at is another one, and reloading it posts nothing.</summary>
/// <param name="address">An address of ours.</param>
internal sealed class SeeOther(string address) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = address;
        return Task.CompletedTask;
    }
}
