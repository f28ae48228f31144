using System.CommandLine;
using Fengsui.Law;
using Fengsui.Law.Input;
using Fengsui.Response.Imports;

namespace Fengsui.Cli.Commands;

/// <summary><c>import</c>: records of other systems as facts files.</summary>
internal static class ImportCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("FILE") { Description = "VERIS 记录（JSON） / VERIS records", Arity = ArgumentArity.OneOrMore };
        var persons = new Option<bool>("--records-as-persons") { Description = "一条记录算一人，并标明是假定 / take one record for one person, marked as assumed" };
        var output = new Option<string?>("-o", "--output") { Description = "写到文件；多个记录时写到目录 / write to a file, or for several records to a folder", HelpName = "PATH" };
        var veris = new Command("veris", "VERIS 记录转为事实文件 / a VERIS record becomes a facts file") { files, persons, output, CommandLine.Json };
        veris.SetAction(parsed => Veris(parsed.GetValue(files)!, parsed.GetValue(persons), parsed.GetValue(output), parsed.GetValue(CommandLine.Json), parsed.GetValue(CommandLine.Lang), terminal));
        var import = new Command("import", "导入记录（import DATA FILE），或其他系统的数据 / import a record (import DATA FILE), or what other systems wrote") { veris };
        foreach (var command in ImportRisks.Create(terminal))
            import.Subcommands.Add(command);
        RecordCommands.Import(import, terminal);
        return import;
    }

    private static int Veris(string[] files, bool recordsAsPersons, string? output, bool json, Language language, Terminal terminal)
    {
        if (files.Length > 1 && output is null && !json)
            throw new WrongCallException(new("多个记录不能写在一个 YAML 文件里; 加 -o 目录，或 --json 每行一个", "several records cannot stand in one YAML file; add -o FOLDER, or --json for one a line"));
        var records = files.Select(f => (File: f, Record: VerisRecord.Read(InputText.ReadFile(f), recordsAsPersons))).ToList();
        var vocabulary = CommandLine.Load().Vocabulary;
        var texts = records.Select(r => (r.File, Text: json ? FactsFileText.Json(r.Record) + "\n" : FactsFileText.Yaml(r.Record, vocabulary, language))).ToList();
        if (output is null)
            terminal.Write(string.Concat(texts.Select(t => t.Text)));
        else if (texts.Count == 1)
            File.WriteAllText(output, texts[0].Text);
        else
        {
            Directory.CreateDirectory(output);
            foreach (var (file, text) in texts)
                File.WriteAllText(Path.Combine(output, Path.ChangeExtension(Path.GetFileName(file), json ? "json" : "yaml")), text);
        }

        return Exit.Done;
    }
}
