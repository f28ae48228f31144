using System.Globalization;
using static Fengsui.Law.Tests.Oracle.OracleLevel;
using static Fengsui.Law.Tests.Oracle.OracleWords;

namespace Fengsui.Law.Tests.Oracle;

/// <summary>One duty. A duty that recurs <paramref name="Every"/> so often ends with the instant <paramref name="Until"/>.</summary>
public sealed record OracleDuty(
    string Id,
    string Who,
    string To,
    OracleCondition When,
    string Anchor,
    string Within,
    string Check,
    OracleCondition? Unless = null,
    string? Channel = null,
    string? Form = null,
    string? Every = null,
    string? Until = null);

/// <summary>Every duty, one line each, and the packs that only bring duties.</summary>
public static class OracleDuties
{
    /// <summary>The packs without grading.</summary>
    public static IReadOnlyList<OraclePack> PacksWithoutGrading { get; } =
    [
        new("cn.miit.measures-2022",          new DateOnly(2023, 1, 1),   OracleGrading.DataIncident.Applies, OracleGrading.DataIncident.LeftOut, [], []),
        new("cn.law.pipl",                    new DateOnly(2021, 11, 1),  Always,                             Never,                              [], []),
        new("cn.law.network-data-regulation", new DateOnly(2025, 1, 1),   Always,                             Never,                              [], []),
        new("cn.law.csl",                     new DateOnly(2017, 6, 1),   Yes("network_operator"),            Never,                              [], []),
        new("cn.law.dsl",                     new DateOnly(2021, 9, 1),   Always,                             Never,                              [], []),
        new("cn.law.cii-regulation",          new DateOnly(2021, 9, 1),   Yes("cii"),                         Never,                              [], []),
        new("cn.nfra.bank-data-2024",         new DateOnly(2024, 12, 27), Yes("bank_insurer"),                Never,                              [], []),
    ];

    /// <summary>The duties of each pack, in its order.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<OracleDuty>> ByPack { get; } = new Dictionary<string, IReadOnlyList<OracleDuty>>(StringComparer.Ordinal)
    {
        ["cn.cac.incident-report"] =
        [
            new("cii.protection-department", "网络运营者", "保护工作部门", All(Yes("cii"), Level(较大)), "discovered", "1小时", Verified, Form: "first-report"),
            new("cii.public-security", "网络运营者", "公安机关", All(Yes("cii"), Level(较大)), "discovered", "1小时", Verified, Form: "first-report"),
            new("central.cyber-office", "网络运营者", "本部门网信工作机构", All(Yes("central_organ"), Level(较大)), "discovered", "2小时", Verified, Form: "first-report"),
            new("other.provincial-cac", "网络运营者", "属地省级网信部门", Level(较大), "discovered", "4小时", Verified, Unless: CriticalOrCentral, Form: "first-report"),
            new("protection-department.national", "保护工作部门", "国家网信部门、国务院公安部门", All(Yes("cii"), Level(重大)), "received", "30分钟", Verified),
            new("cyber-office.national", "部门网信工作机构", "国家网信部门", All(Yes("central_organ"), Level(重大)), "received", "1小时", Verified),
            new("provincial-cac.national", "省级网信部门", "国家网信部门，并通报同级有关部门", Level(重大), "received", "1小时", Verified, Unless: CriticalOrCentral),
            new("crime.public-security", "网络运营者", "公安机关", Yes("crime_suspected"), "discovered", "及时", Verified),
            new("sector", "网络运营者", "行业主管监管部门", Level(较大), "discovered", "按行业要求", Secondary),
            new("summary", "网络运营者", "原渠道各受理部门", Level(较大), "handling_ended", "30日", Verified, Form: "summary"),
        ],
        ["cn.cac.national-plan-2017"] =
        [
            new("emergency-office", "事发单位、主管部门、地区", "应急办", Level(重大), "self_judged", "立即", Secondary),
            new("evaluation", "地区、部门（特别重大由应急办组织）", "应急办", Level(重大), "response_ended", "30日", Pending, Form: "summary"),
        ],
        ["cn.miit.data-incident"] =
        [
            new("processor.regulator", "数据处理者", "地方行业监管部门", Level(较大), "self_judged", "立即", Verified, Form: "annex-2"),
            new("support.event", "应急支撑机构", "行业监管部门", Level(一般), "discovered", "及时", Verified),
            new("regulator.mechanism.phone", "地方行业监管部门", "数据安全机制", Level(重大), "regulator_discovered", "10分钟", Verified, Channel: "phone"),
            new("regulator.mechanism.written", "地方行业监管部门", "数据安全机制", Level(重大), "regulator_discovered", "30分钟", Verified, Channel: "written"),
            new("mechanism.leading-group.phone", "数据安全机制", "部网信领导小组", Level(重大), "mechanism_discovered", "20分钟", Verified, Channel: "phone"),
            new("mechanism.leading-group.written", "数据安全机制", "部网信领导小组", Level(重大), "mechanism_discovered", "40分钟", Verified, Channel: "written"),
            new("mechanism.national-office", "数据安全机制", "国家数据安全工作协调机制办公室", Level(重大), "mechanism_discovered", "按有关规定", Verified),
            new("processor.progress", "数据处理者", "地方行业监管部门", Level(较大), "response_started", "及时", Verified, Form: "progress"),
            new("regulator.progress", "地方行业监管部门", "数据安全机制", Level(较大), "response_started", "及时", Verified, Form: "progress"),
            new("regulator.other-regions", "地方行业监管部门", "可能受影响的其他区域", Level(较大), "response_started", "无时限", Verified),
            new("processor.summary", "数据处理者", "地方行业监管部门", Level(重大), "response_ended", "5个工作日", Verified, Form: "annex-3"),
            new("regulator.summary", "地方行业监管部门", "数据安全机制", Level(重大), "response_ended", "10个工作日", Verified, Form: "summary"),
            new("soe.sum-up", "中央企业", "工业和信息化部", All(Yes("central_soe"), Level(一般)), "discovered", "按要求及时", Verified),
        ],
        ["cn.miit.measures-2022"] =
        [
            new("important-data", "数据处理者", "地方行业监管部门", ImportantData, "discovered", "第一时间", Verified),
            new("important-data.regulator", "地方行业监管部门", "工业和信息化部", ImportantData, "received", "立即", Verified),
            new("important-data.summary", "数据处理者", "地方行业监管部门", ImportantData, "handling_ended", "规定期限内", Verified, Form: "summary"),
            new("users", "数据处理者", "用户", Yes("users_harmed"), "discovered", "及时", Verified),
        ],
        ["cn.law.pipl"] =
        [
            new("authority", "个人信息处理者", "履行个人信息保护职责的部门", PersonalInformation, "discovered", "立即", Verified, Form: "authority-notice"),
            new("individuals", "个人信息处理者", "个人", PersonalInformation, "discovered", "立即", Verified, Unless: Yes("harm_avoided"), Form: "individual-notice"),
        ],
        ["cn.law.network-data-regulation"] =
        [
            new("authority", "网络数据处理者", "有关主管部门", HasAny("data_harm"), "discovered", "按规定", Verified),
            new("stakeholders", "网络数据处理者", "利害关系人", Yes("users_harmed"), "discovered", "及时", Verified),
            new("crime", "网络数据处理者", "公安机关、国家安全机关", Yes("crime_suspected"), "discovered", "按规定", Verified),
        ],
        ["cn.law.csl"] =
        [
            new("authority", "网络运营者", "有关主管部门", Always, "discovered", "按规定", Verified),
        ],
        ["cn.law.dsl"] =
        [
            new("authority", "数据处理者", "有关主管部门", HasAny("data_harm"), "discovered", "按规定", Verified),
            new("users", "数据处理者", "用户", Yes("users_harmed"), "discovered", "及时", Verified),
        ],
        ["cn.law.cii-regulation"] =
        [
            new("major", "关键信息基础设施运营者", "保护工作部门、公安机关", Level(重大), "discovered", "按规定", Verified),
            new("particularly", "保护工作部门", "国家网信部门、国务院公安部门", Level(特别重大), "received", "及时", Verified),
        ],
        ["cn.nfra.bank-data-2024"] =
        [
            new("first", "银行保险机构", "金融监管总局或其派出机构", HasAny("data_harm"), "discovered", "2小时", Verified, Form: "first-report"),
            new("formal", "银行保险机构", "金融监管总局或其派出机构", HasAny("data_harm"), "discovered", "24小时", Verified, Channel: "written", Form: "formal-report"),
            new("progress", "银行保险机构", "金融监管总局或其派出机构", All(HasAny("data_harm"), Level(特别重大)), "discovered", "2小时", Verified, Form: "progress", Every: "2小时", Until: "handling_ended"),
            new("summary", "银行保险机构", "金融监管总局或其派出机构", HasAny("data_harm"), "handling_ended", "5个工作日", Verified, Form: "summary"),
        ],
    };

    private static OracleCondition CriticalOrCentral => Any(Yes("cii"), Yes("central_organ"));

    private static OracleCondition ImportantData => Is("data_level", "重要", "核心");

    private static OracleCondition PersonalInformation => Any(
        Yes("pi_incident_possible"),
        All(
            Has("data_harm", "泄露", "篡改", "丢失", "窃取", "非法获取", "破坏", "非法利用"),
            Any(MoreThan("pi_persons", "0人"), MoreThan("spi_persons", "0人"))));
}

/// <summary>A duty as an incident brings it.</summary>
/// <param name="Pack">The id of its pack.</param>
/// <param name="Duty">Its row.</param>
/// <param name="State">possible, waiting, word or owed.</param>
/// <param name="Due">The instant at which it is over, +08:00; null for a word, and while its anchor has not happened.</param>
/// <param name="DueDate">The last day of a clock of days.</param>
/// <param name="Provisional">A clock of working days counted in a year whose notice is not known.</param>
public sealed record OracleOwed(string Pack, OracleDuty Duty, string State, DateTimeOffset? Due, DateOnly? DueDate, bool Provisional)
{
    /// <summary>The duty under an incident, or null when it does not bring it.</summary>
    public static OracleOwed? Of(OraclePack pack, OracleDuty duty, OracleIncident incident, OracleSituation situation)
    {
        var condition = All(pack.Applies, duty.When).In(situation);
        var released = duty.Unless?.In(situation) == OracleTruth.True;
        var ended = duty.Until is { } until && incident.Instant(until) is not null;
        if (condition == OracleTruth.False || released || ended)
        {
            return null;
        }

        var anchor = incident.Anchor(duty.Anchor);
        var clock = anchor is { } start ? OracleClock.Run(start, duty.Within) : null;
        var state = (condition, anchor, clock) switch
        {
            (OracleTruth.Unknown, _, _) => "possible",
            (_, null, _) => "waiting",
            (_, _, null) => "word",
            _ => "owed",
        };
        return new OracleOwed(pack.Id, duty, state, clock?.Due, clock?.LastDay, clock?.Provisional ?? false);
    }
}

/// <summary>Where a clock ends.</summary>
public sealed record OracleClock(DateTimeOffset Due, DateOnly? LastDay, bool Provisional)
{
    /// <summary>Asia/Shanghai, no summer time.</summary>
    public static TimeSpan Shanghai { get; } = TimeSpan.FromHours(8);

    /// <summary>Runs a limit from its anchor; a limit that is a word has no end.</summary>
    public static OracleClock? Run(DateTimeOffset anchor, string within)
    {
        var start = anchor.ToOffset(Shanghai);
        if (Count(within, "分钟") is { } minutes)
        {
            return new OracleClock(start.AddMinutes(minutes), null, Provisional: false);
        }

        if (Count(within, "小时") is { } hours)
        {
            return new OracleClock(start.AddHours(hours), null, Provisional: false);
        }

        var day = Day(start);
        if (Count(within, "个工作日") is { } workingDays)
        {
            var (last, provisional) = OracleCalendar.AddWorkingDays(day, workingDays);
            return EndOf(last, provisional);
        }

        return Count(within, "日") is { } days ? EndOf(day.AddDays(days), provisional: false) : null;
    }

    /// <summary>The day of an instant, in Shanghai.</summary>
    public static DateOnly Day(DateTimeOffset instant)
    {
        var there = instant.ToOffset(Shanghai);
        return new DateOnly(there.Year, there.Month, there.Day);
    }

    private static OracleClock EndOf(DateOnly last, bool provisional)
    {
        var next = last.AddDays(1);
        return new OracleClock(new DateTimeOffset(next.Year, next.Month, next.Day, 0, 0, 0, Shanghai), last, provisional);
    }

    private static int? Count(string within, string unit) =>
        within.EndsWith(unit, StringComparison.Ordinal) && int.TryParse(within[..^unit.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}

/// <summary>Working days: Monday to Friday, less the days off, plus the make-up days of the yearly notice.</summary>
public static class OracleCalendar
{
    private static readonly Dictionary<int, (string Off, string Work)> Notices = new()
    {
        [2024] = ("01-01; 02-10..02-17; 04-04..04-06; 05-01..05-05; 06-10; 09-15..09-17; 10-01..10-07", "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12"),
        [2025] = ("01-01; 01-28..02-04; 04-04..04-06; 05-01..05-05; 05-31..06-02; 10-01..10-08", "01-26 02-08 04-27 09-28 10-11"),
        [2026] = ("01-01..01-03; 02-15..02-23; 04-04..04-06; 05-01..05-05; 06-19..06-21; 09-25..09-27; 10-01..10-07", "01-04 02-14 02-28 05-09 09-20 10-10"),
    };

    private static readonly HashSet<DateOnly> DaysOff =
        [.. Notices.SelectMany(year => year.Value.Off.Split("; ").SelectMany(span => Span(year.Key, span)))];

    private static readonly HashSet<DateOnly> MakeUpDays =
        [.. Notices.SelectMany(year => year.Value.Work.Split(' ').Select(day => On(year.Key, day)))];

    /// <summary>The days on which a clock of working days is most easily counted wrongly.</summary>
    public static IReadOnlyList<DateOnly> NotableDays { get; } = [.. DaysOff.Concat(MakeUpDays).Order()];

    /// <summary>Whether a day counts.</summary>
    public static bool IsWorkingDay(DateOnly day) =>
        MakeUpDays.Contains(day) || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !DaysOff.Contains(day));

    /// <summary>The last of so many working days after a day; provisional when a day that was looked at lies in a year without notice.</summary>
    public static (DateOnly Last, bool Provisional) AddWorkingDays(DateOnly day, int count)
    {
        var provisional = false;
        while (count > 0)
        {
            day = day.AddDays(1);
            provisional |= !Notices.ContainsKey(day.Year);
            count -= IsWorkingDay(day) ? 1 : 0;
        }

        return (day, provisional);
    }

    private static IEnumerable<DateOnly> Span(int year, string span)
    {
        var ends = span.Split("..");
        for (var day = On(year, ends[0]); day <= On(year, ends[^1]); day = day.AddDays(1))
        {
            yield return day;
        }
    }

    private static DateOnly On(int year, string monthAndDay) =>
        DateOnly.ParseExact(string.Create(CultureInfo.InvariantCulture, $"{year}-{monthAndDay}"), "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
