using System.Text.Json.Nodes;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Conditions;
using Fengsui.Law.Duties;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Law.Packs;

namespace Fengsui.Cli;

/// <summary>Packs as JSON for programs.</summary>
internal static class PackDocument
{
    public static JsonObject Head(Pack pack, Language language) => new()
    {
        ["id"] = pack.Id,
        ["version"] = pack.Version,
        ["hash"] = pack.Hash,
        ["kind"] = pack.Kind.ToString().ToLowerInvariant(),
        ["status"] = pack.Status switch { PackStatus.Draft => "draft", PackStatus.InForce => "in-force", PackStatus.Repealed => "repealed", _ => throw new InvalidOperationException() },
        ["title"] = pack.Title.In(language),
        ["from"] = pack.InForce.From.Write(),
        ["from_check"] = pack.DateCheck.Word(),
        ["until"] = pack.InForce.Until == DateOnly.MaxValue ? null : pack.InForce.Until.Write(),
        ["uses"] = new JsonArray([.. pack.Uses.Select(u => (JsonNode)u)]),
        ["rules"] = pack.Rules.Count,
        ["duties"] = pack.Duties.Count,
        ["measures"] = pack.Measures.Count,
        ["forms"] = pack.Forms.Count,
        ["unverified"] = pack.Sources.Count(s => s.Check != Check.Verified),
    };

    public static JsonObject Whole(Pack pack, Library library, Language language)
    {
        var document = Head(pack, language);
        document["sources"] = new JsonArray([.. pack.Sources.Select(s => (JsonNode)Source(s, language))]);
        document["rows"] = new JsonArray([.. pack.Rows.Select(r => (JsonNode)new JsonObject
        {
            ["kind"] = r.Kind, ["id"] = r.Id, ["says"] = PackReport.Says(pack, r.Kind, r.Id, language), ["cite"] = new JsonArray([.. r.Ground.Sources.Select(s => (JsonNode)s.At)]), ["check"] = r.Ground.Check.Word(),
        })]);
        if (pack.Kind == PackKind.Shared)
            document["facts"] = new JsonArray([.. library.Vocabulary.Facts.Select(f => (JsonNode)new JsonObject
            {
                ["id"] = f.Id, ["type"] = f.Type.ToString().ToLowerInvariant(), ["unit"] = f.Unit?.Word, ["words"] = new JsonArray([.. f.Words.Select(w => (JsonNode)w.In(language))]), ["ask"] = f.Ask.In(language),
            })]);
        return document;
    }

    public static JsonObject Change(PackChange change) => new()
    {
        ["change"] = change.Kind.ToString().ToLowerInvariant(), ["file"] = change.File, ["row"] = change.Row, ["key"] = change.Key.Length == 0 ? null : change.Key, ["before"] = change.Before.Length == 0 ? null : change.Before, ["after"] = change.After.Length == 0 ? null : change.After,
    };

    public static JsonObject Covered(Pack pack, IReadOnlyList<CoveredSection> sections, Language language) => new()
    {
        ["pack"] = pack.Id,
        ["sections"] = new JsonArray([.. sections.Select(s => (JsonNode)new JsonObject
        {
            ["section"] = s.Section.No,
            ["title"] = s.Section.Title.In(language),
            ["state"] = s.State switch { CoverageState.Carried => "carried", CoverageState.InPart => "in-part", CoverageState.ForPeople => "for-people", CoverageState.NotYet => "not-yet", _ => throw new InvalidOperationException() },
            ["rows"] = new JsonArray([.. s.Rows.Select(r => (JsonNode)$"{r.Kind} {r.Id}")]),
            ["cases"] = new JsonArray([.. s.Cases.Select(c => (JsonNode)c)]),
            ["people"] = s.Section.People?.In(language),
            ["not_yet"] = s.Section.NotYet?.In(language),
            ["check"] = s.Section.Check.Word(),
        })]),
    };

    /// <summary>One row with its condition as a tree, evaluated where an assessment is given; null when the pack has no such row.</summary>
    public static JsonObject? Row(Pack pack, string id, Assessment? assessment, Language language)
    {
        var assessed = assessment?.Packs.FirstOrDefault(p => p.Pack == pack);
        if (pack.Rules.FirstOrDefault(r => r.Id == id) is { } rule)
        {
            var row = Of("rule", id, rule.Ground, language);
            row["level"] = rule.Level.Word();
            row["force"] = rule.Force.ToString().ToLowerInvariant();
            row["reading"] = rule.Reading?.Says.In(language);
            row["when"] = Tree(rule.When, assessed?.Rules.Where(r => r.Rule == rule).Select(r => (Explanation?)r.Why).FirstOrDefault(), language);
            return row;
        }

        if (pack.Gaps.FirstOrDefault(g => g.Id == id) is { } gap)
        {
            var row = Of("gap", id, gap.Ground, language);
            row["says"] = gap.Says.In(language);
            row["proposes"] = gap.Proposes?.Word();
            row["when"] = Tree(gap.When, assessed?.AllGaps.First(g => g.Gap == gap).Why, language);
            return row;
        }

        if (pack.Readings.FirstOrDefault(r => r.Id == id) is { } reading)
        {
            var row = Of("reading", id, reading.Ground, language);
            row["says"] = reading.Says.In(language);
            row["when"] = Tree(reading.When, null, language);
            return row;
        }

        if (pack.Duties.FirstOrDefault(d => d.Id == id) is not { } duty)
            return Followed(pack, id, language) ?? Procedural(pack, id, language);
        var owed = Of("duty", id, duty.Ground, language);
        owed["who"] = duty.Who.Name.In(language);
        owed["to"] = duty.To.Name.In(language);
        owed["within"] = duty.Limit.Written;
        owed["anchor"] = duty.Anchor.Id;
        var outcomes = assessment?.Duties.Where(d => d.Duty == duty).ToList();
        owed["state"] = outcomes is null ? null : outcomes.Count == 0 ? "absent" : outcomes[0].State.Word();
        owed["when"] = Tree(duty.When, outcomes is { Count: > 0 } ? outcomes[0].Why : null, language);
        owed["unless"] = duty.Unless is null ? null : Tree(duty.Unless, null, language);
        return owed;
    }

    private static JsonObject? Followed(Pack pack, string id, Language language)
    {
        if (pack.FollowUps.FirstOrDefault(f => f.Id == id) is not { } follow)
            return null;
        var row = Of("follow-up", id, follow.Ground, language);
        row["after"] = follow.After;
        row["who"] = follow.Who.Name.In(language);
        row["to"] = follow.To.Name.In(language);
        row["within"] = follow.Limit.Written;
        row["form"] = follow.Form;
        return row;
    }

    /// <summary>A post, an act or a row of the order: what it says and on what it rests.</summary>
    private static JsonObject? Procedural(Pack pack, string id, Language language)
    {
        if (pack.Rows.FirstOrDefault(r => r.Kind is "post" or "act" or "order" && r.Id == id) is not { Kind: { } kind } found)
            return null;
        var row = Of(kind, id, found.Ground, language);
        row["says"] = PackReport.Says(pack, kind, id, language);
        return row;
    }

    private static JsonObject Of(string kind, string id, Ground ground, Language language) => new()
    {
        ["kind"] = kind, ["id"] = id, ["cite"] = new JsonArray([.. ground.Sources.Select(s => (JsonNode)Source(s, language))]), ["check"] = ground.Check.Word(), ["check_note"] = ground.Note?.In(language),
    };

    private static JsonObject Source(Source source, Language language) => new()
    {
        ["at"] = source.At, ["section"] = source.Section.Length == 0 ? null : source.Section, ["gist"] = source.Gist.In(language), ["check"] = source.Check.Word(), ["note"] = source.Note?.In(language),
    };

    private static JsonObject Tree(Condition condition, Explanation? why, Language language)
    {
        var node = new JsonObject { ["says"] = (why is { } w ? w.Own : Sentences.Of(condition)).In(language) };
        if (why is { } evaluated)
        {
            node["truth"] = evaluated.Truth.ToString().ToLowerInvariant();
            if (evaluated.ShortBy is { } shortBy)
                node["short_by"] = Quantity.Format(shortBy, evaluated.Fact!.Unit!);
        }

        var parts = condition switch
        {
            Condition.All c => c.Parts,
            Condition.Any c => c.Parts,
            Condition.Not c => [c.Part],
            _ => [],
        };
        if (parts.Count > 0)
        {
            var explained = why?.Parts.ToList();
            node["parts"] = new JsonArray([.. parts.Select((p, i) => (JsonNode)Tree(p, explained?[i], language))]);
        }

        return node;
    }
}
