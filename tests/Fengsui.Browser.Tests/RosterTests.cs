using static Microsoft.Playwright.Assertions;

namespace Fengsui.Browser.Tests;

/// <summary>A roster from nothing to the desk, with scripts off: every step is a form.</summary>
public sealed class RosterTests(Browser browser) : BrowserTest(browser)
{
    [Fact]
    public async Task A_roster_is_set_without_scripts_and_its_gap_is_shown_first()
    {
        var page = await OpenSignedIn("/rosters", scripts: false);
        var mine = await page.APIRequest.GetAsync("/api/v1/me");
        var token = new Dictionary<string, string> { ["X-Fengsui-Token"] = (await mine.JsonAsync())!.Value.GetProperty("form_token").GetString()! };
        foreach (var post in new[] { "duty-officer", "commander" })
        {
            var added = await page.APIRequest.PostAsync("/api/v1/people", new()
            {
                Headers = token, DataObject = new { user_name = "d" + Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(12)), display_name = post == "commander" ? "李四" : "王五" },
            });
            var person = (await added.JsonAsync())!.Value.GetProperty("person").GetString();
            Assert.True((await page.APIRequest.PostAsync($"/api/v1/people/{person}/posts", new() { Headers = token, DataObject = new { post, deputy = true } })).Ok);
        }

        await page.GetByRole(AriaRole.Link, new() { Name = "编排值班表" }).ClickAsync();
        await page.GetByLabel("名称", new() { Exact = true }).FillAsync("安全值班");
        await page.Locator("#in-layers-0-post").SelectOptionAsync("duty-officer");
        await page.Locator("#in-layers-0-watches-0-days").SelectOptionAsync("every-day");
        await page.Locator("#in-layers-0-watches-0-times").FillAsync("08:00-24:00");
        await page.Locator("#in-layers-0-watches-0-people").FillAsync("张三、王五");
        foreach (var row in new[] { 1, 2 })
            await page.Locator($"#in-layers-0-watches-{row}-days").SelectOptionAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存值班表" }).ClickAsync();

        await Expect(page.Locator("#fault")).ToContainTextAsync("00:00–08:00 第一层无人值班");
        await page.Locator("#in-layers-0-watches-0-times").FillAsync("00:00-24:00");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存值班表" }).ClickAsync();

        await Expect(page.Locator("#on-duty")).ToContainTextAsync("张三");
        await page.GotoAsync("/");
        await Expect(page.Locator(".on-duty-line")).ToContainTextAsync("下一位 王五");
    }
}
