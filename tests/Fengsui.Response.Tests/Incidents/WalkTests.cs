using Fengsui.Law.Calendar;
using Fengsui.Law.Grading;
using Fengsui.Response.Incidents.Acts;
using Fengsui.Response.Incidents;
using Fengsui.Response.Posts;
using Xunit;

namespace Fengsui.Response.Tests.Incidents;

/// <summary>Incidents that wander: whatever is done in whatever order, at whatever times, the rules hold.</summary>
public sealed class WalkTests
{
    private const int Walks = 100;
    private const int Steps = 60;

    private static readonly string[] Persons = ["unknown", "2人", "150万人", "1200万人", "1亿人", "0人", "n/a"];
    private static readonly string[] Harm = ["窃取、泄露", "窃取", "none", "unknown", "篡改"];
    private static readonly string[] Fields = ["工业", "电信", "工业、电信", "无线电", "unknown", "none"];
    private static readonly string[] YesNo = ["是", "否", "unknown"];
    private static readonly string[] Responses = ["I", "II", "III", "IV"];

    [Fact]
    public void Whatever_is_done_the_rules_hold()
    {
        var done = new Dictionary<string, int>();
        for (var seed = 1; seed <= Walks; seed++)
            new Walk(seed, done).Go();
        // A walk that is refused everywhere would prove nothing.
        Assert.All(Acts.Samples.Select(s => s.Id).Except(["attach-file"]), id => Assert.True(done.GetValueOrDefault(id) > 0, $"{id} was never done"));
        Assert.True(done["clock-reached"] > Walks);
    }

    private sealed class Walk(int seed, Dictionary<string, int> done)
    {
        private ulong _random = unchecked((ulong)seed * 0x9E3779B97F4A7C15);
        private Instant _now = Night.Opened().When("02:14");
        private IncidentState _state = null!;
        private readonly IncidentState _fold = new();
        private string _did = "";

        public void Go()
        {
            Take((Decision.Done)Deciding.Decide(null, new OpenIncident { Title = "…" }, Scene()), null);
            Count("open");
            for (var step = 0; step < Steps; step++)
            {
                _now = _now.Plus(Next(20) switch { 0 => -3600, 1 => 86_400 * Next(40), < 8 => Next(3 * 3600), _ => Next(600) });
                if (Next(3) == 0)
                    Sweep();
                Do(step > 2 * Steps / 3 && Next(2) == 0 ? TowardsTheArchive() : Any());
            }
        }

        private void Do(Act act)
        {
            if (Next(4) == 0)
                act = act with { DoneAt = _now.Plus(-Next(2 * 3600)) };
            _did = $"seed {seed}: {act}";
            var before = IncidentKind.Write(_state);
            var decision = Deciding.Decide(_state, act, Scene());
            Assert.Equal(before, IncidentKind.Write(_state));
            if (decision is Decision.Done taken)
            {
                Count(act.Id);
                Take(taken, act);
            }
        }

        private void Sweep()
        {
            _did = $"seed {seed}: sweep";
            if (Deciding.Reach(_state, _now) is { } reached)
            {
                foreach (var line in reached.Lines)
                    Count(line.Type);
                Take(reached, null);
            }

            Assert.Null(Deciding.Reach(_state, _now));
        }

        private void Take(Decision.Done taken, Act? act)
        {
            var before = _state;
            _state = taken.After;
            foreach (var line in taken.Lines)
                _fold.Apply(line);
            var written = IncidentKind.Write(_state);
            Check(written == IncidentKind.Write(_fold), "the lines lead to another state");
            Check(written == IncidentKind.Write(IncidentKind.Read(written)), "the state reads back as another");
            var folded = IncidentKind.Folded(_state);
            Check(folded.Clocks.Select(c => c.Key).Distinct().Count() == folded.Clocks.Count, "a clock stands twice");
            Check(folded.Clocks.All(c => !c.Key.StartsWith("due:", StringComparison.Ordinal) || _state.Duties[c.Key[4..]].IsOpen), "a clock runs for a duty that ended");
            foreach (var (key, duty) in before?.Duties ?? [])
                Duty(key, duty, _state.Duties.GetValueOrDefault(key), act);
        }

        private void Duty(string key, OwedDuty before, OwedDuty? after, Act? act)
        {
            Check(after is not null, $"{key} disappeared");
            if (before.End == DutyEnd.Fulfilled && before.Why is null)
                Check((after!.End, after.Due, after.DueDate, after.FirstDue, after.Timely, after.EndedAt, after.Overdue)
                    == (before.End, before.Due, before.DueDate, before.FirstDue, before.Timely, before.EndedAt, before.Overdue), $"{key} was met and moved");
            // What follows a report is owed again whenever a report leaves something open, or something new is learnt.
            if (before.End == DutyEnd.NotReported && before.Why is null)
                Check(after!.End is DutyEnd.NotReported or DutyEnd.Fulfilled, $"{key}: the decision not to report was lost");
            var late = before.IsOpen && (before.Overdue || before.State == "owed" && before.LateFrom <= _now);
            if ((late || before is { IsOpen: true, WasOverdue: true }) && after!.End == DutyEnd.NotOwed)
                Check(act is ReleaseDuty release && release.Duty == key, $"{key} was overdue and is not owed any more");
            if (late && after!.IsOpen && after.Seconds is null && after.Due == before.Due)
                Check(after.State == "owed" && (after.Overdue || !before.Overdue), $"{key} was overdue and is not");
            if (before.IsOpen && after!.IsOpen && before.Due is { } due && after.Due != due && after.Seconds is null && before.Why is null)
                Check(after.FirstDue is not null, $"{key} moved and does not show from where");
        }

        private void Check(bool holds, string what) => Assert.True(holds, $"{_did}: {what}");

        private void Count(string what) => done[what] = done.GetValueOrDefault(what) + 1;

        private int Next(int below)
        {
            _random = unchecked(_random * 6364136223846793005 + 1442695040888963407);
            return (int)((_random >> 33) % (ulong)below);
        }

        private T One<T>(IReadOnlyList<T> of) => of[Next(of.Count)];

        private string AnyDuty() => _state.Duties.Where(d => d.Value.IsDue).Select(d => d.Key).ToList() is { Count: > 0 } due && Next(4) > 0 ? One(due) : One([.. _state.Duties.Keys, "no/such"]);

        private Scene Scene()
        {
            var deputy = Next(20) == 0;
            // Now and then the duty officer is alone: what cannot wait is done in an emergency.
            var alone = Next(6) == 0;
            return new()
            {
                Now = _now, Actor = Next(2) == 0 ? "p-wang" : "p-li", Library = Night.Law, Exists = _ => true,
                Posts = [.. Night.Law.Procedure.Posts.Where(p => alone ? p.Id == "duty-officer" : Next(12) > 0).Select(p => new HeldPost(p.Id, deputy))],
                Profile = new Dictionary<string, string> { ["network_operator"] = "是", ["bank_insurer"] = One(YesNo), ["miit_processor"] = "是", ["central_organ"] = "否", ["central_soe"] = One(YesNo) },
            };
        }

        /// <summary>The next act of an incident that goes its whole way.</summary>
        private Act TowardsTheArchive() => _state switch
        {
            { Secrecy: not null } => Night.Fact("state_secret", "否"),
            { ResponseRuns: true, FirstHandlings: 0 } => new HandleFirst { What = "断网" },
            { ResponseRuns: true } => new EndResponse { DecidedBy = "机制", Reason = "消除" },
            _ when !_state.Times.ContainsKey("handling_ended") => new EndHandling { Result = "恢复" },
            { Investigated: null } => new Investigate { Cause = "…", Course = "…", Responsibility = "…", Loss = "…", Lessons = "…" },
            { Phase: not Phase.SummedUp } => new SumUp { Text = "总结" },
            _ when _state.Duties.FirstOrDefault(d => d.Value.IsDue).Key is { } due => new DecideNotToReport { Duty = due, Reason = "已并报", Ground = "书面同意" },
            _ when _state.Ratifications.FirstOrDefault(r => r.Value.State == "open").Key is > 0 and var no => new Ratify { No = no, Agreed = true },
            _ => new ArchiveIncident(),
        };

        private Act Any() => Next(36) switch
        {
            0 or 1 or 2 => Night.Fact("pi_persons", One(Persons)),
            3 => Night.Fact("data_harm", One(Harm)),
            4 => Night.Fact("data_field", One(Fields)),
            5 => Night.Fact("cii", One(YesNo)),
            6 => Night.MajorFacts,
            7 => Night.SmallFacts,
            8 => Next(6) == 0 ? Night.Fact("state_secret", One(YesNo)) : Night.Fact("state_secret", "否"),
            9 => new CorrectTime { Anchor = One(["discovered", "discovered", "occurred", "handling_ended", "response_ended"]), To = Next(8) == 0 ? null : _now.Plus(-Next(9 * 3600)), Reason = "更正" },
            10 => new StateTimes { Times = new Dictionary<string, Instant> { [One(["occurred", "received", "self_judged"])] = _now.Plus(-Next(3600)) } },
            11 => new JudgeLevel { Level = One(Levels.HighestFirst), Pack = Next(3) == 0 ? "cn.miit.data-incident" : null, Reason = "研判" },
            12 => new RecordDetermination { Level = One(Levels.HighestFirst), Authority = "主管部门", Document = Next(2) == 0 ? "7号" : null },
            13 => new HandleFirst { What = "断网" },
            14 or 15 => new StartResponse { Response = One(Responses), DecidedBy = "机制", Emergency = Next(2) == 0 ? "等不及" : null },
            16 => new AdjustResponse { Response = One(Responses), DecidedBy = "机制", Reason = "变化" },
            17 => new EndResponse { DecidedBy = "机制", Reason = "消除" },
            18 or 19 => Night.Report(AnyDuty(), Next(2) == 0 ? ["起因"] : []),
            20 => Night.Report(AnyDuty()),
            21 => new DecideNotToReport { Duty = AnyDuty(), Reason = "已并报", Ground = "书面同意" },
            22 => Next(3) == 0 ? new ReleaseDuty { Duty = AnyDuty(), Reason = "认定", Document = Next(2) == 0 ? "9号" : null } : new AddNote { Text = "记事" },
            23 => new EndHandling { Result = "恢复" },
            24 => new Investigate { Cause = "…", Course = "…", Responsibility = "…", Loss = "…", Lessons = "…" },
            25 => new SumUp { Text = "总结" },
            26 => new ArchiveIncident(),
            27 => Next(3) == 0 ? new Dismiss { Reason = "误报" } : new NotifyUsers { Whom = "用户", Channel = "短信", Text = "…", Duty = Next(2) == 0 ? AnyDuty() : null },
            28 => Next(3) == 0 ? new MergeIncident { Into = "i-2", Reason = "同一攻击" } : new LinkIncident { Other = "i-2", Relation = "关联" },
            29 => _state.Phase >= Phase.Ended ? new Reopen { Reason = "复发" } : Night.Fact("users_harmed", One(YesNo)),
            30 or 33 => new Ratify { No = _state.Ratifications.LastOrDefault(r => r.Value.State == "open").Key, Agreed = Next(2) == 0 },
            34 => _state.Holders.Count == 0 ? Acts.Samples.OfType<TakeEvidence>().Single() : new HandOverEvidence { Evidence = "e1", To = "鉴定机构", Reason = "鉴定" },
            31 => Next(8) == 0 ? new StopForSecrecy { Reason = "需研判" } : new SetTask { Title = "封堵", Due = _now.Plus(Next(7200)) },
            32 => Next(2) == 0 ? new FinishTask { Task = "t" + (1 + Next(3)), Result = "办结" } : new RecordReceipt { Report = 1 + Next(3), Receipt = "R" },
            _ => One(Acts.Samples.Where(s => s is not (OpenIncident or AttachFile or ArchiveIncident or Dismiss or MergeIncident or StopForSecrecy)).ToList()),
        };
    }
}
