using System.Text.Json;
using System.Text;
using Fengsui.Response.Incidents;
using Fengsui.Response.Risks.Formats;
using Fengsui.Response.Risks;
using Xunit;

namespace Fengsui.Response.Tests.Risks;

public sealed class BundleTests
{
    public static TheoryData<string> StixSamples => [.. Names("stix")];

    public static TheoryData<string> MispSamples => [.. Names("misp")];

    private static IEnumerable<string> Names(string folder) => Directory.EnumerateFiles(Path.Combine(Reading.Samples, folder), "*.json").Select(f => Path.GetFileName(f));

    [Theory]
    [MemberData(nameof(StixSamples))]
    public void Every_STIX_sample_is_taken_in_and_goes_out_without_a_loss(string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Reading.Samples, "stix", name));
        var read = Reading.All(RiskFormat.Stix, bytes).Select(Reading.Report).ToList();
        Assert.NotEmpty(read);
        Assert.NotEmpty(read[0].Title);

        using var before = JsonDocument.Parse(bytes);
        using var after = JsonDocument.Parse(StixRisk.Write(read[0], [.. read.Select(r => r.Raw)], Reading.Now));
        Assert.Equal(before.RootElement.GetProperty("id").GetString(), after.RootElement.GetProperty("id").GetString());
        var out_ = after.RootElement.GetProperty("objects").EnumerateArray().ToDictionary(o => o.GetProperty("id").GetString()!);
        foreach (var sent in before.RootElement.GetProperty("objects").EnumerateArray())
            Assert.True(JsonElement.DeepEquals(sent, out_[sent.GetProperty("id").GetString()!]), sent.GetRawText());
    }

    [Theory]
    [MemberData(nameof(MispSamples))]
    public void Every_MISP_sample_is_taken_in(string name)
    {
        var read = Reading.All(RiskFormat.Misp, File.ReadAllBytes(Path.Combine(Reading.Samples, "misp", name))).Select(Reading.Report).ToList();
        Assert.NotEmpty(read);
        Assert.All(read, r => Assert.NotEmpty(r.Title));
        Assert.Single(read.Select(r => r.Whole).Distinct());
    }

    [Fact]
    public void A_MISP_event_tells_what_it_is_about()
    {
        var report = Reading.One(RiskFormat.Misp, File.ReadAllBytes(Path.Combine(Reading.Samples, "misp", "57c4445b-c548-4654-af0b-4be3950d210f.json")));
        Assert.Equal("Ransomware - Xorist", report.Title);
        Assert.Equal("57c4445b-c548-4654-af0b-4be3950d210f", report.Whole);
        Assert.Contains(report.Indicators, i => i.Type == "sha256");
    }

    [Fact]
    public void A_STIX_pattern_gives_its_indicators()
    {
        var report = Reading.One(RiskFormat.Stix, """
            {"objects": [{"type": "indicator", "id": "indicator--1", "name": "C2", "pattern_type": "stix",
             "pattern": "[ipv4-addr:value = '198.51.100.3' OR domain-name:value = 'Evil.Example.CN'] AND [file:hashes.'SHA-256' = 'AAaa0000aaaa0000aaaa0000aaaa0000aaaa0000aaaa0000aaaa0000aaaa0000' AND file:name = 'it\\'s.exe']"}],
             "type": "bundle", "id": "bundle--2"}
            """);
        Assert.Equal(["ip:198.51.100.3", "domain:evil.example.cn", "sha256:aaaa0000aaaa0000aaaa0000aaaa0000aaaa0000aaaa0000aaaa0000aaaa0000", "file:it's.exe"],
            Reading.Indicators(report));
        // The id stands behind the objects and is found all the same.
        Assert.Equal("bundle--2", report.Whole);
    }

    [Fact]
    public void A_risk_of_ours_goes_out_as_STIX_and_comes_back_the_same()
    {
        var risk = Reading.One(RiskFormat.Cef, """CEF:0|厂商|产品|1|100|拖库 "尝试"|9|src=203.0.113.7 shost=evil.example.cn request=http://e.cn/'x'\\ fileHash=d41d8cd98f00b204e9800998ecf8427e msg=多行\n说明""");
        var more = risk with { Indicators = [.. risk.Indicators, new Indicator("sm3", new string('a', 64), "国密"), new Indicator("other", "mutex:x", null)], References = ["CNVD-2026-0001"] };

        var bundle = StixRisk.Write(more, [more.Raw], Reading.Now);
        var back = Reading.One(RiskFormat.Stix, bundle);

        Assert.Equal(RiskKind.WriteReport(more with { RawHash = "" }), RiskKind.WriteReport(back with { RawHash = "" }));
        // The same risk gives the same bundle, and what was received is in it.
        Assert.Equal(bundle, StixRisk.Write(more, [more.Raw], Reading.Now));
        Assert.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(more.Raw)), bundle, StringComparison.Ordinal);
        // And once more out and in.
        Assert.Equal(RiskKey.Of(more), RiskKey.Of(back));
    }

    [Fact]
    public void A_bundle_of_fifty_megabytes_is_read_in_portions()
    {
        using var stream = new Generated("{\"type\":\"bundle\",\"id\":\"bundle--big\",\"objects\":[", "]}", 52L << 20, n =>
            $$"""{"type":"indicator","spec_version":"2.1","id":"indicator--{{n}}","name":"n{{n}}","pattern_type":"stix","pattern":"[ipv4-addr:value = '198.51.{{n % 256}}.{{n / 256 % 256}}']","x_padding":"{{new string('p', 200)}}"}""");
        var (objects, parts, largest) = (0L, 0, 0);
        foreach (var report in RiskReader.Read(RiskFormat.Stix, stream, Reading.Origin).Select(Reading.Report))
        {
            objects += report.Raw.Count(c => c == '\n') + 1;
            largest = Math.Max(largest, report.Raw.Length);
            Assert.Equal(parts++, report.Part);
        }

        Assert.Equal(stream.Pieces, objects);
        Assert.True(largest <= RiskLimits.Portion);
    }

    [Fact]
    public void An_event_of_350_000_attributes_is_read_in_bounded_memory()
    {
        const int Attributes = 350_000;
        using var stream = new Generated("{\"Event\":{\"Attribute\":[", "],\"info\":\"大事件\",\"uuid\":\"5c066053-0e94-46eb-9746-4b7d950d210f\"}}", Attributes, n =>
            $$"""{"type":"ip-dst","category":"Network activity","to_ids":true,"value":"100.{{n >> 16 & 255}}.{{n >> 8 & 255}}.{{n & 255}}","comment":"c"}""", byCount: true);
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (found, most) = (0L, 0L);
        foreach (var report in RiskReader.Read(RiskFormat.Misp, stream, Reading.Origin).Select(Reading.Report))
        {
            Assert.Equal("大事件", report.Title);
            found += report.Indicators.Count;
            if (report.Part % 100 == 0)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.Equal(Attributes, found);
        Assert.True(most < 16 << 20, $"{most} bytes are held");
    }

    [Fact]
    public void A_text_that_ends_in_the_middle_keeps_what_was_read()
    {
        var all = Reading.All(RiskFormat.Stix, """{"type":"bundle","id":"bundle--1","objects":[{"type":"malware","id":"malware--1","name":"M"},{"type":"mal""");
        Assert.Equal("M", all.OfType<Received.Read>().Single().Report.Title);
        Assert.Contains(all, r => r is Received.Unread);
    }

    [Theory]
    [InlineData(RiskFormat.Stix, "[]")]
    [InlineData(RiskFormat.Stix, "{}")]
    [InlineData(RiskFormat.Stix, "nothing")]
    [InlineData(RiskFormat.Stix, "")]
    [InlineData(RiskFormat.Misp, "[]")]
    [InlineData(RiskFormat.Misp, "{\"Event\": 1}")]
    [InlineData(RiskFormat.Misp, "{{{{")]
    [InlineData(RiskFormat.Ocsf, "{\"a\":1}")]
    [InlineData(RiskFormat.Ocsf, "")]
    [InlineData(RiskFormat.Json, "{\"severity\":1}")]
    public void What_is_none_is_told(RiskFormat format, string text)
    {
        var all = Reading.All(format, text);
        Assert.DoesNotContain(all, r => r is Received.Read);
        Assert.True(all.Count == 1 || text.Length == 0 && format is RiskFormat.Ocsf or RiskFormat.Json);
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 100_000));
        foreach (var format in (RiskFormat[])[RiskFormat.Stix, RiskFormat.Misp, RiskFormat.Ocsf, RiskFormat.Json])
            Assert.DoesNotContain(Reading.All(format, deep), r => r is Received.Read);
    }

    [Fact]
    public void An_OCSF_finding_one_a_line_or_in_an_array()
    {
        const string One = """{"class_uid":2004,"class_name":"Detection Finding","type_uid":200401,"severity_id":5,"severity":"Critical","time":1772390520000,"message":"m","finding_info":{"title":"勒索软件","uid":"f1"},"metadata":{"product":{"name":"EDR","vendor_name":"厂商"},"uid":"u1"},"observables":[{"type_id":2,"name":"ip","value":"203.0.113.7"}],"device":{"hostname":"pc1"}}""";
        var report = Reading.One(RiskFormat.Ocsf, One);
        Assert.Equal(("厂商 EDR @ pc1", 9, "Detection Finding：勒索软件"), (report.Source, report.Severity, report.Title));
        Assert.Equal(["ip:203.0.113.7"], Reading.Indicators(report));
        Assert.Equal(2, Reading.All(RiskFormat.Ocsf, $"{One}\nbroken\n{One}").OfType<Received.Read>().Count());
        Assert.Equal(2, Reading.All(RiskFormat.Ocsf, $"[{One},{One}]").OfType<Received.Read>().Count());
    }

    [Fact]
    public void Plain_JSON_by_its_usual_names()
    {
        var report = Reading.One(RiskFormat.Json, """{"title":"门户网站被挂马","severity":"高危","source":"通报","kind":"notice","indicators":[{"type":"sm3","value":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},"evil.example.cn"],"references":["CNVD-2026-1"]}""");
        Assert.Equal(("通报", "notice", 8), (report.Source, report.Kind, report.Severity));
        Assert.Equal(2, report.Indicators.Count);
    }

    /// <summary>A stream that is made while it is read: nothing of it lies in memory.</summary>
    private sealed class Generated(string head, string tail, long until, Func<int, string> piece, bool byCount = false) : Stream
    {
        private byte[] _ready = [];
        private int _at;
        private int _stage;
        private long _made;

        public int Pieces { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => until;

        public override long Position
        {
            get => _made;
            set
            {
                Assert.Equal(0, value);
                (_ready, _at, _stage, _made, Pieces) = ([], 0, 0, 0, 0);
            }
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_at == _ready.Length)
                Make();
            var given = Math.Min(count, _ready.Length - _at);
            Array.Copy(_ready, _at, buffer, offset, given);
            _at += given;
            return given;
        }

        private void Make()
        {
            var text = _stage switch
            {
                0 => head,
                1 => (Pieces == 0 ? "" : ",") + piece(Pieces++),
                2 => tail,
                _ => "",
            };
            _made += text.Length;
            _stage += _stage == 1 && (byCount ? Pieces < until : _made < until) ? 0 : 1;
            (_ready, _at) = (Encoding.UTF8.GetBytes(text), 0);
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
