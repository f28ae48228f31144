using System.Reflection;
using Xunit;

namespace Fengsui.Cli.Tests;

/// <summary>The arrows of the architecture: Law ← Response ← Store, Papers ← Server ← Cli, and nothing back.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly Law = typeof(Fengsui.Law.Packs.Library).Assembly;
    private static readonly Assembly Response = typeof(Fengsui.Response.Imports.VerisRecord).Assembly;
    private static readonly Assembly Store = typeof(Fengsui.Store.RecordStore).Assembly;
    private static readonly Assembly Papers = typeof(Fengsui.Papers.PaperDocument).Assembly;
    private static readonly Assembly Server = typeof(Fengsui.Server.App).Assembly;

    private static string[] References(Assembly assembly) => [.. assembly.GetReferencedAssemblies().Select(a => a.Name!)];

    [Fact]
    public void The_law_knows_the_framework_and_a_yaml_parser() =>
        Assert.DoesNotContain(References(Law), r => !r.StartsWith("System", StringComparison.Ordinal) && r is not ("YamlDotNet" or "netstandard"));

    [Fact]
    public void The_response_knows_the_law() =>
        Assert.Equal(["Fengsui.Law"], References(Response).Where(r => !r.StartsWith("System", StringComparison.Ordinal)));

    [Fact]
    public void The_store_knows_no_server() =>
        Assert.DoesNotContain(References(Store), r => r.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || r.StartsWith("Fengsui", StringComparison.Ordinal) && r is not ("Fengsui.Law" or "Fengsui.Response"));

    [Fact]
    public void The_papers_know_no_store_and_no_server() =>
        Assert.DoesNotContain(References(Papers), r => r.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || r.StartsWith("Fengsui", StringComparison.Ordinal) && r is not ("Fengsui.Law" or "Fengsui.Response"));

    [Fact]
    public void The_server_knows_no_command_line() =>
        Assert.DoesNotContain(References(Server), r => r.StartsWith("Fengsui", StringComparison.Ordinal) && r is not ("Fengsui.Law" or "Fengsui.Response" or "Fengsui.Store" or "Fengsui.Papers"));

    [Fact]
    public void The_engine_names_no_statute()
    {
        var sources = new[] { "Fengsui.Law", "Fengsui.Response", "Fengsui.Store", "Fengsui.Papers" }.Select(s => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../src", s))).ToList();
        if (!Directory.Exists(sources[0]))
            Assert.Skip("the sources are not beside the tests");
        // The mapping of another system's fields to facts is data about that system.
        foreach (var file in sources.SelectMany(s => Directory.EnumerateFiles(s, "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/Imports/", StringComparison.Ordinal)))
            foreach (var id in new[] { "cn.miit", "cn.cac", "cn.law", "cn.nfra" }.Concat(file.Contains("Fengsui.Law", StringComparison.Ordinal) ? ["pi_persons", "spi_persons", "direct_loss"] : []))
                foreach (var line in File.ReadLines(file).Where(l => l.Contains('"' + id, StringComparison.Ordinal)))
                    Assert.Fail($"{file}: {line}");
    }
}
