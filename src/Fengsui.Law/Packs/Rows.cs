using Fengsui.Law.Conditions;
using Fengsui.Law.Grading;

namespace Fengsui.Law.Packs;

/// <summary>The days on which a row, or an instrument, is the law: from (inclusive) until (exclusive).</summary>
/// <param name="From">First day.</param>
/// <param name="Until">First day no longer.</param>
public readonly record struct Validity(DateOnly From, DateOnly Until)
{
    /// <summary>Always.</summary>
    public static Validity Always => new(DateOnly.MinValue, DateOnly.MaxValue);

    /// <summary>Whether it is the law on a day.</summary>
    public bool On(DateOnly day) => From <= day && day < Until;

    /// <summary>Whether some day is in both.</summary>
    public bool Overlaps(Validity other) => From < other.Until && other.From < Until;
}

/// <summary>How a rule speaks.</summary>
public enum Force
{
    /// <summary>符合下列情形之一的，为…</summary>
    Determines,

    /// <summary>通常情况下…可判别为…, or a reading of ours.</summary>
    Presumes,
}

/// <summary>A grading rule.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Level">The level that it gives.</param>
/// <param name="When">Its condition.</param>
/// <param name="Force">How it speaks.</param>
/// <param name="Reading">The reading that it rests on, or null.</param>
/// <param name="Says">A sentence of its own instead of the one its condition prints, or null.</param>
/// <param name="Ground">Its citations.</param>
/// <param name="Valid">When it is the law.</param>
public sealed record Rule(string Id, Level Level, Condition When, Force Force, Reading? Reading, Text? Says, Ground Ground, Validity Valid);

/// <summary>Where the text is silent: what it leaves open, and the level that we propose until a person decides.</summary>
public sealed record Gap(string Id, Condition When, Level? Proposes, Text Says, Ground Ground);

/// <summary>Where the text can be read in two ways: the reading chosen (the stricter one), and when it matters.</summary>
public sealed record Reading(string Id, Condition When, Text Says, Ground Ground);

/// <summary>One reason for which a pack is left out of an incident altogether.</summary>
public sealed record Exclusion(Condition When, Text Why, Ground Ground);

/// <summary>By which way something is to be said.</summary>
public enum Channel
{
    /// <summary>By telephone.</summary>
    Phone,

    /// <summary>In writing.</summary>
    Written,
}

/// <summary>The limit of a duty: a closed union. A word stays a word; it never becomes a number.</summary>
public abstract record Limit
{
    private Limit(string written) => Written = written;

    /// <summary>As the instrument writes it, without spaces: 4小时, 30日, 5个工作日, 立即.</summary>
    public string Written { get; }

    /// <summary>立即, 及时, 按规定 and the like.</summary>
    public sealed record Word(LimitWord Term) : Limit(Term.Name.Zh);

    /// <summary>Elapsed time, to the second.</summary>
    public sealed record Elapsed(long Seconds, string Text) : Limit(Text);

    /// <summary>Calendar days after the day of the anchor.</summary>
    public sealed record CalendarDays(int Count, string Text) : Limit(Text);

    /// <summary>Working days after the day of the anchor.</summary>
    public sealed record WorkingDays(int Count, string Text) : Limit(Text);

    /// <summary>Again and again, at this interval, until an anchor ends it.</summary>
    public sealed record Every(long Seconds, int EndsAnchor, string Text) : Limit(Text);
}

/// <summary>A duty to tell somebody something by some time.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Who">Whose it is, as the table writes it.</param>
/// <param name="To">To whom.</param>
/// <param name="When">Its condition beside the pack's own.</param>
/// <param name="Unless">Releases it when True; Unknown never releases. Null when nothing does.</param>
/// <param name="Anchor">The anchor that starts the clock.</param>
/// <param name="Limit">By when.</param>
/// <param name="Channel">By which way, or null.</param>
/// <param name="Form">The id of the form, or null.</param>
/// <param name="Note">A qualification (原则上), or null.</param>
/// <param name="Reading">The reading that it rests on, or null.</param>
/// <param name="Ground">Its citations.</param>
/// <param name="Valid">When it is the law.</param>
public sealed record Duty(
    string Id, Party Who, Party To, Condition When, Condition? Unless, Anchor Anchor, Limit Limit, Channel? Channel, string? Form, Text? Note,
    Reading? Reading, Ground Ground, Validity Valid);

/// <summary>Who starts, commands, adjusts and ends a response level.</summary>
public sealed record ResponseLevel(string Response, Level Level, Text Starts, Text Commands, Text? Adjusts, Text Ends, Ground Ground);

/// <summary>A measure of one actor. <see cref="Levels"/> is empty for first handling, which every level asks for.</summary>
public sealed record Measure(string Id, Party Actor, IReadOnlyList<Level> Levels, Text Do, Ground Ground)
{
    /// <summary>First handling (先行处置): at once, at every level.</summary>
    public bool IsFirstHandling => Levels.Count == 0;
}

/// <summary>A colour of warning: what it announces and who may issue it.</summary>
/// <param name="Colour">红, 橙, 黄 or 蓝.</param>
/// <param name="Level">The level that an incident may reach.</param>
/// <param name="Issuer">Who issues it, as the instrument says.</param>
/// <param name="Also">What else the instrument asks of the issuer, or null.</param>
/// <param name="By">The bodies that may issue it.</param>
/// <param name="Spanning">The bodies that issue one which spans several provinces, departments or sectors; empty where the instrument makes no difference.</param>
/// <param name="Consent">Whose consent must stand before it is issued, or null.</param>
/// <param name="ReportTo">To whom it is reported at the same time, or null.</param>
/// <param name="Ground">Its citations.</param>
public sealed record WarningColour(
    string Colour, Level Level, Text Issuer, Text? Also, IReadOnlyList<Party> By, IReadOnlyList<Party> Spanning, Party? Consent, Party? ReportTo, Ground Ground)
{
    /// <summary>The bodies that may issue a warning of this colour.</summary>
    /// <param name="spans">Whether it spans several provinces, departments or sectors.</param>
    public IReadOnlyList<Party> Issuers(bool spans) => spans && Spanning.Count > 0 ? Spanning : By;
}

/// <summary>A field that a warning notice must have.</summary>
public sealed record WarningField(string Id, Text Label, Ground Ground);

/// <summary>What an actor does under warnings of some colours.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Actor">Who does it.</param>
/// <param name="Colours">Under which colours.</param>
/// <param name="Do">What is done.</param>
/// <param name="Within">By when it is reported back, or null where it is not.</param>
/// <param name="Ground">Its citations.</param>
public sealed record WarningMeasure(string Id, Party Actor, IReadOnlyList<string> Colours, Text Do, Limit? Within, Ground Ground);

/// <summary>Adjusting, re-issuing, lifting a warning.</summary>
public sealed record WarningStep(string Id, Text Who, Text Do, Ground Ground);

/// <summary>A class of incidents with its subclasses.</summary>
public sealed record Category(string Id, Text Name, IReadOnlyList<Text> Subcategories, Ground Ground);

/// <summary>A section of an instrument, and what is said about it beside what carries it.</summary>
/// <param name="No">Its number as printed.</param>
/// <param name="Title">Its title.</param>
/// <param name="People">Why it is for people and not for the system, or null.</param>
/// <param name="NotYet">What of it is not built yet, or null.</param>
/// <param name="Check">How sure number and title are.</param>
public sealed record Section(string No, Text Title, Text? People, Text? NotYet, Check Check);

/// <summary>An organisation's own, shorter target beside a duty: shown as 内部目标, never as law.</summary>
/// <param name="Pack">The pack of the duty.</param>
/// <param name="Duty">The duty.</param>
/// <param name="Within">The target as written, a number.</param>
/// <param name="Ground">Its citations.</param>
/// <param name="At">Where it stands.</param>
public sealed record Target(string Pack, string Duty, string Within, Ground Ground, Input.Place At);
