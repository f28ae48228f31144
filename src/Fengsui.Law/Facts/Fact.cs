namespace Fengsui.Law.Facts;

/// <summary>The type of a fact.</summary>
public enum FactType
{
    /// <summary>A set of words.</summary>
    Set,

    /// <summary>One word of several.</summary>
    Choice,

    /// <summary>是 or 否.</summary>
    YesNo,

    /// <summary>A quantity with its unit.</summary>
    Quantity,

    /// <summary>A word asserted by a named person, ordered from left to right.</summary>
    Judgement,

    /// <summary>Free text; never graded.</summary>
    Text,
}

/// <summary>One entry of the vocabulary (facts.yaml of cn.shared).</summary>
/// <param name="Slot">Its place in every array of values.</param>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Words">The words of a set, choice, judgement or yes/no (否 before 是: 是 is the higher position), in order.</param>
/// <param name="Unit">The unit of a quantity.</param>
/// <param name="Group">The group of the form in which it stands.</param>
/// <param name="Ask">The question.</param>
/// <param name="Say">The words that begin a sentence about it.</param>
/// <param name="Hint">A hint under the field, or empty.</param>
/// <param name="OfOrganisation">Whether it is about the organisation, not the incident.</param>
/// <param name="Default">What stands in when an organisation does not say: the word's position, or null.</param>
/// <param name="Rises">Whether a higher position is more harm (judgements, ordered choices, yes/no facts marked so).</param>
public sealed record Fact(
    int Slot,
    string Id,
    FactType Type,
    IReadOnlyList<Text> Words,
    Unit? Unit,
    string Group,
    Text Ask,
    Text Say,
    Text Hint,
    bool OfOrganisation,
    int? Default,
    bool Rises)
{
    /// <summary>The bit mask of the whole set.</summary>
    public long AllWords => (1L << Words.Count) - 1;

    /// <summary>The position of a word, or −1.</summary>
    public int WordIndex(string word)
    {
        for (var i = 0; i < Words.Count; i++)
            if (Words[i].Zh == word)
                return i;
        return -1;
    }

    /// <summary>Writes a value as a facts file writes it (Chinese) or as an English reader sees it.</summary>
    public string Write(FactValue value, Language language) => value.Knowledge switch
    {
        Knowledge.Unknown => language == Language.Zh ? "尚不明确" : "not known yet",
        Knowledge.NotApplicable => language == Language.Zh ? "不适用" : "not applicable",
        Knowledge.Known => Type switch
        {
            FactType.Quantity => WriteRange(value, language),
            FactType.Set => WriteSet(value, language),
            FactType.Choice or FactType.YesNo or FactType.Judgement => Words[(int)value.Low].In(language),
            FactType.Text => "",
            _ => throw new InvalidOperationException(),
        },
        _ => throw new InvalidOperationException(),
    };

    private string WriteRange(FactValue value, Language language)
    {
        var low = Quantity.Format(value.Low, Unit!);
        if (value.Low == value.High)
            return low;
        if (value.High == FactValue.Open)
            return language == Language.Zh ? $"至少{low}" : $"at least {low}";
        var high = Quantity.Format(value.High, Unit!);
        return language == Language.Zh ? $"{low}至{high}" : $"{low} to {high}";
    }

    private string WriteSet(FactValue value, Language language)
    {
        var words = Words.Where((_, i) => (value.Low >> i & 1) == 1).Select(w => w.In(language)).ToList();
        if (value.High != 0)
            words.Add(language == Language.Zh ? "可能还有其他" : "perhaps more");
        return words.Count == 0 ? language == Language.Zh ? "无" : "none" : string.Join(language == Language.Zh ? "、" : ", ", words);
    }
}
