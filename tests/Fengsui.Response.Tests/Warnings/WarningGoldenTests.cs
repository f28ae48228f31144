using Fengsui.Response.Record;
using Fengsui.Response.Warnings;
using Xunit;

namespace Fengsui.Response.Tests.Warnings;

/// <summary>Every shape in which an event of a warning was ever written. A file is never changed; a new shape gets a new version and a new file.</summary>
public sealed class WarningGoldenTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Warnings", "golden");

    public static TheoryData<string, int> Shapes => [.. WarningEvents.All.Select(e => (e.Name, e.Version))];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_shape_ever_written_is_read_and_written_back_byte_for_byte(string name, int version)
    {
        var body = File.ReadAllText(Path.Combine(Folder, $"{name}.v{version}.json")).TrimEnd('\n');
        var at = Watch.At("2026-03-02T02:14:00+08:00");
        var what = WarningEvents.Read(new NewEntry(name, version, at, at, "p-wang", "commander", body));
        Assert.Equal(WarningEvents.All.Single(e => e.Name == name && e.Version == version).Type, what.GetType());
        var again = WarningEvents.Write(what, at, at, "p-wang", "commander");
        Assert.Equal((name, body), (again.Type, again.Body));
    }

    [Fact]
    public void Every_event_has_a_name_and_every_file_an_event()
    {
        Assert.Equal(typeof(WarningEvent).GetNestedTypes().OrderBy(t => t.Name), WarningEvents.All.Select(e => e.Type).OrderBy(t => t.Name));
        Assert.Equal(WarningEvents.All.Select(e => $"{e.Name}.v{e.Version}.json").Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("warning-issued", 2, "{}")]
    [InlineData("warning-shouted", 1, "{}")]
    [InlineData("warning-lifted", 1, "{\"why\":")]
    [InlineData("warning-lifted", 1, "null")]
    [InlineData("receipts-recorded", 1, "{\"version\":9,\"receipts\":[]}")]
    public void A_line_that_is_damaged_or_newer_is_told_as_such(string name, int version, string body)
    {
        var watch = new Watch("地方行业监管部门").Issued();
        Assert.Throws<RecordException>(() => WarningKind.Instance.Fold([.. watch.Lines, new NewEntry(name, version, watch.Now, watch.Now, "p-wang", "commander", body)]));
    }
}
