using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fengsui.Law.Calendar;
using Fengsui.Law.Grading;

namespace Fengsui.Response.Incidents;

/// <summary>How events and states are written: snake_case, no nulls, Chinese as it is; instants with +08:00, levels by the statute's word.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(InstantConverter), typeof(LevelConverter), typeof(PhaseConverter)])]
[JsonSerializable(typeof(IncidentEvent.Opened))]
[JsonSerializable(typeof(IncidentEvent.LawPinned))]
[JsonSerializable(typeof(IncidentEvent.FactAsserted))]
[JsonSerializable(typeof(IncidentEvent.TimeStated))]
[JsonSerializable(typeof(IncidentEvent.TimeCorrected))]
[JsonSerializable(typeof(IncidentEvent.Classified))]
[JsonSerializable(typeof(IncidentEvent.Assessed))]
[JsonSerializable(typeof(IncidentEvent.LevelJudged))]
[JsonSerializable(typeof(IncidentEvent.LevelDetermined))]
[JsonSerializable(typeof(IncidentEvent.FirstHandled))]
[JsonSerializable(typeof(IncidentEvent.ResponseStarted))]
[JsonSerializable(typeof(IncidentEvent.ResponseAdjusted))]
[JsonSerializable(typeof(IncidentEvent.ResponseEnded))]
[JsonSerializable(typeof(IncidentEvent.MeasureDone))]
[JsonSerializable(typeof(IncidentEvent.TaskSet))]
[JsonSerializable(typeof(IncidentEvent.TaskFinished))]
[JsonSerializable(typeof(IncidentEvent.NoteAdded))]
[JsonSerializable(typeof(IncidentEvent.FileAttached))]
[JsonSerializable(typeof(IncidentEvent.EvidenceTaken))]
[JsonSerializable(typeof(IncidentEvent.EvidenceHandedOver))]
[JsonSerializable(typeof(IncidentEvent.IndicatorsAdded))]
[JsonSerializable(typeof(IncidentEvent.ReportMade))]
[JsonSerializable(typeof(IncidentEvent.ReceiptRecorded))]
[JsonSerializable(typeof(IncidentEvent.ReportCorrected))]
[JsonSerializable(typeof(IncidentEvent.NotReported))]
[JsonSerializable(typeof(IncidentEvent.DutyReleased))]
[JsonSerializable(typeof(IncidentEvent.OpinionWatched))]
[JsonSerializable(typeof(IncidentEvent.UsersNotified))]
[JsonSerializable(typeof(IncidentEvent.HandlingEnded))]
[JsonSerializable(typeof(IncidentEvent.Investigated))]
[JsonSerializable(typeof(IncidentEvent.SummedUp))]
[JsonSerializable(typeof(IncidentEvent.Archived))]
[JsonSerializable(typeof(IncidentEvent.Dismissed))]
[JsonSerializable(typeof(IncidentEvent.Reopened))]
[JsonSerializable(typeof(IncidentEvent.Linked))]
[JsonSerializable(typeof(IncidentEvent.Merged))]
[JsonSerializable(typeof(IncidentEvent.SecrecyStopped))]
[JsonSerializable(typeof(IncidentEvent.SecrecyLifted))]
[JsonSerializable(typeof(IncidentEvent.RatificationAwaited))]
[JsonSerializable(typeof(IncidentEvent.Ratified))]
[JsonSerializable(typeof(IncidentEvent.DutiesReckoned))]
[JsonSerializable(typeof(IncidentEvent.ClockReached))]
[JsonSerializable(typeof(IncidentState))]
[JsonSerializable(typeof(CustodyRow))]
[JsonSerializable(typeof(NoteRow))]
[JsonSerializable(typeof(LinkRow))]
[JsonSerializable(typeof(Indicator))]
[JsonSerializable(typeof(ClockMessage))]
internal sealed partial class IncidentJson : JsonSerializerContext
{
    /// <summary>The one set of options; the encoder cannot be named in the attribute.</summary>
    public static IncidentJson Written => Encoding.Written;

    /// <summary>Made when it is first asked for: the generated part of this class has statics that must stand before.</summary>
    private static class Encoding
    {
        public static readonly IncidentJson Written = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}

/// <summary>Instants as ISO 8601 with +08:00.</summary>
public sealed class InstantConverter : JsonConverter<Instant>
{
    /// <inheritdoc/>
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Instant.TryParse(reader.GetString()!, out var instant) ? instant : throw new JsonException("not an instant");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>Levels by the statute's word.</summary>
public sealed class LevelConverter : JsonConverter<Level>
{
    /// <inheritdoc/>
    public override Level Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Levels.Parse(reader.GetString()!) is { } level ? level : throw new JsonException("not a level");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Level value, JsonSerializerOptions options) => writer.WriteStringValue(value.Word());
}

/// <summary>Phases by their word.</summary>
public sealed class PhaseConverter : JsonConverter<Phase>
{
    private static readonly Dictionary<string, Phase> Words = Enum.GetValues<Phase>().ToDictionary(p => p.Word());

    /// <inheritdoc/>
    public override Phase Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Words.TryGetValue(reader.GetString()!, out var phase) ? phase : throw new JsonException("not a phase");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Phase value, JsonSerializerOptions options) => writer.WriteStringValue(value.Word());
}
