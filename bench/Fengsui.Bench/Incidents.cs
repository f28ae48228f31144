using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Law.Input;
using Fengsui.Law.Packs;

namespace Fengsui.Bench;

/// <summary>An incident of the mix.</summary>
/// <param name="Json">Its facts file as one line of JSON.</param>
/// <param name="Facts">The same, read.</param>
/// <param name="FullyKnown">Whether every fact is known exactly.</param>
internal sealed record MixedIncident(string Json, Incident Facts, bool FullyKnown);

/// <summary>An incident, ready to be assessed.</summary>
internal readonly record struct Case(Incident Facts, DateOnly Day, LawOfDay Law)
{
    public Assessment Assess() => Law.Assess(Facts, Day);
}

/// <summary>The incidents that every figure is taken from: the samples, a thousand fully known, a thousand with much left open.</summary>
internal static class Incidents
{
    private const int Seed = 20260302;
    private const int Half = 1000;

    /// <summary>The day of incidents that name none; the others lie in the same year.</summary>
    public static DateOnly Day { get; } = new(2026, 3, 2);

    /// <summary>The packs and samples that were built with this program.</summary>
    public static string PacksFolder { get; } = Path.Combine(AppContext.BaseDirectory, "packs");

    public static string SamplesFolder { get; } = Path.Combine(AppContext.BaseDirectory, "samples");

    /// <summary>The packs that grade.</summary>
    public static IReadOnlyList<Pack> GradedPacks(Library library) =>
        [.. library.Packs.Where(p => p.Grades && p.Id.StartsWith("cn.", StringComparison.Ordinal))];

    public static IReadOnlyList<MixedIncident> Mix(Library library)
    {
        var maker = new IncidentMaker(library, Seed);
        var spread = new Random(Seed + 1);
        List<(string Json, bool Known)> lines =
        [
            .. Directory.GetFiles(SamplesFolder, "*.yaml").Order(StringComparer.Ordinal).Select(f => (Json(InputText.ReadFile(f)).ToJsonString(Relaxed), false)),
            .. Enumerable.Range(0, Half).Select(_ => (maker.Next(unknown: 0), true)),
            .. Enumerable.Range(0, Half).Select(_ => (maker.Next(unknown: 0.05 + 0.9 * spread.NextDouble()), false)),
        ];
        var mix = lines.ConvertAll(l => new MixedIncident(l.Json, Read(library, l.Json), l.Known)).ToArray();
        // Known and open incidents alternate as they would in life, not in two blocks that a processor could learn.
        spread.Shuffle(mix);
        return mix;
    }

    /// <summary>Each incident of the mix with the law of its own day.</summary>
    public static IReadOnlyList<Case> Cases(Library library, IReadOnlyList<MixedIncident> mix, IReadOnlyCollection<string>? packs = null) =>
        [.. mix.Select(i => new Case(i.Facts, i.Facts.DiscoveredOn ?? Day, library.On(i.Facts.DiscoveredOn ?? Day, packs)))];

    private static JsonSerializerOptions Relaxed { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static Incident Read(Library library, string json) =>
        IncidentFile.Read(InputText.Read("incident", Encoding.UTF8.GetBytes(json)), library.Vocabulary);

    private static JsonNode Json(Node node) => node switch
    {
        Node.Scalar scalar => JsonValue.Create(scalar.Value),
        Node.Sequence list => new JsonArray([.. list.Items.Select(Json)]),
        Node.Mapping mapping => new JsonObject(mapping.Entries.Select(e => KeyValuePair.Create(e.Key.Value, (JsonNode?)Json(e.Value)))),
        _ => throw new InvalidOperationException(),
    };
}
