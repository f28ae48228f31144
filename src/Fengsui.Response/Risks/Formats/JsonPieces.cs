using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Fengsui.Law;

namespace Fengsui.Response.Risks.Formats;

/// <summary>
/// Reads JSON of any size in bounded memory: token by token, and values that are wanted whole one at a time. Not safe for several threads.
/// </summary>
internal sealed class JsonPieces(Stream input)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _final;
    private bool _marked;
    private JsonReaderState _state = new(new() { MaxDepth = RiskLimits.Depth, CommentHandling = JsonCommentHandling.Disallow });

    /// <summary>The kind of the last token.</summary>
    public JsonTokenType Token { get; private set; }

    /// <summary>The text of the last token, where it is a name, a string, a number or a word.</summary>
    public string? Text { get; private set; }

    /// <summary>How deep the last token stands.</summary>
    public int Depth { get; private set; }

    /// <summary>In which line the reader is, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>Reads the next token.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public bool Read()
    {
        while (true)
        {
            var reader = Reader();
            if (reader.Read())
            {
                Token = reader.TokenType;
                Depth = reader.CurrentDepth;
                Text = Token switch
                {
                    JsonTokenType.PropertyName or JsonTokenType.String => Unescaped(ref reader),
                    JsonTokenType.Number => Encoding.ASCII.GetString(reader.ValueSpan),
                    JsonTokenType.True => "true",
                    JsonTokenType.False => "false",
                    _ => null,
                };
                Take(ref reader);
                return true;
            }

            if (_final)
            {
                Take(ref reader);
                return false;
            }

            More();
        }
    }

    /// <summary>Reads the next value as a whole. At the end of an array or an object there is none.</summary>
    /// <param name="piece">The bytes of the value; null when it is larger than <see cref="RiskLimits.Piece"/> and was passed over.</param>
    /// <returns>False: there was no further value, the end was read.</returns>
    public bool ReadValue(out byte[]? piece)
    {
        piece = null;
        while (true)
        {
            var reader = Reader();
            if (!reader.Read())
            {
                NeedMore();
                continue;
            }

            if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                (Token, Depth, Text) = (reader.TokenType, reader.CurrentDepth, null);
                Take(ref reader);
                return false;
            }

            var from = (int)reader.TokenStartIndex;
            if (reader.TrySkip())
            {
                piece = JsonPiece.Mended(_buffer.AsSpan(_start + from, (int)reader.BytesConsumed - from).ToArray());
                Take(ref reader);
                return true;
            }

            if (_end - _start >= RiskLimits.Piece)
            {
                Skip();
                return true;
            }

            NeedMore();
        }
    }

    /// <summary>Passes over the next value, however large it is.</summary>
    public void Skip()
    {
        Read();
        if (Token is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return;
        var depth = Depth;
        while (Read() && (Depth != depth || Token is not (JsonTokenType.EndObject or JsonTokenType.EndArray)))
        {
        }
    }

    private static string Unescaped(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a character: JSON allows to write it, nothing can be made of it.
            return "\uFFFD";
        }
    }

    private Utf8JsonReader Reader()
    {
        if (!_marked)
            SkipMark();
        return new(_buffer.AsSpan(_start, _end - _start), _final, _state);
    }

    private void SkipMark()
    {
        while (_end - _start < 3 && !_final)
            More();
        if (_buffer.AsSpan(_start, _end - _start).StartsWith("\uFEFF"u8))
            _start += 3;
        _marked = true;
    }

    private void Take(ref Utf8JsonReader reader)
    {
        Line += _buffer.AsSpan(_start, (int)reader.BytesConsumed).Count((byte)'\n');
        _start += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
    }

    private void NeedMore()
    {
        if (_final)
            throw new JsonException("it ends in the middle");
        More();
    }

    private void More()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length > RiskLimits.Piece)
                throw new JsonException($"a value is longer than {RiskLimits.Piece} bytes");
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = input.Read(_buffer, _end, _buffer.Length - _end);
        _final = read == 0;
        _end += read;
    }
}

/// <summary>Reading values of JSON documents of others: what is not there, or is something else, is null.</summary>
internal static class JsonPiece
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = RiskLimits.Depth };

    /// <summary>
    /// The same with a mark in place of what no text can hold: halves of characters. What is no UTF-8 is read as GB 18030, as lines and mails are; everything
    /// else stays as it is, to the byte.
    /// </summary>
    public static byte[] Mended(byte[] piece)
    {
        if (!Utf8.IsValid(piece))
            piece = Encoding.UTF8.GetBytes(Said.Decode(piece));
        for (var at = 0; piece.AsSpan(at).IndexOf((byte)'\\') is >= 0 and var found;)
        {
            at += found;
            if (Unit(piece, at) is not { } unit)
                at += 2;
            else if (char.IsHighSurrogate(unit) && Unit(piece, at + 6) is { } low && char.IsLowSurrogate(low))
                at += 12;
            else
            {
                if (char.IsSurrogate(unit) || unit == 0)
                    "fffd"u8.CopyTo(piece.AsSpan(at + 2));
                at += 6;
            }

            if (at >= piece.Length)
                break;
        }

        return piece;
    }

    /// <summary>The unit that an escape stands for; null when it is another escape.</summary>
    private static char? Unit(byte[] piece, int at) =>
        at + 6 <= piece.Length && piece[at] == (byte)'\\' && piece[at + 1] == (byte)'u'
        && Utf8Parser.TryParse(piece.AsSpan(at + 2, 4), out ushort unit, out var read, 'x') && read == 4 ? (char)unit : null;

    /// <summary>A piece as a document.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> piece) => JsonDocument.Parse(piece, Options);

    /// <summary>A member, or an undefined element.</summary>
    public static JsonElement At(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>A member by the names on the way to it.</summary>
    public static JsonElement At(this JsonElement element, string name, string then) => element.At(name).At(then);

    /// <summary>A text or a number as text; null when it is neither, or empty.</summary>
    public static string? Text(this JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.String => element.GetString() is { Length: > 0 } text ? text : null,
                JsonValueKind.Number => element.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // Half a character.
            return null;
        }
    }

    /// <summary>A text of a member.</summary>
    public static string? Text(this JsonElement element, string name) => element.At(name).Text();

    /// <summary>A whole number, also one that is written as text.</summary>
    public static long? Whole(this JsonElement element, string name) => element.At(name) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var value) => value,
        { ValueKind: JsonValueKind.String } text when long.TryParse(text.Text(), System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture, out var value) => value,
        _ => null,
    };

    /// <summary>The entries of an array; none for anything else.</summary>
    public static IEnumerable<JsonElement> Each(this JsonElement element, string name) =>
        element.At(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>Why a JSON text cannot be read, as a reason.</summary>
    public static Text Reason(JsonException e)
    {
        var (line, at) = ((e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1);
        return new($"不是合格的 JSON（第 {line} 行第 {at} 字节处）", $"it is no proper JSON (line {line}, byte {at})");
    }

    /// <summary>An input of which nothing can be read any further.</summary>
    public static Received.Unread Broken(RiskFormat format, long line, JsonException e) => new(format, line, Reason(e), "", Said.Hash(e.Message));

    /// <summary>A piece that is too large.</summary>
    public static Received.Unread TooLarge(RiskFormat format, long line) => new(format, line,
        new($"一个对象超过 {RiskLimits.Piece} 字节", $"one object is larger than {RiskLimits.Piece} bytes"), "", Said.Hash($"{format} too large {line}"));
}
