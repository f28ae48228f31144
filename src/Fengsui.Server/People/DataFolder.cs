using Fengsui.Law;

namespace Fengsui.Server.People;

/// <summary>The data folder belongs to another running server, or is none.</summary>
/// <param name="said">What is wrong and what would help.</param>
public sealed class DataFolderException(Text said) : Exception(said.En)
{
    /// <summary>What is wrong and what would help.</summary>
    public Text Said { get; } = said;
}

/// <summary>
/// The data folder while a server runs in it. Two servers on one embedded database would each believe their own memory of organisations; a lock that
/// the system lets go of with the process keeps the second one out.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream? _lock;

    private DataFolder(FileStream? held) => _lock = held;

    /// <summary>Makes the folder when it is absent, and takes it.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="alone">Whether the database stands in it.</param>
    /// <exception cref="DataFolderException">It is taken, or cannot be made.</exception>
    public static DataFolder Take(string path, bool alone)
    {
        if (File.Exists(path))
            throw new DataFolderException(new($"数据目录 {path} 是一个文件; 请用 --data 指定目录", $"the data folder {path} is a file; name a folder with --data"));
        Directory.CreateDirectory(path);
        if (!alone)
            return new(null);
        try
        {
            return new(new FileStream(Path.Combine(path, "fengsui.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            throw new DataFolderException(new(
                $"数据目录 {path} 正被另一个烽燧使用; 请先停止它，或者用 --data 指定另一个目录",
                $"the data folder {path} is in use by another Fengsui; stop it first, or name another with --data"));
        }
    }

    public void Dispose() => _lock?.Dispose();
}
