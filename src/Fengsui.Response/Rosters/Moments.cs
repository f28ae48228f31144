using System.Globalization;
using Fengsui.Law.Calendar;

namespace Fengsui.Response.Rosters;

/// <summary>Reads moments as people write them about duty: to the minute, on Shanghai's clock.</summary>
public static class Moments
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-dd H:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>Reads an instant with an offset, or <c>2026-10-03 02:14</c> in Shanghai; years 1900 to 2999.</summary>
    public static bool TryParse(string text, out Instant at)
    {
        if (Instant.TryParse(text, out at))
            return true;
        if (!DateTimeOffset.TryParseExact(text.Trim(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var local) || local.Year is < 1900 or > 2999)
            return false;
        at = new(local.ToUnixTimeSeconds() - 8 * 3600);
        return true;
    }

    /// <summary>As a field of a form takes it: <c>2026-10-03T02:14</c>.</summary>
    public static string Local(Instant at) => at.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
}
