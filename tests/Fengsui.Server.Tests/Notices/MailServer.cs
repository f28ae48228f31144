using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fengsui.Server.Features.Notices.Channels;

namespace Fengsui.Server.Tests.Notices;

/// <summary>Debian's aiosmtpd in a process of its own, with a certificate of its own.</summary>
internal sealed class MailServer : IDisposable
{
    private readonly DataFolderOfTest _folder = new();
    private Process? _process;
    private string _fingerprint = "";
    private int _port;

    public string Folder => _folder.Path;

    public static async Task<MailServer> Start()
    {
        var server = new MailServer();
        server.MakeCertificate();
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            server._port = ((IPEndPoint)free.LocalEndpoint).Port;
        }
        var start = new ProcessStartInfo(File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Notices", "smtp_sink.py"), server.Folder, Path.Combine(server.Folder, "cert.pem"), Path.Combine(server.Folder, "key.pem"), $"{server._port}"])
            start.ArgumentList.Add(argument);
        try
        {
            server._process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("python3 is not installed");
        }
        var said = await server._process.StandardOutput.ReadLineAsync();
        if (said != "ready")
        {
            var error = await server._process.StandardError.ReadToEndAsync();
            Assert.SkipWhen(error.Contains("No module named 'aiosmtpd'", StringComparison.Ordinal), "python3-aiosmtpd is not installed");
            Assert.Fail(error);
        }
        return server;
    }

    /// <summary>The mailboxes that begin with "full@" take nothing until told otherwise.</summary>
    public bool Full
    {
        set
        {
            var mark = Path.Combine(Folder, "full");
            if (value)
                File.WriteAllText(mark, "");
            else
                File.Delete(mark);
        }
    }

    /// <summary>How many messages a mailbox has.</summary>
    public int Taken(string address) => Directory.GetFiles(Folder, "*.eml").Count(f => File.ReadAllText(f).Contains($"To: <{address}>", StringComparison.Ordinal));

    public ChannelSettings Settings(params (string Name, string Value)[] more)
    {
        var values = new Dictionary<string, string>
        {
            ["host"] = "127.0.0.1", ["port"] = $"{_port}", ["certificate"] = _fingerprint, ["user"] = "fengsui", ["password"] = "mail-pass", ["from"] = "fengsui@example.cn",
            ["allow_private"] = "true",
        };
        foreach (var (name, value) in more)
            values[name] = value;
        return new("org-1", "mail", "email", values);
    }

    public void Dispose()
    {
        _process?.Kill();
        _process?.Dispose();
        _folder.Dispose();
    }

    private void MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=mail", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2049, 1, 1, 0, 0, 0, TimeSpan.Zero));
        _fingerprint = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        File.WriteAllText(Path.Combine(Folder, "cert.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(Folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
    }
}
