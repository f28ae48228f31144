using Fengsui.Law.Conditions;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Xunit;

namespace Fengsui.Law.Tests.Conditions;

/// <summary>Kleene's logic over three truths, and comparisons of ranges, sets and words.</summary>
public sealed class KleeneTests
{
    private const Truth F = Truth.False;
    private const Truth U = Truth.Unknown;
    private const Truth T = Truth.True;
    private const long Open = FactValue.Open;

    private static readonly Fact First = TheLaw.Vocabulary.Fact("cii")!;
    private static readonly Fact Second = TheLaw.Vocabulary.Fact("ransom")!;
    private static readonly Fact Persons = TheLaw.Vocabulary.Fact("pi_persons")!;
    private static readonly Fact Harm = TheLaw.Vocabulary.Fact("data_harm")!;
    private static readonly Fact Kind = TheLaw.Vocabulary.Fact("data_level")!;
    private static readonly Fact Threat = TheLaw.Vocabulary.Fact("threat")!;

    [Theory]
    [InlineData(F, F, F, F)]
    [InlineData(F, U, F, U)]
    [InlineData(F, T, F, T)]
    [InlineData(U, F, F, U)]
    [InlineData(U, U, U, U)]
    [InlineData(U, T, U, T)]
    [InlineData(T, F, F, T)]
    [InlineData(T, U, U, T)]
    [InlineData(T, T, T, T)]
    public void All_is_the_least_and_any_the_greatest(Truth a, Truth b, Truth all, Truth any)
    {
        Condition[] parts = [Yes(First), Yes(Second)];
        var values = Values((First, Of(a)), (Second, Of(b)));
        Assert.Equal(all, Evaluate(new Condition.All(parts), values));
        Assert.Equal(any, Evaluate(new Condition.Any(parts), values));
        // 德摩根: what is not all is any that is not.
        Assert.Equal(Evaluate(new Condition.Not(new Condition.All(parts)), values), Evaluate(new Condition.Any([.. parts.Select(p => new Condition.Not(p))]), values));
        Assert.Equal(Evaluate(new Condition.Not(new Condition.Any(parts)), values), Evaluate(new Condition.All([.. parts.Select(p => new Condition.Not(p))]), values));
    }

    [Theory]
    [InlineData(F, T)]
    [InlineData(U, U)]
    [InlineData(T, F)]
    public void Not_is_the_mirror(Truth truth, Truth not)
    {
        var values = Values((First, Of(truth)));
        Assert.Equal(not, Evaluate(new Condition.Not(Yes(First)), values));
        Assert.Equal(truth, Evaluate(new Condition.Not(new Condition.Not(Yes(First))), values));
    }

    [Fact]
    public void Always_is_true() => Assert.Equal(T, Evaluate(new Condition.Always(), Values()));

    /// <summary>A range against the threshold 10.</summary>
    [Theory]
    [InlineData(0, 9, F, F, T, T)]
    [InlineData(0, 10, U, F, T, U)]
    [InlineData(9, 9, F, F, T, T)]
    [InlineData(9, 10, U, F, T, U)]
    [InlineData(9, 11, U, U, U, U)]
    [InlineData(10, 10, T, F, T, F)]
    [InlineData(10, 11, T, U, U, F)]
    [InlineData(11, 11, T, T, F, F)]
    [InlineData(0, Open, U, U, U, U)]
    [InlineData(10, Open, T, U, U, F)]
    [InlineData(11, Open, T, T, F, F)]
    public void A_range_is_decided_only_where_all_of_it_agrees(long low, long high, Truth atLeast, Truth moreThan, Truth atMost, Truth lessThan)
    {
        var values = Values((Persons, FactValue.Between(low, high)));
        Assert.Equal([atLeast, moreThan, atMost, lessThan], AllComparisons().Select(c => Evaluate(c, values)));
    }

    [Fact]
    public void A_range_agrees_with_its_points()
    {
        for (var low = 7; low <= 13; low++)
            for (var high = low; high <= 13; high++)
                foreach (var comparison in AllComparisons())
                {
                    var points = Enumerable.Range(low, high - low + 1).Select(p => Evaluate(comparison, Values((Persons, FactValue.Between(p, p))))).Distinct().ToList();
                    Assert.Equal(points.Count == 1 ? points[0] : U, Evaluate(comparison, Values((Persons, FactValue.Between(low, high)))));
                }
    }

    public static TheoryData<int> EveryComparison => [.. Enumerable.Range(0, Comparisons().Count)];

    [Theory]
    [MemberData(nameof(EveryComparison))]
    public void What_is_not_applicable_is_never_so_and_what_is_unknown_stays_unknown(int index)
    {
        var comparison = Comparisons()[index];
        var fact = Assert.Single(comparison.Facts);
        Assert.Equal(F, Evaluate(comparison, Values((fact, FactValue.NotApplicable))));
        Assert.Equal(T, Evaluate(new Condition.Not(comparison), Values((fact, FactValue.NotApplicable))));
        Assert.Equal(U, Evaluate(comparison, Values()));
        Assert.Equal(U, Evaluate(new Condition.Not(comparison), Values()));
    }

    [Theory]
    [InlineData(0b00, false, F)]
    [InlineData(0b00, true, U)]
    [InlineData(0b01, false, T)]
    [InlineData(0b01, true, T)]
    [InlineData(0b11, false, T)]
    [InlineData(0b10, false, F)]
    [InlineData(0b10, true, U)]
    public void A_set_that_may_hold_more_is_false_of_nothing(long words, bool more, Truth expected) =>
        Assert.Equal(expected, Evaluate(new Condition.HasAny(Harm, 0b01), Values((Harm, FactValue.Set(words, more)))));

    [Theory]
    [InlineData(0b00, false, F)]
    [InlineData(0b00, true, U)]
    [InlineData(0b10, false, T)]
    public void Has_any_of_its_values(long words, bool more, Truth expected) =>
        Assert.Equal(expected, Evaluate(new Condition.HasAny(Harm, Harm.AllWords), Values((Harm, FactValue.Set(words, more)))));

    [Theory]
    [InlineData(0, F, F, F)]
    [InlineData(1, T, T, F)]
    [InlineData(2, F, T, T)]
    public void Words_are_compared_by_their_place(int word, Truth isSecond, Truth inLastTwo, Truth isThird)
    {
        var values = Values((Kind, FactValue.Word(word)));
        Assert.Equal(isSecond, Evaluate(new Condition.Is(Kind, 1), values));
        Assert.Equal(inLastTwo, Evaluate(new Condition.In(Kind, 0b110), values));
        Assert.Equal(isThird, Evaluate(new Condition.Is(Kind, 2), values));
    }

    [Theory]
    [InlineData(0, F)]
    [InlineData(1, F)]
    [InlineData(2, T)]
    [InlineData(3, T)]
    public void A_judgement_rises_from_left_to_right(int word, Truth expected) =>
        Assert.Equal(expected, Evaluate(new Condition.Judged(Threat, 2), Values((Threat, FactValue.Word(word)))));

    [Theory]
    [InlineData(0, 0, F)]
    [InlineData(0, 2, F)]
    [InlineData(0, 3, U)]
    [InlineData(2, 4, U)]
    [InlineData(3, 3, T)]
    [InlineData(4, 0, T)]
    public void A_level_that_is_only_possible_is_unknown(int settled, int ceiling, Truth expected) =>
        Assert.Equal(expected, Evaluate(new Condition.LevelAtLeast(Level.Major), Values(), settled, ceiling));

    private static List<Condition> AllComparisons() => [.. Enum.GetValues<Comparison>().Select(c => new Condition.Compare(Persons, c, 10))];

    private static List<Condition> Comparisons() =>
        [.. AllComparisons(), Yes(First), new Condition.Is(First, 0), new Condition.In(Kind, 0b110), new Condition.HasAny(Harm, 0b01), new Condition.HasAny(Harm, Harm.AllWords), new Condition.Judged(Threat, 0)];

    private static Condition.Is Yes(Fact fact) => new(fact, 1);

    private static FactValue Of(Truth truth) => truth == U ? FactValue.Unknown : FactValue.Word(truth == T ? 1 : 0);

    private static FactValue[] Values(params (Fact Fact, FactValue Value)[] known)
    {
        var values = new FactValue[TheLaw.Vocabulary.Facts.Count];
        foreach (var (fact, value) in known)
            values[fact.Slot] = value;
        return values;
    }

    private static Truth Evaluate(Condition condition, FactValue[] values, int settled = 0, int ceiling = 0)
    {
        var builder = new Circuit.Builder();
        var gate = builder.Add(condition);
        var truths = new Truth[builder.Count];
        builder.Build().Evaluate(values, truths, 0, truths.Length, settled, ceiling);
        return truths[gate];
    }
}
