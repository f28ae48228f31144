using Fengsui.Law.Calendar;
using Fengsui.Law.Grading;
using Fengsui.Response.Incidents;
using Fengsui.Response.Incidents.Acts;
using Xunit;

namespace Fengsui.Response.Tests.Incidents;

/// <summary>The sweeper: whenever it runs, it catches up with everything that came due, exactly once.</summary>
public sealed class SweepTests
{
    private static readonly string[] Times = ["02:20", "03:00", "03:44", "04:13:59", "04:14", "04:14:01", "05:14", "06:14", "06:14:01", "09:00", "2026-03-03T02:14:00+08:00", "2026-03-03T02:14:01+08:00", "2026-03-03T02:40:01+08:00", "2026-03-05T00:00:00+08:00"];

    private static Night Busy() => Night.Major(("bank_insurer", "是")).At("02:20").Does(new SetTask { Title = "封堵", Due = Night.Opened().When("05:00") })
        .As("p-li", "duty-officer").Does(new JudgeLevel { Level = Level.Major, Reason = "涉及1200万人" }).Does(new StartResponse { Response = "II", DecidedBy = "值班员", Emergency = "分管领导联系不上" }).As("p-wang");

    /// <summary>Every clock that a whole day brings, when every run happens.</summary>
    private static List<string> All()
    {
        var night = Busy();
        return [.. Times.SelectMany(t => night.At(t).Sweep()).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void A_day_brings_reminders_due_instants_a_task_and_a_ratification() =>
        Assert.Equal(["due", "ratification", "reminder", "task"], All().Select(c => c.Split(':')[0]).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Whichever_run_is_skipped_nothing_is_lost_and_nothing_comes_twice()
    {
        var all = All();
        for (var skipped = 0; skipped < Times.Length - 1; skipped++)
        {
            var night = Busy();
            Assert.Equal(all, Times.Where((_, i) => i != skipped).SelectMany(t => night.At(t).Sweep()).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void One_run_at_the_end_catches_up_with_everything()
    {
        var night = Busy().At(Times[^1]);
        Assert.Equal(All(), night.Sweep().Order(StringComparer.Ordinal));
        Assert.Empty(night.Sweep());
    }

    [Fact]
    public void A_clock_that_steps_back_an_hour_and_on_again_brings_nothing_twice()
    {
        var night = Busy().At("04:30");
        var first = night.Sweep();
        Assert.NotEmpty(first);
        Assert.Empty(night.At("03:30").Sweep());
        night.Does(new AddNote { Text = "机房时钟回拨" });
        Assert.Empty(night.At("04:30").Sweep());
        Assert.Equal(All(), first.Concat(Times.SelectMany(t => night.At(t).Sweep())).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_clock_that_steps_on_an_hour_brings_what_is_due_by_then_once()
    {
        var night = Busy().At("04:14:01");
        Assert.Contains(Clocks.Name(ClockKind.Due, "cn.nfra.bank-data-2024/first"), night.Sweep());
        Assert.Contains(Clocks.Name(ClockKind.Reminder, "cn.cac.incident-report/other.provincial-cac"), night.At("05:14:01").Sweep());
        Assert.Empty(night.At("04:14:02").Sweep());
    }

    [Fact]
    public void The_pending_clocks_of_a_snapshot_are_those_that_a_run_reaches()
    {
        var night = Busy();
        foreach (var time in Times)
        {
            var folded = IncidentKind.Folded(night.At(time).State!);
            Assert.Equal(Clocks.Of(night.State!), folded.Clocks);
            Assert.Equal(folded.Clocks.Count(c => c.At <= night.Now), night.Sweep().Count);
        }
    }

    [Fact]
    public void What_binds_first_stays_first_when_it_is_overdue_and_goes_when_it_is_done()
    {
        const string cac = "cn.cac.incident-report/other.provincial-cac";
        var night = Night.Major();
        Instant? Binds() => IncidentKind.Folded(night.State!).Snapshot.NextDue;
        Assert.Equal(night.When("06:14"), Binds());
        night.At("09:00").Sweep();
        Assert.Equal(night.When("06:14"), Binds());
        night.Does(Night.Report(cac));
        Assert.NotEqual(night.When("06:14"), Binds());
    }

    [Fact]
    public void A_duty_that_was_met_is_not_reminded_of()
    {
        var night = Night.Major().At("03:00").Does(Night.Report("cn.cac.incident-report/other.provincial-cac")).At("09:00");
        Assert.DoesNotContain(night.Sweep(), c => c.EndsWith("other.provincial-cac", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_only_possible_makes_nobody_late()
    {
        var night = Night.Opened().At("2026-03-05T00:00:00+08:00");
        Assert.Equal("possible", night.Owes("cn.cac.incident-report/other.provincial-cac").State);
        Assert.Empty(night.Sweep());
    }
}
