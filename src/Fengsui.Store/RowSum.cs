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
    /// <summary>The checksum of a row.</summary>
    /// <param name="columns">Name and value of every column but <c>sum</c>: text, whole numbers, bytes or null.</param>
    public static string Of(params ReadOnlySpan<(string Name, object? Value)> columns)
    {
        var sorted = columns.ToArray();
        Array.Sort(sorted, (a, b) => string.CompareOrdinal(a.Name, b.Name));
        var text = new ArrayBufferWriter<byte>(256);
        foreach (var (name, value) in sorted)
        {
            if (value is not null and not DBNull)
                Add(text, name, Bytes(value));
        }
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(text.WrittenSpan, hash);
        return Convert.ToHexStringLower(hash[..16]);
    }

    private static byte[] Bytes(object value) => value switch
    {
        byte[] bytes => bytes,
        string said => Encoding.UTF8.GetBytes(said),
        IFormattable number => Encoding.UTF8.GetBytes(number.ToString(null, CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"A column cannot hold {value.GetType()}.", nameof(value)),
    };

    private static void Add(ArrayBufferWriter<byte> text, string name, byte[] value)
    {
        text.Write(Encoding.UTF8.GetBytes($"{name}:{value.Length}:"));
        text.Write(value);
        text.Write("\n"u8);
    }
}
