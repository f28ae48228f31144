using System.Text;

namespace Fengsui.Law.Input;

/// <summary>Bytes to a <see cref="Node"/> tree: JSON when the text begins with <c>{</c>, else the YAML subset.</summary>
public static class InputText
{
    /// <summary>Largest input, in bytes (1 MiB).</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>Deepest nesting of lists and mappings.</summary>
    public const int MaxDepth = 16;

    /// <summary>The remedy for a file without content.</summary>
    internal static readonly Text NotEmpty = new("请写出内容；事实文件至少要有 incident 和 facts", "write its content; a facts file needs at least `incident` and `facts`");

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="InputException">The file is missing, unreadable, too large, binary, or not well formed.</exception>
    public static Node ReadFile(string path) => Read(path, Bytes(path));

    /// <summary>Reads text that came with a name (a file, <c>-</c>, a form).</summary>
    /// <exception cref="InputException">It is too large, binary, or not well formed.</exception>
    public static Node Read(string file, ReadOnlySpan<byte> bytes)
    {
        var text = Decode(file, bytes);
        return text.AsSpan().TrimStart().StartsWith("{") ? JsonText.Read(file, text, line: 1) : YamlText.Read(file, text);
    }

    /// <summary>Reads one line of a file of JSON lines.</summary>
    public static Node ReadJsonLine(string file, int line, ReadOnlySpan<byte> bytes) => JsonText.Read(file, Decode(file, bytes, line), line);

    private static byte[] Bytes(string path)
    {
        try
        {
            if (Directory.Exists(path))
                throw Whole(path, new("这是一个目录，不是文件", "this is a directory, not a file"), new("请给出文件的路径", "name a file"));
            using var stream = File.OpenRead(path);
            // One byte more than allowed tells a file that is too large, also where a length cannot be had (a pipe).
            var buffer = new byte[MaxBytes + 1];
            var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return buffer[..length];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Whole(path, new("找不到这个文件", "no such file"), new("请检查路径", "check the path"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Whole(path, new("无法读取这个文件", "the file cannot be read"), new("请检查路径和权限", "check the path and its permissions"));
        }
    }

    private static string Decode(string file, ReadOnlySpan<byte> bytes, int line = 1)
    {
        if (bytes.Length > MaxBytes)
            throw Whole(file, new("超过 1 MiB", "larger than 1 MiB"), new("请拆成较小的文件", "split it into smaller files"), line);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];
        string text;
        try
        {
            text = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Whole(file, new("不是 UTF-8 文本（可能是二进制文件）", "not UTF-8 text (perhaps a binary file)"), new("请另存为 UTF-8", "save it as UTF-8"), line);
        }

        foreach (var c in text)
            if (IsBinary(c))
                throw Whole(file, new("含有控制字符，是二进制内容", "holds control characters, so it is binary"), new("请给出文本文件", "give a text file"), line);
        if (string.IsNullOrWhiteSpace(text))
            throw Whole(file, new("内容为空", "it is empty"), NotEmpty, line);
        return text;
    }

    /// <summary>A value as it is, unless an escape smuggled in what no text file may hold.</summary>
    internal static string Printable(string value, Place at, string key)
    {
        foreach (var c in value)
            if (IsBinary(c))
                throw new InputException(at, key, new("含有控制字符", "holds a control character"), new("请删去这个字符", "remove the character"));
        return value;
    }

    private static bool IsBinary(char c) => char.IsControl(c) && c is not ('\t' or '\n' or '\r');

    internal static InputException Whole(string file, Text wrong, Text remedy, int line = 1) => new(new(file, line, 1), "file", wrong, remedy);

    internal static InputException TooDeep(Place at, string key) =>
        new(at, key, new($"嵌套超过 {MaxDepth} 层", $"nested deeper than {MaxDepth}"), new("请减少嵌套", "nest less"));

    internal static InputException Twice(Place at, string key) =>
        new(at, key, new("这个键出现了两次", "this key stands twice (a second value for it)"), new("只保留一个值", "keep one value"));
}
