using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Dapper;
using Fengsui.Response.Incidents;
using Fengsui.Response.Organisations;
using Fengsui.Server.People;
using Fengsui.Store;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fengsui.Server.Tests.People;

public sealed class AccessTests
{
    [Fact]
    public async Task Every_endpoint_says_who_may_reach_it()
    {
        await using var installation = await Installation.Start();
        var endpoints = installation.App.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().ToList();

        Assert.True(endpoints.Count > 50);
        Assert.All(endpoints, e => Assert.True(e.Metadata.GetMetadata<Access>() is not null, e.DisplayName));
        // Whoever adds an open door adds it here, knowingly.
        Assert.Equal(
            [
                "/", "/ack/{token}", "/answer.json", "/api/v1/assess", "/api/v1/invitation/{secret}", "/api/v1/notices/callback/{organisation}/{channel}/{secret}", "/api/v1/procedure", "/api/v1/setup/{secret}", "/api/v1/sign-in",
                "/api/v1/sign-in/code", "/api/v1/sign-in/passkey", "/api/v1/sign-in/passkey/options", "/api/{documentName}/openapi.json",
                "/assess", "/assets/{**name}", "/calendar/{secret:length(64)}.ics", "/facts.yaml", "/favicon.ico", "/health", "/help",
                "/intake/{token}", "/invitation/{secret}", "/law", "/law/calendar", "/law/coverage", "/law/vocabulary", "/law/{id}", "/law/{pack}/forms/{form}.docx", "/receipt/{token}", "/setup/{secret}", "/sign-in", "/sign-in/code",
                "/{*path:nonfile}",
            ],
            endpoints.Where(e => e.Metadata.GetMetadata<Access>() is Access.ForEveryone).Select(e => e.RoutePattern.RawText!).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nobody_reaches_a_closed_endpoint_without_a_sign_in()
    {
        await using var installation = await Installation.Start();
        await installation.SetUp();
        var client = installation.Client();
        var endpoints = installation.App.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>();
        foreach (var endpoint in endpoints.Where(e => e.Metadata.GetMetadata<Access>() is not (Access.ForEveryone or Access.ForLocal)))
        {
            var path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(s => s.Parts[0] is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart l ? l.Content : "x"));
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
            {
                // The router looks at the type of a body before the gate looks at the person.
                using var body = new StringContent("{}", new MediaTypeHeaderValue(endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes[0] ?? "application/json"));
                var reply = await client.Send(new(method), path, method is "POST" or "PUT" or "PATCH" ? body : null);
                // An "x" that the pattern does not take leads nowhere at all.
                Assert.True(
                    reply.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Found || reply.Status == HttpStatusCode.NotFound && endpoint.RoutePattern.ParameterPolicies.Count > 0,
                    $"{method} {path}: {reply.Status}");
            }
        }
    }

    [Fact]
    public async Task A_post_from_a_browser_needs_the_token_of_its_sign_in()
    {
        await using var installation = await Installation.Start();
        var administrator = await installation.SetUp();
        var token = administrator.FormToken;

        administrator.FormToken = null;
        Assert.Equal(HttpStatusCode.Forbidden, (await administrator.Patch("/api/v1/settings", new { ratify_hours = 12 })).Status);
        administrator.FormToken = (await installation.SignIn("admin")).FormToken;
        Assert.Equal(HttpStatusCode.Forbidden, (await administrator.Patch("/api/v1/settings", new { ratify_hours = 12 })).Status);
        administrator.FormToken = token;
        Assert.Equal(24, (await administrator.Get("/api/v1/settings")).Body.GetProperty("ratify_hours").GetInt32());
        Assert.Equal(HttpStatusCode.NoContent, (await administrator.Patch("/api/v1/settings", new { ratify_hours = 12 })).Status);
        Assert.Equal(12, (await administrator.Get("/api/v1/settings")).Body.GetProperty("ratify_hours").GetInt32());
        Assert.Equal("form", SignInTests.Lines(await administrator.Get("/api/v1/audit/log"), "refused")[0].GetProperty("body").GetProperty("why").GetString());
    }

    [Fact]
    public async Task A_token_does_what_it_is_for_and_no_more_than_its_person_may()
    {
        await using var installation = await Installation.Start();
        var administrator = await installation.SetUp();
        var officer = await installation.Add(administrator, "officer", "duty-officer");
        var reader = await Program(administrator, "read");
        var manager = await Program(administrator, "read", "manage");
        var stranger = await Program(officer, "manage", "read");

        Assert.Equal(HttpStatusCode.OK, (await reader.Get("/api/v1/people")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.Patch("/api/v1/settings", new { ratify_hours = 12 })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await manager.Patch("/api/v1/settings", new { ratify_hours = 12 })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.Patch("/api/v1/settings", new { ratify_hours = 6 })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await manager.Post("/api/v1/tokens", new { name = "x", scopes = new[] { "read" } })).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await new Client(installation.Address) { Bearer = reader.Bearer![..^1] + "x" }.Get("/api/v1/me")).Status);

        var id = reader.Bearer!.Split('_')[1];
        Assert.Equal(HttpStatusCode.NoContent, (await administrator.Delete($"/api/v1/tokens/{id}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await reader.Get("/api/v1/people")).Status);
        installation.Clock.Advance(91L * 86_400);
        Assert.Equal(HttpStatusCode.Unauthorized, (await manager.Get("/api/v1/people")).Status);

        async Task<Client> Program(Client of, params string[] scopes) =>
            new(installation.Address) { Bearer = (await of.Post("/api/v1/tokens", new { name = "program", scopes })).Text("secret") };
    }

    [Theory]
    [InlineData("{\"name\": \"x\", \"scopes\": [\"all\"]}", "scopes")]
    [InlineData("{\"name\": \"x\", \"scopes\": []}", "scopes")]
    [InlineData("{\"name\": \"x\", \"scopes\": [\"read\"], \"until\": \"2020-01-01T00:00:00+08:00\"}", "until")]
    [InlineData("{\"name\": \"x\", \"scopes\": [\"read\"], \"until\": \"soon\"}", "until")]
    [InlineData("{\"scopes\": [\"read\"]}", "name")]
    [InlineData("{\"name\": \"x\", \"name\": \"y\", \"scopes\": [\"read\"]}", "body")]
    [InlineData("{\"name\": \"x\", \"scope\": [\"read\"]}", "scope")]
    public async Task A_wrong_token_is_refused_by_field(string body, string key)
    {
        await using var installation = await Installation.Start();
        var administrator = await installation.SetUp();

        var refused = await administrator.Post("/api/v1/tokens", body);

        Assert.Equal((HttpStatusCode.BadRequest, key), (refused.Status, refused.Text("key")));
    }

    [Fact]
    public async Task Wrong_tokens_from_one_address_are_slowed_down()
    {
        await using var installation = await Installation.Start();
        await installation.SetUp();
        var client = new Client(installation.Address) { Bearer = "fst_1_2" };
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 62; i++)
            statuses.Add((await client.Get("/api/v1/me")).Status);

        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.Equal(HttpStatusCode.Unauthorized, statuses[0]);
    }

    [Fact]
    public async Task A_refusal_is_logged_and_a_flood_of_them_is_one_line()
    {
        await using var installation = await Installation.Start();
        var administrator = await installation.SetUp();
        var responder = await installation.Add(administrator, "responder", "responder");
        for (var i = 0; i < 50; i++)
            Assert.Equal(HttpStatusCode.Forbidden, (await responder.Post("/api/v1/people", new { user_name = "x" + i })).Status);

        var first = Assert.Single(SignInTests.Lines(await administrator.Get("/api/v1/audit/log"), "refused"));
        installation.Clock.Advance(61);
        await installation.App.Services.GetRequiredService<Refusals>().Flush(all: false);
        var lines = SignInTests.Lines(await administrator.Get("/api/v1/audit/log"), "refused");

        Assert.Equal(
            ("manage-people", responder.Person, "post"),
            (Said(first, "act"), Said(first, "who"), Said(first, "why")));
        Assert.Equal([49, 1], lines.Select(l => l.GetProperty("body").GetProperty("count").GetInt32()));
        Assert.Equal(HttpStatusCode.Forbidden, (await responder.Get("/api/v1/audit/log")).Status);

        static string? Said(JsonElement line, string name) => line.GetProperty("body").GetProperty(name).GetString();
    }

    [Fact]
    public async Task What_is_anothers_is_as_if_it_were_not_there()
    {
        await using var installation = await Installation.Start();
        var ours = await installation.SetUp();
        var theirs = await installation.Another();
        var officer = await installation.Add(theirs, "officer", "duty-officer");
        var token = (await theirs.Post("/api/v1/tokens", new { name = "x", scopes = new[] { "read" } })).Text("token");

        string[] paths =
        [
            $"POST /api/v1/people/{officer.Person}/posts", $"DELETE /api/v1/people/{officer.Person}/posts/duty-officer", $"POST /api/v1/people/{officer.Person}/leave",
            $"POST /api/v1/people/{officer.Person}/invitation", $"POST /api/v1/people/{officer.Person}/erase", $"PATCH /api/v1/people/{officer.Person}",
            $"DELETE /api/v1/people/{officer.Person}/sign-ins", $"DELETE /api/v1/people/{officer.Person}/totp", $"DELETE /api/v1/people/{officer.Person}/passkeys/k-1",
            $"DELETE /api/v1/tokens/{token}", "DELETE /api/v1/sign-ins/s-1",
        ];
        foreach (var path in paths)
        {
            var (method, address) = (path.Split(' ')[0], path.Split(' ')[1]);
            var real = await Send(address);
            var made = await Send(address.Replace(officer.Person, "p-00000000000000000000", StringComparison.Ordinal).Replace(token, "0", StringComparison.Ordinal));
            Assert.True(HttpStatusCode.NotFound == real.Status, $"{path}: {real.Status} {real.Raw}");
            Assert.Equal((made.Status, made.Raw), (real.Status, real.Raw));

            Task<Reply> Send(string to) => ours.Send(new(method), to, method is "POST" or "PATCH" ? RunningApp.Json(to.EndsWith("posts", StringComparison.Ordinal) ? "{\"post\": \"responder\"}" : "{}") : null);
        }
        Assert.DoesNotContain(officer.Person, (await ours.Get("/api/v1/people")).Raw, StringComparison.Ordinal);
        Assert.DoesNotContain(theirs.Organisation, (await ours.Get("/api/v1/audit/organisation")).Raw, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await officer.Get("/api/v1/me")).Status);
    }

    [Fact]
    public async Task Metrics_are_for_the_machine_itself()
    {
        await using var installation = await Installation.Start();
        await installation.SetUp();
        await installation.Client().Post("/api/v1/sign-in", new { user_name = "nobody", password = "x" });

        var metrics = await installation.Client().Get("/metrics");
        using var http = new HttpClient { BaseAddress = installation.Address };
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        using var throughProxy = await http.GetAsync("/metrics");

        Assert.Contains("fengsui_sign_in_failures_total{why=\"unknown\"} 1", metrics.Raw, StringComparison.Ordinal);
        Assert.Contains("fengsui_requests_total{route=\"/api/v1/sign-in\",method=\"POST\",status=\"401\"} 1", metrics.Raw, StringComparison.Ordinal);
        Assert.Contains("fengsui_request_seconds_bucket{route=\"/api/v1/sign-in\",method=\"POST\",le=\"+Inf\"} 1", metrics.Raw, StringComparison.Ordinal);
        Assert.DoesNotContain(new Uri(await installation.App.NewSetUpLink()).AbsolutePath, metrics.Raw, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, throughProxy.StatusCode);
    }

    [Fact]
    public async Task Metrics_are_nobodys_where_several_organisations_share_them()
    {
        await using var installation = await Installation.Start();
        var administrator = await installation.SetUp();
        var token = (await administrator.Post("/api/v1/tokens", new { name = "watch", scopes = new[] { "manage" } })).Text("secret");
        using var http = new HttpClient { BaseAddress = installation.Address };
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);

        using var alone = await http.GetAsync("/metrics");
        await installation.Another();
        using var shared = await http.GetAsync("/metrics");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (alone.StatusCode, shared.StatusCode));
    }

    [Fact]
    public async Task Health_tells_when_the_store_is_gone()
    {
        await using var installation = await Installation.Start();
        Assert.Equal("ok", (await installation.Client().Get("/health")).Text("store"));

        await installation.App.Services.GetRequiredService<RecordStore>().Database.DisposeAsync();

        var health = await installation.Client().Get("/health");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "failing"), (health.Status, health.Text("status")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Accounts_are_verified_exported_and_read_back(bool postgres)
    {
        await using var installation = await Installation.Start(postgres);
        var administrator = await installation.SetUp();
        await installation.Add(administrator, "officer", "duty-officer");
        await administrator.Post("/api/v1/tokens", new { name = "x", scopes = new[] { "read" } });
        var store = installation.App.Services.GetRequiredService<RecordStore>();
        var report = await store.Verify();
        Assert.True(report.Sound, string.Join('\n', report.Findings));
        using var export = new MemoryStream();
        await store.Export(export);

        await using var copy = await Installation.Start(before: async folder =>
        {
            await using var database = await Database.Open(folder);
            await using var empty = await RecordStore.Open(database, [IncidentKind.Instance, OrganisationKind.Instance, LogKind.Instance]);
            export.Position = 0;
            await empty.Import(export);
        });
        Assert.Null(copy.App.SetUpLink);
        Assert.Equal(administrator.Person, (await copy.SignIn("admin")).Person);

        await store.Database.Write((c, t) => c.ExecuteAsync("update account set display_name = display_name || '.' where user_name = 'officer'", null, t));
        Assert.Equal("account", Assert.Single((await store.Verify()).Findings).Table);
    }

    [Fact]
    public async Task Two_servers_do_not_share_a_data_folder()
    {
        await using var installation = await Installation.Start();

        var refused = await Assert.ThrowsAsync<DataFolderException>(() => App.Build(new() { Urls = "http://127.0.0.1:0", Data = installation.Data }, installation.Clock));

        Assert.Contains("--data", refused.Said.Zh, StringComparison.Ordinal);
    }
}
