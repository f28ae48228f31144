using Fengsui.Server.People.Pages;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.People;

/// <summary>Every route of people, sign-in and the running of the server.</summary>
internal static class PeopleRoutes
{
    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        routes.MapSetUp();
        routes.MapSignIn();
        routes.MapMe();
        routes.MapPersons();
        routes.MapSettings();
        routes.MapTokens();
        routes.MapSignins();
        routes.MapTotp();
        routes.MapPasskeys();
        routes.MapAudit();
        routes.MapWatch();
        routes.MapMePages();
        routes.MapRosterPages();
        routes.MapSettingPages();
        routes.MapAuditPages();
    }
}
