namespace Fengsui.Law.Facts;

/// <summary>A set of facts by slot; at most 128 (the loader refuses a larger vocabulary). Two words of bits, since it is filled on the hot path.</summary>
public record struct FactSet
{
    /// <summary>Largest vocabulary.</summary>
    public const int Capacity = 128;

    private ulong _low;
    private ulong _high;

    /// <summary>Adds a fact.</summary>
    public void Add(int slot)
    {
        if (slot < 64)
            _low |= 1UL << slot;
        else
            _high |= 1UL << slot;
    }

    /// <summary>Adds all facts of another set.</summary>
    public void Add(FactSet other)
    {
        _low |= other._low;
        _high |= other._high;
    }

    /// <summary>Whether the fact is in the set.</summary>
    public readonly bool Has(int slot) => ((slot < 64 ? _low : _high) >> slot & 1) == 1;

    /// <summary>The facts that are in both sets.</summary>
    public readonly FactSet And(FactSet other) => new() { _low = _low & other._low, _high = _high & other._high };

    /// <summary>The ids in ordinal order.</summary>
    public readonly IReadOnlyList<string> Ids(Vocabulary vocabulary)
    {
        var ids = new List<string>();
        foreach (var fact in vocabulary.Facts)
            if (Has(fact.Slot))
                ids.Add(fact.Id);
        ids.Sort(StringComparer.Ordinal);
        return ids;
    }
}
