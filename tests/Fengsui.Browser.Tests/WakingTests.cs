using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fengsui.Server.Tests.Notices;
using static Microsoft.Playwright.Assertions;

namespace Fengsui.Browser.Tests;

/// <summary>From a line of a device to somebody who answers: the example wakes its people over three real channels on loopback.</summary>
public sealed class WakingTests(Browser browser) : BrowserTest(browser)
{
    private const string Line = "CEF:0|Example|IDS|1.0|4711|Customer table read by an unknown host|9|src=203.0.113.7 dst=10.0.0.5 msg=SELECT over 1200000 rows";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_line_that_matters_wakes_who_is_on_duty_then_the_next_until_one_of_them_answers(bool postgres)
    {
        await StartOwnServer(postgres, example: true);
        await using var sink = await Sink.Start();
        var admin = await SignIn("admin");
        await Put(admin, "/api/v1/notices/channels/robot", new { kind = "dingtalk", url = sink.Address + "/robot", allow_private = "true" });
        await Put(admin, "/api/v1/notices/channels/sms",
            new { kind = "sms", url = sink.Address + "/sms", body = "{\"to\":\"{to}\",\"text\":\"{text} {link}\"}", allow_private = "true" });
        await Put(admin, "/api/v1/notices/channels/hook",
            new { kind = "webhook", url = sink.Address + "/hook", secret = "0123456789abcdef", allow_private = "true" });
        foreach (var (person, n) in (await People(admin)).Select((p, n) => (p.Id, n)))
            await Put(admin, $"/api/v1/people/{person}/ways", new { ways = new[] { $"sms 1380000{n:D4}", $"dingtalk 1380000{n:D4}" } });

        // Nobody has to look at the page: the line itself wakes.
        var officer = await SignIn("li");
        var taken = await officer.APIRequest.PostAsync("/api/v1/intake/cef",
            new() { Headers = await Token(officer), DataByte = Encoding.UTF8.GetBytes(Line + "\n") });
        Assert.True(taken.Ok, await taken.TextAsync());
        List<Arrived> first = [await sink.Next(), await sink.Next(), await sink.Next()];
        Assert.Equal(["/hook", "/robot", "/sms"], first.Select(a => a.Path).Order(StringComparer.Ordinal));
        Assert.All(first, a => Assert.DoesNotContain("203.0.113.7", a.Body, StringComparison.Ordinal));

        // She does not answer: the next one is told.
        Server.Pass(TimeSpan.FromMinutes(31));
        var second = await NextSms(sink, after: To(first.Single(a => a.Path == "/sms")));

        // The link of the message says what it is about, and one button answers.
        var answering = await Open(new Uri(LinkOf(second)).AbsolutePath);
        await answering.GetByRole(AriaRole.Button, new() { Name = "确认收到" }).ClickAsync();
        await Expect(answering.Locator("main")).ToContainTextAsync("已确认收到");
        sink.All.Clear();
        Server.Pass(TimeSpan.FromHours(3));
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(sink.All, a => a.Body.Contains("风险待研判", StringComparison.Ordinal));

        var ledger = await SignIn("zheng", "/notices/ledger?outcome=sent");
        await Expect(ledger.Locator("tbody")).ToContainTextAsync("短信");
        await ledger.GotoAsync("/notices/ledger?outcome=acknowledged");
        await Expect(ledger.Locator("tbody tr")).ToHaveCountAsync(1);
        var report = await Server.App.Store.Verify(ct: TestContext.Current.CancellationToken);
        Assert.True(report.Sound, string.Join('\n', report.Findings));
    }

    private async Task<IPage> SignIn(string userName, string path = "/")
    {
        var page = await Open("/sign-in");
        await page.GetByLabel("用户名").FillAsync(userName);
        await page.Locator("#in-password").FillAsync(Server.App.Example!.Password);
        await page.Locator("#sign-in button.primary").ClickAsync();
        await Expect(page.Locator(".top nav a[href='/me']")).ToBeVisibleAsync();
        await page.GotoAsync(path);
        return page;
    }

    private static async Task<IEnumerable<(string Id, string Name)>> People(IPage page) =>
        (await (await page.APIRequest.GetAsync("/api/v1/people")).JsonAsync())!.Value.GetProperty("people").EnumerateArray()
            .Select(p => (p.GetProperty("person").GetString()!, p.GetProperty("display_name").GetString()!)).ToList();

    private static async Task<Dictionary<string, string>> Token(IPage page) =>
        new() { ["X-Fengsui-Token"] = (await (await page.APIRequest.GetAsync("/api/v1/me")).JsonAsync())!.Value.GetProperty("form_token").GetString()! };

    private static async Task Put(IPage page, string path, object body)
    {
        var answer = await page.APIRequest.PutAsync(path, new() { Headers = await Token(page), DataObject = body });
        Assert.True(answer.Ok, $"{path}: {await answer.TextAsync()}");
    }

    /// <summary>The next message about the risk to somebody else: who is on duty may be told again in another part.</summary>
    private static async Task<Arrived> NextSms(Sink sink, string after)
    {
        // Other clocks of the example run on meanwhile.
        while (true)
            if (await sink.Next() is { Path: "/sms" } arrived && To(arrived) != after && arrived.Body.Contains("风险待研判", StringComparison.Ordinal))
                return arrived;
    }

    private static string To(Arrived sms) => JsonDocument.Parse(sms.Body).RootElement.GetProperty("to").GetString()!;

    private static string LinkOf(Arrived sms) =>
        Regex.Match(JsonDocument.Parse(sms.Body).RootElement.GetProperty("text").GetString()!, @"https?://\S+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
}
