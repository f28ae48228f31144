using System.Globalization;
using Fengsui.Law.Calendar;
using Fengsui.Law.Input;
using Fengsui.Law.Packs;
using Fengsui.Response.Rosters;
using Fengsui.Server.Features.Incidents;
using Fengsui.Server.People;
using Fengsui.Server.People.Pages;
using Fengsui.Server.Platform;
using Fengsui.Store.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.Features.Rosters;

/// <summary>The pages of rosters: who is on duty, the month, swaps, leave, strengthened duty, and the form of the plan.</summary>
internal static class RosterPages
{
    public static void MapRosterPages(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/rosters", (HttpContext context, RosterPage page) => page.Show(context, null)).For(Access.SignedIn);
        routes.MapRead("/rosters/new", (HttpContext context, PlanForm form) => form.Show(context, null)).For(Access.May(RosterDecisions.SetRoster));
        routes.MapPost("/rosters/new", (HttpContext context, PlanForm form) => form.Post(context, null)).For(Access.May(RosterDecisions.SetRoster)).KeepsTyped();
        routes.MapPost("/rosters/calendar", (HttpContext context, RosterPage page) => page.MakeLink(context)).For(Access.InPerson);
        routes.MapPost("/rosters/calendar/{link}/end", (HttpContext context, string link, RosterPage page) => page.EndLink(context, link)).For(Access.InPerson);
        routes.MapRead("/rosters/{roster}", (HttpContext context, string roster, RosterPage page) => page.Show(context, roster)).For(Access.SignedIn);
        routes.MapRead("/rosters/{roster}/plan", (HttpContext context, string roster, PlanForm form) => form.Show(context, roster)).For(Access.May(RosterDecisions.SetRoster));
        routes.MapPost("/rosters/{roster}/plan", (HttpContext context, string roster, PlanForm form) => form.Post(context, roster)).For(Access.May(RosterDecisions.SetRoster)).KeepsTyped();
        Act(routes, "swap", RosterDecisions.SwapShift, Swap);
        Act(routes, "leave", RosterDecisions.TakeLeave, Leave);
        Act(routes, "leave/{no:int}/end", RosterDecisions.TakeLeave, (c, _, _) => (new RosterAct.EndLeave(No(c)), null));
        Act(routes, "strengthen", RosterDecisions.StrengthenDuty, Strengthen);
        Act(routes, "strengthen/{no:int}/end", RosterDecisions.StrengthenDuty, (c, _, _) => (new RosterAct.EndStrengthening(No(c)), null));
        Act(routes, "end", RosterDecisions.SetRoster, (_, _, _) => (new RosterAct.End(), null));
    }

    private static void Act(IEndpointRouteBuilder routes, string path, string act, Func<HttpContext, IFormCollection, RosterView, (RosterAct? Act, Problem? Wrong)> read) =>
        routes.MapPost($"/rosters/{{roster}}/{path}", (HttpContext context, string roster, RosterPage page) => page.Act(context, roster, path.Split('/')[0], read)).For(Access.May(act));

    private static int No(HttpContext context) => int.Parse((string)context.Request.RouteValues["no"]!, NumberStyles.None, CultureInfo.InvariantCulture);

    private static (RosterAct?, Problem?) Swap(HttpContext context, IFormCollection typed, RosterView view)
    {
        if (ShiftOf(typed["first_shifts"].ToString()) is not { } first || view.Schedule.Find(first) is not { } given || view.Schedule.PartsOf(given).FirstOrDefault() is not { } holder)
            return (null, Problem.Field("first_shifts", new("没有选择班次", "no shift is chosen"), new("请选择要换出的班次", "choose the shift that is given away")));
        ShiftRef? second = ShiftOf(typed["second_shifts"].ToString());
        var other = typed["second"].ToString() is { Length: > 0 } named ? named
            : second is { } at && view.Schedule.Find(at) is { } shift ? view.Schedule.PartsOf(shift).FirstOrDefault()?.Person ?? "" : "";
        return other.Length == 0
            ? (null, Problem.Field("second", new("没有写交给谁", "nobody is named to take it"), new("请选择另一个人，或者对方的班次", "choose another person, or the other's shift")))
            : (new RosterAct.SwapShifts(holder.Person, [first], other, second is { } back ? [back] : []), null);
    }

    private static ShiftRef? ShiftOf(string said) => said.Split('@') is [var layer, var from]
        && int.TryParse(layer, NumberStyles.None, CultureInfo.InvariantCulture, out var l) && long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var f)
            ? new(l, new(f)) : null;

    private static (RosterAct?, Problem?) Leave(HttpContext context, IFormCollection typed, RosterView view)
    {
        var (from, until, wrong) = Span(typed);
        return wrong is not null ? (null, wrong)
            : (new RosterAct.TakeLeave(typed["person"].ToString(), from, until, typed["substitute"].ToString() is { Length: > 0 } substitute ? substitute : null), null);
    }

    private static (RosterAct?, Problem?) Strengthen(HttpContext context, IFormCollection typed, RosterView view)
    {
        var (from, until, wrong) = Span(typed);
        return wrong is not null ? (null, wrong) : (new RosterAct.Strengthen(typed["occasion"].ToString(), from, until), null);
    }

    private static (Instant From, Instant Until, Problem? Wrong) Span(IFormCollection typed)
    {
        static Problem Wrong(string field) => Problem.Field(field, new("不是时间", "not a time"), new("应写作 2026-10-03 02:14", "write it as 2026-10-03 02:14"));
        if (!Moments.TryParse(typed["from"].ToString(), out var from))
            return (default, default, Wrong("from"));
        return Moments.TryParse(typed["until"].ToString(), out var until) ? (from, until, null) : (default, default, Wrong("until"));
    }
}

/// <summary>The page of a roster, and the small forms on it.</summary>
internal sealed class RosterPage(RosterServices services, CalendarLinks links, Reader reader)
{
    private const long Day = 86_400;

    private RosterDesk Desk => services.Desk;

    public async Task<IResult> Show(HttpContext context, string? roster)
    {
        reader.Recognise(context);
        return await Page(context, roster, null, null);
    }

    public async Task<IResult> Act(HttpContext context, string roster, string form, Func<HttpContext, IFormCollection, RosterView, (RosterAct? Act, Problem? Wrong)> read)
    {
        var typed = await Forms.Form(context);
        reader.Recognise(context, typed);
        await services.Names.Load(context.RequestAborted);
        if (await Desk.Find(services.Caller.Organisation, roster, Desk.Now, context.RequestAborted) is not { } view)
            return RefusedPage.Of(Problem.Absent, context);
        var wrong = Forms.IsSwitch(typed) ? null : await Do(context, typed, view, read);
        return wrong is null && !Forms.IsSwitch(typed) ? new SeeOther($"{view.Path}?done={form}#{form}") : await Page(context, roster, new(form, typed, wrong), null);
    }

    public async Task<IResult> MakeLink(HttpContext context)
    {
        var typed = await Forms.Form(context);
        reader.Recognise(context, typed);
        if (Forms.IsSwitch(typed))
            return await Page(context, null, null, null);
        var address = await CalendarRoutes.Make(context, typed["about"].ToString() != "all", services.Caller, links, Desk.Now);
        return await Page(context, null, address is null ? new("calendar", typed, CalendarRoutes.TooMany) : null, address);
    }

    public async Task<IResult> EndLink(HttpContext context, string link)
    {
        await links.End(link, services.Caller.Person, Desk.Now.UnixSeconds, context.RequestAborted);
        return new SeeOther("/rosters?done=calendar#calendar");
    }

    private async Task<Problem?> Do(HttpContext context, IFormCollection typed, RosterView view, Func<HttpContext, IFormCollection, RosterView, (RosterAct? Act, Problem? Wrong)> read)
    {
        var (act, wrong) = read(context, typed, view);
        if (act is null)
            return wrong;
        var acted = await services.Do(view.Id, act, new(null, null), context.RequestAborted);
        return acted is RosterActed.Done ? null : services.Problem(acted);
    }

    private async Task<IResult> Page(HttpContext context, string? roster, Posted? posted, string? address)
    {
        var ct = context.RequestAborted;
        await services.Names.Load(ct);
        var month = MonthOf(context);
        var all = await Desk.InUse(services.Caller.Organisation, ct);
        var shown = roster is null ? (all.Count > 0 ? all[0] : null) : await Desk.Find(services.Caller.Organisation, roster, Instant.StartOf(month.AddMonths(1)), ct);
        if (roster is not null && shown is null)
            return RefusedPage.Of(Problem.Absent, context);
        if (roster is null && shown is not null)
            shown = await Desk.Find(services.Caller.Organisation, shown.Id, Instant.StartOf(month.AddMonths(1)), ct);
        return new Page<RostersPage>(new()
        {
            [nameof(RostersPage.Rosters)] = all,
            [nameof(RostersPage.Shown)] = shown,
            [nameof(RostersPage.Month)] = month,
            [nameof(RostersPage.Links)] = await links.Of(services.Caller.Person, ct),
            [nameof(RostersPage.Address)] = address,
            [nameof(RostersPage.PostedForm)] = posted,
        }, posted?.Status ?? StatusCodes.Status200OK);
    }

    private DateOnly MonthOf(HttpContext context) => Days.TryParse(context.Request.Query["month"].ToString() + "-01", out var month)
        && Math.Abs(month.DayNumber - reader.Now.Day.DayNumber) < 3000 ? month : new(reader.Now.Day.Year, reader.Now.Day.Month, 1);
}

/// <summary>The form of a plan: a new one, or the change of one that stands.</summary>
internal sealed class PlanForm(RosterServices services, Library library, Reader reader)
{
    public async Task<IResult> Show(HttpContext context, string? roster)
    {
        reader.Recognise(context);
        await services.Names.Load(context.RequestAborted);
        if (roster is null)
            return Page(null, TypedPlan.New(library.Procedure.Posts.FirstOrDefault(p => p.DeputyNeeded && services.Caller.State.HoldersOf(p.Id).Any())?.Id ?? "", reader.Now.Day), null);
        return await services.Desk.Find(services.Caller.Organisation, roster, reader.Now, context.RequestAborted) is { State.EndedAt: null } found
            ? Page(found, TypedPlan.Of(found.State.Plan, reader.Now.Day, services.Names), null)
            : RefusedPage.Of(Problem.Absent, context);
    }

    public async Task<IResult> Post(HttpContext context, string? roster)
    {
        var form = await Forms.Form(context);
        reader.Recognise(context, form);
        await services.Names.Load(context.RequestAborted);
        var found = roster is null ? null : await services.Desk.Find(services.Caller.Organisation, roster, reader.Now, context.RequestAborted);
        if (roster is not null && found is null)
            return RefusedPage.Of(Problem.Absent, context);
        var typed = TypedPlan.Of(form);
        if (Forms.IsSwitch(form) || form.ContainsKey("more"))
            return Page(found, typed, null);
        try
        {
            var acted = await services.Do(roster, services.Names.Plan(typed.ToNode()), new(null, null), context.RequestAborted);
            return acted is RosterActed.Done done
                ? new SeeOther($"/rosters/{roster ?? System.Text.Json.JsonDocument.Parse(done.Answer).RootElement.GetProperty("roster").GetString()}?done=plan#on-duty")
                : Page(found, typed, services.Problem(acted));
        }
        catch (InputException e)
        {
            return Page(found, typed, Problem.Field(e.Key, e.Wrong, e.Remedy));
        }
    }

    private static Page<PlanPage> Page(RosterView? roster, TypedPlan typed, Problem? wrong) => new(new()
    {
        [nameof(PlanPage.Roster)] = roster, [nameof(PlanPage.Typed)] = typed, [nameof(PlanPage.Wrong)] = wrong,
    }, wrong?.Status ?? StatusCodes.Status200OK);
}
