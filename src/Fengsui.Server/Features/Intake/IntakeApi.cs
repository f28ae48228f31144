using System.Text;
using System.Text.Json;
using Fengsui.Law;
using Fengsui.Response.Risks;
using Fengsui.Server.Features.Incidents;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Fengsui.Store.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.Features.Intake;

/// <summary>
/// <c>POST /api/v1/intake</c> and <c>/api/v1/intake/{format}</c> hand in risk information; <c>POST /intake/{token}</c> does so for senders
/// that can set no header. The
/// answer is given when everything is on the disk; when the queue or the disk is full it is 503 with <c>Retry-After</c>, and how much was taken.
/// </summary>
internal static class IntakeApi
{
    private const long RetryAfter = 5;
    private const long MostOfWebhook = 16L << 20;

    public static void MapIntakeApi(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/intake", (HttpContext context, IntakeDoor door, Caller caller) => Take(context, "json", door, caller))
            .For(Access.May("enter-risk", Scope.Intake)).WithName("intake").WithTags("risk").WithSummary("hand in risk information: an object, an array, or one a line")
            .Accepts<JsonElement>("application/json", "*/*");
        routes.MapPost("/api/v1/intake/{format}", Take)
            .For(Access.May("enter-risk", Scope.Intake)).WithName("intake-format").WithTags("risk").WithSummary("hand in stix, misp, ocsf, cef, syslog or eml")
            .Accepts<byte[]>("application/octet-stream", "*/*");
        routes.MapPost("/intake/{token}", Webhook).For(Access.Everyone);
        routes.MapGet("/api/v1/intake/status",
            Status).For(Access.MayOrEmergency("read")).WithName("intake-status").WithTags("risk").WithSummary("how the queue stands");
    }

    private static async Task<IResult> Take(HttpContext context, string format, IntakeDoor door, Caller caller) =>
        RiskFormats.Parse(format) is not { } known || known == RiskFormat.Form ? Unknown(format)
            : await Keep(context, known, door, caller.Organisation, $"api:{caller.Person}", caller.DisplayName, Spool.Most(known));

    private static async Task<IResult> Webhook(HttpContext context, string token, IntakeDoor door, IntakeSources sources)
    {
        if (token.Length > 200 || await sources.WithSecret(Secrets.Hash("intake", token), context.RequestAborted) is not { Kind: "webhook" } source)
            return Problem.Absent;
        var said = context.Request.Query["format"].FirstOrDefault() ?? RiskFormat.Json.Word();
        if (RiskFormats.Parse(said) is not { } format || format == RiskFormat.Form)
            return Unknown(said);
        return await Keep(context, format, door, source.Organisation, $"webhook:{source.Id}", source.Name, MostOfWebhook);
    }

    private static async Task<IResult> Keep(HttpContext context, RiskFormat format, IntakeDoor door, string organisation, string via, string source,
        long most)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = most + 1;
        await using var input = await Spool.Read(context.Request.Body, most, context.RequestAborted);
        if (input is null)
            return TooLarge(most);
        if (input.Length == 0)
            return Nothing;
        var taken = await door.Take(organisation, via, format, input, new(door.Now, source), context.RequestAborted);
        if (taken is { Full: false, Accepted: 0 })
            return Nothing;
        if (taken.Full)
            context.Response.Headers.RetryAfter = $"{RetryAfter}";
        return Results.Text(Told(context, taken), "application/json", Encoding.UTF8, taken.Full ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status202Accepted);
    }

    private static Problem Unknown(string format)
    {
        var known = Enum.GetValues<RiskFormat>().Where(f => f != RiskFormat.Form).Select(f => f.Word()).ToList();
        return Problem.Field("format", new($"没有格式“{format}”", $"there is no format “{format}”"), new($"可用：{string.Join("、", known)}", $"use one of: {string.Join(", ", known)}"))
            with { Status = StatusCodes.Status404NotFound };
    }

    private static Problem Nothing { get; } = Problem.Field("body", new("没有内容", "there is nothing in it"), new("请发送至少一条", "send at least one piece"));

    private static Problem TooLarge(long most) =>
        Problem.Field("body", new($"超过 {most >> 20} MiB", $"larger than {most >> 20} MiB"),
            new("请分批", "send it in portions")) with { Status = StatusCodes.Status413PayloadTooLarge };

    private static string Told(HttpContext context, Taken taken)
    {
        var reader = (Reader)context.RequestServices.GetService(typeof(Reader))!;
        reader.Recognise(context);
        return Json.Text(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("accepted", taken.Accepted);
            json.WriteNumber("unread", taken.Unread);
            json.WriteBoolean("full", taken.Full);
            json.WriteStartArray("reasons");
            foreach (var (line, reason) in taken.Reasons)
            {
                json.WriteStartObject();
                json.WriteNumber("line", line);
                json.WriteString("reason", reason.In(reader.Language));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static IResult Status(IntakeQueue queue, IntakeWorker worker, SyslogListener syslog) => Results.Text(Json.Text(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("waiting", queue.Waiting);
        json.WriteNumber("lag_seconds", worker.Lag);
        json.WriteNumber("accepted", queue.Accepted);
        json.WriteNumber("datagrams_dropped", syslog.Dropped);
        json.WriteEndObject();
    }), "application/json", Encoding.UTF8);
}
