using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fengsui.Response.Incidents;
using Fengsui.Response.Incidents.Acts;
using Fengsui.Response.Record;
using Xunit;

namespace Fengsui.Response.Tests.Incidents;

/// <summary>What holds for every act there is, found by reflection: none can be forgotten.</summary>
public sealed class ActTests
{
    private static readonly IReadOnlyList<Type> Types = [.. typeof(Act).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Act)) && !t.IsAbstract)];

    private static readonly string[] Absurd = ["", "   ", new('长', 30_000), "NUL\0", "\u001b[2J", "../../etc/passwd", "'; DROP TABLE journal; --", "null", "-1", "∞", "9999999999999999999999人"];

    public static TheoryData<string> Rows => [.. Acts.Samples.Select(s => s.Row)];

    public static TheoryData<string> Sent => [.. Acts.Samples.Where(s => ActNames.All.ContainsKey(s.Id)).Select(s => s.Row)];

    private static Act Sample(string row) => Acts.Samples.First(s => s.Row == row);

    [Fact]
    public void Every_act_has_a_sample_here_a_row_in_the_table_and_a_name_for_programs()
    {
        Assert.Equal(Types.OrderBy(t => t.Name), Acts.Samples.Select(s => s.GetType()).Distinct().OrderBy(t => t.Name));
        Assert.All(Acts.Samples, s => Assert.NotNull(Night.Law.Procedure.Act(s.Row)));
        // An upload makes its own act: no program says what a file's hash is.
        Assert.Equal(Acts.Samples.Where(s => s is not AttachFile).Select(s => s.Id).Distinct().Order(StringComparer.Ordinal), ActNames.All.Keys);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_act_that_is_done_leaves_a_line(string row)
    {
        var night = Acts.NightFor(Sample(row));
        var before = night.Lines.Count;
        night.Does(Sample(row));
        var own = night.Lines.Skip(before).Where(l => l.Actor != Actors.System).ToList();
        Assert.NotEmpty(own);
        Assert.All(own, l => Assert.Equal((night.Now, night.Now), (l.DoneAt, l.RecordedAt)));
        Assert.All(night.Lines, l => Assert.Contains(EventNames.All, e => e.Name == l.Type && e.Version == l.Version));
    }

    [Theory]
    [MemberData(nameof(Sent))]
    public void Every_act_reads_back_as_it_was_sent(string row)
    {
        var written = JsonSerializer.Serialize(Sample(row), ActNames.All[Sample(row).Id]);
        Assert.Equal(written, JsonSerializer.Serialize(ActNames.Read(Sample(row).Id, Encoding.UTF8.GetBytes(written)), ActNames.All[Sample(row).Id]));
    }

    [Theory]
    [MemberData(nameof(Sent))]
    public void Whatever_stands_in_a_field_the_answer_is_an_act_or_a_refusal_that_names_it(string row)
    {
        var night = Acts.NightFor(Sample(row));
        foreach (var path in Strings(Written(row), []))
            foreach (var value in Absurd)
                Try(night, row, path, JsonValue.Create(value), mustFail: value.Length > 20_000 || value.Contains('\0') || value.Contains('\u001b'));
    }

    [Theory]
    [MemberData(nameof(Sent))]
    public void Whatever_is_left_out_or_null_the_answer_is_an_act_or_a_refusal_that_names_it(string row)
    {
        var night = Acts.NightFor(Sample(row));
        foreach (var path in Nodes(Written(row), []))
            Try(night, row, path, null, mustFail: false);
        foreach (var (name, _) in Written(row))
            Try(night, row, [name], null, mustFail: false, leftOut: true);
    }

    [Theory]
    [MemberData(nameof(Sent))]
    public void An_empty_act_is_refused_unless_nothing_is_asked(string row)
    {
        var night = Acts.NightFor(Sample(row));
        var shape = ActNames.All[Sample(row).Id];
        var decision = Deciding.Decide(night.State, ActNames.Read(Sample(row).Id, "{}"u8), night.Scene);
        if (row == "archive")
            Assert.IsType<Decision.Done>(decision);
        else
            Assert.Contains(Assert.IsType<Decision.Refused>(decision).Refusal.Field, shape.Properties.Select(p => p.Name));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_reason_of_an_emergency_and_the_time_are_checked_for_every_act(string row)
    {
        var night = Acts.NightFor(Sample(row));
        Assert.Equal("emergency", night.Fails(Sample(row) with { Emergency = new('急', 1001) }).Field);
        Assert.Equal("emergency", night.Fails(Sample(row) with { Emergency = "\0" }).Field);
        Assert.Equal("done_at", night.Fails(Sample(row) with { DoneAt = night.Now.Plus(1) }).Field);
    }

    [Fact]
    public void A_list_that_is_too_long_or_has_holes_is_refused()
    {
        var night = Night.Major();
        Assert.Equal("indicators", night.Fails(new AddIndicators { Indicators = [.. Enumerable.Range(0, 1001).Select(i => new Indicator("ip", $"192.0.2.{i}", null))] }).Field);
        Assert.Equal("indicators[1]", night.Fails(new AddIndicators { Indicators = [new("ip", "192.0.2.1", null), null!] }).Field);
        Assert.Equal("left", night.Fails(Night.Report("cn.cac.incident-report/summary", [.. Enumerable.Range(0, 129).Select(i => $"第{i}项")])).Field);
        Assert.Equal("categories[0]", night.Fails(new Classify { Categories = [null!] }).Field);
        Assert.Equal("facts.pi_persons", night.Fails(new AssertFacts { Facts = new Dictionary<string, FactText> { ["pi_persons"] = default } }).Field);
    }

    [Fact]
    public void A_key_that_nobody_knows_is_named_and_cut_to_what_can_be_shown()
    {
        var night = Night.Major();
        Assert.Equal("facts.nothing", night.Fails(Night.Fact("nothing", "1")).Field);
        Assert.True(night.Fails(Night.Fact(new string('x', 10_000), "1")).Field!.Length < 100);
        var times = new Dictionary<string, Law.Calendar.Instant> { [new string('x', 10_000)] = night.Now };
        Assert.True(night.Fails(new StateTimes { Times = times }).Field!.Length < 100);
    }

    [Fact]
    public void Half_a_character_is_refused() => Assert.Equal("text", Night.Major().Fails(new AddNote { Text = "坏\ud83d" }).Field);

    private static JsonObject Written(string row) => JsonSerializer.SerializeToNode(Sample(row), ActNames.All[Sample(row).Id])!.AsObject();

    private static void Try(Night night, string row, IReadOnlyList<object> path, JsonNode? value, bool mustFail, bool leftOut = false)
    {
        var id = Sample(row).Id;
        var body = Written(row);
        Put(body, path, value?.DeepClone(), leftOut);
        Act act;
        try
        {
            act = ActNames.Read(id, Encoding.UTF8.GetBytes(body.ToJsonString()));
        }
        catch (JsonException)
        {
            return;
        }

        if (Deciding.Decide(night.State, act, night.Scene) is not Decision.Refused)
        {
            Assert.False(mustFail, $"{row} {string.Join("/", path)} was accepted");
            return;
        }

        var refused = night.Fails(act);
        Assert.False(string.IsNullOrWhiteSpace(refused.Wrong.Zh) || string.IsNullOrWhiteSpace(refused.Wrong.En) || string.IsNullOrWhiteSpace(refused.Remedy.Zh) || string.IsNullOrWhiteSpace(refused.Remedy.En));
        if (refused.Field is null)
        {
            Assert.False(mustFail, $"{row} {string.Join("/", path)} was refused without naming a field");
            return;
        }

        Assert.Contains(refused.Field.Split('.', '[')[0], ActNames.All[id].Properties.Select(p => p.Name));
        if (mustFail)
            Assert.Equal(path[0], refused.Field.Split('.', '[')[0]);
    }

    private static void Put(JsonNode node, IReadOnlyList<object> path, JsonNode? value, bool leftOut)
    {
        foreach (var step in path.SkipLast(1))
            node = step is string name ? node[name]! : node[(int)step]!;
        if (leftOut)
            node.AsObject().Remove((string)path[^1]);
        else if (path[^1] is string last)
            node[last] = value;
        else
            node[(int)path[^1]] = value;
    }

    private static IEnumerable<IReadOnlyList<object>> Strings(JsonNode? node, IReadOnlyList<object> at) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? [at] : Children(node, at).SelectMany(c => Strings(c.Node, c.At));

    private static IEnumerable<IReadOnlyList<object>> Nodes(JsonNode? node, IReadOnlyList<object> at) =>
        Children(node, at).SelectMany(c => Nodes(c.Node, c.At).Prepend(c.At));

    private static IEnumerable<(JsonNode? Node, IReadOnlyList<object> At)> Children(JsonNode? node, IReadOnlyList<object> at) => node switch
    {
        JsonObject o => o.Select(p => (p.Value, (IReadOnlyList<object>)[.. at, p.Key])),
        JsonArray a => a.Select((n, i) => (n, (IReadOnlyList<object>)[.. at, i])),
        _ => [],
    };
}
