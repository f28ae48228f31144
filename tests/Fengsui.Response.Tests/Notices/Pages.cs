using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Response.Notices;

namespace Fengsui.Response.Tests.Notices;

/// <summary>Pages and directories for tests.</summary>
internal static class Pages
{
    public static readonly Instant Night = new(1_790_964_840);

    public static NoticeDirectory There { get; } = new(
        [["p-duty"]],
        new Dictionary<string, IReadOnlyList<string>> { ["duty-officer"] = ["p-duty"], ["commander"] = ["p-wang"] },
        new Dictionary<string, IReadOnlyList<string>> { ["duty-officer"] = ["p-deputy"] },
        new Dictionary<string, IReadOnlyList<Way>> { ["p-duty"] = [new(1, "sms")], ["p-deputy"] = [new(1, "sms"), new(2, "email")], ["p-wang"] = [] },
        [new("sms", "sms", true), new("group", "dingtalk", true), new("mail", "email", false)]);

    public static NoticeItem Owed(long inSeconds, string key = "cn.a/first") =>
        new(NoticeTopics.Owed, key, new("向省级网信部门报送", "report to the provincial office"), Night.Plus(inSeconds), AtOnce: false);

    public static PageEvent.Opened What(int repeat = 0, params NoticeItem[] items) => new(
        "m-1", "incident", 7, 3, "/incidents/m-1", items.Length > 0 ? items : [Owed(600)], "",
        [new(["on-duty 1"], ["app", "dingtalk", "sms"], null), new(["deputy duty-officer"], ["sms"], null), new(["post commander"], ["app", "sms"], null)],
        PolicyReader.Default.Waits.Rows, repeat);

    public static Page After(Page page, PageInput input, Instant now)
    {
        foreach (var said in Paging.Decide(page, input, now).Events)
            page.Apply(said, now);
        return page;
    }

    public static Page Opened(int repeat = 0, params NoticeItem[] items) => After(new(), new PageInput.Open(What(repeat, items), There), Night);
}
