using Fengsui.Law.Calendar;

namespace Fengsui.Response.Rosters;

/// <summary>
/// A roster written out: who is on duty, layer by layer, from its first instant to some horizon. It is a function of the state and the calendar; how far
/// it was written out changes nothing in what it says before.
/// </summary>
public sealed class Schedule
{
    // A person alone in a rotation is never relieved; a hand-over is looked for so far ahead.
    private const int FarthestHandOver = 64;

    private readonly List<List<Shift>> _shifts = [];
    private readonly List<List<Stretch>> _stretches = [];
    private readonly List<RosterProblem> _problems = [];
    private readonly List<Segment> _segments;
    private readonly Dictionary<ShiftRef, (string Person, int No)> _swapped = [];

    private Schedule(RosterState state, WorkCalendar calendar, Instant horizon)
    {
        State = state;
        From = state.Since;
        Until = state.Until is { } end && end < horizon ? end : horizon;
        Until = Until < From ? From : Until;
        foreach (var swap in state.Swaps)
        {
            foreach (var given in swap.FirstShifts)
                _swapped[given] = (swap.Second, swap.No);
            foreach (var given in swap.SecondShifts)
                _swapped[given] = (swap.First, swap.No);
        }
        _segments = SegmentsOf(state, Until);
        WriteOut(calendar);
        for (var layer = 0; layer < _shifts.Count; layer++)
            Serve(layer);
    }

    /// <summary>Writes a roster out.</summary>
    /// <param name="state">The roster.</param>
    /// <param name="calendar">Which days people work.</param>
    /// <param name="horizon">How far; the end of the roster ends it earlier.</param>
    public static Schedule Of(RosterState state, WorkCalendar calendar, Instant horizon) => new(state, calendar, horizon);

    /// <summary>The roster.</summary>
    public RosterState State { get; }

    /// <summary>From when.</summary>
    public Instant From { get; }

    /// <summary>Until when it is written out.</summary>
    public Instant Until { get; }

    /// <summary>The shifts of each layer, in their order.</summary>
    public IReadOnlyList<IReadOnlyList<Shift>> Shifts => _shifts;

    /// <summary>Who serves in each layer, in the order of time.</summary>
    public IReadOnlyList<IReadOnlyList<Stretch>> Stretches => _stretches;

    /// <summary>The shift of a name, or null.</summary>
    public Shift? Find(ShiftRef shift)
    {
        if (shift.Layer < 0 || shift.Layer >= _shifts.Count)
            return null;
        var at = LastBefore(_shifts[shift.Layer], shift.From, s => s.From);
        return at >= 0 && _shifts[shift.Layer][at].From == shift.From ? _shifts[shift.Layer][at] : null;
    }

    /// <summary>Who serves a shift, part by part.</summary>
    public IEnumerable<Stretch> PartsOf(Shift shift) => Within(shift.Ref.Layer, shift.From, shift.Until).Where(s => s.Shift.Ref == shift.Ref);

    /// <summary>Who serves in a layer within a time; the first and the last may reach beyond it.</summary>
    public IEnumerable<Stretch> Within(int layer, Instant from, Instant until)
    {
        var list = _stretches[layer];
        for (var at = Math.Max(0, LastBefore(list, from, s => s.From)); at < list.Count && list[at].From < until; at++)
            if (list[at].Until > from)
                yield return list[at];
    }

    /// <summary>Who is on duty at an instant: one answer for each layer that there is then, in the order of layers; none when the roster does not count then.</summary>
    public IReadOnlyList<LayerDuty> At(Instant instant)
    {
        if (_segments.Find(s => s.From <= instant && instant < s.Until) is not { } segment)
            return [];
        var strengthened = State.Strengthened.Any(s => s.Covers(instant));
        return [.. Enumerable.Range(0, segment.Layers.Count).Select(layer => At(layer, instant, layer == 0 || strengthened))];
    }

    /// <summary>What is wrong with it within a time: a gap in the first layer, in any layer while duty is strengthened; two people at one time; one person in two layers.</summary>
    /// <param name="from">From when.</param>
    public IEnumerable<RosterProblem> Problems(Instant from)
    {
        var first = from < From ? From : from;
        if (Until <= first)
            return [];
        var gaps = Gaps(0, first, Until);
        foreach (var strengthened in State.Strengthened)
            for (var layer = 1; layer < Math.Max(2, _shifts.Count); layer++)
                gaps = gaps.Concat(Gaps(layer, Later(first, strengthened.From), Earlier(Until, strengthened.Until)));
        return gaps.Concat(_problems.Where(p => p.Until > from)).OrderBy(p => (p.From.UnixSeconds, p.Layer));
    }

    private LayerDuty At(int layer, Instant instant, bool awake)
    {
        var list = _stretches[layer];
        var at = LastBefore(list, instant, s => s.From);
        if (at < 0 || list[at].Until <= instant)
        {
            var next = at + 1 < list.Count ? list[at + 1] : null;
            return new(layer, "", awake, null, at < 0 ? From : list[at].Until, next?.From ?? Until, next?.Person, null);
        }

        var (first, last) = (at, at);
        while (first > 0 && at - first < FarthestHandOver && Follows(list[first - 1], list[first]))
            first--;
        while (last + 1 < list.Count && last - at < FarthestHandOver && Follows(list[last], list[last + 1]))
            last++;
        var after = last + 1 < list.Count && list[last + 1].From == list[last].Until ? list[last + 1] : null;
        return new(layer, list[at].Shift.Post, awake, list[at].Person, list[first].From, list[last].Until, after?.Person, list[at].Cause);
    }

    private static bool Follows(Stretch before, Stretch after) => before.Person == after.Person && before.Until == after.From;

    private IEnumerable<RosterProblem> Gaps(int layer, Instant from, Instant until)
    {
        var covered = from;
        if (layer < _stretches.Count)
            foreach (var stretch in Within(layer, from, until))
            {
                if (stretch.From > covered)
                    yield return new RosterProblem.Gap(layer, covered, stretch.From);
                covered = stretch.Until;
            }
        if (covered < until)
            yield return new RosterProblem.Gap(layer, covered, until);
    }

    /// <summary>A time in which one set of layers counts: a plan, or a holiday plan within it.</summary>
    private sealed record Segment(Instant From, Instant Until, IReadOnlyList<Layer> Layers);

    private static List<Segment> SegmentsOf(RosterState state, Instant horizon)
    {
        var segments = new List<Segment>();
        for (var n = 0; n < state.Plans.Count; n++)
        {
            var (since, plan) = state.Plans[n];
            var until = plan.Until is { } last ? Earlier(horizon, Instant.StartOf(last.AddDays(1))) : horizon;
            if (n + 1 < state.Plans.Count)
                until = Earlier(until, state.Plans[n + 1].Since);
            foreach (var holiday in plan.Holidays)
            {
                var (from, end) = (Later(since, Instant.StartOf(holiday.From)), Earlier(until, Instant.StartOf(holiday.Until.AddDays(1))));
                if (from >= end)
                    continue;
                Add(since, from, plan.Layers);
                Add(from, end, holiday.Layers);
                since = end;
            }
            Add(since, until, plan.Layers);
        }
        return segments;

        void Add(Instant from, Instant until, IReadOnlyList<Layer> layers)
        {
            if (from < until)
                segments.Add(new(from, until, layers));
        }
    }

    private void WriteOut(WorkCalendar calendar)
    {
        if (_segments.Count == 0)
            return;
        var starts = _segments.SelectMany(s => s.Layers).SelectMany(l => l.Watches).Select(w => w.Start.DayNumber).DefaultIfEmpty(From.Day.DayNumber);
        var counted = new CountedDays(calendar, Math.Min(starts.Min(), From.Day.DayNumber) - 2, Math.Max(starts.Max(), Until.Day.DayNumber) + 2);
        for (var layer = 0; layer < _segments.Max(s => s.Layers.Count); layer++)
        {
            var shifts = new List<Shift>();
            foreach (var segment in _segments.Where(s => layer < s.Layers.Count))
                shifts.AddRange(ShiftsOf(layer, segment, counted).OrderBy(s => s.From));
            _shifts.Add(OneAtATime(layer, shifts));
        }
    }

    private IEnumerable<Shift> ShiftsOf(int layer, Segment segment, CountedDays counted)
    {
        // A shift of the evening before reaches into the first day.
        var (first, last) = (segment.From.Day.DayNumber - 1, segment.Until.Plus(-1).Day.DayNumber);
        foreach (var watch in segment.Layers[layer].Watches)
            for (var day = first; day <= last; day++)
            {
                if (!counted.Covers(watch.Days, day))
                    continue;
                for (var n = 0; n < watch.Times.Count; n++)
                {
                    var begins = Instant.StartOf(DateOnly.FromDayNumber(day)).Plus(watch.Times[n].Begins);
                    var (from, until) = (Later(begins, segment.From), Earlier(begins.Plus(watch.Times[n].Length), segment.Until));
                    if (from >= until)
                        continue;
                    var turn = watch.People[TurnOf(watch, day, n, counted)];
                    var shift = new ShiftRef(layer, from);
                    var swapped = _swapped.TryGetValue(shift, out var swap);
                    yield return new(shift, until, segment.Layers[layer].Post, turn, swapped ? swap.Person : turn, swapped ? swap.No : null, watch);
                }
            }
    }

    private static int TurnOf(Watch watch, int day, int n, CountedDays counted)
    {
        var days = counted.Between(watch.Days, watch.Start.DayNumber, day);
        var index = watch.Turn switch
        {
            TurnLength.Shift => days * watch.Times.Count + n,
            TurnLength.Day => days,
            TurnLength.Week => (int)Math.Floor((day - watch.Start.DayNumber) / 7.0),
            _ => throw new InvalidOperationException(),
        };
        // Before the start the rotation is counted backwards.
        return (index % watch.People.Count + watch.People.Count) % watch.People.Count;
    }

    /// <summary>Two watches of one layer at one time are told as wrong; whoever came first stays, so that one person is on duty all the same.</summary>
    private List<Shift> OneAtATime(int layer, List<Shift> shifts)
    {
        var kept = new List<Shift>(shifts.Count);
        foreach (var shift in shifts)
        {
            var before = kept.Count > 0 ? kept[^1].Until : new(long.MinValue);
            if (shift.From >= before)
            {
                kept.Add(shift);
                continue;
            }

            _problems.Add(new RosterProblem.Overlap(layer, shift.From, Earlier(before, shift.Until)));
            if (shift.Until > before)
                kept.Add(shift with { Ref = new(layer, before) });
        }
        return kept;
    }

    /// <summary>Gives every shift of a layer to whoever serves it: its holder where that one can, else who stands in.</summary>
    private void Serve(int layer)
    {
        var stretches = new List<Stretch>(_shifts[layer].Count);
        _stretches.Add(stretches);
        var times = new Dictionary<(int Leave, Watch Watch), int>();
        foreach (var shift in _shifts[layer])
        {
            if (!Disturbed(shift))
            {
                stretches.Add(new(shift, shift.Given, shift.From, shift.Until, CauseOf(shift)));
                continue;
            }

            var cuts = Cuts(shift);
            for (var n = 0; n + 1 < cuts.Count; n++)
                if (Serving(shift, cuts[n], times) is { } served)
                    Add(stretches, new(shift, served.Person, cuts[n], cuts[n + 1], served.Cause));
                else
                    NoteDouble(shift, cuts[n], cuts[n + 1]);
            // The next shift of this leave falls to the one after: standing in goes round as well.
            if (LeaveOf(shift.Given, shift.From, shift.Until) is { } leave)
                times[(leave.No, shift.Watch)] = times.GetValueOrDefault((leave.No, shift.Watch)) + 1;
        }
    }

    private static Cause CauseOf(Shift shift) => shift.SwapNo is { } no ? new Cause.Swapped(no, shift.Turn) : new Cause.Rotation();

    private bool Disturbed(Shift shift) =>
        LeaveOf(shift.Given, shift.From, shift.Until) is not null || EarlierLayer(shift.Given, shift.Ref.Layer, shift.From, shift.Until) is not null;

    private Leave? LeaveOf(string person, Instant from, Instant until) =>
        State.Leaves.FirstOrDefault(l => l.Person == person && l.From < until && (l.Until is null || l.Until > from));

    private Stretch? EarlierLayer(string person, int layer, Instant from, Instant until) =>
        Enumerable.Range(0, layer).SelectMany(l => Within(l, from, until)).FirstOrDefault(s => s.Person == person);

    /// <summary>The instants within a shift at which somebody goes or comes back.</summary>
    private List<Instant> Cuts(Shift shift)
    {
        var cuts = new SortedSet<long> { shift.From.UnixSeconds, shift.Until.UnixSeconds };
        foreach (var leave in State.Leaves)
        {
            cuts.Add(leave.From.UnixSeconds);
            cuts.Add(leave.Until?.UnixSeconds ?? long.MaxValue);
        }
        foreach (var stretch in Enumerable.Range(0, shift.Ref.Layer).SelectMany(l => Within(l, shift.From, shift.Until)))
        {
            cuts.Add(stretch.From.UnixSeconds);
            cuts.Add(stretch.Until.UnixSeconds);
        }
        return [.. cuts.GetViewBetween(shift.From.UnixSeconds, shift.Until.UnixSeconds).Select(s => new Instant(s))];
    }

    private (string Person, Cause Cause)? Serving(Shift shift, Instant at, Dictionary<(int Leave, Watch Watch), int> times)
    {
        if (State.Leaves.FirstOrDefault(l => l.Person == shift.Given && l.Covers(at)) is { } leave)
        {
            if (leave.Substitute is { } substitute && Free(substitute, shift.Ref.Layer, at))
                return (substitute, new Cause.StandsIn(leave.No, shift.Given, Named: true));
            return Next(shift, at, times.GetValueOrDefault((leave.No, shift.Watch))) is { } next
                ? (next, new Cause.StandsIn(leave.No, shift.Given, Named: false)) : null;
        }

        if (EarlierLayer(shift.Given, shift.Ref.Layer, at, at.Plus(1)) is not { } earlier)
            return (shift.Given, CauseOf(shift));
        // Whose own turn it is in both layers at once is a fault of the plan, or of a swap; nobody may be counted twice to hide it.
        return earlier.Cause is Cause.StandsIn && Next(shift, at, 0) is { } moved ? (moved, new Cause.MovedUp(shift.Given)) : null;
    }

    /// <summary>The next in the rotation who can.</summary>
    private string? Next(Shift shift, Instant at, int skipped)
    {
        var people = shift.Watch.People;
        var own = people.Contains(shift.Given) ? shift.Given : shift.Turn;
        var place = people.TakeWhile(p => p != own).Count();
        var others = Enumerable.Range(1, people.Count).Select(n => people[(place + n) % people.Count]).Where(p => p != shift.Given).ToList();
        var inTurn = Enumerable.Range(0, others.Count).Select(n => others[(skipped + n) % others.Count]).ToList();
        // Who stands in for the next one stands in here too.
        return inTurn.FirstOrDefault(p => Free(p, shift.Ref.Layer, at))
            ?? inTurn.Select(p => State.Leaves.FirstOrDefault(l => l.Person == p && l.Covers(at))?.Substitute)
                .FirstOrDefault(p => p is not null && p != shift.Given && Free(p, shift.Ref.Layer, at));
    }

    private bool Free(string person, int layer, Instant at) =>
        !State.Leaves.Any(l => l.Person == person && l.Covers(at)) && EarlierLayer(person, layer, at, at.Plus(1)) is null;

    private void NoteDouble(Shift shift, Instant from, Instant until)
    {
        if (LeaveOf(shift.Given, from, until) is null && EarlierLayer(shift.Given, shift.Ref.Layer, from, until) is { Cause: not Cause.StandsIn } earlier)
            _problems.Add(new RosterProblem.Twice(shift.Given, earlier.Layer, shift.Ref.Layer, from, until));
    }

    private static void Add(List<Stretch> stretches, Stretch stretch)
    {
        if (stretches is [.., var last] && last.Shift == stretch.Shift && last.Person == stretch.Person && last.Cause == stretch.Cause && last.Until == stretch.From)
            stretches[^1] = last with { Until = stretch.Until };
        else
            stretches.Add(stretch);
    }

    private static Instant Later(Instant a, Instant b) => a > b ? a : b;

    private static Instant Earlier(Instant a, Instant b) => a < b ? a : b;

    /// <summary>The last of a list that begins at or before an instant, or -1.</summary>
    private static int LastBefore<T>(List<T> list, Instant instant, Func<T, Instant> begins)
    {
        var (low, high) = (0, list.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (begins(list[middle]) <= instant)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return high;
    }

    /// <summary>How many days of each kind there are up to each day: a rotation is counted in them.</summary>
    private sealed class CountedDays
    {
        private readonly int _first;
        private readonly int[] _working;

        public CountedDays(WorkCalendar calendar, int first, int last)
        {
            _first = first;
            _working = new int[last - first + 2];
            for (var day = first; day <= last; day++)
                _working[day - first + 1] = _working[day - first] + (calendar.IsWorkingDay(DateOnly.FromDayNumber(day)) ? 1 : 0);
        }

        public bool Covers(DaysCovered days, int day) => days == DaysCovered.Every || Between(days, day, day + 1) == 1;

        /// <summary>The days from one on, before another; negative when that one comes first.</summary>
        public int Between(DaysCovered days, int from, int until)
        {
            var working = _working[until - _first] - _working[from - _first];
            return days switch
            {
                DaysCovered.Every => until - from,
                DaysCovered.Working => working,
                DaysCovered.Off => until - from - working,
                _ => throw new InvalidOperationException(),
            };
        }
    }
}
