using System.Text.Json.Serialization;
using Fengsui.Law.Calendar;
using Fengsui.Law.Grading;
using Fengsui.Response.Papers;

namespace Fengsui.Response.Incidents;

/// <summary>
/// An incident as its events left it: what decisions read, and what a list or a first look shows. Long lists (notes, indicators, evidence with its custody)
/// are rows of their own; here stand their counts.
/// </summary>
[JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
public sealed partial class IncidentState
{
    /// <summary>What people call it.</summary>
    public string Title { get; set; } = "";

    /// <summary>Where the first word of it came from, or null.</summary>
    public string? Source { get; set; }

    /// <summary>Where it stands.</summary>
    public Phase Phase { get; set; }

    /// <summary>When it was opened (recorded).</summary>
    public Instant Opened { get; set; }

    /// <summary>The latest recording so far; a clock that stepped back does not lower it.</summary>
    public Instant Recorded { get; set; }

    /// <summary>The law that counts, as <c>id@version#hash</c>.</summary>
    [JsonConverter(typeof(RepeatedListConverter))]
    public IReadOnlyList<string> Law { get; set; } = [];

    /// <summary>The facts that were asserted, by id: the last assertion of each, and how many there were.</summary>
    public SortedDictionary<string, AssertedFact> Facts { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The times that start clocks, by anchor.</summary>
    public SortedDictionary<string, StatedTime> Times { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Its classes, each as <c>pack/id</c>.</summary>
    public IReadOnlyList<string> Categories { get; set; } = [];

    /// <summary>What the law says of the facts, or null before the first assessment.</summary>
    public IncidentEvent.Assessed? Assessed { get; set; }

    /// <summary>The self-judged level by pack; under the empty key the one for every plan.</summary>
    public SortedDictionary<string, GivenLevel> Judged { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The level determined by the authority, by pack; under the empty key the one for every plan.</summary>
    public SortedDictionary<string, GivenLevel> Determined { get; set; } = new(StringComparer.Ordinal);

    /// <summary>How many acts of first handling are recorded.</summary>
    public int FirstHandlings { get; set; }

    /// <summary>The response, or null when none was started.</summary>
    public RunningResponse? Response { get; set; }

    /// <summary>The duties, by key.</summary>
    public SortedDictionary<string, OwedDuty> Duties { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The reports made, by number.</summary>
    public SortedDictionary<int, FiledReport> Reports { get; set; } = [];

    /// <summary>What papers told whom last, by subject and recipient: later ones are held against it.</summary>
    public SortedDictionary<string, SaidOnce> Said { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The papers that somebody began to write, as <c>pack/form</c>; their texts are rows of their own.</summary>
    public SortedDictionary<string, DraftedPaper> Drafts { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The measures carried out, as <c>pack/id</c>.</summary>
    public SortedDictionary<string, DoneMeasure> Measures { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The tasks, by id.</summary>
    public SortedDictionary<string, IncidentTask> Tasks { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Emergency acts and what became of them, by number.</summary>
    public SortedDictionary<int, Awaiting> Ratifications { get; set; } = [];

    /// <summary>Who holds each piece of evidence: a hand-over reads it.</summary>
    public SortedDictionary<string, string> Holders { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Other incidents, with the relation.</summary>
    public SortedDictionary<string, string> Links { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Why nothing more may be typed here, or null.</summary>
    public string? Secrecy { get; set; }

    /// <summary>When it was investigated, or null.</summary>
    public Instant? Investigated { get; set; }

    /// <summary>Why it was dismissed or reopened, or into which incident it was merged; or null.</summary>
    public string? Closing { get; set; }

    /// <summary>How many notes there are.</summary>
    public int Notes { get; set; }

    /// <summary>How many files were attached.</summary>
    public int Files { get; set; }

    /// <summary>How many indicators there are.</summary>
    public int Indicators { get; set; }

    /// <summary>The beginnings of its texts, for the search.</summary>
    public string Words { get; set; } = "";

    /// <summary>A copy that can be changed without changing this one; what stands in it is never changed in place.</summary>
    internal IncidentState Copy()
    {
        var copy = (IncidentState)MemberwiseClone();
        copy.Facts = new(Facts, StringComparer.Ordinal);
        copy.Times = new(Times, StringComparer.Ordinal);
        copy.Judged = new(Judged, StringComparer.Ordinal);
        copy.Determined = new(Determined, StringComparer.Ordinal);
        copy.Duties = new(Duties, StringComparer.Ordinal);
        copy.Reports = new(Reports);
        copy.Said = new(Said, StringComparer.Ordinal);
        copy.Drafts = new(Drafts, StringComparer.Ordinal);
        copy.Measures = new(Measures, StringComparer.Ordinal);
        copy.Tasks = new(Tasks, StringComparer.Ordinal);
        copy.Ratifications = new(Ratifications);
        copy.Holders = new(Holders, StringComparer.Ordinal);
        copy.Links = new(Links, StringComparer.Ordinal);
        return copy;
    }

    /// <summary>Whether a response is running.</summary>
    [JsonIgnore]
    public bool ResponseRuns => Response is { Ended: null };

    /// <summary>Whether somebody still has to do something: while it runs, and after it was closed as long as something is owed or awaits ratification.</summary>
    [JsonIgnore]
    public bool NeedsSomebody => !Phase.IsClosed() || Duties.Values.Any(d => d.IsDue) || Ratifications.Values.Any(r => r.State == "open");

    /// <summary>The level that counts for the duties of a pack: the highest of a settled one and those that people gave under it or under every plan.</summary>
    internal Level? LevelUnder(string pack, Level? settled)
    {
        Level? Given(SortedDictionary<string, GivenLevel> levels, string key) => levels.TryGetValue(key, out var given) ? given.Level : null;
        return new[] { settled, Given(Judged, pack), Given(Judged, ""), Given(Determined, pack), Given(Determined, "") }.Max();
    }

    /// <summary>The level that counts under a pack, as the last assessment left it; under one that does not grade, the highest.</summary>
    internal Level? LevelUnder(Fengsui.Law.Packs.Pack pack) =>
        LevelUnder(pack.Id, pack.Grades ? Assessed?.Packs.FirstOrDefault(p => p.Pack == pack.Id)?.Settled : Assessed?.Settled);

    /// <summary>The highest of the settled, the self-judged and the determined level; null when there is none.</summary>
    [JsonIgnore]
    public Level? CountingLevel
    {
        get
        {
            var levels = Judged.Values.Concat(Determined.Values).Select(g => (Level?)g.Level).Append(Assessed?.Settled);
            return levels.Max();
        }
    }
}

/// <summary>A fact as it was last asserted.</summary>
/// <param name="Value">The value as a facts file writes it.</param>
/// <param name="At">When it was asserted.</param>
/// <param name="By">Who asserted it.</param>
/// <param name="Source">Who or what says so, or null.</param>
/// <param name="Confidence">certain, likely or doubtful.</param>
/// <param name="Times">How often it was asserted.</param>
public sealed record AssertedFact(
    [property: JsonConverter(typeof(RepeatedConverter))] string Value, Instant At, [property: JsonConverter(typeof(RepeatedConverter))] string By,
    [property: JsonConverter(typeof(RepeatedConverter))] string? Source, [property: JsonConverter(typeof(RepeatedConverter))] string Confidence, int Times);

/// <summary>A time that starts a clock.</summary>
/// <param name="At">The time that counts.</param>
/// <param name="By">Who stated it.</param>
/// <param name="First">What was stated first, where it was corrected; both are shown.</param>
public sealed record StatedTime(Instant At, string By, Instant? First);

/// <summary>A level that people gave.</summary>
/// <param name="Level">The level.</param>
/// <param name="At">When.</param>
/// <param name="By">By whom: a person, or the authority.</param>
/// <param name="Ground">The reason, or the written determination; null when it was only said.</param>
public sealed record GivenLevel(Level Level, Instant At, string By, string? Ground);

/// <summary>The response.</summary>
/// <param name="Level">I, II, III or IV.</param>
/// <param name="Started">When it started.</param>
/// <param name="DecidedBy">Who decided it.</param>
/// <param name="Ended">When it ended, or null while it runs.</param>
public sealed record RunningResponse(string Level, Instant Started, string DecidedBy, Instant? Ended);

/// <summary>How a duty ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DutyEnd>))]
public enum DutyEnd
{
    /// <summary>It is open.</summary>
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>A report met it.</summary>
    [JsonStringEnumMemberName("fulfilled")]
    Fulfilled,

    /// <summary>It was decided not to report.</summary>
    [JsonStringEnumMemberName("not-reported")]
    NotReported,

    /// <summary>It is not owed any more.</summary>
    [JsonStringEnumMemberName("not-owed")]
    NotOwed,
}

/// <summary>A duty of this organisation with its clock.</summary>
/// <param name="Who">Whose it is.</param>
/// <param name="To">To whom.</param>
/// <param name="State">possible, waiting, word or owed.</param>
/// <param name="Limit">The limit as the instrument writes it.</param>
/// <param name="Anchor">The anchor.</param>
/// <param name="Start">What started its clock, or null.</param>
/// <param name="Due">By when; frozen once the duty ended. Null for a word and while it waits.</param>
/// <param name="FirstDue">The due instant before its anchor was corrected, or null.</param>
/// <param name="DueDate">The last day, for limits in days.</param>
/// <param name="Seconds">The interval of a recurring duty in seconds, or null.</param>
/// <param name="Provisional">Whether the due day rests on a year whose holidays are not known.</param>
/// <param name="Channel">phone, written or null.</param>
/// <param name="Form">The form, or null.</param>
/// <param name="At">Where it stands in the instrument.</param>
/// <param name="Arose">When it arose.</param>
/// <param name="End">How it ended.</param>
/// <param name="EndedAt">When what ended it was done, or null.</param>
/// <param name="Timely">Whether it was met in time; null while open and for a word.</param>
/// <param name="Overdue">Whether it passed its due instant while open; that stays.</param>
/// <param name="Reminded">Whether the reminder went out for this due instant.</param>
/// <param name="Kept">Why it stays although the facts would no longer bring it, or null.</param>
/// <param name="Filings">How many reports met it.</param>
/// <param name="Missed">How many periods of a recurring duty passed without a report.</param>
/// <param name="Why">What brought it, where that is not the facts, or null.</param>
[JsonConverter(typeof(OwedDutyConverter))]
public sealed record OwedDuty(
    string Who, string To, string State, string Limit, string Anchor, Instant? Start, Instant? Due, Instant? FirstDue, DateOnly? DueDate, long? Seconds,
    bool Provisional, string? Channel, string? Form, string At, Instant Arose, DutyEnd End, Instant? EndedAt, bool? Timely, bool Overdue, bool Reminded,
    string? Kept, int Filings, int Missed, string? Why)
{
    /// <summary>Whether it was overdue before a correction of its anchor gave it another due instant; no re-grading takes it away then.</summary>
    public bool WasOverdue { get; init; }

    /// <summary>The written determination that released it, or null.</summary>
    public string? Released { get; init; }

    /// <summary>The level that counted at the release, or null.</summary>
    public Level? ReleasedUnder { get; init; }

    /// <summary>Whether it is open.</summary>
    [JsonIgnore]
    public bool IsOpen => End == DutyEnd.Open;

    /// <summary>Whether its limit is counted in days: it must be met before its due instant, not at it (rule 9).</summary>
    [JsonIgnore]
    public bool InDays => DueDate is not null;

    /// <summary>Whether something done at that moment is in time; null when the limit is a word or has not started.</summary>
    public bool? InTime(Instant done) => Due is { } due ? InDays ? done < due : done <= due : null;

    /// <summary>Whether somebody still has something to do for it; what is only possible, or waits for a moment that did not come, asks for nothing.</summary>
    [JsonIgnore]
    public bool IsDue => IsOpen && (State is "owed" or "word");

    /// <summary>The first moment at which it is overdue, or null.</summary>
    [JsonIgnore]
    public Instant? LateFrom => Due is { } due ? InDays ? due : due.Plus(1) : null;
}

/// <summary>A report that was made.</summary>
/// <param name="Duty">The duty that it met.</param>
/// <param name="Form">The form, or null.</param>
/// <param name="DoneAt">When it was made.</param>
/// <param name="To">Who took it.</param>
/// <param name="Receipt">The receipt, or null.</param>
/// <param name="Left">The facts that it left open.</param>
/// <param name="Corrections">How often it was corrected.</param>
public sealed record FiledReport(string Duty, string? Form, Instant DoneAt, string To, string? Receipt, IReadOnlyList<string> Left, int Corrections)
{
    /// <summary>The document as it was sent, or null.</summary>
    public string? Attachment { get; init; }

    /// <summary>The hash of the document, or null.</summary>
    public string? Sha256 { get; init; }
}

/// <summary>A paper that somebody began to write.</summary>
/// <param name="At">When it was written last.</param>
/// <param name="By">By whom.</param>
/// <param name="Times">How often.</param>
public sealed record DraftedPaper(Instant At, string By, int Times);

/// <summary>Texts written into a paper: a row of its own.</summary>
/// <param name="Fields">The texts by field; an empty one takes back what was typed.</param>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
public sealed record DraftRow(IReadOnlyDictionary<string, string> Fields, Instant At, string By);

/// <summary>A paper as it was sent: a row of its own.</summary>
/// <param name="Report">The number of the report.</param>
/// <param name="Pack">The pack of the form.</param>
/// <param name="Form">The form.</param>
/// <param name="Attachment">The document.</param>
/// <param name="Sha256">Its hash.</param>
/// <param name="Values">What it says, by field.</param>
/// <param name="Recipient">The recipient as the duty names it.</param>
/// <param name="Signed">signature or seal, or null.</param>
/// <param name="Acknowledged">Why it says otherwise than an earlier paper, or null.</param>
/// <param name="At">When it was sent.</param>
/// <param name="By">By whom.</param>
public sealed record PaperRow(
    int Report, string Pack, string Form, string Attachment, string Sha256, IReadOnlyDictionary<string, string> Values, string Recipient, string? Signed,
    string? Acknowledged, Instant At, string By);

/// <summary>A measure carried out.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="Proof">What proves it.</param>
/// <param name="Times">How often it was recorded.</param>
public sealed record DoneMeasure(Instant At, string By, string Proof, int Times);

/// <summary>A task.</summary>
/// <param name="Title">What is to be done.</param>
/// <param name="Assignee">Who does it, or null.</param>
/// <param name="Due">By when, or null.</param>
/// <param name="State">open, done, given-up.</param>
/// <param name="Overdue">Whether it passed its due instant while open.</param>
/// <param name="Result">What came of it, or null.</param>
public sealed record IncidentTask(string Title, string? Assignee, Instant? Due, string State, bool Overdue, string? Result);

/// <summary>An emergency act that awaits ratification, or awaited it.</summary>
/// <param name="Act">The act.</param>
/// <param name="By">Who did it.</param>
/// <param name="Due">By when it is to be ratified.</param>
/// <param name="State">open, agreed, refused.</param>
/// <param name="Overdue">Whether it passed its due instant while open.</param>
public sealed record Awaiting(string Act, string By, Instant Due, string State, bool Overdue);

/// <summary>A hand-over of evidence, or its taking: a row of its own.</summary>
/// <param name="Evidence">Its id.</param>
/// <param name="What">What it is, at its taking.</param>
/// <param name="Where">Where it was taken, or null.</param>
/// <param name="From">Who gave it, or null at its taking.</param>
/// <param name="To">Who holds it.</param>
/// <param name="Sha256">The hash, or null.</param>
/// <param name="Attachment">The attachment, or null.</param>
/// <param name="Reason">Why it was handed over, or null.</param>
/// <param name="At">When it was done.</param>
/// <param name="By">Who recorded it.</param>
public sealed record CustodyRow(
    string Evidence, string? What, string? Where, string? From, string To, string? Sha256, string? Attachment, string? Reason, Instant At, string By);

/// <summary>A note: a row of its own.</summary>
/// <param name="Text">The note.</param>
/// <param name="Attachment">An attachment, or null.</param>
/// <param name="At">When it was done.</param>
/// <param name="By">Who wrote it.</param>
public sealed record NoteRow(string Text, string? Attachment, Instant At, string By);

/// <summary>A link to another incident: a row that is found from both.</summary>
/// <param name="Other">The other one.</param>
/// <param name="Relation">How they belong together.</param>
public sealed record LinkRow(string Other, string Relation);

/// <summary>A message about a clock or a duty.</summary>
/// <param name="What">overdue, reminder, owed, task, ratification.</param>
/// <param name="Key">The duty, task or ratification.</param>
/// <param name="To">To whom the report goes, or null.</param>
/// <param name="At">The instant concerned, or null.</param>
public sealed record ClockMessage(string What, string Key, string? To, Instant? At);
