using System.Globalization;
using System.Text;
using System.Text.Json;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Grading;
using Fengsui.Law.Input;
using Fengsui.Response.Incidents;
using Fengsui.Response.Risks;
using Fengsui.Server.Features.Incidents;
using Fengsui.Server.People;
using Fengsui.Store;
using Fengsui.Store.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.Features.Intake;

/// <summary>
/// Risks as JSON: list, one, its evidence, its STIX, and the acts on it. Every act takes <c>If-Match</c> (the version that was seen) and
/// <c>Idempotency-Key</c>.
/// </summary>
internal static class RiskApi
{
    private static readonly string[] Acts = ["judge", "watch", "dismiss", "report", "reopen", "warn", "open-incident"];

    public static void MapRiskApi(this IEndpointRouteBuilder routes)
    {
        var read = routes.MapGroup("/api/v1/risks").For(Access.MayOrEmergency("read")).WithTags("risk");
        read.MapGet("", List).WithName("list-risks").WithSummary("list and search risks: ?phase= ?q= ?cursor=");
        read.MapGet("/{risk}", Show).WithName("show-risk").WithSummary("a risk as it stands");
        read.MapGet("/{risk}/journal", Journal).WithName("risk-journal").WithSummary("its journal");
        read.MapGet("/{risk}/stix", Stix).WithName("risk-stix").WithSummary("as a STIX 2.1 bundle");
        foreach (var act in Acts)
            routes.MapPost($"/api/v1/risks/{{risk}}/{act}", (HttpContext context, string risk, RiskDesk desk, Caller caller, RecordStore store) =>
                    Act(context, act, risk, desk, caller, store))
                .For(Access.May(RowOf(act))).WithName($"risk-{act}").WithTags("risk").WithSummary(act).Accepts<JsonElement>("application/json",
                    "*/*");
    }

    /// <summary>The row of the table of posts for an act.</summary>
    internal static string RowOf(string act) => act switch
    {
        "open-incident" => "open",
        "reopen" or "warn" => "judge-risk",
        _ => $"{act}-risk",
    };

    private static async Task<IResult> List(HttpContext context, RecordStore store, RiskBook book, Caller caller)
    {
        var query = context.Request.Query;
        var phases = query["phase"].OfType<string>().ToList();
        if (phases.Find(p => !RiskPhases.All.Contains(p)) is { } phase)
            return Problem.Field("phase", new($"没有阶段 {phase}", $"no phase {phase}"), Text.Same(string.Join(", ", RiskPhases.All)));
        try
        {
            var page = await store.List(new(caller.Organisation, "risk")
            {
                Text = query["q"].FirstOrDefault(), Phases = phases, Order = MatterOrder.Newest, Cursor = query["cursor"].FirstOrDefault(),
                    Limit = 50,
            }, context.RequestAborted);
            var seen = (await book.Of(caller.Organisation, [.. page.Rows.Select(r => r.Matter)], context.RequestAborted)).ToDictionary(s => s.Matter);
            return Answer(json =>
            {
                json.WriteStartArray("risks");
                foreach (var row in page.Rows)
                {
                    json.WriteStartObject();
                    Head(json, row, seen.GetValueOrDefault(row.Matter));
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteString("next", page.Next);
            });
        }
        catch (StoreException e)
        {
            return Problem.Field("cursor", e.Said, new("使用上一页的 next", "use the `next` of the page before"));
        }
    }

    private static void Head(Utf8JsonWriter json, MatterRow row, RiskSeen? seen)
    {
        json.WriteString("risk", row.Matter);
        json.WriteString("title", row.Title);
        json.WriteString("phase", row.Phase);
        json.WriteString("may_become", row.Level == 0 ? null : ((Level)row.Level).Word());
        json.WriteBoolean("open", row.Open);
        json.WriteString("arrived_at", new Instant(row.OpenedAt).ToString());
        json.WriteNumber("version", row.Version);
        if (seen is null)
            return;
        json.WriteNumber("times", seen.Times);
        json.WriteString("first_received", new Instant(seen.FirstSeen).ToString());
        json.WriteString("last_received", new Instant(seen.LastSeen).ToString());
    }

    private static async Task<IResult> Show(HttpContext context, string risk, RiskDesk desk, RiskBook book, Caller caller)
    {
        if (await desk.Find(caller, risk, context.RequestAborted) is not { } stored)
            return Problem.Absent;
        var seen = await book.Of(caller.Organisation, [risk], context.RequestAborted);
        var evidence = await book.Evidence(caller.Organisation, risk, 5, context.RequestAborted);
        context.Response.Headers.ETag = $"\"{stored.Row.Version}\"";
        return Answer(json =>
        {
            Head(json, stored.Row, seen.Count > 0 ? seen[0] : null);
            json.WriteRaw("state", stored.Body);
            json.WriteStartArray("evidence");
            foreach (var one in evidence)
            {
                json.WriteStartObject();
                json.WriteString("via", one.Via);
                json.WriteString("received_at", new Instant(one.ReceivedAt).ToString());
                json.WriteString("sha256", one.RawHash);
                json.WriteRaw("report", one.Report);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private static async Task<IResult> Journal(HttpContext context, string risk, RiskDesk desk, RecordStore store, Caller caller)
    {
        if (await desk.Find(caller, risk, context.RequestAborted) is null)
            return Problem.Absent;
        var entries = await store.Entries(caller.Organisation, risk, ct: context.RequestAborted);
        return Answer(json =>
        {
            json.WriteStartArray("lines");
            foreach (var entry in entries)
                ActAnswer.WriteLine(json, entry.Seq, entry.What, (entry.Previous, entry.Hash));
            json.WriteEndArray();
        });
    }

    private static async Task<IResult> Stix(HttpContext context, string risk, RiskDesk desk, Caller caller)
    {
        if (await desk.Find(caller, risk, context.RequestAborted) is not { } stored)
            return Problem.Absent;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{risk}.stix.json\"";
        return Results.Text(await desk.Stix(caller, stored, context.RequestAborted), "application/stix+json;version=2.1", Encoding.UTF8);
    }

    private static IResult Answer(Action<Utf8JsonWriter> write) => Results.Text(Json.Text(json =>
    {
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    }), "application/json", Encoding.UTF8);

    private static async Task<IResult> Act(HttpContext context, string name, string risk, RiskDesk desk, Caller caller, RecordStore store)
    {
        var body = await ActRoutes.Body(context);
        if (body.Length > InputText.MaxBytes)
            return ActRoutes.TooLong;
        var (fields, notJson) = await Forms.Json(new MemoryStream(body), FieldsOf(name), context.RequestAborted);
        if (notJson is not null)
            return notJson;
        var (asked, wrong) = ActRoutes.Ask(context, $"risk-{name}", risk, body);
        if ((wrong ?? NoText(fields) ?? Unreadable(fields, "until") ?? Unreadable(fields, "done_at")) is { } problem)
            return problem;
        var acted = name == "open-incident"
            ? (await desk.OpenIncident(caller, risk, Said(fields, "title"), asked!, context.RequestAborted)).Told
            : await desk.Do(caller, risk, ActOf(name, n => Said(fields, n)), asked!, context.RequestAborted);
        return await ActRoutes.Tell(context, acted, risk, asked!, caller, store);
    }

    // What is no text would be left out, and with it a receipt or a reason.
    private static Problem? NoText(Dictionary<string, JsonElement> fields) =>
        fields.FirstOrDefault(f => f.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)) is { Key: { } name }
            ? Problem.Field(name, new("不是文字", "it is not a text"), new("请用引号写作文字", "write it as text in quotes")) : null;

    // A time that cannot be read must not become now: it is when the law was met.
    private static Problem? Unreadable(Dictionary<string, JsonElement> fields, string name) =>
        Filled(Said(fields, name)) is { } text && Moment(text) is null
            ? Problem.Field(name, new("不是时刻", "not an instant"), new("写作 2026-03-02T02:40:00+08:00", "write it as 2026-03-02T02:40:00+08:00")) : null;

    private static string? Said(Dictionary<string, JsonElement> fields, string name) => fields.TryGetValue(name, out var said)
        && said.ValueKind == JsonValueKind.String ? said.GetString() : null;

    private static string[] FieldsOf(string act) => act switch
    {
        "judge" => ["likelihood", "level", "reason"],
        "watch" => ["until", "reason"],
        "dismiss" or "reopen" => ["reason"],
        "report" => ["duty", "to", "channel", "receipt", "note", "done_at"],
        "warn" => ["warning"],
        "open-incident" => ["title"],
        _ => throw new ArgumentOutOfRangeException(nameof(act)),
    };

    /// <summary>An act from its fields, as a page and a program give them.</summary>
    internal static RiskAct ActOf(string act, Func<string, string?> said) => act switch
    {
        "judge" => new RiskAct.Judge(said("likelihood"), said("level"), said("reason")),
        "watch" => new RiskAct.Watch(Moment(said("until")), said("reason")),
        "dismiss" => new RiskAct.Dismiss(said("reason")),
        "report" => new RiskAct.Report(said("duty"), Filled(said("to")), Filled(said("channel")), Filled(said("receipt")), Filled(said("note")),
            Moment(said("done_at"))),
        "reopen" => new RiskAct.Reopen(said("reason")),
        "warn" => new RiskAct.Warn(said("warning")),
        _ => throw new ArgumentOutOfRangeException(nameof(act)),
    };

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static Instant? Moment(string? text) => text is null ? null
        : Instant.TryParse(text, out var at) || Features.Assess.Lenient.TryInstant(text, out at) ? at : null;
}
