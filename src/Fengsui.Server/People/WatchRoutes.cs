using System.Data.Common;
using Dapper;
using Fengsui.Law.Packs;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.People;

/// <summary>For those who watch the server: health and metrics.</summary>
internal static class WatchRoutes
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void MapWatch(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/health", Health).For(Access.Everyone);
        routes.MapRead("/metrics", (Metrics metrics) => Results.Text(metrics.Write(), "text/plain; version=0.0.4; charset=utf-8")).For(Access.Local);
    }

    private static async Task<IResult> Health(HttpContext context, Library library, Reader reader, Database database, Background.DeadMan deadMan)
    {
        var reachable = await IsReachable(database, context.RequestAborted);
        // A server whose clocks stand still is not healthy, however quickly it answers.
        var ticking = !deadMan.Stalled;
        return Results.Json(
            new
            {
                status = reachable && ticking ? "ok" : "failing", now = reader.Now.ToString(), packs = library.Packs.Count,
                store = reachable ? "ok" : "unreachable", clocks = ticking ? "ok" : "stalled",
            },
            statusCode: reachable && ticking ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<bool> IsReachable(Database database, CancellationToken ct)
    {
        try
        {
            return await database.Read((connection, _) => connection.ExecuteScalarAsync<long>("select 1"), ct).WaitAsync(Patience, ct) == 1;
        }
        catch (Exception e) when (e is DbException or TimeoutException or StoreException or ObjectDisposedException)
        {
            return false;
        }
    }
}
