using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Carries out a measure of a plan, with what proves it.</summary>
public sealed record DoMeasure : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "do-measure";

    /// <summary>The plan.</summary>
    public string? Pack { get; init; }

    /// <summary>The id of the measure.</summary>
    public string? Measure { get; init; }

    /// <summary>What proves it.</summary>
    public string? Proof { get; init; }

    /// <summary>An attachment.</summary>
    public string? Attachment { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment)
    {
        if (First(NeedId("pack", Pack), NeedId("measure", Measure), Need("proof", Proof), TooLong("attachment", Attachment, 200)) is { } refusal)
            return refusal;
        return moment.Library.Find(Pack!)?.Measures.Any(m => m.Id == Measure) == true
            ? new IncidentEvent.MeasureDone(Pack!, Measure!, Proof!, Attachment)
            : Refusal.Input("measure", new($"{Pack} 没有措施 {Measure}", $"{Pack} has no measure {Measure}"), new($"见 /law/{Pack}", $"see /law/{Pack}"));
    }
}
