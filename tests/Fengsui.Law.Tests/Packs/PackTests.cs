using Fengsui.Law.Conditions;
using Fengsui.Law.Facts;
using Fengsui.Law.Packs;
using Xunit;

namespace Fengsui.Law.Tests.Packs;

/// <summary>The packs themselves: every worked case by name, every row covered, thresholds exact to one unit.</summary>
public sealed class PackTests
{
    private static readonly Dictionary<(string Pack, string Title), Case> AllCases = TheLaw.Library.Packs.Where(p => p.Assesses)
        .SelectMany(p => Cases.Read(p, TheLaw.Library)).ToDictionary(c => (c.Pack.Id, c.Title));

    public static TheoryData<string, string> WorkedCases => [.. AllCases.Keys.Select(k => new TheoryDataRow<string, string>(k.Pack, k.Title))];

    public static TheoryData<string> AllPacks => [.. TheLaw.Library.Packs.Select(p => p.Id)];

    [Theory]
    [MemberData(nameof(WorkedCases))]
    public void A_worked_case_comes_out_as_written(string pack, string title)
    {
        var result = Cases.Run(AllCases[(pack, title)], TheLaw.Library);
        Assert.True(result.Passed, $"{result.Case.At}\n" + string.Join('\n', result.Differences.Select(d => d.En)));
    }

    [Theory]
    [MemberData(nameof(AllPacks))]
    public void Every_row_is_covered_by_a_case(string id)
    {
        var pack = TheLaw.Library.Find(id)!;
        if (!pack.Assesses)
            return;
        var results = AllCases.Values.Where(c => c.Pack == pack).Select(c => Cases.Run(c, TheLaw.Library)).ToList();
        Assert.Empty(Cases.Uncovered(pack, results).Select(u => $"{u.Kind} {u.Id}"));
    }

    [Fact]
    public void Every_threshold_turns_at_exactly_its_number()
    {
        var thresholds = TheLaw.Library.Packs.SelectMany(p => p.Rules).SelectMany(r => r.When.Walk()).OfType<Condition.Compare>().ToList();
        Assert.NotEmpty(thresholds);
        foreach (var compare in thresholds)
        {
            Assert.Equal(Comparison.AtLeast, compare.Comparison);
            Assert.Equal([Truth.False, Truth.True, Truth.True, Truth.Unknown, Truth.Unknown, Truth.False], new FactValue[]
            {
                FactValue.Between(compare.Threshold - 1, compare.Threshold - 1), FactValue.Between(compare.Threshold, compare.Threshold),
                FactValue.Between(compare.Threshold + 1, compare.Threshold + 1), FactValue.Between(compare.Threshold - 1, compare.Threshold),
                FactValue.Unknown, FactValue.NotApplicable,
            }.Select(v => Evaluate(compare, v)));
        }
    }

    private static Truth Evaluate(Condition condition, FactValue value)
    {
        var builder = new Circuit.Builder();
        var gate = builder.Add(condition);
        var truths = new Truth[builder.Count];
        var values = new FactValue[TheLaw.Vocabulary.Facts.Count];
        values[condition.Facts.First().Slot] = value;
        builder.Build().Evaluate(values, truths, 0, builder.Count);
        return truths[gate];
    }

    [Fact]
    public void Every_section_of_both_plans_is_answered()
    {
        var miit = TheLaw.Library.Find("cn.miit.data-incident")!;
        Assert.Equal(40, miit.Outline.Count(s => !s.No.StartsWith("附件", StringComparison.Ordinal)));
        foreach (var pack in TheLaw.Library.Packs.Where(p => p.Outline.Count > 0))
            Assert.All(Coverage.Of(pack, [.. AllCases.Values.Where(c => c.Pack == pack)]), s => Assert.True(s.Rows.Count > 0 || s.Section.People is not null || s.Section.NotYet is not null, s.Section.No));
    }

    [Fact]
    public void A_word_limit_never_becomes_a_number()
    {
        foreach (var duty in TheLaw.Library.Packs.SelectMany(p => p.Duties))
            Assert.Equal(duty.Limit is Limit.Word, !duty.Limit.Written.Any(char.IsAsciiDigit));
    }

    [Fact]
    public void Texts_of_packs_stand_in_both_languages()
    {
        foreach (var pack in TheLaw.Library.Packs)
        {
            Assert.All(pack.Sources, s => Assert.True(s.Gist.En.Any(char.IsAsciiLetter) && s.Gist.Zh.Any(c => c > 0x2E80), s.Id));
            Assert.All(pack.Measures, m => Assert.True(m.Do.En.Any(char.IsAsciiLetter) && m.Do.Zh.Any(c => c > 0x2E80), m.Id));
        }
    }
}
