using System.Security.Cryptography;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Fengsui.Browser.Tests;

/// <summary>What axe looks at.</summary>
public enum AxeRules
{
    /// <summary>Everything.</summary>
    All,

    /// <summary>Contrasts: in the dark nothing else differs.</summary>
    Contrast,

    /// <summary>Everything else: colours are the same in both languages, and contrasts take most of the time.</summary>
    AllButContrast,
}

/// <summary>Closes what a test opened: a page left open goes on ticking its clocks and slows the next one down.</summary>
public abstract class BrowserTest(Browser browser) : IAsyncDisposable
{
    private const string ContrastRule = "color-contrast";

    private readonly List<IBrowserContext> _opened = [];
    private Installation? _own;

    /// <summary>The server of this test: the shared one, or its own once it has asked for one.</summary>
    protected Installation Server => _own ?? browser.Shared;

    protected string Address => Server.Address;

    /// <summary>A link that sets up one more organisation.</summary>
    protected Task<string> NewSetUpLink() => Server.App.NewSetUpLink();

    /// <summary>From here on this test has a server of its own.</summary>
    protected async Task StartOwnServer(bool postgres = false, bool example = false) => _own = await Installation.Start(postgres, example);

    protected async Task<IPage> Open(string path, int width = 1440, int height = 1000, bool scripts = true, bool dark = false, string? language = null)
    {
        var page = await browser.Open(Address, path, width, height, scripts, dark, language);
        _opened.Add(page.Context);
        return page;
    }

    /// <summary>A page of somebody who holds every post of an organisation of its own, whose profile is filled in.</summary>
    protected async Task<IPage> OpenSignedIn(string path, int width = 1440, int height = 1000, bool scripts = true, bool dark = false, string? language = null)
    {
        var page = await Open("/help", width, height, scripts, dark, language);
        var setUp = await page.APIRequest.PostAsync($"/api/v1{new Uri(await NewSetUpLink()).AbsolutePath}", new()
        {
            DataObject = new
            {
                organisation = "浙江某数据有限公司", user_name = "u" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)), display_name = "张三",
                password = "a-good-pass-4-tests", contacts = "13800000000", first_responsible = true,
            },
        });
        Assert.True(setUp.Ok, await setUp.TextAsync());
        var told = (await setUp.JsonAsync())!.Value;
        var token = new Dictionary<string, string> { ["X-Fengsui-Token"] = told.GetProperty("form_token").GetString()! };
        foreach (var post in new[] { "duty-officer", "commander", "compliance", "direct-responsible" })
            Assert.True((await page.APIRequest.PostAsync($"/api/v1/people/{told.GetProperty("person").GetString()}/posts", new() { Headers = token, DataObject = new { post } })).Ok);
        var profile = new { network_operator = "是", central_organ = "否", bank_insurer = "否", central_soe = "否", miit_processor = "是" };
        Assert.True((await page.APIRequest.PatchAsync("/api/v1/profile", new() { Headers = token, DataObject = profile })).Ok);
        await page.GotoAsync(path);
        return page;
    }

    protected static Task Unfold(IPage page) => page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");

    /// <summary>Axe finds nothing on a page; what it finds is told in full.</summary>
    protected static async Task FindsNothing(IPage page, AxeRules rules = AxeRules.All)
    {
        var found = await Violations(page, rules);
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    /// <summary>What axe finds on a page with everything on it unfolded.</summary>
    /// <param name="page">The page.</param>
    /// <param name="rules">What is looked at.</param>
    protected static async Task<IReadOnlyList<string>> Violations(IPage page, AxeRules rules = AxeRules.All)
    {
        await Unfold(page);
        // What is right is not listed: on a long page that is thousands of nodes.
        var options = new AxeRunOptions { ResultTypes = [ResultType.Violations] };
        if (rules == AxeRules.Contrast)
            options.RunOnly = new() { Type = "rule", Values = [ContrastRule] };
        else if (rules == AxeRules.AllButContrast)
            options.Rules = new() { [ContrastRule] = new() { Enabled = false } };
#pragma warning disable CS0618 // The other mode opens a page more at each run, for the sake of frames; ours have none, and it takes twice as long.
        var result = await page.Locator("html").RunAxeLegacy(options);
#pragma warning restore CS0618
        return [.. result.Violations.SelectMany(v => v.Nodes.Select(n => $"{page.Url} {v.Id}: {n.Html}"))];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in _opened)
            await context.DisposeAsync();
        if (_own is not null)
            await _own.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
