using System.Globalization;
using Fengsui.Browser.Tests;
using Fengsui.Server;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Fengsui.Browser.Tests;

/// <summary>One server and one Chromium for all tests. Where there is no Chromium, tests are skipped with the reason; in CI it is required.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=zh-CN",
    ];

    private readonly string _data = Directory.CreateTempSubdirectory("fengsui-").FullName;
    private App _app = default!;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static bool IsCi => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    public string Address => _app.Address;

    /// <summary>A link that sets up one more organisation.</summary>
    public Task<string> NewSetUpLink() => _app.NewSetUpLink();

    public async ValueTask InitializeAsync()
    {
        _app = await App.Build(new() { Urls = "http://127.0.0.1:0", Data = _data }, new StoppedClock());
        await _app.StartAsync();
        if (!File.Exists(Chromium))
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Arguments });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    /// <summary>A fresh page: its own cookies, its own size.</summary>
    public async Task<IPage> Open(string path, int width = 1440, int height = 1000, bool scripts = true, bool dark = false, string? language = null)
    {
        Assert.SkipWhen(_browser is null && !IsCi, $"no Chromium at {Chromium}");
        var context = await (_browser ?? throw new InvalidOperationException($"CI needs {Chromium}")).NewContextAsync(new()
        {
            BaseURL = Address, ViewportSize = new() { Width = width, Height = height }, JavaScriptEnabled = scripts, Locale = "zh-CN",
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(15_000);
        if (language is not null)
            await context.AddCookiesAsync([new() { Name = "lang", Value = language, Url = Address }]);
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        return page;
    }

    private sealed class StoppedClock : TimeProvider
    {
        private readonly DateTimeOffset _now = DateTimeOffset.Parse("2026-03-02T02:45:00+08:00", CultureInfo.InvariantCulture);

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
