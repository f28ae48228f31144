namespace Fengsui.Law.Tests;

/// <summary>A pack of the product, copied with one change, for tests of versions and drafts.</summary>
internal sealed class CopiedPack : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("fengsui-pack-").FullName;

    public CopiedPack(string id, string replace, string with, string file = "pack.yaml")
    {
        Path = System.IO.Path.Combine(_root, id);
        var from = System.IO.Path.Combine(TheLaw.PacksFolder, id);
        foreach (var source in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = System.IO.Path.Combine(Path, System.IO.Path.GetRelativePath(from, source));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(source, target);
        }

        var changed = System.IO.Path.Combine(Path, file);
        var text = File.ReadAllText(changed);
        if (!text.Contains(replace, StringComparison.Ordinal))
            throw new InvalidOperationException($"{file} does not hold {replace}");
        File.WriteAllText(changed, text.Replace(replace, with, StringComparison.Ordinal));
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
