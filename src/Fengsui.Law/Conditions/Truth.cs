namespace Fengsui.Law.Conditions;

/// <summary>Kleene's three truth values, ordered so that <c>all</c> is the minimum, <c>any</c> the maximum and <c>not</c> the mirror.</summary>
public enum Truth : byte
{
    /// <summary>False.</summary>
    False = 0,

    /// <summary>Not known yet.</summary>
    Unknown = 1,

    /// <summary>True.</summary>
    True = 2,
}
