using static Microsoft.Playwright.Assertions;

namespace Fengsui.Browser.Tests;

public sealed class DeskTests(Browser browser) : BrowserTest(browser)
{
    private const string Example = "/?sample=01-customer-database";

    [Fact]
    public async Task A_sample_loads_by_a_click_and_shows_what_binds_now()
    {
        var page = await Open("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "客户数据库遭窃取" }).ClickAsync();

        await Expect(page.Locator("#verdict")).ToContainTextAsync("重大");
        await Expect(page.Locator("#line")).ToContainTextAsync("地方行业监管部门");
        await Expect(page.Locator("#countdown")).ToContainTextAsync("截止 3月2日 06:14");
    }

    [Fact]
    public async Task The_answer_follows_what_is_typed_and_the_cursor_stays()
    {
        var page = await Open(Example);
        var persons = page.GetByLabel("涉及个人信息的人数（去重）").And(page.Locator("input[type=text]"));
        await persons.FillAsync("");
        await persons.PressSequentiallyAsync("1亿人");

        await Expect(page.Locator("#verdict .level.large")).ToContainTextAsync("特别重大");
        await Expect(page.Locator("#e-pi_persons")).ToContainTextAsync("100,000,000 人，即 1亿人");
        await Expect(persons).ToBeFocusedAsync();
        await Expect(persons).ToHaveValueAsync("1亿人");
    }

    [Fact]
    public async Task A_wrong_quantity_is_told_at_the_field_and_can_be_mended()
    {
        var page = await Open(Example);
        var loss = page.GetByLabel("直接经济损失").And(page.Locator("input[type=text]"));
        await loss.FillAsync("3000万");
        await Expect(page.Locator("#e-direct_loss")).ToContainTextAsync("缺少单位");
        await Expect(loss).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.Locator("#verdict .level.large")).ToContainTextAsync("重大");

        await page.Locator("#errors").GetByRole(AriaRole.Link).ClickAsync();
        await Expect(loss).ToBeFocusedAsync();
        await loss.FillAsync("３０００万元");
        await Expect(page.Locator("#e-direct_loss")).ToContainTextAsync("30,000,000 元");
        await Expect(page.Locator("#errors")).ToBeEmptyAsync();
    }

    [Fact]
    public async Task The_whole_way_goes_by_keyboard()
    {
        var page = await Open("/");
        await page.Keyboard.PressAsync("/");
        await Expect(page.GetByLabel("查找事实")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("关键信息基础设施");
        await Expect(page.Locator("#f-pi_persons")).ToBeHiddenAsync();
        await Expect(page.Locator("#f-cii")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#f-pi_persons")).ToBeVisibleAsync();

        // From the filter on, Tab alone reaches the discovery's “now” button; Enter and Space work it.
        for (var i = 0; i < 60 && await page.EvaluateAsync<string?>("document.activeElement.dataset.nowFor") != "at-discovered"; i++)
            await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("发现或获知", new() { Exact = true })).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^2026-03-02T02:45", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        for (var i = 0; i < 60 && await page.EvaluateAsync<string?>("document.activeElement.value") != "窃取"; i++)
            await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Space");
        await Expect(page.Locator("#line")).ToContainTextAsync("向");
        await Expect(page.Locator("#result")).ToContainTextAsync("依 2026-03-02（发现之日）");

        await page.EvaluateAsync("document.activeElement.blur()");
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("l");
        await Expect(page).ToHaveURLAsync(Address + "/law");
        await page.Keyboard.PressAsync("?");
        await Expect(page).ToHaveURLAsync(Address + "/help");
    }

    [Fact]
    public async Task The_first_tab_stop_leads_to_the_content()
    {
        var page = await Open("/law");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "跳到正文" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#main")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_whole_way_goes_without_scripts()
    {
        var page = await Open("/", scripts: false);
        await page.GetByLabel("事件名称").FillAsync("客户数据库遭窃取");
        // Enter assesses; it presses neither a switch nor a download that stands before the form.
        await page.GetByLabel("事件名称").PressAsync("Enter");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
        await Expect(page.Locator("#result")).ToContainTextAsync("客户数据库遭窃取");
        await page.GetByRole(AriaRole.Button, new() { Name = "此刻：发现或获知" }).ClickAsync();
        await Expect(page.GetByLabel("发现或获知", new() { Exact = true })).ToHaveValueAsync("2026-03-02T02:45");
        await page.Locator("#f-data_harm").GetByLabel("窃取").CheckAsync();
        await page.Locator("#f-miit_processor").GetByLabel("是", new() { Exact = true }).CheckAsync();
        await page.Locator("#i-pi_persons-0").FillAsync("1200万人");
        await page.Locator("#i-direct_loss-0").FillAsync("一些");
        await page.GetByRole(AriaRole.Button, new() { Name = "研判" }).First.ClickAsync();

        await Expect(page.Locator("#verdict")).ToContainTextAsync("重大");
        await Expect(page.Locator("#e-pi_persons")).ToContainTextAsync("12,000,000 人");
        await Expect(page.Locator("#errors")).ToContainTextAsync("直接经济损失");
        await Expect(page.GetByLabel("事件名称")).ToHaveValueAsync("客户数据库遭窃取");

        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Expect(page.Locator("#verdict")).ToContainTextAsync("major");
        await Expect(page.Locator("#i-pi_persons-0")).ToHaveValueAsync("1200万人");
        await page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.GetByRole(AriaRole.Link, new() { Name = "Law", Exact = true }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("The law held here");
    }

    [Fact]
    public async Task What_was_unfolded_stays_unfolded()
    {
        var page = await Open(Example);
        var waiting = page.Locator("#waiting");
        await waiting.Locator("> summary").ClickAsync();
        await page.Locator("#i-pi_persons-0").FillAsync("1300万人");
        await Expect(page.Locator("#e-pi_persons")).ToContainTextAsync("13,000,000 人");

        await Expect(waiting).ToHaveAttributeAsync("open", "");
    }

    [Fact]
    public async Task Clocks_tick()
    {
        var page = await Open(Example);
        var clock = page.Locator("#d-cn-cac-incident-report-other-provincial-cac .due .span");
        await Expect(clock).Not.ToHaveTextAsync("03:29:00");
        await Expect(clock).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^03:28:", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task An_open_fact_leads_to_its_field()
    {
        var page = await Open(Example);
        await page.Locator("#p-cn-miit-data-incident .open").GetByRole(AriaRole.Link, new() { Name = "直接经济损失" }).First.ClickAsync();

        await Expect(page.Locator("#i-direct_loss-0")).ToBeFocusedAsync();
        await Expect(page.Locator("#i-direct_loss-0")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task The_facts_file_downloads()
    {
        var page = await Open(Example);
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "下载事实文件" }).ClickAsync());

        Assert.Equal("facts.yaml", download.SuggestedFilename);
        Assert.Contains("pi_persons: 1200万人", await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_breaks_the_content_policy_and_nothing_comes_from_elsewhere()
    {
        var page = await Open("about:blank");
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type is "error" or "warning") complaints.Add(message.Text); };
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) => { if (!request.Url.StartsWith(Address, StringComparison.Ordinal)) complaints.Add(request.Url); };
        await page.GotoAsync(Address + Example);
        await page.Locator("#i-pi_persons-0").FillAsync("1300万人");
        await Expect(page.Locator("#e-pi_persons")).ToContainTextAsync("13,000,000 人");

        Assert.Empty(complaints);
    }
}
