using Fengsui.Law.Packs;
using Fengsui.Response.Organisations;
using Fengsui.Server.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.People.Pages;

/// <summary>Name, profile and settings of the organisation, as one form.</summary>
internal static class SettingPages
{
    private const int LongestText = 1000;

    public static void MapSettingPages(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/settings", Show).For(Access.SignedIn);
        routes.MapPost("/settings", Save).For(Access.May(OrganisationDecisions.ManageSettings));
    }

    private static IResult Show(HttpContext context, Reader reader)
    {
        reader.Recognise(context);
        return new Page<SettingsPage>();
    }

    private static async Task<IResult> Save(HttpContext context, Decisions decisions, Library library, Reader reader)
    {
        var typed = await Forms.Form(context);
        reader.Recognise(context, typed);
        var wrong = Forms.IsSwitch(typed) ? null : await Change(typed, decisions, library, context.RequestAborted);
        return wrong is null && !Forms.IsSwitch(typed)
            ? new SeeOther("/settings?done=settings")
            : new Page<SettingsPage>(
                new() { [nameof(SettingsPage.Refused)] = new Posted("settings", typed, wrong) }, wrong?.Status ?? StatusCodes.Status200OK);
    }

    // The profile first: it is looked at as a whole before the first of it is written.
    private static async Task<Problem?> Change(IFormCollection typed, Decisions decisions, Library library, CancellationToken ct)
    {
        var fields = Forms.Typed(typed);
        var (name, noName) = fields.Text("name", LongestText);
        if (noName is not null)
            return noName;
        return await decisions.Do(new OrganisationAct.ChangeProfile(ProfileEntries.Read(typed, library)), null, ct)
            ?? await decisions.Do(new OrganisationAct.ChangeSetting(Organisation.RatifyHoursSetting,
                typed[Organisation.RatifyHoursSetting].ToString().Trim()), null, ct)
            ?? await decisions.Do(new OrganisationAct.ChangeSetting(Organisation.ActsAsSetting, typed[Organisation.ActsAsSetting].ToString()), null, ct)
            ?? await decisions.Do(new OrganisationAct.Rename(name.Trim()), null, ct);
    }
}
