using Fengsui.Server.Features.Incidents.Pages;
using Fengsui.Server.Features.Rosters;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Microsoft.AspNetCore.Http;

namespace Fengsui.Server.Features.OnDuty;

/// <summary>The first page of whoever is signed in: 值守台.</summary>
internal static class DutyRoutes
{
    /// <summary>The duty desk, as a page or as the fragment that follows the changes.</summary>
    public static async Task<IResult> Show(HttpContext context, IncidentLoading loading, RosterDesk rosters, RecordStore store, Caller caller, Reader reader)
    {
        reader.Recognise(context);
        // Whoever may not read incidents manages people and the system: for them it says so.
        if (!MayRead(caller))
            return new Page<DutyPage>(new() { [nameof(DutyPage.Desk)] = null });
        var desk = await DutyDesk.Of(loading, rosters, store, caller, reader, context.RequestAborted);
        return context.Request.Query["fragment"] == "1" || context.Request.Headers.ContainsKey("HX-Request")
            ? new Page<DutyBody>(new() { [nameof(DutyBody.Desk)] = desk })
            : new Page<DutyPage>(new() { [nameof(DutyPage.Desk)] = desk });
    }

    private static bool MayRead(Caller caller) => caller.May("read") is not Fengsui.Response.Posts.Authority.No && caller.Has(Scope.Read);
}
