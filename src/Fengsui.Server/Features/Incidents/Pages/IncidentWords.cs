using Fengsui.Law;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;

namespace Fengsui.Server.Features.Incidents.Pages;

/// <summary>The words of the incident pages, in both languages.</summary>
internal static class IncidentWords
{
    public static readonly Text Incidents = new("事件", "Incidents");
    public static readonly Text TheSystem = new("系统", "the system");
    public static readonly Text NotANumber = new("不是编号", "not a number");
    public static readonly Text PickOne = new("请从列表中选一项", "choose one of the list");
    public static readonly Text FillAtLeastOne = new("请至少填写一项", "fill in at least one");
    public static readonly Text MoreFields = new("补充：谁报的、内容、附件、实际时刻", "More: who, what was said, file, time");
    public static readonly Text ComesFirst = new("先办：", "Do first:");
    public static readonly Text LookAtPossible = new("查明下列事实后，可能还要办", "Once these facts are known, more may be owed:");
    public static readonly Text Missing = new("没有填写", "it is missing");
    public static readonly Text Optional = new("（可不填）", " (may be left out)");
    public static readonly Text Other = new("其他", "other");
    public static readonly Text Choose = new("请选择", "choose");
    public static readonly Text NoneChosen = new("不选", "none");
    public static readonly Text Record = new("记录", "Record");
    public static readonly Text RecordSoFar = new("先记录已填的", "Record what is filled in");
    public static readonly Text ByTheFacts = new("按现有事实，各预案的级别", "The level under each plan, by the facts as they stand");
    public static readonly Text FallsAway = new("销案后不再办理", "What falls away");
    public static readonly Text WereTold = new("已经报告过（请另行告知是误报）", "Who was told (tell them that it was a false alarm)");
    public static readonly Text SendAgain = new("已看过变化，仍然记录", "I have seen the changes, record it");
    public static readonly Text Cancel = new("返回", "Back");
    public static readonly Text DoneEarlier = new("不是现在办的？补记实际时刻", "Not done just now? Give the time");
    public static readonly Text OnlyInAnEmergency = new("只能紧急先行办理", "Only in an emergency");
    public static readonly Text FirstThis = new("按次序，先要：", "What comes first:");
    public static readonly Text GroundOf = new("依据", "Ground:");
    public static readonly Text ChangedMeanwhile = new("您填写期间，别人已经记录", "Recorded by others while you were typing");
    public static readonly Text MoreFacts = new("现在就填事实", "Enter facts now");
    public static readonly Text CorrectIt = new("更正", "Correct it");
    public static readonly Text OpenDuties = new("未了结", "Open");
    public static readonly Text EndedDuties = new("已了结", "Ended");

    public static readonly Text OpenOne = new("新立案", "Open an incident");
    public static readonly Text Search = new("查找", "Search");
    public static readonly Text SearchNow = new("查找", "Search");
    public static readonly Text Order = new("次序", "Order");
    public static readonly Text NewestFirst = new("最新的在前", "newest first");
    public static readonly Text NextDueFirst = new("最近到期的在前", "next due first");
    public static readonly Text LastChangedFirst = new("最近变动的在前", "last changed first");
    public static readonly Text Filters = new("筛选", "Filters");
    public static readonly Text OpenOrNot = new("是否还要办", "Whether something is left to do");
    public static readonly Text NeedsSomebody = new("还要办", "needs somebody");
    public static readonly Text Settled = new("已了结", "settled");
    public static readonly Text Phases = new("阶段", "Phase");
    public static readonly Text PhaseName = new("阶段", "Phase");
    public static readonly Text ClearFilters = new("清除", "Clear");
    public static readonly Text KeepAs = new("把这个视图存为", "Keep this view as");
    public static readonly Text KeepView = new("保存", "Keep");
    public static readonly Text RemoveAView = new("请先删除不用的视图", "remove a view that is not used");
    public static readonly Text DescribeUnitHere = new("在本事件中填写", "state it for this incident");
    public static readonly Text DescribeUnit = new("在设置中填写（以后的事件自动带入）", "state it in the settings, for incidents to come");

    public static Text UnitNotDescribed(int count) => new(
        $"本单位情况有 {count} 项尚不明确：它们决定适用哪些规定、向谁报，级别和时钟可能因此偏低、偏少。",
        $"{count} facts about the organisation are not known: they decide which rules apply and who is told; level and clocks may be too low and too few.");

    public static readonly Text NextClock = new("最先到期", "Due first");
    public static readonly Text ChangedAt = new("最近变动", "Last change");
    public static readonly Text NothingFound = new("没有符合条件的事件。可以少写几个字，或者清除筛选。", "Nothing fits. Use fewer words, or clear the filters.");
    public static readonly Text NoIncidents = new("还没有事件。接到告警时在这里立案，一句话就够。", "No incident yet. When an alarm comes in, open one here: a line is enough.");
    public static readonly Text NewContent = new("这个事件有了新内容，点此刷新", "This incident has changed: show it anew");
    public static readonly Text Recorded = new("已记录：", "Recorded:");
    public static readonly Text ResponseOver = new("已结束", "ended");
    public static readonly Text SecrecyStop = new("涉密，已停止录入", "concerns secrets: no more typing here");
    public static readonly Text OpenedAt = new("开立于", "opened");
    public static readonly Text PartsOfIt = new("事件的各部分", "Parts of the incident");
    public static readonly Text Papers = new("文书", "Papers");
    public static readonly Text Panel = new("级别、待明事项和下一项义务", "Level, what is open, and the next duty");
    public static readonly Text OpenThePaper = new("打开报告", "Open the paper");
    public static readonly Text PhoneScript = new("电话稿", "Phone script");
    public static readonly Text DoneEnterReceipt = new("已报送，登记回执", "Done: enter the receipt");
    public static readonly Text WhyThisDuty = new("为什么", "Why");
    public static readonly Text NowDo = new("现在：", "Now:");
    public static readonly Text NothingBinds = new("现在没有必须办理的报送；查明事实后，义务会自动出现。", "Nothing has to be reported now. As facts become known, duties appear by themselves.");
    public static readonly Text Levels = new("级别", "Level");
    public static readonly Text Determined = new("主管部门认定", "Determined by the authority");
    public static readonly Text SelfJudged = new("本单位自判", "Judged by ourselves");
    public static readonly Text StillOpen = new("尚不明确、还影响结果的", "Not known yet, and decisive");
    public static readonly Text Distance = new("距更高级别", "Distance to higher levels");
    public static readonly Text NextDuty = new("其次", "Next");
    public static readonly Text AllFacts = new("填写、查看全部事实", "All facts");
    public static readonly Text NoFacts = new("还没有记录事实。先填数据遭到的危害和涉及的人数，级别和义务随之出现。", "No fact is recorded yet. Begin with the harm to the data and the number of persons: level and duties follow.");
    public static readonly Text AllClocks = new("全部时钟", "All clocks");
    public static readonly Text AllMeasures = new("全部措施", "All measures");
    public static readonly Text WholeTimeLine = new("全部时间线", "The whole time line");
    public static readonly Text Receipt = new("回执", "receipt");
    public static readonly Text EnterReceipt = new("登记回执", "Enter the receipt");
    public static readonly Text OthersDuties = new("其他机关的义务", "Duties of the authorities");
    public static readonly Text OthersDutiesHow = new("由主管部门自己履行，这里只供了解，不跟踪。", "Theirs to meet: shown for information, not tracked here.");
    public static readonly Text PossibleDuties = new("可能还要办（视尚不明确的事实而定）", "Possible, depending on what is not known");
    public static readonly Text WaitingDuties = new("尚未起算", "Whose clock has not started");
    public static readonly Text NotOwedDuties = new("不再应报", "Not owed any more");
    public static readonly Text FillFacts = new("填事实", "Enter facts");
    public static readonly Text FillMany = new("一次填多项", "Fill in many at once");
    public static readonly Text Times = new("时刻", "Times");
    public static readonly Text Source = new("来源", "Source");
    public static readonly Text HowSure = new("有多确定", "How sure");
    public static readonly Text WhyChanged = new("为什么更改", "Why it changes");
    public static readonly Text Fill = new("填写", "Fill in");
    public static readonly Text Change = new("更改", "Change");
    public static readonly Text WouldBe = new("按所填将为", "As typed it would be");
    public static readonly Text GivenLevels = new("自判与认定", "Judged and determined");
    public static readonly Text AssessedSoFar = new("历次研判", "Assessments so far");
    public static readonly Text NotYet = new("还没有", "Not yet");
    public static readonly Text EveryPlan = new("各份规定", "every plan");
    public static readonly Text ToDo = new("待办", "to do");
    public static readonly Text Done = new("已办", "done");
    public static readonly Text MarkDone = new("登记已办", "Record it as done");
    public static readonly Text MarkAgain = new("再次登记", "Record it again");
    public static readonly Text NoMeasures = new("尚未达到任何一级，没有对应的措施；先行处置随时可以记录。", "No level is reached, so no measures follow yet. First handling can be recorded at any time.");
    public static readonly Text NoTasks = new("还没有任务。任务用来把一件事交给一个人，并定下时间。", "No tasks yet. A task gives one thing to one person, with a time.");
    public static readonly Text Nobody = new("未指定", "nobody yet");
    public static readonly Text EvidenceHow = new("取得时记下散列，每次移交留下一行，谁保管一目了然。", "The hash is kept on arrival, every hand-over leaves a line, and it is clear who holds what.");
    public static readonly Text NoEvidence = new("还没有固定证据。先保全日志和镜像，再在这里登记。", "No evidence yet. Keep logs and images first, then record them here.");
    public static readonly Text HeldBy = new("保管人", "held by");
    public static readonly Text SameHash = new("散列一致", "same hash");
    public static readonly Text OtherHash = new("散列不一致", "another hash");
    public static readonly Text Files = new("附件", "Files");
    public static readonly Text NoFiles = new("还没有附件。", "No files yet.");
    public static readonly Text Upload = new("上传", "Upload");
    public static readonly Text UploadHow = new("上传即加密保存，并记下散列；只能下载，不在网页里打开。", "It is sealed and hashed as it arrives, and given out only as a download.");
    public static readonly Text ChooseAFile = new("请选择一个文件", "choose a file");
    public static readonly Text Kind = new("类型", "Type");
    public static readonly Text Value = new("值", "Value");
    public static readonly Text NextPage = new("下一页", "Next page");
    public static readonly Text NoIndicators = new("还没有失陷指标。登记后可以跨事件查找。", "No indicators yet. Once recorded they are found across incidents.");
    public static readonly Text EmergencyActs = new("紧急先行的办理", "Done in an emergency");
    public static readonly Text PostsHeld = new("岗位", "Posts");
    public static readonly Text WhoActed = new("谁办理过", "Who has acted");
    public static readonly Text LastAt = new("最近", "last");
    public static readonly Text FilterByKind = new("按类别", "By kind");
    public static readonly Text AllKinds = new("全部", "all");
    public static readonly Text ShowProof = new("显示序号和散列", "Show numbers and hashes");
    public static readonly Text HideProof = new("隐藏序号和散列", "Hide numbers and hashes");
    public static readonly Text NoLines = new("没有这一类的记录。", "No lines of this kind.");
    public static readonly Text Earlier = new("更早的", "Earlier");
    public static readonly Text ReplayTitle = new("回放", "Replay");
    public static readonly Text ReplayHow = new("按当时已经记录的内容重现：级别、时钟、事实和依据，都是那一刻的。", "As it was known then: level, clocks, facts and law of that moment.");
    public static readonly Text LineNumber = new("第几行记录", "Up to which line of the record");
    public static readonly Text ShowIt = new("查看", "Show");
    public static readonly Text OrAMoment = new("或者某一时刻", "or a moment");
    public static readonly Text OneBack = new("上一行", "One line back");
    public static readonly Text OneOn = new("下一行", "One line on");
    public static readonly Text LawThen = new("当时依据的规定", "The law of that moment");
    public static readonly Text NotKnownThen = new("那一刻这个事件还没有记录。", "At that moment the incident was not on record yet.");
    public static readonly Text OtherEnds = new("其他处理", "Other ways");
    public static readonly Text LinkedWith = new("关联的事件", "Linked incidents");
    public static readonly Text StartResponse = new("启动响应", "start a response");
    public static readonly Text ResponseMayBeSkipped = new("不需要启动响应的，可以直接进入处置结束", "where no response is needed, the handling can end without one");

    public static Text Found(long count, bool exact) => exact ? new($"{count} 件", $"{count}") : new($"{count} 件以上", $"more than {count}");

    public static Text RemoveView(string name) => new($"删除视图 {name}", $"remove the view {name}");

    public static Text PartName(string part) => part switch
    {
        "" => new("概览", "Overview"),
        "facts" => new("事实", "Facts"),
        "level" => new("级别", "Level"),
        "clocks" => new("时钟", "Clocks"),
        "measures" => new("措施", "Measures"),
        "tasks" => new("任务", "Tasks"),
        "evidence" => new("证据", "Evidence"),
        "indicators" => new("指标", "Indicators"),
        "people" => new("人员", "People"),
        "timeline" => new("时间线", "Time line"),
        "replay" => new("回放", "Replay"),
        "end" => new("结束与归档", "End and archive"),
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    /// <summary>The name of an act that was just recorded; null when the address names none.</summary>
    public static Text? DidName(string act, Library library) =>
        act == "file" ? library.Procedure.Act("attach-file")?.Name : library.Procedure.Act(act)?.Name ?? (act == "start-response" ? StartResponse : null);

    public static Text EndOf(OwedDuty duty) => duty.End switch
    {
        DutyEnd.Open => new("未了结", "open"),
        DutyEnd.Fulfilled => duty.Timely switch { true => new("已办，及时", "done, in time"), false => new("已办，逾期", "done, late"), null => new("已办", "done") },
        DutyEnd.NotReported => new("决定不报", "decided not to report"),
        DutyEnd.NotOwed => duty.Released is null ? new("不再应报", "not owed any more") : new("书面免除", "released in writing"),
        _ => throw new ArgumentOutOfRangeException(nameof(duty)),
    };

    public static Text KeptWhy(string why) => why == "overdue" ? new("已逾期，仍应报", "overdue: owed all the same") : new("已首报，须续报", "follows a first report");

    public static Text FirstDue(string moment) => new($"更正前的时限 {moment}", $"before the correction: {moment}");

    public static Text FirstStated(string moment) => new($"最初记为 {moment}", $"stated first as {moment}");

    public static Text Missed(int count) => new($"漏报 {count} 期", $"{count} periods missed");

    public static Text More(int count) => new($"还有 {count} 项", $"{count} more");

    public static Text MeasuresDone(int done, int all) => new($"已落实 {done} 项，共 {all} 项", $"{done} of {all} carried out");

    public static Text FirstHandlings(int count) => count == 0 ? new("还没有记录先行处置", "no first handling is recorded yet") : new($"先行处置 {count} 次", $"first handling recorded {count} times");

    public static Text IndicatorCount(int count) => new($"{count} 个失陷指标", $"{count} indicators");

    public static Text LinesOf(int count) => new($"{count} 行", $"{count} lines");

    public static Text AssertedTimes(int count) => new($"记录过 {count} 次", $"recorded {count} times");

    public static Text KnownAt(string moment) => new($"{moment} 时所知", $"As known at {moment}");

    public static Text EditFact(Text fact, bool first) => first ? new($"填写：{fact.Zh}", $"Fill in: {fact.En}") : new($"更改：{fact.Zh}", $"Change: {fact.En}");

    public static Text Confidence(string word) => word switch
    {
        "likely" => new("很可能", "likely"),
        "doubtful" => new("存疑", "doubtful"),
        _ => new("确定", "certain"),
    };

    public static Text TaskState(string state) => state switch
    {
        "done" => new("已办结", "done"),
        "given-up" => new("不再做", "given up"),
        _ => new("进行中", "open"),
    };

    public static Text RatificationState(string state) => state switch
    {
        "agreed" => new("已追认", "ratified"),
        "refused" => new("未获追认", "refused"),
        _ => new("待追认", "awaits ratification"),
    };

    public static Text StepName(StepState state) => state switch
    {
        StepState.Done => new("已完成", "done"),
        StepState.Next => new("可以办理", "can be done now"),
        StepState.Later => new("以后", "later"),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static Text WhoMay(ActRule rule)
    {
        var who = Text.Join("、", ", ", [.. rule.May.Select(p => p.Name)]);
        return new($"{rule.Name.Zh}由以下岗位办理：{who.Zh}。", $"To {rule.Name.En} is for: {who.En}.");
    }

    public static Text FillItIn(Text label) => new($"请填写“{label.Zh}”", $"fill in “{label.En}”");

    public static Text MayBeOwed(int count) => new($"另有 {count} 项可能要办，视尚不明确的事实而定。", $"{count} more may be owed, depending on what is not known yet.");

    public static Text AwaitsRatification(int hours) => new($"先行办理的，应在 {hours} 小时内追认。", $"What is done first is to be ratified within {hours} hours.");

    public static Text EnteredAt(string moment) => new($"{moment} 补记", $"entered {moment}");

    public static Text NoticeOf(ActNotice notice) => notice switch
    {
        ActNotice.Kept => new("登录曾经结束；您填写的内容都在，请核对后记录。", "Your sign-in had ended. What you typed is all here; look it over and record it."),
        ActNotice.Raced => new("没有记录：您填写期间事件有了变化。您填写的都在下面，看过变化后可以再次提交。", "Not recorded: the incident changed while you were typing. What you typed stands below; look at the changes and send it again."),
        ActNotice.Again => new("这份表单已经提交过；内容不同，请核对后再次提交。", "This form was sent before with something else in it; look it over and send it again."),
        _ => throw new ArgumentOutOfRangeException(nameof(notice)),
    };
}

/// <summary>How a step towards the end of an incident stands.</summary>
public enum StepState
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>It can be done now.</summary>
    Next,

    /// <summary>Something else comes first.</summary>
    Later,
}
