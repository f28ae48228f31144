using System.Reflection;
using Fengsui.Law;
using Fengsui.Server.People;
using Fengsui.Server.Ui;

namespace Fengsui.Server.Tests;

public sealed class WordsTests
{
    [Fact]
    public void Every_word_stands_in_both_languages()
    {
        var classes = typeof(Words).Assembly.GetTypes().Where(t => t.Name.EndsWith("Words", StringComparison.Ordinal)).ToList();
        Assert.Contains(classes, c => c.Name == "PeopleWords");
        var words = classes.SelectMany(c => c.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)).SelectMany(
            f => f.GetValue(null) switch
        {
            Text text => [(f.Name, text)],
            IEnumerable<Text> texts => texts.Select(t => (f.Name, t)),
            IEnumerable<(string Keys, Text Does)> shortcuts => shortcuts.Select(s => (f.Name, s.Does)),
            IEnumerable<KeyValuePair<string, Text>> named => named.Select(n => ($"{f.Name}[{n.Key}]", n.Value)),
            Problem problem => [(f.Name, problem.Title), (f.Name, problem.Wrong ?? problem.Title), (f.Name, problem.Remedy)],
            _ => [],
        }).ToList();

        Assert.True(words.Count > 200);
        Assert.All(words, w =>
        {
            Assert.NotEmpty(w.Item2.Zh);
            Assert.NotEmpty(w.Item2.En);
            Assert.DoesNotContain(w.Item2.En, c => c is >= '\u4e00' and <= '\u9fff' && !Quoted(w.Item2.En));
        });
    }

    /// <summary>English hints quote quantities as the facts file writes them.</summary>
    private static bool Quoted(string text) => text.Contains('万', StringComparison.Ordinal) || text.Contains("小时", StringComparison.Ordinal);

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    [InlineData(405)]
    [InlineData(413)]
    [InlineData(415)]
    [InlineData(500)]
    public void Every_error_has_a_remedy_in_both_languages(int status)
    {
        var (title, remedy) = Words.Error(status);
        Assert.All(new[] { title.Zh, title.En, remedy.Zh, remedy.En }, Assert.NotEmpty);
    }

    [Theory]
    [InlineData(0, "00:00:00")]
    [InlineData(12540, "03:29:00")]
    [InlineData(-1565, "00:26:05")]
    [InlineData(86_399, "23:59:59")]
    [InlineData(594_840, "6天 21:14")]
    public void A_span_is_written_as_a_clock(long seconds, string written) => Assert.Equal(written, Clockface.Span(seconds, Language.Zh));
}
