using Fengsui.Law.Input;
using Fengsui.Response.Notices;
using Xunit;

namespace Fengsui.Response.Tests.Notices;

public sealed class PolicyTests
{
    private static readonly PolicyScene Scene = new(
        ["duty-officer", "commander", "approver"], ["cn.a", "cn.b"], new Dictionary<string, long?> { ["cn.a/first"] = 3600, ["cn.a/word"] = null, ["cn.b/late"] = 864_000 },
        ["group"], target => Pages.There.People(target).Count > 0);

    [Fact]
    public void The_built_in_policy_tells_the_duty_officer_first_and_the_first_responsible_last()
    {
        var (_, steps) = PolicyReader.Default.Of(new("incident", 3, [Pages.Owed(600)]));
        Assert.Equal(["on-duty 1"], steps[0].To);
        Assert.Equal(["post first-responsible"], steps[^1].To);
        Assert.Equal("追认", PolicyReader.Default.Of(new("incident", 0, [Pages.Owed(600) with { Topic = NoticeTopics.Ratification }])).Route);
    }

    [Fact]
    public void The_deepest_route_that_matches_takes_it_and_inherits_the_steps_above()
    {
        var policy = Read("""
            steps: [{to: [on-duty 1], channels: [app]}]
            routes:
              - name: 重大
                match: {level: 重大}
                steps: [{to: [post commander], channels: [app]}]
                routes:
                  - {name: 逾期, match: {topics: [overdue]}}
            """);
        Assert.Equal("", policy.Of(new("incident", 2, [Pages.Owed(1)])).Route);
        Assert.Equal("重大", policy.Of(new("incident", 4, [Pages.Owed(1)])).Route);
        var (route, steps) = policy.Of(new("incident", 3, [Pages.Owed(1) with { Topic = NoticeTopics.Overdue }]));
        Assert.Equal(("逾期", "post commander"), (route, steps[0].To[0]));
    }

    [Theory]
    [InlineData("routes: []", "steps")]
    [InlineData("steps: []", "1 至 12 步")]
    [InlineData("steps: [{to: [], channels: [app]}]", "列表为空")]
    [InlineData("steps: [{to: [post nobody], channels: [app]}]", "没有岗位“nobody”")]
    [InlineData("steps: [{to: [post approver], channels: [app]}]", "这一步没有人")]
    [InlineData("steps: [{to: [everybody], channels: [app]}]", "不是目标")]
    [InlineData("steps: [{to: [person p-x], channels: [app]}]", "没有人员")]
    [InlineData("steps: [{to: [on-duty 1], channels: [pigeon]}]", "没有渠道“pigeon”")]
    [InlineData("steps: [{to: [on-duty 1], channels: []}]", "列表为空")]
    [InlineData("steps: [{to: [on-duty 1], channels: [app], wait: 5分钟}]", "等得太久")]
    [InlineData("steps: [{to: [on-duty 1], channels: [app], wait: soon}]", "不是时长")]
    [InlineData("steps: [{to: [on-duty 1], channels: [app], colour: red}]", "没有这个键")]
    [InlineData("steps: [{to: [on-duty 1], channels: [app]}]\nroutes: [{match: {topics: [holiday]}}]", "没有“holiday”")]
    [InlineData("steps: [{to: [on-duty 1], channels: [app]}]\nroutes: [{match: {level: 严重}}]", "没有级别“严重”")]
    [InlineData("steps: [{to: [on-duty 1], channels: [app]}]\nroutes: [{match: {packs: [cn.x]}}]", "没有“cn.x”")]
    [InlineData("steps: [{to: [on-duty 1], channels: [app]}]\nroutes: [{match: {duties: [cn.a/none]}}]", "没有“cn.a/none”")]
    [InlineData("steps: [{to: [on-duty 1], channels: [app]}]\nroutes: [{match: {packs: [cn.a]}}, {match: {duties: [cn.a/first]}}]", "永远走不到")]
    [InlineData("steps: [{to: [on-duty 1], channels: [app]}]\nwaits: [{left: 1分钟, wait: 5分钟}]", "不短于")]
    [InlineData("steps: [{to: [on-duty 1], channels: [app]}]\nwaits: [{left: 10分钟, wait: 1分钟}, {left: 5分钟, wait: 1分钟}]", "由短到长")]
    public void What_is_wrong_is_told_with_its_place_and_remedy(string text, string words)
    {
        var refused = Assert.Throws<InputException>(() => Read(text));
        Assert.Contains(words, refused.Line(Fengsui.Law.Language.Zh));
        Assert.NotEmpty(refused.Remedy.Zh);
        Assert.NotEmpty(refused.Remedy.En);
        Assert.True(refused.At.Line >= 1);
    }

    [Fact]
    public void A_wait_is_good_where_the_law_leaves_the_time()
    {
        var policy = Read("steps: [{to: [on-duty 1], channels: [app]}]\nroutes: [{match: {topics: [owed], packs: [cn.b]}, steps: [{to: [on-duty 1], channels: [app], wait: 20分钟}]}]");
        Assert.Equal(1200, policy.Root.Routes[0].Steps[0].Wait);
        // However long it says: when little is left, less is waited.
        Assert.Equal(60, Paging.WaitOf(Pages.What(0, Pages.Owed(300)), policy.Root.Routes[0].Steps[0], Pages.Night));
    }

    [Fact]
    public void Who_has_left_since_does_not_make_a_kept_policy_unreadable() =>
        Assert.Single(PolicyReader.Read("kept", "steps: [{to: [person p-gone], channels: [app]}]", null).Root.Steps);

    [Fact]
    public void A_rehearsal_is_the_very_course_that_the_page_takes()
    {
        var rehearsal = Rehearsal.Of(PolicyReader.Default, new("incident", 3, [Pages.Owed(4 * 3600)]), _ => Pages.There, Pages.Night);
        Assert.Equal("p-duty", rehearsal.Steps[0].Sends[0].Person);
        Assert.Equal(Pages.Night.Plus(600), rehearsal.Steps[1].At);
        Assert.Contains(rehearsal.Steps[0].Unsent, u => u is { Channel: "feishu", Reason: NoticeReasons.NoChannel });
        Assert.Contains(rehearsal.Steps.SelectMany(s => s.Unsent), u => u is { Channel: "mail", Reason: NoticeReasons.ChannelOff });
        Assert.True(rehearsal.Exhausted >= rehearsal.Steps[^1].At);
    }

    private static NoticePolicy Read(string text) => PolicyReader.Read("policy", text, Scene);
}
