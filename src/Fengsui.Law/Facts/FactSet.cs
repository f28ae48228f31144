namespace Fengsui.Law.Facts;

/// <summary>A set of facts by slot; at most 128 (the loader refuses a larger vocabulary).</summary>
public record struct FactSet(UInt128 Bits)
{
    /// <summary>Largest vocabulary.</summary>
    public const int Capacity = 128;

    /// <summary>Adds a fact.</summary>
    public void Add(int slot) => Bits |= UInt128.One << slot;

    /// <summary>Adds all facts of another set.</summary>
    public void Add(FactSet other) => Bits |= other.Bits;

    /// <summary>Whether the fact is in the set.</summary>
    public readonly bool Has(int slot) => (Bits >> slot & UInt128.One) == UInt128.One;

    /// <summary>The facts that are in both sets.</summary>
    public readonly FactSet And(FactSet other) => new(Bits & other.Bits);

    /// <summary>The ids in ordinal order.</summary>
    public readonly IReadOnlyList<string> Ids(Vocabulary vocabulary)
    {
        var set = this;
        return [.. vocabulary.Facts.Where(f => set.Has(f.Slot)).Select(f => f.Id).Order(StringComparer.Ordinal)];
    }
}
