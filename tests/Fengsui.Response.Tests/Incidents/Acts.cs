using Fengsui.Law.Grading;
using Fengsui.Response.Incidents;
using Fengsui.Response.Incidents.Acts;

namespace Fengsui.Response.Tests.Incidents;

/// <summary>One valid act of each kind, and a night on which it can be done.</summary>
internal static class Acts
{
    private const string Cac = "cn.cac.incident-report/other.provincial-cac";
    private static readonly string Hash = new('a', 64);

    public static IReadOnlyList<Act> Samples { get; } =
    [
        new OpenIncident { Title = "客户数据库遭窃取", Source = "监控告警", Facts = Night.MajorFacts.Facts, Times = new Dictionary<string, Law.Calendar.Instant> { ["occurred"] = Night.Opened().When("01:40") } },
        Night.Fact("pi_persons", "1300万人") with { Source = "日志", Confidence = "likely", Reason = "复核" },
        new StateTimes { Times = new Dictionary<string, Law.Calendar.Instant> { ["occurred"] = Night.Opened().When("01:40") }, Source = "日志" },
        new CorrectTime { Anchor = "discovered", To = Night.Opened().When("02:00"), Reason = "监控更早" },
        new Classify { Categories = [$"cn.shared/{Night.Law.Find("cn.shared")!.Categories[0].Id}"], Note = "初步" },
        new JudgeLevel { Level = Level.Major, Pack = "cn.cac.incident-report", Reason = "涉及1200万人" },
        new RecordDetermination { Level = Level.Major, Pack = "cn.cac.incident-report", Authority = "省网信办", Document = "7号" },
        new HandleFirst { What = "断网" },
        .. new[] { "I", "II", "III", "IV" }.Select(r => new StartResponse { Response = r, DecidedBy = "数据安全机制", Document = "8号" }),
        new AdjustResponse { Response = "III", DecidedBy = "数据安全机制", Reason = "范围缩小", Document = "9号" },
        new EndResponse { DecidedBy = "数据安全机制", Reason = "影响消除", Document = "10号" },
        new DoMeasure { Pack = "cn.miit.data-incident", Measure = Night.Law.Find("cn.miit.data-incident")!.Measures[0].Id, Proof = "工单", Attachment = "a1" },
        new SetTask { Title = "封堵", Assignee = "p-li", Due = Night.Opened().When("05:00") },
        new FinishTask { Task = "t1", Result = "已封堵" },
        new AddNote { Text = "到场", Attachment = "a1" },
        new AttachFile { Attachment = "a1", Size = 3, Sha256 = Hash },
        new TakeEvidence { What = "硬盘", Where = "机房", Sha256 = Hash, Attachment = "a1", Holder = "p-li" },
        new HandOverEvidence { Evidence = "e1", From = "p-li", To = "鉴定机构", Reason = "鉴定", Sha256 = Hash },
        new AddIndicators { Indicators = [new("ip", "192.0.2.7", "C2")] },
        new MakeReport { Duty = Cac, Channel = "12387", To = "值班室", Who = "p-li", Text = "首报", Left = ["direct_loss"], Attachment = "a1", Receipt = "R1",
            Paper = new() { Sha256 = Hash, Values = new Dictionary<string, string> { ["unit"] = "某公司", ["level"] = "重大" }, Signed = "seal", Acknowledged = "复核" } },
        new WritePaper { Pack = "cn.cac.incident-report", Form = "first-report", Fields = new Dictionary<string, string> { ["systems"] = "客户数据库", ["trend"] = "" } },
        new RecordReceipt { Report = 1, Receipt = "R2" },
        new CorrectReport { Report = 1, Text = "应为1300万人", Reason = "复核" },
        new DecideNotToReport { Duty = Cac, Reason = "集团已报", Ground = "书面同意" },
        new ReleaseDuty { Duty = Cac, Reason = "认定为一般", Document = "11号" },
        new WatchOpinion { Text = "未见报道" },
        new NotifyUsers { Whom = "用户", Channel = "短信", Text = "请改口令", Persons = "1200万人", Attachment = "a1", Duty = "cn.law.pipl/individuals" },
        new EndHandling { Result = "恢复" },
        new Investigate { Cause = "弱口令", Course = "…", Responsibility = "…", Loss = "…", Lessons = "…" },
        new SumUp { Text = "总结", Attachment = "a1" },
        new ArchiveIncident(),
        new Dismiss { Reason = "演练流量" },
        new Reopen { Reason = "复发" },
        new LinkIncident { Other = "i-2", Relation = "同一攻击者" },
        new MergeIncident { Into = "i-2", Reason = "同一攻击" },
        new StopForSecrecy { Reason = "需研判" },
        new Ratify { No = 1, Agreed = true, Note = "同意" },
    ];

    /// <summary>A night, brought to where the act is the next thing to do.</summary>
    public static Night NightFor(Act act)
    {
        if (act is OpenIncident)
            return new Night().At("02:14");
        var night = Night.Major();
        night.Others.Add("i-2");
        var judged = new JudgeLevel { Level = Level.Major, Reason = "…" };
        var response = new StartResponse { Response = "II", DecidedBy = "数据安全机制" };
        return act switch
        {
            StartResponse => night.Does(judged),
            AdjustResponse => night.Does(judged, response),
            EndResponse => night.Does(judged, response, new HandleFirst { What = "断网" }),
            FinishTask => night.Does(new SetTask { Title = "封堵" }),
            HandOverEvidence => night.Does(Samples.OfType<TakeEvidence>().Single()),
            RecordReceipt or CorrectReport => night.Does(Night.Report(Cac)),
            Investigate or Reopen => night.Does(new EndHandling { Result = "恢复" }),
            SumUp => night.Does(new EndHandling { Result = "恢复" }, Samples.OfType<Investigate>().Single()),
            ArchiveIncident => Settled(night.Does(new EndHandling { Result = "恢复" }, Samples.OfType<Investigate>().Single(), new SumUp { Text = "总结" })),
            MergeIncident => Settled(night),
            Ratify => night.Does(judged).As("p-sun", "duty-officer").Does(new StartResponse { Response = "III", DecidedBy = "值班员", Emergency = "指挥人不在" }).As("p-wang"),
            _ => night,
        };
    }

    private static Night Settled(Night night)
    {
        foreach (var (key, _) in night.State!.Duties.Where(d => d.Value.IsDue).ToList())
            night.Does(new DecideNotToReport { Duty = key, Reason = "集团已报", Ground = "书面同意" });
        return night;
    }
}
