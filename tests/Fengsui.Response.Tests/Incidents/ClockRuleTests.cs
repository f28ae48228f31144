using Fengsui.Law.Grading;
using Fengsui.Response.Incidents;
using Fengsui.Response.Incidents.Acts;
using Xunit;

namespace Fengsui.Response.Tests.Incidents;

/// <summary>The nine rules for every clock, one by one.</summary>
public sealed class ClockRuleTests
{
    private const string Cac = "cn.cac.incident-report/other.provincial-cac";
    private const string Supplement = "cn.cac.incident-report/supplement";
    private const string Summary = "cn.cac.incident-report/summary";
    private const string Regulator = "cn.miit.data-incident/processor.regulator";
    private const string BankFirst = "cn.nfra.bank-data-2024/first";

    private static Night Industrial(params (string, string)[] facts)
    {
        var night = Night.Major(("miit_processor", "是"));
        return facts.Length == 0 ? night : night.Does(Night.Facts(facts));
    }

    // Rule 1: one duty per incident, pack, id and recipient.

    [Fact]
    public void A_duty_is_made_once_whatever_is_done_twice()
    {
        var night = Night.Major();
        var duties = night.State!.Duties.Count;
        night.At("02:30").Does(Night.MajorFacts, Night.MajorFacts);
        Assert.Equal(duties, night.State.Duties.Count);
        Assert.Single(night.Lines, l => l.Type == "duties-reckoned" && l.Body.Text.Contains("\"owed\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_bodies_are_two_recipients()
    {
        var night = Industrial(("data_field", "工业"));
        Assert.Equal("省级工信主管部门", night.Owes(Regulator).To);
        night.At("02:30").Does(Night.Fact("data_field", "工业、电信"));
        Assert.Equal("省级工信主管部门", night.Owes(Regulator).To);
        Assert.Equal("省级通信管理局", night.Owes(Regulator + "@电信").To);
        night.At("02:40").Does(Night.Report(Regulator));
        Assert.True(night.Owes(Regulator + "@电信").IsOpen);
    }

    [Fact]
    public void A_party_that_becomes_a_body_is_not_owed_twice()
    {
        var night = Industrial();
        Assert.Equal("地方行业监管部门", night.Owes(Regulator).To);
        night.At("02:30").Does(Night.Fact("data_field", "电信"));
        Assert.Equal("省级通信管理局", night.Owes(Regulator).To);
        night.At("02:31").Does(Night.Fact("data_field", "unknown"));
        Assert.Equal("省级通信管理局", night.Owes(Regulator).To);
        Assert.Single(night.State!.Duties.Keys, k => k.StartsWith(Regulator, StringComparison.Ordinal));
    }

    [Fact]
    public void A_report_made_before_the_body_was_known_counts_for_the_one_that_took_it()
    {
        var night = Industrial().At("02:30").Does(Night.Report(Regulator) with { To = "省级通信管理局" }).At("02:40").Does(Night.Fact("data_field", "工业、电信"));
        Assert.Equal(DutyEnd.Fulfilled, night.Owes(Regulator).End);
        Assert.Equal("省级工信主管部门", night.Owes(Regulator + "@工业").To);
        Assert.DoesNotContain(Regulator + "@电信", night.State!.Duties.Keys);
    }

    [Fact]
    public void A_report_to_one_body_does_not_meet_the_duty_to_the_right_one()
    {
        var night = Industrial(("data_field", "工业")).At("02:30").Does(Night.Report(Regulator)).At("02:40").Does(Night.Fact("data_field", "电信"));
        Assert.Equal(DutyEnd.Fulfilled, night.Owes(Regulator).End);
        Assert.True(night.Owes(Regulator + "@电信").IsOpen);
    }

    [Fact]
    public void A_body_that_took_its_report_is_not_owed_another_when_the_other_body_falls_away()
    {
        var night = Industrial(("data_field", "工业、电信")).At("02:30").Does(Night.Report(Regulator + "@电信")).At("02:40").Does(Night.Fact("data_field", "电信"));
        Assert.Equal(DutyEnd.Fulfilled, night.Owes(Regulator + "@电信").End);
        Assert.Equal(DutyEnd.NotOwed, night.Owes(Regulator).End);
    }

    // Rule 2: done and recorded.

    [Fact]
    public void A_call_made_in_time_and_entered_late_is_timely_and_shows_both_times()
    {
        var night = Night.Major(("bank_insurer", "是")).At("05:00");
        Assert.Contains(Clocks.Name(ClockKind.Due, BankFirst), night.Sweep());
        night.Does(Night.Report(BankFirst) with { DoneAt = night.When("02:20") });
        var duty = night.Owes(BankFirst);
        Assert.Equal((DutyEnd.Fulfilled, true, night.When("02:20")), (duty.End, duty.Timely, duty.EndedAt));
        var line = night.Lines.Last(l => l.Type == "report-made");
        Assert.Equal((night.When("02:20"), night.When("05:00"), "p-wang"), (line.DoneAt, line.RecordedAt, line.Actor));
    }

    [Fact]
    public void What_was_done_late_is_not_timely_however_it_is_entered()
    {
        var night = Night.Major(("bank_insurer", "是")).At("05:00").Does(Night.Report(BankFirst) with { DoneAt = Night.Major().When("04:14:01") });
        Assert.False(night.Owes(BankFirst).Timely);
    }

    [Fact]
    public void Nothing_was_done_in_the_future_or_before_the_discovery()
    {
        var night = Night.Major();
        Assert.Equal("done_at", night.Fails(Night.Report(Cac) with { DoneAt = night.When("02:20:01") }).Field);
        Assert.Equal("done_at", night.Fails(Night.Report(Cac) with { DoneAt = night.When("02:13:59") }).Field);
    }

    // Rule 3: frozen once fulfilled; an anchor is corrected with a reason, and both times show.

    [Fact]
    public void Five_filings_leave_the_due_instant_where_it_was()
    {
        var night = Night.Major().At("06:20").Does(Night.Report(Cac));
        var met = night.Owes(Cac);
        Assert.False(met.Timely);
        foreach (var time in new[] { "06:21", "07:00", "08:00", "09:00", "10:00" })
            night.At(time).Does(Night.Report(Cac) with { DoneAt = night.When("03:00") });
        Assert.Equal(met with { Filings = 6 }, night.Owes(Cac));
    }

    [Fact]
    public void Facts_and_a_corrected_anchor_never_move_a_frozen_clock()
    {
        var night = Night.Major().At("06:20").Does(Night.Report(Cac));
        var met = night.Owes(Cac);
        night.At("07:00").Does(new CorrectTime { Anchor = "discovered", To = night.When("05:00"), Reason = "值班记录有误" }, Night.Fact("pi_persons", "1亿人"));
        Assert.Equal(met, night.Owes(Cac));
        Assert.Equal((false, night.When("06:14")), (met.Timely, met.Due));
    }

    [Fact]
    public void A_correction_of_an_open_clock_needs_a_reason_and_shows_both_times()
    {
        var night = Night.Major();
        Assert.Equal("reason", night.Fails(new CorrectTime { Anchor = "discovered", To = night.When("01:50") }).Field);
        Assert.Equal("times.discovered", night.Fails(new StateTimes { Times = new Dictionary<string, Law.Calendar.Instant> { ["discovered"] = night.When("01:50") } }).Field);
        night.Does(new CorrectTime { Anchor = "discovered", To = night.When("01:50"), Reason = "监控告警更早" });
        night.Owes(Cac).By("05:50");
        Assert.Equal(night.When("06:14"), night.Owes(Cac).FirstDue);
        Assert.Equal(night.When("02:14"), night.State!.Times["discovered"].First);
        night.Does(new CorrectTime { Anchor = "discovered", To = night.When("02:00"), Reason = "再核" });
        Assert.Equal((night.When("06:00"), night.When("06:14")), (night.Owes(Cac).Due, night.Owes(Cac).FirstDue));
    }

    [Fact]
    public void A_corrected_anchor_of_an_overdue_duty_shows_that_it_was_overdue_and_frees_it_of_nothing()
    {
        var night = Night.Major().At("06:30");
        night.Sweep();
        night.Does(new CorrectTime { Anchor = "discovered", To = night.When("05:00"), Reason = "值班记录有误" });
        var duty = night.Owes(Cac);
        Assert.Equal((night.When("09:00"), night.When("06:14"), false, true), (duty.Due, duty.FirstDue, duty.Overdue, duty.WasOverdue));
        night.At("06:40").Does(Night.SmallFacts);
        Assert.Equal((DutyEnd.Open, "overdue"), (night.Owes(Cac).End, night.Owes(Cac).Kept));
    }

    [Fact]
    public void A_correction_can_make_a_duty_overdue_at_once()
    {
        var night = Night.Major().At("05:00").Does(new CorrectTime { Anchor = "discovered", To = Night.Major().When("00:30"), Reason = "日志显示" });
        Assert.True(night.Owes(Cac).Overdue);
        Assert.DoesNotContain(Clocks.Of(night.State!), c => c.Key.EndsWith(Cac, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("discovered")]
    [InlineData("self_judged")]
    [InlineData("handling_ended")]
    public void What_has_happened_is_not_taken_away(string anchor)
    {
        var night = Night.Major().Does(new JudgeLevel { Level = Level.Major, Reason = "涉及1200万人" }, new EndHandling { Result = "恢复" });
        Assert.Equal("to", night.Fails(new CorrectTime { Anchor = anchor, Reason = "…" }).Field);
    }

    [Theory]
    [InlineData("response_started")]
    [InlineData("response_ended")]
    [InlineData("handling_ended")]
    public void A_time_that_an_act_records_is_not_stated_by_itself(string anchor)
    {
        var night = Night.Major();
        var times = new Dictionary<string, Law.Calendar.Instant> { [anchor] = night.Now };
        Assert.Equal("times." + anchor, night.Fails(new StateTimes { Times = times }).Field);
        Assert.Equal("times." + anchor, new Night().At("03:00").Fails(new OpenIncident { Title = "…", Times = times }).Field);
    }

    // Rule 4: the clock of a row anchored `received` starts at the receipt by that tier.

    [Fact]
    public void A_clock_from_the_receipt_is_the_receivers_and_starts_there()
    {
        var night = Night.Major();
        Assert.DoesNotContain(night.State!.Duties, d => d.Value.Anchor == "received");
        Law.Duties.DutyOutcome Theirs() => Assessing.Assess(night.State!, Night.Law).Duties.Single(d => d.Duty.Id == "provincial-cac.national");
        Assert.Equal(Law.Duties.DutyState.Waiting, Theirs().State);
        var ours = night.State.Duties.ToList();
        night.At("04:00").Does(new StateTimes { Times = new Dictionary<string, Law.Calendar.Instant> { ["received"] = night.When("03:30") } });
        Assert.Equal(night.When("04:30"), Theirs().Due);
        Assert.Equal(ours, night.State.Duties.ToList());
    }

    // Rule 5: how a duty ends, and how it does not.

    [Fact]
    public void It_is_decided_not_to_report_by_whom_why_and_on_what_ground()
    {
        var night = Night.Major();
        Assert.Equal("ground", night.Fails(new DecideNotToReport { Duty = Cac, Reason = "已由集团统一报送" }).Field);
        Assert.Equal("reason", night.Fails(new DecideNotToReport { Duty = Cac, Ground = "…" }).Field);
        night.Does(new DecideNotToReport { Duty = Cac, Reason = "已由集团统一报送", Ground = "主管部门书面同意" });
        Assert.Equal(DutyEnd.NotReported, night.Owes(Cac).End);
        night.Does(Night.MajorFacts);
        Assert.Equal(DutyEnd.NotReported, night.Owes(Cac).End);
    }

    [Fact]
    public void A_report_after_the_decision_not_to_is_a_report_and_timely_or_not()
    {
        var night = Night.Major().Does(new DecideNotToReport { Duty = Cac, Reason = "…", Ground = "…" }).At("06:15").Does(Night.Report(Cac));
        Assert.Equal((DutyEnd.Fulfilled, false), (night.Owes(Cac).End, night.Owes(Cac).Timely));
    }

    [Fact]
    public void Nothing_is_decided_about_a_duty_that_is_only_possible()
    {
        var night = Night.Opened();
        Assert.Equal("possible", night.Owes(Cac).State);
        Assert.Equal("duty", night.Fails(new DecideNotToReport { Duty = Cac, Reason = "…", Ground = "…" }).Field);
    }

    [Fact]
    public void Before_the_due_instant_a_duty_falls_away_with_its_facts()
    {
        var night = Night.Major().At("06:14").Does(Night.SmallFacts);
        Assert.Equal(DutyEnd.NotOwed, night.Owes(Cac).End);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_the_due_instant_it_stays_overdue_whether_or_not_a_sweep_has_run(bool swept)
    {
        var night = Night.Major().At("06:14:01");
        if (swept)
            night.Sweep();
        night.Does(Night.SmallFacts);
        var duty = night.Owes(Cac);
        Assert.Equal((DutyEnd.Open, "overdue", true), (duty.End, duty.Kept, duty.Overdue));
        Assert.DoesNotContain(Clocks.Of(night.State!), c => c.Key.EndsWith(Cac, StringComparison.Ordinal));
        var lines = night.Lines.Count(l => l.Type == "duties-reckoned");
        night.At("07:00").Does(Night.SmallFacts);
        Assert.Equal(lines, night.Lines.Count(l => l.Type == "duties-reckoned"));
    }

    [Fact]
    public void Knowing_less_and_then_something_else_does_not_wash_an_overdue_duty_away()
    {
        var night = Night.Major().At("06:30").Does(Night.Fact("pi_persons", "unknown"));
        Assert.Equal(("owed", "overdue"), (night.Owes(Cac).State, night.Owes(Cac).Kept));
        night.At("06:40").Does(Night.SmallFacts);
        Assert.Equal(DutyEnd.Open, night.Owes(Cac).End);
    }

    [Fact]
    public void An_overdue_duty_that_the_facts_bring_again_is_kept_no_more_and_is_overdue_still()
    {
        var night = Night.Major().At("06:30").Does(Night.SmallFacts).At("07:00").Does(Night.MajorFacts);
        Assert.Equal((null, true), (night.Owes(Cac).Kept, night.Owes(Cac).Overdue));
        var lines = night.Lines.Count;
        night.At("07:10").Does(Night.Fact("pi_persons", "1200万人"));
        Assert.Equal(lines + 1, night.Lines.Count);
    }

    [Fact]
    public void A_duty_that_fell_away_and_comes_back_is_as_overdue_as_it_would_have_been()
    {
        var night = Night.Major().At("03:00").Does(Night.SmallFacts).At("08:00").Does(Night.MajorFacts);
        Assert.Equal((DutyEnd.Open, true, night.When("06:14")), (night.Owes(Cac).End, night.Owes(Cac).Overdue, night.Owes(Cac).Due));
    }

    [Fact]
    public void A_release_needs_a_written_determination_that_lowers_the_level_or_names_the_duty()
    {
        var night = Night.Major().At("06:30");
        var release = new ReleaseDuty { Duty = Cac, Reason = "主管部门认定为一般" };
        Assert.Equal(RefusalKind.Order, night.Fails(release).Kind);
        night.Does(new RecordDetermination { Level = Level.Ordinary, Authority = "省网信办" });
        Assert.Equal(RefusalKind.Order, night.Fails(release).Kind);
        night.Does(new RecordDetermination { Level = Level.Major, Authority = "省网信办", Document = "7号" });
        Assert.Equal(RefusalKind.Order, night.Fails(release).Kind);
        night.Does(new RecordDetermination { Level = Level.Ordinary, Authority = "省网信办", Document = "8号" }, release);
        Assert.Equal((DutyEnd.NotOwed, "8号", true), (night.Owes(Cac).End, night.Owes(Cac).Released, night.Owes(Cac).Overdue));
    }

    [Fact]
    public void A_release_stands_until_the_level_rises_above_the_one_it_knew()
    {
        var night = Night.Major().Does(new ReleaseDuty { Duty = Cac, Reason = "…", Document = "网信函〔2026〕9号" });
        night.At("02:30").Does(Night.Fact("pi_persons", "1300万人"));
        Assert.Equal(DutyEnd.NotOwed, night.Owes(Cac).End);
        night.At("02:40").Does(new RecordDetermination { Level = Level.ParticularlyMajor, Authority = "中央网信办", Document = "1号" });
        night.Owes(Cac).By("06:14");
        Assert.True(night.Owes(Cac).IsOpen);
    }

    [Fact]
    public void A_first_report_once_made_keeps_what_closes_it_and_its_clock_starts_later()
    {
        var night = Night.Major().At("03:00").Does(Night.Report(Cac, "direct_loss")).At("04:00").Does(Night.SmallFacts);
        Assert.Equal(("waiting", "reported"), (night.Owes(Summary).State, night.Owes(Summary).Kept));
        Assert.True(night.Owes(Supplement).IsOpen);
        night.At("2026-03-04T10:00:00+08:00").Does(new EndHandling { Result = "恢复" });
        Assert.Equal(("owed", "reported"), (night.Owes(Summary).By("2026-04-04T00:00").State, night.Owes(Summary).Kept));
    }

    [Fact]
    public void Knowing_less_and_then_something_else_does_not_wash_away_what_closes_a_report()
    {
        var night = Night.Major().At("03:00").Does(Night.Report(Cac)).At("04:00").Does(Night.Fact("pi_persons", "unknown")).At("04:10").Does(Night.SmallFacts);
        Assert.Equal((DutyEnd.Open, "reported"), (night.Owes(Summary).End, night.Owes(Summary).Kept));
    }

    [Fact]
    public void Without_a_first_report_the_summary_falls_away_with_the_level()
    {
        var night = Night.Major().At("04:00").Does(Night.SmallFacts);
        Assert.Equal(DutyEnd.NotOwed, night.Owes(Summary).End);
    }

    [Fact]
    public void A_summary_filed_before_anything_ended_does_not_meet_the_summary()
    {
        var night = Night.Major().Does(Night.Report(Summary));
        Assert.Equal((DutyEnd.Open, 1, (bool?)null), (night.Owes(Summary).End, night.Owes(Summary).Filings, night.Owes(Summary).Timely));
        night.Does(new EndHandling { Result = "恢复" }, Night.Report(Summary));
        Assert.Equal((DutyEnd.Fulfilled, true), (night.Owes(Summary).End, night.Owes(Summary).Timely));
    }

    [Fact]
    public void Reopening_does_not_stop_a_clock_that_has_run_out()
    {
        var night = Night.Major().At("03:00").Does(Night.Report(Cac), new EndHandling { Result = "恢复" }).At("2026-04-05T00:00:00+08:00").Does(new Reopen { Reason = "复发" });
        Assert.Equal((DutyEnd.Open, "owed"), (night.Owes(Summary).End, night.Owes(Summary).State));
        Assert.Contains("2026-04-02T00:00", night.Owes(Summary).Due.ToString(), StringComparison.Ordinal);
        Assert.True(night.Owes(Summary).Overdue);
    }

    // Rule 6: facts add duties at once; overdue ones at once overdue.

    [Fact]
    public void A_duty_that_arises_after_its_due_instant_is_overdue_at_once_and_told_once()
    {
        var night = Night.Opened().At("09:00").Does(Night.Fact("crime_suspected", "否"));
        night.Does(Night.Fact("cii", "是"), Night.Facts(("data_harm", "窃取"), ("pi_persons", "1200万人")));
        var duty = night.Owes("cn.cac.incident-report/cii.public-security");
        Assert.Equal((true, night.When("03:14")), (duty.Overdue, duty.Due));
        Assert.Empty(night.Sweep());
        var told = night.Lines.SelectMany(IncidentKind.Instance.Messages).Where(m => m.Body.Contains("cii.public-security", StringComparison.Ordinal)).ToList();
        Assert.Contains("overdue", Assert.Single(told).Body, StringComparison.Ordinal);
    }

    // Rule 7: what a first report left open, and what was learnt after it.

    [Fact]
    public void A_supplement_is_owed_when_the_report_left_something_open_and_again_after_one_that_did()
    {
        var night = Night.Major().At("03:00").Does(Night.Report(Cac, "direct_loss"));
        Assert.Equal(("word", "及时"), (night.Owes(Supplement).State, night.Owes(Supplement).Limit));
        night.At("04:00").Does(Night.Report(Supplement, "起因"));
        Assert.Equal((true, 1), (night.Owes(Supplement).IsOpen, night.Owes(Supplement).Filings));
        night.At("05:00").Does(Night.Report(Supplement));
        Assert.Equal(DutyEnd.Fulfilled, night.Owes(Supplement).End);
    }

    [Fact]
    public void New_facts_after_a_complete_first_report_bring_a_supplement_and_the_same_facts_do_not()
    {
        var night = Night.Major().At("03:00").Does(Night.SmallFacts, Night.MajorFacts, Night.EverythingElse, Night.Report(Cac));
        Assert.Empty(night.State!.Reports[1].Left);
        Assert.DoesNotContain(Supplement, night.State.Duties.Keys);
        night.At("03:10").Does(Night.Fact("pi_persons", "1200万人"));
        Assert.DoesNotContain(Supplement, night.State.Duties.Keys);
        night.At("03:20").Does(Night.Fact("pi_persons", "1300万人"));
        Assert.True(night.Owes(Supplement).IsOpen);
    }

    [Fact]
    public void A_report_under_another_plan_brings_no_supplement_here()
    {
        var night = Night.Major(("bank_insurer", "是")).At("03:00").Does(Night.Report(BankFirst, "direct_loss"));
        Assert.DoesNotContain(Supplement, night.State!.Duties.Keys);
    }

    // Rule 8: a reminder that was missed goes out once.

    [Fact]
    public void A_reminder_missed_goes_out_on_the_next_run_and_only_once()
    {
        var night = Night.Major();
        var reminder = Clocks.Name(ClockKind.Reminder, Cac);
        Assert.Empty(night.At("05:13:59").Sweep());
        Assert.Contains(reminder, night.At("05:50").Sweep());
        Assert.Empty(night.Sweep());
        Assert.DoesNotContain(reminder, night.At("09:00").Sweep());
    }

    [Fact]
    public void A_reminder_and_a_due_instant_both_missed_go_out_together_in_their_order()
    {
        var night = Night.Major().At("09:00");
        var told = night.Sweep().Where(c => c.EndsWith(Cac, StringComparison.Ordinal)).ToList();
        Assert.Equal([Clocks.Name(ClockKind.Reminder, Cac), Clocks.Name(ClockKind.Due, Cac)], told);
        Assert.Empty(night.Sweep());
    }

    // Rule 9: at the due instant of an hour clock in time; a day clock needs it before.

    [Theory]
    [InlineData("06:14:00", true)]
    [InlineData("06:14:01", false)]
    public void An_hour_clock_is_met_at_its_due_instant_and_not_a_second_later(string done, bool timely)
    {
        var night = Night.Major().At(done);
        Assert.Equal(!timely, night.Sweep().Contains(Clocks.Name(ClockKind.Due, Cac)));
        night.Does(Night.Report(Cac));
        Assert.Equal(timely, night.Owes(Cac).Timely);
    }

    [Theory]
    [InlineData("2026-04-03T23:59:59+08:00", true)]
    [InlineData("2026-04-04T00:00:00+08:00", false)]
    public void A_day_clock_is_late_at_midnight(string done, bool timely)
    {
        var night = Night.Major().At("03:00").Does(Night.Report(Cac)).At("2026-03-04T10:00:00+08:00").Does(new EndHandling { Result = "恢复" }).At(done);
        Assert.Equal(!timely, night.Sweep().Contains(Clocks.Name(ClockKind.Due, Summary)));
        night.Does(Night.Report(Summary));
        Assert.Equal(timely, night.Owes(Summary).Timely);
    }
}
