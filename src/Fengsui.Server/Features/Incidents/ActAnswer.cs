using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fengsui.Law.Grading;
using Fengsui.Response.Incidents;
using Fengsui.Response.Record;

namespace Fengsui.Server.Features.Incidents;

/// <summary>JSON for programs: Chinese as it is, keys in a fixed order.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes one value.</summary>
    public static string Text(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
            write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes a member whose value is JSON text already.</summary>
    public static void WriteRaw(this Utf8JsonWriter json, string name, string value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value, skipInputValidation: true);
    }
}

/// <summary>What an act is answered with: what was written, and how the incident stands.</summary>
internal static class ActAnswer
{
    public static string Write(string incident, long before, Decision.Done done, Snapshot folded) => Json.Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("incident", incident);
        json.WriteNumber("version", before + done.Lines.Count);
        json.WriteString("phase", folded.Phase);
        json.WriteString("level", done.After.CountingLevel is { } level ? level.Word() : null);
        json.WriteString("next_due", folded.NextDue?.ToString());
        json.WriteStartArray("lines");
        for (var i = 0; i < done.Lines.Count; i++)
            WriteLine(json, before + i + 1, done.Lines[i], null);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>The incident that an answer names: given again, it names the one that was opened first.</summary>
    public static string IncidentOf(string answer)
    {
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.GetProperty("incident").GetString()!;
    }

    /// <summary>Writes a line of the journal.</summary>
    public static void WriteLine(Utf8JsonWriter json, long seq, NewEntry line, (string Previous, string Hash)? chain)
    {
        json.WriteStartObject();
        json.WriteNumber("seq", seq);
        json.WriteString("type", line.Type);
        json.WriteNumber("v", line.Version);
        json.WriteString("done_at", line.DoneAt.ToString());
        json.WriteString("recorded_at", line.RecordedAt.ToString());
        json.WriteString("actor", line.Actor);
        json.WriteString("post", line.Post);
        json.WriteRaw("body", line.Body.Text);
        if (chain is var (previous, hash))
        {
            json.WriteString("prev", previous);
            json.WriteString("hash", hash);
        }

        json.WriteEndObject();
    }
}
