using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fengsui.Law.Input;
using Fengsui.Response.Incidents;
using Fengsui.Response.Incidents.Acts;
using Fengsui.Server.People;
using Fengsui.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.Features.Incidents;

/// <summary>
/// <c>POST /api/v1/incidents</c> opens one; <c>POST /api/v1/incidents/{id}/{act}</c> acts on it. Every one takes <c>If-Match</c> (the version that was seen)
/// and <c>Idempotency-Key</c>, and answers what was written.
/// </summary>
internal static class ActRoutes
{
    private const int LongestKey = 100;

    /// <summary>A body that is too long.</summary>
    public static Problem TooLong { get; } = Problem.Field("body", new("超过 1 MiB", "larger than 1 MiB"),
        new("请分批，或作为附件上传", "send it in portions, or attach it")) with { Status = StatusCodes.Status413PayloadTooLarge };

    public static void MapActs(this IEndpointRouteBuilder routes)
    {
        foreach (var (name, shape) in ActNames.All)
        {
            var pattern = name == "open" ? "/api/v1/incidents" : $"/api/v1/incidents/{{incident}}/{name}";
            routes.MapPost(pattern, (HttpContext context, IncidentDesk desk, Caller caller, RecordStore store, Refusals refusals) =>
                    Act(context, name, desk, caller, store, refusals))
                .For(Access.MayOrEmergency(name)).WithName(name).WithTags("incident").Accepts(shape.Type, "application/json", "*/*").WithSummary(name);
        }
    }

    private static async Task<IResult> Act(HttpContext context, string name, IncidentDesk desk, Caller caller, RecordStore store, Refusals refusals)
    {
        var body = await Body(context);
        if (body.Length > InputText.MaxBytes)
            return TooLong;
        var (act, unread) = ActBody.Read(name, body);
        if (unread is not null)
            return unread;
        var incident = context.Request.RouteValues["incident"] as string ?? "";
        var (asked, wrong) = Ask(context, name, incident, body);
        if (wrong is not null)
            return wrong;
        var acted = act is OpenIncident open
            ? await desk.Open(caller, open, asked!, context.RequestAborted)
            : await desk.Do(caller, incident, act!, asked!, context.RequestAborted);
        if (acted is Acted.Refused { Refusal.Kind: RefusalKind.Authority } refused)
            await refusals.Note(caller, act!.Row, incident, "post");
        return await Tell(context, acted, incident, asked!, caller, store);
    }

    /// <summary>Answers what became of an act.</summary>
    public static async Task<IResult> Tell(HttpContext context, Acted acted, string incident, Asked asked, Caller caller, RecordStore store)
    {
        switch (acted)
        {
            case Acted.Done done:
                if (done.Version is { } version)
                    context.Response.Headers.ETag = $"\"{version}\"";
                return Results.Text(done.Answer, "application/json", Encoding.UTF8, done.Status);
            case Acted.Refused refused:
                return ProblemOf(refused.Refusal);
            case Acted.Late late:
                context.Response.Headers.ETag = $"\"{late.Version}\"";
                var since = await store.Entries(caller.Organisation, incident, asked.Expected ?? 0, 100, ct: context.RequestAborted);
                return Problem.Conflict(new("这期间别人已经记录了新的内容", "somebody else has written meanwhile"), new("先看 changed，再以新的版本提交", "look at `changed` and send it again with the new version"),
                    new Dictionary<string, object?> { ["version"] = late.Version, ["changed"] = since.Select(e => new { seq = e.Seq, type = e.What.Type, actor = e.What.Actor, recorded_at = e.What.RecordedAt.ToString() }) });
            case Acted.KeyReused:
                return Problem.Field("Idempotency-Key", new("这个键已用于另一个请求", "this key was used for another request"), new("每个请求用新的键", "use a new key for each request")) with { Status = StatusCodes.Status422UnprocessableEntity };
            case Acted.Absent:
                return Problem.Absent;
            default:
                throw new InvalidOperationException();
        }
    }

    /// <summary>A refusal as a program is told of it.</summary>
    public static Problem ProblemOf(Refusal refusal)
    {
        var status = refusal.Kind switch
        {
            RefusalKind.Input => StatusCodes.Status400BadRequest,
            RefusalKind.Authority => StatusCodes.Status403Forbidden,
            RefusalKind.Order or RefusalKind.Closed or RefusalKind.Secrecy => StatusCodes.Status409Conflict,
            _ => throw new InvalidOperationException(),
        };
        var more = new Dictionary<string, object?> { ["kind"] = refusal.Kind.ToString().ToLowerInvariant() };
        if (refusal.Article is { } article)
            more["article"] = article;
        return refusal.Field is { } field
            ? Problem.Field(field, refusal.Wrong, refusal.Remedy) with { Status = status, More = more }
            : new(status, refusal.Wrong, null, null, refusal.Remedy, More: more);
    }

    /// <summary>What was asked for beside the act: the version that was seen, and the key under which it may be sent again.</summary>
    public static (Asked? Asked, Problem? Wrong) Ask(HttpContext context, string name, string incident, byte[] body)
    {
        var (expected, wrong) = Expected(context.Request.Headers.IfMatch.ToString());
        if (wrong is not null)
            return (null, wrong);
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length > LongestKey || key.Any(c => c is < ' ' or > '~'))
            return (null, Problem.Field("Idempotency-Key", new($"超过 {LongestKey} 个字符，或不是 ASCII", $"longer than {LongestKey} characters, or not ASCII"), new("例如一个 UUID", "a UUID, for example")));
        var request = SHA256.HashData([.. Encoding.UTF8.GetBytes($"{name}\n{incident}\n{expected}\n"), .. body]);
        return (new(expected, key.Length == 0 ? null : (key, Convert.ToHexStringLower(request))), null);
    }

    /// <summary>The version that <c>If-Match</c> names; null when it names none.</summary>
    public static (long? Expected, Problem? Wrong) Expected(string header) => header switch
    {
        "" or "*" => (null, null),
        ['"', .. var inner, '"'] when long.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var version) => (version, null),
        _ => (null, Problem.Field("If-Match", new("不是版本", "not a version"), new("写作 If-Match: \"12\"，即 ETag 给出的版本", "write If-Match: \"12\", the version that ETag gave"))),
    };

    /// <summary>The body, and one byte more than may be sent: who reads it sees that it is too long.</summary>
    public static async Task<byte[]> Body(HttpContext context)
    {
        var buffer = new byte[InputText.MaxBytes + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted);
        return buffer[..length];
    }
}
