using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fengsui.Store;

/// <summary>
/// The checksum of a row that follows from no journal line: the first 16 bytes of SHA-256, in lower hex, over the row's columns other than
/// <c>sum</c>, sorted by name, each as <c>name:length:value</c> and a line feed. A null column is left out, so a column added later changes no sum.
/// </summary>
public static class RowSum
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? written;

    /// <summary>The checksum of a row.</summary>
    /// <param name="columns">Name and value of every column but <c>sum</c>: text, whole numbers, bytes or null.</param>
    public static string Of(params ReadOnlySpan<(string Name, object? Value)> columns)
    {
        var text = written ??= new(1024);
        text.ResetWrittenCount();
        Span<int> order = stackalloc int[columns.Length];
        Sort(columns, order);
        foreach (var i in order)
            Add(text, columns[i].Name, columns[i].Value);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(text.WrittenSpan, hash);
        return Convert.ToHexStringLower(hash[..16]);
    }

    // A handful of columns, most of them in order already.
    private static void Sort(ReadOnlySpan<(string Name, object? Value)> columns, Span<int> order)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            var at = i;
            for (; at > 0 && string.CompareOrdinal(columns[order[at - 1]].Name, columns[i].Name) > 0; at--)
                order[at] = order[at - 1];
            order[at] = i;
        }
    }

    private static void Add(ArrayBufferWriter<byte> text, string name, object? value)
    {
        switch (value)
        {
            case null or DBNull:
                break;
            case byte[] bytes:
                Head(text, name, bytes.Length);
                text.Write(bytes);
                text.Write("\n"u8);
                break;
            case string said:
                Head(text, name, Encoding.UTF8.GetByteCount(said));
                Encoding.UTF8.GetBytes(said, text);
                text.Write("\n"u8);
                break;
            case IFormattable number:
                Add(text, name, number.ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                throw new ArgumentException($"A column cannot hold {value.GetType()}.", nameof(value));
        }
    }

    private static void Head(ArrayBufferWriter<byte> text, string name, int length)
    {
        Encoding.UTF8.GetBytes(name, text);
        text.Write(":"u8);
        _ = length.TryFormat(text.GetSpan(12), out var digits, default, CultureInfo.InvariantCulture);
        text.Advance(digits);
        text.Write(":"u8);
    }
}
