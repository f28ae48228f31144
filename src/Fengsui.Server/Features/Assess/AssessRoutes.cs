using System.Net.Mime;
using System.Text;
using Fengsui.Law.Answers;
using Fengsui.Law.Packs;
using Fengsui.Server.Features.OnDuty;
using Fengsui.Server.Features.Rosters;
using Fengsui.Server.Features.Incidents.Pages;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.Features.Assess;

/// <summary>The desk: a form that answers itself. Nothing is stored; every answer is made from what was posted.</summary>
internal static class AssessRoutes
{
    public static void MapAssess(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/", First);
        routes.MapRead("/assess", Show);
        routes.MapPost("/", Answer);
        routes.MapPost("/assess", Answer);
        routes.MapPost("/facts.yaml", Facts);
        routes.MapPost("/answer.json", Json);
    }

    /// <summary>Whoever is signed in finds the duty desk here; for everybody else it is this one.</summary>
    private static Task<IResult> First(HttpContext context, Library library, Samples samples, Reader reader, Caller caller, IncidentLoading loading,
        RosterDesk rosters, RecordStore store) =>
        caller.IsKnown ? DutyRoutes.Show(context, loading, rosters, store, caller, reader) : Task.FromResult(Show(context, library, samples, reader));

    private static IResult Show(HttpContext context, Library library, Samples samples, Reader reader)
    {
        reader.Recognise(context);
        var asked = context.Request.Query["sample"].FirstOrDefault();
        var sample = samples.Find(asked);
        if (asked is not null && sample is null)
            return Results.StatusCode(StatusCodes.Status404NotFound);
        var sheet = sample is null ? FactSheet.Empty(library.Vocabulary) : FactSheet.FromFile(sample.File, library.Vocabulary);
        return WholePage(Desk.Of(sheet, library, reader.Now), samples, sample);
    }

    private static async Task<IResult> Answer(HttpContext context, Library library, Samples samples, Reader reader)
    {
        var desk = await Posted(context, library, reader);
        // With scripts only the answer and the echoes under the fields travel, so the cursor stays where it is.
        return context.Request.Headers.ContainsKey("HX-Request")
            ? new Page<AnswerFragment>(new() { [nameof(AnswerFragment.Desk)] = desk })
            : WholePage(desk, samples, sample: null);
    }

    private static async Task<IResult> Facts(HttpContext context, Library library, Reader reader)
    {
        var desk = await Posted(context, library, reader);
        return Results.File(Encoding.UTF8.GetBytes(FactsFile.Write(desk.Sheet)), "application/yaml; charset=utf-8", "facts.yaml");
    }

    private static async Task Json(HttpContext context, Library library, Reader reader)
    {
        var desk = await Posted(context, library, reader);
        context.Response.ContentType = MediaTypeNames.Application.Json;
        context.Response.Headers.ContentDisposition = "attachment; filename=answer.json";
        AnswerJson.Write(context.Response.BodyWriter, desk.Assessment, reader.Language);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static async Task<Desk> Posted(HttpContext context, Library library, Reader reader)
    {
        if (!context.Request.HasFormContentType)
            throw new BadHttpRequestException("a form is expected", StatusCodes.Status415UnsupportedMediaType);
        var form = await context.Request.ReadFormAsync(
            new() { ValueCountLimit = RequestLimits.FormValues, ValueLengthLimit = RequestLimits.FormValue, MultipartBodyLengthLimit = RequestLimits.Body }, context.RequestAborted);
        reader.Recognise(context, form);
        return Desk.Of(FactSheet.FromForm(form, library.Vocabulary, reader.Now), library, reader.Now);
    }

    private static Page<DeskPage> WholePage(Desk desk, Samples samples, Sample? sample) => new(new()
    {
        [nameof(DeskPage.Desk)] = desk, [nameof(DeskPage.Samples)] = samples.All, [nameof(DeskPage.Sample)] = sample,
    });
}
