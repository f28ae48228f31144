using Fengsui.Law.Facts;
using Xunit;

namespace Fengsui.Law.Tests.Facts;

/// <summary>Quantities as the statutes write them: every spelling, every error, and back again.</summary>
public sealed class QuantityTests
{
    private const QuantityKind Count = QuantityKind.Count;
    private const QuantityKind Money = QuantityKind.Money;
    private const QuantityKind Duration = QuantityKind.Duration;
    private const QuantityKind Percent = QuantityKind.Percent;

    [Theory]
    [InlineData(Count, "0人", 0)]
    [InlineData(Count, "1人", 1)]
    [InlineData(Count, "007人", 7)]
    [InlineData(Count, "12000人", 12_000)]
    [InlineData(Count, "12,000人", 12_000)]
    [InlineData(Count, "1,234,567人", 1_234_567)]
    [InlineData(Count, "12,000.0人", 12_000)]
    [InlineData(Count, "1.0人", 1)]
    [InlineData(Count, "0.0001万人", 1)]
    [InlineData(Count, "1200万人", 12_000_000)]
    [InlineData(Count, "1,200万人", 12_000_000)]
    [InlineData(Count, "1.5亿人", 150_000_000)]
    [InlineData(Count, "1亿2000万人", 120_000_000)]
    [InlineData(Count, "1亿5人", 100_000_005)]
    [InlineData(Count, "1万亿人", 1_000_000_000_000)]
    [InlineData(Count, "1000000000000000人", 1_000_000_000_000_000)]
    [InlineData(Count, "1000万亿人", 100_000_000_0000000)]
    [InlineData(Money, "0.01元", 1)]
    [InlineData(Money, "1.5元", 150)]
    [InlineData(Money, "3000万元", 3_000_000_000)]
    [InlineData(Money, "3亿元", 30_000_000_000)]
    [InlineData(Money, "1000万亿元", 100_000_000_000_000_000)]
    [InlineData(Duration, "0秒", 0)]
    [InlineData(Duration, "0小时", 0)]
    [InlineData(Duration, "0.001秒", 1)]
    [InlineData(Duration, "30分钟", 1_800_000)]
    [InlineData(Duration, "90分钟", 5_400_000)]
    [InlineData(Duration, "1.5小时", 5_400_000)]
    [InlineData(Duration, "1小时30分钟", 5_400_000)]
    [InlineData(Duration, "1小时30.5分钟", 5_430_000)]
    [InlineData(Duration, "1天", 86_400_000)]
    [InlineData(Duration, "1天1小时1分钟1秒", 90_061_000)]
    [InlineData(Duration, "1天1秒", 86_401_000)]
    [InlineData(Duration, "1,000分钟", 60_000_000)]
    [InlineData(Duration, "1万小时", 36_000_000_000)]
    [InlineData(Duration, "1000000000000000秒", 1_000_000_000_000_000_000)]
    [InlineData(Percent, "0%", 0)]
    [InlineData(Percent, "0.000001%", 1)]
    [InlineData(Percent, "33.333333%", 33_333_333)]
    [InlineData(Percent, "50%", 50_000_000)]
    [InlineData(Percent, "100.0%", 100_000_000)]
    public void Every_spelling_reads_as_its_base_units(QuantityKind kind, string text, long expected)
    {
        Assert.True(Quantity.TryParse(text, UnitOf(kind), out var value, out var error), error.Wrong.En);
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData(Count, "", "“” is not a quantity")]
    [InlineData(Count, "人", "“人” is not a quantity")]
    [InlineData(Count, "many人", "“many人” is not a quantity")]
    [InlineData(Count, "十人", "“十人” is not a quantity")]
    [InlineData(Count, "５人", "“５人” is not a quantity")]
    [InlineData(Count, "+5人", "“+5人” is not a quantity")]
    [InlineData(Count, " 5人", "“ 5人” is not a quantity")]
    [InlineData(Count, ".5万人", "“.5万人” is not a quantity")]
    [InlineData(Count, "5.万人", "“5.万人” is not a quantity")]
    [InlineData(Count, ",000人", "“,000人” is not a quantity")]
    [InlineData(Count, "1,人", "“1,人” is not a quantity")]
    [InlineData(Count, "1,20人", "“1,20人” is not a quantity")]
    [InlineData(Count, "1,2000人", "“1,2000人” is not a quantity")]
    [InlineData(Count, "1亿2亿人", "“1亿2亿人” is not a quantity")]
    [InlineData(Count, "1亿10000万人", "“1亿10000万人” is not a quantity")]
    [InlineData(Count, "1.5亿2000万人", "“1.5亿2000万人” is not a quantity")]
    [InlineData(Count, "5", "5 has no unit")]
    [InlineData(Count, "1200万", "1200万 has no unit")]
    [InlineData(Count, "5次", "5次 has a wrong unit (次)")]
    [InlineData(Count, "5 人", "5 人 has a wrong unit ( 人)")]
    [InlineData(Count, "5人 ", "5人  has a wrong unit (人 )")]
    [InlineData(Count, "5人左右", "5人左右 has a wrong unit (人左右)")]
    [InlineData(Count, "1e9人", "1e9人 has a wrong unit (e9人)")]
    [InlineData(Count, "1.2.3人", "1.2.3人 has a wrong unit (.3人)")]
    [InlineData(Count, "1234,567人", "1234,567人 has a wrong unit (,567人)")]
    [InlineData(Count, "1亿亿人", "1亿亿人 has a wrong unit (亿人)")]
    [InlineData(Count, "1亿万人", "1亿万人 has a wrong unit (万人)")]
    [InlineData(Count, "5人6人", "5人6人 has a wrong unit (人6人)")]
    [InlineData(Count, "-5人", "-5人 is negative")]
    [InlineData(Count, "－5人", "－5人 is negative")]
    [InlineData(Count, "−5人", "−5人 is negative")]
    [InlineData(Count, "0.5人", "0.5人 is too precise")]
    [InlineData(Count, "1.00005万人", "1.00005万人 is too precise")]
    [InlineData(Count, "0.0000000000000000000000000001人", "0.0000000000000000000000000001人 is too precise")]
    [InlineData(Count, "1000000000000001人", "1000000000000001人 is too large")]
    [InlineData(Count, "1001万亿人", "1001万亿人 is too large")]
    [InlineData(Count, "99999999999999999999999999999999999999人", "99999999999999999999999999999999999999人 is too large")]
    [InlineData(Money, "0.001元", "0.001元 is too precise")]
    [InlineData(Money, "5美元", "5美元 has a wrong unit (美元)")]
    [InlineData(Money, "1000000000000000.01元", "1000000000000000.01元 is too large")]
    [InlineData(Duration, "", "“” is not a quantity")]
    [InlineData(Duration, "5", "5 has no unit")]
    [InlineData(Duration, "1小时30", "1小时30 has no unit")]
    [InlineData(Duration, "5时", "5时 has a wrong unit (时)")]
    [InlineData(Duration, "5日", "5日 has a wrong unit (日)")]
    [InlineData(Duration, "5个工作日", "5个工作日 has a wrong unit (个工作日)")]
    [InlineData(Duration, "30分钟1小时", "“30分钟1小时” is not a quantity")]
    [InlineData(Duration, "1小时1小时", "“1小时1小时” is not a quantity")]
    [InlineData(Duration, "1.5小时30分钟", "“1.5小时30分钟” is not a quantity")]
    [InlineData(Duration, "1小时-5分钟", "1小时-5分钟 is negative")]
    [InlineData(Duration, "0.0001秒", "0.0001秒 is too precise")]
    [InlineData(Duration, "1000000000000001秒", "1000000000000001秒 is too large")]
    [InlineData(Duration, "1000000000000000天", "1000000000000000天 is too large")]
    [InlineData(Percent, "50", "50 has no unit")]
    [InlineData(Percent, "50％", "50％ has a wrong unit (％)")]
    [InlineData(Percent, "100.000001%", "100.000001% is above 100%")]
    [InlineData(Percent, "0.0000001%", "0.0000001% is too precise")]
    public void Every_slip_is_named(QuantityKind kind, string text, string wrong)
    {
        Assert.False(Quantity.TryParse(text, UnitOf(kind), out _, out var error));
        Assert.Equal(wrong, error.Wrong.En);
        Assert.NotEmpty(error.Wrong.Zh);
        Assert.NotEmpty(error.Remedy.Zh);
        Assert.NotEmpty(error.Remedy.En);
    }

    [Theory]
    [InlineData(Count, 0, "0人")]
    [InlineData(Count, 12_345, "12345人")]
    [InlineData(Count, 88_000_000, "8800万人")]
    [InlineData(Count, 100_000_000, "1亿人")]
    [InlineData(Count, 120_000_000, "12000万人")]
    [InlineData(Money, 1, "0.01元")]
    [InlineData(Money, 150, "1.5元")]
    [InlineData(Money, 30_000_000_000, "3亿元")]
    [InlineData(Duration, 0, "0小时")]
    [InlineData(Duration, 1, "0.001秒")]
    [InlineData(Duration, 5_400_000, "1小时30分钟")]
    [InlineData(Duration, 172_800_000, "48小时")]
    [InlineData(Duration, 90_061_001, "25小时1分钟1.001秒")]
    [InlineData(Percent, 500_000, "0.5%")]
    [InlineData(Percent, 100_000_000, "100%")]
    public void A_quantity_is_written_as_the_statutes_write_it(QuantityKind kind, long value, string expected) =>
        Assert.Equal(expected, Quantity.Format(value, UnitOf(kind)));

    [Fact]
    public void What_is_written_reads_back_as_itself()
    {
        var random = new Random(20260302);
        foreach (var kind in Enum.GetValues<QuantityKind>())
        {
            var unit = UnitOf(kind);
            for (var i = 0; i < 5000; i++)
            {
                var value = random.NextInt64(random.NextInt64(1, unit.Max) + 1);
                var text = Quantity.Format(value, unit);
                Assert.True(Quantity.TryParse(text, unit, out var read, out var error), $"{text}: {error.Wrong.En}");
                Assert.Equal(value, read);
            }
        }
    }

    private static Unit UnitOf(QuantityKind kind) => new(kind, kind switch
    {
        Count => "人",
        Money => "元",
        Percent => "%",
        Duration => "",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    });
}
