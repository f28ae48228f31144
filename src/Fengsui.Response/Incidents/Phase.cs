using Fengsui.Law;

namespace Fengsui.Response.Incidents;

/// <summary>Where an incident stands between discovery and archive.</summary>
public enum Phase
{
    /// <summary>发现: known, not judged yet.</summary>
    Found,

    /// <summary>研判: its level has been judged or determined.</summary>
    Assessing,

    /// <summary>处置: handled, with or without a response level.</summary>
    Handling,

    /// <summary>结束: the response or the handling has ended.</summary>
    Ended,

    /// <summary>总结: investigated and summed up.</summary>
    SummedUp,

    /// <summary>归档: closed for good.</summary>
    Archived,

    /// <summary>误报: it was none.</summary>
    Dismissed,

    /// <summary>并案: goes on in another incident.</summary>
    Merged,
}

/// <summary>The words of the phases.</summary>
public static class Phases
{
    /// <summary>The word in the record and in answers.</summary>
    public static string Word(this Phase phase) => phase switch
    {
        Phase.Found => "found",
        Phase.Assessing => "assessing",
        Phase.Handling => "handling",
        Phase.Ended => "ended",
        Phase.SummedUp => "summed-up",
        Phase.Archived => "archived",
        Phase.Dismissed => "dismissed",
        Phase.Merged => "merged",
        _ => throw new ArgumentOutOfRangeException(nameof(phase)),
    };

    /// <summary>The word for people.</summary>
    public static Text Name(this Phase phase) => phase switch
    {
        Phase.Found => new("发现", "found"),
        Phase.Assessing => new("研判", "assessing"),
        Phase.Handling => new("处置", "handling"),
        Phase.Ended => new("结束", "ended"),
        Phase.SummedUp => new("总结", "summed up"),
        Phase.Archived => new("归档", "archived"),
        Phase.Dismissed => new("误报", "false alarm"),
        Phase.Merged => new("并案", "merged"),
        _ => throw new ArgumentOutOfRangeException(nameof(phase)),
    };

    /// <summary>Whether nothing more happens in it, unless it is reopened.</summary>
    public static bool IsClosed(this Phase phase) => phase is Phase.Archived or Phase.Dismissed or Phase.Merged;
}
