using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Takes evidence, with its hash on arrival.</summary>
public sealed record TakeEvidence : Act
{
    private const int MostPieces = 5000;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "take-evidence";

    /// <summary>What it is.</summary>
    public string? What { get; init; }

    /// <summary>Where it was taken.</summary>
    public string? Where { get; init; }

    /// <summary>Its SHA-256 in lower hex; taken from the attachment when there is one.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The attachment that holds it.</summary>
    public string? Attachment { get; init; }

    /// <summary>Who holds it; the person who takes it when left out.</summary>
    public string? Holder { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment)
    {
        if (First(Need("what", What, 400), TooLong("where", Where, 400), TooLong("holder", Holder, 200), TooLong("attachment", Attachment, 200), Hashes.Wrong("sha256", Sha256, needed: true)) is { } refusal)
            return refusal;
        return state.Holders.Count >= MostPieces
            ? Refusal.Input("what", new($"证据已有 {MostPieces} 件", $"there are {MostPieces} pieces already"), new("请打包后登记", "pack several into one"))
            : new IncidentEvent.EvidenceTaken($"e{state.Holders.Count + 1}", What!, Where, Sha256!, Attachment, Holder ?? moment.Actor);
    }
}
