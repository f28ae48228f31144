using Fengsui.Response.Notices;
using Fengsui.Server.Background;
using Fengsui.Server.Features.Notices.Channels;
using Fengsui.Server.People;
using Fengsui.Store;
using Fengsui.Store.Accounts;
using Fengsui.Store.Notices;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Fengsui.Server.Features.Notices;

/// <summary>What notices add to the server.</summary>
internal static class NoticeRoutes
{
    public static void AddNotices(this IServiceCollection services, AppOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(s => new NoticeBook(s.GetRequiredService<Database>()));
        services.TryAddSingleton(s => new ContactBook(s.GetRequiredService<Database>()));
        services.AddSingleton<WebClient>();
        // Every kind of channel: one line each.
        services.AddSingleton<NoticeChannel, EmailChannel>();
        services.AddSingleton<NoticeChannel, DingTalkChannel>();
        services.AddSingleton<NoticeChannel, FeishuChannel>();
        services.AddSingleton<NoticeChannel, WeComChannel>();
        services.AddSingleton<NoticeChannel>(s => new GatewayChannel("sms", s.GetRequiredService<WebClient>()));
        services.AddSingleton<NoticeChannel>(s => new GatewayChannel("voice", s.GetRequiredService<WebClient>()));
        services.AddSingleton<NoticeChannel, WebhookChannel>();
        services.AddSingleton<ChannelBook>();
        services.AddSingleton<ChannelGates>();
        services.TryAddSingleton(OnDutySource.None);
        services.AddSingleton<NoticeWorld>();
        services.AddSingleton<AckLinks>();
        services.AddSingleton<NoticeLinks>();
        services.AddSingleton<NoticeDesk>();
        services.AddSingleton<TestCalls>();
        services.AddSingleton<NoticeRehearsals>();
        services.AddScoped<NoticeSettings>();
        services.AddScoped<NoticeViews>();
        services.AddScoped<SettingViews>();
        services.AddSingleton(s => s.GetRequiredService<NoticeDesk>().Clocks);
        services.AddSingleton<NoticeSender>();
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<NoticeSender>());
        services.AddSingleton<NoticeAuditor>();
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<NoticeAuditor>());
        services.AddSingleton<DeadMan>();
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<DeadMan>());
    }

    public static void MapNotices(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var metrics = services.GetRequiredService<Metrics>();
        var (deadMan, auditor, sender) = (services.GetRequiredService<DeadMan>(), services.GetRequiredService<NoticeAuditor>(), services.GetRequiredService<NoticeSender>());
        metrics.Gauge("fengsui_sweeper_silence_seconds", "For how long the sweeper has not worked off what is due.", () => deadMan.Silence.TotalSeconds);
        metrics.Gauge("fengsui_clock_gaps", "Clocks that came due and did not fire, or were not told, as found last.", () => auditor.Gaps.Count);
        metrics.Gauge("fengsui_notices_held", "Notices that wait in this process for their channel.", () => sender.Held);
        routes.MapNoticePages();
        routes.MapAcknowledgements();
        routes.MapNoticeSettings();
        routes.MapNoticeApi();
    }
}
