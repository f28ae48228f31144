using System.Globalization;
using System.Text;
using Fengsui.Law;
using Fengsui.Law.Calendar;

namespace Fengsui.Response.Risks.Formats;

/// <summary>
/// Reads a syslog message of RFC 5424, or of RFC 3164 in the forms that are really sent. A CEF event in it is read as one.
/// </summary>
public static class Syslog
{
    private const int MostPriority = 191;
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    private static readonly string[] Severities = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"];
    private static readonly int[] Scale = [10, 9, 8, 6, 4, 2, 1, 0];

    /// <summary>Reads one message.</summary>
    /// <param name="bytes">The message without its frame.</param>
    /// <param name="number">Its number in the input, from 1.</param>
    /// <param name="origin">The address that sent it, and when it came.</param>
    public static Received Read(ReadOnlySpan<byte> bytes, long number, Origin origin)
    {
        while (bytes.Length > 0 && bytes[^1] is (byte)'\n' or (byte)'\r' or 0)
            bytes = bytes[..^1];
        if (bytes.Length > RiskLimits.Line)
            return Unread(Said.Decode(bytes[..RiskLimits.Excerpt]), number,
                new($"超过 {RiskLimits.Line} 字节", $"it is longer than {RiskLimits.Line} bytes"));
        var line = Said.Decode(bytes);
        if (Priority(line) is not var (priority, rest))
        {
            return Cef.Find(line) >= 0 ? Cef.Read(line, number, origin)
                : Unread(line, number, new("没有优先级 <n>", "it does not begin with a priority <n>"));
        }

        if (!rest.StartsWith("1 ", StringComparison.Ordinal))
            return Told(line, number, priority, Old(rest, origin), origin);
        return New(rest[2..], origin) is { } header ? Told(line, number, priority, header, origin)
            : Unread(line, number, new("不符合 RFC 5424：应为 时间 主机 应用 进程 消息号 结构化数据",
                "not RFC 5424: time, host, application, process, message id and structured data are expected"));
    }

    private static (int Priority, string Left)? Priority(string line)
    {
        var end = line.Length > 2 && line[0] == '<' ? line.IndexOf('>', 0, Math.Min(line.Length, 5)) : -1;
        return end > 1 && int.TryParse(line.AsSpan(1, end - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var priority)
            && priority <= MostPriority
            ? (priority, line[(end + 1)..]) : null;
    }

    private sealed record Header(Instant? At, string Host, string App, string Id, string Message, string? Data = null);

    private static Received Told(string line, long number, int priority, Header header, Origin origin)
    {
        var sender = header.Host.Length > 0 ? header.Host : origin.Source;
        if (Cef.Find(header.Message) >= 0)
        {
            var read = Cef.Read(header.Message, number, new(header.At ?? origin.At, sender));
            // What was received is the whole message, header and all.
            return read is Received.Read { Report: var report } ? new Received.Read(report with { Raw = line, RawHash = Said.Hash(line) }) : read;
        }

        var message = Said.Line(header.Message, RiskLimits.Title);
        var found = new Findings();
        foreach (var word in header.Message.Split([' ', '=', ',', ';', '(', ')', '[', ']', '"', '\''],
            StringSplitOptions.RemoveEmptyEntries).Take(200))
            if (word.AsSpan().IndexOfAnyInRange('0', '9') >= 0 && word.AsSpan().ContainsAny('.', ':'))
                AddAddress(found, word);
        found.AddUrls(header.Message);
        return new Received.Read(new()
        {
            Format = RiskFormat.Syslog,
            Source = Said.Line(sender, RiskLimits.Name),
            Kind = "log",
            Signature = Said.Line(string.Join(' ', new[] { header.App, header.Id }.Where(p => p.Length > 0)), RiskLimits.Name),
            Title = message.Length > 0 ? message : Said.Line(header.App, RiskLimits.Title) is { Length: > 0 } app ? app : "syslog",
            Description = Said.Lines(string.Join('\n', new[] { header.Message, header.Data }.Where(p => !string.IsNullOrEmpty(p))),
                RiskLimits.Description),
            Seen = header.At ?? origin.At,
            Severity = Scale[priority % 8],
            SaidSeverity = Severities[priority % 8],
            Indicators = found.All,
            Raw = line,
            RawHash = Said.Hash(line),
        });
    }

    /// <summary>An address as logs write it, with or without a port.</summary>
    private static void AddAddress(Findings found, string word)
    {
        var text = word.TrimEnd('.', ':');
        if (text.Count(c => c == ':') == 1)
            text = text[..text.IndexOf(':', StringComparison.Ordinal)];
        if (text.Count(c => c == '.') == 3 || text.Count(c => c == ':') > 2)
            found.Add("ip", text);
    }

    private static Header? New(string text, Origin origin)
    {
        var fields = text.Split(' ', 6);
        if (fields.Length < 6)
            return null;
        var at = fields[0] == "-" ? origin.At : Times.Parse(fields[0]);
        if (at is null || Data(fields[5]) is not { } end)
            return null;
        var message = fields[5][end..].TrimStart(' ').TrimStart('\uFEFF');
        var data = fields[5][..end];
        return new(at, Nil(fields[1]), Nil(fields[2]), Nil(fields[4]), message, data == "-" ? null : data);
    }

    /// <summary>Where the structured data end; null when they are broken.</summary>
    private static int? Data(string text)
    {
        if (text.StartsWith('-'))
            return text.Length == 1 || text[1] == ' ' ? 1 : null;
        var quoted = false;
        var open = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when quoted:
                    i++;
                    break;
                case '"' when open:
                    quoted = !quoted;
                    break;
                case '[' when !quoted && !open:
                    open = true;
                    break;
                case ']' when !quoted && open:
                    open = false;
                    if (i + 1 == text.Length || text[i + 1] != '[')
                        return i + 1;
                    break;
                default:
                    if (!open)
                        return null;
                    break;
            }
        }

        return null;
    }

    private static string Nil(string field) => field == "-" ? "" : field;

    /// <summary>RFC 3164: month, day and time, no year and no zone; or, as many send it, an ISO time; or nothing but the message.</summary>
    private static Header Old(string text, Origin origin)
    {
        var (at, rest) = OldTime(text, origin.At);
        if (at is null)
            return new(null, "", "", "", rest.TrimStart());
        var host = rest.IndexOf(' ', StringComparison.Ordinal);
        // Without a host the first word is the tag, which ends with a colon or a bracket (logger of util-linux and many a device write it so).
        if (host <= 0 || rest[host - 1] == ':')
            return Tagged(at, "", rest, text);
        return Tagged(at, rest[..host], rest[(host + 1)..], text);
    }

    private static Header Tagged(Instant? at, string host, string rest, string text)
    {
        var end = 0;
        while (end < rest.Length && end < 48 && (char.IsAsciiLetterOrDigit(rest[end]) || rest[end] is '_' or '-' or '.' or '/'))
            end++;
        var tag = rest[..end];
        if (end < rest.Length && rest[end] == '[' && rest.IndexOf(']', end) is >= 0 and var bracket)
            end = bracket + 1;
        return tag.Length > 0 && tag != "CEF" && end < rest.Length && rest[end] == ':'
            ? new(at, host, tag, "", rest[(end + 1)..].TrimStart())
            : new(at, host, "", "", rest.Length > 0 ? rest : text);
    }

    private static (Instant? At, string Left) OldTime(string text, Instant received)
    {
        if (text.Length >= 16 && Array.IndexOf(Months, text[..3]) is >= 0 and var month && text[3] == ' ' && text[15] == ' ' && text[6] == ' '
            && int.TryParse(text.AsSpan(4, 2).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var day)
            && TimeOnly.TryParseExact(text.AsSpan(7, 8), "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return Against(received, month + 1, day, time) is { } at ? (at, text[16..]) : (null, text);
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && Times.Parse(text[..space]) is { } moment ? (moment, text[(space + 1)..]) : (null, text);
    }

    /// <summary>The year is the one that brings it nearest to the moment of its receipt: what was written on 31 December comes in on 1
    /// January.</summary>
    private static Instant? Against(Instant received, int month, int day, TimeOnly time)
    {
        Instant? nearest = null;
        foreach (var year in (ReadOnlySpan<int>)[received.Day.Year - 1, received.Day.Year, received.Day.Year + 1])
        {
            if (day < 1 || day > DateOnly.MinValue.AddYears(year - 1).AddMonths(month - 1).AddMonths(1).AddDays(-1).Day)
                continue;
            var at = Instant.StartOf(new(year, month, day)).Plus((long)time.ToTimeSpan().TotalSeconds);
            if (nearest is not { } before || Math.Abs(at.UnixSeconds - received.UnixSeconds) < Math.Abs(before.UnixSeconds - received.UnixSeconds))
                nearest = at;
        }

        return nearest;
    }

    private static Received.Unread Unread(string line, long number, Text reason) =>
        new(RiskFormat.Syslog, number, reason, Said.Line(line, RiskLimits.Excerpt), Said.Hash(line));
}
