using Fengsui.Law;
using static Fengsui.Server.Features.Incidents.Pages.FieldKind;

namespace Fengsui.Server.Features.Incidents.Pages;

/// <summary>The forms of the acts: every field that a program can send, as a person reads it.</summary>
internal static class ActForms
{
    /// <summary>When it was done.</summary>
    public const string DoneAt = "done_at";

    /// <summary>Why it cannot wait.</summary>
    public const string Emergency = "emergency";

    /// <summary>What every act may say.</summary>
    public static IReadOnlyList<ActField> Common { get; } =
    [
        new(DoneAt, new("何时办理", "When it was done"), new Moment(), new("不填就是现在；事后补记的填实际办理的时刻，是否及时以它为准", "Empty means now; if it is recorded later, the time at which it was done: timeliness is judged by it"), Optional: true),
        new(Emergency, new("为什么等不及", "Why it cannot wait"), new Long(), new("您的岗位平时不办理此事；写明理由可以先办，之后须由有权的人追认", "Your post does not do this in ordinary times; with a reason it can be done, and awaits ratification")),
    ];

    private static readonly (string, Text)[] Channels =
    [
        ("电话", new("电话", "telephone")), ("书面", new("书面", "in writing")), ("网站填报", new("网站填报", "website")), ("电子邮件", new("电子邮件", "e-mail")),
        ("传真", new("传真", "fax")), ("当面", new("当面", "in person")),
    ];

    private static readonly (string, Text)[] ResponseLevels =
        [("I", new("Ⅰ级", "I")), ("II", new("Ⅱ级", "II")), ("III", new("Ⅲ级", "III")), ("IV", new("Ⅳ级", "IV"))];

    private static readonly (string, Text)[] Confidences =
        [("certain", new("确定", "certain")), ("likely", new("很可能", "likely")), ("doubtful", new("存疑", "doubtful"))];

    private static readonly ActField Attachment = new("attachment", new("附件", "File"), new Pick(PickFrom.File), new("先在“证据”中上传", "upload it under “evidence” first"), Optional: true);
    private static readonly ActField Source = new("source", new("来源", "Source"), new Line(), new("谁说的、从哪里看到的", "who says so, or where it was seen"), Optional: true);
    private static readonly ActField DecidedBy = new("decided_by", new("谁决定的", "Who decided it"), new Line());
    private static readonly ActField Document = new("document", new("书面文件", "The written document"), new Line(), new("文号或名称", "its number or title"), Optional: true);
    private static readonly ActField Plan = new("pack", new("按哪份规定", "Under which plan"), new Pick(PickFrom.Plan), new("不选就是各份规定都按这一级", "none means under every plan"), Optional: true);

    private static readonly Dictionary<string, IReadOnlyList<ActField>> ByAct = new(StringComparer.Ordinal)
    {
        ["open"] =
        [
            new("title", new("事件名称", "Title"), new Line(), new("一句话说明发生了什么，例如“客户数据库遭窃取”", "one line that says what happened, such as “customer database stolen”")),
            Source with { Optional = true },
            new("times", new("已知的时刻", "Times that are known"), new Times(), Optional: true),
            new("facts", new("已知的事实", "Facts that are known"), new Facts(), Optional: true),
        ],
        ["assert-fact"] =
        [
            new("facts", new("事实", "Facts"), new Facts()),
            Source,
            new("confidence", new("有多确定", "How sure it is"), new Choice(Confidences), Optional: true),
            new("reason", new("为什么更改", "Why it changes"), new Line(), Optional: true),
        ],
        ["state-time"] = [new("times", new("时刻", "Times"), new Times()), Source],
        ["correct-time"] =
        [
            new("anchor", new("更正哪个时刻", "Which time"), new Pick(PickFrom.StatedTime)),
            new("to", new("应为", "What is right"), new Moment(), new("不填表示并未发生；原来的时刻保留，两者都显示", "empty means it did not happen; the earlier time stays, both are shown"), Optional: true),
            new("reason", new("理由", "Reason"), new Line()),
        ],
        ["classify"] =
        [
            new("categories", new("事件分类", "Classes"), new Classes()),
            new("note", new("说明", "Remark"), new Line(), Optional: true),
        ],
        ["judge-level"] =
        [
            new("level", new("自判级别", "Level"), new LevelWord()),
            Plan,
            new("reason", new("理由", "Reason"), new Long()),
        ],
        ["record-determination"] =
        [
            new("level", new("认定的级别", "Level determined"), new LevelWord()),
            Plan,
            new("authority", new("由谁认定", "By which authority"), new Line()),
            Document with { Hint = new("只有口头通知的不填", "leave it empty when it was only said") },
        ],
        ["first-handling"] = [new("what", new("做了什么", "What was done"), new Long(), new("例如断开连接、封禁地址、保全日志", "such as: disconnected, addresses blocked, logs kept"))],
        ["start-response"] = [new("response", new("响应级别", "Response level"), new Choice(ResponseLevels)), DecidedBy, Document],
        ["adjust-response"] =
        [
            new("response", new("调整为", "New response level"), new Choice(ResponseLevels)),
            DecidedBy,
            new("reason", new("理由", "Reason"), new Long()),
            Document,
        ],
        ["end-response"] =
        [
            DecidedBy,
            new("reason", new("理由", "Reason"), new Long(), new("影响和危害已经消除或者得到控制的情况", "how effect and harm are gone or contained")),
            Document,
        ],
        ["do-measure"] =
        [
            new("measure", new("措施", "Measure"), new MeasureOfPlan()),
            new("proof", new("如何证明", "What proves it"), new Long(), new("工单号、配置变更、截图编号等", "number of the ticket, the change, the picture")),
            Attachment,
        ],
        ["set-task"] =
        [
            new("title", new("要做什么", "What is to be done"), new Line()),
            new("assignee", new("由谁做", "Who does it"), new Pick(PickFrom.Person), Optional: true),
            new("due", new("何时之前", "By when"), new Moment(), Optional: true),
        ],
        ["finish-task"] =
        [
            new("task", new("任务", "Task"), new Pick(PickFrom.Task)),
            new("result", new("结果", "Result"), new Long()),
            new("given_up", new("不再做了", "It was given up"), new Tick(), Optional: true),
        ],
        ["add-note"] = [new("text", new("记事", "Note"), new Long()), Attachment],
        ["take-evidence"] =
        [
            new("what", new("是什么", "What it is"), new Line()),
            new("where", new("在哪里取得", "Where it was taken"), new Line(), Optional: true),
            Attachment with { Hint = new("选了附件，散列由系统取得", "with a file, the hash is taken by the system") },
            new("sha256", new("SHA-256", "SHA-256"), new Line(), new("内容留在别处的证据须填写，64 位小写十六进制", "needed for what is kept elsewhere: 64 lower-case hex digits"), Optional: true),
            new("holder", new("由谁保管", "Who holds it"), new Line(), new("不填就是您", "empty means you"), Optional: true),
        ],
        ["hand-over-evidence"] =
        [
            new("evidence", new("证据", "Evidence"), new Pick(PickFrom.Evidence)),
            new("from", new("移交人", "From"), new Line(), new("不填就是现在的保管人", "empty means who holds it now"), Optional: true),
            new("to", new("接收人", "To"), new Line()),
            new("reason", new("为什么移交", "Why"), new Line()),
            new("sha256", new("移交时的 SHA-256", "SHA-256 at the hand-over"), new Line(), new("重新计算过才填", "only when it was computed again"), Optional: true),
        ],
        ["add-indicators"] =
        [
            new("indicators", new("失陷指标", "Indicators"), new IndicatorLines(),
                new("每行一个：类型 值 说明。类型为 ip、domain、url、email、file、md5、sha1、sha256、sm3、other", "one a line: type, value, remark. Types: ip, domain, url, email, file, md5, sha1, sha256, sm3, other")),
        ],
        ["report"] =
        [
            new("duty", new("办理的义务", "The duty it meets"), new Pick(PickFrom.Duty)),
            new("channel", new("方式", "By which way"), new Choice(Channels, OrOther: true)),
            new("to", new("谁接的", "Who took it"), new Line(), new("接电话或者收件的人、部门；不填就是义务写明的对象", "a name or a desk; empty means the recipient that the duty names"), Optional: true),
            new("receipt", new("回执", "Receipt"), new Line(), new("编号、姓名或者答复；没有可以以后补", "number, name or words; it can be added later"), Optional: true),
            new("who", new("谁报的", "Who made it"), new Line(), new("不填就是您", "empty means you"), Optional: true, Rare: true),
            new("text", new("报了什么", "What was said"), new Long(), Optional: true, Rare: true),
            new("left", new("还没有报的事项", "What it left open"), new Lines(), new("每行一项；报表要填而尚不明确的事实会自动列入", "one a line; unknown facts that the form asks for are added by themselves"), Optional: true, Rare: true),
            Attachment with { Rare = true },
        ],
        ["record-receipt"] =
        [
            new("report", new("哪份报告", "Which report"), new Pick(PickFrom.Report)),
            new("receipt", new("回执", "Receipt"), new Line(), new("编号、姓名或者答复", "number, name or words")),
        ],
        ["correct-report"] =
        [
            new("report", new("哪份报告", "Which report"), new Pick(PickFrom.Report)),
            new("text", new("应为", "What is right"), new Long()),
            new("reason", new("为什么更正", "Why"), new Line()),
        ],
        ["decide-not-to-report"] =
        [
            new("duty", new("哪项义务", "Which duty"), new Pick(PickFrom.OpenDuty)),
            new("reason", new("理由", "Reason"), new Long()),
            new("ground", new("法律依据", "Legal ground"), new Line(), new("条款，例如“第十条”", "the article")),
        ],
        ["release-duty"] =
        [
            new("duty", new("哪项义务", "Which duty"), new Pick(PickFrom.OpenDuty)),
            Document with { Optional = false, Label = new("书面认定", "The written determination") },
            new("reason", new("理由", "Reason"), new Long()),
        ],
        ["watch-opinion"] = [new("text", new("看到了什么", "What was seen"), new Long())],
        ["notify-users"] =
        [
            new("whom", new("告知了谁", "Whom"), new Line()),
            new("channel", new("方式", "By which way"), new Choice([.. Channels, ("短信", new("短信", "text message")), ("公告", new("公告", "public notice"))], OrOther: true)),
            new("text", new("告知了什么", "What was said"), new Long()),
            new("persons", new("多少人", "How many"), new Line(), new("例如 1200万人", "such as 1200万人"), Optional: true),
            new("duty", new("办理的义务", "The duty it meets"), new Pick(PickFrom.OpenDuty), Optional: true),
            Attachment,
        ],
        ["end-handling"] = [new("result", new("处置结果", "Result"), new Long())],
        ["investigate"] =
        [
            new("cause", new("起因", "Cause"), new Long()),
            new("course", new("经过", "Course"), new Long()),
            new("responsibility", new("责任", "Responsibility"), new Long()),
            new("loss", new("影响和损失", "Effect and loss"), new Long()),
            new("lessons", new("教训和改进措施", "Lessons and improvements"), new Long()),
        ],
        ["sum-up"] = [new("text", new("总结", "Summary"), new Long()), Attachment],
        ["archive"] = [],
        ["dismiss"] = [new("reason", new("为什么是误报", "Why it is a false alarm"), new Long())],
        ["reopen"] = [new("reason", new("为什么重新开启", "Why it is opened again"), new Long())],
        ["link"] =
        [
            new("other", new("另一事件的编号", "The other incident's number"), new Line(), new("例如 20260302-abcd2345", "such as 20260302-abcd2345")),
            new("relation", new("关系", "Relation"), new Line(), new("例如“同一攻击者”", "such as “same attacker”")),
        ],
        ["merge"] =
        [
            new("into", new("并入的事件编号", "The incident it goes on in"), new Line(), new("例如 20260302-abcd2345", "such as 20260302-abcd2345")),
            new("reason", new("理由", "Reason"), new Long()),
        ],
        ["secrecy-stop"] = [new("reason", new("理由", "Reason"), new Line(), new("不要写任何涉密内容", "write nothing secret"))],
        ["ratify"] =
        [
            new("no", new("哪一项", "Which one"), new Pick(PickFrom.Awaiting)),
            new("agreed", new("决定", "Decision"), new YesNo(new("同意追认", "ratify"), new("不同意", "refuse"))),
            new("note", new("说明", "Remark"), new Line(), Optional: true),
        ],
    };

    /// <summary>What has a page of its own instead: the papers, and a field of an act that only they fill.</summary>
    public static IReadOnlySet<string> Elsewhere { get; } = new HashSet<string> { "write-paper", "report.paper" };

    /// <summary>The fields of an act's own, in the order of the form.</summary>
    public static IReadOnlyList<ActField> Of(string act) => ByAct[act];

    /// <summary>Whether two people may do it side by side without seeing each other: it only adds, so no version need be seen.</summary>
    public static bool OnlyAdds(string act) => act is "add-note" or "watch-opinion" or "first-handling" or "take-evidence" or "add-indicators" or "set-task" or "do-measure" or "link"
        or "secrecy-stop";
}
