using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Fengsui.Server.Tests.People;

namespace Fengsui.Server.Tests.Incidents;

/// <summary>The forms of the acts, as a browser without scripts posts them.</summary>
public sealed partial class ActPagesTests
{
    [Fact]
    public async Task An_act_is_recorded_and_leads_back_to_where_the_person_was()
    {
        await using var installation = await Installation.Start();
        var (client, path) = await Opened(installation);

        var form = await Form(client, $"{path}/acts/first-handling?return={Uri.EscapeDataString(path + "/measures")}");
        var done = await form.Send(client, ("what", "断开外网"));

        Assert.Equal((HttpStatusCode.SeeOther, $"{path}/measures?did=first-handling"), (done.Status, done.Headers.Location?.ToString()));
        Assert.Contains("断开外网", (await client.Get($"{path}/timeline")).Raw, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    public async Task It_never_leads_to_another_site(string elsewhere)
    {
        await using var installation = await Installation.Start();
        var (client, path) = await Opened(installation);

        var form = await Form(client, $"{path}/acts/add-note?return={Uri.EscapeDataString(elsewhere)}");
        var done = await form.Send(client, ("text", "记事"));

        Assert.Equal($"{path}/timeline?did=add-note", done.Headers.Location?.ToString());
    }

    [Fact]
    public async Task An_error_stands_at_its_field_and_what_was_typed_stays()
    {
        await using var installation = await Installation.Start();
        var (client, path) = await Opened(installation);

        var form = await Form(client, $"{path}/acts/judge-level");
        var wrong = await form.Send(client, ("reason", "涉及一千二百万人"), ("done_at", "昨天"));

        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("href=\"#in-done_at\"", wrong.Raw, StringComparison.Ordinal);
        Assert.Contains("涉及一千二百万人", wrong.Raw, StringComparison.Ordinal);
        Assert.Contains("value=\"昨天\"", wrong.Raw, StringComparison.Ordinal);
        wrong = await form.Send(client, ("reason", "涉及一千二百万人"));
        Assert.Contains("href=\"#in-level\"", wrong.Raw, StringComparison.Ordinal);
        Assert.Contains("涉及一千二百万人", wrong.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_fact_records_nothing_and_stays_in_its_field()
    {
        await using var installation = await Installation.Start();
        var (client, path) = await Opened(installation);

        var form = await Form(client, $"{path}/acts/assert-fact?group=persons");
        var wrong = await form.Send(client, ("facts.pi_persons", "很多人"), ("facts.direct_loss", "300万元"));

        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("很多人", wrong.Raw, StringComparison.Ordinal);
        Assert.DoesNotContain("fact-asserted", (await client.Get($"/api/v1{path}/journal")).Raw.Replace("单位档案", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_race_shows_what_changed_beside_what_was_typed_and_can_be_sent_again()
    {
        await using var installation = await Installation.Start();
        var (client, path) = await Opened(installation);
        var form = await Form(client, $"{path}/acts/judge-level");
        Assert.Equal(HttpStatusCode.OK, (await client.Post($"/api/v1{path}/first-handling", new { what = "别人先做的处置" })).Status);

        var raced = await form.Send(client, ("level", "重大"), ("reason", "我写的理由"));

        Assert.Equal(HttpStatusCode.Conflict, raced.Status);
        Assert.Contains("别人先做的处置", raced.Raw, StringComparison.Ordinal);
        Assert.Contains("我写的理由", raced.Raw, StringComparison.Ordinal);
        var again = await HtmlForm.Of(raced.Raw, $"{path}/acts/judge-level").Send(client, ("level", "重大"), ("reason", "我写的理由"));
        Assert.Equal(HttpStatusCode.SeeOther, again.Status);
    }

    [Fact]
    public async Task What_the_clocks_did_meanwhile_is_no_race()
    {
        await using var installation = await Installation.Start();
        var (client, path) = await Opened(installation);
        await client.Post($"/api/v1{path}/set-task", new { title = "导出日志", due = "2026-03-02T03:00:00+08:00" });
        var form = await Form(client, $"{path}/acts/judge-level");
        installation.Clock.Advance(3600);
        await installation.App.Sweep();

        Assert.Equal(HttpStatusCode.SeeOther, (await form.Send(client, ("level", "重大"), ("reason", "理由"))).Status);
    }

    [Fact]
    public async Task Sent_twice_it_is_recorded_once_and_changed_it_is_another_act()
    {
        await using var installation = await Installation.Start();
        var (client, path) = await Opened(installation);
        var form = await Form(client, $"{path}/acts/add-note");

        await form.Send(client, ("text", "同一条"));
        Assert.Equal(HttpStatusCode.SeeOther, (await form.Send(client, ("text", "同一条"))).Status);
        await form.Send(client, ("text", "另一条"));

        Assert.Equal(2, (await client.Get($"/api/v1{path}/notes")).Body.GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public async Task In_an_emergency_the_reason_is_asked_for_and_it_awaits_ratification()
    {
        await using var installation = await Installation.Start();
        var (client, path) = await Opened(installation);
        var officer = await installation.Add(client, "officer", "duty-officer");
        await client.Post($"/api/v1{path}/judge-level", new { level = "特别重大", reason = "理由" });

        var form = await Form(officer, $"{path}/acts/start-response?response=I");
        Assert.Contains("name=\"emergency\"", form.Html, StringComparison.Ordinal);
        var refused = await form.Send(officer, ("response", "I"), ("decided_by", "值班员"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("第一责任人", refused.Raw, StringComparison.Ordinal);

        var done = await form.Send(officer, ("response", "I"), ("decided_by", "值班员"), ("emergency", "联系不上"));
        Assert.Equal(HttpStatusCode.SeeOther, done.Status);
        Assert.Contains("待追认", (await officer.Get($"{path}/people")).Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_is_told_who_may()
    {
        await using var installation = await Installation.Start();
        var (client, path) = await Opened(installation);
        var auditor = await installation.Add(client, "auditor", "auditor");

        var form = await Form(auditor, $"{path}/acts/decide-not-to-report");
        Assert.Contains("直接责任人", form.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(">记录<", form.Html, StringComparison.Ordinal);
        var refused = await form.Send(auditor, ("reason", "理由"));

        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("理由", refused.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_was_skipped_is_refused_with_the_article_and_a_way()
    {
        await using var installation = await Installation.Start();
        var (client, path) = await Opened(installation);

        var form = await Form(client, $"{path}/acts/sum-up");
        var refused = await form.Send(client, ("text", "总结的文字"));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("/acts/investigate", refused.Raw, StringComparison.Ordinal);
        Assert.Contains("5.1", refused.Raw, StringComparison.Ordinal);
        Assert.Contains("总结的文字", refused.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signed_out_meanwhile_the_person_comes_back_to_what_was_typed()
    {
        await using var installation = await Installation.Start();
        var (client, path) = await Opened(installation);
        var form = await Form(client, $"{path}/acts/add-note");
        installation.Clock.Advance(13 * 3600);

        var sent = await form.Send(client, ("text", "凌晨写下的长长一段"));
        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
        var signIn = sent.Headers.Location!.ToString();
        Assert.StartsWith("/sign-in?next=", signIn, StringComparison.Ordinal);
        var next = Uri.UnescapeDataString(signIn["/sign-in?next=".Length..]);

        Assert.DoesNotContain("凌晨写下", (await (await installation.Add(await installation.SignIn("admin"), "other", "duty-officer")).Get(next)).Raw, StringComparison.Ordinal);
        var back = await installation.SignIn("admin");
        var again = await Form(back, next);
        Assert.Contains("凌晨写下的长长一段", again.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await again.Send(back, ("text", "凌晨写下的长长一段"))).Status);
    }

    [Fact]
    public async Task Another_sign_in_in_the_same_browser_loses_nothing_either()
    {
        await using var installation = await Installation.Start();
        var (client, path) = await Opened(installation);
        var form = await Form(client, $"{path}/acts/add-note");
        var again = await installation.SignIn("admin");
        again.FormToken = null;

        var sent = await form.Send(again, ("text", "旧表单里的字"));

        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
        Assert.Contains("旧表单里的字", (await again.Get(sent.Headers.Location!.ToString())).Raw, StringComparison.Ordinal);
        Assert.Equal(0, (await again.Get($"/api/v1{path}/notes")).Body.GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public async Task A_stranger_stores_nothing()
    {
        await using var installation = await Installation.Start();
        var (_, path) = await Opened(installation);
        var stranger = installation.Client();

        var sent = await stranger.PostForm($"{path}/acts/add-note", ("text", "x"), ("_signin", "s-0000"));

        Assert.Equal(HttpStatusCode.Unauthorized, sent.Status);
    }

    [Fact]
    public async Task A_switch_of_language_and_a_now_button_keep_the_form()
    {
        await using var installation = await Installation.Start();
        var (client, path) = await Opened(installation);
        var form = await Form(client, $"{path}/acts/first-handling");

        var english = await form.Send(client, ("what", "断开外网"), ("lang", "en"));
        Assert.Equal(HttpStatusCode.OK, english.Status);
        Assert.Contains("What was done", english.Raw, StringComparison.Ordinal);
        Assert.Contains("断开外网", english.Raw, StringComparison.Ordinal);
        var now = await form.Send(client, ("what", "断开外网"), ("now", "done_at"));
        Assert.Contains("value=\"2026-03-02T02:45\"", now.Raw, StringComparison.Ordinal);
        Assert.Equal(0, (await client.Get($"/api/v1{path}")).Body.GetProperty("state").TryGetProperty("first_handlings", out var count) ? count.GetInt32() : 0);
    }

    [Fact]
    public async Task A_file_is_sealed_from_a_page_and_only_with_the_token_of_the_form()
    {
        await using var installation = await Installation.Start();
        var (client, path) = await Opened(installation);
        var token = client.FormToken!;
        client.FormToken = null;

        Assert.Equal(HttpStatusCode.Forbidden, (await Upload(client, path, "0000")).Status);
        var done = await Upload(client, path, token);

        Assert.Equal($"{path}/evidence?did=file", done.Headers.Location?.ToString());
        Assert.Contains("日志.txt", (await client.Get($"{path}/evidence")).Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_desk_opens_an_incident_from_its_facts()
    {
        await using var installation = await Installation.Start();
        var (client, _) = await Opened(installation);
        var form = HtmlForm.Of((await client.Get("/assess")).Raw, "/incidents/new");

        var untitled = await form.Send(client, ("facts.pi_persons", "1200万人"), ("at.discovered", "2026-03-02T02:14"));
        Assert.Equal(HttpStatusCode.BadRequest, untitled.Status);
        Assert.Contains("1200万人", untitled.Raw, StringComparison.Ordinal);
        var opened = await form.Send(client, ("incident", "数据库失窃"), ("facts.pi_persons", "1200万人"), ("at.discovered", "2026-03-02T02:14"));

        Assert.Equal(HttpStatusCode.SeeOther, opened.Status);
        var state = (await client.Get("/api/v1" + opened.Headers.Location!.ToString().Split('?')[0])).Body.GetProperty("state");
        Assert.Equal("1200万人", state.GetProperty("facts").GetProperty("pi_persons").GetProperty("value").GetString());
        Assert.Equal("2026-03-02T02:14:00+08:00", state.GetProperty("times").GetProperty("discovered").GetProperty("at").GetString());
    }

    private static async Task<Reply> Upload(Client client, string path, string token)
    {
        using var content = new MultipartFormDataContent { { new StringContent(token), "_token" } };
        var file = new ByteArrayContent([1, 2, 3]);
        file.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        content.Add(file, "file", "日志.txt");
        return await client.Send(HttpMethod.Post, $"{path}/files", content);
    }

    internal static async Task<(Client Client, string Path)> Opened(Installation installation)
    {
        var client = await installation.SetUp();
        foreach (var post in new[] { "duty-officer", "commander", "compliance" })
            Assert.Equal(HttpStatusCode.NoContent, (await client.Post($"/api/v1/people/{client.Person}/posts", new { post })).Status);
        var opened = await client.PostForm("/incidents/new", ("title", "客户数据库遭窃取"));
        Assert.True(opened.Status == HttpStatusCode.SeeOther, opened.Raw);
        return (client, opened.Headers.Location!.ToString().Split('?')[0]);
    }

    private static async Task<HtmlForm> Form(Client client, string address)
    {
        var shown = await client.Get(address);
        Assert.True(shown.Status == HttpStatusCode.OK, $"{shown.Status} {shown.Raw}");
        return HtmlForm.Of(shown.Raw, address.Split('?')[0]);
    }

    /// <summary>A form as it stands on a page, with its hidden fields.</summary>
    internal sealed partial record HtmlForm(string Html, string Address, IReadOnlyList<(string Name, string Value)> Hidden)
    {
        public static HtmlForm Of(string html, string address) => new(html, address,
            [.. HiddenField().Matches(html).Select(m => (m.Groups["name"].Value, WebUtility.HtmlDecode(m.Groups["value"].Value)))]);

        public Task<Reply> Send(Client client, params (string Name, string Value)[] typed) =>
            client.PostForm(Address, [.. Hidden.Where(h => !typed.Any(t => t.Name == h.Name)), .. typed]);

        [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
        private static partial Regex HiddenField();
    }
}
