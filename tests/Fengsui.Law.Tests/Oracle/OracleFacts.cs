namespace Fengsui.Law.Tests.Oracle;

/// <summary>What kind of value a fact takes.</summary>
public enum OracleKind
{
    /// <summary>A set of words.</summary>
    Set,

    /// <summary>One word of a list.</summary>
    Choice,

    /// <summary>One word of a list ordered from left (mild) to right (grave).</summary>
    Judgement,

    /// <summary>是 or 否.</summary>
    YesNo,

    /// <summary>A whole number; base unit 1.</summary>
    Count,

    /// <summary>Yuan; base unit 分.</summary>
    Money,

    /// <summary>A span of time; base unit the second.</summary>
    Duration,

    /// <summary>A percentage; base unit a hundredth of a percent.</summary>
    Percent,
}

/// <summary>One row of the vocabulary: the id of a fact, its kind, its unit and its words.</summary>
public sealed record OracleFact(string Id, OracleKind Kind, string Unit, IReadOnlyList<string> Words)
{
    /// <summary>Whether the fact is a number with a unit.</summary>
    public bool IsQuantity => Kind is OracleKind.Count or OracleKind.Money or OracleKind.Duration or OracleKind.Percent;
}

/// <summary>The facts of an incident, in the order of the law's own table, and those of the organisation.</summary>
public static class OracleVocabulary
{
    /// <summary>The yes of every yes/no fact.</summary>
    public const string Yes = "是";

    /// <summary>The no of every yes/no fact.</summary>
    public const string No = "否";

    private const string Sites = "省级以上党政机关门户网站 中央重点新闻网站 地市级党政机关门户网站 省级重点新闻网站 企事业单位门户网站 其他党政机关门户网站 其他重点新闻网站 网络平台";

    /// <summary>Every fact of an incident.</summary>
    public static IReadOnlyList<OracleFact> Facts { get; } =
    [
        Worded("data_harm", OracleKind.Set, "篡改 破坏 泄露 非法获取 非法利用 丢失 窃取 假冒"),
        Worded("data_level", OracleKind.Choice, "一般 重要 核心"),
        Worded("data_field", OracleKind.Set, "工业 电信 无线电"),
        YesNo("state_secret"),
        YesNo("sensitive_info"),
        YesNo("key_data"),
        Measured("pi_persons", OracleKind.Count, "人"),
        Measured("spi_persons", OracleKind.Count, "人"),
        Worded("pi_volume", OracleKind.Judgement, "少量 较大量 大量 海量"),
        Measured("direct_loss", OracleKind.Money, "元"),
        Worded("threat", OracleKind.Judgement, "较轻 较严重 严重 特别严重"),
        Worded("overall_harm", OracleKind.Judgement, "一般 较大 重大 特别重大"),
        YesNo("important_system"),
        Worded("system_loss", OracleKind.Judgement, "较小 较大 严重 特别严重"),
        Worded("industrial_harm", OracleKind.Judgement, "较轻 较大 重大 特别重大"),
        Worded("facility", OracleKind.Choice, "相关 重要 核心"),
        Measured("outage", OracleKind.Duration, ""),
        Worded("radio_event", OracleKind.Set, "重大干扰 非法占用频率"),
        Worded("radio_frequency", OracleKind.Choice, "一般 重要 重要业务"),
        Measured("radio_duration", OracleKind.Duration, ""),
        Worded("sites_hit", OracleKind.Set, Sites),
        Measured("site_outage", OracleKind.Duration, ""),
        YesNo("cii"),
        Measured("cii_outage_whole", OracleKind.Duration, ""),
        Measured("cii_outage_main", OracleKind.Duration, ""),
        Measured("province_share", OracleKind.Percent, "%"),
        Measured("prefecture_share", OracleKind.Percent, "%"),
        Measured("people_daily_life", OracleKind.Count, "人"),
        Worded("defaced_sites", OracleKind.Set, Sites),
        Worded("platform_size", OracleKind.Choice, "一般 大型 超大型"),
        Measured("deface_home", OracleKind.Duration, ""),
        Measured("deface_other", OracleKind.Duration, ""),
        Measured("forwards", OracleKind.Count, "次"),
        Measured("views", OracleKind.Count, "次"),
        Worded("spread_found", OracleKind.Judgement, "较大范围 大范围 特大范围"),
        YesNo("crime_suspected"),
        YesNo("users_harmed"),
        YesNo("harm_avoided"),
        YesNo("ransom"),
        YesNo("content_security"),
        YesNo("excluded_field"),
        YesNo("pi_incident_possible"),
        Measured("data_records", OracleKind.Count, "条"),
    ];

    /// <summary>The yes/no facts of the organisation, each with the answer that is assumed when it gives none.</summary>
    public static IReadOnlyDictionary<string, string> OrganisationDefaults { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["network_operator"] = Yes,
        ["central_organ"] = No,
        ["miit_processor"] = No,
        ["central_soe"] = No,
        ["important_data_processor"] = No,
        ["bank_insurer"] = No,
    };

    private static readonly Dictionary<string, OracleFact> ById =
        Facts.Concat(OrganisationDefaults.Keys.Select(YesNo)).ToDictionary(fact => fact.Id, StringComparer.Ordinal);

    /// <summary>The row of a fact; an id that is not in the vocabulary is a mistake in the oracle.</summary>
    public static OracleFact Get(string id) => ById[id];

    private static OracleFact Worded(string id, OracleKind kind, string words) => new(id, kind, "", words.Split(' '));

    private static OracleFact YesNo(string id) => new(id, OracleKind.YesNo, "", [Yes, No]);

    private static OracleFact Measured(string id, OracleKind kind, string unit) => new(id, kind, unit, []);
}

/// <summary>The value of a fact.</summary>
public abstract record OracleValue
{
    /// <summary>尚不明确.</summary>
    public static OracleValue Unknown { get; } = new UnknownValue();

    /// <summary>不适用.</summary>
    public static OracleValue NotApplicable { get; } = new NotApplicableValue();

    /// <summary>A set that is known to be empty.</summary>
    public static OracleValue None { get; } = new SetValue([], HoldsUnknown: false);

    /// <summary>One word.</summary>
    public static OracleValue Word(string text) => new WordValue(text);

    /// <summary>A set of exactly these words.</summary>
    public static OracleValue Set(params string[] words) => new SetValue(words, HoldsUnknown: false);

    /// <summary>A set of at least these words.</summary>
    public static OracleValue SetAndUnknown(params string[] words) => new SetValue(words, HoldsUnknown: true);

    /// <summary>A quantity of exactly so many base units.</summary>
    public static OracleValue Exactly(long amount) => new QuantityValue(amount, amount);

    /// <summary>A quantity of exactly so much, as the statutes write it.</summary>
    public static OracleValue Exactly(string fact, string text) => Exactly(OracleQuantity.Parse(OracleVocabulary.Get(fact), text));
}

/// <summary>尚不明确: the value of every fact that is not given.</summary>
public sealed record UnknownValue : OracleValue;

/// <summary>不适用: every comparison on it is False.</summary>
public sealed record NotApplicableValue : OracleValue;

/// <summary>A quantity between two ends, both included, in base units; without a high end it is open upwards.</summary>
public sealed record QuantityValue(long Low, long? High) : OracleValue;

/// <summary>A word of a choice, a judgement or a yes/no fact.</summary>
public sealed record WordValue(string Text) : OracleValue;

/// <summary>A set of words; with <paramref name="HoldsUnknown"/> it is "at least these".</summary>
public sealed record SetValue(IReadOnlyList<string> Members, bool HoldsUnknown) : OracleValue;

/// <summary>An incident as a facts file states it: nothing is filled in and nothing is inferred yet.</summary>
/// <param name="Title">The title.</param>
/// <param name="Instants">By the names of <see cref="InstantNames"/>; null is written as unknown, and counts as absent.</param>
/// <param name="Organisation">name, province, and answers 是, 否 or unknown.</param>
/// <param name="Facts">By fact id; a fact that is not there is unknown.</param>
public sealed record OracleIncident(
    string Title,
    IReadOnlyDictionary<string, DateTimeOffset?> Instants,
    IReadOnlyDictionary<string, string> Organisation,
    IReadOnlyDictionary<string, OracleValue> Facts)
{
    /// <summary>The instants that a facts file may give.</summary>
    public static IReadOnlyList<string> InstantNames { get; } =
    [
        "occurred", "discovered", "self_judged", "received", "regulator_discovered", "mechanism_discovered",
        "response_started", "response_ended", "handling_ended",
    ];

    /// <summary>An instant that is known, or null.</summary>
    public DateTimeOffset? Instant(string name) => Instants.GetValueOrDefault(name);

    /// <summary>What a duty's clock runs from: <c>discovered</c> stands in for <c>self_judged</c>, nothing else falls back.</summary>
    public DateTimeOffset? Anchor(string name) =>
        Instant(name) ?? (string.Equals(name, "self_judged", StringComparison.Ordinal) ? Instant("discovered") : null);

    /// <summary>Whether an organisation fact is not answered, so that its default stands.</summary>
    public bool TakesDefault(string fact) => OracleVocabulary.OrganisationDefaults.ContainsKey(fact) && !Organisation.ContainsKey(fact);
}

/// <summary>What conditions look at: facts with defaults and implied bounds, and the level where a duty asks for it.</summary>
public sealed class OracleSituation
{
    private readonly Dictionary<string, OracleValue> values;

    private OracleSituation(Dictionary<string, OracleValue> values, OracleLevel? settled, OracleLevel? ceiling)
    {
        this.values = values;
        Settled = settled;
        Ceiling = ceiling;
    }

    /// <summary>The level that stands.</summary>
    public OracleLevel? Settled { get; }

    /// <summary>The highest level that is still possible.</summary>
    public OracleLevel? Ceiling { get; }

    /// <summary>Fills in the defaults of the organisation and applies the implied bounds.</summary>
    public static OracleSituation Of(OracleIncident incident)
    {
        var given = new Dictionary<string, OracleValue>(incident.Facts, StringComparer.Ordinal);
        foreach (var (fact, assumed) in OracleVocabulary.OrganisationDefaults)
        {
            given[fact] = FromAnswer(incident.Organisation.GetValueOrDefault(fact, assumed));
        }

        RaiseToLowEnd(given, "pi_persons", "spi_persons");
        RaiseToLowEnd(given, "prefecture_share", "province_share");
        if (Get(given, "cii") is WordValue { Text: OracleVocabulary.Yes } && Get(given, "important_system") is not NotApplicableValue)
        {
            given["important_system"] = OracleValue.Word(OracleVocabulary.Yes);
        }

        return new OracleSituation(given, settled: null, ceiling: null);
    }

    /// <summary>The same facts, under a level.</summary>
    public OracleSituation WithLevel(OracleLevel? settled, OracleLevel? couldBe) => new(values, settled, couldBe ?? settled);

    /// <summary>The value of a fact.</summary>
    public OracleValue Value(string fact) => Get(values, fact);

    private static OracleValue Get(Dictionary<string, OracleValue> values, string fact) => values.GetValueOrDefault(fact, OracleValue.Unknown);

    private static OracleValue FromAnswer(string answer) => answer switch
    {
        "unknown" => OracleValue.Unknown,
        "n/a" => OracleValue.NotApplicable,
        _ => OracleValue.Word(answer),
    };

    /// <summary><paramref name="whole"/> is at least <paramref name="part"/>: its ends are raised to the low end of the part.</summary>
    private static void RaiseToLowEnd(Dictionary<string, OracleValue> values, string whole, string part)
    {
        if (Get(values, part) is not QuantityValue { Low: var low })
        {
            return;
        }

        values[whole] = Get(values, whole) switch
        {
            UnknownValue => new QuantityValue(low, OracleQuantity.Most(OracleVocabulary.Get(whole))),
            QuantityValue known => new QuantityValue(Math.Max(known.Low, low), known.High is { } high ? Math.Max(high, low) : null),
            var untouched => untouched,
        };
    }
}
