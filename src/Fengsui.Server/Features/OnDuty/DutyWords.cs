using Fengsui.Law;

namespace Fengsui.Server.Features.OnDuty;

/// <summary>The words of the duty desk, in both languages.</summary>
internal static class DutyWords
{
    public static readonly Text DutyDesk = new("值守台", "Duty desk");
    public static readonly Text WhatBinds = new("现在要办的", "What binds now");
    public static readonly Text SelfJudged = new("自判", "self-judged");
    public static readonly Text Determined = new("认定", "determined");
    public static readonly Text ByTheFacts = new("按事实", "by the facts");
    public static readonly Text NothingOpen = new("没有进行中的事件", "No incident is open");
    public static readonly Text NothingOpenHow = new(
        "接到告警或电话时，在下面写一句话就可以立案，时钟从那一刻起算；也可以先在研判台试填事实，不留记录。",
        "When an alarm or a call comes in, write one line below: the incident is opened, and its clocks run from then on. On the assessment desk facts can be tried without a record.");
    public static readonly Text NothingBinds = new("进行中的事件现在没有必须办理的报送", "In the open incidents nothing has to be reported now");
    public static readonly Text ToAssess = new("去研判台", "To the assessment desk");
    public static readonly Text ToKit = new("打印应急包", "Print the emergency kit");
    public static readonly Text OpenInOneLine = new("一句话立案", "Open an incident in one line");
    public static readonly Text OpenExample = new("发生了什么", "what happened");
    public static readonly Text Open = new("立案", "Open");
    public static readonly Text NoClocks = new("没有在走的时钟。", "No clock is running.");
    public static readonly Text OpenIncidents = new("进行中的事件", "Open incidents");
    public static readonly Text AlsoWaiting = new("还等着办", "Also waiting");
    public static readonly Text WhoHoldsWhat = new("岗位与人", "Posts and people");
    public static readonly Text Vacant = new("空缺", "vacant");
    public static readonly Text NotForYou = new("您的岗位不查阅事件。", "Your posts do not read incidents.");
    public static readonly Text People = new("人员与岗位", "People and posts");

    public static Text ToRatify(Text act) => new($"待追认：{act.Zh}", $"to be ratified: {act.En}");

    public static Text NoReceipt(Text report) => new($"未登记回执：{report.Zh}", $"no receipt yet: {report.En}");
}
