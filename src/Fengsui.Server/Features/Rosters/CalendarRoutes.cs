using System.Text;
using Fengsui.Law.Calendar;
using Fengsui.Response.Rosters;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Fengsui.Store.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.Features.Rosters;

/// <summary>Duty as a calendar that a phone subscribes to. Phones sign in nowhere: the address itself is the secret, is kept as a hash, and can be ended.</summary>
internal static class CalendarRoutes
{
    private const string Purpose = "calendar";
    private const long Day = 86_400;
    private const long Before = 31 * Day;
    private const long After = 120 * Day;

    public static void MapCalendars(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/calendar/{secret:length(64)}.ics", Read).For(Access.Everyone);
        routes.MapRead("/api/v1/calendar-links", List).For(Access.InPerson).WithName("calendar-links").WithTags("roster");
        routes.MapPost("/api/v1/calendar-links", MakeLink).For(Access.InPerson).WithName("make-calendar-link").WithTags("roster");
        routes.MapPost("/api/v1/calendar-links/{link}/end", End).For(Access.InPerson).WithName("end-calendar-link").WithTags("roster");
    }

    /// <summary>Makes an address; null when the person has as many as one may have.</summary>
    /// <param name="context">The request: its host is that of the address.</param>
    /// <param name="mine">Whether it shows the person's own duty only.</param>
    /// <param name="caller">Who.</param>
    /// <param name="links">The addresses.</param>
    /// <param name="now">Now.</param>
    public static async Task<string?> Make(HttpContext context, bool mine, Caller caller, CalendarLinks links, Instant now)
    {
        var secret = Secrets.New();
        var link = new CalendarLink(Secrets.Hash(Purpose, secret), caller.Organisation, caller.Person, mine ? caller.Person : "", now.UnixSeconds, null, null);
        return await links.Add(link, context.RequestAborted) ? $"{OwnAddress.Of(context)}/calendar/{secret}.ics" : null;
    }

    private static async Task<IResult> List(Caller caller, CalendarLinks links, CancellationToken ct) => Results.Json(new
    {
        links = (await links.Of(caller.Person, ct)).Select(l => new
        {
            link = l.Id, mine = l.About.Length > 0, created_at = new Instant(l.CreatedAt).ToString(), last_used = l.LastUsed is { } used ? new Instant(used).ToString() : null,
        }),
    });

    private static async Task<IResult> MakeLink(HttpContext context, Caller caller, CalendarLinks links, RosterDesk desk)
    {
        var (fields, notJson) = await Forms.Json(context, "mine");
        var (mine, noFlag) = fields.Flag("mine", missing: true);
        if ((notJson ?? noFlag) is { } wrong)
            return wrong;
        return await Make(context, mine, caller, links, desk.Now) is { } address
            ? Results.Json(new { address }, statusCode: StatusCodes.Status201Created)
            : TooMany;
    }

    /// <summary>409: a person has as many addresses as one may have.</summary>
    public static Problem TooMany { get; } = Problem.Conflict(
        new($"日历地址已有 {CalendarLinks.Most} 个", $"there are {CalendarLinks.Most} addresses already"), new("请先停用不用的", "end those that are not used first"));

    private static async Task<IResult> End(string link, Caller caller, CalendarLinks links, RosterDesk desk, CancellationToken ct) =>
        await links.End(link, caller.Person, desk.Now.UnixSeconds, ct) ? Results.NoContent() : Problem.Absent;

    private static async Task<IResult> Read(
        HttpContext context, string secret, CalendarLinks links, RosterDesk desk, Organisations organisations, AccountBook book, Throttle throttle)
    {
        var ct = context.RequestAborted;
        var now = desk.Now;
        if (await links.Find(Secrets.Hash(Purpose, secret), ct) is not { } link)
            return throttle.Address(context, now) is { } seconds ? Problem.TooMany(seconds) : Problem.Absent;
        // It goes with the person who made it, and with the one whose duty it shows.
        if (await organisations.Load(link.Organisation, ct) is not { } organisation || !organisation.People.ContainsKey(link.Person)
            || link.About.Length > 0 && !organisation.People.ContainsKey(link.About))
            return Problem.Absent;
        await links.Used(link, now.UnixSeconds, ct);
        var names = (await book.AccountsOf(link.Organisation, ct)).ToDictionary(a => a.Id, a => a.DisplayName);
        var rosters = await desk.InUse(link.Organisation, ct);
        var text = CalendarFile.Write($"值班 {organisation.Name}", rosters.Select(r => r.State.Changed).DefaultIfEmpty(new(link.CreatedAt)).MaxBy(c => c.UnixSeconds),
            rosters.SelectMany(r => EntriesOf(r, link.About, names, now)));
        context.Response.Headers["X-Robots-Tag"] = "noindex";
        return Results.Text(text, CalendarFile.MediaType, Encoding.UTF8);
    }

    private static IEnumerable<CalendarEntry> EntriesOf(RosterView roster, string about, IReadOnlyDictionary<string, string> names, Instant now)
    {
        string Name(string person) => names.GetValueOrDefault(person) is { Length: > 0 } name ? name : person;
        for (var layer = 0; layer < roster.Schedule.Stretches.Count; layer++)
            foreach (var stretch in roster.Schedule.Within(layer, now.Plus(-Before), now.Plus(After)))
                if (about.Length == 0 || stretch.Person == about)
                    yield return new(
                        // A shift keeps its name whoever serves it, so that a swap changes an entry and leaves no ghost of it.
                        $"{roster.Id}-{layer + 1}-{stretch.Shift.From.UnixSeconds}-{stretch.From.UnixSeconds - stretch.Shift.From.UnixSeconds}@fengsui",
                        stretch.From, stretch.Until,
                        $"值班：{Name(stretch.Person)}（{RosterTexts.LayerName(layer).Zh}）",
                        $"{roster.State.Name}\n{RosterWords.Why(stretch.Cause, Name).Zh}");
    }
}
