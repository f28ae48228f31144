using System.Net;
using System.Text.Json;
using Fengsui.Server.People;

namespace Fengsui.Server.Tests.People;

public sealed class SignInTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_set_up_link_works_once_and_the_account_lives_on(bool postgres)
    {
        await using var installation = await Installation.Start(postgres);
        var link = new Uri(installation.App.SetUpLink!).AbsolutePath;
        Assert.Equal(HttpStatusCode.OK, (await installation.Client().Get(link)).Status);
        var administrator = await installation.SetUp();

        Assert.Equal(HttpStatusCode.NotFound, (await installation.Client().Get(link)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await installation.Client().Post("/api/v1" + link, SetUp("again"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await installation.Client().Post("/api/v1/setup/" + new string('0', 64), SetUp("again"))).Status);
        var me = (await administrator.Get("/api/v1/me")).Body;
        Assert.Equal("某公司", me.GetProperty("organisation").GetProperty("name").GetString());
        Assert.Equal(["administrator", "first-responsible"], me.GetProperty("posts").EnumerateArray().Select(p => p.GetProperty("post").GetString()));

        await installation.Restart();
        Assert.Null(installation.App.SetUpLink);
        var again = await installation.SignIn("Admin ");
        Assert.Equal(administrator.Person, again.Person);
    }

    [Theory]
    [InlineData("user_name", "user_name", "a b")]
    [InlineData("password", "password", "short")]
    [InlineData("password", "password", "onlyletters-here")]
    [InlineData("password", "password", "my-admin-name-99")]
    [InlineData("name", "organisation", " 某公司")]
    public async Task Set_up_refuses_what_is_wrong_and_stays_open(string key, string field, string value)
    {
        await using var installation = await Installation.Start();
        var link = "/api/v1" + new Uri(installation.App.SetUpLink!).AbsolutePath;
        var form = SetUp("admin");
        form[field] = value;

        var refused = await installation.Client().Post(link, form);

        Assert.Equal((HttpStatusCode.BadRequest, key), (refused.Status, refused.Text("key")));
        Assert.Equal("application/problem+json", refused.Type);
        await installation.SetUp();
    }

    [Fact]
    public async Task The_pages_of_set_up_sign_in_and_sign_out_work_without_scripts()
    {
        await using var installation = await Installation.Start();
        var browser = installation.Client();
        var link = new Uri(installation.App.SetUpLink!).AbsolutePath;
        Assert.Contains("name=\"password_again\"", (await browser.Get(link)).Raw, StringComparison.Ordinal);
        (string, string)[] fields = [("organisation", "某公司"), ("user_name", "admin"), ("display_name", "张三"), ("contacts", ""), ("password", Installation.Password)];

        var differ = await browser.PostForm(link, [.. fields, ("password_again", "x")]);
        Assert.Equal(HttpStatusCode.BadRequest, differ.Status);
        Assert.Contains("两次输入的密码不一样", differ.Raw, StringComparison.Ordinal);
        Assert.Contains("value=\"某公司\"", differ.Raw, StringComparison.Ordinal);
        Assert.DoesNotContain(Installation.Password, differ.Raw, StringComparison.Ordinal);
        var done = await browser.PostForm(link, [.. fields, ("password_again", Installation.Password)]);
        Assert.Equal((HttpStatusCode.Found, "/"), (done.Status, done.Headers.Location!.ToString()));

        Assert.Equal("/me", (await browser.Get("/sign-in")).Headers.Location?.OriginalString);
        var home = (await browser.Get("/me")).Raw;
        Assert.Contains("张三", home, StringComparison.Ordinal);
        Assert.Contains("系统管理员", home, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostForm("/sign-out")).Status);
        var token = home.Split("name=\"_token\" value=\"")[1].Split('"')[0];
        Assert.Equal(HttpStatusCode.Found, (await browser.PostForm("/sign-out", ("_token", token))).Status);
        Assert.Contains("name=\"user_name\"", (await browser.Get("/sign-in")).Raw, StringComparison.Ordinal);

        var wrong = await browser.PostForm("/sign-in", ("user_name", "admin"), ("password", "wrong"), ("next", "/law"));
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.Status);
        Assert.Contains("role=\"alert\"", wrong.Raw, StringComparison.Ordinal);
        var right = await browser.PostForm("/sign-in", ("user_name", "admin"), ("password", Installation.Password), ("next", "/law"));
        Assert.Equal((HttpStatusCode.Found, "/law"), (right.Status, right.Headers.Location!.ToString()));
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/sign-in")]
    public async Task After_signing_in_nobody_is_sent_to_another_site(string next)
    {
        await using var installation = await Installation.Start();
        await installation.SetUp();

        var reply = await installation.Client().PostForm("/sign-in", ("user_name", "admin"), ("password", Installation.Password), ("next", next));

        Assert.Equal("/", reply.Headers.Location!.ToString());
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        await using var installation = await Installation.Start();
        await installation.SetUp();

        var reply = await installation.Client().Post("/api/v1/sign-in", new { user_name = "admin", password = Installation.Password });

        var cookie = Assert.Single(reply.Headers.GetValues("Set-Cookie"), c => c.StartsWith("fengsui=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour()
    {
        await using var installation = await Installation.Start();
        var administrator = await installation.SetUp();
        var client = installation.Client();
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.Post("/api/v1/sign-in", new { user_name = "admin", password = "wrong" })).Status);

        var locked = await client.Post("/api/v1/sign-in", new { user_name = "admin", password = Installation.Password });
        Assert.Equal(HttpStatusCode.Unauthorized, locked.Status);
        Assert.Contains("locked-out", (await administrator.Get("/api/v1/audit/organisation")).Raw, StringComparison.Ordinal);
        Assert.Equal(6, Lines(await administrator.Get("/api/v1/audit/log"), "sign-in-failed").Count);

        installation.Clock.Advance((15 * 60) - 1);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.Post("/api/v1/sign-in", new { user_name = "admin", password = Installation.Password })).Status);
        installation.Clock.Advance(1);
        Assert.Equal(HttpStatusCode.OK, (await client.Post("/api/v1/sign-in", new { user_name = "admin", password = Installation.Password })).Status);
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_answered_as_a_wrong_password()
    {
        await using var installation = await Installation.Start();
        await installation.SetUp();
        var client = installation.Client();

        var nobody = await client.Post("/api/v1/sign-in", new { user_name = "nobody", password = "wrong" });
        var somebody = await client.Post("/api/v1/sign-in", new { user_name = "admin", password = "wrong" });

        Assert.Equal((somebody.Status, somebody.Raw), (nobody.Status, nobody.Raw));
    }

    [Fact]
    public async Task Too_many_tries_are_answered_with_a_time_to_wait()
    {
        await using var installation = await Installation.Start();
        var client = installation.Client();
        Reply reply;
        var tries = 0;
        do
        {
            reply = await client.Post("/api/v1/sign-in", new { user_name = "nobody", password = "wrong" });
        }
        while (reply.Status == HttpStatusCode.Unauthorized && ++tries < 100);

        Assert.Equal(HttpStatusCode.TooManyRequests, reply.Status);
        Assert.Equal(20, tries);
        var wait = (int)reply.Headers.RetryAfter!.Delta!.Value.TotalSeconds;
        Assert.InRange(wait, 1, 60);
        installation.Clock.Advance(wait);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.Post("/api/v1/sign-in", new { user_name = "nobody", password = "wrong" })).Status);
    }

    [Fact]
    public async Task A_one_time_code_is_asked_for_and_is_good_once()
    {
        await using var installation = await Installation.Start();
        var person = await installation.SetUp();
        var secret = (await person.Post("/api/v1/totp")).Text("secret");
        Assert.Equal("code", (await person.Post("/api/v1/totp/confirm", new { code = "000000x" })).Text("key"));
        var confirmed = await person.Post("/api/v1/totp/confirm", new { code = Code(secret) });
        var recovery = confirmed.Body.GetProperty("recovery_codes").EnumerateArray().Select(c => c.GetString()!).ToList();
        Assert.Equal(10, recovery.Count);

        var client = installation.Client();
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.Post("/api/v1/sign-in/code", new { ticket = await Ticket(), code = Code(secret) })).Status);
        installation.Clock.Advance(30);
        var code = Code(secret);
        Assert.Equal(HttpStatusCode.OK, (await client.Post("/api/v1/sign-in/code", new { ticket = await Ticket(), code })).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.Post("/api/v1/sign-in/code", new { ticket = await Ticket(), code })).Status);

        Assert.Equal(HttpStatusCode.OK, (await client.Post("/api/v1/sign-in/code", new { ticket = await Ticket(), code = recovery[3].ToUpperInvariant() })).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.Post("/api/v1/sign-in/code", new { ticket = await Ticket(), code = recovery[3] })).Status);

        Assert.Equal(HttpStatusCode.BadRequest, (await person.Post("/api/v1/totp/remove", new { current = "wrong" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await person.Post("/api/v1/totp/remove", new { current = Installation.Password })).Status);
        await installation.SignIn("admin");
        // Nothing of the secret is in the clear, neither in the database nor in an export of it.
        Assert.DoesNotContain(secret, await DatabaseText(installation), StringComparison.Ordinal);

        string Code(string of) => OneTimeCode.At(of, installation.Clock.Now.UnixSeconds);

        async Task<string> Ticket()
        {
            var reply = await client.Post("/api/v1/sign-in", new { user_name = "admin", password = Installation.Password });
            Assert.Equal("code", reply.Text("next"));
            return reply.Text("ticket");
        }
    }

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1_111_111_109, "081804")]
    [InlineData(1_234_567_890, "005924")]
    [InlineData(20_000_000_000, "353130")]
    public void One_time_codes_are_those_of_the_standard(long seconds, string code) => Assert.Equal(code, OneTimeCode.At("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", seconds));

    [Fact]
    public async Task A_passkey_signs_in_and_can_be_removed()
    {
        await using var installation = await Installation.Start();
        var person = await installation.SetUp();
        using var key = new SoftwareKey(person.Origin);
        var begun = (await person.Post("/api/v1/passkeys/options")).Body;
        var made = await person.Post("/api/v1/passkeys", new { ticket = begun.GetProperty("ticket").GetString(), credential = key.Create(begun.GetProperty("options")), name = "我的钥匙" });
        Assert.True(made.Status == HttpStatusCode.Created, made.Raw);

        var client = installation.Client();
        var asked = (await client.Post("/api/v1/sign-in/passkey/options")).Body;
        var answer = new { ticket = asked.GetProperty("ticket").GetString(), credential = key.Get(asked.GetProperty("options")) };
        var signedIn = await client.Post("/api/v1/sign-in/passkey", answer);
        Assert.True(signedIn.Status == HttpStatusCode.OK, signedIn.Raw);
        Assert.Equal(person.Person, signedIn.Text("person"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await installation.Client().Post("/api/v1/sign-in/passkey", answer)).Status);

        using var elsewhere = new SoftwareKey("https://evil.example");
        var other = (await person.Post("/api/v1/passkeys/options")).Body;
        Assert.Equal(HttpStatusCode.BadRequest,
            (await person.Post("/api/v1/passkeys", new { ticket = other.GetProperty("ticket").GetString(), credential = elsewhere.Create(other.GetProperty("options")) })).Status);

        var listed = Assert.Single((await person.Get("/api/v1/passkeys")).Body.GetProperty("passkeys").EnumerateArray());
        Assert.Equal("我的钥匙", listed.GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await person.Delete($"/api/v1/passkeys/{made.Text("passkey")}")).Status);
        asked = (await client.Post("/api/v1/sign-in/passkey/options")).Body;
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.Post(
            "/api/v1/sign-in/passkey", new { ticket = asked.GetProperty("ticket").GetString(), credential = key.Get(asked.GetProperty("options")) })).Status);
    }

    [Fact]
    public async Task Passkeys_take_no_ip_address_and_say_so()
    {
        await using var installation = await Installation.Start();
        await installation.SetUp();
        var byNumber = new Client(new(installation.App.Address));

        var refused = await byNumber.Post("/api/v1/sign-in/passkey/options");

        Assert.Equal((HttpStatusCode.BadRequest, "host"), (refused.Status, refused.Text("key")));
    }

    [Fact]
    public async Task A_sign_in_that_is_ended_stops_at_once()
    {
        await using var installation = await Installation.Start();
        var here = await installation.SetUp();
        var there = await installation.SignIn("admin");
        var third = await installation.SignIn("admin");
        var signins = (await here.Get("/api/v1/sign-ins")).Body.GetProperty("sign_ins").EnumerateArray().ToList();
        Assert.Equal(3, signins.Count);
        Assert.Single(signins, s => s.GetProperty("current").GetBoolean());

        Assert.Equal(HttpStatusCode.NoContent, (await here.Delete("/api/v1/sign-ins")).Status);

        Assert.Equal(HttpStatusCode.OK, (await here.Get("/api/v1/me")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await there.Get("/api/v1/me")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await third.Get("/api/v1/me")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await here.Post("/api/v1/sign-out")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await here.Get("/api/v1/me")).Status);
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sign_ins()
    {
        await using var installation = await Installation.Start();
        var here = await installation.SetUp();
        var there = await installation.SignIn("admin");

        Assert.Equal("current", (await here.Post("/api/v1/me/password", new { current = "wrong", password = "another-good-1" })).Text("key"));
        Assert.Equal(HttpStatusCode.NoContent, (await here.Post("/api/v1/me/password", new { current = Installation.Password, password = "another-good-1" })).Status);

        Assert.Equal(HttpStatusCode.OK, (await here.Get("/api/v1/me")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await there.Get("/api/v1/me")).Status);
        await installation.SignIn("admin", "another-good-1");
        Assert.Equal(HttpStatusCode.Unauthorized, (await installation.Client().Post("/api/v1/sign-in", new { user_name = "admin", password = Installation.Password })).Status);
    }

    [Fact]
    public async Task An_unused_sign_in_ends_after_half_a_day_and_every_one_after_a_week()
    {
        await using var installation = await Installation.Start();
        var person = await installation.SetUp();
        for (var hours = 0; hours < 7 * 24; hours += 11)
        {
            Assert.Equal(HttpStatusCode.OK, (await person.Get("/api/v1/me")).Status);
            installation.Clock.Advance(11 * 3600);
        }
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.Get("/api/v1/me")).Status);

        var other = await installation.SignIn("admin");
        installation.Clock.Advance((12 * 3600) + 1);
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.Get("/api/v1/me")).Status);
    }

    [Fact]
    public async Task A_page_that_needs_a_sign_in_leads_to_it_and_back()
    {
        await using var installation = await Installation.Start();

        var reply = await installation.Client().Get("/api/v1/me");

        Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json"), (reply.Status, reply.Type));
        Assert.Equal("Bearer", reply.Headers.WwwAuthenticate.ToString());
    }

    internal static List<JsonElement> Lines(Reply reply, string type) =>
        [.. reply.Body.GetProperty("lines").EnumerateArray().Where(l => l.GetProperty("type").GetString() == type)];

    internal static async Task<string> DatabaseText(Installation installation)
    {
        var text = "";
        foreach (var file in Directory.EnumerateFiles(installation.Data, "fengsui.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            text += await reader.ReadToEndAsync();
        }
        return text;
    }

    private static Dictionary<string, object> SetUp(string userName) => new()
    {
        ["organisation"] = "某公司", ["user_name"] = userName, ["password"] = Installation.Password,
    };
}
