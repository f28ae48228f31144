using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Fengsui.Law.Input;

/// <summary>JSON as a <see cref="Node"/> tree, with line and column of every value; duplicate keys are errors.</summary>
internal static class JsonText
{
    public static Node Read(string file, string text, int line)
    {
        var length = Encoding.UTF8.GetMaxByteCount(text.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var bytes = buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer));
            return new Walk(file, line, bytes).Document();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private ref struct Walk
    {
        private readonly string _file;
        private readonly ReadOnlySpan<byte> _bytes;
        private readonly int _firstLine;
        private Utf8JsonReader _reader;
        private int _counted;
        private int _line;
        private int _column = 1;

        public Walk(string file, int line, ReadOnlySpan<byte> bytes)
        {
            _file = file;
            _bytes = bytes;
            _firstLine = line;
            _line = line;
            _reader = new(bytes, new JsonReaderOptions { MaxDepth = 4 * InputText.MaxDepth });
        }

        public Node Document()
        {
            try
            {
                _reader.Read();
                var node = Value("file", depth: 1);
                // Anything but white space after the end makes the reader throw.
                _reader.Read();
                return node;
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // InvalidOperationException: an escape that is no character (a lone surrogate).
                var at = e is JsonException { LineNumber: { } line, BytePositionInLine: { } position } ? PlaceOf(line, position) : Here();
                throw new InputException(at, "file", new("不是合格的 JSON", "not well-formed JSON"),
                    new("检查引号、逗号和括号；每行一个对象，键和值都加双引号", "check quotes, commas and brackets; keys and values stand in double quotes"));
            }
        }

        /// <summary>The reader counts lines from 0 and bytes; people count lines from 1 and characters.</summary>
        private readonly Place PlaceOf(long line, long position)
        {
            var rest = _bytes;
            for (var passed = 0; passed < line; passed++)
                rest = rest[(rest.IndexOf((byte)'\n') + 1)..];
            return new(_file, _firstLine + (int)line, Encoding.UTF8.GetCharCount(rest[..(int)Math.Min(position, rest.Length)]) + 1);
        }

        private Node Value(string key, int depth)
        {
            var at = Here();
            switch (_reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    return Entries(at, key, depth);
                case JsonTokenType.StartArray:
                    return Items(at, key, depth);
                case JsonTokenType.String:
                    return new Node.Scalar(InputText.Printable(_reader.GetString()!, at, key), at);
                default:
                    return new Node.Scalar(Encoding.UTF8.GetString(_reader.ValueSpan), at);
            }
        }

        private Node.Sequence Items(Place at, string key, int depth)
        {
            if (depth > InputText.MaxDepth)
                throw InputText.TooDeep(at, key);
            var items = new List<Node>();
            while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
                items.Add(Value(key, depth + 1));
            return new(items, at);
        }

        private Node.Mapping Entries(Place at, string key, int depth)
        {
            if (depth > InputText.MaxDepth)
                throw InputText.TooDeep(at, key);
            var entries = new List<Node.Entry>();
            var seen = new HashSet<string>();
            while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
            {
                var name = new Node.Scalar(InputText.Printable(_reader.GetString()!, Here(), key), Here());
                if (!seen.Add(name.Value))
                    throw InputText.Twice(name.At, name.Value);
                _reader.Read();
                entries.Add(new(name, Value(name.Value, depth + 1)));
            }

            return new(entries, at);
        }

        /// <summary>Counts on from the last token, so that a file of one long line is read in one pass.</summary>
        private Place Here()
        {
            for (var offset = (int)_reader.TokenStartIndex; _counted < offset; _counted++)
            {
                var b = _bytes[_counted];
                if (b == '\n')
                {
                    _line++;
                    _column = 1;
                }
                else if ((b & 0xC0) != 0x80)
                    _column += b >= 0xF0 ? 2 : 1; // UTF-16 units, as editors count
            }

            return new(_file, _line, _column);
        }
    }
}
