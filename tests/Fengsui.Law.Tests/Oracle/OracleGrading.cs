using static Fengsui.Law.Tests.Oracle.OracleLevel;
using static Fengsui.Law.Tests.Oracle.OracleWords;

namespace Fengsui.Law.Tests.Oracle;

/// <summary>One grading rule. <paramref name="Reading"/> is the condition under which a reading of ours carries a rule that otherwise determines.</summary>
public sealed record OracleRule(string Id, OracleLevel Level, OracleCondition When, string Force, string Check, OracleCondition? Reading = null);

/// <summary>A gap in the text, and the level that it proposes until a person has decided.</summary>
public sealed record OracleGap(string Id, OracleCondition When, OracleLevel? Proposes = null);

/// <summary>An instrument: from when it is in force, whom it binds, what it leaves out, and its rules if it grades.</summary>
public sealed record OraclePack(
    string Id, DateOnly From, OracleCondition Applies, OracleCondition LeftOut, IReadOnlyList<OracleRule> Rules, IReadOnlyList<OracleGap> Gaps)
{
    /// <summary>Whether it gives levels.</summary>
    public bool Grades => Rules.Count > 0;
}

/// <summary>The grading rules of the three plans, one line a rule.</summary>
public static class OracleGrading
{
    private static readonly string[] StateAndCentral = ["省级以上党政机关门户网站", "中央重点新闻网站"];
    private static readonly string[] FiveKinds = [.. StateAndCentral, "地市级党政机关门户网站", "省级重点新闻网站", "企事业单位门户网站"];
    private static readonly string[] StolenData = ["丢失", "窃取", "篡改", "假冒"];
    private static readonly string[] LeakedData = ["泄露", "窃取", "非法获取", "非法利用", "丢失"];

    /// <summary>工业和信息化领域数据安全事件应急预案（试行）, annex 1.</summary>
    public static OraclePack DataIncident { get; } = new(
        "cn.miit.data-incident", new DateOnly(2024, 11, 1),
        Applies: All(Yes("miit_processor"), HasAny("data_harm")),
        LeftOut: Any(Yes("state_secret"), Yes("excluded_field")),
        Rules:
        [
            new("i.threat",        特别重大, All(Is("data_level", "重要", "核心"), AtLeast("threat", "特别严重")),                            Determines, Verified),
            new("i.industrial",    特别重大, All(Has("data_field", "工业"), AtLeast("industrial_harm", "特别重大")),                          Determines, Verified),
            new("i.telecom",       特别重大, All(Has("data_field", "电信"), Is("facility", "重要", "核心"), AtLeast("outage", "24小时")),     Determines, Verified),
            new("i.radio",         特别重大, Radio("24小时", "重要业务"),                                                                     Determines, Verified),
            new("i.loss",          特别重大, AtLeast("direct_loss", "10亿元"),                                                                Determines, Verified),
            new("i.pi",            特别重大, AtLeast("pi_persons", "1亿人"),                                                                  Determines, Verified),
            new("i.spi",           特别重大, AtLeast("spi_persons", "1000万人"),                                                              Determines, Verified),
            new("i.other",         特别重大, AtLeast("overall_harm", "特别重大"),                                                             Determines, Verified),
            new("ii.threat",       重大,     All(Is("data_level", "重要"), AtLeast("threat", "严重")),                                        Determines, Verified),
            new("ii.threat.core",  重大,     All(Is("data_level", "核心"), AtLeast("threat", "严重")),                                        Presumes,   Verified),
            new("ii.industrial",   重大,     All(Has("data_field", "工业"), AtLeast("industrial_harm", "重大")),                              Determines, Verified),
            new("ii.telecom",      重大,     All(Has("data_field", "电信"), Is("facility", "重要"), AtLeast("outage", "12小时")),             Determines, Verified),
            new("ii.telecom.core", 重大,     All(Has("data_field", "电信"), Is("facility", "核心"), AtLeast("outage", "12小时")),             Presumes,   Verified),
            new("ii.radio",        重大,     Radio("12小时", "重要", "重要业务"),                                                             Determines, Verified),
            new("ii.loss",         重大,     AtLeast("direct_loss", "1亿元"),                                                                 Determines, Verified),
            new("ii.pi",           重大,     AtLeast("pi_persons", "1000万人"),                                                               Determines, Verified),
            new("ii.spi",          重大,     AtLeast("spi_persons", "100万人"),                                                               Determines, Verified),
            new("ii.other",        重大,     AtLeast("overall_harm", "重大"),                                                                 Determines, Verified),
            new("iii.threat",      较大,     AtLeast("threat", "较严重"),                                                                     Determines, Verified),
            new("iii.industrial",  较大,     All(Has("data_field", "工业"), AtLeast("industrial_harm", "较大")),                              Determines, Verified),
            new("iii.telecom",     较大,     All(Has("data_field", "电信"), AtLeast("outage", "8小时")),                                      Determines, Verified, Reading: Exactly("outage", "8小时")),
            new("iii.radio",       较大,     Radio("8小时", "重要", "重要业务"),                                                              Determines, Verified),
            new("iii.loss",        较大,     AtLeast("direct_loss", "5000万元"),                                                              Determines, Verified),
            new("iii.pi",          较大,     AtLeast("pi_persons", "100万人"),                                                                Determines, Verified),
            new("iii.spi",         较大,     AtLeast("spi_persons", "10万人"),                                                                Determines, Verified),
            new("iii.other",       较大,     AtLeast("overall_harm", "较大"),                                                                 Determines, Verified),
            new("iv.any",          一般,     HasAny("data_harm"),                                                                             Determines, Verified),
        ],
        Gaps:
        [
            new("core-data-milder-threat", All(Is("data_level", "核心"), Not(AtLeast("threat", "特别严重"))), Proposes: 特别重大),
            new("related-facility-24h", All(Has("data_field", "电信"), Is("facility", "相关"), AtLeast("outage", "24小时"))),
        ]);

    /// <summary>国家网络安全事件报告管理办法, annex 网络安全事件分级指南.</summary>
    public static OraclePack IncidentReport { get; } = new(
        "cn.cac.incident-report", new DateOnly(2025, 11, 1),
        Applies: Yes("network_operator"),
        LeftOut: Never,
        Rules:
        [
            new("i.q1",          特别重大, All(Yes("important_system"), AtLeast("system_loss", "特别严重")),                                             Determines, Verified),
            new("i.q2",          特别重大, Data(volume: "海量", threat: "特别严重"),                                                                     Determines, Verified),
            new("i.q3",          特别重大, AtLeast("overall_harm", "特别重大"),                                                                          Determines, Verified),
            new("i.q3.threat",   特别重大, AtLeast("threat", "特别严重"),                                                                                Presumes,   Verified),
            new("i.n1",          特别重大, All(Has("sites_hit", StateAndCentral), AtLeast("site_outage", "24小时")),                                     Presumes,   Verified),
            new("i.n2",          特别重大, CriticalOutage(whole: "6小时", main: "24小时"),                                                               Presumes,   Verified),
            new("i.n3",          特别重大, Any(AtLeast("province_share", "50%"), AtLeast("people_daily_life", "1000万人")),                              Presumes,   Verified),
            new("i.n5",          特别重大, All(Has("data_harm", LeakedData), AtLeast("pi_persons", "1亿人")),                                            Presumes,   Verified),
            new("i.n6",          特别重大, Defaced(OrPlatform(StateAndCentral, "超大型"), "6小时", "24小时", "10万次", "100万次", "特大范围"),           Presumes,   Verified),
            new("i.n7",          特别重大, AtLeast("direct_loss", "1亿元"),                                                                              Presumes,   Verified),
            new("ii.q1",         重大,     All(Yes("important_system"), AtLeast("system_loss", "严重")),                                                 Determines, Secondary),
            new("ii.q2",         重大,     Data(volume: "大量", threat: "严重"),                                                                         Determines, Secondary),
            new("ii.q3",         重大,     AtLeast("overall_harm", "重大"),                                                                              Determines, Secondary),
            new("ii.q3.threat",  重大,     AtLeast("threat", "严重"),                                                                                    Presumes,   Secondary),
            new("ii.n1",         重大,     All(Has("sites_hit", FiveKinds), AtLeast("site_outage", "6小时")),                                            Presumes,   Pending),
            new("ii.n2",         重大,     CriticalOutage(whole: "1小时", main: "3小时"),                                                                Presumes,   Pending),
            new("ii.n3",         重大,     Any(AtLeast("prefecture_share", "50%"), AtLeast("people_daily_life", "100万人")),                             Presumes,   Secondary),
            new("ii.n5",         重大,     All(Has("data_harm", LeakedData), AtLeast("pi_persons", "1000万人")),                                         Presumes,   Verified),
            new("ii.n6",         重大,     Defaced(OrPlatform(FiveKinds, "大型", "超大型"), "2小时", "12小时", "1万次", "10万次", "大范围"),             Presumes,   Pending),
            new("ii.n7",         重大,     AtLeast("direct_loss", "2000万元"),                                                                           Presumes,   Pending),
            new("iii.q1",        较大,     All(Yes("important_system"), AtLeast("system_loss", "较大")),                                                 Determines, Secondary),
            new("iii.q2",        较大,     Data(volume: "较大量", threat: "较严重"),                                                                     Determines, Verified),
            new("iii.q3",        较大,     AtLeast("overall_harm", "较大"),                                                                              Determines, Secondary),
            new("iii.q3.threat", 较大,     AtLeast("threat", "较严重"),                                                                                  Presumes,   Secondary),
            new("iii.n1",        较大,     All(Has("sites_hit", FiveKinds), AtLeast("site_outage", "2小时")),                                            Presumes,   Pending),
            new("iii.n2",        较大,     CriticalOutage(whole: "10分钟", main: "30分钟"),                                                              Presumes,   Secondary),
            new("iii.n3",        较大,     Any(AtLeast("prefecture_share", "30%"), AtLeast("people_daily_life", "10万人")),                              Presumes,   Pending),
            new("iii.n5",        较大,     All(Has("data_harm", LeakedData), AtLeast("pi_persons", "100万人")),                                          Presumes,   Verified),
            new("iii.n6",        较大,     Defaced(HasAny("defaced_sites"), "30分钟", "2小时", "1000次", "1万次", "较大范围"),                           Presumes,   Pending),
            new("iii.n7",        较大,     AtLeast("direct_loss", "500万元"),                                                                            Presumes,   Pending),
            new("iv.any",        一般,     Always,                                                                                                       Determines, Secondary),
        ],
        Gaps:
        [
            new("state-secret-channel", Yes("state_secret")),
        ]);

    /// <summary>国家网络安全事件应急预案, 1.4.</summary>
    public static OraclePack NationalPlan { get; } = new(
        "cn.cac.national-plan-2017", new DateOnly(2017, 1, 10),
        Applies: Always,
        LeftOut: Yes("content_security"),
        Rules:
        [
            new("i.system",         特别重大, All(Yes("important_system"), AtLeast("system_loss", "特别严重")), Determines, Verified),
            new("i.data",           特别重大, SensitiveData(threat: "特别严重"),                                Determines, Verified),
            new("i.other",          特别重大, AtLeast("overall_harm", "特别重大"),                              Determines, Verified),
            new("i.other.threat",   特别重大, AtLeast("threat", "特别严重"),                                    Presumes,   Verified),
            new("ii.system",        重大,     All(Yes("important_system"), AtLeast("system_loss", "严重")),     Determines, Verified),
            new("ii.data",          重大,     SensitiveData(threat: "严重"),                                    Determines, Verified),
            new("ii.other",         重大,     AtLeast("overall_harm", "重大"),                                  Determines, Verified),
            new("ii.other.threat",  重大,     AtLeast("threat", "严重"),                                        Presumes,   Verified),
            new("iii.system",       较大,     All(Yes("important_system"), AtLeast("system_loss", "较大")),     Determines, Pending),
            new("iii.data",         较大,     SensitiveData(threat: "较严重"),                                  Determines, Pending),
            new("iii.other",        较大,     AtLeast("overall_harm", "较大"),                                  Determines, Pending),
            new("iii.other.threat", 较大,     AtLeast("threat", "较严重"),                                      Presumes,   Pending),
            new("iv.any",           一般,     Always,                                                           Determines, Pending),
        ],
        Gaps: []);

    /// <summary>无线电: long enough, and either 重大干扰 or an occupied frequency of these kinds.</summary>
    private static OracleCondition Radio(string duration, params string[] frequencies) => All(
        Has("data_field", "无线电"),
        AtLeast("radio_duration", duration),
        Any(Has("radio_event", "重大干扰"), All(Has("radio_event", "非法占用频率"), Is("radio_frequency", frequencies))));

    /// <summary>Lost or altered data that is 重要, 核心 or of so much personal information, with the threat.</summary>
    private static OracleCondition Data(string volume, string threat) => All(
        Has("data_harm", StolenData),
        Any(Is("data_level", "重要", "核心"), AtLeast("pi_volume", volume)),
        AtLeast("threat", threat));

    /// <summary>关键信息基础设施, whole or in its main functions.</summary>
    private static OracleCondition CriticalOutage(string whole, string main) => All(
        Yes("cii"),
        Any(AtLeast("cii_outage_whole", whole), AtLeast("cii_outage_main", main)));

    /// <summary>A site of these kinds, or a platform of these sizes.</summary>
    private static OracleCondition OrPlatform(string[] sites, params string[] sizes) => Any(
        Has("defaced_sites", sites),
        All(Has("defaced_sites", "网络平台"), Is("platform_size", sizes)));

    /// <summary>A defaced site, with one of the five measures of spread.</summary>
    private static OracleCondition Defaced(OracleCondition site, string home, string other, string forwards, string views, string spread) => All(
        site,
        Any(AtLeast("deface_home", home), AtLeast("deface_other", other), AtLeast("forwards", forwards), AtLeast("views", views), AtLeast("spread_found", spread)));

    /// <summary>State secrets, sensitive information or key data, lost or altered, with the threat.</summary>
    private static OracleCondition SensitiveData(string threat) => All(
        Any(Yes("state_secret"), Yes("sensitive_info"), Yes("key_data")),
        Has("data_harm", StolenData),
        AtLeast("threat", threat));
}

/// <summary>A True row of the settled level.</summary>
public sealed record OracleBecause(string Rule, string Force, string Check);

/// <summary>What a quantity still lacks to make a row True.</summary>
public sealed record OracleDistance(string Rule, string Fact, OracleLevel Level, string ShortBy);

/// <summary>What one pack says about an incident.</summary>
public sealed record OracleGrade(
    OraclePack Pack,
    OracleTruth Applies,
    OracleLevel? Settled,
    OracleLevel? CouldBe,
    IReadOnlyList<OracleBecause> Because,
    IReadOnlyList<string> Open,
    IReadOnlyList<string> Gaps,
    bool NeedsPerson,
    IReadOnlyList<OracleDistance> Distance)
{
    /// <summary>Grades under a pack that is not left out.</summary>
    public static OracleGrade Of(OraclePack pack, OracleSituation situation)
    {
        var applies = pack.Applies.In(situation);
        if (!pack.Grades)
        {
            return new OracleGrade(pack, applies, null, null, [], [], [], NeedsPerson: false, []);
        }

        var holding = pack.Rules.Where(rule => rule.When.In(situation) == OracleTruth.True).ToList();
        var settled = holding.Max(rule => (OracleLevel?)rule.Level);
        var because = holding.Where(rule => rule.Level == settled).ToList();

        bool Above(OracleLevel? level) => settled is null ? level is not null : level > settled;
        var above = pack.Rules.Where(rule => Above(rule.Level)).ToList();
        var unknown = above.Where(rule => rule.When.In(situation) == OracleTruth.Unknown).ToList();
        var proposing = pack.Gaps.Where(gap => Above(gap.Proposes) && gap.When.In(situation) != OracleTruth.False).ToList();
        var gaps = pack.Gaps.Where(gap => gap.When.In(situation) == OracleTruth.True).ToList();

        var open = new[] { pack.Applies, pack.LeftOut }.Concat(unknown.Select(rule => rule.When)).Concat(proposing.Select(gap => gap.When));

        return new OracleGrade(
            pack,
            applies,
            settled,
            CouldBe: unknown.Select(rule => (OracleLevel?)rule.Level).Concat(proposing.Select(gap => gap.Proposes)).Max(),
            because.ConvertAll(rule => new OracleBecause(rule.Id, rule.Force, rule.Check)),
            [.. open.SelectMany(condition => condition.OpenFacts(situation)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            gaps.ConvertAll(gap => gap.Id),
            NeedsPerson: because.Count > 0 && (gaps.Count > 0 || because.Exists(rule => CarriesReading(rule, situation)) || because.TrueForAll(rule => rule.Check == Pending)),
            [.. above.SelectMany(rule => Distances(rule, situation))]);
    }

    private static bool CarriesReading(OracleRule rule, OracleSituation situation) =>
        rule.Force == Presumes || rule.Reading?.In(situation) == OracleTruth.True;

    /// <summary>Every False quantity that alone would make the row True; n/a has no distance.</summary>
    private static IEnumerable<OracleDistance> Distances(OracleRule rule, OracleSituation situation) =>
        from comparison in rule.When.Comparisons.OfType<QuantityAtLeast>()
        where comparison.In(situation) == OracleTruth.False && rule.When.In(situation, granted: comparison) == OracleTruth.True
        let high = (situation.Value(comparison.Fact) as QuantityValue)?.High
        where high is not null
        let fact = OracleVocabulary.Get(comparison.Fact)
        select new OracleDistance(rule.Id, fact.Id, rule.Level, OracleQuantity.Write(fact, comparison.Threshold - high.Value));
}
