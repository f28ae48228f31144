using System.Text.Json.Serialization;
using Fengsui.Law.Calendar;

namespace Fengsui.Response.Warnings;

/// <summary>What happens to a warning: a closed union. It holds no person's name and no address: those stand in tables that can be erased.</summary>
public abstract record WarningEvent
{
    private WarningEvent()
    {
    }

    /// <summary>It was drafted.</summary>
    /// <param name="Content">What it says.</param>
    /// <param name="Risk">The risk from which it comes, or null.</param>
    /// <param name="Incident">The incident from which it comes, or null.</param>
    public sealed record Drafted(WarningContent Content, string? Risk, string? Incident) : WarningEvent;

    /// <summary>The draft was changed.</summary>
    /// <param name="Content">What it says now.</param>
    public sealed record Edited(WarningContent Content) : WarningEvent;

    /// <summary>A next version was begun, from what the present one says.</summary>
    public sealed record RevisionBegun : WarningEvent;

    /// <summary>A draft was given up; what was issued stays.</summary>
    /// <param name="Why">Why.</param>
    public sealed record DraftDiscarded(string Why) : WarningEvent;

    /// <summary>The consent that the plan asks for was given to the draft.</summary>
    /// <param name="Consent">Whose, when, in which document.</param>
    public sealed record ConsentGiven(Consent Consent) : WarningEvent;

    /// <summary>The draft was issued. The version before it is superseded; it stays as it was.</summary>
    /// <param name="Version">The number of the version, from 1.</param>
    /// <param name="Number">The number of the notice.</param>
    /// <param name="Issuer">Who issues it, as it stands in the notice.</param>
    /// <param name="ActsAs">The body as which; null for an internal warning.</param>
    /// <param name="Law">The plan as it stood, <c>id@version#hash</c>.</param>
    /// <param name="Recipients">To how many.</param>
    /// <param name="ReceiptDue">By when receipts are due, or null.</param>
    /// <param name="FeedbackSeconds">At which interval feedback is due, or null.</param>
    public sealed record Issued(
        int Version, string Number, string Issuer, string? ActsAs, string Law, int Recipients, Instant? ReceiptDue, long? FeedbackSeconds) : WarningEvent;

    /// <summary>Recipients of a version, at most <see cref="WarningKind.MostInLine"/> in a line.</summary>
    /// <param name="Version">The version.</param>
    /// <param name="Units">Who.</param>
    public sealed record RecipientsNamed(int Version, IReadOnlyList<Recipient> Units) : WarningEvent;

    /// <summary>Recipients of the version before who are not among those of this one: for them the warning is lifted.</summary>
    /// <param name="Version">The version in which they are no longer named.</param>
    /// <param name="Units">Who.</param>
    public sealed record RecipientsDropped(int Version, IReadOnlyList<Recipient> Units) : WarningEvent;

    /// <summary>Receipts came in.</summary>
    /// <param name="Version">The version received.</param>
    /// <param name="Receipts">Of whom.</param>
    public sealed record ReceiptsRecorded(int Version, IReadOnlyList<UnitReceipt> Receipts) : WarningEvent;

    /// <summary>A unit told how things stand.</summary>
    /// <param name="Version">The version.</param>
    /// <param name="Unit">The unit.</param>
    /// <param name="How">link, phone, paper, e-mail or system.</param>
    /// <param name="Text">What it told; empty in a zero report.</param>
    /// <param name="Zero">Whether it told that there is nothing to tell (零报告).</param>
    /// <param name="Round">The round of feedback, from 1.</param>
    /// <param name="First">Whether it is the unit's first on this version.</param>
    /// <param name="Portion">In which portion of the recipients the unit stands, from 0.</param>
    public sealed record FeedbackGiven(int Version, string Unit, string How, string Text, bool Zero, int Round, bool First, int Portion) : WarningEvent;

    /// <summary>A measure under the warning was carried out.</summary>
    /// <param name="Measure">The measure of the plan.</param>
    /// <param name="Proof">What shows it.</param>
    public sealed record MeasureDone(string Measure, string Proof) : WarningEvent;

    /// <summary>It was lifted.</summary>
    /// <param name="Why">Why.</param>
    /// <param name="Ends">The measures that end with it.</param>
    /// <param name="Version">The version in force till then.</param>
    /// <param name="Told">The rows of its recipients, who are told.</param>
    public sealed record Lifted(string Why, IReadOnlyList<string> Ends, int Version, IReadOnlyList<Chunk> Told) : WarningEvent;

    /// <summary>A warning of somebody else arrived, or a new version of it.</summary>
    /// <param name="Version">The version, counted here from 1.</param>
    /// <param name="Issuer">Who issued it.</param>
    /// <param name="Number">Its number there.</param>
    /// <param name="Content">What it says.</param>
    /// <param name="Actor">As whom we are warned: the actor of the plan whose measures are ours.</param>
    /// <param name="Law">The plan as it stood, <c>id@version#hash</c>.</param>
    /// <param name="ReceivedAt">When it arrived.</param>
    /// <param name="How">paper, e-mail, phone or system.</param>
    /// <param name="ReceiptDue">By when it asks for a receipt, or null.</param>
    /// <param name="FeedbackSeconds">At which interval it asks for feedback, or null.</param>
    public sealed record Received(
        int Version, string Issuer, string Number, WarningContent Content, string Actor, string Law, Instant ReceivedAt, string How, Instant? ReceiptDue,
        long? FeedbackSeconds) : WarningEvent;

    /// <summary>We acknowledged a warning from outside.</summary>
    /// <param name="How">phone, paper, e-mail or system.</param>
    /// <param name="Proof">What shows it.</param>
    public sealed record ReceiptReturned(string How, string Proof) : WarningEvent;

    /// <summary>We told the issuer of a warning from outside how things stand.</summary>
    /// <param name="How">phone, paper, e-mail or system.</param>
    /// <param name="Text">What we told; empty in a zero report.</param>
    /// <param name="Zero">Whether there was nothing to tell (零报告).</param>
    /// <param name="Round">The round of feedback, from 1.</param>
    public sealed record FeedbackReturned(string How, string Text, bool Zero, int Round) : WarningEvent;

    /// <summary>A clock was reached.</summary>
    /// <param name="Clock">Which.</param>
    /// <param name="At">When it was due.</param>
    /// <param name="Wakes">Whether whoever is on duty is to be woken: what the clock counts had not been done.</param>
    public sealed record ClockReached(string Clock, Instant At, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Wakes = false)
        : WarningEvent;
}
