using Fengsui.Response.Warnings;
using Xunit;

namespace Fengsui.Response.Tests.Warnings;

/// <summary>Warnings that wander: whatever is done in whatever order, at whatever times, the rules hold.</summary>
public sealed class WarningWalkTests
{
    private const int Walks = 150;
    private const int Steps = 60;

    private static readonly string[] Bodies = ["", "数据安全机制", "地方行业监管部门", "应急办"];
    private static readonly string[] Colours = ["红", "橙", "黄", "蓝", ""];

    [Fact]
    public void Whatever_is_done_the_rules_hold()
    {
        var done = new Dictionary<Type, int>();
        for (var seed = 1; seed <= Walks; seed++)
            Go(seed, done);
        Assert.All(WarningTests.Acts, a => Assert.True(done.GetValueOrDefault(a.GetType()) > 0, $"{a.GetType().Name} was never done"));
    }

    private static void Go(int seed, Dictionary<Type, int> done)
    {
        var random = unchecked((ulong)seed * 0x9E3779B97F4A7C15);
        int Next(int below)
        {
            random = unchecked(random * 6364136223846793005 + 1442695040888963407);
            return (int)((random >> 33) % (ulong)below);
        }

        var watch = new Watch(Bodies[Next(Bodies.Length)]);
        for (var step = 0; step < Steps; step++)
        {
            watch.Now = watch.Now.Plus(Next(4) == 0 ? Next(30 * 3600) : Next(600));
            if (watch.State is not null && Next(3) == 0)
            {
                watch.Sweep();
                Assert.Equal(0, watch.Sweep());
            }
            var before = watch.State is null ? null : WarningKind.Write(watch.State);
            var act = Any(Next);
            var decision = WarningDecisions.Decide(watch.State, act, watch.Scene);
            Assert.Equal(before, watch.State is null ? null : WarningKind.Write(watch.State));
            if (decision is not WarningDecision.Done taken)
                continue;
            done[act.GetType()] = done.GetValueOrDefault(act.GetType()) + 1;
            watch.Take(taken);
            Hold(watch);
        }
    }

    private static WarningAct Any(Func<int, int> next)
    {
        var content = Watch.Content(next(4) == 0 ? Watch.National : Watch.Miit, Colours[next(Colours.Length)]) with
        {
            Internal = next(2) == 0, Spans = next(4) == 0, FeedbackEvery = next(2) == 0 ? "24小时" : null,
            To = next(3) switch { 0 => new() { Everybody = true }, 1 => new() { Groups = ["内部"] }, _ => new() { Regions = ["浙江"] } },
        };
        var unit = new[] { "a", "b", "c", "own", "stranger" }[next(5)];
        return next(16) switch
        {
            0 => new WarningAct.Draft(content),
            1 or 2 => new WarningAct.Edit(content),
            3 => new WarningAct.Revise(),
            4 => next(4) == 0 ? new WarningAct.Discard("不用了") : new WarningAct.Draft(content),
            5 => new WarningAct.GiveConsent("部网信领导小组", "纪要"),
            6 or 7 => new WarningAct.Issue("1号"),
            8 or 14 or 15 => new WarningAct.RecordReceipts([unit], "phone"),
            9 => new WarningAct.RecordFeedback(unit, "link", next(2) == 0 ? "已排查" : null, next(2) == 0),
            10 => new WarningAct.DoMeasure(next(2) == 0 ? "lr.collect" : "processor.report", "通知"),
            11 => next(4) == 0 ? new WarningAct.Lift("风险已经解除") : Watch.FromOutside(),
            12 => new WarningAct.ReturnReceipt("phone", "电话记录"),
            _ => new WarningAct.ReturnFeedback("phone", "已排查", next(2) == 0),
        };
    }

    private static void Hold(Watch watch)
    {
        var state = watch.State!;
        Assert.All(state.Versions, v =>
        {
            Assert.InRange(v.Receipts, 0, v.Recipients);
            Assert.InRange(v.FedBack, 0, v.Receipts);
            Assert.Equal((v.Receipts, v.FedBack), (v.Portions.Sum(p => p.Receipts), v.Portions.Sum(p => p.FedBack)));
            // Nothing official without a body that may, nothing internal with one.
            Assert.True(state.Outside is not null || v.Content.Internal == v.ActsAs is null);
        });
        Assert.Equal(Enumerable.Range(1, state.Versions.Count), state.Versions.Select(v => v.No));
        Assert.Equal(state.Phase == WarningPhase.Lifted, state.Lifting is not null);
        Assert.True(state.IsInForce() || !state.Clocks().Any());
    }
}
