using System.Net;
using System.Text.RegularExpressions;
using Fengsui.Server.People;
using Fengsui.Store.Accounts;

namespace Fengsui.Server.Tests.People;

/// <summary>The pages of account, people, settings and audit as plain forms: what a browser without scripts sends.</summary>
public sealed partial class PeoplePagesTests
{
    [Fact]
    public async Task A_page_asks_to_sign_in_and_comes_back_there()
    {
        await using var installation = await Installation.Start();
        foreach (var path in new[] { "/me", "/people", "/people/table", "/settings", "/audit" })
        {
            var reply = await installation.Client().Get(path);
            Assert.Equal((HttpStatusCode.Found, $"/sign-in?next={Uri.EscapeDataString(path)}"), (reply.Status, Where(reply)));
        }
    }

    [Fact]
    public async Task Language_and_theme_go_with_the_account_into_another_browser()
    {
        await using var installation = await Installation.Start();
        var client = await installation.SetUp();
        Assert.Equal("/me?done=looks#looks", Where(await Form(client, "/me/preferences", ("language", "en"), ("looks", "dark"))));
        var again = await Browse(installation, "admin");
        Assert.Equal(("en", "dark"), (again.Language, again.Theme));
        await Form(client, "/me/preferences", ("language", ""), ("looks", ""));
        var last = await Browse(installation, "admin");
        Assert.Equal((null, null), (last.Language, last.Theme));
        Assert.True((await installation.App.Store.Verify()).Sound);
    }

    [Fact]
    public async Task The_password_is_changed_on_the_page_and_an_error_stands_at_its_field()
    {
        await using var installation = await Installation.Start();
        var client = await installation.SetUp();
        var differ = await Form(client, "/me/password", ("current", Installation.Password), ("password", "another-pass-5"),
            ("password_again", "other"));
        Assert.Equal(HttpStatusCode.BadRequest, differ.Status);
        Assert.Contains("href=\"#in-password-password_again\"", differ.Raw, StringComparison.Ordinal);
        Assert.Contains("id=\"in-password-password_again-wrong\"", differ.Raw, StringComparison.Ordinal);
        Assert.DoesNotContain("another-pass-5", differ.Raw, StringComparison.Ordinal);
        var wrong = await Form(client, "/me/password", ("current", "no"), ("password", "another-pass-5"), ("password_again", "another-pass-5"));
        Assert.Contains("in-password-current-wrong", wrong.Raw, StringComparison.Ordinal);
        var done = await Form(client, "/me/password", ("current", Installation.Password), ("password", "another-pass-5"),
            ("password_again", "another-pass-5"));
        Assert.Equal("/me?done=password#password", Where(done));
        await installation.SignIn("admin", "another-pass-5");
    }

    [Fact]
    public async Task One_time_codes_are_set_up_and_turned_off_without_scripts()
    {
        await using var installation = await Installation.Start();
        var client = await installation.SetUp();
        Assert.Equal("/me/totp", Where(await Form(client, "/me/totp")));
        var page = await client.Get("/me/totp");
        var secret = SecretIn().Match(page.Raw).Groups["secret"].Value;
        Assert.Contains("<svg viewBox=", page.Raw, StringComparison.Ordinal);
        var refused = await Form(client, "/me/totp/confirm", ("code", "000000"));
        Assert.Contains("in-code-wrong", refused.Raw, StringComparison.Ordinal);
        Assert.Contains(secret, refused.Raw, StringComparison.Ordinal);
        var on = await Form(client, "/me/totp/confirm", ("code", OneTimeCode.At(secret, installation.Clock.Now.UnixSeconds)));
        Assert.Equal(10, RecoveryCode().Count(on.Raw));
        Assert.Contains("/me/totp/remove", (await client.Get("/me")).Raw, StringComparison.Ordinal);
        Assert.Equal("/me#totp", Where(await client.Get("/me/totp")));
        Assert.Equal("/me?done=totp#totp", Where(await Form(client, "/me/totp/remove", ("current", Installation.Password))));
    }

    [Fact]
    public async Task A_token_is_shown_once_and_ended()
    {
        await using var installation = await Installation.Start();
        var client = await installation.SetUp();
        var wrong = await Form(client, "/me/tokens", ("name", "巡检"), ("days", "0"), ("scopes", "read"));
        Assert.Contains("in-tokens-days-wrong", wrong.Raw, StringComparison.Ordinal);
        Assert.Contains("value=\"巡检\"", wrong.Raw, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await Form(client, "/me/tokens", ("name", "巡检"), ("days", "5"))).Status);
        var made = await Form(client, "/me/tokens", ("name", "巡检"), ("days", "5"), ("scopes", "read"), ("scopes", "export"));
        var token = Token().Match(made.Raw).Value;
        var program = new Client(installation.Address) { Bearer = token };
        Assert.Equal(HttpStatusCode.OK, (await program.Get("/api/v1/me")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await program.Get("/me")).Status);
        Assert.DoesNotContain(token, (await client.Get("/me")).Raw, StringComparison.Ordinal);
        Assert.Equal("/me?done=tokens#tokens", Where(await Form(client, $"/me/tokens/{token.Split('_')[1]}/end")));
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.Get("/api/v1/me")).Status);
    }

    [Fact]
    public async Task Other_sign_ins_are_ended_on_the_page()
    {
        await using var installation = await Installation.Start();
        var client = await installation.SetUp();
        var other = await installation.SignIn("admin");
        Assert.Equal("/me?done=sign-ins#sign-ins", Where(await Form(client, "/me/sign-ins/end-others")));
        Assert.Equal(HttpStatusCode.Found, (await other.Get("/me")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.Get("/me")).Status);
    }

    [Fact]
    public async Task Somebody_is_invited_gets_a_post_loses_it_and_leaves()
    {
        await using var installation = await Installation.Start();
        var client = await installation.SetUp();
        var wrong = await Form(client, "/people", ("user_name", "x"), ("display_name", "李四"));
        Assert.Contains("in-add-user_name-wrong", wrong.Raw, StringComparison.Ordinal);
        Assert.Contains("value=\"李四\"", wrong.Raw, StringComparison.Ordinal);
        var link = Invitation().Match((await Form(client, "/people", ("user_name", "lisi"), ("display_name", "李四"), ("contacts", ""))).Raw).Value;
        var accepted = installation.Client();
        var password = await accepted.PostForm(new Uri(link).AbsolutePath, ("password", Installation.Password),
            ("password_again", Installation.Password));
        Assert.Equal(HttpStatusCode.Found, password.Status);

        var person = PersonNamed("李四").Match((await client.Get("/people")).Raw).Groups["person"].Value;
        var deputy = await Form(client, $"/people/{person}/posts", ("post", "commander"), ("deputy", "1"));
        Assert.Equal(HttpStatusCode.BadRequest, deputy.Status);
        Assert.Contains($"href=\"#in-{person}-post\"", deputy.Raw, StringComparison.Ordinal);
        Assert.Equal($"/people?done={person}#{person}", Where(await Form(client, $"/people/{person}/posts", ("post", "commander"))));
        Assert.Contains("指挥人", (await accepted.Get("/me")).Raw, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await Form(accepted, $"/people/{person}/posts", ("post", "administrator"))).Status);
        await Form(client, $"/people/{person}/posts/commander/end");
        Assert.Equal(HttpStatusCode.SeeOther, (await Form(client, $"/people/{person}/name", ("display_name", "李思"), ("contacts", "8000"))).Status);
        Assert.Contains("李思", (await client.Get("/people")).Raw, StringComparison.Ordinal);
        Assert.Equal($"/people?done={person}#{person}", Where(await Form(client, $"/people/{person}/leave")));
        Assert.Equal(HttpStatusCode.Found, (await accepted.Get("/me")).Status);
        Assert.DoesNotContain("李思", (await client.Get("/people")).Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_manage_sees_people_and_settings_and_no_form()
    {
        await using var installation = await Installation.Start();
        var administrator = await installation.SetUp();
        var officer = await installation.Add(administrator, "zhiban", "duty-officer");
        Assert.DoesNotContain("action=\"/people", (await officer.Get("/people")).Raw, StringComparison.Ordinal);
        Assert.DoesNotContain("action=\"/settings", (await officer.Get("/settings")).Raw, StringComparison.Ordinal);
        Assert.Contains("启动Ⅰ级响应", (await officer.Get("/people/table")).Raw, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.Get("/audit")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Form(officer, "/settings", ("name", "乙"), ("ratify_hours", "1"))).Status);
    }

    [Fact]
    public async Task Settings_are_saved_as_a_whole_and_the_audit_tells_of_them_page_by_page()
    {
        await using var installation = await Installation.Start();
        var client = await installation.SetUp();
        var wrong = await Form(client, "/settings", ("name", "新名"), ("province", "浙江"), ("ratify_hours", "0"));
        Assert.Contains("in-ratify_hours-wrong", wrong.Raw, StringComparison.Ordinal);
        Assert.Contains("value=\"新名\"", wrong.Raw, StringComparison.Ordinal);
        Assert.Equal("/settings?done=settings",
            Where(await Form(client, "/settings", ("name", "新名"), ("province", "浙江"), ("miit_processor", "是"), ("ratify_hours", "12"))));
        var settings = (await client.Get("/api/v1/settings")).Body;
        Assert.Equal(("新名", 12), (settings.GetProperty("name").GetString(), settings.GetProperty("ratify_hours").GetInt32()));

        for (var n = 0; n < 60; n++)
            await Form(client, "/settings", ("name", "新名"), ("ratify_hours", (n + 13).ToString()));
        var newest = (await client.Get("/audit?type=setting-changed")).Raw;
        Assert.Equal(50, Rows().Count(newest));
        Assert.DoesNotContain("设立单位", Body().Match(newest).Value, StringComparison.Ordinal);
        var older = Older().Match(newest).Groups["address"].Value.Replace("&amp;", "&", StringComparison.Ordinal);
        Assert.Equal(11, Rows().Count((await client.Get(older)).Raw));
        Assert.Contains("邀请链接", Body().Match((await client.Get("/audit?which=log")).Raw).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preferences_go_when_the_account_is_erased()
    {
        await using var installation = await Installation.Start();
        var administrator = await installation.SetUp();
        var person = await installation.Add(administrator, "lisi");
        await Form(person, "/me/preferences", ("language", "en"), ("looks", ""));
        var preferences = new Preferences(installation.App.Store.Database);
        Assert.Single(await preferences.Of(person.Person));
        await administrator.Post($"/api/v1/people/{person.Person}/leave");
        await administrator.Post($"/api/v1/people/{person.Person}/erase");
        Assert.Empty(await preferences.Of(person.Person));
    }

    private static Task<Reply> Form(Client client, string path, params (string Name, string Value)[] fields) =>
        client.PostForm(path, [.. fields, ("_token", client.FormToken ?? "")]);

    private static string? Where(Reply reply) => reply.Headers.Location?.OriginalString;

    private static async Task<(string? Language, string? Theme)> Browse(Installation installation, string userName)
    {
        var reply = await installation.Client().PostForm("/sign-in", ("user_name", userName), ("password", Installation.Password), ("next", "/me"));
        string? Of(string name) => reply.Headers.GetValues("Set-Cookie").FirstOrDefault(c => c.StartsWith(name + "=",
            StringComparison.Ordinal))?.Split('=', ';')[1];
        return (Of("lang"), Of("theme"));
    }

    private static Regex PersonNamed(string name) => new($"id=\"(?<person>p-[0-9a-f]+)-h\">{name}", RegexOptions.None, TimeSpan.FromSeconds(1));

    [GeneratedRegex("secret=(?<secret>[A-Z2-7]+)", RegexOptions.None, 1000)]
    private static partial Regex SecretIn();

    [GeneratedRegex("<code class=\"secret\">[0-9a-f]{8} [0-9a-f]{8}</code>", RegexOptions.None, 1000)]
    private static partial Regex RecoveryCode();

    [GeneratedRegex("fst_[0-9a-f]+_[0-9a-f]+", RegexOptions.None, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("http://[^<]+/invitation/[0-9a-f]+", RegexOptions.None, 1000)]
    private static partial Regex Invitation();

    [GeneratedRegex("<tr id=\"l-", RegexOptions.None, 1000)]
    private static partial Regex Rows();

    [GeneratedRegex("<tbody>.*</tbody>", RegexOptions.Singleline, 1000)]
    private static partial Regex Body();

    [GeneratedRegex("href=\"(?<address>/audit[^\"]+)\" rel=\"next\"", RegexOptions.None, 1000)]
    private static partial Regex Older();
}
