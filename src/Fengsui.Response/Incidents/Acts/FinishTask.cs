using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Finishes a task, or gives it up.</summary>
public sealed record FinishTask : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "finish-task";

    /// <summary>The id of the task.</summary>
    public string? Task { get; init; }

    /// <summary>What came of it.</summary>
    public string? Result { get; init; }

    /// <summary>Whether it is given up.</summary>
    public bool GivenUp { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment)
    {
        if (First(NeedId("task", Task), Need("result", Result)) is { } refusal)
            return refusal;
        return state.Tasks.GetValueOrDefault(Task!) is { State: "open" }
            ? new IncidentEvent.TaskFinished(Task!, Result!, GivenUp)
            : Refusal.Input("task", new($"没有进行中的任务 {Task}", $"no open task {Task}"), new($"进行中：{Open(state)}", $"open: {Open(state)}"));
    }

    private static string Open(IncidentState state) => string.Join(" ", state.Tasks.Where(t => t.Value.State == "open").Select(t => t.Key).Take(20)) is { Length: > 0 } open ? open : "—";
}
