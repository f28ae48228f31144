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
[JsonSerializable(typeof(IncidentEvent.PaperWritten))]
[JsonSerializable(typeof(IncidentEvent.PaperSent))]
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
[JsonSerializable(typeof(DraftRow))]
[JsonSerializable(typeof(PaperRow))]
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

/// <summary>Instants as ISO 8601 with +08:00. A state holds a hundred of them, so the form that we write is read and written without the framework's parser.</summary>
public sealed class InstantConverter : JsonConverter<Instant>
{
    private const int Length = 25;

    /// <inheritdoc/>
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException("not an instant");
        if (!reader.HasValueSequence && TryRead(reader.ValueSpan, out var ours))
            return ours;
        return Instant.TryParse(reader.GetString()!, out var instant) ? instant : throw new JsonException("not an instant");
    }

    private static bool TryRead(ReadOnlySpan<byte> text, out Instant instant)
    {
        instant = default;
        if (text.Length != Length || !text[19..].SequenceEqual("+08:00"u8) || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':')
            return false;
        var (year, month, day) = (Number(text[..4]), Number(text[5..7]), Number(text[8..10]));
        var (hour, minute, second) = (Number(text[11..13]), Number(text[14..16]), Number(text[17..19]));
        if (year is < 1900 or > 2999 || month is < 1 or > 12 || day < 1 || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59 || day > DaysIn(year, month))
            return false;
        instant = Instant.StartOf(new(year, month, day)).Plus(hour * 3600L + minute * 60L + second);
        return true;
    }

    private static int DaysIn(int year, int month) => new DateOnly(year, month, 1).AddMonths(1).AddDays(-1).Day;

    /// <summary>Digits as a number; −1 when one of them is none.</summary>
    private static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return -1;
            number = number * 10 + digit - '0';
        }

        return number;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options)
    {
        var day = value.Day;
        var second = (int)(value.UnixSeconds - Instant.StartOf(day).UnixSeconds);
        Span<byte> text = stackalloc byte[Length];
        "0000-00-00T00:00:00+08:00"u8.CopyTo(text);
        Put(text[..4], day.Year);
        Put(text[5..7], day.Month);
        Put(text[8..10], day.Day);
        Put(text[11..13], second / 3600);
        Put(text[14..16], second / 60 % 60);
        Put(text[17..19], second % 60);
        writer.WriteStringValue(text);
    }

    private static void Put(Span<byte> digits, int number)
    {
        for (var i = digits.Length - 1; i >= 0; i--, number /= 10)
            digits[i] = (byte)('0' + number % 10);
    }
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
