using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Fengsui.Law;
using Fengsui.Server.Tests;

[assembly: AssemblyFixture(typeof(RunningApp))]

namespace Fengsui.Server.Tests;

/// <summary>One server in this process for all tests, on a free port, at 02:45 on the night of the example.</summary>
public sealed class RunningApp : IAsyncLifetime
{
    private static readonly SocketsHttpHandler Handler = new() { AllowAutoRedirect = false, UseCookies = false };

    private readonly DataFolderOfTest _data = new();
    private App _app = default!;

    public HttpClient Client { get; private set; } = default!;

    public async ValueTask InitializeAsync()
    {
        _app = await App.Build(new() { Urls = "http://127.0.0.1:0", Data = _data.Path }, new StoppedClock("2026-03-02T02:45:00+08:00"));
        await _app.StartAsync();
        Client = new(Handler, disposeHandler: false) { BaseAddress = new(_app.Address) };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _data.Dispose();
    }

    public async Task<string> Read(string path, Language language = Language.Zh)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", language == Language.En ? "lang=en" : "lang=zh");
        using var response = await Client.SendAsync(request);
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    public async Task<string> Post(string path, params (string Name, string Value)[] fields)
    {
        using var response = await Client.PostAsync(path, Form(fields));
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    public static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    public static StringContent Json(string json) => new(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
}

/// <summary>A clock that stands still.</summary>
internal sealed class StoppedClock(string now) : TimeProvider
{
    private readonly DateTimeOffset _now = DateTimeOffset.Parse(now, CultureInfo.InvariantCulture);

    public override DateTimeOffset GetUtcNow() => _now;
}

/// <summary>A data folder of its own for one test, gone with it.</summary>
internal sealed class DataFolderOfTest : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("fengsui-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
