using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Fengsui.Browser.Tests;

/// <summary>The papers of an incident in a browser: from the list to the record without scripts, and how their pages look.</summary>
public sealed class PaperTests(Browser browser) : BrowserTest(browser)
{
    private const string Annex = "cn.miit.data-incident/annex-2";

    /// <summary>An incident that owes annex 2 and a first report, on the page of its papers.</summary>
    private async Task<(IPage Page, string Papers)> Owed(bool scripts = true, string? language = null)
    {
        var page = await OpenSignedIn("/incidents", scripts: scripts, language: language);
        var token = new Dictionary<string, string> { ["X-Fengsui-Token"] = (await (await page.APIRequest.GetAsync("/api/v1/me")).JsonAsync())!.Value.GetProperty("form_token").GetString()! };
        async Task<System.Text.Json.JsonElement> Does(string path, object body)
        {
            var reply = await page.APIRequest.PostAsync(path, new() { Headers = token, DataObject = body });
            Assert.True(reply.Ok, await reply.TextAsync());
            return (await reply.JsonAsync())!.Value;
        }

        var incident = (await Does("/api/v1/incidents", new { title = "客户数据库遭窃取" })).GetProperty("incident").GetString();
        await Does($"/api/v1/incidents/{incident}/assert-fact", new { facts = new Dictionary<string, object> { ["data_harm"] = new[] { "窃取", "泄露" }, ["data_level"] = "一般", ["data_field"] = "电信", ["pi_persons"] = "1200万人", ["cii"] = "否" } });
        await Does($"/api/v1/incidents/{incident}/judge-level", new { level = "重大", reason = "…" });
        await page.GotoAsync($"/incidents/{incident}/papers");
        return (page, $"/incidents/{incident}/papers");
    }

    [Fact]
    public async Task Without_scripts_a_paper_is_filled_in_looked_at_and_recorded_as_sent()
    {
        var (page, papers) = await Owed(scripts: false);
        await page.GetByRole(AriaRole.Link, new() { Name = "数据安全事件上报" }).First.ClickAsync();
        await page.GetByLabel("影响范围").FillAsync("江海省，电信业");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "自主监测发现" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "保存并预览" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Article)).ToContainTextAsync("江海省，电信业");
        await page.GetByRole(AriaRole.Link, new() { Name = "填写", Exact = true }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "登记为已报送" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("报送方式");
        await page.GetByLabel("报送方式").FillAsync("书面");
        await page.GetByRole(AriaRole.Radio, new() { Name = "已加盖单位公章" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "登记为已报送" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex($"{Regex.Escape(papers)}\\?sent=", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(page.Locator(".hash")).ToHaveCountAsync(1);
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task No_paper_scrolls_sideways_on_a_phone(string language)
    {
        var (page, papers) = await Owed(language: language);
        await page.SetViewportSizeAsync(360, 740);
        foreach (var path in new[] { papers, $"{papers}/{Annex}", $"{papers}/{Annex}/preview", $"{papers}/cn.cac.incident-report/first-report", $"{papers}/cn.miit.data-incident/phone-script", "/kit" })
        {
            await page.GotoAsync(path);
            Assert.Equal((path, 360), (path, await page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")));
        }
    }
}
