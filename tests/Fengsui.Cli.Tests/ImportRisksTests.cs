using System.Text;
using System.Text.Json;
using Xunit;

namespace Fengsui.Cli.Tests;

/// <summary><c>fengsui import stix|misp|ocsf|cef|syslog|eml</c>.</summary>
public sealed class ImportRisksTests
{
    private static async Task<(int Status, string Out, string Error)> Run(params string[] args)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var status = await CommandLine.Run(args, new Terminal(new MemoryStream(), output, error, new StoppedClock()));
        return (status, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 3, 1, 18, 45, 0, TimeSpan.Zero);
    }

    private static string Samples => Path.Combine(AppContext.BaseDirectory, "samples");

    [Theory]
    [InlineData("stix")]
    [InlineData("misp")]
    public async Task Every_sample_is_read_as_one_object_a_line(string format)
    {
        var files = Directory.GetFiles(Path.Combine(Samples, format), "*.json");
        var (status, text, error) = await Run(["import", format, .. files, "--json"]);
        Assert.Equal((0, ""), (status, error));
        var lines = text.TrimEnd('\n').Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(files.Length, lines.Select(l => l.GetProperty("file").GetString()).Distinct().Count());
        Assert.All(lines, l => Assert.False(string.IsNullOrEmpty(l.GetProperty("title").GetString())));
    }

    [Theory]
    [InlineData("stix")]
    [InlineData("misp")]
    [InlineData("cef")]
    [InlineData("veris")]
    public async Task Help_shows_the_arguments_of_the_command_that_was_asked(string format)
    {
        var (status, text, error) = await Run("import", format, "--help");
        Assert.Equal((0, ""), (status, error));
        Assert.Contains("<FILE>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("DATA", text, StringComparison.Ordinal);
        Assert.Contains("DATA", (await Run("import", "--help")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_with_its_line_and_changes_the_exit_status()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "CEF:0|a|b|1|2|first|5|\nrubbish\n");
        var (status, text, error) = await Run("import", "cef", file, "--lang", "en");
        Assert.Equal(1, status);
        Assert.Contains("first", text, StringComparison.Ordinal);
        Assert.StartsWith($"{file}:2: ", error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, "rubbish\n");
        Assert.Equal(2, (await Run("import", "cef", file)).Status);
        File.Delete(file);
        Assert.Equal(2, (await Run("import", "stix", file)).Status);
    }
}
