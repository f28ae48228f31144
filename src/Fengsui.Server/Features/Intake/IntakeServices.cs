using Fengsui.Response.Risks;
using Fengsui.Server.Background;
using Fengsui.Server.Features.Intake.Pages;
using Fengsui.Server.People;
using Fengsui.Store;
using Fengsui.Store.Intake;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Fengsui.Server.Features.Intake;

/// <summary>What risk information adds to the server.</summary>
internal static class IntakeServices
{
    public static void AddIntake(this IServiceCollection services, AppOptions options)
    {
        services.AddSingleton(new IntakeOptions(options));
        services.AddSingleton(s => new IntakeQueue(s.GetRequiredService<RecordStore>().Database));
        services.AddSingleton(s => new RiskBook(s.GetRequiredService<RecordStore>().Database));
        services.AddSingleton(s => new IntakeSources(s.GetRequiredService<RecordStore>().Database));
        services.AddSingleton<IntakeDoor>();
        services.AddSingleton<SyslogOwner>();
        services.AddSingleton<RiskDesk>();
        services.AddSingleton<QueueStates>();
        services.AddScoped<RiskServices>();
        services.AddScoped<SourceServices>();
        services.AddSingleton<IntakeWorker>();
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<IntakeWorker>());
        services.AddSingleton<SyslogListener>();
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<SyslogListener>());
        services.AddSingleton<TaxiiPoller>();
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<TaxiiPoller>());
        services.AddSingleton(s => new DueKind(RiskKind.Instance.Name, (due, now, cancel) =>
            RiskDesk.Reach(s.GetRequiredService<RecordStore>(), due.Stored, now, cancel)));
    }

    public static void MapIntake(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var (metrics, queue, worker, syslog) = (services.GetRequiredService<Metrics>(), services.GetRequiredService<IntakeQueue>(),
            services.GetRequiredService<IntakeWorker>(), services.GetRequiredService<SyslogListener>());
        metrics.Gauge("fengsui_intake_waiting", "Pieces of risk information that are kept and not yet worked off.", () => queue.Waiting);
        metrics.Gauge("fengsui_intake_lag_seconds", "How old the oldest of them is.", () => worker.Lag);
        metrics.Gauge("fengsui_intake_accepted", "Pieces accepted since the start.", () => queue.Accepted);
        metrics.Gauge("fengsui_intake_datagrams_dropped", "Syslog datagrams lost because the queue was full.", () => syslog.Dropped);
        routes.MapIntakeApi();
        routes.MapRiskApi();
        routes.MapRiskPages();
        routes.MapSourcePages();
    }
}

/// <summary>The options of the server, as far as they concern intake.</summary>
/// <param name="App">All of them.</param>
internal sealed record IntakeOptions(AppOptions App);
