using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fengsui.Response.Incidents;
using Fengsui.Server.Tests.People;

namespace Fengsui.Server.Tests.Incidents;

/// <summary>What every caller of the API relies on: errors that name the field, versions, keys, pages, and walls between organisations.</summary>
public sealed class IncidentApiTests : IAsyncLifetime
{
    private Installation _installation = default!;
    private Client _client = default!;

    public async ValueTask InitializeAsync()
    {
        _installation = await Installation.Start();
        _client = await _installation.SetUp();
    }

    public ValueTask DisposeAsync() => _installation.DisposeAsync();

    [Theory]
    [InlineData("assert-fact", """{"facts":{"pi_persons":"1200"}}""", "facts.pi_persons", "1200万人")]
    [InlineData("assert-fact", """{"facts":{"persons":"1200人"}}""", "facts.persons", "/law/vocabulary")]
    [InlineData("assert-fact", """{"facts":"x"}""", "facts", "{…}")]
    [InlineData("assert-fact", """{"fact":{}}""", "fact", "facts")]
    [InlineData("judge-level", """{"level":"很大","reason":"…"}""", "level", "特别重大")]
    [InlineData("judge-level", """{"level":"重大"}""", "reason", "reason")]
    [InlineData("judge-level", """{"level":"重大","reason":"…","pack":"cn.law.pipl"}""", "pack", "cn.cac.incident-report")]
    [InlineData("judge-level", """{"level":"重大","reason":"…","done_at":"昨晚"}""", "done_at", "2026-03-02T02:14:00+08:00")]
    [InlineData("judge-level", """{"level":"重大","reason":"…","done_at":"2026-03-02T04:00:00+08:00"}""", "done_at", "不填")]
    [InlineData("ratify", """{"no":1,"agreed":"yes"}""", "agreed", "true")]
    [InlineData("ratify", """{"no":"1"}""", "no", "整数")]
    [InlineData("merge", """{"into":"20260101-aaaaaaaa","reason":"…"}""", "into", "编号")]
    [InlineData("classify", """{"categories":"a"}""", "categories", "[…]")]
    [InlineData("classify", """{"categories":[null]}""", "categories[0]", "填写")]
    [InlineData("add-indicators", """{"indicators":[{"type":"ip","value":"203.0.113.7"},null]}""", "indicators[1]", "type")]
    [InlineData("assert-fact", """{"facts":{"data_harm":["窃取",null]}}""", "facts.data_harm", "字符串")]
    [InlineData("report", """{"duty":"cn.cac.incident-report/other.provincial-cac","channel":"12387","text":"…","left":[null]}""", "left[0]", "填写")]
    [InlineData("add-note", """{"text":"…","attachment":"a-0"}""", "attachment", "上传")]
    [InlineData("add-note", """[1""", "body", "text")]
    [InlineData("add-note", "null", "body", "text")]
    public async Task A_wrong_field_is_named_with_its_remedy(string act, string body, string key, string remedy)
    {
        var desk = await Desk.Open(_installation, _client);
        var reply = await desk.Fails(act, body, HttpStatusCode.BadRequest);
        Assert.Equal(key, reply.Text("key"));
        Assert.Contains(remedy, reply.Text("remedy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_people_act_at_once_and_one_is_told_what_changed()
    {
        var desk = await Desk.Open(_installation, _client);
        var version = (await desk.Show()).GetProperty("version").GetInt64();
        Assert.Equal(HttpStatusCode.OK, (await Send(desk.Path + "/add-note", """{"text":"甲"}""", ("If-Match", $"\"{version}\""))).Status);
        var late = await Send(desk.Path + "/add-note", """{"text":"乙"}""", ("If-Match", $"\"{version}\""));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Equal(version + 1, late.Body.GetProperty("version").GetInt64());
        Assert.Equal("note-added", late.Body.GetProperty("changed")[0].GetProperty("type").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await Send(desk.Path + "/add-note", """{"text":"乙"}""", ("If-Match", "latest"))).Status);
        // Without a version both are written: nobody's note is lost.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => desk.Does("add-note", new { text = $"同时{i}" })));
        Assert.Equal(9, (await desk.Show()).GetProperty("state").GetProperty("notes").GetInt32());
    }

    [Fact]
    public async Task The_same_request_sent_again_is_done_once()
    {
        var first = await Send("/api/v1/incidents", """{"title":"一次"}""", ("Idempotency-Key", "k1"));
        var again = await Send("/api/v1/incidents", """{"title":"一次"}""", ("Idempotency-Key", "k1"));
        Assert.Equal((HttpStatusCode.Created, first.Raw), (again.Status, again.Raw));
        var together = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Send("/api/v1/incidents", """{"title":"同时"}""", ("Idempotency-Key", "k2"))));
        Assert.Single(together.Select(t => t.Raw).Distinct());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Send("/api/v1/incidents", """{"title":"另一个"}""", ("Idempotency-Key", "k1"))).Status);
        Assert.Equal(2, (await _client.Get("/api/v1/incidents/count")).Body.GetProperty("count").GetInt64());
    }

    [Fact]
    public async Task What_belongs_to_another_organisation_is_as_if_it_were_not_there()
    {
        var desk = await Desk.Open(_installation, _client);
        var attached = await Upload(desk, "日志.txt", "内容"u8.ToArray());
        var other = await _installation.Another();
        foreach (var path in new[] { "", "/at?seq=1", "/journal", "/assessment", "/duties", "/notes", "/indicators", "/custody", "/links", "/attachments", $"/attachments/{attached.Text("attachment")}" })
        {
            var theirs = await other.Get(desk.Path + path);
            var absent = await other.Get("/api/v1/incidents/20260302-zzzzzzzz" + path);
            Assert.Equal((HttpStatusCode.NotFound, absent.Raw), (theirs.Status, theirs.Raw));
        }

        foreach (var act in ActNames.All.Keys.Where(a => a != "open"))
        {
            // Whoever may not do the act learns that first, and the same for an incident that is nowhere.
            var theirs = await other.Post($"{desk.Path}/{act}", new { });
            var absent = await other.Post($"/api/v1/incidents/20260302-zzzzzzzz/{act}", new { });
            Assert.True(theirs.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden, $"{act} {theirs.Status}");
            Assert.Equal((absent.Status, absent.Raw), (theirs.Status, theirs.Raw));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await other.Send(HttpMethod.Post, desk.Path + "/attachments?name=x", new ByteArrayContent([1]))).Status);
        Assert.Equal(0, (await other.Get("/api/v1/incidents")).Body.GetProperty("incidents").GetArrayLength());
        var theirOwn = await Desk.Open(_installation, other);
        Assert.Equal("into", (await theirOwn.Fails("merge", new { into = desk.Incident, reason = "…" }, HttpStatusCode.BadRequest)).Text("key"));
    }

    [Fact]
    public async Task A_list_is_searched_filtered_and_paged()
    {
        foreach (var title in new[] { "门户网站被篡改", "客户数据库遭窃取", "生产线停工", "数据库备份丢失" })
        {
            _installation.Clock.Advance(60);
            await Desk.Open(_installation, _client, title);
        }

        Assert.Equal(["数据库备份丢失", "客户数据库遭窃取"], Titles(await _client.Get("/api/v1/incidents?q=数据")));
        Assert.Equal(["客户数据库遭窃取"], Titles(await _client.Get("/api/v1/incidents?q=窃取")));
        Assert.Empty(Titles(await _client.Get("/api/v1/incidents?level=重大")));
        var first = await _client.Get("/api/v1/incidents?limit=3");
        var next = await _client.Get($"/api/v1/incidents?limit=3&cursor={first.Text("next")}");
        Assert.Equal(["数据库备份丢失", "生产线停工", "客户数据库遭窃取", "门户网站被篡改"], [.. Titles(first), .. Titles(next)]);
        var since = Uri.EscapeDataString(_installation.Clock.Now.ToString());
        Assert.Equal(["数据库备份丢失"], Titles(await _client.Get($"/api/v1/incidents?changed_since={since}")));
        foreach (var (query, key) in new[] { ("cursor=x", "cursor"), ("limit=0", "limit"), ("phase=x", "phase"), ("level=x", "level"), ("order=x", "order"), ("open=x", "open"), ("changed_since=x", "changed_since") })
            Assert.Equal(key, (await _client.Get("/api/v1/incidents?" + query)).Text("key"));
    }

    [Fact]
    public async Task A_file_is_hashed_on_arrival_and_given_out_as_a_download_only()
    {
        var desk = await Desk.Open(_installation, _client);
        var content = Encoding.UTF8.GetBytes("<script>alert(1)</script>");
        var attached = await Upload(desk, "样本.html", content, "text/html");
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), attached.Text("sha256"));
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_installation.Address, $"{desk.Path}/attachments/{attached.Text("attachment")}"));
        request.Headers.Add("Cookie", _client.Cookie);
        using var response = await http.SendAsync(request);
        Assert.Equal(content, await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("sandbox", string.Join("", response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        desk = new Desk(_installation, await _installation.Add(_client, "chen", "responder"), desk.Incident);
        await desk.Does("take-evidence", new { what = "样本", attachment = attached.Text("attachment") });
        await desk.Does("hand-over-evidence", new { evidence = "e1", to = "公安机关", reason = "立案" });
        var custody = (await _client.Get(desk.Path + "/custody")).Body.GetProperty("rows");
        Assert.Equal(attached.Text("sha256"), custody[0].GetProperty("row").GetProperty("sha256").GetString());
        Assert.Equal("公安机关", custody[1].GetProperty("row").GetProperty("to").GetString());
        Assert.Equal("sha256", (await desk.Fails("take-evidence", new { what = "样本", attachment = attached.Text("attachment"), sha256 = new string('0', 64) }, HttpStatusCode.BadRequest)).Text("key"));
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.Send(HttpMethod.Post, desk.Path + "/attachments?name=../x", new ByteArrayContent([1]))).Status);
    }

    [Fact]
    public async Task Whoever_may_not_is_refused_and_the_refusal_is_logged()
    {
        var desk = await Desk.Open(_installation, _client);
        var responder = await _installation.Add(_client, "li", "responder");
        var refused = await responder.Post(desk.Path + "/end-response", new { });
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        var log = (await _client.Get("/api/v1/audit/log")).Raw;
        Assert.Contains("end-response", log, StringComparison.Ordinal);
        Assert.Contains(responder.Person, log, StringComparison.Ordinal);
        // In an emergency the duty officer may start response II; it awaits ratification by somebody else.
        var officer = await _installation.Add(_client, "zhao", "duty-officer");
        var byOfficer = new Desk(_installation, officer, desk.Incident);
        await byOfficer.Does("judge-level", new { level = "重大", reason = "…" });
        await byOfficer.Fails("start-response", new { response = "II", decided_by = "值班员" }, HttpStatusCode.Forbidden);
        await byOfficer.Does("start-response", new { response = "II", decided_by = "值班员", emergency = "联系不上领导" });
        Assert.Equal("open", (await desk.Show()).GetProperty("state").GetProperty("ratifications").GetProperty("1").GetProperty("state").GetString());
        await byOfficer.Fails("ratify", new { no = 1, agreed = true }, HttpStatusCode.Forbidden);
        await desk.Does("ratify", new { no = 1, agreed = true });
    }

    [Fact]
    public async Task Changes_are_told_as_they_happen()
    {
        var desk = await Desk.Open(_installation, _client);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_installation.Address, "/api/v1/events"));
        request.Headers.Add("Cookie", _client.Cookie);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.StartsWith(":", await reader.ReadLineAsync(), StringComparison.Ordinal);
        var other = await _installation.Another();
        await Desk.Open(_installation, other);
        var answer = await desk.Does("add-note", new { text = "…" });
        string? line;
        do
            line = await reader.ReadLineAsync();
        while (line is not null && !line.StartsWith("data:", StringComparison.Ordinal));
        // The first that is heard is ours: what happens in another organisation is not told.
        Assert.Equal($$"""data: {"matter":"{{desk.Incident}}","version":{{answer.GetProperty("version").GetInt64()}}}""", line);
    }

    [Fact]
    public async Task The_api_describes_itself()
    {
        var document = await _client.Get("/api/v1/openapi.json");
        Assert.Equal(HttpStatusCode.OK, document.Status);
        var paths = document.Body.GetProperty("paths");
        foreach (var act in ActNames.All.Keys.Where(a => a != "open"))
            Assert.True(paths.TryGetProperty($"/api/v1/incidents/{{incident}}/{act}", out _), act);
        // The snapshot shows in a review what a change does to those who rely on it. To renew it: FENGSUI_SNAPSHOT=1.
        var path = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../docs/openapi.json"));
        var written = JsonSerializer.Serialize(document.Body, Indented) + "\n";
        if (Environment.GetEnvironmentVariable("FENGSUI_SNAPSHOT") == "1")
            await File.WriteAllTextAsync(path, written);
        Assert.Equal(await File.ReadAllTextAsync(path), written);
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static List<string> Titles(Reply reply) => [.. reply.Body.GetProperty("incidents").EnumerateArray().Select(i => i.GetProperty("title").GetString()!)];

    private async Task<Reply> Upload(Desk desk, string name, byte[] content, string type = "text/plain")
    {
        var reply = await _client.Send(HttpMethod.Post, $"{desk.Path}/attachments?name={Uri.EscapeDataString(name)}", new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue(type) } });
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Raw);
        return reply;
    }

    private Task<Reply> Send(string path, string body, params (string Name, string Value)[] headers) =>
        _client.Send(HttpMethod.Post, path, new StringContent(body, Encoding.UTF8, "application/json"), headers);
}
