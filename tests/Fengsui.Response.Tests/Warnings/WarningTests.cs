using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Tests.Incidents;
using Fengsui.Response.Warnings;
using Xunit;

namespace Fengsui.Response.Tests.Warnings;

/// <summary>Warnings as the plans have them: who may issue which colour, what must stand in one, who has answered, and how it ends.</summary>
public sealed class WarningTests
{
    [Theory]
    [InlineData(Watch.Miit, "红", false, "数据安全机制")]
    [InlineData(Watch.Miit, "橙", false, "数据安全机制")]
    [InlineData(Watch.Miit, "黄", false, "地方行业监管部门")]
    [InlineData(Watch.Miit, "蓝", false, "地方行业监管部门")]
    [InlineData(Watch.National, "红", false, "应急办")]
    [InlineData(Watch.National, "红", true, "应急办")]
    [InlineData(Watch.National, "橙", false, "各省（区、市）、各部门")]
    [InlineData(Watch.National, "蓝", false, "各省（区、市）、各部门")]
    [InlineData(Watch.National, "橙", true, "应急办")]
    public void A_colour_is_issued_by_the_body_that_the_plan_names_and_by_no_other(string plan, string colour, bool spans, string issuer)
    {
        foreach (var body in new[] { "", "数据安全机制", "地方行业监管部门", "应急办", "各省（区、市）、各部门" })
        {
            var watch = new Watch(body);
            watch.Does(new WarningAct.Draft(Watch.Content(plan, colour) with { Spans = spans }));
            var refusal = WarningDecisions.MayNot(watch.State!.Draft!, watch.Scene);
            Assert.Equal(body == issuer, refusal is null);
            if (refusal is not null)
            {
                Assert.Equal((RefusalKind.Authority, "colour"), (refusal.Kind, refusal.Field));
                Assert.Contains("3.3", refusal.Article, StringComparison.Ordinal);
                Assert.Contains(issuer, refusal.Wrong.Zh, StringComparison.Ordinal);
                Assert.Equal(refusal, Assert.Single(watch.Fails(new WarningAct.Issue("1号"))));
            }
        }
    }

    [Theory]
    [InlineData("红")]
    [InlineData("橙")]
    public void Red_and_orange_wait_for_the_consent_of_the_leading_group(string colour)
    {
        var watch = new Watch("数据安全机制").Does(new WarningAct.Draft(Watch.Content(colour: colour)));
        var refusal = Assert.Single(watch.Fails(new WarningAct.Issue("1号")));
        Assert.Equal(RefusalKind.Order, refusal.Kind);
        Assert.Contains("部网信领导小组", refusal.Wrong.Zh, StringComparison.Ordinal);
        Assert.Contains("3.3", refusal.Article, StringComparison.Ordinal);
        Assert.Equal("of", Assert.Single(watch.Fails(new WarningAct.GiveConsent("办公室", "会议纪要"))).Field);
        watch.Does(new WarningAct.GiveConsent("部网信领导小组", "会议纪要第5号"), new WarningAct.Issue("1号"));
        Assert.Equal("会议纪要第5号", watch.State!.Present()!.Consent!.Document);
    }

    [Fact]
    public void Consent_to_one_colour_does_not_carry_another()
    {
        var watch = new Watch("数据安全机制").Does(new WarningAct.Draft(Watch.Content(colour: "橙")), new WarningAct.GiveConsent("部网信领导小组", "纪要"));
        watch.Does(new WarningAct.Edit(Watch.Content(colour: "橙") with { Title = "改了标题" }));
        Assert.NotNull(watch.State!.Consent);
        watch.Does(new WarningAct.Edit(Watch.Content(colour: "红")));
        Assert.Null(watch.State!.Consent);
        watch.Fails(new WarningAct.Issue("1号"));
    }

    [Fact]
    public void Yellow_and_blue_need_no_consent()
    {
        var watch = new Watch("地方行业监管部门").Does(new WarningAct.Draft(Watch.Content()));
        Assert.Equal(RefusalKind.Order, Assert.Single(watch.Fails(new WarningAct.GiveConsent("部网信领导小组", "纪要"))).Kind);
        watch.Does(new WarningAct.Issue("1号"));
    }

    [Theory]
    [InlineData(Watch.Miit, "地方行业监管部门", "黄", "starts,impact,matters,precautions,time-limits")]
    [InlineData(Watch.National, "各省（区、市）、各部门", "黄", "category,start,scope,points,measures")]
    public void Every_required_field_that_is_missing_is_named_with_its_article(string plan, string body, string colour, string fields)
    {
        var watch = new Watch(body).Does(new WarningAct.Draft(Watch.Content(plan, colour) with { Fields = [] }));
        var refusals = watch.Fails(new WarningAct.Issue("1号"));
        Assert.Equal(fields.Split(',').Select(f => $"fields.{f}"), refusals.Select(r => r.Field));
        Assert.All(refusals, r => Assert.Contains("3.3", r.Article, StringComparison.Ordinal));
    }

    [Fact]
    public void Level_issuer_and_recipients_are_filled_in_and_cannot_be_typed_over()
    {
        var watch = new Watch("地方行业监管部门");
        var typed = Watch.Content() with { Fields = new(Watch.MiitFields, StringComparer.Ordinal) { ["issuer"] = "国务院" } };
        Assert.Equal("fields.issuer", Assert.Single(watch.Fails(new WarningAct.Draft(typed))).Field);
        watch.Issued();
        var present = watch.State!.Present()!;
        var pack = Night.Law.Find(Watch.Miit)!;
        var paper = WarningNotice.Of(pack, WarningNotice.FormOf(pack)!, present.Content, present.Issuer, present.Content.To.Words(u => u), present.At);
        Assert.Empty(paper.Missing);
        Assert.Equal("黄色（较大）", paper.Values["level"]);
        Assert.Equal("某单位（地方行业监管部门）", paper.Values["issuer"]);
        Assert.Equal("名册内全部单位", paper.Values["recipients"]);
    }

    [Fact]
    public void Who_is_no_authority_warns_its_own_units_and_cannot_be_mistaken_for_one()
    {
        var watch = new Watch("").Does(new WarningAct.Draft(Watch.Content(colour: "红") with { Internal = true }));
        Assert.Contains("甲公司", Assert.Single(watch.Fails(new WarningAct.Issue("内1号"))).Wrong.Zh, StringComparison.Ordinal);
        watch.Does(new WarningAct.Edit(Watch.Content(colour: "红") with { Internal = true, To = new() { Groups = ["内部"] } }), new WarningAct.Issue("内1号"));
        var present = watch.State!.Present()!;
        Assert.Equal((null, "某单位", 1), (present.ActsAs, present.Issuer, present.Recipients));
        var pack = Night.Law.Find(Watch.Miit)!;
        Assert.StartsWith("内部预警", WarningNotice.Of(pack, WarningNotice.FormOf(pack)!, present.Content, present.Issuer, "信息中心", present.At).Form.Title.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Receipts_come_once_each_from_recipients_and_feedback_is_a_receipt_too()
    {
        var watch = new Watch("地方行业监管部门").Issued();
        Assert.Equal(4, watch.State!.Present()!.NotReceived());
        watch.Does(new WarningAct.RecordReceipts(["a", "b"], "phone"));
        Assert.Equal(RefusalKind.Order, Assert.Single(watch.Fails(new WarningAct.RecordReceipts(["a"], "phone"))).Kind);
        Assert.Equal("unit", Assert.Single(watch.Fails(new WarningAct.RecordReceipts(["stranger"], "phone"))).Field);
        Assert.Equal("how", Assert.Single(watch.Fails(new WarningAct.RecordReceipts(["c"], "pigeon"))).Field);
        Assert.Equal("text", Assert.Single(watch.Fails(new WarningAct.RecordFeedback("c", "phone"))).Field);
        watch.Does(new WarningAct.RecordFeedback("c", "phone", Zero: true), new WarningAct.RecordFeedback("c", "phone", "已排查"));
        Assert.Equal((1, 2, 3, 1), (watch.State!.Present()!.NotReceived(), watch.State.Present()!.Silent(), watch.State.Present()!.Receipts, watch.State.Present()!.FedBack));
    }

    [Fact]
    public void A_unit_answers_by_its_link_for_itself_and_does_nothing_else()
    {
        var watch = new Watch("地方行业监管部门").Issued();
        watch.Unit = "a";
        watch.Does(new WarningAct.RecordReceipts(["a"], "link", 1));
        Assert.Equal("unit:a", watch.Lines[^1].Actor);
        Assert.Equal("unit", Assert.Single(watch.Fails(new WarningAct.RecordReceipts(["b"], "link"))).Field);
        foreach (var act in Acts.Where(a => a is not (WarningAct.RecordReceipts or WarningAct.RecordFeedback)))
            Assert.Equal(RefusalKind.Authority, Assert.Single(watch.Fails(act)).Kind);
    }

    [Fact]
    public void Issued_again_it_supersedes_and_those_who_fall_out_are_told()
    {
        var watch = new Watch("地方行业监管部门").Issued();
        watch.Does(new WarningAct.RecordReceipts(["a"], "phone"), new WarningAct.Revise());
        watch.Does(new WarningAct.Edit(Watch.Content(colour: "蓝") with { To = new() { Regions = ["浙江"] } }));
        Assert.Equal("黄", watch.State!.Present()!.Content.Colour);
        watch.Messages.Clear();
        watch.Does(new WarningAct.Issue("2号"));
        Assert.Equal(("黄", 4, 1), (watch.State!.Versions[0].Content.Colour, watch.State.Versions[0].Recipients, watch.State.Versions[0].Receipts));
        Assert.Equal(("蓝", 3, 0), (watch.State.Versions[1].Content.Colour, watch.State.Versions[1].Recipients, watch.State.Versions[1].Receipts));
        Assert.Equal([WarningKind.IssuedWord, WarningKind.DroppedWord], watch.Messages.Select(m => WarningKind.ReadFanOut(m.Body).What));
        Assert.Equal(["c"], watch.Lines.SelectMany(WarningKind.Instance.Items).Where(i => i.List == WarningKind.Dropped(2)).Select(i => i.Key));
        Assert.Equal(RefusalKind.Order, Assert.Single(watch.Fails(new WarningAct.RecordReceipts(["a"], "phone", 1))).Kind);
    }

    [Fact]
    public void Only_the_body_that_issued_it_adjusts_and_lifts_it()
    {
        var watch = new Watch("地方行业监管部门").Issued();
        watch.ActsAs = "数据安全机制";
        foreach (var act in new WarningAct[] { new WarningAct.Revise(), new WarningAct.Lift("风险已经解除") })
        {
            var refusal = Assert.Single(watch.Fails(act));
            Assert.Equal((RefusalKind.Authority, "3.5"), (refusal.Kind, refusal.Article));
        }
        watch.ActsAs = "地方行业监管部门";
        watch.Does(new WarningAct.Lift("风险已经解除"));
    }

    [Fact]
    public void Lifting_tells_every_recipient_and_ends_the_measures()
    {
        var watch = new Watch("地方行业监管部门").Issued();
        watch.Does(new WarningAct.DoMeasure("lr.collect", "通知第3号"));
        Assert.Equal("measure", Assert.Single(watch.Fails(new WarningAct.DoMeasure("dsm.standby", "…"))).Field);
        watch.Messages.Clear();
        watch.Does(new WarningAct.Lift("经研判不可能发生事件"));
        Assert.Equal(["lr.collect"], watch.State!.Lifting!.Ends);
        var told = WarningKind.ReadFanOut(Assert.Single(watch.Messages).Body);
        Assert.Equal((WarningKind.LiftedWord, 1, 3L, 0, 4), (told.What, told.Version, told.Seq, told.From, told.To));
        foreach (var act in Acts)
            Assert.Contains(watch.Fails(act), r => r.Kind is RefusalKind.Closed or RefusalKind.Order);
    }

    [Fact]
    public void A_hundred_thousand_recipients_stand_in_lines_and_go_out_in_portions()
    {
        var watch = new Watch("地方行业监管部门") { Register = [.. Enumerable.Range(1, 12_001).Select(n => new Recipient($"u{n}", $"单位{n}", "浙江"))] };
        watch.Does(new WarningAct.Draft(Watch.Content()));
        var done = Assert.IsType<WarningDecision.Done>(WarningDecisions.Decide(watch.State, new WarningAct.Issue("1号"), watch.Scene));
        Assert.Equal(4, done.Lines.Count);
        var told = done.Lines.SelectMany(WarningKind.Instance.Messages).Select(m => WarningKind.ReadFanOut(m.Body)).ToList();
        Assert.Equal(12_001, told.Sum(t => t.To - t.From));
        Assert.All(told, t => Assert.InRange(t.To - t.From, 1, WarningKind.MostInMessage));
        Assert.Equal(12_001, done.Lines.Sum(l => WarningKind.Instance.Items(l).Count));
        Assert.True(WarningKind.Write(done.After).Length < 6000);
    }

    [Fact]
    public void The_receipt_clock_runs_until_everybody_has_answered_and_reminds_once()
    {
        var watch = new Watch("地方行业监管部门").Issued();
        Assert.Equal(watch.Now.Plus(2 * 3600), Assert.Single(watch.State!.Clocks()).At);
        watch.Now = watch.Now.Plus(2 * 3600 - 1);
        Assert.Equal(0, watch.Sweep());
        watch.Now = watch.Now.Plus(1);
        watch.Messages.Clear();
        Assert.Equal(1, watch.Sweep());
        Assert.Equal(WarningKind.ReminderWord, WarningKind.ReadFanOut(Assert.Single(watch.Messages, m => m.Topic == WarningKind.Topic).Body).What);
        Assert.Equal("receipt.1", Assert.Single(watch.Asked()).Key);
        Assert.Equal(0, watch.Sweep());
        var answered = new Watch("地方行业监管部门").Issued();
        answered.Does(new WarningAct.RecordReceipts(["a", "b", "c", "own"], "phone"));
        Assert.Empty(answered.State!.Clocks());
    }

    [Fact]
    public void Feedback_is_asked_for_again_and_again_and_a_zero_report_counts()
    {
        var watch = new Watch("地方行业监管部门").Does(new WarningAct.Draft(Watch.Content() with { FeedbackEvery = "24小时" }), new WarningAct.Issue("1号"));
        watch.Does(new WarningAct.RecordFeedback("a", "phone", Zero: true));
        watch.Now = watch.Now.Plus(25 * 3600);
        Assert.Equal(2, watch.Sweep());
        watch.Does(new WarningAct.RecordFeedback("a", "phone", Zero: true));
        Assert.Equal([1, 2], watch.Lines.SelectMany(WarningKind.Instance.Items).Where(i => i.List == WarningKind.Feedback(1)).Select(i => WarningKind.ReadFeedback(i.Body).Round));
        Assert.Equal(1, watch.State!.Present()!.FedBack);
    }

    [Fact]
    public void A_warning_from_outside_runs_the_same_response()
    {
        var watch = new Watch("").Does(Watch.FromOutside());
        Assert.Equal((WarningPhase.Received, "数据处理者"), (watch.State!.Phase, watch.State.Outside!.Actor));
        Assert.Equal(["feedback.1.1", "receipt.1"], watch.State.Clocks().Select(c => c.Key).Order());
        watch.Does(new WarningAct.DoMeasure("processor.duty", "值班表"), new WarningAct.ReturnReceipt("e-mail", "回执邮件"));
        Assert.Equal(["feedback.1.1"], watch.State!.Clocks().Select(c => c.Key));
        watch.Fails(new WarningAct.ReturnReceipt("e-mail", "回执邮件"));
        watch.Does(new WarningAct.ReturnFeedback("e-mail", Zero: true));
        Assert.Equal(["feedback.1.2"], watch.State!.Clocks().Select(c => c.Key));
        watch.Does(Watch.FromOutside() with { Number = "浙通预警〔2026〕4号", Content = Watch.Content(colour: "黄") });
        Assert.Equal((2, "黄"), (watch.State!.Present()!.No, watch.State.Says().Colour));
        watch.Does(new WarningAct.Lift("收到解除通知"));
        Assert.Empty(watch.State!.Clocks());
    }

    [Fact]
    public void What_is_overdue_on_a_warning_from_outside_wakes_whoever_is_on_duty_and_what_was_answered_does_not()
    {
        var watch = new Watch("").Does(Watch.FromOutside());
        Assert.Empty(watch.Asked());
        watch.Now = watch.Now.Plus(2 * 3600);
        watch.Sweep();
        Assert.Equal(["receipt.1"], watch.Asked().Select(i => i.Key));
        Assert.True(watch.State!.IsOpen("receipt.1"));
        watch.Does(new WarningAct.ReturnReceipt("phone", "09:12 电话"), new WarningAct.ReturnFeedback("phone", Zero: true));
        Assert.False(watch.State!.IsOpen("receipt.1"));
        watch.Now = watch.Now.Plus(47 * 3600);
        watch.Sweep();
        Assert.Equal(["receipt.1", "feedback.1.2"], watch.Asked().Select(i => i.Key));
    }

    [Fact]
    public void What_another_system_hands_in_wakes_whoever_is_on_duty()
    {
        var watch = new Watch("").Does(Watch.FromOutside() with { How = "system" });
        Assert.Equal("receipt.1", Assert.Single(watch.Asked()).Key);
    }

    [Fact]
    public void A_round_of_feedback_in_which_nobody_is_silent_wakes_nobody()
    {
        var watch = new Watch("地方行业监管部门").Does(new WarningAct.Draft(Watch.Content() with { FeedbackEvery = "24小时", ReceiptWithin = null }), new WarningAct.Issue("1号"));
        watch.Does(new WarningAct.RecordReceipts(["a", "b"], "phone"), new WarningAct.RecordFeedback("a", "phone", Zero: true));
        watch.Now = watch.Now.Plus(24 * 3600);
        watch.Sweep();
        Assert.Equal(["feedback.1.1"], watch.Asked().Select(i => i.Key));
        watch.Does(new WarningAct.RecordFeedback("b", "phone", Zero: true));
        watch.Now = watch.Now.Plus(24 * 3600);
        watch.Sweep();
        Assert.Equal(["feedback.1.1"], watch.Asked().Select(i => i.Key));
    }

    [Fact]
    public void Years_of_rounds_that_nobody_looked_at_are_one_line_and_one_call()
    {
        var watch = new Watch("").Does(Watch.FromOutside() with { Content = Watch.Content(colour: "橙") with { FeedbackEvery = "1小时", ReceiptWithin = null } });
        watch.Now = watch.Now.Plus(20L * 365 * 86_400 + 60);
        Assert.Equal(1, watch.Sweep());
        Assert.Equal("feedback.1.175200", Assert.Single(watch.Asked()).Key);
        Assert.Equal("feedback.1.175201", Assert.Single(watch.State!.Clocks()).Key);
    }

    [Fact]
    public void From_outside_it_must_have_an_issuer_a_colour_and_somebody_who_is_warned()
    {
        var fields = new Watch("").Fails(Watch.FromOutside() with { Issuer = "", Actor = "火星", How = "鸽子", Content = Watch.Content(colour: "") }).Select(r => r.Field).Order(StringComparer.Ordinal);
        Assert.Equal(["actor", "colour", "how", "issuer"], fields);
    }

    [Fact]
    public void Whoever_has_no_post_for_it_does_nothing()
    {
        foreach (var act in Acts)
        {
            var watch = new Watch("地方行业监管部门");
            if (act is not (WarningAct.Draft or WarningAct.Receive))
                watch.Issued();
            watch.Posts = [new("auditor", false)];
            var refusal = Assert.Single(watch.Fails(act));
            Assert.Equal(RefusalKind.Authority, refusal.Kind);
            Assert.NotNull(refusal.Article);
        }
    }

    [Theory]
    [InlineData("title", "")]
    [InlineData("plan", "cn.no-such-plan")]
    [InlineData("plan", "cn.law.pipl")]
    [InlineData("colour", "紫")]
    [InlineData("receipt_within", "尽快")]
    [InlineData("receipt_within", "3日")]
    [InlineData("feedback_every", "1分钟")]
    public void What_cannot_stand_is_refused_at_its_field(string field, string value)
    {
        var content = Watch.Content();
        content = field switch
        {
            "title" => content with { Title = value },
            "plan" => content with { Plan = value, Fields = [] },
            "colour" => content with { Colour = value },
            "receipt_within" => content with { ReceiptWithin = value },
            _ => content with { FeedbackEvery = value },
        };
        Assert.Equal(field, Assert.Single(new Watch("").Fails(new WarningAct.Draft(content))).Field);
    }

    [Fact]
    public void What_is_done_later_than_now_or_before_the_warning_is_refused()
    {
        var watch = new Watch("地方行业监管部门").Issued();
        Assert.Equal("done_at", Assert.Single(watch.Fails(new WarningAct.RecordReceipts(["a"], "phone") { DoneAt = watch.Now.Plus(1) })).Field);
        Assert.Equal("done_at", Assert.Single(watch.Fails(new WarningAct.RecordReceipts(["a"], "phone") { DoneAt = watch.Now.Plus(-1) })).Field);
    }

    [Fact]
    public void A_draft_is_given_up_and_a_revision_leaves_what_was_issued()
    {
        var draft = new Watch("").Does(new WarningAct.Draft(Watch.Content()), new WarningAct.Discard("写错了"));
        Assert.Equal(WarningPhase.Discarded, draft.State!.Phase);
        var issued = new Watch("地方行业监管部门").Issued();
        issued.Does(new WarningAct.Revise());
        issued.Fails(new WarningAct.Revise());
        issued.Does(new WarningAct.Discard("不调整"));
        Assert.Equal(WarningPhase.Issued, issued.State!.Phase);
        issued.Fails(new WarningAct.Edit(Watch.Content()));
    }

    [Fact]
    public void Every_colour_of_every_plan_says_who_issues_it_and_every_form_takes_the_required_fields()
    {
        var plans = Night.Law.Packs.Where(p => p.Colours.Count > 0).ToList();
        Assert.Equal([Watch.National, Watch.Miit], plans.Select(p => p.Id));
        foreach (var plan in plans)
        {
            Assert.All(plan.Colours, c => Assert.NotEmpty(c.By));
            var form = Assert.IsType<Form>(WarningNotice.FormOf(plan));
            Assert.Empty(plan.WarningFields.Select(f => f.Id).Except(form.Fields.Select(f => f.Id)));
        }
    }

    internal static IReadOnlyList<WarningAct> Acts { get; } =
    [
        new WarningAct.Draft(Watch.Content()), new WarningAct.Edit(Watch.Content()), new WarningAct.Revise(), new WarningAct.Discard("不用了"), new WarningAct.GiveConsent("部网信领导小组", "纪要"),
        new WarningAct.Issue("1号"), new WarningAct.RecordReceipts(["a"], "phone"), new WarningAct.RecordFeedback("a", "phone", "已排查"), new WarningAct.DoMeasure("lr.collect", "通知"),
        new WarningAct.Lift("风险已经解除"), Watch.FromOutside(), new WarningAct.ReturnReceipt("phone", "电话记录"), new WarningAct.ReturnFeedback("phone", "已排查"),
    ];

    [Fact]
    public void Every_act_has_a_name_a_row_in_the_table_and_a_sample()
    {
        var types = typeof(WarningAct).GetNestedTypes().OrderBy(t => t.Name).ToList();
        Assert.Equal(types, Acts.Select(a => a.GetType()).OrderBy(t => t.Name));
        Assert.Equal(types, WarningActNames.All.Values.Select(s => s.Type).OrderBy(t => t.Name));
        Assert.All(Acts, a => Assert.NotNull(Night.Law.Procedure.Act(a.Row)));
    }
}
