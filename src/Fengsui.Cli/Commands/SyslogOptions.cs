using System.CommandLine;
using System.Net;
using Fengsui.Server;

namespace Fengsui.Cli.Commands;

/// <summary>The options of <c>serve</c> about what comes in by syslog, and about reaching the own network.</summary>
internal sealed class SyslogOptions
{
    private readonly Option<string?> _udp = Address("--syslog-udp", "接收 syslog 数据报 / receives syslog datagrams");
    private readonly Option<string?> _tcp = Address("--syslog-tcp", "接收 syslog 流 / receives syslog streams");
    private readonly Option<string?> _tls = Address("--syslog-tls", "接收 TLS 上的 syslog 流 / receives syslog streams over TLS");
    private readonly Option<string?> _certificate = new("--syslog-certificate") { Description = "其证书（PEM） / its certificate (PEM)",
        HelpName = "FILE" };
    private readonly Option<string?> _key = new("--syslog-key") { Description = "其私钥（PEM），与证书同文件时不写 / its key (PEM), unless in the same file",
        HelpName = "FILE" };

    private readonly Option<string?> _organisation = new("--syslog-organisation")
    {
        Description = "syslog 归属的单位编号；只有一个单位时不写 / the id of the organisation it belongs to; not needed where there is one", HelpName = "ID",
    };

    private readonly Option<bool> _inside = new("--fetch-inside") { Description = "允许向内部地址查询 TAXII / lets TAXII be fetched from internal addresses" };

    private readonly Option<bool> _send = new("--send-inside")
    {
        Description = "多个单位共用时，也允许其通知渠道访问内部地址 / lets channels of notices reach internal addresses although several organisations share it",
    };

    private SyslogOptions()
    {
    }

    /// <summary>Adds them to a command.</summary>
    public static SyslogOptions AddTo(Command command)
    {
        var options = new SyslogOptions();
        foreach (var option in new Option[] { options._udp, options._tcp, options._tls, options._certificate, options._key, options._organisation,
            options._inside, options._send })
            command.Options.Add(option);
        return options;
    }

    /// <summary>Takes over what was said.</summary>
    public AppOptions Take(ParseResult parsed, AppOptions app)
    {
        foreach (var option in new[] { _udp, _tcp, _tls })
            if (parsed.GetValue(option) is { } said && (!IPEndPoint.TryParse(said, out _) || !said.Contains(':', StringComparison.Ordinal)))
                throw new WrongCallException(new($"{option.Name}: “{said}”不是地址; 应写作 127.0.0.1:5514",
                    $"{option.Name}: “{said}” is not an address; write it as 127.0.0.1:5514"));
        if (parsed.GetValue(_tls) is not null && (parsed.GetValue(_certificate) is not { } file || !File.Exists(file)))
            throw new WrongCallException(new("--syslog-certificate: 没有证书文件; --syslog-tls 需要 PEM 证书",
                "--syslog-certificate: no such file; --syslog-tls needs a PEM certificate"));
        return app with
        {
            SyslogUdp = parsed.GetValue(_udp), SyslogTcp = parsed.GetValue(_tcp), SyslogTls = parsed.GetValue(_tls),
                SyslogCertificate = parsed.GetValue(_certificate),
            SyslogKey = parsed.GetValue(_key), SyslogOrganisation = parsed.GetValue(_organisation), FetchInside = parsed.GetValue(_inside),
            SendInside = parsed.GetValue(_send),
        };
    }

    private static Option<string?> Address(string name, string description) => new(name) { Description = description, HelpName = "ADDRESS:PORT" };
}
