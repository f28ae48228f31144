using Fengsui.Law.Facts;
using Fengsui.Law.Grading;

namespace Fengsui.Law.Conditions;

/// <summary>
/// The conditions of a pack, compiled: gates in an order in which every part stands before the whole, so that one pass over an array evaluates
/// everything and the truths that it leaves behind <em>are</em> the explanation. Nothing is cut short: each gate has its truth.
/// </summary>
public sealed class Circuit
{
    private readonly Gate[] _gates;
    private readonly int[] _parts;
    private readonly int[] _whole;
    private readonly Condition[] _conditions;

    private Circuit(List<Gate> gates, List<int> parts, List<int> whole, List<Condition> conditions)
    {
        _gates = [.. gates];
        _parts = [.. parts];
        _whole = [.. whole];
        _conditions = [.. conditions];
    }

    private enum Kind : byte
    {
        Always,
        All,
        Any,
        Not,
        AtLeast,
        MoreThan,
        AtMost,
        LessThan,
        In,
        HasAny,
        Level,
    }

    private readonly record struct Gate(Kind Kind, short Slot, int FirstPart, int PartCount, long Operand);

    /// <summary>Number of gates, and so of truths.</summary>
    public int Count => _gates.Length;

    /// <summary>The condition that a gate was compiled from.</summary>
    public Condition ConditionOf(int gate) => _conditions[gate];

    /// <summary>The gates of the parts of a gate.</summary>
    public ReadOnlySpan<int> PartsOf(int gate) => _parts.AsSpan(_gates[gate].FirstPart, _gates[gate].PartCount);

    /// <summary>Evaluates the gates <paramref name="from"/>..<paramref name="to"/> into <paramref name="truths"/>.</summary>
    /// <param name="values">The facts by slot.</param>
    /// <param name="truths">One truth a gate; earlier gates must be there already.</param>
    /// <param name="from">First gate.</param>
    /// <param name="to">One past the last gate.</param>
    /// <param name="settled">The level of the incident as settled, 0 for none; read by level gates only.</param>
    /// <param name="ceiling">The highest level that it could still be, 0 for none.</param>
    public void Evaluate(ReadOnlySpan<FactValue> values, Span<Truth> truths, int from, int to, int settled = 0, int ceiling = 0)
    {
        var gates = _gates.AsSpan();
        var parts = _parts.AsSpan();
        for (var g = from; g < to; g++)
        {
            ref readonly var gate = ref gates[g];
            if (gate.Kind is >= Kind.AtLeast and < Kind.Level)
            {
                ref readonly var value = ref values[gate.Slot];
                truths[g] = value.Knowledge == Knowledge.Known ? Compare(gate.Kind, gate.Operand, in value) : value.Knowledge == Knowledge.Unknown ? Truth.Unknown : Truth.False;
                continue;
            }

            truths[g] = gate.Kind switch
            {
                Kind.Always => Truth.True,
                Kind.All => Least(parts.Slice(gate.FirstPart, gate.PartCount), truths),
                Kind.Any => Greatest(parts.Slice(gate.FirstPart, gate.PartCount), truths),
                Kind.Not => (Truth)(2 - (byte)truths[parts[gate.FirstPart]]),
                Kind.Level => settled >= gate.Operand ? Truth.True : ceiling >= gate.Operand ? Truth.Unknown : Truth.False,
                _ => throw new InvalidOperationException(),
            };
        }
    }

    /// <summary>A comparison on a value that is known; not applicable is False and not known is Unknown before this is asked.</summary>
    private static Truth Compare(Kind kind, long operand, in FactValue value) => kind switch
    {
        Kind.AtLeast => Decide(value.Low >= operand, value.High < operand),
        Kind.MoreThan => Decide(value.Low > operand, value.High <= operand),
        Kind.AtMost => Decide(value.High <= operand, value.Low > operand),
        Kind.LessThan => Decide(value.High < operand, value.Low >= operand),
        Kind.In => (operand >> (int)value.Low & 1) == 1 ? Truth.True : Truth.False,
        Kind.HasAny => (value.Low & operand) != 0 ? Truth.True : value.High != 0 ? Truth.Unknown : Truth.False,
        _ => throw new InvalidOperationException(),
    };

    private static Truth Decide(bool holds, bool fails) => holds ? Truth.True : fails ? Truth.False : Truth.Unknown;

    private static Truth Least(ReadOnlySpan<int> parts, ReadOnlySpan<Truth> truths)
    {
        var least = Truth.True;
        foreach (var part in parts)
            if (truths[part] < least)
                least = truths[part];
        return least;
    }

    private static Truth Greatest(ReadOnlySpan<int> parts, ReadOnlySpan<Truth> truths)
    {
        var greatest = Truth.False;
        foreach (var part in parts)
            if (truths[part] > greatest)
                greatest = truths[part];
        return greatest;
    }

    /// <summary>The facts of the Unknown comparisons under a gate, going down only through its Unknown parts.</summary>
    public void CollectOpen(int gate, ReadOnlySpan<Truth> truths, ref FactSet open)
    {
        if (truths[gate] != Truth.Unknown)
            return;
        ref readonly var g = ref _gates[gate];
        if (g.PartCount == 0)
        {
            if (g.Kind is not Kind.Level)
                open.Add(g.Slot);
            return;
        }

        foreach (var part in _parts.AsSpan(g.FirstPart, g.PartCount))
            CollectOpen(part, truths, ref open);
    }

    /// <summary>Whether the root would be True if this one gate were, everything else as it is.</summary>
    public bool WouldDecide(int gate, int root, ReadOnlySpan<Truth> truths)
    {
        var truth = Truth.True;
        while (gate != root)
        {
            var whole = _whole[gate];
            truth = _gates[whole].Kind switch
            {
                Kind.All => With(gate, truth, whole, truths, Truth.True, least: true),
                Kind.Any => With(gate, truth, whole, truths, Truth.False, least: false),
                Kind.Not => (Truth)(2 - (byte)truth),
                _ => throw new InvalidOperationException(),
            };
            gate = whole;
        }

        return truth == Truth.True;
    }

    private Truth With(int changed, Truth truth, int whole, ReadOnlySpan<Truth> truths, Truth start, bool least)
    {
        var result = start;
        foreach (var part in PartsOf(whole))
        {
            var t = part == changed ? truth : truths[part];
            if (least ? t < result : t > result)
                result = t;
        }

        return result;
    }

    /// <summary>Compiles conditions one after another.</summary>
    internal sealed class Builder
    {
        private readonly List<Gate> _gates = [];
        private readonly List<int> _parts = [];
        private readonly List<int> _whole = [];
        private readonly List<Condition> _conditions = [];

        /// <summary>Gates so far.</summary>
        public int Count => _gates.Count;

        /// <summary>Adds a condition and returns its gate, which is the last one added.</summary>
        public int Add(Condition condition)
        {
            int[] parts = condition switch
            {
                Condition.All all => [.. all.Parts.Select(Add)],
                Condition.Any any => [.. any.Parts.Select(Add)],
                Condition.Not not => [Add(not.Part)],
                _ => [],
            };
            var gate = _gates.Count;
            foreach (var part in parts)
                _whole[part] = gate;
            _gates.Add(Compile(condition) with { FirstPart = _parts.Count, PartCount = parts.Length });
            _parts.AddRange(parts);
            _whole.Add(gate);
            _conditions.Add(condition);
            return gate;
        }

        public Circuit Build() => new(_gates, _parts, _whole, _conditions);

        private static Gate Compile(Condition condition) => condition switch
        {
            Condition.Always => new(Kind.Always, 0, 0, 0, 0),
            Condition.All => new(Kind.All, 0, 0, 0, 0),
            Condition.Any => new(Kind.Any, 0, 0, 0, 0),
            Condition.Not => new(Kind.Not, 0, 0, 0, 0),
            Condition.Compare c => Leaf(c.Comparison switch
            {
                Comparison.AtLeast => Kind.AtLeast,
                Comparison.MoreThan => Kind.MoreThan,
                Comparison.AtMost => Kind.AtMost,
                Comparison.LessThan => Kind.LessThan,
                _ => throw new InvalidOperationException(),
            }, c.Fact, c.Threshold),
            Condition.Is c => Leaf(Kind.In, c.Fact, 1L << c.Word),
            Condition.In c => Leaf(Kind.In, c.Fact, c.Words),
            Condition.HasAny c => Leaf(Kind.HasAny, c.Fact, c.Words),
            Condition.Judged c => Leaf(Kind.AtLeast, c.Fact, c.Word),
            Condition.LevelAtLeast c => new(Kind.Level, 0, 0, 0, (long)c.Level),
            _ => throw new InvalidOperationException(),
        };

        private static Gate Leaf(Kind kind, Fact fact, long operand) => new(kind, (short)fact.Slot, 0, 0, operand);
    }
}
