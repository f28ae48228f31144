using System.Text.Json.Serialization;
using Fengsui.Law.Calendar;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Sets a task.</summary>
public sealed record SetTask : Act
{
    private const int MostTasks = 2000;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "set-task";

    /// <summary>What is to be done.</summary>
    public string? Title { get; init; }

    /// <summary>Who does it.</summary>
    public string? Assignee { get; init; }

    /// <summary>By when.</summary>
    public Instant? Due { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment)
    {
        if (First(Need("title", Title, 200), TooLong("assignee", Assignee, 200)) is { } refusal)
            return refusal;
        return state.Tasks.Count >= MostTasks
            ? Refusal.Input("title", new($"任务已有 {MostTasks} 项", $"there are {MostTasks} tasks already"), new("请先办结", "finish some first"))
            : new IncidentEvent.TaskSet($"t{state.Tasks.Count + 1}", Title!, Assignee, Due);
    }
}
