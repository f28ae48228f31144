using System.Net;
using System.Text;
using System.Text.Json;
using Fengsui.Server.Features.Intake;
using Fengsui.Server.Tests.People;
using Microsoft.Extensions.DependencyInjection;

namespace Fengsui.Server.Tests.Intake;

/// <summary>Sends risk information and waits until it was worked off.</summary>
internal static class Sender
{
    public const string Line = "CEF:0|厂商|防火墙|1.0|100|SQL 注入尝试|9|src=203.0.113.7 dst=10.0.0.5 rt=1772390520000";

    public static Task<Reply> Hands(this Client client, string format, string text) =>
        client.Send(HttpMethod.Post, format == "json" ? "/api/v1/intake" : $"/api/v1/intake/{format}", new StringContent(text, Encoding.UTF8, "text/plain"));

    public static Task<Reply> Under(this Client client, string key, string path, string body, params (string Name, string Value)[] more) =>
        client.Send(HttpMethod.Post, path, new StringContent(body, Encoding.UTF8, "application/json"), [("Idempotency-Key", key), .. more]);

    public static async Task Settles(this Installation installation)
    {
        var worker = installation.App.Services.GetRequiredService<IntakeWorker>();
        for (var i = 0; i < 200; i++)
        {
            await worker.Tick(default);
            if (installation.App.Services.GetRequiredService<Store.Intake.IntakeQueue>().Waiting == 0)
                return;
            await Task.Delay(20);
        }

        Assert.Fail("the queue is not worked off");
    }

    public static async Task<List<JsonElement>> Risks(this Client client, string query = "")
    {
        var reply = await client.Get("/api/v1/risks" + query);
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Raw);
        return [.. reply.Body.GetProperty("risks").EnumerateArray()];
    }
}
