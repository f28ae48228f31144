using Fengsui.Law.Packs;
using Fengsui.Server.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.Features.Help;

/// <summary>Help for people, and the page for an address that leads nowhere.</summary>
internal static class HelpRoutes
{
    public static void MapHelp(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/help", (HttpContext context, Reader reader) =>
        {
            reader.Recognise(context);
            return new Page<HelpPage>();
        });
        routes.MapFallback(() => Results.StatusCode(StatusCodes.Status404NotFound));
    }
}
