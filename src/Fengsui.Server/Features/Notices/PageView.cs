using Fengsui.Law;
using Fengsui.Response.Notices;

namespace Fengsui.Server.Features.Notices;

/// <summary>A page as it is shown.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Page">The page.</param>
/// <param name="Title">What the matter is called, for those who may read it; else null.</param>
/// <param name="ToldAt">When the reader was told, unix seconds.</param>
/// <param name="Names">What the people are called.</param>
internal sealed record PageView(string Id, Page Page, string? Title, long ToldAt, IReadOnlyDictionary<string, string> Names)
{
    /// <summary>There is no level.</summary>
    public static readonly Text NotGraded = new("未定级", "not graded");

    /// <summary>There are more than are shown.</summary>
    public static Text More(int count) => new($"另有 {count} 项", $"and {count} more");

    /// <summary>How a page ended, or that it waits.</summary>
    public static Text EndOf(Page page, IReadOnlyDictionary<string, string> names) => page.End switch
    {
        null => NoticeWords.IsOpen,
        { How: NoticeReasons.Acknowledged, By: { } by } => new($"{names.GetValueOrDefault(by, by)} 确认收到", $"acknowledged by {names.GetValueOrDefault(by, by)}"),
        var end => NoticeReasons.Names[end.How],
    };

    /// <summary>How a send stands.</summary>
    public static Text StateOf(PageSend send) => send.State switch
    {
        PageSend.Waiting => NoticeWords.Waiting,
        PageSend.Sending => NoticeWords.Sending,
        var outcome => NoticeOutcomes.Names[outcome],
    };
}
