using Fengsui.Law;
using Fengsui.Law.Grading;
using Fengsui.Law.Packs;
using Fengsui.Response.Papers;

namespace Fengsui.Papers;

/// <summary>The emergency kit as one Word document.</summary>
public static class KitDocument
{
    /// <summary>The document of a kit.</summary>
    public static byte[] Write(Kit kit)
    {
        var pages = new WordPages(WordPage.OfTable);
        pages.Text(WordStyles.Title, $"{kit.Organisation}网络和数据安全应急包").Text(WordStyles.Flush, $"制作时间：{PaperTime.Print(PaperTime.Write(kit.At))}。停电、断网或者系统不可用时照此办理，事后补录。");
        Contacts(pages, kit);
        Clocks(pages.NewPage(), kit);
        foreach (var paper in kit.Forms(spoken: true).Concat(kit.Forms(spoken: false)))
        {
            pages.NewPage().Text(WordStyles.Small, paper.Pack.Title.Zh);
            PaperDocument.Add(pages, paper, blank: true);
        }

        return WordFile.Of(pages, Typography.Usual with { Title = new("黑体", 40, false), Line = 0 }, $"应急包 · {kit.Organisation} · {kit.At.Day:yyyy-MM-dd}");
    }

    private static void Contacts(WordPages pages, Kit kit)
    {
        pages.Text(WordStyles.Heading, "一、联系人");
        var rows = kit.Posts.SelectMany(p => p.People.Count == 0
            ? [new WordRow([new(p.Name.Zh, IsLabel: true), new("尚未安排"), new("")])]
            : p.People.Select(person => new WordRow([new(p.Name.Zh, IsLabel: true), new(person.IsDeputy ? $"{person.Name}（代理）" : person.Name), new(person.Contacts.Zh)])));
        pages.Table([2200, 2600, pages.Page.TextWidth - 4800], rows.Prepend(Head("岗位", "姓名", "联系方式")));
        pages.Text(WordStyles.Subheading, "外部联络");
        pages.Table([2800, 2600, pages.Page.TextWidth - 5400],
            kit.Bodies.Select(b => new WordRow([new(b.Name.Zh, IsLabel: true), new(b.Under.Zh), new(Number(b))])).Prepend(Head("报给", "依据", "核实过的号码")));
    }

    private static string Number(KitBody body) => body.CheckedOn is { } day ? $"{body.Number}（{day:yyyy-MM-dd} 核实）" : "";

    private static void Clocks(WordPages pages, Kit kit)
    {
        pages.Text(WordStyles.Heading, "二、时限一览");
        foreach (var pack in kit.Packs.Where(p => Kit.DutiesOf(p, kit.At.Day).Any()))
        {
            pages.Text(WordStyles.Subheading, pack.Title.Zh);
            pages.Table([2100, 1250, 1350, 2900, pages.Page.TextWidth - 7600],
                Kit.DutiesOf(pack, kit.At.Day).Select(d => new WordRow([
                    new(d.To.Name.Zh, IsLabel: true), new(Limit(d)), new(d.Anchor.Name.Zh), new(Sentences.Whole(d.When).Zh), new(Where(d.Ground)),
                ])).Prepend(Head("报给", "时限", "起算", "何时应报", "依据")));
        }
    }

    private static string Limit(Duty duty)
    {
        var way = duty.Channel switch { Channel.Phone => "（电话）", Channel.Written => "（书面）", null => "", _ => throw new InvalidOperationException() };
        return duty.Limit is Law.Packs.Limit.Every ? $"每{duty.Limit.Written}{way}" : duty.Limit.Written + way;
    }

    /// <summary>Nothing is said with more certainty than its citation has.</summary>
    private static string Where(Ground ground) => string.Join('、', ground.Sources.Select(s => s.At).Distinct()) + (ground.Check == Check.Verified ? "" : "（待核对）");

    private static WordRow Head(params string[] labels) => new([.. labels.Select(l => new WordCell(l, IsLabel: true, IsCentred: true))], IsHead: true);
}
