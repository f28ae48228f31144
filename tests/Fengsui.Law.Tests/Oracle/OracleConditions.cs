namespace Fengsui.Law.Tests.Oracle;

/// <summary>The four levels; a higher value is graver.</summary>
public enum OracleLevel
{
    /// <summary>Level IV.</summary>
    一般 = 1,

    /// <summary>Level III.</summary>
    较大,

    /// <summary>Level II.</summary>
    重大,

    /// <summary>Level I.</summary>
    特别重大,
}

/// <summary>Kleene's three values, ordered: "and" is the least, "or" is the greatest.</summary>
public enum OracleTruth
{
    /// <summary>Known not to hold.</summary>
    False,

    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>Known to hold.</summary>
    True,
}

/// <summary>A condition of a rule, a gap, a pack or a duty.</summary>
public abstract class OracleCondition
{
    /// <summary>The parts of <c>all</c>, <c>any</c> and <c>not</c>; none for a comparison.</summary>
    public virtual IReadOnlyList<OracleCondition> Parts => [];

    /// <summary>The fact that a comparison looks at.</summary>
    public virtual string? Fact => null;

    /// <summary>Every fact that the condition names.</summary>
    public IEnumerable<string> Facts => Comparisons.Select(comparison => comparison.Fact).OfType<string>();

    /// <summary>The comparisons in it, in order.</summary>
    public IEnumerable<OracleCondition> Comparisons => Parts.Count == 0 ? [this] : Parts.SelectMany(part => part.Comparisons);

    /// <summary>The value in a situation; <paramref name="granted"/> is a comparison that is taken to be True.</summary>
    public OracleTruth In(OracleSituation situation, OracleCondition? granted = null) =>
        ReferenceEquals(this, granted) ? OracleTruth.True : Evaluate(situation, granted);

    /// <summary>The facts of the Unknown comparisons, going down only through Unknown parts.</summary>
    public IEnumerable<string> OpenFacts(OracleSituation situation)
    {
        if (In(situation) != OracleTruth.Unknown)
        {
            return [];
        }

        return Fact is { } fact ? [fact] : Parts.SelectMany(part => part.OpenFacts(situation));
    }

    /// <summary>The value of this condition, from those of its parts.</summary>
    protected abstract OracleTruth Evaluate(OracleSituation situation, OracleCondition? granted);
}

/// <summary>Every part holds; without parts: always.</summary>
public sealed class AllCondition(params OracleCondition[] parts) : OracleCondition
{
    /// <inheritdoc/>
    public override IReadOnlyList<OracleCondition> Parts => parts;

    /// <inheritdoc/>
    protected override OracleTruth Evaluate(OracleSituation situation, OracleCondition? granted) =>
        parts.Select(part => part.In(situation, granted)).Append(OracleTruth.True).Min();
}

/// <summary>One part at least holds; without parts: never.</summary>
public sealed class AnyCondition(params OracleCondition[] parts) : OracleCondition
{
    /// <inheritdoc/>
    public override IReadOnlyList<OracleCondition> Parts => parts;

    /// <inheritdoc/>
    protected override OracleTruth Evaluate(OracleSituation situation, OracleCondition? granted) =>
        parts.Select(part => part.In(situation, granted)).Append(OracleTruth.False).Max();
}

/// <summary>The part does not hold.</summary>
public sealed class NotCondition(OracleCondition part) : OracleCondition
{
    /// <inheritdoc/>
    public override IReadOnlyList<OracleCondition> Parts => [part];

    /// <inheritdoc/>
    protected override OracleTruth Evaluate(OracleSituation situation, OracleCondition? granted) => part.In(situation, granted) switch
    {
        OracleTruth.True => OracleTruth.False,
        OracleTruth.False => OracleTruth.True,
        _ => OracleTruth.Unknown,
    };
}

/// <summary>A comparison of one fact; unknown makes it Unknown, n/a makes it False.</summary>
public abstract class Comparison(string fact) : OracleCondition
{
    /// <inheritdoc/>
    public override string Fact => fact;

    /// <inheritdoc/>
    protected sealed override OracleTruth Evaluate(OracleSituation situation, OracleCondition? granted) => situation.Value(fact) switch
    {
        UnknownValue => OracleTruth.Unknown,
        NotApplicableValue => OracleTruth.False,
        var known => Compare(known),
    };

    /// <summary>Compares a value that is neither unknown nor n/a.</summary>
    protected abstract OracleTruth Compare(OracleValue value);

    /// <summary>A value of another kind is a mistake in the test.</summary>
    protected InvalidOperationException Misfit(OracleValue value) => new($"{fact} cannot be {value}");
}

/// <summary>The word is one of these.</summary>
public sealed class OneOf(string fact, IReadOnlyList<string> words) : Comparison(fact)
{
    /// <summary>The words.</summary>
    public IReadOnlyList<string> Words => words;

    /// <inheritdoc/>
    protected override OracleTruth Compare(OracleValue value) =>
        value is not WordValue word ? throw Misfit(value) : words.Contains(word.Text) ? OracleTruth.True : OracleTruth.False;
}

/// <summary>A known member is among these; Unknown when there may be more members.</summary>
public sealed class HasAnyOf(string fact, IReadOnlyList<string> words) : Comparison(fact)
{
    /// <summary>The words.</summary>
    public IReadOnlyList<string> Words => words;

    /// <inheritdoc/>
    protected override OracleTruth Compare(OracleValue value) => value switch
    {
        SetValue set when set.Members.Any(words.Contains) => OracleTruth.True,
        SetValue { HoldsUnknown: true } => OracleTruth.Unknown,
        SetValue => OracleTruth.False,
        _ => throw Misfit(value),
    };
}

/// <summary>The judgement is this word or one to its right.</summary>
public sealed class JudgedAtLeast(string fact, string word) : Comparison(fact)
{
    /// <summary>The word.</summary>
    public string Word => word;

    /// <inheritdoc/>
    protected override OracleTruth Compare(OracleValue value) =>
        value is not WordValue judged ? throw Misfit(value) : Rank(judged.Text) >= Rank(word) ? OracleTruth.True : OracleTruth.False;

    private int Rank(string text)
    {
        var rank = OracleVocabulary.Get(Fact).Words.ToList().IndexOf(text);
        return rank >= 0 ? rank : throw new InvalidOperationException($"{Fact} has no {text}");
    }
}

/// <summary>The quantity is at least so much: True by its low end, False by its high end, else Unknown.</summary>
public sealed class QuantityAtLeast(string fact, string threshold) : Comparison(fact)
{
    /// <summary>The threshold, in base units.</summary>
    public long Threshold { get; } = OracleQuantity.Parse(OracleVocabulary.Get(fact), threshold);

    /// <inheritdoc/>
    protected override OracleTruth Compare(OracleValue value) => value switch
    {
        QuantityValue quantity when quantity.Low >= Threshold => OracleTruth.True,
        QuantityValue { High: { } high } when high < Threshold => OracleTruth.False,
        QuantityValue => OracleTruth.Unknown,
        _ => throw Misfit(value),
    };
}

/// <summary>The quantity is more than so much.</summary>
public sealed class QuantityMoreThan(string fact, string limit) : Comparison(fact)
{
    /// <summary>The limit, in base units.</summary>
    public long Limit { get; } = OracleQuantity.Parse(OracleVocabulary.Get(fact), limit);

    /// <inheritdoc/>
    protected override OracleTruth Compare(OracleValue value) => value switch
    {
        QuantityValue quantity when quantity.Low > Limit => OracleTruth.True,
        QuantityValue { High: { } high } when high <= Limit => OracleTruth.False,
        QuantityValue => OracleTruth.Unknown,
        _ => throw Misfit(value),
    };
}

/// <summary>The quantity is exactly so much.</summary>
public sealed class QuantityIs(string fact, string amount) : Comparison(fact)
{
    private readonly long exactly = OracleQuantity.Parse(OracleVocabulary.Get(fact), amount);

    /// <inheritdoc/>
    protected override OracleTruth Compare(OracleValue value) => value switch
    {
        QuantityValue quantity when quantity.Low == exactly && quantity.High == exactly => OracleTruth.True,
        QuantityValue quantity when quantity.Low > exactly || quantity.High < exactly => OracleTruth.False,
        QuantityValue => OracleTruth.Unknown,
        _ => throw Misfit(value),
    };
}

/// <summary>The level is at least this: True when settled, Unknown when it still could be.</summary>
public sealed class LevelAtLeast(OracleLevel level) : OracleCondition
{
    /// <summary>The level.</summary>
    public OracleLevel Level => level;

    /// <inheritdoc/>
    protected override OracleTruth Evaluate(OracleSituation situation, OracleCondition? granted) =>
        situation.Settled >= level ? OracleTruth.True
        : situation.Ceiling >= level ? OracleTruth.Unknown
        : OracleTruth.False;
}

/// <summary>The words in which the tables are written.</summary>
public static class OracleWords
{
    /// <summary>符合下列情形之一的，为….</summary>
    public const string Determines = "determines";

    /// <summary>通常情况下…可判别为…, or a reading.</summary>
    public const string Presumes = "presumes";

    /// <summary>Read in a copy of the text.</summary>
    public const string Verified = "verified";

    /// <summary>Commentary, or wording without position.</summary>
    public const string Secondary = "secondary";

    /// <summary>Not yet compared with the official page.</summary>
    public const string Pending = "pending";

    /// <summary>Holds whatever the facts.</summary>
    public static OracleCondition Always { get; } = All();

    /// <summary>Holds under no facts.</summary>
    public static OracleCondition Never { get; } = Any();

    /// <summary>Each of these.</summary>
    public static OracleCondition All(params OracleCondition[] parts) => new AllCondition(parts);

    /// <summary>One of these at least.</summary>
    public static OracleCondition Any(params OracleCondition[] parts) => new AnyCondition(parts);

    /// <summary>Not this.</summary>
    public static OracleCondition Not(OracleCondition part) => new NotCondition(part);

    /// <summary>The fact is 是.</summary>
    public static OracleCondition Yes(string fact) => Is(fact, OracleVocabulary.Yes);

    /// <summary>The fact is this word, or one of these.</summary>
    public static OracleCondition Is(string fact, params string[] words) => new OneOf(fact, words);

    /// <summary>The set has one of these.</summary>
    public static OracleCondition Has(string fact, params string[] words) => new HasAnyOf(fact, words);

    /// <summary>The set has any of its values.</summary>
    public static OracleCondition HasAny(string fact) => new HasAnyOf(fact, OracleVocabulary.Get(fact).Words);

    /// <summary>The quantity, or the judgement, is at least this.</summary>
    public static OracleCondition AtLeast(string fact, string bound) =>
        OracleVocabulary.Get(fact).IsQuantity ? new QuantityAtLeast(fact, bound) : new JudgedAtLeast(fact, bound);

    /// <summary>The quantity is more than this.</summary>
    public static OracleCondition MoreThan(string fact, string limit) => new QuantityMoreThan(fact, limit);

    /// <summary>The quantity is exactly this.</summary>
    public static OracleCondition Exactly(string fact, string amount) => new QuantityIs(fact, amount);

    /// <summary>The level of the duty is at least this.</summary>
    public static OracleCondition Level(OracleLevel level) => new LevelAtLeast(level);
}
