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
        // A false alarm brings no duty; what it leaves open stays by rule 5 alone.
        if (state.Phase != Phase.Dismissed)
            foreach (var outcome in assessment.Duties)
                if (IsOurs(outcome.Duty.Who))
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

    /// <summary>Duties of the authorities are theirs; a group headquarters has its own beside those of an operator, where its condition says so.</summary>
    internal static bool IsOurs(Party who) => who.Tier is "operator" or "group";

    /// <summary>
    /// One duty for each recipient (rule 1). While it is not known which body a party is, the party itself is the recipient; the first body that becomes
    /// known takes that duty over, so nothing is owed twice. A body that turns out to be another one brings a duty of its own: what was owed or reported
    /// to the first stays with the first.
    /// </summary>
    private IEnumerable<(string Key, string To)> Recipients(DutyOutcome outcome)
    {
        var key = $"{outcome.Pack.Pack.Id}/{outcome.Duty.Id}";
        var party = outcome.Duty.To;
        if (!library.Vocabulary.ConcreteBodies.Any(b => b.Party == party))
            return [(key, party.Name.Zh)];
        var bodies = library.Vocabulary.ConcreteBodies.Where(b => b.Party == party && b.Concerns(assessment.Incident)).ToList();
        var known = state.Duties.Where(d => d.Key == key || d.Key.StartsWith(key + "@", StringComparison.Ordinal)).Select(d => (d.Key, To: Taker(d.Key, d.Value, party))).ToList();
        if (bodies.Count > 0)
            return Named(key, party, bodies, known);
        // Which bodies they are is not known any more: whatever was owed stays, and nothing is owed once more.
        var standing = known.Where(k => state.Duties[k.Key].End != DutyEnd.NotOwed).ToList();
        return standing.Count > 0 ? standing : [(key, party.Name.Zh)];
    }

    private static List<(string Key, string To)> Named(string key, Party party, List<ConcreteBody> bodies, List<(string Key, string To)> known)
    {
        var named = new List<(string Key, string To)>();
        foreach (var body in bodies.OrderByDescending(b => known.Exists(k => k.To == b.Name.Zh)))
        {
            var own = known.FindIndex(k => k.To == body.Name.Zh);
            var first = known.FindIndex(k => k.Key == key);
            if (own >= 0)
                named.Add(known[own]);
            else if ((first < 0 || known[first].To == party.Name.Zh) && !named.Exists(n => n.Key == key))
                named.Add((key, body.Name.Zh));
            else
                named.Add(($"{key}@{body.For.Zh}", body.Name.Zh));
        }

        return named;
    }

    /// <summary>The body that a duty concerns: the one that took the report, where it was made before the body was known.</summary>
    private string Taker(string key, OwedDuty duty, Party party) =>
        duty.To != party.Name.Zh || duty.End != DutyEnd.Fulfilled ? duty.To
            : state.Reports.Values.FirstOrDefault(r => r.Duty == key && library.Vocabulary.ConcreteBodies.Any(b => b.Party == party && b.Name.Zh == r.To))?.To ?? duty.To;

    private void Stand(string key, string to, DutyOutcome outcome)
    {
        _seen.Add(key);
        if (!state.Duties.TryGetValue(key, out var duty) || duty.End == DutyEnd.NotOwed && !IsReleased(key, duty))
            _arose.Add(Arisen(key, to, outcome));
        else if (duty.IsOpen)
            Compare(key, to, duty, outcome);
    }

    /// <summary>A written release holds for the level that it knew; a higher one brings the duty again.</summary>
    private bool IsReleased(string key, OwedDuty duty) => duty.Released is not null && (duty.ReleasedUnder ?? default) >= (LevelUnder(Split(key).Pack) ?? default);

    private Level? LevelUnder(string pack) => state.LevelUnder(pack, assessment.Packs.FirstOrDefault(p => p.Pack.Id == pack) is { Pack.Grades: true } own ? own.Settled : assessment.Settled);

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

    private void Compare(string key, string to, OwedDuty duty, DutyOutcome outcome)
    {
        var stands = outcome.State.Word();
        // Knowing less than before takes nothing away from what a fuller knowledge left overdue, or a first report left to be closed (rule 5).
        if ((stands == "possible" && duty.State != "possible" || stands == "waiting" && IsLate(duty)) && Kept(key, duty) is { } why)
        {
            Keep(key, duty, why);
            return;
        }

        Change(key, duty, stands, outcome.Start, new(outcome.Due, outcome.DueDate, outcome.Provisional), to, null);
    }

    private void Change(string key, OwedDuty duty, string stands, Instant? start, DutyClock clock, string to, string? kept)
    {
        var due = clock.Due;
        // A recurring duty keeps the period that it has reached, counted from the start.
        if (duty is { Seconds: { } interval, Start: { } began, Due: { } reached } && start is { } begins)
            due = begins.Plus(Math.Max(1, (reached.UnixSeconds - began.UnixSeconds) / interval) * interval);
        if (stands == duty.State && start == duty.Start && due == duty.Due && to == duty.To && kept == duty.Kept && clock.Provisional == duty.Provisional)
            return;
        var moved = duty.Due is { } before && due != before ? duty.Due : null;
        // Once overdue it stays marked, unless its due instant itself is another one now; that it was, stays in any case.
        var late = IsLate(stands, due, clock.DueDate) || duty.Overdue && due == duty.Due;
        _changed.Add(new(key, stands, start, due, clock.DueDate, clock.Provisional, moved, to == duty.To ? null : to, late, null)
        {
            Kept = kept, Was = stands == duty.State ? null : duty.State, WasOverdue = moved is not null && IsLate(duty),
        });
    }

    /// <summary>The facts would no longer bring it.</summary>
    private void Leave(string key, OwedDuty duty)
    {
        if (duty.Why is not null)
            return;
        if (Kept(key, duty) is { } why)
            Keep(key, duty, why);
        else
            _ended.Add(key);
    }

    private void Keep(string key, OwedDuty duty, string why)
    {
        if (duty.Kept != why)
            _kept.Add(new(key, why) { Overdue = IsLate(duty) });
        Follow(key, duty with { Kept = why }, why);
    }

    private string? Kept(string key, OwedDuty duty)
    {
        var pack = Split(key).Pack;
        if (duty.State != "possible" && RoleOf(duty.Form) == FormRole.Closing
            && state.Duties.Any(d => d.Value.Filings > 0 && RoleOf(d.Value.Form) == FormRole.First && Split(d.Key).Pack == pack))
            return "reported";
        return IsLate(duty) || duty.WasOverdue ? "overdue" : null;
    }

    private bool IsLate(OwedDuty duty) => duty.Overdue || duty.State == "owed" && duty.LateFrom is { } late && now >= late;

    private FormRole RoleOf(string? form) => library.Vocabulary.Forms.FirstOrDefault(f => f.Id == form)?.Role ?? FormRole.Plain;

    /// <summary>A kept duty still follows its anchor: the summary's clock starts with the end of the handling, whatever the level is by then.</summary>
    private void Follow(string key, OwedDuty duty, string why)
    {
        var (pack, id) = Split(key);
        if (library.Find(pack)?.Duties.FirstOrDefault(d => d.Id == id && d.Valid.On(assessment.On)) is not { } row)
            return;
        var start = state.Times.TryGetValue(row.Anchor.Id, out var time) ? time.At
            : row.Anchor.StandsIn is { } other && state.Times.TryGetValue(library.Vocabulary.Anchors[other].Id, out var standIn) ? standIn.At : (Instant?)null;
        // An anchor that is gone (reopened) does not stop a clock that has run out.
        if (start is null && IsLate(duty))
            return;
        var clock = start is { } at ? DutyClock.Of(row.Limit, at, library.Calendar) : default;
        Change(key, duty, start is null ? "waiting" : row.Limit is Limit.Word ? "word" : "owed", start, clock, duty.To, why);
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
