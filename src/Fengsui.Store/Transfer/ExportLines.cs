using System.Security.Cryptography;
using System.Text.Json;

namespace Fengsui.Store;

/// <summary>The lines of an export, one in memory at a time. The last line ends it, and proves the others.</summary>
internal sealed class ExportLines(Stream from) : IDisposable
{
    private const int LongestLine = 256 << 20;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] buffer = new byte[1 << 20];
    private int start;
    private int end;

    /// <summary>The number of the current line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The current line, without its line feed; valid until the next one is asked for.</summary>
    public ReadOnlyMemory<byte> Current { get; private set; }

    /// <summary>Goes to the next line.</summary>
    /// <returns>False after the end line, when it fits what was read.</returns>
    public bool Next()
    {
        var length = Find();
        Number++;
        Current = buffer.AsMemory(start, length);
        if (Current.Span.StartsWith(Format.End))
        {
            start += length + 1;
            CheckEnd();
            return false;
        }
        hash.AppendData(buffer, start, length + 1);
        start += length + 1;
        return true;
    }

    /// <summary>An error that names the current line.</summary>
    public StoreException Broken(string zh, string en, Exception? inner = null) =>
        new(new($"导入文件第{Number}行：{zh}。什么也没有导入。", $"Line {Number} of the export: {en}. Nothing was imported."), inner);

    public void Dispose() => hash.Dispose();

    private int Find()
    {
        var searched = 0;
        while (true)
        {
            var at = buffer.AsSpan(start + searched, end - start - searched).IndexOf((byte)'\n');
            if (at >= 0)
                return searched + at;
            searched = end - start;
            Fill();
        }
    }

    private void Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
        if (end == buffer.Length)
        {
            if (buffer.Length >= LongestLine)
                throw Missing("行过长", "the line is too long");
            Array.Resize(ref buffer, buffer.Length * 2);
        }
        var read = from.Read(buffer, end, buffer.Length - end);
        if (read == 0)
            throw Missing("文件不完整，缺少结束行", "the file is cut off, its last line is missing");
        end += read;
    }

    private StoreException Missing(string zh, string en)
    {
        Number++;
        return Broken(zh, en);
    }

    private void CheckEnd()
    {
        var (lines, sum) = (-1L, "");
        try
        {
            using var json = JsonDocument.Parse(Current);
            var said = json.RootElement.GetProperty("end");
            (lines, sum) = (said.GetProperty("lines").GetInt64(), said.GetProperty("sha256").GetString() ?? "");
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Broken("结束行无法读取", "the last line cannot be read", unreadable);
        }
        if (lines != Number - 1 || sum != Convert.ToHexStringLower(hash.GetHashAndReset()))
            throw Broken("内容与结束行的校验值不符", "the content is not what the last line says");
        if (start < end || from.ReadByte() >= 0)
            throw Broken("结束行之后还有内容", "something follows the last line");
    }
}
