using System.Net.Mime;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fengsui.Law;
using Fengsui.Law.Answers;
using Fengsui.Law.Calendar;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Law.Input;
using Fengsui.Law.Packs;
using Fengsui.Server.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.Features.Assess;

/// <summary>
/// <c>POST /api/v1/assess?on=DATE&amp;pack=ID&amp;lang=en</c>: a facts file as JSON in, the same answer as <c>fengsui assess --json</c> out, or problem details.
/// </summary>
internal static class AssessApi
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapAssessApi(this IEndpointRouteBuilder routes) => routes.MapPost("/api/v1/assess", Answer);

    private static async Task Answer(HttpContext context, Library library, Reader reader)
    {
        var language = context.Request.Query["lang"] == "en" ? Language.En : Language.Zh;
        var body = await Body(context);
        try
        {
            var facts = InputText.ReadJsonLine("body", 1, body);
            var assessment = Assess(facts, context.Request.Query, library, reader.Now.Day);
            context.Response.ContentType = MediaTypeNames.Application.Json;
            AnswerJson.Write(context.Response.BodyWriter, assessment, language);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
        catch (InputException e)
        {
            await Refuse(context, body.Length > InputText.MaxBytes ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest, e, language);
        }
    }

    private static Assessment Assess(Node facts, IQueryCollection query, Library library, DateOnly today)
    {
        var incident = IncidentFile.Read(facts, library.Vocabulary);
        var day = DayOf(query) ?? incident.DiscoveredOn ?? today;
        return library.On(day, PacksOf(query, library)).Assess(incident, day);
    }

    private static DateOnly? DayOf(IQueryCollection query)
    {
        if (query["on"].FirstOrDefault() is not { } written)
            return null;
        return Days.TryParse(written, out var day) ? day : throw Wrong("on", new("不是日期", "not a date"), new("应写作 2026-03-02", "write it as 2026-03-02"));
    }

    private static List<string>? PacksOf(IQueryCollection query, Library library)
    {
        var ids = query["pack"].OfType<string>().ToList();
        foreach (var id in ids)
            if (library.Find(id) is not { Assesses: true })
                throw Wrong("pack", new($"没有可用于定级的包 {id}", $"no pack {id} that assesses"), new("名称见 /law", "the names are on /law"));
        return ids.Count > 0 ? ids : null;
    }

    private static InputException Wrong(string key, Text wrong, Text remedy) => new(new("query", 1, 1), key, wrong, remedy);

    private static async Task<byte[]> Body(HttpContext context)
    {
        // One byte more than allowed tells a body that is too large.
        var buffer = new byte[InputText.MaxBytes + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted);
        return buffer[..length];
    }

    private static Task Refuse(HttpContext context, int status, InputException e, Language language)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(new
        {
            title = language == Language.Zh ? "输入有误" : "the input is wrong",
            status,
            detail = e.Line(language),
            place = e.At.ToString(),
            line = e.At.Line,
            column = e.At.Column,
            key = e.Key,
            wrong = e.Wrong.In(language),
            remedy = e.Remedy.In(language),
        }, Relaxed), context.RequestAborted);
    }
}
