using Fengsui.Law.Calendar;
using Fengsui.Law.Duties;
using Fengsui.Law.Grading;
using Fengsui.Law.Packs;
using Xunit;

namespace Fengsui.Law.Tests.Grading;

/// <summary>Levels that people gave: duties count them beside the settled one, and nothing else does.</summary>
public sealed class JudgedLevelTests
{
    private const string Miit = "cn.miit.data-incident";
    private static readonly DateOnly Day = new(2026, 3, 2);

    private static Assessment Assess(string persons, JudgedLevels? judged) => TheLaw.Library.On(Day).Assess(TheLaw.Facts($$"""
        incident: 客户数据库遭窃取
        discovered: 2026-03-02T02:14:00+08:00
        organisation: {miit_processor: 是}
        facts: {data_harm: 窃取, data_level: 一般, pi_persons: {{persons}}, cii: 否}
        """), Day, judged);

    private static JudgedLevels Overall(Level level) => new(level, new Dictionary<string, Level>());

    private static JudgedLevels Under(string pack, Level level) => new(default, new Dictionary<string, Level> { [pack] = level });

    private static DutyState? State(Assessment assessment, string duty) => assessment.Duties.Where(d => d.Duty.Id == duty).Select(d => (DutyState?)d.State).FirstOrDefault();

    [Fact]
    public void A_level_below_the_settled_one_takes_nothing_away()
    {
        var settled = Assess("1200万人", null);
        var lower = Assess("1200万人", Overall(Level.Ordinary));
        Assert.Equal(settled.Duties.Select(d => (d.Pack.Pack.Id, d.Duty.Id, d.State, d.Due)), lower.Duties.Select(d => (d.Pack.Pack.Id, d.Duty.Id, d.State, d.Due)));
    }

    [Fact]
    public void A_higher_level_brings_duties_and_leaves_the_settled_level_as_it_is()
    {
        var plain = Assess("2人", null);
        var higher = Assess("2人", Overall(Level.ParticularlyMajor));
        Assert.Equal(DutyState.Possible, State(plain, "other.provincial-cac"));
        Assert.Equal(DutyState.Owed, State(higher, "other.provincial-cac"));
        Assert.Equal((plain.Settled, plain.CouldBe), (higher.Settled, higher.CouldBe));
    }

    [Fact]
    public void A_level_under_one_plan_counts_under_it_and_for_plans_without_grading()
    {
        var given = Assess("2人", Under(Miit, Level.Major));
        Assert.Equal(DutyState.Word, State(given, "processor.regulator"));
        Assert.Equal(DutyState.Possible, State(given, "other.provincial-cac"));
    }

    [Fact]
    public void The_higher_of_overall_and_the_plans_own_counts()
    {
        var both = new JudgedLevels(Level.RelativelyMajor, new Dictionary<string, Level> { [Miit] = Level.Ordinary, ["cn.cac.incident-report"] = Level.Major });
        Assert.Equal((Level.RelativelyMajor, Level.Major, Level.RelativelyMajor), (both.Under(Miit), both.Under("cn.cac.incident-report"), both.Under("cn.law.csl")));
        Assert.Equal(Level.Major, both.Highest);
    }

    [Fact]
    public void A_clock_counts_seconds_calendar_days_and_working_days()
    {
        var calendar = TheLaw.Library.Calendar;
        Assert.True(Instant.TryParse("2026-04-30T10:00:00+08:00", out var at));
        Assert.Equal(new DutyClock(at.Plus(4 * 3600), null, false), DutyClock.Of(Limits.Parse("4小时")!, at, calendar));
        Assert.Equal(new DutyClock(Instant.StartOf(new DateOnly(2026, 5, 31)), new DateOnly(2026, 5, 30), false), DutyClock.Of(Limits.Parse("30日")!, at, calendar));
        var working = calendar.AddWorkingDays(at.Day, 5);
        Assert.Equal(new DutyClock(working.Due, working.Last, false), DutyClock.Of(Limits.Parse("5个工作日")!, at, calendar));
        Assert.Equal(default, DutyClock.Of(new Limit.Word(TheLaw.Vocabulary.LimitWord("立即")!), at, calendar));
    }
}
