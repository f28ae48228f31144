using System.Net;
using Fengsui.Law.Input;
using Fengsui.Server.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fengsui.Server.Tests;

public sealed class AppTests
{
    private static readonly StoppedClock Clock = new("2026-03-02T02:45:00+08:00");

    [Fact]
    public async Task A_server_does_not_start_when_nobody_would_get_what_syslog_brings()
    {
        using var data = new DataFolderOfTest();
        await using (var app = await App.Build(new() { Urls = "http://127.0.0.1:0", Data = data.Path }, Clock))
        {
            await app.StartAsync();
            var client = new People.Client(new Uri(app.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)));
            foreach (var name in new[] { "first", "second" })
            {
                var founded = await client.Post("/api/v1" + new Uri(await app.NewSetUpLink()).AbsolutePath, new { organisation = name, user_name = name, password = People.Installation.Password });
                Assert.True(founded.Status == HttpStatusCode.OK, founded.Raw);
            }
        }

        foreach (var organisation in new[] { null, "org-nope" })
        {
            var options = new AppOptions { Urls = "http://127.0.0.1:0", Data = data.Path, SyslogUdp = "127.0.0.1:0", SyslogOrganisation = organisation };
            var refused = await Assert.ThrowsAsync<AppOptionsException>(() => App.Build(options, Clock));
            Assert.Contains("--syslog-organisation", refused.Said.En, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task It_starts_on_a_free_port_and_stops()
    {
        using var data = new DataFolderOfTest();
        await using var app = await App.Build(new() { Urls = "http://127.0.0.1:0", Data = data.Path }, Clock);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new(app.Address) };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health")).StatusCode);

        await app.StopAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/health"));
    }

    [Fact]
    public async Task Packs_that_are_not_there_are_told_at_start()
    {
        using var data = new DataFolderOfTest();
        await Assert.ThrowsAsync<InputException>(() => App.Build(new() { PacksFolder = "/nowhere", Data = data.Path }, Clock));
    }

    [Fact]
    public async Task Samples_may_be_absent()
    {
        using var data = new DataFolderOfTest();
        await using var app = await App.Build(new() { Urls = "http://127.0.0.1:0", SamplesFolder = "/nowhere", Data = data.Path }, Clock);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new(app.Address) };

        Assert.DoesNotContain("?sample=", await client.GetStringAsync("/"), StringComparison.Ordinal);
        await app.StopAsync();
    }

    [Fact]
    public async Task A_failure_inside_is_a_calm_page_without_a_trace()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddRouting();
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton<Assets>();
        builder.Services.AddScoped<Reader>();
        await using var web = builder.Build();
        web.UseMiddleware<ErrorPages>();
        web.MapGet("/fails", string () => throw new InvalidOperationException("a secret detail"));
        await web.StartAsync();
        using var client = new HttpClient { BaseAddress = new(web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };

        using var response = await client.GetAsync("/fails?lang=en");
        var page = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains("Something failed", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", page, StringComparison.Ordinal);
    }
}
