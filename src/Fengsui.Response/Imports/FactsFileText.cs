using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fengsui.Law;
using Fengsui.Law.Facts;

namespace Fengsui.Response.Imports;

/// <summary>Writes an imported record as a facts file.</summary>
public static class FactsFileText
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As YAML, with comments that say where each fact comes from, what stays unknown and what was left out.</summary>
    public static string Yaml(VerisRecord record, Vocabulary vocabulary, Language language)
    {
        var text = new StringBuilder();
        text.Append("incident: ").Append(JsonSerializer.Serialize(record.Title, Plain)).Append('\n');
        var assumed = record.Facts.Where(f => f.Assumed).Select(f => f.Fact).ToList();
        if (assumed.Count > 0)
            text.Append("assumed: [").AppendJoin(", ", assumed).Append("]\n");
        text.Append(record.Facts.Count == 0 ? "facts: {}\n" : "facts:\n");
        foreach (var fact in record.Facts)
            text.Append("  ").Append(fact.Fact).Append(": ").Append(Value(fact)).Append("  # ").Append(OneLine(fact.Why.In(language))).Append('\n');

        var taken = record.Facts.Select(f => f.Fact).ToHashSet();
        text.Append(language == Language.Zh ? "# 尚不明确（记录没有说）：" : "# not known yet (the record does not say): ")
            .AppendJoin(' ', vocabulary.Facts.Where(f => !f.OfOrganisation && !taken.Contains(f.Id)).Select(f => f.Id)).Append('\n');
        text.Append(language == Language.Zh ? "# 未采用：\n" : "# left out:\n");
        foreach (var left in record.LeftOut)
            text.Append("#   ").Append(left.Path).Append(" = ").Append(OneLine(left.Value)).Append(language == Language.Zh ? "：" : ": ").Append(left.Why.In(language)).Append('\n');
        return text.ToString();
    }

    /// <summary>As JSON on one line, which <c>assess --batch</c> reads.</summary>
    public static string Json(VerisRecord record)
    {
        var document = new Dictionary<string, object> { ["incident"] = record.Title };
        var assumed = record.Facts.Where(f => f.Assumed).Select(f => f.Fact).ToList();
        if (assumed.Count > 0)
            document["assumed"] = assumed;
        document["facts"] = record.Facts.ToDictionary(f => f.Fact, f => f.Values.Count == 1 ? (object)f.Values[0] : f.Values);
        return JsonSerializer.Serialize(document, Plain);
    }

    private static string Value(TakenFact fact) => fact.Values.Count == 1 ? fact.Values[0] : $"[{string.Join(", ", fact.Values)}]";

    /// <summary>A comment ends with its line; what a record holds must not begin a new one.</summary>
    private static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split(['\n', '\r', '\t', '\u0085', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return line.Length <= 120 ? line : line[..117] + "…";
    }
}
