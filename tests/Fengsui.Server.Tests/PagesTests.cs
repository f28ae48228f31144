using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Fengsui.Law;
using Fengsui.Law.Packs;
using Fengsui.Server.Platform;

namespace Fengsui.Server.Tests;

public sealed partial class PagesTests(RunningApp app)
{
    private static readonly string[] Paths = ["/", "/law", "/law/coverage", "/law/calendar", "/law/calendar?year=2025", "/law/calendar?year=1800", "/law/vocabulary", "/help"];

    public static TheoryData<string, Language> Pages => Cross(Paths);

    public static TheoryData<string, Language> LawPages => Cross([.. Library.Load(new AppOptions().PacksFolder).Packs.Select(p => $"/law/{p.Id}")]);

    private static TheoryData<string, Language> Cross(IEnumerable<string> paths)
    {
        var data = new TheoryData<string, Language>();
        foreach (var path in paths)
            foreach (var language in new[] { Language.Zh, Language.En })
                data.Add(path, language);
        return data;
    }

    [Theory]
    [MemberData(nameof(Pages))]
    [MemberData(nameof(LawPages))]
    public async Task Every_page_answers_in_both_languages(string path, Language language)
    {
        var page = await app.Read(path, language);

        Assert.Contains(language == Language.Zh ? "<html lang=\"zh-CN\"" : "<html lang=\"en\"", page, StringComparison.Ordinal);
        Assert.Single(H1().Matches(page));
        Assert.DoesNotContain("style=\"", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)\\son[a-z]+=\"", page);
        Assert.DoesNotMatch("(src|href|action)=\"(https?:)?//", page);
    }

    [Fact]
    public async Task A_law_page_shows_rules_duties_forms_and_cases_that_pass()
    {
        var page = await app.Read("/law/cn.miit.data-incident");

        Assert.Contains("id=\"r-rule-ii-pi\"", page, StringComparison.Ordinal);
        Assert.Contains("id=\"r-duty-processor-regulator\"", page, StringComparison.Ordinal);
        Assert.Contains("id=\"r-form-annex-2\"", page, StringComparison.Ordinal);
        Assert.Contains("相符", page, StringComparison.Ordinal);
        Assert.DoesNotContain("不符", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/law/nothing")]
    [InlineData("/nothing")]
    [InlineData("/assets/nothing.css")]
    [InlineData("/assets/../App.cs")]
    public async Task What_is_not_there_says_so_calmly(string path)
    {
        using var response = await app.Client.GetAsync(path);
        var page = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("没有这一页", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_pages_speak_english_too()
    {
        using var response = await app.Client.GetAsync("/nothing?lang=en");
        Assert.Contains("No such page", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/nothing")]
    [InlineData("/health")]
    [InlineData("/assets/fengsui.css")]
    public async Task Every_answer_carries_the_strict_headers(string path)
    {
        using var response = await app.Client.GetAsync(path);

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(response.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.OK)]
    [InlineData("Sec-Fetch-Site", "none", HttpStatusCode.OK)]
    [InlineData("Origin", "http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    public async Task Posts_from_other_sites_are_refused(string header, string value, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = RunningApp.Form() };
        request.Headers.Add(header, value);
        using var response = await app.Client.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Posts_from_our_own_pages_pass_without_sec_fetch_site()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = RunningApp.Form() };
        request.Headers.Add("Origin", app.Client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var response = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_post_without_a_form_or_with_too_much_is_refused_calmly()
    {
        using var noForm = await app.Client.PostAsync("/", RunningApp.Json("{}"));
        using var tooLong = await app.Client.PostAsync("/", RunningApp.Form(("incident", new string('x', 5000))));
        using var tooMany = await app.Client.PostAsync("/", RunningApp.Form([.. Enumerable.Range(0, 2000).Select(i => ($"f{i}", "x"))]));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, noForm.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLong.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooMany.StatusCode);
    }

    [Fact]
    public async Task The_theme_is_remembered_by_a_cookie()
    {
        using var response = await app.Client.GetAsync("/help?theme=dark");

        Assert.Contains("data-theme=\"dark\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.StartsWith("theme=dark", response.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hashed_address_of_a_style_is_kept_for_good()
    {
        var address = Regex.Match(await app.Read("/help"), "/assets/fengsui\\.css\\?v=[0-9a-f]+", RegexOptions.None, TimeSpan.FromSeconds(5)).Value;
        using var response = await app.Client.GetAsync(address);

        Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_is_answered_like_get_without_a_body()
    {
        using var response = await app.Client.SendAsync(new(HttpMethod.Head, "/help"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("htmx.min.js", "htmx.LICENSE.txt")]
    [InlineData("idiomorph-ext.min.js", "idiomorph.LICENSE.txt")]
    public void A_vendored_script_is_the_one_that_is_written_down(string script, string licence)
    {
        var written = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "VENDORED.md"));

        Assert.Contains(
            Convert.ToHexStringLower(SHA256.HashData(new Assets().Find($"vendor/{script}")!.Bytes)), written, StringComparison.Ordinal);
        Assert.NotNull(new Assets().Find($"vendor/{licence}"));
    }

    [GeneratedRegex("<h1[ >]", RegexOptions.None, 5000)]
    private static partial Regex H1();
}
