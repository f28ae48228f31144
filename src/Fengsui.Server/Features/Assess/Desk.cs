using Fengsui.Law.Calendar;
using Fengsui.Law.Duties;
using Fengsui.Law.Grading;
using Fengsui.Law.Packs;

namespace Fengsui.Server.Features.Assess;

/// <summary>The desk at one moment: what was entered, what the law says of it, and which duty binds now.</summary>
public sealed class Desk
{
    private Desk(FactSheet sheet, Assessment assessment, Instant now)
    {
        Sheet = sheet;
        Assessment = assessment;
        Certain = InOrder(assessment.Duties.Where(d => d.State is DutyState.Owed or DutyState.Word));
        Possible = InOrder(assessment.Duties.Where(d => d.State == DutyState.Possible));
        Waiting = InOrder(assessment.Duties.Where(d => d.State == DutyState.Waiting));
        Open = assessment.Packs.SelectMany(p => p.WhatIsOpen).GroupBy(o => o.Fact.Slot).ToDictionary(g => g.Key, g => g.Max(o => o.Level));
        Overdue = Certain.Count(d => d.Due < now);
        var ours = Certain.Where(IsOurs).ToList();
        Now = ours.Count > 0 ? ours[0] : Certain.Count > 0 ? Certain[0] : null;
        Beside = [.. ours.Where(d => d != Now && d.Urgency == Now?.Urgency)];
        Looming = Possible.Where(d => IsOurs(d) && (Now is not { } now || d.Urgency.CompareTo(now.Urgency) < 0)).Select(d => (DutyOutcome?)d).FirstOrDefault();
        FirstClock = ours.Exists(d => d.Due is not null) ? ours.Find(d => d.Due is not null) : null;
    }

    /// <summary>What was entered.</summary>
    public FactSheet Sheet { get; }

    /// <summary>What the law says of it.</summary>
    public Assessment Assessment { get; }

    /// <summary>Duties that are owed now, what binds first first.</summary>
    public IReadOnlyList<DutyOutcome> Certain { get; }

    /// <summary>Duties that rest on what is not known yet, in the same order.</summary>
    public IReadOnlyList<DutyOutcome> Possible { get; }

    /// <summary>Duties whose clock has not started.</summary>
    public IReadOnlyList<DutyOutcome> Waiting { get; }

    /// <summary>How many of the certain ones are past their instant.</summary>
    public int Overdue { get; }

    /// <summary>The facts that are still open in some pack, each with the highest level it could bring (null where it only decides a scope).</summary>
    public IReadOnlyDictionary<int, Level?> Open { get; }

    /// <summary>The act that binds now, or null when nothing is certain.</summary>
    public DutyOutcome? Now { get; }

    /// <summary>The certain duties of our side that bind at the same moment as <see cref="Now"/>.</summary>
    public IReadOnlyList<DutyOutcome> Beside { get; }

    /// <summary>A duty of our side that is only possible, but would bind before <see cref="Now"/> if the facts turn out so; or null.</summary>
    public DutyOutcome? Looming { get; }

    /// <summary>The first certain duty of our side that is a number.</summary>
    public DutyOutcome? FirstClock { get; }

    /// <summary>Assesses what was entered, under the law of the day of discovery, else of today.</summary>
    public static Desk Of(FactSheet sheet, Library library, Instant now)
    {
        var incident = sheet.ToIncident();
        var day = incident.DiscoveredOn ?? now.Day;
        return new(sheet, library.On(day).Assess(incident, day), now);
    }

    /// <summary>Whether the one who sits at this desk has to do it: an operator or its group, not an authority.</summary>
    public static bool IsOurs(DutyOutcome outcome) => outcome.Duty.Who.Tier is "operator" or "group";

    /// <summary>By the rule of urgency; among equals our own, what is verified, and what a grading plan asks for goes first.</summary>
    private static List<DutyOutcome> InOrder(IEnumerable<DutyOutcome> duties) =>
        [.. duties.OrderBy(d => d.Urgency).ThenBy(d => IsOurs(d) ? 0 : 1).ThenBy(d => d.Duty.Ground.Check).ThenBy(d => d.Pack.Pack.Grades ? 0 : 1)];
}
