using Fengsui.Law.Conditions;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Law.Input;

namespace Fengsui.Law.Packs;

/// <summary>Reads conditions against the vocabulary.</summary>
internal sealed class ConditionReader(Vocabulary vocabulary)
{
    private static readonly (string Word, Level Value)[] LevelWords = [.. Levels.HighestFirst.Select(l => (l.Word(), l))];

    private static readonly Dictionary<string, Comparison> Comparisons = new()
    {
        ["at_least"] = Comparison.AtLeast,
        ["more_than"] = Comparison.MoreThan,
        ["at_most"] = Comparison.AtMost,
        ["less_than"] = Comparison.LessThan,
    };

    /// <param name="node">The condition.</param>
    /// <param name="key">The key under which it stands.</param>
    /// <param name="levels">Whether <c>level</c> may be read: duties yes, grading no (a level may not rest on itself).</param>
    public Condition Read(Node node, string key, bool levels)
    {
        if (node is Node.Scalar { Value: "always" })
            return new Condition.Always();
        if (node is not Node.Mapping { Entries.Count: > 0 } mapping)
            throw new InputException(node.At, key, new("不是条件", "not a condition"),
                new("写 always，或 {fact: …}、{judged: …}、{level: …}、{all: […]}、{any: […]}、{not: …}", "write always, or {fact: …}, {judged: …}, {level: …}, {all: […]}, {any: […]}, {not: …}"));
        var fields = new Fields(mapping, key);
        Condition condition = mapping.Entries[0].Key.Value switch
        {
            "all" => new Condition.All(Parts(fields, "all", levels)),
            "any" => new Condition.Any(Parts(fields, "any", levels)),
            "not" => new Condition.Not(Read(fields.Need("not"), "not", levels)),
            "level" => Level(fields, levels),
            "judged" => Judged(fields),
            "fact" => OfFact(fields),
            var other => throw new InputException(mapping.Entries[0].Key.At, other, new("不是条件的开头", "does not begin a condition"), new("条件以 all、any、not、fact、judged 或 level 开头", "a condition begins with all, any, not, fact, judged or level")),
        };
        fields.Done();
        return condition;
    }

    private IReadOnlyList<Condition> Parts(Fields fields, string key, bool levels)
    {
        var parts = fields.List(key);
        if (parts.Count < 2)
            throw new InputException(fields.At, key, new("至少要有两个条件", "at least two conditions are needed"), new($"只有一个条件时不用 {key}", $"a single condition needs no `{key}`"));
        return [.. parts.Select(p => Read(p, key, levels))];
    }

    private static Condition.LevelAtLeast Level(Fields fields, bool levels)
    {
        var node = fields.Need("level");
        if (!levels)
            throw new InputException(node.At, "level", new("定级条件不能以级别为依据", "a grading condition may not read the level"), new("level 只用于 duties.yaml", "`level` is for duties.yaml only"));
        var inner = new Fields(node, "level");
        var level = Fields.OneOf(inner.Need("at_least"), "at_least", LevelWords);
        inner.Done();
        return new(level);
    }

    private Condition.Judged Judged(Fields fields)
    {
        var fact = Fact(fields, "judged");
        if (fact.Type != FactType.Judgement)
            throw new InputException(fields.At, "judged", new($"{fact.Id} 不是判断", $"{fact.Id} is not a judgement"), new("写 {fact: …}", "write {fact: …}"));
        return new(fact, WordOf(fields.Need("at_least"), "at_least", fact));
    }

    private Condition OfFact(Fields fields)
    {
        var fact = Fact(fields, "fact");
        if (fact.Type == FactType.Text)
            throw new InputException(fields.At, fact.Id, new($"{fact.Id} 是文字，不参与比较", $"{fact.Id} is a text, which is never compared"), new("请用其他事实", "use another fact"));
        var test = fields.Entries.Select(e => e.Key.Value).FirstOrDefault(k => k != "fact");
        var allowed = fact.Type switch
        {
            FactType.Quantity => "at_least, more_than, at_most, less_than",
            FactType.Choice => "is, in",
            FactType.YesNo => "is",
            FactType.Set => "has_any",
            FactType.Judgement => "{judged: …, at_least: …}",
            _ => throw new InvalidOperationException(),
        };
        if (test is null || !allowed.Split(", ").Contains(test))
            throw new InputException(fields.At, fact.Id, new($"{fact.Id} 不能这样比较（{test ?? "没有比较"}）", $"{fact.Id} cannot be compared so ({test ?? "no comparison"})"),
                new($"可用：{allowed}", $"use: {allowed}"));
        var operand = fields.Need(test);
        return test switch
        {
            "is" => new Condition.Is(fact, WordOf(operand, test, fact)),
            "in" => new Condition.In(fact, WordsOf(fields, test, fact)),
            "has_any" when operand is Node.Scalar { Value: "any" } => new Condition.HasAny(fact, fact.AllWords),
            "has_any" => new Condition.HasAny(fact, WordsOf(fields, test, fact)),
            _ => new Condition.Compare(fact, Comparisons[test], ThresholdOf(operand, test, fact)),
        };
    }

    private Fact Fact(Fields fields, string key)
    {
        var node = fields.Need(key);
        var id = Fields.WordOf(node, key);
        return vocabulary.Fact(id) ?? throw new InputException(node.At, key, new($"没有事实 {id}", $"unknown fact {id}"), new("事实须先列入 cn.shared/facts.yaml", "facts stand in cn.shared/facts.yaml"));
    }

    private static int WordOf(Node node, string key, Fact fact)
    {
        var word = Fields.WordOf(node, key);
        var index = fact.WordIndex(word);
        return index >= 0 ? index : throw new InputException(node.At, fact.Id, new($"“{word}”不在词表中", $"“{word}” is not one of its words"),
            new($"应为：{string.Join("、", fact.Words.Select(w => w.Zh))}", $"use one of: {string.Join(", ", fact.Words.Select(w => w.Zh))}"));
    }

    private static long WordsOf(Fields fields, string key, Fact fact)
    {
        long mask = 0;
        foreach (var node in fields.List(key))
        {
            var bit = 1L << WordOf(node, key, fact);
            if ((mask & bit) != 0)
                throw new InputException(node.At, fact.Id, new("这个词重复", "this word stands twice"), new("每个词只写一次", "write each word once"));
            mask |= bit;
        }

        if (mask == fact.AllWords)
            throw new InputException(fields.At, fact.Id, new($"{key} 列出了全部词语", $"{key} spells out the whole vocabulary"),
                new("集合写 has_any: any；选项不需要这个条件", "write has_any: any for a set; a choice needs no condition for it"));
        return mask;
    }

    private static long ThresholdOf(Node node, string key, Fact fact)
    {
        var text = Fields.WordOf(node, key);
        return Quantity.TryParse(text, fact.Unit!, out var value, out var error) ? value : throw new InputException(node.At, fact.Id, error.Wrong, error.Remedy);
    }
}
