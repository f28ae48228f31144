using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Records the investigation and evaluation.</summary>
public sealed record Investigate : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "investigate";

    /// <summary>起因.</summary>
    public string? Cause { get; init; }

    /// <summary>经过.</summary>
    public string? Course { get; init; }

    /// <summary>责任.</summary>
    public string? Responsibility { get; init; }

    /// <summary>影响和损失.</summary>
    public string? Loss { get; init; }

    /// <summary>教训和改进措施.</summary>
    public string? Lessons { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment) =>
        First(Need("cause", Cause, 20_000), Need("course", Course, 20_000), Need("responsibility", Responsibility, 20_000), Need("loss", Loss, 20_000), Need("lessons", Lessons, 20_000)) is { } refusal
            ? refusal
            : new IncidentEvent.Investigated(Cause!, Course!, Responsibility!, Loss!, Lessons!);
}
