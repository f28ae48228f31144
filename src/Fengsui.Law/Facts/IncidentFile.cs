using Fengsui.Law.Calendar;
using Fengsui.Law.Input;

namespace Fengsui.Law.Facts;

/// <summary>Reads the facts file: what is known of an incident, of its clocks and of the organisation.</summary>
public static class IncidentFile
{
    /// <summary>Reads a facts file by path.</summary>
    /// <exception cref="InputException">The file or a value in it is wrong.</exception>
    public static Incident ReadFile(string path, Vocabulary vocabulary) => Read(InputText.ReadFile(path), vocabulary);

    /// <summary>Reads a facts file that was parsed already.</summary>
    /// <exception cref="InputException">A value in it is wrong.</exception>
    public static Incident Read(Node root, Vocabulary vocabulary)
    {
        var fields = new Fields(root, "incident");
        var title = FactReader.RefuseYamlWords(fields.Need("incident"), "incident");
        return Read(fields, title, vocabulary);
    }

    /// <summary>Reads the rest of a facts file (or of a worked case) after its title.</summary>
    internal static Incident Read(Fields fields, string title, Vocabulary vocabulary)
    {
        var values = new FactValue[vocabulary.Facts.Count];
        var stated = new FactSet();
        var instants = new Instant?[vocabulary.Anchors.Count];
        foreach (var anchor in vocabulary.Anchors)
            instants[anchor.Index] = ReadInstant(fields.Take(anchor.Id), anchor.Id);

        string? organisation = null;
        if (fields.Take("organisation") is { } about)
            foreach (var entry in new Fields(about, "organisation").Entries)
            {
                if (entry.Key.Value == "name")
                    organisation = FactReader.RefuseYamlWords(entry.Value, "name");
                else
                    ReadFact(entry, vocabulary, values, ref stated);
            }

        var facts = new Fields(fields.Need("facts"), "facts");
        // Keys before values: 12,000人 without quotes inside braces is a number without a unit and an unknown key, and the second tells more.
        foreach (var entry in facts.Entries)
            Known(entry.Key.Value, entry.Key.At, vocabulary);
        foreach (var entry in facts.Entries)
            ReadFact(entry, vocabulary, values, ref stated);

        var assumed = new FactSet();
        foreach (var node in fields.List("assumed", required: false))
            assumed.Add(Known(Fields.WordOf(node, "assumed"), node.At, vocabulary).Slot);
        fields.Done();

        return new Incident(vocabulary, title, values, instants, Default(vocabulary, values, stated), assumed) { Organisation = organisation };
    }

    /// <summary>Lets the defaults of the organisation stand in for what nobody stated; tells which.</summary>
    public static FactSet Default(Vocabulary vocabulary, Span<FactValue> values, FactSet stated)
    {
        var defaulted = new FactSet();
        foreach (var fact in vocabulary.Facts)
        {
            if (fact.Default is not { } word || stated.Has(fact.Slot))
                continue;
            values[fact.Slot] = FactValue.Word(word);
            defaulted.Add(fact.Slot);
        }

        return defaulted;
    }

    private static void ReadFact(Node.Entry entry, Vocabulary vocabulary, FactValue[] values, ref FactSet stated)
    {
        var fact = Known(entry.Key.Value, entry.Key.At, vocabulary);
        // The same id once under `organisation` and once under `facts` is a second value for a key.
        if (stated.Has(fact.Slot))
            throw InputText.Twice(entry.Key.At, fact.Id);
        stated.Add(fact.Slot);
        values[fact.Slot] = FactReader.Read(fact, entry.Value);
    }

    private static Fact Known(string id, Place at, Vocabulary vocabulary)
    {
        if (vocabulary.Fact(id) is { } fact)
            return fact;
        var nearest = vocabulary.Facts.MinBy(f => Distance(f.Id, id))!.Id;
        var remedy = id.Length > 0 && char.IsAsciiDigit(id[0])
            ? new Text("花括号或方括号里带千位分隔符的值要加引号", "quote a value with a thousands separator inside {} and []")
            : new Text($"是否指 {nearest}？词表见 fengsui packs show cn.shared", $"did you mean {nearest}? the vocabulary: fengsui packs show cn.shared");
        throw new InputException(at, id.Length == 0 ? "facts" : id, new("没有这项事实", "unknown fact"), remedy);
    }

    private static Instant? ReadInstant(Node? node, string key)
    {
        if (node is null)
            return null;
        var text = FactReader.RefuseYamlWords(node, key);
        if (text == "unknown")
            return null;
        return Instant.TryParse(text, out var instant)
            ? instant
            : throw new InputException(node.At, key, new($"“{text}”不是带时区的时刻", $"“{text}” is not an instant with seconds and an offset"),
                new("应写作 2026-03-02T02:14:00+08:00，或 unknown", "write it as 2026-03-02T02:14:00+08:00, or unknown"));
    }

    /// <summary>Levenshtein's distance, for the suggestion in an error.</summary>
    private static int Distance(string a, string b)
    {
        if (b.Length > 64)
            return a.Length;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
