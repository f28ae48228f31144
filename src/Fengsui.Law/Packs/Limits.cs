using System.Globalization;

namespace Fengsui.Law.Packs;

/// <summary>Reads limits that are numbers: 30分钟, 4小时, 30日, 5个工作日.</summary>
public static class Limits
{
    /// <summary>Largest number of units; a period of law is never longer.</summary>
    public const int Most = 10_000;

    private static readonly (string Word, Func<int, string, Limit> Make)[] Units =
    [
        ("个工作日", (n, text) => new Limit.WorkingDays(n, text)),
        ("工作日", (n, text) => new Limit.WorkingDays(n, text)),
        ("分钟", (n, text) => new Limit.Elapsed(60L * n, text)),
        ("小时", (n, text) => new Limit.Elapsed(3600L * n, text)),
        ("秒", (n, text) => new Limit.Elapsed(n, text)),
        ("日", (n, text) => new Limit.CalendarDays(n, text)),
        ("天", (n, text) => new Limit.CalendarDays(n, text)),
    ];

    /// <summary>The limit, or null when the text is not a number from 1 to <see cref="Most"/> with a unit.</summary>
    public static Limit? Parse(string text)
    {
        foreach (var (word, make) in Units)
            if (text.EndsWith(word, StringComparison.Ordinal))
                return int.TryParse(text.AsSpan(0, text.Length - word.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= Most
                    ? make(count, text)
                    : null;
        return null;
    }
}
