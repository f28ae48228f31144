using Fengsui.Law;
using Fengsui.Response.Rosters;

namespace Fengsui.Server.Features.Rosters;

/// <summary>The words of rosters and emergency contacts, in both languages.</summary>
internal static class RosterWords
{
    public static readonly Text Rosters = new("值班表", "Duty rosters");
    public static readonly Text RostersLead = new("谁在值班、谁接班，随时有且只有一人负责。", "Who is on duty and who is next: one person at every moment.");
    public static readonly Text Contacts = new("应急联络", "Emergency contacts");
    public static readonly Text NoRoster = new("还没有值班表", "There is no duty roster yet");
    public static readonly Text NoRosterHow = new(
        "值班表写明每一天每一班由谁负责，有空班的不能保存。先在“人员”页给值班岗位任命任职人和代理人，再来编排。",
        "A roster says who is responsible for each shift of each day; one with a gap is not saved. Appoint a holder and a deputy to the posts on duty first, on the page of people.");
    public static readonly Text NewRoster = new("编排值班表", "Set a roster");
    public static readonly Text Edit = new("改排", "Change the plan");
    public static readonly Text OnDutyNow = new("现在值班", "On duty now");
    public static readonly Text OnDuty = new("值班", "On duty");
    public static readonly Text Backup = new("后备", "behind it");
    public static readonly Text Until = new("到", "until");
    public static readonly Text Next = new("下一位", "next");
    public static readonly Text Nobody = new("无人值班", "nobody on duty");
    public static readonly Text Month = new("月", "month");
    public static readonly Text Day = new("日期", "Day");
    public static readonly Text Earlier = new("上个月", "Month before");
    public static readonly Text Later = new("下个月", "Month after");
    public static readonly Text WorkingDay = new("工作日", "working day");
    public static readonly Text DayOff = new("休息日", "day off");
    public static readonly Text Holiday = new("放假", "holiday");
    public static readonly Text MakeUp = new("调休上班", "make-up working day");
    public static readonly Text Swap = new("换班", "Swap shifts");
    public static readonly Text SwapLead = new("两人互换班次；对方不还班的，后一项留空。", "Two people change places; leave the second empty when nothing is given in return.");
    public static readonly Text FirstShift = new("把这个班次", "This shift");
    public static readonly Text SecondPerson = new("交给", "goes to");
    public static readonly Text SecondShift = new("换来对方的班次", "in return for");
    public static readonly Text NoReturn = new("不还班", "nothing in return");
    public static readonly Text Choose = new("请选择", "choose");
    public static readonly Text Leave = new("请假", "Leave");
    public static readonly Text LeaveLead = new("只记谁、何时，不记事由。", "Who and when; why is not asked.");
    public static readonly Text Person = new("谁", "Who");
    public static readonly Text From = new("从", "From");
    public static readonly Text To = new("到", "Until");
    public static readonly Text Substitute = new("由谁顶班", "Who stands in");
    public static readonly Text NextInRotation = new("轮值的下一位", "the next in the rotation");
    public static readonly Text RecordLeave = new("登记请假", "Record leave");
    public static readonly Text EndLeave = new("销假", "Back");
    public static readonly Text Strengthen = new("加强值班", "Strengthen duty");
    public static readonly Text StrengthenLead = new("重要活动期间各层同时在岗，到时自动恢复。", "In key periods all layers are on duty at once; it ends by itself.");
    public static readonly Text Occasion = new("事由", "Occasion");
    public static readonly Text EndNow = new("提前恢复", "Back to usual now");
    public static readonly Text Strengthened = new("加强值班中", "Strengthened duty");
    public static readonly Text Fairness = new("值班量", "How duty is spread");
    public static readonly Text FairnessLead = new(
        "前三个月与后三个月合计。夜班：22:00 至 06:00 间满两小时的班；周末不含调休上班日和放假日。",
        "The three months past and the three to come. A night has two hours or more between 22:00 and 06:00; weekends are without make-up working days and holidays.");
    public static readonly Text Shifts = new("班次", "Shifts");
    public static readonly Text Hours = new("小时", "Hours");
    public static readonly Text Nights = new("夜班", "Nights");
    public static readonly Text Weekends = new("周末", "Weekends");
    public static readonly Text Holidays = new("节假日", "Holidays");
    public static readonly Text Spread = new("相差最多", "Greatest difference");
    public static readonly Text Problems = new("有空班", "Something is wrong");
    public static readonly Text EndRoster = new("停用这份值班表", "End this roster");
    public static readonly Text EndHint = new("停用后不再有人按它值班；过去的值班照样查得到。", "Nobody is on duty by it from then on; past duty can still be looked up.");
    public static readonly Text Calendar = new("订阅到手机日历", "Subscribe with a phone's calendar");
    public static readonly Text CalendarLead = new("地址里有密钥，谁拿到谁就能看；不用了请停用。", "The address holds a secret: whoever has it can read. End it when it is no longer used.");
    public static readonly Text CalendarMine = new("本人的班次", "my own shifts");
    public static readonly Text CalendarAll = new("全部班次", "all shifts");
    public static readonly Text MakeLink = new("生成地址", "Make an address");
    public static readonly Text LinkMade = new("日历地址（只显示这一次）", "The address of the calendar (shown only now)");
    public static readonly Text LinkUsed = new("最近读取", "last read");
    public static readonly Text EndLink = new("停用", "End");
    public static readonly Text Layers = new("层与班次", "Layers and shifts");
    public static readonly Text PlanName = new("名称", "Name");
    public static readonly Text PlanFrom = new("从哪一天起", "First day");
    public static readonly Text PlanUntil = new("到哪一天止", "Last day");
    public static readonly Text PlanUntilHint = new("不写就一直有效", "empty: it goes on");
    public static readonly Text Post = new("岗位", "Post");
    public static readonly Text NotUsed = new("不设这一层", "no such layer");
    public static readonly Text Days = new("哪些日子", "Days");
    public static readonly Text EveryDay = new("每天", "every day");
    public static readonly Text WorkingDays = new("工作日", "working days");
    public static readonly Text DaysOff = new("休息日和节假日", "days off and holidays");
    public static readonly Text NoWatch = new("不用这一行", "row not used");
    public static readonly Text Times = new("时段", "Hours");
    public static readonly Text TimesHint = new("如 08:30-17:30、17:30-08:30（跨夜）", "such as 08:30-17:30, 17:30-08:30 (over midnight)");
    public static readonly Text People = new("轮值的人，按次序", "Who takes turns, in order");
    public static readonly Text PeopleHint = new("用顿号隔开；可选：", "separated by commas; to choose from: ");
    public static readonly Text Turn = new("多久换人", "Turn");
    public static readonly Text TurnShift = new("每班", "each shift");
    public static readonly Text TurnDay = new("每天", "each day");
    public static readonly Text TurnWeek = new("每周", "each week");
    public static readonly Text Start = new("轮值起始日", "Rotation starts on");
    public static readonly Text StartHint = new("这一天由第一个人值班；不写就是第一天", "the day of the first person; empty: the first day");
    public static readonly Text HolidayPlan = new("假期安排", "Holiday plan");
    public static readonly Text HolidayLead = new("这几天按自己的班次，不按平时的。", "These days have shifts of their own.");
    public static readonly Text HolidayName = new("节日", "Occasion");
    public static readonly Text MoreRows = new("加几行再填", "More rows");
    public static readonly Text SavePlan = new("保存值班表", "Save the roster");
    public static readonly Text Away = new("请假的人", "Who is away");
    public static readonly Text Swaps = new("近期换班", "Recent swaps");
    public static readonly Text Channels = new("联系方式", "How to reach");
    public static readonly Text ContactsLead = new("单位内人人可看；系统停了，用打印件或者存下的网页。", "For everyone in the organisation; when systems are down, use the sheet on paper or the saved page.");
    public static readonly Text Sheet = new("一页打印件", "One-page sheet");
    public static readonly Text Download = new("下载网页文件（可存 U 盘）", "Download as a file (for a stick)");
    public static readonly Text Bodies = new("外部联络", "Outside bodies");
    public static readonly Text BodiesLead = new("报送电话以各地公布的为准，这里是本单位核实过的号码。", "Numbers are those that each place publishes; these are the ones that the organisation has checked.");
    public static readonly Text EditNumbers = new("填写号码", "Write numbers");
    public static readonly Text EditNumbersLead = new("号码改了，或者又核实过一次，保存时记下今天的日期；清空就是删去。", "A number that was changed, or checked once more, is saved with today's day; an empty one is removed.");
    public static readonly Text CheckedAgain = new("今天又核实过", "checked again today");

    /// <summary>41 天前核实.</summary>
    public static Text CheckedBefore(long days) => days == 0 ? new("今天核实", "checked today") : new($"{days} 天前核实", $"checked {days} {(days == 1 ? "day" : "days")} ago");
    public static readonly Text Body = new("单位", "Body");
    public static readonly Text Telephone = new("电话", "Telephone");
    public static readonly Text Unproven = new("从未证实能联系到", "never proven reachable");
    public static readonly Text Printed = new("生成于", "Made on");
    public static readonly Text Holder = new("任职", "holder");
    public static readonly Text Deputy = new("代理", "deputy");

    /// <summary>到 08:00.</summary>
    public static Text UntilThen(string moment) => new($"（到 {moment}）", $" (until {moment})");

    /// <summary>A moment within a day as its time alone.</summary>
    public static string Short(Fengsui.Law.Calendar.Instant at, Fengsui.Law.Calendar.Instant now, Language language) =>
        Math.Abs(at.UnixSeconds - now.UnixSeconds) < 86_400 ? Ui.Clockface.Moment(at, now, language)[^5..] : Ui.Clockface.Moment(at, now, language);

    /// <summary>What a channel is called.</summary>
    public static Text Channel(string channel) => channel switch
    {
        "app" => new("本系统", "this system"),
        "email" => new("邮箱", "e-mail"),
        "sms" => new("短信", "SMS"),
        "voice" => new("电话", "telephone"),
        "dingtalk" => new("钉钉", "DingTalk"),
        "feishu" => new("飞书", "Feishu"),
        "wecom" => new("企业微信", "WeCom"),
        "webhook" => new("网络回调", "webhook"),
        _ => Text.Same(channel),
    };

    public static readonly Text EditContacts = new("修改联系方式", "Change how to reach");
    public static readonly Text EditContactsLead = new("排在前面的先用。改了地址，原来的证实就作废。", "The first is tried first. A changed address has to be proven again.");
    public static readonly Text ChannelKind = new("渠道", "Channel");
    public static readonly Text Address = new("地址或号码", "Address or number");
    public static readonly Text NotUsedChannel = new("不用", "not used");
    public static readonly Text FreeText = new("备注", "Also");
    public static readonly Text OnDutyToday = new("值班", "On duty");
    public static readonly Text CheckedNumber = new("核实过的号码", "number, as checked");

    /// <summary>41 天未证实能联系到.</summary>
    public static Text NotProvenFor(long days) => days == 0 ? new("今天证实过", "proven today") : new($"{days} 天未证实能联系到", $"not proven reachable for {days} {(days == 1 ? "day" : "days")}");

    /// <summary>Why it is this person.</summary>
    public static Text Why(Cause? cause, Func<string, string> name) => cause switch
    {
        null => Text.Same(""),
        Cause.Rotation => new("轮值", "by rotation"),
        Cause.Swapped c => new($"与{name(c.InsteadOf)}换班", $"swapped with {name(c.InsteadOf)}"),
        Cause.StandsIn { Named: true } c => new($"{name(c.InsteadOf)}请假，指定顶班", $"stands in for {name(c.InsteadOf)}, as named"),
        Cause.StandsIn c => new($"{name(c.InsteadOf)}请假，轮值下一位顶班", $"stands in for {name(c.InsteadOf)}, as the next in the rotation"),
        Cause.MovedUp c => new($"{name(c.InsteadOf)}到前一层顶班", $"{name(c.InsteadOf)} stands in on an earlier layer"),
        _ => throw new InvalidOperationException(cause.GetType().Name),
    };
}
