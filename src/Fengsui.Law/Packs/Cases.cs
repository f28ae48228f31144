using Fengsui.Law.Calendar;
using Fengsui.Law.Conditions;
using Fengsui.Law.Duties;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Law.Input;

namespace Fengsui.Law.Packs;

/// <summary>A worked case of a pack: facts, and what the law says of them; the tests that a lawyer reads.</summary>
/// <param name="Pack">The pack.</param>
/// <param name="Title">Its title, unique in the pack.</param>
/// <param name="At">Where it stands.</param>
/// <param name="On">The day of the law.</param>
/// <param name="Incident">The facts.</param>
/// <param name="Expect">What it expects, as written.</param>
public sealed record Case(Pack Pack, string Title, Place At, DateOnly On, Incident Incident, Node Expect);

/// <summary>The result of a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Assessment">What came out.</param>
/// <param name="Differences">What came out otherwise than expected; empty when it passed.</param>
public sealed record CaseResult(Case Case, Assessment Assessment, IReadOnlyList<Text> Differences)
{
    /// <summary>Whether it came out as expected.</summary>
    public bool Passed => Differences.Count == 0;
}

/// <summary>Reads and runs the worked cases of packs.</summary>
public static class Cases
{
    /// <summary>Reads the cases of a pack.</summary>
    /// <exception cref="InputException">A case is wrong.</exception>
    public static IReadOnlyList<Case> Read(Pack pack, Library library)
    {
        var cases = new List<Case>();
        var titles = new HashSet<string>();
        foreach (var path in PackFolder.YamlIn(Path.Combine(pack.Folder, "cases")))
        {
            var file = new Fields(InputText.ReadFile(path), "cases");
            foreach (var row in file.Rows("cases"))
            {
                var read = ReadCase(row, pack, library);
                if (!titles.Add(read.Title))
                    throw new InputException(row.At, "case", new($"“{read.Title}”出现了两次", $"“{read.Title}” stands twice"), new("标题在包内不能重复", "titles are unique in a pack"));
                cases.Add(read);
            }

            file.Done();
        }

        return cases;
    }

    private static Case ReadCase(Fields row, Pack pack, Library library)
    {
        var title = row.Word("case");
        var day = row.DayOrNull("on");
        var expect = row.Need("expect");
        CheckExpectation(new(expect, "expect"), pack, library.Vocabulary);
        var incident = IncidentFile.Read(row, title, library.Vocabulary);
        var on = day ?? incident.DiscoveredOn ?? throw new InputException(row.At, "on", new("缺少日期", "no day"), new("写明 on 或 discovered", "give `on` or `discovered`"));
        return new(pack, title, row.At, on, incident, expect);
    }

    /// <summary>An expectation that names what is not there would never fail, or never pass; so every word of it is looked up.</summary>
    private static void CheckExpectation(Fields expect, Pack pack, Vocabulary vocabulary)
    {
        if (expect.Entries.Count == 0)
            throw new InputException(expect.At, "expect", new("没有期望", "nothing is expected"), new("至少写一项", "name at least one thing"));
        string[] levels = [.. Levels.HighestFirst.Select(l => l.Word()), "none"];
        string[] duties = [.. pack.Duties.Select(d => d.Id)];
        CheckWord(expect, "applies", "yes", "no", "unknown");
        CheckWord(expect, "settled", levels);
        CheckWord(expect, "could_be", levels);
        CheckWord(expect, "needs_person", "是", "否");
        CheckIds(expect, "because", [.. pack.Rules.Select(r => r.Id), "none"]);
        CheckIds(expect, "gaps", [.. pack.Gaps.Select(g => g.Id), "none"]);
        CheckIds(expect, "readings", [.. pack.Readings.Select(r => r.Id), "none"]);
        CheckIds(expect, "open", [.. vocabulary.Facts.Select(f => f.Id), "none"]);
        CheckIds(expect, "no_duties", duties);
        CheckIds(expect, "measures", [.. pack.Measures.Select(m => m.Id)]);
        foreach (var duty in expect.Rows("duties", required: false))
        {
            duty.Need("id");
            CheckIds(duty, "id", duties);
            CheckWord(duty, "state", [.. Enum.GetValues<DutyState>().Select(s => s.Word()), "absent"]);
            CheckWord(duty, "provisional", "是", "否");
            foreach (var key in new[] { "within", "every", "due", "due_date" })
                duty.WordOrNull(key);
            duty.Done();
        }

        expect.Done();
    }

    private static void CheckWord(Fields row, string key, params string[] words)
    {
        if (row.Take(key) is { } node)
            Fields.OneOf(node, key, [.. words.Select(w => (w, w))]);
    }

    private static void CheckIds(Fields row, string key, IReadOnlyCollection<string> known)
    {
        foreach (var node in row.List(key, required: false))
            if (!known.Contains(Fields.WordOf(node, key)))
                throw new InputException(node.At, key, new($"没有 {Fields.WordOf(node, key)}", $"there is no {Fields.WordOf(node, key)}"), new("请用这个包中的 id", "use an id of this pack"));
    }

    /// <summary>Runs a case. Packs without grading read the level of all of them, so every case runs under the whole law and the pack itself.</summary>
    public static CaseResult Run(Case @case, Library library)
    {
        var packs = library.Packs.Where(p => p.Assesses && p.Id.StartsWith("cn.", StringComparison.Ordinal)).Select(p => p.Id).Append(@case.Pack.Id).ToHashSet();
        var assessment = library.On(@case.On, packs).Assess(@case.Incident, @case.On);
        return new(@case, assessment, [.. Differences(@case, assessment)]);
    }

    private static IEnumerable<Text> Differences(Case @case, Assessment assessment)
    {
        var expect = new Fields(@case.Expect, "expect");
        var pack = assessment.Packs.FirstOrDefault(p => p.Pack == @case.Pack);
        var duties = assessment.Duties.Where(d => d.Pack.Pack == @case.Pack).ToList();
        var differences = new List<Text>();

        Word("applies", pack is null ? "no" : pack.Applies == Truth.True ? "yes" : "unknown");
        Word("settled", pack?.Settled?.Word() ?? "none");
        Word("could_be", pack?.CouldBe?.Word() ?? "none");
        Word("needs_person", pack?.NeedsPerson == true ? "是" : "否");
        Ids("because", pack?.Because.Select(r => r.Id));
        Ids("gaps", pack?.Gaps.Select(g => g.Id));
        Ids("readings", pack?.Readings.Select(r => r.Id));
        Ids("open", pack?.Open.Ids(@case.Incident.Vocabulary));
        foreach (var duty in expect.Rows("duties", required: false))
            differences.AddRange(DutyDifferences(duty, duties));
        foreach (var node in expect.List("no_duties", required: false))
            if (duties.Exists(d => d.Duty.Id == Fields.WordOf(node, "no_duties")))
                Differs("no_duties", $"{Fields.WordOf(node, "no_duties")} 不应列出", $"{Fields.WordOf(node, "no_duties")} should be absent");
        foreach (var node in expect.List("measures", required: false))
            if (pack?.Measures.All(m => m.Measure.Id != Fields.WordOf(node, "measures")) != false)
                Differs("measures", $"缺少 {Fields.WordOf(node, "measures")}", $"{Fields.WordOf(node, "measures")} is missing");
        return differences;

        void Differs(string key, string zh, string en) => differences.Add(new($"{key}：{zh}", $"{key}: {en}"));

        void Word(string key, string actual)
        {
            if (expect.WordOrNull(key) is { } expected && expected != actual)
                Differs(key, $"应为 {expected}，实为 {actual}", $"expected {expected}, came out {actual}");
        }

        void Ids(string key, IEnumerable<string>? ids)
        {
            if (expect.Take(key) is null)
                return;
            var expected = string.Join(" ", expect.List(key).Select(n => Fields.WordOf(n, key)).Where(i => i != "none").Order(StringComparer.Ordinal));
            var actual = string.Join(" ", (ids ?? []).Order(StringComparer.Ordinal));
            if (expected != actual)
                Differs(key, $"应为 [{expected}]，实为 [{actual}]", $"expected [{expected}], came out [{actual}]");
        }
    }

    private static IEnumerable<Text> DutyDifferences(Fields expected, IReadOnlyList<DutyOutcome> duties)
    {
        var id = expected.Word("id");
        var found = duties.Any(d => d.Duty.Id == id);
        var outcome = duties.FirstOrDefault(d => d.Duty.Id == id);
        var differences = new List<Text>();
        Compare("state", found ? outcome.State.Word() : "absent");
        if (found)
        {
            Compare("within", outcome.Duty.Limit is Limit.Every ? "none" : outcome.Duty.Limit.Written);
            Compare("every", outcome.Duty.Limit is Limit.Every ? outcome.Duty.Limit.Written : "none");
            Compare("due", outcome.Due?.ToString() ?? "none");
            Compare("due_date", outcome.DueDate?.Write() ?? "none");
            Compare("provisional", outcome.Provisional ? "是" : "否");
        }
        else if (expected.WordOrNull("state") is null)
            differences.Add(new($"缺少义务 {id}", $"duty {id} is missing"));

        return differences;

        void Compare(string key, string actual)
        {
            if (expected.WordOrNull(key) is { } word && word != actual)
                differences.Add(new($"{id}.{key}：应为 {word}，实为 {actual}", $"{id}.{key}: expected {word}, came out {actual}"));
        }
    }

    /// <summary>Rows that no case touches: rules and gaps that are never True, duties that are never expected.</summary>
    public static IEnumerable<(Pack Pack, string Kind, string Id)> Uncovered(Pack pack, IReadOnlyCollection<CaseResult> results)
    {
        var assessed = results.Select(r => r.Assessment.Packs.FirstOrDefault(p => p.Pack == pack)).OfType<PackAssessment>().ToList();
        var trueRules = assessed.SelectMany(p => p.Rules.Where(r => r.Why.Truth == Truth.True).Select(r => r.Rule)).ToHashSet();
        var trueGaps = assessed.SelectMany(p => p.Gaps).ToHashSet();
        var duties = results.SelectMany(r => new Fields(r.Case.Expect, "expect").Rows("duties", required: false).Select(d => d.Word("id"))).ToHashSet();
        return
        [
            .. pack.Rules.Where(r => !trueRules.Contains(r)).Select(r => (pack, "rule", r.Id)),
            .. pack.Gaps.Where(g => !trueGaps.Contains(g)).Select(g => (pack, "gap", g.Id)),
            .. pack.Duties.Where(d => !duties.Contains(d.Id)).Select(d => (pack, "duty", d.Id)),
        ];
    }
}
