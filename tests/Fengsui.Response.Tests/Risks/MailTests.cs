using System.Security.Cryptography;
using System.Text;
using Fengsui.Response.Risks;
using Xunit;

namespace Fengsui.Response.Tests.Risks;

public sealed class MailTests
{
    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding("GBK")!;

    [Fact]
    public void A_mail_of_parts_with_encoded_words_and_an_attachment()
    {
        var attached = Encoding.UTF8.GetBytes("PK-not-a-zip");
        var mail = $"""
            Received: from x (y [203.0.113.7])
            From: =?GB2312?B?{Convert.ToBase64String(Gbk.GetBytes("财务部"))}?= <boss@evil.example.cn>
            To: finance@example.com
            Subject: =?utf-8?Q?=E7=B4=A7=E6=80=A5?=
             =?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes("：工资表"))}?=
            Date: Mon, 2 Mar 2026 02:14:00 +0800
            Message-ID: <1@evil.example.cn>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="outer"

            preamble
            --outer
            Content-Type: multipart/alternative; boundary=inner

            --inner
            Content-Type: text/plain; charset=gbk
            Content-Transfer-Encoding: quoted-printable

            {Quoted(Gbk.GetBytes("请点击 "))}http://evil.example.cn/a=3Db=
            c
            --inner
            Content-Type: text/html; charset=utf-8

            <p>请 <a href="http://evil.example.cn/html?x=1">点</a></p>
            --inner--
            --outer
            Content-Type: application/zip; name="x.zip"
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment; filename*=utf-8''%E5%B7%A5%E8%B5%84.zip

            {Convert.ToBase64String(attached)}
            --outer--
            epilogue
            """;
        var report = Reading.One(RiskFormat.Mail, mail);
        Assert.Equal("紧急：工资表", report.Title);
        Assert.Equal("evil.example.cn", report.Source);
        Assert.Equal(Reading.At("2026-03-02T02:14:00+08:00"), report.Seen);
        Assert.Equal(["email:boss@evil.example.cn", "url:http://evil.example.cn/a=bc", "url:http://evil.example.cn/html?x=1",
            "sha256:" + Convert.ToHexStringLower(SHA256.HashData(attached))], Reading.Indicators(report));
        Assert.Contains("请点击", report.Description!, StringComparison.Ordinal);
        Assert.Contains("工资.zip", report.Description!, StringComparison.Ordinal);
    }

    [Fact]
    public void An_attached_bomb_is_hashed_and_never_opened()
    {
        // Ten megabytes of zeros packed a thousandfold: opened, it would be ten gigabytes further in.
        using var packed = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(packed, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("0").Open())
            entry.Write(new byte[10 << 20]);
        var mail = $"From: a@b.cn\nSubject: s\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/zip; name=b.zip\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(packed.ToArray())}\n--b--\n";
        var report = Reading.One(RiskFormat.Mail, mail);
        Assert.Contains($"sha256:{Convert.ToHexStringLower(SHA256.HashData(packed.ToArray()))}", Reading.Indicators(report));
    }

    [Fact]
    public void Entities_that_laugh_a_billion_times_are_inert()
    {
        const string Laughs = "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]><l>&b;&c;</l>";
        var report = Reading.One(RiskFormat.Mail, $"From: a@b.cn\nSubject: s\nContent-Type: text/html\n\n{Laughs}");
        Assert.True(report.Description!.Length < 400);
        Assert.DoesNotContain("root:", report.Description, StringComparison.Ordinal);
        foreach (var format in (RiskFormat[])[RiskFormat.Stix, RiskFormat.Misp, RiskFormat.Ocsf, RiskFormat.Json, RiskFormat.Cef])
            Assert.All(Reading.All(format, Laughs), r => Assert.IsType<Received.Unread>(r));
    }

    [Fact]
    public void Parts_within_parts_without_end_are_cut()
    {
        var mail = new StringBuilder("From: a@b.cn\nSubject: s\n");
        for (var i = 0; i < 1000; i++)
            mail.Append($"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n");
        Assert.Equal("s", Reading.One(RiskFormat.Mail, mail.ToString()).Title);
        var wide = "From: a@b.cn\nSubject: s\nContent-Type: multipart/mixed; boundary=b\n\n" + string.Concat(Enumerable.Repeat("--b\nContent-Type: application/x; name=f\n\nx\n", 100_000));
        Assert.True(Reading.One(RiskFormat.Mail, wide).Indicators.Count <= RiskLimits.MailParts);
    }

    [Fact]
    public void What_is_no_mail_is_told() => Reading.Unread(RiskFormat.Mail, "just a text\n\nwithout a head");

    private static string Quoted(byte[] bytes) => string.Concat(bytes.Select(b => $"={b:X2}"));
}
