using System.Text;
using Fengsui.Law.Facts;
using Fengsui.Law.Input;
using Fengsui.Law.Packs;
using Fengsui.Server.Features.Assess;

namespace Fengsui.Server.Tests;

public sealed class FactsFileTests
{
    private static readonly AppOptions Options = new();
    private static readonly Library Library = Library.Load(Options.PacksFolder);

    public static TheoryData<string> SampleNames => [.. Samples.Read(Options.SamplesFolder, Library.Vocabulary).All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void A_facts_file_goes_through_the_form_and_comes_out_the_same(string name)
    {
        var sample = Samples.Read(Options.SamplesFolder, Library.Vocabulary).Find(name)!;
        var before = IncidentFile.Read(sample.File, Library.Vocabulary);

        var sheet = FactSheet.FromFile(sample.File, Library.Vocabulary);
        var after = Read(FactsFile.Write(sheet));

        Assert.Empty(sheet.Errors);
        Assert.Equal(before.Values.ToArray(), sheet.ToIncident().Values.ToArray());
        Assert.Equal(before.Values.ToArray(), after.Values.ToArray());
        Assert.Equal((before.Title, before.Organisation, before.Defaulted), (after.Title, after.Organisation, after.Defaulted));
        Assert.All(Library.Vocabulary.Anchors, a => Assert.Equal(before.At(a), after.At(a)));
    }

    [Theory]
    [InlineData("引号\"与\\反斜线: # 井号")]
    [InlineData("两\n行")]
    [InlineData("- 列表模样")]
    [InlineData("null")]
    [InlineData("")]
    public void Any_title_gives_a_file_that_reads(string title)
    {
        var file = new Node.Mapping([new(new("incident", default), new Node.Scalar(title, default)), new(new("facts", default), new Node.Mapping([], default))], default);

        Assert.NotEmpty(Read(FactsFile.Write(FactSheet.FromFile(file, Library.Vocabulary))).Title);
    }

    private static Incident Read(string yaml) => IncidentFile.Read(InputText.Read("facts.yaml", Encoding.UTF8.GetBytes(yaml)), Library.Vocabulary);
}
