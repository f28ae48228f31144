using static Microsoft.Playwright.Assertions;

namespace Fengsui.Browser.Tests;

/// <summary>The whole way of an incident through its pages: once without scripts, and once by keyboard alone.</summary>
public sealed class StatutoryPathTests(Browser browser) : BrowserTest(browser)
{
    private static readonly string[] Parts =
        ["", "/facts", "/level", "/clocks", "/measures", "/tasks", "/evidence", "/indicators", "/people", "/timeline?proof=1", "/replay", "/end"];

    private static readonly string[] Acts =
        ["assert-fact", "state-time", "correct-time", "classify", "judge-level", "report", "decide-not-to-report", "start-response", "do-measure", "take-evidence", "add-indicators", "ratify"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_whole_way_goes_without_scripts(bool postgres)
    {
        await StartOwnServer(postgres);
        var page = await OpenSignedIn("/", scripts: false);
        await Expect(page.GetByText("没有进行中的事件")).ToBeVisibleAsync();
        await page.GetByLabel("一句话立案").FillAsync("客户数据库遭窃取");
        await page.GetByRole(AriaRole.Button, new() { Name = "立案" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "客户数据库遭窃取" })).ToBeVisibleAsync();
        var incident = new Uri(page.Url).AbsolutePath;

        await page.GotoAsync($"{incident}/facts");
        await page.GetByLabel("填写：涉及个人信息", new() { Exact = true }).ClickAsync();
        await page.Locator("#i-pi_persons-0").FillAsync("1200万");
        await page.GetByRole(AriaRole.Button, new() { Name = "记录", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("有 1 项填写有误");
        await page.Locator("#i-pi_persons-0").FillAsync("1200万人");
        await page.GetByRole(AriaRole.Button, new() { Name = "记录", Exact = true }).ClickAsync();
        await Expect(page.Locator("#r-pi_persons")).ToContainTextAsync("1200万人");

        await Do(page, incident, "assert-fact", p => p.Locator("#f-data_harm").GetByText("窃取", new() { Exact = true }).ClickAsync());
        await Do(page, incident, "first-handling", p => p.GetByLabel("做了什么").FillAsync("断开外网，保存日志"));
        await Do(page, incident, "judge-level", async p =>
        {
            await p.Locator("form#act").GetByText("重大", new() { Exact = true }).First.ClickAsync();
            await p.GetByLabel("理由").FillAsync("涉及1200万人");
        });
        await Do(page, incident, "start-response", async p =>
        {
            await p.GetByText("Ⅱ级", new() { Exact = true }).ClickAsync();
            await p.GetByLabel("谁决定的").FillAsync("分管领导");
        });

        // What binds stands first; it is reported with its receipt until nothing binds.
        await SettleAll(page, incident);
        await Do(page, incident, "end-response", async p =>
        {
            await p.GetByLabel("谁决定的").FillAsync("分管领导");
            await p.GetByLabel("理由").FillAsync("影响已经消除");
        });
        await Do(page, incident, "end-handling", p => p.GetByLabel("处置结果").FillAsync("恢复运行"));
        await Do(page, incident, "investigate", async p =>
        {
            foreach (var field in new[] { "起因", "经过", "责任", "影响和损失", "教训和改进措施" })
                await p.GetByLabel(field).FillAsync(field + "已查明");
        });
        await Do(page, incident, "sum-up", p => p.GetByLabel("总结").FillAsync("总结"));
        await SettleAll(page, incident);
        await page.GotoAsync($"{incident}/end");
        await page.Locator("#s-archive").GetByRole(AriaRole.Link, new() { Name = "归档" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "记录", Exact = true }).ClickAsync();

        await Expect(page.Locator("#s-archive")).ToContainTextAsync("已完成");
        await page.GotoAsync($"{incident}/replay?seq=3");
        await Expect(page.GetByText("当时依据的规定")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "下一行" }).ClickAsync();
        await Expect(page.Locator("#seq-says")).ToContainTextAsync("4 /");
        await IsArchivedAndSound(page, incident);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_whole_way_goes_by_keyboard_alone(bool postgres)
    {
        await StartOwnServer(postgres);
        var page = await OpenSignedIn("/");
        var hands = new Hands(page);
        await OpenWithFacts(page, hands);
        var incident = new Uri(page.Url).AbsolutePath[..^"/facts".Length];

        await hands.Shortcut("j", "/acts/judge-level.*");
        await hands.Choose("input[name=level]", 1);
        await hands.Fill("#in-reason", "涉及1200万人");
        await hands.Record("judge-level");
        await SendPaper(page, hands, incident, "first-report");

        await GoTo(page, hands, incident, "/level");
        await hands.Follow("a[href*='/acts/record-determination']", "/acts/record-determination.*");
        await hands.Choose("input[name=level]", 1);
        await hands.Fill("#in-authority", "省通信管理局");
        await hands.Record("record-determination");

        await GoTo(page, hands, incident, "/end");
        await Step(hands, "first-handling", ("what", "断开外网，保存日志"));
        await hands.Follow("#s-start-response a.button", "/acts/start-response.*");
        await hands.Choose("input[name=response]", 1);
        await hands.Fill("#in-decided_by", "分管领导");
        await hands.Record("start-response");

        // What the first report left open follows, and then whatever else binds.
        await SendPaper(page, hands, incident, "supplement");
        await SettleAllByKeys(page, hands, incident);
        await GoTo(page, hands, incident, "/end");
        await Step(hands, "end-response", ("decided_by", "分管领导"), ("reason", "影响已经消除"));
        await Step(hands, "end-handling", ("result", "恢复运行"));
        await Step(hands, "investigate", ("cause", "口令被盗"), ("course", "两天"), ("responsibility", "运维"), ("loss", "已经查明"), ("lessons", "改用双因素"));
        await Step(hands, "sum-up", ("text", "总结"));
        await SettleAllByKeys(page, hands, incident);
        await GoTo(page, hands, incident, "/end");
        await Step(hands, "archive");
        await IsArchivedAndSound(page, incident);
    }

    /// <summary>
    /// Three minutes for the first report from nothing: keys at the speed of somebody who is no typist, a Chinese character as four, and time to think at
    /// every field.
    /// </summary>
    [Fact]
    public async Task A_first_report_takes_at_most_three_minutes_by_keyboard_alone()
    {
        const double SecondsPerKey = 0.35;
        const double SecondsPerField = 5;
        var page = await OpenSignedIn("/");
        var hands = new Hands(page);

        await OpenWithFacts(page, hands);
        await hands.Press("r");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "登记已报送" })).ToBeVisibleAsync();
        await hands.TabTo("input[name=channel]");
        await hands.Press("Space");
        await hands.TabTo("#in-receipt");
        await hands.Type("12387-0001");
        await hands.Press("Enter");
        await Expect(page.GetByText("已记录：")).ToBeVisibleAsync();

        var seconds = hands.Keys * SecondsPerKey + hands.Fields * SecondsPerField;
        TestContext.Current.SendDiagnosticMessage($"first report: {hands.Keys} keys, {hands.Fields} fields, {seconds:0} s");
        Assert.True(seconds <= 180, $"{hands.Keys} keys and {hands.Fields} fields take {seconds:0} s");
    }

    [Fact]
    public async Task A_change_by_somebody_else_appears_by_itself_and_never_over_what_is_typed()
    {
        var page = await OpenSignedIn("/");
        await page.GetByLabel("一句话立案").FillAsync("网站被篡改");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "网站被篡改" })).ToBeVisibleAsync();
        var incident = new Uri(page.Url).AbsolutePath;
        await page.GotoAsync($"{incident}/timeline");

        var other = await page.Context.NewPageAsync();
        await Do(other, incident, "add-note", p => p.GetByLabel("记事").FillAsync("第一条"));
        await Expect(page.Locator(".timeline")).ToContainTextAsync("第一条");

        await page.GotoAsync($"{incident}/facts?edit=pi_persons");
        await page.Locator("#i-pi_persons-0").FillAsync("1200万人");
        await Expect(page.Locator("#echo-level")).ToContainTextAsync("按所填将为");
        await Expect(page.Locator("#e-pi_persons")).ToContainTextAsync("12,000,000 人");
        await Do(other, incident, "add-note", p => p.GetByLabel("记事").FillAsync("第二条"));
        await Expect(page.Locator("#stale")).ToBeVisibleAsync();
        await Expect(page.Locator("#i-pi_persons-0")).ToHaveValueAsync("1200万人");
    }

    [Fact]
    public async Task Nothing_of_an_incident_scrolls_sideways_on_a_phone()
    {
        var page = await OpenSignedIn("/", width: 360, height: 740);
        var incident = await Filled(page);

        foreach (var path in Parts.Select(p => incident + p).Concat(Acts.Select(a => $"{incident}/acts/{a}")).Concat(["/", "/incidents", "/incidents/new"]))
        {
            await page.GotoAsync(path);
            await Unfold(page);
            var width = await page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)");
            Assert.True(width == 360, $"{path}: {width}");
        }
    }

    private static async Task OpenWithFacts(IPage page, Hands hands)
    {
        await hands.Press("n");
        await hands.Type("客户数据库遭窃取");
        await hands.Press("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "客户数据库遭窃取" })).ToBeVisibleAsync();

        await hands.Press("f");
        await Expect(page.Locator("#filter")).ToBeFocusedAsync();
        await hands.Type("遭到");
        await hands.TabTo("#f-data_harm input[value=窃取]");
        await hands.Press("Space");
        await hands.TabBackTo("#filter");
        await hands.Press("Control+a");
        await hands.Type("涉及个人信息");
        await hands.TabTo("#i-pi_persons-0");
        await hands.Type("1200万人");
        await hands.Press("Enter");
        await Expect(page.Locator("#r-pi_persons")).ToContainTextAsync("1200万人");
    }

    /// <summary>From a page of the incident to a part of it. Pages of papers lead back to the overview first.</summary>
    private static async Task GoTo(IPage page, Hands hands, string incident, string part)
    {
        if (await page.Locator("nav.parts").CountAsync() == 0)
            await hands.Follow($".crumb a[href='{incident}']", incident);
        await hands.Follow($"nav.parts a[href='{incident}{part}']", incident + part);
    }

    /// <summary>Takes a step to the end of an incident, on the page of the steps.</summary>
    private static async Task Step(Hands hands, string act, params (string Field, string Text)[] fields)
    {
        await hands.Follow($"#s-{act} a.button", $"/acts/{act}.*");
        foreach (var (field, text) in fields)
            await hands.Fill($"#in-{field}", text);
        await hands.Record(act);
    }

    /// <summary>Opens a paper from the list, looks it through and records it as sent.</summary>
    private static async Task SendPaper(IPage page, Hands hands, string incident, string form)
    {
        await GoTo(page, hands, incident, "/papers");
        await hands.Follow($"h3 a[href*='/{form}']", $"/{form}.*");
        await hands.Choose("input[name=signed]", 1);
        await hands.Fill("#channel", "书面");
        await hands.Fill("#receipt", "12387-0001");
        await hands.Follow("#send", "/papers[?]sent=.*");
    }

    private static async Task SettleAllByKeys(IPage page, Hands hands, string incident)
    {
        await GoTo(page, hands, incident, "");
        while (await page.Locator(".binding a[data-key=r]").CountAsync() > 0)
        {
            await hands.Shortcut("r", "/acts/report.*");
            if (await page.Locator("input[name=channel]:checked").CountAsync() == 0)
                await hands.Choose("input[name=channel]", 1);
            await hands.Fill("#in-receipt", "回执一号");
            await hands.Press("Enter");
            await hands.Arrive("[?&]did=report");
            Assert.True(hands.Keys < 10_000, "there is no end of duties");
        }
    }

    private async Task IsArchivedAndSound(IPage page, string incident)
    {
        var stands = (await (await page.APIRequest.GetAsync($"/api/v1{incident}")).JsonAsync())!.Value;
        Assert.Equal("archived", stands.GetProperty("phase").GetString());
        var report = await Server.App.Store.Verify(ct: TestContext.Current.CancellationToken);
        Assert.True(report.Sound, string.Join('\n', report.Findings));
        Assert.True(report.Lines > 20, $"{report.Lines} lines");
    }

    private static async Task<string> Filled(IPage page)
    {
        await page.GotoAsync("/incidents/new");
        await page.Locator("#in-title").FillAsync("客户数据库遭窃取");
        await page.Keyboard.PressAsync("Enter");
        await new Hands(page).Arrive("/incidents/2[^/]*");
        var incident = new Uri(page.Url).AbsolutePath;
        await Do(page, incident, "first-handling", p => p.Locator("#in-what").FillAsync("断开外网"));
        await Do(page, incident, "judge-level", async p =>
        {
            await p.Locator("input[name=level]").Nth(1).CheckAsync();
            await p.Locator("#in-reason").FillAsync("理由");
        });
        await Do(page, incident, "assert-fact", p => p.Locator("#i-pi_persons-0").FillAsync("1200万人"));
        await Do(page, incident, "set-task", p => p.Locator("#in-title").FillAsync("导出日志"));
        await Do(page, incident, "take-evidence", async p =>
        {
            await p.Locator("#in-what").FillAsync("日志");
            await p.Locator("#in-sha256").FillAsync(new string('a', 64));
        });
        await Do(page, incident, "add-indicators", p => p.Locator("#in-indicators").FillAsync("ip 203.0.113.7"));
        return incident;
    }

    private static async Task Do(IPage page, string incident, string act, Func<IPage, Task> fill)
    {
        await page.GotoAsync($"{incident}/acts/{act}");
        await fill(page);
        await page.Locator("form#act button.primary").ClickAsync();
        await Expect(page.Locator(".did")).ToBeVisibleAsync();
    }

    private static async Task SettleAll(IPage page, string incident)
    {
        for (var i = 0; i < 60; i++)
        {
            await page.GotoAsync(incident);
            var done = page.Locator(".binding a[data-key=r]");
            if (await done.CountAsync() == 0)
                return;
            await done.ClickAsync();
            await page.GetByText("书面", new() { Exact = true }).ClickAsync();
            await page.Locator("#in-receipt").FillAsync("回执一号");
            await page.GetByRole(AriaRole.Button, new() { Name = "记录", Exact = true }).ClickAsync();
            await Expect(page.Locator(".did")).ToBeVisibleAsync();
        }

        Assert.Fail("there is no end of duties");
    }
}
