namespace Fengsui.Law.Grading;

/// <summary>The four levels of an incident (国家网络安全事件应急预案 1.4; 工信数据预案 1.5), lowest first.</summary>
public enum Level : byte
{
    /// <summary>一般 (IV).</summary>
    Ordinary = 1,

    /// <summary>较大 (III).</summary>
    RelativelyMajor = 2,

    /// <summary>重大 (II).</summary>
    Major = 3,

    /// <summary>特别重大 (I).</summary>
    ParticularlyMajor = 4,
}

/// <summary>The words of the levels.</summary>
public static class Levels
{
    private static readonly Text[] Words =
        [new("一般", "ordinary"), new("较大", "relatively major"), new("重大", "major"), new("特别重大", "particularly major")];

    /// <summary>All levels, the highest first, as the instruments list them.</summary>
    public static IReadOnlyList<Level> HighestFirst { get; } = [Level.ParticularlyMajor, Level.Major, Level.RelativelyMajor, Level.Ordinary];

    /// <summary>The statute's word.</summary>
    public static string Word(this Level level) => Words[(int)level - 1].Zh;

    /// <summary>The word in both languages.</summary>
    public static Text Name(this Level level) => Words[(int)level - 1];

    /// <summary>Reads the statute's word.</summary>
    public static Level? Parse(string word)
    {
        var index = Array.FindIndex(Words, w => w.Zh == word);
        return index < 0 ? null : (Level)(index + 1);
    }
}
