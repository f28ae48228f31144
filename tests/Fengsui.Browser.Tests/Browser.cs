using Fengsui.Browser.Tests;

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

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static bool IsCi => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The server that the tests share; each has an organisation of its own in it.</summary>
    public Installation Shared { get; private set; } = default!;

    public async ValueTask InitializeAsync()
    {
        Shared = await Installation.Start();
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
        await Shared.DisposeAsync();
    }

    /// <summary>A fresh page: its own cookies, its own size.</summary>
    public async Task<IPage> Open(string address, string path, int width = 1440, int height = 1000, bool scripts = true, bool dark = false, string? language = null)
    {
        Assert.SkipWhen(_browser is null && !IsCi, $"no Chromium at {Chromium}");
        var context = await (_browser ?? throw new InvalidOperationException($"CI needs {Chromium}")).NewContextAsync(new()
        {
            BaseURL = address, ViewportSize = new() { Width = width, Height = height }, JavaScriptEnabled = scripts, Locale = "zh-CN",
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(30_000);
        if (language is not null)
            await context.AddCookiesAsync([new() { Name = "lang", Value = language, Url = address }]);
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        return page;
    }
}
