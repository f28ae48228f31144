using Fengsui.Law.Calendar;
using Fengsui.Law.Grading;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Incidents.Acts;
using Fengsui.Response.Papers;
using Fengsui.Response.Posts;
using Fengsui.Response.Record;
using Xunit;

namespace Fengsui.Papers.Tests;

/// <summary>Incidents to make papers of: one of which almost nothing is known, and one that ran its whole way.</summary>
internal sealed class PaperCases
{
    public static readonly Library Law = Library.Load(Path.Combine(AppContext.BaseDirectory, "packs"));

    private static readonly HeldPost[] Everybody = [.. Law.Procedure.Posts.Select(p => new HeldPost(p.Id, false))];

    private readonly List<NewEntry> _lines = [];
    private IncidentState? _state;
    private Instant _now;

    public static Letterhead Letterhead { get; } = new()
    {
        Organisation = "江海省远洋云数据服务股份有限公司", Contact = "王建国", Phone = "13800000000", Reporter = "王建国", Responsible = ["第一责任人：李明", "直接责任人：赵敏"],
        Names = new Dictionary<string, string> { ["p-wang"] = "王建国" },
    };

    public static Material Long() => new PaperCases().Whole();

    public static Material AlmostEmpty() => new PaperCases().At("2026-03-02T02:14:00+08:00").Does(new OpenIncident { Title = "疑似数据泄露" }).Material(new() { Organisation = "某公司" });

    public static IEnumerable<(Pack Pack, Form Form)> Forms => Law.Packs.SelectMany(p => p.Forms.Select(f => (p, f)));

    private PaperCases At(string instant)
    {
        Assert.True(Instant.TryParse(instant, out _now));
        return this;
    }

    private PaperCases Does(params Act[] acts)
    {
        foreach (var act in acts)
        {
            var scene = new Scene
            {
                Now = _now, Actor = "p-wang", Posts = Everybody, Library = Law, Exists = _ => false,
                Profile = new Dictionary<string, string> { ["network_operator"] = "是", ["miit_processor"] = "是", ["central_organ"] = "否", ["bank_insurer"] = "否", ["central_soe"] = "否" },
            };
            var decision = Deciding.Decide(_state, act, scene);
            var done = decision as Decision.Done ?? throw new Xunit.Sdk.XunitException($"{act.Id}: {((Decision.Refused)decision).Refusal}");
            _lines.AddRange(done.Lines);
            _state = done.After;
        }

        return this;
    }

    public Material Material(Letterhead letterhead) => Response.Papers.Material.Of(_state!, Course.Of(_lines), letterhead, Law, _now);

    private Material Whole()
    {
        AssertFacts Facts(params (string Id, string Value)[] facts) => new() { Facts = facts.ToDictionary(f => f.Id, f => new FactText(f.Value)), Source = "数据库审计日志" };
        At("2026-03-02T02:14:00+08:00").Does(
            new OpenIncident { Title = "客户数据库遭窃取", Times = new Dictionary<string, Instant> { ["occurred"] = _now.Plus(-2040) } });
        At("2026-03-02T02:20:00+08:00").Does(
            Facts(("data_harm", "窃取、泄露"), ("data_level", "一般"), ("data_field", "电信"), ("pi_persons", "1200万人"), ("spi_persons", ">=80万人"), ("data_records", "34500000条"), ("cii", "否"), ("ransom", "否")),
            new JudgeLevel { Level = Level.Major, Reason = "涉及个人信息一千二百万人，去重后由数据库审计日志统计" },
            new HandleFirst { What = "切断涉事数据库与互联网的连接，停用被盗用的运维账号，轮换全部密钥和口令，并通知机房值班人员现场值守" },
            new HandleFirst { What = "对数据库服务器和堡垒机做只读镜像，保存访问日志、数据库审计日志和流量记录" },
            new TakeEvidence { What = "数据库服务器只读镜像", Sha256 = new string('a', 64), Holder = "王建国" },
            new TakeEvidence { What = "堡垒机会话录像", Sha256 = new string('b', 64), Holder = "王建国" },
            new AddIndicators { Indicators = [new("ip", "203.0.113.7", null), new("domain", "drop.example", null), new("sha256", new string('c', 64), "窃取程序")] },
            new SetTask { Title = "逐一核对受影响客户名单并分批短信告知" }, new SetTask { Title = "委托应急支撑机构溯源攻击路径" });
        At("2026-03-02T02:41:00+08:00").Does(
            new MakeReport { Duty = "cn.miit.data-incident/processor.regulator", Channel = "电话", To = "江海省通信管理局值班室 张三", Text = "电话报告", Receipt = "值班记录0302-7" },
            new StartResponse { Response = "II", DecidedBy = "赵敏" });
        At("2026-03-02T05:30:00+08:00").Does(
            new MakeReport { Duty = "cn.cac.incident-report/other.provincial-cac", Channel = "12387", Text = "首次报告", Receipt = "12387-20260302-0099", Left = ["事件原因", "direct_loss"] },
            Facts(("direct_loss", "4200万元")),
            new DoMeasure { Pack = "cn.miit.data-incident", Measure = Law.Find("cn.miit.data-incident")!.Measures.First(m => m.Actor.Tier == "operator" && m.Levels.Contains(Level.Major)).Id, Proof = "直接责任人赵敏到岗牵头，会议纪要附后" },
            new NotifyUsers { Whom = "受影响客户", Channel = "短信和站内信", Text = "告知泄露的信息种类、可能的危害和自我防范办法，开通咨询热线", Persons = "1200万人" });
        At("2026-03-05T18:00:00+08:00").Does(
            new EndResponse { DecidedBy = "赵敏", Reason = "影响得到控制，未再发现异常访问" }, new EndHandling { Result = "涉事系统已加固重新上线，全部受影响客户已告知，外泄数据的传播链接均已下线" },
            new Investigate
            {
                Cause = "攻击者利用运维供应商被盗用的账号，经未启用双因素认证的堡垒机登录数据库从库，以批量查询的方式分十一次导出客户资料表。",
                Course = "3月2日1时40分攻击者登录堡垒机；1时52分起分批查询；2时14分数据库审计系统报警，值班员发现；2时20分切断连接。",
                Responsibility = "运维供应商管理部门未按制度核查账号，负管理责任；信息安全部未落实双因素认证的整改要求，负次要责任。",
                Loss = "涉及客户1200万人的姓名、手机号和通信地址，其中80万人另有证件号码；直接经济损失4200万元。",
                Lessons = "供应商账号一律启用双因素认证并限时授权；批量查询设置阈值自动阻断；每季度开展一次数据泄露演练。",
            });
        return Material(Letterhead);
    }
}
