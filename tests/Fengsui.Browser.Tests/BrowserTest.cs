namespace Fengsui.Browser.Tests;

/// <summary>Closes what a test opened: a page left open goes on ticking its clocks and slows the next one down.</summary>
public abstract class BrowserTest(Browser browser) : IAsyncDisposable
{
    private readonly List<IBrowserContext> _opened = [];

    protected string Address => browser.Address;

    protected async Task<IPage> Open(string path, int width = 1440, int height = 1000, bool scripts = true, bool dark = false, string? language = null)
    {
        var page = await browser.Open(path, width, height, scripts, dark, language);
        _opened.Add(page.Context);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in _opened)
            await context.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
