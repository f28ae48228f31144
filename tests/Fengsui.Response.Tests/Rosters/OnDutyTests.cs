using Fengsui.Law.Calendar;
using Fengsui.Response.Record;
using Fengsui.Response.Rosters;
using Xunit;

namespace Fengsui.Response.Tests.Rosters;

public sealed class OnDutyTests
{
    [Fact]
    public void Who_is_on_duty_at_02_14_on_3_October_2026_is_one_call()
    {
        var first = Guard.OnUsualDuty().OnDuty("2026-10-03 02:14")[0];

        Assert.Equal(("li", "duty-officer", true), (first.Person, first.Post, first.Awake));
        Assert.Equal((Guard.At("2026-10-02 17:30"), Guard.At("2026-10-03 08:30"), "zhou"), (first.From, first.Until, first.Next));
        Assert.Equal(new Cause.Rotation(), first.Cause);
    }

    [Fact]
    public void The_layer_behind_is_told_too_and_sleeps()
    {
        var second = Guard.OnUsualDuty().OnDuty("2026-10-03 02:14")[1];

        Assert.Equal(("sun", "commander", false, "qian"), (second.Person, second.Post, second.Awake, second.Next));
        // Until when this person stays, over midnight and midnight again: to the end of the week's turn.
        Assert.Equal(Guard.At("2026-10-05 00:00"), second.Until);
    }

    /// <summary>
    /// 国庆 2026: 1 to 7 October are off, Saturday 10 October is worked in their stead, Sunday 20 September too; the mid-autumn days 25 to 27 September are off.
    /// </summary>
    [Fact]
    public void The_month_over_the_national_day_follows_the_adjusted_working_days()
    {
        var schedule = Guard.OnUsualDuty().Schedule();
        var month = schedule.Shifts[0].Where(s => s.From >= Guard.At("2026-09-18 00:00") && s.From < Guard.At("2026-10-13 00:00"))
            .GroupBy(s => s.From.Day).Select(d => $"{d.Key.Write()[5..]} {string.Join(" ", d.Select(s => $"{s.From.ToDateTimeOffset():HH} {s.Given}"))}");

        Assert.Equal(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Rosters", "golden", "national-day-2026.txt")), month);
    }

    [Fact]
    public void A_night_belongs_to_the_day_on_which_it_begins()
    {
        var guard = Guard.OnUsualDuty();
        // Wednesday 30 September is worked: its night reaches into the first day off.
        Assert.Contains(guard.OnDuty("2026-10-01 03:00")[0].Person, new[] { "he", "lv", "shi" });
        Assert.Equal(guard.OnDuty("2026-09-30 23:00")[0].Person, guard.OnDuty("2026-10-01 08:29")[0].Person);
        // The night before the first day of the roster belongs to it as well.
        Assert.NotNull(guard.OnDuty("2026-09-01 00:00")[0].Person);
        Assert.Empty(guard.OnDuty("2026-08-31 23:59"));
    }

    [Fact]
    public void A_holiday_plan_takes_the_place_of_the_usual_one_from_midnight_to_midnight()
    {
        var holiday = Guard.Usual.TrimEnd()[..^1] + """
            , "holidays": [{"name": "国庆节", "from": "2026-10-01", "until": "2026-10-07", "layers": [
              {"post": "duty-officer", "watches": [{"days": "every-day", "times": ["00:00-08:00", "08:00-16:00", "16:00-24:00"], "people": ["wang", "zhang"], "turn": "day"}]},
              {"post": "commander", "watches": [{"days": "every-day", "times": ["00:00-24:00"], "people": ["qian"], "turn": "day"}]}]}]}
            """;
        var guard = Guard.With(holiday);

        Assert.Contains(guard.OnDuty("2026-09-30 23:59")[0].Person, new[] { "he", "lv", "shi" });
        Assert.Equal(Guard.At("2026-10-01 00:00"), guard.OnDuty("2026-09-30 23:59")[0].Until);
        Assert.Equal(("wang", Guard.At("2026-10-02 00:00"), "zhang"), (guard.OnDuty("2026-10-01 00:00")[0].Person, guard.OnDuty("2026-10-01 00:00")[0].Until, guard.OnDuty("2026-10-01 00:00")[0].Next));
        Assert.Equal("wang", guard.OnDuty("2026-10-07 23:59")[0].Person);
        // The usual night of the 7th goes on at midnight.
        Assert.Equal(Guard.At("2026-10-08 08:30"), guard.OnDuty("2026-10-08 00:00")[0].Until);
        Assert.Equal("qian", guard.OnDuty("2026-10-03 02:14")[1].Person);
    }

    [Fact]
    public void In_strengthened_duty_every_layer_is_on_duty_at_once()
    {
        var guard = Guard.OnUsualDuty().Does("sun", new RosterAct.Strengthen("国庆节", Guard.At("2026-10-01 00:00"), Guard.At("2026-10-08 00:00")));

        Assert.All(guard.OnDuty("2026-10-03 02:14"), d => Assert.True(d.Awake));
        Assert.Equal([true, false], guard.OnDuty("2026-10-08 00:00").Select(d => d.Awake));
        guard.On("2026-10-03 12:00").Does("sun", new RosterAct.EndStrengthening(1));
        Assert.Equal([true, false], guard.OnDuty("2026-10-03 12:00").Select(d => d.Awake));
        Assert.Equal([true, true], guard.OnDuty("2026-10-03 02:14").Select(d => d.Awake));
    }

    [Fact]
    public void A_plan_set_anew_counts_from_now_on_and_leaves_the_past_alone()
    {
        var guard = Guard.OnUsualDuty();
        var before = guard.Schedule().Stretches[0].Where(s => s.Until <= Guard.At("2026-10-20 08:30")).ToList();

        guard.On("2026-10-20 10:00").Does("sun", new RosterAct.Set(Guard.Plan("""
            {"name": "新的值班表", "from": "2026-10-20", "layers": [{"post": "duty-officer", "watches": [
              {"days": "every-day", "times": ["09:00-21:00", "21:00-09:00"], "people": ["zhang", "wang"], "turn": "shift"}]}]}
            """)));

        Assert.Equal(before, guard.Schedule().Stretches[0].Where(s => s.Until <= Guard.At("2026-10-20 08:30")), (a, b) => a.Person == b.Person && a.From == b.From && a.Until == b.Until);
        Assert.Contains(guard.OnDuty("2026-10-20 09:59")[0].Person, new[] { "li", "zhou" });
        Assert.Equal(("zhang", "wang"), (guard.OnDuty("2026-10-20 10:00")[0].Person, guard.OnDuty("2026-10-20 10:00")[0].Next));
        Assert.Equal(("from", "过去的值班不能改写"), guard.Refused("sun", new RosterAct.Set(Guard.Plan(Guard.Usual))));
    }

    [Fact]
    public void A_roster_that_ended_has_nobody_on_duty()
    {
        var guard = Guard.OnUsualDuty().On("2026-12-01 00:00").Does("sun", new RosterAct.End());

        Assert.NotEmpty(guard.OnDuty("2026-11-30 23:59"));
        Assert.Empty(guard.OnDuty("2026-12-01 00:00"));
        Assert.Equal("roster", guard.Refused("sun", new RosterAct.Set(Guard.Plan(Guard.Usual))).Field);
    }

    [Fact]
    public void Folding_the_journal_gives_the_same_bytes_as_deciding_one_by_one()
    {
        var guard = Guard.OnUsualDuty().Does("li", new RosterAct.TakeLeave("he", Guard.At("2026-09-10 00:00"), Guard.At("2026-09-20 00:00"), "zhang"))
            .Does("sun", new RosterAct.Strengthen("国庆节", Guard.At("2026-10-01 00:00"), Guard.At("2026-10-08 00:00"))).On("2026-09-12 00:00")
            .Does("he", new RosterAct.EndLeave(1)).On("2026-10-02 00:00").Does("sun", new RosterAct.EndStrengthening(2)).Does("sun", new RosterAct.End());

        var folded = RosterKind.Instance.Fold(guard.Lines);

        Assert.Equal(guard.State.Write(), folded.Snapshot.Body);
        Assert.Equal(RosterState.Read(folded.Snapshot.Body).Write(), folded.Snapshot.Body);
        Assert.Equal(("安全值班", false), (folded.Snapshot.Title, folded.Snapshot.Open));
        Assert.Throws<RecordException>(() => RosterKind.Instance.Fold(guard.Lines.Skip(1)));
        Assert.Throws<RecordException>(() => RosterState.Read("{\"plans\":7}"));
    }
}
