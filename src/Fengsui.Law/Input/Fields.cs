namespace Fengsui.Law.Input;

/// <summary>A mapping read by a schema: every key is taken by name, and what nobody took is an unknown key.</summary>
internal sealed class Fields
{
    private readonly Node.Mapping _mapping;
    private readonly HashSet<string> _taken = [];

    public Fields(Node node, string key)
    {
        _mapping = node as Node.Mapping
            ?? throw new InputException(node.At, key, new("这里应是 键: 值", "a mapping (key: value) is expected here"), new("请写成 `键: 值`", "write `key: value`"));
        Key = key;
    }

    /// <summary>The key under which this mapping stands.</summary>
    public string Key { get; }

    public Place At => _mapping.At;

    public IReadOnlyList<Node.Entry> Entries => _mapping.Entries;

    public Node? Take(string key)
    {
        _taken.Add(key);
        return _mapping.Find(key);
    }

    public Node Need(string key) => Take(key) ?? throw new InputException(At, key, new("缺少这个键", "this key is missing"), new($"请补上 {key}", $"add `{key}`"));

    public string Word(string key) => WordOf(Need(key), key);

    public string? WordOrNull(string key) => Take(key) is { } node ? WordOf(node, key) : null;

    public Text Text(string key) => TextOf(Need(key), key);

    public Text? TextOrNull(string key) => Take(key) is { } node ? TextOf(node, key) : null;

    public bool YesOrNo(string key) => Take(key) is { } node && WordOf(node, key) switch
    {
        "是" => true,
        "否" => false,
        _ => throw new InputException(node.At, key, new("应为是或否", "neither 是 nor 否"), new("请写是或否", "write 是 or 否")),
    };

    public DateOnly? DayOrNull(string key)
    {
        if (Take(key) is not { } node)
            return null;
        return Calendar.Days.TryParse(WordOf(node, key), out var day)
            ? day
            : throw new InputException(node.At, key, new("不是日期", "not a date"), new("应写作 2026-03-02", "write it as 2026-03-02"));
    }

    /// <summary>One of several words.</summary>
    public T OneOf<T>(string key, params (string Word, T Value)[] words) => OneOf(Need(key), key, words);

    public static T OneOf<T>(Node node, string key, params (string Word, T Value)[] words)
    {
        var word = WordOf(node, key);
        foreach (var (candidate, value) in words)
            if (candidate == word)
                return value;
        throw new InputException(node.At, key, new($"“{word}”不在词表中", $"“{word}” is not one of its words"),
            new($"应为：{string.Join("、", words.Select(w => w.Word))}", $"use one of: {string.Join(", ", words.Select(w => w.Word))}"));
    }

    /// <summary>A list; a single entry may stand without brackets.</summary>
    public IReadOnlyList<Node> List(string key, bool required = true)
    {
        if ((required ? Need(key) : Take(key)) is not { } node)
            return [];
        var items = node is Node.Sequence sequence ? sequence.Items : [node];
        return items.Count > 0 ? items : throw Empty(node, key);
    }

    public IReadOnlyList<Fields> Rows(string key, bool required = true) => [.. List(key, required).Select(n => new Fields(n, key))];

    public void Done()
    {
        foreach (var entry in _mapping.Entries)
            if (!_taken.Contains(entry.Key.Value))
                throw new InputException(entry.Key.At, entry.Key.Value, new("没有这个键", "unknown key"),
                    new($"这里可用：{string.Join("、", _taken)}", $"known here: {string.Join(", ", _taken)}"));
    }

    public static string WordOf(Node node, string key) => node switch
    {
        Node.Scalar scalar => string.IsNullOrWhiteSpace(scalar.Value) ? throw Empty(node, key) : scalar.Value,
        Node.Sequence or Node.Mapping => throw new InputException(node.At, key, new("这里应是一个词或一个值", "a single value is expected here"), new("请去掉括号或缩进", "remove the brackets or the indentation")),
        _ => throw new InvalidOperationException(),
    };

    public static Text TextOf(Node node, string key)
    {
        var fields = new Fields(node, key);
        var text = new Text(fields.Word("zh"), fields.Word("en"));
        fields.Done();
        if (fields.Entries[0].Key.Value != "zh")
            throw new InputException(fields.At, "zh", new("中文在前", "Chinese comes first"), new("先写 zh，再写 en", "write zh, then en"));
        return text;
    }

    public static InputException Empty(Node node, string key) => new(node.At, key, new("值为空", "the value is empty"), new("请写出值，或删去这一行", "write a value or remove the line"));
}
