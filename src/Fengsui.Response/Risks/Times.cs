using System.Globalization;
using Fengsui.Law.Calendar;

namespace Fengsui.Response.Risks;

/// <summary>Times as other systems write them. A time that cannot be is no time.</summary>
internal static class Times
{
    /// <summary>Seconds by which +08:00 is ahead.</summary>
    public const long Shanghai = 8 * 3600;

    private static readonly Instant Earliest = Instant.From(new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private static readonly Instant Latest = Instant.From(new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>ISO 8601 with any number of decimals; null when it is none.</summary>
    public static Instant? Parse(string? text) =>
        text is { Length: >= 19 and <= 40 } && char.IsAsciiDigit(text[0])
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? Within(Instant.From(moment))
            : null;

    /// <summary>Seconds, milliseconds or microseconds since 1970, told apart by their size.</summary>
    public static Instant? OfUnix(long number) => number switch
    {
        < 0 => null,
        < 100_000_000_000 => Within(new(number)),
        < 100_000_000_000_000 => Within(new(number / 1000)),
        _ => Within(new(number / 1_000_000)),
    };

    /// <summary>The instant, unless nobody can have seen anything then.</summary>
    public static Instant? Within(Instant at) => at >= Earliest && at <= Latest ? at : null;
}
