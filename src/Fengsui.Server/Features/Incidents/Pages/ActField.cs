using Fengsui.Law;

namespace Fengsui.Server.Features.Incidents.Pages;

/// <summary>What a field of an act takes: a closed union.</summary>
public abstract record FieldKind
{
    private FieldKind()
    {
    }

    /// <summary>One line of text.</summary>
    public sealed record Line : FieldKind;

    /// <summary>A text of several lines.</summary>
    public sealed record Long : FieldKind;

    /// <summary>Several lines, each a text of its own.</summary>
    public sealed record Lines : FieldKind;

    /// <summary>A moment.</summary>
    public sealed record Moment : FieldKind;

    /// <summary>Yes or no.</summary>
    public sealed record YesNo(Text Yes, Text No) : FieldKind;

    /// <summary>A box that is ticked or not.</summary>
    public sealed record Tick : FieldKind;

    /// <summary>One of the four levels.</summary>
    public sealed record LevelWord : FieldKind;

    /// <summary>One of some fixed words.</summary>
    /// <param name="Options">What is sent, and what a person reads.</param>
    /// <param name="OrOther">Whether another word may be typed.</param>
    public sealed record Choice(IReadOnlyList<(string Value, Text Label)> Options, bool OrOther = false) : FieldKind;

    /// <summary>Something of this incident, or of the law.</summary>
    public sealed record Pick(PickFrom From) : FieldKind;

    /// <summary>A measure of a plan: what is sent is the plan and the measure.</summary>
    public sealed record MeasureOfPlan : FieldKind;

    /// <summary>Some of the classes of incidents.</summary>
    public sealed record Classes : FieldKind;

    /// <summary>Facts of the vocabulary.</summary>
    public sealed record Facts : FieldKind;

    /// <summary>Times that start clocks.</summary>
    public sealed record Times : FieldKind;

    /// <summary>Indicators, one a line: type, value, remark.</summary>
    public sealed record IndicatorLines : FieldKind;
}

/// <summary>From what a field picks.</summary>
public enum PickFrom
{
    /// <summary>The duties.</summary>
    Duty,

    /// <summary>The duties that are open.</summary>
    OpenDuty,

    /// <summary>The reports that were made.</summary>
    Report,

    /// <summary>The plans that grade.</summary>
    Plan,

    /// <summary>The open tasks.</summary>
    Task,

    /// <summary>The pieces of evidence.</summary>
    Evidence,

    /// <summary>The emergency acts that await ratification.</summary>
    Awaiting,

    /// <summary>The times on record.</summary>
    StatedTime,

    /// <summary>The files of the incident.</summary>
    File,

    /// <summary>The people of the organisation.</summary>
    Person,
}

/// <summary>One field of the form of an act.</summary>
/// <param name="Name">The name under which a program sends it.</param>
/// <param name="Label">What it is.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Hint">What helps in filling it in, or null.</param>
/// <param name="Optional">Whether it may be left out.</param>
/// <param name="Rare">Whether it is folded away at first.</param>
public sealed record ActField(string Name, Text Label, FieldKind Kind, Text? Hint = null, bool Optional = false, bool Rare = false)
{
    /// <summary>The names that it covers; a measure is sent with its plan.</summary>
    public IEnumerable<string> Covers => Kind is FieldKind.MeasureOfPlan ? ["pack", Name] : [Name];

    /// <summary>The address of its input.</summary>
    public string Id => $"in-{Name}";
}
