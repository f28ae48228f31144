using System.Net;
using System.Text.Json;

namespace Fengsui.Server.Tests;

public sealed class ApiTests(RunningApp app)
{
    private const string Example = """
        {"incident": "客户数据库遭窃取", "discovered": "2026-03-02T02:14:00+08:00", "organisation": {"miit_processor": "是"},
         "facts": {"data_harm": ["窃取", "泄露"], "data_level": "一般", "pi_persons": "1200万人", "outage": "0小时"}}
        """;

    [Fact]
    public async Task Good_facts_are_answered_with_the_contract()
    {
        var (status, answer) = await Post("/api/v1/assess", Example);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["incident", "on", "level", "packs", "left_out", "assumed", "implied", "duties", "measures"], answer.EnumerateObject().Select(p => p.Name));
        Assert.Equal("重大", answer.GetProperty("level").GetProperty("settled").GetString());
        var duty = answer.GetProperty("duties").EnumerateArray().Single(d => d.GetProperty("id").GetString() == "other.provincial-cac");
        Assert.Equal("2026-03-02T06:14:00+08:00", duty.GetProperty("due").GetString());
    }

    [Fact]
    public async Task A_day_and_packs_can_be_chosen()
    {
        var (_, answer) = await Post("/api/v1/assess?on=2025-10-31&pack=cn.miit.data-incident", Example);

        Assert.Equal("2025-10-31", answer.GetProperty("on").GetString());
        Assert.Equal("cn.miit.data-incident", Assert.Single(answer.GetProperty("packs").EnumerateArray()).GetProperty("pack").GetString());
    }

    [Theory]
    [InlineData("{\"incident\": \"x\", \"facts\": {\"pi_persons\": \"1200\"}}", "pi_persons", "body:1:43")]
    [InlineData("{\"incident\": \"x\",\n \"facts\": {\"cii\": true}}", "cii", "body:2:19")]
    [InlineData("{\"incident\": \"x\", \"facts\": {\"pi_person\": \"1人\"}}", "pi_person", "body:1:29")]
    [InlineData("{\"facts\": {}}", "incident", "body:1:1")]
    [InlineData("not json", "file", "body:1:2")]
    [InlineData("", "file", "body:1:1")]
    public async Task Bad_facts_are_refused_with_place_key_and_remedy(string body, string key, string place)
    {
        var (status, problem) = await Post("/api/v1/assess?lang=en", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(key, problem.GetProperty("key").GetString());
        Assert.Equal(place, problem.GetProperty("place").GetString());
        Assert.NotEmpty(problem.GetProperty("wrong").GetString()!);
        Assert.NotEmpty(problem.GetProperty("remedy").GetString()!);
    }

    [Theory]
    [InlineData("/api/v1/assess?pack=cn.shared", "pack")]
    [InlineData("/api/v1/assess?on=2026-13-01", "on")]
    public async Task Bad_options_are_refused(string path, string key)
    {
        var (status, problem) = await Post(path, Example);

        Assert.Equal((HttpStatusCode.BadRequest, key), (status, problem.GetProperty("key").GetString()));
    }

    [Fact]
    public async Task More_than_a_mebibyte_is_too_much()
    {
        var (status, problem) = await Post("/api/v1/assess", new string(' ', 1 << 20) + Example);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Contains("1 MiB", problem.GetProperty("wrong").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_the_api_that_leads_nowhere_is_told_as_a_problem()
    {
        using var response = await app.Client.GetAsync("/api/v1/nothing");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Health_says_ok()
    {
        using var health = JsonDocument.Parse(await app.Client.GetStringAsync("/health"));
        Assert.Equal("ok", health.RootElement.GetProperty("status").GetString());
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> Post(string path, string body)
    {
        using var response = await app.Client.PostAsync(path, RunningApp.Json(body));
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, json.RootElement.Clone());
    }
}
