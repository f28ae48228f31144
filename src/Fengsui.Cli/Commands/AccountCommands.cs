using System.CommandLine;
using System.Net;
using System.Net.Mime;
using System.Text;
using System.Text.Json.Nodes;
using Fengsui.Law;

namespace Fengsui.Cli.Commands;

/// <summary><c>setup</c> and <c>token</c>: what a person does once before a program can act for them. Passwords come from standard input, never from the call.</summary>
internal static class AccountCommands
{
    private static readonly string[] AllScopes = ["read", "write", "manage", "export"];

    public static Command SetUp(Terminal terminal)
    {
        var link = new Argument<string>("LINK") { Description = "serve 打印的一次性链接 / the one-time link that `serve` printed" };
        var organisation = new Option<string>("--organisation") { Description = "单位名称 / its name", HelpName = "NAME", Required = true };
        var user = new Option<string>("--user") { Description = "用户名 / user name", HelpName = "USER", Required = true };
        var profile = new Option<string[]>("--profile") { Description = "单位档案，如 cii=否 / what the organisation is", HelpName = "FACT=VALUE" };
        var command = new Command("setup", "设立单位，密码从标准输入读取；打印访问令牌 / set up the organisation, password on standard input; prints a token") { link, organisation, user, profile };
        command.SetAction((parsed, cancel) => Tell(terminal, parsed.GetValue(CommandLine.Lang), async () =>
        {
            if (!Uri.TryCreate(parsed.GetValue(link), UriKind.Absolute, out var uri) || !uri.AbsolutePath.StartsWith("/setup/", StringComparison.Ordinal))
                throw new WrongCallException(new("LINK: 不是设立链接; 请粘贴 serve 打印的整个链接", "LINK: not a set-up link; paste the whole link that `serve` printed"));
            using var browser = new Browser(uri.GetLeftPart(UriPartial.Authority), parsed.GetValue(CommandLine.Lang));
            var about = new JsonObject();
            foreach (var pair in (parsed.GetValue(profile) ?? []).Select(p => p.Split('=', 2)))
                about[pair[0]] = pair.ElementAtOrDefault(1) ?? "";
            await browser.Enter("api/v1" + uri.AbsolutePath, new()
            {
                ["organisation"] = parsed.GetValue(organisation), ["user_name"] = parsed.GetValue(user), ["password"] = Password(terminal), ["profile"] = about,
            }, cancel);
            terminal.WriteLine(await browser.Token("fengsui", AllScopes, cancel));
        }));
        return command;
    }

    public static Command Token(Terminal terminal)
    {
        var server = new Option<string?>("--server") { Description = "服务器地址 / the server", HelpName = "URL" };
        var user = new Option<string>("--user") { Description = "用户名 / user name", HelpName = "USER", Required = true };
        var code = new Option<string?>("--code") { Description = "一次性口令 / one-time code", HelpName = "CODE" };
        var name = new Option<string>("--name") { Description = "令牌名称 / what it is for", HelpName = "NAME", DefaultValueFactory = _ => "fengsui" };
        var scope = new Option<string[]>("--scope") { Description = "read、write、manage、export、intake；默认 read 和 write / read and write when none is given", HelpName = "SCOPE" };
        var command = new Command("token", "取得访问令牌，密码从标准输入读取 / make a token, password on standard input") { server, user, code, name, scope };
        command.SetAction((parsed, cancel) => Tell(terminal, parsed.GetValue(CommandLine.Lang), async () =>
        {
            using var browser = new Browser(parsed.GetValue(server) ?? terminal.Variable("FENGSUI_SERVER") ?? "http://127.0.0.1:8080", parsed.GetValue(CommandLine.Lang));
            var answer = await browser.Enter("api/v1/sign-in", new() { ["user_name"] = parsed.GetValue(user), ["password"] = Password(terminal) }, cancel);
            if (answer["form_token"] is null)
                await browser.Enter("api/v1/sign-in/code", new() { ["ticket"] = answer["ticket"]?.GetValue<string>(), ["code"] = parsed.GetValue(code) ?? throw new WrongCallException(new("--code: 需要一次性口令", "--code: a one-time code is needed")) }, cancel);
            terminal.WriteLine(await browser.Token(parsed.GetValue(name)!, parsed.GetValue(scope) is { Length: > 0 } scopes ? scopes : ["read", "write"], cancel));
        }));
        return command;
    }

    private static async Task<int> Tell(Terminal terminal, Language language, Func<Task> work)
    {
        try
        {
            await work();
            return Exit.Done;
        }
        catch (RefusedException e)
        {
            terminal.Error.WriteLine($"fengsui: {e.Line}");
            return Exit.Wrong;
        }
        catch (HttpRequestException e)
        {
            terminal.Error.WriteLine(language == Language.Zh ? $"fengsui: 连不上服务器：{e.Message}" : $"fengsui: the server cannot be reached: {e.Message}");
            return Exit.Failed;
        }
    }

    private static string Password(Terminal terminal)
    {
        using var reader = new StreamReader(terminal.In, Encoding.UTF8, leaveOpen: true);
        return reader.ReadLine() is { Length: > 0 } line
            ? line
            : throw new WrongCallException(new("标准输入里没有密码; 例如 fengsui token --user wang < 密码文件", "no password on standard input; as in: fengsui token --user wang < FILE"));
    }

    /// <summary>Signs in as a browser does: tokens are made in person only.</summary>
    private sealed class Browser(string address, Language language) : IDisposable
    {
        private readonly HttpClient _client = new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = new(address.TrimEnd('/') + "/") };
        private string _formToken = "";

        public async Task<JsonNode> Enter(string path, JsonObject body, CancellationToken cancel)
        {
            var answer = await Post(path, body, cancel);
            _formToken = answer["form_token"]?.GetValue<string>() ?? "";
            return answer;
        }

        public async Task<string> Token(string name, string[] scopes, CancellationToken cancel)
        {
            var made = await Post("api/v1/tokens", new() { ["name"] = name, ["scopes"] = new JsonArray([.. scopes.Select(s => (JsonNode)s)]) }, cancel);
            // The sign-in was for the token only.
            await Post("api/v1/sign-out", [], cancel);
            return made["secret"]!.GetValue<string>();
        }

        private async Task<JsonNode> Post(string path, JsonObject body, CancellationToken cancel)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path + (language == Language.En ? "?lang=en" : "")) { Content = new StringContent(body.ToJsonString(JsonText.Relaxed), Encoding.UTF8, MediaTypeNames.Application.Json) };
            request.Headers.Add("X-Fengsui-Token", _formToken);
            using var response = await _client.SendAsync(request, cancel);
            var text = await response.Content.ReadAsStringAsync(cancel);
            var json = text.StartsWith('{') ? JsonNode.Parse(text) : null;
            return response.IsSuccessStatusCode ? json ?? new JsonObject() : throw new RefusedException(response.StatusCode, json as JsonObject, text);
        }

        public void Dispose() => _client.Dispose();
    }
}
