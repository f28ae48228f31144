using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Fengsui.Law;
using Fengsui.Response.Notices;
using Fengsui.Server.People;

namespace Fengsui.Server.Features.Notices.Channels;

/// <summary>
/// A gateway for short messages or calls, as each operator has its own: the request is a template. <c>{to}</c>, <c>{text}</c>, <c>{subject}</c>,
/// <c>{link}</c>, <c>{ref}</c> and <c>{time}</c> are filled in, escaped as the place needs it. A reply or a key press comes back to the address that the
/// page of the channel shows.
/// </summary>
internal sealed class GatewayChannel(string kind, WebClient web) : NoticeChannel(kind)
{
    private static readonly string[] Methods = ["POST", "GET", "PUT"];

    /// <summary>What stands for the parts of the message.</summary>
    public static IReadOnlyList<string> Placeholders { get; } = ["to", "text", "subject", "link", "ref", "time"];

    /// <inheritdoc/>
    protected override IReadOnlyList<ChannelField> Own { get; } =
    [
        new("url", new("网关地址", "address of the gateway"), new("可用 {to} 等占位符", "may hold {to} and the like"), Required: true),
        new("method", new("方法", "method"), new("POST（默认）、GET 或 PUT", "POST (by default), GET or PUT")),
        new("content_type", new("内容类型", "content type"), new("application/json（默认）或 application/x-www-form-urlencoded", "application/json (by default) or application/x-www-form-urlencoded")),
        new("headers", new("请求头", "headers"), new("每行一个，如 Authorization: Bearer …", "one a line, such as Authorization: Bearer …"), Secret: true, Long: true),
        new("body", new("请求体", "body"), new("如 {\"phone\":\"{to}\",\"content\":\"{text}\"}", "such as {\"phone\":\"{to}\",\"content\":\"{text}\"}"), Secret: true, Long: true),
        new("success", new("成功标志", "sign of success"), new("应答中须有的文字；留空则 2xx 即成功", "what an answer must hold; empty: any 2xx")),
        new("callback_secret", new("回执密钥", "secret of the call-back"), new("至少 16 个字母或数字；留空则不接受回执", "at least 16 letters or digits; empty: no call-back"), Secret: true),
    ];

    /// <inheritdoc/>
    public override int? UsualPerMinute => 60;

    /// <inheritdoc/>
    public override async Task<SendResult> Send(ChannelSettings settings, Delivery delivery, CancellationToken ct)
    {
        if (!Uri.TryCreate(Fill(settings["url"], delivery, Uri.EscapeDataString), UriKind.Absolute, out var address))
            return SendResult.Never(NoticeReasons.BadSettings);
        var method = settings["method"] is { Length: > 0 } said ? said : "POST";
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), address);
        if (method != "GET")
            request.Content = new StringContent(Fill(settings["body"], delivery, EscapingOf(TypeOf(settings))), Encoding.UTF8, new MediaTypeHeaderValue(TypeOf(settings), "utf-8"));
        foreach (var (name, value) in Headers(settings["headers"]))
            if (!request.Headers.TryAddWithoutValidation(name, value))
                return SendResult.Never(NoticeReasons.BadSettings);
        var success = settings["success"];
        return await web.Send(settings, request,
            success.Length == 0 ? null : answer => answer.Contains(success, StringComparison.Ordinal) ? SendResult.Taken : SendResult.Never(NoticeReasons.Rejected), ct);
    }

    /// <inheritdoc/>
    protected override Problem? CheckOwn(ChannelSettings settings)
    {
        if (settings["method"].Length > 0 && !Methods.Contains(settings["method"]))
            return Problem.Field("method", new("没有这个方法", "no such method"), new("POST、GET 或 PUT", "POST, GET or PUT"));
        if (TypeOf(settings) is not ("application/json" or "application/x-www-form-urlencoded" or "text/plain"))
            return Problem.Field("content_type", new("不支持这个类型", "this type is not supported"), new("application/json 或 application/x-www-form-urlencoded", "application/json or application/x-www-form-urlencoded"));
        if (settings["callback_secret"] is { Length: > 0 } secret && (secret.Length < 16 || !secret.All(char.IsAsciiLetterOrDigit)))
            return Problem.Field("callback_secret", new("太短或含有其他字符", "too short, or it holds other characters"), new("至少 16 个字母或数字", "at least 16 letters or digits"));
        if (Headers(settings["headers"]).Any(h => h.Value.Length == 0 || !h.Name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')))
            return Problem.Field("headers", new("请求头写法有误", "a header is not written as it should be"), new("每行一个，如 Authorization: Bearer …", "one a line, such as Authorization: Bearer …"));
        return AddressAtFault("url", Fill(settings["url"], Sample, Uri.EscapeDataString)) ?? BodyAtFault(settings);
    }

    // A body that is no JSON once it is filled in would be found out in the night, by nobody being called.
    private static Problem? BodyAtFault(ChannelSettings settings)
    {
        if (TypeOf(settings) != "application/json" || settings["method"] == "GET")
            return null;
        try
        {
            using var _ = JsonDocument.Parse(Fill(settings["body"], Sample, EscapingOf("application/json")));
            return null;
        }
        catch (JsonException)
        {
            return Problem.Field("body", new("填入后不是 JSON", "no JSON once it is filled in"), new("占位符写在引号之内，如 \"{text}\"", "write placeholders inside quotes, such as \"{text}\""));
        }
    }

    private static Delivery Sample { get; } =
        new("0", new("【测试】\"引号\"", "第一行\n第二行\\", "https://example.cn/ack/x"), "13800000000", "1", null, new Fengsui.Law.Calendar.Instant(0));

    private static string TypeOf(ChannelSettings settings) => settings["content_type"] is { Length: > 0 } said ? said : "application/json";

    private static Func<string, string> EscapingOf(string type) => type switch
    {
        "application/json" => text => JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        "application/x-www-form-urlencoded" => Uri.EscapeDataString,
        _ => text => text,
    };

    private static IEnumerable<(string Name, string Value)> Headers(string lines) =>
        lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(l => l.Split(':', 2)).Select(p => (p[0].Trim(), p.Length > 1 ? p[1].Trim() : ""));

    // One pass: what was filled in is never looked at again, whatever it holds.
    private static string Fill(string template, Delivery delivery, Func<string, string> escape)
    {
        var filled = new StringBuilder(template.Length + 256);
        for (var i = 0; i < template.Length;)
        {
            var end = template[i] == '{' ? template.IndexOf('}', i) : -1;
            if (end > i && Placeholders.Contains(template[(i + 1)..end]))
            {
                filled.Append(escape(ValueOf(template[(i + 1)..end], delivery)));
                i = end + 1;
            }
            else
            {
                filled.Append(template[i++]);
            }
        }
        return filled.ToString();
    }

    private static string ValueOf(string placeholder, Delivery delivery) => placeholder switch
    {
        "to" => delivery.Address,
        "text" => $"{delivery.Message.Subject} {delivery.Message.Body}",
        "subject" => delivery.Message.Subject,
        "link" => delivery.Message.Link,
        "ref" => delivery.Reference,
        "time" => delivery.Now.ToString(),
        _ => throw new ArgumentOutOfRangeException(nameof(placeholder)),
    };
}
