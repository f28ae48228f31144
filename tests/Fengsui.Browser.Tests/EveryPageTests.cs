using Fengsui.Server.People;
using Fengsui.Server.Tests.Notices;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fengsui.Browser.Tests;

/// <summary>
/// Every page that the server has, as its own table of endpoints lists them: one that is added later is looked at, or this test asks what stands in
/// its address.
/// </summary>
public sealed class EveryPageTests(Browser browser) : BrowserTest(browser)
{
    // Pages that look otherwise than their pattern alone would show.
    private static readonly string[] Variants =
    [
        "/?sample=01-customer-database", "/?sample=07-core-data-gap", "/law/cn.miit.data-incident", "/law/cn.law.pipl",
        "/incidents?q=xx&level=none", "/audit?which=log",
        "/incidents/{incident}/timeline?proof=1", "/incidents/{incident}/replay?seq=3", "/incidents/{incident}/facts?edit=pi_persons",
        "/incidents/{incident}/facts?history=pi_persons", "/incidents/{incident}/papers/cn.miit.data-incident/annex-2",
        "/incidents/{incident}/papers/cn.cac.incident-report/phone-script",
        "/incidents/{past}", "/incidents/{past}/end", "/incidents/{past}/papers",
        "/incidents/{blank}", "/incidents/{blank}/clocks", "/incidents/{blank}/evidence", "/incidents/{blank}/end", "/incidents/{blank}/papers",
    ];

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task Axe_finds_nothing_on_any_page(string language)
    {
        await StartOwnServer(example: true);
        var guest = await Open("/help", language: language);
        var page = await Open("/help", language: language);
        var given = await SignIn(page);
        var found = new List<string>();
        var looked = 0;

        foreach (var (pattern, isOpen) in Patterns().Concat(Variants.Select(v => (v, v.StartsWith("/?", StringComparison.Ordinal)))))
        {
            var path = Filled(pattern, given);
            // A document is no page.
            var answer = await page.APIRequest.GetAsync(path);
            if (!answer.Headers.GetValueOrDefault("content-type", "").StartsWith("text/html", StringComparison.Ordinal)
                || answer.Headers.GetValueOrDefault("content-disposition", "").StartsWith("attachment", StringComparison.Ordinal))
                continue;
            Assert.True(answer.Ok || pattern.StartsWith("/{*", StringComparison.Ordinal), $"{path}: {answer.Status}");
            // What is open to everyone stands under another frame there.
            foreach (var who in isOpen ? new[] { page, guest } : [page])
                found.AddRange(await Look(who, path, colours: language == "zh"));
            looked++;
        }

        Assert.True(looked > 60, $"{looked} pages");
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    /// <summary>Nothing found means something only when something would be found.</summary>
    [Fact]
    public async Task Axe_finds_what_is_wrong_with_a_page_and_with_its_parts()
    {
        var page = await Open("/sign-in");
        await page.EvaluateAsync(
            """
            () => {
              document.documentElement.removeAttribute("lang");
              document.title = "";
              document.querySelector("main").setAttribute("role", "presentation");
              document.querySelectorAll("main label").forEach(label => label.remove());
            }
            """);
        var found = string.Join('\n', await Violations(page));

        Assert.All(["html-has-lang", "document-title", "landmark-one-main", "label"], rule => Assert.Contains($" {rule}: ", found, StringComparison.Ordinal));
    }

    /// <summary>The patterns of all that is read in a browser, and whether it is open to everyone.</summary>
    private IEnumerable<(string Pattern, bool IsOpen)> Patterns() =>
        from endpoint in Server.App.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints)
            .OfType<RouteEndpoint>()
        let methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods
        where methods is null || methods.Contains("GET")
        let pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        where !pattern.StartsWith("/api/", StringComparison.Ordinal) && !pattern.EndsWith(".ics", StringComparison.Ordinal)
        select (pattern, endpoint.Metadata.GetMetadata<Access>() is Access.ForEveryone);

    /// <summary>Signs in as somebody of the example who may do everything; the answer is what stands in the addresses of pages.</summary>
    private async Task<Dictionary<string, string>> SignIn(IPage page)
    {
        var example = Server.App.Example!;
        var signedIn = await Post("/api/v1/sign-in", new { user_name = "admin", password = example.Password }, []);
        var posts = $"/api/v1/people/{signedIn.GetProperty("person").GetString()}/posts";
        var token = new Dictionary<string, string> { ["X-Fengsui-Token"] = signedIn.GetProperty("form_token").GetString()! };
        foreach (var post in new[] { "duty-officer", "commander", "compliance", "direct-responsible" })
            Assert.True((await page.APIRequest.PostAsync(posts, new() { Headers = token, DataObject = new { post } })).Ok);
        var invited = await Post("/api/v1/people", new { user_name = "new", display_name = "新人" }, token);
        var incidents = (await (await page.APIRequest.GetAsync("/api/v1/incidents")).JsonAsync())!.Value.GetProperty("incidents").EnumerateArray()
            .ToLookup(i => i.GetProperty("phase").GetString() == "archived", i => i.GetProperty("incident").GetString()!);
        var live = incidents[false].First();
        await Post($"/api/v1/incidents/{live}/add-indicators", new { indicators = new[] { new { type = "ip", value = "203.0.113.7" } } }, token);
        var blank = await Post("/api/v1/incidents", new { title = "刚刚立案" }, token);
        var rosters = (await (await page.APIRequest.GetAsync("/api/v1/rosters")).JsonAsync())!.Value.GetProperty("rosters");
        Assert.True((await page.APIRequest.PutAsync("/api/v1/units/it", new() { Headers = token, DataObject = new { name = "信息中心", own = true } })).Ok);
        var warning = (await Post("/api/v1/warnings", new { content = InternalWarning }, token)).GetProperty("warning").GetString()!;
        await Post($"/api/v1/warnings/{warning}/issue", new { number = "内1号" }, token);
        await page.GotoAsync($"/warnings/{warning}/not-received");
        var receipt = await page.Locator("tbody a").First.GetAttributeAsync("href");
        var risk = await Risk(page, token);
        await Post($"/api/v1/risks/{risk}/judge", new { likelihood = "likely", level = "重大", reason = "密钥可读客户数据库" }, token);
        var (acknowledgement, notice) = await Notice(page, token, signedIn.GetProperty("person").GetString()!);
        await page.GotoAsync("/me");
        await page.Locator("#form-totp button").ClickAsync();
        await new Hands(page).Arrive("/me/totp");
        return new()
        {
            ["{risk}"] = risk, ["{incident}"] = live, ["{past}"] = incidents[true].First(), ["{blank}"] = blank.GetProperty("incident").GetString()!,
            ["{roster}"] = rosters[0].GetProperty("roster").GetString()!, ["{person}"] = signedIn.GetProperty("person").GetString()!,
            ["{warning}"] = warning, ["/receipt/{token}"] = receipt!, ["/ack/{token}"] = acknowledgement, ["/notices/{page}"] = $"/notices/{notice}",
            ["/settings/notices/channels/{id}"] = "/settings/notices/channels/sms",
            ["/setup/{secret}"] = new Uri(await NewSetUpLink()).AbsolutePath,
            ["/invitation/{secret}"] = new Uri(invited.GetProperty("invitation").GetString()!).AbsolutePath, ["{pack}"] = "cn.cac.incident-report",
            ["{form}"] = "first-report", ["{id}"] = "cn.cac.incident-report", ["{**name}"] = "fengsui.css", ["{*path:nonfile}"] = "nothing",
        };

        async Task<System.Text.Json.JsonElement> Post(string path, object body, Dictionary<string, string> headers)
        {
            var reply = await page.APIRequest.PostAsync(path, new() { Headers = headers, DataObject = body });
            Assert.True(reply.Ok, await reply.TextAsync());
            return (await reply.JsonAsync())!.Value;
        }
    }

    /// <summary>The link in a message, and a notice that was told: nobody answered those who were told before.</summary>
    private async Task<(string Acknowledgement, string Notice)> Notice(IPage page, Dictionary<string, string> token, string person)
    {
        await using var sink = await Sink.Start();
        var channel = new { kind = "sms", url = sink.Address + "/sms", body = "{\"text\":\"{link}\"}", allow_private = "true" };
        foreach (var (path, body) in new (string, object)[] { ("/api/v1/notices/channels/sms", channel), ($"/api/v1/people/{person}/ways", new { ways = new[] { "sms 13800000001" } }) })
            Assert.True((await page.APIRequest.PutAsync(path, new() { Headers = token, DataObject = body })).Ok, path);
        Assert.True((await page.APIRequest.PostAsync($"/api/v1/people/{person}/ways/1/test", new() { Headers = token })).Ok);
        var link = new Uri(System.Text.Json.JsonDocument.Parse((await sink.Next()).Body).RootElement.GetProperty("text").GetString()!);
        for (var tries = 0; ; tries++)
        {
            var told = (await (await page.APIRequest.GetAsync("/api/v1/notices")).JsonAsync())!.Value.GetProperty("notices");
            if (told.GetArrayLength() > 0)
                return (link.AbsolutePath, told[0].GetProperty("id").GetString()!);
            Assert.True(tries < 30, "nobody was told of anything");
            Server.Pass(TimeSpan.FromMinutes(5));
            await Task.Delay(1000);
        }
    }

    /// <summary>A risk that came in and was worked off.</summary>
    private static async Task<string> Risk(IPage page, Dictionary<string, string> token)
    {
        var handed = await page.APIRequest.PostAsync("/api/v1/intake", new() { Headers = token, DataObject = new { title = "密钥外泄", severity = 5, indicators = new[] { "203.0.113.7" } } });
        Assert.Equal(202, handed.Status);
        for (var tries = 0; ; tries++)
        {
            var risks = (await (await page.APIRequest.GetAsync("/api/v1/risks")).JsonAsync())!.Value.GetProperty("risks");
            if (risks.GetArrayLength() > 0)
                return risks[0].GetProperty("risk").GetString()!;
            Assert.True(tries < 100, "the risk is not there");
            await Task.Delay(100);
        }
    }

    private static readonly object InternalWarning = new
    {
        title = "接口未授权访问", plan = "cn.miit.data-incident", colour = "橙", @internal = true, to = new { units = new[] { "it" } }, receipt_within = "2小时",
        fields = new Dictionary<string, string>
        {
            ["starts"] = "2026-03-02 02:14", ["impact"] = "全省", ["matters"] = "接口", ["precautions"] = "核查", ["time-limits"] = "24小时内",
        },
    };

    private static string Filled(string pattern, Dictionary<string, string> given)
    {
        var path = given.Aggregate(pattern, (made, part) => made.Replace(part.Key, part.Value, StringComparison.Ordinal));
        Assert.False(path.Contains('{', StringComparison.Ordinal), $"what stands in {pattern}? This test has to be told");
        return path;
    }

    private static async Task<IEnumerable<string>> Look(IPage page, string path, bool colours)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.GotoAsync(path);
        var found = await Violations(page, colours ? AxeRules.All : AxeRules.AllButContrast);
        if (!colours)
            return found;
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        return found.Concat((await Violations(page, AxeRules.Contrast)).Select(v => $"dark: {v}"));
    }
}
