using Fengsui.Response.Incidents;
using Fengsui.Response.Record;
using Xunit;

namespace Fengsui.Response.Tests.Incidents;

/// <summary>
/// Every shape in which an event was ever written, one file a name and version. A file is never changed: a record written years ago must read today. A new
/// shape gets a new version and a new file.
/// </summary>
public sealed class GoldenTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Incidents", "golden");

    public static TheoryData<string, int> Shapes => [.. EventNames.All.Select(e => (e.Name, e.Version))];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_shape_ever_written_is_read_and_written_back_byte_for_byte(string name, int version)
    {
        var body = File.ReadAllText(Path.Combine(Folder, $"{name}.v{version}.json")).TrimEnd('\n');
        var at = Night.Opened().When("02:14");
        var what = EventNames.Read(new NewEntry(name, version, at, at, "p-wang", "commander", body));
        Assert.Equal(EventNames.All.Single(e => e.Name == name && e.Version == version).Type, what.GetType());
        var again = EventNames.Write(what, at, at, "p-wang", "commander");
        Assert.Equal((name, body), (again.Type, again.Body));
    }

    [Fact]
    public void Every_event_has_a_name_of_its_own_and_every_file_an_event()
    {
        var types = typeof(IncidentEvent).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(IncidentEvent))).OrderBy(t => t.Name).ToList();
        Assert.Equal(types, EventNames.All.Select(e => e.Type).Distinct().OrderBy(t => t.Name));
        Assert.Equal(EventNames.All.Count(), EventNames.All.Select(e => (e.Name, e.Version)).Distinct().Count());
        Assert.Equal(
            EventNames.All.Select(e => $"{e.Name}.v{e.Version}.json").Order(StringComparer.Ordinal), Directory.EnumerateFiles(Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("note-added", 2, "{\"text\":\"…\"}")]
    [InlineData("note-deleted", 1, "{}")]
    [InlineData("note-added", 1, "{\"text\":\"…\",\"colour\":\"red\"}")]
    [InlineData("note-added", 1, "{\"text\":")]
    [InlineData("note-added", 1, "")]
    [InlineData("note-added", 1, "null")]
    [InlineData("report-made", 1, "{\"no\":\"one\"}")]
    [InlineData("receipt-recorded", 1, "{\"report\":7,\"receipt\":\"R\"}")]
    [InlineData("clock-reached", 1, "{\"clock\":\"alarm:7\",\"at\":\"2026-03-02T02:14:00+08:00\"}")]
    [InlineData("duties-reckoned", 1, "{\"ended\":[\"no/such\"]}")]
    [InlineData("fact-asserted", 1, "{}")]
    public void A_line_that_is_damaged_or_newer_is_told_as_such(string name, int version, string body)
    {
        var night = Night.Major();
        var at = night.Now;
        Assert.Throws<RecordException>(() => IncidentKind.Instance.Fold([.. night.Lines, new NewEntry(name, version, at, at, "p-wang", "commander", body)]));
    }
}
