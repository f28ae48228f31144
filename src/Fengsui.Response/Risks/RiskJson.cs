using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fengsui.Response.Incidents;

namespace Fengsui.Response.Risks;

/// <summary>The JSON of risks: keys in lower case with underscores, Chinese as it is, defaults left out, unknown keys refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(InstantConverter), typeof(LevelConverter), typeof(RiskFormatConverter)])]
[JsonSerializable(typeof(RiskReport))]
[JsonSerializable(typeof(RiskEvent.Arrived))]
[JsonSerializable(typeof(RiskEvent.IndicatorsFound))]
[JsonSerializable(typeof(RiskEvent.Rose))]
[JsonSerializable(typeof(RiskEvent.Judged))]
[JsonSerializable(typeof(RiskEvent.Watched))]
[JsonSerializable(typeof(RiskEvent.WatchEnded))]
[JsonSerializable(typeof(RiskEvent.Dismissed))]
[JsonSerializable(typeof(RiskEvent.Reported))]
[JsonSerializable(typeof(RiskEvent.Warned))]
[JsonSerializable(typeof(RiskEvent.Became))]
[JsonSerializable(typeof(RiskEvent.Reopened))]
[JsonSerializable(typeof(RiskState))]
[JsonSerializable(typeof(IntakeEvent.ThresholdsSet))]
[JsonSerializable(typeof(IntakeEvent.Suppressed))]
[JsonSerializable(typeof(IntakeEvent.SuppressionEnded))]
[JsonSerializable(typeof(IntakeRules))]
[JsonSerializable(typeof(Indicator))]
internal sealed partial class RiskJson : JsonSerializerContext
{
    /// <summary>The one set of options; the encoder cannot be named in the attribute.</summary>
    public static RiskJson Written => Encoding.Written;

    private static class Encoding
    {
        public static readonly RiskJson Written = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}

/// <summary>Forms as their words.</summary>
public sealed class RiskFormatConverter : JsonConverter<RiskFormat>
{
    /// <inheritdoc/>
    public override RiskFormat Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        RiskFormats.Parse(reader.GetString() ?? "") ?? throw new JsonException("no form of risk information");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RiskFormat value, JsonSerializerOptions options) => writer.WriteStringValue(value.Word());
}
