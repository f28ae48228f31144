namespace Fengsui.Response.Incidents.Acts;

/// <summary>Releases a duty on the ground of the authority's written determination; the only way once its due instant has passed.</summary>
public sealed record ReleaseDuty : Act
{
    /// <inheritdoc/>
    public override string Id => "release-duty";

    /// <summary>The key of the duty.</summary>
    public string? Duty { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment)
    {
        if (First(Reporting.NotOpen(state, Duty), Need("reason", Reason)) is { } refusal)
            return refusal;
        var pack = DutyBook.Split(Duty!).Pack;
        var determined = state.Determined.GetValueOrDefault(pack) ?? state.Determined.GetValueOrDefault("");
        return determined?.Ground is { } document
            ? new IncidentEvent.DutyReleased(Duty!, document, Reason!)
            : new Refusal(RefusalKind.Order, "duty", new("没有主管部门的书面认定", "there is no written determination by the authority"),
                new("先用 record-determination 登记并写明 document", "record it first with record-determination, with its `document`"));
    }
}
