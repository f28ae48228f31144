using Fengsui.Law.Calendar;
using Fengsui.Law.Duties;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Law.Packs;

namespace Fengsui.Response.Incidents;

/// <summary>
/// What an assessment does to the duties on record, by the rules for every clock: made once; frozen once met; a correction shows both times; what is
/// overdue stays; a first report once made keeps what closes it.
/// </summary>
internal sealed class DutyBook(IncidentState state, Assessment assessment, Library library, Instant now)
{
    private readonly List<DutyArisen> _arose = [];
    private readonly List<DutyChange> _changed = [];
    private readonly List<string> _ended = [];
    private readonly List<DutyKept> _kept = [];
    private readonly HashSet<string> _seen = [];

    /// <summary>What follows, or null when nothing does.</summary>
    public IncidentEvent.DutiesReckoned? Reckon()
    {
        foreach (var outcome in assessment.Duties)
            if (IsOurs(outcome.Duty.Who, assessment.Incident))
                foreach (var (key, to) in Recipients(outcome))
                    Stand(key, to, outcome);
        foreach (var (key, duty) in state.Duties)
            if (duty.IsOpen && !_seen.Contains(key))
                Leave(key, duty);
        return _arose.Count + _changed.Count + _ended.Count + _kept.Count == 0
            ? null
            : new(Some(_arose), Some(_changed), Some(_ended), Some(_kept));
    }

    private static List<T>? Some<T>(List<T> list) => list.Count == 0 ? null : list;

    /// <summary>Duties of the authorities are theirs; a group headquarters has its own beside those of an operator.</summary>
    internal static bool IsOurs(Party who, Incident incident) => who.Tier switch
    {
        "operator" => true,
        "group" => incident.Vocabulary.Fact("central_soe") is { } soe && incident[soe] == FactValue.Word(soe.WordIndex("是")),
        _ => false,
    };

    /// <summary>
    /// One duty for each recipient (rule 1). While it is not known which body a party is, the party itself is the recipient; the first body that becomes
    /// known takes that duty over, so nothing is owed twice.
    /// </summary>
    private IEnumerable<(string Key, string To)> Recipients(DutyOutcome outcome)
    {
        var key = $"{outcome.Pack.Pack.Id}/{outcome.Duty.Id}";
        var bodies = library.Vocabulary.ConcreteBodies.Where(b => b.Party == outcome.Duty.To && b.Concerns(assessment.Incident)).ToList();
        if (bodies.Count == 0)
        {
            // A body that was named and is not known any more does not make a second duty.
            yield return (key, state.Duties.TryGetValue(key, out var duty) ? duty.To : outcome.Duty.To.Name.Zh);
            yield break;
        }

        var named = state.Duties.TryGetValue(key, out var first) && bodies.Find(b => b.Name.Zh == first.To) is { } same ? same : bodies[0];
        yield return (key, named.Name.Zh);
        foreach (var body in bodies.Where(b => b != named))
            yield return ($"{key}@{body.For.Zh}", body.Name.Zh);
    }

    private void Stand(string key, string to, DutyOutcome outcome)
    {
        _seen.Add(key);
        if (!state.Duties.TryGetValue(key, out var duty) || duty.End == DutyEnd.NotOwed)
            _arose.Add(Arisen(key, to, outcome));
        else if (duty.IsOpen)
            Compare(key, to, duty, outcome.State.Word(), outcome.Start, new(outcome.Due, outcome.DueDate, outcome.Provisional));
    }

    private DutyArisen Arisen(string key, string to, DutyOutcome outcome)
    {
        var duty = outcome.Duty;
        var interval = duty.Limit is Limit.Every every ? every.Seconds : (long?)null;
        return new(
            key, duty.Who.Name.Zh, to, outcome.State.Word(), duty.Limit.Written, duty.Anchor.Id, outcome.Start, outcome.Due, outcome.DueDate, interval,
            outcome.Provisional, duty.Channel switch { Channel.Phone => "phone", Channel.Written => "written", null => null, _ => throw new InvalidOperationException() },
            duty.Form, Where(duty.Ground), IsLate(outcome.State.Word(), outcome.Due, outcome.DueDate), null);
    }

    private static string Where(Ground ground) => string.Join("、", ground.Sources.Select(s => s.At).Distinct());

    private bool IsLate(string state, Instant? due, DateOnly? date) => state == "owed" && due is { } at && (date is null ? now > at : now >= at);

    private void Compare(string key, string to, OwedDuty duty, string stands, Instant? start, DutyClock clock)
    {
        var due = clock.Due;
        // A recurring duty keeps the period that it has reached, counted from the start.
        if (duty is { Seconds: { } interval, Start: { } began, Due: { } reached } && start is { } begins)
            due = begins.Plus(Math.Max(1, (reached.UnixSeconds - began.UnixSeconds) / interval) * interval);
        var moved = duty.Due is { } before && due != before ? duty.Due : null;
        if (stands == duty.State && start == duty.Start && due == duty.Due && to == duty.To && duty.Kept is null)
            return;
        // Once overdue it stays marked, unless its due instant itself is another one now.
        var late = IsLate(stands, due, clock.DueDate) || duty.Overdue && due == duty.Due;
        _changed.Add(new(key, stands, start, due, clock.DueDate, clock.Provisional, moved, to == duty.To ? null : to, late, null));
    }

    /// <summary>The facts would no longer bring it.</summary>
    private void Leave(string key, OwedDuty duty)
    {
        if (duty.Why is not null)
            return;
        if (Kept(key, duty) is not { } why)
            _ended.Add(key);
        else if (duty.Kept != why)
            _kept.Add(new(key, why));
        if (_ended.LastOrDefault() != key)
            Follow(key, duty);
    }

    private string? Kept(string key, OwedDuty duty)
    {
        var pack = key[..key.IndexOf('/', StringComparison.Ordinal)];
        if (RoleOf(duty.Form) == FormRole.Closing && state.Duties.Any(d => d.Key.StartsWith(pack + "/", StringComparison.Ordinal) && d.Value.Filings > 0 && RoleOf(d.Value.Form) == FormRole.First))
            return "reported";
        return duty.State == "owed" && duty.LateFrom is { } late && now >= late ? "overdue" : null;
    }

    private FormRole RoleOf(string? form) => library.Vocabulary.Forms.FirstOrDefault(f => f.Id == form)?.Role ?? FormRole.Plain;

    /// <summary>A kept duty still follows its anchor: the summary's clock starts with the end of the handling, whatever the level is by then.</summary>
    private void Follow(string key, OwedDuty duty)
    {
        var (pack, id) = Split(key);
        if (library.Find(pack)?.Duties.LastOrDefault(d => d.Id == id) is not { } row)
            return;
        var start = state.Times.TryGetValue(row.Anchor.Id, out var time) ? time.At
            : row.Anchor.StandsIn is { } other && state.Times.TryGetValue(library.Vocabulary.Anchors[other].Id, out var standIn) ? standIn.At : (Instant?)null;
        var clock = start is { } at ? DutyClock.Of(row.Limit, at, library.Calendar) : default;
        var stands = start is null ? "waiting" : row.Limit is Limit.Word ? "word" : "owed";
        if (start == duty.Start && clock.Due == duty.Due && (stands == duty.State || duty.State == "possible"))
            return;
        _changed.Add(new(key, stands, start, clock.Due, clock.DueDate, clock.Provisional, duty.Due is { } before && before != clock.Due ? before : null, null,
            IsLate(stands, clock.Due, clock.DueDate) || duty.Overdue && clock.Due == duty.Due, null));
    }

    internal static (string Pack, string Id) Split(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var at = key.IndexOf('@', StringComparison.Ordinal);
        return (key[..slash], at < 0 ? key[(slash + 1)..] : key[(slash + 1)..at]);
    }

    /// <summary>What a report brings: the rest that its first form left open, and what was learnt since (rule 7).</summary>
    internal static IncidentEvent.DutiesReckoned? FollowUp(IncidentState state, Library library, string pack, string form, Instant start, string why)
    {
        List<DutyArisen>? arose = null;
        foreach (var row in library.Find(pack)?.FollowUps.Where(f => f.After == form) ?? [])
        {
            var key = $"{pack}/{row.Id}";
            if (state.Duties.TryGetValue(key, out var duty) && duty.IsOpen)
                continue;
            var clock = DutyClock.Of(row.Limit, start, library.Calendar);
            (arose ??= []).Add(new(
                key, row.Who.Name.Zh, row.To.Name.Zh, row.Limit is Limit.Word ? "word" : "owed", row.Limit.Written, "discovered", start, clock.Due, clock.DueDate, null,
                clock.Provisional, null, row.Form, Where(row.Ground), false, why));
        }

        return arose is null ? null : new(arose, null, null, null);
    }
}
