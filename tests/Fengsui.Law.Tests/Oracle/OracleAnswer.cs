namespace Fengsui.Law.Tests.Oracle;

/// <summary>What the law says about an incident on a day.</summary>
/// <param name="On">The day of the law.</param>
/// <param name="Settled">The highest level over the packs that grade and apply.</param>
/// <param name="CouldBe">A higher level that is still possible; packs that may apply count here, and only here.</param>
/// <param name="Packs">The packs that are not left out, by id.</param>
/// <param name="LeftOut">The others, by id.</param>
/// <param name="Assumed">The organisation facts that were relied on and took their default.</param>
/// <param name="Duties">By pack, and in the pack's order.</param>
public sealed record OracleAnswer(
    DateOnly On,
    OracleLevel? Settled,
    OracleLevel? CouldBe,
    IReadOnlyList<OracleGrade> Packs,
    IReadOnlyList<string> LeftOut,
    IReadOnlyList<string> Assumed,
    IReadOnlyList<OracleOwed> Duties)
{
    /// <summary>Every pack, by id.</summary>
    public static IReadOnlyList<OraclePack> AllPacks { get; } =
    [
        .. OracleDuties.PacksWithoutGrading
            .Append(OracleGrading.DataIncident).Append(OracleGrading.IncidentReport).Append(OracleGrading.NationalPlan)
            .OrderBy(pack => pack.Id, StringComparer.Ordinal),
    ];

    /// <summary>Evaluates an incident under the law of <paramref name="on"/>, else of the day of its discovery.</summary>
    public static OracleAnswer Of(OracleIncident incident, DateOnly? on = null)
    {
        var day = on
            ?? (incident.Instant("discovered") is { } discovered ? OracleClock.Day(discovered) : null as DateOnly?)
            ?? throw new ArgumentException("an incident without a known discovery needs a day of the law", nameof(on));
        var situation = OracleSituation.Of(incident);

        var inForce = AllPacks.Where(pack => pack.From <= day).ToList();
        var kept = inForce.Where(pack => pack.Applies.In(situation) != OracleTruth.False && pack.LeftOut.In(situation) != OracleTruth.True).ToList();

        var grades = kept.ConvertAll(pack => OracleGrade.Of(pack, situation));
        var settled = grades.Where(grade => grade.Applies == OracleTruth.True).Max(grade => grade.Settled);
        var ceiling = grades.Max(grade => grade.CouldBe ?? grade.Settled);
        var couldBe = settled is null || ceiling > settled ? ceiling : null;

        var duties =
            from grade in grades
            let underLevel = grade.Pack.Grades ? situation.WithLevel(grade.Settled, grade.CouldBe) : situation.WithLevel(settled, couldBe)
            from duty in OracleDuties.ByPack[grade.Pack.Id]
            let owed = OracleOwed.Of(grade.Pack, duty, incident, underLevel)
            where owed is not null
            select owed;

        return new OracleAnswer(
            day,
            settled,
            couldBe,
            grades,
            [.. AllPacks.Except(kept).Select(pack => pack.Id)],
            [.. Read(inForce, kept).Where(incident.TakesDefault).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. duties]);
    }

    /// <summary>The facts that decided whether a pack applies, and those that the rules and duties of the packs that do look at.</summary>
    private static IEnumerable<string> Read(IEnumerable<OraclePack> inForce, IEnumerable<OraclePack> kept) =>
        inForce.SelectMany(pack => pack.Applies.Facts.Concat(pack.LeftOut.Facts))
            .Concat(kept.SelectMany(pack => pack.Rules).SelectMany(rule => rule.When.Facts))
            .Concat(kept.SelectMany(pack => pack.Gaps).SelectMany(gap => gap.When.Facts))
            .Concat(kept.SelectMany(pack => OracleDuties.ByPack[pack.Id]).SelectMany(duty => duty.When.Facts.Concat(duty.Unless?.Facts ?? [])));
}
