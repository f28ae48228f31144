using System.Text;
using Fengsui.Law.Facts;
using Fengsui.Law.Input;
using Fengsui.Law.Packs;
using Xunit;

namespace Fengsui.Law.Tests.Facts;

/// <summary>Damaged input is an <see cref="InputException"/> with a place, or it is still right; nothing else ever comes out.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Pieces =
        ["{", "}", "[", "]", ":", ": ", ",", "-", "- ", "&a ", "*a", "!t ", "<<: ", "---\n", "...\n", "|\n", ">\n", ">=", "≥", "..", "%", "\"", "'", "#", "\t", "\n", "\r\n", "\0", "\uFEFF", "\u2028", "null", "true",
         "unknown", "n/a", "none", "1200万人", "-1人", "1e9人", "99999999999999999999亿元", "5天3小时", "2026-03-02T02:14:00", "9999-12-31T23:59:59Z", "\\ud800", "\\u0000", "💥", "？", "%YAML 1.2\n", "? ", "@", "`"];

    public static TheoryData<string> Seeds => ["yaml", "json"];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_damaged_facts_file_is_an_error_with_a_place_or_still_right(string kind)
    {
        var original = kind == "yaml"
            ? "incident: 客户数据库遭窃取\ndiscovered: 2026-03-02T02:14:00+08:00\norganisation: {name: 某公司, miit_processor: 是}\nfacts:\n  data_harm: [窃取, 泄露]\n  pi_persons: 800万人..1200万人\n  outage: \"<=1小时30分钟\"\n  threat: 严重\n"
            : """{"incident": "x", "discovered": "2026-03-02T02:14:00+08:00", "organisation": {"miit_processor": "是"}, "facts": {"data_harm": ["窃取", "unknown"], "pi_persons": ">=1200万人", "cii": "是"}}""";
        var refused = 0;
        for (var seed = 0; seed < 6000; seed++)
        {
            var bytes = Damage(original, new Random(seed));
            try
            {
                var incident = IncidentFile.Read(InputText.Read("facts", bytes), TheLaw.Vocabulary);
                var day = incident.DiscoveredOn ?? new DateOnly(2026, 3, 2);
                TheLaw.Answer(TheLaw.Library.On(day).Assess(incident, day));
            }
            catch (InputException e)
            {
                refused++;
                Assert.True(e.At is { Line: > 0, Column: > 0 } && e.Key.Length > 0 && e.Wrong.Zh.Length > 0 && e.Remedy.En.Length > 0, e.Message);
            }
        }

        Assert.True(refused > 1000);
    }

    [Fact]
    public void A_damaged_pack_is_an_error_with_a_place_or_still_right()
    {
        var refused = 0;
        foreach (var (id, file) in new[] { ("cn.law.csl", "duties.yaml"), ("cn.nfra.bank-data-2024", "pack.yaml"), ("cn.miit.measures-2022", "sources.yaml") })
            for (var seed = 0; seed < 60; seed++)
            {
                using var pack = new CopiedPack(id, "id", "id", file);
                var path = Path.Combine(pack.Path, file);
                File.WriteAllBytes(path, Damage(File.ReadAllText(path), new Random(seed)));
                try
                {
                    var library = Library.Load(TheLaw.PacksFolder, [pack.Path]);
                    foreach (var @case in Cases.Read(library.Find(id)!, library))
                        Cases.Run(@case, library);
                }
                catch (InputException e)
                {
                    refused++;
                    Assert.True(e.At.Line > 0, e.Message);
                }
            }

        Assert.True(refused > 50);
    }

    private static byte[] Damage(string text, Random random)
    {
        var damaged = new StringBuilder(text);
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(damaged.Length);
            switch (random.Next(4))
            {
                case 0:
                    damaged.Remove(at, Math.Min(random.Next(1, 12), damaged.Length - at));
                    break;
                case 1:
                    damaged.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 2:
                    damaged[at] = (char)random.Next(1, 0x3000);
                    break;
                default:
                    damaged.Insert(at, damaged.ToString(at, Math.Min(20, damaged.Length - at)));
                    break;
            }

            if (damaged.Length == 0)
                damaged.Append('x');
        }

        var bytes = Encoding.UTF8.GetBytes(damaged.ToString());
        if (random.Next(20) == 0)
            bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
        return bytes;
    }
}
