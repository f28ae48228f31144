using System.Globalization;
using System.Text.RegularExpressions;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Law.Input;

namespace Fengsui.Law.Packs;

/// <summary>Reads the forms of a pack.</summary>
internal sealed partial class PackReader
{
    private static readonly string[] FieldKinds = ["text", "paragraph", "phone", "instant", "date", "choice", "choices", "quantity", "list", "attachment", "signature"];

    private IReadOnlyList<Form> Forms() => [.. _folder.Forms().Select(f => ReadForm(f.Name, f.Fields))];

    private Form ReadForm(string file, Fields fields)
    {
        var node = fields.Need("form");
        var id = Fields.WordOf(node, "form");
        if (file != $"forms/{id}.yaml" || _vocabulary.Forms.All(f => f.Id != id))
            throw new InputException(node.At, "form", new($"表单 {id} 与文件名不符，或未列入 cn.shared/clocks.yaml", $"form {id} is not the file's name, or is not listed in cn.shared/clocks.yaml"), new("三处应一致", "the three must agree"));
        var layout = fields.Take("layout") is null ? FormLayout.Table
            : fields.OneOf("layout", ("table", FormLayout.Table), ("document", FormLayout.Document), ("speech", FormLayout.Speech));
        var rows = fields.Rows("groups");
        RefuseTwice([.. rows.SelectMany(g => g.Rows("fields"))], IdOf, "id");
        var before = new List<FormField>();
        var groups = rows.Select(row => ReadGroup(row, layout, before)).ToList();
        var form = new Form(
            id, fields.Text("title"), groups, TextsOf(fields, "notes"), TextsOf(fields, "remarks"), layout, ReadTypography(fields),
            fields.Take("sign_from") is null ? null : fields.OneOf("sign_from", LevelWords), fields.TextOrNull("footer"), ReadSpeech(fields, layout, before), Cite(fields));
        fields.Done();
        return form;
    }

    private static IReadOnlyList<Text> TextsOf(Fields fields, string key) => [.. fields.List(key, required: false).Select(n => Fields.TextOf(n, key))];

    private FormGroup ReadGroup(Fields row, FormLayout layout, List<FormField> before)
    {
        var cover = row.YesOrNo("cover");
        if (cover && layout != FormLayout.Document)
            throw new InputException(row.Need("cover").At, "cover", new("只有 document 版式有封面", "only a document has a cover"), new("请删去 cover，或改为 layout: document", "remove `cover`, or write `layout: document`"));
        var group = new FormGroup(row.Text("title"), [.. row.Rows("fields").Select(r => ReadField(r, before))], cover);
        row.Done();
        return group;
    }

    private FormField ReadField(Fields row, List<FormField> before)
    {
        var fact = row.WordOrNull("fact");
        if (fact is not null && _vocabulary.Fact(fact) is null)
            throw new InputException(row.Need("fact").At, "fact", new($"没有事实 {fact}", $"unknown fact {fact}"), new("事实须先列入 cn.shared/facts.yaml", "facts stand in cn.shared/facts.yaml"));
        if (fact is not null && row.Take("fill") is { } both)
            throw new InputException(both.At, "fill", new("fact 与 fill 不能并用", "`fact` and `fill` exclude each other"), new("由事实填写的写 fact，其他写 fill", "write `fact` for a fact, `fill` for anything else"));
        var field = new FormField(
            IdOf(row), row.Text("label"), row.OneOf("kind", [.. FieldKinds.Select(k => (k, k))]), TextsOf(row, "options"), fact,
            [.. EachOnce(row.List("fill", required: false), "fill").Select(ReadFill)], ReadAskedIf(row, before), row.TextOrNull("row"), row.YesOrNo("first"), row.TextOrNull("note"));
        row.Done();
        var chooses = field.Kind is "choice" or "choices";
        if (chooses ? field is { Options.Count: 0, Fact: null } : field.Options.Count > 0)
            throw new InputException(row.At, "options", new("选项与字段的类型不符", "the options do not fit the kind of the field"), new("choice 和 choices 写 options 或 fact；其他类型没有选项", "choice and choices have `options` or a `fact`; no other kind has options"));
        before.Add(field);
        return field;
    }

    private FormFill ReadFill(Node node)
    {
        const string Moment = "time.";
        var word = Fields.WordOf(node, "fill");
        if (word.StartsWith(Moment, StringComparison.Ordinal) && _vocabulary.Anchor(word[Moment.Length..]) is { } anchor)
            return new(Fill.Time, anchor);
        foreach (var (known, what) in FormFill.Words)
            if (known == word)
                return new(what, null);
        var moments = _vocabulary.Anchors.Select(a => Moment + a.Id);
        var all = FormFill.Words.Select(w => w.Word).Concat(moments).ToList();
        throw new InputException(node.At, "fill", new($"“{word}”不在词表中", $"“{word}” is not one of its words"), new($"应为：{string.Join("、", all)}", $"use one of: {string.Join(", ", all)}"));
    }

    /// <summary>What decides stands before what it decides, and can have the word: a slip would hide the field for good.</summary>
    private AskedIf? ReadAskedIf(Fields row, List<FormField> before)
    {
        if (row.Take("asked_if") is not { } node)
            return null;
        var fields = new Fields(node, "asked_if");
        var asked = new AskedIf(fields.Word("field"), fields.Word("has"));
        if (before.Find(f => f.Id == asked.Field) is not { } other)
            throw new InputException(fields.Need("field").At, "field", new($"前面没有字段 {asked.Field}", $"no field {asked.Field} stands before"), new("写前面一个字段的 id", "name a field that stands before"));
        if (!WordsOf(other).Contains(asked.Has))
            throw new InputException(fields.Need("has").At, "has", new($"{asked.Field} 没有“{asked.Has}”这个选项", $"{asked.Field} has no option “{asked.Has}”"), new($"应为：{string.Join("、", WordsOf(other))}", $"use one of: {string.Join(", ", WordsOf(other))}"));
        fields.Done();
        return asked;
    }

    private IEnumerable<string> WordsOf(FormField field) => field.Options.Count > 0 || field.Fact is null
        ? field.Options.Select(o => o.Zh)
        : _vocabulary.Fact(field.Fact)!.Words.Select(w => w.Zh);

    private static Typography ReadTypography(Fields fields)
    {
        var usual = Typography.Usual;
        if (fields.Take("typography") is not { } node)
            return usual;
        var type = new Fields(node, "typography");
        var read = new Typography(
            ReadStyle(type, "title") ?? usual.Title, ReadStyle(type, "heading") ?? usual.Heading, ReadStyle(type, "subheading") ?? usual.Subheading,
            ReadStyle(type, "body") ?? usual.Body, ReadStyle(type, "table") ?? usual.Table, ReadLine(type) ?? usual.Line, type.Take("justified") is null || type.YesOrNo("justified"));
        type.Done();
        return read;
    }

    private static TypeStyle? ReadStyle(Fields fields, string key)
    {
        if (fields.Take(key) is not { } node)
            return null;
        var match = StylePattern().Match(Fields.WordOf(node, key));
        var size = TypeStyle.Sizes.FirstOrDefault(s => s.Word == match.Groups["size"].Value);
        return match.Success && size.HalfPoints > 0
            ? new(match.Groups["font"].Value, size.HalfPoints, match.Groups["bold"].Success)
            : throw new InputException(node.At, key, new("不是“字体 字号”", "not “font size”"),
                new($"例如 仿宋_GB2312 三号，或 楷体_GB2312 三号 加粗；字号：{string.Join("、", TypeStyle.Sizes.Select(s => s.Word))}", $"as in 仿宋_GB2312 三号, or 楷体_GB2312 三号 加粗; sizes: {string.Join(", ", TypeStyle.Sizes.Select(s => s.Word))}"));
    }

    private static int? ReadLine(Fields fields)
    {
        if (fields.Take("line") is not { } node)
            return null;
        var text = Fields.WordOf(node, "line");
        if (text == "单倍")
            return 0;
        return LinePattern().Match(text) is { Success: true } match
            ? int.Parse(match.Groups["points"].Value, NumberStyles.None, CultureInfo.InvariantCulture)
            : throw new InputException(node.At, "line", new($"“{text}”不是行距", $"“{text}” is not a distance of lines"), new("写 单倍，或 10磅 至 99磅", "write 单倍, or 10磅 to 99磅"));
    }

    /// <summary>Every gap of a text to be spoken is a field of the form; a text without one needs no form.</summary>
    private static Text? ReadSpeech(Fields fields, FormLayout layout, List<FormField> known)
    {
        if (fields.Take("speech") is null == (layout == FormLayout.Speech))
            throw new InputException(fields.At, "speech", new("speech 与 layout: speech 须同时出现", "`speech` and `layout: speech` go together"), new("电话稿两者都写，其他表单都不写", "a script has both, any other form neither"));
        if (fields.TextOrNull("speech") is not { } speech)
            return null;
        foreach (var text in new[] { speech.Zh, speech.En })
            foreach (Match gap in Form.Gap().Matches(text))
                if (!known.Exists(f => f.Id == gap.Groups[Form.GapField].Value))
                    throw new InputException(fields.Need("speech").At, "speech", new($"没有字段 {gap.Groups[Form.GapField].Value}", $"there is no field {gap.Groups[Form.GapField].Value}"), new("花括号里写本表单字段的 id", "the braces hold the id of a field of this form"));
        return speech;
    }

    [GeneratedRegex(@"^(?<font>\S{1,40}) (?<size>\S{2})(?<bold> 加粗)?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StylePattern();

    [GeneratedRegex(@"^(?<points>[1-9][0-9])磅\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinePattern();
}
