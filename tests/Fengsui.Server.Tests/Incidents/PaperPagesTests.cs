using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Fengsui.Server.Tests.People;

namespace Fengsui.Server.Tests.Incidents;

/// <summary>The papers of an incident, from the list to what stands in the record, as a browser without scripts goes through them.</summary>
public sealed class PaperPagesTests : IAsyncLifetime
{
    private const string Annex = "cn.miit.data-incident/annex-2";
    private const string Duty = "cn.miit.data-incident/processor.regulator";

    private Installation _installation = default!;
    private Client _client = default!;
    private Desk _desk = default!;

    private string Papers => $"/incidents/{_desk.Incident}/papers";

    public async ValueTask InitializeAsync()
    {
        _installation = await Installation.Start();
        _client = await _installation.SetUp();
        _desk = await Desk.Open(_installation, _client);
        await _desk.Does("assert-fact", new
        {
            facts = new Dictionary<string, object>
            {
                ["miit_processor"] = "是", ["data_harm"] = new[] { "窃取", "泄露" }, ["data_level"] = "一般", ["data_field"] = "电信", ["pi_persons"] = "1200万人", ["cii"] = "否", ["ransom"] = "否",
            },
            source = "日志",
        });
        await _desk.Does("judge-level", new { level = "重大", reason = "…" });
        await _desk.Does("first-handling", new { what = "断开外网" });
    }

    public ValueTask DisposeAsync() => _installation.DisposeAsync();

    private async Task<Reply> Post(string paper, params (string Name, string Value)[] typed)
    {
        var address = $"{Papers}/{paper}?duty={Uri.EscapeDataString(Duty)}";
        var shown = await _client.Get(address);
        Assert.True(shown.Status == HttpStatusCode.OK, shown.Raw);
        return await ActPagesTests.HtmlForm.Of(shown.Raw, address).Send(_client, typed);
    }

    private static (string, string)[] Sending(params (string, string)[] more) => [("then", "send"), ("channel", "书面"), ("to", "张科长"), ("receipt", "R-7"), ("signed", "seal"), .. more];

    private static string TextOf(byte[] document)
    {
        using var zip = new ZipArchive(new MemoryStream(document));
        using var text = new StreamReader(zip.GetEntry("word/document.xml")!.Open());
        return text.ReadToEnd();
    }

    private async Task<byte[]> Bytes(string path)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_installation.Address, path));
        request.Headers.Add("Cookie", _client.Cookie!);
        using var response = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync();
    }

    [Fact]
    public async Task The_papers_that_are_owed_stand_in_a_list_with_their_duties()
    {
        var list = await _client.Get(Papers);
        Assert.Contains("数据安全事件上报", list.Raw, StringComparison.Ordinal);
        Assert.Contains("省级通信管理局", list.Raw, StringComparison.Ordinal);
        Assert.Contains($"{Papers}/{Annex}.docx?duty=", list.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_shows_its_value_and_where_it_comes_from()
    {
        var page = (await _client.Get($"{Papers}/{Annex}")).Raw;
        Assert.Contains("来自事实“涉及数据的最高级别”（日志），张三", page, StringComparison.Ordinal);
        Assert.Contains("value=\"某公司\"", page, StringComparison.Ordinal);
        Assert.Contains("13800000000", page, StringComparison.Ordinal);
        Assert.Contains("现在必填而尚不明确的有", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_typed_is_kept_and_stands_in_preview_and_document()
    {
        var saved = await Post(Annex, ("f.scope", "江海省，电信业"), ("then", "preview"));
        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        Assert.Contains("江海省，电信业", (await _client.Get(saved.Headers.Location!.ToString())).Raw, StringComparison.Ordinal);
        Assert.Contains("江海省，电信业", TextOf(await Bytes($"{Papers}/{Annex}.docx")), StringComparison.Ordinal);
        Assert.Contains("草稿", (await _client.Get(Papers)).Raw, StringComparison.Ordinal);
        // Nothing changed, nothing written.
        var before = (await _desk.Show()).GetProperty("version").GetInt64();
        await Post(Annex, ("f.scope", "江海省，电信业"), ("then", "save"));
        Assert.Equal(before, (await _desk.Show()).GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task A_field_that_nobody_touched_follows_the_record_and_one_that_somebody_changed_is_not_overwritten()
    {
        var address = $"{Papers}/{Annex}";
        var form = ActPagesTests.HtmlForm.Of((await _client.Get(address)).Raw, address);
        await _desk.Does("assert-fact", new { facts = new Dictionary<string, string> { ["data_level"] = "重要" } });
        Assert.Equal(HttpStatusCode.SeeOther, (await form.Send(_client, ("f.data-level", "一般"), ("f.scope", "本省"), ("then", "save"))).Status);
        Assert.Contains("☑\u00A0重要", TextOf(await Bytes($"{address}.docx")), StringComparison.Ordinal);

        var late = await form.Send(_client, ("f.scope", "全国"), ("then", "save"));
        Assert.Equal(HttpStatusCode.BadRequest, late.Status);
        Assert.Contains("这期间已被改为“本省”", late.Raw, StringComparison.Ordinal);
        Assert.Contains("value=\"全国\"", late.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sent_paper_meets_its_duty_and_is_kept_with_its_hash()
    {
        var sent = await Post(Annex, Sending(("f.scope", "江海省")));
        Assert.True(sent.Status == HttpStatusCode.SeeOther, sent.Raw);
        var state = (await _desk.Show()).GetProperty("state");
        var report = state.GetProperty("reports").GetProperty("1");
        var document = await Bytes($"{_desk.Path}/attachments/{report.GetProperty("attachment").GetString()}");
        Assert.Equal(report.GetProperty("sha256").GetString(), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(document)));
        Assert.Contains("江海省", TextOf(document), StringComparison.Ordinal);
        Assert.Contains("已报送 2026-03-02", FooterOf(document), StringComparison.Ordinal);
        Assert.Equal("fulfilled", state.GetProperty("duties").GetProperty(Duty).GetProperty("end").GetString());
        Assert.Contains(report.GetProperty("sha256").GetString()!, (await _client.Get(Papers)).Raw, StringComparison.Ordinal);
    }

    private static string FooterOf(byte[] document)
    {
        using var zip = new ZipArchive(new MemoryStream(document));
        using var text = new StreamReader(zip.Entries.Single(e => e.Name.StartsWith("footer", StringComparison.Ordinal)).Open());
        return text.ReadToEnd();
    }

    [Theory]
    [InlineData("channel", "", "channel")]
    [InlineData("signed", "", "signed")]
    [InlineData("done_at", "昨天", "done_at")]
    [InlineData("done_at", "2026-03-03 09:00", "done_at")]
    public async Task What_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(string name, string value, string anchor)
    {
        var files = (await _client.Get($"{_desk.Path}/attachments")).Raw;
        var refused = await Post(Annex, [.. Sending(("f.scope", "江海省，尚在核实")).Where(s => s.Item1 != name), (name, value)]);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains($"href=\"#{anchor}\"", refused.Raw, StringComparison.Ordinal);
        Assert.Contains("江海省，尚在核实", refused.Raw, StringComparison.Ordinal);
        Assert.Contains(name == "channel" ? "value=\"R-7\"" : "value=\"书面\"", refused.Raw, StringComparison.Ordinal);
        Assert.Equal(files, (await _client.Get($"{_desk.Path}/attachments")).Raw);
    }

    [Fact]
    public async Task A_contradiction_is_shown_before_anything_is_sent_and_needs_a_reason()
    {
        Assert.Equal(HttpStatusCode.SeeOther, (await Post(Annex, Sending())).Status);
        await _desk.Does("assert-fact", new { facts = new Dictionary<string, string> { ["data_level"] = "重要" } });
        Assert.Contains("与以前报送的内容有 1 处不一致", (await _client.Get($"{Papers}/{Annex}?duty={Duty}")).Raw, StringComparison.Ordinal);
        var refused = await Post(Annex, Sending());
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("href=\"#acknowledged\"", refused.Raw, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await Post(Annex, Sending(("acknowledged", "复核数据目录")))).Status);
        Assert.Contains("复核数据目录", (await _client.Get(Papers)).Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_script_of_a_duty_opens_by_its_key()
    {
        var to = await _client.Get($"{Papers}/phone?duty={Uri.EscapeDataString(Duty)}");
        Assert.Equal(HttpStatusCode.SeeOther, to.Status);
        Assert.Contains("向省级通信管理局报告一起数据安全事件", (await _client.Get(to.Headers.Location!.ToString())).Raw, StringComparison.Ordinal);
        Assert.Contains("没有电话稿", (await _client.Get($"{Papers}/phone?duty=cn.law.pipl/authority")).Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_report_reads_the_paper_and_is_refused_the_sending()
    {
        var auditor = await _installation.Add(_client, "auditor", "auditor");
        var page = (await auditor.Get($"{Papers}/{Annex}")).Raw;
        Assert.Contains("数据安全事件上报", page, StringComparison.Ordinal);
        Assert.DoesNotContain("登记为已报送", page, StringComparison.Ordinal);
        var refused = await ActPagesTests.HtmlForm.Of(page, $"{Papers}/{Annex}").Send(auditor, Sending());
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Empty((await _desk.Show()).GetProperty("state").TryGetProperty("reports", out var reports) ? reports.EnumerateObject() : default(JsonElement.ObjectEnumerator));
    }

    [Fact]
    public async Task The_papers_of_another_organisation_are_as_if_they_were_not_there()
    {
        var other = await _installation.Another();
        foreach (var path in new[] { Papers, $"{Papers}/{Annex}", $"{Papers}/{Annex}/preview", $"{Papers}/{Annex}.docx", $"{Papers}/phone?duty={Duty}" })
            Assert.Equal(HttpStatusCode.NotFound, (await other.Get(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostForm($"{Papers}/{Annex}", ("then", "save"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.Get($"{Papers}/cn.miit.data-incident/annex-9")).Status);
    }

    [Fact]
    public async Task The_kit_and_blank_forms_are_there_for_the_day_without_this_system()
    {
        var kit = (await _client.Get("/kit")).Raw;
        Assert.Contains("13800000000", kit, StringComparison.Ordinal);
        Assert.Contains("4小时", kit, StringComparison.Ordinal);
        await _client.Patch("/api/v1/contacts/bodies", new Dictionary<string, string> { ["工业和信息化部"] = "010-68200000" });
        await _client.Send(HttpMethod.Put, $"/api/v1/people/{_client.Person}/ways", System.Net.Http.Json.JsonContent.Create(new { ways = new[] { "voice 0571-88880001" } }));
        var document = TextOf(await Bytes("/kit.docx"));
        Assert.All(["填写说明3", "外部联络", "010-68200000", "电话 0571-88880001，13800000000"], said => Assert.Contains(said, document, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await _installation.Client().Get("/law/cn.miit.data-incident/forms/annex-3.docx")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _installation.Client().Get("/law/cn.miit.data-incident/forms/annex-9.docx")).Status);
    }

    [Fact]
    public async Task A_switch_of_language_loses_nothing_and_every_page_speaks_english()
    {
        var english = await Post(Annex, ("f.scope", "江海省"), ("lang", "en"));
        Assert.Contains("data security incident report", english.Raw, StringComparison.Ordinal);
        Assert.Contains("value=\"江海省\"", english.Raw, StringComparison.Ordinal);
        foreach (var path in new[] { Papers, $"{Papers}/{Annex}/preview", "/kit" })
            Assert.Contains("<html lang=\"en\"", (await _client.Get($"{path}?lang=en")).Raw, StringComparison.Ordinal);
    }
}
