using System.Text;
using Fengsui.Server.People;
using Fengsui.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Fengsui.Server.Features.Incidents;

/// <summary>
/// <c>GET /api/v1/events</c>: server-sent events that say which matter of the organisation has changed, and to which version. They carry nothing of
/// its content, so whoever hears one reads it anew, with the right to do so.
/// </summary>
internal static class EventStream
{
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(15);

    public static void MapEvents(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/events",
            Stream).For(Access.MayOrEmergency("read")).WithName("events").WithTags("incident").WithSummary("server-sent events of changed matters");

    private static async Task Stream(HttpContext context, RecordStore store, Caller caller, TimeProvider clock, IHostApplicationLifetime lifetime)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        await using var changes = store.Changes.Listen(caller.Organisation, over.Token).GetAsyncEnumerator(over.Token);
        var next = changes.MoveNextAsync().AsTask();
        try
        {
            await Write(context, ": fengsui\n\n");
            while (true)
            {
                // A line now and then keeps proxies from closing it, and finds out that the reader has gone.
                await Task.WhenAny(next, Task.Delay(Pulse, clock, over.Token));
                over.Token.ThrowIfCancellationRequested();
                if (!next.IsCompleted)
                {
                    await Write(context, ": \n\n");
                    continue;
                }

                if (!await next)
                    return;
                await Write(context, $"event: changed\ndata: {{\"matter\":\"{changes.Current.Matter}\",\"version\":{changes.Current.Version}}}\n\n");
                next = changes.MoveNextAsync().AsTask();
            }
        }
        catch (OperationCanceledException)
        {
            // The reader has gone.
        }
        finally
        {
            // What is being waited for must end before the stream of changes can be closed.
            await over.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task Write(HttpContext context, string text)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
