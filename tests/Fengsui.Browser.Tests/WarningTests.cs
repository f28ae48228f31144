using static Microsoft.Playwright.Assertions;

namespace Fengsui.Browser.Tests;

/// <summary>A warning in a browser: drafted, issued to 300 units, three silent, issued again, lifted; its notice as Word; and the pages without scripts and on a phone.</summary>
public sealed class WarningTests(Browser browser) : BrowserTest(browser)
{
    private const int Units = 300;
    private const string Table = "编号,名称,地区,分组,内部单位\n";

    private static string Rows(int from, int to) => string.Concat(Enumerable.Range(from, to - from + 1).Select(n => $"u{n:D3},第{n}单位,{(n <= 100 ? "浙江" : "江苏")},重点,否\n"));

    [Fact]
    public async Task Draft_issue_300_recipients_three_silent_issue_again_and_lift()
    {
        await StartOwnServer();
        var page = await OpenSignedIn("/units", scripts: false);
        await page.GetByLabel("或者粘贴在这里").FillAsync(Table + Rows(1, Units));
        await page.GetByRole(AriaRole.Button, new() { Name = "导入", Exact = true }).ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("300");
        await page.GotoAsync("/settings");
        await page.GetByLabel("在预警中承担的职责").SelectOptionAsync("地方行业监管部门");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();

        await page.GotoAsync("/warnings/new");
        await page.GetByLabel("标题").FillAsync("接口未授权访问");
        await page.GetByRole(AriaRole.Radio, new() { Name = "工信数据预案" }).CheckAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "黄色" }).CheckAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "对外预警" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "下一步" }).ClickAsync();

        // Nothing filled in yet: what is missing is named, and what was typed stays.
        await page.GetByLabel("文号").FillAsync("浙信预警1号");
        await page.GetByRole(AriaRole.Button, new() { Name = "发布", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("警示事项");
        await Expect(page.GetByLabel("文号")).ToHaveValueAsync("浙信预警1号");
        await Fill(page);
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "名册内全部单位" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "发布", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("已发布");
        var warning = new Uri(page.Url).AbsolutePath;
        await Expect(page.Locator("main")).ToContainTextAsync("未回执 300");

        await AllButThree(page, warning);
        await page.GotoAsync($"{warning}/not-received");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(3);
        await Expect(page.Locator("h1")).ToContainTextAsync("3");
        await AnswerByLink(page, await page.Locator("tbody a").First.GetAttributeAsync("href") ?? "");
        await page.GotoAsync(warning);
        await Expect(page.Locator("main")).ToContainTextAsync("未回执 2");

        await page.GetByRole(AriaRole.Button, new() { Name = "调整、重新发布" }).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "蓝色" }).CheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "名册内全部单位" }).UncheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "浙江" }).CheckAsync();
        await page.GetByLabel("文号").FillAsync("浙信预警2号");
        await page.GetByRole(AriaRole.Button, new() { Name = "发布", Exact = true }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("未回执 100");
        await Expect(page.Locator("main")).ToContainTextAsync("第1版");

        await IsANotice(page, warning);
        await page.GetByLabel("理由").FillAsync("经研判不可能发生事件");
        await page.GetByRole(AriaRole.Button, new() { Name = "解除预警" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("已解除");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "解除预警" })).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task The_pages_of_warnings_are_clean_and_fit_a_phone(string language)
    {
        await StartOwnServer();
        var page = await OpenSignedIn("/warnings", language: language);
        var warning = await Issued(page);
        await page.GotoAsync($"{warning}/not-received");
        var link = await page.Locator("tbody a").First.GetAttributeAsync("href") ?? "";
        await page.SetViewportSizeAsync(360, 740);
        foreach (var path in new[] { "/warnings", "/warnings/new", "/warnings/received", "/units", warning, $"{warning}/notice", $"{warning}/not-received", $"{warning}/silent", link, "/settings", "/" })
        {
            await page.GotoAsync(path);
            Assert.True((await Violations(page)).Count == 0, $"{path}: {string.Join('\n', await Violations(page))}");
            Assert.Equal((path, 360), (path, await page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")));
        }
    }

    private static async Task Fill(IPage page)
    {
        await page.GetByLabel("起始时间").FillAsync("2026-03-02 02:14");
        await page.GetByLabel("可能的影响范围和造成的危害").FillAsync("全省同类系统");
        await page.GetByLabel("警示事项").FillAsync("接口未授权访问");
        await page.GetByLabel("应采取的防范措施").FillAsync("核查接口\n更换凭据");
        await page.GetByLabel("处置时限要求").FillAsync("24小时内完成");
    }

    private static async Task AllButThree(IPage page, string warning)
    {
        var reply = await page.APIRequest.PostAsync($"/api/v1{warning}/receipts", new()
        {
            Headers = await Token(page), DataObject = new { units = Enumerable.Range(4, Units - 3).Select(n => $"u{n:D3}").ToArray(), how = "system" },
        });
        Assert.True(reply.Ok, await reply.TextAsync());
    }

    private async Task AnswerByLink(IPage page, string link)
    {
        var guest = await Open(link, scripts: false);
        await guest.GetByRole(AriaRole.Button, new() { Name = "已收到" }).ClickAsync();
        await Expect(guest.GetByRole(AriaRole.Alert)).ToContainTextAsync("姓名");
        await guest.GetByLabel("回执人姓名").FillAsync("张三");
        await guest.GetByRole(AriaRole.Button, new() { Name = "已收到" }).ClickAsync();
        await Expect(guest.GetByRole(AriaRole.Status)).ToContainTextAsync("已登记");
        Assert.Equal(404, (await guest.APIRequest.GetAsync(link[..^2] + "AA")).Status);
        Assert.NotEqual(page, guest);
    }

    private static async Task IsANotice(IPage page, string warning)
    {
        var reply = await page.APIRequest.GetAsync($"/api/v1{warning}/notice.docx");
        Assert.True(reply.Ok);
        using var document = DocumentFormat.OpenXml.Packaging.WordprocessingDocument.Open(new MemoryStream(await reply.BodyAsync()), isEditable: false);
        Assert.Empty(new DocumentFormat.OpenXml.Validation.OpenXmlValidator().Validate(document));
        var text = document.MainDocumentPart!.Document.InnerText;
        Assert.All(["蓝色", "接口未授权访问", "地方行业监管部门", "浙江"], said => Assert.Contains(said, text, StringComparison.Ordinal));
        Assert.DoesNotContain("内部预警", text, StringComparison.Ordinal);
    }

    private static async Task<Dictionary<string, string>> Token(IPage page) => new()
    {
        ["X-Fengsui-Token"] = (await (await page.APIRequest.GetAsync("/api/v1/me")).JsonAsync())!.Value.GetProperty("form_token").GetString()!,
    };

    /// <summary>An internal warning to one unit of our own, in force.</summary>
    private static async Task<string> Issued(IPage page)
    {
        var token = await Token(page);
        async Task<System.Text.Json.JsonElement?> Does(string path, object body, bool put = false)
        {
            var options = new APIRequestContextOptions { Headers = token, DataObject = body };
            var reply = put ? await page.APIRequest.PutAsync(path, options) : await page.APIRequest.PostAsync(path, options);
            Assert.True(reply.Ok, await reply.TextAsync());
            return put ? null : await reply.JsonAsync();
        }

        await Does("/api/v1/units/it", new { name = "信息中心", own = true }, put: true);
        var drafted = await Does("/api/v1/warnings", new
        {
            content = new
            {
                title = "接口未授权访问", plan = "cn.miit.data-incident", colour = "橙", @internal = true, to = new { units = new[] { "it" } }, receipt_within = "2小时",
                fields = new Dictionary<string, string>
                {
                    ["starts"] = "2026-03-02 02:14", ["impact"] = "…", ["matters"] = "…", ["precautions"] = "…", ["time-limits"] = "…",
                },
            },
        });
        var warning = drafted!.Value.GetProperty("warning").GetString()!;
        await Does($"/api/v1/warnings/{warning}/issue", new { number = "内1号" });
        return $"/warnings/{warning}";
    }
}
