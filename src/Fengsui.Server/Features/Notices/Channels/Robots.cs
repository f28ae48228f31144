using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fengsui.Law;
using Fengsui.Response.Notices;
using Fengsui.Server.People;

namespace Fengsui.Server.Features.Notices.Channels;

/// <summary>A robot that speaks to a group of a chat program, reached under an address that is itself a secret.</summary>
internal abstract class RobotChannel(string kind, WebClient web) : NoticeChannel(kind)
{
    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    protected static ChannelField Url(Text hint) => new("url", new("机器人地址", "address of the robot"), hint, Secret: true, Required: true);

    protected static ChannelField Secret { get; } = new("secret", new("签名密钥", "secret of the signature"),
        new("启用加签时填写；未启用则留空", "when the robot asks for a signature; else empty"), Secret: true);

    /// <inheritdoc/>
    public override int? UsualPerMinute => 20;

    /// <inheritdoc/>
    protected override Problem? CheckOwn(ChannelSettings settings) => AddressAtFault("url", settings["url"]);

    /// <inheritdoc/>
    public override async Task<SendResult> Send(ChannelSettings settings, Delivery delivery, CancellationToken ct)
    {
        if (!Uri.TryCreate(AddressOf(settings, delivery), UriKind.Absolute, out var address))
            return SendResult.Never(NoticeReasons.BadSettings);
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(Body(settings, delivery).ToJsonString(Plain), Encoding.UTF8, "application/json"),
        };
        return await web.Send(settings, request, Judge, ct);
    }

    /// <summary>The address to post to.</summary>
    protected virtual string AddressOf(ChannelSettings settings, Delivery delivery) => settings["url"];

    /// <summary>What is posted.</summary>
    protected abstract JsonObject Body(ChannelSettings settings, Delivery delivery);

    /// <summary>The names under which an answer tells its error.</summary>
    protected abstract IReadOnlyList<string> ErrorNames { get; }

    /// <summary>The errors that mean: too many.</summary>
    protected abstract IReadOnlyList<long> TooMany { get; }

    protected static string Sign(string key, string text) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));

    // These servers answer 200 to everything; what became of it stands in the body.
    private SendResult Judge(string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer, new() { MaxDepth = 8 });
            foreach (var name in ErrorNames)
                if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var said)
                    && said.ValueKind == JsonValueKind.Number && said.TryGetInt64(out var code))
                    return code == 0 ? SendResult.Taken
                        : TooMany.Contains(code) ? SendResult.Again(NoticeReasons.RateLimited, 60)
                        : SendResult.Never(NoticeReasons.Rejected);
            return SendResult.Again(NoticeReasons.ServerError);
        }
        catch (JsonException)
        {
            return SendResult.Again(NoticeReasons.ServerError);
        }
    }
}

/// <summary>DingTalk 钉钉: timestamp and signature in the address.</summary>
internal sealed class DingTalkChannel(WebClient web) : RobotChannel("dingtalk", web)
{
    private static readonly long[] Busy = [130101, -1];

    /// <inheritdoc/>
    protected override IReadOnlyList<ChannelField> Own { get; } =
        [Url(new("https://oapi.dingtalk.com/robot/send?access_token=…", "https://oapi.dingtalk.com/robot/send?access_token=…")), Secret];

    /// <inheritdoc/>
    protected override IReadOnlyList<string> ErrorNames { get; } = ["errcode"];

    /// <inheritdoc/>
    protected override IReadOnlyList<long> TooMany => Busy;

    /// <inheritdoc/>
    protected override string AddressOf(ChannelSettings settings, Delivery delivery)
    {
        if (settings["secret"].Length == 0)
            return settings["url"];
        var timestamp = (delivery.Now.UnixSeconds * 1000).ToString(CultureInfo.InvariantCulture);
        var sign = Uri.EscapeDataString(Sign(settings["secret"], $"{timestamp}\n{settings["secret"]}"));
        return $"{settings["url"]}{(settings["url"].Contains('?', StringComparison.Ordinal) ? '&' : '?')}timestamp={timestamp}&sign={sign}";
    }

    /// <inheritdoc/>
    protected override JsonObject Body(ChannelSettings settings, Delivery delivery) => new()
    {
        ["msgtype"] = "text",
        ["text"] = new JsonObject { ["content"] = delivery.Address.Length > 0 ? $"{delivery.Text}\n@{delivery.Address}" : delivery.Text },
        ["at"] = new JsonObject { ["atMobiles"] = delivery.Address.Length > 0 ? new JsonArray(delivery.Address) : [], ["isAtAll"] = false },
    };
}

/// <summary>Feishu 飞书: timestamp and signature in the body.</summary>
internal sealed class FeishuChannel(WebClient web) : RobotChannel("feishu", web)
{
    private static readonly long[] Busy = [9499, 11232];

    /// <inheritdoc/>
    public override int? UsualPerMinute => 100;

    /// <inheritdoc/>
    protected override IReadOnlyList<ChannelField> Own { get; } =
        [Url(new("https://open.feishu.cn/open-apis/bot/v2/hook/…", "https://open.feishu.cn/open-apis/bot/v2/hook/…")), Secret];

    /// <inheritdoc/>
    protected override IReadOnlyList<string> ErrorNames { get; } = ["code", "StatusCode"];

    /// <inheritdoc/>
    protected override IReadOnlyList<long> TooMany => Busy;

    /// <inheritdoc/>
    protected override JsonObject Body(ChannelSettings settings, Delivery delivery)
    {
        var body = new JsonObject { ["msg_type"] = "text", ["content"] = new JsonObject { ["text"] = delivery.Text } };
        if (settings["secret"].Length > 0)
        {
            var timestamp = delivery.Now.UnixSeconds.ToString(CultureInfo.InvariantCulture);
            body["timestamp"] = timestamp;
            // Here the text is the key, and nothing is signed with it.
            body["sign"] = Sign($"{timestamp}\n{settings["secret"]}", "");
        }
        return body;
    }
}

/// <summary>WeCom 企业微信: the key stands in the address.</summary>
internal sealed class WeComChannel(WebClient web) : RobotChannel("wecom", web)
{
    private static readonly long[] Busy = [45009, 45033];

    /// <inheritdoc/>
    protected override IReadOnlyList<ChannelField> Own { get; } =
        [Url(new("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…"))];

    /// <inheritdoc/>
    protected override IReadOnlyList<string> ErrorNames { get; } = ["errcode"];

    /// <inheritdoc/>
    protected override IReadOnlyList<long> TooMany => Busy;

    /// <inheritdoc/>
    protected override JsonObject Body(ChannelSettings settings, Delivery delivery) => new()
    {
        ["msgtype"] = "text",
        ["text"] = new JsonObject
        {
            ["content"] = delivery.Text, ["mentioned_mobile_list"] = delivery.Address.Length > 0 ? new JsonArray(delivery.Address) : [],
        },
    };
}
