using System.Globalization;
using Fengsui.Law.Packs;
using Fengsui.Server.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.Features.Law;

/// <summary>The law as it is held here, article by article, for anyone to check.</summary>
internal static class LawRoutes
{
    public static void MapLaw(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/law", (HttpContext context, Reader reader) => Show<LawIndex>(context, reader));
        routes.MapRead("/law/coverage", (HttpContext context, Reader reader) => Show<CoveragePage>(context, reader));
        routes.MapRead("/law/vocabulary", (HttpContext context, Reader reader) => Show<VocabularyPage>(context, reader));
        routes.MapRead("/law/calendar", Calendar);
        routes.MapRead("/law/{id}", Instrument);
    }

    private static Page<T> Show<T>(HttpContext context, Reader reader)
        where T : Microsoft.AspNetCore.Components.IComponent
    {
        reader.Recognise(context);
        return new();
    }

    private static IResult Instrument(HttpContext context, Library library, Reader reader, string id)
    {
        reader.Recognise(context);
        return library.Find(id) is { } pack
            ? new Page<LawPage>(new() { [nameof(LawPage.Pack)] = pack }) : Results.StatusCode(StatusCodes.Status404NotFound);
    }

    private static Page<CalendarPage> Calendar(HttpContext context, Library library, Reader reader)
    {
        reader.Recognise(context);
        var asked = int.TryParse(context.Request.Query["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            ? year : reader.Now.Day.Year;
        var known = library.Calendar.Years.FirstOrDefault(y => y.Year == asked) ?? library.Calendar.Years.MaxBy(y => y.Year)!;
        return new(new() { [nameof(CalendarPage.Year)] = known });
    }
}
