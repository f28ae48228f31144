using System.Text;
using Fengsui.Law.Hashing;
using Fengsui.Law.Input;

namespace Fengsui.Law.Packs;

/// <summary>The parsed files of one pack, before they are understood.</summary>
internal sealed class PackFolder
{
    /// <summary>Stands for every file of <c>forms/</c> where a kind of pack names the files that it may have.</summary>
    public const string AnyForm = "forms/*.yaml";

    private readonly SortedDictionary<string, Node> _files = new(StringComparer.Ordinal);

    private PackFolder(string path)
    {
        Path = path;
        Name = NameOf(path);
    }

    public string Path { get; }

    public IReadOnlyDictionary<string, Node> Files => _files;

    public string Name { get; }

    public static string NameOf(string path) => System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path)));

    /// <summary>Reads every YAML file but the cases, which only tests read.</summary>
    public static PackFolder Read(string path)
    {
        var folder = new PackFolder(path);
        foreach (var file in YamlIn(path, "forms", "cases").Concat(YamlIn(System.IO.Path.Combine(path, "forms"))))
            folder._files.Add(System.IO.Path.GetRelativePath(path, file).Replace('\\', '/'), InputText.ReadFile(file));
        return folder;
    }

    /// <summary>The YAML files of a folder. What would be passed over in silence, and so would not be law, is refused; other kinds of files are not ours.</summary>
    public static IReadOnlyList<string> YamlIn(string path, params IReadOnlyList<string> folders)
    {
        var files = new List<string>();
        foreach (var entry in EntriesOf(path))
        {
            if (Directory.Exists(entry))
            {
                if (!folders.Contains(System.IO.Path.GetFileName(entry)))
                    throw InputText.Whole(entry, new("包里没有这个目录", "a pack has no such folder"), new("包内只有 forms 和 cases 两个目录", "the only folders of a pack are forms and cases"));
            }
            else if (entry.EndsWith(".yaml", StringComparison.Ordinal))
                files.Add(entry);
            else if (entry.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || entry.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase))
                throw InputText.Whole(entry, new("文件名不以 .yaml 结尾", "the file's name does not end in .yaml"), new("请改名为 .yaml，或移出包外", "rename it to .yaml, or move it out of the pack"));
        }

        return files;
    }

    private static IReadOnlyList<string> EntriesOf(string path)
    {
        try
        {
            return Directory.Exists(path) ? [.. Directory.EnumerateFileSystemEntries(path).Where(e => System.IO.Path.GetFileName(e)[0] != '.').Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw InputText.Whole(path, new("无法读取这个目录", "the folder cannot be read"), new("请检查权限", "check its permissions"));
        }
    }

    public string FileOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A file's mapping, or null when the pack has no such file.</summary>
    public Fields? File(string name) => _files.TryGetValue(name, out var node) ? new Fields(node, name) : null;

    public Fields Need(string name) => File(name)
        ?? throw InputText.Whole(FileOf(name), new("缺少这个文件", "this file is missing"), new("格式见 docs/packs.md", "the format is in docs/packs.md"));

    public IEnumerable<(string Name, Fields Fields)> Forms() =>
        _files.Where(f => f.Key.StartsWith("forms/", StringComparison.Ordinal)).Select(f => (f.Key, new Fields(f.Value, f.Key)));

    public void RefuseOtherFiles(IReadOnlyCollection<string> known)
    {
        foreach (var name in _files.Keys)
            if (!known.Contains(name.StartsWith("forms/", StringComparison.Ordinal) ? AnyForm : name))
                throw InputText.Whole(FileOf(name), new("这种包没有这个文件", "a pack of this kind has no such file"), new($"可用：{string.Join("、", known)}", $"known: {string.Join(", ", known)}"));
    }

    /// <summary>The canonical form: all files but the cases, and the hashes of the packs it uses (they change what it means).</summary>
    public string Canonical(IEnumerable<Pack> uses)
    {
        var text = new StringBuilder("{\"files\":{");
        var first = true;
        foreach (var (name, node) in _files)
        {
            if (!first)
                text.Append(',');
            first = false;
            CanonicalHash.WriteString(name, text);
            text.Append(':');
            CanonicalHash.Write(node, text);
        }

        text.Append("},\"uses\":{").AppendJoin(',', uses.OrderBy(u => u.Id, StringComparer.Ordinal).Select(u => $"\"{u.Id}\":\"{u.Hash}\""));
        return text.Append("}}").ToString();
    }
}
