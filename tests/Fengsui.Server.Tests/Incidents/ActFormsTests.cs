using System.Reflection;
using Fengsui.Law;
using Fengsui.Response.Incidents;
using Fengsui.Server.Features.Incidents.Pages;
using Fengsui.Server.Features.OnDuty;

namespace Fengsui.Server.Tests.Incidents;

/// <summary>Whatever a program can send, a person can fill in, in both languages.</summary>
public sealed class ActFormsTests
{
    public static TheoryData<string> Acts => [.. ActNames.All.Keys.Where(a => !ActForms.Elsewhere.Contains(a))];

    [Theory]
    [MemberData(nameof(Acts))]
    public void Every_property_of_every_act_has_a_field(string act)
    {
        var sent = ActNames.All[act].Properties.Where(p => p.Set is not null).Select(p => p.Name).Except(ActForms.Common.Select(f => f.Name)).ToList();
        var covered = ActForms.Of(act).SelectMany(f => f.Covers).ToList();

        Assert.Empty(sent.Where(p => !ActForms.Elsewhere.Contains($"{act}.{p}")).Except(covered));
        Assert.Empty(covered.Except(sent));
        Assert.Equal(covered.Count, covered.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public void Every_field_speaks_both_languages(string act) => Assert.All(ActForms.Of(act).Concat(ActForms.Common), field =>
    {
        Speaks(field.Label);
        if (field.Hint is { } hint)
            Speaks(hint);
        if (field.Kind is FieldKind.Choice choice)
            Assert.All(choice.Options, o => Speaks(o.Label));
    });

    [Theory]
    [InlineData(typeof(IncidentWords))]
    [InlineData(typeof(DutyWords))]
    public void Every_word_of_the_pages_speaks_both_languages(Type words) =>
        Assert.All(words.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null)).OfType<Text>(), Speaks);

    [Fact]
    public void Every_event_has_its_kind_in_the_time_line()
    {
        var kinds = TimeLine.Kinds.SelectMany(k => k.Types).ToList();

        Assert.Empty(EventNames.All.Select(e => e.Name).Except(kinds));
        Assert.Empty(kinds.Except(EventNames.All.Select(e => e.Name)));
        Assert.Equal(kinds.Count, kinds.Distinct().Count());
    }

    private static void Speaks(Text text)
    {
        Assert.False(string.IsNullOrWhiteSpace(text.Zh));
        Assert.False(string.IsNullOrWhiteSpace(text.En));
        // A quantity is written as the statutes write it, in both languages.
        Assert.DoesNotContain(text.En.Replace("1200万人", "", StringComparison.Ordinal), c => c is >= '\u4e00' and <= '\u9fff');
    }
}
