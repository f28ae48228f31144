using System.Text;
using System.Text.Json;
using Fengsui.Law.Calendar;
using Fengsui.Server.People;
using Fengsui.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Fengsui.Server.Features.Incidents;

/// <summary>
/// Files of an incident: the body of the request is the file. It is hashed and sealed as it arrives, and given out only as a download, never shown
/// inline: what an attacker left behind must not run in the browser of whoever looks at it.
/// </summary>
internal static class AttachmentRoutes
{
    public static void MapAttachments(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/incidents/{incident}/attachments", Put).For(Access.MayOrEmergency("attach-file")).WithName("attach-file").WithTags("incident")
            .WithSummary("attach a file: the body, with ?name=").Accepts<byte[]>("application/octet-stream", "*/*");
        routes.MapGet("/api/v1/incidents/{incident}/attachments", List).For(Access.MayOrEmergency("read")).WithName("list-attachments").WithTags("incident").WithSummary("its files");
        routes.MapGet("/api/v1/incidents/{incident}/attachments/{attachment}", Get).For(Access.MayOrEmergency("read")).WithName("get-attachment").WithTags("incident").WithSummary("a file, as a download");
    }

    private static async Task<IResult> Put(HttpContext context, string incident, RecordStore store, IncidentDesk desk, Caller caller)
    {
        var cancel = context.RequestAborted;
        if (await store.Load(caller.Organisation, incident, cancel) is not { Row.Kind: "incident" })
            return Problem.Absent;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = FileArrival.Largest;
        var media = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) ? type.MediaType.ToString() : "application/octet-stream";
        var (attachment, acted, wrong) = await FileArrival.Take(
            new(incident, context.Request.Query["name"].FirstOrDefault() ?? "", media), context.Request.Body, store, desk, caller, cancel);
        if (wrong is not null)
            return wrong;
        return acted is Acted.Done done
            ? Results.Text(Json.Text(json => Write(json, attachment!)), "application/json", Encoding.UTF8, done.Status)
            : await ActRoutes.Tell(context, acted!, incident, new(null, null), caller, store);
    }

    private static void Write(Utf8JsonWriter json, Attachment attachment)
    {
        json.WriteStartObject();
        json.WriteString("attachment", attachment.Id);
        json.WriteString("name", attachment.Name);
        json.WriteString("media_type", attachment.MediaType);
        json.WriteNumber("size", attachment.Size);
        json.WriteString("sha256", attachment.PlainHash);
        json.WriteString("added_at", new Instant(attachment.AddedAt).ToString());
        json.WriteString("added_by", attachment.AddedBy);
        json.WriteEndObject();
    }

    private static async Task<IResult> List(HttpContext context, string incident, RecordStore store, Caller caller)
    {
        if (await store.Load(caller.Organisation, incident, context.RequestAborted) is not { Row.Kind: "incident" })
            return Problem.Absent;
        var files = await store.Attachments.Of(caller.Organisation, incident, context.RequestAborted);
        return Results.Text(Json.Text(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("attachments");
            foreach (var file in files)
                Write(json, file);
            json.WriteEndArray();
            json.WriteEndObject();
        }), "application/json", Encoding.UTF8);
    }

    private static async Task<IResult> Get(HttpContext context, string incident, string attachment, RecordStore store, Caller caller)
    {
        if (await store.Attachments.Find(caller.Organisation, attachment, context.RequestAborted) is not { } found || found.Matter != incident)
            return Problem.Absent;
        if (await store.Attachments.Open(caller.Organisation, attachment, context.RequestAborted) is not { } content)
            return new Problem(StatusCodes.Status410Gone, new("内容已经删除", "its content was erased"), null, null, new("散列仍在，可以核验", "its hash remains and can be verified"));
        context.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return Results.Stream(content, "application/octet-stream", found.Name);
    }
}
