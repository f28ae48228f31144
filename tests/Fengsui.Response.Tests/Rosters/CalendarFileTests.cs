using System.Globalization;
using System.Text;
using Fengsui.Law.Calendar;
using Fengsui.Response.Rosters;
using Xunit;

namespace Fengsui.Response.Tests.Rosters;

public sealed class CalendarFileTests
{
    private static readonly CalendarEntry Long = new("r-1.0.1790900000@fengsui", Guard.At("2026-10-02 17:30"), Guard.At("2026-10-03 08:30"),
        "值班 第一层；李娜, 周航; \\ 长" + new string('班', 60), "第一行\n第二行 BEGIN:VEVENT 🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥");

    [Fact]
    public void What_was_written_is_read_back_by_a_reader_of_its_own()
    {
        var entries = Read(CalendarFile.Write("安全值班, 全员", Guard.At("2026-09-01 09:00"), [Long, Long with { Uid = "u2", Summary = "短" }]));

        Assert.Equal(2, entries.Count);
        Assert.Equal((Long.Uid, Long.Summary, Long.Description), (entries[0]["UID"], entries[0]["SUMMARY"], entries[0]["DESCRIPTION"]));
        Assert.Equal(("20261002T093000Z", "20261003T003000Z", "20260901T010000Z"), (entries[0]["DTSTART"], entries[0]["DTEND"], entries[0]["DTSTAMP"]));
        Assert.Equal(Long.From.UnixSeconds, new DateTimeOffset(
            DateOnly.ParseExact(entries[0]["DTSTART"][..8], "yyyyMMdd", CultureInfo.InvariantCulture), TimeOnly.ParseExact(entries[0]["DTSTART"][9..15], "HHmmss", CultureInfo.InvariantCulture), TimeSpan.Zero).ToUnixTimeSeconds());
    }

    [Fact]
    public void No_line_is_longer_than_75_octets_and_no_character_is_cut()
    {
        var file = CalendarFile.Write("值班", Guard.At("2026-09-01 09:00"), [Long]);

        Assert.EndsWith("END:VCALENDAR\r\n", file);
        Assert.DoesNotContain("\n", file.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.All(file.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.DoesNotContain('\uFFFD', file);
    }

    [Fact]
    public void The_same_duty_gives_the_same_bytes() =>
        Assert.Equal(CalendarFile.Write("值班", new(1), [Long]), CalendarFile.Write("值班", new(1), [Long]));

    /// <summary>A small reader of RFC 5545, written from the standard and not from the writer.</summary>
    private static List<Dictionary<string, string>> Read(string file)
    {
        var entries = new List<Dictionary<string, string>>();
        Dictionary<string, string>? entry = null;
        foreach (var line in file.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = (line[..colon].Split(';')[0], line[(colon + 1)..]);
            if (line == "BEGIN:VEVENT")
                entry = [];
            else if (line == "END:VEVENT")
                entries.Add(entry!);
            else
                entry?.Add(name, Plain(value));
        }
        return entries;
    }

    private static string Plain(string value)
    {
        var plain = new StringBuilder();
        for (var n = 0; n < value.Length; n++)
            plain.Append(value[n] != '\\' ? value[n] : value[++n] is 'n' or 'N' ? '\n' : value[n]);
        return plain.ToString();
    }
}
