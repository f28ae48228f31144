using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Fengsui.Law.Calendar;
using Npgsql;

namespace Fengsui.Server.Tests.People;

/// <summary>A clock that goes when the test says so.</summary>
internal sealed class MovingClock : TimeProvider
{
    private long _seconds = new DateTimeOffset(2026, 3, 2, 2, 45, 0, TimeSpan.FromHours(8)).ToUnixTimeSeconds();

    public Instant Now => new(Interlocked.Read(ref _seconds));

    public void Advance(long seconds) => Interlocked.Add(ref _seconds, seconds);

    public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();
}

/// <summary>An installation of its own, with its clock.</summary>
internal sealed class Installation : IAsyncDisposable
{
    public const string Password = "a-good-pass-4-tests";

    private readonly DataFolderOfTest _data = new();
    private string? _database;
    private AppOptions _options = new();

    public MovingClock Clock { get; } = new();

    public App App { get; private set; } = default!;

    public string Data => _data.Path;

    /// <summary>By name, not by number: passkeys take no IP address.</summary>
    public Uri Address => new(App.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

    /// <param name="postgres">On PostgreSQL.</param>
    /// <param name="before">What is done in the data folder before the server starts.</param>
    /// <param name="options">Further options of the server.</param>
    public static async Task<Installation> Start(bool postgres = false, Func<string, Task>? before = null, AppOptions? options = null)
    {
        var made = new Installation { _options = options ?? new() };
        if (before is not null)
            await before(made.Data);
        if (postgres)
            made._database = await FreshDatabase();
        await made.Open();
        return made;
    }

    public async Task Restart()
    {
        await Close();
        await Open();
    }

    public Client Client() => new(Address);

    /// <summary>Sets the organisation up; the answer is its administrator, signed in.</summary>
    public Task<Client> SetUp(string userName = "admin", string organisation = "某公司") => Found(App.SetUpLink!, userName, organisation);

    /// <summary>One more organisation.</summary>
    public async Task<Client> Another(string userName = "other", string organisation = "另一公司") => await Found(await App.NewSetUpLink(), userName, organisation);

    /// <summary>Adds a person with posts; the answer is that person, signed in through the invitation.</summary>
    public async Task<Client> Add(Client administrator, string userName, params string[] posts)
    {
        var added = await administrator.Post("/api/v1/people", new { user_name = userName, display_name = userName + "的姓名" });
        Assert.Equal(HttpStatusCode.Created, added.Status);
        var person = added.Text("person");
        foreach (var post in posts)
            Assert.Equal(HttpStatusCode.NoContent, (await administrator.Post($"/api/v1/people/{person}/posts", new { post })).Status);
        var client = Client();
        await client.SignInWith(await client.Post("/api/v1" + new Uri(added.Text("invitation")).AbsolutePath, new { password = Password }));
        return client;
    }

    public async Task<Client> SignIn(string userName, string password = Password)
    {
        var client = Client();
        await client.SignInWith(await client.Post("/api/v1/sign-in", new { user_name = userName, password }));
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        _data.Dispose();
    }

    private static async Task<string> FreshDatabase()
    {
        var server = Environment.GetEnvironmentVariable("FENGSUI_POSTGRES");
        Assert.SkipWhen(string.IsNullOrEmpty(server), "FENGSUI_POSTGRES names no PostgreSQL server");
        var name = "people_" + Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(6));
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The name is made above, of hexadecimal digits.
        command.CommandText = $"create database {name}";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString();
    }

    private async Task Open()
    {
        App = await App.Build(_options with { Urls = "http://127.0.0.1:0", Data = Data, Database = _database }, Clock);
        await App.StartAsync();
    }

    private async Task Close()
    {
        await App.StopAsync();
        await App.DisposeAsync();
    }

    private async Task<Client> Found(string link, string userName, string organisation)
    {
        var client = Client();
        var path = new Uri(link).AbsolutePath;
        await client.SignInWith(await client.Post($"/api/v1{path}", new { organisation, user_name = userName, display_name = "张三", password = Password, contacts = "13800000000" }));
        return client;
    }
}

/// <summary>What came back.</summary>
internal sealed record Reply(HttpStatusCode Status, string Raw, HttpResponseHeaders Headers, string? Type)
{
    public JsonElement Body
    {
        get
        {
            using var parsed = JsonDocument.Parse(Raw);
            return parsed.RootElement.Clone();
        }
    }

    public string Text(string name) => Body.GetProperty(name).GetString()!;
}

/// <summary>A browser or a program: cookies of its own, and a token of a form or of its own.</summary>
internal sealed class Client(Uri address)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public string Person { get; private set; } = "";

    public string Organisation { get; private set; } = "";

    public string? FormToken { get; set; }

    public string? Bearer { get; init; }

    /// <summary>The cookie of the sign-in, as the server set it last.</summary>
    public string? Cookie { get; set; }

    public string Origin => address.GetLeftPart(UriPartial.Authority);

    public Task SignInWith(Reply reply)
    {
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Raw);
        (Person, Organisation, FormToken) = (reply.Text("person"), reply.Text("organisation"), reply.Text("form_token"));
        return Task.CompletedTask;
    }

    public Task<Reply> Get(string path) => Send(HttpMethod.Get, path, null);

    public Task<Reply> Post(string path, object? body = null) => Send(HttpMethod.Post, path, Json(body ?? new { }));

    public Task<Reply> Patch(string path, object body) => Send(HttpMethod.Patch, path, Json(body));

    public Task<Reply> Delete(string path) => Send(HttpMethod.Delete, path, null);

    public Task<Reply> PostForm(string path, params (string Name, string Value)[] fields) => Send(HttpMethod.Post, path, RunningApp.Form(fields));

    public async Task<Reply> Send(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, path)) { Content = content };
        // As a browser does with what its own page posts.
        if (Bearer is null && method != HttpMethod.Get)
            request.Headers.Add("Origin", Origin);
        if (Cookie is not null)
            request.Headers.Add("Cookie", Cookie);
        if (FormToken is not null)
            request.Headers.Add("X-Fengsui-Token", FormToken);
        if (Bearer is not null)
            request.Headers.Authorization = new("Bearer", Bearer);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request);
        if (response.Headers.TryGetValues("Set-Cookie", out var set) && set.FirstOrDefault(c => c.StartsWith("fengsui=", StringComparison.Ordinal)) is { } cookie)
            Cookie = cookie.Split(';')[0];
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, response.Content.Headers.ContentType?.MediaType);
    }

    private static StringContent Json(object body) => new(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
}
