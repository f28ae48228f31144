using Fengsui.Law.Facts;
using Xunit;

namespace Fengsui.Law.Tests.Facts;

/// <summary>Bounds that hold by meaning: applied before grading, shown, and stronger than what contradicts them.</summary>
public sealed class ImpliedBoundTests
{
    private const long Open = FactValue.Open;

    [Theory]
    [InlineData("spi_persons: 500万人", 5_000_000, Open, false)]
    [InlineData("spi_persons: 500万人, pi_persons: unknown", 5_000_000, Open, false)]
    [InlineData("spi_persons: 500万人..900万人", 5_000_000, Open, false)]
    [InlineData("spi_persons: ≥500万人", 5_000_000, Open, false)]
    [InlineData("spi_persons: 500万人, pi_persons: 100万人..900万人", 5_000_000, 9_000_000, false)]
    [InlineData("spi_persons: 500万人, pi_persons: ≤900万人", 5_000_000, 9_000_000, false)]
    [InlineData("spi_persons: 500万人, pi_persons: 100万人..500万人", 5_000_000, 5_000_000, false)]
    [InlineData("spi_persons: 500万人, pi_persons: 100万人", 5_000_000, 5_000_000, true)]
    [InlineData("spi_persons: ≥500万人, pi_persons: 100万人..200万人", 5_000_000, 5_000_000, true)]
    public void Who_is_counted_as_sensitive_is_counted(string facts, long low, long high, bool contradiction)
    {
        var incident = Incident(facts);
        var bound = Assert.Single(incident.Implied);
        Assert.Equal(("pi_persons", "spi_persons", contradiction), (bound.Fact.Id, bound.From.Id, bound.Contradiction));
        Assert.Equal(FactValue.Between(low, high), bound.After);
        Assert.Equal(bound.After, incident[Fact("pi_persons")]);
        Assert.Contains("pi_persons", bound.Sentence.En, StringComparison.Ordinal);
        Assert.Equal(contradiction, bound.Sentence.Zh.Contains("矛盾", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("spi_persons: 500万人, pi_persons: 500万人")]
    [InlineData("spi_persons: 500万人, pi_persons: 800万人..900万人")]
    [InlineData("spi_persons: 500万人, pi_persons: n/a")]
    [InlineData("spi_persons: 0人")]
    [InlineData("spi_persons: ≤500万人, pi_persons: 1人")]
    [InlineData("spi_persons: unknown, pi_persons: 1人")]
    [InlineData("spi_persons: n/a, pi_persons: 1人")]
    [InlineData("pi_persons: 500万人")]
    [InlineData("prefecture_share: 10%")]
    [InlineData("cii: 否, important_system: 否")]
    [InlineData("cii: unknown, important_system: 否")]
    [InlineData("cii: n/a, important_system: 否")]
    [InlineData("cii: 是, important_system: 是")]
    [InlineData("cii: 是, important_system: n/a")]
    [InlineData("important_system: 是")]
    public void Nothing_else_is_inferred(string facts) => Assert.Empty(Incident(facts).Implied);

    [Theory]
    [InlineData("province_share: 10%", 10, 100, false)]
    [InlineData("province_share: 10%, prefecture_share: 5%..20%", 10, 20, false)]
    [InlineData("province_share: 10%, prefecture_share: 5%", 10, 10, true)]
    public void Some_prefecture_has_at_least_its_provinces_share(string facts, long low, long high, bool contradiction)
    {
        var bound = Assert.Single(Incident(facts).Implied);
        Assert.Equal(("prefecture_share", contradiction), (bound.Fact.Id, bound.Contradiction));
        Assert.Equal(FactValue.Between(low * 1_000_000, high * 1_000_000), bound.After);
    }

    [Theory]
    [InlineData("cii: 是", false)]
    [InlineData("cii: 是, important_system: unknown", false)]
    [InlineData("cii: 是, important_system: 否", true)]
    public void Critical_infrastructure_is_an_important_system(string facts, bool contradiction)
    {
        var incident = Incident(facts);
        var bound = Assert.Single(incident.Implied);
        Assert.Equal(("important_system", "cii", contradiction), (bound.Fact.Id, bound.From.Id, bound.Contradiction));
        Assert.Equal(FactValue.Word(1), incident[Fact("important_system")]);
    }

    [Fact]
    public void The_answer_names_what_was_implied_once_and_in_order()
    {
        var answer = TheLaw.Answer(TheLaw.Assess("incident: x\nfacts: {spi_persons: 1人, cii: 是, province_share: 1%}"));
        Assert.Equal(["important_system", "pi_persons", "prefecture_share"], answer.GetProperty("implied").EnumerateArray().Select(e => e.GetString()));
    }

    private static Incident Incident(string facts) => TheLaw.Facts($"incident: x\nfacts: {{{facts}}}");

    private static Fact Fact(string id) => TheLaw.Vocabulary.Fact(id)!;
}
