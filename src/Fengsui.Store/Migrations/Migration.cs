using System.Globalization;
using System.Text;

namespace Fengsui.Store.Migrations;

/// <summary>One step of the schema, forward only. The embedded files <c>NNNN-name.sql</c> are the list; there is no other.</summary>
/// <param name="Number">The schema version that it leads to.</param>
/// <param name="Name">The file.</param>
/// <param name="Template">The SQL of both databases.</param>
public sealed record Migration(int Number, string Name, string Template)
{
    /// <summary>Every migration, by number from 1 without gaps.</summary>
    public static IReadOnlyList<Migration> All { get; } = Load();

    /// <summary>The SQL for one database.</summary>
    /// <param name="dialect"><c>sqlite</c> or <c>postgres</c>.</param>
    /// <param name="types">What stands for each placeholder.</param>
    public string For(string dialect, IReadOnlyDictionary<string, string> types)
    {
        var sql = new StringBuilder();
        var mine = true;
        foreach (var line in Template.Split('\n'))
        {
            if (line.StartsWith("--:", StringComparison.Ordinal))
                mine = line[3..].Trim() is var to && (to == "both" || to == dialect);
            else if (mine && !line.StartsWith("--", StringComparison.Ordinal))
                sql.Append(line).Append('\n');
        }
        foreach (var (placeholder, type) in types)
            sql.Replace(placeholder, type);
        return sql.ToString();
    }

    private static List<Migration> Load()
    {
        var assembly = typeof(Migration).Assembly;
        var all = new List<Migration>();
        var files = assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal));
        foreach (var name in files.Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            all.Add(new(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd()));
        }
        return all.Select(m => m.Number).SequenceEqual(Enumerable.Range(1, all.Count))
            ? all
            : throw new InvalidOperationException("Migrations must be numbered from 1 without gaps.");
    }
}
