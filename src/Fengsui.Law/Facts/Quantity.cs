using System.Globalization;
using System.Text;

namespace Fengsui.Law.Facts;

/// <summary>What a quantity measures; each has one base unit in which it is stored.</summary>
public enum QuantityKind
{
    /// <summary>Whole things: 人, 次, 条. Base unit: one.</summary>
    Count,

    /// <summary>Renminbi. Base unit: 分 (0.01 元).</summary>
    Money,

    /// <summary>Elapsed time. Base unit: a millisecond.</summary>
    Duration,

    /// <summary>A share of 100. Base unit: a millionth of a per cent.</summary>
    Percent,
}

/// <summary>A unit of measure of one fact: its kind and, for counts, its word.</summary>
/// <param name="Kind">What is measured.</param>
/// <param name="Word">The unit as written (人, 次, 条, 元, %); empty for durations, which have several.</param>
public sealed record Unit(QuantityKind Kind, string Word)
{
    /// <summary>Base units in one written unit.</summary>
    internal long Scale => Kind switch
    {
        QuantityKind.Count => 1,
        QuantityKind.Money => 100,
        QuantityKind.Duration => 1000,
        QuantityKind.Percent => 1_000_000,
        _ => throw new InvalidOperationException(),
    };

    /// <summary>Largest value, in base units: 10^15 written units, or 100 %.</summary>
    internal long Max => Kind == QuantityKind.Percent ? 100 * Scale : 1_000_000_000_000_000L * Scale;

    /// <summary>How a right value looks, for error messages.</summary>
    internal string Example => Kind switch
    {
        QuantityKind.Count => $"1200万{Word}",
        QuantityKind.Money => "3000万元",
        QuantityKind.Duration => "1小时30分钟",
        QuantityKind.Percent => "50%",
        _ => throw new InvalidOperationException(),
    };
}

/// <summary>Reads and writes quantities as the statutes write them: <c>1200万人</c>, <c>1.5亿元</c>, <c>1小时30分钟</c>, <c>50%</c>.</summary>
public static class Quantity
{
    private const long Wan = 10_000;
    private const long Yi = 100_000_000;

    private static readonly (string Word, long Milliseconds)[] DurationUnits =
        [("天", 86_400_000), ("小时", 3_600_000), ("分钟", 60_000), ("秒", 1000)];

    /// <summary>Reads one quantity. On failure <paramref name="error"/> says what is wrong and what would be right.</summary>
    public static bool TryParse(string text, Unit unit, out long value, out (Text Wrong, Text Remedy) error)
    {
        value = 0;
        error = default;
        var parsed = unit.Kind == QuantityKind.Duration ? Duration(text) : Simple(text, unit);
        if (parsed.Error is { } wrong)
        {
            error = (wrong, new($"应写作 {unit.Example}", $"write it as {unit.Example}"));
            return false;
        }

        var scaled = parsed.Value;
        if (scaled > unit.Max)
            error = unit.Kind == QuantityKind.Percent
                ? (new($"{text} 超过 100%", $"{text} is above 100%"), new("百分比为 0% 到 100%", "a percentage is from 0% to 100%"))
                : (new($"{text} 过大", $"{text} is too large"), new("不超过 10 的 15 次方（以基本单位计）", "at most 10^15 in the base unit"));
        else if (scaled != decimal.Truncate(scaled))
            error = (new($"{text} 过于精细", $"{text} is too precise"), unit.Kind switch
            {
                QuantityKind.Count => new($"应为整数，如 {unit.Example}", $"a whole number, as in {unit.Example}"),
                QuantityKind.Money => new("金额到分为止", "money goes to 分 (0.01元)"),
                QuantityKind.Duration => new("时长到毫秒为止", "a duration goes to a millisecond"),
                QuantityKind.Percent => new("百分比最多六位小数", "a percentage has at most six decimals"),
                _ => throw new InvalidOperationException(),
            });
        else
            value = (long)scaled;
        return error == default;
    }

    private static (decimal Value, Text? Error) Simple(string text, Unit unit)
    {
        var number = NumberAt(text, 0, out var end, out var multiplied, out var error);
        if (error is not null)
            return (0, error);
        // 1亿2000万人: a second number in 万 after one in 亿.
        if (multiplied == Yi && end < text.Length && char.IsAsciiDigit(text[end]))
        {
            var whole = !text.AsSpan(0, end).Contains('.');
            var rest = NumberAt(text, end, out end, out var restMultiplied, out error);
            if (error is not null)
                return (0, error);
            if (restMultiplied == Yi || rest >= Yi || !whole)
                return (0, Unreadable(text));
            number += rest;
        }

        var written = text[end..];
        if (written == unit.Word)
            return (number * unit.Scale, null);
        return (0, written.Length == 0
            ? new($"{text} 缺少单位", $"{text} has no unit")
            : new($"{text} 的单位“{written}”不对", $"{text} has a wrong unit ({written})"));
    }

    private static (decimal Value, Text? Error) Duration(string text)
    {
        decimal total = 0;
        var next = 0;
        var at = 0;
        while (at < text.Length || at == 0)
        {
            var number = NumberAt(text, at, out var end, out _, out var error);
            if (error is not null)
                return (0, error);
            var found = Array.FindIndex(DurationUnits, u => string.CompareOrdinal(text, end, u.Word, 0, u.Word.Length) == 0);
            if (found < 0)
                return (0, end == text.Length
                    ? new($"{text} 缺少单位", $"{text} has no unit")
                    : new($"{text} 的单位“{text[end..]}”不对", $"{text} has a wrong unit ({text[end..]})"));
            at = end + DurationUnits[found].Word.Length;
            var last = at == text.Length;
            if (found < next || !last && number != decimal.Truncate(number))
                return (0, Unreadable(text));
            next = found + 1;
            total += number * DurationUnits[found].Milliseconds;
            if (last)
                break;
        }

        return (total, null);
    }

    /// <summary>A number with optional thousands separators, decimals and 万, 亿, 万亿. Ends where the unit begins.</summary>
    private static decimal NumberAt(string text, int start, out int end, out decimal multiplied, out Text? error)
    {
        end = start;
        multiplied = 1;
        error = null;
        if (start < text.Length && text[start] is '-' or '－' or '−')
        {
            error = new($"{text} 是负数", $"{text} is negative");
            return 0;
        }

        var digits = new StringBuilder();
        var group = -1;
        var point = -1;
        for (; end < text.Length; end++)
        {
            var c = text[end];
            if (char.IsAsciiDigit(c))
            {
                digits.Append(c);
                if (group >= 0)
                    group++;
            }
            else if (c == ',' && point < 0 && (group == 3 || group < 0 && digits.Length is >= 1 and <= 3))
                group = 0;
            else if (c == '.' && point < 0 && digits.Length > 0 && group is -1 or 3)
            {
                point = digits.Append('.').Length;
                group = -1;
            }
            else
                break;
        }

        if (digits.Length == 0 || group is not (-1 or 3) || point == digits.Length)
        {
            error = Unreadable(text);
            return 0;
        }

        if (digits.Length > 27)
        {
            error = point < 0 ? new($"{text} 过大", $"{text} is too large") : new($"{text} 过于精细", $"{text} is too precise");
            return 0;
        }

        var number = decimal.Parse(digits.ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        if (number > 1_000_000_000_000_000m)
        {
            error = new($"{text} 过大", $"{text} is too large");
            return 0;
        }

        if (end < text.Length && text[end] == '万')
        {
            multiplied *= Wan;
            end++;
        }

        if (end < text.Length && text[end] == '亿')
        {
            multiplied *= Yi;
            end++;
        }

        // Nothing above 10^28 fits a decimal, and nothing above 10^15 is accepted anyway.
        if (number * multiplied is var product && product > 1_000_000_000_000_000_000m)
        {
            error = new($"{text} 过大", $"{text} is too large");
            return 0;
        }

        return product;
    }

    private static Text Unreadable(string text) => new($"“{text}”不是数量", $"“{text}” is not a quantity");

    /// <summary>Writes a quantity: in 亿 or 万 when it divides evenly, else plain, always with its unit.</summary>
    public static string Format(long value, Unit unit) => unit.Kind switch
    {
        QuantityKind.Duration => FormatDuration(value),
        QuantityKind.Count or QuantityKind.Money or QuantityKind.Percent => FormatNumber(value, unit),
        _ => throw new InvalidOperationException(),
    };

    private static string FormatNumber(long value, Unit unit)
    {
        var scale = unit.Scale;
        if (unit.Kind != QuantityKind.Percent && value > 0)
        {
            if (value % (Yi * scale) == 0)
                return $"{value / (Yi * scale)}亿{unit.Word}";
            if (value % (Wan * scale) == 0)
                return $"{value / (Wan * scale)}万{unit.Word}";
        }

        return ((decimal)value / scale).ToString("0.######", CultureInfo.InvariantCulture) + unit.Word;
    }

    /// <summary>Hours are the largest unit written: the instruments say 24小时, never 1天.</summary>
    private static string FormatDuration(long value)
    {
        if (value == 0)
            return "0小时";
        var text = new StringBuilder();
        foreach (var (word, milliseconds) in DurationUnits.AsSpan(1, 2))
        {
            if (value >= milliseconds)
                text.Append(value / milliseconds).Append(word);
            value %= milliseconds;
        }

        if (value > 0)
            text.Append((value / 1000m).ToString("0.###", CultureInfo.InvariantCulture)).Append('秒');
        return text.ToString();
    }
}
