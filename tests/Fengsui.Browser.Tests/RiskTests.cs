using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Fengsui.Browser.Tests;

/// <summary>Triage: entering, judging, reporting and opening an incident, by keyboard, and the looks of the pages.</summary>
public sealed class RiskTests(Browser browser) : BrowserTest(browser)
{
    [Fact]
    public async Task A_risk_is_entered_judged_reported_and_becomes_an_incident()
    {
        var page = await OpenSignedIn("/risks/new");
        await page.GetByLabel("一句话说明").FillAsync("供应商称访问密钥外泄");
        await page.GetByLabel("指标，每行一个").FillAsync("203.0.113.77\nevil.example.cn");
        await page.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("供应商称访问密钥外泄");
        var path = new Uri(page.Url).AbsolutePath;
        await Expect(page.GetByText("evil.example.cn").First).ToBeVisibleAsync();

        // By keyboard alone: the list, j to the risk, Enter.
        await page.GotoAsync("/risks");
        await Expect(page.Locator("[data-row]").First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator("[data-row]").First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(At("/risks/risk-"));

        await page.GetByText("很可能发生").ClickAsync();
        await page.Locator("label[for=may-2]").ClickAsync();
        await page.Locator("#in-judge-reason").FillAsync("密钥可读客户数据库");
        await page.GetByRole(AriaRole.Button, new() { Name = "记录研判" }).ClickAsync();
        await Expect(page.GetByText("立即 → 地方行业监管部门")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-since]")).ToBeVisibleAsync();
        await FindsNothing(page);

        await page.GetByLabel("回执号").FillAsync("R-1");
        await page.GetByRole(AriaRole.Button, new() { Name = "登记已上报" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("R-1");
        await page.GetByRole(AriaRole.Button, new() { Name = "开立事件" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(At("/incidents/"));
        await page.GotoAsync(path);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "已由它开立事件" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("/risks", false)]
    [InlineData("/risks/new", true)]
    [InlineData("/risks/sources", false)]
    [InlineData("/risks/indicator?type=ip&value=203.0.113.7", true)]
    public async Task The_pages_are_accessible_and_fit_a_phone(string path, bool dark)
    {
        var page = await OpenSignedIn(path, dark: dark);
        await FindsNothing(page);
        await page.SetViewportSizeAsync(360, 740);
        Assert.Equal(360, await page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"));
    }

    // The address, and not the event of its loading, which a browser under load was seen to miss.
    private static Regex At(string path) => new(Regex.Escape(path), RegexOptions.None, TimeSpan.FromSeconds(1));
}
