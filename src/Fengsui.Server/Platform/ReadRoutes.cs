using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.Platform;

/// <summary>Pages are read with GET, and asked after with HEAD.</summary>
internal static class ReadRoutes
{
    private static readonly string[] Methods = ["GET", "HEAD"];

    public static RouteHandlerBuilder MapRead(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => routes.MapMethods(pattern, Methods, handler);
}
