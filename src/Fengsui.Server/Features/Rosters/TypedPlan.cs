using System.Globalization;
using Fengsui.Law.Calendar;
using Fengsui.Law.Input;
using Fengsui.Response.Rosters;
using Microsoft.AspNetCore.Http;

namespace Fengsui.Server.Features.Rosters;

/// <summary>A watch as it is typed.</summary>
public sealed record TypedWatch(string Days, string Times, string People, string Turn, string Start)
{
    /// <summary>A row that nobody has filled in.</summary>
    public static TypedWatch Blank { get; } = new("", "", "", "shift", "");
}

/// <summary>A layer as it is typed.</summary>
public sealed record TypedLayer(string Post, IReadOnlyList<TypedWatch> Watches);

/// <summary>A holiday plan as it is typed.</summary>
public sealed record TypedHoliday(string Name, string From, string Until, IReadOnlyList<TypedLayer> Layers);

/// <summary>
/// The form of a plan: what stands in it, typed or to be changed, whether it can be read or not. Its fields have the names of the keys of a roster file, so
/// that an error finds its field.
/// </summary>
public sealed record TypedPlan(string Name, string From, string Until, IReadOnlyList<TypedLayer> Layers, IReadOnlyList<TypedHoliday> Holidays)
{
    private const int MostRows = 40;
    private static readonly Place Place = new("form", 1, 1);

    /// <summary>What a new roster begins with: working days by day and by night, days off, the usual hours.</summary>
    /// <param name="post">The post of the first layer.</param>
    /// <param name="today">Today.</param>
    public static TypedPlan New(string post, DateOnly today) => new("", today.Write(), "",
    [
        new(post,
        [
            TypedWatch.Blank with { Days = "working-days", Times = "08:30-17:30" },
            TypedWatch.Blank with { Days = "working-days", Times = "17:30-08:30" },
            TypedWatch.Blank with { Days = "days-off", Times = "08:30-17:30、17:30-08:30" },
        ]),
    ], []);

    /// <summary>A plan to be changed from a day on.</summary>
    internal static TypedPlan Of(RosterPlan plan, DateOnly from, RosterNames names)
    {
        TypedLayer Layer(Layer layer) => new(layer.Post, [.. layer.Watches.Select(w => new TypedWatch(
            DaysWord(w.Days), string.Join('、', w.Times), string.Join('、', w.People.Select(names.Written)), TurnWord(w.Turn), w.Start.Write()))]);
        return new(plan.Name, (plan.From > from ? plan.From : from).Write(), plan.Until?.Write() ?? "", [.. plan.Layers.Select(Layer)],
            [.. plan.Holidays.Where(h => h.Until >= from).Select(h => new TypedHoliday(h.Name, (h.From > from ? h.From : from).Write(), h.Until.Write(), [.. h.Layers.Select(Layer)]))]);
    }

    /// <summary>What was typed; rows that were left empty are gone.</summary>
    internal static TypedPlan Of(IFormCollection form)
    {
        string Field(string name) => form[name].ToString().Trim();
        List<TypedLayer> Layers(string under) => [.. Range(n => form.ContainsKey($"{under}layers[{n}].post")).Select(n => new TypedLayer(Field($"{under}layers[{n}].post"),
            [.. Range(w => form.ContainsKey($"{under}layers[{n}].watches[{w}].days")).Select(w => $"{under}layers[{n}].watches[{w}].").Select(w =>
                new TypedWatch(Field(w + "days"), Field(w + "times"), Field(w + "people"), Field(w + "turn"), Field(w + "start")))
                .Where(w => w.Days.Length > 0 || w.People.Length > 0)])).Where(l => l.Post.Length > 0 || l.Watches.Count > 0)];
        return new(Field("name"), Field("from"), Field("until"), Layers(""), [.. Range(h => form.ContainsKey($"holidays[{h}].name")).Select(h =>
            new TypedHoliday(Field($"holidays[{h}].name"), Field($"holidays[{h}].from"), Field($"holidays[{h}].until"), Layers($"holidays[{h}].")))
            .Where(h => h.Name.Length > 0 || h.From.Length > 0)]);
    }

    /// <summary>As a file would say it.</summary>
    internal Node ToNode()
    {
        static Node.Mapping Map(params (string Key, Node Value)[] entries) => new([.. entries.Select(e => new Node.Entry(new(e.Key, Place), e.Value))], Place);
        static Node.Scalar Word(string word) => new(word, Place);
        static Node.Sequence List(IEnumerable<Node> items) => new([.. items], Place);
        static Node.Sequence LayerList(IEnumerable<TypedLayer> layers) => List(layers.Select(l => Map(("post", Word(l.Post)), ("watches", List(l.Watches.Select(w => Map(
            ("days", Word(w.Days)), ("times", Word(w.Times)), ("people", Word(w.People)), ("turn", Word(w.Turn)), ("start", Word(w.Start)))))))));
        (string, Node)[] plan = [("name", Word(Name)), ("from", Word(From)), ("until", Word(Until)), ("layers", LayerList(Layers))];
        return Holidays.Count == 0 ? Map(plan) : Map([.. plan, ("holidays", List(Holidays.Select(h =>
            Map(("name", Word(h.Name)), ("from", Word(h.From)), ("until", Word(h.Until)), ("layers", LayerList(h.Layers))))))]);
    }

    /// <summary>The words of a file.</summary>
    internal static string DaysWord(DaysCovered days) => days switch
    {
        DaysCovered.Every => "every-day",
        DaysCovered.Working => "working-days",
        DaysCovered.Off => "days-off",
        _ => throw new InvalidOperationException(),
    };

    private static string TurnWord(TurnLength turn) => turn switch
    {
        TurnLength.Shift => "shift",
        TurnLength.Day => "day",
        TurnLength.Week => "week",
        _ => throw new InvalidOperationException(),
    };

    private static IEnumerable<string> Range(Func<string, bool> there) =>
        Enumerable.Range(0, MostRows).Select(n => n.ToString(CultureInfo.InvariantCulture)).TakeWhile(there);
}
