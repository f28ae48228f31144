using System.Security.Cryptography;
using System.Text;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Incidents.Acts;
using Fengsui.Response.Record;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Fengsui.Server.Features.Incidents.Pages;

/// <summary>
/// The acts for people: <c>GET /incidents/{id}/acts/{act}</c> shows a form, <c>POST</c> to the same address does it through the same decision that the
/// API asks, and leads back. Whatever stands in the way, what was typed stands in the form again.
/// </summary>
internal static class ActPages
{
    private const int ShownChanges = 50;

    public static void MapActPages(this IEndpointRouteBuilder routes)
    {
        foreach (var name in ActNames.All.Keys.Where(n => !ActForms.Elsewhere.Contains(n)))
        {
            var pattern = name == "open" ? "/incidents/new" : $"/incidents/{{incident}}/acts/{name}";
            routes.MapRead(pattern, (HttpContext context, ActServices services) => Show(context, name, services)).For(Access.MayOrEmergency("read"));
            // Whether the person may do it is decided with the act: only so does what was typed stand beside the answer.
            routes.MapPost(pattern, (HttpContext context, ActServices services) => Post(context, name, services))
                .For(Access.MayOrEmergency("read", Scope.Write)).KeepsTyped();
        }
    }

    private static async Task<IResult> Show(HttpContext context, string name, ActServices services)
    {
        services.Reader.Recognise(context);
        var (view, absent) = await View(context, name, services);
        if (absent is not null)
            return RefusedPage.Of(absent, context);
        var kept = await services.Kept.Find(context, services.Caller);
        var typed = kept ?? context.Request.Query.ToDictionary(q => q.Key, q => q.Value);
        var input = new ActInput(name, typed, services.Library, view?.State, services.Reader.Now);
        var sheet = Sheet(name, input, view, services, Key(), kept is null ? null : ActNotice.Kept);
        // What was typed under an older version is held against that one: what changed since is shown before anything is written.
        return Page(kept is not null && long.TryParse(input.One("version"), out var seen) ? sheet with { Version = seen } : sheet);
    }

    private static async Task<IResult> Post(HttpContext context, string name, ActServices services)
    {
        var form = await Forms.Form(context);
        services.Reader.Recognise(context, form);
        var (view, absent) = await View(context, name, services);
        if (absent is not null)
            return RefusedPage.Of(absent, context);
        var input = new ActInput(name, form.ToDictionary(f => f.Key, f => f.Value), services.Library, view?.State, services.Reader.Now);
        // A switch of language, or a “now” button where there are no scripts: the form is shown again, and nothing is tried.
        if (Forms.IsSwitch(form) || form.ContainsKey("now") || form.ContainsKey("more"))
            return Page(Sheet(name, input, view, services, input.One("key"), null) with { Version = SeenIn(form) ?? view?.Version ?? 0 });
        var seen = SeenIn(form);
        return Act(name, input) is { } act
            ? await Do(context, name, act, input, view, services, seen)
            : Page(Sheet(name, input, view, services, input.One("key"), null) with { Version = seen ?? 0 }, StatusCodes.Status400BadRequest);
    }

    private static async Task<(IncidentView? View, Problem? Absent)> View(HttpContext context, string name, ActServices services)
    {
        if (name == "open")
            return (null, null);
        var incident = context.Request.RouteValues["incident"] as string ?? "";
        var view = await services.Loading.Find(services.Caller, incident, services.Reader, context.RequestAborted);
        if (view is not null && ActForms.Of(name).Any(f => f.Kind is FieldKind.Pick { From: PickFrom.File }))
            view.Files = await services.Store.Attachments.Of(services.Caller.Organisation, incident, context.RequestAborted);
        return (view, view is null ? Problem.Absent : null);
    }

    private static Act? Act(string name, ActInput input)
    {
        if (input.ToJson() is not { } body)
            return null;
        var (act, unread) = ActBody.Read(name, body);
        if (unread is { Key: { } key, Wrong: { } wrong })
            input.BlameField(key, wrong, unread.Remedy);
        return act;
    }

    private static async Task<IResult> Do(
        HttpContext context, string name, Act act, ActInput input, IncidentView? view, ActServices services, long? seen)
    {
        var ct = context.RequestAborted;
        var key = input.One("key") is { Length: > 0 and <= 64 } sent ? sent : Key();
        var asked = new Asked(ActForms.OnlyAdds(name) ? null : seen, (KeyOf(key, name, view?.Id, input), name));
        var acted = await Try(act, view, services, asked, ct);
        // What the clocks and the law did by themselves meanwhile is nobody's contradiction: the person is not asked twice.
        if (acted is Acted.Late late && await OnlyTheSystem(view!, seen!.Value, services, ct))
            acted = await Try(act, view, services, asked with { Expected = late.Version }, ct);
        switch (acted)
        {
            case Acted.Done done:
                return new SeeOther(After(name, input, view, done));
            case Acted.Refused refused:
                return await Refused(name, act, refused.Refusal, input, view, services, seen, key);
            case Acted.Late raced:
                var fresh = await services.Loading.Find(services.Caller, view!.Id, services.Reader, ct) ?? view;
                var changed = await services.Store.Entries(services.Caller.Organisation, view.Id, seen ?? 0, ShownChanges, ct: ct);
                var shown = Sheet(name, input, fresh, services, Key(), ActNotice.Raced) with { Version = raced.Version, Changed = changed };
                return Page(shown, StatusCodes.Status409Conflict);
            case Acted.KeyReused:
                return Page(Sheet(name, input, view, services, Key(), ActNotice.Again), StatusCodes.Status409Conflict);
            case Acted.Absent:
                return RefusedPage.Of(Problem.Absent, context);
            default:
                throw new InvalidOperationException();
        }
    }

    private static Task<Acted> Try(Act act, IncidentView? view, ActServices services, Asked asked, CancellationToken ct) => act is OpenIncident open
        ? services.Desk.Open(services.Caller, open, asked, ct)
        : services.Desk.Do(services.Caller, view!.Id, act, asked, ct);

    private static async Task<bool> OnlyTheSystem(IncidentView view, long seen, ActServices services, CancellationToken ct)
    {
        var since = await services.Store.Entries(services.Caller.Organisation, view.Id, seen, ShownChanges, ct: ct);
        return since.Count < ShownChanges && since.All(e => e.What.Actor == Actors.System);
    }

    private static async Task<IResult> Refused(
        string name, Act act, Refusal refusal, ActInput input, IncidentView? view, ActServices services, long? seen, string key)
    {
        if (refusal.Kind == RefusalKind.Authority)
            await services.Refusals.Note(services.Caller, act.Row, view?.Id ?? "", "post");
        var atField = refusal.Field is { } field && input.BlameField(field, refusal.Wrong, refusal.Remedy);
        var sheet = Sheet(name, input, view, services, key, null) with
        {
            Version = seen ?? view?.Version ?? 0, Refusal = atField ? null : refusal, Article = refusal.Article,
        };
        return Page(sheet, ActRoutes.ProblemOf(refusal).Status);
    }

    private static ActSheet Sheet(string name, ActInput input, IncidentView? view, ActServices services, string key, ActNotice? notice) =>
        new(name, input, view, services.Library, services.Caller, key, view?.Version ?? 0, notice);

    private static Page<ActPage> Page(ActSheet sheet, int status = StatusCodes.Status200OK) => new(new() { [nameof(ActPage.Sheet)] = sheet }, status);

    private static long? SeenIn(IFormCollection form) => long.TryParse(form["version"].ToString(), out var version) && version >= 0 ? version : null;

    private static string Key() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>The same form sent twice is one act; the same form with something else in it is another one.</summary>
    private static string KeyOf(string key, string name, string? incident, ActInput input)
    {
        var typed = input.Typed.Where(t => t.Key is not ("version" or AccessGate.FormTokenField or "return"))
            .OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}={t.Value}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{name}\n{incident}\n{string.Join('\n', typed)}"));
        return $"{key}.{Convert.ToHexStringLower(hash)[..32]}";
    }

    /// <summary>Back to where the person was, which says what was recorded.</summary>
    private static string After(string name, ActInput input, IncidentView? view, Acted.Done done)
    {
        var back = LocalPath.Of(input.One("return"));
        if (back is null && view is null)
            back = $"/incidents/{IncidentOf(done.Answer)}";
        back ??= view!.Path(ActPlaces.PartOf(name));
        var hash = back.IndexOf('#', StringComparison.Ordinal);
        var (path, fragment) = hash < 0 ? (back, "") : (back[..hash], back[hash..]);
        return $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}did={name}{fragment}";
    }

    private static string IncidentOf(string answer)
    {
        using var json = System.Text.Json.JsonDocument.Parse(answer);
        return json.RootElement.GetProperty("incident").GetString()!;
    }
}

/// <summary>What the form of an act says above its fields, beside errors.</summary>
public enum ActNotice
{
    /// <summary>It was typed before the person was signed out.</summary>
    Kept,

    /// <summary>Somebody else was faster.</summary>
    Raced,

    /// <summary>The same form was sent with something else in it.</summary>
    Again,
}

/// <summary>What the handler of acts works with.</summary>
internal sealed record ActServices(
    IncidentLoading Loading, IncidentDesk Desk, RecordStore Store, Library Library, Caller Caller, Reader Reader, Refusals Refusals,
    KeptForms Kept);

/// <summary>The form of an act at one moment.</summary>
/// <param name="Act">The name of the act.</param>
/// <param name="Input">What was typed.</param>
/// <param name="View">The incident, or null before it is opened.</param>
/// <param name="Library">The law.</param>
/// <param name="Caller">Who acts.</param>
/// <param name="Key">What makes sending it twice one act.</param>
/// <param name="Version">The version that the person has seen.</param>
/// <param name="Notice">What is said above the fields, or null.</param>
public sealed record ActSheet(
    string Act, ActInput Input, IncidentView? View, Library Library, Caller Caller, string Key, long Version, ActNotice? Notice)
{
    /// <summary>Why it was refused, where no field is at fault.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The article that the refusal cites.</summary>
    public string? Article { get; init; }

    /// <summary>What was recorded since the person looked.</summary>
    public IReadOnlyList<Entry> Changed { get; init; } = [];
}

/// <summary>Addresses to go back to.</summary>
internal static class LocalPath
{
    /// <summary>A page of ours, never another site's; null for anything else.</summary>
    public static string? Of(string? path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) && path.Length <= 500 ? path : null;
}

/// <summary>On which part of an incident an act is found.</summary>
internal static class ActPlaces
{
    /// <summary>The act that brings about what another one needs, or null when no single one does.</summary>
    public static string? Brings(string needs) => needs switch
    {
        "level-judged" => "judge-level",
        "response-running" => "start-response",
        "response-over" => "end-response",
        "first-handling" => "first-handling",
        "handling-ended" => "end-handling",
        "investigated" => "investigate",
        "summed-up" => "sum-up",
        "ratified" => "ratify",
        _ => null,
    };

    /// <summary>The part on which an act is found; empty for the overview.</summary>
    public static string PartOf(string act) => act switch
    {
        "assert-fact" or "state-time" or "correct-time" or "classify" => "facts",
        "judge-level" or "record-determination" => "level",
        "report" or "record-receipt" or "correct-report" or "decide-not-to-report" or "release-duty" or "notify-users" => "clocks",
        "first-handling" or "do-measure" => "measures",
        "set-task" or "finish-task" => "tasks",
        "take-evidence" or "hand-over-evidence" => "evidence",
        "add-indicators" => "indicators",
        "add-note" or "watch-opinion" => "timeline",
        "ratify" => "people",
        "start-response" or "adjust-response" or "end-response" or "end-handling" or "investigate" or "sum-up" or "archive" => "end",
        "dismiss" or "reopen" or "link" or "merge" => "end",
        _ => "",
    };
}
