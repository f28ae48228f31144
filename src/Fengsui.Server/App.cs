using System.Text.Encodings.Web;
using System.Text.Unicode;
using Fengsui.Law.Packs;
using Fengsui.Server.Features.Assess;
using Fengsui.Server.Features.Help;
using Fengsui.Server.Features.Law;
using Fengsui.Server.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Fengsui.Server;

/// <summary>
/// The whole server as an object: the command line builds one, and so does every test. Nothing is read from the environment or from a settings file,
/// so two of them can stand side by side in one process.
/// </summary>
public sealed class App : IAsyncDisposable
{
    private readonly WebApplication _web;

    private App(WebApplication web) => _web = web;

    /// <summary>The address that people open, once started; with port 0 the one that was taken.</summary>
    public string Address => _web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
        ?? throw new InvalidOperationException("the server has not started");

    /// <summary>Reads the packs and builds the server.</summary>
    /// <param name="options">Where it listens and what it reads.</param>
    /// <param name="clock">The clock; only the entry point of a program chooses the real one.</param>
    /// <exception cref="Fengsui.Law.Input.InputException">A pack or a sample does not load.</exception>
    public static App Build(AppOptions options, TimeProvider clock)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "fengsui" });
        builder.WebHost.UseKestrelCore().UseUrls(options.Urls.Split(';')).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestLimits.Body;
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole();
        builder.Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<ConsoleLifetimeOptions>(o => o.SuppressStatusMessages = true);
        AddServices(builder.Services, Library.Load(options.PacksFolder), options, clock);

        var web = builder.Build();
        Use(web);
        return new(web);
    }

    private static void AddServices(IServiceCollection services, Library library, AppOptions options, TimeProvider clock)
    {
        services.AddRouting();
        services.AddResponseCompression();
        services.AddSingleton(clock);
        services.AddSingleton(library);
        services.AddSingleton(new CaseBook(library));
        services.AddSingleton(Samples.Read(options.SamplesFolder, library.Vocabulary));
        services.AddSingleton<Assets>();
        services.AddScoped<Reader>();
        // Chinese characters are written as they are: escaped, every page would be three times as long.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
    }

    private static void Use(WebApplication web)
    {
        web.UseResponseCompression();
        web.UseMiddleware<SecurityHeaders>();
        web.UseMiddleware<ErrorPages>();
        web.UseMiddleware<SameOriginPosts>();
        web.UseRouting();
        web.MapAssets();
        web.MapAssess();
        web.MapAssessApi();
        web.MapLaw();
        web.MapHelp();
    }

    /// <summary>Starts listening.</summary>
    public Task StartAsync(CancellationToken cancel = default) => _web.StartAsync(cancel);

    /// <summary>Lets running requests end and stops listening.</summary>
    public Task StopAsync(CancellationToken cancel = default) => _web.StopAsync(cancel);

    /// <summary>Waits until the process is told to stop (SIGTERM, SIGINT), then stops cleanly.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancel = default) => _web.WaitForShutdownAsync(cancel);

    /// <summary>Starts, and returns when the server was told to stop and has stopped.</summary>
    public async Task RunAsync(CancellationToken cancel = default)
    {
        await StartAsync(cancel);
        await WaitForShutdownAsync(cancel);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _web.DisposeAsync();
}
