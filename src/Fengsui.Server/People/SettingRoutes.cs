using System.Text.Json;
using Fengsui.Law.Packs;
using Fengsui.Response.Organisations;
using Fengsui.Server.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.People;

/// <summary>Name, settings and profile of the organisation.</summary>
internal static class SettingRoutes
{
    private const int LongestText = 1000;

    public static void MapSettings(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/api/v1/settings", Show).For(Access.SignedIn);
        routes.MapPatch("/api/v1/settings", Change).For(Access.May(OrganisationDecisions.ManageSettings));
        routes.MapRead("/api/v1/profile", ShowProfile).For(Access.SignedIn);
        routes.MapPatch("/api/v1/profile", ChangeProfile).For(Access.May(OrganisationDecisions.ManageSettings));
    }

    private static IResult Show(Caller caller) => Results.Json(new { name = caller.State.Name, ratify_hours = caller.State.RatifyHours(), acts_as = caller.State.ActsAs() });

    private static async Task<IResult> Change(HttpContext context, Decisions decisions)
    {
        var (fields, notJson) = await Forms.Json(context, "name", Organisation.RatifyHoursSetting, Organisation.ActsAsSetting);
        var (name, noName) = fields.Text("name", LongestText, optional: true);
        if ((notJson ?? noName) is { } at)
            return at;
        if (fields.ContainsKey("name") && await decisions.Do(new OrganisationAct.Rename(name), null, context.RequestAborted) is { } wrongName)
            return wrongName;
        if (fields.TryGetValue(Organisation.ActsAsSetting, out var actsAs)
            && await decisions.Do(new OrganisationAct.ChangeSetting(Organisation.ActsAsSetting, actsAs.ToString()), null, context.RequestAborted) is { } wrongBody)
            return wrongBody;
        return fields.TryGetValue(Organisation.RatifyHoursSetting, out var hours)
            ? await decisions.Answer(new OrganisationAct.ChangeSetting(Organisation.RatifyHoursSetting, hours.ToString()), null,
                context.RequestAborted)
            : Results.NoContent();
    }

    private static IResult ShowProfile(HttpContext context, Caller caller, Library library, Reader reader)
    {
        reader.Recognise(context);
        return Results.Json(new
        {
            facts = library.Vocabulary.Facts.Where(f => f.OfOrganisation).Select(f => new
            {
                fact = f.Id,
                ask = f.Ask.In(reader.Language),
                values = f.Words.Select(w => w.Zh),
                value = caller.State.Profile.GetValueOrDefault(f.Id, OrganisationDecisions.Unknown),
            }),
        });
    }

    private static async Task<IResult> ChangeProfile(HttpContext context, Decisions decisions, Library library)
    {
        var (fields, notJson) = await Forms.Json(context, [.. library.Vocabulary.Facts.Where(f => f.OfOrganisation).Select(f => f.Id)]);
        if (notJson is not null)
            return notJson;
        // All of them are looked at before the first is written: half a profile would be a wrong one.
        foreach (var (fact, said) in fields)
            if (said.ValueKind != JsonValueKind.String)
                return Problem.Field(fact, new("取值不是文字", "its value is not a text"), new("请用引号写作文字", "write it as text in quotes"));
        return await decisions.Answer(
            new OrganisationAct.ChangeProfile(fields.ToDictionary(f => f.Key, f => f.Value.GetString()!)), null, context.RequestAborted);
    }
}
