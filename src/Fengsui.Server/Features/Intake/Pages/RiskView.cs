using Fengsui.Law;
using Fengsui.Response.Record;
using Fengsui.Response.Risks;
using Fengsui.Store;
using Fengsui.Store.Intake;

namespace Fengsui.Server.Features.Intake.Pages;

/// <summary>A row of the list.</summary>
/// <param name="Row">What lists know.</param>
/// <param name="State">The risk.</param>
/// <param name="Seen">How often it was seen.</param>
public sealed record RiskRow(MatterRow Row, RiskState State, RiskSeen? Seen);

/// <summary>The list as it was asked for.</summary>
/// <param name="Groups">The rows, those of one group together, the newest group first.</param>
/// <param name="Phase">The phase that is shown; empty for what needs somebody, <c>all</c> for all.</param>
/// <param name="Query">The text that is searched.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Next">How the next page is asked for.</param>
public sealed record RiskList(IReadOnlyList<IReadOnlyList<RiskRow>> Groups, string Phase, string? Query, MatterCount Count, string? Next)
{
    /// <summary>How the queue stands.</summary>
    public required QueueState Queue { get; init; }
}

/// <summary>How the queue stands.</summary>
/// <param name="Waiting">Pieces that wait.</param>
/// <param name="Lag">How old the oldest is, in seconds.</param>
/// <param name="Accepted">Pieces accepted since the start.</param>
/// <param name="Dropped">Datagrams lost.</param>
/// <param name="Listening">Where syslog is received.</param>
public sealed record QueueState(long Waiting, double Lag, long Accepted, long Dropped, IReadOnlyList<string> Listening);

/// <summary>What was typed into a form that was refused.</summary>
/// <param name="Form">The form.</param>
/// <param name="Typed">What was typed, by field.</param>
/// <param name="Field">The field at fault, or null.</param>
/// <param name="Wrong">What is wrong, and what would be right.</param>
public sealed record RefusedForm(string Form, IReadOnlyDictionary<string, string> Typed, string? Field, Text Wrong)
{
    /// <summary>What was typed into a field of a form.</summary>
    public string? Of(string form, string field) => Form == form ? Typed.GetValueOrDefault(field) : null;
}

/// <summary>A risk with everything that its page shows.</summary>
/// <param name="Row">What lists know.</param>
/// <param name="State">The risk.</param>
public sealed record RiskView(MatterRow Row, RiskState State)
{
    /// <summary>How often it was seen.</summary>
    public RiskSeen? Seen { get; init; }

    /// <summary>What was received, the first few.</summary>
    public IReadOnlyList<RiskEvidence> Evidence { get; init; } = [];

    /// <summary>Its indicators, the first of them.</summary>
    public IReadOnlyList<ItemRow> Indicators { get; init; } = [];

    /// <summary>Others of its group.</summary>
    public IReadOnlyList<MatterRow> Others { get; init; } = [];

    /// <summary>Its journal.</summary>
    public IReadOnlyList<Entry> Entries { get; init; } = [];

    /// <summary>What people are called.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>What was refused, or null.</summary>
    public RefusedForm? Refused { get; init; }

    /// <summary>What was just done, or null.</summary>
    public string? Did { get; init; }
}

/// <summary>Where risk information comes from, and by which rules it is weighed.</summary>
/// <param name="Queue">How the queue stands.</param>
/// <param name="Rules">The rules.</param>
/// <param name="Version">Their version.</param>
/// <param name="Sources">The sources.</param>
public sealed record SourcesView(QueueState Queue, IntakeRules Rules, long Version, IReadOnlyList<IntakeSource> Sources)
{
    /// <summary>What was refused, or null.</summary>
    public RefusedForm? Refused { get; init; }

    /// <summary>The address that was just made; it is shown once.</summary>
    public string? Made { get; init; }

    /// <summary>Whether something was just saved.</summary>
    public bool Saved { get; init; }
}
