using Fengsui.Response.Record;

namespace Fengsui.Store;

/// <summary>The kinds of matter that the program knows, by name.</summary>
internal sealed class MatterKinds(IEnumerable<MatterKind> kinds)
{
    private readonly Dictionary<string, MatterKind> byName = kinds.ToDictionary(k => k.Name, StringComparer.Ordinal);

    public MatterKind? Named(string name) => byName.GetValueOrDefault(name);
}
