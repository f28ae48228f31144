using System.Text.RegularExpressions;
using Fengsui.Law.Grading;

namespace Fengsui.Law.Packs;

/// <summary>What fills a field of a form from the record: a closed vocabulary, so that a changed form needs no code.</summary>
public enum Fill : byte
{
    /// <summary>The name of the organisation.</summary>
    OrganisationName,

    /// <summary>Whom an authority can ask for.</summary>
    OrganisationContact,

    /// <summary>Under which number.</summary>
    OrganisationPhone,

    /// <summary>Who answers for it: the first and the directly responsible person.</summary>
    OrganisationResponsible,

    /// <summary>What people call the incident.</summary>
    IncidentTitle,

    /// <summary>The level that counts.</summary>
    IncidentLevel,

    /// <summary>Its classes.</summary>
    IncidentClasses,

    /// <summary>What is known of effect and harm, as sentences of the facts.</summary>
    IncidentHarm,

    /// <summary>What happened when, by the record.</summary>
    IncidentCourse,

    /// <summary>With what result it ended.</summary>
    IncidentOutcome,

    /// <summary>The moment of <see cref="FormFill.Anchor"/>.</summary>
    Time,

    /// <summary>The measures taken, with what proves them.</summary>
    MeasuresDone,

    /// <summary>The measures planned: open tasks, and what the plan asks for and nobody has done.</summary>
    MeasuresNext,

    /// <summary>The reports made so far.</summary>
    ReportsMade,

    /// <summary>What earlier reports left open and is known now.</summary>
    ReportsLearnt,

    /// <summary>What earlier reports left open and is still not known.</summary>
    ReportsOpen,

    /// <summary>How users and individuals were told.</summary>
    UsersTold,

    /// <summary>The indicators of compromise on record.</summary>
    RecordIndicators,

    /// <summary>The evidence on record.</summary>
    RecordEvidence,

    /// <summary>The cause, as investigated.</summary>
    InvestigationCause,

    /// <summary>The course, as investigated.</summary>
    InvestigationCourse,

    /// <summary>The responsibility, as investigated.</summary>
    InvestigationResponsibility,

    /// <summary>Effect and loss, as investigated.</summary>
    InvestigationLoss,

    /// <summary>The lessons, as investigated.</summary>
    InvestigationLessons,

    /// <summary>To whom the paper goes.</summary>
    DutyRecipient,

    /// <summary>The day on which the paper is made.</summary>
    PaperDate,

    /// <summary>Who makes it.</summary>
    PaperReporter,

    /// <summary>The colour of the warning, as the option of a choice that begins with it.</summary>
    WarningColour,

    /// <summary>Who issues the warning.</summary>
    WarningIssuer,

    /// <summary>To whom the warning goes, in words.</summary>
    WarningRecipients,

    /// <summary>When the warning was issued.</summary>
    WarningIssued,
}

/// <summary>What fills a field.</summary>
/// <param name="What">What.</param>
/// <param name="Anchor">Which moment, for <see cref="Fill.Time"/>; else null.</param>
public sealed record FormFill(Fill What, Anchor? Anchor)
{
    /// <summary>The words of the vocabulary; a moment is written <c>time.</c> and the id of its anchor.</summary>
    public static IReadOnlyList<(string Word, Fill What)> Words { get; } =
    [
        ("organisation.name", Fill.OrganisationName), ("organisation.contact", Fill.OrganisationContact), ("organisation.phone", Fill.OrganisationPhone),
        ("organisation.responsible", Fill.OrganisationResponsible), ("incident.title", Fill.IncidentTitle), ("incident.level", Fill.IncidentLevel),
        ("incident.classes", Fill.IncidentClasses), ("incident.harm", Fill.IncidentHarm), ("incident.course", Fill.IncidentCourse),
        ("incident.outcome", Fill.IncidentOutcome), ("measures.done", Fill.MeasuresDone), ("measures.next", Fill.MeasuresNext),
        ("reports.made", Fill.ReportsMade), ("reports.learnt", Fill.ReportsLearnt), ("reports.open", Fill.ReportsOpen), ("users.told", Fill.UsersTold),
        ("record.indicators", Fill.RecordIndicators), ("record.evidence", Fill.RecordEvidence), ("investigation.cause", Fill.InvestigationCause),
        ("investigation.course", Fill.InvestigationCourse), ("investigation.responsibility", Fill.InvestigationResponsibility),
        ("investigation.loss", Fill.InvestigationLoss), ("investigation.lessons", Fill.InvestigationLessons), ("duty.recipient", Fill.DutyRecipient),
        ("paper.date", Fill.PaperDate), ("paper.reporter", Fill.PaperReporter), ("warning.colour", Fill.WarningColour),
        ("warning.issuer", Fill.WarningIssuer), ("warning.recipients", Fill.WarningRecipients), ("warning.issued", Fill.WarningIssued),
    ];

    /// <summary>As the pack writes it.</summary>
    public string Word => Anchor is { } anchor ? $"time.{anchor.Id}" : Words.First(w => w.What == What).Word;
}

/// <summary>A field that is asked only when another one says so.</summary>
/// <param name="Field">The id of the other field, which stands before it.</param>
/// <param name="Has">The word that it has then.</param>
public sealed record AskedIf(string Field, string Has);

/// <summary>One field of an official form.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Label">Its label.</param>
/// <param name="Kind">text, paragraph, phone, instant, date, choice, choices, quantity, list, attachment or signature.</param>
/// <param name="Options">The boxes of a choice.</param>
/// <param name="Fact">The id of the fact that fills it, or null.</param>
/// <param name="Fill">What else fills it, the first that is known; empty when a fact or a person does.</param>
/// <param name="AskedIf">When it is asked at all, or null for always.</param>
/// <param name="Row">The row of a table that it shares with its neighbours of the same row, or null for one of its own.</param>
/// <param name="First">Whether it must stand in the first report already.</param>
/// <param name="Note">A remark, or null.</param>
public sealed record FormField(
    string Id, Text Label, string Kind, IReadOnlyList<Text> Options, string? Fact, IReadOnlyList<FormFill> Fill, AskedIf? AskedIf, Text? Row, bool First, Text? Note);

/// <summary>A group of fields.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="Cover">Whether it stands on the cover page of a document.</param>
public sealed record FormGroup(Text Title, IReadOnlyList<FormField> Fields, bool Cover);

/// <summary>How a form is set on paper.</summary>
public enum FormLayout : byte
{
    /// <summary>A table of labels and values.</summary>
    Table,

    /// <summary>A document with headings and text.</summary>
    Document,

    /// <summary>A text to be spoken.</summary>
    Speech,
}

/// <summary>A style of type.</summary>
/// <param name="Font">The font, as Chinese word processors name it.</param>
/// <param name="HalfPoints">The size in half points.</param>
/// <param name="Bold">Whether it is bold.</param>
public sealed record TypeStyle(string Font, int HalfPoints, bool Bold)
{
    /// <summary>The Chinese sizes of type, in half points.</summary>
    public static IReadOnlyList<(string Word, int HalfPoints)> Sizes { get; } =
    [
        ("初号", 84), ("小初", 72), ("一号", 52), ("小一", 48), ("二号", 44), ("小二", 36), ("三号", 32), ("小三", 30), ("四号", 28), ("小四", 24), ("五号", 21), ("小五", 18),
    ];
}

/// <summary>The typography of a form; what the instrument does not say is set as Chinese official documents usually are.</summary>
/// <param name="Title">The title.</param>
/// <param name="Heading">Headings of the first rank.</param>
/// <param name="Subheading">Headings of the second rank.</param>
/// <param name="Body">The text.</param>
/// <param name="Table">What stands in a table.</param>
/// <param name="Line">The distance of the lines of the text in points; 0 for single spacing.</param>
/// <param name="Justified">Whether the text is set to both margins.</param>
public sealed record Typography(TypeStyle Title, TypeStyle Heading, TypeStyle Subheading, TypeStyle Body, TypeStyle Table, int Line, bool Justified)
{
    /// <summary>What stands where a form says nothing.</summary>
    public static Typography Usual { get; } = new(
        new("方正小标宋简体", 44, false), new("黑体", 32, false), new("楷体_GB2312", 32, true), new("仿宋_GB2312", 32, false), new("仿宋_GB2312", 24, false), 28, true);
}

/// <summary>An official form.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Groups">Its groups of fields.</param>
/// <param name="Notes">Notes that are printed on it.</param>
/// <param name="Remarks">What only whoever fills it in is told.</param>
/// <param name="Layout">How it is set.</param>
/// <param name="Type">Its typography.</param>
/// <param name="SignFrom">The level from which it is signed or sealed, or null.</param>
/// <param name="Footer">What its footer says beside the number of the page, or null.</param>
/// <param name="Speech">The text to be spoken, its gaps written as <c>{field}</c>; null unless it is a speech.</param>
/// <param name="Ground">Its citations.</param>
public sealed partial record Form(
    string Id, Text Title, IReadOnlyList<FormGroup> Groups, IReadOnlyList<Text> Notes, IReadOnlyList<Text> Remarks, FormLayout Layout, Typography Type,
    Level? SignFrom, Text? Footer, Text? Speech, Ground Ground)
{
    /// <summary>Its fields in their order.</summary>
    public IEnumerable<FormField> Fields => Groups.SelectMany(g => g.Fields);

    /// <summary>The group of <see cref="Gap"/> that holds the id of the field.</summary>
    public const string GapField = "field";

    /// <summary>A gap of a text to be spoken.</summary>
    [GeneratedRegex(@"\{(?<field>[^{}]*)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    public static partial Regex Gap();
}
