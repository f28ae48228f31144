using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>A file arrived. Size and hash are those that the store computed, so this act is made by the upload and never sent by a program.</summary>
public sealed record AttachFile : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "attach-file";

    /// <summary>The id of the attachment.</summary>
    public required string Attachment { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The hash of its content on arrival, lower hex.</summary>
    public required string Sha256 { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment) => new IncidentEvent.FileAttached(Attachment, Size, Sha256);
}
