using System.Globalization;
using Fengsui.Law.Calendar;
using Fengsui.Law.Facts;
using Fengsui.Law.Input;

namespace Fengsui.Law.Packs;

/// <summary>Reads the vocabulary (cn.shared) and the calendar (cn.calendar).</summary>
internal static class SharedReader
{
    /// <summary>Words that a facts file or a condition gives another meaning.</summary>
    private static readonly string[] Reserved = ["unknown", "n/a", "none", "any"];

    public static Vocabulary Vocabulary(PackFolder folder)
    {
        var (facts, groups, implied) = Facts(folder.Need("facts.yaml"));
        var (parties, regulators) = Bodies(folder.Need("bodies.yaml"), facts);
        var (anchors, words, forms) = Clocks(folder.Need("clocks.yaml"));
        return new(facts, groups, implied, parties, anchors, words, forms, regulators);
    }

    private static (IReadOnlyList<Party>, IReadOnlyList<ConcreteBody>) Bodies(Fields file, IReadOnlyList<Fact> facts)
    {
        var tiers = NamedRows(file, "tiers").Select(t => t.Id).ToHashSet();
        var parties = RowsOf(file, "parties", "name").Select(row =>
        {
            var party = new Party(new(row.Word("name"), row.Word("en")), TierOf(row, tiers));
            row.Done();
            return party;
        }).ToList();
        // Their citations need the sources, so the rest of a body is read with the pack.
        foreach (var row in file.Rows("bodies"))
            TierOf(row, tiers);
        var concrete = file.Rows("by_field", required: false).Select(row => ReadConcreteBody(row, parties, facts)).ToList();
        file.Done();
        return (parties, concrete);
    }

    private static ConcreteBody ReadConcreteBody(Fields row, IReadOnlyList<Party> parties, IReadOnlyList<Fact> facts)
    {
        var party = row.OneOf("party", [.. parties.Select(p => (p.Name.Zh, p))]);
        var fact = row.OneOf("fact", [.. facts.Where(f => f.Type == FactType.Set).Select(f => (f.Id, f))]);
        var body = new ConcreteBody(party, fact, row.OneOf("word", [.. fact.Words.Select((w, i) => (w.Zh, i))]), row.Text("body"));
        row.Done();
        return body;
    }

    private static string TierOf(Fields row, HashSet<string> tiers)
    {
        var tier = row.Word("tier");
        return tiers.Contains(tier) ? tier : throw new InputException(row.Need("tier").At, "tier", new($"没有层级 {tier}", $"unknown tier {tier}"), new("层级列在 tiers 下", "tiers are listed under `tiers`"));
    }

    /// <summary>Rows that are told apart by one key.</summary>
    private static IReadOnlyList<Fields> RowsOf(Fields file, string list, string key)
    {
        var rows = file.Rows(list);
        PackReader.RefuseTwice(rows, r => r.Word(key), key);
        return rows;
    }

    /// <summary>Rows that are an id and a name.</summary>
    private static IReadOnlyList<(string Id, Text Name)> NamedRows(Fields file, string list) => [.. RowsOf(file, list, "id").Select(row =>
    {
        var named = (PackReader.IdOf(row), row.Text("name"));
        row.Done();
        return named;
    })];

    private static (IReadOnlyList<Fact>, IReadOnlyList<FactGroup>, IReadOnlyList<Implication>) Facts(Fields file)
    {
        var groups = NamedRows(file, "groups").Select(g => new FactGroup(g.Id, g.Name)).ToList();
        var rows = RowsOf(file, "facts", "id");
        var facts = rows.Select((row, slot) => ReadFact(row, slot, groups)).ToList();
        if (facts.Count > FactSet.Capacity)
            throw new InputException(file.At, "facts", new($"超过 {FactSet.Capacity} 项事实", $"more than {FactSet.Capacity} facts"), new("请扩大 FactSet", "enlarge FactSet"));
        var byId = facts.ToDictionary(f => f.Id);
        var reader = new ConditionReader(new(facts, groups, [], [], [], [], [], []));
        var implied = file.Rows("implied", required: false).Select(row => ReadImplication(row, byId, reader)).ToList();
        file.Done();
        return (facts, groups, implied);
    }

    private static Fact ReadFact(Fields row, int slot, List<FactGroup> groups)
    {
        var id = PackReader.IdOf(row);
        var (type, kind) = row.OneOf<(FactType, QuantityKind?)>("type",
            ("set", (FactType.Set, null)), ("choice", (FactType.Choice, null)), ("yes-no", (FactType.YesNo, null)),
            ("count", (FactType.Quantity, QuantityKind.Count)), ("money", (FactType.Quantity, QuantityKind.Money)),
            ("duration", (FactType.Quantity, QuantityKind.Duration)), ("percent", (FactType.Quantity, QuantityKind.Percent)),
            ("judgement", (FactType.Judgement, null)), ("text", (FactType.Text, null)));
        IReadOnlyList<Text> words = type switch
        {
            FactType.YesNo => [new("否", "no"), new("是", "yes")],
            FactType.Set or FactType.Choice or FactType.Judgement => [.. row.List("values").Select(v => Fields.TextOf(v, "values"))],
            FactType.Quantity or FactType.Text => [],
            _ => throw new InvalidOperationException(),
        };
        if (words.Count > 60 || words.Select(w => w.Zh).Distinct().Count() != words.Count || words.Any(w => Reserved.Contains(w.Zh)))
            throw new InputException(row.At, id, new("词语重复、过多，或是保留词", "words repeat, are too many, or are reserved"), new($"每个词只列一次，最多 60 个，不用 {string.Join("、", Reserved)}", $"list each word once, at most 60, none of {string.Join(", ", Reserved)}"));
        var unit = kind switch
        {
            QuantityKind.Count => new Unit(QuantityKind.Count, row.OneOf("unit", ("人", "人"), ("次", "次"), ("条", "条"))),
            QuantityKind.Money => new Unit(QuantityKind.Money, "元"),
            QuantityKind.Percent => new Unit(QuantityKind.Percent, "%"),
            QuantityKind.Duration => new Unit(QuantityKind.Duration, ""),
            null => null,
            _ => throw new InvalidOperationException(),
        };
        // A unit may be spelt out where the type gives it already.
        var written = row.WordOrNull("unit");
        if (written is not null && unit?.Word != written)
            throw new InputException(row.At, id, new("单位与类型不符", "the unit does not fit the type"), new("金额为元，百分比为 %，时长不写单位", "money is in 元, percentages in %, durations have no single unit"));
        var group = row.Word("group");
        if (groups.TrueForAll(g => g.Id != group))
            throw new InputException(row.At, id, new($"没有分组 {group}", $"unknown group {group}"), new("分组列在 groups 下", "groups are listed under `groups`"));
        var preset = row.WordOrNull("default");
        var ofOrganisation = row.Take("about") is { } about && Fields.OneOf(about, "about", ("organisation", true));
        if (preset is not null && (!ofOrganisation || type is not (FactType.Choice or FactType.YesNo)))
            throw new InputException(row.At, id, new("这项事实不能有默认值", "this fact may have no default"), new("只有关于单位的选项和是否题有默认值；事件的事实不作假定", "only a choice or yes-no about the organisation has one; nothing about an incident is assumed"));
        var rises = type switch
        {
            FactType.Judgement => true,
            FactType.Choice => row.YesOrNo("ordered"),
            FactType.YesNo => row.YesOrNo("more_is_worse"),
            _ => false,
        };
        var fact = new Fact(slot, id, type, words, unit, group, row.Text("ask"), row.Text("say"), row.TextOrNull("hint") ?? Text.Same(""),
            ofOrganisation, Default: null, rises);
        row.Done();
        if (preset is null)
            return fact;
        var word = fact.WordIndex(preset);
        return word >= 0 ? fact with { Default = word } : throw new InputException(row.At, id, new($"默认值“{preset}”不在词表中", $"the default “{preset}” is not one of its words"), new("请用词表中的词", "use one of its words"));
    }

    private static Implication ReadImplication(Fields row, Dictionary<string, Fact> facts, ConditionReader reader)
    {
        Fact Named(string key) => facts.GetValueOrDefault(row.Word(key))
            ?? throw new InputException(row.Need(key).At, key, new($"没有事实 {row.Word(key)}", $"unknown fact {row.Word(key)}"), new("请用 facts 中的 id", "use an id of `facts`"));
        Implication implication;
        if (row.Take("when") is { } when)
            implication = reader.Read(when, "when", levels: false) is Conditions.Condition.Is { } given && Named("fact") is { Type: FactType.Choice or FactType.YesNo or FactType.Judgement } fact && fact.WordIndex(row.Word("is")) is >= 0 and var word
                ? new Implication.Word(given.Fact, given.Word, fact, word)
                : throw new InputException(when.At, "when", new("只支持“某事实为某词”", "only `{fact, is}` implies a word"), new("写 when: {fact: …, is: …}, fact: …, is: …", "write when: {fact: …, is: …}, fact: …, is: …"));
        else
            implication = Named("fact") is { Unit: { } unit } raised && Named("at_least") is var other && other.Unit == unit
                ? new Implication.AtLeast(raised, other)
                : throw new InputException(row.At, "at_least", new("两项事实不是同一单位的数量", "the two facts are not quantities of one unit"), new("例如 {fact: pi_persons, at_least: spi_persons}", "as in {fact: pi_persons, at_least: spi_persons}"));
        row.Done();
        return implication;
    }

    private static (IReadOnlyList<Anchor>, IReadOnlyList<LimitWord>, IReadOnlyList<FormName>) Clocks(Fields file)
    {
        var rows = RowsOf(file, "anchors", "id");
        var ids = rows.Select(r => r.Word("id")).ToList();
        var anchors = rows.Select((row, index) =>
        {
            var standsIn = row.WordOrNull("stands_in");
            var at = standsIn is null ? (int?)null : ids.IndexOf(standsIn);
            if (at < 0)
                throw new InputException(row.Need("stands_in").At, "stands_in", new($"没有起点 {standsIn}", $"unknown anchor {standsIn}"), new("请用 anchors 中的 id", "use an id of `anchors`"));
            var anchor = new Anchor(index, PackReader.IdOf(row), row.Text("name"), at, row.TextOrNull("note"));
            row.Done();
            return anchor;
        }).ToList();
        var words = RowsOf(file, "words", "word").Select(row =>
        {
            var word = new LimitWord(new(row.Word("word"), row.Word("en")), row.OneOf("rank", ("first", true), ("last", false)));
            row.Done();
            return word;
        }).ToList();
        var forms = RowsOf(file, "forms", "id").Select(row =>
        {
            var role = row.Take("role") is { } node
                ? Fields.OneOf(node, "role", ("first", FormRole.First), ("between", FormRole.Between), ("closing", FormRole.Closing))
                : FormRole.Plain;
            var form = new FormName(PackReader.IdOf(row), row.Text("name"), role);
            row.Done();
            return form;
        }).ToList();
        file.Done();
        return (anchors, words, forms);
    }

    public static WorkCalendar Calendar(PackFolder folder)
    {
        var file = folder.Need("days.yaml");
        var years = RowsOf(file, "years", "year").Select(ReadYear).ToList();
        file.Done();
        return new(years);
    }

    private static YearOfDays ReadYear(Fields row)
    {
        var at = row.Need("year");
        if (!int.TryParse(Fields.WordOf(at, "year"), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1900 or > 2999)
            throw new InputException(at.At, "year", new("不是年份", "not a year"), new("应写作 2026", "write it as 2026"));
        HashSet<DateOnly> DaysOf(string key) => [.. row.List(key).SelectMany(node => Range(node, key, year))];
        var days = new YearOfDays(year, row.Word("notice"), PackReader.ReadCheck(row), DaysOf("off"), DaysOf("work"));
        row.Done();
        foreach (var day in days.Work)
            if (days.Off.Contains(day))
                throw new InputException(row.At, "work", new($"{day.Write()} 既放假又上班", $"{day.Write()} is both off and worked"), new("只能其一", "one of the two"));
        return days;
    }

    private static IEnumerable<DateOnly> Range(Node node, string key, int year)
    {
        var ends = Fields.WordOf(node, key).Split("..");
        if (ends.Length > 2 || !Days.TryParse(ends[0], out var from) || !Days.TryParse(ends[^1], out var to) || from > to || from.Year != year || to.Year != year)
            throw new InputException(node.At, key, new("不是该年内的日期或日期段", "not a day or a range of days of this year"), new($"应写作 {year}-05-01..{year}-05-05", $"write {year}-05-01..{year}-05-05"));
        return Enumerable.Range(from.DayNumber, to.DayNumber - from.DayNumber + 1).Select(DateOnly.FromDayNumber);
    }
}
