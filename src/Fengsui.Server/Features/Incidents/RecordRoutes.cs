using System.Text;
using Fengsui.Law.Calendar;
using Fengsui.Server.People;
using Fengsui.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.Features.Incidents;

/// <summary>What shows the record to others: the last digest for a witness outside, and the law as it was pinned.</summary>
internal static class RecordRoutes
{
    public static void MapRecord(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/digest",
            LastDigest).For(Access.MayOrEmergency("read")).WithName("last-digest").WithTags("record").WithSummary(
            "the last digest of the record, for a witness outside");
        routes.MapGet("/api/v1/packs/{hash}",
            Pack).For(Access.MayOrEmergency("read")).WithName("pinned-pack").WithTags("record").WithSummary(
            "the text of a pack that an incident pinned, by its hash");
    }

    private static async Task<IResult> LastDigest(HttpContext context, RecordStore store)
    {
        if (await store.Digests.Last(context.RequestAborted) is not { } digest)
            return Problem.Absent;
        return Results.Text(Json.Text(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("ordinal", digest.Ordinal);
            json.WriteString("taken_at", new Instant(digest.TakenAt).ToString());
            json.WriteNumber("matters", digest.Matters);
            json.WriteNumber("lines", digest.Lines);
            json.WriteString("prev", digest.Previous);
            json.WriteString("root", digest.Root);
            json.WriteEndObject();
        }), "application/json", Encoding.UTF8);
    }

    private static async Task<IResult> Pack(HttpContext context, string hash, RecordStore store) =>
        await store.Packs.Find(hash, context.RequestAborted) is { } canonical
            ? Results.Text(canonical, "application/json", Encoding.UTF8) : Problem.Absent;
}
