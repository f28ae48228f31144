using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Fengsui.Cli.Commands;
using Fengsui.Law;
using Fengsui.Law.Input;
using Fengsui.Law.Packs;

namespace Fengsui.Cli;

/// <summary>Exit statuses of every command.</summary>
internal static class Exit
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Done, and the answer is "no": a case failed, a line of a batch was bad.</summary>
    public const int No = 1;

    /// <summary>The input or the call is wrong.</summary>
    public const int Wrong = 2;

    /// <summary>The machine failed.</summary>
    public const int Failed = 3;
}

/// <summary>The command line: one tree of commands, one place where errors become words and exit statuses.</summary>
internal static class CommandLine
{
    /// <summary>The folder of packs that came with the program.</summary>
    public static string PacksFolder => System.IO.Path.Combine(AppContext.BaseDirectory, "packs");

    /// <summary>The language of texts for people.</summary>
    public static Option<Language> Lang { get; } = new("--lang")
    {
        Description = "zh 或 en：句子的语言 / language of sentences",
        Recursive = true,
        HelpName = "zh|en",
        DefaultValueFactory = _ => Language.Zh,
        CustomParser = result =>
        {
            switch (result.Tokens)
            {
                case [{ Value: "zh" }]:
                    return Language.Zh;
                case [{ Value: "en" }]:
                    return Language.En;
                default:
                    result.AddError("--lang: 应为 zh 或 en / must be zh or en");
                    return Language.Zh;
            }
        },
    };

    /// <summary>Answers with data instead of text.</summary>
    public static Option<bool> Json { get; } = new("--json") { Description = "以 JSON 回答 / answer with JSON" };

    /// <summary>Runs one call and returns its exit status.</summary>
    public static async Task<int> Run(string[] args, Terminal terminal)
    {
        var language = LanguageOf(args);
        try
        {
            var root = new RootCommand("烽燧 Fengsui：让应急预案可以执行 / the emergency plan, executable")
            {
                AssessCommand.Create(terminal),
                PacksCommand.Create(terminal),
                CalendarCommand.Create(terminal),
                FormCommand.Create(terminal),
                ImportCommand.Create(terminal),
                AccountCommands.SetUp(terminal),
                AccountCommands.Token(terminal),
                IncidentCommand.Create(terminal),
                NoticesCommand.Create(terminal),
                WarningCommand.Create(terminal),
                DutyCommand.Create(terminal),
                RecordCommands.Verify(terminal),
                RecordCommands.Export(terminal),
                RecordCommands.Backup(terminal),
                ServeCommand.Create(terminal),
            };
            root.Directives.Clear();
            root.Options.Add(Lang);
            var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
                return WrongCall(parsed, terminal, language);
            if (parsed.Action is HelpAction)
                HideArgumentsAbove(parsed.CommandResult);
            var help = new StringWriter { NewLine = "\n" };
            var status = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = help, Error = terminal.Error });
            terminal.Write(help.ToString());
            terminal.Out.Flush();
            return status;
        }
        catch (InputException e)
        {
            terminal.Error.WriteLine(e.Line(language));
            return Exit.Wrong;
        }
        catch (WrongCallException e)
        {
            terminal.Error.WriteLine($"fengsui: {e.Said.In(language)}");
            return Exit.Wrong;
        }
        catch (IOException e) when (e.HResult == BrokenPipe || e.InnerException is System.Net.Sockets.SocketException)
        {
            // The reader of our output went away (`| head`); nobody is left to tell.
            return Exit.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            terminal.Error.WriteLine(language == Language.Zh ? $"fengsui: 机器故障：{e.Message}" : $"fengsui: the machine failed: {e.Message}");
            return Exit.Failed;
        }
    }

    private const int BrokenPipe = unchecked((int)0x80131620);

    /// <summary>The language of an error about the call itself, which may come before the call is understood.</summary>
    private static Language LanguageOf(string[] args)
    {
        var at = Array.IndexOf(args, "--lang");
        return at >= 0 && at + 1 < args.Length && args[at + 1] == "en" || args.Contains("--lang=en") ? Language.En : Language.Zh;
    }

    private static int WrongCall(ParseResult parsed, Terminal terminal, Language language)
    {
        var path = string.Join(' ', Path(parsed.CommandResult).Reverse());
        var remedy = language == Language.Zh ? $"用法见 {path} --help" : $"see {path} --help";
        var command = parsed.CommandResult.Command;
        var wrong = (command.Subcommands.Count > 0, parsed.UnmatchedTokens) switch
        {
            (true, [var unknown, ..]) => language == Language.Zh ? $"没有命令 {unknown}" : $"unknown command {unknown}",
            (true, _) => language == Language.Zh ? $"缺少命令，可用：{string.Join("、", command.Subcommands.Select(c => c.Name))}" : $"a command is needed: {string.Join(", ", command.Subcommands.Select(c => c.Name))}",
            (false, [var unknown, ..]) => language == Language.Zh ? $"不认识 {unknown}" : $"unknown argument {unknown}",
            _ => string.Join(' ', parsed.Errors[0].Message.Split('\n', StringSplitOptions.TrimEntries)).TrimEnd('.'),
        };
        terminal.Error.WriteLine($"fengsui: {wrong}; {remedy}");
        return Exit.Wrong;
    }

    // What a command takes when it is called itself, its subcommands do not take: `import DATA FILE`, and `import stix FILE`.
    private static void HideArgumentsAbove(System.CommandLine.Parsing.CommandResult asked)
    {
        for (var above = asked.Parent as System.CommandLine.Parsing.CommandResult; above is not null; above = above.Parent as System.CommandLine.Parsing.CommandResult)
            foreach (var argument in above.Command.Arguments)
                argument.Hidden = true;
    }

    private static IEnumerable<string> Path(System.CommandLine.Parsing.SymbolResult? result)
    {
        for (; result is System.CommandLine.Parsing.CommandResult command; result = command.Parent)
            yield return command.Command is RootCommand ? "fengsui" : command.Command.Name;
    }

    /// <summary>Loads the packs that came with the program, and others on top.</summary>
    public static Library Load(IEnumerable<string>? more = null) => Library.Load(PacksFolder, more);
}

/// <summary>A call that the parser let through and that is wrong all the same.</summary>
internal sealed class WrongCallException(Text said) : Exception(said.En)
{
    /// <summary>What is wrong and what would be right.</summary>
    public Text Said { get; } = said;
}
