using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Notices;
using Fengsui.Response.Posts;
using Fengsui.Response.Record;
using Fengsui.Response.Risks;
using Xunit;

namespace Fengsui.Response.Tests.Risks;

/// <summary>Risks as acts, events and states.</summary>
public sealed class RiskTests
{
    private const string Line = "CEF:0|厂商|防火墙|1.0|100|SQL 注入尝试 17 次|9|src=203.0.113.7 dst=10.0.0.5 rt=1772390520000";
    private static readonly Library Library = Library.Load(Path.Combine(AppContext.BaseDirectory, "packs"));

    private static RiskReport Report(string line = Line) => Reading.One(RiskFormat.Cef, line);

    private static Scene Scene(string post = "duty-officer", string? processor = "是", Instant? now = null) => new()
    {
        Now = now ?? Reading.Now, Actor = "p-zhang", Posts = [new HeldPost(post, false)], Library = Library,
        Profile = processor is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["miit_processor"] = processor },
    };

    private static string Arrived() => RiskKind.Folded(State(new RiskEvent.Arrived(
        "k", "g", RiskFormat.Cef, "alert", "厂商", "100", "SQL 注入尝试", null, 9, "9", Needs: true, Wakes: false, null, null, null))).Snapshot.Body;

    private static RiskState State(params RiskEvent[] events)
    {
        var state = new RiskState();
        foreach (var what in events)
            state.Apply(what, RiskKind.Write(what, Reading.Now, Reading.Now, "p-zhang", "duty-officer"));
        return state;
    }

    private static RiskState Done(string body, RiskAct act, Scene? scene = null) =>
        Assert.IsType<RiskDecision.Done>(RiskDeciding.Decide(body, act, scene ?? Scene())).After;

    private static Refusal Refused(string body, RiskAct act, Scene? scene = null) =>
        Assert.IsType<RiskDecision.Refused>(RiskDeciding.Decide(body, act, scene ?? Scene())).Refusal;

    private static string Body(RiskState state) => RiskKind.Folded(state).Snapshot.Body;

    [Fact]
    public void The_same_thing_has_the_same_key_whenever_and_in_whatever_words_of_number_it_comes()
    {
        var key = RiskKey.Of(Report());
        Assert.Equal(key, RiskKey.Of(Report(Line.Replace("17 次", "912 次", StringComparison.Ordinal).Replace("1772390520000", "1772390999000", StringComparison.Ordinal))));
        Assert.NotEqual(key, RiskKey.Of(Report(Line.Replace("203.0.113.7", "203.0.113.8", StringComparison.Ordinal))));
        Assert.NotEqual(key, RiskKey.Of(Report(Line.Replace("|100|", "|101|", StringComparison.Ordinal))));
        var log = Reading.One(RiskFormat.Syslog, "<13>Mar  2 02:14:00 h sshd[1]: failed from 203.0.113.7 port 22");
        Assert.Equal(RiskKey.Of(log), RiskKey.Of(Reading.One(RiskFormat.Syslog, "<13>Mar  2 02:15:09 h sshd[77]: failed from 198.51.100.9 port 4711")));
    }

    [Fact]
    public void What_shares_a_rule_or_an_indicator_from_outside_is_tied_and_addresses_inside_tie_nothing()
    {
        var first = RiskKey.Groups(Report());
        var sameRule = RiskKey.Groups(Report(Line.Replace("203.0.113.7", "198.51.100.1", StringComparison.Ordinal)));
        var sameAddress = RiskKey.Groups(Reading.One(RiskFormat.Json, """{"title":"x","indicators":["203.0.113.7"]}"""));
        var sameInside = RiskKey.Groups(Reading.One(RiskFormat.Json, """{"title":"x","indicators":["10.0.0.5"]}"""));
        Assert.NotEmpty(first.Intersect(sameRule));
        Assert.NotEmpty(first.Intersect(sameAddress));
        Assert.Empty(first.Intersect(sameInside));
    }

    [Fact]
    public void A_group_is_joined_within_the_window_and_not_after_it()
    {
        var seen = new[] { ("g1", Reading.Now), ("g2", Reading.Now.Plus(10)) };
        Assert.Equal("g2", RiskKey.Join(seen, Reading.Now.Plus(RiskKey.Window)));
        Assert.Equal("g2", RiskKey.Join(seen, Reading.Now.Plus(RiskKey.Window + 5)));
        Assert.Null(RiskKey.Join(seen, Reading.Now.Plus(RiskKey.Window + 11)));
    }

    [Fact]
    public void A_rule_of_suppression_ends_by_itself()
    {
        var rules = new IntakeRules();
        rules.Apply(new IntakeEvent.Suppressed(new("s1", null, "100", null, "203.0.113.7", Reading.Now.Plus(60), "授权扫描", "p-li", Reading.Now)));
        Assert.Equal((false, false), rules.Weigh(Report(), Reading.Now.Plus(59)));
        Assert.Equal((true, true), rules.Weigh(Report(), Reading.Now.Plus(60)));
        Assert.Equal((true, true), rules.Weigh(Report(Line.Replace("203.0.113.7", "203.0.113.8", StringComparison.Ordinal)), Reading.Now));
    }

    [Theory]
    [InlineData("是", "较大", "owed")]
    [InlineData("是", "特别重大", "owed")]
    [InlineData("是", "一般", null)]
    [InlineData("否", "重大", null)]
    [InlineData(null, "重大", "possible")]
    public void Who_is_told_follows_from_the_pack(string? processor, string level, string? expected)
    {
        var state = Done(Arrived(), new RiskAct.Judge("likely", level, "理由"), Scene(processor: processor));
        Assert.Equal(expected, state.Duties?.SingleOrDefault()?.State);
        Assert.Equal(expected == "owed", state.NeedsSomebody);
        if (expected is not null)
            Assert.Equal(("cn.miit.data-incident/processor.risk", "地方行业监管部门", "立即", "annex-2"),
                (state.Duties![0].Key, state.Duties[0].To, state.Duties[0].Within, state.Duties[0].Form));
    }

    [Fact]
    public void What_is_all_but_impossible_reaches_no_level_and_is_owed_to_nobody()
    {
        var state = Done(Arrived(), new RiskAct.Judge("unlikely", "特别重大", "仅外围探测"));
        Assert.Null(state.Judgement!.Level);
        Assert.Null(state.Duties);
    }

    [Fact]
    public void A_judgement_says_all_or_is_refused_at_the_field()
    {
        Assert.Equal("likelihood", Refused(Arrived(), new RiskAct.Judge(null, "较大", "x")).Field);
        Assert.Equal("level", Refused(Arrived(), new RiskAct.Judge("likely", null, "x")).Field);
        Assert.Equal("level", Refused(Arrived(), new RiskAct.Judge("likely", "巨大", "x")).Field);
        Assert.Equal("reason", Refused(Arrived(), new RiskAct.Judge("likely", "较大", " ")).Field);
        Assert.Equal(RefusalKind.Authority, Refused(Arrived(), new RiskAct.Judge("likely", "较大", "x"), Scene("auditor")).Kind);
    }

    [Fact]
    public void What_is_owed_is_not_put_aside_and_what_is_judged_anew_is()
    {
        var judged = Body(Done(Arrived(), new RiskAct.Judge("likely", "重大", "x")));
        Assert.Equal(RefusalKind.Order, Refused(judged, new RiskAct.Dismiss("x")).Kind);
        Assert.Equal(RefusalKind.Order, Refused(judged, new RiskAct.Watch(Reading.Now.Plus(60), "x")).Kind);
        Assert.Equal(RiskPhases.Dismissed, Done(Body(Done(judged, new RiskAct.Judge("unlikely", null, "复核"))), new RiskAct.Dismiss("误报")).Phase);
        var reported = Done(judged, new RiskAct.Report("cn.miit.data-incident/processor.risk", "某局", "电话", null, null, null));
        Assert.False(reported.NeedsSomebody);
        Assert.Equal("duty", Refused(judged, new RiskAct.Report("x/y", null, null, null, null, null)).Field);
    }

    [Fact]
    public void Watching_ends_with_its_clock_once()
    {
        var watched = Done(Arrived(), new RiskAct.Watch(Reading.Now.Plus(60), "再看看"));
        var folded = RiskKind.Folded(watched);
        Assert.Equal(new PendingClock(RiskKind.WatchClock, Reading.Now.Plus(60)), Assert.Single(folded.Clocks));
        Assert.Null(RiskDeciding.Reach(folded.Snapshot.Body, Reading.Now.Plus(59)));
        var ended = RiskDeciding.Reach(folded.Snapshot.Body, Reading.Now.Plus(60))!;
        Assert.True(ended.After.NeedsSomebody);
        Assert.Null(RiskDeciding.Reach(Body(ended.After), Reading.Now.Plus(61)));
        Assert.Equal("until", Refused(Arrived(), new RiskAct.Watch(Reading.Now, "x")).Field);
    }

    [Fact]
    public void Whoever_is_on_duty_is_asked_and_the_message_names_nothing_of_it()
    {
        var woken = RiskKind.Write(new RiskEvent.Arrived("k", "g", RiskFormat.Cef, "alert", "厂商", null, "某公司数据库被拖库", null, 9, "9", Needs: true, Wakes: true, null, null, null),
            Reading.Now, Reading.Now, Actors.System, "");
        var message = Assert.Single(RiskKind.Instance.Messages(woken));
        Assert.Equal(NoticeAsk.Topic, message.Topic);
        Assert.Equal("/risks?of=k", NoticeAsk.Read(message.Body).Link);
        Assert.DoesNotContain("拖库", message.Body, StringComparison.Ordinal);
        Assert.Empty(RiskKind.Instance.Messages(RiskKind.Write(new RiskEvent.Dismissed("x"), Reading.Now, Reading.Now, "p", "")));
    }

    [Fact]
    public void What_was_put_aside_and_turns_serious_is_to_be_judged_again()
    {
        var dismissed = Done(Arrived(), new RiskAct.Dismiss("误报"));
        var milder = new RiskEvent.Rose(7, "7", Wakes: false, "k");
        dismissed.Apply(milder, RiskKind.Write(milder, Reading.Now, Reading.Now, Actors.System, ""));
        Assert.Equal(RiskPhases.Dismissed, dismissed.Phase);
        var worse = new RiskEvent.Rose(10, "10", Wakes: true, "k");
        dismissed.Apply(worse, RiskKind.Write(worse, Reading.Now, Reading.Now, Actors.System, ""));
        Assert.Equal((RiskPhases.New, true), (dismissed.Phase, dismissed.NeedsSomebody));
    }

    [Fact]
    public void Only_one_incident_comes_of_a_risk()
    {
        var became = Done(Arrived(), new RiskAct.Become("20260302-a"));
        Assert.Equal(RiskPhases.Incident, became.Phase);
        Assert.Equal(RefusalKind.Order, Refused(Body(became), new RiskAct.Become("20260302-b")).Kind);
        Assert.Equal(RefusalKind.Order, Refused(Body(became), new RiskAct.Dismiss("x")).Kind);
    }

    /// <summary>Every shape that was ever written is read for ever.</summary>
    public static TheoryData<string, string> Shapes => new()
    {
        { "risk-arrived", """{"key":"k","group":"g","format":"cef","kind":"alert","source":"厂商 防火墙","signature":"100","title":"SQL 注入尝试","seen":"2026-03-02T02:42:00+08:00","severity":9,"said_severity":"9","needs":true,"wakes":true,"indicators":[{"type":"ip","value":"203.0.113.7","note":"src"}],"references":["CNVD-2026-1"],"by":"p-li"}""" },
        { "risk-indicators-found", """{"indicators":[{"type":"domain","value":"evil.example.cn"}]}""" },
        { "risk-rose", """{"severity":10,"said_severity":"10","wakes":true,"key":"k"}""" },
        { "risk-judged", """{"likelihood":"likely","level":"较大","reason":"理由","duties":[{"key":"cn.miit.data-incident/processor.risk","to":"地方行业监管部门","within":"立即","form":"annex-2","state":"owed","since":"2026-03-02T02:45:00+08:00"}]}""" },
        { "risk-watched", """{"until":"2026-03-03T02:45:00+08:00","reason":"再看看"}""" },
        { "risk-watch-ended", """{"key":"k"}""" },
        { "risk-dismissed", """{"reason":"误报"}""" },
        { "risk-reported", """{"duty":"cn.miit.data-incident/processor.risk","to":"某局","channel":"电话","receipt":"1","note":"n"}""" },
        { "risk-warned", """{"warning":"w-1"}""" },
        { "risk-became-incident", """{"incident":"20260302-a"}""" },
        { "risk-reopened", """{"reason":"再看"}""" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void An_event_is_written_as_it_always_was(string name, string body)
    {
        var line = new NewEntry(name, 1, Reading.Now, Reading.Now, "p-zhang", "", body);
        var again = RiskKind.Write(RiskKind.Read(line), Reading.Now, Reading.Now, "p-zhang", "");
        Assert.Equal((name, 1, body), (again.Type, again.Version, again.Body));
    }

    [Theory]
    [InlineData("intake-thresholds-set", """{"needs_from":4,"wakes_from":8}""")]
    [InlineData("intake-suppressed", """{"rule":{"id":"sup-1","source":"a","signature":"b","title":"c","indicator":"d","until":"2026-03-03T02:45:00+08:00","reason":"r","by":"p","at":"2026-03-02T02:45:00+08:00"}}""")]
    [InlineData("intake-suppression-ended", """{"id":"sup-1"}""")]
    public void A_rule_is_written_as_it_always_was(string name, string body)
    {
        var line = new NewEntry(name, 1, Reading.Now, Reading.Now, "p-zhang", "", body);
        Assert.Equal(body, IntakeKind.Write(IntakeKind.Read(line), Reading.Now, "p-zhang", "").Body);
    }
}
