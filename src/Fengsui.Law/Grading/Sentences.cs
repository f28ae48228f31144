using Fengsui.Law.Conditions;
using Fengsui.Law.Facts;

namespace Fengsui.Law.Grading;

/// <summary>How conditions print themselves as Chinese and English sentences, with and without the values of an incident.</summary>
public static class Sentences
{
    /// <summary>A condition as the law states it, without an incident.</summary>
    public static Text Of(Condition condition) => condition switch
    {
        Condition.Always => new("不附条件", "in every case"),
        Condition.All => new("同时满足", "all of these"),
        Condition.Any => new("满足其一", "any of these"),
        Condition.Not => new("并非", "not"),
        Condition.LevelAtLeast c => new($"级别为{c.Level.Word()}{(c.Level == Level.ParticularlyMajor ? "" : "以上")}", $"level {c.Level.Name().En} or higher"),
        Condition.Compare c => new($"{c.Fact.Say.Zh}{Bound(c, Language.Zh)}", $"{c.Fact.Say.En} {Bound(c, Language.En)}"),
        Condition.Is c => new($"{c.Fact.Say.Zh}为{c.Fact.Words[c.Word].Zh}", $"{c.Fact.Say.En} is {c.Fact.Words[c.Word].En}"),
        Condition.In c => new($"{c.Fact.Say.Zh}为{Words(c.Fact, c.Words, Language.Zh)}", $"{c.Fact.Say.En} is {Words(c.Fact, c.Words, Language.En)}"),
        Condition.HasAny c when c.Words == c.Fact.AllWords => new($"{c.Fact.Say.Zh}任一种", $"{c.Fact.Say.En} any of its kinds"),
        Condition.HasAny c => new($"{c.Fact.Say.Zh}{Words(c.Fact, c.Words, Language.Zh)}", $"{c.Fact.Say.En} {Words(c.Fact, c.Words, Language.En)}"),
        Condition.Judged c => new($"{c.Fact.Say.Zh}为{AtLeastWord(c, Language.Zh)}", $"{c.Fact.Say.En} is {AtLeastWord(c, Language.En)}"),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>A whole condition in one sentence, joints included.</summary>
    public static Text Whole(Condition condition) => condition switch
    {
        Condition.All c => Text.Join("，且", ", and ", [.. c.Parts.Select(p => Inner(p))]),
        Condition.Any c => Text.Join("，或", ", or ", [.. c.Parts.Select(p => Inner(p))]),
        Condition.Not c => Whole(c.Part) is var part ? new($"并非（{part.Zh}）", $"not ({part.En})") : default,
        _ => Of(condition),
    };

    private static Text Inner(Condition condition) => condition is Condition.All or Condition.Any && Whole(condition) is var text
        ? new($"（{text.Zh}）", $"({text.En})")
        : Whole(condition);

    /// <summary>A comparison with the value that an incident gives it.</summary>
    public static Text Of(Condition condition, Truth truth, FactValue value)
    {
        if (condition is Condition.LevelAtLeast)
            return Of(condition);
        var fact = condition.Compared!;
        return new(In(Language.Zh), In(Language.En));

        string In(Language language)
        {
            var zh = language == Language.Zh;
            var said = fact.Say.In(language) + Joint(fact, language) + fact.Write(value, language);
            if (value.Knowledge == Knowledge.NotApplicable)
                return said;
            var bound = Requirement(condition, language);
            if (value.Knowledge == Knowledge.Unknown)
                return zh ? $"{fact.Ask.Zh}：尚不明确（{bound}）" : $"{fact.Ask.En}: not known yet ({bound})";
            return (condition, truth) switch
            {
                (Condition.Compare or Condition.Judged, Truth.True) => zh ? $"{said}，达到{bound}" : $"{said}, reaches {bound}",
                (Condition.Compare or Condition.Judged, Truth.False) => zh ? $"{said}，未达到{bound}" : $"{said}, does not reach {bound}",
                (Condition.Compare or Condition.Judged, Truth.Unknown) => zh ? $"{said}，可能达到{bound}" : $"{said}, may reach {bound}",
                (_, Truth.True) => said,
                (_, Truth.False) => zh ? $"{said}，不是{bound}" : $"{said}, not {bound}",
                (_, Truth.Unknown) => zh ? $"{said}，可能有{bound}" : $"{said}, may include {bound}",
                _ => throw new InvalidOperationException(),
            };
        }
    }

    /// <summary>Quantities and sets follow the words directly; a word is something that the fact <em>is</em> (为).</summary>
    private static string Joint(Fact fact, Language language) => fact.Type is FactType.Quantity or FactType.Set
        ? language == Language.Zh ? "" : " "
        : language == Language.Zh ? "为" : " is ";

    private static string Requirement(Condition condition, Language language) => condition switch
    {
        Condition.Compare c => Bound(c, language),
        Condition.Judged c => AtLeastWord(c, language),
        Condition.Is c => c.Fact.Words[c.Word].In(language),
        Condition.In c => Words(c.Fact, c.Words, language),
        Condition.HasAny c => c.Words == c.Fact.AllWords ? language == Language.Zh ? "任一种" : "any of its kinds" : Words(c.Fact, c.Words, language),
        _ => throw new InvalidOperationException(),
    };

    private static string Bound(Condition.Compare c, Language language)
    {
        var threshold = Quantity.Format(c.Threshold, c.Fact.Unit!);
        return (c.Comparison, language) switch
        {
            (Comparison.AtLeast, Language.Zh) => $"{threshold}以上",
            (Comparison.MoreThan, Language.Zh) => $"超过{threshold}",
            (Comparison.AtMost, Language.Zh) => $"不超过{threshold}",
            (Comparison.LessThan, Language.Zh) => $"不足{threshold}",
            (Comparison.AtLeast, _) => $"{threshold} or more",
            (Comparison.MoreThan, _) => $"more than {threshold}",
            (Comparison.AtMost, _) => $"at most {threshold}",
            (Comparison.LessThan, _) => $"less than {threshold}",
            _ => throw new InvalidOperationException(),
        };
    }

    private static string AtLeastWord(Condition.Judged c, Language language)
    {
        var word = c.Fact.Words[c.Word].In(language);
        var top = c.Word == c.Fact.Words.Count - 1;
        return language == Language.Zh ? top ? $"“{word}”" : $"“{word}”以上" : top ? $"“{word}”" : $"“{word}” or worse";
    }

    private static string Words(Fact fact, long mask, Language language) =>
        string.Join(language == Language.Zh ? "、" : " or ", fact.Words.Where((_, i) => (mask >> i & 1) == 1).Select(w => w.In(language)));
}
