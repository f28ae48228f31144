using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Response.Notices;
using Fengsui.Server.Features.Notices.Channels;
using WebClient = Fengsui.Server.Features.Notices.Channels.WebClient;

namespace Fengsui.Server.Tests.Notices;

/// <summary>What every channel over HTTP must do, with a real server on the other side.</summary>
public sealed class ChannelContractTests
{
    private static readonly Instant Now = new(1_790_964_840);
    private const string Secret = "SEC-of-the-robot-0123456789";

    public static TheoryData<string> Kinds => ["dingtalk", "feishu", "wecom", "sms", "voice", "webhook"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_message_arrives_with_its_text_and_link(string kind)
    {
        await using var sink = await Sink.Start();
        Assert.Equal(SendResult.Taken, await Send(kind, sink));
        var body = (await sink.Next()).Body;
        using var parsed = JsonDocument.Parse(body);
        Assert.Contains("向省级网信部门报送", JsonSerializer.Serialize(parsed, Relaxed));
        Assert.Contains("https://fengsui.example.cn/ack/t-1", body);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_server_that_hangs_is_given_up_and_tried_again(string kind)
    {
        await using var sink = await Sink.Start();
        sink.Mood = "hang";
        Assert.Equal((NoticeOutcomes.Retry, NoticeReasons.TimedOut), Said(await Send(kind, sink, ("timeout", "1"))));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_server_that_is_busy_says_when_to_come_again(string kind)
    {
        await using var sink = await Sink.Start();
        sink.Mood = "busy";
        var result = await Send(kind, sink);
        Assert.Equal((NoticeOutcomes.Retry, NoticeReasons.RateLimited), Said(result));
        Assert.Equal(7, result.RetryAfter);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_server_that_is_broken_is_tried_again_and_one_that_refuses_is_not(string kind)
    {
        await using var sink = await Sink.Start();
        sink.Mood = "broken";
        Assert.Equal((NoticeOutcomes.Retry, NoticeReasons.ServerError), Said(await Send(kind, sink)));
        sink.Mood = "refuse";
        Assert.Equal((NoticeOutcomes.Failed, NoticeReasons.Rejected), Said(await Send(kind, sink)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_redirect_is_not_followed(string kind)
    {
        await using var sink = await Sink.Start();
        sink.Mood = "elsewhere";
        Assert.Equal((NoticeOutcomes.Failed, NoticeReasons.Redirected), Said(await Send(kind, sink)));
        Assert.Single(sink.All);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_internal_address_is_refused_unless_it_is_allowed(string kind)
    {
        await using var sink = await Sink.Start();
        Assert.Equal((NoticeOutcomes.Failed, NoticeReasons.PrivateAddress), Said(await Send(kind, sink, ("allow_private", "false"))));
        Assert.Empty(sink.All);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_slow_server_is_waited_for_and_one_that_is_gone_is_tried_again(string kind)
    {
        var sink = await Sink.Start();
        sink.Mood = "slow";
        Assert.Equal(SendResult.Taken, await Send(kind, sink));
        var gone = sink.Address;
        await sink.DisposeAsync();
        Assert.Equal((NoticeOutcomes.Retry, NoticeReasons.Unreachable), Said(await Send(kind, gone)));
    }

    [Theory]
    [InlineData("dingtalk")]
    [InlineData("feishu")]
    [InlineData("wecom")]
    public async Task A_robot_that_answers_200_and_nonsense_or_no_end_was_not_reached(string kind)
    {
        await using var sink = await Sink.Start();
        sink.Mood = "nonsense";
        Assert.Equal((NoticeOutcomes.Retry, NoticeReasons.ServerError), Said(await Send(kind, sink)));
        sink.Mood = "endless";
        Assert.Equal(NoticeOutcomes.Retry, (await Send(kind, sink)).Outcome);
    }

    [Fact]
    public async Task DingTalk_is_signed_in_the_address()
    {
        await using var sink = await Sink.Start();
        await Send("dingtalk", sink);
        var query = System.Web.HttpUtility.ParseQueryString((await sink.Next()).Query);
        var expected = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{Now.UnixSeconds}000\n{Secret}")));
        Assert.Equal(("token", $"{Now.UnixSeconds}000", expected), (query["access_token"], query["timestamp"], query["sign"]));
    }

    [Fact]
    public async Task Feishu_is_signed_in_the_body()
    {
        await using var sink = await Sink.Start();
        await Send("feishu", sink);
        using var body = JsonDocument.Parse((await sink.Next()).Body);
        var expected = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes($"{Now.UnixSeconds}\n{Secret}"), Array.Empty<byte>()));
        Assert.Equal(($"{Now.UnixSeconds}", expected), (body.RootElement.GetProperty("timestamp").GetString(), body.RootElement.GetProperty("sign").GetString()));
    }

    [Fact]
    public async Task A_webhook_is_signed_over_timestamp_and_body()
    {
        await using var sink = await Sink.Start();
        await Send("webhook", sink);
        var arrived = await sink.Next();
        Assert.Equal($"{Now.UnixSeconds}", arrived.Headers["X-Fengsui-Timestamp"]);
        Assert.Equal("sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{Now.UnixSeconds}.{arrived.Body}"))),
            arrived.Headers["X-Fengsui-Signature"]);
        Assert.Equal("d-1", arrived.Headers["X-Fengsui-Delivery"]);
    }

    [Fact]
    public async Task A_gateway_gets_what_its_template_says_and_nothing_breaks_out_of_it()
    {
        await using var sink = await Sink.Start();
        var evil = new NoticeMessage("【重大】\",\"x\":\"{to}", "一\n二 {ref} \\", "https://fengsui.example.cn/ack/t-1");
        using var web = new WebClient();
        await new GatewayChannel("sms", web).Send(Settings("sms", sink.Address + "/send?to={to}&t={subject}", ("allow_private", "true"), ("headers", "X-Key: k1")),
            new("d-1", evil, "+86 138", "ref-1", null, Now), default);
        var arrived = await sink.Next();
        using var body = JsonDocument.Parse(arrived.Body);
        Assert.Equal($"{evil.Subject} {evil.Body}", body.RootElement.GetProperty("content").GetString());
        Assert.Equal(("+86 138", evil.Subject), (System.Web.HttpUtility.ParseQueryString(arrived.Query)["to"], System.Web.HttpUtility.ParseQueryString(arrived.Query)["t"]));
        Assert.Equal("k1", arrived.Headers["X-Key"]);
    }

    [Theory]
    [InlineData("body", "{\"a\": {text}}")]
    [InlineData("url", "ftp://x")]
    [InlineData("method", "DELETE")]
    [InlineData("callback_secret", "short")]
    [InlineData("headers", "no colon")]
    [InlineData("colour", "red")]
    [InlineData("per_minute", "0")]
    [InlineData("allow_private", "perhaps")]
    public void Settings_that_would_fail_at_night_are_refused_by_day(string name, string value)
    {
        using var web = new WebClient();
        var wrong = new GatewayChannel("sms", web).Check(Settings("sms", "https://gateway.example.cn", (name, value)));
        Assert.Equal(name, wrong!.Key);
        Assert.NotEmpty(wrong.Remedy.Zh);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("192.168.0.9", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("64:ff9b::7f00:1", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("1.1.1.1", false)]
    [InlineData("2606:4700:4700::1111", false)]
    public void Networks_of_ones_own_are_known(string address, bool internalOne) => Assert.Equal(internalOne, Dialling.IsInternal(IPAddress.Parse(address)));

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static (string Outcome, string Reason) Said(SendResult result) => (result.Outcome, result.Reason);

    private static Task<SendResult> Send(string kind, Sink sink, params (string Name, string Value)[] more) => Send(kind, sink.Address, more);

    private static async Task<SendResult> Send(string kind, string address, params (string Name, string Value)[] more)
    {
        using var web = new WebClient();
        NoticeChannel channel = kind switch
        {
            "dingtalk" => new DingTalkChannel(web),
            "feishu" => new FeishuChannel(web),
            "wecom" => new WeComChannel(web),
            "webhook" => new WebhookChannel(web),
            _ => new GatewayChannel(kind, web),
        };
        var settings = Settings(kind, address + (kind == "dingtalk" ? "/robot/send?access_token=token" : "/send"), [("allow_private", "true"), .. more]);
        Assert.Null(channel.Check(settings));
        var what = new PageEvent.Opened("m-1", "incident", 1, 3, "/", [new(NoticeTopics.Owed, "a/b", new("向省级网信部门报送", "report"), Now.Plus(600), false)], "", [], [], 0);
        return await channel.Send(settings, new("d-1", NoticeText.Write(what, kind, "https://fengsui.example.cn/ack/t-1", Now, Language.Zh), "13800000000", "t-1", what, Now), default);
    }

    private static ChannelSettings Settings(string kind, string url, params (string Name, string Value)[] more)
    {
        var values = new Dictionary<string, string> { ["url"] = url };
        if (kind is "dingtalk" or "feishu" or "webhook")
            values["secret"] = Secret;
        if (kind is "sms" or "voice")
            values["body"] = """{"phone":"{to}","content":"{text}","link":"{link}","ref":"{ref}"}""";
        foreach (var (name, value) in more)
            values[name] = value;
        return new("org-1", kind, kind, values);
    }
}
