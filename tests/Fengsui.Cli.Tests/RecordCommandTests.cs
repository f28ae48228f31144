using System.Text;
using System.Text.Json;
using Fengsui.Server;
using Xunit;

namespace Fengsui.Cli.Tests;

/// <summary>The record by command line: set up, act, verify, export, import, back up; against a running server and beside it.</summary>
public sealed class RecordCommandTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fengsui-record-").FullName;
    private readonly Dictionary<string, string> _variables = [];
    private App _app = default!;

    private string Data => Path.Combine(_folder, "data");

    public async ValueTask InitializeAsync()
    {
        _app = await App.Build(new() { Urls = "http://127.0.0.1:0", Data = Data }, new StoppedClock());
        await _app.StartAsync();
        _variables["FENGSUI_SERVER"] = _app.Address;
        var (status, token, error) = await Run("a long pass phrase 9\n", "setup", _app.SetUpLink!, "--organisation", "某公司", "--user", "wang", "--profile", "network_operator=是", "--profile", "central_organ=否");
        Assert.Equal((0, ""), (status, error));
        _variables["FENGSUI_TOKEN"] = token.Trim();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<(int Status, string Out, string Error)> Run(string input, params string[] args)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var terminal = new Terminal(new MemoryStream(Encoding.UTF8.GetBytes(input)), output, error, new StoppedClock()) { Variable = n => _variables.GetValueOrDefault(n) };
        var status = await CommandLine.Run(args, terminal);
        return (status, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }

    private async Task<string> Done(params string[] args)
    {
        var (status, text, error) = await Run("", args);
        Assert.True(status == 0, $"{string.Join(' ', args)}: {error}");
        return text;
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 3, 1, 18, 45, 0, TimeSpan.Zero);
    }

    private async Task<string> Open() => JsonDocument.Parse(await Done("incident", "open", "客户数据库遭窃取", "source=电话", "--json")).RootElement.GetProperty("incident").GetString()!;

    [Fact]
    public async Task An_incident_is_opened_acted_on_and_read()
    {
        var id = await Open();
        await Done("incident", "act", id, "assert-fact", "facts.pi_persons=1200万人", "facts.cii=否", "facts.data_harm=窃取、泄露", "source=日志");
        Assert.Contains("[应报] cn.cac.incident-report/other.provincial-cac", await Done("incident", "duties", id), StringComparison.Ordinal);
        await Done("incident", "act", id, "judge-level", "level=重大", "reason=1200万人", "--done-at", "2026-03-02T02:40:00+08:00");
        await Done("incident", "act", id, "report", "duty=cn.cac.incident-report/other.provincial-cac", "channel=12387", "left=direct_loss,threat");
        await Done("incident", "act", id, "add-indicators", "indicators=ip:203.0.113.7,domain:example.org");
        Assert.Contains("report-made", await Done("incident", "journal", id), StringComparison.Ordinal);
        Assert.Contains("阶段 研判  级别 重大", await Done("incident", "show", id), StringComparison.Ordinal);
        Assert.Contains("pi_persons", await Done("incident", "at", id, "2026-03-02T02:45:00+08:00"), StringComparison.Ordinal);
        Assert.Contains(id, await Done("incident", "list", "--q", "数据", "--level", "重大"), StringComparison.Ordinal);
        Assert.DoesNotContain(id, await Done("incident", "list", "--q", "停工"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "level", "judge-level", "level=大", "reason=…")]
    [InlineData(2, "reason", "judge-level", "level=重大")]
    [InlineData(2, "level、pack", "judge-level", "lvl=重大")]
    [InlineData(2, "键=值", "judge-level", "重大")]
    [InlineData(2, "judge-level", "judge")]
    [InlineData(1, "5.1", "archive")]
    public async Task A_wrong_act_says_what_would_be_right(int status, string said, params string[] act)
    {
        var id = await Open();
        var (exit, text, error) = await Run("", ["incident", "act", id, .. act]);
        Assert.Equal((status, ""), (exit, text));
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_a_server_or_an_incident_the_remedy_is_told()
    {
        Assert.Equal(1, (await Run("", "incident", "show", "20260302-zzzzzzzz")).Status);
        Assert.Equal(3, (await Run("", "incident", "list", "--server", "http://127.0.0.1:1")).Status);
        Assert.Equal(2, (await Run("", "incident", "list", "--server", "nowhere")).Status);
        Assert.Equal(2, (await Run("", "incident", "list", "--token", "fst_x_y")).Status);
        _variables.Remove("FENGSUI_TOKEN");
        var (status, _, error) = await Run("", "incident", "list");
        Assert.Equal(2, status);
        Assert.Contains("FENGSUI_TOKEN", error, StringComparison.Ordinal);
        Assert.Equal(2, (await Run("wrong\n", "token", "--user", "wang")).Status);
        Assert.Equal(2, (await Run("", "token", "--user", "wang")).Status);
        Assert.Equal(0, (await Run("a long pass phrase 9\n", "token", "--user", "wang", "--scope", "read")).Status);
    }

    [Fact]
    public async Task The_record_is_verified_exported_imported_and_backed_up_while_it_is_used()
    {
        var id = await Open();
        var file = Path.Combine(_folder, "日志.txt");
        await File.WriteAllTextAsync(file, "内容");
        await Done("incident", "attach", id, file);
        Assert.Contains("核验通过", await Done("verify", Data), StringComparison.Ordinal);
        Assert.True(JsonDocument.Parse(await Done("verify", Data, "--json")).RootElement.GetProperty("sound").GetBoolean());

        var (first, second, other) = (Path.Combine(_folder, "1.jsonl"), Path.Combine(_folder, "2.jsonl"), Path.Combine(_folder, "other"));
        await Done("export", Data, "-o", first);
        await Done("import", other, first);
        await Done("verify", other);
        await Done("export", other, "-o", second);
        Assert.Equal(await File.ReadAllBytesAsync(first), await File.ReadAllBytesAsync(second));
        Assert.Equal(2, (await Run("", "import", other, first)).Status);

        var backup = Path.Combine(_folder, "backup", "fengsui.db");
        Directory.CreateDirectory(Path.GetDirectoryName(backup)!);
        await Done("backup", Data, "-o", backup);
        await Done("verify", Path.GetDirectoryName(backup)!);
        Assert.Equal(2, (await Run("", "backup", Data, "-o", backup)).Status);
        Assert.Equal(2, (await Run("", "verify", Path.Combine(_folder, "nothing"))).Status);

        await using (var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={backup};Pooling=False"))
        {
            await database.OpenAsync();
            await using var command = database.CreateCommand();
            command.CommandText = "drop trigger journal_keeps_lines; update journal set body = replace(body, '客户', '顾客') where type = 'incident-opened'";
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }

        var (status, text, _) = await Run("", "verify", Path.GetDirectoryName(backup)!);
        Assert.Equal(1, status);
        Assert.Contains(id, text, StringComparison.Ordinal);
    }
}
