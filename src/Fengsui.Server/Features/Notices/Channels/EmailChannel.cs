using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Fengsui.Response.Notices;
using Fengsui.Server.People;

namespace Fengsui.Server.Features.Notices.Channels;

/// <summary>
/// Mail through a server of the organisation's. A message counts as sent when the server took responsibility for it (250 after the final dot); when it
/// dies before, the message is sent again.
/// </summary>
internal sealed class EmailChannel : NoticeChannel
{
    private const int SubmissionPort = 587;

    public EmailChannel()
        : base("email")
    {
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<ChannelField> Own { get; } =
    [
        new("host", new("邮件服务器", "mail server"), new("如 smtp.example.cn", "such as smtp.example.cn"), Required: true),
        new("port", new("端口", "port"), new("默认 587", "by default 587")),
        new("security", new("加密", "encryption"), new("starttls（默认）、tls 或 none", "starttls (by default), tls or none")),
        new("certificate", new("服务器证书指纹", "fingerprint of the server's certificate"), new("自签证书填写 SHA-256 指纹（十六进制）；否则留空", "SHA-256 in hex of a certificate of one's own; else empty")),
        new("user", new("用户名", "user name"), new("不需要登录则留空", "empty when no sign-in is needed")),
        new("password", new("密码", "password"), new("不需要登录则留空", "empty when no sign-in is needed"), Secret: true),
        new("from", new("发件地址", "sender"), new("如 fengsui@example.cn", "such as fengsui@example.cn"), Required: true),
    ];

    /// <inheritdoc/>
    public override async Task<SendResult> Send(ChannelSettings settings, Delivery delivery, CancellationToken ct)
    {
        if (!IsAddress(delivery.Address))
            return SendResult.Never(NoticeReasons.Rejected);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(settings.Patience);
        try
        {
            await using var dialogue = await SmtpDialogue.Open(settings, patience.Token);
            return await dialogue.Deliver(settings["from"], delivery.Address, Write(settings, delivery), patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return SendResult.Again(NoticeReasons.TimedOut);
        }
        catch (PrivateAddressException)
        {
            return SendResult.Never(NoticeReasons.PrivateAddress);
        }
        catch (SmtpRefusedException e)
        {
            return e.Code is >= 400 and < 500 ? SendResult.Again(NoticeReasons.ServerError) : SendResult.Never(NoticeReasons.Rejected);
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException)
        {
            return SendResult.Again(NoticeReasons.Unreachable);
        }
    }

    /// <inheritdoc/>
    protected override Problem? CheckOwn(ChannelSettings settings)
    {
        if (Uri.CheckHostName(settings["host"]) == UriHostNameType.Unknown)
            return Problem.Field("host", new("不是服务器名", "not the name of a server"), new("如 smtp.example.cn", "such as smtp.example.cn"));
        if (settings["port"].Length > 0 && settings.Number("port", 1, 65535) is null)
            return Problem.Field("port", new("不是端口", "not a port"), new("1 至 65535", "1 to 65535"));
        if (settings["security"] is not ("" or "starttls" or "tls" or "none"))
            return Problem.Field("security", new("没有这种加密", "no such encryption"), new("starttls、tls 或 none", "starttls, tls or none"));
        return IsAddress(settings["from"]) ? null : Problem.Field("from", new("不是邮件地址", "not a mail address"), new("如 fengsui@example.cn", "such as fengsui@example.cn"));
    }

    /// <summary>Whether an address can be written into a command without ending it.</summary>
    internal static bool IsAddress(string address) => address.Length is > 2 and <= 254 && address.Count(c => c == '@') == 1 && address[0] != '@' && address[^1] != '@'
        && !address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>' or ',' or ';' or '"');

    internal static int PortOf(ChannelSettings settings) => settings.Number("port", 1, 65535) ?? SubmissionPort;

    private static string Write(ChannelSettings settings, Delivery delivery)
    {
        var domain = settings["from"].Split('@')[1];
        var date = delivery.Now.ToDateTimeOffset().ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture) + " +0800";
        var text = $"{delivery.Message.Body}\n\n{delivery.Message.Link}\n";
        return string.Join("\r\n",
            $"From: <{settings["from"]}>", $"To: <{delivery.Address}>", $"Subject: {Encoded(delivery.Message.Subject)}", $"Date: {date}",
            $"Message-ID: <{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(delivery.Id)))[..32]}@{domain}>",
            "Auto-Submitted: auto-generated", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")), Base64FormattingOptions.InsertLineBreaks), "");
    }

    // In pieces of whole characters: an encoded word is at most 75 characters long.
    private static string Encoded(string subject)
    {
        var words = new List<string>();
        var piece = new StringBuilder();
        foreach (var rune in subject.EnumerateRunes())
        {
            if (Encoding.UTF8.GetByteCount(piece.ToString()) + rune.Utf8SequenceLength > 42)
                words.Add(Word(piece));
            piece.Append(rune);
        }
        words.Add(Word(piece));
        return string.Join("\r\n ", words);
    }

    private static string Word(StringBuilder piece)
    {
        var word = $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(piece.ToString()))}?=";
        piece.Clear();
        return word;
    }
}

/// <summary>A mail server refused.</summary>
internal sealed class SmtpRefusedException(int code, string said) : Exception($"{code} {said}")
{
    /// <summary>The code of its answer.</summary>
    public int Code { get; } = code;
}

/// <summary>A conversation with a mail server (RFC 5321).</summary>
internal sealed class SmtpDialogue : IAsyncDisposable
{
    private const int LongestLine = 2000;
    private const int MostLines = 100;

    private readonly byte[] _buffer = new byte[4096];
    private Stream _stream;
    private int _start;
    private int _end;
    private IReadOnlyList<string> _offers = [];

    private SmtpDialogue(Stream stream) => _stream = stream;

    /// <summary>Connects, encrypts and signs in.</summary>
    public static async Task<SmtpDialogue> Open(ChannelSettings settings, CancellationToken ct)
    {
        var dialogue = new SmtpDialogue(await Dialling.Open(settings["host"], EmailChannel.PortOf(settings), settings.AllowPrivate, ct));
        try
        {
            if (settings["security"] == "tls")
                await dialogue.Encrypt(settings, ct);
            await dialogue.Hear(220, ct);
            await dialogue.Greet(ct);
            if (settings["security"] is "" or "starttls")
            {
                // A server that does not offer it, or somebody in between who takes the offer away, gets nothing.
                if (!dialogue._offers.Contains("STARTTLS"))
                    throw new SmtpRefusedException(554, "no STARTTLS is offered");
                await dialogue.Say("STARTTLS", 220, ct);
                // What came in the clear behind the answer must not be taken for an answer under encryption.
                dialogue._start = dialogue._end = 0;
                await dialogue.Encrypt(settings, ct);
                await dialogue.Greet(ct);
            }
            if (settings["user"].Length > 0)
                await dialogue.SignIn(settings["user"], settings["password"], ct);
            return dialogue;
        }
        catch
        {
            await dialogue.DisposeAsync();
            throw;
        }
    }

    /// <summary>Hands a message over.</summary>
    public async Task<SendResult> Deliver(string from, string to, string message, CancellationToken ct)
    {
        await Say($"MAIL FROM:<{from}>", 250, ct);
        try
        {
            await Say($"RCPT TO:<{to}>", 250, ct);
        }
        // The server is well and cannot take mail for this one now: a full mailbox, grey-listing. 421 is its farewell to everybody.
        catch (SmtpRefusedException e) when (e.Code is >= 400 and < 500 and not 421)
        {
            return SendResult.Later(NoticeReasons.RecipientBusy);
        }
        await Say("DATA", 354, ct);
        // The body is base64, so no line of it begins with a dot.
        await Say(message + ".", 250, ct);
        await Write("QUIT\r\n", ct);
        return SendResult.Taken;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task Greet(CancellationToken ct) =>
        _offers = [.. (await Say("EHLO fengsui", 250, ct)).Select(l => l.ToUpperInvariant())];

    private async Task SignIn(string user, string password, CancellationToken ct)
    {
        var offered = _offers.FirstOrDefault(o => o.StartsWith("AUTH ", StringComparison.Ordinal)) ?? "";
        if (offered.Contains("PLAIN", StringComparison.Ordinal))
        {
            await Say("AUTH PLAIN " + Base64($"\0{user}\0{password}"), 235, ct);
            return;
        }
        await Say("AUTH LOGIN", 334, ct);
        await Say(Base64(user), 334, ct);
        await Say(Base64(password), 235, ct);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private async Task Encrypt(ChannelSettings settings, CancellationToken ct)
    {
        var pinned = settings["certificate"].Replace(":", "", StringComparison.Ordinal);
        var tls = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = tls;
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = settings["host"],
            RemoteCertificateValidationCallback = (_, certificate, _, errors) => pinned.Length > 0
                ? certificate?.GetCertHashString(HashAlgorithmName.SHA256).Equals(pinned, StringComparison.OrdinalIgnoreCase) == true
                : errors == SslPolicyErrors.None,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        }, ct);
    }

    private async Task<IReadOnlyList<string>> Say(string line, int expected, CancellationToken ct)
    {
        await Write(line + "\r\n", ct);
        return await Hear(expected, ct);
    }

    private async Task Write(string text, CancellationToken ct)
    {
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
        await _stream.FlushAsync(ct);
    }

    private async Task<IReadOnlyList<string>> Hear(int expected, CancellationToken ct)
    {
        var lines = new List<string>();
        while (lines.Count < MostLines)
        {
            var line = await Line(ct);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
                throw new IOException("not the answer of a mail server");
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length > 3 && line[3] == '-')
                continue;
            return code == expected || expected == 250 && code == 251 ? lines : throw new SmtpRefusedException(code, lines[^1]);
        }
        throw new IOException("the answer of the mail server does not end");
    }

    private async Task<string> Line(CancellationToken ct)
    {
        var line = new StringBuilder();
        while (line.Length < LongestLine)
        {
            if (_start == _end)
            {
                (_start, _end) = (0, await _stream.ReadAsync(_buffer, ct));
                if (_end == 0)
                    throw new IOException("the mail server has gone");
            }
            var next = (char)_buffer[_start++];
            if (next == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append(next);
        }
        throw new IOException("the line of the mail server is too long");
    }
}
