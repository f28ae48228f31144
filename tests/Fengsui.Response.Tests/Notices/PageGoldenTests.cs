using Fengsui.Response.Notices;
using Fengsui.Response.Record;
using Xunit;

namespace Fengsui.Response.Tests.Notices;

/// <summary>Every shape in which an event of a page was ever written; a file is never changed.</summary>
public sealed class PageGoldenTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Notices", "golden");

    public static TheoryData<string> Shapes => [.. PageKind.Names.Select(n => n.Name)];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_shape_ever_written_is_read_and_written_back_byte_for_byte(string name)
    {
        var body = File.ReadAllText(Path.Combine(Folder, $"{name}.v1.json")).TrimEnd('\n');
        var what = PageKind.Read(new NewEntry(name, 1, Pages.Night, Pages.Night, Actors.System, "", body));
        Assert.Equal(PageKind.Names.Single(n => n.Name == name).Type, what.GetType());
        Assert.Equal(body, PageKind.Write(what, Pages.Night, Actors.System).Body);
    }

    [Fact]
    public void Every_event_has_a_name_and_a_file()
    {
        Assert.Equal(typeof(PageEvent).GetNestedTypes().OrderBy(t => t.Name), PageKind.Names.Select(n => n.Type).OrderBy(t => t.Name));
        Assert.Equal(PageKind.Names.Select(n => $"{n.Name}.v1.json").Order(StringComparer.Ordinal), Directory.EnumerateFiles(Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("page-opened", 2, "{}")]
    [InlineData("page-closed", 1, "{}")]
    [InlineData("send-started", 1, "{\"send\":\"9.9.9\",\"try\":1}")]
    [InlineData("page-ended", 1, "{\"why\":")]
    [InlineData("page-ended", 1, "{\"why\":\"met\",\"colour\":\"red\"}")]
    public void A_line_that_is_damaged_or_newer_is_told_as_such(string name, int version, string body)
    {
        var opened = PageKind.Take(new(), [Pages.What()], Pages.Night, Actors.System).Lines;
        Assert.Throws<RecordException>(() => PageKind.Instance.Fold([.. opened, new NewEntry(name, version, Pages.Night, Pages.Night, Actors.System, "", body)]));
    }

    [Fact]
    public void A_page_that_was_stored_is_the_page_that_its_journal_folds_to()
    {
        var (lines, after) = PageKind.Take(new(), Paging.Decide(new(), new PageInput.Open(Pages.What(), Pages.There), Pages.Night).Events, Pages.Night, Actors.System);
        Assert.Equal(PageKind.Instance.Fold(lines).Snapshot, PageKind.Folded(after).Snapshot);
        Assert.Equal(PageKind.Folded(after).Snapshot.Body, PageKind.Folded(PageKind.ReadPage(PageKind.Folded(after).Snapshot.Body)).Snapshot.Body);
        Assert.Single(PageKind.Folded(after).Clocks);
    }
}
