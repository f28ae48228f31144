using System.Globalization;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Duties;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Law.Packs;
using LawTruth = Fengsui.Law.Conditions.Truth;

namespace Fengsui.Server.Ui;

/// <summary>Every word of the pages that does not come from a pack, in both languages, in one place.</summary>
internal static class Words
{
    // The frame of every page
    public static readonly Text Name = new("烽燧", "Fengsui");
    public static readonly Text SkipToContent = new("跳到正文", "Skip to the content");
    public static readonly Text Pages = new("页面", "Pages");
    public static readonly Text Desk = new("研判台", "Desk");
    public static readonly Text Law = new("规定", "Law");
    public static readonly Text Coverage = new("覆盖", "Coverage");
    public static readonly Text Calendar = new("日历", "Calendar");
    public static readonly Text Vocabulary = new("词表", "Vocabulary");
    public static readonly Text Help = new("帮助", "Help");
    public static readonly Text More = new("更多", "More");
    public static readonly Text LanguageSwitch = new("语言", "Language");
    public static readonly Text ThemeSwitch = new("外观", "Theme");
    public static readonly Text ThemeAuto = new("自动", "Auto");
    public static readonly Text ThemeLight = new("浅色", "Light");
    public static readonly Text ThemeDark = new("深色", "Dark");
    public static readonly Text Kit = new("应急包", "Emergency kit");
    public static readonly Text People = new("人员", "People");
    public static readonly Text Settings = new("设置", "Settings");
    public static readonly Text Audit = new("审计", "Audit");
    public static readonly Text Disclaimer = new(
        "本系统依据所载规定先行判断，等级以主管部门的研判认定为准。带“待核对”的内容尚未与官方文本逐字比对。",
        "This system gives a first judgement under the rules it holds; the authority determines the level. What is marked “to be checked” is not yet compared with the official text.");
    public static readonly Text Colon = new("：", ": ");
    public static readonly Text Semicolon = new("；", "; ");
    public static readonly Text ListSeparator = new("、", ", ");

    // The desk: the board
    public static readonly Text Verdict = new("结论", "Verdict");
    public static readonly Text NoLevel = new("未达到任何一级", "no level reached");
    public static readonly Text NotGradedYet = new("尚未定级", "not graded yet");
    public static readonly Text NoFactsYet = new("尚无事实", "no facts yet");
    public static readonly Text IfItTurnsOut = new("查明后可能还须：", "May turn out to be owed: ");
    public static readonly Text WhatWillStandHere = new(
        "这里将列出：谁在何时之前向谁报告、各项规定下的级别和理由、哪些事实查明后还会改变结果、应急措施。",
        "Here will stand who must tell whom by when, the level under each instrument and why, which facts could still change it, and the measures.");
    public static readonly Text CouldBe = new("可能达到", "could be");
    public static readonly Text NeedsPerson = new("须由人确认", "a person must confirm");
    public static readonly Text EmptyDesk = new("填入已知的事实，立即得出级别、理由和时钟", "Enter what is known: level, reasons and clocks appear at once");
    public static readonly Text EmptyDeskHow = new(
        "先填发现时间和数据遭到的危害。不知道的留着不填，就是“尚不明确”，不影响其余部分。",
        "Begin with the time of discovery and the harm to the data. Leave alone what is not known; it holds up nothing.");
    public static readonly Text NoDiscovery = new("时钟尚未起算：缺少发现时间", "No clock runs yet: the time of discovery is missing");
    public static readonly Text EnterDiscovery = new("填写发现或获知的时间", "Enter when it was discovered or learnt of");
    public static readonly Text NothingCertain = new("就已知的事实，没有已经确定的报告义务", "On the facts known so far no duty to report is certain");
    public static readonly Text AtTheSameTime = new("同时还要报：", "At the same time: ");
    public static readonly Text To = new("向", "to");
    public static readonly Text Left = new("剩", "left");
    public static readonly Text OverdueBy = new("已逾期", "overdue by");
    public static readonly Text Until = new("截止", "by");
    public static readonly Text Elapsed = new("已过", "elapsed");

    // The desk: the facts
    public static readonly Text Facts = new("事实", "Facts");
    public static readonly Text Answer = new("研判结果", "Result");
    public static readonly Text ToTheAnswer = new("看时钟和理由", "To clocks and reasons");
    public static readonly Text Samples = new("示例事件", "Sample incidents");
    public static readonly Text StartBlank = new("空白开始", "Start blank");
    public static readonly Text Assess = new("研判", "Assess");
    public static readonly Text OpenFromFacts = new("以此立案", "Open an incident from this");
    public static readonly Text DownloadFacts = new("下载事实文件", "Download the facts");
    public static readonly Text DownloadAnswer = new("下载结果 JSON", "Download the answer (JSON)");
    public static readonly Text FindFact = new("查找事实", "Find a fact");
    public static readonly Text OnlyOpen = new("只看还影响结果的", "only what still matters");
    public static readonly Text Groups = new("事实分组", "Groups of facts");
    public static readonly Text Incident = new("事件", "Incident");
    public static readonly Text IncidentTitle = new("事件名称", "Title of the incident");
    public static readonly Text OrganisationName = new("单位名称", "Name of the organisation");
    public static readonly Text OtherInstants = new("其他时刻", "Other instants");
    public static readonly Text JustNow = new("此刻", "Now");
    public static readonly Text ShanghaiTime = new("（北京时间）", "(+08:00)");
    public static readonly Text StandsIn = new("尚不明确；以发现时间代替", "not known yet; the time of discovery stands in");
    public static readonly Text NotKnownYet = new("尚不明确", "not known yet");
    public static readonly Text NotApplicable = new("不适用", "not applicable");
    public static readonly Text PerhapsMore = new("可能还有其他", "perhaps more");
    public static readonly Text NoneOfThese = new("以上均无", "none of these");
    public static readonly Text CouldRaiseTo = new("可升至", "could raise to");
    public static readonly Text DecidesScope = new("影响是否适用", "decides what applies");
    public static readonly Text ErrorsDoNotBlock = new("其余事实照常研判；有误的暂按尚不明确计。", "Everything else is assessed all the same; wrong fields count as not known.");
    public static readonly Text CountsAsUnknown = new("暂按尚不明确计", "counts as not known for now");
    public static readonly Text Contradiction = new("互相矛盾：“以上均无”“不适用”不能与其他并存", "these contradict each other: “none” and “not applicable” stand alone");
    public static readonly Text ContradictionRemedy = new("只保留其中一种", "keep one of them");
    public static readonly Text NotAMoment = new("不是时刻", "not a moment");
    public static readonly Text NotAMomentRemedy = new("应写作 2026-03-02 02:14（北京时间）", "write it as 2026-03-02 02:14 (+08:00)");
    public static readonly Text OtherWordsRemedy = new("请换一种写法", "write it in other words");

    // The desk: the answer
    public static readonly Text ComputedAt = new("计算于", "computed at");
    public static readonly Text Clocks = new("时钟", "Clocks");
    public static readonly Text NoCertainDuty = new("还没有已经确定并起算的义务。", "No duty is certain and running yet.");
    public static readonly Text Provisional = new("暂定", "provisional");
    public static readonly Text WhyThis = new("为什么", "Why");
    public static readonly Text WhyMayApply = new("为什么可能适用", "Why it may apply");
    public static readonly Text LevelsAndWhy = new("级别与理由", "Levels and reasons");
    public static readonly Text NothingGrades = new("没有可以定级的规定适用于这个事件。", "No instrument that grades applies to this incident.");
    public static readonly Text MayApply = new("可能适用", "may apply");
    public static readonly Text Gap = new("条文空白", "gap");
    public static readonly Text Proposes = new("建议级别", "proposed level");
    public static readonly Text ReadingOf = new("理解", "reading");
    public static readonly Text DistanceTo = new("距", "To");
    public static readonly Text StillShort = new("还差", "still short by");
    public static readonly Text OpenCouldBring = new("查明后可升至", "if found out, could bring");
    public static readonly Text OpenScope = new("影响是否适用", "decide whether it applies");
    public static readonly Text Measures = new("应急措施", "Measures");
    public static readonly Text FirstHandling = new("先行处置", "first handling");
    public static readonly Text Starts = new("启动", "starts");
    public static readonly Text Commands = new("指挥", "commands");
    public static readonly Text Adjusts = new("调整", "adjusts");
    public static readonly Text Ends = new("结束", "ends");
    public static readonly Text Scope = new("适用范围", "What applies");
    public static readonly Text AlsoApplies = new("另有义务、但不定级：", "Obliges without grading: ");
    public static readonly Text LeftOut = new("未适用的规定", "Left out");
    public static readonly Text Assumed = new("按默认值假定", "Assumed by default");
    public static readonly Text Implied = new("由其他事实推出", "Implied by other facts");
    public static readonly Text NotModelled = new(
        "人民银行、证券、电力、公共互联网、汽车等行业的专门规定尚未收录，没有列出不等于没有义务。",
        "Special rules of the central bank, securities, power, the public internet and vehicles are not held yet: not listed does not mean nothing owed.");
    public static readonly Text Confirmed = new("已核对", "compared");
    public static readonly Text Pending = new("待核对", "to be checked");
    public static readonly Text Secondary = new("待核对（转引）", "to be checked (secondary)");

    // The law pages
    public static readonly Text LawTitle = new("所载规定", "The law held here");
    public static readonly Text LawLead = new(
        "每一份规定都是数据：条、款、阈值、义务和措施各有出处。点开一份，逐条查看。",
        "Every instrument is data: each article, threshold, duty and measure with its citation. Open one to read it article by article.");
    public static readonly Text Draft = new("草案：不作为定级和报告的依据", "Draft: it neither grades nor obliges");
    public static readonly Text StatusDraft = new("草案", "draft");
    public static readonly Text StatusInForce = new("施行", "in force");
    public static readonly Text StatusRepealed = new("已废止", "repealed");
    public static readonly Text Title = new("名称", "Title");
    public static readonly Text Status = new("状态", "Status");
    public static readonly Text Issuer = new("发布机关", "Issuer");
    public static readonly Text Number = new("文号", "Number");
    public static readonly Text Issued = new("发布", "Issued");
    public static readonly Text InForceFrom = new("施行日期", "In force from");
    public static readonly Text InForceUntil = new("施行至", "In force until");
    public static readonly Text Version = new("数据包版本", "Version of the pack");
    public static readonly Text Hash = new("哈希", "Hash");
    public static readonly Text OfficialPage = new("官方页面", "Official page");
    public static readonly Text Contents = new("内容", "Contents");
    public static readonly Text Applies = new("适用条件", "Applies when");
    public static readonly Text LeftOutWhen = new("不适用", "Left out when");
    public static readonly Text Rules = new("定级规则", "Grading rules");
    public static readonly Text Gaps = new("条文空白", "Gaps");
    public static readonly Text Readings = new("理解", "Readings");
    public static readonly Text Duties = new("报告义务", "Duties");
    public static readonly Text Responses = new("响应等级", "Response levels");
    public static readonly Text Warnings = new("预警", "Warnings");
    public static readonly Text Categories = new("分类", "Categories");
    public static readonly Text Forms = new("表单", "Forms");
    public static readonly Text Targets = new("内部目标", "Internal targets");
    public static readonly Text Bodies = new("机构与职责", "Bodies and their duties");
    public static readonly Text Cases = new("案例", "Worked cases");
    public static readonly Text Case = new("案例", "Case");
    public static readonly Text Day = new("日期", "Day");
    public static readonly Text Passed = new("相符", "as expected");
    public static readonly Text Failed = new("不符", "not as expected");
    public static readonly Text Outcome = new("结果", "Outcome");
    public static readonly Text CasesLead = new("由给事件定级的同一个引擎算出。", "Computed anew by the same engine that grades incidents.");
    public static readonly Text NoCases = new("本包没有案例。", "This pack has no cases.");
    public static readonly Text SeeAlso = new("另见", "see also");
    public static readonly Text Section = new("条目", "Section");
    public static readonly Text CarriedBy = new("由此落实", "Carried by");
    public static readonly Text Remark = new("说明", "Remark");
    public static readonly Text CoverageTitle = new("两份预案的覆盖", "Coverage of both founding plans");
    public static readonly Text CoverageLead = new(
        "预案的每一条，或有规则、义务、措施、表单落实，或写明由人执行的理由，或写明尚未做成。由出处计算得出，不靠声明。",
        "Each section is carried by rules, duties, measures or forms, or says why it is for people, or what is not built yet. Computed from the citations, never claimed.");
    public static readonly Text FirstReportNeeds = new("首报必填", "needed in the first report");
    public static readonly Text FilledBy = new("取自", "filled by");
    public static readonly Text Unless = new("除非", "unless");
    public static readonly Text WarningFieldNeeded = new("通知须载明", "a notice must state");
    public static readonly Text Beside = new("另外", "also");
    public static readonly Text FromDay = new("自", "from");
    public static readonly Text UntilDay = new("止于", "until");

    // The calendar
    public static readonly Text CalendarTitle = new("工作日历", "Working days");
    public static readonly Text CalendarLead = new(
        "周一至周五为工作日，扣除放假日，加上调休上班日。没有收录的年份，周一至周五全部计入，期限标为暂定。",
        "Monday to Friday, less the days off, plus the make-up working days. In a year that is not held every Monday to Friday counts, and periods are provisional.");
    public static readonly Text DayOff = new("休", "off");
    public static readonly Text DayWorked = new("班", "work");
    public static readonly Text Years = new("年份", "Years");
    public static readonly Text Notice = new("放假通知", "Notice");
    public static readonly IReadOnlyList<Text> Weekdays =
        [new("一", "Mon"), new("二", "Tue"), new("三", "Wed"), new("四", "Thu"), new("五", "Fri"), new("六", "Sat"), new("日", "Sun")];

    // The vocabulary
    public static readonly Text VocabularyTitle = new("词表", "Vocabulary");
    public static readonly Text VocabularyLead = new("所有规定共用的词：事实、机构、起算点、时限用语、表单和事件分类。", "The words that all packs share: facts, bodies, anchors, limits, forms and classes.");
    public static readonly Text FactId = new("标识", "Id");
    public static readonly Text Question = new("问题", "Question");
    public static readonly Text Values = new("取值", "Values");
    public static readonly Text ReadBy = new("谁在用", "Read by");
    public static readonly Text Parties = new("主体", "Parties");
    public static readonly Text Tiers = new("层级", "Tiers");
    public static readonly Text Anchors = new("起算点", "Anchors");
    public static readonly Text LimitWords = new("时限用语", "Limits that are words");
    public static readonly Text RanksFirst = new("先于一切数字", "before every number");
    public static readonly Text RanksLast = new("排在数字之后", "after the numbers");
    public static readonly Text Classes = new("事件分类（GB/T 20986-2023）", "Classes of incidents (GB/T 20986-2023)");
    public static readonly Text AnyText = new("文字", "text");
    public static readonly Text DefaultValue = new("默认", "default");

    // Help and errors
    public static readonly Text HelpTitle = new("帮助与键盘", "Help and keyboard");
    public static readonly Text Key = new("按键", "Key");
    public static readonly Text Does = new("作用", "Does");
    public static readonly Text BackToDesk = new("回到研判台", "Back to the desk");
    public static readonly Text HowToEnter = new("怎样填写", "How to enter facts");
    public static readonly Text Keyboard = new("键盘", "Keyboard");
    public static readonly Text Programs = new("供程序使用", "For programs");

    public static readonly IReadOnlyList<(string Keys, Text Does)> Shortcuts =
    [
        ("/", new("查找事实；别处为查找事件", "find a fact; elsewhere, an incident")),
        ("n", new("新立案", "open an incident")),
        ("f", new("事件页：填事实", "on an incident: enter facts")),
        ("j", new("事件页：自判级别", "on an incident: judge the level")),
        ("r", new("值守台、事件页：登记已报送", "on the duty desk or an incident: record a report made")),
        ("g w", new("值守台", "duty desk")),
        ("g i", new("事件", "incidents")),
        ("g d", new("研判台", "assessment desk")),
        ("g l", new("规定", "law")),
        ("g c", new("覆盖", "coverage")),
        ("g k", new("日历", "calendar")),
        ("g v", new("词表", "vocabulary")),
        ("g p", new("人员", "people")),
        ("g s", new("设置", "settings")),
        ("g a", new("审计", "audit")),
        ("g e", new("应急包", "emergency kit")),
        ("g h", new("帮助", "help")),
        ("g r", new("研判结果", "result, on the desk")),
        ("?", new("本页", "this page")),
        ("Enter", new("研判", "assess")),
        ("Esc", new("清空查找", "clear the filter")),
    ];

    public static readonly IReadOnlyList<Text> EntryHints =
    [
        new("数量带单位：1200万人、3亿元、1小时30分钟、50%。", "Quantities carry a unit: 1200万人, 3亿元, 1小时30分钟, 50%."),
        new("不确定的数量填区间：800万人..1200万人、≥800万人、≤3小时。", "An uncertain quantity is a range: 800万人..1200万人, ≥800万人, ≤3小时."),
        new("全角数字、％、～ 都可以直接输入。", "Full-width digits, ％ and ～ are understood."),
        new("不知道的不要填；“尚不明确”不等于“没有”，系统会说明它还能改变什么。", "Leave out what is not known: unknown is not “none”, and the answer says what it could still change."),
        new("填错的一项不会妨碍其余部分；它暂按尚不明确计。", "A wrong field holds up nothing; it counts as not known for now."),
        new("本页不保存任何内容；需要留存请下载事实文件，命令行 fengsui assess 可直接读取。", "This page stores nothing; download the facts file to keep it. The command fengsui assess reads it."),
    ];

    public static (Text Title, Text Remedy) Error(int status) => status switch
    {
        404 => (new("没有这一页", "No such page"), new("请检查地址，或从上面的导航进入。", "Check the address, or use the navigation above.")),
        403 => (new("拒绝来自其他网站的提交", "Refused: posted from another site"), new("请在本系统的页面上提交。", "Post from this system's own pages.")),
        405 => (new("这个地址不接受这种请求", "This address does not take such a request"), new("请从上面的导航进入。", "Use the navigation above.")),
        413 => (new("提交的内容太大", "Too much was posted"), new("返回上一页，内容还在那里；把长的内容分次提交，或作为附件上传。事实文件不超过 1 MiB。",
            "Go back: what you typed still stands there. Send it in portions, or attach it. A facts file is at most 1 MiB.")),
        415 or 400 => (new("提交的内容无法读取", "What was posted cannot be read"), new("请从研判台重新提交。", "Post again from the desk.")),
        _ => (new("系统内部出错", "Something failed inside the system"), new("内容没有丢失：请返回上一页重试；如反复出现，请把时间告诉管理员。", "Nothing typed is lost: go back and try again; if it repeats, tell the administrator the time.")),
    };

    public static Text Truth(LawTruth truth) => truth switch
    {
        LawTruth.True => new("成立", "holds"),
        LawTruth.False => new("不成立", "does not hold"),
        LawTruth.Unknown => new("尚不明确", "not known yet"),
        _ => throw new ArgumentOutOfRangeException(nameof(truth)),
    };

    public static Text ForceName(Force force) => force switch
    {
        Force.Determines => new("判定", "determines"),
        Force.Presumes => new("推定", "presumes"),
        _ => throw new ArgumentOutOfRangeException(nameof(force)),
    };

    public static Text ChannelName(Channel channel) => channel switch
    {
        Channel.Phone => new("电话", "by telephone"),
        Channel.Written => new("书面", "in writing"),
        _ => throw new ArgumentOutOfRangeException(nameof(channel)),
    };

    public static Text StatusName(PackStatus status) => status switch
    {
        PackStatus.Draft => StatusDraft,
        PackStatus.InForce => StatusInForce,
        PackStatus.Repealed => StatusRepealed,
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    public static Text CoverageName(CoverageState state) => state switch
    {
        CoverageState.Carried => new("已落实", "carried"),
        CoverageState.InPart => new("部分落实", "carried in part"),
        CoverageState.ForPeople => new("由人执行", "for people"),
        CoverageState.NotYet => new("尚未做成", "not yet"),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>The kind of a row, as <see cref="Pack.Rows"/> names it.</summary>
    public static Text RowKind(string kind) => kind switch
    {
        "rule" => new("规则", "rule"),
        "gap" => Gap,
        "reading" => ReadingOf,
        "left_out" => LeftOutWhen,
        "duty" => new("义务", "duty"),
        "response" => new("响应", "response"),
        "measure" => new("措施", "measure"),
        "colour" => new("预警颜色", "warning colour"),
        "warning-field" => new("预警内容", "warning field"),
        "warning-measure" => new("预警措施", "warning measure"),
        "warning-act" => new("预警行为", "warning act"),
        "risk-report" => new("风险上报", "report of a risk"),
        "likelihood" => new("可能性", "possibility"),
        "category" => new("分类", "category"),
        "body" => new("机构", "body"),
        "form" => new("表单", "form"),
        "target" => Targets,
        _ => Text.Same(kind),
    };

    /// <summary>立即 向 … 报送《…》: the act in one line.</summary>
    public static Text Act(DutyOutcome outcome, Text? body, Text? form)
    {
        var to = outcome.Duty.To.Name;
        var (zhVerb, enVerb) = outcome.Duty.Form?.EndsWith("-notice", StringComparison.Ordinal) == true ? ("发出", "send") : ("报送", "submit");
        var zhTo = body is { } b && !b.Zh.Contains('：', StringComparison.Ordinal) ? $"{to.Zh}（{b.Zh}）" : to.Zh;
        var enTo = body is { } e && !e.Zh.Contains('：', StringComparison.Ordinal) ? $"{to.En} ({e.En})" : to.En;
        return form is { } f
            ? new($"向 {zhTo} {zhVerb}《{f.Zh}》", $"{enVerb} {f.En} to: {enTo}")
            : new($"向 {zhTo} 报告", $"report to: {enTo}");
    }

    public static Text Within(Limit limit) => Period(limit) is var period ? new($"{period.Zh}内", $"within {period.En}") : default;

    public static Text Every(string written) => new($"每{written}", $"every {English(written)}");

    /// <summary>A limit that is a number.</summary>
    public static Text Period(Limit limit) => new(limit.Written, English(limit.Written));

    private static string English(string written)
    {
        var digits = written.TakeWhile(char.IsAsciiDigit).Count();
        var unit = written[digits..] switch
        {
            "秒" => "seconds",
            "分钟" => "minutes",
            "小时" => "hours",
            "日" or "天" => "days",
            "个工作日" or "工作日" => "working days",
            var other => other,
        };
        return digits == 1 && written[0] == '1' ? $"1 {unit.TrimEnd('s')}" : $"{written[..digits]} {unit}";
    }

    public static Text CountsFrom(Text anchor) => new($"自“{anchor.Zh}”起算", $"counts from: {anchor.En}");

    public static Text OnlyPossible(int count) => new($"还没有已经确定的义务；另有 {count} 项可能要办，视尚不明确的事实而定", $"No duty is certain yet; {count} may be owed, depending on what is not known");

    public static Text OverdueCount(int count) => new($"已有 {count} 项逾期", $"{count} overdue");

    public static Text NextClock(Text to) => new($"最近的时钟：{to.Zh}", $"first clock: {to.En}");

    public static Text PossibleDuties(int count) => new($"可能还要办 {count} 项（视尚不明确的事实而定）", $"{count} possible (depending on what is not known)");

    public static Text WaitingDuties(int count) => new($"尚未起算 {count} 项", $"{count} whose clock has not started");

    public static Text CasesOf(int count) => new($"案例 {count} 个", count == 1 ? "1 worked case" : $"{count} worked cases");

    public static Text RulesAbove(int count) => new($"更高级别的规则 {count} 条", $"{count} rules of higher levels");

    public static Text ErrorsHeading(int count) => new($"有 {count} 项填写有误", $"{count} {(count == 1 ? "field is" : "fields are")} wrong");

    public static Text ShortBy(string quantity) => new($"差{quantity}", $"short by {quantity}");

    public static Text DefaultIs(Text word) => new($"默认（{word.Zh}）", $"default ({word.En})");

    public static Text NowFor(Text anchor) => new($"此刻：{anchor.Zh}", $"Now: {anchor.En}");

    public static Text ResponseLevel(string response) => new($"{response}级响应", $"response {response}");

    public static Text LawOf(DateOnly day, bool discovered) => discovered
        ? new($"依 {day.Write()}（发现之日）施行的规定", $"under the law of {day.Write()}, the day of discovery")
        : new($"依 {day.Write()}（今天）施行的规定", $"under the law of {day.Write()}, today");

    /// <summary>The words that begin a sentence about a fact are its shortest name.</summary>
    public static Text Short(Fact fact) => new(fact.Say.Zh.TrimEnd('：'), fact.Say.En);

    /// <summary>A reason names facts by id, as files do; a page names them as people do.</summary>
    public static Text WithNames(Text reason, Vocabulary vocabulary)
    {
        var (zh, en) = (reason.Zh, reason.En);
        foreach (var fact in vocabulary.Facts.OrderByDescending(f => f.Id.Length))
        {
            zh = zh.Replace($"{fact.Id} 为", $"{fact.Say.Zh}为", StringComparison.Ordinal);
            en = en.Replace($"{fact.Id} is", $"{fact.Say.En} is", StringComparison.Ordinal);
        }

        return new(zh, en);
    }

    /// <summary>A hint speaks of the facts file; on the page the same thing is a box to tick.</summary>
    public static Text OnPage(Text hint) => hint with { Zh = hint.Zh.Replace("填 none", "选“以上均无”", StringComparison.Ordinal) };

    public static Text ImpliedHere(ImpliedBound bound) => new(
        $"按{bound.Fact.Write(bound.After, Language.Zh)}计，由“{bound.From.Ask.Zh}”推出" + (bound.Contradiction ? "，与所填矛盾" : ""),
        $"counts as {bound.Fact.Write(bound.After, Language.En)}, implied by “{bound.From.Ask.En}”" + (bound.Contradiction ? ", against what was entered" : ""));

    public static Text QuantityExample(Unit unit)
    {
        var example = unit.Kind switch
        {
            QuantityKind.Count => $"1200万{unit.Word}",
            QuantityKind.Money => "3000万元",
            QuantityKind.Duration => "1小时30分钟",
            QuantityKind.Percent => "12.5%",
            _ => throw new ArgumentOutOfRangeException(nameof(unit)),
        };
        return new($"尚不明确（写作 {example}）", $"not known yet (as in {example})");
    }

    /// <summary>How a quantity is written.</summary>
    public static Text Written(Unit unit) => unit.Kind switch
    {
        QuantityKind.Count => new($"数量（{unit.Word}）", $"count ({unit.Word})"),
        QuantityKind.Money => new("金额（元）", "money (元)"),
        QuantityKind.Duration => new("时长（天 小时 分钟 秒）", "duration (天 小时 分钟 秒)"),
        QuantityKind.Percent => new("百分比（%）", "percentage (%)"),
        _ => throw new ArgumentOutOfRangeException(nameof(unit)),
    };

    /// <summary>What was understood: the number written out, then as the statutes write it.</summary>
    public static Text Understood(FactValue value, Unit unit)
    {
        var (low, high) = (Plain(value.Low, unit), Plain(value.High, unit));
        var brief = Brief(value, unit);
        if (value.Low == value.High)
            return new(low.Zh == brief.Zh ? low.Zh : $"{low.Zh}，即 {brief.Zh}", low.Zh == brief.Zh ? low.En : $"{low.En} ({brief.En})");
        if (value.High == FactValue.Open)
            return new($"至少 {low.Zh}，即 {brief.Zh}", $"at least {low.En} ({brief.En})");
        return new($"{low.Zh} 至 {high.Zh}，即 {brief.Zh}", $"{low.En} to {high.En} ({brief.En})");
    }

    private static Text Brief(FactValue value, Unit unit)
    {
        var low = Quantity.Format(value.Low, unit);
        if (value.Low == value.High)
            return Text.Same(low);
        return Text.Same(value.High == FactValue.Open ? $"≥{low}" : $"{low}..{Quantity.Format(value.High, unit)}");
    }

    private static Text Plain(long value, Unit unit)
    {
        string Number(long scale) => ((decimal)value / scale).ToString("#,0.######", CultureInfo.InvariantCulture);
        return unit.Kind switch
        {
            QuantityKind.Count => new($"{Number(1)} {unit.Word}", $"{Number(1)} {unit.Word switch { "人" => "persons", "次" => "times", "条" => "records", var other => other }}"),
            QuantityKind.Money => new($"{Number(100)} 元", $"{Number(100)} yuan"),
            QuantityKind.Duration => new($"{Number(60_000)} 分钟", $"{Number(60_000)} minutes"),
            QuantityKind.Percent => new($"{Number(1_000_000)}%", $"{Number(1_000_000)}%"),
            _ => throw new ArgumentOutOfRangeException(nameof(unit)),
        };
    }
}
