using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Fengsui.Law.Calendar;
using Fengsui.Response.Incidents;
using Fengsui.Response.Record;

namespace Fengsui.Response.Warnings;

/// <summary>The names and versions under which the events of a warning are written. A name is never given to something else; a new shape gets a new version.</summary>
public static class WarningEvents
{
    private static readonly IReadOnlyList<Shape> Shapes =
    [
        Of("warning-drafted", WarningJson.Written.Drafted),
        Of("draft-edited", WarningJson.Written.Edited),
        Of("revision-begun", WarningJson.Written.RevisionBegun),
        Of("draft-discarded", WarningJson.Written.DraftDiscarded),
        Of("consent-given", WarningJson.Written.ConsentGiven),
        Of("warning-issued", WarningJson.Written.Issued),
        Of("recipients-named", WarningJson.Written.RecipientsNamed),
        Of("recipients-dropped", WarningJson.Written.RecipientsDropped),
        Of("receipts-recorded", WarningJson.Written.ReceiptsRecorded),
        Of("feedback-given", WarningJson.Written.FeedbackGiven),
        Of("warning-measure-done", WarningJson.Written.MeasureDone),
        Of("warning-lifted", WarningJson.Written.Lifted),
        Of("warning-received", WarningJson.Written.Received),
        Of("receipt-returned", WarningJson.Written.ReceiptReturned),
        Of("feedback-returned", WarningJson.Written.FeedbackReturned),
        Of("warning-clock-reached", WarningJson.Written.ClockReached),
    ];

    private static readonly Dictionary<(string, int), Shape> ByName = Shapes.ToDictionary(s => (s.Name, s.Version));
    private static readonly Dictionary<Type, Shape> ByType = Shapes.ToDictionary(s => s.Type);

    /// <summary>Every name with its version and type.</summary>
    public static IEnumerable<(string Name, int Version, Type Type)> All => Shapes.Select(s => (s.Name, s.Version, s.Type));

    /// <summary>Writes an event as a line of the journal.</summary>
    public static NewEntry Write(WarningEvent what, Instant doneAt, Instant recordedAt, string actor, string post)
    {
        var shape = ByType[what.GetType()];
        return new(shape.Name, shape.Version, doneAt, recordedAt, actor, post, shape.Write(what));
    }

    /// <summary>Reads a line of the journal.</summary>
    /// <exception cref="RecordException">Its name, version or body is not known.</exception>
    public static WarningEvent Read(NewEntry line)
    {
        if (!ByName.TryGetValue((line.Type, line.Version), out var shape))
            throw new RecordException($"no event {line.Type} v{line.Version}: written by a newer version, or damaged");
        try
        {
            return shape.Read(line.Body) ?? throw new RecordException($"a {line.Type} v{line.Version} has no body");
        }
        catch (JsonException e)
        {
            throw new RecordException($"the body of a {line.Type} v{line.Version} cannot be read: {e.Message}", e);
        }
    }

    private static Shape Of<T>(string name, JsonTypeInfo<T> type, int version = 1)
        where T : WarningEvent => new(name, version, typeof(T), what => JsonSerializer.Serialize((T)what, type), body => body.Read(type));

    private sealed record Shape(string Name, int Version, Type Type, Func<WarningEvent, string> Write, Func<JsonText, WarningEvent?> Read);
}

/// <summary>How events, states and rows of warnings are written: as those of incidents.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(InstantConverter), typeof(LevelConverter), typeof(WarningPhaseConverter)])]
[JsonSerializable(typeof(WarningEvent.Drafted))]
[JsonSerializable(typeof(WarningEvent.Edited))]
[JsonSerializable(typeof(WarningEvent.RevisionBegun))]
[JsonSerializable(typeof(WarningEvent.DraftDiscarded))]
[JsonSerializable(typeof(WarningEvent.ConsentGiven))]
[JsonSerializable(typeof(WarningEvent.Issued))]
[JsonSerializable(typeof(WarningEvent.RecipientsNamed))]
[JsonSerializable(typeof(WarningEvent.RecipientsDropped))]
[JsonSerializable(typeof(WarningEvent.ReceiptsRecorded))]
[JsonSerializable(typeof(WarningEvent.FeedbackGiven))]
[JsonSerializable(typeof(WarningEvent.MeasureDone))]
[JsonSerializable(typeof(WarningEvent.Lifted))]
[JsonSerializable(typeof(WarningEvent.Received))]
[JsonSerializable(typeof(WarningEvent.ReceiptReturned))]
[JsonSerializable(typeof(WarningEvent.FeedbackReturned))]
[JsonSerializable(typeof(WarningEvent.ClockReached))]
[JsonSerializable(typeof(WarningState))]
[JsonSerializable(typeof(RecipientRow))]
[JsonSerializable(typeof(ReceiptRow))]
[JsonSerializable(typeof(FeedbackRow))]
[JsonSerializable(typeof(FanOut))]
internal sealed partial class WarningJson : JsonSerializerContext
{
    /// <summary>The one set of options; the encoder cannot be named in the attribute.</summary>
    public static WarningJson Written => Encoding.Written;

    /// <summary>Made when it is first asked for: the generated part of this class has statics that must stand before.</summary>
    private static class Encoding
    {
        public static readonly WarningJson Written = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}

/// <summary>Phases by their word.</summary>
public sealed class WarningPhaseConverter : JsonConverter<WarningPhase>
{
    private static readonly Dictionary<string, WarningPhase> Words = Enum.GetValues<WarningPhase>().ToDictionary(p => p.Word());

    /// <inheritdoc/>
    public override WarningPhase Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Words.TryGetValue(reader.GetString()!, out var phase) ? phase : throw new JsonException("not a phase");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, WarningPhase value, JsonSerializerOptions options) => writer.WriteStringValue(value.Word());
}

/// <summary>The acts by name, with the shape in which a program sends them.</summary>
public static class WarningActNames
{
    private static readonly SortedDictionary<string, JsonTypeInfo> ByName = new(StringComparer.Ordinal)
    {
        ["draft"] = WarningActJson.Sent.Draft,
        ["edit"] = WarningActJson.Sent.Edit,
        ["revise"] = WarningActJson.Sent.Revise,
        ["discard"] = WarningActJson.Sent.Discard,
        ["consent"] = WarningActJson.Sent.GiveConsent,
        ["issue"] = WarningActJson.Sent.Issue,
        ["receipts"] = WarningActJson.Sent.RecordReceipts,
        ["feedback"] = WarningActJson.Sent.RecordFeedback,
        ["measure"] = WarningActJson.Sent.DoMeasure,
        ["lift"] = WarningActJson.Sent.Lift,
        ["receive"] = WarningActJson.Sent.Receive,
        ["return-receipt"] = WarningActJson.Sent.ReturnReceipt,
        ["return-feedback"] = WarningActJson.Sent.ReturnFeedback,
    };

    /// <summary>Every act with its shape.</summary>
    public static IReadOnlyDictionary<string, JsonTypeInfo> All => ByName;

    /// <summary>The shapes of the acts, for whoever describes them.</summary>
    public static IJsonTypeInfoResolver Shapes => WarningActJson.Sent;

    /// <summary>Reads an act.</summary>
    /// <exception cref="JsonException">It is not JSON, or does not have this shape; the path tells where.</exception>
    public static WarningAct Read(string name, ReadOnlySpan<byte> body)
    {
        var act = (WarningAct)(JsonSerializer.Deserialize(body, ByName[name]) ?? throw new JsonException("null is no act"));
        ListsOfActs.RefuseNull(body);
        return act;
    }
}

/// <summary>How acts are sent: snake_case, nothing unknown, no comments, no key twice.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    MaxDepth = 16,
    Converters = [typeof(InstantConverter), typeof(LevelConverter)])]
[JsonSerializable(typeof(WarningAct.Draft))]
[JsonSerializable(typeof(WarningAct.Edit))]
[JsonSerializable(typeof(WarningAct.Revise))]
[JsonSerializable(typeof(WarningAct.Discard))]
[JsonSerializable(typeof(WarningAct.GiveConsent))]
[JsonSerializable(typeof(WarningAct.Issue))]
[JsonSerializable(typeof(WarningAct.RecordReceipts))]
[JsonSerializable(typeof(WarningAct.RecordFeedback))]
[JsonSerializable(typeof(WarningAct.DoMeasure))]
[JsonSerializable(typeof(WarningAct.Lift))]
[JsonSerializable(typeof(WarningAct.Receive))]
[JsonSerializable(typeof(WarningAct.ReturnReceipt))]
[JsonSerializable(typeof(WarningAct.ReturnFeedback))]
internal sealed partial class WarningActJson : JsonSerializerContext
{
    public static WarningActJson Sent => Encoding.Sent;

    private static class Encoding
    {
        public static readonly WarningActJson Sent = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
