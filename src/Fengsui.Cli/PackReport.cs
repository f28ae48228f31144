using System.Text.Json.Nodes;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Grading;
using Fengsui.Law.Packs;

namespace Fengsui.Cli;

/// <summary>Packs as text for people.</summary>
internal static class PackReport
{
    public static string Mark(Check check, Language language) => (check, language) switch
    {
        (Check.Verified, _) => "",
        (Check.Secondary, Language.Zh) => "〔待核对·二手〕",
        (Check.Pending, Language.Zh) => "〔待核对〕",
        (Check.Secondary, _) => " [unverified: secondary]",
        (Check.Pending, _) => " [unverified: pending]",
        _ => throw new ArgumentOutOfRangeException(nameof(check)),
    };

    public static string List(Library library, Language language)
    {
        var zh = language == Language.Zh;
        var page = new Page().Table(
            zh ? ["包", "版本", "状态", "施行", "规则", "义务", "措施", "待核对出处"] : ["pack", "version", "status", "in force", "rules", "duties", "measures", "unverified sources"],
            library.Packs.Select(p => (IReadOnlyList<string>)[p.Id, p.Version, Status(p.Status, language), p.InForce.From.Write(), $"{p.Rules.Count}", $"{p.Duties.Count}", $"{p.Measures.Count}", $"{p.Sources.Count(s => s.Check != Check.Verified)}/{p.Sources.Count}"]));
        foreach (var pack in library.Packs)
            page.Line($"{pack.Id}  {pack.Title.In(language)}  {pack.Hash}");
        return page.ToString();
    }

    private static string Status(PackStatus status, Language language) => status switch
    {
        PackStatus.Draft => language == Language.Zh ? "草案" : "draft",
        PackStatus.InForce => language == Language.Zh ? "现行" : "in force",
        PackStatus.Repealed => language == Language.Zh ? "已废止" : "repealed",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    public static string Show(Pack pack, Library library, Language language)
    {
        var page = new Page().Line(pack.Title.In(language))
            .Line($"{pack.Id} {pack.Version}  {Status(pack.Status, language)}  {pack.InForce.From.Write()}{Mark(pack.DateCheck, language)}").Line(pack.Hash);
        if (pack.Notice is { } notice)
            page.Line(notice.In(language));
        var rows = pack.Rows.ToList();
        foreach (var source in pack.Sources)
        {
            page.Heading($"{source.At}  {source.Gist.In(language)}{Mark(source.Check, language)}");
            if (source.Note is { } note)
                page.Line(note.In(language), 2);
            foreach (var (kind, id, ground) in rows)
                if (ground.Sources.Contains(source))
                    page.Line($"{kind} {id}: {Says(pack, kind, id, language)}", 2);
        }

        if (pack.Kind == PackKind.Shared)
        {
            page.Heading(language == Language.Zh ? "事实词表" : "vocabulary of facts");
            foreach (var fact in library.Vocabulary.Facts)
                page.Line($"{fact.Id}: {fact.Ask.In(language)}  {fact.Unit?.Word}{string.Join(" ", fact.Words.Select(w => w.In(language)))}", 2);
        }

        return page.ToString();
    }

    /// <summary>What a row says, in one line.</summary>
    public static string Says(Pack pack, string kind, string id, Language language) => kind switch
    {
        "rule" => pack.Rules.First(r => r.Id == id) is var rule ? $"{rule.Level.Name().In(language)} ← {Sentences.Whole(rule.When).In(language)}" : "",
        "gap" => pack.Gaps.First(g => g.Id == id).Says.In(language),
        "reading" => pack.Readings.First(r => r.Id == id).Says.In(language),
        "duty" => pack.Duties.First(d => d.Id == id) is var duty ? $"{duty.Who.Name.In(language)} → {duty.To.Name.In(language)} {duty.Limit.Written} ← {Sentences.Whole(duty.When).In(language)}" : "",
        "follow-up" => pack.FollowUps.First(f => f.Id == id) is var follow ? $"{follow.Who.Name.In(language)} → {follow.To.Name.In(language)} {follow.Limit.Written} ← {follow.After}" : "",
        "post" => pack.Procedure.Post(id) is { } post ? $"{post.Name.In(language)}: {post.Gist.In(language)}" : "",
        "act" => pack.Procedure.Act(id) is { } may ? $"{may.Name.In(language)}: {Posts(may, language)}" : "",
        "order" => pack.Procedure.Order.First(o => o.Id == id).Says.In(language),
        "measure" => pack.Measures.First(m => m.Id == id) is var measure ? $"{measure.Actor.Name.In(language)}: {measure.Do.In(language)}" : "",
        "colour" => pack.Colours.First(c => c.Colour == id) is var colour ? $"{colour.Level.Name().In(language)}: {colour.Issuer.In(language)}" : "",
        "warning-field" => pack.WarningFields.First(f => f.Id == id).Label.In(language),
        "warning-measure" => pack.WarningMeasures.First(m => m.Id == id) is var measure ? $"{string.Join("、", measure.Colours)} {measure.Actor.Name.In(language)}: {measure.Do.In(language)}" : "",
        "warning-act" => pack.WarningActs.First(a => a.Id == id) is var act ? $"{act.Who.In(language)}: {act.Do.In(language)}" : "",
        "risk-report" => pack.RiskReports.First(r => r.Id == id) is var risk
            ? $"{risk.Who.Name.In(language)} → {risk.To.Name.In(language)} {risk.Limit.Written} ← ≥ {risk.AtLeast.Name().In(language)}" : "",
        "likelihood" => pack.Likelihoods.First(l => l.Id == id).Name.In(language),
        "response" => pack.Responses.First(r => r.Response == id) is var response ? $"{response.Level.Name().In(language)}: {response.Starts.In(language)}" : "",
        "category" => pack.Categories.First(c => c.Id == id) is var category ? $"{category.Name.In(language)} {string.Join("、", category.Subcategories.Select(s => s.In(language)))}" : "",
        "body" => pack.Bodies.First(b => b.Id == id) is var body ? $"{body.Name.In(language)}: {body.Duty.In(language)}" : "",
        "form" => pack.Forms.First(f => f.Id == id).Title.In(language),
        "target" => pack.Targets.First(t => t.Duty == id).Within,
        _ => "",
    };

    private static string Posts(ActRule rule, Language language)
    {
        string Names(IReadOnlyList<Post> posts) => string.Join("、", posts.Select(p => p.Name.In(language)));
        return rule.Emergency.Count == 0 ? Names(rule.May) : $"{Names(rule.May)}{(language == Language.Zh ? "；紧急时，事后追认：" : "; in an emergency, to be ratified: ")}{Names(rule.Emergency)}";
    }

    public static string Explain(JsonObject row, Language language)
    {
        var page = new Page().Line($"{row["kind"]} {row["id"]}");
        foreach (var key in new[] { "level", "force", "proposes", "says", "reading", "after", "who", "to", "within", "anchor", "form", "state" })
            if (row[key] is { } value)
                page.Line($"{key}: {value}", 2);
        foreach (var cite in row["cite"]!.AsArray())
            page.Line($"{cite!["at"]}  {cite["gist"]}  ({cite["check"]}{(cite["note"] is { } note ? $": {note}" : "")})", 2);
        Branch(row["when"], language, 2, page);
        if (row["unless"] is { } unless)
            Branch(unless, language, 2, page.Line(language == Language.Zh ? "除非" : "unless", 2));
        return page.ToString();
    }

    private static void Branch(JsonNode? node, Language language, int indent, Page page)
    {
        if (node is null)
            return;
        var mark = (string?)node["truth"] switch { "true" => "✓ ", "false" => "✗ ", "unknown" => "? ", _ => "· " };
        var shortBy = node["short_by"] is { } missing ? language == Language.Zh ? $"（还差 {missing}）" : $" (short by {missing})" : "";
        page.Line($"{mark}{node["says"]}{shortBy}", indent);
        foreach (var part in node["parts"]?.AsArray() ?? [])
            Branch(part, language, indent + 2, page);
    }

    public static string Diff(IReadOnlyList<PackChange> changes, Language language)
    {
        var page = new Page();
        if (changes.Count == 0)
            page.Line(language == Language.Zh ? "没有变化" : "no change");
        foreach (var change in changes)
            page.Line(change.Kind switch
            {
                ChangeKind.Added => $"+ {change.File} {change.Row} {change.After}",
                ChangeKind.Removed => $"- {change.File} {change.Row} {change.Before}",
                ChangeKind.Changed => $"~ {change.File} {change.Row} {change.Key}: {change.Before} → {change.After}",
                _ => throw new InvalidOperationException(),
            });
        return page.ToString();
    }

    public static string Covered(Pack pack, IReadOnlyList<CoveredSection> sections, Language language)
    {
        var zh = language == Language.Zh;
        var page = new Page().Heading(pack.Title.In(language)).Line(string.Join("  ", sections.GroupBy(s => s.State).OrderBy(g => g.Key).Select(g => $"{Word(g.Key, language)} {g.Count()}")));
        foreach (var section in sections)
        {
            page.Line($"{section.Section.No} {section.Section.Title.In(language)}{Mark(section.Section.Check, language)}  {Word(section.State, language)}");
            if (section.Rows.Count > 0)
                page.Line(string.Join("、", section.Rows.Select(r => $"{r.Kind} {r.Id}")), 4);
            if (section.Cases.Count > 0)
                page.Line(zh ? $"案例 {section.Cases.Count} 个：{section.Cases[0]}{(section.Cases.Count > 1 ? " 等" : "")}" : $"{section.Cases.Count} cases: {section.Cases[0]}{(section.Cases.Count > 1 ? " …" : "")}", 4);
            if (section.Section.People is { } people)
                page.Line((zh ? "由人办理，因为" : "for people, because ") + people.In(language), 4);
            if (section.Section.NotYet is { } notYet)
                page.Line((zh ? "尚未实现：" : "not yet: ") + notYet.In(language), 4);
        }

        return page.ToString();
    }

    private static string Word(CoverageState state, Language language) => state switch
    {
        CoverageState.Carried => language == Language.Zh ? "已承载" : "carried",
        CoverageState.InPart => language == Language.Zh ? "部分承载" : "carried in part",
        CoverageState.ForPeople => language == Language.Zh ? "由人办理" : "for people",
        CoverageState.NotYet => language == Language.Zh ? "尚未实现" : "not yet",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
