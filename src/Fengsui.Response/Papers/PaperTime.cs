using System.Globalization;
using Fengsui.Law.Calendar;

namespace Fengsui.Response.Papers;

/// <summary>Moments on paper, to the minute: typed as <c>2026-03-02 02:14</c>, printed as 2026年3月2日02时14分.</summary>
public static class PaperTime
{
    private const string Typed = "yyyy-MM-dd HH:mm";

    private static readonly string[] Known = [Typed, "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-M-d H:mm", "yyyy/M/d H:mm"];

    /// <summary>As a person would type it.</summary>
    public static string Write(Instant at) => at.ToDateTimeOffset().ToString(Typed, CultureInfo.InvariantCulture);

    /// <summary>As it is printed; whatever is no moment stays as it is.</summary>
    public static string Print(string value) => TryRead(value, out var at)
        ? at.ToString("yyyy'年'M'月'd'日'HH'时'mm'分'", CultureInfo.InvariantCulture)
        : value;

    /// <summary>Whether it is a moment that can be read.</summary>
    public static bool IsMoment(string value) => TryRead(value, out _);

    /// <summary>Whether it is a day that can be read.</summary>
    public static bool IsDay(string value) => Days.TryParse(value, out _);

    /// <summary>A day as it is printed; whatever is none stays as it is.</summary>
    public static string PrintDay(string value) => Days.TryParse(value, out var day)
        ? day.ToString("yyyy'年'M'月'd'日'", CultureInfo.InvariantCulture)
        : value;

    /// <summary>A moment in a sentence of a paper: 3月2日02时14分.</summary>
    public static string Brief(Instant at) => at.ToDateTimeOffset().ToString("M'月'd'日'HH'时'mm'分'", CultureInfo.InvariantCulture);

    /// <summary>The same moment in the same words, however it was typed.</summary>
    public static string Normal(string value) => TryRead(value, out var at) ? at.ToString(Typed, CultureInfo.InvariantCulture) : value.Trim();

    private static bool TryRead(string value, out DateTimeOffset at)
    {
        var text = value.Trim();
        if (Instant.TryParse(text, out var instant))
        {
            at = instant.ToDateTimeOffset();
            return true;
        }

        return DateTimeOffset.TryParseExact(text, Known, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at);
    }
}
