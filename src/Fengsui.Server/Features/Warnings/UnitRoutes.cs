using System.Text;
using Fengsui.Law.Input;
using Fengsui.Response.Posts;
using Fengsui.Server.Features.Warnings.Pages;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Fengsui.Store.Warnings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.Features.Warnings;

/// <summary>The register of units: <c>/units</c> for people, <c>/api/v1/units</c> for programs, and as a table both ways.</summary>
internal static class UnitRoutes
{
    private const string Act = "manage-units";
    private const int LargestTable = 32 << 20;
    private const int PageLength = 100;
    private const int LongestText = 200;

    public static void MapUnits(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/units", Show).For(Access.May("read"));
        routes.MapRead("/units.csv", Export).For(Access.May("read"));
        routes.MapPost("/units", Post).For(Access.May(Act)).KeepsTyped();
        routes.MapPost("/units/import", ImportPage).For(Access.May(Act));
        routes.MapPost("/units/remove", RemovePage).For(Access.May(Act));
        routes.MapRead("/api/v1/units", List).For(Access.May("read")).WithTags("unit");
        routes.MapRead("/api/v1/units.csv", Export).For(Access.May("read")).WithTags("unit");
        routes.MapPut("/api/v1/units/{unit}", Put).For(Access.May(Act)).WithName("put-unit").WithTags("unit").WithSummary("keep a unit");
        routes.MapDelete("/api/v1/units/{unit}", Remove).For(Access.May(Act)).WithName("remove-unit").WithTags("unit").WithSummary("remove a unit");
        routes.MapPost("/api/v1/units/import", Import).For(Access.May(Act)).WithName("import-units").WithTags("unit").WithSummary("keep every unit of a table (RFC 4180)");
    }

    private static async Task<IResult> Show(HttpContext context, Caller caller, UnitBook book, Reader reader)
    {
        reader.Recognise(context);
        return new Page<UnitsPage>(new() { [nameof(UnitsPage.Sheet)] = await SheetOf(context, caller, book) });
    }

    private static async Task<UnitSheet> SheetOf(HttpContext context, Caller caller, UnitBook book)
    {
        var query = QueryOf(context);
        var after = context.Request.Query["after"].FirstOrDefault() ?? "";
        var rows = await book.Page(caller.Organisation, query, after, PageLength, context.RequestAborted);
        var (regions, groups) = await book.Filters(caller.Organisation, context.RequestAborted);
        return new(rows, await book.Count(caller.Organisation, query, context.RequestAborted), query, regions, groups, caller.May(Act) is Authority.Allowed,
            rows.Count == PageLength ? rows[^1].Id : null);
    }

    private static UnitQuery QueryOf(HttpContext context) =>
        new(One(context, "q"), One(context, "region"), One(context, "group"));

    private static string One(HttpContext context, string name) =>
        context.Request.Query[name].FirstOrDefault() is { Length: <= LongestText } said ? said.Trim() : "";

    private static async Task<IResult> Post(HttpContext context, Caller caller, UnitBook book, Reader reader, WarningDesk desk)
    {
        var form = await Forms.Form(context);
        reader.Recognise(context, form);
        var unit = new Unit(form["id"].ToString().Trim(), form["name"].ToString().Trim(), form["region"].ToString().Trim(),
            form["groups"].ToString().Split([';', '；', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), form["own"] == "1",
            form["channel"].ToString(), form["address"].ToString().Trim());
        var fault = UnitCsv.Check(unit, 1);
        if (fault is null && !Forms.IsSwitch(form))
        {
            await book.Keep(caller.Organisation, [unit], desk.Now, context.RequestAborted);
            return new SeeOther("/units?done=units");
        }
        var sheet = await SheetOf(context, caller, book) with { Typed = unit, Faults = Forms.IsSwitch(form) || fault is null ? [] : [fault] };
        return new Page<UnitsPage>(new() { [nameof(UnitsPage.Sheet)] = sheet }, Forms.IsSwitch(form) ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> ImportPage(HttpContext context, Caller caller, UnitBook book, Reader reader, WarningDesk desk)
    {
        var form = await Forms.Form(context);
        reader.Recognise(context, form);
        var text = form.Files.GetFile("file") is { Length: > 0 } file ? await SentText.Read(file.OpenReadStream(), context.RequestAborted) : form["table"].ToString();
        var (units, faults) = UnitCsv.Read(text);
        if (faults.Count == 0)
        {
            await Keep(caller, book, units, desk, context.RequestAborted);
            return new SeeOther("/units?done=units");
        }
        var sheet = await SheetOf(context, caller, book) with { Table = text is { Length: < RequestLimits.LongValue } ? text : "", TableFaults = faults };
        return new Page<UnitsPage>(new() { [nameof(UnitsPage.Sheet)] = sheet }, StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> RemovePage(HttpContext context, Caller caller, UnitBook book)
    {
        var form = await Forms.Form(context);
        await book.Remove(caller.Organisation, form["id"].ToString(), context.RequestAborted);
        return new SeeOther("/units?done=units");
    }

    private static async Task Keep(Caller caller, UnitBook book, IReadOnlyList<Unit> units, WarningDesk desk, CancellationToken ct)
    {
        // In portions: a table of a hundred thousand must not hold everybody else's writing up.
        foreach (var portion in units.Chunk(2000))
            await book.Keep(caller.Organisation, portion, desk.Now, ct);
    }

    private static async Task<IResult> List(HttpContext context, Caller caller, UnitBook book)
    {
        var rows = await book.Page(caller.Organisation, QueryOf(context), context.Request.Query["after"].FirstOrDefault() ?? "", PageLength, context.RequestAborted);
        return Results.Json(new
        {
            units = rows.Select(u => new { id = u.Id, name = u.Name, region = u.Region, groups = u.Groups, own = u.Own, channel = u.Channel, address = u.Address }),
            next = rows.Count == PageLength ? rows[^1].Id : null,
        });
    }

    private static IResult Export(HttpContext context, Caller caller, UnitBook book)
    {
        var query = QueryOf(context);
        return Results.Stream(async stream =>
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(UnitCsv.Head), context.RequestAborted);
            var after = "";
            while (await book.Page(caller.Organisation, query, after, 1000, context.RequestAborted) is { Count: > 0 } page)
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(page.Select(UnitCsv.Line))), context.RequestAborted);
                after = page[^1].Id;
            }
        }, "text/csv; charset=utf-8", "units.csv");
    }

    private static async Task<IResult> Put(HttpContext context, string unit, Caller caller, UnitBook book, WarningDesk desk)
    {
        var (fields, wrong) = await Forms.Json(context, "name", "region", "groups", "own", "channel", "address");
        var (name, noName) = fields.Text("name", LongestText);
        var (region, noRegion) = fields.Text("region", LongestText, optional: true);
        var (groups, noGroups) = fields.Text("groups", 2000, optional: true);
        var (own, noOwn) = fields.Flag("own", missing: false);
        var (channel, noChannel) = fields.Text("channel", LongestText, optional: true);
        var (address, noAddress) = fields.Text("address", LongestText, optional: true);
        if ((wrong ?? noName ?? noRegion ?? noGroups ?? noOwn ?? noChannel ?? noAddress) is { } problem)
            return problem;
        var kept = new Unit(unit, name.Trim(), region.Trim(), groups.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), own, channel, address);
        if (UnitCsv.Check(kept, 1) is { } fault)
            return Problem.Field(fault.Column, fault.Wrong, fault.Remedy);
        await book.Keep(caller.Organisation, [kept], desk.Now, context.RequestAborted);
        return Results.NoContent();
    }

    private static async Task<IResult> Remove(HttpContext context, string unit, Caller caller, UnitBook book) =>
        await book.Remove(caller.Organisation, unit, context.RequestAborted) ? Results.NoContent() : Problem.Absent;

    private static async Task<IResult> Import(HttpContext context, Caller caller, UnitBook book, WarningDesk desk)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = LargestTable;
        var (units, faults) = UnitCsv.Read(await SentText.Read(context.Request.Body, context.RequestAborted));
        if (faults.Count > 0)
            return Problem.Field($"{faults[0].Line}:{faults[0].Column}", faults[0].Wrong, faults[0].Remedy) with
            {
                More = new Dictionary<string, object?> { ["all"] = faults.Select(f => new { line = f.Line, column = f.Column, wrong = f.Wrong.Zh, wrong_en = f.Wrong.En }).ToList() },
            };
        await Keep(caller, book, units, desk, context.RequestAborted);
        return Results.Json(new { kept = units.Count });
    }
}
