using System.Text.Json;
using Fengsui.Law;
using Fengsui.Server.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fengsui.Server.Platform;

/// <summary>
/// The outermost edge: whatever went wrong becomes a page in the person's language (or problem details for a program), never a stack trace.
/// </summary>
internal sealed class ErrorPages(RequestDelegate next, ILogger<ErrorPages> log)
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = e.StatusCode;
        }
        catch (InvalidDataException) when (!context.Response.HasStarted)
        {
            // A form with more or longer values than any of ours.
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
#pragma warning disable CA1031 // The outermost edge: the log gets the whole of it, the person a calm page.
        catch (Exception e) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            log.LogError(e, "{Method} {Path} failed", context.Request.Method, context.Request.Path);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        if (!context.Response.HasStarted && context.Response is { StatusCode: >= 400, ContentType: null })
            await Tell(context, context.Response.StatusCode);
    }

    private static Task Tell(HttpContext context, int status)
    {
        var reader = context.RequestServices.GetRequiredService<Reader>();
        reader.Recognise(context);
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            return Problem(context, status, reader.Language);
        return new Page<ErrorPage>(new() { [nameof(ErrorPage.Status)] = status }, status).ExecuteAsync(context);
    }

    private static Task Problem(HttpContext context, int status, Language language)
    {
        var (title, remedy) = Words.Error(status);
        context.Response.ContentType = "application/problem+json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(new { title = title.In(language), status, remedy = remedy.In(language) }, Relaxed), context.RequestAborted);
    }
}
