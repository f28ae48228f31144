using Fengsui.Law.Grading;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Incidents.Acts;
using Xunit;

namespace Fengsui.Response.Tests.Incidents;

/// <summary>What may not be skipped, who may do what, and how an incident is closed and opened again.</summary>
public sealed class ProcedureTests
{
    private const string Cac = "cn.cac.incident-report/other.provincial-cac";
    private const string Summary = "cn.cac.incident-report/summary";
    private static readonly Procedure Table = Night.Law.Procedure;

    private static readonly JudgeLevel Judge = new() { Level = Level.Major, Reason = "涉及1200万人" };
    private static readonly StartResponse Start = new() { Response = "II", DecidedBy = "数据安全机制" };
    private static readonly EndResponse EndIt = new() { DecidedBy = "数据安全机制", Reason = "影响消除" };
    private static readonly Investigate Investigation = new() { Cause = "弱口令", Course = "…", Responsibility = "…", Loss = "…", Lessons = "…" };

    // Order.

    /// <summary>For each row of the table: the act, a night on which its need is not met, and what meets it.</summary>
    private static readonly Dictionary<string, (Act Act, Func<Night> Before, Func<Night, Night> Meets)> Rows = new()
    {
        ["start-response.level-judged"] = (Start, () => Night.Major(), n => n.Does(Judge)),
        ["adjust-response.response-running"] = (new AdjustResponse { Response = "III", DecidedBy = "…", Reason = "…" }, () => Night.Major(), n => n.Does(Judge, Start)),
        ["end-response.response-running"] = (EndIt, () => Night.Major().Does(new HandleFirst { What = "断网" }), n => n.Does(Judge, Start)),
        ["end-response.first-handling"] = (EndIt, () => Night.Major().Does(Judge, Start), n => n.Does(new HandleFirst { What = "断网" })),
        ["end-handling.response-over"] = (new EndHandling { Result = "恢复" }, () => Night.Major().Does(Judge, Start, new HandleFirst { What = "断网" }), n => n.Does(EndIt)),
        ["investigate.handling-ended"] = (Investigation, () => Night.Major(), n => n.Does(new EndHandling { Result = "恢复" })),
        ["sum-up.investigated"] = (new SumUp { Text = "总结" }, () => Night.Major().Does(new EndHandling { Result = "恢复" }), n => n.Does(Investigation)),
        ["archive.summed-up"] = (new ArchiveIncident(), () => Settled(Night.Major().Does(new EndHandling { Result = "恢复" }, Investigation)), n => n.Does(new SumUp { Text = "总结" })),
        ["archive.duties-settled"] = (new ArchiveIncident(), () => Night.Major().Does(new EndHandling { Result = "恢复" }, Investigation, new SumUp { Text = "总结" }), Settled),
        ["archive.ratified"] = (new ArchiveIncident(), () => Settled(Emergency(Night.Major()).Does(new HandleFirst { What = "断网" }, EndIt, new EndHandling { Result = "恢复" }, Investigation, new SumUp { Text = "总结" })),
            n => n.As("p-chen", "first-responsible").Does(new Ratify { No = 1, Agreed = true }).As("p-wang")),
        ["dismiss.response-over"] = (new Dismiss { Reason = "演练流量" }, () => Night.Major().Does(Judge, Start, new HandleFirst { What = "断网" }), n => n.Does(EndIt)),
        ["dismiss.not-determined"] = (new Dismiss { Reason = "演练流量" }, () => Night.Major().Does(new RecordDetermination { Level = Level.Major, Authority = "省网信办" }), null!),
        ["dismiss.nothing-overdue"] = (new Dismiss { Reason = "演练流量" }, () => Night.Major().At("06:14:01"), n => n.Does(new DecideNotToReport { Duty = Cac, Reason = "误报", Ground = "未发生事件" })),
        ["merge.duties-settled"] = (new MergeIncident { Into = "i-2", Reason = "同一攻击" }, () => Night.Major(), Settled),
        ["merge.response-over"] = (new MergeIncident { Into = "i-2", Reason = "同一攻击" }, () => Settled(Night.Major().Does(Judge, Start, new HandleFirst { What = "断网" })), n => Settled(n.Does(EndIt))),
    };

    public static TheoryData<string> OrderRows => [.. Table.Order.Select(o => $"{o.Act}.{o.Needs}")];

    [Theory]
    [MemberData(nameof(OrderRows))]
    public void What_may_not_be_skipped_is_refused_with_its_article_and_then_allowed(string row)
    {
        var (act, before, meets) = Rows[row];
        var rule = Table.Order.Single(o => $"{o.Act}.{o.Needs}" == row);
        var night = before();
        night.Others.Add("i-2");
        var refused = night.Fails(act);
        Assert.Equal((RefusalKind.Order, rule.Says, Cited(rule.Ground)), (refused.Kind, refused.Wrong, refused.Article));
        // A determination cannot be taken back: the authority has spoken.
        if (meets is not null)
            meets(night).Does(act);
    }

    [Fact]
    public void Every_need_of_the_table_is_one_that_the_state_can_tell() => Assert.All(Table.Order, o => Assert.Contains(o.Needs, Procedures.Names));

    private static Night Settled(Night night)
    {
        foreach (var (key, _) in night.State!.Duties.Where(d => d.Value.IsDue).ToList())
            night.Does(Night.Report(key));
        foreach (var (key, _) in night.State!.Duties.Where(d => d.Value.IsDue).ToList())
            night.Does(new DecideNotToReport { Duty = key, Reason = "已并入总结", Ground = "…" });
        return night;
    }

    private static Night Emergency(Night night) =>
        night.Does(Judge).As("p-li", "duty-officer").Does(Start with { Emergency = "分管领导联系不上" }).As("p-wang");

    // Authority.

    public static TheoryData<string, string> ActsAndPosts => [.. from act in Table.Acts where Acts.Samples.Any(s => s.Row == act.Act) from post in Table.Posts select (act.Act, post.Id)];

    [Theory]
    [MemberData(nameof(ActsAndPosts))]
    public void The_table_alone_says_who_may(string row, string post)
    {
        var rule = Table.Act(row)!;
        var sample = Acts.Samples.First(s => s.Row == row);
        var night = Acts.NightFor(sample);
        if (rule.May.Any(p => p.Id == post))
        {
            night.As("p-li", post).Does(sample);
            Assert.Equal(post, night.Lines.Last(l => l.Actor != "system").Post);
            Assert.DoesNotContain(night.State!.Ratifications.Values, r => r.By == "p-li");
            return;
        }

        night.As("p-li", post);
        var refused = night.Fails(sample);
        Assert.Equal((RefusalKind.Authority, Cited(rule.Ground)), (refused.Kind, refused.Article));
        if (!rule.Emergency.Any(p => p.Id == post))
        {
            Assert.Equal(RefusalKind.Authority, night.Fails(sample with { Emergency = "等不及" }).Kind);
            return;
        }

        Assert.Equal(RefusalKind.Authority, night.Fails(sample with { Emergency = "  " }).Kind);
        night.Does(sample with { Emergency = "等不及" });
        var awaiting = night.State!.Ratifications.Values.Last();
        Assert.Equal((row, "p-li", night.Now.Plus(24 * 3600), "open"), (awaiting.Act, awaiting.By, awaiting.Due, awaiting.State));
        Assert.Contains(Clocks.Of(night.State), c => c.Key == $"ratification:{night.State.Ratifications.Count}" && c.At == awaiting.Due.Plus(1));
    }

    [Fact]
    public void Nobody_without_a_post_does_anything_or_learns_how_it_stands()
    {
        var night = Night.Major().As("p-zhao", "auditor");
        Assert.Equal(RefusalKind.Authority, night.Fails(new ArchiveIncident()).Kind);
        Assert.Equal(RefusalKind.Authority, night.Fails(new AddNote { Text = "…", DoneAt = night.Now.Plus(60) }).Kind);
    }

    [Fact]
    public void A_deputy_does_what_the_post_does_and_the_record_says_so()
    {
        var night = Night.Major().As("p-li", "direct-responsible/deputy").Does(Judge);
        Assert.Equal("direct-responsible/deputy", night.Lines.Last(l => l.Type == "level-judged").Post);
        night.As("p-li", "direct-responsible/deputy", "commander").Does(Judge);
        Assert.Equal("commander", night.Lines.Last(l => l.Type == "level-judged").Post);
    }

    [Theory]
    [InlineData(true, "agreed")]
    [InlineData(false, "refused")]
    public void Somebody_else_who_could_have_done_it_ratifies_or_refuses(bool agreed, string state)
    {
        var night = Emergency(Night.Major());
        Assert.Equal(RefusalKind.Authority, night.As("p-li", "direct-responsible").Fails(new Ratify { No = 1, Agreed = agreed }).Kind);
        Assert.Equal(RefusalKind.Authority, night.As("p-zhou", "commander").Fails(new Ratify { No = 1, Agreed = agreed }).Kind);
        Assert.Equal("agreed", night.As("p-chen", "direct-responsible").Fails(new Ratify { No = 1 }).Field);
        Assert.Equal("no", night.Fails(new Ratify { No = 2, Agreed = agreed }).Field);
        night.Does(new Ratify { No = 1, Agreed = agreed });
        Assert.Equal(state, night.State!.Ratifications[1].State);
        Assert.Equal("no", night.Fails(new Ratify { No = 1, Agreed = agreed }).Field);
        Assert.DoesNotContain(Clocks.Of(night.State), c => c.Key == "ratification:1");
    }

    [Fact]
    public void An_emergency_act_that_nobody_ratifies_in_time_is_overdue_once()
    {
        var night = Emergency(Night.Major());
        Assert.DoesNotContain("ratification:1", night.At("2026-03-03T02:20:00+08:00").Sweep());
        Assert.Contains("ratification:1", night.At("2026-03-03T02:20:01+08:00").Sweep());
        Assert.Empty(night.Sweep());
        Assert.True(night.State!.Ratifications[1].Overdue);
        night.As("p-chen", "first-responsible").Does(new Ratify { No = 1, Agreed = true });
        Assert.Equal(("agreed", true), (night.State.Ratifications[1].State, night.State.Ratifications[1].Overdue));
    }

    // Secrecy.

    [Fact]
    public void A_state_secret_ends_the_typing_and_a_no_lets_it_go_on()
    {
        var night = Night.Major().Does(Night.Fact("state_secret", "是"));
        Assert.NotNull(night.State!.Secrecy);
        foreach (var act in Acts.Samples.Where(a => a is not (AssertFacts or ArchiveIncident or Ratify or OpenIncident or AttachFile)))
            Assert.Equal(RefusalKind.Secrecy, Assert.IsType<Decision.Refused>(Deciding.Decide(night.State, act, night.Scene)).Refusal.Kind);
        var article = night.Fails(new AddNote { Text = "…" }).Article;
        // The number of the article is not yet compared with the official text, and the refusal says so.
        Assert.Contains("第十三条（待核对）", article, StringComparison.Ordinal);
        Assert.Equal(RefusalKind.Secrecy, night.Fails(Night.Facts(("state_secret", "否"), ("pi_persons", "3人"))).Kind);
        Assert.Equal(RefusalKind.Secrecy, night.Fails(Night.Fact("state_secret", "否") with { Reason = "涉及某型号…" }).Kind);
        Assert.Equal(RefusalKind.Secrecy, night.Fails(Night.Fact("state_secret", "否") with { Emergency = "涉及某型号…" }).Kind);
        Assert.Equal(RefusalKind.Secrecy, night.Fails(Night.Fact("state_secret", "unknown")).Kind);
        night.At("03:00").Does(Night.Fact("state_secret", "否"));
        Assert.Null(night.State.Secrecy);
        night.Does(new AddNote { Text = "继续" });
    }

    [Fact]
    public void A_stop_can_be_put_by_itself_and_the_clocks_run_on()
    {
        var night = Night.Major().Does(new StopForSecrecy { Reason = "需研判" }).At("06:14:01");
        Assert.Contains(Clocks.Name(ClockKind.Due, Cac), night.Sweep());
        Assert.Equal(RefusalKind.Secrecy, night.Fails(new StopForSecrecy { Reason = "…" }).Kind);
    }

    [Fact]
    public void A_state_secret_is_said_alone()
    {
        var wrong = Night.Major().Fails(Night.Facts(("state_secret", "是"), ("pi_persons", "3人")));
        Assert.Equal((RefusalKind.Input, "facts"), (wrong.Kind, wrong.Field));
    }

    [Fact]
    public void Every_need_of_the_order_has_a_remedy() => Assert.All(Procedures.Names, needs => Assert.NotEmpty(Procedures.Remedy(needs).Zh));

    [Fact]
    public void An_incident_opened_as_a_state_secret_is_stopped_from_the_first_line()
    {
        var night = new Night().At("02:14").Does(new OpenIncident { Title = "…", Facts = Night.Fact("state_secret", "是").Facts });
        Assert.Equal(RefusalKind.Secrecy, night.Fails(new AddNote { Text = "…" }).Kind);
    }

    // Closing and opening again.

    [Fact]
    public void Nothing_begins_twice_and_nothing_happens_before_the_beginning()
    {
        Assert.Equal(RefusalKind.Order, Night.Opened().Fails(new OpenIncident { Title = "又一次" }).Kind);
        Assert.Equal(RefusalKind.Order, new Night().At("02:14").Fails(new AddNote { Text = "…" }).Kind);
    }

    [Fact]
    public void A_false_alarm_owes_nothing_more_and_opened_again_owes_as_if_it_had_never_been_one()
    {
        var night = Night.Major().At("03:00").Does(new Dismiss { Reason = "演练流量" });
        Assert.DoesNotContain(night.State!.Duties.Values, d => d.IsOpen);
        Assert.Empty(Clocks.Of(night.State));
        Assert.False(IncidentKind.Folded(night.State).Snapshot.Open);
        Assert.Equal(RefusalKind.Closed, night.Fails(new AddNote { Text = "…" }).Kind);
        Assert.Equal(RefusalKind.Closed, night.Fails(Night.Report(Cac)).Kind);
        night.At("07:00").Does(new Reopen { Reason = "确有窃取" });
        Assert.Equal((DutyEnd.Open, true), (night.Owes(Cac).By("06:14").End, night.Owes(Cac).Overdue));
        Assert.Equal(Phase.Handling, night.State.Phase);
    }

    [Fact]
    public void A_false_alarm_that_was_reported_keeps_what_closes_the_report_and_its_clock()
    {
        var night = Night.Major().At("03:00").Does(Night.Report(Cac)).At("04:00").Does(new Dismiss { Reason = "演练流量" });
        Assert.Equal(("owed", "reported"), (night.Owes(Summary).By("2026-04-02T00:00").State, night.Owes(Summary).Kept));
        Assert.True(night.Owes("cn.cac.incident-report/supplement").IsOpen);
        Assert.True(IncidentKind.Folded(night.State!).Snapshot.Open);
        Assert.Contains(Clocks.Name(ClockKind.Due, Summary), night.At("2026-04-02T00:00:00+08:00").Sweep());
        night.Does(Night.Report(Summary), Night.Report("cn.cac.incident-report/supplement"));
        Assert.False(night.Owes(Summary).Timely);
        if (night.Owes("cn.cac.incident-report/supplement").IsOpen)
            night.Does(new DecideNotToReport { Duty = "cn.cac.incident-report/supplement", Reason = "误报", Ground = "无可补充" });
        Assert.False(IncidentKind.Folded(night.State!).Snapshot.Open);
        Assert.Equal(RefusalKind.Closed, night.Fails(Night.Report(Summary)).Kind);
    }

    [Fact]
    public void A_merged_incident_goes_on_in_the_other_one()
    {
        var night = Settled(Night.Major());
        Assert.Equal("into", night.Fails(new MergeIncident { Into = "i-9", Reason = "同一攻击" }).Field);
        night.Others.Add("i-9");
        night.Does(new LinkIncident { Other = "i-9", Relation = "同一攻击者" }, new MergeIncident { Into = "i-9", Reason = "同一攻击" });
        Assert.Equal((Phase.Merged, "i-9"), (night.State!.Phase, night.State.Closing));
        Assert.Empty(Clocks.Of(night.State));
        Assert.Equal(2, night.Lines.SelectMany(IncidentKind.Instance.Items).Count(i => i.List == IncidentKind.Links && i.Key == "i-9"));
        night.Does(new LinkIncident { Other = "i-9", Relation = "证据共用" });
    }

    [Fact]
    public void An_archived_incident_takes_nothing_and_opened_again_goes_on()
    {
        var night = Settled(Night.Major().Does(new EndHandling { Result = "恢复" }, Investigation, new SumUp { Text = "总结" }));
        night.Does(new ArchiveIncident());
        Assert.Empty(Clocks.Of(night.State!));
        Assert.Equal(RefusalKind.Closed, night.Fails(Night.Report(Cac)).Kind);
        night.Does(new Reopen { Reason = "复发" });
        Assert.Equal((Phase.Handling, (Law.Calendar.Instant?)null), (night.State!.Phase, night.State.Investigated));
        Assert.Equal(RefusalKind.Order, night.Fails(new Reopen { Reason = "…" }).Kind);
        Assert.Equal(DutyEnd.Fulfilled, night.Owes(Cac).End);
    }

    [Fact]
    public void A_supplement_still_owed_holds_up_the_archive_although_one_was_filed()
    {
        var night = Settled(Night.Major().Does(new EndHandling { Result = "恢复" }, Investigation, new SumUp { Text = "总结" }));
        night.Does(Night.Report(Cac, "起因"));
        Assert.Contains("第八条", night.Fails(new ArchiveIncident()).Article, StringComparison.Ordinal);
    }

    [Fact]
    public void A_response_that_starts_again_has_not_ended()
    {
        var night = Night.Major(("miit_processor", "是")).Does(Judge, Start, new HandleFirst { What = "断网" }).At("04:00").Does(EndIt);
        Assert.Equal("owed", night.Owes("cn.miit.data-incident/processor.summary").State);
        night.At("05:00").Does(Start);
        Assert.Equal(("waiting", Phase.Handling), (night.Owes("cn.miit.data-incident/processor.summary").State, night.State!.Phase));
    }

    /// <summary>A citation that is not verified is marked, also in a refusal.</summary>
    private static string Cited(Ground ground) => string.Join("；", ground.Sources.Select(s => s.At + (s.Check == Check.Verified ? "" : "（待核对）")));
}
