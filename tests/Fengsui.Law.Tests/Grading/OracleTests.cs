using Fengsui.Law.Tests.Oracle;
using Xunit;

namespace Fengsui.Law.Tests.Grading;

/// <summary>Generated incidents under every instrument, against an evaluation written from the tables alone.</summary>
public sealed class OracleTests
{
    private const int Cases = 6000;

    [Fact]
    public void Generated_incidents_agree_with_the_tables()
    {
        var differences = new List<string>();
        for (var seed = 0; seed < Cases && differences.Count < 10; seed++)
        {
            var generated = Generator.Case(seed);
            var expected = OracleAnswer.Of(generated.Incident, generated.On);
            var incident = TheLaw.Facts(generated.Json);
            var day = generated.On ?? incident.DiscoveredOn!.Value;
            var answer = TheLaw.Answer(TheLaw.Library.On(day).Assess(incident, day));
            differences.AddRange(Difference.Between(expected, answer).Select(d => $"seed {seed}: {d}\n    {generated.Json}"));
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }
}
