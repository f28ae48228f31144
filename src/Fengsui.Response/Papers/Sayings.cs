using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Duties;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;

namespace Fengsui.Response.Papers;

/// <summary>What the record says for each word of the vocabulary of fills, and which part of the record it is.</summary>
internal sealed class Sayings(Pack pack, Material material, string? to)
{
    private const int MostMeasures = 12;
    private const int MostLines = 60;

    private static readonly (string, Text?) Nothing = ("", null);

    private IncidentState State => material.State;

    private Course Course => material.Course;

    private Letterhead Letterhead => material.Letterhead;

    /// <summary>The value of a field and its source; empty and null when the record says nothing.</summary>
    public (string Value, Text? Source) Of(FormField field)
    {
        if (field.Fact is { } fact)
            return OfFact(material.Library.Vocabulary.Fact(fact)!);
        foreach (var fill in field.Fill)
            if (Of(fill) is { Value.Length: > 0 } said)
                return said;
        return Nothing;
    }

    private (string Value, Text? Source) Of(FormFill fill) => fill.What switch
    {
        Fill.OrganisationName => From(Letterhead.Organisation, new("来自单位信息", "from the organisation's profile")),
        Fill.OrganisationContact => From(Letterhead.Contact, new("来自当前登录人", "from whoever is signed in")),
        Fill.OrganisationPhone => From(Letterhead.Phone, new("来自账户的联系方式", "from the contacts of the account")),
        Fill.OrganisationResponsible => From(string.Join("；", Letterhead.Responsible), new("来自岗位", "from the posts")),
        Fill.IncidentTitle => From(State.Title, new("来自事件名称", "from the title of the incident")),
        Fill.IncidentLevel => OfLevel(),
        Fill.IncidentClasses => From(string.Join("、", State.Categories.Select(NameOfClass)), new("来自事件分类", "from its classes")),
        Fill.IncidentHarm => From(Harm(), new("来自已记录的事实", "from the facts on record")),
        Fill.IncidentCourse => From(Lines(Course.Lines.TakeLast(MostLines).Select(Dated)), OfJournal),
        Fill.IncidentOutcome => From(Course.Outcome?.Says, Who(Course.Outcome)),
        Fill.Time => OfTime(fill.Anchor!),
        Fill.MeasuresDone => From(Lines(Done()), new("来自先行处置和措施记录", "from first handling and the measures on record")),
        Fill.MeasuresNext => From(Lines(Next()), new("来自未办结的任务和预案措施", "from open tasks and the measures of the plan")),
        Fill.ReportsMade => From(Lines(State.Reports.Select(r => Reported(r.Key, r.Value))), new("来自报送记录", "from the reports on record")),
        Fill.ReportsLearnt => From(Lines(Left().Where(IsKnown).Select(Known)), new("前次报告未明、现已记录的事实", "left open before, and known now")),
        Fill.ReportsOpen => From(Lines(Left().Where(l => !IsKnown(l)).Select(NameOfLeft)), new("前次报告未明的事项", "left open before")),
        Fill.UsersTold => From(Lines(Course.Told.Select(Dated)), OfJournal),
        Fill.RecordIndicators => From(State.Indicators > 0 ? $"已登记失陷指标{State.Indicators}条，清单随附" : "", OfJournal),
        Fill.RecordEvidence => From(State.Holders.Count > 0 ? $"已固定证据{State.Holders.Count}件，均已登记散列值和持有人" : "", OfJournal),
        Fill.InvestigationCause => From(Course.Investigation?.Cause, Who(Course.Investigated)),
        Fill.InvestigationCourse => From(Course.Investigation?.Course, Who(Course.Investigated)),
        Fill.InvestigationResponsibility => From(Course.Investigation?.Responsibility, Who(Course.Investigated)),
        Fill.InvestigationLoss => From(Course.Investigation?.Loss, Who(Course.Investigated)),
        Fill.InvestigationLessons => From(Course.Investigation?.Lessons, Who(Course.Investigated)),
        Fill.DutyRecipient => From(to, new("来自义务", "from the duty")),
        Fill.PaperDate => From(material.Now.Day.Write(), new("今天", "today")),
        Fill.PaperReporter => From(Letterhead.Reporter, new("当前登录人", "whoever is signed in")),
        // A warning is no part of an incident: its notice is filled from its own record.
        Fill.WarningColour or Fill.WarningIssuer or Fill.WarningRecipients or Fill.WarningIssued => Nothing,
        _ => throw new ArgumentOutOfRangeException(nameof(fill)),
    };

    private static Text OfJournal => new("来自事件记录", "from the record");

    private static (string, Text?) From(string? value, Text? source) => string.IsNullOrWhiteSpace(value) ? Nothing : (value, source);

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    private static string Dated(CourseLine line) => $"{PaperTime.Brief(line.At)}，{line.Says}";

    private Text? Who(CourseLine? line) => line is null ? null : Stated(new("来自事件记录", "from the record"), line.By, line.At);

    private Text Stated(Text what, string by, Instant at)
    {
        var when = PaperTime.Write(at);
        return by.Length == 0 ? what : new($"{what.Zh}，{Letterhead.NameOf(by)} {when}", $"{what.En}, {Letterhead.NameOf(by)} {when}");
    }

    private (string, Text?) OfFact(Fact fact)
    {
        var value = material.Incident[fact];
        var asserted = State.Facts.GetValueOrDefault(fact.Id);
        if (fact.Type == FactType.Text)
            return asserted is { Value: not "unknown" } text ? (text.Value, Source(fact, text)) : Nothing;
        if (value.Knowledge == Knowledge.Unknown)
            return Nothing;
        return (fact.Write(value, Language.Zh), Source(fact, asserted));
    }

    private Text Source(Fact fact, AssertedFact? asserted)
    {
        var of = new Text($"来自事实“{fact.Ask.Zh}”", $"from the fact “{fact.Ask.En}”");
        if (asserted is null)
            return of;
        var said = asserted.Source is { } source ? new Text($"{of.Zh}（{source}）", $"{of.En} ({source})") : of;
        return Stated(said, asserted.By, asserted.At);
    }

    private (string, Text?) OfLevel()
    {
        if (material.LevelUnder(pack) is not { } level)
            return Nothing;
        GivenLevel? Given(SortedDictionary<string, GivenLevel> levels) =>
            new[] { levels.GetValueOrDefault(pack.Id), levels.GetValueOrDefault("") }.FirstOrDefault(g => g?.Level == level);
        if (Given(State.Determined) is { } determined)
            return (level.Word(), Stated(new("主管部门定级", "determined by the authority"), determined.By, determined.At));
        return Given(State.Judged) is { } judged
            ? (level.Word(), Stated(new("自判", "judged by the organisation"), judged.By, judged.At))
            : (level.Word(), new("依已记录的事实", "by the facts on record"));
    }

    private (string, Text?) OfTime(Anchor anchor) => State.Times.TryGetValue(anchor.Id, out var time)
        ? (PaperTime.Write(time.At), Stated(new($"来自时刻“{anchor.Name.Zh}”", $"from the time “{anchor.Name.En}”"), time.By, time.At))
        : Nothing;

    private string NameOfClass(string category)
    {
        var slash = category.IndexOf('/', StringComparison.Ordinal);
        return material.Library.Find(category[..slash])?.Categories.FirstOrDefault(c => c.Id == category[(slash + 1)..])?.Name.Zh ?? category;
    }

    /// <summary>
    /// What is known of the harm: what happened, then how much, then what else is known. Judgements and questions of law are no harm. Whoever speaks it says the
    /// first things only.
    /// </summary>
    private string Harm()
    {
        var (sets, quantities, choices) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var fact in material.Library.Vocabulary.Facts)
        {
            var value = material.Incident[fact];
            if (fact.OfOrganisation || value.Knowledge != Knowledge.Known)
                continue;
            if (fact.Type == FactType.Quantity && value.High > 0)
                quantities.Add(fact.Say.Zh + fact.Write(value, Language.Zh));
            else if (fact.Type == FactType.Set && value.Low != 0)
                sets.Add(fact.Say.Zh + fact.Write(value, Language.Zh));
            else if (fact is { Type: FactType.Choice, Rises: true })
                choices.Add($"{fact.Say.Zh}为{fact.Write(value, Language.Zh)}");
        }

        return string.Join("；", sets.Take(1).Concat(quantities).Concat(sets.Skip(1)).Concat(choices));
    }

    private IEnumerable<string> Done()
    {
        foreach (var line in Course.Handled)
            yield return Dated(line);
        foreach (var (key, done) in State.Measures.OrderBy(m => m.Value.At))
            yield return MeasureOf(key) is { } measure ? $"{PaperTime.Brief(done.At)}，{measure.Do.Zh}：{done.Proof}" : $"{PaperTime.Brief(done.At)}，{done.Proof}";
    }

    private Measure? MeasureOf(string key)
    {
        var (packId, id) = DutyBook.Split(key);
        return material.Library.Find(packId)?.Measures.FirstOrDefault(m => m.Id == id);
    }

    /// <summary>Open tasks, then what the plans ask of this side and nobody has done. First handling is asked at once; it is no plan for later.</summary>
    private IEnumerable<string> Next() => State.Tasks.Values.Where(t => t.State == "open").Select(t => t.Title)
        .Concat(material.Assessment.Measures
            .Where(m => m.Response is not null && DutyBook.IsOurs(m.Measure.Actor) && !State.Measures.ContainsKey($"{m.Pack.Pack.Id}/{m.Measure.Id}"))
            .Select(m => m.Measure.Do.Zh))
        .Distinct().Take(MostMeasures);

    private string Reported(int no, FiledReport report)
    {
        var name = material.Library.Vocabulary.Forms.FirstOrDefault(f => f.Id == report.Form)?.Name.Zh;
        var receipt = report.Receipt is { } taken ? $"，回执：{taken}" : "";
        return $"第{no}次：{PaperTime.Brief(report.DoneAt)}，向{report.To}报送{name ?? "情况"}{receipt}";
    }

    /// <summary>What the reports under this pack left open, each once.</summary>
    private IEnumerable<string> Left() => State.Reports.Values.Where(r => DutyBook.Split(r.Duty).Pack == pack.Id).SelectMany(r => r.Left).Distinct();

    private bool IsKnown(string left) => material.Library.Vocabulary.Fact(left) is { } fact
        && (fact.Type == FactType.Text ? State.Facts.GetValueOrDefault(left) is { Value: not "unknown" } : material.Incident[fact].Knowledge != Knowledge.Unknown);

    private string Known(string left)
    {
        var fact = material.Library.Vocabulary.Fact(left)!;
        return $"{fact.Ask.Zh}：{(fact.Type == FactType.Text ? State.Facts[left].Value : fact.Write(material.Incident[fact], Language.Zh))}";
    }

    private string NameOfLeft(string left) => material.Library.Vocabulary.Fact(left)?.Ask.Zh ?? left;
}
