using Fengsui.Law;

namespace Fengsui.Store;

/// <summary>The store cannot do what was asked: a full disk, a database of a newer program, an import that is not one.</summary>
public sealed class StoreException : Exception
{
    /// <summary>With what a person reads.</summary>
    public StoreException(Text said, Exception? inner = null)
        : base(said.En, inner) => Said = said;

    /// <summary>What went wrong and what would help.</summary>
    public Text Said { get; }
}
