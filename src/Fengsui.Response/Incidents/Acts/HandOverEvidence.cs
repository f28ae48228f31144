using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Hands evidence over; every hand it went through stays on record.</summary>
public sealed record HandOverEvidence : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "hand-over-evidence";

    /// <summary>The id of the evidence.</summary>
    public string? Evidence { get; init; }

    /// <summary>Who gives it: the holder on record.</summary>
    public string? From { get; init; }

    /// <summary>Who takes it.</summary>
    public string? To { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>The hash at the hand-over, when it was computed again.</summary>
    public string? Sha256 { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment)
    {
        if (First(NeedId("evidence", Evidence), TooLong("from", From, 200), Need("to", To, 200), Need("reason", Reason), Hashes.Wrong("sha256", Sha256, needed: false)) is { } refusal)
            return refusal;
        if (!state.Holders.TryGetValue(Evidence!, out var holder))
            return Refusal.Input("evidence", new($"没有证据 {Evidence}", $"no evidence {Evidence}"), new("先用 take-evidence 登记", "take it first with take-evidence"));
        return From is not null && From != holder
            ? Refusal.Input("from", new($"现由 {holder} 保管", $"{holder} holds it"), new("请核对移交人", "check who hands it over"))
            : new IncidentEvent.EvidenceHandedOver(Evidence!, holder, To!, Reason!, Sha256);
    }
}
