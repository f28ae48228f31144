using System.Text.Encodings.Web;
using System.Text.Unicode;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Notices;
using Fengsui.Response.Organisations;
using Fengsui.Response.Record;
using Fengsui.Response.Warnings;
using Fengsui.Response.Rosters;
using Fengsui.Response.Risks;
using Fengsui.Server.Background;
using Fengsui.Server.Example;
using Fengsui.Server.Features.Assess;
using Fengsui.Server.Features.Help;
using Fengsui.Server.Features.Incidents;
using Fengsui.Server.Features.Intake;
using Fengsui.Server.Features.Law;
using Fengsui.Server.Features.Notices;
using Fengsui.Server.Features.Papers;
using Fengsui.Server.Features.Warnings;
using Fengsui.Server.Features.Rosters;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Fengsui.Store.Accounts;
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
    /// <summary>Every kind of matter that may stand in the record.</summary>
    public static IReadOnlyList<MatterKind> Kinds { get; } = [IncidentKind.Instance, OrganisationKind.Instance, LogKind.Instance, WarningKind.Instance, RiskKind.Instance, IntakeKind.Instance, PageKind.Instance, RosterKind.Instance];

    private readonly WebApplication _web;
    private readonly RecordStore _store;
    private readonly DataFolder _folder;

    private App(WebApplication web, RecordStore store, DataFolder folder) => (_web, _store, _folder) = (web, store, folder);

    /// <summary>The address that people open, once started; with port 0 the one that was taken.</summary>
    public string Address => _web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
        ?? throw new InvalidOperationException("the server has not started");

    /// <summary>
    /// The address that sets up the first organisation: it works once. Null when there is one already. Known once started; each start makes a new
    /// one.
    /// </summary>
    public string? SetUpLink { get; private set; }

    /// <summary>How one signs in to the example; null when this is none.</summary>
    public ExampleSignIn? Example { get; private init; }

    internal IServiceProvider Services => _web.Services;

    /// <summary>Reads the packs, opens the record and builds the server.</summary>
    /// <param name="options">Where it listens and what it reads.</param>
    /// <param name="clock">The clock; only the entry point of a program chooses the real one.</param>
    /// <exception cref="Fengsui.Law.Input.InputException">A pack or a sample does not load.</exception>
    /// <exception cref="AppOptionsException">The options do not go together with what is stored.</exception>
    /// <exception cref="DataFolderException">Another server runs in the data folder.</exception>
    /// <exception cref="StoreException">The database cannot be opened, or a newer program wrote it.</exception>
    public static async Task<App> Build(AppOptions options, TimeProvider clock)
    {
        var library = Library.Load(options.PacksFolder);
        var samples = Samples.Read(options.SamplesFolder, library.Vocabulary);
        var folder = DataFolder.Take(options.Data, alone: options.Database is null);
        try
        {
            var key = InstallationKey.Open(options.Data);
            var database = await Database.Open(options.Database ?? options.Data);
            var store = await RecordStore.Open(database, Kinds);
            if (options.Example && !await new AccountBook(database).AnyAccount(default))
                await MakeExample(options, clock, library, samples, store, key);
            await SyslogOwner.Check(options, store, default);
            var web = BuildWeb(options, clock, library, samples, store, key);
            return new(web, store, folder) { Example = ExampleSignIn.Of(options, library.Procedure) };
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>The example is made by a server of its own that never listens, on a clock that is set.</summary>
    private static async Task MakeExample(
        AppOptions options, TimeProvider clock, Library library, Samples samples, RecordStore store, InstallationKey key)
    {
        var set = new SetClock(clock.GetUtcNow());
        await using var maker = BuildWeb(options, set, library, samples, store, key);
        var now = Instant.From(clock.GetUtcNow());
        await new ExampleRecord(maker.Services, set).Make(options.ExampleFolder, ExampleSignIn.New(options), now, default);
    }

    private static WebApplication BuildWeb(AppOptions options, TimeProvider clock, Library library, Samples samples, RecordStore store,
        InstallationKey key)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "fengsui" });
        // One thing in the background that fails must not take the pages, and with them everybody, along; the dead man's switch and the auditor tell of it.
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(o => o.BackgroundServiceExceptionBehavior = Microsoft.Extensions.Hosting.BackgroundServiceExceptionBehavior.Ignore);
        builder.WebHost.UseKestrelCore().UseUrls(options.Urls.Split(';')).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestLimits.Body;
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning)
            .AddJsonConsole(o => (o.UseUtcTimestamp, o.TimestampFormat) = (true, "yyyy-MM-dd'T'HH:mm:ss'Z'"));
        builder.Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<ConsoleLifetimeOptions>(o => o.SuppressStatusMessages = true);
        AddServices(builder.Services, library, samples, clock);
        builder.Services.AddPeople(store, key);
        builder.Services.AddIncidents();
        builder.Services.AddRosters();
        builder.Services.AddNotices(options);
        builder.Services.AddIntake(options);
        builder.Services.AddPapers();
        builder.Services.AddWarnings();
        builder.Services.AddApiDocument();

        var web = builder.Build();
        Use(web);
        return web;
    }

    private static void AddServices(IServiceCollection services, Library library, Samples samples, TimeProvider clock)
    {
        services.AddRouting();
        services.AddResponseCompression();
        services.AddSingleton(clock);
        services.AddSingleton(library);
        services.AddSingleton(new CaseBook(library));
        services.AddSingleton(samples);
        services.AddSingleton<Assets>();
        services.AddScoped<Reader>();
        // Chinese characters are written as they are: escaped, every page would be three times as long.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
    }

    private static void Use(WebApplication web)
    {
        web.Use((context, next) => web.Services.GetRequiredService<Metrics>().Measure(context, next));
        web.UseResponseCompression();
        web.UseMiddleware<SecurityHeaders>();
        web.UseMiddleware<ErrorPages>();
        web.UseMiddleware<SameOriginPosts>();
        web.UseRouting();
        web.UseMiddleware<AccessGate>();
        // What stands without an organisation: the desk, the law, help.
        var open = web.MapGroup("").For(Access.Everyone);
        open.MapAssets();
        open.MapAssess();
        open.MapAssessApi();
        open.MapLaw();
        open.MapHelp();
        web.MapConfirmations();
        web.MapPeople();
        web.MapIncidents();
        web.MapRosters();
        web.MapNotices();
        web.MapIntake();
        web.MapPapers();
        web.MapWarnings();
        web.MapApiDocument();
    }

    /// <summary>Starts listening.</summary>
    public async Task StartAsync(CancellationToken cancel = default)
    {
        await _web.StartAsync(cancel);
        if (!await _web.Services.GetRequiredService<AccountBook>().AnyAccount(cancel))
            SetUpLink = await NewSetUpLink(cancel);
    }

    /// <summary>A new address that founds an organisation, once, within a day. Those made before and not used no longer work.</summary>
    public async Task<string> NewSetUpLink(CancellationToken cancel = default) =>
        $"{Address}/setup/{await _web.Services.GetRequiredService<Tickets>().HandSetUp(cancel)}";

    /// <summary>The record, for tests that look behind the API.</summary>
    internal RecordStore Store => _store;

    /// <summary>Works off every clock that is due now, as the background does by itself.</summary>
    internal Task<int> Sweep(CancellationToken cancel = default) =>
        _web.Services.GetRequiredService<DueSweeper>().Tick(_web.Services.GetRequiredService<IncidentDesk>().Now, cancel);

    /// <summary>Opens and sends every notice that waits now, as the background does by itself.</summary>
    internal Task SendNotices(CancellationToken cancel = default) => _web.Services.GetRequiredService<NoticeSender>().Drain(cancel);

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

    /// <summary>Stops what still runs and lets go of the record and of its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            // A start that failed half-way has left some of the background at work: it must not find the record closed.
            await _web.StopAsync();
        }
        finally
        {
            await _web.DisposeAsync();
            await _store.DisposeAsync();
            await _store.Database.DisposeAsync();
            _folder.Dispose();
        }
    }
}
