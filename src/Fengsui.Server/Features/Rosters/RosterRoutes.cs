using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Input;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Rosters;
using Fengsui.Server.Features.Incidents;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Fengsui.Store.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Fengsui.Server.Features.Rosters;

/// <summary>A shift as programs name it.</summary>
/// <param name="Layer">The layer, from 1.</param>
/// <param name="From">When it begins.</param>
internal sealed record ShiftBody(int Layer, Instant From)
{
    public ShiftRef Ref => new(Layer < 1 ? -1 : Layer - 1, From);
}

/// <summary>The body of a swap.</summary>
internal sealed record SwapBody(string First, IReadOnlyList<ShiftBody> FirstShifts, string Second, IReadOnlyList<ShiftBody>? SecondShifts = null);

/// <summary>The body of a leave.</summary>
internal sealed record LeaveBody(string Person, Instant From, Instant Until, string? Substitute = null);

/// <summary>The body of a strengthening.</summary>
internal sealed record StrengthenBody(string Occasion, Instant From, Instant Until);

/// <summary>Rosters for programs, and the one call that says who is on duty: <c>GET /api/v1/duty?at=…</c>.</summary>
internal static class RosterRoutes
{
    private static readonly JsonSerializerOptions Shape = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new InstantConverter() },
    };

    public static void AddRosters(this IServiceCollection services)
    {
        services.AddSingleton<RosterDesk>();
        services.AddSingleton(s => new CalendarLinks(s.GetRequiredService<Fengsui.Store.Database>()));
        services.AddSingleton(s => new Notices.OnDutySource(s.GetRequiredService<RosterDesk>().PeopleByLayer));
        services.TryAddSingleton(s => new ContactBook(s.GetRequiredService<Fengsui.Store.Database>()));
        services.AddScoped<RosterNames>();
        services.AddScoped<RosterServices>();
        services.AddScoped<RosterPage>();
        services.AddScoped<PlanForm>();
        services.AddScoped<EmergencyContacts>();
    }

    public static void MapRosters(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/api/v1/duty", Duty).For(Access.SignedIn).WithName("duty").WithTags("roster");
        routes.MapRead("/api/v1/rosters", List).For(Access.SignedIn).WithName("rosters").WithTags("roster");
        routes.MapRead("/api/v1/rosters/{roster}", Show).For(Access.SignedIn).WithName("roster").WithTags("roster");
        routes.MapRead("/api/v1/rosters/{roster}/shifts", Shifts).For(Access.SignedIn).WithName("roster-shifts").WithTags("roster");
        routes.MapRead("/api/v1/rosters/{roster}/fairness", Fair).For(Access.SignedIn).WithName("roster-fairness").WithTags("roster");
        Act(routes, "/api/v1/rosters", "new-roster", RosterDecisions.SetRoster, (body, names) => names.Plan("body", body));
        Act(routes, "/api/v1/rosters/{roster}/plan", "set-roster", RosterDecisions.SetRoster, (body, names) => names.Plan("body", body));
        Act<SwapBody>(routes, "swaps", "swap-shift", RosterDecisions.SwapShift, (b, names) => new RosterAct.SwapShifts(
            names.Id(b.First), [.. b.FirstShifts.Select(RefOf)], names.Id(b.Second), [.. (b.SecondShifts ?? []).Select(RefOf)]));
        Act<LeaveBody>(routes, "leaves", "take-leave", RosterDecisions.TakeLeave,
            (b, names) => new RosterAct.TakeLeave(names.Id(b.Person), b.From, b.Until, b.Substitute is { Length: > 0 } s ? names.Id(s) : null));
        Act<StrengthenBody>(routes, "strengthenings", "strengthen-duty", RosterDecisions.StrengthenDuty, (b, _) => new RosterAct.Strengthen(b.Occasion, b.From, b.Until));
        End(routes, "leaves/{no:int}/end", "end-leave", RosterDecisions.TakeLeave, no => new RosterAct.EndLeave(no));
        End(routes, "strengthenings/{no:int}/end", "end-strengthening", RosterDecisions.StrengthenDuty, no => new RosterAct.EndStrengthening(no));
        End(routes, "end", "end-roster", RosterDecisions.SetRoster, _ => new RosterAct.End());
        routes.MapRosterPages();
        routes.MapContacts();
        routes.MapCalendars();
    }

    private static void Act<T>(IEndpointRouteBuilder routes, string path, string name, string act, Func<T, RosterNames, RosterAct> read)
        where T : notnull =>
        Act(routes, $"/api/v1/rosters/{{roster}}/{path}", name, act, (body, names) =>
            read(JsonSerializer.Deserialize<T>(body, Shape) ?? throw new JsonException("there is no object"), names)).Accepts<T>("application/json", "*/*");

    private static ShiftRef RefOf(ShiftBody? shift) => shift?.Ref ?? throw new JsonException("a shift is null");

    private static void End(IEndpointRouteBuilder routes, string path, string name, string act, Func<int, RosterAct> read) =>
        routes.MapPost($"/api/v1/rosters/{{roster}}/{path}", (HttpContext context, RosterServices services) => Answer(context, name, services,
            (_, _) => read(int.TryParse(context.Request.RouteValues["no"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var no) ? no : 0)))
            .For(Access.May(act)).WithName(name).WithTags("roster");

    private static RouteHandlerBuilder Act(IEndpointRouteBuilder routes, string path, string name, string act, Func<byte[], RosterNames, RosterAct> read) =>
        routes.MapPost(path, (HttpContext context, RosterServices services) => Answer(context, name, services, read)).For(Access.May(act)).WithName(name).WithTags("roster");

    private static async Task<IResult> Answer(HttpContext context, string name, RosterServices services, Func<byte[], RosterNames, RosterAct> read)
    {
        var body = await ActRoutes.Body(context);
        var roster = context.Request.RouteValues["roster"] as string;
        await services.Names.Load(context.RequestAborted);
        RosterAct act;
        try
        {
            act = read(body, services.Names);
        }
        catch (InputException e)
        {
            return Problem.Field(e.Key, e.Wrong, e.Remedy);
        }
        catch (JsonException e)
        {
            return Problem.Field(e.Path is { Length: > 2 } path ? path[2..] : "body", new("不是这个接口要的 JSON", "not the JSON that this call takes"),
                new("键和形式见 openapi.json；时刻写作 2026-10-03T02:14:00+08:00", "see openapi.json for keys and forms; instants as 2026-10-03T02:14:00+08:00"));
        }
        var (asked, wrong) = ActRoutes.Ask(context, name, $"{roster}{context.Request.RouteValues["no"]}", body);
        if (wrong is not null)
            return wrong;
        var acted = await services.Do(roster, act, asked!, context.RequestAborted);
        if (acted is not RosterActed.Done done)
            return services.Problem(acted);
        if (done.Version is { } version)
            context.Response.Headers.ETag = $"\"{version}\"";
        return Results.Text(done.Answer, "application/json", Encoding.UTF8, done.Status);
    }

    private static async Task<IResult> Duty(HttpContext context, Caller caller, RosterDesk desk, RosterNames names, Library library, Reader reader)
    {
        reader.Recognise(context);
        if (!Moment(context, "at", desk.Now, out var at))
            return WrongMoment("at");
        await names.Load(context.RequestAborted);
        var duties = await desk.OnDuty(caller.Organisation, at, context.RequestAborted);
        return Results.Json(new
        {
            at = at.ToString(),
            rosters = duties.Select(d => new
            {
                roster = d.Roster.Id,
                name = d.Roster.State.Name,
                strengthened = d.Strengthened?.Occasion,
                layers = d.Layers.Select(l => new
                {
                    layer = l.Layer + 1,
                    post = l.Post,
                    on_duty = l.Awake,
                    person = l.Person,
                    display_name = l.Person is { } person ? names.Of(person) : null,
                    from = l.From.ToString(),
                    until = l.Until.ToString(),
                    next = l.Next,
                    next_name = l.Next is { } next ? names.Of(next) : null,
                    why = RosterWords.Why(l.Cause, names.Of).In(reader.Language),
                }),
            }),
        });
    }

    private static async Task<IResult> List(Caller caller, RosterDesk desk, CancellationToken ct) => Results.Json(new
    {
        rosters = (await desk.InUse(caller.Organisation, ct)).Select(r => new
        {
            roster = r.Id, name = r.State.Name, version = r.Version, from = r.State.Since.ToString(), until = r.State.Until?.ToString(),
        }),
    });

    private static async Task<IResult> Show(HttpContext context, string roster, Caller caller, RosterDesk desk, RosterNames names, Reader reader)
    {
        reader.Recognise(context);
        if (await desk.Find(caller.Organisation, roster, desk.Now, context.RequestAborted) is not { } found)
            return Problem.Absent;
        await names.Load(context.RequestAborted);
        context.Response.Headers.ETag = $"\"{found.Version}\"";
        object Shift(ShiftRef s) => new { layer = s.Layer + 1, from = s.From.ToString() };
        return Results.Json(new
        {
            roster,
            version = found.Version,
            since = found.State.Since.ToString(),
            ended_at = found.State.EndedAt?.ToString(),
            plan = found.State.Plan,
            swaps = found.State.Swaps.Select(s => new
            {
                no = s.No, first = s.First, first_shifts = s.FirstShifts.Select(Shift), second = s.Second, second_shifts = s.SecondShifts.Select(Shift),
            }),
            leaves = found.State.Leaves.Select(l => new { no = l.No, person = l.Person, from = l.From.ToString(), until = l.Until?.ToString(), substitute = l.Substitute }),
            strengthenings = found.State.Strengthened.Select(s => new { no = s.No, occasion = s.Occasion, from = s.From.ToString(), until = s.Until.ToString() }),
            problems = found.Schedule.Problems(desk.Now).Take(100).Select(p => new
            {
                layer = p.Layer + 1, from = p.From.ToString(), until = p.Until.ToString(), said = p.Said(names.Of).In(reader.Language),
            }),
        });
    }

    private static async Task<IResult> Shifts(HttpContext context, string roster, Caller caller, RosterDesk desk, RosterNames names, Reader reader)
    {
        reader.Recognise(context);
        if (Span(context, desk.Now, out var from, out var until) is { } wrong)
            return wrong;
        if (await desk.Find(caller.Organisation, roster, until, context.RequestAborted) is not { } found)
            return Problem.Absent;
        await names.Load(context.RequestAborted);
        return Results.Json(new
        {
            from = from.ToString(),
            until = until.ToString(),
            shifts = Enumerable.Range(0, found.Schedule.Stretches.Count).SelectMany(l => found.Schedule.Within(l, from, until)).Select(s => new
            {
                layer = s.Layer + 1,
                shift = s.Shift.From.ToString(),
                from = s.From.ToString(),
                until = s.Until.ToString(),
                person = s.Person,
                display_name = names.Of(s.Person),
                why = RosterWords.Why(s.Cause, names.Of).In(reader.Language),
            }),
        });
    }

    private static async Task<IResult> Fair(HttpContext context, string roster, Caller caller, RosterDesk desk, RosterNames names, Library library)
    {
        if (Span(context, desk.Now, out var from, out var until) is { } wrong)
            return wrong;
        if (await desk.Find(caller.Organisation, roster, until, context.RequestAborted) is not { } found)
            return Problem.Absent;
        await names.Load(context.RequestAborted);
        return Results.Json(new
        {
            from = from.ToString(),
            until = until.ToString(),
            layers = Enumerable.Range(0, found.Schedule.Shifts.Count).Select(l => (Layer: l, Fair: Fairness.Of(found.Schedule, l, library.Calendar, from, until))).Select(f => new
            {
                layer = f.Layer + 1,
                people = f.Fair.Shares.Select(s => new
                {
                    person = s.Person, display_name = names.Of(s.Person), shifts = s.Shifts, hours = s.Seconds / 3600.0, nights = s.Nights, weekends = s.Weekends, holidays = s.Holidays,
                }),
                spread = new
                {
                    hours = f.Fair.Spread(s => s.Seconds) / 3600.0, nights = f.Fair.Spread(s => s.Nights), weekends = f.Fair.Spread(s => s.Weekends), holidays = f.Fair.Spread(s => s.Holidays),
                },
            }),
        });
    }

    private static Problem? Span(HttpContext context, Instant now, out Instant from, out Instant until)
    {
        const long Month = 31 * 86_400L;
        until = default;
        if (!Moment(context, "from", Instant.StartOf(now.Day), out from))
            return WrongMoment("from");
        if (!Moment(context, "until", from.Plus(Month), out until))
            return WrongMoment("until");
        return until > from && until.UnixSeconds - from.UnixSeconds <= 13 * Month ? null
            : Problem.Field("until", new("不在 from 之后，或者相隔太久", "not after `from`, or too far from it"), new("最长十三个月", "thirteen months at most"));
    }

    private static bool Moment(HttpContext context, string name, Instant missing, out Instant at)
    {
        at = missing;
        // A plus sign of an offset that nobody escaped arrives as a blank.
        return context.Request.Query[name].FirstOrDefault() is not { Length: > 0 } said || Moments.TryParse(said.Replace(' ', said.Length > 20 ? '+' : ' '), out at);
    }

    private static Problem WrongMoment(string name) => Problem.Field(name, new("不是时刻", "not an instant"),
        new("应写作 2026-10-03T02:14:00+08:00，或 2026-10-03 02:14（北京时间）", "write it as 2026-10-03T02:14:00+08:00, or 2026-10-03 02:14 (+08:00)"));
}
