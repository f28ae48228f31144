using System.CommandLine;
using System.Text.Json.Nodes;
using Fengsui.Law;
using Fengsui.Response.Warnings;

namespace Fengsui.Cli.Commands;

/// <summary><c>warning</c>: warnings on a running server, with a token.</summary>
internal static class WarningCommand
{
    private static readonly Argument<string> Id = new("WARNING") { Description = "预警编号 / its id" };
    private static readonly Argument<string[]> Fields = new("KEY=VALUE") { Description = "各项内容，如 number=1号 / what the act takes", Arity = ArgumentArity.ZeroOrMore };

    public static Command Create(Terminal terminal) => new("warning", "服务器上的预警：列出、查阅、未回执、发布等 / warnings on a running server")
    {
        IncidentCommand.Server, IncidentCommand.Token, List(terminal), Show(terminal), Missing(terminal), Issue(terminal), Act(terminal),
    };

    private static Command List(Terminal terminal) => IncidentCommand.Command("list", "列出 / list", terminal,
        (_, server, cancel) => server.Get("api/v1/warnings", cancel),
        (answer, language) => new Page().Table(language == Language.Zh ? ["编号", "级别", "状态", "标题"] : ["id", "level", "state", "title"],
            answer["warnings"]!.AsArray().Select(w => new[] { Word(w, "warning"), Word(w, "level"), Word(w, "phase"), Word(w, "title") })).ToString());

    private static Command Show(Terminal terminal) => IncidentCommand.Command("show", "预警现状 / a warning as it stands", terminal,
        (p, server, cancel) => server.Get($"api/v1/warnings/{Escaped(p)}", cancel), (answer, _) => answer.ToJsonString(JsonText.Relaxed), Id);

    private static Command Missing(Terminal terminal) => IncidentCommand.Command("not-received", "未回执的单位 / units without a receipt", terminal,
        (p, server, cancel) => server.Get($"api/v1/warnings/{Escaped(p)}/not-received", cancel),
        (answer, _) => string.Join('\n', answer["units"]!.AsArray().Select(u => u!.GetValue<string>())), Id);

    private static Command Issue(Terminal terminal)
    {
        var number = new Argument<string>("NUMBER") { Description = "文号 / the number of the notice" };
        return IncidentCommand.Command("issue", "发布 / issue the draft", terminal,
            (p, server, cancel) => server.Post($"api/v1/warnings/{Escaped(p)}/issue", Body(new() { ["number"] = p.GetValue(number) }), null, null, cancel), Written, Id, number);
    }

    private static IEnumerable<string> Acts => WarningActNames.All.Keys.Except(["draft", "receive"]);

    private static Command Act(Terminal terminal)
    {
        var act = new Argument<string>("ACT") { Description = string.Join('、', Acts) };
        return IncidentCommand.Command("act", "其他办理 / any other act", terminal, (p, server, cancel) =>
        {
            var name = p.GetValue(act)!;
            if (!WarningActNames.All.TryGetValue(name, out var shape))
                throw new WrongCallException(new($"没有“{name}”这种办理; 可用：{string.Join('、', Acts)}", $"there is no act {name}; use one of: {string.Join(", ", Acts)}"));
            return server.Post($"api/v1/warnings/{Escaped(p)}/{name}", ActArguments.Body(name, shape, p.GetValue(Fields)!, []), null, null, cancel);
        }, Written, Id, act, Fields);
    }

    private static byte[] Body(JsonObject body) => System.Text.Encoding.UTF8.GetBytes(body.ToJsonString());

    private static string Written(JsonNode answer, Language language) => $"{Word(answer, "warning")} {Word(answer, "phase")}";

    private static string Escaped(ParseResult parsed) => Uri.EscapeDataString(parsed.GetValue(Id)!);

    private static string Word(JsonNode? node, string name) => node?[name]?.ToString() ?? "";
}
