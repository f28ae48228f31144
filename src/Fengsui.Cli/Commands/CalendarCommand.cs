using System.CommandLine;
using System.Text.Json.Nodes;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;

namespace Fengsui.Cli.Commands;

/// <summary><c>calendar add</c>: when a period ends.</summary>
internal static class CalendarCommand
{
    public static Command Create(Terminal terminal)
    {
        var date = new Argument<string>("DATE") { Description = "日期或时刻 / a day or an instant" };
        var period = new Argument<string>("PERIOD") { Description = "5个工作日、30日、4小时 / a period" };
        var add = new Command("add", "期限到哪一天为止 / when a period ends") { date, period, CommandLine.Json };
        add.SetAction(parsed => Add(parsed.GetValue(date)!, parsed.GetValue(period)!, parsed.GetValue(CommandLine.Json), parsed.GetValue(CommandLine.Lang), terminal));
        return new Command("calendar", "工作日与期限 / working days and periods") { add };
    }

    private static int Add(string date, string period, bool json, Language language, Terminal terminal)
    {
        Instant? instant = Instant.TryParse(date, out var moment) ? moment : null;
        if (instant is null && !Days.TryParse(date, out _))
            throw new WrongCallException(new($"DATE: “{date}”不是日期; 应写作 2026-03-02 或 2026-03-02T02:14:00+08:00", $"DATE: “{date}” is not a date; write 2026-03-02 or 2026-03-02T02:14:00+08:00"));
        var day = instant?.Day ?? (Days.TryParse(date, out var d) ? d : default);
        var limit = Limits.Parse(period) ?? throw new WrongCallException(new($"PERIOD: “{period}”不是期限; 写数字加 秒、分钟、小时、日、个工作日（1 至 {Limits.Most}）", $"PERIOD: “{period}” is not a period; write a number with 秒, 分钟, 小时, 日 or 个工作日 (1 to {Limits.Most})"));
        var due = limit switch
        {
            Limit.CalendarDays l => WorkCalendar.AddDays(day, l.Count),
            Limit.WorkingDays l => CommandLine.Load().Calendar.AddWorkingDays(day, l.Count),
            Limit.Elapsed => (DueDay?)null,
            Limit.Word or Limit.Every => throw new InvalidOperationException(),
            _ => throw new InvalidOperationException(),
        };
        if (due is null && instant is null)
            throw new WrongCallException(new("DATE: 小时、分钟的期限要从时刻起算; 应写作 2026-03-02T02:14:00+08:00", "DATE: hours and minutes run from an instant; write it as 2026-03-02T02:14:00+08:00"));
        var end = due?.Due ?? instant!.Value.Plus(((Limit.Elapsed)limit).Seconds);
        if (json)
        {
            var answer = new JsonObject
            {
                ["from"] = date, ["within"] = limit.Written, ["due_date"] = due?.Last.Write(), ["due"] = end.ToString(), ["provisional"] = due?.Provisional ?? false,
            };
            terminal.WriteLine(answer.ToJsonString(JsonText.Relaxed));
            return Exit.Done;
        }

        terminal.WriteLine(due is { } last ? last.Last.Write() : end.ToString());
        if (due is not null)
            terminal.WriteLine(language == Language.Zh ? $"期满 {end}" : $"over at {end}");
        if (due is { Provisional: true })
            terminal.WriteLine(language == Language.Zh ? "暂定：跨越未收录放假安排的年份" : "provisional: touches a year whose holidays are not in the calendar");
        return Exit.Done;
    }
}
