using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Fengsui.Law.Input;

/// <summary>The strict YAML subset: mappings, sequences, scalars; one document; no anchors, tags, merge keys, block scalars, directives.</summary>
internal sealed partial class YamlText
{
    private readonly string _file;
    private readonly string _text;
    private readonly Parser _parser;

    private YamlText(string file, string text)
    {
        _file = file;
        _text = text;
        _parser = new Parser(new StringReader(text));
    }

    public static Node Read(string file, string text)
    {
        var reader = new YamlText(file, text);
        try
        {
            return reader.Document();
        }
        catch (YamlException e)
        {
            throw reader.Malformed(e.Start, e.Message);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // The parser lets these through: an escape far beyond Unicode ("\UFFFFFFFF"), a value cut off within {}, a stray directive.
            throw reader.Malformed(reader._parser.Current?.End ?? Mark.Empty, "a value is cut off, or an escape is no character");
        }
    }

    private Node Document()
    {
        _parser.MoveNext();
        _parser.MoveNext();
        if (_parser.Current is not DocumentStart start)
            throw InputText.Whole(_file, new("内容为空", "it is empty"), InputText.NotEmpty);
        RefuseDirectives(start);
        _parser.MoveNext();
        var node = Value("file", depth: 1);
        if (_parser.Current is DocumentEnd)
            _parser.MoveNext();
        if (_parser.Current is DocumentStart second)
            throw Refused(second, "file", new("含有多个文档", "several documents in one file"), new("每个文件只放一个文档", "one document a file"));
        return node;
    }

    /// <summary>Before the start of a document stand only comments, blank lines and directives, so a line that begins with % is one, known or not.</summary>
    private void RefuseDirectives(DocumentStart start)
    {
        var line = Array.FindIndex(_text.Split('\n'), l => l.StartsWith('%'));
        if (line >= 0 && line < start.End.Line - 1)
            throw new InputException(new(_file, line + 1, 1), "file", new("不支持 % 指令", "directives (%) are not part of the subset"), new("请删去这一行", "remove the line"));
    }

    /// <summary>Reads the value at the current event and moves past it.</summary>
    private Node Value(string key, int depth)
    {
        var current = _parser.Current!;
        if (depth > InputText.MaxDepth && current is (MappingStart or SequenceStart))
            throw InputText.TooDeep(At(current), key);
        if (current is AnchorAlias)
            throw Refused(current, key, new("不支持别名（*）", "aliases (*) are not part of the subset"), new("请写出值本身", "write the value itself"));
        if (current is NodeEvent { Anchor.IsEmpty: false })
            throw Refused(current, key, new("不支持锚点（&）", "anchors (&) are not part of the subset"), new("请写出值本身", "write the value itself"));
        if (current is NodeEvent { Tag.IsEmpty: false })
            throw Refused(current, key, new("不支持标签（!）", "tags (!) are not part of the subset"), new("类型由词表给出，请删去标签", "the vocabulary gives the type; remove the tag"));
        return current switch
        {
            Scalar scalar => ScalarValue(scalar, key),
            SequenceStart => Items(key, depth),
            MappingStart => Entries(key, depth),
            _ => throw Refused(current, key, new("无法读取", "cannot be read"), new("请按 `键: 值` 书写", "write `key: value`")),
        };
    }

    private Node.Scalar ScalarValue(Scalar scalar, string key)
    {
        if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded)
            throw Refused(scalar, key, new("不支持块文本（| 或 >）", "block scalars (| or >) are not part of the subset"),
                new("以 > 开头的值请加引号，例如 \">=800万人\"，或写 ≥800万人", "quote a value that begins with >, as in \">=800万人\", or write ≥800万人"));
        _parser.MoveNext();
        return new(InputText.Printable(scalar.Value, At(scalar), key), At(scalar));
    }

    private Node.Sequence Items(string key, int depth)
    {
        var at = At(_parser.Current!);
        _parser.MoveNext();
        var items = new List<Node>();
        while (_parser.Current is not SequenceEnd)
            items.Add(Value(key, depth + 1));
        _parser.MoveNext();
        return new(items, at);
    }

    private Node.Mapping Entries(string key, int depth)
    {
        var at = At(_parser.Current!);
        _parser.MoveNext();
        var entries = new List<Node.Entry>();
        var seen = new HashSet<string>();
        while (_parser.Current is not MappingEnd)
        {
            // Looked at before it is read: keys within keys (? ? ? …) would otherwise go down without end.
            if (_parser.Current is MappingStart or SequenceStart || Value(key, depth) is not Node.Scalar name)
                throw new InputException(at, key, new("键必须是一个词", "a key must be a plain word"), new("请按 `键: 值` 书写", "write `key: value`"));
            if (name.Value == "<<")
                throw new InputException(name.At, "<<", new("不支持合并键", "merge keys are not part of the subset"), new("请写出各个键", "write the keys out"));
            if (!seen.Add(name.Value))
                throw InputText.Twice(name.At, name.Value);
            entries.Add(new(name, Value(name.Value, depth + 1)));
        }

        _parser.MoveNext();
        return new(entries, at);
    }

    private Place At(ParsingEvent e) => new(_file, (int)e.Start.Line, (int)e.Start.Column);

    private InputException Refused(ParsingEvent e, string key, Text wrong, Text remedy) => new(At(e), key, wrong, remedy);

    /// <summary>A bare <c>&gt;=</c> begins a block scalar in YAML: the commonest slip with quantities, so it gets its own words.</summary>
    private InputException Malformed(Mark at, string message)
    {
        var lines = _text.Split('\n');
        // The parser tells of a tab, but at the start of the whole mapping.
        if (message.Contains(" tab ", StringComparison.Ordinal) && Array.FindIndex(lines, IsIndentedWithTab) is >= 0 and var tab)
            return new(new(_file, tab + 1, 1), "file", new("缩进用了制表符", "indented with a tab"), new("缩进用空格", "indent with spaces"));
        var line = (int)Math.Max(1, at.Line);
        var column = (int)Math.Max(1, at.Column);
        var source = lines.ElementAtOrDefault(line - 1) ?? "";
        if (BareGreater().Match(source) is { Success: true } bare)
            return new(new(_file, line, bare.Groups["bare"].Index + 1), bare.Groups["key"].Value,
                new("裸写的 > 在 YAML 中表示块文本", "a bare > begins a block in YAML"), new("请加引号，例如 \">=800万人\"，或写 ≥800万人", "quote it, as in \">=800万人\", or write ≥800万人"));
        var colon = source.IndexOf(':', StringComparison.Ordinal);
        var key = colon > 0 ? source[..colon].Trim(' ', '{', '"', '-') : "";
        return new(new(_file, line, column), key.Length == 0 ? "file" : key, new($"不是合格的 YAML（{message}）", $"not well-formed YAML ({message})"),
            new("请按 `键: 值` 逐行书写，缩进用空格", "write `key: value` a line, indented with spaces"));
    }

    private static bool IsIndentedWithTab(string line) => line.AsSpan(0, line.Length - line.AsSpan().TrimStart().Length).Contains('\t');

    [GeneratedRegex("""(^|[\s{,])"?(?<key>[^\s{},:"]+)"?:\s*(?<bare>>)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BareGreater();
}
