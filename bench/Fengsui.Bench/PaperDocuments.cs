using System.Diagnostics;
using System.Globalization;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Papers;
using Fengsui.Response.Incidents;
using Fengsui.Response.Incidents.Acts;
using Fengsui.Response.Papers;
using Fengsui.Response.Posts;
using Fengsui.Response.Record;

namespace Fengsui.Bench;

/// <summary>A paper: filled from an incident, and made a Word document.</summary>
internal static class PaperDocuments
{
    private const int Rounds = 60;
    private const int LongText = 1_500;
    private const double Bar = 300;

    public static int Run()
    {
        var library = Library.Load(Incidents.PacksFolder);
        var material = LongIncident(library);
        var forms = library.Packs.SelectMany(p => p.Forms.Select(f => (Pack: p, Form: f))).ToList();
        var first = Make(forms[0].Pack, forms[0].Form, material);
        foreach (var (pack, form) in forms)
            Make(pack, form, material);
        var times = Enumerable.Range(0, Rounds).SelectMany(_ => forms.Select(f => Make(f.Pack, f.Form, material))).Order().ToList();
        double At(double share) => times[(int)(share * (times.Count - 1))];
        Console.WriteLine("| what | median | p95 | p99 | most |\n|---|---:|---:|---:|---:|");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| **a paper**: filled from its incident, every text {LongText:N0} characters long, and made a Word document; {forms.Count} forms, {times.Count:N0} papers, one after another | {At(0.5):N1} ms | {At(0.95):N1} ms | {At(0.99):N1} ms | {At(1):N1} ms |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| the first one of a process | {first:N0} ms | | | |"));
        Console.WriteLine();
        Console.WriteLine($"Bar: p95 < {Bar} ms: **{(At(0.95) < Bar ? "holds" : "missed")}**.");
        return 0;
    }

    private static double Make(Pack pack, Form form, Material material)
    {
        var typed = form.Fields.Where(f => f.Kind is "paragraph" or "list").ToDictionary(f => f.Id, f => new TypedText(string.Concat(Enumerable.Repeat("逐条核实", LongText / 4)), "p-1", material.Now));
        var start = Stopwatch.GetTimestamp();
        var paper = Filling.Fill(pack, form, material, typed);
        var document = PaperDocument.Write(paper, PaperStamp.Draft(paper.Reference, "20260302-abcdefgh", new string('9', 64)));
        var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return document.Length > 0 ? elapsed : throw new InvalidOperationException();
    }

    private static Material LongIncident(Library library)
    {
        var now = Instant.StartOf(new(2026, 3, 2)).Plus(9_000);
        var lines = new List<NewEntry>();
        IncidentState? state = null;
        void Does(Act act)
        {
            var done = (Decision.Done)Deciding.Decide(state, act, new()
            {
                Now = now, Actor = "p-1", Posts = [.. library.Procedure.Posts.Select(p => new HeldPost(p.Id, false))], Library = library, Exists = _ => false,
                Profile = new Dictionary<string, string> { ["network_operator"] = "是", ["miit_processor"] = "是" },
            });
            lines.AddRange(done.Lines);
            state = done.After;
        }

        Does(new OpenIncident { Title = "客户数据库遭窃取" });
        Does(new AssertFacts { Facts = new Dictionary<string, FactText> { ["data_harm"] = new("窃取、泄露"), ["data_level"] = new("一般"), ["pi_persons"] = new("1200万人"), ["cii"] = new("否") } });
        for (var i = 0; i < 100; i++)
            Does(new HandleFirst { What = $"第{i}项处置：逐台核对访问日志，隔离可疑主机，并保存镜像" });
        return Material.Of(state!, Course.Of(lines), new() { Organisation = "某公司", Contact = "王建国", Phone = "13800000000" }, library, now);
    }
}
