using System.Text.Json;
using Fengsui.Law.Calendar;
using Fengsui.Response.Incidents;
using Xunit;

namespace Fengsui.Response.Tests.Incidents;

/// <summary>Instants in the record: our own reader and writer agree with the ones of the law.</summary>
public sealed class InstantTests
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new InstantConverter() } };

    [Fact]
    public void Written_and_read_as_the_law_writes_and_reads()
    {
        for (var at = -2_208_900_000L; at < 32_503_000_000L; at += 7_654_321)
        {
            var instant = new Instant(at);
            var written = JsonSerializer.Serialize(instant, Options);
            Assert.Equal(instant.ToString(), JsonSerializer.Deserialize<string>(written));
            Assert.Equal(instant, JsonSerializer.Deserialize<Instant>(written, Options));
        }
    }

    [Theory]
    [InlineData("2026-03-02T02:14:00Z")]
    [InlineData("2026-03-02T02:14:00-05:00")]
    [InlineData("2024-02-29T23:59:59+08:00")]
    public void Other_offsets_are_read_too(string text)
    {
        Assert.True(Instant.TryParse(text, out var expected));
        Assert.Equal(expected, JsonSerializer.Deserialize<Instant>($"\"{text}\"", Options));
    }

    [Theory]
    [InlineData("2026-02-29T02:14:00+08:00")]
    [InlineData("2026-13-01T02:14:00+08:00")]
    [InlineData("2026-03-02T24:00:00+08:00")]
    [InlineData("2026-03-02T02:60:00+08:00")]
    [InlineData("2026-03-02T02:14:60+08:00")]
    [InlineData("1899-12-31T02:14:00+08:00")]
    [InlineData("3000-01-01T02:14:00+08:00")]
    [InlineData("2026-03-0xT02:14:00+08:00")]
    [InlineData("2026-03-02T02:14+08:00")]
    [InlineData("")]
    public void What_is_no_instant_is_refused(string text) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Instant>($"\"{text}\"", Options));
}
