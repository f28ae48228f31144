using System.CommandLine;
using System.Text.Json.Nodes;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Duties;
using Fengsui.Law.Facts;
using Fengsui.Law.Packs;
using Fengsui.Response.Notices;

namespace Fengsui.Cli.Commands;

/// <summary><c>notices test</c>: who would be told what, when and through what. Nothing is sent.</summary>
internal static class NoticesCommand
{
    private static readonly string[] Channels = ["email", "sms", "voice", "dingtalk", "feishu", "wecom", "webhook"];

    public static Command Create(Terminal terminal) => new("notices", "通知：试算将会通知谁 / notices: who would be told")
    {
        IncidentCommand.Server, IncidentCommand.Token, Test(terminal),
    };

    private static Command Test(Terminal terminal)
    {
        var incident = new Argument<string?>("INCIDENT") { Description = "服务器上的事件编号 / the id of an incident on the server", Arity = ArgumentArity.ZeroOrOne };
        var facts = new Option<string?>("--facts") { Description = "事实文件：不连服务器，按岗位试算 / a facts file: no server, posts instead of people", HelpName = "FILE" };
        var policy = new Option<string?>("--policy") { Description = "通知规则文件，与 --facts 同用；默认内置规则 / a policy file, with --facts; by default the built-in one", HelpName = "FILE" };
        var at = new Option<string?>("--at") { Description = "时刻，默认现在 / the moment, by default now", HelpName = "INSTANT" };
        var remote = IncidentCommand.Command("test", "试算：假如无人确认，何时通过什么渠道通知谁；不会真的发送 / who would be told when and through what, if nobody answered; nothing is sent", terminal,
            (p, server, cancel) => server.Get(
                $"api/v1/notices/test?incident={Uri.EscapeDataString(p.GetValue(incident)!)}{(p.GetValue(at) is { } moment ? $"&at={Uri.EscapeDataString(moment)}" : "")}", cancel),
            Written, incident, at, facts, policy);
        var ask = remote.Action!;
        remote.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(facts) is null == (parsed.GetValue(incident) is null))
                throw new WrongCallException(new("写事件编号或 --facts FILE，二者取一", "give the id of an incident, or --facts FILE; one of them"));
            if (parsed.GetValue(facts) is not { } file)
                return ask is System.CommandLine.Invocation.AsynchronousCommandLineAction remotely ? await remotely.InvokeAsync(parsed, cancel) : Exit.Failed;
            var language = parsed.GetValue(CommandLine.Lang);
            var answer = Locally(file, parsed.GetValue(policy), Moment(parsed.GetValue(at), terminal), language, terminal);
            terminal.WriteLine(parsed.GetValue(CommandLine.Json) ? answer.ToJsonString(JsonText.Relaxed) : Written(answer, language).TrimEnd('\n'));
            return Exit.Done;
        });
        return remote;
    }

    private static Instant Moment(string? said, Terminal terminal)
    {
        if (said is null)
            return Instant.From(terminal.Clock.GetUtcNow());
        return Instant.TryParse(said, out var at) ? at : throw new WrongCallException(
            new($"--at: “{said}”不是时刻; 应写作 2026-10-03T02:14:00+08:00", $"--at: “{said}” is not an instant; write it as 2026-10-03T02:14:00+08:00"));
    }

    /// <summary>Without a server there are no people: each post stands for whoever holds it, and every channel is there.</summary>
    private static JsonObject Locally(string file, string? policyFile, Instant at, Language language, Terminal terminal)
    {
        var library = CommandLine.Load();
        var incident = IncidentFile.Read(AssessCommand.ReadFile(file, terminal), library.Vocabulary);
        var day = incident.DiscoveredOn ?? at.Day;
        var assessment = library.On(day, null).Assess(incident, day);
        var items = assessment.Duties.Where(d => d.State is DutyState.Owed or DutyState.Word).Select(d => Item(d, at)).ToList();
        var policy = policyFile is null ? PolicyReader.Default : PolicyReader.Read(policyFile, File.ReadAllText(policyFile), null);
        var level = (int)(assessment.Settled ?? default);
        return Json(Rehearsal.Of(policy, new("incident", level, items), _ => Posts(library), at), library, language);
    }

    private static NoticeItem Item(DutyOutcome duty, Instant at) => new(
        duty.Due is { } due && due < at ? NoticeTopics.Overdue : NoticeTopics.Owed, $"{duty.Pack.Pack.Id}/{duty.Duty.Id}",
        new($"向{duty.Duty.To.Name.Zh}报送", $"report to {duty.Duty.To.Name.En}"), duty.Due, duty.Duty.Limit is Limit.Word { Term.First: true });

    private static NoticeDirectory Posts(Library library)
    {
        var posts = library.Procedure.Posts.Select(p => p.Id).ToList();
        var deputies = posts.ToDictionary(p => p, p => (IReadOnlyList<string>)[p + "/deputy"]);
        return new(
            [["duty-officer"], ["duty-officer/deputy"]], posts.ToDictionary(p => p, p => (IReadOnlyList<string>)[p]), deputies,
            posts.Concat(deputies.Values.SelectMany(d => d)).ToDictionary(p => p, _ => (IReadOnlyList<Way>)[.. Channels.Select((c, i) => new Way(i + 1, c))]),
            [.. Channels.Select(c => new ConfiguredChannel(c, c, true))]);
    }

    private static JsonObject Json(Rehearsal rehearsal, Library library, Language language) => new()
    {
        ["route"] = rehearsal.Route,
        ["level"] = rehearsal.What.Level,
        ["items"] = new JsonArray([.. rehearsal.What.Items.Select(i => (JsonNode)new JsonObject
        {
            ["topic"] = i.Topic, ["key"] = i.Key, ["what"] = i.What.In(language), ["due"] = i.Due?.ToString(), ["at_once"] = i.AtOnce,
        })]),
        ["steps"] = new JsonArray([.. rehearsal.Steps.Select(s => (JsonNode)new JsonObject
        {
            ["at"] = s.At.ToString(), ["round"] = s.Round + 1, ["step"] = s.Step + 1,
            ["sends"] = new JsonArray([.. s.Sends.Select(x => (JsonNode)new JsonObject
            {
                ["person"] = x.Person, ["name"] = NameOf(x.Person, library, language), ["channel"] = x.Channel, ["kind"] = x.Kind,
            })]),
            ["unsent"] = new JsonArray([.. s.Unsent.Select(u => (JsonNode)new JsonObject { ["target"] = u.Target, ["channel"] = u.Channel, ["reason"] = u.Reason })]),
        })]),
        ["exhausted"] = rehearsal.Exhausted.ToString(),
    };

    private static string NameOf(string post, Library library, Language language)
    {
        var name = library.Procedure.Post(post.Split('/')[0])?.Name.In(language) ?? post;
        return post.EndsWith("/deputy", StringComparison.Ordinal) ? new Text($"{name}（代理）", $"{name} (deputy)").In(language) : name;
    }

    private static string Written(JsonNode answer, Language language)
    {
        var zh = language == Language.Zh;
        var page = new Page();
        foreach (var item in answer["items"]!.AsArray())
            page.Line($"{NoticeTopics.Name(item!["topic"]!.GetValue<string>()).In(language)}{(zh ? "：" : ": ")}{item["what"]}  {item["due"]}");
        return page.Table(zh ? ["时刻", "步骤", "人员", "渠道"] : ["when", "step", "person", "channels"],
            answer["steps"]!.AsArray().SelectMany(s => s!["sends"]!.AsArray().GroupBy(x => x!["name"]!.GetValue<string>()).Select(people => new[]
            {
                s["at"]!.GetValue<string>(), $"{s["round"]}.{s["step"]}", people.Key, string.Join(' ', people.Select(x => x!["channel"]!.GetValue<string>())),
            }))).Line($"{(zh ? "至此无人可再通知：" : "nobody is left at ")}{answer["exhausted"]}").ToString();
    }
}
