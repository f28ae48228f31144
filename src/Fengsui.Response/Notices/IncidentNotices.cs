using System.Text.Json;
using Fengsui.Law;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;

namespace Fengsui.Response.Notices;

/// <summary>What people are told of the clocks of an incident, and whether there is still anything to be told.</summary>
public static class IncidentNotices
{
    /// <summary>The topic of the messages of an incident in the outbox.</summary>
    public const string Topic = "incident.clock";

    /// <summary>Reads a message.</summary>
    public static ClockMessage Read(string body) => JsonSerializer.Deserialize(body, IncidentJson.Written.ClockMessage)!;

    /// <summary>What a message tells, or null when it is settled by now: a message that waited long wakes nobody for nothing.</summary>
    /// <param name="state">The incident as it stands.</param>
    /// <param name="message">The message.</param>
    /// <param name="library">The law, for the words.</param>
    public static NoticeItem? ItemOf(IncidentState state, ClockMessage message, Library library)
    {
        var item = message.What switch
        {
            NoticeTopics.Owed or NoticeTopics.Overdue or NoticeTopics.Reminder => state.Duties.TryGetValue(message.Key, out var duty)
                ? new NoticeItem(message.What, message.Key, new($"向{duty.To}报送", $"report to {duty.To}"), duty.Due, IsAtOnce(library, message.Key))
                : null,
            NoticeTopics.TaskOverdue => state.Tasks.TryGetValue(message.Key, out var task)
                // The title of a task may say what happened.
                ? new NoticeItem(message.What, message.Key, new("完成已逾期的任务", "finish an overdue task"), task.Due, AtOnce: false)
                : null,
            NoticeTopics.Ratification => new(message.What, message.Key, Ratify(library, message.Key), message.At, AtOnce: false),
            NoticeTopics.RatificationOverdue => int.TryParse(message.Key, out var no) && state.Ratifications.TryGetValue(no, out var awaiting)
                ? new NoticeItem(message.What, message.Key, Ratify(library, awaiting.Act), awaiting.Due, AtOnce: false)
                : null,
            _ => null,
        };
        return item is not null && IsOpen(state, item) ? item : null;
    }

    /// <summary>Whether something is still to be done; a recurring duty that was met has a later due instant.</summary>
    public static bool IsOpen(IncidentState state, NoticeItem item) => item.Topic switch
    {
        NoticeTopics.Owed or NoticeTopics.Overdue or NoticeTopics.Reminder => state.Duties.TryGetValue(item.Key, out var duty) && duty.IsDue
            && (item.Due is null || duty.Due is null || duty.Due <= item.Due),
        NoticeTopics.TaskOverdue => state.Tasks.TryGetValue(item.Key, out var task) && task.State == "open" && !state.Phase.IsClosed(),
        NoticeTopics.Ratification => state.Ratifications.Values.Any(r => r.Act == item.Key && r.State == "open"),
        NoticeTopics.RatificationOverdue => int.TryParse(item.Key, out var no) && state.Ratifications.TryGetValue(no, out var awaiting) && awaiting.State == "open",
        _ => true,
    };

    private static Text Ratify(Library library, string act) =>
        library.Procedure.Act(act) is { } rule ? new($"追认“{rule.Name.Zh}”", $"ratify “{rule.Name.En}”") : new("追认紧急处置", "ratify an emergency act");

    private static bool IsAtOnce(Library library, string key) => key.Split('/') is [var pack, var id, ..]
        && library.Find(pack)?.Duties.FirstOrDefault(d => d.Id == id)?.Limit is Limit.Word { Term.First: true };
}
