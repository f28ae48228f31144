using Fengsui.Law;
using Fengsui.Response.Notices;
using Xunit;

namespace Fengsui.Response.Tests.Notices;

public sealed class NoticeTextTests
{
    [Theory]
    [InlineData("dingtalk")]
    [InlineData("feishu")]
    [InlineData("wecom")]
    [InlineData("sms")]
    [InlineData("voice")]
    [InlineData("webhook")]
    public void Outside_goes_only_level_what_by_when_and_the_link(string kind)
    {
        var message = NoticeText.Write(Pages.What(), kind, "https://x/ack/t", Pages.Night, Language.Zh);
        Assert.Equal("【重大】须报送：向省级网信部门报送", message.Subject);
        Assert.Contains("（剩 00:10:00）", message.Body);
        Assert.DoesNotContain("m-1", message.Subject + message.Body);
        Assert.DoesNotContain("ack", message.Body);
    }

    [Fact]
    public void A_mailbox_gets_the_number_too_and_the_hash_covers_what_was_said()
    {
        var message = NoticeText.Write(Pages.What(), "email", "https://x/ack/t", Pages.Night, Language.En);
        Assert.Contains("number m-1", message.Body);
        Assert.Equal(message.Hash, (message with { Link = "https://x/ack/other" }).Hash);
        Assert.NotEqual(message.Hash, NoticeText.Write(Pages.What(), "sms", "", Pages.Night, Language.En).Hash);
    }

    [Fact]
    public void Many_things_are_cut_short_for_a_robot_and_the_most_urgent_come_first()
    {
        var items = Enumerable.Range(1, 9).Select(i => Pages.Owed(i * 1000, $"cn.a/{i}")).Append(Pages.Owed(-5) with { Topic = NoticeTopics.Overdue }).ToArray();
        var message = NoticeText.Write(Pages.What(0, items), "dingtalk", "", Pages.Night, Language.Zh);
        Assert.StartsWith("已逾期", message.Body, StringComparison.Ordinal);
        Assert.EndsWith("另有 5 项", message.Body, StringComparison.Ordinal);
    }
}
