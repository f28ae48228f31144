using Fengsui.Law.Facts;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;

namespace Fengsui.Response.Papers;

/// <summary>What was said last about one subject to one recipient.</summary>
/// <param name="Value">What was said.</param>
/// <param name="Report">The number of the report that said it.</param>
public sealed record SaidOnce(string Value, int Report);

/// <summary>
/// What papers say that can be held against one another: counts, times, levels, choices. Texts grow from report to report and are left to the reader.
/// A subject is what a field is about, whatever form asks for it.
/// </summary>
public static class EarlierSaid
{
    private const char Between = '|';

    /// <summary>The subjects that a paper speaks about, with what it says.</summary>
    public static IReadOnlyDictionary<string, string> Of(Pack pack, Form form, IReadOnlyDictionary<string, string> values)
    {
        var said = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in form.Fields)
            if (Subject(pack, field) is { } subject && values.TryGetValue(field.Id, out var value) && value.Length > 0 && value != Filling.NotKnown)
                said[subject] = Normal(field, value);
        return said;
    }

    /// <summary>What a paper says otherwise than what its recipient, or another one, was told last.</summary>
    public static IReadOnlyList<Contradiction> Against(IncidentState state, Library library, Pack pack, Form form, IReadOnlyDictionary<string, string> values)
    {
        var found = new List<Contradiction>();
        foreach (var field in form.Fields)
        {
            if (Subject(pack, field) is not { } subject || !values.TryGetValue(field.Id, out var value) || value.Length == 0 || value == Filling.NotKnown)
                continue;
            var now = Normal(field, value);
            foreach (var (key, before) in state.Said.Where(s => s.Key.StartsWith(subject + Between, StringComparison.Ordinal)))
                if (Differs(field, library, before.Value, now) && state.Reports.TryGetValue(before.Report, out var report))
                    found.Add(new(field, now, before.Value, before.Report, key[(subject.Length + 1)..], report.DoneAt, report.Form));
        }

        return found;
    }

    /// <summary>Where what was said about a subject to a recipient is kept.</summary>
    internal static string Key(string subject, string recipient) => $"{subject}{Between}{recipient}";

    /// <summary>The level is that of the plan; the day of a paper and its signature are about no incident.</summary>
    private static string? Subject(Pack pack, FormField field)
    {
        if (field.Fact is { } fact)
            return $"fact:{fact}";
        if (field.Fill.Any(f => f.What == Fill.IncidentLevel))
            return $"level:{pack.Id}";
        if (field.Fill.Any(f => f.What == Fill.Time))
            return $"time:{string.Join('/', field.Fill.Select(f => f.Anchor?.Id).OfType<string>())}";
        return field.Fill.Count == 0 && field.Kind is "choice" or "choices" or "quantity" or "instant" or "date" ? $"field:{pack.Id}/{field.Id}" : null;
    }

    private static string Normal(FormField field, string value) => field.Kind == "instant" ? PaperTime.Normal(value) : value.Trim();

    /// <summary>To learn more is no contradiction: a number within the range that was given, a further word where more was said to be possible.</summary>
    private static bool Differs(FormField field, Library library, string before, string now)
    {
        if (before == now)
            return false;
        if (field.Fact is null || library.Vocabulary.Fact(field.Fact) is not { } fact || !Read(fact, before, out var earlier) || !Read(fact, now, out var later))
            return !SameWords(field, before, now);
        if (earlier.Knowledge != Knowledge.Known || later.Knowledge != Knowledge.Known)
            return earlier.Knowledge != later.Knowledge;
        return fact.Type switch
        {
            FactType.Quantity => later.Low < earlier.Low || later.High > earlier.High,
            FactType.Set => earlier.High == 0 ? earlier.Low != later.Low : (earlier.Low & ~later.Low) != 0,
            FactType.Choice or FactType.YesNo or FactType.Judgement => earlier.Low != later.Low,
            FactType.Text => true,
            _ => throw new InvalidOperationException(),
        };
    }

    /// <summary>The same boxes, in whatever order they were ticked.</summary>
    private static bool SameWords(FormField field, string before, string now) => field.Kind == "choices"
        && before.Split('、').Order(StringComparer.Ordinal).SequenceEqual(now.Split('、').Order(StringComparer.Ordinal));

    /// <summary>A value as a paper prints it, read again.</summary>
    private static bool Read(Fact fact, string text, out FactValue value) =>
        Assessing.TryRead(fact, Filed(fact, text), out value, out _);

    private static string Filed(Fact fact, string text) => (fact.Type, text) switch
    {
        (_, Filling.NotApplicable) => "n/a",
        (FactType.Quantity, _) => text.Replace("至少", ">=", StringComparison.Ordinal).Replace("至", "..", StringComparison.Ordinal),
        (FactType.Set, "无") => "none",
        (FactType.Set, _) => text.Replace("可能还有其他", "unknown", StringComparison.Ordinal),
        _ => text,
    };
}
