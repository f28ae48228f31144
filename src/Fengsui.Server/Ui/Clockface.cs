using System.Globalization;
using Fengsui.Law;
using Fengsui.Law.Calendar;

namespace Fengsui.Server.Ui;

/// <summary>How moments and spans are written for people. <c>app.js</c> writes spans the same way as it ticks.</summary>
internal static class Clockface
{
    private const long Day = 86_400;

    /// <summary>A span: <c>03:29:00</c>, from a day on <c>6天 21:14</c>.</summary>
    public static string Span(long seconds, Language language)
    {
        seconds = Math.Abs(seconds);
        var days = seconds / Day;
        var (hours, minutes) = (seconds / 3600 % 24, seconds / 60 % 60);
        if (days == 0)
            return $"{hours:00}:{minutes:00}:{seconds % 60:00}";
        return language == Language.Zh ? $"{days}天 {hours:00}:{minutes:00}" : $"{days} d {hours:00}:{minutes:00}";
    }

    /// <summary>A moment on Shanghai's clock; the year only where it is not this one, seconds only where there are any.</summary>
    public static string Moment(Instant instant, Instant now, Language language)
    {
        var at = instant.ToDateTimeOffset();
        var time = at.ToString(at.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);
        return $"{Date(instant.Day, now, language)} {time}";
    }

    /// <summary>A day; the year only where it is not this one.</summary>
    public static string Date(DateOnly day, Instant now, Language language)
    {
        var year = day.Year != now.Day.Year;
        return language == Language.Zh
            ? day.ToString(year ? "yyyy年M月d日" : "M月d日", CultureInfo.InvariantCulture)
            : day.ToString(year ? "d MMM yyyy" : "d MMM", CultureInfo.InvariantCulture);
    }
}
