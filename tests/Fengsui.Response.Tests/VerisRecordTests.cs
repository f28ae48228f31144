using System.Text;
using Fengsui.Law;
using Fengsui.Law.Facts;
using Fengsui.Law.Input;
using Fengsui.Law.Packs;
using Fengsui.Response.Imports;
using Xunit;

namespace Fengsui.Response.Tests;

/// <summary>VERIS records become facts files: what the record says, nothing more.</summary>
public sealed class VerisRecordTests
{
    private static readonly Library Library = Library.Load(Path.Combine(AppContext.BaseDirectory, "packs"));

    public static TheoryData<string> Records => [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "samples", "veris"), "*.json").Select(f => Path.GetFileName(f)!)];

    private static Node Sample(string name) => InputText.ReadFile(Path.Combine(AppContext.BaseDirectory, "samples", "veris", name));

    private static VerisRecord Record(string rest, bool recordsAsPersons = false, string security = "Confirmed") =>
        VerisRecord.Read(InputText.Read("record", Encoding.UTF8.GetBytes($$$"""{"incident_id": "1", "security_incident": "{{{security}}}", "action": {"hacking": {"result": ["Exfiltrate"]}}, {{{rest}}} }""")), recordsAsPersons);

    private static string Value(VerisRecord record, string fact) => string.Join(' ', record.Facts.FirstOrDefault(f => f.Fact == fact)?.Values ?? ["absent"]);

    [Theory]
    [MemberData(nameof(Records))]
    public void Every_sample_becomes_a_facts_file_that_assesses(string name)
    {
        foreach (var recordsAsPersons in new[] { false, true })
        {
            var record = VerisRecord.Read(Sample(name), recordsAsPersons);
            foreach (var text in new[] { FactsFileText.Yaml(record, Library.Vocabulary, Language.Zh), FactsFileText.Yaml(record, Library.Vocabulary, Language.En), FactsFileText.Json(record) })
            {
                var incident = IncidentFile.Read(InputText.Read(name, Encoding.UTF8.GetBytes(text)), Library.Vocabulary);
                var day = new DateOnly(2026, 3, 2);
                Assert.NotNull(Library.On(day).Assess(incident, day).Settled);
                Assert.Equal(recordsAsPersons && Value(record, "pi_persons") != "absent", incident.DeclaredAssumed.Has(Library.Vocabulary.Fact("pi_persons")!.Slot));
            }
        }
    }

    [Fact]
    public void Records_are_not_persons_unless_told_so()
    {
        const string Rest = """ "attribute": {"confidentiality": {"data_disclosure": "Yes", "data_total": 20000000, "data": [{"variety": "Personal"}]}} """;
        var plain = Record(Rest);
        Assert.Equal(("2000万条", "absent"), (Value(plain, "data_records"), Value(plain, "pi_persons")));
        var told = Record(Rest, recordsAsPersons: true);
        Assert.Equal("2000万人", Value(told, "pi_persons"));
        Assert.True(told.Facts.Single(f => f.Fact == "pi_persons").Assumed);
    }

    [Fact]
    public void A_possible_leak_is_not_a_leak()
    {
        var record = Record(""" "attribute": {"confidentiality": {"data_disclosure": "Potentially", "data": [{"variety": "Medical"}]}} """);
        Assert.Equal("unknown", Value(record, "data_harm"));
        Assert.Equal("是", Value(record, "pi_incident_possible"));
    }

    [Fact]
    public void Exfiltration_is_theft_only_where_disclosure_is_confirmed()
    {
        Assert.Equal("泄露 窃取 unknown", Value(Record(""" "attribute": {"confidentiality": {"data_disclosure": "Yes"}} """), "data_harm"));
        Assert.Equal("unknown", Value(Record(""" "attribute": {"confidentiality": {"data_disclosure": "Unknown"}} """), "data_harm"));
    }

    [Fact]
    public void Encryption_is_destruction_and_loss_and_a_suspicion_is_no_harm()
    {
        const string Rest = """ "attribute": {"availability": {"variety": ["Obscuration"]}} """;
        Assert.Equal("破坏 丢失 unknown", Value(Record(Rest), "data_harm"));
        Assert.Equal("absent", Value(Record(Rest, security: "Suspected"), "data_harm"));
    }

    [Theory]
    [InlineData("""{"value": 3, "unit": "Hours"}""", "3小时")]
    [InlineData("""{"value": 2, "unit": "Weeks"}""", "absent")]
    [InlineData("""{"unit": "Hours"}""", "absent")]
    [InlineData("""{"value": -3, "unit": "Hours"}""", "absent")]
    public void An_outage_needs_an_exact_duration(string duration, string expected) =>
        Assert.Equal(expected, Value(Record($$$""" "attribute": {"availability": {"variety": ["Interruption"], "duration": {{{duration}}} }} """), "outage"));

    [Fact]
    public void What_is_left_out_says_why()
    {
        var record = VerisRecord.Read(Sample("0112292e-60e5-42d0-9099-0adcfff5a410.json"), recordsAsPersons: false);
        Assert.Contains(record.LeftOut, l => l.Path == "impact.overall_rating" && l.Why.Zh.Contains("判断", StringComparison.Ordinal));
        Assert.Contains(record.LeftOut, l => l.Path == "timeline.incident.year");
        Assert.DoesNotContain(record.LeftOut, l => l.Path == "action.malware.variety");
    }

    [Fact]
    public void A_title_with_quotes_and_line_breaks_stays_one_line()
    {
        var record = Record(""" "victim": {"victim_id": "a \"b\"\n# c: d", "notes": "x\ny: z"} """);
        var incident = IncidentFile.Read(InputText.Read("t", Encoding.UTF8.GetBytes(FactsFileText.Yaml(record, Library.Vocabulary, Language.En))), Library.Vocabulary);
        Assert.Equal("VERIS 1 a \"b\"\n# c: d", incident.Title);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"incident": "x", "facts": {}}""")]
    [InlineData("[]")]
    public void What_is_no_record_is_refused(string text) =>
        Assert.Equal("file", Assert.Throws<InputException>(() => VerisRecord.Read(InputText.Read("x", Encoding.UTF8.GetBytes(text)), false)).Key);
}
