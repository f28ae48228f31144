using System.Globalization;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Record;
using Fengsui.Server.Features.Assess;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.Features.Incidents.Pages;

/// <summary>The pages of an incident: each part has an address of its own, and is a fragment that is fetched again when the incident changes.</summary>
internal static class IncidentPages
{
    /// <summary>The parts, in the order of the page. The overview has no name.</summary>
    public static IReadOnlyList<string> Parts { get; } =
        ["", "facts", "level", "clocks", "measures", "tasks", "evidence", "indicators", "people", "timeline", "replay", "end"];

    private const int Lines = 100;
    private const int Recent = 8;
    private const long JustNow = 120;
    private const int Rows = 200;

    public static void MapIncidentPages(this IEndpointRouteBuilder routes)
    {
        foreach (var part in Parts)
            routes.MapRead(part.Length == 0 ? "/incidents/{incident}" : $"/incidents/{{incident}}/{part}",
                (HttpContext context, string incident, IncidentLoading loading, RecordStore store, Caller caller, Reader reader) =>
                    Show(context, incident, part, new(loading, store, caller, reader))).For(Access.MayOrEmergency("read"));
        routes.MapPost("/incidents/{incident}/facts/echo", Echo).For(Access.MayOrEmergency("read", Scope.Write));
    }

    private sealed record Sources(IncidentLoading Loading, RecordStore Store, Caller Caller, Reader Reader);

    private static async Task<IResult> Show(HttpContext context, string incident, string part, Sources from)
    {
        from.Reader.Recognise(context);
        if (await from.Loading.Find(from.Caller, incident, from.Reader, context.RequestAborted) is not { } view)
            return RefusedPage.Of(Problem.Absent, context);
        var query = context.Request.Query;
        var asked = new ShownPart(view, part) { Did = await Did(view, query, from, context.RequestAborted), Edit = query["edit"].FirstOrDefault(), Proof = query["proof"] == "1" };
        var shown = await Fill(asked, query, from, context.RequestAborted);
        return query["fragment"] == "1" || context.Request.Headers.ContainsKey("HX-Request")
            ? new Page<IncidentBody>(new() { [nameof(IncidentBody.Shown)] = shown })
            : new Page<IncidentPage>(new() { [nameof(IncidentPage.Shown)] = shown });
    }

    /// <summary>What was just done here, as the address says: believed only of somebody who did something here a moment ago.</summary>
    private static async Task<string?> Did(IncidentView view, IQueryCollection query, Sources from, CancellationToken ct)
    {
        if (query["did"].FirstOrDefault() is not { } did)
            return null;
        var newest = await from.Store.Entries(from.Caller.Organisation, view.Id, 0, Recent, newestFirst: true, ct: ct);
        var since = from.Reader.Now.Plus(-JustNow);
        return newest.Any(e => e.What.Actor == from.Caller.Person && e.What.RecordedAt >= since) ? did : null;
    }

    /// <summary>Reads what the part shows beyond the state.</summary>
    private static async Task<ShownPart> Fill(ShownPart shown, IQueryCollection query, Sources from, CancellationToken ct)
    {
        var (store, organisation, id) = (from.Store, from.Caller.Organisation, shown.View.Id);
        switch (shown.Part)
        {
            case "":
                return shown with { Entries = await store.Entries(organisation, id, 0, Recent, newestFirst: true, ct: ct) };
            case "facts" when query["history"].FirstOrDefault() is { } fact:
                var asserted = await store.Entries(organisation, id, 0, 10_000, types: ["fact-asserted"], ct: ct);
                return shown with
                {
                    History = fact, Entries = [.. asserted.Where(e => EventNames.Read(e.What) is IncidentEvent.FactAsserted f && f.Fact == fact)],
                };
            case "level":
                return shown with
                {
                    Entries = await store.Entries(organisation, id, 0, Lines, newestFirst: true, types: ["level-judged", "level-determined", "assessed"], ct: ct),
                };
            case "evidence":
                shown.View.Files = await store.Attachments.Of(organisation, id, ct);
                return shown with { Items = await store.Items(organisation, id, IncidentKind.Custody, limit: 10_000, ct: ct) };
            case "indicators":
                var after = Place(query["after"].FirstOrDefault());
                return shown with { Items = await store.Items(organisation, id, IncidentKind.Indicators, after, Rows, ct) };
            case "people":
                return shown with { Entries = await store.Entries(organisation, id, 0, 1000, newestFirst: true, ct: ct) };
            case "timeline":
                var kind = TimeLine.Kinds.FirstOrDefault(k => k.Kind == query["kind"]);
                var before = Whole(query["before"].FirstOrDefault()) ?? 0;
                return shown with
                {
                    Kind = kind.Kind, Entries = await store.Entries(organisation, id, before, Lines, newestFirst: true, types: kind.Types, ct: ct),
                };
            case "replay":
                return await Replayed(shown, query, from, ct);
            default:
                return shown;
        }
    }

    private static async Task<ShownPart> Replayed(ShownPart shown, IQueryCollection query, Sources from, CancellationToken ct)
    {
        var view = shown.View;
        var seq = Math.Clamp(Whole(query["seq"].FirstOrDefault()) ?? view.Version, 1, view.Version);
        var moment = query["moment"].FirstOrDefault() is { } written && Lenient.TryInstant(written, out var at) ? at : (Instant?)null;
        var known = await Replay.Known(from.Store, from.Caller.Organisation, view.Id, moment, moment is null ? seq : long.MaxValue, ct);
        return shown with
        {
            Last = known?.Last,
            Past = known is var (state, last) ? view.At(state, last.Seq, last.What.RecordedAt) : null,
        };
    }

    /// <summary>What is understood of a fact while it is typed, and the level as it would be then. Nothing is recorded.</summary>
    private static async Task<IResult> Echo(HttpContext context, string incident, IncidentLoading loading, Caller caller, Reader reader, Library library)
    {
        var form = await Forms.Form(context);
        reader.Recognise(context, form);
        if (await loading.Find(caller, incident, reader, context.RequestAborted) is not { } view)
            return Problem.Absent;
        var desk = Desk.Of(view.Sheet(form.ToDictionary(f => f.Key, f => f.Value)), library, reader.Now);
        return new Page<FactEchoes>(new()
        {
            [nameof(FactEchoes.Desk)] = desk, [nameof(FactEchoes.View)] = view, [nameof(FactEchoes.Fact)] = form["only"].ToString(),
        });
    }

    private static ItemPlace Place(string? after) =>
        after?.Split('.') is [var seq, var n] && Whole(seq) is { } line && Whole(n) is { } row ? new(line, row) : default;

    private static long? Whole(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>A part of an incident with everything that it shows.</summary>
/// <param name="View">The incident.</param>
/// <param name="Part">The part; empty for the overview.</param>
public sealed record ShownPart(IncidentView View, string Part)
{
    /// <summary>The act that was just recorded, or null.</summary>
    public string? Did { get; init; }

    /// <summary>What is edited in place, or null.</summary>
    public string? Edit { get; init; }

    /// <summary>The fact whose history is shown, or null.</summary>
    public string? History { get; init; }

    /// <summary>Whether numbers and hashes are shown.</summary>
    public bool Proof { get; init; }

    /// <summary>The kind of lines that is shown, or null for all.</summary>
    public string? Kind { get; init; }

    /// <summary>Lines of the journal.</summary>
    public IReadOnlyList<Entry> Entries { get; init; } = [];

    /// <summary>Rows of a long list.</summary>
    public IReadOnlyList<ItemRow> Items { get; init; } = [];

    /// <summary>The incident as it was known then, in the replay.</summary>
    public IncidentView? Past { get; init; }

    /// <summary>The last line that was known then.</summary>
    public Entry? Last { get; init; }
}
