using System.Globalization;
using System.Text;
using Fengsui.Law.Calendar;

namespace Fengsui.Response.Rosters;

/// <summary>An entry of a calendar.</summary>
/// <param name="Uid">What it is known by, the same at every reading.</param>
/// <param name="From">From when.</param>
/// <param name="Until">Until when.</param>
/// <param name="Summary">What stands in the calendar.</param>
/// <param name="Description">What stands behind it.</param>
public sealed record CalendarEntry(string Uid, Instant From, Instant Until, string Summary, string Description);

/// <summary>Duty as a calendar that phones subscribe to (RFC 5545).</summary>
public static class CalendarFile
{
    /// <summary>The type of the file.</summary>
    public const string MediaType = "text/calendar; charset=utf-8";

    private const int LongestLine = 75;

    /// <summary>Writes a calendar. The same entries and the same stamp give the same bytes.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="stamp">When what it says was changed last.</param>
    /// <param name="entries">The entries.</param>
    public static string Write(string name, Instant stamp, IEnumerable<CalendarEntry> entries)
    {
        var file = new StringBuilder();
        Line(file, "BEGIN:VCALENDAR");
        Line(file, "VERSION:2.0");
        Line(file, "PRODID:-//Fengsui//Duty//ZH");
        Line(file, "CALSCALE:GREGORIAN");
        Line(file, "METHOD:PUBLISH");
        Line(file, $"X-WR-CALNAME:{Escaped(name)}");
        Line(file, "X-WR-TIMEZONE:Asia/Shanghai");
        Line(file, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
        Line(file, "X-PUBLISHED-TTL:PT1H");
        foreach (var entry in entries)
        {
            Line(file, "BEGIN:VEVENT");
            Line(file, $"UID:{Escaped(entry.Uid)}");
            Line(file, $"DTSTAMP:{Moment(stamp)}");
            Line(file, $"DTSTART:{Moment(entry.From)}");
            Line(file, $"DTEND:{Moment(entry.Until)}");
            Line(file, $"SUMMARY:{Escaped(entry.Summary)}");
            if (entry.Description.Length > 0)
                Line(file, $"DESCRIPTION:{Escaped(entry.Description)}");
            Line(file, "TRANSP:OPAQUE");
            Line(file, "END:VEVENT");
        }
        Line(file, "END:VCALENDAR");
        return file.ToString();
    }

    private static string Moment(Instant at) =>
        at.ToDateTimeOffset().ToUniversalTime().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => text.Replace("\r", "", StringComparison.Ordinal).Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>A line of at most 75 octets; what is longer goes on behind a blank, and no character is cut in two.</summary>
    private static void Line(StringBuilder file, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                file.Append("\r\n ");
                octets = 1;
            }
            file.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        file.Append("\r\n");
    }
}
