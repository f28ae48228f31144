using System.Globalization;

namespace Fengsui.Law.Calendar;

/// <summary>A moment, to the second. Written with +08:00, the zone of every instrument here (Asia/Shanghai has no summer time).</summary>
/// <param name="UnixSeconds">Seconds since 1970-01-01T00:00:00Z.</param>
public readonly record struct Instant(long UnixSeconds) : IComparable<Instant>
{
    private const long Offset = 8 * 3600;
    private const long SecondsOfDay = 86_400;
    private static readonly int EpochDay = new DateOnly(1970, 1, 1).DayNumber;
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:sszzz"];

    /// <summary>The calendar day in Shanghai.</summary>
    public DateOnly Day => DateOnly.FromDayNumber(DayNumber);

    /// <summary>As <see cref="DateOnly.DayNumber"/>.</summary>
    internal int DayNumber
    {
        get
        {
            var (days, seconds) = Math.DivRem(UnixSeconds + Offset, SecondsOfDay);
            return (int)days + EpochDay - (seconds < 0 ? 1 : 0);
        }
    }

    /// <summary>00:00 of a day in Shanghai.</summary>
    public static Instant StartOf(DateOnly day) => StartOf(day.DayNumber);

    internal static Instant StartOf(int dayNumber) => new((long)(dayNumber - EpochDay) * SecondsOfDay - Offset);

    /// <summary>From the framework's type.</summary>
    public static Instant From(DateTimeOffset moment) => new(moment.ToUnixTimeSeconds());

    /// <summary>As the framework's type, with +08:00.</summary>
    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.FromUnixTimeSeconds(UnixSeconds).ToOffset(Shanghai);

    /// <summary>Later by so many seconds.</summary>
    public Instant Plus(long seconds) => new(UnixSeconds + seconds);

    /// <summary>Reads ISO 8601 with seconds and an offset or <c>Z</c>; years 1900 to 2999.</summary>
    public static bool TryParse(string text, out Instant instant)
    {
        instant = default;
        if (!DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            return false;
        if (moment.Year is < 1900 or > 2999)
            return false;
        instant = From(moment);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(Instant other) => UnixSeconds.CompareTo(other.UnixSeconds);

    /// <summary>ISO 8601 with seconds and +08:00.</summary>
    public override string ToString() => ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>Earlier.</summary>
    public static bool operator <(Instant left, Instant right) => left.UnixSeconds < right.UnixSeconds;

    /// <summary>Later.</summary>
    public static bool operator >(Instant left, Instant right) => left.UnixSeconds > right.UnixSeconds;

    /// <summary>Not later.</summary>
    public static bool operator <=(Instant left, Instant right) => left.UnixSeconds <= right.UnixSeconds;

    /// <summary>Not earlier.</summary>
    public static bool operator >=(Instant left, Instant right) => left.UnixSeconds >= right.UnixSeconds;
}

/// <summary>Reads calendar days.</summary>
public static class Days
{
    /// <summary>Reads <c>2026-03-02</c>; years 1900 to 2999.</summary>
    public static bool TryParse(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is >= 1900 and <= 2999;

    /// <summary>Writes <c>2026-03-02</c>.</summary>
    public static string Write(this DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
