using System.Text.Json;
using Fengsui.Law.Calendar;
using Fengsui.Response.Record;

namespace Fengsui.Response.Rosters;

/// <summary>A shift, named so that it can be spoken of: one layer has one shift at a time.</summary>
/// <param name="Layer">The layer, from 0.</param>
/// <param name="From">When it begins.</param>
public readonly record struct ShiftRef(int Layer, Instant From);

/// <summary>A plan from the instant on from which it counts.</summary>
/// <param name="Since">The instant.</param>
/// <param name="Plan">The plan.</param>
public sealed record PlanInForce(Instant Since, RosterPlan Plan);

/// <summary>Two people changed places for some shifts.</summary>
/// <param name="No">Its number in the roster.</param>
/// <param name="First">One of them.</param>
/// <param name="FirstShifts">The shifts that the first one gave to the second.</param>
/// <param name="Second">The other.</param>
/// <param name="SecondShifts">The shifts that the second one gave to the first; empty when the second only stands in.</param>
public sealed record Swap(int No, string First, IReadOnlyList<ShiftRef> FirstShifts, string Second, IReadOnlyList<ShiftRef> SecondShifts);

/// <summary>A person is away. Why is not asked: it is nobody's business here.</summary>
/// <param name="No">Its number in the roster.</param>
/// <param name="Person">The person.</param>
/// <param name="From">From when.</param>
/// <param name="Until">Until when; null for somebody who left the organisation.</param>
/// <param name="Substitute">Who stands in; null leaves it to the next in the rotation.</param>
public sealed record Leave(int No, string Person, Instant From, Instant? Until, string? Substitute)
{
    /// <summary>Whether the person is away then.</summary>
    public bool Covers(Instant at) => From <= at && (Until is not { } until || at < until);
}

/// <summary>A period in which all layers are on duty at once.</summary>
/// <param name="No">Its number in the roster.</param>
/// <param name="Occasion">What for.</param>
/// <param name="From">From when.</param>
/// <param name="Until">Until when.</param>
public sealed record Strengthening(int No, string Occasion, Instant From, Instant Until)
{
    /// <summary>Whether it is then.</summary>
    public bool Covers(Instant at) => From <= at && at < Until;
}

/// <summary>The state of a roster: a fold over its events. It is never changed in place.</summary>
public sealed record RosterState
{
    /// <summary>The plans, the earliest first; each counts until the next one does.</summary>
    public IReadOnlyList<PlanInForce> Plans { get; init; } = [];

    /// <summary>The swaps.</summary>
    public IReadOnlyList<Swap> Swaps { get; init; } = [];

    /// <summary>Who is, was or will be away.</summary>
    public IReadOnlyList<Leave> Leaves { get; init; } = [];

    /// <summary>The periods in which all layers are on duty at once.</summary>
    public IReadOnlyList<Strengthening> Strengthened { get; init; } = [];

    /// <summary>When the roster was ended, or null.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>When it was first set (recorded).</summary>
    public Instant Opened { get; init; }

    /// <summary>When it was changed last (recorded).</summary>
    public Instant Changed { get; init; }

    /// <summary>The highest number of a swap, a leave or a strengthening.</summary>
    public int Last { get; init; }

    /// <summary>The plan that was set last.</summary>
    public RosterPlan Plan => Plans[^1].Plan;

    /// <summary>What people call it.</summary>
    public string Name => Plans.Count > 0 ? Plan.Name : "";

    /// <summary>From when on the roster counts.</summary>
    public Instant Since => Plans[0].Since;

    /// <summary>Until when it counts; null goes on.</summary>
    public Instant? Until => Plan.Until is { } day && Instant.StartOf(day.AddDays(1)) is var end && (EndedAt is null || end < EndedAt) ? end : EndedAt;

    /// <summary>Everybody who can be on duty from an instant on.</summary>
    public IReadOnlySet<string> Everybody(Instant from) => Plans.Where((_, n) => n + 1 == Plans.Count || Plans[n + 1].Since > from)
        .SelectMany(p => p.Plan.Everybody).Concat(Swaps.Where(s => s.FirstShifts.Concat(s.SecondShifts).Any(r => r.From >= from))
        .SelectMany(s => new[] { s.First, s.Second })).Concat(Leaves.Where(l => l.Until is null || l.Until > from).Select(l => l.Substitute).OfType<string>())
        .ToHashSet();

    /// <summary>The state with one more event.</summary>
    public RosterState With(RosterEvent said, Instant recorded)
    {
        var changed = this with { Changed = recorded, Opened = Plans.Count == 0 ? recorded : Opened };
        return said switch
        {
            RosterEvent.RosterSet e => changed with { Plans = [.. Plans.Where(p => p.Since < e.Since), new(e.Since, e.Plan)] },
            RosterEvent.ShiftsSwapped e => changed with { Swaps = [.. Swaps, new(e.No, e.First, e.FirstShifts, e.Second, e.SecondShifts)], Last = e.No },
            RosterEvent.LeaveTaken e => changed with { Leaves = [.. Leaves, new(e.No, e.Person, e.From, e.Until, e.Substitute)], Last = e.No },
            // Ended before it began: as if it had never been taken.
            RosterEvent.LeaveEnded e => changed with
            {
                Leaves = [.. Leaves.Select(l => l.No == e.No ? l with { Until = e.At } : l).Where(l => l.No != e.No || l.From < e.At)],
            },
            RosterEvent.DutyStrengthened e => changed with { Strengthened = [.. Strengthened, new(e.No, e.Occasion, e.From, e.Until)], Last = e.No },
            RosterEvent.StrengtheningEnded e => changed with
            {
                Strengthened = [.. Strengthened.Select(s => s.No == e.No ? s with { Until = e.At } : s).Where(s => s.No != e.No || s.From < e.At)],
            },
            RosterEvent.RosterEnded e => changed with { EndedAt = e.At },
            _ => throw new InvalidOperationException(said.GetType().Name),
        };
    }

    /// <summary>The state as JSON text; the same events give the same bytes.</summary>
    public string Write() => JsonSerializer.Serialize(this, RosterEvents.Json.RosterState);

    /// <summary>Reads a state back.</summary>
    /// <exception cref="RecordException">The text is not one.</exception>
    public static RosterState Read(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, RosterEvents.Json.RosterState) ?? throw new RecordException("the state of a roster is empty");
        }
        catch (JsonException e)
        {
            throw new RecordException($"the state of a roster cannot be read: {e.Message}", e);
        }
    }
}
