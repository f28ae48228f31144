using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Input;
using Fengsui.Response.Rosters;

namespace Fengsui.Cli.Commands;

/// <summary><c>duty at</c>: who is on duty, asked of a running server. <c>duty check</c>: whether a roster file leaves a gap, without one.</summary>
internal static class DutyCommand
{
    private const int MostTold = 20;

    public static Command Create(Terminal terminal) => new("duty", "值班：谁在值班，值班表有没有空班 / who is on duty, and whether a roster has a gap")
    {
        IncidentCommand.Server, IncidentCommand.Token, At(terminal), Check(terminal),
    };

    private static Command At(Terminal terminal)
    {
        var moment = new Argument<string?>("MOMENT") { Description = "2026-10-03 02:14 或 2026-10-03T02:14:00+08:00；不写是现在 / now when left out", Arity = ArgumentArity.ZeroOrOne };
        return IncidentCommand.Command("at", "某一时刻谁在值班、谁接班 / who is on duty at a moment, and who is next", terminal, (parsed, server, cancel) =>
        {
            var said = parsed.GetValue(moment);
            if (said is not null && !Moments.TryParse(said, out _))
                throw new WrongCallException(new($"MOMENT: “{said}”不是时刻; 应写作 \"2026-10-03 02:14\" 或 2026-10-03T02:14:00+08:00",
                    $"MOMENT: “{said}” is not an instant; write \"2026-10-03 02:14\" or 2026-10-03T02:14:00+08:00"));
            return server.Get(said is null ? "api/v1/duty" : $"api/v1/duty?at={Uri.EscapeDataString(said)}", cancel);
        }, Said, moment);
    }

    private static string Said(JsonNode answer, Language language)
    {
        var lines = new List<string>();
        foreach (var roster in answer["rosters"]!.AsArray())
        {
            lines.Add($"{roster!["name"]}{(roster["strengthened"] is { } occasion ? $" [{(language == Language.Zh ? "加强值班" : "strengthened")} {occasion}]" : "")}");
            foreach (var layer in roster["layers"]!.AsArray())
                lines.Add(Layer(layer!, language));
        }
        return lines.Count > 0 ? string.Join('\n', lines) : language == Language.Zh ? "没有在用的值班表" : "no roster counts then";
    }

    private static string Layer(JsonNode layer, Language language)
    {
        var name = RosterTexts.LayerName((int)layer["layer"]! - 1).In(language);
        var who = (string?)layer["display_name"] ?? (language == Language.Zh ? "无人值班" : "nobody on duty");
        var next = (string?)layer["next_name"];
        return language == Language.Zh
            ? $"  {name}\t{who}\t到 {layer["until"]}{(next is null ? "" : $"\t下一位 {next}")}\t{layer["why"]}"
            : $"  {name}\t{who}\tuntil {layer["until"]}{(next is null ? "" : $"\tnext {next}")}\t{layer["why"]}";
    }

    private static Command Check(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "值班表文件（JSON，形式见 docs/rosters.md） / a roster file" };
        var check = new Command("check", "检查值班表文件：格式、空班、重叠、同一人两层 / check a roster file") { file, CommandLine.Json };
        check.SetAction(parsed => Check(parsed.GetValue(file)!, parsed.GetValue(CommandLine.Json), parsed.GetValue(CommandLine.Lang), terminal));
        return check;
    }

    /// <summary>Who is in the organisation and holds which post only the server knows; whether somebody is on duty the file alone tells.</summary>
    private static int Check(string path, bool json, Language language, Terminal terminal)
    {
        var plan = RosterFile.Read(InputText.ReadFile(path), written => written);
        var starts = Instant.StartOf(plan.From);
        var state = new RosterState().With(new RosterEvent.RosterSet(starts, plan), starts);
        var schedule = Schedule.Of(state, CommandLine.Load().Calendar, RosterDecisions.HorizonOf(state, starts));
        var problems = schedule.Problems(starts).ToList();
        if (json)
        {
            var told = new JsonArray([.. problems.Select(p => new JsonObject
            {
                ["layer"] = p.Layer + 1, ["from"] = p.From.ToString(), ["until"] = p.Until.ToString(), ["said"] = p.Said(n => n).In(language),
            })]);
            terminal.WriteLine(new JsonObject { ["name"] = plan.Name, ["from"] = starts.ToString(), ["until"] = schedule.Until.ToString(), ["problems"] = told }.ToJsonString(JsonText.Relaxed));
        }
        else
        {
            foreach (var problem in problems.Take(MostTold))
                terminal.WriteLine(problem.Said(n => n).In(language));
            terminal.WriteLine((language, problems.Count) switch
            {
                (Language.Zh, 0) => $"没有空班：查到 {schedule.Until.Day.Write()}",
                (Language.Zh, var count) => $"共 {count.ToString(CultureInfo.InvariantCulture)} 处",
                (_, 0) => $"no gap: looked through to {schedule.Until.Day.Write()}",
                (_, var count) => $"{count.ToString(CultureInfo.InvariantCulture)} in all",
            });
        }
        return problems.Count == 0 ? Exit.Done : Exit.No;
    }
}
