using Fengsui.Law;

namespace Fengsui.Server.Features.Law;

/// <summary>The words of confirming a citation, in both languages.</summary>
internal static class LawWords
{
    public static readonly Text Confirm = new("核对并确认", "Compare and confirm");
    public static readonly Text Withdraw = new("撤回确认", "Withdraw the confirmation");
    public static readonly Text Against = new("对照了什么", "Compared with");
    public static readonly Text AgainstHint = new(
        "官方页面或纸质文本，写明版本和查阅日期", "The official page or the printed text, with its edition and the day");
    public static readonly Text ConfirmHint = new(
        "确认记入本单位的记录和审计，本单位的页面不再显示待核对；条款所在的法规包更新后须重新确认。",
        "It goes into the organisation's record and audit, and the mark goes from its pages; when the pack changes, it asks again.");
    public static readonly Text Reason = new("撤回的理由", "Why it is withdrawn");
}
