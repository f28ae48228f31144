using Fengsui.Law;
using Fengsui.Law.Facts;
using Fengsui.Law.Packs;
using Fengsui.Response.Risks;
using Fengsui.Server.Ui;

namespace Fengsui.Server.Features.Intake.Pages;

/// <summary>The words of the pages of risks, in both languages.</summary>
internal static class RiskWords
{
    public static readonly Text Risks = new("风险研判", "Risks");
    public static readonly Text Lead = new("接入的风险信息在这里逐条研判：可能性和可能造成的影响，可能达到哪一级，然后排除、关注、上报、预警或者开立事件。",
        "Risk information is judged here piece by piece: how possible an incident is and what it may do, which level it may reach; then it is dismissed, watched, reported, warned of, or an incident is opened.");
    public static readonly Text NeedsSomebody = new("待处理", "to be dealt with");
    public static readonly Text All = new("全部", "all");
    public static readonly Text Phases = new("按状态查看", "by state");
    public static readonly Text Nothing = new("没有待处理的风险信息。接入来源见“接入与规则”；也可以人工登记一条。",
        "There is no risk information to deal with. Where it comes from stands under “sources and rules”; one piece can also be entered by hand.");
    public static readonly Text NothingFound = new("没有符合条件的风险信息。", "No risk information fits.");
    public static readonly Text Enter = new("登记风险信息", "Enter risk information");
    public static readonly Text SourcesAndRules = new("接入与规则", "Sources and rules");
    public static readonly Text Risk = new("风险信息", "risk information");
    public static readonly Text MayBecome = new("可能达到", "may become");
    public static readonly Text NotJudged = new("未研判", "not judged");
    public static readonly Text Severity = new("来源所称严重程度", "severity as the source says");
    public static readonly Text NotSaid = new("未说明", "not said");
    public static readonly Text Source = new("来源", "source");
    public static readonly Text Times = new("次数", "times");
    public static readonly Text LastSeen = new("最近", "last");
    public static readonly Text State = new("状态", "state");
    public static readonly Text SameGroup = new("同组：来源和规则相同，或者有共同的指标", "one group: the same source and rule, or a shared indicator");
    public static readonly Text Keys = new("键盘：j、k 上下移动，Enter 打开，/ 搜索", "Keys: j and k move, Enter opens, / searches");
    public static readonly Text KeysOnRisk = new("键盘：1 研判，2 关注，3 排除，4 上报，5 开立事件", "Keys: 1 judge, 2 watch, 3 dismiss, 4 report, 5 open an incident");
    public static readonly Text Evidence = new("收到的原文", "What was received");
    public static readonly Text EvidenceLead = new("按收到的先后，最多列出五份；附件只列名称和散列，从不打开。",
        "In the order of arrival, five at most; attachments are listed with name and hash and never opened.");
    public static readonly Text Indicators = new("指标", "Indicators");
    public static readonly Text FindOthers = new("查找", "find");
    public static readonly Text NoIndicators = new("没有指标。", "There are no indicators.");
    public static readonly Text Repeats = new("重复情况", "Repeats");
    public static readonly Text FirstReceived = new("首次收到", "first received");
    public static readonly Text LastReceived = new("最近收到", "last received");
    public static readonly Text Format = new("形式", "form");
    public static readonly Text Signature = new("规则", "rule");
    public static readonly Text SeenAt = new("来源所称时间", "seen, as the source says");
    public static readonly Text References = new("参考", "references");
    public static readonly Text EnteredBy = new("登记人", "entered by");
    public static readonly Text Others = new("同组的风险信息", "Others of this group");
    public static readonly Text Judge = new("研判", "Judge");
    public static readonly Text JudgeLead = new("分析发生事件的可能性及其可能造成的影响", "how possible an incident is, and what it may do");
    public static readonly Text Likelihood = new("可能性", "possibility");
    public static readonly Text Impact = new("可能达到的级别", "the level that it may reach");
    public static readonly Text Reason = new("理由", "reason");
    public static readonly Text JudgeNow = new("记录研判", "Record the judgement");
    public static readonly Text JudgedAs = new("研判结论", "What was judged");
    public static readonly Text Watch = new("持续关注", "Watch");
    public static readonly Text Until = new("关注到", "until");
    public static readonly Text UntilHint = new("到时回到待处理，并提醒值班员", "then it comes back here, and whoever is on duty is reminded");
    public static readonly Text WatchNow = new("开始关注", "Watch it");
    public static readonly Text WatchOver = new("关注期已到，请复看", "the time of watching is over; look again");
    public static readonly Text Dismiss = new("排除", "Dismiss");
    public static readonly Text DismissNow = new("排除", "Dismiss it");
    public static readonly Text Report = new("上报", "Report");
    public static readonly Text ReportLead = new("以下主体应被告知", "these are to be told");
    public static readonly Text Possible = new("是否适用尚不明确", "not known whether it applies");
    public static readonly Text PossibleHint = new("单位档案中有一项未填写，填写后重新研判",
        "an item of the organisation's profile is not filled in; fill it in and judge again");
    public static readonly Text Elapsed = new("已过", "elapsed");
    public static readonly Text Reported = new("已上报", "reported");
    public static readonly Text To = new("接收人", "taken by");
    public static readonly Text Channel = new("方式", "by which way");
    public static readonly Text Receipt = new("回执号", "receipt");
    public static readonly Text Note = new("备注", "remark");
    public static readonly Text DoneAt = new("上报时间", "reported at");
    public static readonly Text DoneAtHint = new("不填即为现在；补记的填实际时间", "left out, it is now; entered late, give the real time");
    public static readonly Text RecordReport = new("登记已上报", "Record the report");
    public static readonly Text Annex = new("附件2 草稿（Word）", "draft of annex 2 (Word)");
    public static readonly Text Warn = new("转预警", "Make a warning of it");
    public static readonly Text OpenIncident = new("开立事件", "Open an incident");
    public static readonly Text OpenIncidentHint = new("标题、研判和全部指标带入新事件，两边互相链接",
        "title, judgement and all indicators go along; each names the other");
    public static readonly Text ToIncident = new("已由它开立事件", "an incident was opened from it");
    public static readonly Text ToWarning = new("已由它拟制预警", "a warning was made of it");
    public static readonly Text Reopen = new("重新研判", "Look at it again");
    public static readonly Text AsStix = new("导出 STIX 2.1", "As STIX 2.1");
    public static readonly Text Woke = new("已提醒值班员", "whoever is on duty was woken");
    public static readonly Text Unlisted = new("其余指标见接口", "further indicators by the API");
    public static readonly Text History = new("经过", "What was done");
    public static readonly Text Title = new("一句话说明", "what it says in a line");
    public static readonly Text Description = new("内容", "what it says");
    public static readonly Text SeverityScale = new("严重程度（0–10，可不填）", "severity (0 to 10, may be left out)");
    public static readonly Text IndicatorLines = new("指标，每行一个", "indicators, one a line");
    public static readonly Text IndicatorHint = new("地址、域名、网址或散列，类型自动识别", "addresses, domains, URLs or hashes; the type shows by itself");
    public static readonly Text Save = new("登记", "Enter");
    public static readonly Text Full = new("队列或者磁盘已满，没有收下；请稍后再提交", "the queue or the disk is full, it was not taken; submit it again in a moment");
    public static readonly Text Queue = new("接入队列", "The queue");
    public static readonly Text Waiting = new("等待处理", "waiting");
    public static readonly Text Lag = new("滞后", "lag");
    public static readonly Text Accepted = new("启动以来接收", "accepted since the start");
    public static readonly Text Dropped = new("丢失的 syslog 数据报", "syslog datagrams lost");
    public static readonly Text SyslogOff = new("syslog 未启用（serve --syslog-udp、--syslog-tcp、--syslog-tls）",
        "syslog is off (serve --syslog-udp, --syslog-tcp, --syslog-tls)");
    public static readonly Text SyslogOn = new("syslog 监听于", "syslog is received at");
    public static readonly Text Thresholds = new("严重程度的界限", "Thresholds of severity");
    public static readonly Text NeedsFrom = new("从几起须有人处理", "from which on somebody must look");
    public static readonly Text WakesFrom = new("从几起提醒值班员", "from which on whoever is on duty is woken");
    public static readonly Text SaveThresholds = new("保存界限", "Save");
    public static readonly Text Suppressions = new("抑制规则", "Suppression");
    public static readonly Text SuppressionLead = new("已知无害的不再要求处理，但照样留存和计数；到期自动失效。",
        "What is known to be harmless asks for nobody any more; it is kept and counted all the same. A rule ends by itself.");
    public static readonly Text MatchSource = new("来源等于", "source is");
    public static readonly Text MatchSignature = new("规则等于", "rule is");
    public static readonly Text MatchTitle = new("说明包含", "title contains");
    public static readonly Text MatchIndicator = new("指标等于", "indicator is");
    public static readonly Text Suppress = new("建立规则", "Make the rule");
    public static readonly Text Ended = new("已失效", "ended");
    public static readonly Text End = new("停用", "End");
    public static readonly Text Webhooks = new("网络回调地址", "Webhooks");
    public static readonly Text WebhookLead = new("给不能设置请求头的系统：地址本身就是凭证。",
        "For senders that can set no header: the address itself is the credential.");
    public static readonly Text WebhookMade = new("地址只显示这一次，请立即复制", "the address is shown this once; copy it now");
    public static readonly Text Name = new("名称", "name");
    public static readonly Text MakeWebhook = new("建立地址", "Make an address");
    public static readonly Text Taxii = new("TAXII 2.1 订阅", "TAXII 2.1");
    public static readonly Text Root = new("API 根地址", "API root");
    public static readonly Text Collection = new("集合编号", "collection");
    public static readonly Text User = new("用户名", "user");
    public static readonly Text Password = new("密码", "password");
    public static readonly Text Minutes = new("间隔（分钟）", "every so many minutes");
    public static readonly Text Subscribe = new("订阅", "Subscribe");
    public static readonly Text NoneYet = new("还没有。", "None yet.");
    public static readonly Text LastAsked = new("最近查询", "asked last");
    public static readonly Text Saved = new("已保存", "saved");

    public static Text Kind(string kind) => kind switch
    {
        "alert" => new("告警", "alert"),
        "log" => new("日志", "log"),
        "intelligence" => new("情报", "intelligence"),
        "mail" => new("邮件", "mail"),
        "notice" => new("通报", "notice"),
        "unread" => new("未能读取", "not read"),
        _ => Text.Same(kind),
    };

    public static Text Done(string type) => type switch
    {
        "risk-arrived" => new("收到", "arrived"),
        "risk-indicators-found" => new("补充指标", "further indicators"),
        "risk-rose" => new("严重程度升高", "more severe"),
        "risk-judged" => new("研判", "judged"),
        "risk-watched" => new("持续关注", "watched"),
        "risk-watch-ended" => new("关注期满", "watching ended"),
        "risk-dismissed" => new("排除", "dismissed"),
        "risk-reported" => new("上报", "reported"),
        "risk-warned" => new("转预警", "a warning was made"),
        "risk-became-incident" => new("开立事件", "an incident was opened"),
        "risk-reopened" => new("重新研判", "looked at again"),
        _ => Text.Same(type),
    };

    /// <summary>The time within which somebody is to be told; or the word that the law uses instead.</summary>
    public static Text Period(RiskDuty duty, Vocabulary vocabulary) => vocabulary.LimitWord(duty.Within) is { } word ? word.Name
        : Limits.Parse(duty.Within) is { } limit ? Words.Period(limit) : Text.Same(duty.Within);
}
