using Fengsui.Law.Grading;
using Fengsui.Response.Incidents;
using Fengsui.Response.Incidents.Acts;
using Xunit;

namespace Fengsui.Response.Tests.Incidents;

/// <summary>Clocks that come again, and clocks in days.</summary>
public sealed class RecurringTests
{
    private const string Progress = "cn.nfra.bank-data-2024/progress";
    private const string Summary = "cn.nfra.bank-data-2024/summary";

    private static readonly string Due = Clocks.Name(ClockKind.Due, Progress);

    /// <summary>A bank, 特别重大, found at 02:14: progress every two hours.</summary>
    private static Night Bank() => Night.Major(("bank_insurer", "是")).At("02:40").Does(new JudgeLevel { Level = Level.ParticularlyMajor, Reason = "核心系统数据" });

    [Fact]
    public void Each_report_brings_the_next_period()
    {
        var night = Bank();
        night.Owes(Progress).By("04:14");
        night.At("04:14").Does(Night.Report(Progress));
        Assert.Equal((true, 0), (night.Owes(Progress).By("06:14").Timely, night.Owes(Progress).Missed));
        night.At("05:00").Does(Night.Report(Progress));
        Assert.Equal((DutyEnd.Open, 2), (night.Owes(Progress).By("08:14").End, night.Owes(Progress).Filings));
    }

    [Fact]
    public void Filing_again_within_a_period_moves_no_clock()
    {
        var night = Bank().At("03:00").Does(Night.Report(Progress));
        foreach (var time in new[] { "03:01", "03:02", "03:03", "03:04", "04:14" })
            night.At(time).Does(Night.Report(Progress));
        night.Owes(Progress).By("06:14");
    }

    [Theory]
    [InlineData("04:14:01", 1, "06:14")]
    [InlineData("06:14:00", 1, "08:14")]
    [InlineData("06:14:01", 2, "08:14")]
    [InlineData("11:00:00", 4, "12:14")]
    public void A_late_report_counts_the_periods_that_it_missed(string done, int missed, string next)
    {
        var night = Bank().At(done).Does(Night.Report(Progress));
        Assert.Equal((false, missed), (night.Owes(Progress).By(next).Timely, night.Owes(Progress).Missed));
    }

    [Fact]
    public void A_report_of_an_earlier_period_entered_late_is_timely_for_it_and_the_next_one_is_overdue()
    {
        var night = Bank().At("07:00");
        Assert.Contains(Due, night.Sweep());
        night.Does(Night.Report(Progress) with { DoneAt = night.When("04:00") });
        Assert.Equal((true, 0), (night.Owes(Progress).By("06:14").Timely, night.Owes(Progress).Missed));
        Assert.Contains(Due, night.Sweep());
        Assert.Empty(night.Sweep());
    }

    [Fact]
    public void Each_period_that_passes_is_told_once()
    {
        var night = Bank();
        Assert.Contains(Due, night.At("04:15").Sweep());
        Assert.DoesNotContain(Due, night.At("04:16").Sweep());
        night.At("04:20").Does(Night.Report(Progress));
        Assert.DoesNotContain(Due, night.At("06:14").Sweep());
        Assert.Contains(Due, night.At("06:14:01").Sweep());
    }

    [Fact]
    public void It_ends_with_the_handling()
    {
        var night = Bank().At("04:00").Does(Night.Report(Progress)).At("05:00").Does(new EndHandling { Result = "恢复" });
        Assert.Equal(DutyEnd.NotOwed, night.Owes(Progress).End);
        Assert.DoesNotContain(Due, night.At("09:00").Sweep());
    }

    [Fact]
    public void A_period_that_passed_stays_overdue_after_the_end_until_one_report_and_no_more()
    {
        var night = Bank().At("05:00").Does(new EndHandling { Result = "恢复" });
        Assert.Equal((DutyEnd.Open, "overdue"), (night.Owes(Progress).By("04:14").End, night.Owes(Progress).Kept));
        night.At("05:30").Does(Night.Report(Progress));
        Assert.Equal((DutyEnd.Fulfilled, false), (night.Owes(Progress).End, night.Owes(Progress).Timely));
    }

    [Fact]
    public void Its_reminder_counts_from_the_last_period()
    {
        var night = Bank().At("03:00").Does(Night.Report(Progress));
        var reminder = Clocks.Of(night.State!).Single(c => c.Key == Clocks.Name(ClockKind.Reminder, Progress));
        Assert.Equal(night.When("05:44"), reminder.At);
    }

    [Fact]
    public void A_corrected_discovery_keeps_the_period_that_was_reached()
    {
        var night = Bank().At("03:00").Does(Night.Report(Progress)).Does(new CorrectTime { Anchor = "discovered", To = Bank().When("02:00"), Reason = "监控更早" });
        Assert.Equal(night.When("06:14"), night.Owes(Progress).By("06:00").FirstDue);
    }

    [Fact]
    public void Working_days_pass_over_a_holiday()
    {
        // 2026-04-30 is a Thursday; 1 to 5 May are off and the Saturday after is worked.
        var night = Bank().At("2026-04-30T10:00:00+08:00").Does(new EndHandling { Result = "恢复" });
        var due = Night.Law.Calendar.AddWorkingDays(new(2026, 4, 30), 5);
        Assert.Equal((due.Last, due.Due, false), (night.Owes(Summary).DueDate, night.Owes(Summary).Due, night.Owes(Summary).Provisional));
        Assert.True(due.Last >= new DateOnly(2026, 5, 9));
    }

    [Fact]
    public void A_year_without_its_notice_makes_the_day_provisional()
    {
        var night = Bank().At("2031-03-03T10:00:00+08:00").Does(new EndHandling { Result = "恢复" });
        Assert.True(night.Owes(Summary).By("2031-03-11T00:00").Provisional);
    }

    [Fact]
    public void Days_of_the_calendar_run_through_a_holiday()
    {
        const string Cac = "cn.cac.incident-report/other.provincial-cac";
        var night = Night.Major().Does(Night.Report(Cac)).At("2026-04-10T23:59:59+08:00").Does(new EndHandling { Result = "恢复" });
        Assert.Equal(new DateOnly(2026, 5, 10), night.Owes("cn.cac.incident-report/summary").By("2026-05-11T00:00").DueDate);
    }
}
