using Fengsui.Law.Conditions;
using Fengsui.Law.Facts;

namespace Fengsui.Law.Grading;

/// <summary>
/// A node of the explanation: a view on the truths that the evaluation left behind, not a second evaluation. Sentences are written when somebody asks.
/// </summary>
public readonly struct Explanation
{
    private readonly Circuit _circuit;
    private readonly Truth[] _truths;
    private readonly Incident _incident;
    private readonly int _gate;

    internal Explanation(Circuit circuit, Truth[] truths, Incident incident, int gate)
    {
        _circuit = circuit;
        _truths = truths;
        _incident = incident;
        _gate = gate;
    }

    /// <summary>The condition.</summary>
    public Condition Condition => _circuit.ConditionOf(_gate);

    /// <summary>Its truth for these facts.</summary>
    public Truth Truth => _truths[_gate];

    /// <summary>Its parts.</summary>
    public IReadOnlyList<Explanation> Parts
    {
        get
        {
            var gates = _circuit.PartsOf(_gate);
            if (gates.IsEmpty)
                return [];
            var parts = new Explanation[gates.Length];
            for (var i = 0; i < parts.Length; i++)
                parts[i] = new(_circuit, _truths, _incident, gates[i]);
            return parts;
        }
    }

    /// <summary>The fact that a comparison reads, or null.</summary>
    public Fact? Fact => Condition.Compared;

    /// <summary>The value of that fact.</summary>
    public FactValue Value => Fact is { } fact ? _incident[fact] : FactValue.Unknown;

    /// <summary>How much is missing to a ≥ threshold that was not reached, in base units; null elsewhere.</summary>
    public long? ShortBy => Truth == Truth.False && Condition is Condition.Compare { Comparison: Comparison.AtLeast } c && _incident[c.Fact] is { Knowledge: Knowledge.Known } value
        ? c.Threshold - value.High
        : null;

    /// <summary>The sentence of the whole: its parts of the same truth, joined.</summary>
    public Text Sentence
    {
        get
        {
            var truth = Truth;
            var parts = Leaves(truth).Select(l => l.Own).Distinct().ToList();
            return parts.Count == 0 ? Own : Text.Join("；", "; ", parts);
        }
    }

    /// <summary>The sentence of a comparison with its value, or the name of a joint.</summary>
    public Text Own => Condition is Condition.All or Condition.Any or Condition.Not or Condition.Always
        ? Sentences.Of(Condition)
        : Sentences.Of(Condition, Truth, Fact is { } fact ? _incident[fact] : FactValue.Unknown);

    /// <summary>The comparisons that carry a truth: of an <c>all</c> or <c>any</c> the parts that share it, of a <c>not</c> its part.</summary>
    private IEnumerable<Explanation> Leaves(Truth truth)
    {
        switch (Condition)
        {
            case Condition.All or Condition.Any:
                foreach (var part in Parts)
                    if (part.Truth == truth)
                        foreach (var leaf in part.Leaves(truth))
                            yield return leaf;
                break;
            case Condition.Not:
                foreach (var leaf in Parts[0].Leaves((Truth)(2 - (byte)truth)))
                    yield return leaf;
                break;
            default:
                yield return this;
                break;
        }
    }

    /// <summary>What would have to hold for an Unknown to become True, without the values: <c>若涉及关键信息基础设施为是</c>.</summary>
    public Text Supposition => Text.Join("，", ", ", [.. Leaves(Truth.Unknown).Select(l => Sentences.Of(l.Condition)).Distinct()]);

    /// <summary>The facts and values on which a False or Unknown rests, as a facts file names them: <c>bank_insurer 为否</c>.</summary>
    internal Text Stated(Truth truth) => Text.Join("、", ", ",
        [.. Leaves(truth).Where(l => l.Fact is not null).Select(l => new Text($"{l.Fact!.Id} 为{l.Fact.Write(l.Value, Language.Zh)}", $"{l.Fact.Id} is {l.Fact.Write(l.Value, Language.En)}"))]);
}
