using System.CommandLine;
using System.Text.Json.Nodes;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Conditions;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Law.Hashing;
using Fengsui.Law.Input;
using Fengsui.Law.Packs;

namespace Fengsui.Cli.Commands;

/// <summary><c>packs</c>: the law that the program carries.</summary>
internal static class PacksCommand
{
    public static Command Create(Terminal terminal) => new("packs", "法律包：查看、检查、测试、解释、比较、覆盖 / the packs of law")
    {
        ListCommand(terminal), ShowCommand(terminal), CheckCommand(terminal), TestCommand(terminal), ExplainCommand(terminal), DiffCommand(terminal), CoverageCommand(terminal),
    };

    private static Pack Named(Library library, string id) => library.Find(id)
        ?? throw new WrongCallException(new($"没有包 {id}; 见 fengsui packs list", $"there is no pack {id}; see fengsui packs list"));

    private static Command ListCommand(Terminal terminal)
    {
        var hash = new Option<string>("--hash") { Description = "sha256 或 sm3", HelpName = "sha256|sm3", DefaultValueFactory = _ => "sha256" };
        hash.AcceptOnlyFromAmong("sha256", "sm3");
        var command = new Command("list", "列出全部法律包 / list the packs") { hash, CommandLine.Json };
        command.SetAction(parsed =>
        {
            var library = Library.Load(CommandLine.PacksFolder, algorithm: parsed.GetValue(hash) == "sm3" ? HashAlgorithmChoice.Sm3 : HashAlgorithmChoice.Sha256);
            var language = parsed.GetValue(CommandLine.Lang);
            if (parsed.GetValue(CommandLine.Json))
                terminal.WriteLine(new JsonArray([.. library.Packs.Select(p => (JsonNode)PackDocument.Head(p, language))]).ToJsonString(JsonText.Relaxed));
            else
                terminal.Write(PackReport.List(library, language));
            return Exit.Done;
        });
        return command;
    }

    private static Command ShowCommand(Terminal terminal)
    {
        var id = new Argument<string>("ID") { Description = "包的 id / the pack's id" };
        var command = new Command("show", "逐条显示一个包 / show one pack, article by article") { id, CommandLine.Json };
        command.SetAction(parsed =>
        {
            var library = CommandLine.Load();
            var pack = Named(library, parsed.GetValue(id)!);
            var language = parsed.GetValue(CommandLine.Lang);
            if (parsed.GetValue(CommandLine.Json))
                terminal.WriteLine(PackDocument.Whole(pack, library, language).ToJsonString(JsonText.Relaxed));
            else
                terminal.Write(PackReport.Show(pack, library, language));
            return Exit.Done;
        });
        return command;
    }

    private static Command CheckCommand(Terminal terminal)
    {
        var directory = new Argument<string?>("DIR") { Description = "一个包，或含有包的目录 / a pack, or a folder of packs", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("check", "检查包能否载入 / check that packs load") { directory, CommandLine.Json };
        command.SetAction(parsed =>
        {
            var more = FoldersOf(parsed.GetValue(directory));
            var library = CommandLine.Load(more);
            var names = more.Count == 0 ? null : more.Select(f => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(f)))).ToHashSet();
            var packs = library.Packs.Where(p => names?.Contains(p.Id) != false).ToList();
            var cases = packs.Sum(p => Cases.Read(p, library).Count);
            if (parsed.GetValue(CommandLine.Json))
                terminal.WriteLine(new JsonObject { ["packs"] = new JsonArray([.. packs.Select(p => (JsonNode)p.Id)]), ["cases"] = cases }.ToJsonString(JsonText.Relaxed));
            else
                terminal.WriteLine(parsed.GetValue(CommandLine.Lang) == Language.Zh ? $"{packs.Count} 个包、{cases} 个案例，均可载入" : $"{packs.Count} packs and {cases} cases load");
            return Exit.Done;
        });
        return command;
    }

    /// <summary>The pack folders that a path names: itself, or those in it.</summary>
    private static List<string> FoldersOf(string? directory)
    {
        if (directory is null)
            return [];
        if (!Directory.Exists(directory))
            throw new InputException(new(directory, 1, 1), "file", new("没有这个目录", "no such directory"), new("请给出包的目录", "name the folder of a pack"));
        var folders = File.Exists(Path.Combine(directory, "pack.yaml")) ? [directory] : Library.PackFoldersIn(directory).ToList();
        return folders.Count > 0 ? folders
            : throw new InputException(new(directory, 1, 1), "file", new("其中没有包", "there is no pack in it"), new("包的目录里有 pack.yaml", "a pack's folder holds pack.yaml"));
    }

    private static Command TestCommand(Terminal terminal)
    {
        var id = new Argument<string?>("ID") { Description = "只测这个包 / only this pack", Arity = ArgumentArity.ZeroOrOne };
        var packsAt = new Option<string?>("--dir") { Description = "另加的包 / packs on top", HelpName = "DIR" };
        var command = new Command("test", "运行案例；没有案例覆盖的行也算失败 / run the worked cases; a row that no case covers fails") { id, packsAt, CommandLine.Json };
        command.SetAction(parsed =>
        {
            var library = CommandLine.Load(FoldersOf(parsed.GetValue(packsAt)));
            IReadOnlyList<Pack> packs = parsed.GetValue(id) is { } only ? [Named(library, only)] : [.. library.Packs.Where(p => p.Assesses)];
            return Test(packs, library, parsed.GetValue(CommandLine.Json), parsed.GetValue(CommandLine.Lang), terminal);
        });
        return command;
    }

    private static int Test(IReadOnlyList<Pack> packs, Library library, bool json, Language language, Terminal terminal)
    {
        var ok = true;
        var answers = new JsonArray();
        foreach (var pack in packs)
        {
            var results = Cases.Read(pack, library).Select(c => Cases.Run(c, library)).ToList();
            var uncovered = Cases.Uncovered(pack, results).ToList();
            var failed = results.Where(r => !r.Passed).ToList();
            ok &= failed.Count == 0 && uncovered.Count == 0;
            answers.Add(new JsonObject
            {
                ["pack"] = pack.Id,
                ["passed"] = results.Count - failed.Count,
                ["failed"] = new JsonArray([.. failed.Select(f => (JsonNode)new JsonObject { ["case"] = f.Case.Title, ["at"] = f.Case.At.ToString(), ["differences"] = new JsonArray([.. f.Differences.Select(d => (JsonNode)d.In(language))]) })]),
                ["uncovered"] = new JsonArray([.. uncovered.Select(u => (JsonNode)$"{u.Kind} {u.Id}")]),
            });
            if (json)
                continue;
            terminal.WriteLine(language == Language.Zh ? $"{pack.Id}：{results.Count - failed.Count} 通过，{failed.Count} 失败" : $"{pack.Id}: {results.Count - failed.Count} passed, {failed.Count} failed");
            foreach (var result in failed)
            {
                terminal.WriteLine($"  ✗ {result.Case.At}: {result.Case.Title}");
                foreach (var difference in result.Differences)
                    terminal.WriteLine($"      {difference.In(language)}");
            }

            foreach (var (_, kind, row) in uncovered)
                terminal.WriteLine(language == Language.Zh ? $"  ✗ 没有案例覆盖 {kind} {row}" : $"  ✗ no case covers {kind} {row}");
        }

        if (json)
            terminal.WriteLine(answers.ToJsonString(JsonText.Relaxed));
        return ok ? Exit.Done : Exit.No;
    }

    private static Command ExplainCommand(Terminal terminal)
    {
        var id = new Argument<string>("ID") { Description = "包的 id / the pack's id" };
        var row = new Argument<string>("RULE") { Description = "规则、空白、读法或义务的 id / the id of a rule, gap, reading or duty" };
        var facts = new Option<string?>("--facts") { Description = "按这个事实文件求值 / evaluated for this facts file", HelpName = "FILE" };
        var on = new Option<string?>("--on") { Description = "依哪一天的法律 / the day of the law", HelpName = "DATE" };
        var command = new Command("explain", "解释一条规则 / explain one row") { id, row, facts, on, CommandLine.Json };
        command.SetAction(parsed =>
        {
            var library = CommandLine.Load();
            var pack = Named(library, parsed.GetValue(id)!);
            var incident = parsed.GetValue(facts) is { } file ? IncidentFile.ReadFile(file, library.Vocabulary) : null;
            var day = AssessCommand.Day(parsed.GetValue(on)) ?? incident?.DiscoveredOn ?? terminal.Today;
            return Explain(pack, parsed.GetValue(row)!, incident is null ? null : library.On(day, [pack.Id]).Assess(incident, day), parsed.GetValue(CommandLine.Json), parsed.GetValue(CommandLine.Lang), terminal);
        });
        return command;
    }

    private static int Explain(Pack pack, string row, Assessment? assessment, bool json, Language language, Terminal terminal)
    {
        var explained = PackDocument.Row(pack, row, assessment, language)
            ?? throw new WrongCallException(new($"{pack.Id} 没有 {row}; 见 fengsui packs show {pack.Id}", $"{pack.Id} has no {row}; see fengsui packs show {pack.Id}"));
        terminal.Write(json ? explained.ToJsonString(JsonText.Relaxed) + "\n" : PackReport.Explain(explained, language));
        return Exit.Done;
    }

    private static Command DiffCommand(Terminal terminal)
    {
        var old = new Argument<string>("OLD") { Description = "旧版：目录或 id / the old version: a folder or an id" };
        var @new = new Argument<string>("NEW") { Description = "新版：目录或 id / the new version: a folder or an id" };
        var command = new Command("diff", "两个版本之间改了什么 / what a new version changes") { old, @new, CommandLine.Json };
        command.SetAction(parsed =>
        {
            var changes = PackDiff.Between(FolderOf(parsed.GetValue(old)!), FolderOf(parsed.GetValue(@new)!));
            if (parsed.GetValue(CommandLine.Json))
                terminal.WriteLine(new JsonArray([.. changes.Select(c => (JsonNode)PackDocument.Change(c))]).ToJsonString(JsonText.Relaxed));
            else
                terminal.Write(PackReport.Diff(changes, parsed.GetValue(CommandLine.Lang)));
            return Exit.Done;
        });
        return command;
    }

    private static string FolderOf(string folderOrId)
    {
        if (File.Exists(Path.Combine(folderOrId, "pack.yaml")))
            return folderOrId;
        var shipped = Path.Combine(CommandLine.PacksFolder, Path.GetFileName(folderOrId));
        return shipped.EndsWith(folderOrId, StringComparison.Ordinal) && File.Exists(Path.Combine(shipped, "pack.yaml")) ? shipped
            : throw new WrongCallException(new($"“{folderOrId}”既不是包的目录也不是 id; 目录里要有 pack.yaml", $"“{folderOrId}” is neither a pack's folder nor an id; the folder holds pack.yaml"));
    }

    private static Command CoverageCommand(Terminal terminal)
    {
        var command = new Command("coverage", "两个预案逐节由什么承载 / every section of both plans, and what carries it") { CommandLine.Json };
        command.SetAction(parsed =>
        {
            var library = CommandLine.Load();
            var language = parsed.GetValue(CommandLine.Lang);
            var plans = library.Packs.Where(p => p.Outline.Count > 0).Select(p => (p, Coverage.Of(p, Cases.Read(p, library)))).ToList();
            if (parsed.GetValue(CommandLine.Json))
                terminal.WriteLine(new JsonArray([.. plans.Select(p => (JsonNode)PackDocument.Covered(p.p, p.Item2, language))]).ToJsonString(JsonText.Relaxed));
            else
                foreach (var (pack, sections) in plans)
                    terminal.Write(PackReport.Covered(pack, sections, language));
            return Exit.Done;
        });
        return command;
    }
}
