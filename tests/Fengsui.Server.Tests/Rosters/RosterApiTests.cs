using System.Net;
using System.Text.Json;
using Fengsui.Server.Tests.People;

namespace Fengsui.Server.Tests.Rosters;

public sealed class RosterApiTests
{
    private const string Night = "2026-10-02T17:30:00+08:00";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_is_on_duty_at_02_14_on_2026_10_03_is_one_call(bool postgres)
    {
        await using var house = await Guardhouse.Open(postgres);
        var roster = await house.Set();

        var reply = await house.Auditor.Get("/api/v1/duty?at=2026-10-03T02:14:00+08:00");
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        var layers = reply.Body.GetProperty("rosters")[0].GetProperty("layers");
        Assert.Equal(("zhou的姓名", "2026-10-03T08:30:00+08:00", "li的姓名"),
            (layers[0].GetProperty("display_name").GetString(), layers[0].GetProperty("until").GetString(), layers[0].GetProperty("next_name").GetString()));
        Assert.True(layers[0].GetProperty("on_duty").GetBoolean());
        Assert.False(layers[1].GetProperty("on_duty").GetBoolean());
        Assert.Equal("zhou的姓名", await house.OnDuty("2026-10-03 02:14"));
        Assert.Equal(HttpStatusCode.BadRequest, (await house.Auditor.Get("/api/v1/duty?at=tonight")).Status);

        var zhou = layers[0].GetProperty("person").GetString()!;
        var swap = new { first = zhou, first_shifts = new[] { new { layer = 1, from = Night } }, second = house.Officer.Person };
        Assert.Equal(HttpStatusCode.OK, (await house.Officer.Post($"/api/v1/rosters/{roster}/swaps", swap)).Status);
        Assert.Equal("li的姓名", await house.OnDuty("2026-10-03 02:14"));
        var leave = new { person = "li", from = "2026-10-02T00:00:00+08:00", until = "2026-10-04T00:00:00+08:00" };
        Assert.Equal(HttpStatusCode.OK, (await house.Officer.Post($"/api/v1/rosters/{roster}/leaves", leave)).Status);
        Assert.Equal("zhou的姓名", await house.OnDuty("2026-10-03 02:14"));
        var strengthened = new { occasion = "国庆节", from = "2026-10-01T00:00:00+08:00", until = "2026-10-08T00:00:00+08:00" };
        Assert.Equal(HttpStatusCode.OK, (await house.Commander.Post($"/api/v1/rosters/{roster}/strengthenings", strengthened)).Status);
        Assert.True((await house.Auditor.Get("/api/v1/duty?at=2026-10-03 02:14")).Body.GetProperty("rosters")[0].GetProperty("layers")[1].GetProperty("on_duty").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, (await house.Officer.Post($"/api/v1/rosters/{roster}/leaves/2/end")).Status);

        var report = await house.Installation.App.Store.Verify();
        Assert.True(report.Sound, string.Join('\n', report.Findings));
    }

    [Theory]
    [InlineData("swaps", """{"first":"li","second":"zhou","first_shifts":[{"layer":0,"from":"2026-03-02T08:30:00+08:00"}]}""", "first_shifts")]
    [InlineData("swaps", """{"first":"li","second":"zhou","first_shifts":[{"layer":-2147483648,"from":"2026-03-02T08:30:00+08:00"}]}""", "first_shifts")]
    [InlineData("leaves", """{"person":"li","from":"2030-01-01T00:00:00+08:00","until":"2030-01-02T00:00:00+08:00"}""", "until")]
    public async Task A_shift_that_is_not_there_is_refused_at_its_field(string act, string body, string field)
    {
        await using var house = await Guardhouse.Open();
        var roster = await house.Set();

        var refused = await house.Commander.Send(HttpMethod.Post, $"/api/v1/rosters/{roster}/{act}", RunningApp.Json(body));

        Assert.True(refused.Status == HttpStatusCode.BadRequest, refused.Raw);
        Assert.Equal(field, refused.Body.GetProperty("key").GetString());
    }

    [Fact]
    public async Task A_plan_that_was_read_is_written_back()
    {
        await using var house = await Guardhouse.Open();
        var roster = await house.Set();
        var plan = System.Text.Json.Nodes.JsonNode.Parse((await house.Commander.Get($"/api/v1/rosters/{roster}")).Body.GetProperty("plan").GetRawText())!;
        // What is past is not written again.
        plan["from"] = "2026-03-02";

        var written = await house.Commander.Send(HttpMethod.Post, $"/api/v1/rosters/{roster}/plan", RunningApp.Json(plan.ToJsonString()));

        Assert.True(written.Status == HttpStatusCode.OK, written.Raw);
    }

    [Fact]
    public async Task A_roster_with_a_gap_is_refused_and_the_gap_is_shown()
    {
        await using var house = await Guardhouse.Open();

        var reply = await house.Commander.Post("/api/v1/rosters", Guardhouse.Plan(times: "08:00-24:00"));
        Assert.Equal((HttpStatusCode.BadRequest, "layers"), (reply.Status, reply.Text("key")));
        Assert.Contains("2026-03-03 00:00–08:00 第一层无人值班", reply.Text("wrong"), StringComparison.Ordinal);
        Assert.Empty((await house.Commander.Get("/api/v1/rosters")).Body.GetProperty("rosters").EnumerateArray());
    }

    [Fact]
    public async Task A_post_without_a_deputy_is_refused()
    {
        await using var house = await Guardhouse.Open();
        var qian = (await house.Administrator.Get("/api/v1/people")).Body.GetProperty("people").EnumerateArray().Single(p => p.GetProperty("user_name").GetString() == "qian");
        Assert.Equal(HttpStatusCode.NoContent, (await house.Administrator.Delete($"/api/v1/people/{qian.GetProperty("person").GetString()}/posts/commander")).Status);

        var plan = new { name = "值班", from = "2026-03-01", layers = new[] { new { post = "duty-officer", watches = new[] { new { days = "every-day", times = "00:00-24:00", people = "li、zhou", turn = "day" } } } } };
        var reply = await house.Commander.Post("/api/v1/rosters", plan);
        Assert.Equal((HttpStatusCode.BadRequest, "岗位“指挥人”没有代理人"), (reply.Status, reply.Text("wrong")));
    }

    [Fact]
    public async Task Who_may_not_is_refused_and_it_is_logged()
    {
        await using var house = await Guardhouse.Open();
        var roster = await house.Set();

        Assert.Equal(HttpStatusCode.Forbidden, (await house.Officer.Post("/api/v1/rosters", Guardhouse.Plan())).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Auditor.Post($"/api/v1/rosters/{roster}/leaves", new { person = "li", from = Night, until = Night })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Officer.Post($"/api/v1/rosters/{roster}/end")).Status);
        var refused = SignInTests.Lines(await house.Administrator.Get("/api/v1/audit/log"), "refused").Select(l => l.GetProperty("body").GetProperty("act").GetString());
        Assert.Equal(["set-roster", "set-roster", "take-leave"], refused.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Another_organisations_roster_does_not_exist()
    {
        await using var house = await Guardhouse.Open();
        var roster = await house.Set();
        var other = await house.Installation.Another();

        Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/api/v1/rosters/{roster}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/rosters/{roster}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Post($"/api/v1/rosters/{roster}/end")).Status);
        Assert.Empty((await other.Get("/api/v1/duty")).Body.GetProperty("rosters").EnumerateArray());
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/contacts/{house.Officer.Person}")).Status);
    }

    [Fact]
    public async Task The_same_request_is_done_once_and_an_old_version_is_told()
    {
        await using var house = await Guardhouse.Open();
        var roster = await house.Set();
        var body = JsonSerializer.Serialize(new { person = "li", from = "2026-03-05T00:00:00+08:00", until = "2026-03-06T00:00:00+08:00" });
        Task<Reply> Send(string key, string? match = null) => house.Officer.Send(HttpMethod.Post, $"/api/v1/rosters/{roster}/leaves",
            new StringContent(body, System.Text.Encoding.UTF8, "application/json"), [("Idempotency-Key", key), .. match is null ? [] : new[] { ("If-Match", match) }]);

        var first = await Send("k1");
        var again = await Send("k1");
        Assert.Equal((HttpStatusCode.OK, first.Raw), (again.Status, again.Raw));
        Assert.Equal(HttpStatusCode.Conflict, (await Send("k2", "\"1\"")).Status);
        Assert.Equal(1, (await house.Officer.Get($"/api/v1/rosters/{roster}")).Body.GetProperty("leaves").GetArrayLength());
        Assert.Equal(HttpStatusCode.BadRequest, (await house.Officer.Post($"/api/v1/rosters/{roster}/leaves", new { person = "li", when = "now" })).Status);
    }

    [Fact]
    public async Task Who_leaves_the_organisation_is_on_duty_no_longer()
    {
        await using var house = await Guardhouse.Open();
        await house.Deputy("he", "duty-officer");
        await house.Set();
        var zhou = (await house.Administrator.Get("/api/v1/people")).Body.GetProperty("people").EnumerateArray().Single(p => p.GetProperty("user_name").GetString() == "zhou");
        Assert.Equal("zhou的姓名", await house.OnDuty("2026-10-03 02:14"));

        Assert.Equal(HttpStatusCode.NoContent, (await house.Administrator.Post($"/api/v1/people/{zhou.GetProperty("person").GetString()}/leave")).Status);

        Assert.Equal("li的姓名", await house.OnDuty("2026-10-03 02:14"));
        // What was, stays.
        Assert.Equal("zhou的姓名", await house.OnDuty("2026-03-02 00:30"));
    }

    [Fact]
    public async Task A_phone_subscribes_to_a_calendar_until_its_address_is_ended()
    {
        await using var house = await Guardhouse.Open();
        await house.Set();
        var made = await house.Officer.Post("/api/v1/calendar-links", new { mine = true });
        Assert.Equal(HttpStatusCode.Created, made.Status);
        var path = new Uri(made.Text("address")).AbsolutePath;
        var phone = house.Installation.Client();

        var calendar = await phone.Get(path);
        Assert.Equal((HttpStatusCode.OK, "text/calendar"), (calendar.Status, calendar.Type));
        Assert.Contains("SUMMARY:值班：li的姓名（第一层）\r\n", calendar.Raw, StringComparison.Ordinal);
        Assert.DoesNotContain("zhou", calendar.Raw, StringComparison.Ordinal);
        Assert.Equal(calendar.Raw, (await phone.Get(path)).Raw);

        var all = new Uri((await house.Officer.Post("/api/v1/calendar-links", new { mine = false })).Text("address")).AbsolutePath;
        Assert.Contains("zhou的姓名", (await phone.Get(all)).Raw, StringComparison.Ordinal);
        var link = (await house.Officer.Get("/api/v1/calendar-links")).Body.GetProperty("links").EnumerateArray().Single(l => l.GetProperty("mine").GetBoolean());
        Assert.Equal(HttpStatusCode.NotFound, (await house.Commander.Post($"/api/v1/calendar-links/{link.GetProperty("link").GetString()}/end")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await house.Officer.Post($"/api/v1/calendar-links/{link.GetProperty("link").GetString()}/end")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await phone.Get(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await phone.Get("/calendar/" + new string('0', 64) + ".ics")).Status);
        Assert.Equal(HttpStatusCode.OK, (await phone.Get(all)).Status);
        // It goes with the person.
        var gone = new Uri((await house.Auditor.Post("/api/v1/calendar-links", new { mine = false })).Text("address")).AbsolutePath;
        Assert.Equal(HttpStatusCode.NoContent, (await house.Administrator.Post($"/api/v1/people/{house.Auditor.Person}/leave")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await phone.Get(gone)).Status);
        var report = await house.Installation.App.Store.Verify();
        Assert.True(report.Sound, string.Join('\n', report.Findings));
    }
}
