using System.Text;
using Fengsui.Law.Facts;
using Fengsui.Law.Input;
using Xunit;

namespace Fengsui.Law.Tests.Facts;

/// <summary>The facts file: what it may say, and every error with its <c>FILE:LINE:COLUMN: KEY</c>.</summary>
public sealed class FactsFileTests
{
    /// <summary>One line under <c>facts</c>, which is line 3 and indented by two.</summary>
    [Theory]
    [InlineData("pi_person: 5人", "f:3:3: pi_person: unknown fact; did you mean pi_persons?")]
    [InlineData("name: 某公司", "f:3:3: name: unknown fact;")]
    [InlineData("\"\": 是", "f:3:3: facts: unknown fact;")]
    [InlineData("data_harm: 泄漏", "f:3:14: data_harm: “泄漏” is not one of its words; use one of: 篡改 破坏 泄露 非法获取 非法利用 丢失 窃取 假冒 none unknown n/a")]
    [InlineData("data_harm: any", "f:3:14: data_harm: “any” is not one of its words;")]
    [InlineData("data_harm: 泄露 窃取", "f:3:14: data_harm: “泄露 窃取” is not one of its words;")]
    [InlineData("data_level: none", "f:3:15: data_level: “none” is not one of its words; use one of: 一般 重要 核心 unknown n/a")]
    [InlineData("threat: 重大", "f:3:11: threat: “重大” is not one of its words;")]
    [InlineData("cii: no", "f:3:8: cii: “no” is not one of its words; use one of: 否 是 unknown n/a")]
    [InlineData("cii: yes", "f:3:8: cii: yes is not a value here; write 是, 否, unknown, n/a or the value itself")]
    [InlineData("cii: Yes", "f:3:8: cii: Yes is not a value here;")]
    [InlineData("cii: true", "f:3:8: cii: true is not a value here;")]
    [InlineData("cii: FALSE", "f:3:8: cii: FALSE is not a value here;")]
    [InlineData("cii: null", "f:3:8: cii: null is not a value here;")]
    [InlineData("cii: ~", "f:3:8: cii: ~ is not a value here;")]
    [InlineData("cii: 'null'", "f:3:8: cii: null is not a value here;")]
    [InlineData("cii: \"true\"", "f:3:8: cii: true is not a value here;")]
    [InlineData("province: null", "f:3:13: province: null is not a value here;")]
    [InlineData("cii:", "f:3:7: cii: the value is empty; write a value or remove the line")]
    [InlineData("cii: ''", "f:3:8: cii: the value is empty;")]
    [InlineData("cii: '  '", "f:3:8: cii: the value is empty;")]
    [InlineData("cii: # 是", "f:3:7: cii: the value is empty;")]
    [InlineData("cii: Unknown", "f:3:8: cii: “Unknown” is not one of its words;")]
    [InlineData("cii: 尚不明确", "f:3:8: cii: “尚不明确” is not one of its words;")]
    [InlineData("pi_persons: 500", "f:3:15: pi_persons: 500 has no unit; write it as 1200万人")]
    [InlineData("pi_persons: 500元", "f:3:15: pi_persons: 500元 has a wrong unit (元);")]
    [InlineData("pi_persons: -5人", "f:3:15: pi_persons: -5人 is negative;")]
    [InlineData("pi_persons: 2000万亿人", "f:3:15: pi_persons: 2000万亿人 is too large; at most 10^15 in the base unit")]
    [InlineData("pi_persons: 0.5人", "f:3:15: pi_persons: 0.5人 is too precise; a whole number")]
    [InlineData("direct_loss: 0.001元", "f:3:16: direct_loss: 0.001元 is too precise; money goes to 分")]
    [InlineData("province_share: 100.1%", "f:3:19: province_share: 100.1% is above 100%;")]
    [InlineData("outage: 5", "f:3:11: outage: 5 has no unit; write it as 1小时30分钟")]
    [InlineData("pi_persons: 5人..3人", "f:3:15: pi_persons: 5人..3人 is reversed; the smaller end comes first")]
    [InlineData("pi_persons: 5..8人", "f:3:15: pi_persons: 5 has no unit;")]
    [InlineData("pi_persons: ..8人", "f:3:15: pi_persons: “” is not a quantity;")]
    [InlineData("pi_persons: 5人..", "f:3:15: pi_persons: “” is not a quantity;")]
    [InlineData("pi_persons: 5人...8人", "f:3:15: pi_persons: “.8人” is not a quantity;")]
    [InlineData("pi_persons: ≥5人..8人", "f:3:15: pi_persons: 5人..8人 has a wrong unit (人..8人);")]
    [InlineData("pi_persons: ≥", "f:3:15: pi_persons: “” is not a quantity;")]
    [InlineData("pi_persons: ≥ 5人", "f:3:15: pi_persons: “ 5人” is not a quantity;")]
    [InlineData("pi_persons: <5人", "f:3:15: pi_persons: a strict < is not accepted;")]
    [InlineData("pi_persons: \">5人\"", "f:3:15: pi_persons: a strict > is not accepted; write \">=1200万人\" or <=1200万人")]
    [InlineData("pi_persons: >=800万人", "f:3:15: pi_persons: a bare > begins a block in YAML; quote it, as in \">=800万人\", or write ≥800万人")]
    [InlineData("pi_persons: > 800万人", "f:3:15: pi_persons: a bare > begins a block in YAML;")]
    [InlineData("pi_persons: none", "f:3:15: pi_persons: “none” is not a quantity;")]
    [InlineData("pi_persons: [5人]", "f:3:15: pi_persons: a single value is expected here;")]
    [InlineData("cii: [是]", "f:3:8: cii: a single value is expected here;")]
    [InlineData("cii: {是: 是}", "f:3:8: cii: a single value is expected here;")]
    [InlineData("data_harm: []", "f:3:14: data_harm: [] has no meaning; write none for none at all, unknown when not known")]
    [InlineData("data_harm: [泄露, 泄露]", "f:3:19: data_harm: “泄露” stands twice; write each word once")]
    [InlineData("data_harm: [泄露, unknown, unknown]", "f:3:28: data_harm: “unknown” stands twice;")]
    [InlineData("data_harm: [泄露, none]", "f:3:19: data_harm: none cannot stand in a list; write none alone")]
    [InlineData("data_harm: [n/a]", "f:3:15: data_harm: n/a cannot stand in a list; write n/a alone")]
    [InlineData("data_harm: [泄露, 泄漏]", "f:3:19: data_harm: “泄漏” is not one of its words;")]
    [InlineData("data_harm: [泄露, null]", "f:3:19: data_harm: null is not a value here;")]
    [InlineData("data_harm: [泄露, '']", "f:3:19: data_harm: the value is empty;")]
    [InlineData("data_harm: [[泄露]]", "f:3:15: data_harm: a single value is expected here;")]
    [InlineData("data_harm: [泄露", "f:4:1: file: not well-formed YAML")]
    [InlineData("cii: &x 是", "f:3:8: cii: anchors (&) are not part of the subset;")]
    [InlineData("cii: *x", "f:3:8: cii: aliases (*) are not part of the subset;")]
    [InlineData("cii: !!str 是", "f:3:8: cii: tags (!) are not part of the subset;")]
    [InlineData("cii: !x 是", "f:3:8: cii: tags (!) are not part of the subset;")]
    [InlineData("<<: {cii: 是}", "f:3:3: <<: merge keys are not part of the subset;")]
    [InlineData("? [cii]\n  : 是", "f:3:3: facts: a key must be a plain word;")]
    [InlineData("cii: |\n    是", "f:3:8: cii: block scalars (| or >) are not part of the subset;")]
    [InlineData("cii: 是\n  cii: 否", "f:4:3: cii: this key stands twice (a second value for it); keep one value")]
    [InlineData("cii: 是\n  \"cii\": 是", "f:4:3: cii: this key stands twice")]
    [InlineData("cii: \"\\0\"", "f:3:8: cii: holds a control character;")]
    [InlineData("cii: 是\n\tcii: 否", "f:4:1: file: indented with a tab; indent with spaces")]
    public void A_slip_in_a_fact_is_named_at_its_place(string line, string expected) =>
        AssertRefused($"incident: 某事件\nfacts:\n  {line}\n", expected);

    [Theory]
    [InlineData("", "f:1:1: file: it is empty;")]
    [InlineData("\n# 只有注释\n", "f:1:1: file: it is empty;")]
    [InlineData("---\n", "incident: a mapping (key: value) is expected here;")]
    [InlineData("某事件", "f:1:1: incident: a mapping (key: value) is expected here;")]
    [InlineData("- incident: 某事件\n", "f:1:1: incident: a mapping (key: value) is expected here;")]
    [InlineData("facts: {}\n", "f:1:1: incident: this key is missing; add `incident`")]
    [InlineData("incident: 某事件\n", "f:1:1: facts: this key is missing; add `facts`")]
    [InlineData("incident:\nfacts: {}\n", "f:1:10: incident: the value is empty;")]
    [InlineData("incident: null\nfacts: {}\n", "f:1:11: incident: null is not a value here;")]
    [InlineData("incident: [某, 事件]\nfacts: {}\n", "f:1:11: incident: a single value is expected here;")]
    [InlineData("incident: 某事件\nfacts:\n", "f:2:7: facts: a mapping (key: value) is expected here;")]
    [InlineData("incident: 某事件\nfacts: []\n", "f:2:8: facts: a mapping (key: value) is expected here;")]
    [InlineData("incident: 某事件\nfacts: unknown\n", "f:2:8: facts: a mapping (key: value) is expected here;")]
    [InlineData("incident: 某事件\nfacts: {}\nseverity: high\n", "f:3:1: severity: unknown key; known here: incident, occurred,")]
    [InlineData("incident: 某事件\nfacts: {}\nincident: 又一事件\n", "f:3:1: incident: this key stands twice (a second value for it);")]
    [InlineData("incident: 某事件\nfacts: {}\n---\nincident: 又一事件\n", "f:3:1: file: several documents in one file;")]
    [InlineData("incident: 某事件\nfacts: {}\n...\nfacts: {}\n", "f:4:1: file: several documents in one file;")]
    [InlineData("%YAML 1.2\n---\nincident: 某事件\nfacts: {}\n", "f:1:1: file: directives (%) are not part of the subset;")]
    [InlineData("incident: 某事件\nfacts: {pi_persons: 12,000人}\n", "f:2:24: 000人: unknown fact; quote a value with a thousands separator inside {} and []")]
    [InlineData("incident: 某事件\nfacts: {cii: 是, pi_persons: >=800万人}\n", "f:2:29: pi_persons: a bare > begins a block in YAML;")]
    [InlineData("incident: 某事件\nfacts: {cii: 是\nassumed: cii\n", "not well-formed YAML")]
    [InlineData("incident: 某事件\norganisation: {cii: 是}\nfacts:\n  cii: 是\n", "f:4:3: cii: this key stands twice (a second value for it);")]
    [InlineData("incident: 某事件\norganisation: {nme: 某公司}\nfacts: {}\n", "f:2:16: nme: unknown fact;")]
    [InlineData("incident: 某事件\norganisation: {name: null}\nfacts: {}\n", "f:2:22: name: null is not a value here;")]
    [InlineData("incident: 某事件\norganisation: {name: [甲, 乙]}\nfacts: {}\n", "f:2:22: name: a single value is expected here;")]
    [InlineData("incident: 某事件\norganisation: 某公司\nfacts: {}\n", "f:2:15: organisation: a mapping (key: value) is expected here;")]
    [InlineData("incident: 某事件\nassumed: [pi_person]\nfacts: {}\n", "f:2:11: pi_person: unknown fact;")]
    [InlineData("incident: 某事件\u0001\nfacts: {}\n", "f:1:1: file: holds control characters, so it is binary;")]
    public void A_slip_in_the_file_is_named_at_its_place(string text, string expected) => AssertRefused(text, expected);

    [Theory]
    [InlineData("2026-03-02T02:14:00")]
    [InlineData("2026-03-02T02:14+08:00")]
    [InlineData("2026-03-02")]
    [InlineData("2026-03-02 02:14:00+08:00")]
    [InlineData("2026-03-02T02:14:00.5+08:00")]
    [InlineData("2026-02-30T02:14:00+08:00")]
    [InlineData("2026-13-02T02:14:00+08:00")]
    [InlineData("2026-03-02T24:00:00+08:00")]
    [InlineData("2026-03-02T02:14:60+08:00")]
    [InlineData("2026-03-02T02:14:00+15:00")]
    [InlineData("2026-03-02T02:14:00 +08:00")]
    [InlineData("3000-01-01T00:00:00Z")]
    [InlineData("1899-12-31T23:59:59Z")]
    [InlineData("0000-00-00T00:00:00Z")]
    [InlineData("n/a")]
    [InlineData("昨天")]
    public void An_instant_has_seconds_and_an_offset(string instant) =>
        AssertRefused($"incident: 某事件\ndiscovered: {instant}\nfacts: {{}}\n", $"f:2:13: discovered: “{instant}” is not an instant with seconds and an offset; write it as 2026-03-02T02:14:00+08:00, or unknown");

    [Theory]
    [InlineData("2026-03-02T02:14:00+08:00", "2026-03-02T02:14:00+08:00")]
    [InlineData("\"2026-03-02T02:14:00+08:00\"", "2026-03-02T02:14:00+08:00")]
    [InlineData("2026-03-01T18:14:00Z", "2026-03-02T02:14:00+08:00")]
    [InlineData("2026-03-01T14:14:00-04:00", "2026-03-02T02:14:00+08:00")]
    [InlineData("unknown", null)]
    [InlineData("\"unknown\"", null)]
    public void Instants_are_read_in_every_zone_and_may_be_unknown(string written, string? expected)
    {
        foreach (var anchor in TheLaw.Vocabulary.Anchors)
            Assert.Equal(expected, TheLaw.Facts($"incident: 某事件\n{anchor.Id}: {written}\nfacts: {{}}\n").At(anchor)?.ToString());
    }

    [Fact]
    public void The_order_of_instants_is_not_checked()
    {
        var incident = TheLaw.Facts("incident: x\noccurred: 2026-03-05T00:00:00Z\nresponse_ended: 2026-03-01T00:00:00Z\nfacts: {}");
        Assert.True(incident.At(TheLaw.Vocabulary.Anchor("occurred")!) > incident.At(TheLaw.Vocabulary.Anchor("response_ended")!));
    }

    public static TheoryData<string, string, FactValue> Values => new()
    {
        { "data_harm", "unknown", FactValue.Unknown },
        { "data_harm", "n/a", FactValue.NotApplicable },
        { "data_harm", "none", FactValue.Set(0, more: false) },
        { "data_harm", "泄露", FactValue.Set(0b100, more: false) },
        { "cii", "是", FactValue.Word(1) },
        { "cii", "否", FactValue.Word(0) },
        { "cii", "n/a", FactValue.NotApplicable },
        { "data_level", "核心", FactValue.Word(2) },
        { "threat", "较轻", FactValue.Word(0) },
        { "pi_persons", "unknown", FactValue.Unknown },
        { "pi_persons", "1200万人", FactValue.Between(12_000_000, 12_000_000) },
        { "pi_persons", "12,000人", FactValue.Between(12_000, 12_000) },
        { "pi_persons", "≥800万人", FactValue.Between(8_000_000, FactValue.Open) },
        { "pi_persons", "≤800万人", FactValue.Between(0, 8_000_000) },
        { "pi_persons", "<=800万人", FactValue.Between(0, 8_000_000) },
        { "pi_persons", "800万人..1200万人", FactValue.Between(8_000_000, 12_000_000) },
        { "pi_persons", "800万人..800万人", FactValue.Between(8_000_000, 8_000_000) },
        { "outage", "≤1小时30分钟", FactValue.Between(0, 5_400_000) },
        { "province_share", "≥50%", FactValue.Between(50_000_000, 100_000_000) },
        { "direct_loss", "3000万元", FactValue.Between(3_000_000_000, 3_000_000_000) },
        { "province", "浙江", FactValue.Word(0) },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Quoting_never_changes_a_meaning(string id, string text, FactValue expected)
    {
        foreach (var written in new[] { text, $"'{text}'", $"\"{text}\"" })
            Assert.Equal(expected, Read(id, $"incident: x\nfacts:\n  {id}: {written}\n"));
        Assert.Equal(expected, Read(id, $$"""{"incident": "x", "facts": {"{{id}}": "{{text}}"} }"""));
    }

    [Theory]
    [InlineData("[泄露]", 0b100, false)]
    [InlineData("[泄露, 篡改]", 0b101, false)]
    [InlineData("[\"泄露\", '篡改']", 0b101, false)]
    [InlineData("[泄露, unknown]", 0b100, true)]
    [InlineData("[\"unknown\", 泄露]", 0b100, true)]
    [InlineData("[unknown]", 0, true)]
    public void A_set_may_hold_more(string written, long words, bool more) =>
        Assert.Equal(FactValue.Set(words, more), Read("data_harm", $"incident: x\nfacts: {{data_harm: {written}}}\n"));

    [Fact]
    public void A_value_that_begins_with_greater_may_be_quoted() =>
        Assert.Equal(FactValue.Between(8_000_000, FactValue.Open), Read("pi_persons", "incident: x\nfacts: {pi_persons: \">=800万人\"}\n"));

    [Fact]
    public void A_quoted_thousands_separator_stands_in_braces() =>
        Assert.Equal(FactValue.Between(12_000, 12_000), Read("pi_persons", "incident: x\nfacts: {pi_persons: \"12,000人\"}\n"));

    [Fact]
    public void What_nobody_states_is_unknown_and_an_organisation_has_defaults()
    {
        var incident = TheLaw.Facts("incident: x\nfacts: {}");
        foreach (var fact in TheLaw.Vocabulary.Facts)
        {
            Assert.Equal(fact.Default is { } word ? FactValue.Word(word) : FactValue.Unknown, incident[fact]);
            Assert.Equal(fact.Default is not null, incident.Defaulted.Has(fact.Slot));
        }

        var stated = TheLaw.Facts("incident: x\norganisation: {network_operator: unknown}\nfacts: {}");
        Assert.Equal(FactValue.Unknown, stated[TheLaw.Vocabulary.Fact("network_operator")!]);
    }

    [Fact]
    public void Json_and_yaml_say_the_same()
    {
        var yaml = TheLaw.Facts("# 注释\nincident: 某事件\ndiscovered: 2026-03-02T02:14:00+08:00\norganisation: {name: 某公司, miit_processor: 是}\nfacts:\n  data_harm:\n    - 泄露\n    - 窃取\n  pi_persons: 1200万人\n");
        var json = TheLaw.Facts("""
            {"incident": "某事件", "discovered": "2026-03-02T02:14:00+08:00",
             "organisation": {"name": "某公司", "miit_processor": "是"},
             "facts": {"data_harm": ["窃取", "泄露"], "pi_persons": "12,000,000人"}}
            """);
        Assert.Equal(yaml.Values.ToArray(), json.Values.ToArray());
        Assert.Equal((yaml.Title, yaml.Organisation, yaml.DiscoveredOn), (json.Title, json.Organisation, json.DiscoveredOn));
    }

    [Theory]
    [InlineData("""{"incident": "x", "facts": {"cii": true}}""", "f:1:36: cii: true is not a value here;")]
    [InlineData("""{"incident": "x", "facts": {"cii": null}}""", "f:1:36: cii: null is not a value here;")]
    [InlineData("""{"incident": "x", "facts": {"cii": ""}}""", "f:1:36: cii: the value is empty;")]
    [InlineData("""{"incident": "x", "facts": {"pi_persons": 1200}}""", "f:1:43: pi_persons: 1200 has no unit;")]
    [InlineData("""{"incident": "某事件", "facts": {"pi_persons": "-1人"}}""", "f:1:45: pi_persons: -1人 is negative;")]
    [InlineData("""{"incident": "x", "facts": {"cii": "是", "cii": "是"}}""", "f:1:41: cii: this key stands twice")]
    [InlineData("""{"incident": "x", "facts": {"cii": "是", "\u0063ii": "是"}}""", "f:1:41: cii: this key stands twice")]
    [InlineData("""{"incident": "x", "facts": {"data_harm": []}}""", "f:1:42: data_harm: [] has no meaning;")]
    [InlineData("""{"incident": "x", "facts": {"cii": "是"}, "level": "重大"}""", "f:1:42: level: unknown key;")]
    [InlineData("""{"incident": "x", "facts": {"cii": "\u0000"}}""", "f:1:36: cii: holds a control character;")]
    [InlineData("""{"incident": "x", "facts": {"cii": "\ud800"}}""", "f:1:36: file: not well-formed JSON;")]
    [InlineData("""{"incident": "x", "facts": {"cii": "是",}}""", "f:1:40: file: not well-formed JSON;")]
    [InlineData("""{"incident": "某事件" "facts": {}}""", "f:1:20: file: not well-formed JSON;")]
    [InlineData("{\n  \"incident\": \"某事件\",\n  \"facts\": {\"事\": x}\n}", "f:3:18: file: not well-formed JSON;")]
    [InlineData("{\n  \"incident\": \"某事件\",\n  \"facts\": {\"cii\": \"yes\"}\n}", "f:3:20: cii: yes is not a value here;")]
    [InlineData("""{"incident": "x", "facts": {}} {}""", "f:1:32: file: not well-formed JSON;")]
    [InlineData("""{"incident": "x", /* 注释 */ "facts": {}}""", "f:1:19: file: not well-formed JSON;")]
    [InlineData("""{"incident": "x", "facts": """, "file: not well-formed JSON;")]
    [InlineData("{", "file: not well-formed JSON;")]
    public void A_slip_in_json_is_named_at_its_place(string text, string expected) => AssertRefused(text, expected);

    [Theory]
    [InlineData(16, "a single value is expected here")]
    [InlineData(17, "nested deeper than 16")]
    public void Nesting_goes_to_sixteen(int depth, string expected)
    {
        // The file and `facts` are two levels of it.
        var lists = depth - 2;
        var yaml = $"incident: x\nfacts:\n  cii: {new string('[', lists)}{new string(']', lists)}\n";
        var json = $$"""{"incident": "x", "facts": {"cii": {{new string('[', lists)}}{{new string(']', lists)}} } }""";
        foreach (var text in new[] { yaml, json })
            Assert.Contains($"cii: {expected}", Refused(text).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("{\"a\":")]
    [InlineData("{a: ")]
    public void Nesting_without_end_is_refused(string opening) =>
        Refused(string.Concat(Enumerable.Repeat(opening, InputText.MaxBytes / opening.Length)));

    [Fact]
    public void A_file_goes_to_one_mebibyte()
    {
        const string facts = "incident: x\nfacts: {}\n#";
        TheLaw.Facts(facts + new string(' ', InputText.MaxBytes - facts.Length));
        AssertRefused(facts + new string(' ', InputText.MaxBytes - facts.Length + 1), "f:1:1: file: larger than 1 MiB;");
    }

    [Theory]
    [InlineData("incident: x\nfacts: {}\n")]
    [InlineData("""{"incident": "x", "facts": {}}""")]
    public void A_byte_order_mark_is_tolerated(string text) => Assert.Equal("x", TheLaw.Facts("\uFEFF" + text).Title);

    [Fact]
    public void Other_encodings_are_refused()
    {
        const string text = "incident: 某事件\nfacts: {}\n";
        foreach (var bytes in new[] { Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(text)).ToArray(), Encoding.UTF32.GetBytes(text), [0xD5, 0xDA, .. "\n"u8], [0xC0, 0x80] })
            Assert.Matches("^f:1:1: file: (not UTF-8 text|holds control characters)", Assert.Throws<InputException>(() => InputText.Read("f", bytes)).Message);
    }

    [Fact]
    public void A_file_that_cannot_be_had_is_named()
    {
        Assert.Equal("nowhere.yaml:1:1: file: no such file; check the path", Assert.Throws<InputException>(() => InputText.ReadFile("nowhere.yaml")).Message);
        Assert.Equal("no/where.yaml:1:1: file: no such file; check the path", Assert.Throws<InputException>(() => InputText.ReadFile("no/where.yaml")).Message);
        Assert.Equal($"{TheLaw.PacksFolder}:1:1: file: this is a directory, not a file; name a file", Assert.Throws<InputException>(() => InputText.ReadFile(TheLaw.PacksFolder)).Message);
        Assert.Throws<InputException>(() => InputText.ReadFile(""));
        Assert.Throws<InputException>(() => InputText.ReadFile("a\0b"));
    }

    [Fact]
    public void An_error_stays_on_one_bearable_line()
    {
        var error = Refused($"incident: x\nfacts:\n  \"{new string('长', 5000)}\\n💥\": 是\n");
        Assert.InRange(error.Line(Language.Zh).Length, 1, 1000);
        Assert.DoesNotContain('\n', error.Line(Language.Zh) + error.Message);
        Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(error.Message)));
    }

    [Fact]
    public void A_form_may_ask_with_an_empty_word()
    {
        foreach (var fact in TheLaw.Vocabulary.Facts.Where(f => f.Type != FactType.Text))
            Assert.False(FactReader.TryRead(fact, "", out _, out _));
    }

    private static FactValue Read(string id, string text) => TheLaw.Facts(text)[TheLaw.Vocabulary.Fact(id)!];

    private static InputException Refused(string text) =>
        Assert.Throws<InputException>(() => IncidentFile.Read(InputText.Read("f", Encoding.UTF8.GetBytes(text)), TheLaw.Vocabulary));

    private static void AssertRefused(string text, string expected)
    {
        var error = Refused(text);
        Assert.Equal(error.Message, error.Line(Language.En));
        if (expected.StartsWith("f:", StringComparison.Ordinal))
            Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        else
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
