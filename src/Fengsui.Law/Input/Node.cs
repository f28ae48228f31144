namespace Fengsui.Law.Input;

/// <summary>What was read from YAML or JSON: a closed union of scalar, sequence and mapping, each with its place.</summary>
public abstract record Node
{
    private Node(Place at) => At = at;

    /// <summary>Where it begins.</summary>
    public Place At { get; }

    /// <summary>A scalar. Its type is given by the schema that reads it, never by how it looks or is quoted.</summary>
    public sealed record Scalar(string Value, Place At) : Node(At);

    /// <summary>A list.</summary>
    public sealed record Sequence(IReadOnlyList<Node> Items, Place At) : Node(At);

    /// <summary>Keys and values in the order of the file; no key stands twice.</summary>
    public sealed record Mapping(IReadOnlyList<Entry> Entries, Place At) : Node(At)
    {
        /// <summary>The value of a key, or null when the key is absent.</summary>
        public Node? Find(string key)
        {
            foreach (var entry in Entries)
                if (entry.Key.Value == key)
                    return entry.Value;
            return null;
        }
    }

    /// <summary>One key with its value.</summary>
    public sealed record Entry(Scalar Key, Node Value);
}
