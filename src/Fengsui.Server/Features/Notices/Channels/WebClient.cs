using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Fengsui.Response.Notices;

namespace Fengsui.Server.Features.Notices.Channels;

/// <summary>
/// Posts to other people's servers. No redirect is followed, no proxy asked, no cookie kept; an answer is read to a bound, and only for as long as the
/// channel may take.
/// </summary>
internal sealed class WebClient : IDisposable
{
    private const int LongestAnswer = 64 * 1024;
    private const long LongestRetryAfter = 3600;

    private readonly HttpClient _outside = Client(allowPrivate: false);
    private readonly HttpClient _inside = Client(allowPrivate: true);

    /// <summary>Sends a request, and tells what became of it.</summary>
    /// <param name="settings">The channel.</param>
    /// <param name="request">The request.</param>
    /// <param name="judge">Reads an answer of 2xx: what it says it means; null takes any.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<SendResult> Send(ChannelSettings settings, HttpRequestMessage request, Func<string, SendResult>? judge, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(settings.Patience);
        try
        {
            var client = settings.AllowPrivate ? _inside : _outside;
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return await Judge(answer, judge, patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return SendResult.Again(NoticeReasons.TimedOut);
        }
        catch (Exception e) when (IsPrivate(e))
        {
            return SendResult.Never(NoticeReasons.PrivateAddress);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or AuthenticationException)
        {
            return SendResult.Again(NoticeReasons.Unreachable);
        }
        // Whatever somebody else's server answers, it must not end what sends.
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException)
        {
            return SendResult.Again(NoticeReasons.ServerError);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _outside.Dispose();
        _inside.Dispose();
    }

    private static bool IsPrivate(Exception e) => e is PrivateAddressException || e.InnerException is { } inner && IsPrivate(inner);

    private static async Task<SendResult> Judge(HttpResponseMessage answer, Func<string, SendResult>? judge, CancellationToken ct) => (int)answer.StatusCode switch
    {
        429 => SendResult.Again(NoticeReasons.RateLimited, After(answer.Headers.RetryAfter)),
        >= 300 and < 400 => SendResult.Never(NoticeReasons.Redirected),
        503 => SendResult.Again(NoticeReasons.ServerError, After(answer.Headers.RetryAfter)),
        >= 500 or 408 => SendResult.Again(NoticeReasons.ServerError),
        >= 400 => SendResult.Never(NoticeReasons.Rejected),
        _ => judge?.Invoke(await Read(answer, ct)) ?? SendResult.Taken,
    };

    private static long? After(RetryConditionHeaderValue? said) => said?.Delta is { } delta
        ? Math.Clamp((long)Math.Ceiling(delta.TotalSeconds), 1, LongestRetryAfter) : null;

    private static async Task<string> Read(HttpResponseMessage answer, CancellationToken ct)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[LongestAnswer];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static HttpClient Client(bool allowPrivate) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = 32,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = async (context, ct) => await Dialling.Open(context.DnsEndPoint.Host, context.DnsEndPoint.Port, allowPrivate, ct),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { { "User-Agent", "Fengsui" } },
    };
}
