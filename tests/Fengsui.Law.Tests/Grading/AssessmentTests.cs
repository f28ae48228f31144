using System.Text.Json;
using Fengsui.Law.Grading;
using Fengsui.Law.Packs;
using Xunit;

namespace Fengsui.Law.Tests.Grading;

/// <summary>The answer as a whole: its shape, its order, and the cases where packs meet.</summary>
public sealed class AssessmentTests
{
    private const string Database = """
        incident: 客户数据库遭窃取
        occurred: 2026-03-02T01:40:00+08:00
        discovered: 2026-03-02T02:14:00+08:00
        self_judged: 2026-03-02T02:40:00+08:00
        organisation: {name: 某公司, miit_processor: 是, province: 浙江}
        facts:
          data_harm: [窃取, 泄露]
          data_level: 一般
          pi_persons: 1200万人
          direct_loss: unknown
          outage: 0小时
        """;

    private static string[] Keys(JsonElement element) => [.. element.EnumerateObject().Select(p => p.Name)];

    [Fact]
    public void The_answer_has_its_keys_in_order()
    {
        var answer = TheLaw.Answer(TheLaw.Assess(Database));
        Assert.Equal(["incident", "on", "level", "packs", "left_out", "assumed", "implied", "duties", "measures"], Keys(answer));
        Assert.All(answer.GetProperty("packs").EnumerateArray(), p => Assert.Equal(
            ["pack", "version", "hash", "applies", "settled", "could_be", "because", "open", "gaps", "readings", "needs_person", "distance"], Keys(p)));
        Assert.All(answer.GetProperty("duties").EnumerateArray(), d => Assert.Equal(
            ["pack", "id", "who", "to", "state", "within", "every", "anchor", "due", "due_date", "provisional", "channel", "form", "note", "cite", "check", "check_note"], Keys(d)));
        Assert.All(answer.GetProperty("measures").EnumerateArray(), m => Assert.Equal(["pack", "id", "actor", "response", "do", "cite", "check"], Keys(m)));
    }

    [Fact]
    public void The_customer_database_is_major_and_says_why()
    {
        var answer = TheLaw.Answer(TheLaw.Assess(Database));
        var pack = answer.GetProperty("packs").EnumerateArray().Single(p => p.GetProperty("pack").GetString() == "cn.miit.data-incident");
        var because = pack.GetProperty("because").EnumerateArray().Single();
        Assert.Equal("ii.pi", because.GetProperty("rule").GetString());
        Assert.Equal("涉及个人信息1200万人，达到1000万人以上", because.GetProperty("sentence").GetString());
        Assert.Equal("附件1（四）", because.GetProperty("cite")[0].GetProperty("at").GetString());
        Assert.Equal(
            ["data_field", "direct_loss", "excluded_field", "industrial_harm", "overall_harm", "radio_duration", "radio_event", "radio_frequency", "spi_persons", "state_secret"],
            pack.GetProperty("open").EnumerateArray().Select(o => o.GetString()));
        Assert.False(pack.GetProperty("needs_person").GetBoolean());
        var distance = pack.GetProperty("distance").EnumerateArray().Single();
        Assert.Equal(("i.pi", "8800万人"), (distance.GetProperty("rule").GetString(), distance.GetProperty("short_by").GetString()));
        Assert.Equal(["bank_insurer", "central_organ", "central_soe", "network_operator"], answer.GetProperty("assumed").EnumerateArray().Select(o => o.GetString()));
        Assert.Equal("bank_insurer 为否", answer.GetProperty("left_out")[0].GetProperty("why").GetString());
        var duty = answer.GetProperty("duties").EnumerateArray().Single(d => d.GetProperty("id").GetString() == "other.provincial-cac");
        Assert.Equal(("owed", "4小时", "2026-03-02T06:14:00+08:00"), (duty.GetProperty("state").GetString(), duty.GetProperty("within").GetString(), duty.GetProperty("due").GetString()));
    }

    [Fact]
    public void A_pack_whose_scope_is_unknown_says_only_what_could_be()
    {
        var assessment = TheLaw.Assess("incident: x\norganisation: {miit_processor: unknown}\nfacts: {data_harm: 泄露, spi_persons: 1200万人, content_security: 是}", packs: ["cn.miit.data-incident", "cn.cac.national-plan-2017"]);
        Assert.Null(assessment.Settled);
        Assert.Equal(Level.ParticularlyMajor, assessment.CouldBe);
        Assert.All(assessment.Duties, d => Assert.Equal("possible", Fengsui.Law.Duties.DutyStates.Word(d.State)));
    }

    [Fact]
    public void A_draft_never_grades()
    {
        using var folder = new CopiedPack("cn.miit.data-incident", "status: in-force", "status: draft");
        var library = Library.Load(TheLaw.PacksFolder, [folder.Path]);
        var day = new DateOnly(2026, 3, 2);
        var incident = TheLaw.Facts(Database);
        Assert.DoesNotContain(library.On(day).Assess(incident, day).Packs, p => p.Pack.Id == "cn.miit.data-incident");
        var asked = library.On(day, ["cn.miit.data-incident"]).Assess(incident, day);
        Assert.Empty(asked.Packs);
        Assert.Contains("草案", Assert.Single(asked.LeftOut).Why.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void The_law_of_a_day_is_the_law_of_that_day()
    {
        string Article(string on) => TheLaw.Assess("incident: x\nfacts: {}", on).Duties.Single(d => d.Pack.Pack.Id == "cn.law.csl").Duty.Ground.Sources[0].At;
        Assert.Equal("第二十五条", Article("2025-12-31"));
        Assert.Equal("第二十七条", Article("2026-01-01"));
        Assert.Contains(TheLaw.Assess("incident: x\nfacts: {}", "2025-10-31").LeftOut, l => l.Pack.Id == "cn.cac.incident-report" && l.Why.Zh.Contains("2025-11-01", StringComparison.Ordinal));
    }

    [Fact]
    public void An_organisations_pack_only_adds()
    {
        const string Facts = "incident: x\nfacts: {threat: 严重}";
        var alone = TheLaw.Assess(Facts, packs: ["cn.cac.national-plan-2017"]);
        var beside = TheLaw.Assess(Facts, packs: ["cn.cac.national-plan-2017", "org.example.shop"]);
        Assert.Equal(Level.Major, alone.Settled);
        Assert.True(beside.Settled >= alone.Settled);
        Assert.DoesNotContain(TheLaw.Assess(Facts).Packs, p => p.Pack.Id.StartsWith("org.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_state_secret_is_left_out_with_the_other_channel_named()
    {
        var left = TheLaw.Assess("incident: x\norganisation: {miit_processor: 是}\nfacts: {data_harm: 泄露, state_secret: 是}").LeftOut.Single(l => l.Pack.Id == "cn.miit.data-incident");
        Assert.Contains("另按国家保密规定报告", left.Why.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void The_explanation_is_the_evaluation_itself()
    {
        var assessment = TheLaw.Assess(Database);
        foreach (var pack in assessment.Packs)
            foreach (var (rule, why) in pack.Rules)
            {
                Assert.Equal(rule.When, why.Condition);
                Assert.Equal(pack.Because.Contains(rule), why.Truth == Fengsui.Law.Conditions.Truth.True && rule.Level == pack.Settled);
                Assert.NotEmpty(why.Sentence.Zh);
                Assert.NotEmpty(why.Sentence.En);
            }
    }

    [Fact]
    public void A_contradicted_value_gives_way_to_the_bound_with_a_warning()
    {
        var incident = TheLaw.Facts("incident: x\nfacts: {pi_persons: 5万人, spi_persons: 10万人}");
        var bound = Assert.Single(incident.Implied);
        Assert.True(bound.Contradiction);
        Assert.Equal(10_0000, incident[TheLaw.Vocabulary.Fact("pi_persons")!].Low);
    }
}
