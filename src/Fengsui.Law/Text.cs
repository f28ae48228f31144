namespace Fengsui.Law;

/// <summary>The two languages of every text: Chinese first, English complete.</summary>
public enum Language
{
    /// <summary>Simplified Chinese.</summary>
    Zh,

    /// <summary>English.</summary>
    En,
}

/// <summary>A text in both languages.</summary>
/// <param name="Zh">The Chinese text.</param>
/// <param name="En">The English text.</param>
public readonly record struct Text(string Zh, string En)
{
    /// <summary>The text in one language.</summary>
    public string In(Language language) => language switch
    {
        Language.Zh => Zh,
        Language.En => En,
        _ => throw new ArgumentOutOfRangeException(nameof(language)),
    };

    /// <summary>A text that reads the same in both languages: an id, a number, a locator.</summary>
    public static Text Same(string text) => new(text, text);

    /// <summary>Joins texts, with Chinese punctuation in Chinese and a Latin separator in English.</summary>
    public static Text Join(string zhSeparator, string enSeparator, IReadOnlyCollection<Text> parts) =>
        new(string.Join(zhSeparator, parts.Select(p => p.Zh)), string.Join(enSeparator, parts.Select(p => p.En)));

    /// <inheritdoc/>
    public override string ToString() => Zh;
}
