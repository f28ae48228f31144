using System.Security.Cryptography;
using System.Text;
using Fengsui.Law.Input;

namespace Fengsui.Law.Hashing;

/// <summary>The algorithms a pack's hash may use.</summary>
public enum HashAlgorithmChoice
{
    /// <summary>SHA-256, the default.</summary>
    Sha256,

    /// <summary>SM3 (GB/T 32905-2016), through the machine's OpenSSL 3.</summary>
    Sm3,
}

/// <summary>Canonical JSON (keys sorted, no white space, minimal escapes, every value a string) and its hash.</summary>
public static class CanonicalHash
{
    /// <summary>The hash of a text, with the algorithm's name: <c>sha256:…</c> or <c>sm3:…</c>.</summary>
    /// <exception cref="PlatformNotSupportedException">SM3 was chosen and OpenSSL 3 is not there.</exception>
    public static string Of(string canonical, HashAlgorithmChoice algorithm)
    {
        var bytes = Encoding.UTF8.GetBytes(canonical);
        return algorithm switch
        {
            HashAlgorithmChoice.Sha256 => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes)),
            HashAlgorithmChoice.Sm3 => "sm3:" + Convert.ToHexStringLower(OpenSslSm3.Hash(bytes)),
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
        };
    }

    /// <summary>Writes a node in canonical form: comments, order of keys, quoting and layout of the file leave no trace.</summary>
    public static void Write(Node node, StringBuilder to)
    {
        switch (node)
        {
            case Node.Scalar scalar:
                WriteString(scalar.Value, to);
                break;
            case Node.Sequence sequence:
                Join('[', ']', sequence.Items, item => Write(item, to), to);
                break;
            case Node.Mapping mapping:
                Join('{', '}', mapping.Entries.OrderBy(e => e.Key.Value, StringComparer.Ordinal), entry =>
                {
                    WriteString(entry.Key.Value, to);
                    to.Append(':');
                    Write(entry.Value, to);
                }, to);
                break;
            default:
                throw new InvalidOperationException();
        }
    }

    private static void Join<T>(char open, char close, IEnumerable<T> items, Action<T> write, StringBuilder to)
    {
        to.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
                to.Append(',');
            first = false;
            write(item);
        }

        to.Append(close);
    }

    internal static void WriteString(string value, StringBuilder to)
    {
        to.Append('"');
        foreach (var c in value)
        {
            if (c is '"' or '\\')
                to.Append('\\').Append(c);
            else if (c < ' ')
                to.Append("\\u00").Append(((int)c).ToString("x2"));
            else
                to.Append(c);
        }

        to.Append('"');
    }
}
