using System.Net;
using System.Text.Json;
using Dapper;
using Fengsui.Server.Features.Intake;
using Fengsui.Server.Tests.Incidents;
using Fengsui.Server.Tests.People;
using Fengsui.Store.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace Fengsui.Server.Tests.Intake;

public sealed class IntakeTests
{
    private static readonly string Samples = Path.Combine(AppContext.BaseDirectory, "samples");

    private static async Task<(Client Officer, Client Administrator)> Staff(Installation installation)
    {
        var administrator = await installation.SetUp();
        return (await installation.Add(administrator, "duty", "duty-officer"), administrator);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_line_that_matters_wakes_somebody_and_what_comes_again_is_counted(bool postgres)
    {
        await using var installation = await Installation.Start(postgres);
        var (officer, _) = await Staff(installation);

        var handed = await officer.Hands("cef", string.Join('\n', Enumerable.Repeat(Sender.Line, 300)) + "\nrubbish\n");
        Assert.True(handed.Status == HttpStatusCode.Accepted, handed.Raw);
        Assert.Equal((301, 1), (handed.Body.GetProperty("accepted").GetInt32(), handed.Body.GetProperty("unread").GetInt32()));
        await installation.Settles();
        await officer.Hands("cef", Sender.Line);
        await installation.Settles();

        var risks = await officer.Risks();
        var risk = risks.Single(r => r.GetProperty("title").GetString() == "SQL 注入尝试");
        Assert.Equal(301, risk.GetProperty("times").GetInt64());
        Assert.Equal("new", risk.GetProperty("phase").GetString());
        // What could not be read is kept with its reason and asks for nobody.
        Assert.Equal("noted", risks.Single(r => r.GetProperty("title").GetString()!.StartsWith("未能读取", StringComparison.Ordinal)).GetProperty("phase").GetString());

        var id = risk.GetProperty("risk").GetString()!;
        var shown = (await officer.Get($"/api/v1/risks/{id}")).Body;
        Assert.True(shown.GetProperty("state").GetProperty("woke").GetBoolean());
        var key = shown.GetProperty("state").GetProperty("key").GetString();
        Assert.Equal($"/risks/{id}", (await officer.Get($"/risks?of={key}")).Headers.Location!.ToString());
        // Three hundred repeats are one line of the journal.
        Assert.Equal(1, shown.GetProperty("version").GetInt64());
        Assert.Equal(5, shown.GetProperty("evidence").GetArrayLength());
        var verified = await installation.App.Store.Verify();
        Assert.True(verified.Findings.Count == 0, string.Join('\n', verified.Findings));
    }

    [Fact]
    public async Task Every_sample_is_taken_in_and_a_STIX_bundle_goes_out_as_it_came()
    {
        await using var installation = await Installation.Start();
        var (officer, _) = await Staff(installation);
        foreach (var format in (string[])["stix", "misp"])
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Samples, format), "*.json"))
            {
                var handed = await officer.Hands(format, await File.ReadAllTextAsync(file));
                Assert.True(handed.Status == HttpStatusCode.Accepted && handed.Body.GetProperty("unread").GetInt32() == 0, file + handed.Raw);
            }

        await installation.Settles();
        Assert.Equal(10, (await officer.Risks()).Count);

        var sent = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Samples, "stix", "poisonivy.json"))).RootElement;
        foreach (var risk in await officer.Risks())
        {
            var bundle = await officer.Get($"/api/v1/risks/{risk.GetProperty("risk").GetString()}/stix");
            Assert.Equal(HttpStatusCode.OK, bundle.Status);
            if (bundle.Body.GetProperty("id").GetString() != sent.GetProperty("id").GetString())
                continue;
            var objects = bundle.Body.GetProperty("objects").EnumerateArray().ToDictionary(o => o.GetProperty("id").GetString()!);
            Assert.All(sent.GetProperty("objects").EnumerateArray(), o => Assert.True(JsonElement.DeepEquals(o, objects[o.GetProperty("id").GetString()!])));
            return;
        }

        Assert.Fail("the bundle is not there");
    }

    [Fact]
    public async Task An_indicator_is_found_in_risks_and_incidents_and_what_shares_one_is_one_group()
    {
        await using var installation = await Installation.Start();
        var (officer, _) = await Staff(installation);
        await officer.Hands("cef", Sender.Line);
        await officer.Hands("json", """{"title":"钓鱼页面","source":"某平台","indicators":["203.0.113.7"]}""");
        await installation.Settles();
        var risks = await officer.Risks();
        Assert.Equal(2, risks.Count);
        var groups = new HashSet<string>();
        foreach (var risk in risks)
            groups.Add((await officer.Get($"/api/v1/risks/{risk.GetProperty("risk").GetString()}")).Body.GetProperty("state").GetProperty("group").GetString()!);
        Assert.Single(groups);

        var opened = await officer.Post($"/api/v1/risks/{risks[0].GetProperty("risk").GetString()}/open-incident");
        Assert.True(opened.Status == HttpStatusCode.OK, opened.Raw);
        var rows = (await officer.Get("/api/v1/indicators?type=ip&value=203.0.113.7")).Body.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(3, rows.Count);
        Assert.Contains(rows, r => r.TryGetProperty("incident", out var incident) && incident.GetString() == opened.Text("incident"));
        Assert.Equal(2, rows.Count(r => r.TryGetProperty("risk", out _)));
    }

    [Fact]
    public async Task A_risk_is_judged_reported_and_put_aside_only_when_nothing_is_owed()
    {
        await using var installation = await Installation.Start();
        var (officer, administrator) = await Staff(installation);
        await administrator.Patch("/api/v1/profile", Desk.Profile);
        await officer.Hands("cef", Sender.Line);
        await installation.Settles();
        var path = "/api/v1/risks/" + (await officer.Risks())[0].GetProperty("risk").GetString();

        Assert.Equal(HttpStatusCode.BadRequest, (await officer.Post($"{path}/judge", new { likelihood = "possible", reason = "x" })).Status);
        var judged = await officer.Post($"{path}/judge", new { likelihood = "likely", level = "较大", reason = "边界已被扫描，数据库暴露" });
        Assert.True(judged.Status == HttpStatusCode.OK, judged.Raw);
        var duty = (await officer.Get(path)).Body.GetProperty("state").GetProperty("duties")[0];
        Assert.Equal(("cn.miit.data-incident/processor.risk", "地方行业监管部门", "立即", "owed"),
            (duty.GetProperty("key").GetString(), duty.GetProperty("to").GetString(), duty.GetProperty("within").GetString(), duty.GetProperty("state").GetString()));

        Assert.Equal(HttpStatusCode.Conflict, (await officer.Post($"{path}/dismiss", new { reason = "误报" })).Status);
        // A time that cannot be read is never now: it is when the law was met.
        foreach (var unread in (object[])["昨晚", 1772390520, new[] { "2026-03-02T02:40:00+08:00" }, "2026-13-02T02:40:00+08:00"])
        {
            var refused = await officer.Post($"{path}/report", new { duty = duty.GetProperty("key").GetString(), channel = "电话", done_at = unread });
            Assert.Equal((HttpStatusCode.BadRequest, "done_at"), (refused.Status, refused.Text("key")));
        }

        var page = await officer.PostForm(path["/api/v1".Length..] + "/report", ("form", "report"), ("duty", duty.GetProperty("key").GetString()!), ("done_at", "昨晚"));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("看不出是什么时间", page.Raw, StringComparison.Ordinal);
        Assert.Equal("owed", (await officer.Get(path)).Body.GetProperty("state").GetProperty("duties")[0].GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.OK, (await officer.Post($"{path}/report", new { duty = duty.GetProperty("key").GetString(), to = "省通信管理局", channel = "电话" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await officer.Post($"{path}/watch", new { until = "2026-03-03T02:45:00+08:00", reason = "再看一天" })).Status);
        installation.Clock.Advance(86_401);
        await installation.App.Sweep();
        Assert.True((await (await installation.SignIn("duty")).Get(path)).Body.GetProperty("open").GetBoolean());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_same_act_on_a_risk_under_one_key_is_done_once_and_one_that_saw_less_is_told(bool postgres)
    {
        await using var installation = await Installation.Start(postgres);
        var (officer, _) = await Staff(installation);
        await officer.Hands("cef", Sender.Line);
        await installation.Settles();
        var path = "/api/v1/risks/" + (await officer.Risks())[0].GetProperty("risk").GetString();
        const string Seen = """{"until":"2026-03-03T02:45:00+08:00","reason":"再看一天"}""";

        var first = await officer.Under("k1", $"{path}/watch", Seen);
        Assert.True(first.Status == HttpStatusCode.OK, first.Raw);
        Assert.Equal((first.Status, first.Raw), Said(await officer.Under("k1", $"{path}/watch", Seen)));
        Assert.Equal(first.Body.GetProperty("version").GetInt64(), (await officer.Get(path)).Body.GetProperty("version").GetInt64());
        // By now it would be refused: it is answered all the same.
        Assert.Equal(HttpStatusCode.OK, (await officer.Under("k2", $"{path}/dismiss", """{"reason":"误报"}""")).Status);
        Assert.Equal((first.Status, first.Raw), Said(await officer.Under("k1", $"{path}/watch", Seen)));
        var reused = await officer.Under("k1", $"{path}/watch", """{"until":"2026-03-03T02:45:00+08:00","reason":"另一个"}""");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Idempotency-Key"), (reused.Status, reused.Text("key")));
        var late = await officer.Under("k3", $"{path}/reopen", """{"reason":"又来了"}""", ("If-Match", "\"1\""));
        Assert.Equal((HttpStatusCode.Conflict, 3), (late.Status, late.Body.GetProperty("version").GetInt64()));
        Assert.Equal(HttpStatusCode.BadRequest, (await officer.Under(new string('k', 101), $"{path}/reopen", """{"reason":"又来了"}""")).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_key_opens_one_incident_from_a_risk_however_often_it_is_sent(bool postgres)
    {
        await using var installation = await Installation.Start(postgres);
        var (officer, _) = await Staff(installation);
        await officer.Hands("cef", Sender.Line);
        await installation.Settles();
        var path = "/api/v1/risks/" + (await officer.Risks())[0].GetProperty("risk").GetString();
        var stale = await officer.Under("k0", $"{path}/open-incident", "{}", ("If-Match", "\"9\""));
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);

        var together = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => officer.Under("k1", $"{path}/open-incident", "{}")));
        Assert.All(together, r => Assert.True(r.Status == HttpStatusCode.OK, r.Raw));
        var incident = Assert.Single(together.Select(r => r.Text("incident")).Distinct());
        Assert.Single((await officer.Get("/api/v1/incidents")).Body.GetProperty("incidents").EnumerateArray());
        Assert.Equal(incident, (await officer.Get(path)).Body.GetProperty("state").GetProperty("incident").GetString());
        var notes = (await officer.Get($"/api/v1/incidents/{incident}/journal")).Body.GetProperty("lines").EnumerateArray().Count(l => l.GetProperty("type").GetString() == "note-added");
        Assert.Equal(1, notes);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await officer.Under("k1", $"{path}/open-incident", """{"title":"另一个"}""")).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Several_who_press_at_once_open_one_incident(bool postgres)
    {
        await using var installation = await Installation.Start(postgres);
        var (officer, administrator) = await Staff(installation);
        Client[] all = [officer, await installation.Add(administrator, "wu", "duty-officer"), await installation.Add(administrator, "sun", "commander")];
        await officer.Hands("cef", Sender.Line);
        await installation.Settles();
        var path = "/api/v1/risks/" + (await officer.Risks())[0].GetProperty("risk").GetString();

        var together = await Task.WhenAll(all.Concat(all).Select(c => c.Post($"{path}/open-incident", new { title = "并发" })));

        Assert.All(together, r => Assert.True(r.Status == HttpStatusCode.OK, r.Raw));
        var incident = Assert.Single(together.Select(r => r.Text("incident")).Distinct());
        Assert.Single((await officer.Get("/api/v1/incidents")).Body.GetProperty("incidents").EnumerateArray());
        Assert.Equal(incident, (await officer.Get(path)).Body.GetProperty("state").GetProperty("incident").GetString());
        // What goes on in the incident is no longer put aside here.
        Assert.Equal(HttpStatusCode.Conflict, (await officer.Post($"{path}/watch", new { until = "2026-03-05T00:00:00+08:00", reason = "再看" })).Status);
    }

    [Theory]
    [InlineData("report", """{"duty":"x","to":"局","receipt":12345}""", "receipt")]
    [InlineData("judge", """{"likelihood":5,"reason":"x"}""", "likelihood")]
    [InlineData("open-incident", """{"title":5}""", "title")]
    [InlineData("warn", """{"warning":"nope"}""", "warning")]
    [InlineData("dismiss", "{\"reason\":\"\\ud800\"}", "body")]
    public async Task What_a_risk_cannot_take_is_refused_at_its_field(string act, string body, string field)
    {
        await using var installation = await Installation.Start();
        var (officer, _) = await Staff(installation);
        await officer.Hands("cef", Sender.Line);
        await installation.Settles();
        var path = "/api/v1/risks/" + (await officer.Risks())[0].GetProperty("risk").GetString();

        var refused = await officer.Send(HttpMethod.Post, $"{path}/{act}", RunningApp.Json(body));

        Assert.Equal((HttpStatusCode.BadRequest, field), (refused.Status, refused.Body.GetProperty("key").GetString()));
        Assert.Equal(1, (await officer.Get(path)).Body.GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task Older_Chinese_encodings_are_read_and_what_is_no_text_is_refused()
    {
        await using var installation = await Installation.Start();
        var (officer, administrator) = await Staff(installation);
        var chinese = System.Text.CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        static ByteArrayContent Json(byte[] bytes) => new(bytes) { Headers = { ContentType = new("application/json") } };

        Assert.Equal(HttpStatusCode.Accepted, (await officer.Send(HttpMethod.Post, "/api/v1/intake", Json(chinese.GetBytes("""{"title":"密钥外泄"}""")))).Status);
        await installation.Settles();
        Assert.Equal("密钥外泄", (await officer.Risks())[0].GetProperty("title").GetString());
        Assert.Equal(HttpStatusCode.OK, (await administrator.Send(HttpMethod.Post, "/api/v1/units/import", new ByteArrayContent(chinese.GetBytes("编号,名称\nu1,甲公司\n")))).Status);
        Assert.Equal("甲公司", (await administrator.Get("/api/v1/units")).Body.GetProperty("units")[0].GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await administrator.Send(HttpMethod.Post, "/api/v1/units/import", new ByteArrayContent([.. "id,name\nu1,"u8, 0xFF, 0xFF]))).Status);
        Assert.Equal("甲公司", (await administrator.Get("/api/v1/units")).Body.GetProperty("units")[0].GetProperty("name").GetString());
        var signIn = await installation.Client().Send(HttpMethod.Post, "/api/v1/sign-in", Json(chinese.GetBytes("""{"user_name":"你","password":"x"}""")));
        Assert.Equal((HttpStatusCode.BadRequest, "body"), (signIn.Status, signIn.Body.GetProperty("key").GetString()));
        var marked = await administrator.Send(HttpMethod.Patch, "/api/v1/profile", Json([0xEF, 0xBB, 0xBF, .. """{"central_organ":"否"}"""u8]));
        Assert.True(marked.Status == HttpStatusCode.NoContent, marked.Raw);
        foreach (var format in new[] { "stix", "misp", "eml", "cef" })
            Assert.Equal(HttpStatusCode.BadRequest, (await officer.Hands(format, "")).Status);
    }

    private static (HttpStatusCode Status, string Raw) Said(Reply reply) => (reply.Status, reply.Raw);

    [Fact]
    public async Task Only_whom_the_table_names_hands_in_and_a_token_of_intake_does_nothing_else()
    {
        await using var installation = await Installation.Start();
        var (officer, administrator) = await Staff(installation);
        var auditor = await installation.Add(administrator, "audit", "auditor");
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.Hands("cef", Sender.Line)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await installation.Client().Hands("cef", Sender.Line)).Status);
        var made = await officer.Post("/api/v1/tokens", new { name = "siem", scopes = new[] { "intake" } });
        var siem = new Client(installation.Address) { Bearer = made.Text("secret") };
        Assert.Equal(HttpStatusCode.Accepted, (await siem.Hands("cef", Sender.Line)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await siem.Get("/api/v1/risks")).Status);
        await installation.Settles();
        var risk = (await officer.Risks())[0].GetProperty("risk").GetString();
        var stranger = await installation.Another();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"/api/v1/risks/{risk}")).Status);
    }

    [Fact]
    public async Task A_sender_without_headers_has_an_address_of_its_own()
    {
        await using var installation = await Installation.Start();
        var (officer, administrator) = await Staff(installation);
        var page = await administrator.PostForm("/risks/sources/webhook", ("name", "旧系统"));
        var address = System.Text.RegularExpressions.Regex.Match(page.Raw, "/intake/[0-9a-f]{64}", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        Assert.NotEmpty(address);
        var nobody = installation.Client();
        Assert.Equal(HttpStatusCode.Accepted, (await nobody.Post(address, new { title = "磁盘异常加密", severity = "高" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await nobody.Post("/intake/" + new string('0', 64), new { title = "x" })).Status);
        await installation.Settles();
        Assert.Equal("磁盘异常加密", (await officer.Risks())[0].GetProperty("title").GetString());
    }

    [Fact]
    public async Task What_is_known_to_be_harmless_asks_for_nobody_until_the_rule_ends()
    {
        await using var installation = await Installation.Start();
        var (officer, administrator) = await Staff(installation);
        var made = await administrator.PostForm("/risks/sources/suppress", ("version", "0"), ("signature", "100"), ("until", "2026-03-03T00:00"), ("reason", "授权扫描"));
        Assert.Equal(HttpStatusCode.SeeOther, made.Status);
        await officer.Hands("cef", Sender.Line);
        await installation.Settles();
        Assert.Equal("noted", (await officer.Risks())[0].GetProperty("phase").GetString());
        installation.Clock.Advance(86_400);
        officer = await installation.SignIn("duty");
        await officer.Hands("cef", Sender.Line.Replace("203.0.113.7", "203.0.113.8", StringComparison.Ordinal));
        await installation.Settles();
        Assert.Equal("new", (await officer.Risks())[0].GetProperty("phase").GetString());
    }

    [Fact]
    public async Task When_it_is_full_it_says_so_and_takes_nothing_half()
    {
        await using var installation = await Installation.Start();
        await Staff(installation);
        await using var queue = new IntakeQueue(installation.App.Store.Database, mostItems: 10, mostWaiting: 30);
        var item = new IntakeItem("o", "test", 0, "{}", "x");
        var taken = 0;
        for (var i = 0; i < 100; i++)
            if (queue.TryOffer([item, item], out var durable))
            {
                taken += 2;
                await durable;
            }

        Assert.Equal(30, taken);
        Assert.Equal(30, queue.Waiting);
    }

    [Fact]
    public async Task A_sender_hears_that_it_is_full_and_when_to_try_again()
    {
        await using var installation = await Installation.Start();
        var (officer, _) = await Staff(installation);
        Assert.Equal(HttpStatusCode.Accepted, (await officer.Hands("cef", Sender.Line)).Status);
        await installation.Settles();
        var queue = installation.App.Services.GetRequiredService<IntakeQueue>();
        // As if so many waited on the disk.
        queue.WorkedOff(-5_000_000);
        var refused = await officer.Hands("cef", Sender.Line);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, 0), (refused.Status, refused.Body.GetProperty("accepted").GetInt32()));
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        queue.WorkedOff(5_000_000);
        Assert.Equal(HttpStatusCode.Accepted, (await officer.Hands("cef", Sender.Line)).Status);
        await installation.Settles();
        Assert.Equal(2, Assert.Single(await officer.Risks()).GetProperty("times").GetInt64());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_full_disk_is_told_to_the_sender_and_says_nothing_of_what_waits(bool postgres)
    {
        await using var installation = await Installation.Start(postgres);
        var (officer, _) = await Staff(installation);
        var worker = installation.App.Services.GetRequiredService<IntakeWorker>();
        // It works when the test says so.
        await worker.StopAsync(default);
        Assert.Equal(HttpStatusCode.Accepted, (await officer.Hands("cef", Lines("等候", 100))).Status);
        await Disk(installation, postgres, full: true);
        var refused = await officer.Hands("cef", Lines("未收", 400));
        Assert.True(refused.Status == HttpStatusCode.ServiceUnavailable, refused.Raw);
        Assert.Equal((0, 0, true), (refused.Body.GetProperty("accepted").GetInt32(), refused.Body.GetProperty("unread").GetInt32(), refused.Headers.RetryAfter?.Delta > TimeSpan.Zero));
        for (var i = 0; i < 6; i++)
            await worker.Tick(default);

        await Disk(installation, postgres, full: false);
        Assert.Equal(HttpStatusCode.Accepted, (await officer.Hands("cef", Lines("未收", 1))).Status);
        await installation.Settles();
        Assert.Equal(101, (await installation.App.Store.Count(new(officer.Organisation, "risk"))).Number);
        Assert.Empty(await officer.Risks("?q=" + Uri.EscapeDataString("未能读取")));
        Assert.True((await installation.App.Store.Verify()).Sound);
    }

    private static string Lines(string title, int count) => string.Join('\n', Enumerable.Range(0, count).Select(i =>
        $"CEF:0|厂商|防火墙|1.0|{title}{i}|{title}{i}|9|src=203.0.113.7 msg={new string('x', 500)}"));

    // A database file that may not grow; a server that says of every write what it says when its disk is full.
    internal static Task Disk(Installation installation, bool postgres, bool full) => installation.App.Store.Database.Write((connection, transaction) =>
        SqlMapper.ExecuteAsync(connection, (postgres, full) switch
        {
            (false, true) => "pragma max_page_count = 1",
            (false, false) => "pragma max_page_count = 1000000000",
            (true, true) => """
                create function full_disk() returns trigger language plpgsql as $$ begin raise exception 'no space left on device' using errcode = '53100'; end $$;
                create trigger full_disk before insert on intake for each statement execute function full_disk();
                create trigger full_disk before insert on journal for each statement execute function full_disk();
                """,
            (true, false) => "drop function full_disk() cascade",
        }, null, transaction));

    [Fact]
    public async Task The_pages_show_it_and_say_what_is_wrong()
    {
        await using var installation = await Installation.Start();
        var (officer, _) = await Staff(installation);
        Assert.Contains("没有待处理的风险信息", (await officer.Get("/risks")).Raw, StringComparison.Ordinal);
        Assert.Contains("请用一句话说明", (await officer.PostForm("/risks/new", ("form", "new"), ("title", ""), ("description", "写下的内容"))).Raw, StringComparison.Ordinal);
        var entered = await officer.PostForm("/risks/new", ("form", "new"), ("title", "供应商称密钥外泄"), ("indicators", "203.0.113.7\nevil.example.cn"), ("severity", "7"));
        Assert.Equal(HttpStatusCode.SeeOther, entered.Status);
        var path = entered.Headers.Location!.ToString();
        Assert.Contains("evil.example.cn", (await officer.Get(path)).Raw, StringComparison.Ordinal);
        Assert.Contains("供应商称密钥外泄", (await officer.Get("/risks")).Raw, StringComparison.Ordinal);
        var refused = await officer.PostForm($"{path}/judge", ("form", "judge"), ("likelihood", "likely"), ("reason", "写下的理由"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("写下的理由", refused.Raw, StringComparison.Ordinal);
        var opened = await officer.PostForm($"{path}/open-incident", ("form", "open-incident"));
        Assert.StartsWith("/incidents/", opened.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await officer.Get("/risks/sources")).Status);
        Assert.Contains("供应商称密钥外泄", (await officer.Get("/risks/indicator?type=domain&value=evil.example.cn")).Raw, StringComparison.Ordinal);
    }
}
