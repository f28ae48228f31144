using Fengsui.Law.Calendar;

namespace Fengsui.Response.Rosters;

/// <summary>What one person bears within a time.</summary>
/// <param name="Person">The person.</param>
/// <param name="Shifts">How many shifts, whole or in part.</param>
/// <param name="Seconds">How long altogether.</param>
/// <param name="Nights">How many of the shifts are nights.</param>
/// <param name="Weekends">How many begin on a weekend that is not worked and belongs to no holiday.</param>
/// <param name="Holidays">How many begin on a day off of the yearly notice.</param>
public sealed record Share(string Person, int Shifts, long Seconds, int Nights, int Weekends, int Holidays);

/// <summary>How evenly duty is spread over people.</summary>
/// <param name="From">From when.</param>
/// <param name="Until">Until when.</param>
/// <param name="Shares">One for each person who takes turns, by id.</param>
public sealed record Fairness(Instant From, Instant Until, IReadOnlyList<Share> Shares)
{
    private const long Day = 86_400;
    private const long Hour = 3600;

    // Our own reading, for comparing people with each other only: two hours or more between 22:00 and 06:00 make a shift a night.
    private const long NightBegins = 22 * Hour;
    private const long NightLasts = 8 * Hour;
    private const long NightAtLeast = 2 * Hour;

    /// <summary>The greatest difference between two people.</summary>
    /// <param name="of">In what.</param>
    public long Spread(Func<Share, long> of) => Shares.Count == 0 ? 0 : Shares.Max(of) - Shares.Min(of);

    /// <summary>Counts a layer.</summary>
    /// <param name="schedule">The roster, written out at least to <paramref name="until"/>.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="calendar">Which days are off.</param>
    /// <param name="from">From when.</param>
    /// <param name="until">Until when.</param>
    public static Fairness Of(Schedule schedule, int layer, WorkCalendar calendar, Instant from, Instant until)
    {
        var shares = new SortedDictionary<string, Share>(StringComparer.Ordinal);
        var seen = new HashSet<(string, ShiftRef)>();
        foreach (var shift in schedule.Shifts[layer].Where(s => s.From < until && s.Until > from))
            foreach (var person in shift.Watch.People)
                shares.TryAdd(person, new(person, 0, 0, 0, 0, 0));
        foreach (var stretch in schedule.Within(layer, from, until))
        {
            var (begins, ends) = (stretch.From < from ? from : stretch.From, stretch.Until > until ? until : stretch.Until);
            var share = shares.GetValueOrDefault(stretch.Person) ?? new(stretch.Person, 0, 0, 0, 0, 0);
            share = share with { Seconds = share.Seconds + ends.UnixSeconds - begins.UnixSeconds };
            // A shift of which a person serves two parts is one shift.
            if (seen.Add((stretch.Person, stretch.Shift.Ref)))
                share = Counted(share, begins, ends, calendar);
            shares[stretch.Person] = share;
        }
        return new(from, until, [.. shares.Values]);
    }

    private static Share Counted(Share share, Instant from, Instant until, WorkCalendar calendar)
    {
        var day = from.Day;
        var holiday = calendar.Years.FirstOrDefault(y => y.Year == day.Year)?.Off.Contains(day) == true;
        var weekend = !holiday && !calendar.IsWorkingDay(day);
        return share with
        {
            Shifts = share.Shifts + 1,
            Nights = share.Nights + (NightSeconds(from, until) >= NightAtLeast ? 1 : 0),
            Weekends = share.Weekends + (weekend ? 1 : 0),
            Holidays = share.Holidays + (holiday ? 1 : 0),
        };
    }

    private static long NightSeconds(Instant from, Instant until)
    {
        var seconds = 0L;
        for (var night = Instant.StartOf(from.Day).Plus(NightBegins - Day); night < until; night = night.Plus(Day))
            seconds += Math.Max(0, Math.Min(until.UnixSeconds, night.UnixSeconds + NightLasts) - Math.Max(from.UnixSeconds, night.UnixSeconds));
        return seconds;
    }
}
