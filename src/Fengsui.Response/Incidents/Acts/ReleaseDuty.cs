using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Releases a duty on the ground of the authority's written determination; the only way once its due instant has passed.</summary>
public sealed record ReleaseDuty : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "release-duty";

    /// <summary>The key of the duty.</summary>
    public string? Duty { get; init; }

    /// <summary>The authority's written determination about this duty; when left out, that of a level below the one that brought it.</summary>
    public string? Document { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    internal override bool SettlesDuties => true;

    internal override Outcome Decide(IncidentState state, Moment moment)
    {
        if (First(Reporting.NotOpen(state, Duty), TooLong("document", Document, 200), Need("reason", Reason)) is { } refusal)
            return refusal;
        var pack = DutyBook.Split(Duty!).Pack;
        var settled = state.Assessed?.Packs.FirstOrDefault(p => p.Pack == pack) is { } own ? own.Settled : state.Assessed?.Settled;
        var under = state.LevelUnder(pack, settled);
        var determined = state.Determined.GetValueOrDefault(pack) ?? state.Determined.GetValueOrDefault("");
        // A determination that confirms the level confirms the duty with it.
        var lowered = determined is not null && determined.Level < under ? determined.Ground : null;
        return (string.IsNullOrWhiteSpace(Document) ? lowered : Document) is { } document
            ? new IncidentEvent.DutyReleased(Duty!, document, Reason!) { Under = under }
            : new Refusal(RefusalKind.Order, "duty", new("没有主管部门免除它的书面认定", "there is no written determination by the authority that releases it"),
                new("在 document 写明书面认定；或先用 record-determination 登记较低的级别和文号", "give the written determination in `document`, or record a lower level with its `document` by record-determination"));
    }
}
