using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Fengsui.Law;
using Fengsui.Response.Record;

namespace Fengsui.Store;

/// <summary>
/// The hash that chains the lines of a matter (docs/record.md): SHA-256 over the hash of the line before and every column, a line feed between two.
/// Not safe for use by several threads at once.
/// </summary>
public sealed class LineHash
{
    /// <summary>What stands before the first line of a matter.</summary>
    public const string Start = "0000000000000000000000000000000000000000000000000000000000000000";

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly ArrayBufferWriter<byte> text = new(4096);

    /// <summary>The hash of a line.</summary>
    /// <exception cref="StoreException">A field other than the body holds a line feed, or a text is no Unicode text that a database can
    /// hold.</exception>
    public string Of(string previous, string matter, long seq, string organisation, string kind, NewEntry what)
    {
        Refuse(matter, organisation, kind, what);
        text.ResetWrittenCount();
        Add(previous);
        Add(matter);
        Add(seq);
        Add(organisation);
        Add(kind);
        Add(what.DoneAt.UnixSeconds);
        Add(what.RecordedAt.UnixSeconds);
        Add(what.Actor);
        Add(what.Post);
        Add(what.Type);
        Add(what.Version);
        AddLast(what.Body.Text);
        return Finish();
    }

    /// <summary>The hash of a line whose columns stand behind each other already, a line feed between two.</summary>
    /// <param name="line">The hash of the line before, and every column, in UTF-8.</param>
    /// <param name="hash">Takes 64 digits in lower hex.</param>
    internal static void OfText(ReadOnlySpan<byte> line, Span<byte> hash)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(line, digest);
        Convert.TryToHexStringLower(digest, hash, out _);
    }

    private void Add(string field)
    {
        AddLast(field);
        text.GetSpan(1)[0] = (byte)'\n';
        text.Advance(1);
    }

    private void AddLast(string field) => Strict.GetBytes(field, text);

    private void Add(long field)
    {
        var span = text.GetSpan(21);
        Utf8Formatter.TryFormat(field, span, out var written);
        span[written] = (byte)'\n';
        text.Advance(written + 1);
    }

    private string Finish()
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(text.WrittenSpan, hash);
        return Convert.ToHexStringLower(hash);
    }

    private static void Refuse(string matter, string organisation, string kind, NewEntry what)
    {
        ReadOnlySpan<string> fields = [matter, organisation, kind, what.Actor, what.Post, what.Type];
        foreach (var field in fields)
        {
            if (field.AsSpan().ContainsAny('\n', '\0'))
                throw Unfit();
        }
        if (matter.Length == 0 || what.Body.Text.Contains('\0', StringComparison.Ordinal))
            throw Unfit();
    }

    private static StoreException Unfit() => new(new(
        "记录的一行含有不能保存的字符（换行符或空字符），或者没有事项编号。",
        "A line of the record holds a character that cannot be kept (a line feed or a null), or names no matter."));
}
