using System.Globalization;
using Fengsui.Law.Calendar;
using Xunit;

namespace Fengsui.Law.Tests.Calendar;

/// <summary>Working days against the State Council's yearly notices, written out here a second time.</summary>
public sealed class WorkCalendarTests
{
    private static readonly (int Year, string Off, string Work)[] Notices =
    [
        (2024, "01-01 02-10..02-17 04-04..04-06 05-01..05-05 06-10 09-15..09-17 10-01..10-07", "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12"),
        (2025, "01-01 01-28..02-04 04-04..04-06 05-01..05-05 05-31..06-02 10-01..10-08", "01-26 02-08 04-27 09-28 10-11"),
        (2026, "01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 10-01..10-07", "01-04 02-14 02-28 05-09 09-20 10-10"),
    ];

    private static WorkCalendar Calendar => TheLaw.Library.Calendar;

    [Theory]
    [InlineData(2024)]
    [InlineData(2025)]
    [InlineData(2026)]
    public void Every_day_of_a_year_is_as_its_notice_says(int year)
    {
        var (_, off, work) = Notices.Single(n => n.Year == year);
        var daysOff = DaysOf(year, off);
        var daysWorked = DaysOf(year, work);
        for (var day = new DateOnly(year, 1, 1); day.Year == year; day = day.AddDays(1))
        {
            var weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            Assert.True((daysWorked.Contains(day) || !weekend && !daysOff.Contains(day)) == Calendar.IsWorkingDay(day), day.Write());
        }
    }

    [Fact]
    public void Make_up_days_fall_on_weekends_and_no_other_year_is_known()
    {
        Assert.Equal([2024, 2025, 2026], Calendar.Years.Select(y => y.Year).Order());
        Assert.All(Calendar.Years.SelectMany(y => y.Work), d => Assert.True(d.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday, d.Write()));
    }

    [Theory]
    [InlineData("2026-09-29", 5, "2026-10-12")]
    [InlineData("2026-02-10", 10, "2026-03-02")]
    [InlineData("2026-03-02", 1, "2026-03-03")]
    [InlineData("2026-03-06", 1, "2026-03-09")] // a Friday
    [InlineData("2026-03-07", 1, "2026-03-09")] // a Saturday
    [InlineData("2026-01-03", 1, "2026-01-04")] // a Sunday that is worked
    [InlineData("2026-02-13", 2, "2026-02-24")] // over 春节, with the Saturday before it
    [InlineData("2024-02-09", 1, "2024-02-18")] // a Sunday that is worked, after 春节
    [InlineData("2025-12-31", 1, "2026-01-04")]
    [InlineData("2023-12-31", 1, "2024-01-02")]
    public void Working_days_count_from_the_day_after_the_anchor(string day, int count, string last)
    {
        var due = Calendar.AddWorkingDays(Day(day), count);
        Assert.Equal((last, false), (due.Last.Write(), due.Provisional));
    }

    [Theory]
    [InlineData("2023-12-28", 1, "2023-12-29")] // before the first notice
    [InlineData("2023-12-29", 1, "2024-01-02")] // the weekend of 2023 is touched
    [InlineData("2026-12-31", 1, "2027-01-01")] // every Monday to Friday counts
    [InlineData("2026-12-25", 10, "2027-01-08")]
    [InlineData("2027-02-10", 5, "2027-02-17")]
    [InlineData("2000-01-03", 5, "2000-01-10")]
    public void A_year_without_a_notice_makes_the_day_provisional(string day, int count, string last)
    {
        var due = Calendar.AddWorkingDays(Day(day), count);
        Assert.Equal((last, true), (due.Last.Write(), due.Provisional));
    }

    [Fact]
    public void The_last_day_of_a_known_year_is_not_provisional()
    {
        var due = Calendar.AddWorkingDays(Day("2026-12-30"), 1);
        Assert.Equal(("2026-12-31", false), (due.Last.Write(), due.Provisional));
    }

    [Theory]
    [InlineData("2026-01-31", 30, "2026-03-02")]
    [InlineData("2026-09-30", 1, "2026-10-01")] // 国庆节: not moved
    [InlineData("2024-02-28", 1, "2024-02-29")]
    [InlineData("2026-12-31", 1, "2027-01-01")]
    public void Calendar_days_leave_out_the_day_of_the_anchor_and_are_not_moved(string day, int count, string last)
    {
        var due = WorkCalendar.AddDays(Day(day), count);
        Assert.Equal((last, false), (due.Last.Write(), due.Provisional));
    }

    [Fact]
    public void A_day_is_over_at_midnight_in_shanghai() =>
        Assert.Equal("2026-10-13T00:00:00+08:00", Calendar.AddWorkingDays(Day("2026-09-29"), 5).Due.ToString());

    [Fact]
    public void A_later_anchor_is_never_due_earlier()
    {
        foreach (var count in new[] { 1, 5, 10, 30 })
            for (var day = Day("2023-11-01"); day < Day("2027-03-01"); day = day.AddDays(1))
            {
                var due = Calendar.AddWorkingDays(day, count).Last;
                Assert.True(Calendar.IsWorkingDay(due) && due > day && due <= Calendar.AddWorkingDays(day.AddDays(1), count).Last, $"{day.Write()} + {count}");
                Assert.Equal(count, Enumerable.Range(day.DayNumber + 1, due.DayNumber - day.DayNumber).Count(n => Calendar.IsWorkingDay(DateOnly.FromDayNumber(n))));
            }
    }

    [Theory]
    [InlineData("2026-03-01T15:59:59Z", "2026-03-01")]
    [InlineData("2026-03-01T16:00:00Z", "2026-03-02")]
    [InlineData("2026-03-02T00:00:00+08:00", "2026-03-02")]
    [InlineData("1969-12-31T15:59:59Z", "1969-12-31")]
    [InlineData("1969-12-31T16:00:00Z", "1970-01-01")]
    [InlineData("1900-01-01T00:00:00+08:00", "1900-01-01")]
    public void An_instant_lies_on_its_shanghai_day(string text, string day)
    {
        Assert.True(Instant.TryParse(text, out var instant));
        Assert.Equal(day, instant.Day.Write());
        Assert.True(Instant.StartOf(instant.Day) <= instant && instant < Instant.StartOf(instant.Day.AddDays(1)));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static HashSet<DateOnly> DaysOf(int year, string days)
    {
        var set = new HashSet<DateOnly>();
        foreach (var ends in days.Split(' ').Select(d => d.Split("..").Select(e => Day($"{year}-{e}")).ToList()))
            for (var day = ends[0]; day <= ends[^1]; day = day.AddDays(1))
                set.Add(day);
        return set;
    }
}
