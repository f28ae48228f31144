using System.Globalization;
using System.Text;
using Fengsui.Law.Calendar;

namespace Fengsui.Server.Features.Assess;

/// <summary>
/// What tired hands type on a Chinese keyboard, brought to what the facts file says: full-width digits and signs, blanks, ～ for a range. The file itself
/// stays strict; only the page is forgiving.
/// </summary>
internal static class Lenient
{
    private static readonly string[] LocalFormats =
    [
        "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy/M/d H:mm", "yyyy/M/d H:mm:ss", "yyyy-M-d H:mm",
    ];

    /// <summary>A quantity as typed, brought to the spelling of the facts file.</summary>
    public static string Quantity(string typed)
    {
        var text = new StringBuilder(typed.Length);
        foreach (var c in Narrow(typed))
            if (!char.IsWhiteSpace(c))
                text.Append(c);
        text.Replace("≧", "≥").Replace("≦", "≤").Replace("、", ",").Replace("〜", "..").Replace("~", "..").Replace("……", "..").Replace("…", "..");
        return text.ToString() switch
        {
            "尚不明确" or "不明确" or "不明" or "未知" => FactWords.Unknown,
            "不适用" => FactWords.NotApplicable,
            var other => other,
        };
    }

    /// <summary>A moment as a field of a browser gives it, or as typed where the browser has no such field; always +08:00.</summary>
    public static bool TryInstant(string typed, out Instant instant)
    {
        var text = string.Concat(Narrow(typed.Trim()));
        if (Instant.TryParse(text, out instant))
            return true;
        if (!DateTimeOffset.TryParseExact(text, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var local) || local.Year is < 1900 or > 2999)
            return false;
        instant = Instant.From(new DateTimeOffset(local.Ticks, TimeSpan.FromHours(8)));
        return true;
    }

    /// <summary>As a field of a browser wants it: Shanghai's wall clock, seconds only where there are any.</summary>
    public static string Local(Instant instant)
    {
        var moment = instant.ToDateTimeOffset();
        return moment.ToString(moment.Second == 0 ? "yyyy-MM-dd'T'HH:mm" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>Full-width ASCII (U+FF01–FF5E) and the ideographic space, narrowed.</summary>
    private static IEnumerable<char> Narrow(string typed) =>
        typed.Select(c => c switch { >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0), '\u3000' => ' ', _ => c });
}
