using System.Net;
using Fengsui.Law.Packs;
using Fengsui.Server.Tests.People;

namespace Fengsui.Server.Tests;

/// <summary>A citation that is not verified, compared by a person of the organisation with the official text.</summary>
public sealed class ConfirmationTests
{
    private static readonly Library Library = Library.Load(Path.Combine(AppContext.BaseDirectory, "packs"));
    private static readonly Pack Plan = Library.Find("cn.cac.national-plan-2017")!;
    private static readonly Source Weak = Plan.Sources.First(s => s.Check == Check.Secondary);
    private static readonly string Citation = $"/law/{Plan.Id}/citations/{Weak.Id}";

    [Fact]
    public async Task A_confirmed_citation_loses_its_mark_for_this_organisation_alone()
    {
        await using var installation = await Installation.Start();
        var client = await installation.SetUp();
        var before = Block((await client.Get($"/law/{Plan.Id}")).Raw);
        Assert.Contains("chip pending", before, StringComparison.Ordinal);

        var empty = await Form(client, Citation + "/confirm", ("hash", Plan.Hash), ("against", " "));
        Assert.Equal(HttpStatusCode.BadRequest, empty.Status);
        Assert.Contains($"href=\"#in-{Weak.Id}-against\"", empty.Raw, StringComparison.Ordinal);
        var done = await Form(client, Citation + "/confirm", ("hash", Plan.Hash), ("against", "网信办官网，2026-03-02 查阅"));
        Assert.Equal($"/law/{Plan.Id}#s-{Weak.Id}", done.Headers.Location?.OriginalString);

        var after = Block((await client.Get($"/law/{Plan.Id}")).Raw);
        Assert.DoesNotContain("chip pending", after, StringComparison.Ordinal);
        Assert.Contains("已核对 · 张三 · 今天", after.Replace("3月2日", "今天", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("网信办官网，2026-03-02 查阅", after, StringComparison.Ordinal);
        Assert.Contains("核对法条", (await client.Get("/audit")).Raw, StringComparison.Ordinal);

        Assert.Contains("chip pending", Block((await installation.Client().Get($"/law/{Plan.Id}")).Raw), StringComparison.Ordinal);
        Assert.Contains("chip pending", Block((await (await installation.Another()).Get($"/law/{Plan.Id}")).Raw), StringComparison.Ordinal);
        Assert.True((await installation.App.Store.Verify()).Sound);

        await Form(client, Citation + "/withdraw", ("reason", "看错了版本"));
        Assert.Contains("chip pending", Block((await client.Get($"/law/{Plan.Id}")).Raw), StringComparison.Ordinal);
        Assert.True((await installation.App.Store.Verify()).Sound);
    }

    [Fact]
    public async Task By_the_api_it_names_the_pack_that_was_compared()
    {
        await using var installation = await Installation.Start();
        var client = await installation.SetUp();
        var api = "/api/v1" + Citation;
        var stale = await client.Post(api + "/confirm", new { hash = "sha256:0", against = "官网" });
        Assert.Equal((HttpStatusCode.BadRequest, "hash"), (stale.Status, stale.Text("key")));
        Assert.Equal(HttpStatusCode.NoContent, (await client.Post(api + "/confirm", new { hash = Plan.Hash, against = "官网" })).Status);
        var listed = (await client.Get("/api/v1/law/confirmations")).Body.GetProperty("confirmations")[0];
        Assert.Equal((Weak.Id, Plan.Hash, "官网"),
            (listed.GetProperty("source").GetString(), listed.GetProperty("hash").GetString(), listed.GetProperty("against").GetString()));
        Assert.Equal(HttpStatusCode.NoContent, (await client.Post(api + "/withdraw", new { reason = "改" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await client.Post(api + "/withdraw", new { reason = "改" })).Status);
    }

    [Fact]
    public async Task Who_may_not_is_refused_and_sees_no_form()
    {
        await using var installation = await Installation.Start();
        var officer = await installation.Add(await installation.SetUp(), "zhiban", "duty-officer");
        Assert.DoesNotContain("/citations/", (await officer.Get($"/law/{Plan.Id}")).Raw, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await Form(officer, Citation + "/confirm", ("hash", Plan.Hash), ("against", "官网"))).Status);
        Assert.DoesNotContain("/citations/", (await installation.Client().Get($"/law/{Plan.Id}")).Raw, StringComparison.Ordinal);
    }

    // The citation's own block of the page.
    private static string Block(string page)
    {
        var from = page.IndexOf($"id=\"s-{Weak.Id}\"", StringComparison.Ordinal);
        return page[from..page.IndexOf("<ul class=\"rows\">", from, StringComparison.Ordinal)];
    }

    private static Task<Reply> Form(Client client, string path, params (string Name, string Value)[] fields) =>
        client.PostForm(path, [.. fields, ("_token", client.FormToken ?? "")]);
}
