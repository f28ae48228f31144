using System.Net;
using System.Text.Json;
using Fengsui.Server.Tests.People;

namespace Fengsui.Server.Tests;

/// <summary>The example: made once, sound, and with an incident at its fortieth minute.</summary>
public sealed class ExampleTests
{
    [Theory]
    [InlineData("2026-11-22T21:40:00+08:00")]
    [InlineData("2026-10-03T00:10:00+08:00")]
    [InlineData("2027-02-16T09:00:00+08:00")]
    public async Task It_is_made_on_any_day_through_real_acts(string now)
    {
        using var data = new DataFolderOfTest();
        await using var app = await Start(data, DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Null(app.SetUpLink);
        Assert.Equal(8, app.Example!.People.Count);
        var report = await app.Store.Verify();
        Assert.True(report.Sound, string.Join('\n', report.Findings));

        var officer = await SignIn(app, "li");
        var incidents = (await officer.Get("/api/v1/incidents")).Body.GetProperty("incidents").EnumerateArray().ToList();
        Assert.Equal(["handling", "summed-up", "archived"], incidents.Select(i => i.GetProperty("phase").GetString()));
        var live = incidents[0];
        var discovered = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture).AddMinutes(-40);
        var duties = (await officer.Get($"/api/v1/incidents/{live.GetProperty("incident").GetString()}/duties")).Body.GetProperty(
            "duties").EnumerateArray().ToList();
        var first = Assert.Single(duties, d => d.GetProperty("duty").GetString() == "cn.cac.incident-report/other.provincial-cac");
        Assert.Equal((discovered.AddHours(4), "open"), (first.GetProperty("due").GetDateTimeOffset(), first.GetProperty("end").GetString()));

        // What the summary says is not what the first report said, and nobody corrected it.
        var contradicted = (await officer.Get($"/api/v1/incidents/{incidents[1].GetProperty("incident").GetString()}/journal?limit=200")).Raw;
        Assert.Contains("约5亿人", contradicted, StringComparison.Ordinal);
        Assert.Contains("3.83亿人", contradicted, StringComparison.Ordinal);
        Assert.DoesNotContain("report-corrected", contradicted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_start_makes_nothing_and_tells_the_same_sign_in()
    {
        using var data = new DataFolderOfTest();
        string password;
        long lines;
        await using (var first = await Start(data, DateTimeOffset.UnixEpoch.AddDays(20_770)))
        {
            password = first.Example!.Password;
            lines = await IncidentLines(first);
        }

        await using var second = await Start(data, DateTimeOffset.UnixEpoch.AddDays(20_771));
        Assert.Equal(password, second.Example!.Password);
        await SignIn(second, "zhao");
        Assert.Equal(lines, await IncidentLines(second));
        Assert.True((await second.Store.Verify()).Sound);
    }

    /// <summary>The lines of incidents, but for those that clocks bring: time goes on, and people are told.</summary>
    private static Task<long> IncidentLines(App app) => app.Store.Database.Read(async (connection, _) =>
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from journal where kind = 'incident' and type <> 'clock-reached'";
        return (long)(await command.ExecuteScalarAsync())!;
    });

    [Fact]
    public async Task A_record_that_is_in_use_is_left_alone()
    {
        using var data = new DataFolderOfTest();
        await using (var usual = await App.Build(new() { Urls = "http://127.0.0.1:0", Data = data.Path },
            new StoppedClock(DateTimeOffset.UnixEpoch.AddDays(20_769))))
        {
            await usual.StartAsync();
            var client = new Client(new Uri(usual.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)));
            var reply = await client.Post("/api/v1" + new Uri(usual.SetUpLink!).AbsolutePath,
                new { organisation = "某公司", user_name = "admin", password = Installation.Password });
            Assert.Equal(HttpStatusCode.OK, reply.Status);
        }

        await using var app = await Start(data, DateTimeOffset.UnixEpoch.AddDays(20_770));
        Assert.Null(app.Example);
        Assert.Equal(JsonValueKind.Array, (await new Client(new Uri(app.Address)).Get("/api/v1/procedure")).Body.GetProperty("posts").ValueKind);
    }

    private static async Task<App> Start(DataFolderOfTest data, DateTimeOffset now)
    {
        var app = await App.Build(new() { Urls = "http://127.0.0.1:0", Data = data.Path, Example = true }, new StoppedClock(now));
        await app.StartAsync();
        return app;
    }

    private static async Task<Client> SignIn(App app, string userName)
    {
        var client = new Client(new Uri(app.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)));
        await client.SignInWith(await client.Post("/api/v1/sign-in", new { user_name = userName, password = app.Example!.Password }));
        return client;
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
