using Fengsui.Law.Grading;
using Fengsui.Response.Incidents.Acts;
using Fengsui.Response.Incidents;
using Xunit;

namespace Fengsui.Response.Tests.Incidents;

/// <summary>The whole way of an incident, from discovery to archive.</summary>
public sealed class PathTests
{
    private const string Cac = "cn.cac.incident-report/other.provincial-cac";

    [Fact]
    public void From_discovery_to_archive()
    {
        var night = Night.Opened();
        Assert.Equal(Phase.Found, night.State!.Phase);
        Assert.Equal("possible", night.Owes(Cac).By("06:14").State);

        night.At("02:20").Does(Night.Facts(("data_harm", "窃取、泄露"), ("data_level", "一般"), ("pi_persons", "1200万人"), ("cii", "否")));
        Assert.Equal(Level.Major, night.State.Assessed!.Settled);
        Assert.Equal("owed", night.Owes(Cac).By("06:14").State);

        night.At("02:25").Does(new HandleFirst { What = "断开数据库外网访问" });
        night.At("02:40").Does(new JudgeLevel { Level = Level.Major, Reason = "涉及1200万人" });
        night.At("03:10").Does(new MakeReport { Duty = Cac, Channel = "12387", Text = "首次报告", Left = ["direct_loss"] });
        Assert.True(night.Owes(Cac).Timely);
        Assert.Equal("word", night.Owes("cn.cac.incident-report/supplement").State);
        night.At("05:00").Does(new RecordDetermination { Level = Level.Major, Authority = "省网信办", Document = "网信函〔2026〕7号" });
        night.At("05:10").Does(new StartResponse { Response = "II", DecidedBy = "数据安全机制" });
        Assert.Equal(Phase.Handling, night.State.Phase);
        night.At("09:00").Does(Night.Fact("direct_loss", "300万元"), new MakeReport { Duty = "cn.cac.incident-report/supplement", Channel = "12387", Text = "补报" });
        night.At("2026-03-04T10:00:00+08:00").Does(new EndResponse { DecidedBy = "数据安全机制", Reason = "影响消除" }, new EndHandling { Result = "恢复运行" });
        night.Owes("cn.cac.incident-report/summary").By("2026-04-04T00:00");
        Assert.Equal(RefusalKind.Order, night.Fails(new ArchiveIncident()).Kind);
        night.Does(new Investigate { Cause = "弱口令", Course = "…", Responsibility = "…", Loss = "300万元", Lessons = "…" }, new SumUp { Text = "总结" });
        Assert.Contains("第八条", night.Fails(new ArchiveIncident()).Article!, StringComparison.Ordinal);
        foreach (var duty in night.State.Duties.Where(d => d.Value.IsOpen && d.Value.State is "owed" or "word").Select(d => d.Key).ToList())
            night.Does(new MakeReport { Duty = duty, Channel = "written", Text = "报送" });
        night.Does(new ArchiveIncident());
        Assert.Equal(Phase.Archived, night.State.Phase);
        Assert.Equal(RefusalKind.Closed, night.Fails(new AddNote { Text = "…" }).Kind);
    }
}
