using Fengsui.Law;
using Fengsui.Response.Notices;
using Fengsui.Response.Warnings;

namespace Fengsui.Server.Features.Warnings;

/// <summary>The words of warnings and of the register of units, in both languages.</summary>
internal static class WarningWords
{
    public static readonly Text Warnings = new("预警", "Warnings");
    public static readonly Text InForce = new("生效的预警", "In force");
    public static readonly Text Drafts = new("起草中", "Drafts");
    public static readonly Text Ended = new("已结束", "Ended");
    public static readonly Text NewWarning = new("起草预警", "Draft a warning");
    public static readonly Text ReceiveOne = new("登记外来预警", "Enter a warning from outside");
    public static readonly Text Units = new("单位名册", "Register of units");
    public static readonly Text EmptyLead = new(
        "这里管预警：起草、发布、回执、措施、调整、解除。收到别处的预警也登记在这里，按同样的办法响应。",
        "This page is for warnings: drafted, issued, acknowledged, acted upon, adjusted, lifted. One that arrives from elsewhere is entered here and answered in the same way.");
    public static readonly Text Colour = new("颜色", "Colour");
    public static readonly Text Title = new("标题", "Title");
    public static readonly Text Plan = new("依据的预案", "Plan");
    public static readonly Text Number = new("文号", "Number");
    public static readonly Text Phase = new("状态", "State");
    public static readonly Text Receipts = new("回执", "Receipts");
    public static readonly Text IssuedAt = new("发布时间", "Issued");
    public static readonly Text ReceivedAt = new("收到时间", "Received");
    public static readonly Text Issuer = new("发布机关", "Issued by");
    public static readonly Text Search = new("搜索", "Search");
    public static readonly Text Scope = new("发给谁", "For whom");
    public static readonly Text Official = new("对外预警：以预案规定的发布机关名义", "For others: as the body that the plan names");
    public static readonly Text InternalOne = new("内部预警：只发给本单位内部", "Internal: only for the organisation's own units");
    public static readonly Text InternalMark = new("内部预警", "internal");
    public static readonly Text Spanning = new("涉及多省、多部门、多行业", "It spans several provinces, departments or sectors");
    public static readonly Text Continue = new("下一步：填写内容", "Next: what it says");
    public static readonly Text NewLead = new(
        "先定预案、颜色和范围，再逐项填写。发布前可以随时保存；颜色由谁发布、是否须经同意，按预案核对。",
        "Plan, colour and scope first, then item by item. It can be saved at any time; who may issue a colour, and whose consent it needs, is held against the plan.");
    public static readonly Text ActsAs = new("在预警中承担的职责", "In warnings it acts as");
    public static readonly Text ActsAsHint = new(
        "预案规定谁可以发布哪种颜色的预警。不是发布机关的，只能发内部预警。", "The plans say who may issue which colour. An organisation that is none of these issues internal warnings only.");
    public static readonly Text NoIssuer = new("不是预警发布机关", "none of them");
    public static readonly Text DraftTitle = new("起草预警", "Draft of a warning");
    public static readonly Text NextVersion = new("起草新的一版", "Draft of the next version");
    public static readonly Text Save = new("保存", "Save");
    public static readonly Text Preview = new("预览通知", "Preview the notice");
    public static readonly Text Download = new("下载 Word", "Download as Word");
    public static readonly Text Recipients = new("接收单位", "Recipients");
    public static readonly Text Everybody = new("名册内全部单位", "Every unit of the register");
    public static readonly Text Regions = new("地区", "Regions");
    public static readonly Text Groups = new("分组", "Groups");
    public static readonly Text SingleUnits = new("单位编号（每行一个）", "Units by id, one a line");
    public static readonly Text ReceiptWithin = new("回执时限", "Receipt within");
    public static readonly Text ReceiptWithinHint = new("例如 2小时；发布单位自定，不填则不计时", "for example 2 hours, written 2小时; set by the issuer, empty for no clock");
    public static readonly Text FeedbackEvery = new("反馈间隔", "Feedback every");
    public static readonly Text FeedbackEveryHint = new("例如 24小时；每轮没有情况也要零报告；不填则不要求", "for example 24 hours, written 24小时; a zero report each round even if there is nothing; empty for none");
    public static readonly Text Standing = new("还差什么", "What is still open");
    public static readonly Text ReadyToIssue = new("可以发布。", "It can be issued.");
    public static readonly Text Consent = new("登记同意", "Record the consent");
    public static readonly Text ConsentOf = new("同意的一方", "Who consented");
    public static readonly Text ConsentDocument = new("依据的文件", "In which document");
    public static readonly Text ConsentGiven = new("已同意", "Consented");
    public static readonly Text Issue = new("发布", "Issue");
    public static readonly Text IssueHint = new("发布后不能改写；需要变动的，起草新的一版。", "What is issued is never rewritten; a change is a next version.");
    public static readonly Text Discard = new("放弃起草", "Give the draft up");
    public static readonly Text Why = new("理由", "Reason");
    public static readonly Text Says = new("预警内容", "What it says");
    public static readonly Text Versions = new("各版", "Versions");
    public static readonly Text NotReceived = new("未回执", "Not received");
    public static readonly Text Silent = new("已回执未反馈", "Received and silent");
    public static readonly Text Measures = new("响应措施", "Measures");
    public static readonly Text MeasureDone = new("已落实", "Done");
    public static readonly Text Proof = new("依据（文号、记录、附件名）", "Proof (number, record, file)");
    public static readonly Text Tick = new("登记落实", "Record as done");
    public static readonly Text Ours = new("本单位", "ours");
    public static readonly Text OnBehalf = new("代为登记回执、反馈", "Record for a unit");
    public static readonly Text Unit = new("单位编号", "Unit");
    public static readonly Text How = new("途径", "By which way");
    public static readonly Text Told = new("反馈内容", "What was told");
    public static readonly Text RecordReceipt = new("登记回执", "Record the receipt");
    public static readonly Text RecordFeedback = new("登记反馈", "Record the feedback");
    public static readonly Text ZeroReport = new("零报告", "Zero report");
    public static readonly Text Feedback = new("反馈", "Feedback");
    public static readonly Text Revise = new("调整、重新发布", "Adjust and re-issue");
    public static readonly Text ReviseHint = new("现行版本继续有效，直到新的一版发布；不再列入的单位会收到解除通知。",
        "The present version stays in force until the next is issued; units that are no longer named are told that it is lifted for them.");
    public static readonly Text Lift = new("解除预警", "Lift");
    public static readonly Text LiftHint = new("解除后终止已采取的措施，并通知全部接收单位。", "The measures taken end, and every recipient is told.");
    public static readonly Text Delivered = new("送达情况", "Delivery");
    public static readonly Text ToDraft = new("继续起草", "Go on drafting");
    public static readonly Text ReturnReceipt = new("登记我方已回执", "Record our receipt");
    public static readonly Text ReturnFeedback = new("登记我方已反馈", "Record our feedback");
    public static readonly Text OurAnswers = new("我方回执与反馈", "Our receipts and feedback");
    public static readonly Text ReceivedTitle = new("登记外来预警", "A warning from outside");
    public static readonly Text ReceivedLead = new("把纸质、邮件、电话或者其他系统来的预警照录在这里：措施、回执和反馈随即开始计时。",
        "Enter here what arrived on paper, by mail, by telephone or from another system: measures, receipt and feedback begin to run.");
    public static readonly Text WarnedAs = new("本单位在预案中的角色", "As whom we are warned");
    public static readonly Text Arrived = new("收到时间（不填为现在）", "When it arrived (empty: now)");
    public static readonly Text Lifting = new("解除理由", "Why it was lifted");
    public static readonly Text EndedMeasures = new("终止的措施", "Measures that ended");
    public static readonly Text ReceiptDue = new("回执截止", "Receipts due");
    public static readonly Text Overdue = new("已过截止时间", "overdue");
    public static readonly Text NobodyLeft = new("没有了。", "Nobody.");
    public static readonly Text Next = new("下一页", "Next page");
    public static readonly Text ReceiptTitle = new("预警回执", "Receipt of a warning");
    public static readonly Text ReceiptLead = new("本页只供下列单位使用。打开本页不算回执；填写姓名并按“已收到”才算。",
        "This page is for the unit named below. Opening it is no receipt; write your name and press “received”.");
    public static readonly Text YourName = new("回执人姓名", "Your name");
    public static readonly Text YourPhone = new("联系电话", "Telephone");
    public static readonly Text GotIt = new("已收到", "Received");
    public static readonly Text SendFeedback = new("提交反馈", "Send feedback");
    public static readonly Text SendZero = new("零报告：没有情况", "Zero report: nothing to tell");
    public static readonly Text Superseded = new("这一版已被取代或者解除，不再需要回执。", "This version was superseded or lifted; no answer is needed any more.");
    public static readonly Text UnitsLead = new("预警发给谁，从这里选。地址只存在名册里，不写进记录。", "Whom warnings go to is chosen from here. Addresses stand in the register alone, never in the record.");
    public static readonly Text Id = new("编号", "Id");
    public static readonly Text Name = new("名称", "Name");
    public static readonly Text Region = new("地区", "Region");
    public static readonly Text GroupsOfUnit = new("分组（用分号隔开）", "Groups (separated by semicolons)");
    public static readonly Text Own = new("本单位内部", "A unit of our own");
    public static readonly Text Channel = new("渠道", "Channel");
    public static readonly Text Address = new("地址", "Address");
    public static readonly Text NoChannel = new("不自动通知", "not told automatically");
    public static readonly Text AddUnit = new("新增或修改单位", "Add or change a unit");
    public static readonly Text Remove = new("移出", "Remove");
    public static readonly Text ImportTable = new("导入表格（CSV）", "Import a table (CSV)");
    public static readonly Text ImportHint = new("第一行是列名：编号,名称,地区,分组,内部单位,渠道,地址。编号相同的会被替换。",
        "The first line names the columns: id,name,region,groups,own,channel,address. Units of the same id are replaced.");
    public static readonly Text Import = new("导入", "Import");
    public static readonly Text File = new("文件", "File");
    public static readonly Text OrPaste = new("或者粘贴在这里", "or paste it here");
    public static readonly Text ExportTable = new("导出 CSV", "Export as CSV");
    public static readonly Text NoUnits = new("名册还是空的：先新增单位，或者导入一张表。", "The register is empty: add a unit, or import a table.");
    public static readonly Text AllRegions = new("全部地区", "all regions");
    public static readonly Text AllGroups = new("全部分组", "all groups");
    public static readonly Text Filter = new("筛选", "Filter");
    public static readonly Text Link = new("回执链接", "Link to its receipt");
    public static readonly Text Back = new("返回预警", "Back to the warning");
    public static readonly Text ToList = new("全部预警", "All warnings");
    public static readonly Text SaidIssued = new("已发布。", "It is issued.");
    public static readonly Text SaidDone = new("已登记。", "It is recorded.");
    public static readonly Text PlanSays = new("预案规定", "The plan");
    public static readonly Text Limits = new("时限要求", "Time limits");
    public static readonly Text FilledIn = new("由系统填写", "filled in by the system");
    public static readonly Text ReportAtOnce = new("同步报送", "Reported at the same time");
    public static readonly Text Unnamed = new("—", "—");

    public static Text ColourName(string colour) => WarningContent.NameOf(colour);

    public static Text Way(string how) => how switch
    {
        "link" => new("回执链接", "link"),
        "phone" => new("电话", "telephone"),
        "paper" => new("纸质", "paper"),
        "e-mail" => new("电子邮件", "e-mail"),
        "system" => new("其他系统", "another system"),
        _ => Text.Same(how),
    };

    public static Text What(string what) => what switch
    {
        WarningKind.IssuedWord => new("发布通知", "of the warning"),
        WarningKind.DroppedWord => new("不再列入", "that it no longer concerns them"),
        WarningKind.LiftedWord => new("解除通知", "of the lifting"),
        WarningKind.ReminderWord => new("催促回执", "reminders"),
        _ => Text.Same(what),
    };

    public static Text Outcome(string outcome) => outcome switch
    {
        WarningPost.Handed => new("已交渠道", "handed over"),
        WarningPost.NotSent => new("未自动发送", "not sent"),
        WarningPost.Failed => new("发送失败", "failed"),
        WarningPost.Superseded => new("未发送，已失效", "not sent, superseded by then"),
        _ => Text.Same(outcome),
    };

    public static Text Reason(string reason) => reason switch
    {
        "removed" => new("单位已移出名册", "the unit was removed"),
        WarningPost.Reissued => new("这一版已被新的一版取代", "a later version takes its place"),
        WarningPost.Lifted => new("预警已解除", "the warning was lifted"),
        "no-channel" => new("没有渠道，请人工通知或者发回执链接", "no channel: tell them by hand, or send the link"),
        _ when reason.StartsWith("channel-not-set-up:", StringComparison.Ordinal) => new($"渠道 {reason[19..]} 没有设置", $"the channel {reason[19..]} is not set up"),
        _ => NoticeReasons.Names.GetValueOrDefault(reason, Text.Same(reason)),
    };

    public static Text InForceCount(int number) => new($"生效的预警 {number}", $"Warnings in force {number}");

    public static Text Missing(long number) => new($"未回执 {number}", $"not received {number}");

    public static Text OursWait(int number) => new($"待我方回执 {number}", $"{number} for us to acknowledge");

    public static Text SilentCount(long number) => new($"已回执未反馈 {number}", $"silent {number}");

    public static Text ReceiptCount(long received, long all) => new($"{received}／{all}", $"{received} of {all}");

    public static Text VersionNo(int no) => new($"第{no}版", $"version {no}");

    public static Text Found(long number) => new($"共 {number} 个单位", $"{number} units");

    public static Text Resolved(int number) => new($"现在选中 {number} 个单位", $"{number} units are meant now");

    public static Text MayIssue(string colour, Text issuers) => new($"{colour}色预警由{issuers.Zh}发布", $"A warning in {ColourName(colour).En} is issued by {issuers.En}");

    public static Text NeedsConsent(Text of) => new($"须经{of.Zh}同意", $"with the consent of the {of.En}");

    public static Text LineColumn(int line, string column) => column.Length == 0 ? new($"第{line}行", $"line {line}") : new($"第{line}行“{column}”", $"line {line}, “{column}”");

    public static Text Round(int round) => new($"第{round}轮", $"round {round}");
}
