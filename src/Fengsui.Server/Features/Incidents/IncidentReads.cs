using System.Globalization;
using System.Text;
using System.Text.Json;
using Fengsui.Law.Answers;
using Fengsui.Law.Calendar;
using Fengsui.Law.Grading;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Risks;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.Features.Incidents;

/// <summary>Everything that can be read of incidents, as JSON.</summary>
internal static class IncidentReads
{
    private static readonly string[] Phases = [.. Enum.GetValues<Phase>().Select(p => p.Word())];
    private static readonly (string Word, MatterOrder Order)[] Orders =
        [("newest", MatterOrder.Newest), ("next-due", MatterOrder.NextDue), ("last-changed", MatterOrder.LastChanged),
            ("first-changed", MatterOrder.FirstChanged)];

    public static void MapIncidentReads(this IEndpointRouteBuilder routes)
    {
        var read = routes.MapGroup("/api/v1").For(Access.MayOrEmergency("read")).WithTags("incident");
        read.MapGet("/incidents", List).WithName("list-incidents").WithSummary("list and search");
        read.MapGet("/incidents/count", Count).WithName("count-incidents").WithSummary("how many a list would show");
        read.MapGet("/incidents/{incident}", Show).WithName("show-incident").WithSummary("an incident as it stands");
        read.MapGet("/incidents/{incident}/at", Replay.At).WithName("replay-incident").WithSummary("an incident as it was known at a moment");
        read.MapGet("/incidents/{incident}/journal", Journal).WithName("incident-journal").WithSummary("its journal with the chain of hashes");
        read.MapGet("/incidents/{incident}/assessment",
            Assessment).WithName("incident-assessment").WithSummary("what the law says of its facts, as `fengsui assess --json` answers");
        read.MapGet("/incidents/{incident}/duties", Duties).WithName("incident-duties").WithSummary("its duties, the most urgent first");
        read.MapGet("/incidents/{incident}/{list:regex(^(notes|indicators|custody|links)$)}",
            Items).WithName("incident-list").WithSummary("a long list of it");
        read.MapGet("/indicators", FindIndicator).WithName("find-indicator").WithSummary("the incidents and risks in which an indicator was seen");
    }

    private static async Task<IResult> List(HttpContext context, RecordStore store, Caller caller)
    {
        var (query, wrong) = Query(context.Request.Query, caller.Organisation);
        if (wrong is not null)
            return wrong;
        try
        {
            var page = await store.List(query!, context.RequestAborted);
            return Results.Text(Json.Text(json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("incidents");
                foreach (var row in page.Rows)
                    WriteRow(json, row);
                json.WriteEndArray();
                json.WriteString("next", page.Next);
                json.WriteEndObject();
            }), "application/json", Encoding.UTF8);
        }
        catch (StoreException e)
        {
            return Problem.Field("cursor", e.Said, new("使用上一页的 next", "use the `next` of the page before"));
        }
    }

    private static async Task<IResult> Count(HttpContext context, RecordStore store, Caller caller)
    {
        var (query, wrong) = Query(context.Request.Query, caller.Organisation);
        if (wrong is not null)
            return wrong;
        var count = await store.Count(query!, context.RequestAborted);
        return Results.Text(Json.Text(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("count", count.Number);
            json.WriteBoolean("exact", count.Exact);
            json.WriteEndObject();
        }), "application/json", Encoding.UTF8);
    }

    private static (MatterQuery? Query, Problem? Wrong) Query(IQueryCollection query, string organisation)
    {
        var phases = query["phase"].OfType<string>().ToList();
        if (phases.Find(p => !Phases.Contains(p)) is { } phase)
            return (null, Problem.Field("phase", new($"没有阶段 {phase}", $"no phase {phase}"),
                new(string.Join("、", Phases), string.Join(", ", Phases))));
        var levels = new List<int>();
        foreach (var word in query["level"].OfType<string>())
            if (word == "none")
                levels.Add(0);
            else if (Levels.Parse(word) is { } level)
                levels.Add((int)level);
            else
                return (null, Problem.Field("level", new($"没有级别 {word}", $"no level {word}"),
                    new("一般、较大、重大、特别重大，或 none", "一般, 较大, 重大, 特别重大, or none")));
        var limit = MatterQuery.LongestPage / 4;
        if (query["limit"].FirstOrDefault() is { } written
            && (!int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MatterQuery.LongestPage))
            return (null, Problem.Field("limit", new("不在范围内", "out of range"),
                new($"1 至 {MatterQuery.LongestPage}", $"1 to {MatterQuery.LongestPage}")));
        bool? open = null;
        if (query["open"].FirstOrDefault() is { } said)
            if (said is "true" or "false")
                open = said == "true";
            else
                return (null, Problem.Field("open", new("不是 true 或 false", "neither true nor false"), new("写 true 或 false", "write true or false")));
        Instant since = default;
        if (query["changed_since"].FirstOrDefault() is { } moment && !Instant.TryParse(moment, out since))
            return (null, Problem.Field("changed_since", new("不是带时区的时刻", "not an instant with an offset"),
                new("应写作 2026-03-02T02:14:00+08:00（+ 写作 %2B）", "write it as 2026-03-02T02:14:00+08:00 (%2B for the plus)")));
        var order = query["order"].FirstOrDefault() ?? (since == default ? "newest" : "first-changed");
        if (Array.FindIndex(Orders, o => o.Word == order) is var at && at < 0)
            return (null, Problem.Field("order", new($"没有次序 {order}", $"no order {order}"),
                new(string.Join("、", Orders.Select(o => o.Word)), string.Join(", ", Orders.Select(o => o.Word)))));
        return (new(organisation, "incident")
        {
            Text = query["q"].FirstOrDefault(), Phases = phases, Levels = levels, Open = open, ChangedSince = since == default
                ? null : since.UnixSeconds,
            Order = Orders[at].Order, Cursor = query["cursor"].FirstOrDefault(), Limit = limit,
        }, null);
    }

    private static void WriteRow(Utf8JsonWriter json, MatterRow row)
    {
        json.WriteStartObject();
        WriteHead(json, row);
        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, MatterRow row)
    {
        json.WriteString("incident", row.Matter);
        json.WriteNumber("number", row.Number);
        json.WriteString("title", row.Title);
        json.WriteString("phase", row.Phase);
        json.WriteString("level", row.Level == 0 ? null : ((Level)row.Level).Word());
        json.WriteBoolean("open", row.Open);
        json.WriteString("opened_at", new Instant(row.OpenedAt).ToString());
        json.WriteString("changed_at", new Instant(row.ChangedAt).ToString());
        json.WriteString("next_due", row.NextDue is { } due ? new Instant(due).ToString() : null);
        json.WriteNumber("version", row.Version);
        json.WriteString("head", row.Head);
    }

    private static async Task<IResult> Show(HttpContext context, string incident, RecordStore store, Caller caller)
    {
        if (await Find(context, incident, store, caller) is not { } stored)
            return Problem.Absent;
        context.Response.Headers.ETag = $"\"{stored.Row.Version}\"";
        return Results.Text(Json.Text(json =>
        {
            json.WriteStartObject();
            WriteHead(json, stored.Row);
            json.WriteRaw("state", stored.Body);
            json.WriteEndObject();
        }), "application/json", Encoding.UTF8);
    }

    private static async Task<StoredSnapshot?> Find(HttpContext context, string incident, RecordStore store, Caller caller) =>
        await store.Load(caller.Organisation, incident, context.RequestAborted) is { Row.Kind: "incident" } stored ? stored : null;

    private static async Task<IResult> Journal(HttpContext context, string incident, RecordStore store, Caller caller)
    {
        if (await Find(context, incident, store, caller) is null)
            return Problem.Absent;
        var query = context.Request.Query;
        if (!Whole(query["after"].FirstOrDefault() ?? "0", out var after))
            return Problem.Field("after", new("不是序号", "not a number of a line"),
                new("使用上一页最后一行的 seq", "use the `seq` of the last line of the page before"));
        if (!Whole(query["limit"].FirstOrDefault() ?? "200", out var limit) || limit is < 1 or > 1000)
            return Problem.Field("limit", new("不在范围内", "out of range"), new("1 至 1000", "1 to 1000"));
        var types = query["type"].OfType<string>().ToList();
        var entries = await store.Entries(caller.Organisation, incident, after, (int)limit, query["newest"] == "true", types.Count == 0
            ? null : types, context.RequestAborted);
        return Results.Text(Json.Text(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("lines");
            foreach (var entry in entries)
                ActAnswer.WriteLine(json, entry.Seq, entry.What, (entry.Previous, entry.Hash));
            json.WriteEndArray();
            json.WriteEndObject();
        }), "application/json", Encoding.UTF8);
    }

    private static bool Whole(string text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static async Task<IResult> Assessment(HttpContext context, string incident, RecordStore store, Caller caller, Library library,
        Reader reader)
    {
        if (await Find(context, incident, store, caller) is not { } stored)
            return Problem.Absent;
        reader.Recognise(context);
        var assessment = Assessing.Assess(IncidentKind.Read(stored.Body), library);
        return Results.Text(Json.Text(json => AnswerJson.Write(json, assessment, reader.Language)), "application/json", Encoding.UTF8);
    }

    private static async Task<IResult> Duties(HttpContext context, string incident, RecordStore store, Caller caller, Library library, Reader reader)
    {
        if (await Find(context, incident, store, caller) is not { } stored)
            return Problem.Absent;
        reader.Recognise(context);
        return Results.Text(DutyBoard.Write(IncidentKind.Read(stored.Body), library, reader.Now, reader.Language), "application/json", Encoding.UTF8);
    }

    private static async Task<IResult> Items(HttpContext context, string incident, string list, RecordStore store, Caller caller)
    {
        if (await Find(context, incident, store, caller) is null)
            return Problem.Absent;
        var place = new ItemPlace();
        if (context.Request.Query["after"].FirstOrDefault() is { Length: > 0 } after)
        {
            var parts = after.Split('.');
            if (parts.Length != 2 || !Whole(parts[0], out var seq) || !Whole(parts[1], out var n))
                return Problem.Field("after", new("不是这个列表的位置", "not a place in this list"), new("使用上一页的 next", "use the `next` of the page before"));
            place = new(seq, n);
        }

        var name = list switch { "notes" => IncidentKind.Notes, "indicators" => IncidentKind.Indicators, "custody" => IncidentKind.Custody,
            _ => IncidentKind.Links };
        var rows = await store.Items(caller.Organisation, incident, name, place, 200, context.RequestAborted);
        // A link is found from both of its ends.
        var from = list == "links" ? await store.FindItems(caller.Organisation, IncidentKind.Links, incident, ct: context.RequestAborted) : [];
        return Results.Text(WriteItems(rows, from), "application/json", Encoding.UTF8);
    }

    private static string WriteItems(IReadOnlyList<ItemRow> rows, IReadOnlyList<ItemRow> from) => Json.Text(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("rows");
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteNumber("seq", row.Place.Seq);
            json.WriteRaw("row", row.Body);
            json.WriteEndObject();
        }

        foreach (var row in from)
        {
            json.WriteStartObject();
            json.WriteString("from", row.Matter);
            json.WriteRaw("row", row.Body);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("next", rows.Count < 200 ? null : $"{rows[^1].Place.Seq}.{rows[^1].Place.N}");
        json.WriteEndObject();
    });

    private static async Task<IResult> FindIndicator(HttpContext context, RecordStore store, Caller caller)
    {
        var (type, value) = (context.Request.Query["type"].FirstOrDefault(), context.Request.Query["value"].FirstOrDefault());
        if (string.IsNullOrEmpty(type) || string.IsNullOrEmpty(value))
            return Problem.Field(string.IsNullOrEmpty(type)
                ? "type" : "value", new("没有填写", "it is missing"), new("例如 ?type=ip&value=203.0.113.7", "as in ?type=ip&value=203.0.113.7"));
        var rows = await store.FindItems(caller.Organisation, IncidentKind.Indicators, $"{type}:{value}", ct: context.RequestAborted);
        return Results.Text(Json.Text(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("rows");
            foreach (var row in rows)
            {
                json.WriteStartObject();
                json.WriteString(row.Matter.StartsWith(RiskKind.Prefix, StringComparison.Ordinal) ? "risk" : "incident", row.Matter);
                json.WriteNumber("seq", row.Place.Seq);
                json.WriteRaw("row", row.Body);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }), "application/json", Encoding.UTF8);
    }
}
