using System.CommandLine;
using System.Text.Json.Nodes;
using Fengsui.Law;
using Fengsui.Response.Incidents;

namespace Fengsui.Cli.Commands;

/// <summary><c>incident</c>: incidents on a running server, with a token.</summary>
internal static class IncidentCommand
{
    internal static readonly Option<string?> Server = new("--server") { Description = "服务器地址，默认取 FENGSUI_SERVER 或 http://127.0.0.1:8080 / the server", HelpName = "URL", Recursive = true };
    internal static readonly Option<string?> Token = new("--token") { Description = "访问令牌，默认取 FENGSUI_TOKEN / the token", HelpName = "TOKEN", Recursive = true };
    private static readonly Argument<string> Id = new("INCIDENT") { Description = "事件编号 / its id" };

    public static Command Create(Terminal terminal) => new("incident", "服务器上的事件：开立、办理、查阅、回放 / incidents on a running server")
    {
        Server, Token, Open(terminal), List(terminal), Show(terminal), Duties(terminal), Journal(terminal), At(terminal), Act(terminal), Attach(terminal), Acts(terminal),
    };

    internal static Command Command(string name, string description, Terminal terminal, Func<ParseResult, RemoteServer, CancellationToken, Task<JsonNode>> ask, Func<JsonNode, Language, string> say, params Symbol[] symbols)
    {
        var command = new Command(name, description) { CommandLine.Json };
        foreach (var symbol in symbols)
            if (symbol is Argument argument)
                command.Arguments.Add(argument);
            else
                command.Options.Add((Option)symbol);
        command.SetAction(async (parsed, cancel) =>
        {
            var language = parsed.GetValue(CommandLine.Lang);
            using var server = Connect(parsed, terminal, language);
            try
            {
                var answer = await ask(parsed, server, cancel);
                terminal.WriteLine(parsed.GetValue(CommandLine.Json) ? answer.ToJsonString(JsonText.Relaxed) : say(answer, language).TrimEnd('\n'));
                return Exit.Done;
            }
            catch (RefusedException e)
            {
                terminal.Error.WriteLine($"fengsui: {e.Line}");
                return (int)e.Status is 403 or 404 or 409 ? Exit.No : (int)e.Status >= 500 ? Exit.Failed : Exit.Wrong;
            }
            catch (HttpRequestException e)
            {
                terminal.Error.WriteLine(language == Language.Zh ? $"fengsui: 连不上服务器：{e.Message}" : $"fengsui: the server cannot be reached: {e.Message}");
                return Exit.Failed;
            }
        });
        return command;
    }

    private static RemoteServer Connect(ParseResult parsed, Terminal terminal, Language language)
    {
        var address = parsed.GetValue(Server) ?? terminal.Variable("FENGSUI_SERVER") ?? "http://127.0.0.1:8080";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new WrongCallException(new($"--server: “{address}”不是地址; 应写作 http://127.0.0.1:8080", $"--server: “{address}” is not an address; write it as http://127.0.0.1:8080"));
        var token = parsed.GetValue(Token) ?? terminal.Variable("FENGSUI_TOKEN");
        return token is { Length: > 0 } && token.All(c => c is > ' ' and <= '~')
            ? new(address, token, language)
            : throw new WrongCallException(new("--token: 没有令牌; 在页面上或用 POST /api/v1/tokens 取得，写入 FENGSUI_TOKEN", "--token: no token; make one on the page or with POST /api/v1/tokens and put it into FENGSUI_TOKEN"));
    }

    private static Command Open(Terminal terminal)
    {
        var title = new Argument<string>("TITLE") { Description = "事件名称 / what people call it" };
        var fields = new Argument<string[]>("KEY=VALUE") { Description = "source=… facts.pi_persons=1200万人 times.discovered=…", Arity = ArgumentArity.ZeroOrMore };
        return Command("open", "开立事件；只要一个名称 / open an incident; a title is enough", terminal,
            (p, server, cancel) => server.Post("api/v1/incidents", ActArguments.Body("open", p.GetValue(fields)!, [("title", p.GetValue(title))]), null, null, cancel), Written, title, fields);
    }

    private static Command List(Terminal terminal)
    {
        var text = new Option<string?>("--q") { Description = "检索 / search", HelpName = "TEXT" };
        var phase = new Option<string[]>("--phase") { Description = "阶段 / phase", HelpName = "PHASE" };
        var level = new Option<string[]>("--level") { Description = "级别 / level", HelpName = "LEVEL" };
        var open = new Option<bool>("--open") { Description = "只列未了结的 / open ones only" };
        var order = new Option<string?>("--order") { Description = "newest、next-due、last-changed、first-changed", HelpName = "ORDER" };
        var cursor = new Option<string?>("--cursor") { Description = "上一页的 next / the `next` of the page before", HelpName = "CURSOR" };
        return Command("list", "列出和检索 / list and search", terminal, (p, server, cancel) =>
        {
            var query = new List<string>();
            void Add(string name, string? value)
            {
                if (value is not null)
                    query.Add($"{name}={Uri.EscapeDataString(value)}");
            }

            Add("q", p.GetValue(text));
            Add("order", p.GetValue(order));
            Add("cursor", p.GetValue(cursor));
            Add("open", p.GetValue(open) ? "true" : null);
            Array.ForEach(p.GetValue(phase) ?? [], v => Add("phase", v));
            Array.ForEach(p.GetValue(level) ?? [], v => Add("level", v));
            return server.Get("api/v1/incidents?" + string.Join('&', query), cancel);
        }, (answer, language) =>
        {
            var zh = language == Language.Zh;
            var page = new Page().Table(zh ? ["编号", "级别", "阶段", "下一时限", "名称"] : ["id", "level", "phase", "next due", "title"],
                answer["incidents"]!.AsArray().Select(i => new[] { Word(i, "incident"), Word(i, "level"), Named(Word(i, "phase"), language), Moment(Word(i, "next_due")), Word(i, "title") }));
            return answer["next"] is { } next ? page.Line($"--cursor {next}").ToString() : page.ToString();
        }, text, phase, level, open, order, cursor);
    }

    private static Command Show(Terminal terminal) => Command("show", "事件现状 / an incident as it stands", terminal,
        (p, server, cancel) => server.Get($"api/v1/incidents/{Escaped(p)}", cancel), Standing, Id);

    private static Command Duties(Terminal terminal) => Command("duties", "报送义务与时钟 / its duties and clocks", terminal,
        (p, server, cancel) => server.Get($"api/v1/incidents/{Escaped(p)}/duties", cancel), (answer, language) =>
        {
            var page = new Page();
            foreach (var duty in answer["duties"]!.AsArray())
                page.Line(OneDuty(duty!, language));
            return page.ToString();
        }, Id);

    /// <summary>One line a duty, as one reads a board: by when, to whom, how it stands, and its key for the next command.</summary>
    private static string OneDuty(JsonNode duty, Language language)
    {
        var zh = language == Language.Zh;
        var late = duty["overdue"]!.GetValue<bool>() ? zh ? "逾期 " : "overdue " : "";
        var stands = Word(duty, "end") switch
        {
            "open" => Word(duty, "state") switch { "possible" => zh ? "可能" : "possible", "waiting" => zh ? "待起算" : "waiting", "word" => zh ? "应报" : "owed", _ => zh ? "应报" : "owed" },
            "fulfilled" => (zh ? "已报 " : "reported ") + Moment(Word(duty, "ended_at")),
            "not-reported" => zh ? "决定不报" : "decided not to report",
            _ => zh ? "不再负有" : "not owed any more",
        };
        return $"{late}{Word(duty, "limit")} {Moment(Word(duty, "due"))} {Word(duty, "to")} [{stands}] {Word(duty, "duty")}".Replace("  ", " ", StringComparison.Ordinal);
    }

    /// <summary>03-02 06:14:00, for eyes; programs take <c>--json</c>.</summary>
    private static string Moment(string instant) => instant.Length >= 19 ? $"{instant[5..10]} {instant[11..19]}" : instant;

    private static Command Journal(Terminal terminal)
    {
        var after = new Option<long>("--after") { Description = "从此序号之后 / after this line", HelpName = "SEQ" };
        return Command("journal", "日志，带散列链 / its journal with the chain of hashes", terminal,
            (p, server, cancel) => server.Get($"api/v1/incidents/{Escaped(p)}/journal?after={p.GetValue(after)}", cancel), (answer, language) => new Page().Table(
                language == Language.Zh ? ["序号", "办理", "记录", "事项", "人员", "散列"] : ["seq", "done", "recorded", "what", "who", "hash"],
                answer["lines"]!.AsArray().Select(l => new[] { l!["seq"]!.ToString(), Moment(Word(l, "done_at")), Moment(Word(l, "recorded_at")), Word(l, "type"), Word(l, "actor"), Word(l, "hash")[..12] })).ToString(), Id, after);
    }

    private static Command At(Terminal terminal)
    {
        var moment = new Argument<string>("MOMENT") { Description = "2026-03-02T02:14:00+08:00" };
        return Command("at", "回放：当时所知 / replay: as it was known at a moment", terminal,
            (p, server, cancel) => server.Get($"api/v1/incidents/{Escaped(p)}/at?moment={Uri.EscapeDataString(p.GetValue(moment)!)}", cancel), Standing, Id, moment);
    }

    private static Command Act(Terminal terminal)
    {
        var act = new Argument<string>("ACT") { Description = "见 fengsui incident acts / see `fengsui incident acts`" };
        var fields = new Argument<string[]>("KEY=VALUE") { Description = "level=重大 reason=…", Arity = ArgumentArity.ZeroOrMore };
        var done = new Option<string?>("--done-at") { Description = "办理时刻（补录时） / when it was done, if not now", HelpName = "INSTANT" };
        var emergency = new Option<string?>("--emergency") { Description = "越权的紧急理由，事后追认 / why it cannot wait; to be ratified", HelpName = "REASON" };
        var seen = new Option<string?>("--if-match") { Description = "所见版本 / the version that was seen", HelpName = "VERSION" };
        var key = new Option<string?>("--key") { Description = "幂等键 / idempotency key", HelpName = "KEY" };
        return Command("act", "办理 / act on an incident", terminal, (p, server, cancel) =>
        {
            var name = p.GetValue(act)!;
            if (name == "open" || !ActNames.All.ContainsKey(name))
                throw new WrongCallException(new($"没有行为 {name}; 可用：{string.Join("、", ActNames.All.Keys)}", $"unknown act {name}; use one of: {string.Join(", ", ActNames.All.Keys)}"));
            var body = ActArguments.Body(name, p.GetValue(fields)!, [("done_at", p.GetValue(done)), ("emergency", p.GetValue(emergency))]);
            return server.Post($"api/v1/incidents/{Escaped(p)}/{name}", body, p.GetValue(seen), p.GetValue(key), cancel);
        }, Written, Id, act, fields, done, emergency, seen, key);
    }

    private static Command Attach(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "文件 / a file" };
        return Command("attach", "上传附件 / attach a file", terminal, async (p, server, cancel) =>
        {
            var path = p.GetValue(file)!;
            if (!File.Exists(path))
                throw new WrongCallException(new($"{path}: 找不到这个文件; 请检查路径", $"{path}: no such file; check the path"));
            await using var content = File.OpenRead(path);
            return await server.Upload($"api/v1/incidents/{Escaped(p)}/attachments?name={Uri.EscapeDataString(System.IO.Path.GetFileName(path))}", content, cancel);
        }, (answer, _) => $"{Word(answer, "attachment")} {Word(answer, "sha256")} {answer["size"]}", Id, file);
    }

    private static Command Acts(Terminal terminal)
    {
        var command = new Command("acts", "所有行为及其字段 / every act and its keys");
        command.SetAction(_ =>
        {
            var page = new Page();
            foreach (var act in ActNames.All.Keys)
                page.Line($"{act}: {string.Join(" ", ActArguments.Keys(act))}");
            terminal.Write(page.ToString());
            return Exit.Done;
        });
        return command;
    }

    /// <summary>The phase for eyes; the first one is left out where nothing else was said.</summary>
    private static string Named(string phase, Language language) => Enum.GetValues<Phase>().FirstOrDefault(p => p.Word() == phase).Name().In(language);

    private static string Escaped(ParseResult parsed) => Uri.EscapeDataString(parsed.GetValue(Id)!);

    private static string Word(JsonNode? node, string name) => node?[name]?.ToString() ?? "";

    private static string Written(JsonNode answer, Language language)
    {
        var page = new Page().Line($"{Word(answer, "incident")} v{Word(answer, "version")} {Named(Word(answer, "phase"), language)} {Word(answer, "level")}".TrimEnd());
        foreach (var line in answer["lines"]!.AsArray())
            page.Line($"{line!["seq"]}. {Word(line, "type")} {line["body"]!.ToJsonString(JsonText.Relaxed)}", 2);
        return page.ToString();
    }

    private static string Standing(JsonNode answer, Language language)
    {
        var zh = language == Language.Zh;
        var state = answer["state"]!;
        var page = new Page().Line($"{Word(answer, "incident")} v{Word(answer, "version")} {Word(state, "title")}")
            .Line($"{(zh ? "阶段" : "phase")} {Named(Word(state, "phase"), language)}  {(zh ? "级别" : "level")} {Word(answer, "level")}  head {Word(answer, "head")}");
        foreach (var (id, fact) in state["facts"]!.AsObject())
            page.Line($"{id} = {Word(fact, "value")} ({Word(fact, "source")})", 2);
        foreach (var (anchor, time) in state["times"]!.AsObject())
            page.Line($"{anchor} {Word(time, "at")}", 2);
        foreach (var (key, duty) in state["duties"]!.AsObject())
            page.Line($"{key} {Word(duty, "state")} {Moment(Word(duty, "due"))} {Word(duty, "end")}".TrimEnd(), 2);
        return page.ToString();
    }
}
