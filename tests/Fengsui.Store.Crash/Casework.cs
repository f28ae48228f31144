using Fengsui.Law.Calendar;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents.Acts;
using Fengsui.Response.Incidents;
using Fengsui.Response.Posts;

namespace Fengsui.Store.Crash;

/// <summary>
/// Makes acts such as people do in the first hours of an incident, from a seed: open it, assert facts again and again, judge it, set tasks and finish
/// them, note, add indicators, take evidence. What is made follows the packs: a new fact needs no change here. Not safe for use by several threads.
/// </summary>
/// <param name="library">The law.</param>
/// <param name="seed">The same seed, the same acts.</param>
public sealed class Casework(Library library, int seed)
{
    // A few words stand in nearly every title, most in some, some in hardly any: as in life, and what a search must bear.
    private static readonly string[] Places =
    [
        "杭州", "上海", "北京", "深圳", "成都", "武汉", "南京", "西安", "重庆", "苏州", "天津", "长沙", "郑州", "青岛", "宁波", "合肥", "福州", "昆明",
        "哈尔滨", "乌鲁木齐", "拉萨", "西宁", "海口", "银川",
    ];

    private static readonly string[] Owners = ["分公司", "数据中心", "营业部", "研发中心", "客服中心", "门户网站", "政务平台", "供应商", "第三方外包团队", "生产基地", "物流园区", "附属医院"];

    private static readonly string[] Systems =
    [
        "核心业务系统", "客户管理系统", "办公系统", "计费系统", "支付系统", "物流系统", "订单系统", "邮件系统", "身份认证系统", "日志系统", "客户数据库",
        "备份服务器", "堡垒机", "云主机", "工业控制系统", "视频监控系统", "移动应用", "开放接口", "测试环境", "水印平台",
    ];

    private static readonly string[] Happenings =
    [
        "遭勒索软件加密", "数据疑似泄露", "被植入后门", "遭拒绝服务攻击中断", "页面被篡改", "账号被撞库", "数据被批量爬取", "出现异常外联", "遭钓鱼邮件入侵",
        "配置错误导致数据暴露", "遭供应链投毒", "被挖矿木马占用", "密钥误传公开代码库", "遭侧信道窃密",
    ];

    private readonly Random random = new(seed);
    private readonly List<Fact> facts = [.. library.Vocabulary.Facts.Where(f => f.Type != FactType.Text && f.Id != "state_secret")];
    private readonly HeldPost[] posts = [.. library.Procedure.Posts.Select(p => new HeldPost(p.Id, false))];

    /// <summary>What an organisation of this country says about itself.</summary>
    public static IReadOnlyDictionary<string, string> Profile { get; } = new Dictionary<string, string>
    {
        ["network_operator"] = "是", ["miit_processor"] = "是", ["central_organ"] = "否", ["bank_insurer"] = "否", ["central_soe"] = "否",
    };

    /// <summary>The scene of an act: a person who holds every post.</summary>
    public Scene Scene(Instant now) => new()
    {
        Now = now,
        Actor = "p-zhang",
        Posts = posts,
        Library = library,
        Profile = Profile,
    };

    /// <summary>A title that nobody chose for a search.</summary>
    public string Title() => $"{Usual(Places)}{Usual(Owners)}{Usual(Systems)}{Usual(Happenings)}";

    /// <summary>Opens an incident, with one or two facts.</summary>
    public OpenIncident Open() => new() { Title = Title(), Source = "值班电话", Facts = Facts(random.Next(1, 3)) };

    /// <summary>Something that is done to an open incident: mostly facts.</summary>
    public Act Next(IncidentState state) => random.Next(20) switch
    {
        < 10 => new AssertFacts { Facts = Facts(random.Next(1, 4)), Source = "现场处置组" },
        < 13 => new AddNote { Text = $"{Usual(Happenings)}：已通知{Usual(Owners)}，第{random.Next(100)}次会商。" },
        < 15 => new SetTask { Title = $"排查{Usual(Systems)}", Assignee = "p-li", Due = state.Recorded.Plus(random.Next(1, 72) * 3600) },
        < 17 => Finish(state),
        < 18 => new AddIndicators { Indicators = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Indicator())] },
        < 19 => new JudgeLevel { Level = (Level)random.Next(1, 5), Reason = "按已知事实研判" },
        _ => new TakeEvidence { What = $"{Usual(Systems)}磁盘镜像", Sha256 = Hex(64) },
    };

    private Act Finish(IncidentState state) => state.Tasks.FirstOrDefault(t => t.Value.State == "open").Key is { } task
        ? new FinishTask { Task = task, Result = "未见异常" }
        : new AddNote { Text = "没有进行中的任务。" };

    private Indicator Indicator() => new("ip", $"198.51.{random.Next(256)}.{random.Next(256)}", "出口防火墙日志");

    private Dictionary<string, FactText> Facts(int count)
    {
        var chosen = new Dictionary<string, FactText>();
        while (chosen.Count < count)
        {
            var fact = facts[random.Next(facts.Count)];
            chosen[fact.Id] = new(Value(fact));
        }
        return chosen;
    }

    private string Value(Fact fact) => fact.Type switch
    {
        FactType.YesNo => random.Next(3) == 0 ? "是" : "否",
        FactType.Choice or FactType.Judgement => Word(fact),
        FactType.Set => string.Join(Assessing.Between, Enumerable.Range(0, random.Next(1, 4)).Select(_ => Word(fact)).Distinct()),
        FactType.Quantity => Quantity.Format(Amount(fact), fact.Unit!),
        FactType.Text => "浙江",
        _ => throw new InvalidOperationException(),
    };

    private string Word(Fact fact) => fact.Words[random.Next(fact.Words.Count)].Zh;

    private long Amount(Fact fact) => fact.Unit!.Kind switch
    {
        QuantityKind.Count => random.Next(1, 100) * (long)Math.Pow(10, random.Next(7)),
        QuantityKind.Money => random.Next(1, 100) * 100L * (long)Math.Pow(10, random.Next(2, 7)),
        QuantityKind.Duration => random.Next(1, 100) * 600_000L,
        QuantityKind.Percent => random.Next(1, 101) * 1_000_000L,
        _ => throw new InvalidOperationException(),
    };

    /// <summary>The earlier a word stands, the likelier it is; the last ones are rare.</summary>
    private string Usual(string[] words) => words[(int)(words.Length * Math.Pow(random.NextDouble(), 2.5))];

    private string Hex(int length) => string.Create(length, random, (text, source) =>
    {
        for (var i = 0; i < text.Length; i++)
            text[i] = "0123456789abcdef"[source.Next(16)];
    });
}
