using System.Text;
using System.Text.Json;
using Xunit;

namespace Fengsui.Cli.Tests;

/// <summary><c>fengsui duty check</c>: whether a roster file leaves a gap, with the statuses of every command.</summary>
public sealed class DutyCommandTests : IDisposable
{
    private const string Whole = """
        {"name": "值班", "from": "2026-09-01", "layers": [{"post": "duty-officer", "watches": [
          {"days": "every-day", "times": ["00:00-24:00"], "people": ["li", "zhou"], "turn": "day"}]}]}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("fengsui-duty-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_roster_without_a_gap_is_done()
    {
        var (status, text, error) = await Check(Whole);
        Assert.Equal((0, "没有空班：查到 2027-10-06\n", ""), (status, text, error));
    }

    [Fact]
    public async Task A_gap_is_shown_and_the_status_is_one()
    {
        var (status, text, _) = await Check(Whole.Replace("00:00-24:00", "08:00-24:00", StringComparison.Ordinal));
        Assert.Equal(1, status);
        Assert.StartsWith("2026-09-01 00:00–08:00 第一层无人值班\n", text);
        var (jsonStatus, json, _) = await Check(Whole.Replace("00:00-24:00", "08:00-24:00", StringComparison.Ordinal), "--json");
        Assert.Equal((1, 400), (jsonStatus, JsonDocument.Parse(json).RootElement.GetProperty("problems").GetArrayLength()));
    }

    [Fact]
    public async Task A_wrong_file_is_told_with_its_place_and_the_status_is_two()
    {
        var (status, text, error) = await Check(Whole.Replace("every-day", "always", StringComparison.Ordinal));
        Assert.Equal((2, ""), (status, text));
        Assert.Contains("roster.json:2:", error, StringComparison.Ordinal);
        Assert.Contains("layers[0].watches[0].days", error, StringComparison.Ordinal);
    }

    private async Task<(int Status, string Out, string Error)> Check(string json, params string[] more)
    {
        var path = Path.Combine(_folder, "roster.json");
        await File.WriteAllTextAsync(path, json);
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var status = await CommandLine.Run(["duty", "check", path, .. more], new(new MemoryStream(), output, error, new StoppedClock()));
        return (status, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 3, 1, 16, 30, 0, TimeSpan.Zero);
    }
}
