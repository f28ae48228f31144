using System.Text;
using Fengsui.Law.Hashing;
using Fengsui.Law.Input;

namespace Fengsui.Law.Packs;

/// <summary>How a row changed from one version of a pack to another.</summary>
public enum ChangeKind
{
    /// <summary>Only the new version has it.</summary>
    Added,

    /// <summary>Only the old version has it.</summary>
    Removed,

    /// <summary>Both have it, with other values.</summary>
    Changed,
}

/// <summary>One difference between two versions of a pack.</summary>
/// <param name="Kind">How.</param>
/// <param name="File">The file.</param>
/// <param name="Row">The list and the row's id in it, or the key at the top of the file.</param>
/// <param name="Key">The key that changed; empty when the whole row came or went.</param>
/// <param name="Before">The old value, in canonical form; empty when there was none.</param>
/// <param name="After">The new value; empty when there is none.</param>
public sealed record PackChange(ChangeKind Kind, string File, string Row, string Key, string Before, string After);

/// <summary>What a new version of a pack changes, row by row: comments, order and layout do not count.</summary>
public static class PackDiff
{
    private static readonly string[] Names = ["id", "no", "response", "colour", "name", "word", "year", "duty", "form"];

    /// <summary>The differences between two pack folders.</summary>
    /// <exception cref="InputException">A file of either is not readable.</exception>
    public static IReadOnlyList<PackChange> Between(string oldFolder, string newFolder)
    {
        var before = PackFolder.Read(oldFolder).Files;
        var after = PackFolder.Read(newFolder).Files;
        return [.. before.Keys.Union(after.Keys).Order(StringComparer.Ordinal).SelectMany(file => OfFile(file, Rows(before.GetValueOrDefault(file)), Rows(after.GetValueOrDefault(file))))];
    }

    private static IEnumerable<PackChange> OfFile(string file, Dictionary<string, Node> before, Dictionary<string, Node> after)
    {
        foreach (var row in before.Keys.Union(after.Keys))
        {
            if (!after.TryGetValue(row, out var now))
                yield return new(ChangeKind.Removed, file, row, "", Canonical(before[row]), "");
            else if (!before.TryGetValue(row, out var was))
                yield return new(ChangeKind.Added, file, row, "", "", Canonical(now));
            else
                foreach (var change in OfRow(file, row, was, now))
                    yield return change;
        }
    }

    private static IEnumerable<PackChange> OfRow(string file, string row, Node was, Node now)
    {
        if (Canonical(was) == Canonical(now))
            yield break;
        if (was is not Node.Mapping a || now is not Node.Mapping b)
        {
            yield return new(ChangeKind.Changed, file, row, "", Canonical(was), Canonical(now));
            yield break;
        }

        foreach (var key in a.Entries.Concat(b.Entries).Select(e => e.Key.Value).Distinct())
        {
            var (old, @new) = (a.Find(key), b.Find(key));
            if ((old is null ? "" : Canonical(old)) != (@new is null ? "" : Canonical(@new)))
                yield return new(ChangeKind.Changed, file, row, key, old is null ? "" : Canonical(old), @new is null ? "" : Canonical(@new));
        }
    }

    /// <summary>The rows of a file by list and id; a dated row also by its first day, since two versions of it stand side by side.</summary>
    private static Dictionary<string, Node> Rows(Node? file)
    {
        var rows = new Dictionary<string, Node>();
        if (file is not Node.Mapping mapping)
            return rows;
        foreach (var (key, value) in mapping.Entries)
        {
            if (value is not Node.Sequence list)
                rows[key.Value] = value;
            else
                for (var i = 0; i < list.Items.Count; i++)
                    rows[$"{key.Value}/{NameOf(list.Items[i], i)}"] = list.Items[i];
        }

        return rows;
    }

    private static string NameOf(Node row, int index)
    {
        if (row is not Node.Mapping mapping)
            return index.ToString();
        var name = Names.Select(mapping.Find).OfType<Node.Scalar>().FirstOrDefault()?.Value ?? index.ToString();
        return mapping.Find("from") is Node.Scalar from ? $"{name}@{from.Value}" : name;
    }

    private static string Canonical(Node node)
    {
        var text = new StringBuilder();
        CanonicalHash.Write(node, text);
        return text.ToString();
    }
}
