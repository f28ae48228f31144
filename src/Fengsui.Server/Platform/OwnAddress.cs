using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Fengsui.Server.Platform;

/// <summary>The address of this installation in what is handed out: the one that the operator gave, else the one under which somebody asks.</summary>
internal static class OwnAddress
{
    /// <summary>The address, without a slash at its end.</summary>
    public static string Of(HttpContext context) =>
        context.RequestServices.GetRequiredService<AppOptions>().PublicAddress?.TrimEnd('/') ?? $"{context.Request.Scheme}://{context.Request.Host}";
}
