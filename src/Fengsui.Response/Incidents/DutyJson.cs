using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fengsui.Law.Calendar;
using Fengsui.Law.Grading;
using Fengsui.Response.Record;

namespace Fengsui.Response.Incidents;

/// <summary>Reads words that stand in the record again and again (<see cref="RepeatedText"/>).</summary>
internal static class Repeated
{
    /// <summary>The string at which the reader stands; null for a JSON null.</summary>
    /// <exception cref="JsonException">It is neither.</exception>
    public static string? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException("not a string");
        return reader.HasValueSequence || reader.ValueIsEscaped || reader.ValueSpan.Length > RepeatedText.Longest
            ? reader.GetString()
            : RepeatedText.Of(reader.ValueSpan);
    }
}

/// <summary>A string that stands in the record again and again.</summary>
internal sealed class RepeatedConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Repeated.Read(ref reader);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>A list of such strings.</summary>
internal sealed class RepeatedListConverter : JsonConverter<IReadOnlyList<string>>
{
    public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("not a list");
        var list = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            list.Add(Repeated.Read(ref reader)!);
        return list;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var word in value)
            writer.WriteStringValue(word);
        writer.WriteEndArray();
    }
}

/// <summary>What the converters of duties share: both are read with every state and with most lines, so they are read by hand.</summary>
internal static class DutyFields
{
    private static readonly InstantConverter Instants = new();

    public static Instant? Instant(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? null : Instants.Read(ref reader, typeof(Instant), options);

    public static DateOnly? Day(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        return Repeated.Read(ref reader) is { } text && Days.TryParse(text, out var day) ? day : throw new JsonException("not a day");
    }

    public static JsonException Unknown(ref Utf8JsonReader reader) => new($"unknown member {reader.GetString()}");

    /// <summary>Whether the member has this name; if so, the reader goes on to its value.</summary>
    public static bool Is(ref Utf8JsonReader reader, JsonEncodedText name) => reader.ValueTextEquals(name.EncodedUtf8Bytes) && reader.Read();

    public static void Begin(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("not an object");
    }

    public static void Write(this Utf8JsonWriter json, JsonEncodedText name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    public static void Write(this Utf8JsonWriter json, JsonEncodedText name, Instant? value, JsonSerializerOptions options)
    {
        if (value is not { } instant)
            return;
        json.WritePropertyName(name);
        Instants.Write(json, instant, options);
    }

    public static void Write(this Utf8JsonWriter json, JsonEncodedText name, DateOnly? value)
    {
        if (value is not { } day)
            return;
        Span<byte> text = stackalloc byte[10];
        Utf8Formatter.TryFormat(day.Year, text, out _, new('D', 4));
        Utf8Formatter.TryFormat(day.Month, text[5..], out _, new('D', 2));
        Utf8Formatter.TryFormat(day.Day, text[8..], out _, new('D', 2));
        text[4] = text[7] = (byte)'-';
        json.WriteString(name, text);
    }

    public static void Write(this Utf8JsonWriter json, JsonEncodedText name, bool value)
    {
        if (value)
            json.WriteBoolean(name, true);
    }

    public static void Write(this Utf8JsonWriter json, JsonEncodedText name, long value)
    {
        if (value != 0)
            json.WriteNumber(name, value);
    }
}

/// <summary>Reads and writes a duty of the state; the same members, order and omissions as any other record here.</summary>
internal sealed class OwedDutyConverter : JsonConverter<OwedDuty>
{
    private static readonly JsonEncodedText Who = JsonEncodedText.Encode("who"), To = JsonEncodedText.Encode("to"), State = JsonEncodedText.Encode("state"),
        Limit = JsonEncodedText.Encode("limit"), Anchor = JsonEncodedText.Encode("anchor"), Start = JsonEncodedText.Encode("start"), Due = JsonEncodedText.Encode("due"),
        FirstDue = JsonEncodedText.Encode("first_due"), DueDate = JsonEncodedText.Encode("due_date"), Seconds = JsonEncodedText.Encode("seconds"),
        Provisional = JsonEncodedText.Encode("provisional"), Channel = JsonEncodedText.Encode("channel"), Form = JsonEncodedText.Encode("form"), At = JsonEncodedText.Encode("at"),
        Arose = JsonEncodedText.Encode("arose"), End = JsonEncodedText.Encode("end"), EndedAt = JsonEncodedText.Encode("ended_at"), Timely = JsonEncodedText.Encode("timely"),
        Overdue = JsonEncodedText.Encode("overdue"), Reminded = JsonEncodedText.Encode("reminded"), Kept = JsonEncodedText.Encode("kept"), Filings = JsonEncodedText.Encode("filings"),
        Missed = JsonEncodedText.Encode("missed"), Why = JsonEncodedText.Encode("why"), WasOverdue = JsonEncodedText.Encode("was_overdue"),
        Released = JsonEncodedText.Encode("released"), ReleasedUnder = JsonEncodedText.Encode("released_under");

    public override OwedDuty Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? who = null, to = null, state = null, limit = null, anchor = null, channel = null, form = null, at = null, kept = null, why = null, released = null;
        Instant? start = null, due = null, firstDue = null, arose = null, endedAt = null;
        DateOnly? dueDate = null;
        long? seconds = null;
        bool? timely = null;
        bool provisional = false, overdue = false, reminded = false, wasOverdue = false;
        int filings = 0, missed = 0;
        var end = DutyEnd.Open;
        Level? releasedUnder = null;
        DutyFields.Begin(ref reader);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (DutyFields.Is(ref reader, Who)) who = Repeated.Read(ref reader);
            else if (DutyFields.Is(ref reader, To)) to = Repeated.Read(ref reader);
            else if (DutyFields.Is(ref reader, State)) state = Repeated.Read(ref reader);
            else if (DutyFields.Is(ref reader, Limit)) limit = Repeated.Read(ref reader);
            else if (DutyFields.Is(ref reader, Anchor)) anchor = Repeated.Read(ref reader);
            else if (DutyFields.Is(ref reader, Start)) start = DutyFields.Instant(ref reader, options);
            else if (DutyFields.Is(ref reader, Due)) due = DutyFields.Instant(ref reader, options);
            else if (DutyFields.Is(ref reader, At)) at = Repeated.Read(ref reader);
            else if (DutyFields.Is(ref reader, Arose)) arose = DutyFields.Instant(ref reader, options);
            else if (DutyFields.Is(ref reader, Form)) form = Repeated.Read(ref reader);
            else if (DutyFields.Is(ref reader, End)) end = ReadEnd(Repeated.Read(ref reader));
            else if (DutyFields.Is(ref reader, EndedAt)) endedAt = DutyFields.Instant(ref reader, options);
            else if (DutyFields.Is(ref reader, FirstDue)) firstDue = DutyFields.Instant(ref reader, options);
            else if (DutyFields.Is(ref reader, DueDate)) dueDate = DutyFields.Day(ref reader);
            else if (DutyFields.Is(ref reader, Seconds)) seconds = reader.TokenType == JsonTokenType.Null ? null : reader.GetInt64();
            else if (DutyFields.Is(ref reader, Provisional)) provisional = reader.GetBoolean();
            else if (DutyFields.Is(ref reader, Channel)) channel = Repeated.Read(ref reader);
            else if (DutyFields.Is(ref reader, Timely)) timely = reader.TokenType == JsonTokenType.Null ? null : reader.GetBoolean();
            else if (DutyFields.Is(ref reader, Overdue)) overdue = reader.GetBoolean();
            else if (DutyFields.Is(ref reader, Reminded)) reminded = reader.GetBoolean();
            else if (DutyFields.Is(ref reader, Kept)) kept = Repeated.Read(ref reader);
            else if (DutyFields.Is(ref reader, Filings)) filings = reader.GetInt32();
            else if (DutyFields.Is(ref reader, Missed)) missed = reader.GetInt32();
            else if (DutyFields.Is(ref reader, Why)) why = Repeated.Read(ref reader);
            else if (DutyFields.Is(ref reader, WasOverdue)) wasOverdue = reader.GetBoolean();
            else if (DutyFields.Is(ref reader, Released)) released = Repeated.Read(ref reader);
            else if (DutyFields.Is(ref reader, ReleasedUnder)) releasedUnder = Repeated.Read(ref reader) is { } word ? Levels.Parse(word) ?? throw new JsonException("not a level") : null;
            else throw DutyFields.Unknown(ref reader);
        }

        return new(who!, to!, state!, limit!, anchor!, start, due, firstDue, dueDate, seconds, provisional, channel, form, at!, arose ?? default, end, endedAt, timely, overdue,
            reminded, kept, filings, missed, why)
        {
            WasOverdue = wasOverdue, Released = released, ReleasedUnder = releasedUnder,
        };
    }

    private static DutyEnd ReadEnd(string? word) => word switch
    {
        "open" => DutyEnd.Open,
        "fulfilled" => DutyEnd.Fulfilled,
        "not-reported" => DutyEnd.NotReported,
        "not-owed" => DutyEnd.NotOwed,
        _ => throw new JsonException("not an end of a duty"),
    };

    private static string? WriteEnd(DutyEnd end) => end switch
    {
        DutyEnd.Open => null,
        DutyEnd.Fulfilled => "fulfilled",
        DutyEnd.NotReported => "not-reported",
        DutyEnd.NotOwed => "not-owed",
        _ => throw new ArgumentOutOfRangeException(nameof(end)),
    };

    public override void Write(Utf8JsonWriter writer, OwedDuty value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.Write(Who, value.Who);
        writer.Write(To, value.To);
        writer.Write(State, value.State);
        writer.Write(Limit, value.Limit);
        writer.Write(Anchor, value.Anchor);
        writer.Write(Start, value.Start, options);
        writer.Write(Due, value.Due, options);
        writer.Write(FirstDue, value.FirstDue, options);
        writer.Write(DueDate, value.DueDate);
        if (value.Seconds is { } seconds)
            writer.WriteNumber(Seconds, seconds);
        writer.Write(Provisional, value.Provisional);
        writer.Write(Channel, value.Channel);
        writer.Write(Form, value.Form);
        writer.Write(At, value.At);
        writer.Write(Arose, value.Arose == default ? null : value.Arose, options);
        writer.Write(End, WriteEnd(value.End));
        writer.Write(EndedAt, value.EndedAt, options);
        if (value.Timely is { } timely)
            writer.WriteBoolean(Timely, timely);
        writer.Write(Overdue, value.Overdue);
        writer.Write(Reminded, value.Reminded);
        writer.Write(Kept, value.Kept);
        writer.Write(Filings, value.Filings);
        writer.Write(Missed, value.Missed);
        writer.Write(Why, value.Why);
        writer.Write(WasOverdue, value.WasOverdue);
        writer.Write(Released, value.Released);
        writer.Write(ReleasedUnder, value.ReleasedUnder?.Word());
        writer.WriteEndObject();
    }
}

/// <summary>Reads and writes a duty that arose; the same members, order and omissions as any other record here.</summary>
internal sealed class DutyArisenConverter : JsonConverter<DutyArisen>
{
    private static readonly JsonEncodedText Key = JsonEncodedText.Encode("key"), Who = JsonEncodedText.Encode("who"), To = JsonEncodedText.Encode("to"),
        State = JsonEncodedText.Encode("state"), Limit = JsonEncodedText.Encode("limit"), Anchor = JsonEncodedText.Encode("anchor"), Start = JsonEncodedText.Encode("start"),
        Due = JsonEncodedText.Encode("due"), DueDate = JsonEncodedText.Encode("due_date"), Seconds = JsonEncodedText.Encode("seconds"),
        Provisional = JsonEncodedText.Encode("provisional"), Channel = JsonEncodedText.Encode("channel"), Form = JsonEncodedText.Encode("form"), At = JsonEncodedText.Encode("at"),
        Overdue = JsonEncodedText.Encode("overdue"), Why = JsonEncodedText.Encode("why");

    public override DutyArisen Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? key = null, who = null, to = null, state = null, limit = null, anchor = null, channel = null, form = null, at = null, why = null;
        Instant? start = null, due = null;
        DateOnly? dueDate = null;
        long? seconds = null;
        bool provisional = false, overdue = false;
        DutyFields.Begin(ref reader);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (DutyFields.Is(ref reader, Key)) key = Repeated.Read(ref reader);
            else if (DutyFields.Is(ref reader, Who)) who = Repeated.Read(ref reader);
            else if (DutyFields.Is(ref reader, To)) to = Repeated.Read(ref reader);
            else if (DutyFields.Is(ref reader, State)) state = Repeated.Read(ref reader);
            else if (DutyFields.Is(ref reader, Limit)) limit = Repeated.Read(ref reader);
            else if (DutyFields.Is(ref reader, Anchor)) anchor = Repeated.Read(ref reader);
            else if (DutyFields.Is(ref reader, Start)) start = DutyFields.Instant(ref reader, options);
            else if (DutyFields.Is(ref reader, Due)) due = DutyFields.Instant(ref reader, options);
            else if (DutyFields.Is(ref reader, At)) at = Repeated.Read(ref reader);
            else if (DutyFields.Is(ref reader, Form)) form = Repeated.Read(ref reader);
            else if (DutyFields.Is(ref reader, DueDate)) dueDate = DutyFields.Day(ref reader);
            else if (DutyFields.Is(ref reader, Seconds)) seconds = reader.TokenType == JsonTokenType.Null ? null : reader.GetInt64();
            else if (DutyFields.Is(ref reader, Provisional)) provisional = reader.GetBoolean();
            else if (DutyFields.Is(ref reader, Channel)) channel = Repeated.Read(ref reader);
            else if (DutyFields.Is(ref reader, Overdue)) overdue = reader.GetBoolean();
            else if (DutyFields.Is(ref reader, Why)) why = Repeated.Read(ref reader);
            else throw DutyFields.Unknown(ref reader);
        }

        return new(key!, who!, to!, state!, limit!, anchor!, start, due, dueDate, seconds, provisional, channel, form, at!, overdue, why);
    }

    public override void Write(Utf8JsonWriter writer, DutyArisen value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.Write(Key, value.Key);
        writer.Write(Who, value.Who);
        writer.Write(To, value.To);
        writer.Write(State, value.State);
        writer.Write(Limit, value.Limit);
        writer.Write(Anchor, value.Anchor);
        writer.Write(Start, value.Start, options);
        writer.Write(Due, value.Due, options);
        writer.Write(DueDate, value.DueDate);
        if (value.Seconds is { } seconds)
            writer.WriteNumber(Seconds, seconds);
        writer.Write(Provisional, value.Provisional);
        writer.Write(Channel, value.Channel);
        writer.Write(Form, value.Form);
        writer.Write(At, value.At);
        writer.Write(Overdue, value.Overdue);
        writer.Write(Why, value.Why);
        writer.WriteEndObject();
    }
}
