using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Fengsui.Response.Notices;
using Fengsui.Server.People;

namespace Fengsui.Server.Features.Notices.Channels;

/// <summary>
/// A program of the organisation's own. The body is signed: <c>X-Fengsui-Signature: sha256=hex(HMAC-SHA256(secret, timestamp + "." + body))</c>, the
/// timestamp of unix seconds in <c>X-Fengsui-Timestamp</c>; <c>X-Fengsui-Delivery</c> is the same when a message is sent again.
/// </summary>
internal sealed class WebhookChannel(WebClient web) : NoticeChannel("webhook")
{
    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    protected override IReadOnlyList<ChannelField> Own { get; } =
    [
        new("url", new("接收地址", "address"), new("https://…", "https://…"), Required: true),
        new("secret", new("签名密钥", "secret of the signature"), new("至少 16 个字符", "at least 16 characters"), Secret: true, Required: true),
    ];

    /// <inheritdoc/>
    public override async Task<SendResult> Send(ChannelSettings settings, Delivery delivery, CancellationToken ct)
    {
        if (!Uri.TryCreate(settings["url"], UriKind.Absolute, out var address))
            return SendResult.Never(NoticeReasons.BadSettings);
        var timestamp = delivery.Now.UnixSeconds.ToString(CultureInfo.InvariantCulture);
        var body = Body(delivery).ToJsonString(Plain);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Fengsui-Timestamp", timestamp);
        request.Headers.Add("X-Fengsui-Signature", "sha256=" + Sign(settings["secret"], $"{timestamp}.{body}"));
        request.Headers.Add("X-Fengsui-Delivery", Ascii.IsValid(delivery.Id) ? delivery.Id : Uri.EscapeDataString(delivery.Id));
        return await web.Send(settings, request, null, ct);
    }

    /// <inheritdoc/>
    protected override Problem? CheckOwn(ChannelSettings settings) => AddressAtFault("url", settings["url"])
        ?? (settings["secret"].Length >= 16 ? null : Problem.Field("secret", new("密钥太短", "the secret is too short"), new("至少 16 个字符", "at least 16 characters")));

    /// <summary>The signature of a text, in hex.</summary>
    public static string Sign(string secret, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));

    private static JsonObject Body(Delivery delivery) => new()
    {
        ["id"] = delivery.Id,
        ["at"] = delivery.Now.ToString(),
        ["subject"] = delivery.Message.Subject,
        ["text"] = delivery.Message.Body,
        ["link"] = delivery.Message.Link,
        ["level"] = delivery.What?.Level ?? 0,
        ["matter"] = delivery.What?.Matter,
        ["address"] = delivery.Address.Length > 0 ? delivery.Address : null,
        ["items"] = new JsonArray([.. (delivery.What?.Items ?? []).Select(i => (JsonNode)new JsonObject
        {
            ["topic"] = i.Topic, ["key"] = i.Key, ["what"] = i.What.Zh, ["what_en"] = i.What.En, ["due"] = i.Due?.ToString(), ["at_once"] = i.AtOnce,
        })]),
    };
}
