using System.Security.Cryptography;

namespace Fengsui.Browser.Tests;

/// <summary>Closes what a test opened: a page left open goes on ticking its clocks and slows the next one down.</summary>
public abstract class BrowserTest(Browser browser) : IAsyncDisposable
{
    private readonly List<IBrowserContext> _opened = [];

    protected string Address => browser.Address;

    /// <summary>A link that sets up one more organisation.</summary>
    protected Task<string> NewSetUpLink() => browser.NewSetUpLink();

    protected async Task<IPage> Open(string path, int width = 1440, int height = 1000, bool scripts = true, bool dark = false, string? language = null)
    {
        var page = await browser.Open(path, width, height, scripts, dark, language);
        _opened.Add(page.Context);
        return page;
    }

    /// <summary>A page of somebody who holds every post of an organisation of its own, whose profile is filled in.</summary>
    protected async Task<IPage> OpenSignedIn(string path, int width = 1440, int height = 1000, bool scripts = true, bool dark = false, string? language = null)
    {
        var page = await Open("/help", width, height, scripts, dark, language);
        var setUp = await page.APIRequest.PostAsync($"/api/v1{new Uri(await browser.NewSetUpLink()).AbsolutePath}", new()
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

    public async ValueTask DisposeAsync()
    {
        foreach (var context in _opened)
            await context.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
