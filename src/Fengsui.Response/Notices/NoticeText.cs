using System.Security.Cryptography;
using System.Text;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Grading;

namespace Fengsui.Response.Notices;

/// <summary>What a message may hold.</summary>
public enum NoticeReach
{
    /// <summary>A group or a gateway of others: level, what, by when, the link.</summary>
    Outside,

    /// <summary>A mailbox: everything that is to be done, and the number of the matter; no title.</summary>
    Mailbox,

    /// <summary>Inside the product: everything.</summary>
    Inside,
}

/// <summary>A message as it is sent.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Body">The text, without the link.</param>
/// <param name="Link">The address that acknowledges.</param>
public sealed record NoticeMessage(string Subject, string Body, string Link)
{
    /// <summary>The hash of what was said. The link is left out: it holds a secret, and differs from person to person.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Subject}\n{Body}")));
}

/// <summary>Writes what people are told. What a channel may not carry, it never gets: the title of an incident, facts, names.</summary>
public static class NoticeText
{
    private const int MostItems = 5;

    /// <summary>How much a kind of channel may carry.</summary>
    public static NoticeReach ReachOf(string kind) => kind switch
    {
        "app" => NoticeReach.Inside,
        "email" => NoticeReach.Mailbox,
        _ => NoticeReach.Outside,
    };

    /// <summary>Writes a message.</summary>
    /// <param name="what">The page.</param>
    /// <param name="kind">The kind of channel.</param>
    /// <param name="link">The address that acknowledges.</param>
    /// <param name="now">The moment.</param>
    /// <param name="language">The language of the person.</param>
    public static NoticeMessage Write(PageEvent.Opened what, string kind, string link, Instant now, Language language)
    {
        var reach = ReachOf(kind);
        var items = what.Items.OrderBy(i => i.AtOnce || NoticeTopics.IsLate(i.Topic) ? 0 : 1).ThenBy(i => i.Due is null).ThenBy(i => i.Due).ToList();
        var level = what.Level is >= 1 and <= 4 ? ((Level)what.Level).Name() : new Text("未定级", "not graded");
        var subject = new Text($"【{level.Zh}】{First(items, Language.Zh)}", $"[{level.En}] {First(items, Language.En)}").In(language);
        var lines = items.Take(reach == NoticeReach.Outside ? MostItems : int.MaxValue).Select(i => Line(i, now).In(language)).ToList();
        if (lines.Count < items.Count)
            lines.Add(new Text($"另有 {items.Count - lines.Count} 项", $"and {items.Count - lines.Count} more").In(language));
        if (reach == NoticeReach.Mailbox)
            lines.Add(new Text($"编号 {what.Matter}", $"number {what.Matter}").In(language));
        return new(subject, string.Join('\n', lines), link);
    }

    /// <summary>One thing, with its time.</summary>
    public static Text Line(NoticeItem item, Instant now)
    {
        var topic = NoticeTopics.Name(item.Topic);
        var by = By(item, now);
        return new($"{topic.Zh}：{item.What.Zh}{(by.Zh.Length > 0 ? $"，{by.Zh}" : "")}", $"{topic.En}: {item.What.En}{(by.En.Length > 0 ? $", {by.En}" : "")}");
    }

    private static Text By(NoticeItem item, Instant now)
    {
        if (item.Due is not { } due)
            return item.AtOnce ? new("立即", "at once") : new("", "");
        var at = due.ToDateTimeOffset();
        var said = $"{at:yyyy-MM-dd HH:mm}";
        if (NoticeTopics.IsLate(item.Topic) || due < now)
            return new($"已过 {said}", $"was due {said}");
        var left = due.UnixSeconds - now.UnixSeconds;
        return new($"{said} 前（剩 {Left(left, "天 ")}）", $"by {said} ({Left(left, " d ")} left)");
    }

    private static string Left(long left, string days) => left < 86_400
        ? $"{left / 3600:00}:{left / 60 % 60:00}:{left % 60:00}" : $"{left / 86_400}{days}{left / 3600 % 24:00}:{left / 60 % 60:00}";

    private static string First(List<NoticeItem> items, Language language) => items.Count == 0 ? ""
        : NoticeTopics.Name(items[0].Topic).In(language) + (language == Language.Zh ? "：" : ": ") + items[0].What.In(language);
}
