using static Microsoft.Playwright.Assertions;

namespace Fengsui.Browser.Tests;

public sealed class LooksTests(Browser browser) : BrowserTest(browser)
{
    private const string Desk = "/?sample=01-customer-database";

    public static TheoryData<string> Pages =>
    [
        "/", Desk, "/?sample=07-core-data-gap", "/law", "/law/cn.miit.data-incident", "/law/cn.law.pipl",
        "/law/coverage", "/law/calendar", "/law/vocabulary", "/help", "/nothing",
    ];

    [Fact]
    public async Task Axe_finds_nothing_where_fields_are_wrong()
    {
        var page = await Open(Desk, language: "en");
        await page.Locator("#i-direct_loss-0").FillAsync("3000万");
        await Expect(page.Locator("#errors")).ToContainTextAsync("direct economic loss");

        await FindsNothing(page);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task No_page_scrolls_sideways_on_a_phone(string path)
    {
        foreach (var language in new[] { "zh", "en" })
        {
            var page = await Open(path, width: 360, height: 740, language: language);
            await Unfold(page);

            Assert.Equal(360, await page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"));
        }
    }

    [Fact]
    public async Task On_a_phone_the_one_line_and_its_clock_are_on_the_first_screen()
    {
        var page = await Open(Desk, width: 360, height: 740);

        await Expect(page.Locator("#line")).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(page.Locator("#countdown")).ToBeInViewportAsync(new() { Ratio = 1 });
    }

    [Fact]
    public async Task English_is_complete_on_the_desk()
    {
        var page = await Open(Desk, language: "en");
        await Unfold(page);
        // What stays Chinese says so: locators and titles carry lang, quantities are written as the statutes write them.
        var chinese = await page.EvaluateAsync<string[]>(
            """
            () => {
              const found = [];
              const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
              while (walk.nextNode()) {
                const text = walk.currentNode.textContent.replace(/[\d.,≥%]+\s*(万亿|万|亿)?(人|次|条|元|天|小时|分钟|秒)+/g, "");
                if (/[\u4e00-\u9fff]/.test(text) && !walk.currentNode.parentElement.closest("[lang=zh-CN]")) found.push(text.trim());
              }
              return found;
            }
            """);

        Assert.Empty(chinese);
    }

    /// <summary>Writes the pictures of the documentation. Not part of a run: <c>-explicit only</c>, and FENGSUI_PICTURES names the folder.</summary>
    [Fact(Explicit = true)]
    public async Task Pictures()
    {
        var folder = Environment.GetEnvironmentVariable("FENGSUI_PICTURES") ?? throw new InvalidOperationException("FENGSUI_PICTURES names no folder");
        await Shoot(await Open(Desk), folder, "desk-wide");
        await Shoot(await Open(Desk, width: 360, height: 740), folder, "desk-phone", whole: false);
        await Shoot(await Open(Desk, dark: true), folder, "desk-dark");
        await Shoot(await Open(Desk, language: "en"), folder, "desk-english");
        await Shoot(await Open(Desk, scripts: false), folder, "desk-noscript");
        var law = await Open("/law/cn.miit.data-incident");
        await law.Locator("section.article", new() { HasText = "附件1" }).Filter(new() { Has = law.Locator("#r-rule-ii-pi") }).EvaluateAsync("e => e.scrollIntoView()");
        await Shoot(law, folder, "law-page");
    }

    private static Task Shoot(IPage page, string folder, string name, bool whole = false) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = whole });
}
