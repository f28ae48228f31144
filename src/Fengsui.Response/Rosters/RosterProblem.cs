using System.Globalization;
using Fengsui.Law;
using Fengsui.Law.Calendar;

namespace Fengsui.Response.Rosters;

/// <summary>What is wrong with a roster as it is written out: a closed union. A roster that has one is not saved.</summary>
/// <param name="Layer">The layer, from 0.</param>
/// <param name="From">From when.</param>
/// <param name="Until">Until when.</param>
public abstract record RosterProblem(int Layer, Instant From, Instant Until)
{
    /// <summary>Nobody is on duty.</summary>
    public sealed record Gap(int Layer, Instant From, Instant Until) : RosterProblem(Layer, From, Until);

    /// <summary>Two watches cover the same time.</summary>
    public sealed record Overlap(int Layer, Instant From, Instant Until) : RosterProblem(Layer, From, Until);

    /// <summary>One person would be on duty in two layers.</summary>
    /// <param name="Person">The person.</param>
    /// <param name="Other">The other layer.</param>
    /// <param name="Layer">The layer.</param>
    /// <param name="From">From when.</param>
    /// <param name="Until">Until when.</param>
    public sealed record Twice(string Person, int Other, int Layer, Instant From, Instant Until) : RosterProblem(Layer, From, Until);

    /// <summary>What is wrong, as a person reads it.</summary>
    /// <param name="name">What a person is called.</param>
    public Text Said(Func<string, string> name)
    {
        var layer = RosterTexts.LayerName(Layer);
        var when = RosterTexts.Span(From, Until);
        return this switch
        {
            Gap => new($"{when} {layer.Zh}无人值班", $"{when}: nobody is on duty in the {layer.En}"),
            Overlap => new($"{when} {layer.Zh}有两个班次重叠", $"{when}: two shifts overlap in the {layer.En}"),
            Twice t => new($"{when} {name(t.Person)}同时在{RosterTexts.LayerName(t.Other).Zh}和{layer.Zh}值班",
                $"{when}: {name(t.Person)} would be on duty in the {RosterTexts.LayerName(t.Other).En} and the {layer.En} at once"),
            _ => throw new InvalidOperationException(GetType().Name),
        };
    }
}

/// <summary>How layers and spans of time are written in both languages.</summary>
public static class RosterTexts
{
    private static readonly string[] Numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];

    /// <summary>第一层, the first layer.</summary>
    /// <param name="layer">The layer, from 0.</param>
    public static Text LayerName(int layer) => layer >= 0 && layer < Numerals.Length
        ? new($"第{Numerals[layer]}层", $"{Ordinals[layer]} layer")
        : new($"第 {layer + 1} 层", $"layer {layer + 1}");

    /// <summary>A span on Shanghai's clock: <c>2026-10-03 00:00–08:00</c>, over midnight with both days.</summary>
    public static string Span(Instant from, Instant until)
    {
        var lastDay = until.Plus(-1).Day;
        if (from.Day == lastDay)
            return $"{from.Day.Write()} {Clock(from)}–{(until.Day == lastDay ? Clock(until) : "24:00")}";
        return $"{from.Day.Write()} {Clock(from)} – {until.Day.Write()} {Clock(until)}";
    }

    private static string Clock(Instant at) => at.ToDateTimeOffset().ToString("HH:mm", CultureInfo.InvariantCulture);
}
