using System.Text.RegularExpressions;
using Fengsui.Law.Conditions;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Law.Hashing;
using Fengsui.Law.Input;

namespace Fengsui.Law.Packs;

/// <summary>Reads one pack's files against the vocabulary, strictly: whatever is not in docs/packs.md is an error with its place.</summary>
internal sealed partial class PackReader
{
    private static readonly string[] InstrumentFiles =
        ["pack.yaml", "sources.yaml", "outline.yaml", "grading.yaml", "duties.yaml", "measures.yaml", "warnings.yaml", "risks.yaml", "categories.yaml", PackFolder.AnyForm];

    private static readonly (string, Level)[] LevelWords = [.. Levels.HighestFirst.Select(l => (l.Word(), l))];

    private readonly PackFolder _folder;
    private readonly Vocabulary _vocabulary;
    private readonly ConditionReader _conditions;
    private readonly Dictionary<string, Source> _sources = [];
    private readonly Dictionary<string, Reading> _readings = [];
    private readonly Dictionary<object, Place> _places = new(ReferenceEqualityComparer.Instance);

    private PackReader(PackFolder folder, Vocabulary vocabulary)
    {
        _folder = folder;
        _vocabulary = vocabulary;
        _conditions = new(vocabulary);
    }

    public static Pack Read(PackFolder folder, Vocabulary vocabulary, IReadOnlyList<Pack> uses, HashAlgorithmChoice algorithm) =>
        new PackReader(folder, vocabulary).Read(uses, algorithm);

    private Pack Read(IReadOnlyList<Pack> uses, HashAlgorithmChoice algorithm)
    {
        var head = _folder.Need("pack.yaml");
        var kind = KindOf(head);
        CheckKind(head, kind);
        _folder.RefuseOtherFiles(kind switch
        {
            PackKind.Instrument => InstrumentFiles,
            PackKind.Organisation => [.. InstrumentFiles, "targets.yaml"],
            PackKind.Shared => ["pack.yaml", "sources.yaml", "facts.yaml", "bodies.yaml", "clocks.yaml", "classes.yaml", "posts.yaml", "risks.yaml"],
            PackKind.Calendar => ["pack.yaml", "sources.yaml", "days.yaml"],
            _ => throw new InvalidOperationException(),
        });
        var assesses = kind is PackKind.Instrument or PackKind.Organisation;
        var outline = Outline();
        var sources = Sources(outline, withReadings: !assesses);
        var grading = _folder.File("grading.yaml");
        var duties = _folder.File("duties.yaml");
        var readings = Readings(grading).Concat(Readings(duties)).ToList();
        if (!assesses)
            readings.AddRange(Readings(_folder.Need("sources.yaml")));
        var warnings = _folder.File("warnings.yaml");
        var measures = _folder.File("measures.yaml");
        var risks = _folder.File("risks.yaml");
        var canonical = _folder.Canonical(uses);
        var owed = Duties(duties);
        var pack = new Pack
        {
            Id = IdOf(head),
            Version = Version(head),
            Kind = kind,
            Title = head.Text("title"),
            Short = head.Text("short"),
            Status = head.OneOf("status", ("draft", PackStatus.Draft), ("in-force", PackStatus.InForce), ("repealed", PackStatus.Repealed)),
            InForce = ReadInForce(head),
            DateCheck = head.Take("from_check") is null ? Check.Verified : ReadCheck(head, "from_check"),
            Instrument = assesses ? ReadInstrument(head.Need("instrument")) : null,
            Uses = [.. UsesOf(head).Select(u => u.Id)],
            Base = kind == PackKind.Organisation ? head.Word("base") : null,
            Notice = head.TextOrNull("notice"),
            Applies = assesses ? _conditions.Read(head.Need("applies"), "applies", levels: false) : new Condition.Always(),
            ScopeReading = head.Take("scope_reading") is { } reading ? ReadingOf(reading, "scope_reading") : null,
            LeftOut = assesses ? ReadLeftOut(head) : [],
            Sources = sources,
            Outline = outline,
            Rules = Rules(grading),
            Gaps = Gaps(grading),
            Readings = readings,
            Duties = owed,
            FollowUps = FollowUps(duties, owed),
            Responses = Responses(measures),
            Measures = Measures(measures),
            Colours = Colours(warnings),
            WarningFields = WarningFields(warnings),
            WarningMeasures = WarningMeasures(warnings),
            WarningActs = WarningActs(warnings),
            RiskReports = kind == PackKind.Shared ? [] : RiskReports(risks),
            Likelihoods = kind == PackKind.Shared ? Likelihoods(risks) : [],
            Categories = Categories(_folder.File("categories.yaml") ?? _folder.File("classes.yaml")),
            Bodies = kind == PackKind.Shared ? Bodies(_folder.Need("bodies.yaml")) : [],
            Forms = Forms(),
            Procedure = kind == PackKind.Shared && _folder.File("posts.yaml") is { } posts ? ReadProcedure(posts) : Procedure.None,
            Targets = Targets(_folder.File("targets.yaml")),
            Canonical = canonical,
            Hash = CanonicalHash.Of(canonical, algorithm),
            Folder = _folder.Path,
        };
        head.Done();
        foreach (var file in new[] { grading, duties, measures, warnings, risks })
            file?.Done();
        CheckHead(head, pack, uses);
        PackLint.Check(pack, row => _places[row]);
        return pack;
    }

    private void CheckKind(Fields head, PackKind kind)
    {
        if ((kind == PackKind.Shared) != (_folder.Name == Pack.SharedId) || (kind == PackKind.Calendar) != (_folder.Name == Pack.CalendarId))
            throw new InputException(head.Need("kind").At, "kind", new($"只有 {Pack.SharedId} 是 shared，只有 {Pack.CalendarId} 是 calendar", $"only {Pack.SharedId} is shared, only {Pack.CalendarId} a calendar"), new("法律文件写 instrument，单位预案写 organisation", "write instrument, or organisation for an organisation's own plan"));
    }

    private void CheckHead(Fields head, Pack pack, IReadOnlyList<Pack> uses)
    {
        if (pack.Id != _folder.Name)
            throw new InputException(head.Need("id").At, "id", new($"{pack.Id} 与文件夹名 {_folder.Name} 不符", $"{pack.Id} is not the folder's name {_folder.Name}"), new("二者应相同", "they must be the same"));
        if (pack.Status == PackStatus.Repealed && pack.InForce.Until == DateOnly.MaxValue)
            throw new InputException(head.Need("status").At, "status", new("已废止却没有 until", "repealed without `until`"), new("请写明失效之日", "add the day from which it is no longer in force"));
        // Without it the hash of the pack would not change with the words it is written in.
        if (pack.Assesses && !pack.Uses.Contains(Pack.SharedId))
            throw new InputException(head.At, "uses", new($"uses 未列 {Pack.SharedId}", $"`uses` does not list {Pack.SharedId}"), new($"写明 uses: [{Pack.SharedId}]", $"write uses: [{Pack.SharedId}]"));
        if (pack.Kind != PackKind.Organisation)
            return;
        if (uses.FirstOrDefault(u => u.Id == pack.Base) is not { Kind: PackKind.Instrument })
            throw new InputException(head.Need("base").At, "base", new($"{pack.Base} 不是 uses 中的法律文件包", $"{pack.Base} is not an instrument among `uses`"), new("base 为 uses 中的一个法律文件包", "`base` names an instrument pack that `uses` lists"));
        if (!pack.Id.StartsWith("org.", StringComparison.Ordinal))
            throw new InputException(head.Need("id").At, "id", new("单位自己的包须以 org. 开头", "an organisation's pack begins with org."), new("例如 org.example.shop", "as in org.example.shop"));
    }

    internal static PackKind KindOf(Fields head) => head.OneOf("kind",
        ("instrument", PackKind.Instrument), ("organisation", PackKind.Organisation), ("shared", PackKind.Shared), ("calendar", PackKind.Calendar));

    internal static IReadOnlyList<(string Id, Place At)> UsesOf(Fields head) => [.. EachOnce(head.List("uses", required: false), "uses").Select(n => (Fields.WordOf(n, "uses"), n.At))];

    /// <summary>A list of words none of which stands twice.</summary>
    private static IReadOnlyList<Node> EachOnce(IReadOnlyList<Node> words, string key)
    {
        var seen = new HashSet<string>();
        foreach (var node in words)
            if (!seen.Add(Fields.WordOf(node, key)))
                throw new InputException(node.At, key, new($"“{Fields.WordOf(node, key)}”重复", $"“{Fields.WordOf(node, key)}” stands twice"), new("每个词只写一次", "write each word once"));
        return words;
    }

    private static string Version(Fields head)
    {
        var node = head.Need("version");
        var text = Fields.WordOf(node, "version");
        return VersionPattern().IsMatch(text) ? text : throw new InputException(node.At, "version", new("不是版本号", "not a version"), new("应写作 1.0.0", "write it as 1.0.0"));
    }

    private static InstrumentFacts ReadInstrument(Node node)
    {
        var fields = new Fields(node, "instrument");
        var facts = new InstrumentFacts(fields.Text("issuer"), fields.WordOrNull("number"), fields.DayOrNull("issued"), fields.WordOrNull("page"));
        fields.Done();
        return facts;
    }

    private static Validity ReadInForce(Fields head)
    {
        head.Need("from");
        return ReadValidity(head);
    }

    private static Validity ReadValidity(Fields row)
    {
        var from = row.DayOrNull("from") ?? DateOnly.MinValue;
        var until = row.DayOrNull("until") ?? DateOnly.MaxValue;
        return from < until ? new(from, until)
            : throw new InputException(row.Need("until").At, "until", new("until 不晚于 from", "`until` is not after `from`"), new("until 是不再适用的第一天", "`until` is the first day on which it no longer applies"));
    }

    internal static Check ReadCheck(Fields row, string key = "check") =>
        row.OneOf(key, ("verified", Check.Verified), ("secondary", Check.Secondary), ("pending", Check.Pending));

    internal static string IdOf(Fields row)
    {
        var node = row.Need("id");
        var id = Fields.WordOf(node, "id");
        return IdPattern().IsMatch(id) ? id : throw new InputException(node.At, "id", new($"“{id}”不是合格的 id", $"“{id}” is not an id"), new("小写字母、数字、. - _", "lower-case letters, digits, . - _"));
    }

    internal static void RefuseTwice(IReadOnlyList<Fields> rows, Func<Fields, string> id, string key)
    {
        var seen = new HashSet<string>();
        foreach (var row in rows)
            if (!seen.Add(id(row)))
                throw new InputException(row.Need(key).At, key, new($"{id(row)} 出现了两次", $"{id(row)} stands twice"), new($"每个 {key} 只能出现一次", $"each {key} only once"));
    }

    private IReadOnlyList<Section> Outline()
    {
        if (_folder.File("outline.yaml") is not { } file)
            return [];
        var rows = file.Rows("sections");
        RefuseTwice(rows, r => r.Word("no"), "no");
        var sections = rows.Select(row =>
        {
            var section = new Section(row.Word("no"), row.Text("title"), row.TextOrNull("people"), row.TextOrNull("not_yet"), row.Take("check") is null ? Check.Verified : ReadCheck(row));
            row.Done();
            _places.Add(section, row.At);
            return section;
        }).ToList();
        file.Done();
        return sections;
    }

    private IReadOnlyList<Source> Sources(IReadOnlyList<Section> outline, bool withReadings)
    {
        var file = _folder.Need("sources.yaml");
        var rows = file.Rows("sources");
        RefuseTwice(rows, r => r.Word("id"), "id");
        foreach (var row in rows)
        {
            var section = outline.Count > 0 ? row.Word("section") : "";
            if (outline.Count > 0 && outline.All(s => s.No != section))
                throw new InputException(row.Need("section").At, "section", new($"目录中没有 {section}", $"the outline has no section {section}"), new("见 outline.yaml", "see outline.yaml"));
            var source = new Source(IdOf(row), row.Word("at"), section, row.Text("gist"), ReadCheck(row), row.TextOrNull("note"));
            if (source is { Check: Check.Pending, Note: null })
                throw new InputException(row.At, "note", new("待核对的出处须说明何处待核对", "a pending source must say what is pending"), new("请补上 note", "add `note`"));
            row.Done();
            _sources.Add(source.Id, source);
        }

        // The calendar and the vocabulary keep their readings beside their sources.
        if (withReadings)
            file.Take("readings");
        file.Done();
        return [.. _sources.Values];
    }

    private Ground Cite(Fields row)
    {
        if (row.Take("cite") is null)
            throw new InputException(row.At, "cite", new("没有出处", "no citation"), new("每一行都要写明 cite: […]", "every row cites: cite: […]"));
        return new([.. EachOnce(row.List("cite"), "cite").Select(node => _sources.GetValueOrDefault(Fields.WordOf(node, "cite"))
            ?? throw new InputException(node.At, "cite", new($"没有出处 {Fields.WordOf(node, "cite")}", $"unknown source {Fields.WordOf(node, "cite")}"), new("出处列在 sources.yaml", "sources stand in sources.yaml")))]);
    }

    private Reading ReadingOf(Node node, string key) => _readings.GetValueOrDefault(Fields.WordOf(node, key))
        ?? throw new InputException(node.At, key, new($"没有读法 {Fields.WordOf(node, key)}", $"unknown reading {Fields.WordOf(node, key)}"), new("读法列在 readings 下", "readings are listed under `readings`"));

    private IReadOnlyList<Reading> Readings(Fields? file)
    {
        if (file is null)
            return [];
        var readings = new List<Reading>();
        foreach (var row in file.Rows("readings", required: false))
        {
            var when = row.Take("when") is { } node ? _conditions.Read(node, "when", levels: false) : new Condition.Always();
            var reading = new Reading(IdOf(row), when, row.Text("says"), Cite(row));
            row.Done();
            if (!_readings.TryAdd(reading.Id, reading))
                throw new InputException(row.At, "id", new($"{reading.Id} 出现了两次", $"{reading.Id} stands twice"), new("id 不能重复", "ids are unique"));
            readings.Add(reading);
        }

        return readings;
    }

    private IReadOnlyList<Exclusion> ReadLeftOut(Fields head) => [.. head.Rows("left_out", required: false).Select(row =>
    {
        var exclusion = new Exclusion(_conditions.Read(row.Need("when"), "when", levels: false), row.Text("why"), Cite(row));
        row.Done();
        return exclusion;
    })];

    private IReadOnlyList<Rule> Rules(Fields? file)
    {
        if (file is null)
            return [];
        var rules = file.Rows("rules").Select(row =>
        {
            var rule = new Rule(
                IdOf(row),
                row.OneOf("level", LevelWords),
                _conditions.Read(row.Need("when"), "when", levels: false),
                row.OneOf("force", ("determines", Force.Determines), ("presumes", Force.Presumes)),
                row.Take("reading") is { } reading ? ReadingOf(reading, "reading") : null,
                row.TextOrNull("says"),
                Cite(row),
                ReadValidity(row));
            row.Done();
            _places.Add(rule, row.At);
            return (rule, row);
        }).ToList();
        RefuseOverlap(rules.Select(r => (r.rule.Id, r.rule.Valid, r.row)));
        return [.. rules.Select(r => r.rule)];
    }

    private static void RefuseOverlap(IEnumerable<(string Id, Validity Valid, Fields Row)> rows)
    {
        foreach (var versions in rows.GroupBy(r => r.Id))
        {
            var list = versions.ToList();
            for (var i = 0; i < list.Count; i++)
                for (var j = i + 1; j < list.Count; j++)
                    if (list[i].Valid.Overlaps(list[j].Valid))
                        throw new InputException(list[j].Row.At, list[j].Id, new("同一行在同一天有两个版本", "two versions of this row are valid on one day (overlapping dates)"),
                            new("用 until 结束旧行，再用 from 开始新行", "close the old row with `until` and begin the new one with `from`"));
        }
    }

    private IReadOnlyList<Gap> Gaps(Fields? file)
    {
        if (file is null)
            return [];
        var rows = file.Rows("gaps", required: false);
        RefuseTwice(rows, IdOf, "id");
        return [.. rows.Select(row =>
        {
            var gap = new Gap(
                IdOf(row), _conditions.Read(row.Need("when"), "when", levels: false),
                row.Take("proposes") is { } level ? Fields.OneOf(level, "proposes", LevelWords) : null, row.Text("says"), Cite(row));
            row.Done();
            return gap;
        })];
    }

    private Party PartyOf(Fields row, string key) => PartyOf(row.Need(key), key);

    private Party? PartyOrNull(Fields row, string key) => row.Take(key) is { } node ? PartyOf(node, key) : null;

    private IReadOnlyList<Party> Parties(Fields row, string key, bool required = true) =>
        [.. EachOnce(row.List(key, required), key).Select(node => PartyOf(node, key))];

    private Party PartyOf(Node node, string key)
    {
        var name = Fields.WordOf(node, key);
        return _vocabulary.Party(name) ?? throw new InputException(node.At, key, new($"没有“{name}”这一方", $"unknown party “{name}”"), new("各方列在 cn.shared/bodies.yaml 的 parties 下", "parties stand in cn.shared/bodies.yaml"));
    }

    private Anchor AnchorOf(Fields row, string key)
    {
        var node = row.Need(key);
        var id = Fields.WordOf(node, key);
        return _vocabulary.Anchor(id) ?? throw new InputException(node.At, key, new($"没有起点 {id}", $"unknown anchor {id}"), new($"可用：{string.Join("、", _vocabulary.Anchors.Select(a => a.Id))}", $"use one of: {string.Join(", ", _vocabulary.Anchors.Select(a => a.Id))}"));
    }

    private IReadOnlyList<Duty> Duties(Fields? file)
    {
        if (file is null)
            return [];
        var duties = file.Rows("duties").Select(row => (duty: ReadDuty(row), row)).ToList();
        RefuseOverlap(duties.Select(d => (d.duty.Id, d.duty.Valid, d.row)));
        return [.. duties.Select(d => d.duty)];
    }

    private Duty ReadDuty(Fields row)
    {
        var unless = row.List("unless", required: false).Select(n => _conditions.Read(n, "unless", levels: true)).ToList();
        var form = row.WordOrNull("form");
        if (form is not null && _vocabulary.Forms.All(f => f.Id != form))
            throw new InputException(row.Need("form").At, "form", new($"没有表单 {form}", $"unknown form {form}"), new("表单列在 cn.shared/clocks.yaml", "forms stand in cn.shared/clocks.yaml"));
        var duty = new Duty(
            IdOf(row),
            PartyOf(row, "who"),
            PartyOf(row, "to"),
            _conditions.Read(row.Need("when"), "when", levels: true),
            unless.Count switch { 0 => null, 1 => unless[0], _ => new Condition.Any(unless) },
            AnchorOf(row, "anchor"),
            ReadLimit(row),
            row.Take("channel") is { } channel ? Fields.OneOf(channel, "channel", ("phone", Channel.Phone), ("written", Channel.Written)) : null,
            form,
            row.TextOrNull("note"),
            row.Take("reading") is { } reading ? ReadingOf(reading, "reading") : null,
            Cite(row),
            ReadValidity(row));
        row.Done();
        return duty;
    }

    private IReadOnlyList<FollowUp> FollowUps(Fields? file, IReadOnlyList<Duty> duties) =>
        file is null ? [] : [.. Once(file.Rows("follow_ups", required: false), "id").Select(row => ReadFollowUp(row, duties))];

    private FollowUp ReadFollowUp(Fields row, IReadOnlyList<Duty> duties)
    {
        string FormOf(string key) => row.OneOf(key, [.. _vocabulary.Forms.Select(f => (f.Id, f.Id))]);
        var followUp = new FollowUp(IdOf(row), FormOf("after"), PartyOf(row, "who"), PartyOf(row, "to"), ReadLimit(row), FormOf("form"), Cite(row));
        // One key of a record is one duty: two of one id could not be told apart there.
        if (duties.Any(d => d.Id == followUp.Id))
            throw new InputException(row.Need("id").At, "id", new($"义务已用了 {followUp.Id}", $"a duty has the id {followUp.Id} already"), new("请另取一个 id", "give it another id"));
        if (followUp.Limit is Limit.Every)
            throw new InputException(row.Need("every").At, "every", new("后续报送不循环", "a follow-up does not recur"), new("请写 within", "write `within`"));
        row.Done();
        return followUp;
    }

    private Procedure ReadProcedure(Fields file)
    {
        var posts = Once(file.Rows("posts"), "id").Select(row =>
        {
            var post = new Post(IdOf(row), row.Text("name"), row.Text("gist"), row.Take("deputy") is { } deputy && Fields.OneOf(deputy, "deputy", ("needed", true)), Cite(row));
            row.Done();
            return post;
        }).ToList();
        (string, Post)[] named = [.. posts.Select(p => (p.Id, p))];
        IReadOnlyList<Post> PostsOf(Fields row, string key) =>
            row.Take(key) is Node.Sequence { Items.Count: 0 } ? [] : [.. EachOnce(row.List(key), key).Select(n => Fields.OneOf(n, key, named))];
        var acts = Once(file.Rows("acts"), "act").Select(row =>
        {
            var act = new ActRule(row.Word("act"), row.Text("name"), PostsOf(row, "may"), PostsOf(row, "emergency"), Cite(row));
            CheckAct(row, act);
            row.Done();
            return act;
        }).ToList();
        var orderRows = file.Rows("order");
        RefuseTwice(orderRows, r => $"{r.Word("act")} {r.Word("needs")}", "needs");
        var order = orderRows.Select(row =>
        {
            var rule = new OrderRule(row.Word("act"), row.Word("needs"), row.Text("says"), Cite(row));
            if (!acts.Exists(a => a.Act == rule.Act || a.Act.StartsWith(rule.Act + ".", StringComparison.Ordinal)))
                throw new InputException(row.Need("act").At, "act", new($"没有行为 {rule.Act}", $"unknown act {rule.Act}"), new("请用 acts 中的 act", "use an `act` of `acts`"));
            row.Done();
            return rule;
        }).ToList();
        file.Done();
        return new(posts, acts, order);
    }

    /// <summary>Somebody must be able to do it, or nobody could ratify it; and whoever may needs no emergency.</summary>
    private static void CheckAct(Fields row, ActRule act)
    {
        if (act.May.Count == 0)
            throw new InputException(row.Need("may").At, "may", new("没有岗位可以办理", "no post may do it"), new("至少写一个岗位", "name at least one post"));
        if (act.May.Intersect(act.Emergency).FirstOrDefault() is { } both)
            throw new InputException(row.Need("emergency").At, "emergency", new($"{both.Id} 本来就可以办理", $"{both.Id} may do it in any case"), new("只写 may 之外的岗位", "name only posts that `may` does not"));
    }

    private static IReadOnlyList<Fields> Once(IReadOnlyList<Fields> rows, string key)
    {
        RefuseTwice(rows, r => r.Word(key), key);
        return rows;
    }

    private Limit ReadLimit(Fields row)
    {
        var within = row.Take("within");
        var every = row.Take("every");
        if (within is null == every is null)
            throw new InputException(row.At, "within", new("within 与 every 须有且只有一个", "exactly one of `within` and `every` is needed"), new("时限写 within，循环写 every", "write `within` for a limit, `every` for a recurring one"));
        if (every is not null)
            return ParseLimit(Fields.WordOf(every, "every")) is Limit.Elapsed interval
                ? new Limit.Every(interval.Seconds, AnchorOf(row, "ends").Index, interval.Written)
                : throw new InputException(every.At, "every", new("循环只能以秒、分钟、小时计", "a recurring duty counts 秒, 分钟 or 小时"), new("例如 2小时", "as in 2小时"));
        var text = Fields.WordOf(within!, "within");
        return ParseLimit(text) ?? throw new InputException(within!.At, "within", new($"“{text}”不是时限", $"“{text}” is not a limit"),
            new($"写数字加 秒、分钟、小时、日、个工作日，或：{string.Join("、", _vocabulary.LimitWords.Select(w => w.Name.Zh))}", $"write a number with 秒, 分钟, 小时, 日 or 个工作日, or one of: {string.Join(", ", _vocabulary.LimitWords.Select(w => w.Name.Zh))}"));
    }

    private Limit? ParseLimit(string text) => _vocabulary.LimitWord(text) is { } word ? new Limit.Word(word) : Limits.Parse(text);

    private IReadOnlyList<ResponseLevel> Responses(Fields? file)
    {
        if (file is null)
            return [];
        var rows = file.Rows("responses");
        RefuseTwice(rows, r => r.Word("response"), "response");
        RefuseTwice(rows, r => r.Word("level"), "level");
        return [.. rows.Select(row =>
        {
            var level = new ResponseLevel(
                row.OneOf("response", ("I", "I"), ("II", "II"), ("III", "III"), ("IV", "IV")), row.OneOf("level", LevelWords),
                row.Text("starts"), row.Text("commands"), row.TextOrNull("adjusts"), row.Text("ends"), Cite(row));
            row.Done();
            return level;
        })];
    }

    private IReadOnlyList<Measure> Measures(Fields? file)
    {
        if (file is null)
            return [];
        var responses = Responses(file);
        var rows = file.Rows("measures");
        RefuseTwice(rows, IdOf, "id");
        return [.. rows.Select(row =>
        {
            var words = EachOnce(row.List("response"), "response");
            IReadOnlyList<Level> levels = words is [Node.Scalar { Value: "first" }]
                ? []
                : [.. words.Select(w => responses.FirstOrDefault(r => r.Response == Fields.WordOf(w, "response"))?.Level
                    ?? throw new InputException(w.At, "response", new("没有这一响应等级", "unknown response level"), new("用 responses 中的等级，或 first", "use a level of `responses`, or first")))];
            var measure = new Measure(IdOf(row), PartyOf(row, "actor"), levels, row.Text("do"), Cite(row));
            row.Done();
            return measure;
        })];
    }

    private IReadOnlyList<WarningColour> Colours(Fields? file)
    {
        if (file is null)
            return [];
        var rows = file.Rows("colours");
        RefuseTwice(rows, r => r.Word("colour"), "colour");
        RefuseTwice(rows, r => r.Word("level"), "level");
        return [.. rows.Select(row =>
        {
            var colour = new WarningColour(
                OneColour(row.Need("colour")), row.OneOf("level", LevelWords), row.Text("issuer"), row.TextOrNull("also"), Parties(row, "by"),
                Parties(row, "spanning", required: false), PartyOrNull(row, "consent"), PartyOrNull(row, "report_to"), Cite(row));
            row.Done();
            return colour;
        })];
    }

    private static string OneColour(Node node) => Fields.OneOf(node, "colour", ("红", "红"), ("橙", "橙"), ("黄", "黄"), ("蓝", "蓝"));

    private IReadOnlyList<WarningField> WarningFields(Fields? file)
    {
        if (file is null)
            return [];
        var rows = file.Rows("fields");
        RefuseTwice(rows, IdOf, "id");
        return [.. rows.Select(row =>
        {
            var field = new WarningField(IdOf(row), row.Text("label"), Cite(row));
            row.Done();
            return field;
        })];
    }

    private IReadOnlyList<WarningMeasure> WarningMeasures(Fields? file)
    {
        if (file is null)
            return [];
        var rows = file.Rows("measures");
        RefuseTwice(rows, IdOf, "id");
        return [.. rows.Select(row =>
        {
            var measure = new WarningMeasure(IdOf(row), PartyOf(row, "actor"), [.. EachOnce(row.List("colours"), "colours").Select(OneColour)], row.Text("do"),
                row.Entries.Any(e => e.Key.Value == "within") ? ReadLimit(row) : null, Cite(row));
            row.Done();
            return measure;
        })];
    }

    private IReadOnlyList<WarningStep> WarningActs(Fields? file)
    {
        if (file is null)
            return [];
        var rows = file.Rows("acts", required: false);
        RefuseTwice(rows, IdOf, "id");
        return [.. rows.Select(row =>
        {
            var act = new WarningStep(IdOf(row), row.Text("who"), row.Text("do"), Cite(row));
            row.Done();
            return act;
        })];
    }

    private IReadOnlyList<Category> Categories(Fields? file)
    {
        if (file is null)
            return [];
        var rows = file.Rows("categories");
        RefuseTwice(rows, IdOf, "id");
        var categories = rows.Select(row =>
        {
            var category = new Category(IdOf(row), row.Text("name"), [.. row.List("subcategories", required: false).Select(n => Fields.TextOf(n, "subcategories"))], Cite(row));
            row.Done();
            return category;
        }).ToList();
        file.Done();
        return categories;
    }

    private IReadOnlyList<Body> Bodies(Fields file) => [.. file.Rows("bodies").Select(row =>
    {
        var body = new Body(IdOf(row), row.Text("name"), row.Word("tier"), row.Text("duty"), Cite(row));
        row.Done();
        return body;
    })];

    private IReadOnlyList<Target> Targets(Fields? file)
    {
        if (file is null)
            return [];
        var rows = file.Rows("targets");
        RefuseTwice(rows, r => $"{r.Word("pack")} {r.Word("duty")}", "duty");
        var targets = rows.Select(row =>
        {
            var within = row.Need("within");
            var text = Fields.WordOf(within, "within");
            if (Limits.Parse(text) is null)
                throw new InputException(within.At, "within", new("内部目标须为数字时限", "an internal target is a number"), new("例如 2小时", "as in 2小时"));
            var target = new Target(row.Word("pack"), row.Word("duty"), text, Cite(row), row.At);
            row.Done();
            return target;
        }).ToList();
        file.Done();
        return targets;
    }

    [GeneratedRegex(@"^[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionPattern();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]{0,99}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdPattern();
}
