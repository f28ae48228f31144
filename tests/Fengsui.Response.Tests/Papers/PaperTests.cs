using Fengsui.Law.Grading;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Incidents.Acts;
using Fengsui.Response.Papers;
using Fengsui.Response.Tests.Incidents;
using Xunit;

namespace Fengsui.Response.Tests.Papers;

/// <summary>Papers filled from the record: what stands in them, where it comes from, what is open, and what an earlier paper said otherwise.</summary>
public sealed class PaperTests
{
    private const string Cac = "cn.cac.incident-report";
    private const string Miit = "cn.miit.data-incident";
    private const string First = Cac + "/other.provincial-cac";
    private const string Regulator = Miit + "/processor.regulator";

    private static readonly string Hash = new('a', 64);
    private static readonly Letterhead Letterhead = new()
    {
        Organisation = "某公司", Contact = "王建国", Phone = "13800000000", Reporter = "王建国", Names = new Dictionary<string, string> { ["p-wang"] = "王建国" },
    };

    private static Night Night() => Incidents.Night.Major(("miit_processor", "是"));

    private static Paper Fill(Night night, string pack, string form, string? duty = null, params (string Field, string Text)[] typed)
    {
        var of = Incidents.Night.Law.Find(pack)!;
        var material = Material.Of(night.State!, Course.Of(night.Lines), Letterhead, Incidents.Night.Law, night.Now);
        return Filling.Fill(of, of.Forms.Single(f => f.Id == form), material, typed.ToDictionary(t => t.Field, t => new TypedText(t.Text, "p-wang", night.Now)), duty);
    }

    private static PaperField Field(Paper paper, string id) => paper.Fields.Single(f => f.Field.Id == id);

    private static MakeReport Sent(Paper paper, string duty, string? acknowledged = null, string? signed = "seal") => new()
    {
        Duty = duty, Channel = "书面", Attachment = "a1", Paper = new() { Sha256 = Hash, Values = paper.Values, Acknowledged = acknowledged, Signed = signed },
    };

    [Fact]
    public void A_field_says_what_fills_it_who_said_so_and_when()
    {
        var night = Night();
        var level = Field(Fill(night, Miit, "annex-2"), "data-level");
        Assert.Equal("一般", level.Value);
        Assert.Equal("来自事实“涉及数据的最高级别”，王建国 2026-03-02 02:20", Assert.IsType<PaperSource.Recorded>(level.Source).Says.Zh);
        Assert.Equal("重大", Field(Fill(night, Miit, "annex-2"), "level").Value);
        Assert.Equal("某公司", Field(Fill(night, Miit, "annex-2"), "unit").Value);
        Assert.Equal("13800000000", Field(Fill(night, Miit, "annex-2"), "phone").Value);
    }

    [Fact]
    public void What_nobody_knows_is_a_gap_and_what_must_stand_now_is_told_apart_from_what_follows()
    {
        var paper = Fill(Night(), Cac, "first-report");
        Assert.Contains("systems", paper.Missing.Select(f => f.Field.Id));
        Assert.Contains("trend", paper.Later.Select(f => f.Field.Id));
        Assert.Empty(paper.Missing.Intersect(paper.Later));
        Assert.DoesNotContain("unit", paper.Missing.Concat(paper.Later).Select(f => f.Field.Id));
        Assert.DoesNotContain("systems", paper.Values.Keys);
    }

    [Fact]
    public void What_depends_on_another_field_is_asked_while_that_one_is_open()
    {
        Assert.True(Field(Fill(Night(), Cac, "first-report"), "ransom_demand").Asked);
        Assert.False(Field(Fill(Night().Does(Incidents.Night.Fact("ransom", "否")), Cac, "first-report"), "ransom_demand").Asked);
        Assert.True(Field(Fill(Night().Does(Incidents.Night.Fact("ransom", "是")), Cac, "first-report"), "ransom_demand").IsGap);
        Assert.Equal(Filling.NotApplicable, Field(Fill(Night(), Miit, "annex-2", null, ("learned", "自主监测发现")), "learned-url").Printed);
    }

    [Fact]
    public void What_a_person_types_prevails_and_the_record_stands_beside_it()
    {
        var typed = Field(Fill(Night(), Miit, "annex-2", null, ("data-level", "重要")), "data-level");
        Assert.Equal(("重要", "一般", true), (typed.Value, typed.Recorded, typed.DiffersFromRecord));
        Assert.Equal("王建国", Assert.IsType<PaperSource.Typed>(typed.Source).By);
        // What is typed as the record has it is the record's.
        Assert.IsType<PaperSource.Recorded>(Field(Fill(Night(), Miit, "annex-2", null, ("data-level", "一般")), "data-level").Source);
        Assert.True(Field(Fill(Night(), Miit, "annex-2", null, ("scope", "尚不明确")), "scope").IsGap);
    }

    [Fact]
    public void What_differs_from_the_record_or_is_no_time_is_looked_at_again()
    {
        Assert.Empty(Fill(Night(), Cac, "first-report").Doubtful);

        var paper = Fill(Night(), Cac, "first-report", null, ("time", "昨天半夜"));
        Assert.Equal(["time"], paper.Doubtful.Select(f => f.Field.Id));
        Assert.True(Field(paper, "time").IsNoTime);
        Assert.False(Field(Fill(Night(), Cac, "first-report", null, ("time", "2026-03-02 02:10")), "time").IsNoTime);
        // Not known is an answer, not a time written badly.
        Assert.False(Field(Fill(Night(), Cac, "first-report", null, ("time", "尚不明确")), "time").IsNoTime);
    }

    [Fact]
    public void Measures_tasks_reports_and_evidence_of_the_record_fill_the_lists()
    {
        var night = Night().Does(
            new JudgeLevel { Level = Level.Major, Reason = "…" }, new HandleFirst { What = "断网" }, new SetTask { Title = "核对名单" },
            new TakeEvidence { What = "镜像", Sha256 = Hash, Holder = "p-wang" }, Incidents.Night.Report(Regulator));
        Assert.Contains("断网", Field(Fill(night, Miit, "annex-2"), "taken").Value, StringComparison.Ordinal);
        Assert.StartsWith("核对名单\n", Field(Fill(night, Miit, "annex-2"), "planned").Value, StringComparison.Ordinal);
        Assert.Contains("第1次", Field(Fill(night, Miit, "progress"), "earlier").Value, StringComparison.Ordinal);
        Assert.Contains("1件", Field(Fill(night, Cac, "first-report"), "scene").Value, StringComparison.Ordinal);
        Assert.StartsWith("自判", Assert.IsType<PaperSource.Recorded>(Field(Fill(night, Miit, "annex-2"), "level").Source).Says.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void A_supplement_says_what_was_left_open_and_is_known_now()
    {
        var night = Night().Does(Incidents.Night.Report(First, "direct_loss", "攻击者身份")).At("03:00").Does(Incidents.Night.Fact("direct_loss", "4200万元"));
        var paper = Fill(night, Cac, "supplement");
        Assert.Contains("4200万元", Field(paper, "learnt").Value, StringComparison.Ordinal);
        Assert.Contains("攻击者身份", Field(paper, "open").Value, StringComparison.Ordinal);
        Assert.DoesNotContain("损失", Field(paper, "open").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_script_for_the_telephone_takes_about_forty_seconds()
    {
        var night = Night().Does(new HandleFirst { What = "切断涉事数据库与互联网的连接" });
        foreach (var (pack, duty) in new[] { (Cac, First), (Miit, Regulator) })
        {
            var paper = Fill(night, pack, "phone-script", duty);
            Assert.InRange(paper.SpokenSeconds, 30, 55);
            Assert.DoesNotContain('{', paper.Spoken!);
            Assert.Contains("客户数据库遭窃取", paper.Spoken!, StringComparison.Ordinal);
            Assert.Contains(night.Owes(duty).To, paper.Spoken!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_reference_changes_with_what_the_paper_says_and_with_nothing_else()
    {
        var night = Night();
        var paper = Fill(night, Cac, "first-report");
        Assert.Equal(paper.Reference, Fill(night, Cac, "first-report").Reference);
        Assert.NotEqual(paper.Reference, Fill(night, Cac, "first-report", null, ("trend", "趋缓")).Reference);
    }

    [Fact]
    public void A_sent_paper_is_kept_with_its_values_its_hash_and_its_document()
    {
        var night = Night();
        var paper = Fill(night, Cac, "first-report", First);
        night.Does(Sent(paper, First));
        Assert.Equal(("a1", Hash), (night.State!.Reports[1].Attachment, night.State.Reports[1].Sha256));
        var row = IncidentKind.SentPaper(night.Lines.SelectMany(IncidentKind.Instance.Items).Single(i => i.List == IncidentKind.Papers).Body);
        Assert.Equal((1, "first-report", Hash, "seal"), (row.Report, row.Form, row.Sha256, row.Signed));
        Assert.Equal(paper.Values, row.Values);
        Assert.Equal(DutyEnd.Fulfilled, night.Owes(First).End);
    }

    [Fact]
    public void From_the_level_that_the_form_names_a_paper_is_signed_or_sealed()
    {
        var night = Night();
        var paper = Fill(night, Cac, "first-report", First);
        Assert.True(paper.NeedsSignature);
        Assert.Equal("paper.signed", night.Fails(Sent(paper, First, signed: null)).Field);
        Assert.Equal("paper.signed", night.Fails(Sent(paper, First, signed: "thumb")).Field);
        night.Does(Sent(paper, First, signed: "signature"));
    }

    [Fact]
    public void What_an_earlier_paper_said_otherwise_is_listed_and_must_be_explained()
    {
        var night = Night();
        night.Does(Sent(Fill(night, Miit, "annex-2", Regulator, ("size-records", "3000条")), Regulator));
        night.At("03:00").Does(Incidents.Night.Facts(("data_level", "重要"), ("data_records", "3450万条")));
        var paper = Fill(night, Miit, "annex-2", Regulator);
        Assert.Equal([("data-level", "一般", "重要"), ("size-records", "3000条", "3450万条")], paper.Contradictions.Select(c => (c.Field.Id, c.Before, c.Now)));
        Assert.All(paper.Contradictions, c => Assert.Equal((1, night.Owes(Regulator).To, "annex-2"), (c.Report, c.To, c.Form)));
        var refused = night.Fails(Sent(paper, Regulator));
        Assert.Equal("paper.acknowledged", refused.Field);
        Assert.Contains("原报“一般”，现为“重要”", refused.Wrong.Zh, StringComparison.Ordinal);
        night.Does(Sent(paper, Regulator, "复核数据目录后更正"));
        // Told once, it is what this recipient was told last.
        Assert.Empty(Fill(night, Miit, "annex-2", Regulator).Contradictions);
    }

    [Fact]
    public void Another_recipient_who_was_told_otherwise_is_named_until_it_is_put_right()
    {
        var night = Night();
        night.Does(Sent(Fill(night, Cac, "first-report", First, ("ransom", "是"), ("ransom_demand", "一百万元")), First));
        night.At("03:00").Does(Incidents.Night.Fact("ransom", "否"));
        var contradiction = Assert.Single(Fill(night, Cac, "phone-script", First).Contradictions);
        Assert.Equal(("是", "否", 1), (contradiction.Before, contradiction.Now, contradiction.Report));
    }

    [Fact]
    public void To_learn_more_is_no_contradiction()
    {
        var night = Night().Does(Incidents.Night.Facts(("pi_persons", ">=800万人"), ("spi_persons", "unknown")));
        const string Told = "cn.law.pipl/authority";
        night.Does(Sent(Fill(night, "cn.law.pipl", "authority-notice", Told), Told));
        night.At("03:00").Does(Incidents.Night.Facts(("pi_persons", "1200万人"), ("spi_persons", "80万人")));
        Assert.Empty(Fill(night, "cn.law.pipl", "authority-notice", Told).Contradictions);
        night.Does(Incidents.Night.Fact("pi_persons", "700万人"));
        Assert.Equal("至少800万人", Assert.Single(Fill(night, "cn.law.pipl", "authority-notice", Told).Contradictions).Before);
    }

    [Fact]
    public void Levels_of_two_plans_are_two_things()
    {
        var night = Night();
        night.Does(Sent(Fill(night, Miit, "annex-2", Regulator), Regulator), new JudgeLevel { Level = Level.ParticularlyMajor, Pack = Cac, Reason = "…" });
        Assert.DoesNotContain(Fill(night, Cac, "first-report", First).Contradictions, c => c.Field.Id == "level");
    }

    [Fact]
    public void A_draft_keeps_the_last_text_of_each_field_and_an_empty_one_takes_it_back()
    {
        var night = Night();
        WritePaper Write(params (string, string)[] fields) => new() { Pack = Cac, Form = "first-report", Fields = fields.ToDictionary(f => f.Item1, f => f.Item2) };
        night.Does(Write(("systems", "客户库"), ("trend", "趋缓"))).At("02:30").Does(Write(("systems", "客户数据库"), ("trend", "")));
        var typed = IncidentKind.Typed(night.Lines.SelectMany(IncidentKind.Instance.Items).Where(i => i.List == IncidentKind.Drafts).Select(i => i.Body));
        Assert.Equal(("客户数据库", night.Now), (Assert.Single(typed).Value.Text, typed["systems"].At));
        Assert.Equal(2, night.State!.Drafts[$"{Cac}/first-report"].Times);
        Assert.Equal("form", night.Fails(new WritePaper { Pack = Cac, Form = "annex-9", Fields = new Dictionary<string, string> { ["a"] = "b" } }).Field);
        Assert.Equal("fields", night.Fails(Write(("nothing", "…"))).Field);
    }

    [Fact]
    public void The_texts_of_papers_leave_the_state_small()
    {
        var night = Night();
        night.ProvesEachAct = false;
        var before = IncidentKind.Write(night.State!).Length;
        for (var i = 0; i < 40; i++)
            night.Does(new WritePaper { Pack = Cac, Form = "first-report", Fields = new Dictionary<string, string> { ["systems"] = new('长', 5000) } });
        for (var i = 0; i < 40; i++)
            night.Does(Sent(Fill(night, Cac, "first-report", First, ("systems", new string('长', 5000))), First));
        night.Prove();
        Assert.InRange(IncidentKind.Write(night.State!).Length, before, before + 40 * 350);
    }
}
