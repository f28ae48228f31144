using Fengsui.Law.Calendar;

namespace Fengsui.Response.Warnings;

/// <summary>What somebody wants to do to a warning: a closed union.</summary>
public abstract record WarningAct
{
    private WarningAct()
    {
    }

    /// <summary>When it was done; when it is recorded, unless the person says otherwise.</summary>
    public Instant? DoneAt { get; init; }

    /// <summary>The row of the table of posts and acts that says who may.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Row => this switch
    {
        Draft or Edit or Revise or Discard => "draft-warning",
        GiveConsent => "consent-warning",
        Issue => "issue-warning",
        Lift => "lift-warning",
        RecordReceipts or RecordFeedback => "record-warning-receipt",
        Receive => "receive-warning",
        DoMeasure or ReturnReceipt or ReturnFeedback => "respond-warning",
        _ => throw new InvalidOperationException(GetType().Name),
    };

    /// <summary>Open one with a draft.</summary>
    /// <param name="Content">What it says so far; nothing need be filled in yet.</param>
    /// <param name="Risk">The risk from which it comes, or null.</param>
    /// <param name="Incident">The incident from which it comes, or null.</param>
    public sealed record Draft(WarningContent Content, string? Risk = null, string? Incident = null) : WarningAct;

    /// <summary>Change the draft.</summary>
    /// <param name="Content">What it says now.</param>
    public sealed record Edit(WarningContent Content) : WarningAct;

    /// <summary>Begin the next version of what is in force.</summary>
    public sealed record Revise : WarningAct;

    /// <summary>Give the draft up.</summary>
    /// <param name="Why">Why.</param>
    public sealed record Discard(string Why) : WarningAct;

    /// <summary>Record the consent to the draft.</summary>
    /// <param name="Of">Whose it is.</param>
    /// <param name="Document">The document in which it stands.</param>
    /// <param name="At">When it was given; now, unless said otherwise.</param>
    public sealed record GiveConsent(string Of, string Document, Instant? At = null) : WarningAct;

    /// <summary>Issue the draft, or issue again.</summary>
    /// <param name="Number">The number of the notice.</param>
    public sealed record Issue(string Number) : WarningAct;

    /// <summary>Record receipts.</summary>
    /// <param name="Units">Of which units.</param>
    /// <param name="How">link, phone, paper, e-mail or system.</param>
    /// <param name="Version">Of which version; null for the present one.</param>
    public sealed record RecordReceipts(IReadOnlyList<string> Units, string How, int? Version = null) : WarningAct;

    /// <summary>Record what a unit told.</summary>
    /// <param name="Unit">The unit.</param>
    /// <param name="How">link, phone, paper, e-mail or system.</param>
    /// <param name="Text">What it told; may be empty in a zero report.</param>
    /// <param name="Zero">Whether there was nothing to tell.</param>
    /// <param name="Version">On which version; null for the present one.</param>
    public sealed record RecordFeedback(string Unit, string How, string? Text = null, bool Zero = false, int? Version = null) : WarningAct;

    /// <summary>Record that a measure was carried out.</summary>
    /// <param name="Measure">The measure of the plan.</param>
    /// <param name="Proof">What shows it.</param>
    public sealed record DoMeasure(string Measure, string Proof) : WarningAct;

    /// <summary>Lift it.</summary>
    /// <param name="Why">Why.</param>
    /// <param name="Ends">The measures that end with it; null for all that run.</param>
    public sealed record Lift(string Why, IReadOnlyList<string>? Ends = null) : WarningAct;

    /// <summary>Enter a warning from outside, or a new version of one that was entered.</summary>
    /// <param name="Issuer">Who issued it.</param>
    /// <param name="Number">Its number there.</param>
    /// <param name="Content">What it says.</param>
    /// <param name="Actor">As whom we are warned.</param>
    /// <param name="How">paper, e-mail, phone or system.</param>
    /// <param name="ReceivedAt">When it arrived; now, unless said otherwise.</param>
    public sealed record Receive(string Issuer, string Number, WarningContent Content, string Actor, string How, Instant? ReceivedAt = null) : WarningAct;

    /// <summary>Record that we acknowledged a warning from outside.</summary>
    /// <param name="How">phone, paper, e-mail or system.</param>
    /// <param name="Proof">What shows it.</param>
    public sealed record ReturnReceipt(string How, string Proof) : WarningAct;

    /// <summary>Record what we told the issuer of a warning from outside.</summary>
    /// <param name="How">phone, paper, e-mail or system.</param>
    /// <param name="Text">What we told; may be empty in a zero report.</param>
    /// <param name="Zero">Whether there was nothing to tell.</param>
    public sealed record ReturnFeedback(string How, string? Text = null, bool Zero = false) : WarningAct;
}
