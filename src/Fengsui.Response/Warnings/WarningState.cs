using System.Globalization;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Grading;
using Fengsui.Response.Record;

namespace Fengsui.Response.Warnings;

/// <summary>Where a warning stands.</summary>
public enum WarningPhase
{
    /// <summary>Being written.</summary>
    Draft,

    /// <summary>In force, issued here.</summary>
    Issued,

    /// <summary>In force, received from outside.</summary>
    Received,

    /// <summary>Lifted.</summary>
    Lifted,

    /// <summary>Given up before it was issued.</summary>
    Discarded,
}

/// <summary>The words of <see cref="WarningPhase"/>.</summary>
public static class WarningPhases
{
    /// <summary>As it stands in lists and in the record.</summary>
    public static string Word(this WarningPhase phase) => phase.Name().Zh;

    /// <summary>Its name.</summary>
    public static Text Name(this WarningPhase phase) => phase switch
    {
        WarningPhase.Draft => new("起草", "draft"),
        WarningPhase.Issued => new("生效", "in force"),
        WarningPhase.Received => new("外来生效", "in force, received"),
        WarningPhase.Lifted => new("已解除", "lifted"),
        WarningPhase.Discarded => new("已作废", "discarded"),
        _ => throw new ArgumentOutOfRangeException(nameof(phase)),
    };
}

/// <summary>A version of a warning, as it was issued or received: never changed afterwards but by what its recipients do.</summary>
public sealed record WarningVersion
{
    /// <summary>Its number, from 1.</summary>
    public int No { get; init; }

    /// <summary>What it says.</summary>
    public WarningContent Content { get; init; } = new();

    /// <summary>The number of the notice.</summary>
    public string Number { get; init; } = "";

    /// <summary>Who issued it.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>The body as which; null for an internal warning and for one from outside.</summary>
    public string? ActsAs { get; init; }

    /// <summary>The plan as it stood.</summary>
    public string Law { get; init; } = "";

    /// <summary>The consent that it had, or null.</summary>
    public Consent? Consent { get; init; }

    /// <summary>When it was issued, or received.</summary>
    public Instant At { get; init; }

    /// <summary>By when receipts are due, or null.</summary>
    public Instant? ReceiptDue { get; init; }

    /// <summary>At which interval feedback is due, or null.</summary>
    public long? FeedbackSeconds { get; init; }

    /// <summary>To how many it went.</summary>
    public int Recipients { get; init; }

    /// <summary>The lines that name them.</summary>
    public List<Chunk> Named { get; init; } = [];

    /// <summary>The recipients in portions.</summary>
    public List<Portion> Portions { get; init; } = [];

    /// <summary>How many acknowledged it.</summary>
    public int Receipts { get; set; }

    /// <summary>How many of them gave feedback.</summary>
    public int FedBack { get; set; }

    /// <summary>How many did not acknowledge it.</summary>
    public int NotReceived() => Recipients - Receipts;

    /// <summary>How many acknowledged it and said nothing since.</summary>
    public int Silent() => Receipts - FedBack;

    /// <summary>The portion in which a recipient stands; -1 when it is none of this version.</summary>
    public int PortionOf(RecipientPlace place) => Portions.FindIndex(p => p.Seq == place.Seq && p.From <= place.N && place.N < p.To);

    internal void Name(Chunk chunk)
    {
        Named.Add(chunk);
        for (var from = 0; from < chunk.Count; from += WarningKind.MostInMessage)
            Portions.Add(new(chunk.Seq, from, Math.Min(from + WarningKind.MostInMessage, chunk.Count)));
    }

    internal void Take(IReadOnlyList<UnitReceipt> receipts)
    {
        Receipts += receipts.Count;
        foreach (var receipt in receipts)
            Portions[receipt.Portion].Receipts++;
    }

    internal void Take(WarningEvent.FeedbackGiven feedback)
    {
        if (!feedback.First)
            return;
        FedBack++;
        Portions[feedback.Portion].FedBack++;
    }

    /// <summary>The round of feedback that runs at a moment, from 1.</summary>
    public int RoundAt(Instant now) => FeedbackSeconds is { } every && now > At ? (int)((now.UnixSeconds - At.UnixSeconds - 1) / every) + 1 : 1;
}

/// <summary>A measure that was carried out.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Proof">What shows it.</param>
public sealed record DoneMeasure(Instant At, string By, string Proof);

/// <summary>A warning of somebody else: what it is to us.</summary>
/// <param name="Actor">As whom we are warned.</param>
/// <param name="How">How it arrived.</param>
public sealed record Outside(string Actor, string How);

/// <summary>What we told the issuer of a warning from outside.</summary>
/// <param name="What">receipt, feedback or zero.</param>
/// <param name="Version">On which version.</param>
/// <param name="Round">The round of feedback; 0 for a receipt.</param>
/// <param name="How">How.</param>
/// <param name="Text">What was told, or what shows it.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
public sealed record OwnAnswer(string What, int Version, int Round, string How, string Text, Instant At, string By);

/// <summary>How a warning ended.</summary>
/// <param name="Why">Why.</param>
/// <param name="Ends">The measures that ended with it.</param>
/// <param name="At">When.</param>
public sealed record Lifting(string Why, IReadOnlyList<string> Ends, Instant At);

/// <summary>The state of a warning: a fold over its events. Recipients, receipts and feedback are rows of their own.</summary>
public sealed record WarningState
{
    /// <summary>Where it stands.</summary>
    public WarningPhase Phase { get; set; }

    /// <summary>When it was opened.</summary>
    public Instant Opened { get; set; }

    /// <summary>The number of lines folded.</summary>
    public long Lines { get; set; }

    /// <summary>What is being written, or null.</summary>
    public WarningContent? Draft { get; set; }

    /// <summary>The consent to what is being written, or null.</summary>
    public Consent? Consent { get; set; }

    /// <summary>The risk from which it comes, or null.</summary>
    public string? Risk { get; set; }

    /// <summary>The incident from which it comes, or null.</summary>
    public string? Incident { get; set; }

    /// <summary>The versions, the present one last.</summary>
    public List<WarningVersion> Versions { get; init; } = [];

    /// <summary>What it is to us when it came from outside, or null.</summary>
    public Outside? Outside { get; set; }

    /// <summary>What was carried out, by the id of the measure.</summary>
    public SortedDictionary<string, DoneMeasure> Measures { get; init; } = new(StringComparer.Ordinal);

    /// <summary>What we told its issuer.</summary>
    public List<OwnAnswer> Answers { get; init; } = [];

    /// <summary>How it ended, or null.</summary>
    public Lifting? Lifting { get; set; }

    /// <summary>The clocks that were reached.</summary>
    public SortedSet<string> Reached { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The version that counts, or null before the first.</summary>
    public WarningVersion? Present() => Versions.Count > 0 ? Versions[^1] : null;

    /// <summary>What it says now: the version that counts, else the draft.</summary>
    public WarningContent Says() => Present()?.Content ?? Draft ?? new();

    /// <summary>Whether it is in force.</summary>
    public bool IsInForce() => Phase is WarningPhase.Issued or WarningPhase.Received;

    /// <summary>What there is in it to search.</summary>
    public string Words() => string.Join('\n', [Says().Title, .. Versions.Select(v => $"{v.Number} {v.Issuer}"), .. Says().Fields.Values]);

    /// <summary>Folds one more event in. The state is changed in place.</summary>
    /// <param name="what">The event.</param>
    /// <param name="line">Its line.</param>
    /// <exception cref="RecordException">It does not fit what stands before it.</exception>
    public void Apply(WarningEvent what, NewEntry line)
    {
        Lines++;
        switch (what)
        {
            case WarningEvent.Drafted e:
                (Opened, Draft, Risk, Incident) = (line.RecordedAt, e.Content, e.Risk, e.Incident);
                break;
            case WarningEvent.Edited e:
                Draft = e.Content;
                // Consent is given to a colour: what was agreed to for one does not carry another.
                Consent = Consent?.Colour == e.Content.Colour ? Consent : null;
                break;
            case WarningEvent.RevisionBegun:
                (Draft, Consent) = (Standing().Content, null);
                break;
            case WarningEvent.DraftDiscarded:
                (Draft, Consent) = (null, null);
                Phase = Versions.Count == 0 ? WarningPhase.Discarded : Phase;
                break;
            case WarningEvent.ConsentGiven e:
                Consent = e.Consent;
                break;
            case WarningEvent.Issued e:
                Versions.Add(new()
                {
                    No = e.Version, Content = Draft ?? throw new RecordException("nothing was drafted"), Number = e.Number, Issuer = e.Issuer, ActsAs = e.ActsAs,
                    Law = e.Law, Consent = Consent, At = line.DoneAt, ReceiptDue = e.ReceiptDue, FeedbackSeconds = e.FeedbackSeconds, Recipients = e.Recipients,
                });
                (Draft, Consent, Phase) = (null, null, WarningPhase.Issued);
                break;
            case WarningEvent.RecipientsNamed e:
                Standing().Name(new(Lines, e.Units.Count));
                break;
            case WarningEvent.ReceiptsRecorded e:
                Of(e.Version).Take(e.Receipts);
                break;
            case WarningEvent.FeedbackGiven e:
                Of(e.Version).Take(e);
                break;
            case WarningEvent.MeasureDone e:
                Measures[e.Measure] = new(line.DoneAt, line.Actor, e.Proof);
                break;
            case WarningEvent.Lifted e:
                (Phase, Lifting, Draft, Consent) = (WarningPhase.Lifted, new(e.Why, e.Ends, line.DoneAt), null, null);
                break;
            case WarningEvent.Received e:
                Receive(e, line);
                break;
            case WarningEvent.ReceiptReturned e:
                Answers.Add(new("receipt", Standing().No, 0, e.How, e.Proof, line.DoneAt, line.Actor));
                break;
            case WarningEvent.FeedbackReturned e:
                Answers.Add(new(e.Zero ? "zero" : "feedback", Standing().No, e.Round, e.How, e.Text, line.DoneAt, line.Actor));
                break;
            case WarningEvent.ClockReached e:
                Reached.Add(e.Clock);
                break;
            // They are rows of their own.
            case WarningEvent.RecipientsDropped:
                break;
            default:
                throw new InvalidOperationException(what.GetType().Name);
        }
    }

    /// <summary>The clocks that still run.</summary>
    public IEnumerable<PendingClock> Clocks()
    {
        if (!IsInForce() || Present() is not { } present)
            yield break;
        var waits = Phase == WarningPhase.Issued ? present.NotReceived() > 0 : !Answered(present.No, 0);
        if (present.ReceiptDue is { } due && waits && !Reached.Contains($"receipt.{present.No}"))
            yield return new($"receipt.{present.No}", due);
        if (present.FeedbackSeconds is { } every && NextRound(present) is var round)
            yield return new($"feedback.{present.No}.{round}", present.At.Plus(every * round));
    }

    /// <summary>The last clock of its kind that was reached by a moment: of rounds of feedback, the last that ended and was not answered; else the clock itself.</summary>
    internal PendingClock LastRound(PendingClock clock, Instant now)
    {
        if (Present() is not { FeedbackSeconds: { } every } present || !clock.Key.StartsWith("feedback.", StringComparison.Ordinal))
            return clock;
        var round = (int)((now.UnixSeconds - present.At.UnixSeconds) / every);
        while (Answered(present.No, round))
            round--;
        return present.At.Plus(every * round) is var at && at > clock.At ? new($"feedback.{present.No}.{round}", at) : clock;
    }

    /// <summary>Whether what a clock counts is still not done: a receipt or feedback is missing, of us or of a recipient.</summary>
    /// <param name="clock">Its key, <c>receipt.VERSION</c> or <c>feedback.VERSION.ROUND</c>.</param>
    public bool IsOpen(string clock)
    {
        var parts = clock.Split('.');
        if (!IsInForce() || Present() is not { } present || Number(parts[1]) != present.No)
            return false;
        var receipt = parts[0] == "receipt";
        return Phase == WarningPhase.Received ? !Answered(present.No, receipt ? 0 : Number(parts[2])) : receipt ? present.NotReceived() > 0 : present.Silent() > 0;
    }

    /// <summary>Whether we acknowledged a version from outside, or fed back in a round of it.</summary>
    public bool Answered(int version, int round) => Answers.Exists(a => a.Version == version && a.Round == round);

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private int NextRound(WarningVersion present)
    {
        var before = $"feedback.{present.No}.";
        var round = 1 + Reached.Where(c => c.StartsWith(before, StringComparison.Ordinal)).Select(c => Number(c[before.Length..])).DefaultIfEmpty(0).Max();
        while (Answered(present.No, round))
            round++;
        return round;
    }

    private void Receive(WarningEvent.Received e, NewEntry line)
    {
        if (Versions.Count == 0)
            Opened = line.RecordedAt;
        Versions.Add(new()
        {
            No = e.Version, Content = e.Content, Number = e.Number, Issuer = e.Issuer, Law = e.Law, At = e.ReceivedAt, ReceiptDue = e.ReceiptDue,
            FeedbackSeconds = e.FeedbackSeconds,
        });
        (Phase, Outside) = (WarningPhase.Received, new(e.Actor, e.How));
    }

    private WarningVersion Standing() => Present() ?? throw new RecordException("the warning was not issued");

    private WarningVersion Of(int version) => Versions.Find(v => v.No == version) ?? throw new RecordException($"there is no version {version}");
}
