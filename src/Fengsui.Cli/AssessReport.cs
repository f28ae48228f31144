using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Conditions;
using Fengsui.Law.Duties;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Law.Packs;

namespace Fengsui.Cli;

/// <summary>An assessment as a person reads it: level, why, what is open, the clocks, the measures.</summary>
internal static class AssessReport
{
    public static string Write(Assessment assessment, Language language, Library library)
    {
        var zh = language == Language.Zh;
        var page = new Page()
            .Line(assessment.Incident.Title)
            .Line(zh ? $"级别 {Level(assessment.Settled, assessment.CouldBe, language)}（依 {assessment.On.Write()} 的法律）" : $"Level: {Level(assessment.Settled, assessment.CouldBe, language)} (law of {assessment.On.Write()})");
        foreach (var bound in assessment.Incident.Implied)
            page.Line(bound.Sentence.In(language));
        foreach (var pack in assessment.Packs.Where(p => p.Pack.Grades))
            Pack(pack, language, page);

        Clocks(assessment, language, library, page);
        Measures(assessment, language, page);
        Scope(assessment, language, page);
        return page.Line().ToString();
    }

    private static string Level(Level? settled, Level? couldBe, Language language)
    {
        var zh = language == Language.Zh;
        var word = settled?.Name().In(language) ?? (zh ? "未定" : "not settled");
        return couldBe is { } higher ? zh ? $"{word}，可能达到 {higher.Word()}" : $"{word}, could be {higher.Name().En}" : word;
    }

    private static void Pack(PackAssessment assessed, Language language, Page page)
    {
        var zh = language == Language.Zh;
        var unknown = assessed.Applies == Truth.Unknown ? zh ? "（是否适用尚不明确）" : " (whether it applies is not known yet)" : "";
        var person = assessed.NeedsPerson ? zh ? "；须由人判断" : "; a person must decide" : "";
        page.Heading($"■ {assessed.Pack.Short.In(language)}  {Level(assessed.Settled, assessed.CouldBe, language)}{unknown}{person}");
        foreach (var rule in assessed.Because)
        {
            page.Line($"{rule.Id}  {(rule.Says ?? assessed.Explain(rule).Sentence).In(language)}", 2);
            page.Line($"{string.Join("、", rule.Ground.Sources.Select(s => s.At))} · {(rule.Force == Force.Determines ? zh ? "应定为" : "determines" : zh ? "可判别为" : "presumes")} {rule.Level.Name().In(language)}{PackReport.Mark(rule.Ground.Check, language)}", 6);
            if (rule.Ground.Note is { } note)
                page.Line(note.In(language), 6);
        }

        foreach (var gap in assessed.Gaps)
            page.Line((zh ? "空白 " : "gap ") + gap.Says.In(language), 2);
        foreach (var reading in assessed.Readings)
            page.Line((zh ? "读法 " : "reading ") + reading.Says.In(language), 2);
        foreach (var group in assessed.WhatIsOpen.GroupBy(o => o.Level).OrderByDescending(g => g.Key))
            page.Line((group.Key is { } level
                ? zh ? $"尚不明确，可能升到 {level.Word()}：" : $"open, could bring {level.Name().En}: "
                : zh ? "尚不明确，影响是否适用：" : "open, decides whether it applies: ") + string.Join(zh ? "、" : ", ", group.Select(o => o.Fact.Id)), 2);
        foreach (var distance in assessed.Distances)
            page.Line(zh
                ? $"距 {distance.Rule.Level.Word()}（{distance.Rule.Id}）还差 {Quantity.Format(distance.ShortBy, distance.Fact.Unit!)}"
                : $"short of {distance.Rule.Level.Name().En} ({distance.Rule.Id}) by {Quantity.Format(distance.ShortBy, distance.Fact.Unit!)}", 2);
    }

    private static void Clocks(Assessment assessment, Language language, Library library, Page page)
    {
        var zh = language == Language.Zh;
        page.Heading(zh ? "■ 时钟（先到者在前）" : "■ Clocks (what binds first comes first)");
        page.Table(zh ? ["期限", "谁 → 向谁", "状态", "依据"] : ["by", "who → to whom", "state", "ground"],
            assessment.Duties.OrderBy(d => d.Urgency).Select(d => (IReadOnlyList<string>)
            [
                By(d, language),
                $"{d.Duty.Who.Name.In(language)}{Body(d.Duty.Who, assessment.Incident, language)} → {d.Duty.To.Name.In(language)}{Body(d.Duty.To, assessment.Incident, language)}{Form(d, library, language)}",
                State(d, language),
                $"{d.Pack.Pack.Short.In(language)} {string.Join("、", d.Duty.Ground.Sources.Select(s => s.At))}{PackReport.Mark(d.Duty.Ground.Check, language)}{Note(d.Duty.Ground.Note, language)}",
            ]));
    }

    private static string By(in DutyOutcome duty, Language language)
    {
        var limit = duty.Duty.Limit switch
        {
            Limit.Word word => word.Term.Name.In(language),
            Limit.Every every => language == Language.Zh ? $"每{every.Written}" : $"every {every.Written}",
            var number => number.Written,
        };
        return duty.Due is { } due ? duty.DueDate is { } last ? $"{last.Write()} ({limit})" : $"{due} ({limit})" : limit;
    }

    private static string State(in DutyOutcome duty, Language language)
    {
        var state = duty.State.Name().In(language);
        var anchor = duty.State == DutyState.Waiting ? $"（{duty.Duty.Anchor.Name.In(language)}）" : "";
        var why = duty.State == DutyState.Possible ? Supposed(duty, language) : "";
        return state + anchor + why + Note(duty.Note, language);
    }

    private static string Supposed(in DutyOutcome duty, Language language)
    {
        var supposition = (duty.Why.Truth == Truth.Unknown ? duty.Why : duty.Pack.WhyApplies).Supposition;
        return language == Language.Zh ? $"：若{supposition.Zh}" : $": if {supposition.En}";
    }

    private static string Note(Text? note, Language language) => note is { } text ? language == Language.Zh ? $"；{text.Zh}" : $"; {text.En}" : "";

    private static string Form(in DutyOutcome duty, Library library, Language language)
    {
        var form = duty.Duty.Form;
        var channel = duty.Duty.Channel switch
        {
            Channel.Phone => language == Language.Zh ? "电话" : "by phone",
            Channel.Written => language == Language.Zh ? "书面" : "in writing",
            null => null,
            _ => throw new InvalidOperationException(),
        };
        var parts = new[] { channel, form is null ? null : library.Vocabulary.Forms.First(f => f.Id == form).Name.In(language) }.OfType<string>().ToList();
        return parts.Count == 0 ? "" : language == Language.Zh ? $"（{string.Join("，", parts)}）" : $" ({string.Join(", ", parts)})";
    }

    /// <summary>The body that a party is in this incident, where the facts tell.</summary>
    private static string Body(Party party, Incident incident, Language language)
    {
        var bodies = incident.Vocabulary.ConcreteBodies.Where(b => b.Party == party && b.Concerns(incident)).Select(b => b.Name.In(language)).ToList();
        return bodies.Count == 0 ? "" : $"［{string.Join("、", bodies)}］";
    }

    private static void Measures(Assessment assessment, Language language, Page page)
    {
        foreach (var pack in assessment.Measures.GroupBy(m => m.Pack))
        {
            page.Heading(language == Language.Zh ? $"■ 措施：{pack.Key.Pack.Short.Zh}" : $"■ Measures: {pack.Key.Pack.Short.En}");
            foreach (var (_, measure, response) in pack)
                page.Line($"{response ?? (language == Language.Zh ? "先行" : "first")}  {measure.Actor.Name.In(language)}：{measure.Do.In(language)}（{string.Join("、", measure.Ground.Sources.Select(s => s.At))}）{PackReport.Mark(measure.Ground.Check, language)}", 2);
        }
    }

    private static void Scope(Assessment assessment, Language language, Page page)
    {
        var zh = language == Language.Zh;
        if (assessment.LeftOut.Count > 0)
            page.Heading(zh ? "■ 不适用" : "■ Left out");
        foreach (var pack in assessment.LeftOut)
            page.Line($"{pack.Pack.Short.In(language)}：{pack.Why.In(language)}", 2);
        var assumed = assessment.Assumed.Ids(assessment.Incident.Vocabulary);
        if (assumed.Count > 0)
            page.Heading((zh ? "■ 未填写而采用默认值或假定：" : "■ Assumed (not stated): ") + string.Join(zh ? "、" : ", ", assumed));
    }
}
