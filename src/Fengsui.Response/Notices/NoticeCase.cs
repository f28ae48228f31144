using System.Text.Json;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Response.Record;

namespace Fengsui.Response.Notices;

/// <summary>Why somebody is told: the words by which a policy routes.</summary>
public static class NoticeTopics
{
    /// <summary>A duty has become owed.</summary>
    public const string Owed = "owed";

    /// <summary>A duty passed its due instant.</summary>
    public const string Overdue = "overdue";

    /// <summary>A quarter of the time of a duty is left.</summary>
    public const string Reminder = "reminder";

    /// <summary>An emergency act awaits ratification.</summary>
    public const string Ratification = "ratification";

    /// <summary>An emergency act was not ratified in time.</summary>
    public const string RatificationOverdue = "ratification-overdue";

    /// <summary>A task passed its due instant.</summary>
    public const string TaskOverdue = "task-overdue";

    /// <summary>Risk information came in that somebody must judge.</summary>
    public const string Risk = "risk";

    /// <summary>A warning came in, or asks for something.</summary>
    public const string Warning = "warning";

    /// <summary>The product itself needs somebody.</summary>
    public const string System = "system";

    /// <summary>Every topic.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Owed, Overdue, Reminder, Ratification, RatificationOverdue, TaskOverdue, Risk, Warning, System];

    /// <summary>The topic for people.</summary>
    public static Text Name(string topic) => topic switch
    {
        Owed => new("须报送", "owed"),
        Overdue => new("已逾期", "overdue"),
        Reminder => new("即将到期", "due soon"),
        Ratification => new("待追认", "awaits ratification"),
        RatificationOverdue => new("追认逾期", "ratification overdue"),
        TaskOverdue => new("任务逾期", "task overdue"),
        Risk => new("风险待研判", "risk to be judged"),
        Warning => new("预警", "warning"),
        System => new("系统告警", "system alarm"),
        _ => Text.Same(topic),
    };

    /// <summary>Whether its time is over already.</summary>
    public static bool IsLate(string topic) => topic is Overdue or RatificationOverdue or TaskOverdue;
}

/// <summary>One thing of which people are told.</summary>
/// <param name="Topic">Why.</param>
/// <param name="Key">What within its matter: the duty, the task, the ratification.</param>
/// <param name="What">What is to be done. It goes out through every channel, so it names no incident and no person.</param>
/// <param name="Due">By when, or null.</param>
/// <param name="AtOnce">Whether the law says so with a word, and no instant.</param>
public sealed record NoticeItem(string Topic, string Key, Text What, Instant? Due, bool AtOnce);

/// <summary>
/// Asks that people are told of something. A kind of matter returns it from <see cref="MatterKind.Messages"/>; the rest follows from the policy of the
/// organisation.
/// </summary>
/// <param name="Level">The level that counts, 0 (none) to 4.</param>
/// <param name="Link">The page of the act, as a path; <c>{matter}</c> in it stands for the matter that asks.</param>
/// <param name="Items">What people are told.</param>
public sealed record NoticeAsk(int Level, string Link, IReadOnlyList<NoticeItem> Items)
{
    /// <summary>The topic of these messages in the outbox.</summary>
    public const string Topic = "notice.ask";

    /// <summary>As a message of the line that asks for it.</summary>
    public Message Told() => new(Topic, JsonSerializer.Serialize(this, NoticeJson.Written.NoticeAsk));

    /// <summary>Reads a message.</summary>
    /// <exception cref="RecordException">It cannot be read.</exception>
    public static NoticeAsk Read(string body) => NoticeJson.Read(body, NoticeJson.Written.NoticeAsk, Topic);
}

/// <summary>What a policy routes by.</summary>
/// <param name="Kind">The kind of matter.</param>
/// <param name="Level">The level that counts, 0 (none) to 4.</param>
/// <param name="Items">What people are told.</param>
public sealed record NoticeCase(string Kind, int Level, IReadOnlyList<NoticeItem> Items)
{
    /// <summary>By when the first of it must be done, or null.</summary>
    public Instant? Due => Items.Min(i => i.Due);

    /// <summary>Whether something of it is due at once, by a word or because its time is over.</summary>
    public bool AtOnce => Items.Any(i => i.AtOnce || NoticeTopics.IsLate(i.Topic));
}
