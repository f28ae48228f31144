using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fengsui.Law;

namespace Fengsui.Cli;

/// <summary>A running server, spoken to with a token.</summary>
internal sealed class RemoteServer(string address, string token, Language language) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = new(address.TrimEnd('/') + "/"), Timeout = TimeSpan.FromMinutes(5) };

    /// <summary>Reads something.</summary>
    /// <exception cref="RefusedException">The server refused.</exception>
    public Task<JsonNode> Get(string path, CancellationToken cancel) => Send(() => new(HttpMethod.Get, path), cancel);

    /// <summary>Sends an act. A connection that breaks is tried once more under the same key: the server does it once.</summary>
    /// <exception cref="RefusedException">The server refused.</exception>
    public async Task<JsonNode> Post(string path, byte[] body, string? ifMatch, string? key, CancellationToken cancel)
    {
        key ??= Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        HttpRequestMessage Request()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) { Headers = { ContentType = new(MediaTypeNames.Application.Json) } } };
            request.Headers.Add("Idempotency-Key", key);
            if (ifMatch is not null)
                request.Headers.TryAddWithoutValidation("If-Match", $"\"{ifMatch}\"");
            return request;
        }

        try
        {
            return await Send(Request, cancel);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is not HttpRequestError.ConnectionError and not HttpRequestError.NameResolutionError)
        {
            return await Send(Request, cancel);
        }
    }

    /// <summary>Uploads a file.</summary>
    /// <exception cref="RefusedException">The server refused.</exception>
    public Task<JsonNode> Upload(string path, Stream content, CancellationToken cancel) => Send(
        () => new(HttpMethod.Post, path) { Content = new StreamContent(content) { Headers = { ContentType = new(MediaTypeNames.Application.Octet) } } }, cancel);

    private async Task<JsonNode> Send(Func<HttpRequestMessage> make, CancellationToken cancel)
    {
        using var request = make();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Cookie", language == Language.En ? "lang=en" : "lang=zh");
        using var response = await _client.SendAsync(request, cancel);
        var text = await response.Content.ReadAsStringAsync(cancel);
        JsonNode? json = null;
        try
        {
            json = JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            // Not our server, or something before it: what it said is shown as it is.
        }

        return response.IsSuccessStatusCode && json is not null ? json : throw new RefusedException(response.StatusCode, json as JsonObject, text);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}

/// <summary>The server refused; what it said is for the person who asked.</summary>
internal sealed class RefusedException(HttpStatusCode status, JsonObject? problem, string text) : Exception
{
    /// <summary>The status.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>One line: what is wrong and what would be right, with the article where there is one.</summary>
    public string Line
    {
        get
        {
            if (problem is null)
                return $"{(int)Status}: {(text.Length > 200 ? text[..200] : text)}";
            var line = new StringBuilder();
            if (Word("key") is { } key)
                line.Append(key).Append(": ");
            line.Append(Word("wrong") ?? Word("title"));
            if (Word("article") is { } article)
                line.Append('（').Append(article).Append('）');
            if (Word("remedy") is { } remedy)
                line.Append("; ").Append(remedy);
            return line.ToString();
        }
    }

    private string? Word(string name) => problem![name]?.GetValue<string>();
}
