using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Fengsui.Law.Calendar;
using Fengsui.Law.Conditions;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Law.Packs;

namespace Fengsui.Bench;

/// <summary>
/// Makes incidents from a seed, as facts files in JSON. Each has a gravity, and its values lie around the thresholds of the packs up to that
/// gravity, so that all four levels occur and comparisons are close. What is made follows the packs: a new threshold needs no change here.
/// </summary>
internal sealed class IncidentMaker
{
    private static readonly string[] Titles = ["客户数据库遭窃取", "门户网站首页被篡改", "业务系统长时间中断", "生产系统遭勒索软件加密", "外包商处的数据泄露"];
    private static readonly Instant FirstOfYear = Instant.StartOf(new DateOnly(2026, 1, 1));

    private readonly Vocabulary _vocabulary;
    private readonly Random _random;
    private readonly ILookup<Fact, (long Threshold, Level Level)> _thresholds;
    private readonly ILookup<Fact, (int Word, Level Level)> _judged;
    private readonly HashSet<Fact> _excluding;

    public IncidentMaker(Library library, int seed)
    {
        _vocabulary = library.Vocabulary;
        _random = new Random(seed);
        var parts = library.Packs.SelectMany(p => p.Rules).SelectMany(r => r.When.Walk().Select(c => (Condition: c, r.Level))).ToList();
        _thresholds = parts.Where(p => p.Condition is Condition.Compare).Select(p => (Compare: (Condition.Compare)p.Condition, p.Level))
            .ToLookup(p => p.Compare.Fact, p => (p.Compare.Threshold, p.Level));
        _judged = parts.Where(p => p.Condition is Condition.Judged).Select(p => (Judged: (Condition.Judged)p.Condition, p.Level))
            .ToLookup(p => p.Judged.Fact, p => (p.Judged.Word, p.Level));
        _excluding = [.. library.Packs.SelectMany(p => p.LeftOut).SelectMany(e => e.When.Facts)];
    }

    /// <summary>One incident as a line of JSON.</summary>
    /// <param name="unknown">How likely a fact is to be unknown; 0 gives an incident of which everything is known exactly.</param>
    public string Next(double unknown)
    {
        var gravity = _random.Next(5);
        var about = new JsonObject { ["name"] = "某公司" };
        var facts = new JsonObject();
        foreach (var fact in _vocabulary.Facts)
        {
            var into = fact.OfOrganisation ? about : facts;
            if (!Chance(unknown))
                into[fact.Id] = Value(fact, gravity, unknown > 0);
            else if (Chance(0.3))
                into[fact.Id] = "unknown";
        }

        var incident = new JsonObject { ["incident"] = Titles[_random.Next(Titles.Length)] };
        Instants(incident, unknown);
        incident["organisation"] = about;
        incident["facts"] = facts;
        return incident.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private void Instants(JsonObject incident, double unknown)
    {
        var discovered = FirstOfYear.Plus(_random.Next(360 * 86_400));
        foreach (var anchor in _vocabulary.Anchors)
            if (anchor.Id == "discovered")
                incident[anchor.Id] = discovered.ToString();
            else if (Chance(0.5 * (1 - unknown)))
                incident[anchor.Id] = discovered.Plus(_random.Next(2 * 86_400)).ToString();
    }

    private JsonNode Value(Fact fact, int gravity, bool ranges) => fact.Type switch
    {
        FactType.YesNo => Yes(fact) ? "是" : "否",
        FactType.Choice => Word(fact, _random.Next(fact.Words.Count)),
        FactType.Judgement => Judgement(fact, gravity),
        FactType.Set => Set(fact),
        FactType.Quantity => Amount(fact, gravity, ranges),
        FactType.Text => "浙江",
        _ => throw new InvalidOperationException(),
    };

    private bool Yes(Fact fact) => Chance(_excluding.Contains(fact) ? 0.04 : fact.Id switch { "network_operator" => 0.95, "miit_processor" => 0.6, _ => 0.35 });

    /// <summary>The words up to the one that would already mean a higher level than the incident's gravity; n/a when there is none.</summary>
    private string Judgement(Fact fact, int gravity)
    {
        var words = _judged[fact].Where(j => (int)j.Level > gravity).Select(j => j.Word).DefaultIfEmpty(fact.Words.Count).Min();
        return words == 0 ? "n/a" : Word(fact, _random.Next(words));
    }

    private JsonNode Set(Fact fact)
    {
        if (Chance(0.2))
            return "none";
        var words = Enumerable.Range(0, _random.Next(1, 4)).Select(_ => _random.Next(fact.Words.Count)).Distinct().Select(w => (JsonNode)Word(fact, w));
        return new JsonArray([.. words]);
    }

    private string Amount(Fact fact, int gravity, bool ranges)
    {
        var near = _thresholds[fact].Where(t => (int)t.Level <= gravity).Select(t => t.Threshold).ToList();
        var value = near.Count == 0 || Chance(0.3) ? 0 : Round(fact, near[_random.Next(near.Count)] * (0.3 + _random.NextDouble()));
        var written = Quantity.Format(value, fact.Unit!);
        return !ranges || !Chance(0.15) ? written : _random.Next(3) switch
        {
            0 => $">={written}",
            1 => $"<={written}",
            _ => $"{written}..{Quantity.Format(Round(fact, value * 1.5), fact.Unit!)}",
        };
    }

    /// <summary>To what people write: whole units of two digits or so, never more than all.</summary>
    private static long Round(Fact fact, double value)
    {
        var unit = fact.Unit!.Kind switch { QuantityKind.Duration => 60_000, QuantityKind.Money => 100, QuantityKind.Percent => 1_000_000, QuantityKind.Count => 1, _ => throw new InvalidOperationException() };
        var step = Math.Max(unit, Math.Pow(10, Math.Floor(Math.Log10(Math.Max(value, 1))) - 1));
        var rounded = (long)(Math.Round(value / step) * step) / unit * unit;
        return fact.Unit.Kind == QuantityKind.Percent ? Math.Min(rounded, 100 * unit) : rounded;
    }

    private static string Word(Fact fact, int word) => fact.Words[word].Zh;

    private bool Chance(double probability) => _random.NextDouble() < probability;
}
