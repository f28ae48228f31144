using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Grading;

namespace Fengsui.Response.Risks;

/// <summary>Where a risk stands.</summary>
public static class RiskPhases
{
    /// <summary>It came in and nobody has looked at it.</summary>
    public const string New = "new";

    /// <summary>It is kept, and asks for nobody: not severe, or known to be harmless.</summary>
    public const string Noted = "noted";

    /// <summary>It was judged.</summary>
    public const string Judged = "judged";

    /// <summary>It is watched.</summary>
    public const string Watched = "watched";

    /// <summary>It is nothing.</summary>
    public const string Dismissed = "dismissed";

    /// <summary>A warning was made of it.</summary>
    public const string Warned = "warned";

    /// <summary>An incident was opened from it.</summary>
    public const string Incident = "incident";

    private static readonly (string Word, Text Name)[] Words =
    [
        (New, new("待研判", "to be judged")), (Judged, new("已研判", "judged")), (Watched, new("持续关注", "watched")), (Warned, new("已预警", "warned of")),
        (Incident, new("已开立事件", "an incident was opened")), (Dismissed, new("已排除", "dismissed")), (Noted, new("仅留存", "kept only")),
    ];

    /// <summary>All, in the order of the work.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Words.Select(w => w.Word)];

    /// <summary>Its name.</summary>
    public static Text Name(string phase) => Words.FirstOrDefault(w => w.Word == phase) is { Word: not null } found ? found.Name : Text.Same(phase);
}

/// <summary>A judgement.</summary>
/// <param name="Likelihood">How possible an incident is.</param>
/// <param name="Level">How large it may become; null for none.</param>
/// <param name="Reason">On what ground.</param>
/// <param name="By">Who judged.</param>
/// <param name="At">When.</param>
public sealed record RiskJudgement(string Likelihood, Level? Level, string Reason, string By, Instant At);

/// <summary>A report that was made.</summary>
/// <param name="To">Who took it.</param>
/// <param name="Channel">By which way.</param>
/// <param name="Receipt">The number of its receipt, or null.</param>
/// <param name="Note">A remark, or null.</param>
/// <param name="By">Who reported.</param>
/// <param name="At">When.</param>
public sealed record RiskFiling(string? To, string? Channel, string? Receipt, string? Note, string By, Instant At);

/// <summary>A risk as it stands: the fold of its events.</summary>
public sealed class RiskState
{
    /// <summary>What it says in a line.</summary>
    public string Title { get; set; } = "";

    /// <summary>Who says so.</summary>
    public string Source { get; set; } = "";

    /// <summary>What it is.</summary>
    public string Kind { get; set; } = "";

    /// <summary>In which form it came.</summary>
    public RiskFormat Format { get; set; }

    /// <summary>By which rule.</summary>
    public string? Signature { get; set; }

    /// <summary>How severe, 0 to 10.</summary>
    public int? Severity { get; set; }

    /// <summary>The source's own word for it.</summary>
    public string? SaidSeverity { get; set; }

    /// <summary>When it was seen, as the source says.</summary>
    public Instant? Seen { get; set; }

    /// <summary>By what it is recognised.</summary>
    public string Key { get; set; } = "";

    /// <summary>Its group.</summary>
    public string Group { get; set; } = "";

    /// <summary>When it came in.</summary>
    public Instant Opened { get; set; }

    /// <summary>Where it stands.</summary>
    public string Phase { get; set; } = RiskPhases.New;

    /// <summary>Whether somebody was woken for it.</summary>
    public bool Woke { get; set; }

    /// <summary>How many indicators it has.</summary>
    public int Indicators { get; set; }

    /// <summary>What else was published.</summary>
    public IReadOnlyList<string>? References { get; set; }

    /// <summary>Who entered it, when a person did.</summary>
    public string? EnteredBy { get; set; }

    /// <summary>The judgement that stands.</summary>
    public RiskJudgement? Judgement { get; set; }

    /// <summary>Until when it is watched.</summary>
    public Instant? WatchedUntil { get; set; }

    /// <summary>Why it is watched, was dismissed or is looked at again.</summary>
    public string? Reason { get; set; }

    /// <summary>Whether the time of watching is over and nobody has looked since.</summary>
    public bool WatchOver { get; set; }

    /// <summary>Who is to be told.</summary>
    public List<RiskDuty>? Duties { get; set; }

    /// <summary>Who was told, by duty.</summary>
    public SortedDictionary<string, RiskFiling>? Filings { get; set; }

    /// <summary>The warning that was made of it.</summary>
    public string? Warning { get; set; }

    /// <summary>The incident that was opened from it.</summary>
    public string? Incident { get; set; }

    /// <summary>What is owed and not yet done.</summary>
    public IEnumerable<RiskDuty> Owed => (Duties ?? []).Where(d => d.State == "owed" && Filings?.ContainsKey(d.Key) != true);

    /// <summary>Whether somebody must look at it, or tell somebody of it.</summary>
    public bool NeedsSomebody => Phase == RiskPhases.New || WatchOver || Owed.Any();

    /// <summary>Applies what happened.</summary>
    public void Apply(RiskEvent what, Record.NewEntry line)
    {
        switch (what)
        {
            case RiskEvent.Arrived e:
                Apply(e, line);
                break;
            case RiskEvent.IndicatorsFound e:
                Indicators += e.Indicators.Count;
                break;
            case RiskEvent.Rose e:
                (Severity, SaidSeverity, Woke) = (e.Severity, e.SaidSeverity, Woke || e.Wakes);
                // What was put aside and is now worse by enough to wake somebody is to be judged again; what is being dealt with goes on.
                Phase = Phase == RiskPhases.Noted || e.Wakes && Phase is RiskPhases.Dismissed or RiskPhases.Watched or RiskPhases.Judged ? RiskPhases.New : Phase;
                break;
            case RiskEvent.Judged e:
                Judgement = new(e.Likelihood, e.Level, e.Reason, line.Actor, line.DoneAt);
                Duties = e.Duties is null ? null : [.. e.Duties];
                (Phase, WatchOver) = (Incident is null && Warning is null ? RiskPhases.Judged : Phase, false);
                break;
            case RiskEvent.Watched e:
                (Phase, WatchedUntil, Reason, WatchOver) = (RiskPhases.Watched, e.Until, e.Reason, false);
                break;
            case RiskEvent.WatchEnded:
                (WatchedUntil, WatchOver) = (null, true);
                break;
            case RiskEvent.Dismissed e:
                (Phase, Reason, WatchedUntil, WatchOver) = (RiskPhases.Dismissed, e.Reason, null, false);
                break;
            case RiskEvent.Reported e:
                (Filings ??= new(StringComparer.Ordinal))[e.Duty] = new(e.To, e.Channel, e.Receipt, e.Note, line.Actor, line.DoneAt);
                break;
            case RiskEvent.Warned e:
                (Phase, Warning, WatchedUntil, WatchOver) = (RiskPhases.Warned, e.Warning, null, false);
                break;
            case RiskEvent.Became e:
                (Phase, Incident, WatchedUntil, WatchOver) = (RiskPhases.Incident, e.Incident, null, false);
                break;
            case RiskEvent.Reopened e:
                (Phase, Reason, WatchedUntil, WatchOver) = (RiskPhases.New, e.Reason, null, false);
                break;
            default:
                throw new InvalidOperationException(what.GetType().Name);
        }
    }

    private void Apply(RiskEvent.Arrived e, Record.NewEntry line)
    {
        (Title, Source, Kind, Format, Signature) = (e.Title, e.Source, e.Kind, e.Format, e.Signature);
        (Severity, SaidSeverity, Seen, Key, Group) = (e.Severity, e.SaidSeverity, e.Seen, e.Key, e.Group);
        (References, EnteredBy, Opened, Woke) = (e.References, e.By, line.RecordedAt, e.Wakes);
        Phase = e.Needs ? RiskPhases.New : RiskPhases.Noted;
        Indicators = e.Indicators?.Count ?? 0;
    }
}
