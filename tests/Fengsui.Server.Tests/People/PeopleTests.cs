using System.Net;
using System.Text.Json;

namespace Fengsui.Server.Tests.People;

public sealed class PeopleTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_person_comes_gets_posts_and_leaves(bool postgres)
    {
        await using var installation = await Installation.Start(postgres);
        var administrator = await installation.SetUp();
        var officer = await installation.Add(administrator, "officer", "duty-officer");
        Assert.Equal(["duty-officer"], Posts((await officer.Get("/api/v1/me")).Body));
        var token = new Client(installation.Address) { Bearer = (await officer.Post("/api/v1/tokens", new { name = "x", scopes = new[] { "read" } })).Text("secret") };
        Assert.Equal(HttpStatusCode.OK, (await token.Get("/api/v1/me")).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await administrator.Post($"/api/v1/people/{officer.Person}/posts", new { post = "commander" })).Status);
        Assert.Equal(["commander", "duty-officer"], Posts((await officer.Get("/api/v1/me")).Body));
        Assert.Equal(HttpStatusCode.NoContent, (await administrator.Delete($"/api/v1/people/{officer.Person}/posts/commander")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await administrator.Post($"/api/v1/people/{officer.Person}/erase")).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await administrator.Post($"/api/v1/people/{officer.Person}/leave")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await officer.Get("/api/v1/me")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await token.Get("/api/v1/me")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await installation.Client().Post("/api/v1/sign-in", new { user_name = "officer", password = Installation.Password })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await administrator.Post($"/api/v1/people/{officer.Person}/erase")).Status);
        await installation.Add(administrator, "officer");
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        await using var installation = await Installation.Start();
        var administrator = await installation.SetUp();

        Assert.Equal("person", (await administrator.Post($"/api/v1/people/{administrator.Person}/leave")).Text("key"));
        Assert.Equal("person", (await administrator.Delete($"/api/v1/people/{administrator.Person}/posts/administrator")).Text("key"));
        Assert.Equal("person", (await administrator.Post($"/api/v1/people/{administrator.Person}/posts", new { post = "administrator", deputy = true })).Text("key"));

        await installation.Add(administrator, "second", "administrator");
        Assert.Equal(HttpStatusCode.NoContent, (await administrator.Post($"/api/v1/people/{administrator.Person}/leave")).Status);
    }

    [Fact]
    public async Task Two_administrators_who_leave_at_once_do_not_both_go()
    {
        await using var installation = await Installation.Start();
        var first = await installation.SetUp();
        var second = await installation.Add(first, "second", "administrator");

        var replies = await Task.WhenAll(first.Post($"/api/v1/people/{first.Person}/leave"), second.Post($"/api/v1/people/{second.Person}/leave"));

        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.BadRequest], replies.Select(r => r.Status).Order());
    }

    [Fact]
    public async Task A_deputy_needs_a_holder_and_acts_as_a_deputy()
    {
        await using var installation = await Installation.Start();
        var administrator = await installation.SetUp();
        var one = await installation.Add(administrator, "one");
        var two = await installation.Add(administrator, "two");

        Assert.Equal("deputy", (await administrator.Post($"/api/v1/people/{one.Person}/posts", new { post = "commander", deputy = true })).Text("key"));
        Assert.Equal(HttpStatusCode.NoContent, (await administrator.Post($"/api/v1/people/{two.Person}/posts", new { post = "commander" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await administrator.Post($"/api/v1/people/{one.Person}/posts", new { post = "commander", deputy = true })).Status);

        var me = (await one.Get("/api/v1/me")).Body;
        Assert.True(me.GetProperty("posts")[0].GetProperty("deputy").GetBoolean());
        Assert.Contains(me.GetProperty("may").EnumerateArray(), a => a.GetString() == "end-response");
        Assert.Equal("post", (await administrator.Delete($"/api/v1/people/{two.Person}/posts/commander")).Text("key"));
    }

    [Fact]
    public async Task A_post_that_the_table_does_not_know_is_refused_with_those_that_it_knows()
    {
        await using var installation = await Installation.Start();
        var administrator = await installation.SetUp();

        var refused = await administrator.Post($"/api/v1/people/{administrator.Person}/posts?lang=en", new { post = "king" });

        Assert.Equal((HttpStatusCode.BadRequest, "post"), (refused.Status, refused.Text("key")));
        Assert.Contains("duty-officer", refused.Text("remedy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_who_manages_people_does()
    {
        await using var installation = await Installation.Start();
        var administrator = await installation.SetUp();
        var officer = await installation.Add(administrator, "officer", "duty-officer");
        var other = await installation.Add(administrator, "other", "responder");

        Assert.Equal(HttpStatusCode.Forbidden, (await officer.Post($"/api/v1/people/{other.Person}/leave")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.Patch($"/api/v1/people/{other.Person}", new { contacts = "x" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.Post($"/api/v1/people/{officer.Person}/posts", new { post = "administrator" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.Delete($"/api/v1/people/{administrator.Person}/sign-ins")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await officer.Patch($"/api/v1/people/{officer.Person}", new { contacts = "12345" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await officer.Post($"/api/v1/people/{officer.Person}/leave")).Status);
    }

    [Fact]
    public async Task A_forgotten_password_is_set_anew_through_a_link_that_works_once()
    {
        await using var installation = await Installation.Start();
        var administrator = await installation.SetUp();
        var officer = await installation.Add(administrator, "officer");
        var link = "/api/v1" + new Uri((await administrator.Post($"/api/v1/people/{officer.Person}/invitation")).Text("invitation")).AbsolutePath;
        Assert.Equal(HttpStatusCode.OK, (await installation.Client().Get(link["/api/v1".Length..])).Status);

        Assert.Equal(HttpStatusCode.OK, (await installation.Client().Post(link, new { password = "another-good-1" })).Status);

        Assert.Equal(HttpStatusCode.Unauthorized, (await officer.Get("/api/v1/me")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await installation.Client().Post(link, new { password = "another-good-2" })).Status);
        await installation.SignIn("officer", "another-good-1");
        Assert.NotEmpty(SignInTests.Lines(await administrator.Get("/api/v1/audit/log"), "invited"));
    }

    [Fact]
    public async Task The_profile_is_changed_as_a_whole_or_not_at_all()
    {
        await using var installation = await Installation.Start();
        var administrator = await installation.SetUp();

        Assert.Equal("miit_processor", (await administrator.Patch("/api/v1/profile", new { province = "浙江", miit_processor = "maybe" })).Text("key"));
        Assert.Equal("pi_persons", (await administrator.Patch("/api/v1/profile", new { pi_persons = "1人" })).Text("key"));
        Assert.All((await administrator.Get("/api/v1/profile")).Body.GetProperty("facts").EnumerateArray(), f => Assert.Equal("unknown", f.GetProperty("value").GetString()));
        Assert.Equal(HttpStatusCode.NoContent, (await administrator.Patch("/api/v1/profile", new { province = "浙江", miit_processor = "是" })).Status);
        Assert.Equal(2, (await administrator.Get("/api/v1/profile")).Body.GetProperty("facts").EnumerateArray().Count(f => f.GetProperty("value").GetString() != "unknown"));
    }

    [Fact]
    public async Task The_audit_is_read_page_by_page()
    {
        await using var installation = await Installation.Start();
        var administrator = await installation.SetUp();
        for (var hours = 1; hours <= 5; hours++)
            await administrator.Patch("/api/v1/settings", new { ratify_hours = hours });

        var seen = new List<long>();
        for (var next = "0"; next is not null;)
        {
            var page = (await administrator.Get($"/api/v1/audit/organisation?limit=4&before={next}")).Body;
            seen.AddRange(page.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("seq").GetInt64()));
            next = page.GetProperty("next") is { ValueKind: JsonValueKind.Number } number ? number.ToString() : null;
        }

        Assert.Equal(Enumerable.Range(1, 10).Select(n => (long)n).Reverse(), seen);
        Assert.Equal("limit", (await administrator.Get("/api/v1/audit/log?limit=201")).Text("key"));
    }

    [Fact]
    public async Task Names_and_addresses_stay_out_of_the_journal_and_are_erased_for_good()
    {
        await using var installation = await Installation.Start();
        var administrator = await installation.SetUp();
        var officer = await installation.Add(administrator, "zhaoliu-unique", "duty-officer");
        await administrator.Patch($"/api/v1/people/{officer.Person}", new { display_name = "zhaoliu-display", contacts = "zhaoliu-contact" });
        await officer.Post("/api/v1/tokens", new { name = "zhaoliu-token", scopes = new[] { "read" } });

        foreach (var log in new[] { "organisation", "log" })
            Assert.DoesNotContain("zhaoliu", (await administrator.Get($"/api/v1/audit/{log}?limit=200")).Raw, StringComparison.Ordinal);
        await administrator.Post($"/api/v1/people/{officer.Person}/leave");
        await administrator.Post($"/api/v1/people/{officer.Person}/erase");
        await installation.Restart();

        Assert.DoesNotContain("zhaoliu", await SignInTests.DatabaseText(installation), StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Posts(JsonElement me) => me.GetProperty("posts").EnumerateArray().Select(p => p.GetProperty("post").GetString());
}
