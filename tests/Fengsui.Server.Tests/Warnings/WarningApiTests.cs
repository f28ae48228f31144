using System.Net;
using Fengsui.Server.Background;
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
            Assert.Equal(HttpStatusCode.NoContent, (await client.Send(HttpMethod.Put, $"/api/v1/units/{unit}", System.Net.Http.Json.JsonContent.Create(new { name = $"单位{unit}", own = true }))).Status);

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
        await sender.Tick(installation.Clock.Now, default);

        Assert.Equal(HttpStatusCode.OK, (await client.Post($"{path}/receipts", new { units = new[] { "a" }, how = "phone" })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await client.Post($"{path}/receipts", new { units = new[] { "a" }, how = "phone" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.Post($"{path}/receipts", new { units = new[] { "z" }, how = "phone" })).Status);
        installation.Clock.Advance(2 * 3600);
        await installation.App.Sweep();
        await sender.Tick(installation.Clock.Now, default);
        Assert.Equal([("issued", 3), ("reminder", 2)], (await book.Deliveries(client.Organisation, drafted.Text("warning"))).Select(d => (d.What, d.Units)));

        Assert.Equal(HttpStatusCode.OK, (await client.Post($"{path}/lift", new { why = "风险已经解除" })).Status);
        await sender.Tick(installation.Clock.Now, default);
        Assert.Contains((await book.Deliveries(client.Organisation, drafted.Text("warning"))), d => d is { What: "lifted", Units: 3 });
        Assert.Equal(HttpStatusCode.Conflict, (await client.Post($"{path}/lift", new { why = "再次" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await installation.Another()).Get(path)).Status);
        Assert.True((await installation.App.Store.Verify()).Sound);
    }

    [Fact]
    public async Task The_same_request_under_one_key_is_done_once()
    {
        await using var installation = await Installation.Start();
        var client = await installation.SetUp();
        await Posts(client, "duty-officer");
        var body = System.Net.Http.Json.JsonContent.Create(new { content = Content(@internal: true) });
        var first = await client.Send(HttpMethod.Post, "/api/v1/warnings", body, ("Idempotency-Key", "k1"));
        var again = await client.Send(HttpMethod.Post, "/api/v1/warnings", System.Net.Http.Json.JsonContent.Create(new { content = Content(@internal: true) }), ("Idempotency-Key", "k1"));
        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Equal(first.Text("warning"), again.Text("warning"));
    }

    private static async Task Posts(Client client, params string[] posts)
    {
        foreach (var post in posts)
            Assert.Equal(HttpStatusCode.NoContent, (await client.Post($"/api/v1/people/{client.Person}/posts", new { post })).Status);
    }
}
