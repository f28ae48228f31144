using System.CommandLine;
using System.Text.Json.Nodes;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Input;
using Fengsui.Response.Risks;

namespace Fengsui.Cli.Commands;

/// <summary><c>import stix|misp|ocsf|cef|syslog|eml</c>: risk information of other systems, read as the server reads it. Nothing is kept.</summary>
internal static class ImportRisks
{
    private static readonly (RiskFormat Format, Text What)[] Formats =
    [
        (RiskFormat.Stix, new("STIX 2.1 包", "STIX 2.1 bundles")),
        (RiskFormat.Misp, new("MISP 事件", "MISP events")),
        (RiskFormat.Ocsf, new("OCSF 事件", "OCSF events")),
        (RiskFormat.Cef, new("CEF 告警，每行一条", "CEF alerts, one a line")),
        (RiskFormat.Syslog, new("syslog 日志，每行一条", "syslog messages, one a line")),
        (RiskFormat.Mail, new("邮件（.eml）", "mails (.eml)")),
    ];

    /// <summary>The formats, as they are written.</summary>
    public static string Names { get; } = string.Join('|', Formats.Select(f => f.Format.Word()));

    public static IEnumerable<Command> Create(Terminal terminal)
    {
        foreach (var (format, what) in Formats)
        {
            var files = new Argument<string[]>("FILE") { Description = $"{what.Zh} / {what.En}", Arity = ArgumentArity.OneOrMore };
            var command = new Command(format.Word(), $"读取{what.Zh}，列出其中的风险信息 / reads {what.En} and lists the risk information in them") { files,
                CommandLine.Json };
            command.SetAction(parsed => Run(format, parsed.GetValue(files)!, parsed.GetValue(CommandLine.Json), parsed.GetValue(CommandLine.Lang),
                terminal));
            yield return command;
        }
    }

    private static int Run(RiskFormat format, string[] files, bool json, Language language, Terminal terminal)
    {
        var now = Instant.From(terminal.Clock.GetUtcNow());
        var (read, unread) = (0L, 0L);
        foreach (var file in files)
        {
            using var input = Open(file);
            foreach (var received in RiskReader.Read(format, input, new(now, Path.GetFileName(file))))
            {
                if (received is Received.Read { Report: var report })
                {
                    read++;
                    terminal.Write(json ? Json(file, report) + "\n" : Line(report, language));
                }
                else if (received is Received.Unread broken)
                {
                    unread++;
                    terminal.Error.WriteLine($"{file}:{broken.Line}: {broken.Reason.In(language)}");
                }
            }
        }

        terminal.Out.Flush();
        if (read + unread == 0)
            terminal.Error.WriteLine(language == Language.Zh ? "fengsui: 文件里没有一条风险信息; 请检查文件和格式" : "fengsui: no risk information in it; check the file and the format");
        // Nothing could be read: the input is wrong. Something could not: the answer is "not all".
        return unread == 0 && read > 0 ? Exit.Done : read > 0 ? Exit.No : Exit.Wrong;
    }

    private static FileStream Open(string file)
    {
        try
        {
            var input = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (input.Length <= RiskLimits.File)
                return input;
            input.Dispose();
            throw new InputException(new(file, 1, 1), "file", new($"超过 {RiskLimits.File >> 20} MiB", $"larger than {RiskLimits.File >> 20} MiB"),
                new("请分成几个文件", "split it into several files"));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException(new(file, 1, 1), "file", new("没有这个文件", "no such file"), new("请检查路径", "check the path"));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new InputException(new(file, 1, 1), "file", new("不能读这个文件", "it cannot be read"),
                new("请检查它是不是文件、有没有权限", "check whether it is a file, and whether you may read it"));
        }
    }

    private static string Line(RiskReport report, Language language)
    {
        var page = new Page().Line($"{report.Title}{(report.Part > 0 ? $" ({report.Part + 1})" : "")}");
        page.Line($"{report.Source} · {report.Kind} · {report.SaidSeverity ?? "—"} · {report.Seen}", 2);
        foreach (var indicator in report.Indicators.Take(20))
            page.Line($"{indicator.Type} {indicator.Value}", 2);
        if (report.Indicators.Count > 20)
            page.Line(language == Language.Zh ? $"……共 {report.Indicators.Count} 个指标" : $"… {report.Indicators.Count} indicators in all", 2);
        return page.ToString();
    }

    private static string Json(string file, RiskReport report)
    {
        var item = JsonNode.Parse(RiskKind.WriteReport(report))!.AsObject();
        item.Insert(0, "file", file);
        item["key"] = RiskKey.Of(report);
        return item.ToJsonString(JsonText.Relaxed);
    }
}
