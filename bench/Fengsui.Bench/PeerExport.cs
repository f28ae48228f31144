using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fengsui.Law.Conditions;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Law.Packs;

namespace Fengsui.Bench;

/// <summary>
/// Incidents and rules for engines that know numbers, words and lists, and of truth only yes and no: a quantity in base units, a judgement as its
/// position, a set as its words. An unknown fact is absent; of a range its low end stands. Implied bounds are applied already.
/// </summary>
internal static class PeerExport
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One incident a line, with the levels that Fengsui settles on, by pack.</summary>
    public static int WriteIncidents(string file)
    {
        var library = Library.Load(Incidents.PacksFolder);
        var mix = Incidents.Mix(library);
        var packs = Incidents.GradedPacks(library);
        var cases = Incidents.Cases(library, mix, [.. packs.Select(p => p.Id)]);
        File.WriteAllLines(file, mix.Zip(cases, (incident, c) => Incident(incident, c.Assess(), packs).ToJsonString(Relaxed)));
        return 0;
    }

    /// <summary>Every grading rule that is law on the day, with the scope of its pack.</summary>
    public static int WriteRules(string file)
    {
        var library = Library.Load(Incidents.PacksFolder);
        File.WriteAllText(file, new JsonArray([.. Incidents.GradedPacks(library).Select(Rules)]).ToJsonString(Relaxed));
        return 0;
    }

    private static JsonObject Rules(Pack pack) => new()
    {
        ["pack"] = pack.Id,
        ["applies"] = Said(pack.Applies),
        ["left_out"] = new JsonArray([.. pack.LeftOut.Select(e => Said(e.When))]),
        ["rules"] = new JsonArray([.. pack.Rules.Where(r => r.Valid.On(Incidents.Day))
            .Select(r => new JsonObject { ["rule"] = r.Id, ["level"] = (int)r.Level, ["when"] = Said(r.When) })]),
    };

    private static JsonObject Said(Condition condition) => condition switch
    {
        Condition.Always => new() { ["always"] = true },
        Condition.All all => new() { ["all"] = new JsonArray([.. all.Parts.Select(Said)]) },
        Condition.Any any => new() { ["any"] = new JsonArray([.. any.Parts.Select(Said)]) },
        Condition.Compare { Comparison: Comparison.AtLeast } c => new() { ["fact"] = c.Fact.Id, ["at_least"] = c.Threshold },
        Condition.Judged c => new() { ["fact"] = c.Fact.Id, ["at_least"] = c.Word },
        Condition.Is c => new() { ["fact"] = c.Fact.Id, ["in"] = Words(c.Fact, 1L << c.Word) },
        Condition.In c => new() { ["fact"] = c.Fact.Id, ["in"] = Words(c.Fact, c.Words) },
        Condition.HasAny c => new() { ["fact"] = c.Fact.Id, ["has_any"] = Words(c.Fact, c.Words) },
        // No grading rule says `not`: with absent facts taken for False it would turn ignorance into a ground.
        _ => throw new InvalidOperationException($"The other engines are not given this condition: {Sentences.Whole(condition).En}"),
    };

    private static JsonObject Incident(MixedIncident incident, Assessment assessment, IReadOnlyList<Pack> packs) => new()
    {
        ["fully_known"] = incident.FullyKnown,
        ["facts"] = new JsonObject(incident.Facts.Vocabulary.Facts
            .Where(f => f.Type != FactType.Text && incident.Facts[f].Knowledge == Knowledge.Known)
            .Select(f => KeyValuePair.Create(f.Id, Value(f, incident.Facts[f])))),
        ["settled"] = new JsonObject(packs.Select(p => KeyValuePair.Create(p.Id, (JsonNode?)Settled(assessment, p)))),
        ["could_be_higher"] = assessment.CouldBe is not null,
    };

    /// <summary>The level from 1 to 4, or 0 for none and for a pack that is left out or only might apply.</summary>
    private static int Settled(Assessment assessment, Pack pack) =>
        assessment.Packs.FirstOrDefault(a => a.Pack == pack) is { Applies: Truth.True, Settled: { } level } ? (int)level : 0;

    private static JsonNode? Value(Fact fact, FactValue value) => fact.Type switch
    {
        FactType.Quantity or FactType.Judgement => JsonValue.Create(value.Low),
        FactType.Set => Words(fact, value.Low),
        FactType.Choice or FactType.YesNo => fact.Words[(int)value.Low].Zh,
        FactType.Text or _ => throw new InvalidOperationException(),
    };

    private static JsonArray Words(Fact fact, long mask) => new([.. fact.Words.Where((_, i) => (mask >> i & 1) == 1).Select(w => (JsonNode)w.Zh)]);
}
