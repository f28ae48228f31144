using Fengsui.Law;

namespace Fengsui.Server.Features.Notices;

/// <summary>The words of the pages about notices.</summary>
internal static class NoticeWords
{
    public static readonly Text Inbox = new("通知", "Notices");
    public static readonly Text InboxLead = new("需要您确认收到的事项。确认之后，系统不再通知其他人。", "What you are asked to acknowledge. Once somebody does, nobody else is told.");
    public static readonly Text InboxEmpty = new("没有需要确认的通知。有事项到期时，这里会出现，并按设定的渠道和顺序通知到人。", "Nothing to acknowledge. What comes due appears here, and people are told through the channels and in the order that is set.");
    public static readonly Text Unanswered = new("待确认的通知", "notices to acknowledge");
    public static readonly Text Acknowledge = new("确认收到", "Acknowledge");
    public static readonly Text AcknowledgeAll = new("全部确认收到", "Acknowledge all");
    public static readonly Text Acknowledged = new("已确认收到。不再通知其他人。", "Acknowledged. Nobody else is told.");
    public static readonly Text AcknowledgedBy = new("确认收到", "acknowledged by");
    public static readonly Text OpenMatter = new("打开事件", "Open the incident");
    public static readonly Text Earlier = new("已结束", "Over");
    public static readonly Text Told = new("告知时间", "Told");
    public static readonly Text Notice = new("通知", "Notice");
    public static readonly Text WhoWasTold = new("通知经过", "Who was told");
    public static readonly Text Step = new("步骤", "Step");
    public static readonly Text Person = new("人员", "Person");
    public static readonly Text Channel = new("渠道", "Channel");
    public static readonly Text State = new("状态", "State");
    public static readonly Text Reason = new("原因", "Reason");
    public static readonly Text When = new("时间", "When");
    public static readonly Text What = new("事由", "What");
    public static readonly Text Address = new("地址", "Address");
    public static readonly Text Content = new("内容散列", "Hash of the content");
    public static readonly Text NextStep = new("下一步通知", "Next step");
    public static readonly Text IsOpen = new("等待确认", "waits for an answer");
    public static readonly Text Waiting = new("等待发送", "waits");
    public static readonly Text Sending = new("正在发送", "being sent");

    public static readonly Text AckTitle = new("确认收到通知", "Acknowledge a notice");
    public static readonly Text AckLead = new("按下按钮即表示您已收到。仅打开本页不算确认。", "Press the button to say that you have received it. Opening this page alone says nothing.");
    public static readonly Text AckTest = new("这是一次联系方式测试。按下按钮，证实这样能联系到您。", "This is a test. Press the button to prove that you can be reached so.");
    public static readonly Text AckTestDone = new("已证实这样能联系到您。", "It is proven that you can be reached so.");
    public static readonly Text AckOver = new("这条通知已经结束，无需再确认。", "This notice is over; nothing is left to acknowledge.");
    public static readonly Text AckGone = new("链接无效或者已经过期。请登录后在通知页面确认。", "The link is not good, or no longer. Sign in and acknowledge on the page of notices.");

    public static readonly Text Ledger = new("通知台账", "Ledger of notices");
    public static readonly Text LedgerLead = new("每一次发送和每一次未发送，都有结果、原因和内容散列。只增不改。", "Every send and every non-send with its outcome, its reason and the hash of what was said. Rows are only added.");
    public static readonly Text LedgerEmpty = new("还没有记录。", "There is nothing yet.");
    public static readonly Text Outcome = new("结果", "Outcome");
    public static readonly Text All = new("全部", "all");
    public static readonly Text Show = new("显示", "Show");
    public static readonly Text Older = new("更早", "Older");
    public static readonly Text Newest = new("最新", "Newest");
    public static readonly Text Gaps = new("时钟核对", "Are the clocks going");
    public static readonly Text NoGaps = new("每一个到期的时钟都已触发并通知。", "Every clock that came due fired and was told.");
    public static readonly Text NotLooked = new("启动后尚未核对。", "Not looked at since the start.");
    public static readonly Text LookedAt = new("核对于", "looked at");
    public static readonly Text GapsFound = new("以下到期时钟没有按时触发或通知，请立即人工处理：", "These clocks did not fire or were not told in time; see to them by hand at once:");
    public static readonly Text Stalled = new("到期时钟的处理已停止，请立即检查服务器。", "Due clocks are not being worked off. Look after the server at once.");

    public static readonly Text Settings = new("通知设置", "Settings of notices");
    public static readonly Text SettingsLead = new("通过哪些渠道、按什么顺序通知谁。渠道里的密钥加密保存，保存后不再显示。", "Through which channels, and in what order, people are told. Secrets of channels are sealed, and never shown again.");
    public static readonly Text Channels = new("渠道", "Channels");
    public static readonly Text ChannelsEmpty = new("还没有渠道：目前只在系统内通知。先添加一个群机器人、短信网关或者邮件服务器。", "There are no channels: people are told in the app only. Add a robot, a gateway or a mail server first.");
    public static readonly Text AddChannel = new("添加渠道", "Add a channel");
    public static readonly Text EditChannel = new("修改渠道", "Change a channel");
    public static readonly Text Remove = new("删除", "Remove");
    public static readonly Text Edit = new("修改", "Change");
    public static readonly Text Save = new("保存", "Save");
    public static readonly Text Kind = new("类别", "Kind");
    public static readonly Text Id = new("编号", "Id");
    public static readonly Text IdHint = new("小写字母、数字和连字符，通知规则用它指定渠道", "lower-case letters, digits and hyphens; the policy names the channel by it");
    public static readonly Text KeptSecret = new("已保存；留空则不变", "it is kept; leave empty to keep it");
    public static readonly Text On = new("启用", "on");
    public static readonly Text Off = new("停用", "off");
    public static readonly Text Callback = new("回执地址", "Address of the call-back");
    public static readonly Text CallbackHint = new("网关把短信回复或电话按键以 POST 送到这里（字段 ref 或 from）", "the gateway posts replies or key presses here (field `ref` or `from`)");
    public static readonly Text Policy = new("通知规则", "Policy");
    public static readonly Text PolicyLead = new(
        "按事项、级别和规定分路；每一步写明通知谁（on-duty 1、post 岗位、deputy 岗位、person 编号）、用哪些渠道、等多久（auto 按剩余法定时间计算）。",
        "Routes by topic, level and pack; each step says whom to tell (on-duty 1, post POST, deputy POST, person ID), through which channels, and how long to wait (auto: computed from the time that the law leaves).");
    public static readonly Text PolicyDefault = new("目前使用内置规则；修改后保存即成为本单位的规则。", "The built-in policy holds; save a changed one to make it your own.");
    public static readonly Text Rehearsal = new("试算：将会通知谁", "Rehearsal: who would be told");
    public static readonly Text RehearsalLead = new("输入事件编号，查看假如无人确认，何时通过什么渠道通知谁。不会真的发送。", "Give the number of an incident to see who would be told when and through what, if nobody answered. Nothing is sent.");
    public static readonly Text Incident = new("事件编号", "Number of the incident");
    public static readonly Text Rehearse = new("试算", "Rehearse");
    public static readonly Text NoIncident = new("没有这个事件", "There is no such incident");
    public static readonly Text NothingToTell = new("这个事件目前没有要通知的事项。", "This incident has nothing to be told of now.");
    public static readonly Text LinkToSettings = new("通知渠道与规则", "Channels and policy of notices");
    public static readonly Text Reach = new("怎样联系到我", "How I can be reached");
    public static readonly Text ReachLead = new("发一次测试，在收到的消息里确认，就证实这样能联系到您。", "Send a test and acknowledge it in the message: that proves that you can be reached so.");
    public static readonly Text ReachEmpty = new("还没有登记联系方式：目前只能在系统内通知您。", "No way to reach you is known: you are told in the app only.");
    public static readonly Text TestCall = new("发送测试", "Send a test");
    public static readonly Text TestSent = new("测试已发出。收到后请在消息中的链接确认。", "The test has gone out. Acknowledge it with the link in the message.");
    public static readonly Text TestFailed = new("测试没有发出：", "The test did not go out: ");

    private static readonly Dictionary<string, Text> KindNames = new(StringComparer.Ordinal)
    {
        ["app"] = new("系统内", "in the app"),
        ["email"] = new("电子邮件", "e-mail"),
        ["sms"] = new("短信", "short message"),
        ["voice"] = new("电话", "call"),
        ["dingtalk"] = new("钉钉", "DingTalk"),
        ["feishu"] = new("飞书", "Feishu"),
        ["wecom"] = new("企业微信", "WeCom"),
        ["webhook"] = new("Webhook", "webhook"),
        ["link"] = new("链接", "link"),
        ["callback"] = new("回执", "call-back"),
    };

    private static readonly Dictionary<string, Text> GapKinds = new(StringComparer.Ordinal)
    {
        ["clock"] = new("时钟未触发", "the clock did not fire"),
        ["message"] = new("消息未处理", "the message was not taken up"),
        ["page"] = new("没有通知", "nobody was told"),
        ["send"] = new("发送没有结果", "a send without an end"),
    };

    /// <summary>A kind of channel for people.</summary>
    public static Text KindName(string kind) => KindNames.GetValueOrDefault(kind, Text.Same(kind));

    /// <summary>A kind of gap for people.</summary>
    public static Text GapName(string kind) => GapKinds[kind];
}
