using System.Net;
using System.Net.Http.Json;
using Dapper;
using Fengsui.Server.Background;
using Fengsui.Server.Tests.Intake;
using Fengsui.Server.Tests.Notices;
using Fengsui.Server.Tests.People;
using Fengsui.Store.Warnings;
using Microsoft.Extensions.DependencyInjection;

namespace Fengsui.Server.Tests.Warnings;

/// <summary>Warnings by the API: who may, who is told, who answers by a link, and what another organisation sees of it.</summary>
public sealed class WarningApiTests
{
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["starts"] = "2026-03-02 02:14", ["impact"] = "全省", ["matters"] = "接口", ["precautions"] = "核查", ["time-limits"] = "24小时内",
    };

    private static object Content(bool @internal, string colour = "黄") => new
    {
        title = "接口未授权访问", plan = "cn.miit.data-incident", colour, @internal, fields = Fields, to = new { everybody = true }, receipt_within = "2小时",
    };

    [Fact]
    public async Task A_warning_is_issued_told_answered_reminded_and_lifted()
    {
        await using var installation = await Installation.Start();
        var client = await installation.SetUp();
        await Posts(client, "direct-responsible", "duty-officer");
        foreach (var unit in new[] { "a", "b", "c" })
            Assert.Equal(HttpStatusCode.NoContent, (await client.Send(HttpMethod.Put, $"/api/v1/units/{unit}", JsonContent.Create(new { name = $"单位{unit}", own = true }))).Status);

        var drafted = await client.Post("/api/v1/warnings", new { content = Content(@internal: false) });
        Assert.Equal(HttpStatusCode.Created, drafted.Status);
        var path = $"/api/v1/warnings/{drafted.Text("warning")}";
        var refused = await client.Post($"{path}/issue", new { number = "1号" });
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("3.3", refused.Text("article"), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await client.Post($"{path}/edit", new { content = Content(@internal: true) })).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.Post($"{path}/issue", new { number = "内1号" })).Status);
        var sender = installation.App.Services.GetRequiredService<WarningSender>();
        var book = installation.App.Services.GetRequiredService<WarningBook>();
        await sender.Tick(default);

        Assert.Equal(HttpStatusCode.OK, (await client.Post($"{path}/receipts", new { units = new[] { "a" }, how = "phone" })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await client.Post($"{path}/receipts", new { units = new[] { "a" }, how = "phone" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.Post($"{path}/receipts", new { units = new[] { "z" }, how = "phone" })).Status);
        installation.Clock.Advance(2 * 3600);
        await installation.App.Sweep();
        await sender.Tick(default);
        Assert.Equal([("issued", 3), ("reminder", 2)], (await book.Deliveries(client.Organisation, drafted.Text("warning"))).Select(d => (d.What, d.Units)));

        Assert.Equal(HttpStatusCode.OK, (await client.Post($"{path}/lift", new { why = "风险已经解除" })).Status);
        await sender.Tick(default);
        Assert.Contains((await book.Deliveries(client.Organisation, drafted.Text("warning"))), d => d is { What: "lifted", Units: 3 });
        Assert.Equal(HttpStatusCode.Conflict, (await client.Post($"{path}/lift", new { why = "再次" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await installation.Another()).Get(path)).Status);
        Assert.True((await installation.App.Store.Verify()).Sound);
    }

    [Fact]
    public async Task A_risk_learns_that_a_warning_of_it_was_issued()
    {
        await using var installation = await Installation.Start();
        var client = await installation.SetUp();
        await Posts(client, "duty-officer", "direct-responsible");
        await client.Send(HttpMethod.Put, "/api/v1/units/a", JsonContent.Create(new { name = "单位", own = true }));
        Assert.Equal(HttpStatusCode.Accepted, (await client.Post("/api/v1/intake", new { title = "密钥外泄", severity = 5 })).Status);
        await installation.Settles();
        var risk = Assert.Single((await client.Get("/api/v1/risks")).Body.GetProperty("risks").EnumerateArray()).GetProperty("risk").GetString();
        var unknown = await client.Post("/api/v1/warnings", new { content = Content(@internal: true), risk = "risk-nowhere" });
        Assert.Equal((HttpStatusCode.BadRequest, "risk"), (unknown.Status, unknown.Text("key")));

        var drafted = await client.Post("/api/v1/warnings", new { content = Content(@internal: true), risk });
        Assert.Equal("new", (await client.Get($"/api/v1/risks/{risk}")).Text("phase"));
        Assert.Equal(HttpStatusCode.OK, (await client.Post($"/api/v1/warnings/{drafted.Text("warning")}/issue", new { number = "内1号" })).Status);
        var warned = await client.Get($"/api/v1/risks/{risk}");
        Assert.Equal(("warned", drafted.Text("warning")), (warned.Text("phase"), warned.Body.GetProperty("state").GetProperty("warning").GetString()));
    }

    [Fact]
    public async Task The_same_request_under_one_key_is_done_once()
    {
        await using var installation = await Installation.Start();
        var client = await installation.SetUp();
        await Posts(client, "duty-officer");
        var body = JsonContent.Create(new { content = Content(@internal: true) });
        var first = await client.Send(HttpMethod.Post, "/api/v1/warnings", body, ("Idempotency-Key", "k1"));
        var again = await client.Send(HttpMethod.Post, "/api/v1/warnings", JsonContent.Create(new { content = Content(@internal: true) }), ("Idempotency-Key", "k1"));
        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Equal(first.Text("warning"), again.Text("warning"));
    }

    [Fact]
    public async Task A_channel_that_takes_few_a_minute_gets_each_letter_once_and_half_of_it_stays_free()
    {
        await using var installation = await Installation.Start();
        await using var sink = await Sink.Start();
        var client = await installation.SetUp();
        await Posts(client, "duty-officer", "direct-responsible");
        var settings = new { kind = "sms", url = sink.Address + "/sms?to={to}", body = "{\"text\":\"{text}\",\"link\":\"{link}\"}", allow_private = "true", per_minute = "4" };
        Assert.Equal(HttpStatusCode.NoContent, (await client.Send(HttpMethod.Put, "/api/v1/notices/channels/gateway", JsonContent.Create(settings))).Status);
        for (var i = 1; i <= 5; i++)
            Assert.Equal(HttpStatusCode.NoContent, (await client.Send(HttpMethod.Put, $"/api/v1/units/u{i}",
                JsonContent.Create(new { name = $"单位{i}", own = true, channel = "sms", address = $"1380000000{i}" }))).Status);
        var drafted = await client.Post("/api/v1/warnings", new { content = Content(@internal: true) });
        Assert.Equal(HttpStatusCode.OK, (await client.Post($"/api/v1/warnings/{drafted.Text("warning")}/issue", new { number = "内1号" })).Status);

        var sender = installation.App.Services.GetRequiredService<WarningSender>();
        sink.Mood = "broken";
        await sender.Tick(default);
        var tried = sink.All.Count;
        Assert.InRange(tried, 1, 2);
        sink.Mood = "ok";
        sink.All.Clear();
        foreach (var arrived in (int[])[2, 4, 5, 5])
        {
            installation.Clock.Advance(400);
            await sender.Tick(default);
            Assert.Equal(arrived, sink.All.Count);
        }
        Assert.Equal(5, sink.All.Select(a => a.Query).Distinct().Count());
        Assert.All(sink.All, a => Assert.DoesNotContain("接口未授权访问", a.Body, StringComparison.Ordinal));
        Assert.Equal([("issued", "handed", 5)], (await installation.App.Services.GetRequiredService<WarningBook>().Deliveries(client.Organisation, drafted.Text("warning")))
            .Select(d => (d.What, d.Outcome, d.Units)));
    }

    [Fact]
    public async Task A_unit_whose_mailbox_is_full_holds_up_no_other_unit()
    {
        using var server = await MailServer.Start();
        await using var installation = await Installation.Start();
        var client = await installation.SetUp();
        await Posts(client, "duty-officer", "direct-responsible");
        var settings = new Dictionary<string, string>(server.Settings().Values) { ["kind"] = "email" };
        Assert.Equal(HttpStatusCode.NoContent, (await client.Send(HttpMethod.Put, "/api/v1/notices/channels/mail", JsonContent.Create(settings))).Status);
        foreach (var unit in new[] { "full", "li" })
            Assert.Equal(HttpStatusCode.NoContent, (await client.Send(HttpMethod.Put, $"/api/v1/units/{unit}",
                JsonContent.Create(new { name = unit, own = true, channel = "email", address = $"{unit}@example.cn" }))).Status);
        server.Full = true;
        var sender = installation.App.Services.GetRequiredService<WarningSender>();
        await sender.StopAsync(default);
        foreach (var number in new[] { "内1号", "内2号" })
        {
            var drafted = await client.Post("/api/v1/warnings", new { content = Content(@internal: true) });
            Assert.Equal(HttpStatusCode.OK, (await client.Post($"/api/v1/warnings/{drafted.Text("warning")}/issue", new { number })).Status);
            await sender.Tick(default);
        }
        Assert.Equal((2, 0), (server.Taken("li@example.cn"), server.Taken("full@example.cn")));
        server.Full = false;
        installation.Clock.Advance(61);
        await sender.Tick(default);
        Assert.Equal((2, 2), (server.Taken("li@example.cn"), server.Taken("full@example.cn")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_replaced_or_lifted_before_it_was_sent_says_so_everywhere(bool postgres)
    {
        await using var installation = await Installation.Start(postgres);
        var client = await installation.SetUp();
        await Posts(client, "duty-officer", "direct-responsible");
        foreach (var unit in new[] { "a", "b" })
            Assert.Equal(HttpStatusCode.NoContent, (await client.Send(HttpMethod.Put, $"/api/v1/units/{unit}", JsonContent.Create(new { name = $"单位{unit}", own = true }))).Status);
        var drafted = await client.Post("/api/v1/warnings", new { content = Content(@internal: true) });
        var (warning, path) = (drafted.Text("warning"), $"/api/v1/warnings/{drafted.Text("warning")}");
        var (sender, book) = (installation.App.Services.GetRequiredService<WarningSender>(), installation.App.Services.GetRequiredService<WarningBook>());
        // Its messages are sent when the test says so.
        await sender.StopAsync(default);
        Assert.Equal(HttpStatusCode.OK, (await client.Post($"{path}/issue", new { number = "内1号" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.Post($"{path}/revise")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.Post($"{path}/issue", new { number = "内2号" })).Status);
        await sender.Tick(default);
        Assert.Equal([(1, "issued", "superseded", "reissued", 2), (2, "issued", "not-sent", "no-channel", 2)], await book.Deliveries(client.Organisation, warning));
        var page = (await client.Get($"/warnings/{warning}")).Raw;
        Assert.Contains("未发送，已失效", page, StringComparison.Ordinal);
        Assert.Contains("这一版已被新的一版取代", page, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await client.Post($"{path}/revise")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.Post($"{path}/issue", new { number = "内3号" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.Post($"{path}/lift", new { why = "风险已经解除" })).Status);
        await sender.Tick(default);
        Assert.Contains((3, "issued", "superseded", "lifted", 2), await book.Deliveries(client.Organisation, warning));
        Assert.Equal(["superseded", "handed", "superseded", "handed"], await installation.App.Store.Database.Read(async (connection, _) =>
            (await SqlMapper.QueryAsync<string>(connection, "select outcome from outbox where matter = @warning order by seq, n", new { warning })).AsList()));
        Assert.True((await installation.App.Store.Verify()).Sound);
    }

    [Fact]
    public async Task A_receipt_that_we_owe_and_forget_is_a_notice_and_ends_with_the_receipt()
    {
        await using var installation = await Installation.Start();
        var client = await installation.SetUp();
        await Posts(client, "duty-officer");
        var received = await client.Post("/api/v1/warnings/received", new
        {
            issuer = "浙江省通信管理局", number = "浙通预警〔2026〕3号", actor = "数据处理者", how = "paper", content = Content(@internal: false, "橙"),
        });
        Assert.True(received.Status == HttpStatusCode.Created, received.Raw);
        await installation.App.SendNotices();
        Assert.Equal(0, (await client.Get("/api/v1/notices")).Body.GetProperty("notices").GetArrayLength());
        installation.Clock.Advance(2 * 3600);
        await installation.App.Sweep();
        await installation.App.SendNotices();
        var notice = Assert.Single((await client.Get("/api/v1/notices")).Body.GetProperty("notices").EnumerateArray());
        Assert.Contains($"/warnings/{received.Text("warning")}", notice.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.Post($"/api/v1/warnings/{received.Text("warning")}/return-receipt", new { how = "phone", proof = "04:20 电话" })).Status);
        await installation.App.SendNotices();
        Assert.Equal(0, (await client.Get("/api/v1/notices")).Body.GetProperty("notices").GetArrayLength());
    }

    [Theory]
    [InlineData("", """{"content":{"title":"x","plan":"cn.miit.data-incident","colour":"黄","to":{"units":[null]}}}""", "content.to.units")]
    [InlineData("", """{"content":{"title":"x","plan":"cn.miit.data-incident","colour":"黄","to":{"groups":["甲",null]}}}""", "content.to.groups")]
    [InlineData("/w1/receipts", """{"units":["a",null],"how":"phone"}""", "units")]
    [InlineData("/w1/lift", """{"why":"风险已经解除","ends":[null]}""", "ends")]
    public async Task Nothing_in_a_list_is_named_with_its_field(string act, string body, string key)
    {
        await using var installation = await Installation.Start();
        var client = await installation.SetUp();
        await Posts(client, "duty-officer", "direct-responsible");
        var refused = await client.Post($"/api/v1/warnings{act}", body);
        Assert.True(refused.Status == HttpStatusCode.BadRequest, refused.Raw);
        Assert.Equal(key, refused.Text("key"));
    }

    private static async Task Posts(Client client, params string[] posts)
    {
        foreach (var post in posts)
            Assert.Equal(HttpStatusCode.NoContent, (await client.Post($"/api/v1/people/{client.Person}/posts", new { post })).Status);
    }
}
