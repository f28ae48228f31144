using System.Text;
using System.Text.RegularExpressions;

namespace Fengsui.Response.Risks.Formats;

/// <summary>A part of a mail: its head, and its body as it was sent.</summary>
internal sealed partial class MailPart
{
    private const int MostOfField = 8_000;
    private const int MostHead = 256 * 1024;
    private readonly Dictionary<string, string> _head;
    private readonly ReadOnlyMemory<byte> _body;

    private MailPart(Dictionary<string, string> head, ReadOnlyMemory<byte> body)
    {
        (_head, _body) = (head, body);
        var (type, parameters) = Parameters(Header("content-type") ?? "text/plain");
        Type = type.ToLowerInvariant();
        Boundary = parameters.GetValueOrDefault("boundary");
        Charset = parameters.GetValueOrDefault("charset") ?? "utf-8";
        var (disposition, more) = Parameters(Header("content-disposition") ?? "");
        var name = more.GetValueOrDefault("filename") ?? parameters.GetValueOrDefault("name");
        FileName = name is not null ? Decoded(name) : disposition.Equals("attachment", StringComparison.OrdinalIgnoreCase) ? "attachment" : null;
    }

    /// <summary>Its media type.</summary>
    public string Type { get; }

    /// <summary>The name of the file that it is, or null.</summary>
    public string? FileName { get; }

    /// <summary>Whether it is made of parts.</summary>
    public bool IsMultipart => Boundary is { Length: > 0 } && Type.StartsWith("multipart/", StringComparison.Ordinal);

    private string? Boundary { get; }

    private string Charset { get; }

    /// <summary>A field of the head, unfolded; null when it is not there.</summary>
    public string? Header(string name) => _head.GetValueOrDefault(name);

    /// <summary>Reads head and body.</summary>
    public static MailPart Read(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        var (end, body) = EndOfHead(span);
        var head = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? name = null;
        foreach (var line in Said.Decode(span[..Math.Min(end, MostHead)]).Split('\n'))
        {
            var text = line.TrimEnd('\r');
            if (text.Length > 0 && text[0] is ' ' or '\t')
            {
                if (name is not null && head[name].Length < MostOfField)
                    head[name] += " " + text.Trim();
                continue;
            }

            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
                continue;
            // The first one counts, but of Received the last is the sender's.
            name = head.TryAdd(text[..colon].Trim(), text[(colon + 1)..].Trim()) ? text[..colon].Trim() : null;
        }

        return new(head, bytes[body..]);
    }

    private static (int End, int Body) EndOfHead(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 0 && bytes[0] == (byte)'\n')
            return (0, 1);
        if (bytes.StartsWith("\r\n"u8))
            return (0, 2);
        var unix = bytes.IndexOf("\n\n"u8);
        var windows = bytes.IndexOf("\n\r\n"u8);
        if (windows >= 0 && (unix < 0 || windows < unix))
            return (windows, windows + 3);
        return unix >= 0 ? (unix, unix + 2) : (bytes.Length, bytes.Length);
    }

    /// <summary>Its parts, at most so many.</summary>
    public IEnumerable<MailPart> Parts(int most)
    {
        var mark = Encoding.ASCII.GetBytes("--" + Boundary);
        var at = 0;
        var from = -1;
        for (var count = 0; count <= most; count++)
        {
            var found = Find(mark, at);
            if (from >= 0)
                yield return Read(_body[from..(found < 0 ? _body.Length : found)]);
            if (found < 0 || _body.Span[(found + mark.Length)..].StartsWith("--"u8))
                yield break;
            var end = _body.Span[(found + mark.Length)..].IndexOf((byte)'\n');
            if (end < 0)
                yield break;
            from = at = found + mark.Length + end + 1;
        }
    }

    /// <summary>A boundary at the beginning of a line.</summary>
    private int Find(byte[] mark, int from)
    {
        while (from <= _body.Length && _body.Span[from..].IndexOf(mark) is >= 0 and var found)
        {
            if (from + found == 0 || _body.Span[from + found - 1] == (byte)'\n')
                return from + found;
            from += found + mark.Length;
        }

        return -1;
    }

    /// <summary>The body without its transfer encoding.</summary>
    public byte[] Body() => Header("content-transfer-encoding")?.Trim().ToLowerInvariant() switch
    {
        "base64" => Base64(_body.Span),
        "quoted-printable" => QuotedPrintable(_body.Span, header: false),
        _ => _body.ToArray(),
    };

    /// <summary>The body as text.</summary>
    public string Text() => InCharset(Body(), Charset);

    /// <summary>A field of a head with encoded words (RFC 2047) as it is meant.</summary>
    public static string Decoded(string text)
    {
        if (!text.Contains("=?", StringComparison.Ordinal))
            return text;
        // The blank between two encoded words belongs to neither. A character may be cut between two words of one charset.
        var joined = Between().Replace(text, "?==?");
        return EncodedWords().Replace(joined, run =>
        {
            var bytes = new List<byte>();
            string? charset = null;
            var said = new StringBuilder();
            foreach (Match word in EncodedWord().Matches(run.Value))
            {
                if (charset is not null && !charset.Equals(word.Groups["charset"].Value, StringComparison.OrdinalIgnoreCase))
                {
                    said.Append(InCharset([.. bytes], charset));
                    bytes.Clear();
                }

                charset = word.Groups["charset"].Value;
                var content = Encoding.ASCII.GetBytes(word.Groups["text"].Value);
                bytes.AddRange(word.Groups["how"].Value is "B" or "b" ? Base64(content) : QuotedPrintable(content, header: true));
            }

            return charset is null ? run.Value : said.Append(InCharset([.. bytes], charset)).ToString();
        });
    }

    private static string InCharset(byte[] bytes, string charset)
    {
        // GB 18030 holds everything of GBK and GB 2312, which mails name more often.
        var name = charset.Trim().ToLowerInvariant() switch { "gb2312" or "gbk" or "gb18030" or "cp936" => "GB18030", var other => other };
        if (name is "utf-8" or "us-ascii" or "ascii" or "utf8")
            return Said.Decode(bytes);
        try
        {
            return (CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name)).GetString(bytes);
        }
        catch (ArgumentException)
        {
            return Said.Decode(bytes);
        }
    }

    /// <summary>What is no letter of the alphabet is passed over, and so is what is left at the end.</summary>
    private static byte[] Base64(ReadOnlySpan<byte> text)
    {
        var clean = new char[text.Length];
        var length = 0;
        foreach (var b in text)
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'+' or (byte)'/')
                clean[length++] = (char)b;
        length -= length % 4 == 1 ? 1 : 0;
        var padded = new char[length + (4 - length % 4) % 4];
        clean.AsSpan(0, length).CopyTo(padded);
        padded.AsSpan(length).Fill('=');
        var bytes = new byte[padded.Length / 4 * 3];
        return Convert.TryFromBase64Chars(padded, bytes, out var written) ? bytes[..written] : [];
    }

    private static byte[] QuotedPrintable(ReadOnlySpan<byte> text, bool header)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (header && text[i] == (byte)'_')
                bytes.Add((byte)' ');
            else if (text[i] != (byte)'=')
                bytes.Add(text[i]);
            else if (i + 2 < text.Length + 0 && char.IsAsciiHexDigit((char)text[i + 1]) && char.IsAsciiHexDigit((char)text[i + 2]))
            {
                bytes.Add(Convert.FromHexString([(char)text[i + 1], (char)text[i + 2]])[0]);
                i += 2;
            }
            else
            {
                // A line that goes on.
                while (i + 1 < text.Length && text[i + 1] is (byte)' ' or (byte)'\t' or (byte)'\r')
                    i++;
                if (i + 1 < text.Length && text[i + 1] == (byte)'\n')
                    i++;
            }
        }

        return [.. bytes];
    }

    /// <summary>A value with its parameters; also those that are cut into pieces or name their charset (RFC 2231).</summary>
    private static (string Value, Dictionary<string, string> Parameters) Parameters(string field)
    {
        var end = field.IndexOf(';', StringComparison.Ordinal);
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (end < 0)
            return (field.Trim(), parameters);
        foreach (Match match in Parameter().Matches(field[end..Math.Max(end, Math.Min(field.Length, MostOfField))]))
        {
            var star = match.Groups["name"].Value.IndexOf('*', StringComparison.Ordinal);
            var name = star < 0 ? match.Groups["name"].Value : match.Groups["name"].Value[..star];
            var value = match.Groups["quoted"].Success ? match.Groups["quoted"].Value.Replace("\\\"", "\"", StringComparison.Ordinal)
                : match.Groups["plain"].Value;
            if (match.Groups["name"].Value.EndsWith('*') && value.Split('\'', 3) is [var charset, _, var rest])
                value = InCharset(Percent(rest), charset);
            else if (match.Groups["name"].Value.EndsWith('*'))
                value = InCharset(Percent(value), "utf-8");
            parameters[name] = parameters.GetValueOrDefault(name) + value;
        }

        return (field[..end].Trim(), parameters);
    }

    private static byte[] Percent(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes.Add(Convert.FromHexString(text.AsSpan(i + 1, 2))[0]);
                i += 2;
            }
            else
                bytes.AddRange(Encoding.UTF8.GetBytes(text[i].ToString()));
        }

        return [.. bytes];
    }

    [GeneratedRegex(@"=\?(?<charset>[^?\s]{1,40})\?(?<how>[BbQq])\?(?<text>[^?\s]{0,2000})\?=", RegexOptions.NonBacktracking)]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"(=\?[^?\s]{1,40}\?[BbQq]\?[^?\s]{0,2000}\?=)+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex EncodedWords();

    [GeneratedRegex(@"\?=\s{1,80}=\?", RegexOptions.NonBacktracking)]
    private static partial Regex Between();

    [GeneratedRegex(@";\s*(?<name>[A-Za-z0-9_.*-]{1,60})\s*=\s*(?:""(?<quoted>(?:[^""\\]|\\.)*)""|(?<plain>[^;\s""]*))",
        RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
