using Fengsui.Law.Calendar;

namespace Fengsui.Law.Facts;

/// <summary>A bound that was applied before grading.</summary>
/// <param name="Fact">The fact that was raised.</param>
/// <param name="From">The fact that raised it.</param>
/// <param name="Before">What stood there.</param>
/// <param name="After">What counts now.</param>
/// <param name="Contradiction">Whether what stood there contradicted the bound; the bound wins, with a warning.</param>
public sealed record ImpliedBound(Fact Fact, Fact From, FactValue Before, FactValue After, bool Contradiction)
{
    /// <summary>The sentence that tells a person.</summary>
    public Text Sentence => new(
        $"由“{From.Ask.Zh}”推出：{Fact.Id} 按{Fact.Write(After, Language.Zh)}计" + (Contradiction ? $"（所填{Fact.Write(Before, Language.Zh)}与之矛盾）" : ""),
        $"{Fact.Id} counts as {Fact.Write(After, Language.En)}, implied by {From.Id}" + (Contradiction ? $" (contradicts the stated {Fact.Write(Before, Language.En)})" : ""));
}

/// <summary>The facts of an incident as the engine grades them: every fact known, unknown or not applicable; bounds applied.</summary>
public sealed class Incident
{
    private readonly FactValue[] _values;
    private readonly Instant?[] _instants;

    /// <summary>An incident with values by slot and instants by anchor.</summary>
    /// <param name="vocabulary">The vocabulary of the values.</param>
    /// <param name="title">What people call it.</param>
    /// <param name="values">One value a fact; changed in place by the implied bounds.</param>
    /// <param name="instants">One a anchor; null when it has not happened or is not known.</param>
    /// <param name="defaulted">Facts about the organisation for which the default stands in.</param>
    /// <param name="declaredAssumed">Facts that the file itself declares as assumed.</param>
    public Incident(
        Vocabulary vocabulary, string title, FactValue[] values, Instant?[] instants, FactSet defaulted = default, FactSet declaredAssumed = default)
    {
        Vocabulary = vocabulary;
        Title = title;
        _values = values;
        _instants = instants;
        Defaulted = defaulted;
        DeclaredAssumed = declaredAssumed;
        Implied = Apply(vocabulary.Implied, values);
    }

    /// <summary>The vocabulary of the values.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>What people call it.</summary>
    public string Title { get; }

    /// <summary>The name of the organisation, or null.</summary>
    public string? Organisation { get; init; }

    /// <summary>The values by slot.</summary>
    public ReadOnlySpan<FactValue> Values => _values;

    /// <summary>Facts about the organisation that nobody stated: a default stands in.</summary>
    public FactSet Defaulted { get; }

    /// <summary>Facts that the file declares as assumed (a count of records taken for a count of persons).</summary>
    public FactSet DeclaredAssumed { get; }

    /// <summary>The bounds that changed something.</summary>
    public IReadOnlyList<ImpliedBound> Implied { get; }

    /// <summary>The value of a fact.</summary>
    public FactValue this[Fact fact] => _values[fact.Slot];

    /// <summary>The instant of an anchor, or null when it has not happened or is not known.</summary>
    public Instant? At(Packs.Anchor anchor) => _instants[anchor.Index];

    /// <summary>The instant of an anchor by its index.</summary>
    internal Instant? At(int anchor) => _instants[anchor];

    /// <summary>The day whose law applies: the Shanghai day of the discovery, or null.</summary>
    public DateOnly? DiscoveredOn => Vocabulary.Anchor("discovered") is { } anchor ? At(anchor)?.Day : null;

    private static IReadOnlyList<ImpliedBound> Apply(IReadOnlyList<Implication> implications, FactValue[] values)
    {
        List<ImpliedBound>? bounds = null;
        foreach (var implication in implications)
        {
            var bound = implication switch
            {
                Implication.AtLeast b => Raise(b.Fact, b.Other, values[b.Fact.Slot], values[b.Other.Slot]),
                Implication.Word b => Follow(b, values[b.Fact.Slot], values[b.Given.Slot]),
                _ => throw new InvalidOperationException(),
            };
            if (bound is null)
                continue;
            values[bound.Fact.Slot] = bound.After;
            (bounds ??= []).Add(bound);
        }

        return bounds ?? (IReadOnlyList<ImpliedBound>)[];
    }

    private static ImpliedBound? Raise(Fact fact, Fact other, FactValue value, FactValue least)
    {
        // A bound of zero tells nothing, and a bound does not touch what is not applicable.
        if (least.Knowledge != Knowledge.Known || least.Low == 0 || value.Knowledge == Knowledge.NotApplicable)
            return null;
        var open = fact.Unit!.Kind == QuantityKind.Percent ? fact.Unit.Max : FactValue.Open;
        var after = value.Knowledge == Knowledge.Unknown
            ? FactValue.Between(least.Low, open)
            : FactValue.Between(Math.Max(value.Low, least.Low), Math.Max(value.High, least.Low));
        return after == value ? null : new(fact, other, value, after, value.Knowledge == Knowledge.Known && value.High < least.Low);
    }

    private static ImpliedBound? Follow(Implication.Word bound, FactValue value, FactValue given)
    {
        if (given != FactValue.Word(bound.GivenWord) || value.Knowledge == Knowledge.NotApplicable || value == FactValue.Word(bound.FactWord))
            return null;
        return new(bound.Fact, bound.Given, value, FactValue.Word(bound.FactWord), value.Knowledge == Knowledge.Known);
    }
}
