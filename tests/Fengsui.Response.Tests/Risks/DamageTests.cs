using System.Text;
using Fengsui.Response.Risks;
using Xunit;

namespace Fengsui.Response.Tests.Risks;

/// <summary>Whatever is sent, reading it ends, throws nothing, and what comes of it can be kept.</summary>
public sealed class DamageTests
{
    public static TheoryData<RiskFormat> Formats => [.. Enum.GetValues<RiskFormat>()];

    private static IEnumerable<byte[]> Good(RiskFormat format) => format switch
    {
        RiskFormat.Stix => Files("stix"),
        RiskFormat.Misp => Files("misp").Where(f => f.Length < 60_000),
        RiskFormat.Ocsf or RiskFormat.Json or RiskFormat.Form =>
            Texts("""{"title":"t","class_uid":2004,"type_uid":1,"severity_id":5,"time":1772390520000,"finding_info":{"title":"勒索","uid":"f"},"observables":[{"value":"203.0.113.7"}],"indicators":["a.cn"]}"""),
        RiskFormat.Cef => Texts("<13>Mar  2 02:14:00 fw01 CEF:0|A\\|B|C|1|7|扫描|5|src=198.51.100.2 msg=a\\=b c request=http://a/b rt=1772390520000"),
        RiskFormat.Syslog => Texts("<165>1 2026-03-01T22:14:15.003Z web01 sshd 111 ID47 [ex@32473 a=\"b\\]c\"] m 1.2.3.4", "<13>Mar  2 02:14:00 host app[1]: m"),
        RiskFormat.Mail => Texts("From: =?utf-8?Q?=E7?= <a@b.cn>\nSubject: =?gbk?B?x+s=?=\nDate: Mon, 2 Mar 2026 02:14:00 +0800\nContent-Type: multipart/mixed; boundary=\"b\"\n\n--b\nContent-Type: text/html; charset=gbk\nContent-Transfer-Encoding: quoted-printable\n\n<a href=http://a.cn/=3D>=C7</a>\n--b\nContent-Type: a/b; name*=utf-8''%E5\nContent-Transfer-Encoding: base64\n\nQUJD\n--b--\n"),
        _ => [],
    };

    private static IEnumerable<byte[]> Files(string folder) => Directory.EnumerateFiles(Path.Combine(Reading.Samples, folder), "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllBytes);

    private static IEnumerable<byte[]> Texts(params string[] texts) => texts.Select(Encoding.UTF8.GetBytes);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Damaged_inputs_are_read_as_far_as_they_can_be(RiskFormat format)
    {
        var random = new Random(20260302);
        foreach (var good in Good(format))
            for (var round = 0; round < (good.Length > 5000 ? 40 : 400); round++)
                foreach (var received in Reading.All(format, Damaged(good, random)))
                    Keeps(received);
    }

    private static byte[] Damaged(byte[] good, Random random)
    {
        var bytes = good.ToList();
        for (var i = random.Next(1, 6); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, random.Next(bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(50), bytes.Count - at)));
                    break;
                case 3:
                    bytes.RemoveAt(at);
                    break;
                case 4:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(((string[])["\\ud800", "\0", "\uFEFF", "=?", "|", "\\", "\"", "{", "[", "--b\n", "99999999999999999999"])[random.Next(11)]));
                    break;
                default:
                    bytes[at] = (byte)"{}[]\",:|=\\<>- \n"[random.Next(15)];
                    break;
            }
        }

        return [.. bytes];
    }

    private static void Keeps(Received received)
    {
        if (received is not Received.Read { Report: var report })
            return;
        Assert.NotEmpty(report.Title);
        Assert.True(report.Title.Length <= RiskLimits.Title && report.Source.Length <= RiskLimits.Name && report.Signature.Length <= RiskLimits.Name);
        Assert.True(report.Indicators.Count <= RiskLimits.Indicators);
        var written = RiskKind.WriteReport(report);
        Assert.DoesNotContain('\0', written);
        Assert.Equal(written, RiskKind.WriteReport(RiskKind.ReadReport(written)));
        Assert.Equal(32, RiskKey.Of(report).Length);
    }
}
