using System.CommandLine;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Duties;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Law.Input;
using Fengsui.Law.Packs;
using Fengsui.Papers;
using Fengsui.Response.Papers;

namespace Fengsui.Cli.Commands;

/// <summary><c>form</c>: an official form, filled from a facts file, as a Word document.</summary>
internal static class FormCommand
{
    public static Command Create(Terminal terminal)
    {
        var form = new Argument<string>("FORM") { Description = "表单，例如 annex-2 / the form, as annex-2" };
        var facts = new Argument<string>("FACTS") { Description = "事实文件（YAML 或 JSON），- 为标准输入 / a facts file, - for standard input" };
        var output = new Option<string>("--output", "-o") { Description = "写到哪个文件 / the file to write", HelpName = "FILE.docx", Required = true };
        var pack = new Option<string?>("--pack") { Description = "取哪个包的表单 / the pack of the form", HelpName = "ID" };
        var command = new Command("form", "按事实文件填写官方表单（Word） / fill an official form from a facts file (Word)") { form, facts, output, pack };
        command.SetAction(parsed =>
        {
            var library = CommandLine.Load();
            var file = parsed.GetValue(facts)!;
            var incident = IncidentFile.Read(AssessCommand.ReadFile(file, terminal), library.Vocabulary);
            var day = incident.DiscoveredOn ?? terminal.Today;
            var assessment = library.On(day).Assess(incident, day);
            var (chosen, row) = Choose(parsed.GetValue(form)!, parsed.GetValue(pack), library, assessment);
            var material = Material.Of(incident, assessment, library, Instant.StartOf(terminal.Today));
            var paper = Filling.Fill(chosen, row, material, new Dictionary<string, TypedText>());
            Save(parsed.GetValue(output)!, PaperDocument.Write(paper, PaperStamp.Draft(paper.Reference)));
            return Exit.Done;
        });
        return command;
    }

    /// <summary>The form of that id: of the pack that was named, of the one pack that has it, or of the one that asks for it in this incident.</summary>
    private static (Pack Pack, Form Form) Choose(string id, string? named, Library library, Assessment assessment)
    {
        var having = library.Packs.Where(p => p.Forms.Any(f => f.Id == id)).ToList();
        if (having.Count == 0)
            throw new WrongCallException(new($"FORM: 没有表单 {id}; 可用：{string.Join("、", All(library))}", $"FORM: no form {id}; use one of: {string.Join(", ", All(library))}"));
        if (named is not null)
            having = having.Find(p => p.Id == named) is { } pack ? [pack]
                : throw new WrongCallException(new($"--pack: {named} 没有表单 {id}; 可用：{Ids("、", having)}", $"--pack: {named} has no form {id}; use one of: {Ids(", ", having)}"));
        if (having.Count > 1 && Asking(id, assessment) is { Count: > 0 } asking)
            having = [.. having.Where(p => asking.Contains(p.Id))];
        if (having.Count > 1)
            throw new WrongCallException(new($"--pack: 几个包都有表单 {id}; 请写明其一：{Ids("、", having)}", $"--pack: several packs have a form {id}; name one of: {Ids(", ", having)}"));
        return (having[0], having[0].Forms.First(f => f.Id == id));
    }

    /// <summary>The packs with a duty that this form meets; what is only possible counts when nothing is certain.</summary>
    private static HashSet<string> Asking(string id, Assessment assessment)
    {
        var duties = assessment.Duties.Where(d => d.Duty.Form == id && d.Duty.Who.Tier is "operator" or "group").ToList();
        var certain = duties.Where(d => d.State != DutyState.Possible).ToList();
        return [.. (certain.Count > 0 ? certain : duties).Select(d => d.Pack.Pack.Id)];
    }

    private static IEnumerable<string> All(Library library) => library.Packs.SelectMany(p => p.Forms).Select(f => f.Id).Distinct().Order(StringComparer.Ordinal);

    private static string Ids(string between, IEnumerable<Pack> packs) => string.Join(between, packs.Select(p => p.Id));

    private static void Save(string file, byte[] document)
    {
        try
        {
            File.WriteAllBytes(file, document);
        }
        catch (Exception e) when (e is DirectoryNotFoundException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException(new(file, 1, 1), "-o", new("不能写这个文件", "this file cannot be written"), new("请检查目录是否存在、是否有权限", "check that its folder exists and may be written"));
        }
    }
}
