using Fengsui.Law;
using Fengsui.Law.Grading;

namespace Fengsui.Server.Features.Papers;

/// <summary>The texts of the pages of papers.</summary>
internal static class PaperWords
{
    public static Text Papers { get; } = new("文书", "Papers");

    public static Text PapersLead { get; } = new("按义务列出要报的文书。字段由事件记录填写，每项旁注明来自何处；没有的写“尚不明确”。",
        "The papers that are owed, by duty. Fields are filled from the record, each with its source beside it; what nobody knows says so.");

    public static Text BackToIncident { get; } = new("返回事件", "Back to the incident");
    public static Text BackToPapers { get; } = new("全部文书", "All papers");
    public static Text Owed { get; } = new("要报的文书", "Papers owed");
    public static Text NoneOwed { get; } = new("目前没有要报的文书。级别和事实更明确后，义务会自动出现在这里。", "No paper is owed now. Duties appear here as level and facts become clear.");
    public static Text Settled { get; } = new("已了结和不再应报的", "Met, or not owed any more");
    public static Text Drafts { get; } = new("草稿", "Drafts");
    public static Text SentPapers { get; } = new("已报送", "Sent");
    public static Text NoneSent { get; } = new("还没有报送过文书。", "No paper was sent yet.");
    public static Text OtherForms { get; } = new("其他文书", "Other papers");
    public static Text Open { get; } = new("填写", "Fill in");
    public static Text Preview { get; } = new("预览、打印", "Preview and print");
    public static Text Download { get; } = new("下载 Word", "Download Word");
    public static Text PhoneScript { get; } = new("电话稿", "Phone script");
    public static Text Kit { get; } = new("应急包", "Emergency kit");
    public static Text Duty { get; } = new("义务", "Duty");
    public static Text To { get; } = new("报给", "To");
    public static Text Limit { get; } = new("时限", "Limit");
    public static Text Paper { get; } = new("文书", "Paper");
    public static Text State { get; } = new("状态", "State");
    public static Text Document { get; } = new("文件", "Document");
    public static Text Hash { get; } = new("散列 SHA-256", "SHA-256");
    public static Text SentAt { get; } = new("报送时间", "Sent");
    public static Text Report { get; } = new("报告", "Report");

    public static Text Needed { get; } = new("现在必填", "needed now");
    public static Text NotKnown { get; } = new("尚不明确", "not known yet");
    public static Text NotAsked { get; } = new("不适用", "not applicable");
    public static Text Doubtful(int n) => new($"{n} 个栏目需要再看一眼", n == 1 ? "one field to look at again" : $"{n} fields to look at again");
    public static Text AsInstant { get; } = new("例如 2026-03-02 02:14", "as 2026-03-02 02:14");
    public static Text AsDate { get; } = new("例如 2026-03-02", "as 2026-03-02");
    public static Text Differs { get; } = new("与记录不同", "not what the record says");
    public static Text NoTime { get; } = new("看不出是什么时间", "not a time that can be read");
    public static Text DoubtfulHow { get; } = new(
        "不影响保存和登记报送；核实后，或者更正这里，或者更正记录中的事实。",
        "This keeps nobody from saving or sending; look again, then correct it here, or correct the fact in the record.");
    public static Text RecordSays { get; } = new("记录中为", "the record says");
    public static Text ClearToReturn { get; } = new("清空后保存，恢复为记录中的值", "clear and save it to return to the record");
    public static Text Remarks { get; } = new("填写须知", "Before you fill it in");

    public static Text Missing(int count) => new($"现在必填而尚不明确的有 {count} 项", $"{count} needed now and not known yet");

    public static Text MissingHow { get; } = new("确实不明确的，写“尚不明确”先报，不要因此误了时限。", "Where it is really not known, say so and report: do not miss the limit for it.");

    public static Text Later(int count) => new($"可以随后补报的有 {count} 项", $"{count} may follow later");

    public static Text Contradictions(int count) => new($"与以前报送的内容有 {count} 处不一致", $"{count} contradictions with what was reported before");

    public static Text ContradictionsHow { get; } = new("改正本件，或者在报送时写明原因。", "Correct this paper, or say why when it is sent.");
    public static Text Field { get; } = new("字段", "Field");
    public static Text NowSays { get; } = new("本件", "This paper");
    public static Text ThenSaid { get; } = new("以前报送", "Reported before");
    public static Text Where { get; } = new("出处", "Where");

    public static Text ReportNo(int no) => new($"第{no}次报告", $"report {no}");

    public static Text Save { get; } = new("保存草稿", "Save the draft");
    public static Text SaveAndPreview { get; } = new("保存并预览", "Save and preview");
    public static Text SaveAndDownload { get; } = new("保存并下载 Word", "Save and download Word");
    public static Text Saved { get; } = new("草稿已保存。", "The draft is saved.");
    public static Text JustSent { get; } = new("已登记为已报送：", "Recorded as sent:");
    public static Text EnterReceipt { get; } = new("登记回执", "enter the receipt");
    public static Text KeptTyped { get; } = new("登录已重新建立，下面是您刚才填写的内容，尚未保存。", "You are signed in again. Below is what you had typed; it is not saved yet.");
    public static Text SwitchKept { get; } = new("下面是您刚才填写的内容，尚未保存。", "Below is what you had typed; it is not saved yet.");

    public static Text Send { get; } = new("报送后登记", "Record that it was sent");

    public static Text SendLead { get; } = new("实际报出之后再登记：系统保存本件的 Word 文件、散列和各项内容，并了结这项义务。",
        "Do this after it has really gone out: the Word document, its hash and what it says are kept, and the duty is met.");

    public static Text MarkSent { get; } = new("登记为已报送", "Record it as sent");
    public static Text Channel { get; } = new("报送方式", "Channel");
    public static Text Taker { get; } = new("受理人或受理部门", "Who took it");
    public static Text Receipt { get; } = new("回执或受理编号（可后补）", "Receipt or number (may follow)");
    public static Text DoneAt { get; } = new("报送时间（不填为现在）", "When (now, if left out)");
    public static Text DoneAtHint { get; } = new("写作 2026-03-02 02:41；事后补记的，填实际报送的时间", "as 2026-03-02 02:41; if recorded later, the time when it was really sent");
    public static Text Signed { get; } = new("签字或者盖章", "Signature or seal");
    public static Text SignedBy { get; } = new("已由上报人签字", "signed by the person reporting");
    public static Text Sealed { get; } = new("已加盖单位公章", "sealed by the unit");

    public static Text MustSign(Level from) => new($"{from.Word()}以上须签字或者盖章", $"from {from.Name().En} on it is signed or sealed");

    public static Text Acknowledged { get; } = new("不一致的原因", "Why it says otherwise than before");
    public static Text Emergency { get; } = new("紧急理由", "Why it cannot wait");
    public static Text EmergencyHint { get; } = new("您的岗位只能在紧急时登记，事后须追认", "your post may do this only in an emergency, to be ratified");
    public static Text NoDutyYet { get; } = new("没有需要本件的义务，可以先填写和下载。", "No duty asks for this paper; it can be filled in and downloaded.");
    public static Text ChooseDuty { get; } = new("报给谁", "To whom");

    public static Text ChangedMeanwhile(string now) => new($"这期间已被改为“{(now.Length == 0 ? "尚不明确" : now)}”", $"it was changed meanwhile to “{(now.Length == 0 ? "not known yet" : now)}”");

    public static Text SaveAgain { get; } = new("核对后再保存一次，以您填写的为准", "check it and save once more to keep yours");
    public static Text ChannelMissing { get; } = new("没有填写", "it is missing");
    public static Text ChannelRemedy { get; } = new("写电话、书面、网站填报等", "say telephone, in writing, website or the like");
    public static Text NotAMoment { get; } = new("不是时刻", "not a time");
    public static Text SendFault { get; } = new("报送后登记", "Record that it was sent");
    public static Text RaceWrong { get; } = new("这期间事件记录有新的内容，本件可能已经改变", "the record has changed meanwhile, and this paper may have changed with it");
    public static Text RaceRemedy { get; } = new("核对后再登记一次", "check it and record it again");

    public static Text Spoken(int seconds) => new($"照着念，约{seconds}秒", $"to be read out, about {seconds} seconds");

    public static Text NoScript { get; } = new("这项义务没有电话稿，请打开文书，照要点口述。", "There is no script for this duty; open the paper and tell its points.");
    public static Text Print { get; } = new("按 Ctrl+P 打印本页", "print this page with Ctrl+P");
    public static Text BlankForm { get; } = new("空白表（Word）", "blank form (Word)");

    public static Text KitTitle { get; } = new("应急包", "Emergency kit");

    public static Text KitLead { get; } = new("打印一份放在值班室：停电、断网或者本系统不可用时照此办理。",
        "Print it and keep it in the duty room: it is for when there is no power, no network, or this system is down.");

    public static Text Contacts { get; } = new("联系人", "Contacts");
    public static Text Post { get; } = new("岗位", "Post");
    public static Text People { get; } = new("人员", "People");
    public static Text Reach { get; } = new("联系方式", "How to reach them");
    public static Text Nobody { get; } = new("尚未安排", "nobody yet");
    public static Text Deputy { get; } = new("代理", "deputy");
    public static Text ClockSheet { get; } = new("时限一览", "Clock sheet");
    public static Text From { get; } = new("起算", "Counts from");
    public static Text Scripts { get; } = new("电话稿", "Phone scripts");
    public static Text BlankForms { get; } = new("空白表", "Blank forms");
    public static Text InTheWordFile { get; } = new("Word 文件中附有以下全部空白表。", "The Word file holds all these blank forms.");
    public static Text DownloadKit { get; } = new("下载 Word（含全部空白表）", "Download Word (with all blank forms)");
    public static Text Condition { get; } = new("何时应报", "When");

    public static Text StateOf(string state) => state switch
    {
        "possible" => new("可能应报", "possible"),
        "waiting" => new("待起算", "waiting"),
        _ => new("应报", "owed"),
    };

    public static Text Done { get; } = new("已报", "reported");
    public static Text DecidedNot { get; } = new("已决定不报", "decided not to report");
    public static Text NotOwed { get; } = new("不再应报", "not owed any more");
    public static Text Overdue { get; } = new("已逾期", "overdue");
    public static Text LastWritten { get; } = new("上次填写", "last written");
}
