using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Ratifies an emergency act, or refuses it. Nobody ratifies what he did himself.</summary>
public sealed record Ratify : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "ratify";

    internal override bool IsForClosed => true;

    internal override bool IsFreeOfText => Note is null;

    /// <summary>The number of the emergency act.</summary>
    public int? No { get; init; }

    /// <summary>Whether it is agreed to.</summary>
    public bool? Agreed { get; init; }

    /// <summary>A remark.</summary>
    public string? Note { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment)
    {
        if (No is not { } no || state.Ratifications.GetValueOrDefault(no) is not { State: "open" } awaiting)
            return Refusal.Input("no", new("没有这项待追认的处置", "nothing of that number awaits ratification"), new("编号见事件的 ratifications", "the numbers stand under `ratifications`"));
        if (Agreed is not { } agreed)
            return Refusal.Input("agreed", new("没有填写", "it is missing"), new("写 true 或 false", "write true or false"));
        if (TooLong("note", Note) is { } refusal)
            return refusal;
        if (awaiting.By == moment.Actor)
            return new Refusal(RefusalKind.Authority, "no", new("不能追认自己的处置", "nobody ratifies what he did himself"), new("请由他人追认", "somebody else has to"));
        var may = moment.Library.Procedure.Act(awaiting.Act)!.May;
        return moment.Scene.Posts.Any(p => may.Any(m => m.Id == p.Post))
            ? new IncidentEvent.Ratified(no, agreed, Note)
            : new Refusal(RefusalKind.Authority, "no", new("您的岗位本来也不能作这项处置", "your posts could not have done it either"), new($"由{string.Join("、", may.Select(m => m.Name.Zh))}追认", $"it is for: {string.Join(", ", may.Select(m => m.Name.En))}"));
    }
}
