using Fengsui.Server.Background;
using Fengsui.Server.Features.Incidents.Pages;
using Fengsui.Server.People;
using Fengsui.Store;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Fengsui.Server.Features.Incidents;

/// <summary>What the record of incidents adds to the server.</summary>
internal static class IncidentRoutes
{
    public static void AddIncidents(this IServiceCollection services)
    {
        services.AddSingleton<LastStates>();
        services.AddSingleton<IncidentDesk>();
        services.AddSingleton<IncidentLoading>();
        services.AddScoped<ActServices>();
        services.AddSingleton(s => DueSweeper.OfIncidents(s.GetRequiredService<RecordStore>()));
        services.AddSingleton<DueSweeper>();
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<DueSweeper>());
        services.AddSingleton<DailyDigest>();
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<DailyDigest>());
        services.AddHostedService<LawKeeper>();
    }

    public static void MapIncidents(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var sweeper = services.GetRequiredService<DueSweeper>();
        services.GetRequiredService<Metrics>().Gauge("fengsui_clock_lateness_seconds", "How late the latest clock was recorded.", () => sweeper.Lateness);
        routes.MapActs();
        routes.MapActPages();
        routes.MapIncidentList();
        routes.MapIncidentPages();
        routes.MapFilePages();
        routes.MapIncidentReads();
        routes.MapAttachments();
        routes.MapEvents();
        routes.MapRecord();
    }
}
