using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fengsui.Law.Calendar;
using Fengsui.Law.Conditions;
using Fengsui.Law.Duties;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Law.Packs;

namespace Fengsui.Law.Answers;

/// <summary>Writes an assessment as the JSON that scripts and other installations rely on: keys in a fixed order, one object on one line.</summary>
public static class AnswerJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        // Chinese characters are written as they are. The answer goes to programs and terminals, never into a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Writes one answer, without a line break at the end.</summary>
    public static void Write(IBufferWriter<byte> to, Assessment assessment, Language language)
    {
        using var json = new Utf8JsonWriter(to, Options);
        Write(json, assessment, language);
    }

    /// <summary>Writes one answer with a writer of the caller's.</summary>
    public static void Write(Utf8JsonWriter json, Assessment assessment, Language language)
    {
        var vocabulary = assessment.Incident.Vocabulary;
        json.WriteStartObject();
        json.WriteString("incident", assessment.Incident.Title);
        json.WriteString("on", assessment.On.Write());
        json.WriteStartObject("level");
        WriteLevel(json, "settled", assessment.Settled);
        WriteLevel(json, "could_be", assessment.CouldBe);
        json.WriteEndObject();
        WriteList(json, "packs", assessment.Packs, p => WritePack(json, p, vocabulary, language));
        WriteList(json, "left_out", assessment.LeftOut, l =>
        {
            json.WriteString("pack", l.Pack.Id);
            json.WriteString("why", l.Why.In(language));
        });
        WriteIds(json, "assumed", assessment.Assumed.Ids(vocabulary));
        WriteIds(json, "implied", assessment.Incident.Implied.Select(b => b.Fact.Id).Distinct().Order(StringComparer.Ordinal));
        WriteList(json, "duties", assessment.Duties, d => WriteDuty(json, d, language));
        WriteList(json, "measures", assessment.Measures, m =>
        {
            json.WriteString("pack", m.Pack.Pack.Id);
            json.WriteString("id", m.Measure.Id);
            json.WriteString("actor", m.Measure.Actor.Name.Zh);
            json.WriteString("response", m.Response);
            json.WriteString("do", m.Measure.Do.In(language));
            WriteCite(json, m.Measure.Ground, language);
            json.WriteString("check", m.Measure.Ground.Check.Word());
        });
        json.WriteEndObject();
        json.Flush();
    }

    /// <summary>Writes the answer to a bad line of a batch.</summary>
    public static void WriteError(IBufferWriter<byte> to, int line, string error)
    {
        using var json = new Utf8JsonWriter(to, Options);
        json.WriteStartObject();
        json.WriteNumber("line", line);
        json.WriteString("error", error);
        json.WriteEndObject();
    }

    private static void WritePack(Utf8JsonWriter json, PackAssessment assessed, Vocabulary vocabulary, Language language)
    {
        var pack = assessed.Pack;
        json.WriteString("pack", pack.Id);
        json.WriteString("version", pack.Version);
        json.WriteString("hash", pack.Hash);
        json.WriteString("applies", assessed.Applies == Truth.True ? "yes" : "unknown");
        WriteLevel(json, "settled", assessed.Settled);
        WriteLevel(json, "could_be", assessed.CouldBe);
        WriteList(json, "because", assessed.Because, rule =>
        {
            json.WriteString("rule", rule.Id);
            json.WriteString("sentence", (rule.Says ?? assessed.Explain(rule).Sentence).In(language));
            json.WriteString("force", rule.Force == Force.Determines ? "determines" : "presumes");
            WriteGround(json, rule.Ground, language);
        });
        WriteIds(json, "open", assessed.Open.Ids(vocabulary));
        WriteList(json, "gaps", assessed.Gaps, g => WriteSaid(json, g.Id, g.Says, g.Ground, language));
        WriteList(json, "readings", assessed.Readings, r => WriteSaid(json, r.Id, r.Says, r.Ground, language));
        json.WriteBoolean("needs_person", assessed.NeedsPerson);
        WriteList(json, "distance", assessed.Distances, d =>
        {
            json.WriteString("rule", d.Rule.Id);
            json.WriteString("fact", d.Fact.Id);
            json.WriteString("level", d.Rule.Level.Word());
            json.WriteString("short_by", Quantity.Format(d.ShortBy, d.Fact.Unit!));
        });
    }

    private static void WriteDuty(Utf8JsonWriter json, in DutyOutcome outcome, Language language)
    {
        var duty = outcome.Duty;
        json.WriteString("pack", outcome.Pack.Pack.Id);
        json.WriteString("id", duty.Id);
        json.WriteString("who", duty.Who.Name.Zh);
        json.WriteString("to", duty.To.Name.Zh);
        json.WriteString("state", outcome.State.Word());
        json.WriteString("within", duty.Limit is Limit.Every ? null : duty.Limit.Written);
        json.WriteString("every", duty.Limit is Limit.Every ? duty.Limit.Written : null);
        json.WriteString("anchor", duty.Anchor.Id);
        json.WriteString("due", outcome.Due?.ToString());
        json.WriteString("due_date", outcome.DueDate?.Write());
        json.WriteBoolean("provisional", outcome.Provisional);
        json.WriteString("channel", duty.Channel switch { Channel.Phone => "phone", Channel.Written => "written", null => null, _ => throw new InvalidOperationException() });
        json.WriteString("form", duty.Form);
        json.WriteString("note", outcome.Note?.In(language));
        WriteGround(json, duty.Ground, language);
    }

    private static void WriteSaid(Utf8JsonWriter json, string id, Text says, Ground ground, Language language)
    {
        json.WriteString("id", id);
        json.WriteString("sentence", says.In(language));
        WriteCite(json, ground, language);
        json.WriteString("check", ground.Check.Word());
    }

    private static void WriteGround(Utf8JsonWriter json, Ground ground, Language language)
    {
        WriteCite(json, ground, language);
        json.WriteString("check", ground.Check.Word());
        json.WriteString("check_note", ground.Note?.In(language));
    }

    private static void WriteCite(Utf8JsonWriter json, Ground ground, Language language) => WriteList(json, "cite", ground.Sources, s =>
    {
        json.WriteString("at", s.At);
        json.WriteString("gist", s.Gist.In(language));
    });

    private static void WriteLevel(Utf8JsonWriter json, string key, Level? level) => json.WriteString(key, level?.Word());

    private static void WriteIds(Utf8JsonWriter json, string key, IEnumerable<string> ids)
    {
        json.WriteStartArray(key);
        foreach (var id in ids)
            json.WriteStringValue(id);
        json.WriteEndArray();
    }

    private static void WriteList<T>(Utf8JsonWriter json, string key, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(key);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
