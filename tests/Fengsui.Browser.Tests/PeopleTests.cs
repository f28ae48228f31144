using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using static Microsoft.Playwright.Assertions;

namespace Fengsui.Browser.Tests;

/// <summary>Account, people, table, settings, audit and the confirming of citations, as a person meets them.</summary>
public sealed class PeopleTests(Browser browser) : BrowserTest(browser)
{
    private const string Plan = "/law/cn.cac.national-plan-2017";
    private const string Password = "a-good-pass-4-tests";

    // As the clock of the tests stands.
    private static readonly long Now = DateTimeOffset.Parse("2026-03-02T02:45:00+08:00", CultureInfo.InvariantCulture).ToUnixTimeSeconds();

    private static readonly string[] Pages = ["/me", "/people", "/people/table", "/settings", "/audit", "/audit?which=log", Plan];

    [Theory]
    [InlineData("zh", false)]
    [InlineData("en", false)]
    [InlineData("zh", true)]
    public async Task Axe_finds_nothing_where_a_field_is_wrong(string language, bool dark)
    {
        var page = await OpenSignedIn("/people", dark: dark, language: language);
        await page.Locator("#in-add-user_name").FillAsync("x");
        await page.Locator("#form-add button").ClickAsync();
        await Expect(page.Locator("#in-add-user_name")).ToHaveAttributeAsync("aria-invalid", "true");
        await FindsNothing(page, dark ? AxeRules.Contrast : AxeRules.All);
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task Axe_finds_nothing_before_signing_in(string language)
    {
        var page = await Open(new Uri(await NewSetUpLink()).AbsolutePath, language: language);
        await FindsNothing(page);
        await page.GotoAsync("/sign-in");
        await FindsNothing(page);
        await page.GetByLabel(language == "zh" ? "用户名" : "User name").FillAsync("nobody");
        await page.Locator("#in-password").FillAsync("wrong");
        await page.Locator("#sign-in button.primary").ClickAsync();
        await Expect(page.Locator("#fault")).ToBeVisibleAsync();
        await FindsNothing(page);
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task No_page_scrolls_sideways_on_a_phone(string language)
    {
        var page = await OpenSignedIn("/me", width: 360, height: 740, language: language);
        foreach (var path in Pages)
        {
            await page.GotoAsync(path);
            await Unfold(page);
            Assert.Equal((path, 360),
                (path, await page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")));
        }
    }

    [Fact]
    public async Task One_time_codes_are_set_up_and_used_without_scripts()
    {
        var page = await Open(new Uri(await NewSetUpLink()).AbsolutePath, scripts: false);
        var userName = "totp" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        await page.GetByLabel("单位名称").FillAsync("某公司");
        await page.GetByLabel("用户名").FillAsync(userName);
        await page.GetByLabel("姓名").FillAsync("张三");
        await page.Locator("#in-password").FillAsync(Password);
        await page.Locator("#in-password_again").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "设立" }).ClickAsync();

        await page.GotoAsync("/me");
        await page.GetByRole(AriaRole.Button, new() { Name = "开始设置" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "验证器应用的二维码" })).ToBeVisibleAsync();
        var secret = (await page.Locator("code.secret").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await page.GetByLabel("应用中现在显示的六位数字").FillAsync(Code(secret, Now));
        await page.GetByRole(AriaRole.Button, new() { Name = "启用" }).ClickAsync();
        await Expect(page.Locator(".recovery li")).ToHaveCountAsync(10);
        await page.GetByRole(AriaRole.Link, new() { Name = "已经保存好" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "退出登录" }).ClickAsync();

        await page.GotoAsync("/people/table");
        await page.GetByLabel("用户名").FillAsync(userName);
        await page.GetByLabel("密码").FillAsync(Password);
        await page.Locator("#sign-in button.primary").ClickAsync();
        // The code of the set-up was used; the next one is good already.
        await page.GetByLabel("验证码或者恢复码").FillAsync(Code(secret, Now + 30));
        await page.Locator("#code button").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Uri(new Uri(Address), "/people/table").ToString());
    }

    [Fact]
    public async Task A_passkey_is_registered_and_signs_in()
    {
        var page = await OpenSignedIn("/help");
        // Browsers bind a passkey to a name.
        var local = Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        var devices = await page.Context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
            },
        });
        await page.Context.AddCookiesAsync(
            [.. (await page.Context.CookiesAsync()).Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = local })]);
        await page.GotoAsync(local + "/me");
        await page.Locator("#in-passkeys-name").FillAsync("值班电脑");
        await page.GetByRole(AriaRole.Button, new() { Name = "登记这台设备" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "值班电脑" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "退出登录" }).ClickAsync();

        await page.GotoAsync(local + "/sign-in?next=/people");
        await page.GetByRole(AriaRole.Button, new() { Name = "用通行密钥登录" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "人员与岗位", Level = 1 })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_citation_is_confirmed_and_asks_no_more()
    {
        var page = await OpenSignedIn(Plan);
        var weak = page.Locator(".source", new() { Has = page.Locator(".confirm") }).First;
        var id = await weak.GetAttributeAsync("id");
        var source = page.Locator($"[id='{id}']");
        await source.Locator("summary").First.ClickAsync();
        await source.GetByLabel("对照了什么").FillAsync("网信办官网，2026-03-02 查阅");
        await source.GetByRole(AriaRole.Button, new() { Name = "核对并确认" }).ClickAsync();

        await Expect(source.Locator(".chip").First).ToContainTextAsync("已核对 · 张三");
        await Expect(source).ToContainTextAsync("网信办官网，2026-03-02 查阅");
        await page.GotoAsync("/audit");
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("核对法条");
    }

    private static string Code(string secret, long unixSeconds)
    {
        const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(secret.Select(c => Convert.ToString(Base32.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var key = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, unixSeconds / 30);
#pragma warning disable CA5350 // RFC 6238 as the apps implement it.
        var mac = HMACSHA1.HashData(key, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadUInt32BigEndian(mac.AsSpan(mac[^1] & 15)) & 0x7FFF_FFFF;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }
}
