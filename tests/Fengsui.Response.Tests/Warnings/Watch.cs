using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Notices;
using Fengsui.Response.Posts;
using Fengsui.Response.Record;
using Fengsui.Response.Tests.Incidents;
using Fengsui.Response.Warnings;
using Xunit;

namespace Fengsui.Response.Tests.Warnings;

/// <summary>One warning on a clock that the test moves, by an organisation that acts as some body or as none; the lists that the store keeps stand here in memory.</summary>
internal sealed class Watch(string actsAs)
{
    public const string Miit = "cn.miit.data-incident";
    public const string National = "cn.cac.national-plan-2017";

    private static readonly HeldPost[] Everybody = [.. Night.Law.Procedure.Posts.Select(p => new HeldPost(p.Id, false))];
    private readonly HashSet<(string List, string Key)> _rows = [];
    private readonly Dictionary<(string List, string Key), RecipientPlace> _places = [];

    public static readonly SortedDictionary<string, string> MiitFields = new(StringComparer.Ordinal)
    {
        ["starts"] = "2026-03-02 02:14", ["impact"] = "全省客户数据可能外泄", ["matters"] = "同类接口存在未授权访问", ["precautions"] = "核查接口\n更换凭据", ["time-limits"] = "24小时内完成",
    };

    public WarningState? State { get; private set; }

    public Instant Now { get; set; } = At("2026-03-02T02:14:00+08:00");

    public string ActsAs { get; set; } = actsAs;

    public IReadOnlyList<HeldPost> Posts { get; set; } = Everybody;

    public IReadOnlyList<Recipient> Register { get; set; } = [new("a", "甲公司", "浙江"), new("b", "乙公司", "浙江"), new("c", "丙公司", "江苏"), new("own", "信息中心", "浙江", Own: true)];

    public string? Unit { get; set; }

    public List<NewEntry> Lines { get; } = [];

    public List<Message> Messages { get; } = [];

    public static Instant At(string text) => Instant.TryParse(text, out var at) ? at : throw new ArgumentException(text);

    public static WarningContent Content(string plan = Miit, string colour = "黄") => new()
    {
        Title = "客户数据接口预警", Plan = plan, Colour = colour, Fields = plan == Miit ? new(MiitFields, StringComparer.Ordinal) : [], To = new() { Everybody = true }, ReceiptWithin = "2小时",
    };

    public static WarningAct.Receive FromOutside() => new("浙江省通信管理局", "浙通预警〔2026〕3号", Content(colour: "橙") with { FeedbackEvery = "24小时" }, "数据处理者", "paper");

    public WarningScene Scene => new()
    {
        Now = Now, Actor = Unit is null ? "p-wang" : $"unit:{Unit}", Posts = Unit is null ? Posts : [], Library = Night.Law, Organisation = "某单位", ActsAs = ActsAs, Unit = Unit,
        Recipients = [.. Register.Where(Chosen)], Before = Named(), RecipientAt = u => _places.TryGetValue((WarningKind.Recipients(Present), u), out var place) ? place : null,
        HasReceipt = u => _rows.Contains((WarningKind.Receipts(Present), u)), HasFeedback = u => _rows.Contains((WarningKind.Feedback(Present), u)),
    };

    private int Present => State?.Present()?.No ?? 0;

    public IReadOnlyList<Recipient> Named() => [.. Register.Where(r => _rows.Contains((WarningKind.Recipients(Present), r.Unit)))];

    public Watch Does(params WarningAct[] acts)
    {
        foreach (var act in acts)
        {
            var decision = WarningDecisions.Decide(State, act, Scene);
            if (decision is WarningDecision.Refused refused)
                Assert.Fail($"{act} was refused: {string.Join("; ", refused.All.Select(r => $"{r.Field} {r.Wrong}"))}");
            Take((WarningDecision.Done)decision);
        }
        return this;
    }

    public IReadOnlyList<Refusal> Fails(WarningAct act)
    {
        var before = State is null ? "" : WarningKind.Write(State);
        var refused = Assert.IsType<WarningDecision.Refused>(WarningDecisions.Decide(State, act, Scene));
        Assert.Equal(before, State is null ? "" : WarningKind.Write(State));
        Assert.NotEmpty(refused.All);
        Assert.All(refused.All, r => Assert.True(r.Wrong.Zh.Length > 0 && r.Wrong.En.Length > 0 && r.Remedy.Zh.Length > 0 && r.Remedy.En.Length > 0));
        return refused.All;
    }

    /// <summary>Of what people were to be told.</summary>
    public IReadOnlyList<NoticeItem> Asked() => [.. Messages.Where(m => m.Topic == NoticeAsk.Topic).SelectMany(m => NoticeAsk.Read(m.Body).Items)];

    /// <summary>The clocks of this moment, as the sweeper works them off.</summary>
    public int Sweep()
    {
        if (WarningDecisions.Reach(State!, Now) is not { } reached)
            return 0;
        Take(reached);
        return reached.Lines.Count;
    }

    public Watch Issued(string colour = "黄") => Does(new WarningAct.Draft(Content(colour: colour)), new WarningAct.Issue("1号"));

    public void Take(WarningDecision.Done done)
    {
        State = done.After;
        foreach (var line in done.Lines)
        {
            Lines.Add(line);
            foreach (var (row, n) in WarningKind.Instance.Items(line).Select((r, n) => (r, n)))
            {
                _rows.Add((row.List, row.Key));
                _places[(row.List, row.Key)] = new(Lines.Count, n);
            }
            Messages.AddRange(WarningKind.Instance.Messages(line));
        }
        Assert.Equal(WarningKind.Write(State), WarningKind.Instance.Fold(Lines).Snapshot.Body);
        Assert.Equal(WarningKind.Write(State), WarningKind.Write(WarningKind.Read(WarningKind.Write(State))));
    }

    private bool Chosen(Recipient unit) => (State?.Draft ?? new()).To is var to
        && (to.Everybody || to.Units.Contains(unit.Unit) || to.Regions.Contains(unit.Region) || unit.Own && to.Groups.Contains("内部"));
}
