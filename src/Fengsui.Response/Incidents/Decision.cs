using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Law;
using Fengsui.Response.Posts;
using Fengsui.Response.Record;

namespace Fengsui.Response.Incidents;

/// <summary>Who acts, when, and under which law: everything that a decision reads beside the incident and the act.</summary>
public sealed record Scene
{
    /// <summary>Now, as the machine's clock says.</summary>
    public required Instant Now { get; init; }

    /// <summary>Who acts: the id of a person.</summary>
    public required string Actor { get; init; }

    /// <summary>The posts that the person holds.</summary>
    public required IReadOnlyList<HeldPost> Posts { get; init; }

    /// <summary>The law and the table of posts.</summary>
    public required Library Library { get; init; }

    /// <summary>What the organisation said about itself, by fact; an unanswered item is unknown.</summary>
    public required IReadOnlyDictionary<string, string> Profile { get; init; }

    /// <summary>Within how many seconds an emergency act is to be ratified (内部目标).</summary>
    public long RatifyWithin { get; init; } = 24 * 3600;

    /// <summary>Whether another incident exists in this organisation.</summary>
    public Func<string, bool> Exists { get; init; } = _ => false;
}

/// <summary>What came of an act: a closed union.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>It was done.</summary>
    /// <param name="Lines">What to write, the act first, then what follows from it.</param>
    /// <param name="After">The incident afterwards.</param>
    public sealed record Done(IReadOnlyList<NewEntry> Lines, IncidentState After) : Decision;

    /// <summary>It was refused, and nothing changed.</summary>
    /// <param name="Refusal">Why.</param>
    public sealed record Refused(Refusal Refusal) : Decision;
}

/// <summary>Why an act was refused.</summary>
public enum RefusalKind
{
    /// <summary>Something in it is wrong or missing.</summary>
    Input,

    /// <summary>The person may not do it.</summary>
    Authority,

    /// <summary>Something that may not be skipped has not happened.</summary>
    Order,

    /// <summary>It concerns state secrets.</summary>
    Secrecy,

    /// <summary>The incident is closed.</summary>
    Closed,
}

/// <summary>A refusal, for the person who asked.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Field">The field at fault, or null.</param>
/// <param name="Wrong">What is wrong.</param>
/// <param name="Remedy">What would be right.</param>
/// <param name="Article">The article, where one says so.</param>
public sealed record Refusal(RefusalKind Kind, string? Field, Text Wrong, Text Remedy, string? Article = null)
{
    /// <summary>A wrong or missing field.</summary>
    public static Refusal Input(string field, Text wrong, Text remedy) => new(RefusalKind.Input, field, wrong, remedy);
}
