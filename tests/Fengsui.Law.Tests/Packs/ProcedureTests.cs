using Fengsui.Law.Packs;
using Xunit;

namespace Fengsui.Law.Tests.Packs;

/// <summary>Posts, acts, order, the roles of forms and what follows a report, as the shipped packs have them.</summary>
public sealed class ProcedureTests
{
    private static readonly Procedure Table = TheLaw.Library.Procedure;

    [Fact]
    public void The_nine_posts_stand_in_their_order() =>
        Assert.Equal(["first-responsible", "direct-responsible", "commander", "duty-officer", "responder", "compliance", "approver", "auditor", "administrator"], Table.Posts.Select(p => p.Id));

    [Fact]
    public void Whoever_is_to_watch_changes_nothing()
    {
        Assert.DoesNotContain(Table.Acts, a => a.Act is not ("read" or "export" or "read-audit") && a.May.Concat(a.Emergency).Any(p => p.Id == "auditor"));
        Assert.DoesNotContain(Table.Acts, a => a.Act is not ("read-audit" or "manage-people" or "manage-settings" or "manage-intake") && a.May.Any(p => p.Id == "administrator"));
    }

    [Theory]
    [InlineData("start-response.I", "first-responsible")]
    [InlineData("start-response.II", "direct-responsible,first-responsible")]
    [InlineData("decide-not-to-report", "direct-responsible,first-responsible")]
    public void The_gravest_acts_are_for_the_responsible_persons(string act, string posts) => Assert.Equal(posts.Split(','), Table.Act(act)!.May.Select(p => p.Id));

    [Fact]
    public void Nobody_ends_archives_or_decides_not_to_report_in_an_emergency() =>
        Assert.All(new[] { "end-response", "end-handling", "archive", "dismiss", "merge", "decide-not-to-report", "release-duty", "ratify" }, a => Assert.Empty(Table.Act(a)!.Emergency));

    [Fact]
    public void Every_row_is_cited_and_told_apart()
    {
        var rows = TheLaw.Library.Find("cn.shared")!.Rows.Where(r => r.Kind is "post" or "act" or "order").ToList();
        Assert.Equal(Table.Posts.Count + Table.Acts.Count + Table.Order.Count, rows.Count);
        Assert.All(rows, r => Assert.NotEmpty(r.Ground.Sources));
        Assert.Equal(rows.Count, rows.Select(r => (r.Kind, r.Id)).Distinct().Count());
    }

    [Fact]
    public void What_must_be_there_before_an_act_is_found_by_the_act()
    {
        Assert.Equal(["level-judged"], Table.Before("start-response").Select(o => o.Needs));
        Assert.Equal(["summed-up", "duties-settled", "ratified"], Table.Before("archive").Select(o => o.Needs));
        Assert.Empty(Table.Before("add-note"));
        Assert.Null(Table.Act("bury"));
        Assert.Null(Table.Post("captain"));
    }

    [Theory]
    [InlineData("first-report", FormRole.First)]
    [InlineData("annex-2", FormRole.First)]
    [InlineData("supplement", FormRole.Closing)]
    [InlineData("summary", FormRole.Closing)]
    [InlineData("annex-3", FormRole.Closing)]
    [InlineData("progress", FormRole.Between)]
    [InlineData("individual-notice", FormRole.Plain)]
    public void A_form_says_what_a_report_on_it_does_to_the_others(string form, FormRole role) =>
        Assert.Equal(role, TheLaw.Library.Vocabulary.Forms.Single(f => f.Id == form).Role);

    [Fact]
    public void A_supplement_follows_the_first_report()
    {
        var follow = Assert.Single(TheLaw.Library.Find("cn.cac.incident-report")!.FollowUps);
        Assert.Equal(("supplement", "first-report", "网络运营者", "原渠道各受理部门", "及时", "supplement", "第七条"),
            (follow.Id, follow.After, follow.Who.Name.Zh, follow.To.Name.Zh, follow.Limit.Written, follow.Form, Assert.Single(follow.Ground.Sources).At));
        Assert.Contains(TheLaw.Library.Find("cn.cac.incident-report")!.Rows, r => r.Kind == "follow-up" && r.Id == "supplement");
    }
}
