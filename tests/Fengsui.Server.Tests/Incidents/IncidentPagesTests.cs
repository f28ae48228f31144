using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Fengsui.Server.Features.Incidents.Pages;
using Fengsui.Server.Tests.People;

namespace Fengsui.Server.Tests.Incidents;

/// <summary>The pages of an incident, the list, and the duty desk.</summary>
public sealed class IncidentPagesTests
{
    [Fact]
    public async Task Every_part_is_a_page_and_a_fragment_in_both_languages()
    {
        await using var installation = await Installation.Start();
        var (client, path) = await ActPagesTests.Opened(installation);
        await client.Post($"/api/v1{path}/assert-fact", new { facts = new { pi_persons = "1200万人" }, source = "审计日志" });
        await client.Post($"/api/v1{path}/take-evidence", new { what = "日志", sha256 = new string('a', 64) });
        await client.Post($"/api/v1{path}/add-indicators", new { indicators = new[] { new { type = "ip", value = "203.0.113.7" } } });
        await client.Post($"/api/v1{path}/set-task", new { title = "导出日志" });
        await client.Post($"/api/v1{path}/judge-level", new { level = "重大", reason = "理由" });

        foreach (var part in IncidentPages.Parts)
            foreach (var language in new[] { "zh", "en" })
            {
                var address = part.Length == 0 ? path : $"{path}/{part}";
                var page = await client.Get($"{address}?lang={language}");
                Assert.True(page.Status == HttpStatusCode.OK, $"{address}: {page.Status}");
                Assert.StartsWith("<!DOCTYPE html>", page.Raw, StringComparison.Ordinal);
                var fragment = await client.Get($"{address}?fragment=1&lang={language}");
                Assert.DoesNotContain("<html", fragment.Raw, StringComparison.Ordinal);
                Assert.Contains("客户数据库遭窃取", fragment.Raw, StringComparison.Ordinal);
            }
    }

    [Fact]
    public async Task What_belongs_to_others_is_as_if_it_did_not_exist()
    {
        await using var installation = await Installation.Start();
        var (_, path) = await ActPagesTests.Opened(installation);
        var other = await installation.Another();

        foreach (var part in IncidentPages.Parts)
            Assert.Equal(HttpStatusCode.NotFound, (await other.Get(part.Length == 0 ? path : $"{path}/{part}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"{path}/acts/add-note")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostForm($"{path}/acts/add-note", ("text", "x"))).Status);
        Assert.DoesNotContain("客户数据库遭窃取", (await other.Get("/incidents")).Raw, StringComparison.Ordinal);
        Assert.DoesNotContain("客户数据库遭窃取", (await other.Get("/")).Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_page_is_the_duty_desk_for_who_is_signed_in_and_the_assessment_desk_for_others()
    {
        await using var installation = await Installation.Start();
        var (client, path) = await ActPagesTests.Opened(installation);

        Assert.Contains("值守台", (await client.Get("/")).Raw, StringComparison.Ordinal);
        Assert.Contains(path, (await client.Get("/")).Raw, StringComparison.Ordinal);
        Assert.Contains("id=\"facts\"", (await client.Get("/assess")).Raw, StringComparison.Ordinal);
        Assert.Contains("id=\"facts\"", (await installation.Client().Get("/")).Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_duty_desk_says_what_binds_now_over_all_open_incidents()
    {
        await using var installation = await Installation.Start();
        var (client, _) = await ActPagesTests.Opened(installation);
        await client.Patch("/api/v1/profile", Desk.Profile);
        var second = (await client.PostForm("/incidents/new", ("title", "第二件事"), ("facts.pi_persons", "1200万人"), ("facts.network_operator", "是"))).Headers.Location!.ToString().Split('?')[0];
        await client.Post($"/api/v1{second}/judge-level", new { level = "重大", reason = "理由" });

        var desk = (await client.Get("/")).Raw;

        Assert.Contains($"{second}/acts/report?return=", desk, StringComparison.Ordinal);
        Assert.Contains("第二件事", desk, StringComparison.Ordinal);
        Assert.Contains("客户数据库遭窃取", desk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_finds_two_character_words_filters_and_keeps_views()
    {
        await using var installation = await Installation.Start();
        var (client, path) = await ActPagesTests.Opened(installation);
        await client.PostForm("/incidents/new", ("title", "网站被篡改"));
        await client.Post($"/api/v1{path}/judge-level", new { level = "重大", reason = "理由" });

        var found = (await client.Get("/incidents?q=" + Uri.EscapeDataString("篡改"))).Raw;
        Assert.Contains("网站被篡改", found, StringComparison.Ordinal);
        Assert.DoesNotContain("客户数据库遭窃取", found, StringComparison.Ordinal);
        var major = "/incidents?level=" + Uri.EscapeDataString("重大");
        Assert.DoesNotContain("网站被篡改", (await client.Get(major)).Raw, StringComparison.Ordinal);

        var kept = await client.PostForm("/incidents/views", ("filters", major["/incidents".Length..]), ("name", "夜班"));
        Assert.Equal(HttpStatusCode.SeeOther, kept.Status);
        Assert.Contains("夜班", (await client.Get("/incidents")).Raw, StringComparison.Ordinal);
        await client.PostForm("/incidents/views", ("filters", ""), ("remove", "夜班"));
        Assert.DoesNotContain("夜班", (await client.Get("/incidents")).Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_that_is_a_word_is_never_shown_in_the_list_as_nothing()
    {
        await using var installation = await Installation.Start();
        var (client, path) = await ActPagesTests.Opened(installation);
        await client.Patch("/api/v1/profile", Desk.Profile);
        await client.Post($"/api/v1{path}/assert-fact", new { facts = new { data_harm = new[] { "窃取" }, pi_persons = "1200万人", cii = "否" }, source = "日志" });

        var list = (await client.Get("/incidents")).Raw;

        Assert.Contains("<strong>立即</strong>", list, StringComparison.Ordinal);
        Assert.Contains("<strong>immediately</strong>", (await client.Get("/incidents?lang=en")).Raw, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_only_a_word_limits_stands_in_the_list_by_next_due_at_the_moment_that_started_it()
    {
        await using var installation = await Installation.Start();
        var (client, path) = await ActPagesTests.Opened(installation);
        await client.Patch("/api/v1/profile", new { network_operator = "否", central_organ = "否", bank_insurer = "否", central_soe = "否", miit_processor = "否" });
        await client.Post($"/api/v1{path}/assert-fact", new { facts = new { data_harm = new[] { "泄露" }, pi_persons = "10人", cii = "否" }, source = "日志" });
        await client.Post("/api/v1/incidents", new { title = "无人受影响" });

        var listed = (await client.Get("/api/v1/incidents?order=next-due")).Body.GetProperty("incidents");

        var only = Assert.Single(listed.EnumerateArray());
        Assert.Equal(path["/incidents/".Length..], only.GetProperty("incident").GetString());
        Assert.Equal(JsonValueKind.Null, only.GetProperty("next_due").ValueKind);
        Assert.Contains("<strong>立即</strong>", (await client.Get("/incidents?order=next-due")).Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_act_is_counted_once_by_whichever_way_it_came()
    {
        await using var installation = await Installation.Start();
        var (client, path) = await ActPagesTests.Opened(installation);
        var key = ("Idempotency-Key", "k-1");
        var form = ActPagesTests.HtmlForm.Of((await client.Get($"{path}/acts/add-note")).Raw, $"{path}/acts/add-note");

        await form.Send(client, ("text", "记事"));
        for (var again = 0; again < 2; again++)
            await client.Send(HttpMethod.Post, $"/api/v1{path}/add-note", JsonContent.Create(new { text = "记事" }), key);

        var metrics = (await installation.Client().Get("/metrics")).Raw;
        Assert.Contains("fengsui_acts_total{kind=\"incident\",act=\"open\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("fengsui_acts_total{kind=\"incident\",act=\"add-note\"} 2\n", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_cursor_is_said_and_breaks_nothing()
    {
        await using var installation = await Installation.Start();
        var (client, _) = await ActPagesTests.Opened(installation);

        var page = await client.Get("/incidents?cursor=nonsense");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("class=\"wrong\"", page.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fact_is_echoed_while_it_is_typed_and_nothing_is_recorded()
    {
        await using var installation = await Installation.Start();
        var (client, path) = await ActPagesTests.Opened(installation);
        var before = (await client.Get($"/api/v1{path}")).Raw;

        var echo = await client.PostForm($"{path}/facts/echo", ("only", "pi_persons"), ("shown", "pi_persons"), ("facts.pi_persons", "1200万人"), ("_token", client.FormToken!));

        Assert.Contains("12,000,000 人", echo.Raw, StringComparison.Ordinal);
        Assert.Equal(before, (await client.Get($"/api/v1{path}")).Raw);
    }

    [Fact]
    public async Task Replay_shows_what_was_known_then()
    {
        await using var installation = await Installation.Start();
        var (client, path) = await ActPagesTests.Opened(installation);
        installation.Clock.Advance(600);
        await client.Post($"/api/v1{path}/judge-level", new { level = "特别重大", reason = "理由" });

        Assert.DoesNotContain("自判为特别重大", (await client.Get($"{path}/replay?moment=2026-03-02T02:50")).Raw, StringComparison.Ordinal);
        Assert.Contains("特别重大", (await client.Get($"{path}/replay")).Raw, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.Get($"{path}/replay?moment=2020-01-01T00:00")).Status);
    }
}
