using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fengsui.Law;

namespace Fengsui.Server.Tests;

public sealed partial class DeskTests(RunningApp app)
{
    /// <summary>The example of the contract, as the form posts it.</summary>
    private static readonly (string, string)[] Example =
    [
        ("incident", "客户数据库遭窃取"), ("at.occurred", "2026-03-02T01:40"), ("at.discovered", "2026-03-02T02:14"), ("at.self_judged", "2026-03-02T02:40"),
        ("organisation.name", "某公司"), ("facts.miit_processor", "是"), ("facts.province", "浙江"),
        ("facts.data_harm", "窃取"), ("facts.data_harm", "泄露"), ("facts.data_level", "一般"), ("facts.pi_persons", "1200万人"), ("facts.outage", "0小时"),
    ];

    [Fact]
    public async Task The_example_is_major_could_be_particularly_major_and_the_province_is_told_by_0614()
    {
        var page = await app.Post("/", Example);

        Assert.Matches("(?s)id=\"verdict\".*?class=\"level ii large\".*?重大.*?可能达到.*?特别重大", page);
        var duty = Item(page, "d-cn-cac-incident-report-other-provincial-cac");
        Assert.Contains("属地省级网信部门", duty, StringComparison.Ordinal);
        Assert.Contains("datetime=\"2026-03-02T06:14:00+08:00\"", duty, StringComparison.Ordinal);
        Assert.Contains("03:29:00", duty, StringComparison.Ordinal);
        Assert.Contains("首次报告", duty, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_desk_grades_nothing_and_says_what_to_do_first()
    {
        var page = await app.Read("/");

        Assert.Contains("尚无事实", Element(page, "verdict"), StringComparison.Ordinal);
        Assert.Contains("先填发现时间", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"clocks-heading\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_may_turn_out_to_bind_earlier_is_told_too()
    {
        var page = await app.Read("/?sample=05-ransomware-unknown");

        Assert.Matches("(?s)查明后可能还须：.*?立即.*?省级工信主管部门.*?附件2", page);
    }

    [Fact]
    public async Task The_one_line_is_the_act_that_binds_now()
    {
        var line = Element(await app.Post("/", Example), "line");

        Assert.Contains("立即", line, StringComparison.Ordinal);
        Assert.Contains("地方行业监管部门", line, StringComparison.Ordinal);
        Assert.Contains("附件2 数据安全事件上报", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_local_regulator_is_named_once_the_field_is_known()
    {
        var line = Element(await app.Post("/", [.. Example, ("facts.data_field", "电信")]), "line");

        Assert.Contains("省级通信管理局", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_quantity_says_what_is_right_and_holds_up_nothing()
    {
        var page = await app.Post("/", [.. Example.Where(f => f.Item1 != "facts.direct_loss"), ("facts.direct_loss", "3000万")]);

        var echo = Element(page, "e-direct_loss");
        Assert.Contains("缺少单位", echo, StringComparison.Ordinal);
        Assert.Contains("3000万元", echo, StringComparison.Ordinal);
        Assert.Contains("暂按尚不明确计", echo, StringComparison.Ordinal);
        Assert.Matches("(?s)class=\"errors\".*?有 1 项填写有误.*?href=\"#i-direct_loss-0\".*?</section>", page);
        Assert.Contains("value=\"3000万\"", page, StringComparison.Ordinal);
        Assert.Contains("class=\"level ii large\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("１２００万人", "12,000,000 人，即 1200万人")]
    [InlineData("1,200 万人", "12,000,000 人，即 1200万人")]
    [InlineData("800万人～1200万人", "8,000,000 人 至 12,000,000 人，即 800万人..1200万人")]
    [InlineData("＞＝800万人", "至少 8,000,000 人，即 ≥800万人")]
    public async Task What_tired_hands_type_is_understood(string typed, string understood)
    {
        Assert.Contains(understood, Element(await app.Post("/", ("facts.pi_persons", typed)), "e-pi_persons"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("facts.province_share", "２２％", "22%")]
    [InlineData("facts.outage", "1小时30分钟", "90 分钟，即 1小时30分钟")]
    [InlineData("facts.direct_loss", "3亿元", "300,000,000 元，即 3亿元")]
    public async Task Every_kind_of_quantity_is_echoed(string field, string typed, string understood)
    {
        Assert.Contains(understood, Element(await app.Post("/", (field, typed)), "e-" + field["facts.".Length..]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("n/a")]
    public async Task Words_that_stand_alone_are_refused_beside_others(string word)
    {
        var page = await app.Post("/", [.. Example, ("facts.data_harm", word)]);

        Assert.Contains("互相矛盾", Element(page, "e-data_harm"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_moment_is_told_at_its_field()
    {
        Assert.Contains("不是时刻", Element(await app.Post("/", ("at.discovered", "昨晚")), "e-at-discovered"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_now_button_works_without_scripts()
    {
        Assert.Matches("id=\"at-discovered\"[^>]*value=\"2026-03-02T02:45\"", await app.Post("/", ("now", "discovered")));
    }

    [Fact]
    public async Task An_overdue_duty_says_by_how_much()
    {
        var page = await app.Post("/", [.. Example.Where(f => f.Item1 != "at.discovered"), ("at.discovered", "2026-03-01T20:00")]);

        Assert.Matches("(?s)class=\"due overdue\".*?已逾期.*?02:45:00", Item(page, "d-cn-cac-incident-report-other-provincial-cac"));
    }

    [Fact]
    public async Task With_scripts_only_the_answer_and_the_echoes_travel()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = RunningApp.Form(Example) };
        request.Headers.Add("HX-Request", "true");
        using var response = await app.Client.SendAsync(request);
        var fragment = await response.Content.ReadAsStringAsync();

        Assert.DoesNotContain("<html", fragment, StringComparison.Ordinal);
        Assert.DoesNotContain("<input", fragment, StringComparison.Ordinal);
        Assert.Contains("hx-swap-oob=\"innerHTML:#line\"", fragment, StringComparison.Ordinal);
        Assert.Contains("hx-swap-oob=\"innerHTML:#e-pi_persons\"", fragment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switching_the_language_keeps_what_was_typed()
    {
        using var response = await app.Client.PostAsync("/", RunningApp.Form([.. Example, ("lang", "en")]));
        var page = await response.Content.ReadAsStringAsync();

        Assert.Contains("<html lang=\"en\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"1200万人\"", page, StringComparison.Ordinal);
        Assert.Contains(response.Headers.GetValues("Set-Cookie"), c => c.StartsWith("lang=en", StringComparison.Ordinal) && c.Contains("samesite=lax", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_fact_of_the_vocabulary_has_its_field_in_both_languages()
    {
        foreach (var language in new[] { Language.Zh, Language.En })
        {
            var page = WebUtility.HtmlDecode(await app.Read("/", language));
            foreach (var fact in Law.Packs.Library.Load(new AppOptions().PacksFolder).Vocabulary.Facts)
            {
                Assert.Contains($"name=\"facts.{fact.Id}\"", page, StringComparison.Ordinal);
                Assert.Contains(fact.Ask.In(language), page, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Every_sample_stands_on_the_page_and_opens()
    {
        var samples = SampleLink().Matches(await app.Read("/")).Select(m => m.Groups["found"].Value).ToList();

        Assert.Equal(8, samples.Count);
        foreach (var sample in samples)
            Assert.DoesNotContain("填写有误", await app.Read($"/?sample={sample}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_sample_is_no_page()
    {
        using var response = await app.Client.GetAsync("/?sample=../secret");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task The_answer_can_be_downloaded_as_json()
    {
        using var answer = JsonDocument.Parse(await app.Post("/answer.json", Example));

        Assert.Equal("重大", answer.RootElement.GetProperty("level").GetProperty("settled").GetString());
        Assert.Equal("特别重大", answer.RootElement.GetProperty("level").GetProperty("could_be").GetString());
        Assert.Equal("客户数据库遭窃取", answer.RootElement.GetProperty("incident").GetString());
    }

    [Fact]
    public async Task The_facts_can_be_downloaded_and_nothing_typed_is_lost()
    {
        var yaml = await app.Post("/facts.yaml", [.. Example, ("facts.direct_loss", "3000万")]);

        Assert.Contains("incident: \"客户数据库遭窃取\"", yaml, StringComparison.Ordinal);
        Assert.Contains("discovered: 2026-03-02T02:14:00+08:00", yaml, StringComparison.Ordinal);
        Assert.Contains("  data_harm: [窃取, 泄露]", yaml, StringComparison.Ordinal);
        Assert.Contains("# direct_loss: 3000万（", yaml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_person_types_never_becomes_markup()
    {
        var page = await app.Post("/", ("incident", "<script>alert(1)</script>"), ("facts.pi_persons", "\"><img src=x>"));

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_id_on_a_page_stands_once_and_every_link_within_it_leads_somewhere()
    {
        foreach (var path in new[] { "/", "/?sample=01-customer-database", "/?sample=06-bank-leak", "/law/cn.miit.data-incident", "/law/cn.law.csl", "/law/cn.cac.national-plan-2017", "/law/vocabulary" })
        {
            var page = await app.Read(path);
            var ids = Id().Matches(page).Select(m => m.Groups["found"].Value).ToList();
            Assert.Empty(ids.GroupBy(i => i).Where(g => g.Count() > 1).Select(g => g.Key));
            Assert.Empty(Fragment().Matches(page).Select(m => m.Groups["found"].Value).Except(ids));
        }
    }

    private static string Item(string page, string id) => Regex.Match(WebUtility.HtmlDecode(page), $"(?s)<li id=\"{id}\".*?(?=<li id=\"d-|</ol>)", RegexOptions.None, TimeSpan.FromSeconds(5)).Value;

    private static string Element(string page, string id) =>
        Regex.Match(WebUtility.HtmlDecode(page), $"(?s)id=\"{Regex.Escape(id)}\".*?(?=id=\")", RegexOptions.None, TimeSpan.FromSeconds(5)).Value;

    [GeneratedRegex("href=\"/\\?sample=(?<found>[^\"]+)\"", RegexOptions.None, 5000)]
    private static partial Regex SampleLink();

    [GeneratedRegex(" id=\"(?<found>[^\"]+)\"", RegexOptions.None, 5000)]
    private static partial Regex Id();

    [GeneratedRegex(" href=\"#(?<found>[^\"]+)\"", RegexOptions.None, 5000)]
    private static partial Regex Fragment();
}
