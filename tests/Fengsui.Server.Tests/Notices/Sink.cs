using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fengsui.Server.Tests.Notices;

/// <summary>What came to a sink.</summary>
internal sealed record Arrived(string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>A real HTTP server that plays the servers of chat programs, gateways and webhooks, in a good or a bad mood.</summary>
internal sealed class Sink : IAsyncDisposable
{
    private readonly WebApplication _web;

    private Sink(WebApplication web) => _web = web;

    public ConcurrentQueue<Arrived> All { get; } = new();

    /// <summary>What it does: ok, hang, slow, busy, broken, lost, elsewhere, refuse, nonsense, endless.</summary>
    public string Mood { get; set; } = "ok";

    public string Address => _web.Urls.First();

    public static async Task<Sink> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        var sink = new Sink(web);
        web.Run(sink.Answer);
        await web.StartAsync();
        return sink;
    }

    public async Task<Arrived> Next()
    {
        for (var i = 0; i < 400; i++)
        {
            if (All.TryDequeue(out var arrived))
                return arrived;
            await Task.Delay(25);
        }
        throw new TimeoutException("nothing came");
    }

    public async ValueTask DisposeAsync() => await _web.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        if (Mood != "lost")
            All.Enqueue(new(context.Request.Path, context.Request.QueryString.Value ?? "", context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body));
        switch (Mood)
        {
            case "hang":
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return;
            case "slow":
                await Task.Delay(300, context.RequestAborted);
                break;
            case "busy":
                context.Response.StatusCode = 429;
                context.Response.Headers.RetryAfter = "7";
                return;
            case "broken":
                context.Response.StatusCode = 500;
                return;
            case "refuse":
                context.Response.StatusCode = 403;
                return;
            case "elsewhere":
                context.Response.StatusCode = 302;
                context.Response.Headers.Location = Address + "/inside";
                return;
            case "endless":
                await Endless(context);
                return;
            default:
                break;
        }
        await context.Response.WriteAsync(Mood == "nonsense" ? "<html>" : """{"errcode":0,"code":0,"status":"ok"}""");
    }

    private static async Task Endless(HttpContext context)
    {
        var much = new byte[64 * 1024];
        for (var i = 0; i < 200 && !context.RequestAborted.IsCancellationRequested; i++)
            await context.Response.Body.WriteAsync(much);
    }
}
