using System.Net;
using System.Text.Json;
using Fengsui.Server.Tests.People;

namespace Fengsui.Server.Tests.Incidents;

/// <summary>The whole statutory path by API on a simulated clock, from discovery to archive, and what was known at four moments of it.</summary>
public sealed class StatutoryPathTests
{
    private const string FirstReport = "cn.cac.incident-report/other.provincial-cac";
    private const string Supplement = "cn.cac.incident-report/supplement";
    private const string Summary = "cn.cac.incident-report/summary";
    private const string Annex3 = "cn.miit.data-incident/processor.summary";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task From_discovery_to_archive(bool postgres)
    {
        await using var installation = await Installation.Start(postgres);
        var client = await Desk.Program(installation, await installation.SetUp());
        await client.Patch("/api/v1/profile", Desk.Profile);

        // 02:45: a title is all that is known; it was discovered at 02:14.
        var desk = await Desk.Open(installation, client, more: new { title = "客户数据库遭窃取", times = new { discovered = "2026-03-02T02:14:00+08:00" } });
        Assert.Equal("possible", (await desk.Owes(FirstReport)).GetProperty("state").GetString());

        await desk.At("2026-03-02T02:50:00+08:00");
        await desk.Does("assert-fact", new { facts = new { data_harm = new[] { "窃取", "泄露" }, data_level = "一般", pi_persons = "1200万人", cii = "否" }, source = "值班日志" });
        var owed = await desk.Owes(FirstReport);
        Assert.Equal("owed", owed.GetProperty("state").GetString());
        Assert.Equal("2026-03-02T06:14:00+08:00", owed.GetProperty("due").GetString());
        Assert.Equal("第四条", owed.GetProperty("cite")[0].GetProperty("at").GetString());

        await desk.Does("first-handling", new { what = "断开数据库外网访问，保存日志" });
        await desk.Does("judge-level", new { level = "重大", reason = "涉及1200万人" });

        // Told by telephone at 03:05, typed in at 04:30: in time, and shown as entered late.
        await desk.At("2026-03-02T04:30:00+08:00");
        await desk.Does("report", new { duty = FirstReport, channel = "12387", text = "首次报告", done_at = "2026-03-02T03:05:00+08:00", receipt = "12387-0001" });
        var reported = await desk.Owes(FirstReport);
        Assert.True(reported.GetProperty("timely").GetBoolean());
        Assert.Equal("2026-03-02T03:05:00+08:00", reported.GetProperty("ended_at").GetString());
        Assert.Equal("word", (await desk.Owes(Supplement)).GetProperty("state").GetString());

        await desk.At("2026-03-02T05:40:00+08:00");
        await desk.Does("record-determination", new { level = "重大", authority = "省通信管理局", document = "函〔2026〕7号" });
        await desk.Does("start-response", new { response = "II", decided_by = "数据安全机制" });

        await desk.At("2026-03-02T09:00:00+08:00");
        await desk.Does("assert-fact", new { facts = new { direct_loss = "300万元", spi_persons = "2万人" }, source = "财务" });
        await desk.Does("report", new { duty = Supplement, channel = "12387", text = "补报损失" });

        await desk.At("2026-03-05T10:00:00+08:00");
        Assert.Contains("4.6", (await desk.Fails("end-handling", new { result = "…" }, HttpStatusCode.Conflict)).Text("article"), StringComparison.Ordinal);
        await desk.Does("end-response", new { decided_by = "数据安全机制", reason = "影响和危害已经消除" });
        await desk.Does("end-handling", new { result = "恢复运行" });
        Assert.Equal("2026-04-05T00:00:00+08:00", (await desk.Owes(Summary)).GetProperty("due").GetString());
        Assert.Equal("2026-03-13T00:00:00+08:00", (await desk.Owes(Annex3)).GetProperty("due").GetString());
        await desk.Fails("sum-up", new { text = "…" }, HttpStatusCode.Conflict);

        // The summary of the plan is forgotten: its clock is reached, once.
        await desk.At("2026-03-14T00:00:00+08:00");
        Assert.Equal(0, await installation.App.Sweep());
        Assert.True((await desk.Owes(Annex3)).GetProperty("overdue").GetBoolean());

        await desk.Does("investigate", new { cause = "弱口令", course = "经过", responsibility = "运维部门", loss = "300万元", lessons = "启用多因素认证" });
        await desk.Does("sum-up", new { text = "总结" });
        await desk.Fails("archive", new { }, HttpStatusCode.Conflict);
        foreach (var duty in (await client.Get(desk.Path + "/duties")).Body.GetProperty("duties").EnumerateArray().Where(Open).Select(d => d.GetProperty("duty").GetString()!).ToList())
            await desk.Does("report", new { duty, channel = "书面", text = "报送" });
        Assert.False((await desk.Owes(Annex3)).GetProperty("timely").GetBoolean());
        await desk.Does("archive", new { });
        Assert.Equal("archived", (await desk.Show()).GetProperty("phase").GetString());
        await desk.Fails("add-note", new { text = "…" }, HttpStatusCode.Conflict);

        var report = await installation.App.Store.Verify();
        Assert.True(report.Sound, string.Join('\n', report.Findings));

        // What was known at four moments: the level, the clocks and the law of each.
        var atOpening = await desk.KnownAt("2026-03-02T02:45:00+08:00");
        Assert.Equal("一般", atOpening.GetProperty("level").GetString());
        Assert.Equal(JsonValueKind.Undefined, Fact(atOpening, "pi_persons").ValueKind);
        var beforeTyping = await desk.KnownAt("2026-03-02T03:30:00+08:00");
        Assert.Equal("重大", beforeTyping.GetProperty("level").GetString());
        Assert.Contains(beforeTyping.GetProperty("clocks").EnumerateArray(), c => c.GetProperty("clock").GetString() == "due:" + FirstReport);
        var afterTyping = await desk.KnownAt("2026-03-02T04:30:00+08:00");
        Assert.DoesNotContain(afterTyping.GetProperty("clocks").EnumerateArray(), c => c.GetProperty("clock").GetString() == "due:" + FirstReport);
        var atTheEnd = await desk.KnownAt("2026-03-06T00:00:00+08:00");
        Assert.Equal("300万元", Fact(atTheEnd, "direct_loss").GetProperty("value").GetString());
        Assert.Contains(atTheEnd.GetProperty("state").GetProperty("law").EnumerateArray(), p => p.GetString()!.StartsWith("cn.cac.incident-report@", StringComparison.Ordinal));
        foreach (var pack in atTheEnd.GetProperty("state").GetProperty("law").EnumerateArray().Select(p => p.GetString()!.Split('#')[1]))
            Assert.Equal(HttpStatusCode.OK, (await client.Get($"/api/v1/packs/{pack}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await client.Get(desk.Path + "/at?moment=2026-03-02T02%3A00%3A00%2B08%3A00")).Status);
    }

    private static bool Open(JsonElement duty) => duty.GetProperty("end").GetString() == "open" && duty.GetProperty("state").GetString() is "owed" or "word";

    private static JsonElement Fact(JsonElement known, string fact) => known.GetProperty("state").GetProperty("facts").TryGetProperty(fact, out var value) ? value : default;
}
