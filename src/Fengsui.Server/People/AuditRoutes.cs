using System.Globalization;
using System.Text.Json;
using Fengsui.Response.Organisations;
using Fengsui.Response.Record;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.People;

/// <summary>The journal of the organisation and its log, newest first, page by page.</summary>
internal static class AuditRoutes
{
    private const int Usual = 50;
    private const int Most = 200;

    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/api/v1/audit/organisation",
            (HttpContext context, Caller caller, RecordStore store) => Page(context, caller, store, caller.Organisation))
            .For(Access.May("read-audit"));
        routes.MapRead("/api/v1/audit/log",
            (HttpContext context, Caller caller, RecordStore store) => Page(context, caller, store, LogKind.MatterOf(caller.Organisation)))
            .For(Access.May("read-audit"));
    }

    private static async Task<IResult> Page(HttpContext context, Caller caller, RecordStore store, string matter)
    {
        if (!Number(context, "before", 0, long.MaxValue, out var before))
            return Problem.Field("before", new("不是行号", "not a line number"), new("请用上一页给出的 next", "use the `next` of the page before"));
        if (!Number(context, "limit", Usual, Most, out var limit) || limit == 0)
            return Problem.Field("limit", new("不在范围之内", "out of range"), new($"请写 1 至 {Most}", $"write 1 to {Most}"));
        var lines = await store.Entries(caller.Organisation, matter, before, (int)limit, newestFirst: true, ct: context.RequestAborted);
        return Results.Json(new { lines = lines.Select(Shown), next = lines.Count == limit && lines[^1].Seq > 1 ? lines[^1].Seq : (long?)null });
    }

    private static object Shown(Entry line)
    {
        using var body = JsonDocument.Parse(line.What.Body.Text);
        return new
        {
            seq = line.Seq,
            at = line.What.RecordedAt.ToString(),
            actor = line.What.Actor,
            post = line.What.Post,
            type = line.What.Type,
            body = body.RootElement.Clone(),
            hash = line.Hash,
        };
    }

    private static bool Number(HttpContext context, string name, long missing, long most, out long value)
    {
        value = missing;
        return context.Request.Query[name].FirstOrDefault() is not { } said
            || long.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= most;
    }
}
