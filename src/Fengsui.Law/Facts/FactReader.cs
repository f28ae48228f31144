using Fengsui.Law.Input;

namespace Fengsui.Law.Facts;

/// <summary>Reads the value of a fact from a facts file or a form.</summary>
public static class FactReader
{
    private static readonly HashSet<string> NeverValues = ["null", "~", "true", "false", "True", "False", "TRUE", "FALSE", "Null", "NULL", "yes", "Yes", "YES"];

    /// <summary>Reads a value of the facts file.</summary>
    /// <exception cref="InputException">It is not a value of this fact.</exception>
    public static FactValue Read(Fact fact, Node node)
    {
        if (node is Node.Sequence list && fact.Type == FactType.Set)
            return ReadSet(fact, list);
        return TryRead(fact, RefuseYamlWords(node, fact.Id), out var value, out var error) ? value : throw new InputException(node.At, fact.Id, error.Wrong, error.Remedy);
    }

    /// <summary>Refuses what YAML and JSON would take for a truth or for nothing, quoted or not: quoting never changes a meaning.</summary>
    internal static string RefuseYamlWords(Node node, string key)
    {
        var text = Fields.WordOf(node, key);
        if (NeverValues.Contains(text))
            throw new InputException(node.At, key, new($"不接受 {text}", $"{text} is not a value here"),
                new("请写是、否、unknown、n/a 或具体的值", "write 是, 否, unknown, n/a or the value itself"));
        return text;
    }

    /// <summary>Reads one word or quantity, <c>unknown</c>, <c>n/a</c>, or <c>none</c> for a set.</summary>
    public static bool TryRead(Fact fact, string text, out FactValue value, out (Text Wrong, Text Remedy) error)
    {
        error = default;
        value = FactValue.Unknown;
        if (text == "unknown")
            return true;
        value = FactValue.NotApplicable;
        if (text == "n/a")
            return true;
        switch (fact.Type)
        {
            case FactType.Quantity:
                return TryReadRange(fact.Unit!, text, out value, out error);
            case FactType.Text:
                // Text is never compared; that it is known is all the engine keeps.
                value = FactValue.Word(0);
                return true;
            case FactType.Set when text == "none":
                value = FactValue.Set(0, more: false);
                return true;
            case FactType.Set or FactType.Choice or FactType.YesNo or FactType.Judgement:
                var index = fact.WordIndex(text);
                value = fact.Type == FactType.Set ? FactValue.Set(index < 0 ? 0 : 1L << index, more: false) : FactValue.Word(index);
                error = index < 0 ? NotAWord(fact, text) : default;
                return index >= 0;
            default:
                throw new InvalidOperationException();
        }
    }

    private static FactValue ReadSet(Fact fact, Node.Sequence list)
    {
        if (list.Items.Count == 0)
            throw new InputException(list.At, fact.Id, new("[] 没有含义", "[] has no meaning"), new("一项也没有写 none，不知道写 unknown", "write none for none at all, unknown when not known"));
        long mask = 0;
        var more = false;
        foreach (var item in list.Items)
        {
            var text = RefuseYamlWords(item, fact.Id);
            var index = fact.WordIndex(text);
            var again = text == "unknown" ? more : index >= 0 && (mask >> index & 1) == 1;
            if (again)
                throw new InputException(item.At, fact.Id, new($"“{text}”重复", $"“{text}” stands twice"), new("每个词只写一次", "write each word once"));
            if (text == "unknown")
                more = true;
            else if (index >= 0)
                mask |= 1L << index;
            else
            {
                var (wrong, remedy) = text is "none" or "n/a"
                    ? (new Text($"{text} 不能与其他词并列", $"{text} cannot stand in a list"), new Text($"请单独写 {text}", $"write {text} alone"))
                    : NotAWord(fact, text);
                throw new InputException(item.At, fact.Id, wrong, remedy);
            }
        }

        return FactValue.Set(mask, more);
    }

    private static (Text Wrong, Text Remedy) NotAWord(Fact fact, string text)
    {
        var words = string.Join(" ", fact.Words.Select(w => w.Zh));
        var none = fact.Type == FactType.Set ? " none" : "";
        return (new($"“{text}”不在词表中", $"“{text}” is not one of its words"), new($"应为：{words}{none} unknown n/a", $"use one of: {words}{none} unknown n/a"));
    }

    private static bool TryReadRange(Unit unit, string text, out FactValue value, out (Text Wrong, Text Remedy) error)
    {
        value = default;
        var open = unit.Kind == QuantityKind.Percent ? unit.Max : FactValue.Open;
        if (text.StartsWith(">=", StringComparison.Ordinal) || text.StartsWith('≥'))
        {
            if (!Quantity.TryParse(text[(text[0] == '≥' ? 1 : 2)..], unit, out var low, out error))
                return false;
            value = FactValue.Between(low, open);
            return true;
        }

        if (text.StartsWith("<=", StringComparison.Ordinal) || text.StartsWith('≤'))
        {
            if (!Quantity.TryParse(text[(text[0] == '≤' ? 1 : 2)..], unit, out var high, out error))
                return false;
            value = FactValue.Between(0, high);
            return true;
        }

        if (text is ['>' or '<', ..])
        {
            error = (new($"不接受严格的 {text[0]}", $"a strict {text[0]} is not accepted"), new($"请写 \">={unit.Example}\" 或 <={unit.Example}", $"write \">={unit.Example}\" or <={unit.Example}"));
            return false;
        }

        var dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0)
        {
            if (!Quantity.TryParse(text, unit, out var single, out error))
                return false;
            value = FactValue.Between(single, single);
            return true;
        }

        if (!Quantity.TryParse(text[..dots], unit, out var from, out error) || !Quantity.TryParse(text[(dots + 2)..], unit, out var to, out error))
            return false;
        if (from > to)
        {
            error = (new($"{text} 前大后小", $"{text} is reversed"), new("小的一端写在前面", "the smaller end comes first"));
            return false;
        }

        value = FactValue.Between(from, to);
        return true;
    }
}
