using System.Buffers;
using System.CommandLine;
using Fengsui.Law;
using Fengsui.Law.Answers;
using Fengsui.Law.Calendar;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Law.Input;
using Fengsui.Law.Packs;

namespace Fengsui.Cli.Commands;

/// <summary><c>assess</c>: grades incidents and lists their duties and measures.</summary>
internal static class AssessCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("FILE") { Description = "事实文件（YAML 或 JSON），- 为标准输入 / facts files, - for standard input", Arity = ArgumentArity.ZeroOrMore };
        var batch = new Option<string?>("--batch") { Description = "每行一个事件的 JSON 文件 / one incident a line", HelpName = "CASES.jsonl" };
        var packs = new Option<string[]>("--pack") { Description = "只用这些包 / only these packs", HelpName = "ID", Arity = ArgumentArity.OneOrMore };
        var on = new Option<string?>("--on") { Description = "依哪一天的法律 / the day of the law", HelpName = "DATE" };
        var command = new Command("assess", "定级，列出义务与措施 / grade an incident, list its duties and measures") { files, batch, packs, on, CommandLine.Json };
        command.SetAction(parsed =>
        {
            var names = parsed.GetValue(files) ?? [];
            // The parser takes a misspelt option for a file; a person who typed two dashes meant an option.
            if (Array.Find(names, n => n.StartsWith("--", StringComparison.Ordinal)) is { } option)
                throw new WrongCallException(new($"没有选项 {option}; 用法见 fengsui assess --help", $"unknown option {option}; see fengsui assess --help"));
            var lines = parsed.GetValue(batch);
            if (lines is null == (names.Length == 0))
                throw new WrongCallException(lines is null
                    ? new("缺少事实文件; 写 fengsui assess FILE 或 --batch CASES.jsonl", "no facts file; write fengsui assess FILE or --batch CASES.jsonl")
                    : new("FILE 与 --batch 不能并用; 只用其一", "FILE and --batch exclude each other; use one of them"));
            var library = CommandLine.Load();
            var law = new AppliedLaw(library, Known(parsed.GetValue(packs), library), Day(parsed.GetValue(on)), terminal);
            var language = parsed.GetValue(CommandLine.Lang);
            return lines is null
                ? Files(names, law, parsed.GetValue(CommandLine.Json), language, terminal)
                : Batch(lines, law, language, terminal);
        });
        return command;
    }

    private static string[]? Known(string[]? ids, Library library)
    {
        foreach (var id in ids ?? [])
            if (library.Find(id) is not { Assesses: true })
                throw new WrongCallException(new($"--pack: 没有可用于定级的包 {id}; 见 fengsui packs list", $"--pack: no pack {id} that assesses; see fengsui packs list"));
        return ids is { Length: > 0 } ? ids : null;
    }

    internal static DateOnly? Day(string? text)
    {
        if (text is null)
            return null;
        return Days.TryParse(text, out var day) ? day : throw new WrongCallException(new($"--on: “{text}”不是日期; 应写作 2026-03-02", $"--on: “{text}” is not a date; write it as 2026-03-02"));
    }

    private static int Files(string[] names, AppliedLaw law, bool json, Language language, Terminal terminal)
    {
        // All files are read before anything is written: one bad file leaves standard output empty.
        var assessments = names.Select(name => law.Assess(ReadFile(name, terminal), name)).ToList();
        foreach (var (assessment, name) in assessments)
            Warn(assessment, name, language, terminal);
        var output = new ArrayBufferWriter<byte>();
        foreach (var (assessment, _) in assessments)
        {
            if (json)
            {
                AnswerJson.Write(output, assessment, language);
                output.Write("\n"u8);
            }
            else
                terminal.Write(AssessReport.Write(assessment, language, law.Library));
        }

        terminal.Out.Write(output.WrittenSpan);
        return Exit.Done;
    }

    internal static Node ReadFile(string name, Terminal terminal)
    {
        if (name != "-")
            return InputText.ReadFile(name);
        var buffer = new byte[InputText.MaxBytes + 1];
        return InputText.Read("-", buffer.AsSpan(0, terminal.In.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)));
    }

    private static int Batch(string name, AppliedLaw law, Language language, Terminal terminal)
    {
        using var stream = name == "-" ? terminal.In : Open(name);
        var status = Exit.Done;
        var output = new ArrayBufferWriter<byte>(1 << 16);
        foreach (var line in JsonLines.Of(name, stream))
        {
            try
            {
                var (assessment, _) = law.Assess(line.Read(), name);
                Warn(assessment, $"{name}:{line.Number}", language, terminal);
                AnswerJson.Write(output, assessment, language);
            }
            catch (InputException e)
            {
                AnswerJson.WriteError(output, line.Number, e.Line(language));
                status = Exit.No;
            }

            output.Write("\n"u8);
            if (output.WrittenCount < 1 << 15)
                continue;
            terminal.Out.Write(output.WrittenSpan);
            output.ResetWrittenCount();
        }

        terminal.Out.Write(output.WrittenSpan);
        return status;
    }

    private static FileStream Open(string name)
    {
        try
        {
            return new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException(new(name, 1, 1), "file", new("找不到或无法读取这个文件", "no such file, or it cannot be read"), new("请检查路径和权限", "check the path and its permissions"));
        }
    }

    private static void Warn(Assessment assessment, string name, Language language, Terminal terminal)
    {
        foreach (var bound in assessment.Incident.Implied)
            if (bound.Contradiction)
                terminal.Error.WriteLine($"{name}: {(language == Language.Zh ? "警告" : "warning")}: {bound.Sentence.In(language)}");
    }

    /// <summary>The packs and the day that a call chose; an incident without a day takes the day of its discovery, else today.</summary>
    private sealed class AppliedLaw(Library library, string[]? packs, DateOnly? on, Terminal terminal)
    {
        public Library Library { get; } = library;

        public (Assessment Assessment, string Name) Assess(Node facts, string name)
        {
            var incident = IncidentFile.Read(facts, Library.Vocabulary);
            var day = on ?? incident.DiscoveredOn ?? terminal.Today;
            return (Library.On(day, packs).Assess(incident, day), name);
        }
    }
}
