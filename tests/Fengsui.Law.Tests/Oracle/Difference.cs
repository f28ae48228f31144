using System.Globalization;
using System.Text.Json;

namespace Fengsui.Law.Tests.Oracle;

/// <summary>Compares what the oracle expects with the engine's answer, and says in words where they differ.</summary>
public sealed class Difference
{
    private const string Missing = "(missing)";

    private readonly List<string> found = [];

    private Difference()
    {
    }

    /// <summary>Every difference, readable; none when they agree.</summary>
    public static IReadOnlyList<string> Between(OracleAnswer expected, JsonElement actual)
    {
        var difference = new Difference();
        difference.Compare(expected, actual);
        return difference.found;
    }

    private void Compare(OracleAnswer expected, JsonElement actual)
    {
        if (Text(actual, "error") is var error && error != Missing)
        {
            found.Add($"the engine answers with an error: {error}");
            return;
        }

        Same("on", Iso(expected.On), Text(actual, "on"));
        Same("level.settled", Name(expected.Settled), Text(Property(actual, "level"), "settled"));
        Same("level.could_be", Name(expected.CouldBe), Text(Property(actual, "level"), "could_be"));
        SameList("left_out", expected.LeftOut, Items("left_out", actual, "left_out").Select(item => Text(item, "pack")));
        SameList("assumed", expected.Assumed, Items("assumed", actual, "assumed").Select(Text).Order(StringComparer.Ordinal));

        var gradings = Items("packs", actual, "packs");
        SameList("packs", expected.Packs.Select(grade => grade.Pack.Id), gradings.Select(pack => Text(pack, "pack")));
        var packs = gradings.ToLookup(pack => Text(pack, "pack"), StringComparer.Ordinal);
        foreach (var grade in expected.Packs.Where(grade => packs.Contains(grade.Pack.Id)))
        {
            Compare(grade, packs[grade.Pack.Id].First());
        }

        var owedOnes = Items("duties", actual, "duties");
        SameList("duties", expected.Duties.Select(Key), owedOnes.Select(Key));
        var duties = owedOnes.ToLookup(Key, StringComparer.Ordinal);
        foreach (var owed in expected.Duties.Where(owed => duties.Contains(Key(owed))))
        {
            Compare(owed, duties[Key(owed)].First());
        }
    }

    private void Compare(OracleGrade expected, JsonElement actual)
    {
        var at = $"packs[{expected.Pack.Id}]";
        Same($"{at}.applies", expected.Applies == OracleTruth.True ? "yes" : "unknown", Text(actual, "applies"));
        Same($"{at}.settled", Name(expected.Settled), Text(actual, "settled"));
        Same($"{at}.could_be", Name(expected.CouldBe), Text(actual, "could_be"));
        SameList(
            $"{at}.because",
            expected.Because.Select(row => $"{row.Rule} {row.Force} {row.Check}"),
            Items($"{at}.because", actual, "because").Select(row => $"{Text(row, "rule")} {Text(row, "force")} {Text(row, "check")}"));
        SameList($"{at}.open", expected.Open, Items($"{at}.open", actual, "open").Select(Text));
        SameList($"{at}.gaps", expected.Gaps, Items($"{at}.gaps", actual, "gaps").Select(gap => Text(gap, "id")));
        Same($"{at}.needs_person", expected.NeedsPerson ? "true" : "false", Text(actual, "needs_person"));
        SameList(
            $"{at}.distance",
            expected.Distance.Select(row => $"{row.Rule} {row.Fact} {row.Level} {row.ShortBy}").Order(StringComparer.Ordinal),
            Items($"{at}.distance", actual, "distance")
                .Select(row => $"{Text(row, "rule")} {Text(row, "fact")} {Text(row, "level")} {ShortBy(row)}")
                .Order(StringComparer.Ordinal));
    }

    private void Compare(OracleOwed expected, JsonElement actual)
    {
        var at = $"duties[{Key(expected)}]";
        var duty = expected.Duty;
        Same($"{at}.who", duty.Who, Text(actual, "who"));
        Same($"{at}.to", duty.To, Text(actual, "to"));
        Same($"{at}.state", expected.State, Text(actual, "state"));
        Same($"{at}.within", duty.Every is null ? duty.Within : "null", Text(actual, "within"));
        Same($"{at}.every", duty.Every ?? "null", Text(actual, "every"));
        Same($"{at}.anchor", duty.Anchor, Text(actual, "anchor"));
        Same($"{at}.due", expected.Due is { } due ? Iso(due) : "null", Text(actual, "due"));
        Same($"{at}.due_date", expected.DueDate is { } day ? Iso(day) : "null", Text(actual, "due_date"));
        Same($"{at}.provisional", expected.Provisional ? "true" : "false", Text(actual, "provisional"));
        Same($"{at}.channel", duty.Channel ?? "null", Text(actual, "channel"));
        Same($"{at}.form", duty.Form ?? "null", Text(actual, "form"));
        Same($"{at}.check", duty.Check, Text(actual, "check"));
    }

    private void Same(string at, string expected, string actual)
    {
        if (expected != actual)
        {
            found.Add($"{at}: expected {expected}, got {actual}");
        }
    }

    private void SameList(string at, IEnumerable<string> expected, IEnumerable<string> actual)
    {
        var wanted = expected.ToList();
        var got = actual.ToList();
        if (wanted.SequenceEqual(got, StringComparer.Ordinal))
        {
            return;
        }

        var missing = wanted.Except(got, StringComparer.Ordinal).ToList();
        var surplus = got.Except(wanted, StringComparer.Ordinal).ToList();
        found.Add((missing, surplus) switch
        {
            ([], []) => $"{at}: expected the order {List(wanted)}, got {List(got)}",
            (_, []) => $"{at}: lacks {List(missing)}",
            ([], _) => $"{at}: has too much {List(surplus)}",
            _ => $"{at}: lacks {List(missing)}, has too much {List(surplus)}",
        });
    }

    /// <summary>The items of a list; that it is not there is a difference of its own.</summary>
    private List<JsonElement> Items(string at, JsonElement element, string name)
    {
        if (Property(element, name) is { ValueKind: JsonValueKind.Array } array)
        {
            return [.. array.EnumerateArray()];
        }

        found.Add($"{at}: expected a list, got {Text(element, name)}");
        return [];
    }

    /// <summary>A distance as the engine writes it; a duration, which may be written in any units, as the oracle would write it.</summary>
    private static string ShortBy(JsonElement row)
    {
        var text = Text(row, "short_by");
        var fact = OracleVocabulary.Facts.FirstOrDefault(fact => fact.Id == Text(row, "fact"));
        if (fact is not { Kind: OracleKind.Duration })
        {
            return text;
        }

        try
        {
            return OracleQuantity.Write(fact, OracleQuantity.Parse(fact, text));
        }
        catch (FormatException)
        {
            return text;
        }
    }

    private static string Key(OracleOwed owed) => $"{owed.Pack}/{owed.Duty.Id}";

    private static string Key(JsonElement duty) => $"{Text(duty, "pack")}/{Text(duty, "id")}";

    private static string Name(OracleLevel? level) => level?.ToString() ?? "null";

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Iso(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static string List(IEnumerable<string> items) => "[" + string.Join("; ", items) + "]";

    private static JsonElement Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var property) ? property : default;

    private static string Text(JsonElement element, string name) => Text(Property(element, name));

    private static string Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Undefined => Missing,
        JsonValueKind.String => element.GetString() ?? "null",
        _ => element.GetRawText(),
    };
}
