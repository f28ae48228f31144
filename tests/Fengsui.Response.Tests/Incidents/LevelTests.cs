using Fengsui.Law.Grading;
using Fengsui.Response.Incidents;
using Fengsui.Response.Incidents.Acts;
using Xunit;

namespace Fengsui.Response.Tests.Incidents;

/// <summary>The level that counts: the highest of what is settled, what we judge, and what the authority determines.</summary>
public sealed class LevelTests
{
    private const string Cac = "cn.cac.incident-report/other.provincial-cac";
    private const string Office = "cn.cac.national-plan-2017/emergency-office";
    private const string Regulator = "cn.miit.data-incident/processor.regulator";
    private const string MiitSummary = "cn.miit.data-incident/processor.summary";

    [Fact]
    public void A_self_judgement_below_the_settled_level_takes_nothing_away()
    {
        var night = Night.Major();
        var owed = night.State!.Duties.Where(d => d.Value.IsOpen && d.Value.State is not "possible").Select(d => d.Key).ToList();
        night.At("02:40").Does(new JudgeLevel { Level = Level.Ordinary, Reason = "影响有限" });
        Assert.All(owed, key => Assert.True(night.Owes(key) is { IsOpen: true, State: not "possible" }, key));
        Assert.Equal(Level.Major, night.State.CountingLevel);
    }

    [Fact]
    public void A_determination_below_the_settled_level_takes_nothing_away_by_itself()
    {
        var night = Night.Major().Does(new RecordDetermination { Level = Level.Ordinary, Authority = "省网信办", Document = "3号" });
        Assert.True(night.Owes(Cac) is { IsOpen: true, State: "owed" });
    }

    [Fact]
    public void A_higher_judgement_makes_owed_what_was_only_possible()
    {
        var night = Night.Opened();
        Assert.Equal("possible", night.Owes(Cac).State);
        night.At("02:20").Does(new JudgeLevel { Level = Level.RelativelyMajor, Reason = "先按较大办" });
        // That it may be an operator of critical infrastructure, or not, releases nobody.
        Assert.Equal("owed", night.Owes(Cac).By("06:14").State);
        Assert.Contains(night.Lines.SelectMany(IncidentKind.Instance.Messages), m => m.Body.Contains(Cac, StringComparison.Ordinal) && m.Body.Contains("owed", StringComparison.Ordinal));
    }

    [Fact]
    public void A_higher_determination_adds_duties()
    {
        var night = new Night();
        night.Profile["miit_processor"] = "是";
        night.At("02:14").Does(new OpenIncident { Title = "…" }, Night.SmallFacts, Night.Facts(("data_harm", "窃取"), ("data_level", "一般"), ("cii", "否"), ("pi_persons", "2人")));
        Assert.DoesNotContain(night.State!.Duties, d => d.Key == MiitSummary && d.Value.IsOpen);
        night.At("05:00").Does(new RecordDetermination { Level = Level.Major, Authority = "数据安全机制", Document = "1号" });
        Assert.Equal("waiting", night.Owes(MiitSummary).State);
        Assert.Equal("owed", night.Owes(Cac).State);
        Assert.True(night.Owes(Office).IsOpen);
    }

    [Fact]
    public void A_level_given_under_one_plan_counts_there_and_nowhere_else()
    {
        var night = new Night();
        night.Profile["miit_processor"] = "是";
        night.At("02:14").Does(new OpenIncident { Title = "…" }, Night.SmallFacts, Night.Facts(("data_harm", "窃取"), ("data_level", "一般"), ("cii", "否"), ("pi_persons", "2人")));
        night.Does(new RecordDetermination { Level = Level.Major, Pack = "cn.miit.data-incident", Authority = "数据安全机制", Document = "1号" });
        Assert.True(night.Owes(MiitSummary).IsOpen);
        Assert.False(night.State!.Duties.GetValueOrDefault(Cac) is { IsOpen: true });
        Assert.Equal(Level.Major, night.State.CountingLevel);
    }

    [Fact]
    public void The_two_levels_are_kept_apart()
    {
        var night = Night.Major().Does(new JudgeLevel { Level = Level.Major, Reason = "…" }, new RecordDetermination { Level = Level.RelativelyMajor, Authority = "省网信办", Document = "3号" });
        Assert.Equal((Level.Major, "p-wang"), (night.State!.Judged[""].Level, night.State.Judged[""].By));
        Assert.Equal((Level.RelativelyMajor, "省网信办", "3号"), (night.State.Determined[""].Level, night.State.Determined[""].By, night.State.Determined[""].Ground));
    }

    [Fact]
    public void The_first_self_judgement_starts_the_clocks_and_a_later_one_does_not_start_them_again()
    {
        var night = Night.Major(("miit_processor", "是"));
        Assert.Equal(night.When("02:14"), night.Owes(Regulator).Start);
        night.At("02:40").Does(new JudgeLevel { Level = Level.Major, Reason = "…" });
        Assert.Equal(night.When("02:40"), night.Owes(Regulator).Start);
        night.At("03:40").Does(new JudgeLevel { Level = Level.ParticularlyMajor, Reason = "…" });
        Assert.Equal(night.When("02:40"), night.Owes(Regulator).Start);
    }
}
