using Fengsui.Law.Calendar;
using Fengsui.Response.Rosters;
using Xunit;

namespace Fengsui.Response.Tests.Rosters;

/// <summary>What must hold of every roster, whatever its plan and whoever swaps or is away. Rosters are drawn with a seed.</summary>
public sealed class RosterPropertyTests
{
    private const int Draws = 40;
    private static readonly string[] Officers = ["li", "zhou", "he", "lv", "shi", "zhang", "wang"];
    private static readonly string[] Times = ["08:30-17:30", "17:30-08:30"];

    [Fact]
    public void Every_instant_of_the_horizon_has_exactly_one_person_in_the_first_layer() => ForEach((guard, random, seed) =>
    {
        var schedule = Disturbed(guard, random).Schedule();
        var stretches = schedule.Stretches[0];
        Assert.Equal(schedule.From, stretches[0].From);
        Assert.Equal(schedule.Until, stretches[^1].Until);
        for (var n = 1; n < stretches.Count; n++)
            Assert.True(stretches[n].From == stretches[n - 1].Until, $"seed {seed}: {stretches[n - 1]} is followed by {stretches[n]}");
        for (var n = 0; n < 50; n++)
            Assert.NotNull(schedule.At(Moment(random)).First(d => d.Layer == 0).Person);
    });

    [Fact]
    public void Leave_never_gives_a_shift_to_the_absent() => ForEach((guard, random, seed) =>
    {
        var state = Disturbed(guard, random).State;
        foreach (var stretch in guard.Schedule().Stretches.SelectMany(s => s))
            foreach (var leave in state.Leaves.Where(l => l.Person == stretch.Person))
                Assert.False(leave.From < stretch.Until && (leave.Until is null || leave.Until > stretch.From), $"seed {seed}: {stretch} falls into {leave}");
    });

    [Fact]
    public void Nobody_is_in_two_layers_at_one_time() => ForEach((guard, random, seed) =>
    {
        var schedule = Disturbed(guard, random).Schedule();
        foreach (var stretch in schedule.Stretches[1])
            Assert.DoesNotContain(schedule.Within(0, stretch.From, stretch.Until), s => s.Person == stretch.Person);
    });

    [Fact]
    public void How_far_a_roster_is_written_out_changes_nothing_before() => ForEach((guard, random, _) =>
    {
        Disturbed(guard, random);
        var (near, far) = (guard.Schedule("2026-12-01 00:00"), guard.Schedule());
        Assert.Equal(near.Stretches[0].SkipLast(1).Select(s => (s.Person, s.From, s.Until)), far.Stretches[0].Take(near.Stretches[0].Count - 1).Select(s => (s.Person, s.From, s.Until)));
    });

    [Fact]
    public void A_swap_is_symmetric_and_swapped_back_is_no_swap() => ForEach((guard, random, seed) =>
    {
        var plain = guard.Schedule();
        var shifts = plain.Shifts[0].Where(s => s.From > guard.Now && s.From < Guard.At("2026-12-01 00:00")).ToList();
        var one = shifts[random.Next(shifts.Count)];
        var others = shifts.Where(s => s.Given != one.Given).ToList();
        if (others.Count == 0)
            return;
        var other = others[random.Next(others.Count)];

        var there = guard.State.With(Swapped(1, one.Given, one, other.Given, other), guard.Now);
        var back = guard.State.With(Swapped(1, other.Given, other, one.Given, one), guard.Now);
        Assert.Equal(Served(there), Served(back));
        Assert.Equal((other.Given, one.Given), (Written(there).Find(one.Ref)!.Given, Written(there).Find(other.Ref)!.Given));

        var undone = there.With(Swapped(2, other.Given, one, one.Given, other), guard.Now);
        Assert.Equal(Served(guard.State), Served(undone));
        Assert.True(seed >= 0);
    });

    [Fact]
    public void Standing_in_goes_round_and_the_rotation_goes_on_as_before() => ForEach((guard, random, seed) =>
    {
        var people = guard.State.Plan.Layers[0].Watches[0].People;
        if (people.Count < 3 || guard.State.Plan.Layers[0].Watches.Count > 1)
            return;
        var away = people[random.Next(people.Count)];
        var before = guard.Schedule();
        guard.Does("sun", new RosterAct.TakeLeave(away, Guard.At("2026-10-01 00:00"), Guard.At("2027-04-01 00:00"), null));
        var after = guard.Schedule();

        var stoodIn = after.Stretches[0].Where(s => s.Cause is Cause.StandsIn).Select(s => s.Shift.Ref).Distinct()
            .Select(r => after.Stretches[0].First(s => s.Shift.Ref == r).Person).CountBy(p => p).ToDictionary();
        if (stoodIn.Values.Sum() >= 2 * people.Count)
            Assert.True(people.Where(p => p != away).Max(p => stoodIn.GetValueOrDefault(p)) - people.Where(p => p != away).Min(p => stoodIn.GetValueOrDefault(p)) <= 1, $"seed {seed}");
        Assert.Equal(
            before.Stretches[0].Where(s => s.From >= Guard.At("2027-04-08 00:00")).Select(s => (s.Person, s.From)),
            after.Stretches[0].Where(s => s.From >= Guard.At("2027-04-08 00:00")).Select(s => (s.Person, s.From)));
    });

    [Fact]
    public void Fairness_counts_every_second_once() => ForEach((guard, random, _) =>
    {
        var schedule = Disturbed(guard, random).Schedule();
        var (from, until) = (Guard.At("2026-10-01 00:00"), Guard.At("2027-01-01 00:00"));
        var fairness = Fairness.Of(schedule, 0, Guard.Library.Calendar, from, until);
        Assert.Equal(until.UnixSeconds - from.UnixSeconds, fairness.Shares.Sum(s => s.Seconds));
        Assert.Equal(fairness.Shares.Max(s => s.Nights) - fairness.Shares.Min(s => s.Nights), fairness.Spread(s => s.Nights));
    });

    private static void ForEach(Action<Guard, Random, int> holds)
    {
        for (var seed = 0; seed < Draws; seed++)
        {
            var random = new Random(seed);
            holds(new Guard().Does("sun", new RosterAct.Set(Drawn(random))), random, seed);
        }
    }

    private static RosterPlan Drawn(Random random)
    {
        Watch Watch(DaysCovered days, IEnumerable<string> times, params string[] from)
        {
            var people = from.OrderBy(_ => random.Next()).Take(random.Next(Math.Min(2, from.Length), from.Length + 1)).ToList();
            return new(days, [.. times.Select(t => Hours.TryParse(t, out var hours) ? hours : throw new ArgumentException(t))], people,
                (TurnLength)random.Next(3), new DateOnly(2026, 9, 1).AddDays(random.Next(-30, 30)));
        }

        IReadOnlyList<Watch> watches = random.Next(4) switch
        {
            0 => [Watch(DaysCovered.Every, Times, Officers)],
            1 => [Watch(DaysCovered.Every, ["00:00-24:00"], Officers)],
            2 => [Watch(DaysCovered.Working, Times, Officers), Watch(DaysCovered.Off, Times, Officers)],
            _ => [Watch(DaysCovered.Every, Times[..1], Officers), Watch(DaysCovered.Working, Times[1..], Officers), Watch(DaysCovered.Off, Times[1..], Officers)],
        };
        return new("值班", new(2026, 9, 1), null, [new("duty-officer", watches), new("commander", [Watch(DaysCovered.Every, ["09:00-09:00"], "sun", "qian")])], []);
    }

    /// <summary>Some people are away and some swap; what is refused is left out.</summary>
    private static Guard Disturbed(Guard guard, Random random)
    {
        for (var n = 0; n < 6; n++)
        {
            var from = Moment(random);
            var substitute = random.Next(2) == 0 ? null : Officers[random.Next(Officers.Length)];
            Try(guard, new RosterAct.TakeLeave(Officers[random.Next(Officers.Length)], from, from.Plus(random.Next(1, 40) * 43_200L), substitute));
            var stretches = guard.Schedule().Stretches[0];
            var (one, other) = (stretches[random.Next(stretches.Count)], stretches[random.Next(stretches.Count)]);
            Try(guard, new RosterAct.SwapShifts(one.Person, [one.Shift.Ref], other.Person, random.Next(3) == 0 ? [] : [other.Shift.Ref]));
        }
        return guard;
    }

    private static void Try(Guard guard, RosterAct act)
    {
        if (guard.Decide("sun", act) is RosterDecision.Done)
            guard.Does("sun", act);
    }

    private static Instant Moment(Random random) => Guard.At("2026-09-02 00:00").Plus(random.Next(300 * 86_400));

    private static RosterEvent Swapped(int no, string first, Shift firstShift, string second, Shift secondShift) =>
        new RosterEvent.ShiftsSwapped(no, first, [firstShift.Ref], second, [secondShift.Ref]);

    private static Schedule Written(RosterState state) => Schedule.Of(state, Guard.Library.Calendar, Guard.At("2027-10-01 00:00"));

    private static List<(string, Instant, Instant)> Served(RosterState state) => [.. Written(state).Stretches[0].Select(s => (s.Person, s.From, s.Until))];
}
