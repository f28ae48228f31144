using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Fengsui.Cli.Tests;

/// <summary>The command line as scripts use it: what it prints where, and its exit status.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fengsui-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "samples", name);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task<(int Status, string Out, string Error)> Run(string[] args, string input = "")
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var terminal = new Terminal(new MemoryStream(Encoding.UTF8.GetBytes(input)), output, error, new StoppedClock());
        var status = await CommandLine.Run(args, terminal);
        return (status, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }

    private sealed class StoppedClock : TimeProvider
    {
        // 00:30 of the next day in Shanghai.
        public override DateTimeOffset GetUtcNow() => new(2026, 3, 1, 16, 30, 0, TimeSpan.Zero);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--example", "--example")]
    [InlineData("--example -- --urls http://127.0.0.1:0", "--example", "--urls", "http://127.0.0.1:0")]
    [InlineData("-- --data /tmp/x -- --y", "--data", "/tmp/x", "--", "--y")]
    public async Task What_starts_the_server_hands_it_the_options_of_both_sides(string options, params string[] reach)
    {
        var run = Path.Combine(_folder, "run");
        File.Copy(Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../run")), run);
        var server = Write("fengsui", "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");

        string[] call = ["-c", "chmod u+x \"$0\" && exec bash \"$@\"", server, run, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        using var process = Process.Start(new ProcessStartInfo("bash", call) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var reached = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(["serve", .. reach], reached.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Several_files_are_one_object_a_line()
    {
        var (status, text, error) = await Run(["assess", Sample("01-customer-database.yaml"), Sample("02-telecom-outage.yaml"), "--json"]);
        Assert.Equal((0, ""), (status, error));
        var lines = text.TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.All(lines, l => Assert.True(JsonDocument.Parse(l).RootElement.TryGetProperty("level", out _)));
    }

    [Fact]
    public async Task Without_a_day_the_law_of_today_in_Shanghai_applies()
    {
        var (_, text, _) = await Run(["assess", "-", "--json"], "incident: x\nfacts: {}");
        Assert.Equal("2026-03-02", JsonDocument.Parse(text).RootElement.GetProperty("on").GetString());
    }

    [Theory]
    [InlineData("annex-2", "客户数据库", null)]
    [InlineData("annex-3", "填写说明3", null)]
    [InlineData("first-report", "网络安全事件首次报告", null)]
    [InlineData("phone-script", "首次报告电话稿", "cn.cac.incident-report")]
    public async Task A_form_is_filled_from_a_facts_file(string form, string says, string? pack)
    {
        var file = Path.Combine(_folder, form + ".docx");
        var (status, text, error) = await Run(["form", form, Sample("01-customer-database.yaml"), "-o", file, .. pack is null ? Array.Empty<string>() : ["--pack", pack]]);
        Assert.Equal((0, "", ""), (status, text, error));
        using var zip = System.IO.Compression.ZipFile.OpenRead(file);
        using var body = new StreamReader(zip.GetEntry("word/document.xml")!.Open());
        var written = await body.ReadToEndAsync();
        Assert.Contains(form == "annex-2" ? "☑\u00A0重大" : says, written, StringComparison.Ordinal);
        Assert.Contains(form == "annex-3" ? "（一）起因" : "某公司", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("annex-9", "cn.miit.data-incident", "out.docx", "FORM: ", "annex-2")]
    [InlineData("phone-script", null, "out.docx", "--pack: ", "cn.cac.incident-report")]
    [InlineData("annex-2", "cn.law.pipl", "out.docx", "--pack: ", "cn.miit.data-incident")]
    [InlineData("annex-2", null, "no/such/folder/out.docx", ":1:1: -o: ", "目录")]
    public async Task A_form_that_cannot_be_made_says_where_and_what_would_be_right(string form, string? pack, string file, string place, string remedy)
    {
        var path = Path.Combine(_folder, file);
        var (status, text, error) = await Run(["form", form, Sample("01-customer-database.yaml"), "-o", path, .. pack is null ? Array.Empty<string>() : ["--pack", pack]]);
        Assert.Equal((2, ""), (status, text));
        Assert.Contains(place, error, StringComparison.Ordinal);
        Assert.Contains(remedy, error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(c => c == '\n'));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task One_bad_file_leaves_standard_output_empty()
    {
        var bad = Write("bad.yaml", "incident: x\nfacts:\n  pi_persons: 1200\n");
        var (status, text, error) = await Run(["assess", Sample("01-customer-database.yaml"), bad, "--json"]);
        Assert.Equal((2, ""), (status, text));
        Assert.StartsWith($"{bad}:3:15: pi_persons: ", error, StringComparison.Ordinal);
        Assert.Contains("; ", error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(c => c == '\n'));
    }

    [Fact]
    public async Task A_batch_answers_in_order_and_keeps_the_place_of_bad_lines()
    {
        var cases = Write("cases.jsonl", """
            {"incident": "a", "facts": {}}

            {"incident": "b", "facts": {"pi_persons": "5"}}
            not json
            {"incident": "c", "facts": {"threat": "严重"}}
            """);
        var (status, text, _) = await Run(["assess", "--batch", cases, "--on", "2026-03-02"]);
        Assert.Equal(1, status);
        var answers = text.TrimEnd('\n').Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(4, answers.Count);
        Assert.Equal("a", answers[0].GetProperty("incident").GetString());
        Assert.Equal(3, answers[1].GetProperty("line").GetInt32());
        Assert.Contains("pi_persons", answers[1].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(4, answers[2].GetProperty("line").GetInt32());
        Assert.Equal("c", answers[3].GetProperty("incident").GetString());
    }

    [Fact]
    public async Task A_line_too_long_is_one_error_and_the_next_line_is_read()
    {
        var cases = Write("long.jsonl", $$$"""{"incident": "{{{new string('x', 3_000_000)}}}", "facts": {}}""" + "\n{\"incident\": \"after\", \"facts\": {}}\n");
        var (status, text, _) = await Run(["assess", "--batch", cases]);
        Assert.Equal(1, status);
        var lines = text.TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Contains("after", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("assess")]
    [InlineData("assess", "nowhere.yaml")]
    [InlineData("assess", "nowhere.yaml", "--json")]
    [InlineData("assess", "--batch", "nowhere.jsonl")]
    [InlineData("assess", "SAMPLE", "--batch", "nowhere.jsonl")]
    [InlineData("assess", "SAMPLE", "--on", "2026-02-30")]
    [InlineData("assess", "SAMPLE", "--on", "today")]
    [InlineData("assess", "SAMPLE", "--pack", "cn.nothing")]
    [InlineData("assess", "SAMPLE", "--pack", "cn.shared")]
    [InlineData("assess", "SAMPLE", "--lang", "fr")]
    [InlineData("assess", "SAMPLE", "--bogus")]
    [InlineData("bogus")]
    [InlineData("packs")]
    [InlineData("packs", "show", "cn.nothing")]
    [InlineData("packs", "explain", "cn.law.pipl", "nothing")]
    [InlineData("packs", "check", "nowhere")]
    [InlineData("packs", "diff", "nowhere", "cn.law.pipl")]
    [InlineData("packs", "list", "--hash", "md5")]
    [InlineData("calendar", "add", "2026-03-02")]
    [InlineData("calendar", "add", "yesterday", "5个工作日")]
    [InlineData("calendar", "add", "2026-03-02", "99999999999个工作日")]
    [InlineData("calendar", "add", "2026-03-02", "4小时")]
    [InlineData("import", "veris", "SAMPLE")]
    [InlineData("import", "veris", "nowhere.json")]
    public async Task A_wrong_call_is_one_line_on_standard_error_and_status_2(params string[] args)
    {
        var (status, text, error) = await Run([.. args.Select(a => a == "SAMPLE" ? Sample("01-customer-database.yaml") : a)]);
        Assert.Equal((2, ""), (status, text));
        Assert.Equal(1, error.Count(c => c == '\n'));
        Assert.Contains("; ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-09-29", "5个工作日", "2026-10-12")]
    [InlineData("2026-02-10", "10个工作日", "2026-03-02")]
    [InlineData("2026-01-31", "30日", "2026-03-02")]
    [InlineData("2026-03-02T02:14:00+08:00", "4小时", "2026-03-02T06:14:00+08:00")]
    public async Task Periods_end_where_the_calendar_says(string from, string period, string end)
    {
        var (status, text, _) = await Run(["calendar", "add", from, period]);
        Assert.Equal((0, end), (status, text.Split('\n')[0]));
    }

    [Theory]
    [InlineData("zh", "客户数据库遭窃取", "级别 重大")]
    [InlineData("en", "Clocks", "Level: major")]
    public async Task A_person_reads_the_answer_in_both_languages(string language, params string[] words)
    {
        var (status, text, _) = await Run(["assess", Sample("01-customer-database.yaml"), "--lang", language]);
        Assert.Equal(0, status);
        Assert.All(words, w => Assert.Contains(w, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_contradiction_is_a_warning_on_standard_error()
    {
        var (status, _, error) = await Run(["assess", "-", "--json"], "incident: x\nfacts: {cii: 是, important_system: 否}");
        Assert.Equal(0, status);
        Assert.Contains("important_system", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("packs", "list")]
    [InlineData("packs", "show", "cn.cac.incident-report")]
    [InlineData("packs", "show", "cn.shared")]
    [InlineData("packs", "check")]
    [InlineData("packs", "test", "cn.law.csl")]
    [InlineData("packs", "explain", "cn.miit.data-incident", "ii.radio")]
    [InlineData("packs", "explain", "cn.miit.data-incident", "core-data-milder-threat")]
    [InlineData("packs", "explain", "cn.cac.incident-report", "other.provincial-cac")]
    [InlineData("packs", "diff", "cn.law.csl", "cn.law.csl")]
    [InlineData("packs", "coverage")]
    public async Task The_packs_answer_as_text_and_as_json_in_both_languages(params string[] args)
    {
        foreach (var language in new[] { "zh", "en" })
        {
            var (status, text, error) = await Run([.. args, "--lang", language]);
            Assert.Equal((0, ""), (status, error));
            Assert.NotEmpty(text);
            var (jsonStatus, json, _) = await Run([.. args, "--json", "--lang", language]);
            Assert.Equal(0, jsonStatus);
            using var document = JsonDocument.Parse(json);
        }
    }

    [Fact]
    public async Task A_new_version_of_a_pack_shows_what_it_changes()
    {
        var from = Path.Combine(AppContext.BaseDirectory, "packs", "cn.law.csl");
        var to = Path.Combine(_folder, "cn.law.csl");
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
            File.WriteAllText(Path.Combine(to, Path.GetFileName(file)), File.ReadAllText(file).Replace("version: 1.0.0", "version: 1.1.0", StringComparison.Ordinal).Replace("within: 按规定", "within: 及时", StringComparison.Ordinal));
        var (status, text, _) = await Run(["packs", "diff", from, to]);
        Assert.Equal(0, status);
        Assert.Contains("duties/authority", text, StringComparison.Ordinal);
        Assert.Contains("\"按规定\" → \"及时\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_case_is_status_1()
    {
        var from = Path.Combine(AppContext.BaseDirectory, "packs", "cn.law.csl");
        var to = Path.Combine(_folder, "cn.law.csl");
        Directory.CreateDirectory(Path.Combine(to, "cases"));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.WriteAllText(Path.Combine(to, Path.GetRelativePath(from, file)), Path.GetFileName(file) == "pack.yaml" ? File.ReadAllText(file).Replace("is: 是", "is: 否", StringComparison.Ordinal) : File.ReadAllText(file));
        var (status, text, _) = await Run(["packs", "test", "cn.law.csl", "--dir", to]);
        Assert.Equal(1, status);
        Assert.Contains("✗", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_of_an_imported_record_pipes_into_a_batch()
    {
        var records = Directory.EnumerateFiles(Sample("veris"), "*.json").Order(StringComparer.Ordinal).ToArray();
        var (status, lines, _) = await Run(["import", "veris", .. records, "--json", "--records-as-persons"]);
        Assert.Equal(0, status);
        var (batch, answers, _) = await Run(["assess", "--batch", "-", "--on", "2026-03-02"], lines);
        Assert.Equal(0, batch);
        Assert.Equal(23, answers.TrimEnd('\n').Split('\n').Length);
    }
}
