namespace Fengsui.Law.Calendar;

/// <summary>One year of the State Council's notice: days off and make-up working days.</summary>
/// <param name="Year">The year.</param>
/// <param name="Notice">The number of the notice.</param>
/// <param name="Check">How sure the notice's number is.</param>
/// <param name="Off">Days off.</param>
/// <param name="Work">Make-up working days.</param>
public sealed record YearOfDays(int Year, string Notice, Packs.Check Check, IReadOnlySet<DateOnly> Off, IReadOnlySet<DateOnly> Work);

/// <summary>The last day of a period, and whether it rests on a year whose notice is not in the calendar.</summary>
/// <param name="Last">The last day.</param>
/// <param name="Provisional">A year without a notice was touched: every Monday to Friday counted there.</param>
public readonly record struct DueDay(DateOnly Last, bool Provisional)
{
    /// <summary>The instant at which the day is over: 00:00 of the next one, +08:00.</summary>
    public Instant Due => Instant.StartOf(Last.DayNumber + 1);
}

/// <summary>
/// Working days: Monday to Friday, less the days off, plus the make-up working days of the State Council's yearly notice. A year without a notice
/// counts every Monday to Friday, and whatever touches it is provisional.
/// </summary>
public sealed class WorkCalendar
{
    private readonly Dictionary<int, YearOfDays> _years;
    private readonly Dictionary<int, bool[]> _worked;

    /// <summary>A calendar of the given years.</summary>
    public WorkCalendar(IEnumerable<YearOfDays> years)
    {
        _years = years.ToDictionary(y => y.Year);
        // A clock asks day by day; sets of dates would be asked three times a day.
        _worked = _years.ToDictionary(y => y.Key, y => Enumerable.Range(0, 366).Select(d => Worked(y.Value, new DateOnly(y.Key, 1, 1).AddDays(d))).ToArray());
    }

    /// <summary>The years whose notices are known.</summary>
    public IReadOnlyCollection<YearOfDays> Years => _years.Values;

    /// <summary>Whether people work on this day.</summary>
    public bool IsWorkingDay(DateOnly day) => _worked.TryGetValue(day.Year, out var worked) ? worked[day.DayOfYear - 1] : IsWeekday(day);

    private static bool IsWeekday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    private static bool Worked(YearOfDays year, DateOnly day) => IsWeekday(day) ? !year.Off.Contains(day) : year.Work.Contains(day);

    /// <summary>The last of so many working days after a day, which itself does not count (reading <c>working-days</c>).</summary>
    public DueDay AddWorkingDays(DateOnly day, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var provisional = false;
        for (var left = count; left > 0;)
        {
            day = day.AddDays(1);
            provisional |= !_worked.ContainsKey(day.Year);
            if (IsWorkingDay(day))
                left--;
        }

        return new(day, provisional);
    }

    /// <summary>The last of so many calendar days after a day; not moved when it falls on a holiday (reading <c>calendar-days</c>).</summary>
    public static DueDay AddDays(DateOnly day, int count) => new(day.AddDays(count), Provisional: false);
}
