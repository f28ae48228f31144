using Fengsui.Response.Notices;
using Xunit;

namespace Fengsui.Response.Tests.Notices;

public sealed class PagingTests
{
    [Fact]
    public void The_first_step_goes_out_at_once_and_says_what_does_not()
    {
        var page = Pages.Opened();
        Assert.Equal(["app", "group", "sms"], page.Sends.Values.Select(s => s.Channel));
        Assert.Equal(NoticeOutcomes.Sent, page.Sends["0.0.0"].State);
        Assert.Equal(PageSend.Waiting, page.Sends["0.0.2"].State);
        Assert.Equal(Pages.Night.Plus(60), page.Next);
    }

    [Fact]
    public void Nobody_answers_so_the_next_is_told_until_nobody_is_left()
    {
        var page = Pages.Opened(repeat: 1);
        var told = new List<string>();
        while (page.Next is { } next)
        {
            var before = page.Sends.Count;
            Pages.After(page, new PageInput.Reach(Pages.There), next);
            told.AddRange(page.Sends.Skip(before).Select(s => s.Value.Person).Distinct());
        }
        Assert.Equal(["p-deputy", "p-wang", "p-duty", "p-deputy", "p-wang"], told);
        Assert.Equal(NoticeReasons.Exhausted, page.End!.How);
        Assert.Equal(6, page.Steps);
    }

    [Fact]
    public void A_step_without_anybody_is_passed_without_waiting()
    {
        var empty = Pages.There with { OnDuty = [], Deputies = new Dictionary<string, IReadOnlyList<string>>() };
        var decision = Paging.Decide(new(), new PageInput.Open(Pages.What(), empty), Pages.Night);
        Assert.Equal([0, 1, 2], decision.Events.OfType<PageEvent.StepTaken>().Select(s => s.Step));
        Assert.Equal(NoticeReasons.Nobody, decision.Events.OfType<PageEvent.StepTaken>().First().Unsent.Single().Reason);
    }

    [Fact]
    public void With_nobody_at_all_it_is_exhausted_and_says_so()
    {
        var nobody = new NoticeDirectory([], new Dictionary<string, IReadOnlyList<string>>(), new Dictionary<string, IReadOnlyList<string>>(), new Dictionary<string, IReadOnlyList<Way>>(), []);
        Assert.Equal(NoticeReasons.Exhausted, Pages.After(new(), new PageInput.Open(Pages.What(), nobody), Pages.Night).End!.How);
    }

    [Fact]
    public void An_acknowledgement_ends_what_is_pending_and_a_second_one_changes_nothing()
    {
        var page = Pages.After(Pages.Opened(), new PageInput.Acknowledge("p-duty", "sms"), Pages.Night.Plus(20));
        Assert.Null(page.Next);
        Assert.Equal(NoticeReasons.Acknowledged, page.Sends["0.0.1"].Reason);
        Assert.Empty(Paging.Decide(page, new PageInput.Acknowledge("p-wang", "app"), Pages.Night.Plus(21)).Events);
        Assert.False(Paging.Decide(page, new PageInput.Claim("0.0.1"), Pages.Night.Plus(21)).Granted);
        Assert.Empty(Paging.Decide(page, new PageInput.Reach(Pages.There), Pages.Night.Plus(9999)).Events);
    }

    [Fact]
    public void What_was_exhausted_can_still_be_acknowledged_in_the_morning()
    {
        var page = Pages.Opened();
        while (page.Next is { } next)
            Pages.After(page, new PageInput.Reach(Pages.There), next);
        Assert.True(Pages.After(page, new PageInput.Acknowledge("p-wang", "app"), Pages.Night.Plus(30_000)).IsAcknowledged);
    }

    [Fact]
    public void When_every_channel_failed_the_next_step_does_not_wait()
    {
        var page = Pages.Opened();
        var now = Pages.Night.Plus(5);
        foreach (var id in (string[])["0.0.1", "0.0.2"])
        {
            Pages.After(page, new PageInput.Claim(id), now);
            Pages.After(page, new PageInput.Tell(id, 1, NoticeOutcomes.Failed, NoticeReasons.Rejected, "h"), now);
        }
        Assert.Equal(now, page.Next);
    }

    [Fact]
    public void A_round_in_which_everything_failed_waits_before_the_next_one()
    {
        var page = Pages.Opened();
        var now = Pages.Night.Plus(5);
        var told = new HashSet<string>();
        do
        {
            foreach (var (id, _) in page.Sends.Where(s => s.Value.Kind != NoticeDirectory.App && told.Add(s.Key)).ToList())
            {
                Pages.After(page, new PageInput.Claim(id), now);
                Pages.After(page, new PageInput.Tell(id, 1, NoticeOutcomes.Failed, NoticeReasons.PrivateAddress, "h"), now);
            }
            if (page.Next <= now)
                Pages.After(page, new PageInput.Reach(Pages.There), now);
        }
        while (page.Sends.Keys.Any(s => page.Sends[s].Kind != NoticeDirectory.App && !told.Contains(s)));
        Assert.Null(page.End);
        Assert.Equal(page.What!.Steps.Count, page.Steps);
    }

    [Fact]
    public void A_failure_is_tried_again_a_few_times_and_then_told_as_failed()
    {
        var page = Pages.Opened();
        for (var i = 1; i <= Paging.Tries; i++)
        {
            Assert.True(Paging.Decide(page, new PageInput.Claim("0.0.2"), Pages.Night).Granted);
            Pages.After(page, new PageInput.Claim("0.0.2"), Pages.Night);
            Pages.After(page, new PageInput.Tell("0.0.2", i, NoticeOutcomes.Retry, NoticeReasons.ServerError, "h"), Pages.Night);
        }
        Assert.Equal(NoticeOutcomes.Failed, page.Sends["0.0.2"].State);
    }

    [Fact]
    public void A_clock_that_was_set_back_does_not_hold_the_next_step_for_an_hour()
    {
        var page = Pages.Opened();
        Pages.After(page, new PageInput.Reach(Pages.There), Pages.Night.Plus(-3600));
        Assert.Equal(2, page.Steps);
        Assert.Equal(Pages.Night.Plus(-3600 + 200), page.Next);
    }
}
