using System.Text.Json.Serialization;
using Fengsui.Law.Calendar;
using Fengsui.Law.Grading;

namespace Fengsui.Response.Incidents;

/// <summary>
/// Everything that can have happened in an incident: a closed union. The names under which they are written stand in <see cref="EventNames"/>; a shape
/// that was ever written stays readable.
/// </summary>
public abstract record IncidentEvent
{
    private IncidentEvent()
    {
    }

    /// <summary>An incident was opened.</summary>
    /// <param name="Title">What people call it.</param>
    /// <param name="Source">Where the first word of it came from, or null.</param>
    public sealed record Opened(string Title, string? Source) : IncidentEvent;

    /// <summary>The law that counts: each pack with its version and hash. Written at the opening and when another law is loaded.</summary>
    /// <param name="Packs">As <c>id@version#hash</c>.</param>
    public sealed record LawPinned([property: JsonConverter(typeof(RepeatedListConverter))] IReadOnlyList<string> Packs) : IncidentEvent;

    /// <summary>A fact was asserted, for the first time or again; nothing is overwritten.</summary>
    /// <param name="Fact">The id of the fact.</param>
    /// <param name="Value">The value as a facts file writes it; the words of a set are joined by 、.</param>
    /// <param name="Source">Who or what says so, or null.</param>
    /// <param name="Confidence">certain, likely, or doubtful.</param>
    /// <param name="Reason">Why it was asserted again, or null.</param>
    public sealed record FactAsserted(
        [property: JsonConverter(typeof(RepeatedConverter))] string Fact, [property: JsonConverter(typeof(RepeatedConverter))] string Value,
        [property: JsonConverter(typeof(RepeatedConverter))] string? Source, [property: JsonConverter(typeof(RepeatedConverter))] string Confidence, string? Reason) : IncidentEvent;

    /// <summary>A time that starts a clock was stated.</summary>
    /// <param name="Anchor">The id of the anchor.</param>
    /// <param name="At">The time.</param>
    /// <param name="Source">Who or what says so, or null.</param>
    public sealed record TimeStated(string Anchor, Instant At, string? Source) : IncidentEvent;

    /// <summary>A time was corrected; both stay.</summary>
    /// <param name="Anchor">The id of the anchor.</param>
    /// <param name="From">What stood there.</param>
    /// <param name="To">What counts now; null when it has not happened after all.</param>
    /// <param name="Reason">Why.</param>
    public sealed record TimeCorrected(string Anchor, Instant From, Instant? To, string Reason) : IncidentEvent;

    /// <summary>The incident was classified.</summary>
    /// <param name="Categories">Ids of classes, each as <c>pack/id</c>.</param>
    /// <param name="Note">A remark, or null.</param>
    public sealed record Classified(IReadOnlyList<string> Categories, string? Note) : IncidentEvent;

    /// <summary>What the law says of the facts, when that changed.</summary>
    /// <param name="On">The day whose law was applied.</param>
    /// <param name="Settled">The settled level, or null.</param>
    /// <param name="CouldBe">What it could still be, or null.</param>
    /// <param name="Packs">Each pack that takes part.</param>
    public sealed record Assessed(DateOnly On, Level? Settled, Level? CouldBe, IReadOnlyList<AssessedPack> Packs) : IncidentEvent;

    /// <summary>The organisation judged the level itself (自判).</summary>
    /// <param name="Level">The level.</param>
    /// <param name="Pack">The plan under which, or null for all.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Settled">The settled level at that moment; a judgement below it takes no duty away.</param>
    public sealed record LevelJudged(Level Level, string? Pack, string Reason, Level? Settled) : IncidentEvent;

    /// <summary>The authority determined the level (主管部门定级).</summary>
    /// <param name="Level">The level.</param>
    /// <param name="Pack">The plan under which, or null for all.</param>
    /// <param name="Authority">Who determined it.</param>
    /// <param name="Document">The written determination, or null when it was only said.</param>
    public sealed record LevelDetermined(Level Level, string? Pack, string Authority, string? Document) : IncidentEvent;

    /// <summary>First handling (先行处置).</summary>
    /// <param name="What">What was done.</param>
    public sealed record FirstHandled(string What) : IncidentEvent;

    /// <summary>A response was started.</summary>
    /// <param name="Response">I, II, III or IV.</param>
    /// <param name="DecidedBy">Who decided it.</param>
    /// <param name="Document">The written decision, or null.</param>
    public sealed record ResponseStarted(string Response, string DecidedBy, string? Document) : IncidentEvent;

    /// <summary>The response level was adjusted.</summary>
    /// <param name="From">From.</param>
    /// <param name="To">To.</param>
    /// <param name="DecidedBy">Who decided it.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Document">The written decision, or null.</param>
    public sealed record ResponseAdjusted(string From, string To, string DecidedBy, string Reason, string? Document) : IncidentEvent;

    /// <summary>The response was ended.</summary>
    /// <param name="DecidedBy">Who decided it.</param>
    /// <param name="Reason">Why: effect and harm are contained or gone.</param>
    /// <param name="Document">The written decision, or null.</param>
    public sealed record ResponseEnded(string DecidedBy, string Reason, string? Document) : IncidentEvent;

    /// <summary>A measure was carried out.</summary>
    /// <param name="Pack">The plan.</param>
    /// <param name="Measure">The id of the measure.</param>
    /// <param name="Proof">What proves it.</param>
    /// <param name="Attachment">An attachment, or null.</param>
    public sealed record MeasureDone(string Pack, string Measure, string Proof, string? Attachment) : IncidentEvent;

    /// <summary>A task was set.</summary>
    /// <param name="Task">Its id.</param>
    /// <param name="Title">What is to be done.</param>
    /// <param name="Assignee">Who does it, or null.</param>
    /// <param name="Due">By when, or null.</param>
    public sealed record TaskSet(string Task, string Title, string? Assignee, Instant? Due) : IncidentEvent;

    /// <summary>A task was finished, or given up.</summary>
    /// <param name="Task">Its id.</param>
    /// <param name="Result">What came of it.</param>
    /// <param name="GivenUp">Whether it was given up.</param>
    public sealed record TaskFinished(string Task, string Result, bool GivenUp) : IncidentEvent;

    /// <summary>A note.</summary>
    /// <param name="Text">The note.</param>
    /// <param name="Attachment">An attachment, or null.</param>
    public sealed record NoteAdded(string Text, string? Attachment) : IncidentEvent;

    /// <summary>A file arrived and was sealed. Its name and content stand outside the journal.</summary>
    /// <param name="Attachment">Its id.</param>
    /// <param name="Size">Its size in bytes.</param>
    /// <param name="Sha256">The hash of its content on arrival, lower hex.</param>
    public sealed record FileAttached(string Attachment, long Size, string Sha256) : IncidentEvent;

    /// <summary>Evidence was taken.</summary>
    /// <param name="Evidence">Its id.</param>
    /// <param name="What">What it is.</param>
    /// <param name="Where">Where it was taken, or null.</param>
    /// <param name="Sha256">The hash on arrival, lower hex.</param>
    /// <param name="Attachment">The attachment that holds it, or null when it is kept elsewhere.</param>
    /// <param name="Holder">Who holds it.</param>
    public sealed record EvidenceTaken(string Evidence, string What, string? Where, string Sha256, string? Attachment, string Holder) : IncidentEvent;

    /// <summary>Evidence went from one hand to another.</summary>
    /// <param name="Evidence">Its id.</param>
    /// <param name="From">Who held it.</param>
    /// <param name="To">Who holds it now.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Sha256">The hash at the hand-over, or null when it was not computed again.</param>
    public sealed record EvidenceHandedOver(string Evidence, string From, string To, string Reason, string? Sha256) : IncidentEvent;

    /// <summary>Indicators of compromise were added.</summary>
    /// <param name="Indicators">The indicators.</param>
    public sealed record IndicatorsAdded(IReadOnlyList<Indicator> Indicators) : IncidentEvent;

    /// <summary>A report was made.</summary>
    /// <param name="No">Its number in the incident, from 1.</param>
    /// <param name="Duty">The key of the duty that it meets.</param>
    /// <param name="Form">The form, or null.</param>
    /// <param name="Channel">By which way.</param>
    /// <param name="To">Who took it.</param>
    /// <param name="Who">Who made it.</param>
    /// <param name="Text">What was said.</param>
    /// <param name="Left">The facts that it left open.</param>
    /// <param name="Attachment">The paper, or null.</param>
    /// <param name="Receipt">The receipt, or null.</param>
    /// <param name="Due">The due instant of the duty at that moment; from here on it stands still. Null for a word.</param>
    /// <param name="Timely">Whether it was in time; null for a word.</param>
    /// <param name="Again">Whether the duty had been met before.</param>
    public sealed record ReportMade(
        int No, string Duty, string? Form, string Channel, string To, string Who, string Text, IReadOnlyList<string> Left, string? Attachment,
        string? Receipt, Instant? Due, bool? Timely, bool Again) : IncidentEvent;

    /// <summary>Fields of a paper were written; what was written before into the same fields is replaced.</summary>
    /// <param name="Pack">The pack of the form.</param>
    /// <param name="Form">The form.</param>
    /// <param name="Fields">The texts by field; an empty one takes back what was typed, and the record fills the field again.</param>
    public sealed record PaperWritten(string Pack, string Form, IReadOnlyDictionary<string, string> Fields) : IncidentEvent;

    /// <summary>The paper of a report as it was sent; it stands with its report.</summary>
    /// <param name="Report">The number of the report.</param>
    /// <param name="Pack">The pack of the form.</param>
    /// <param name="Form">The form.</param>
    /// <param name="Attachment">The document.</param>
    /// <param name="Sha256">The hash of the document, lower hex.</param>
    /// <param name="Values">What it says, by field.</param>
    /// <param name="Said">What of it can be held against other papers, by subject.</param>
    /// <param name="Recipient">The recipient as the duty names it.</param>
    /// <param name="Signed">signature or seal; null where none was asked for.</param>
    /// <param name="Acknowledged">Why it says otherwise than an earlier paper, or null.</param>
    public sealed record PaperSent(
        int Report, string Pack, string Form, string Attachment, string Sha256, IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> Said,
        string Recipient, string? Signed, string? Acknowledged) : IncidentEvent;

    /// <summary>The receipt of a report.</summary>
    /// <param name="Report">The number of the report.</param>
    /// <param name="Receipt">Number, name or words of the receipt.</param>
    public sealed record ReceiptRecorded(int Report, string Receipt) : IncidentEvent;

    /// <summary>What a report said was corrected towards its recipient.</summary>
    /// <param name="Report">The number of the report.</param>
    /// <param name="Text">What is right.</param>
    /// <param name="Reason">Why.</param>
    public sealed record ReportCorrected(int Report, string Text, string Reason) : IncidentEvent;

    /// <summary>It was decided not to report.</summary>
    /// <param name="Duty">The key of the duty.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Ground">On what legal ground.</param>
    /// <param name="Due">The due instant at that moment, or null.</param>
    public sealed record NotReported(string Duty, string Reason, string Ground, Instant? Due) : IncidentEvent;

    /// <summary>A duty was released by the authority's written determination.</summary>
    /// <param name="Duty">The key of the duty.</param>
    /// <param name="Document">The determination.</param>
    /// <param name="Reason">Why.</param>
    public sealed record DutyReleased(string Duty, string Document, string Reason) : IncidentEvent
    {
        /// <summary>The level that counted when it was released; a higher one brings the duty again. Null when there was none.</summary>
        public Level? Under { get; init; }
    }

    /// <summary>Public opinion was looked at.</summary>
    /// <param name="Text">What was seen.</param>
    public sealed record OpinionWatched(string Text) : IncidentEvent;

    /// <summary>Users or individuals were told.</summary>
    /// <param name="Whom">Whom.</param>
    /// <param name="Channel">By which way.</param>
    /// <param name="Text">What was said.</param>
    /// <param name="Persons">How many, or null.</param>
    /// <param name="Attachment">The notice, or null.</param>
    public sealed record UsersNotified(string Whom, string Channel, string Text, string? Persons, string? Attachment) : IncidentEvent;

    /// <summary>The handling ended.</summary>
    /// <param name="Result">With what result.</param>
    public sealed record HandlingEnded(string Result) : IncidentEvent;

    /// <summary>The incident was investigated and evaluated.</summary>
    /// <param name="Cause">起因.</param>
    /// <param name="Course">经过.</param>
    /// <param name="Responsibility">责任.</param>
    /// <param name="Loss">影响和损失.</param>
    /// <param name="Lessons">教训和改进措施.</param>
    public sealed record Investigated(string Cause, string Course, string Responsibility, string Loss, string Lessons) : IncidentEvent;

    /// <summary>The incident was summed up.</summary>
    /// <param name="Text">The summary.</param>
    /// <param name="Attachment">The report, or null.</param>
    public sealed record SummedUp(string Text, string? Attachment) : IncidentEvent;

    /// <summary>The incident was archived.</summary>
    public sealed record Archived : IncidentEvent;

    /// <summary>It was a false alarm.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Dismissed(string Reason) : IncidentEvent;

    /// <summary>It was opened again.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Reopened(string Reason) : IncidentEvent;

    /// <summary>Two incidents belong together.</summary>
    /// <param name="Other">The other one.</param>
    /// <param name="Relation">How.</param>
    public sealed record Linked(string Other, string Relation) : IncidentEvent;

    /// <summary>It goes on in another incident.</summary>
    /// <param name="Into">The other one.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Merged(string Into, string Reason) : IncidentEvent;

    /// <summary>Nothing more may be typed here: it concerns state secrets.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record SecrecyStopped(string Reason) : IncidentEvent;

    /// <summary>The stop was lifted: it concerns no state secrets after all.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record SecrecyLifted(string Reason) : IncidentEvent;

    /// <summary>An act without authority, done in an emergency; it awaits ratification.</summary>
    /// <param name="No">Its number in the incident, from 1.</param>
    /// <param name="Act">The act.</param>
    /// <param name="By">Who did it.</param>
    /// <param name="Reason">Why it could not wait.</param>
    /// <param name="Due">By when it is to be ratified (内部目标).</param>
    public sealed record RatificationAwaited(int No, string Act, string By, string Reason, Instant Due) : IncidentEvent;

    /// <summary>An emergency act was ratified, or refused.</summary>
    /// <param name="No">Its number.</param>
    /// <param name="Agreed">Whether it was agreed to.</param>
    /// <param name="Note">A remark, or null.</param>
    public sealed record Ratified(int No, bool Agreed, string? Note) : IncidentEvent;

    /// <summary>What followed for the duties.</summary>
    /// <param name="Arose">New ones.</param>
    /// <param name="Changed">Clocks that started or moved, states that changed.</param>
    /// <param name="Ended">Not owed any more, before their due instant.</param>
    /// <param name="Kept">Would not be owed any more, and stay: overdue, or following a first report.</param>
    public sealed record DutiesReckoned(
        IReadOnlyList<DutyArisen>? Arose, IReadOnlyList<DutyChange>? Changed, IReadOnlyList<string>? Ended, IReadOnlyList<DutyKept>? Kept) : IncidentEvent;

    /// <summary>A clock was reached: a reminder, a due instant, a task, a ratification.</summary>
    /// <param name="Clock">The key of the clock.</param>
    /// <param name="At">Its instant.</param>
    public sealed record ClockReached(string Clock, Instant At) : IncidentEvent;
}

/// <summary>What one pack said.</summary>
/// <param name="Pack">The pack.</param>
/// <param name="Applies">Whether it certainly applies.</param>
/// <param name="Settled">The settled level, or null.</param>
/// <param name="CouldBe">What it could still be, or null.</param>
/// <param name="Because">The rules.</param>
/// <param name="NeedsPerson">Whether a person has to decide.</param>
public sealed record AssessedPack(
    [property: JsonConverter(typeof(RepeatedConverter))] string Pack, bool Applies, Level? Settled, Level? CouldBe, IReadOnlyList<string>? Because, bool NeedsPerson);

/// <summary>An indicator of compromise.</summary>
/// <param name="Type">ip, domain, url, email, file, md5, sha1, sha256, sm3 or other.</param>
/// <param name="Value">Its value.</param>
/// <param name="Note">A remark, or null.</param>
public sealed record Indicator(string Type, string Value, string? Note);

/// <summary>A duty that arose.</summary>
/// <param name="Key">Its key: pack/id, and the body where a party is several.</param>
/// <param name="Who">Whose it is.</param>
/// <param name="To">To whom.</param>
/// <param name="State">possible, waiting, word or owed.</param>
/// <param name="Limit">The limit as the instrument writes it.</param>
/// <param name="Anchor">The anchor.</param>
/// <param name="Start">What started its clock, or null.</param>
/// <param name="Due">By when, or null.</param>
/// <param name="DueDate">The last day, for limits in days.</param>
/// <param name="Seconds">The interval of a recurring duty in seconds, or null.</param>
/// <param name="Provisional">Whether the due day rests on a year whose holidays are not known.</param>
/// <param name="Channel">phone, written or null.</param>
/// <param name="Form">The form, or null.</param>
/// <param name="At">Where it stands in the instrument.</param>
/// <param name="Overdue">Whether it was past its due instant when it arose.</param>
/// <param name="Why">What brought it, where that is not the facts, or null.</param>
[JsonConverter(typeof(DutyArisenConverter))]
public sealed record DutyArisen(
    string Key, string Who, string To, string State, string Limit, string Anchor, Instant? Start, Instant? Due, DateOnly? DueDate, long? Seconds,
    bool Provisional, string? Channel, string? Form, string At, bool Overdue, string? Why);

/// <summary>A duty whose state or clock changed.</summary>
/// <param name="Key">Its key.</param>
/// <param name="State">Its state now.</param>
/// <param name="Start">What starts its clock now, or null.</param>
/// <param name="Due">By when now, or null.</param>
/// <param name="DueDate">The last day now, for limits in days.</param>
/// <param name="Provisional">Whether the due day rests on a year whose holidays are not known.</param>
/// <param name="From">The due instant before, where it moved.</param>
/// <param name="To">The recipient, where it became known which body it is.</param>
/// <param name="Overdue">Whether it is past its due instant now.</param>
/// <param name="Why">What brought it, where that is not the facts, or null.</param>
public sealed record DutyChange(
    string Key, string State, Instant? Start, Instant? Due, DateOnly? DueDate, bool Provisional, Instant? From, string? To, bool Overdue, string? Why)
{
    /// <summary>Why it stays although the facts would no longer bring it, or null.</summary>
    public string? Kept { get; init; }

    /// <summary>The state before, where it changed.</summary>
    public string? Was { get; init; }

    /// <summary>Whether it was overdue by the due instant from which it moved.</summary>
    public bool WasOverdue { get; init; }
}

/// <summary>A duty that stays although the facts would no longer bring it.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Why">overdue, or reported.</param>
public sealed record DutyKept(string Key, string Why)
{
    /// <summary>Whether it was past its due instant.</summary>
    public bool Overdue { get; init; }
}
