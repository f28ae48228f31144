using Fengsui.Law.Facts;
using Fengsui.Law.Grading;

namespace Fengsui.Law.Conditions;

/// <summary>How a quantity is compared with a threshold.</summary>
public enum Comparison
{
    /// <summary>≥, the statutes' 以上.</summary>
    AtLeast,

    /// <summary>&gt;.</summary>
    MoreThan,

    /// <summary>≤.</summary>
    AtMost,

    /// <summary>&lt;.</summary>
    LessThan,
}

/// <summary>
/// A condition of a pack: a closed union without expression strings. There is no "is unknown": a test on ignorance would not be monotone.
/// </summary>
public abstract record Condition
{
    private Condition()
    {
    }

    /// <summary>True for every incident.</summary>
    public sealed record Always : Condition;

    /// <summary>Every part holds.</summary>
    public sealed record All(IReadOnlyList<Condition> Parts) : Condition;

    /// <summary>At least one part holds.</summary>
    public sealed record Any(IReadOnlyList<Condition> Parts) : Condition;

    /// <summary>The part does not hold.</summary>
    public sealed record Not(Condition Part) : Condition;

    /// <summary>A quantity against a threshold in base units.</summary>
    public sealed record Compare(Fact Fact, Comparison Comparison, long Threshold) : Condition;

    /// <summary>A choice or yes/no fact is this word.</summary>
    public sealed record Is(Fact Fact, int Word) : Condition;

    /// <summary>A choice is one of these words (a bit mask).</summary>
    public sealed record In(Fact Fact, long Words) : Condition;

    /// <summary>A set has any of these words (a bit mask; the whole vocabulary for <c>any</c>).</summary>
    public sealed record HasAny(Fact Fact, long Words) : Condition;

    /// <summary>A judgement is this word or one to its right.</summary>
    public sealed record Judged(Fact Fact, int Word) : Condition;

    /// <summary>The incident has this level or a higher one.</summary>
    public sealed record LevelAtLeast(Level Level) : Condition;

    /// <summary>The condition and everything under it.</summary>
    public IEnumerable<Condition> Walk()
    {
        IEnumerable<Condition> parts = this switch
        {
            All all => all.Parts,
            Any any => any.Parts,
            Not not => [not.Part],
            _ => [],
        };
        return parts.SelectMany(p => p.Walk()).Prepend(this);
    }

    /// <summary>The fact that a comparison reads; null for joints, <c>always</c> and the level.</summary>
    public Fact? Compared => this switch
    {
        Compare c => c.Fact,
        Is c => c.Fact,
        In c => c.Fact,
        HasAny c => c.Fact,
        Judged c => c.Fact,
        Always or All or Any or Not or LevelAtLeast => null,
        _ => throw new InvalidOperationException(),
    };

    /// <summary>The facts that it and everything under it read.</summary>
    public IEnumerable<Fact> Facts => Walk().Select(c => c.Compared).OfType<Fact>();
}
