using Fengsui.Response.Record;
using Fengsui.Response.Rosters;
using Xunit;

namespace Fengsui.Response.Tests.Rosters;

/// <summary>Every shape in which an event of a roster was ever written, one file a name and version. A file is never changed.</summary>
public sealed class RosterGoldenTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Rosters", "golden");

    public static TheoryData<string, int> Shapes => [.. RosterEvents.All.Select(e => (e.Name, e.Version))];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_shape_ever_written_is_read_and_written_back_byte_for_byte(string name, int version)
    {
        var body = File.ReadAllText(Path.Combine(Folder, $"{name}.v{version}.json")).TrimEnd('\n');
        var at = Guard.At("2026-09-01 09:00");
        var what = RosterEvents.Read(new(name, version, at, at, "p-sun", "commander", body));
        Assert.Equal(RosterEvents.All.Single(e => e.Name == name).Type, what.GetType());
        var again = RosterEvents.Write(what, at, "p-sun", "commander");
        Assert.Equal(name, again.Type);
        Assert.Equal(body, again.Body);
    }

    [Fact]
    public void Every_event_has_a_name_of_its_own_and_every_file_an_event()
    {
        var types = typeof(RosterEvent).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(RosterEvent))).OrderBy(t => t.Name);
        Assert.Equal(types, RosterEvents.All.Select(e => e.Type).OrderBy(t => t.Name));
        Assert.Equal(RosterEvents.All.Select(e => $"{e.Name}.v{e.Version}.json").Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Folder, "*.json").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("roster-set", 2, "{}")]
    [InlineData("roster-gone", 1, "{}")]
    [InlineData("roster-set", 1, "{\"since\":1}")]
    [InlineData("roster-set", 1, "null")]
    [InlineData("leave-ended", 1, "{\"no\":1,\"at\":2,\"why\":\"病\"}")]
    [InlineData("leave-ended", 1, "{\"no\":")]
    [InlineData("shifts-swapped", 1, "{\"no\":1,\"first\":null,\"first_shifts\":[],\"second\":\"b\",\"second_shifts\":[]}")]
    public void A_line_that_is_damaged_or_newer_is_told_as_such(string name, int version, string body)
    {
        var at = Guard.At("2026-09-01 09:00");
        Assert.Throws<RecordException>(() => RosterEvents.Read(new NewEntry(name, version, at, at, "p-sun", "", body)));
    }
}
