using System.Text;
using Fengsui.Response.Risks;
using Xunit;

namespace Fengsui.Response.Tests.Risks;

public sealed class LineTests
{
    [Fact]
    public void A_CEF_event_with_escapes_in_header_and_extension()
    {
        var report = Reading.One(RiskFormat.Cef,
            """CEF:0|厂商\|一部|防火墙\\墙|1.0|100|SQL 注入\=尝试|9|src=203.0.113.7 dst=10.0.0.5 msg=a\=b 有 空格 的 话 request=http://例.cn/a?b\=1 cs1Label=规则 cs1=x\\y rt=1772390520000 fileHash=d41d8cd98f00b204e9800998ecf8427e""");
        Assert.Equal("厂商|一部 防火墙\\墙 @ 203.0.113.9", report.Source);
        Assert.Equal("SQL 注入=尝试", report.Title);
        Assert.Equal("100", report.Signature);
        Assert.Equal(9, report.Severity);
        Assert.Equal("a=b 有 空格 的 话", report.Description);
        Assert.Equal(["ip:203.0.113.7", "ip:10.0.0.5", "url:http://例.cn/a?b=1", "md5:d41d8cd98f00b204e9800998ecf8427e"], Reading.Indicators(report));
        Assert.Equal(1772390520, report.Seen!.Value.UnixSeconds);
    }

    [Theory]
    [InlineData("Low", 2)]
    [InlineData("Medium", 5)]
    [InlineData("High", 8)]
    [InlineData("Very-High", 10)]
    [InlineData("Unknown", null)]
    [InlineData("11", null)]
    [InlineData("0", 0)]
    public void Severity_in_words_or_numbers(string said, int? expected) =>
        Assert.Equal(expected, Reading.One(RiskFormat.Cef, $"CEF:0|a|b|1|2|c|{said}|").Severity);

    [Fact]
    public void A_CEF_event_in_a_syslog_message_is_told_by_its_host()
    {
        var report = Reading.One(RiskFormat.Cef, "<13>Mar  2 02:14:00 fw01 CEF:0|A|B|1|7|扫描|5|src=198.51.100.2");
        Assert.Equal(RiskFormat.Cef, report.Format);
        Assert.Equal("A B @ fw01", report.Source);
        Assert.Equal(Reading.At("2026-03-02T02:14:00+08:00"), report.Seen);
        Assert.StartsWith("<13>", report.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_stops_in_the_middle_is_told()
    {
        var unread = Reading.Unread(RiskFormat.Cef, "CEF:0|a|b|1");
        Assert.Contains("7", unread.Reason.En, StringComparison.Ordinal);
        Assert.Equal(1, unread.Line);
    }

    [Fact]
    public void Syslog_of_RFC_5424_with_structured_data_and_a_mark()
    {
        var report = Reading.One(RiskFormat.Syslog,
            Encoding.UTF8.GetBytes("<165>1 2026-03-01T22:14:15.003Z web01 sshd 111 ID47 [ex@32473 a=\"b\\]c\" d=\"e\"][more x=\"\\\"\"] \uFEFF失败的登录 from 203.0.113.7 port 22"));
        Assert.Equal("web01", report.Source);
        Assert.Equal("sshd ID47", report.Signature);
        Assert.Equal("失败的登录 from 203.0.113.7 port 22", report.Title);
        Assert.Equal("notice", report.SaidSeverity);
        Assert.Equal(Reading.At("2026-03-02T06:14:15+08:00"), report.Seen);
        Assert.Equal(["ip:203.0.113.7"], Reading.Indicators(report));
        Assert.Contains("[ex@32473", report.Description!, StringComparison.Ordinal);
    }

    [Fact]
    public void Syslog_of_RFC_5424_with_nothing_said()
    {
        var report = Reading.One(RiskFormat.Syslog, "<34>1 - - - - - - something happened");
        Assert.Equal("203.0.113.9", report.Source);
        Assert.Equal("something happened", report.Title);
        Assert.Equal(Reading.Now, report.Seen);
    }

    [Theory]
    [InlineData("<34>1 2026-03-01T22:14:15Z host app - - [broken")]
    [InlineData("<34>1 not-a-time host app - - - m")]
    [InlineData("<34>1 2026-03-01T22:14:15Z host")]
    [InlineData("<999>x")]
    [InlineData("no priority at all")]
    [InlineData("<>x")]
    public void What_is_no_syslog_is_told(string line) => Reading.Unread(RiskFormat.Syslog, line);

    [Theory]
    // What was written at the end of the year and comes in at its beginning, and the other way round.
    [InlineData("Dec 31 23:59:58", "2026-01-01T00:00:05+08:00", "2025-12-31T23:59:58+08:00")]
    [InlineData("Jan  1 00:00:01", "2025-12-31T23:59:59+08:00", "2026-01-01T00:00:01+08:00")]
    [InlineData("Mar  2 02:14:00", "2026-03-02T02:45:00+08:00", "2026-03-02T02:14:00+08:00")]
    [InlineData("Feb 29 10:00:00", "2025-03-01T00:00:00+08:00", "2024-02-29T10:00:00+08:00")]
    public void A_time_without_a_year_is_held_against_the_receipt(string said, string received, string expected)
    {
        var read = Assert.Single(RiskReader.Read(RiskFormat.Syslog, new MemoryStream(Encoding.UTF8.GetBytes($"<13>{said} h app: m")), new(Reading.At(received), "s")));
        Assert.Equal(Reading.At(expected), Reading.Report(read).Seen);
    }

    [Theory]
    [InlineData("<13>Mar  2 02:14:00 host app[12]: message", "host", "app", "message")]
    [InlineData("<13>Mar  2 02:14:00 app: message", "203.0.113.9", "app", "message")]
    [InlineData("<13>2026-03-02T02:14:00+08:00 host app: message", "host", "app", "message")]
    [InlineData("<13>message without anything", "203.0.113.9", "", "message without anything")]
    public void Syslog_of_RFC_3164_as_it_is_really_sent(string line, string source, string signature, string title)
    {
        var report = Reading.One(RiskFormat.Syslog, line);
        Assert.Equal((source, signature, title), (report.Source, report.Signature, report.Title));
    }

    [Fact]
    public void A_message_in_GBK_is_read()
    {
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding("GBK")!;
        Assert.Equal("数据库异常外联", Reading.One(RiskFormat.Syslog, gbk.GetBytes("<11>Mar  2 02:14:00 db01 audit: 数据库异常外联")).Title);
    }

    [Fact]
    public void A_broken_line_costs_only_itself()
    {
        var all = Reading.All(RiskFormat.Cef, "CEF:0|a|b|1|2|first|5|\nrubbish\n\nCEF:0|a|b|1|2|second|5|\n" + new string('x', RiskLimits.Line + 1) + "\nCEF:0|a|b|1|2|third|5|");
        Assert.Equal(3, all.OfType<Received.Read>().Count());
        Assert.Equal([2L, 5L], all.OfType<Received.Unread>().Select(u => u.Line));
    }
}
