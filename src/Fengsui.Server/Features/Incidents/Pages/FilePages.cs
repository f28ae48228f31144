using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Fengsui.Server.Features.Incidents.Pages;

/// <summary>
/// <c>POST /incidents/{id}/files</c>: a file from a page. It is sealed as it arrives and never lies open on the disk, so its form is read part by part
/// here: first the token of the sign-in, and only when that is right the file.
/// </summary>
internal static class FilePages
{
    private const int LongestToken = 200;
    private const int LongestBoundary = 200;

    public static void MapFilePages(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/incidents/{incident}/files", Put).For(Access.MayOrEmergency("attach-file")).WithMetadata(new ReadsItsFormItself());

    private static async Task<IResult> Put(HttpContext context, string incident, RecordStore store, IncidentDesk desk, Caller caller, Reader reader)
    {
        reader.Recognise(context);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = FileArrival.Largest;
        if (await store.Load(caller.Organisation, incident, context.RequestAborted) is not { Row.Kind: "incident" })
            return RefusedPage.Of(Problem.Absent, context);
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= LongestBoundary } boundary)
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        var parts = new MultipartReader(boundary.ToString(), context.Request.Body);
        if (!await BringsToken(parts, caller, context.RequestAborted))
            return RefusedPage.Of(AccessGate.FormTokenMissing, context);
        if (await parts.ReadNextSectionAsync(context.RequestAborted) is not { } section || FileOf(section) is not { } file)
            return RefusedPage.Of(Problem.Field("file", IncidentWords.Missing, IncidentWords.ChooseAFile), context);
        var (_, acted, wrong) = await FileArrival.Take(
            new(incident, file.Name, file.Media), section.Body, store, desk, caller, context.RequestAborted);
        return acted switch
        {
            Acted.Done => new SeeOther($"/incidents/{incident}/evidence?did=file"),
            Acted.Refused refused => RefusedPage.Of(ActRoutes.ProblemOf(refused.Refusal), context),
            _ => RefusedPage.Of(wrong ?? Problem.Absent, context),
        };
    }

    private static async Task<bool> BringsToken(MultipartReader parts, Caller caller, CancellationToken ct)
    {
        if (caller.SigninId is null)
            return false;
        if (await parts.ReadNextSectionAsync(ct) is not { } section
            || !ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var what) || what.Name != AccessGate.FormTokenField)
            return false;
        var token = new byte[LongestToken];
        var length = await section.Body.ReadAtLeastAsync(token, token.Length, throwOnEndOfStream: false, ct);
        return Secrets.Same(System.Text.Encoding.UTF8.GetString(token, 0, length), caller.FormToken);
    }

    private static (string Name, string Media)? FileOf(MultipartSection section)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var what) || !what.IsFileDisposition())
            return null;
        // Some browsers send the whole path.
        var said = what.FileNameStar.HasValue ? what.FileNameStar : HeaderUtilities.RemoveQuotes(what.FileName);
        var name = Path.GetFileName(said.ToString().Replace('\\', '/'));
        var media = MediaTypeHeaderValue.TryParse(section.ContentType, out var type) ? type.MediaType.ToString() : "application/octet-stream";
        return name.Length == 0 ? null : (name, media);
    }
}
