using System.Text;
using Fengsui.Law.Facts;

namespace Fengsui.Server.Features.Assess;

/// <summary>Writes a sheet as the facts file that the command line reads, so that nothing typed is lost.</summary>
internal static class FactsFile
{
    public static string Write(FactSheet sheet)
    {
        var yaml = new StringBuilder();
        yaml.Append("incident: ").Append(Quoted(sheet.Title is { Written.Length: > 0, Error: null } ? sheet.Title.Written : "未命名事件")).Append('\n');
        Wrong(yaml, "", "incident", sheet.Title.Written, sheet.Title.Error);
        foreach (var instant in sheet.Instants)
        {
            if (instant.Value is { } value)
                yaml.Append(instant.Anchor.Id).Append(": ").Append(value).Append('\n');
            Wrong(yaml, "", instant.Anchor.Id, instant.Written, instant.Error);
        }

        WriteOrganisation(yaml, sheet);
        var facts = sheet.Facts.Where(f => !f.Fact.OfOrganisation).ToList();
        yaml.Append(facts.Exists(f => f is { Stated: true, Error: null }) ? "facts:\n" : "facts: {}\n");
        Write(yaml, facts);
        if (sheet.Assumed.Count > 0)
            yaml.Append("assumed: [").AppendJoin(", ", sheet.Assumed).Append("]\n");
        return yaml.ToString();
    }

    private static void WriteOrganisation(StringBuilder yaml, FactSheet sheet)
    {
        var about = sheet.Facts.Where(f => f.Fact.OfOrganisation).ToList();
        var named = sheet.Organisation is { Written.Length: > 0, Error: null };
        if (named || about.Exists(f => f is { Stated: true, Error: null }))
            yaml.Append("organisation:\n");
        if (named)
            yaml.Append("  name: ").Append(Quoted(sheet.Organisation.Written)).Append('\n');
        Wrong(yaml, "  ", "name", sheet.Organisation.Written, sheet.Organisation.Error);
        Write(yaml, about);
    }

    private static void Write(StringBuilder yaml, IEnumerable<FactEntry> entries)
    {
        foreach (var entry in entries)
        {
            Wrong(yaml, "  ", entry.Fact.Id, string.Join(' ', entry.Written), entry.Error);
            if (!entry.Stated || entry.Error is not null)
                continue;
            var words = entry.Written.Select(w => Scalar(entry.Fact, w)).ToList();
            var value = words is [var only] ? only : $"[{string.Join(", ", words)}]";
            yaml.Append("  ").Append(entry.Fact.Id).Append(": ").Append(value).Append('\n');
        }
    }

    /// <summary>What could not be understood stays in the file as a remark: the file reads, and nothing is lost.</summary>
    private static void Wrong(StringBuilder yaml, string indent, string key, string written, FieldError? error)
    {
        if (error is not null)
            yaml.Append(indent).Append("# ").Append(key).Append(": ").Append(OneLine(written)).Append('（').Append(error.Wrong.Zh).Append("）\n");
    }

    private static string Scalar(Fact fact, string written) => fact.Type switch
    {
        FactType.Quantity => Lenient.Quantity(written) is var text && text.Any(c => c is ',' or '>' or '<' or '%') ? Quoted(text) : text,
        FactType.Text => Quoted(written),
        FactType.Set or FactType.Choice or FactType.YesNo or FactType.Judgement => written,
        _ => throw new InvalidOperationException(),
    };

    private static string Quoted(string text) => $"\"{OneLine(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
}
