using System.Globalization;
using Fengsui.Law;
using Fengsui.Law.Facts;
using Fengsui.Server.Ui;

namespace Fengsui.Server.Features.Incidents.Pages;

/// <summary>One thing that a field offers.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Label">What a person reads.</param>
/// <param name="Group">Under which heading, or null.</param>
internal sealed record PickOption(string Value, Text Label, Text? Group = null);

/// <summary>What the fields of acts offer of an incident and of the law.</summary>
internal static class PickOptions
{
    public static IEnumerable<PickOption> Of(PickFrom from, IncidentView view) => from switch
    {
        PickFrom.Duty => view.Clocks.Where(c => c.Duty.IsOpen).Select(c => Duty(c, IncidentWords.OpenDuties)).Concat(view.Clocks.Where(c => !c.Duty.IsOpen).Select(c => Duty(c, IncidentWords.EndedDuties))),
        PickFrom.OpenDuty => view.Clocks.Where(c => c.Duty.IsOpen).Select(c => Duty(c, null)),
        PickFrom.Report => view.State.Reports.Reverse().Select(r => new PickOption(Number(r.Key), Report(r.Key, view))),
        PickFrom.Plan => view.Assessment.Packs.Where(p => p.Pack.Grades).Select(p => new PickOption(p.Pack.Id, p.Pack.Short)),
        PickFrom.Task => view.State.Tasks.Where(t => t.Value.State == "open").Select(t => new PickOption(t.Key, Text.Same(t.Value.Title))),
        PickFrom.Evidence => view.State.Holders.Select(h => new PickOption(h.Key, new($"{h.Key}（保管：{view.NameOf(h.Value).Zh}）", $"{h.Key} (held by {view.NameOf(h.Value).En})"))),
        PickFrom.Awaiting => view.State.Ratifications.Where(r => r.Value.State == "open").Select(r => new PickOption(Number(r.Key), Awaiting(r.Key, view))),
        PickFrom.StatedTime => view.State.Times.Select(t => new PickOption(t.Key, Named(t.Key, Clockface.Moment(t.Value.At, view.Now, Language.Zh), Clockface.Moment(t.Value.At, view.Now, Language.En), view.Library.Vocabulary))),
        PickFrom.File => view.Files.Select(f => new PickOption(f.Id, Text.Same(f.Name))),
        PickFrom.Person => view.People.Where(p => view.Caller.State.People.ContainsKey(p.Person)).Select(p => new PickOption(p.Person, Text.Same(p.Name))),
        _ => throw new ArgumentOutOfRangeException(nameof(from)),
    };

    public static IEnumerable<PickOption> Measures(IncidentView view) =>
        view.Assessment.Measures.Select(m => new PickOption($"{m.Pack.Pack.Id}/{m.Measure.Id}", new($"{m.Measure.Actor.Name.Zh}：{m.Measure.Do.Zh}", $"{m.Measure.Actor.Name.En}: {m.Measure.Do.En}"), m.Pack.Pack.Short));

    private static PickOption Duty(IncidentClock clock, Text? group) => new(clock.Key, new($"{clock.Limit.Zh} {clock.Act.Zh}", $"{clock.Limit.En}: {clock.Act.En}"), group);

    /// <summary>What a report is called: its number, its form, its recipient.</summary>
    public static Text Report(int no, IncidentView view)
    {
        var report = view.State.Reports[no];
        var form = view.Library.Vocabulary.Forms.FirstOrDefault(f => f.Id == report.Form)?.Name;
        return new($"第{no}份 {form?.Zh ?? "报告"} → {report.To}", $"no. {no}, {form?.En ?? "report"} → {report.To}");
    }

    private static Text Awaiting(int no, IncidentView view)
    {
        var awaiting = view.State.Ratifications[no];
        var act = view.Library.Procedure.Act(awaiting.Act)?.Name ?? Text.Same(awaiting.Act);
        return new($"{act.Zh}（{view.NameOf(awaiting.By).Zh}）", $"{act.En} ({view.NameOf(awaiting.By).En})");
    }

    private static Text Named(string anchor, string zh, string en, Vocabulary vocabulary)
    {
        var name = vocabulary.Anchor(anchor)?.Name ?? Text.Same(anchor);
        return new($"{name.Zh}：{zh}", $"{name.En}: {en}");
    }

    private static string Number(int no) => no.ToString(CultureInfo.InvariantCulture);
}
