using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fengsui.Law.Tests.Oracle;

/// <summary>Quantities as the statutes write them: read (one amount), written (a distance), and spelled in many ways.</summary>
public static class OracleQuantity
{
    private const long Wan = 10_000;
    private const long Yi = 100_000_000;

    private static readonly (string Unit, long Seconds)[] Spans = [("天", 86_400), ("小时", 3_600), ("分钟", 60), ("秒", 1)];

    /// <summary>The end of <c>&gt;=</c>: 100 for a percentage, and open for all others.</summary>
    public static long? Most(OracleFact fact) => fact.Kind == OracleKind.Percent ? 100 * Scale(fact) : null;

    /// <summary>How many base units one unit has: a yuan has 100 分, a percent is kept in hundredths.</summary>
    public static long Scale(OracleFact fact) => fact.Kind is OracleKind.Money or OracleKind.Percent ? 100 : 1;

    /// <summary>Reads one amount: <c>1200万人</c>, <c>1.5亿元</c>, <c>12,000次</c>, <c>50%</c>, <c>1小时30分钟</c>.</summary>
    public static long Parse(OracleFact fact, string text)
    {
        if (fact.Kind == OracleKind.Duration)
        {
            return ParseDuration(text);
        }

        if (!text.EndsWith(fact.Unit, StringComparison.Ordinal))
        {
            throw new FormatException($"{fact.Id}: {text} is not in {fact.Unit}");
        }

        var number = text[..^fact.Unit.Length];
        var myriad = number.EndsWith('亿') ? Yi : number.EndsWith('万') ? Wan : 1;
        return ToWhole(ParseNumber(number.TrimEnd('万', '亿')) * myriad * Scale(fact));
    }

    /// <summary>Writes a distance: in 亿 or 万 when it divides evenly, else plain; a duration in 小时, 分钟 and 秒.</summary>
    public static string Write(OracleFact fact, long amount)
    {
        if (fact.Kind == OracleKind.Duration)
        {
            return Composite(amount, withDays: false);
        }

        if (fact.Kind != OracleKind.Percent)
        {
            foreach (var (myriad, word) in new[] { (Yi, "亿"), (Wan, "万") })
            {
                if (amount % (myriad * Scale(fact)) == 0)
                {
                    return Invariant($"{amount / (myriad * Scale(fact))}{word}{fact.Unit}");
                }
            }
        }

        return Plain((decimal)amount / Scale(fact)) + fact.Unit;
    }

    /// <summary>Spells a value or a range; with <paramref name="random"/> in one of the many ways that mean the same.</summary>
    public static string Spell(OracleFact fact, QuantityValue value, Random? random)
    {
        string One(long amount) => Pick(Spellings(fact, amount), random);
        string AtLeast(long amount) => Pick([">=", "≥"], random) + One(amount);
        string AtMost(long amount) => Pick(["<=", "≤"], random) + One(amount);
        string Between(long low, long high) => One(low) + ".." + One(high);

        return (value.Low, value.High) switch
        {
            (var low, null) => AtLeast(low),
            var (low, high) when low == high => Coin(random, 10) ? Between(low, high.Value) : One(low),
            var (low, high) when high == Most(fact) && Coin(random, 2) => AtLeast(low),
            (0, { } high) when Coin(random, 2) => AtMost(high),
            var (low, high) => Between(low, high.Value),
        };
    }

    private static List<string> Spellings(OracleFact fact, long amount)
    {
        var spellings = new List<string>();
        switch (fact.Kind)
        {
            case OracleKind.Duration:
                spellings.Add(Composite(amount, withDays: false));
                spellings.Add(Composite(amount, withDays: true));
                foreach (var (unit, seconds) in Spans)
                {
                    AddDecimal(spellings, (decimal)amount / seconds, decimals: 2, unit);
                }

                break;
            case OracleKind.Percent:
                AddDecimal(spellings, (decimal)amount / Scale(fact), decimals: 2, fact.Unit);
                break;
            default:
                var number = (decimal)amount / Scale(fact);
                AddDecimal(spellings, number, decimals: 2, fact.Unit);
                AddDecimal(spellings, number / Wan, decimals: 6, "万" + fact.Unit);
                AddDecimal(spellings, number / Yi, decimals: 4, "亿" + fact.Unit);
                break;
        }

        return spellings;
    }

    /// <summary>Adds the number with and without separators, and with a trailing zero, if so many decimals hold it exactly.</summary>
    private static void AddDecimal(List<string> spellings, decimal number, int decimals, string unit)
    {
        if (decimal.Round(number, decimals) != number)
        {
            return;
        }

        var plain = Plain(number);
        spellings.Add(plain + unit);
        if (number >= 1000)
        {
            spellings.Add(number.ToString("#,0.######", CultureInfo.InvariantCulture) + unit);
        }

        if (plain.Contains('.', StringComparison.Ordinal))
        {
            spellings.Add(plain + "0" + unit);
        }
    }

    private static string Composite(long seconds, bool withDays)
    {
        var text = new StringBuilder();
        foreach (var (unit, length) in withDays ? Spans : Spans[1..])
        {
            if (seconds >= length)
            {
                text.Append(CultureInfo.InvariantCulture, $"{seconds / length}{unit}");
                seconds %= length;
            }
        }

        return text.Length == 0 ? "0小时" : text.ToString();
    }

    private static long ParseDuration(string text)
    {
        var seconds = 0m;
        for (var rest = text; rest.Length > 0;)
        {
            var digits = rest.TakeWhile(c => char.IsAsciiDigit(c) || c is '.' or ',').Count();
            var span = Spans.FirstOrDefault(s => rest[digits..].StartsWith(s.Unit, StringComparison.Ordinal));
            if (digits == 0 || span.Seconds == 0)
            {
                throw new FormatException($"{text} is not a duration");
            }

            seconds += ParseNumber(rest[..digits]) * span.Seconds;
            rest = rest[(digits + span.Unit.Length)..];
        }

        return ToWhole(seconds);
    }

    private static decimal ParseNumber(string text) =>
        decimal.Parse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static long ToWhole(decimal number) =>
        decimal.IsInteger(number) ? (long)number : throw new FormatException(Invariant($"{number} is finer than the base unit"));

    private static string Plain(decimal number) => number.ToString("0.########", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Pick(List<string> among, Random? random) => among[random?.Next(among.Count) ?? 0];

    private static bool Coin(Random? random, int oneIn) => random is not null && random.Next(oneIn) == 0;
}

/// <summary>Writes an incident as a facts file: one line of JSON.</summary>
public static class OracleFactsFile
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The facts file; with <paramref name="random"/> every value is spelled in one of the many ways that mean the same.</summary>
    public static string Write(OracleIncident incident, Random? random = null)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("incident", incident.Title);
            foreach (var name in OracleIncident.InstantNames.Where(incident.Instants.ContainsKey))
            {
                json.WriteString(name, incident.Instants[name] is { } instant ? Spell(instant, random) : "unknown");
            }

            if (incident.Organisation.Count > 0)
            {
                json.WriteStartObject("organisation");
                foreach (var (key, answer) in incident.Organisation)
                {
                    json.WriteString(key, answer);
                }

                json.WriteEndObject();
            }

            json.WriteStartObject("facts");
            foreach (var (id, value) in incident.Facts)
            {
                json.WritePropertyName(id);
                Write(json, OracleVocabulary.Get(id), value, random);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, OracleFact fact, OracleValue value, Random? random)
    {
        switch (value)
        {
            case UnknownValue:
                json.WriteStringValue("unknown");
                break;
            case NotApplicableValue:
                json.WriteStringValue("n/a");
                break;
            case WordValue word:
                json.WriteStringValue(word.Text);
                break;
            case QuantityValue quantity:
                json.WriteStringValue(OracleQuantity.Spell(fact, quantity, random));
                break;
            case SetValue { Members.Count: 0, HoldsUnknown: false }:
                json.WriteStringValue("none");
                break;
            case SetValue { Members.Count: 1, HoldsUnknown: false } one when random?.Next(2) == 0:
                json.WriteStringValue(one.Members[0]);
                break;
            case SetValue set:
                WriteSet(json, set, random);
                break;
            default:
                throw new InvalidOperationException($"{fact.Id}: {value}");
        }
    }

    private static void WriteSet(Utf8JsonWriter json, SetValue set, Random? random)
    {
        string[] words = set.HoldsUnknown ? [.. set.Members, "unknown"] : [.. set.Members];
        random?.Shuffle(words);
        json.WriteStartArray();
        foreach (var word in words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }

    private static string Spell(DateTimeOffset instant, Random? random) =>
        instant.Offset == TimeSpan.Zero && random?.Next(2) == 0
            ? instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : instant.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
