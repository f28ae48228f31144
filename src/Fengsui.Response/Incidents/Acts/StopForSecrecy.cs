using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Nothing more may be typed here: it concerns state secrets.</summary>
public sealed record StopForSecrecy : Act
{
    /// <summary>Its id in the table, whose row also cites why a stopped incident takes nothing more.</summary>
    internal const string Name = "secrecy-stop";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => Name;

    /// <summary>Why, without anything secret.</summary>
    public string? Reason { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment) => Need("reason", Reason, 200) is { } refusal ? refusal : new IncidentEvent.SecrecyStopped(Reason!);
}
