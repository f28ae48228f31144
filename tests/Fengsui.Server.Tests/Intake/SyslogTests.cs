using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Fengsui.Server.Features.Intake;
using Fengsui.Server.Tests.People;
using Fengsui.Store.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace Fengsui.Server.Tests.Intake;

public sealed class SyslogTests
{
    private static async Task<(Installation Installation, Client Officer, SyslogListener Syslog)> Listening(AppOptions? options = null, bool postgres = false)
    {
        var installation = await Installation.Start(postgres, options: options ?? new() { SyslogUdp = "127.0.0.1:0", SyslogTcp = "127.0.0.1:0" });
        var administrator = await installation.SetUp();
        var officer = await installation.Add(administrator, "duty", "duty-officer");
        return (installation, officer, installation.App.Services.GetRequiredService<SyslogListener>());
    }

    private static async Task Until(Func<bool> arrived)
    {
        for (var i = 0; i < 500 && !arrived(); i++)
            await Task.Delay(20);
        Assert.True(arrived());
    }

    private static async Task Arrived(Installation installation, long count) =>
        await Until(() => installation.App.Services.GetRequiredService<IntakeQueue>().Accepted >= count);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_the_disk_is_full_a_stream_waits_and_lost_datagrams_are_counted(bool postgres)
    {
        var (installation, _, syslog) = await Listening(postgres: postgres);
        await using var closing = installation;
        var queue = installation.App.Services.GetRequiredService<IntakeQueue>();
        await IntakeTests.Disk(installation, postgres, full: true);
        using var datagrams = new System.Net.Sockets.UdpClient();
        // The first ones may find a free page in the file.
        for (var sent = 0; sent < 100 && syslog.Dropped == 0; sent++)
        {
            await datagrams.SendAsync(Bytes(Big($"datagram{sent}")), syslog.Udp!);
            await Until(() => syslog.Received == sent + 1 && queue.Accepted + syslog.Dropped == sent + 1);
        }

        Assert.Equal(1, syslog.Dropped);
        var (received, kept) = (syslog.Received, queue.Accepted);
        using var stream = new System.Net.Sockets.TcpClient();
        await stream.ConnectAsync(syslog.Streams[0]);
        await stream.GetStream().WriteAsync(Bytes(string.Concat(Enumerable.Range(0, 30).Select(i => Big($"stream{i}") + "\n"))));
        await Until(() => syslog.Received > received);
        await Task.Delay(200);
        Assert.Equal(kept, queue.Accepted);

        await IntakeTests.Disk(installation, postgres, full: false);

        await Arrived(installation, kept + 30);
        Assert.Equal(1, syslog.Dropped);
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    // Many and long enough that a full database file has no place left for them.
    private static string Big(string title) => $"<13>1 2026-03-02T02:14:00+08:00 host app - - - CEF:0|a|b|1|{title}|{title}|9|msg={new string('x', 6000)}";

    [Theory]
    [InlineData("--udp", "--rfc3164")]
    [InlineData("--udp", "--rfc5424")]
    [InlineData("--tcp", "--rfc3164")]
    [InlineData("--tcp", "--rfc5424")]
    [InlineData("--tcp", "--octet-count")]
    public async Task The_logger_of_the_system_is_understood(string transport, string form)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/logger"), "this machine has no logger");
        var (installation, officer, syslog) = await Listening();
        await using var _ = installation;
        var at = transport == "--udp" ? syslog.Udp! : syslog.Streams[0];
        using var logger = Process.Start("/usr/bin/logger", ["-n", "127.0.0.1", "-P", $"{at.Port}", transport, form, "-t", "sshd", "-p", "auth.crit", "数据库口令被连续猜测 from 203.0.113.7"]);
        await logger.WaitForExitAsync();
        Assert.Equal(0, logger.ExitCode);
        await Arrived(installation, 1);
        await installation.Settles();
        var risk = Assert.Single(await officer.Risks());
        Assert.Equal("数据库口令被连续猜测 from 203.0.113.7", risk.GetProperty("title").GetString());
        var state = (await officer.Get($"/api/v1/risks/{risk.GetProperty("risk").GetString()}")).Body.GetProperty("state");
        Assert.Equal("crit", state.GetProperty("said_severity").GetString());
        Assert.True(state.GetProperty("woke").GetBoolean());
    }

    [Fact]
    public async Task A_flood_with_broken_lines_is_counted_and_nothing_of_a_stream_is_lost()
    {
        var (installation, officer, syslog) = await Listening();
        await using var _ = installation;
        const int Lines = 20_000;
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(syslog.Streams[0]);
            await using var stream = client.GetStream();
            for (var i = 0; i < Lines; i++)
                await stream.WriteAsync(Encoding.UTF8.GetBytes(i % 4 == 0 ? $"broken {i} \x01\x02\n" : $"<13>Mar  2 02:14:00 host app: message {i}\n"));
        }

        await Arrived(installation, Lines);
        await installation.Settles();
        var risks = await officer.Risks();
        Assert.Equal(2, risks.Count);
        Assert.Equal(Lines, risks.Sum(r => r.GetProperty("times").GetInt64()));
    }

    [Fact]
    public async Task Octets_are_counted_also_across_packets()
    {
        var (installation, officer, syslog) = await Listening();
        await using var _ = installation;
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(syslog.Streams[0]);
        await using var stream = client.GetStream();
        var message = Encoding.UTF8.GetBytes("<10>1 2026-03-02T02:14:00+08:00 host app - - - 第一行\n第二行");
        byte[] framed = [.. Encoding.ASCII.GetBytes($"{message.Length} "), .. message, .. Encoding.ASCII.GetBytes($"{message.Length} "), .. message];
        foreach (var piece in framed.Chunk(7))
            await stream.WriteAsync(piece);
        await Arrived(installation, 2);
        await installation.Settles();
        Assert.Equal(2, (await officer.Risks())[0].GetProperty("times").GetInt64());
    }

    [Fact]
    public async Task Streams_over_TLS_are_read()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = DateTimeOffset.FromUnixTimeSeconds(Environment.TickCount64 / 1000 + 1_700_000_000);
        using var certificate = request.CreateSelfSigned(now.AddYears(-5), now.AddYears(20));
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        var (installation, officer, syslog) = await Listening(new() { SyslogTls = "127.0.0.1:0", SyslogCertificate = file });
        await using var _ = installation;
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(syslog.Streams[0]);
            await using var secure = new SslStream(client.GetStream());
            await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "localhost", RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == certificate.GetCertHashString(),
            });
            await secure.WriteAsync(Encoding.UTF8.GetBytes("<10>1 - h a - - - 经加密送达\n"));
        }

        await Arrived(installation, 1);
        await installation.Settles();
        Assert.Equal("经加密送达", Assert.Single(await officer.Risks()).GetProperty("title").GetString());
        File.Delete(file);
    }

    [Fact]
    public async Task TAXII_is_read_page_by_page_and_not_from_inside_unless_allowed()
    {
        using var server = new HttpListener();
        var port = Port();
        server.Prefixes.Add($"http://127.0.0.1:{port}/");
        server.Start();
        var asked = new List<string>();
        var serving = Task.Run(async () =>
        {
            while (server.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await server.GetContextAsync();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                asked.Add($"{context.Request.Headers["Authorization"]} {context.Request.Url!.Query}");
                var first = !context.Request.Url.Query.Contains("next=", StringComparison.Ordinal);
                context.Response.ContentType = "application/taxii+json;version=2.1";
                context.Response.Headers["X-TAXII-Date-Added-Last"] = first ? "2026-03-01T00:00:00.000Z" : "2026-03-02T00:00:00.000Z";
                var ip = first ? "198.51.100.1" : "198.51.100.2";
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(
                    (first ? "{\"more\":true,\"next\":\"p2\"," : "{\"more\":false,") + "\"objects\":[{\"type\":\"indicator\",\"id\":\"indicator--" + ip + "\",\"name\":\"" + ip
                    + "\",\"pattern_type\":\"stix\",\"pattern\":\"[ipv4-addr:value = '" + ip + "']\"}]}"));
                context.Response.Close();
            }
        });

        foreach (var allowed in (bool[])[false, true])
        {
            await using var installation = await Installation.Start(options: new() { FetchInside = allowed });
            var administrator = await installation.SetUp();
            var officer = await installation.Add(administrator, "duty", "duty-officer");
            var made = await administrator.PostForm("/risks/sources/taxii", ("name", "情报平台"), ("root", $"http://127.0.0.1:{port}/api"), ("collection", "c1"),
                ("user", "u"), ("password", "p"), ("minutes", "30"));
            Assert.Equal(HttpStatusCode.SeeOther, made.Status);
            await installation.App.Services.GetRequiredService<TaxiiPoller>().Tick(installation.Clock.Now, default);
            await installation.Settles();
            var page = (await administrator.Get("/risks/sources")).Raw;
            Assert.Equal(allowed ? 2 : 0, (await officer.Risks()).Count);
            Assert.Equal(allowed, asked.Count > 0);
            Assert.Contains(allowed ? " ok " : "internal address", page, StringComparison.Ordinal);
            Assert.DoesNotContain("\"p\"", page, StringComparison.Ordinal);
            if (!allowed)
                continue;
            installation.Clock.Advance(3600);
            await installation.App.Services.GetRequiredService<TaxiiPoller>().Tick(installation.Clock.Now, default);
            Assert.Contains("added_after=2026-03-02", asked[2], StringComparison.Ordinal);
            Assert.StartsWith("Basic dTpw ", asked[0], StringComparison.Ordinal);
        }

        server.Stop();
        await serving;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_TAXII_source_that_is_ended_or_changed_while_it_is_asked_stays_so(bool postgres)
    {
        await using var installation = await Installation.Start(postgres, options: new() { FetchInside = true });
        var administrator = await installation.SetUp();
        using var server = new HttpListener();
        var port = Port();
        server.Prefixes.Add($"http://127.0.0.1:{port}/");
        server.Start();
        var (poller, sources) = (installation.App.Services.GetRequiredService<TaxiiPoller>(), installation.App.Services.GetRequiredService<IntakeSources>());
        await administrator.PostForm("/risks/sources/taxii", ("name", "情报平台"), ("root", $"http://127.0.0.1:{port}/api"), ("collection", "c1"), ("minutes", "30"));
        async Task<IntakeSource?> Stands() => (await sources.Of(administrator.Organisation, default)).SingleOrDefault();
        async Task Asked(Func<Task> meanwhile)
        {
            var asking = poller.Tick(installation.Clock.Now, default);
            var context = await server.GetContextAsync();
            await meanwhile();
            await context.Response.OutputStream.WriteAsync("""{"more":false,"objects":[]}"""u8.ToArray());
            context.Response.Close();
            await asking;
        }

        var before = (await Stands())!;
        await Asked(() => sources.Save(before with { Name = "另一名称" }, default));
        Assert.Equal(("另一名称", before.State), ((await Stands())!.Name, (await Stands())!.State));
        // Nothing was kept of that poll, so it is asked again; undisturbed, it keeps how far it came.
        installation.Clock.Advance(700);
        await Asked(() => Task.CompletedTask);
        Assert.Equal((installation.Clock.Now.UnixSeconds, "ok"), (TaxiiPoller.StateOf((await Stands())!).AskedAt, TaxiiPoller.StateOf((await Stands())!).Said));
        installation.Clock.Advance(3600);
        await Asked(() => administrator.PostForm("/risks/sources/end-source", ("id", before.Id)));
        Assert.Null(await Stands());
        var verified = await installation.App.Store.Verify();
        Assert.True(verified.Findings.Count == 0, string.Join('\n', verified.Findings));
    }

    private static int Port()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
