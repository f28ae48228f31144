using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Adds a note to the time line.</summary>
public sealed record AddNote : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "add-note";

    /// <summary>The note.</summary>
    public string? Text { get; init; }

    /// <summary>An attachment.</summary>
    public string? Attachment { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment) => First(Need("text", Text), TooLong("attachment", Attachment, 200)) is { } refusal ? refusal : new IncidentEvent.NoteAdded(Text!, Attachment);
}
