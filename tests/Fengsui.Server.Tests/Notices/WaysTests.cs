using Fengsui.Server.Features.Notices;

namespace Fengsui.Server.Tests.Notices;

/// <summary>A way to reach somebody is taken or refused alike on the page, from a program and in the register of units.</summary>
public sealed class WaysTests
{
    [Theory]
    [InlineData("app", "", null)]
    [InlineData("email", "zhang@example.cn", null)]
    [InlineData("sms", "13800000000", null)]
    [InlineData("voice", "0571-88888888,8021#", null)]
    [InlineData("voice", "110", null)]
    [InlineData("webhook", "https://example.cn/x", null)]
    [InlineData("dingtalk", "值班群", null)]
    [InlineData("app", "x", "address")]
    [InlineData("email", "not mail", "address")]
    [InlineData("sms", "110", "address")]
    [InlineData("sms", "0571-88888888,8021#", "address")]
    [InlineData("sms", "", "address")]
    [InlineData("webhook", "ftp://x", "address")]
    [InlineData("voice", "13800000000\n", "address")]
    [InlineData("zzz", "x", "channel")]
    public void It_is_the_same_rule_everywhere(string channel, string address, string? field) => Assert.Equal(field, Ways.AtFault(channel, address)?.Field);
}
