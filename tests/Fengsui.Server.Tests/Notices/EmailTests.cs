using System.Net;
using System.Net.Sockets;
using System.Text;
using Fengsui.Law.Calendar;
using Fengsui.Response.Notices;
using Fengsui.Server.Features.Notices.Channels;

namespace Fengsui.Server.Tests.Notices;

/// <summary>Mail through a real server, and through servers that die.</summary>
public sealed class EmailTests
{
    private static readonly Delivery Message = new(
        "d-1", new("【重大】须报送：向省级网信部门报送，这是一个比较长的主题，要分成几段编码", "须报送：向省级网信部门报送\n.编号 m-1", "https://fengsui.example.cn/ack/t-1"),
        "wang@example.cn", "t-1", null, new Instant(1_790_964_840));

    [Fact]
    public async Task A_message_goes_through_a_real_server_encrypted_and_signed_in()
    {
        using var server = await MailServer.Start();
        Assert.Equal(SendResult.Taken, await new EmailChannel().Send(server.Settings(), Message, default));
        var mail = await File.ReadAllTextAsync(Directory.GetFiles(server.Folder, "*.eml").Single());
        Assert.Contains("X-User: fengsui", mail);
        Assert.Contains("X-Tls: True", mail);
        Assert.Contains("To: <wang@example.cn>", mail);
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(mail[(mail.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].Replace("\r\n", "", StringComparison.Ordinal)));
        Assert.Contains("编号 m-1\r\n\r\nhttps://fengsui.example.cn/ack/t-1", text);
        Assert.All(mail.Split("\r\n").TakeWhile(l => l.Length > 0), l => Assert.True(l.Length <= 100 && l.All(char.IsAscii), l));
    }

    [Fact]
    public async Task A_wrong_password_a_wrong_certificate_or_no_encryption_sends_nothing()
    {
        using var server = await MailServer.Start();
        Assert.Equal((NoticeOutcomes.Failed, NoticeReasons.Rejected), Said(await new EmailChannel().Send(server.Settings(("password", "wrong")), Message, default)));
        Assert.Equal((NoticeOutcomes.Retry, NoticeReasons.Unreachable), Said(await new EmailChannel().Send(server.Settings(("certificate", new string('0', 64))), Message, default)));
        Assert.Equal(NoticeOutcomes.Failed, (await new EmailChannel().Send(server.Settings(("security", "none")), Message, default)).Outcome);
        Assert.Empty(Directory.GetFiles(server.Folder, "*.eml"));
    }

    [Theory]
    [InlineData("220 hello\r\n", NoticeReasons.Unreachable)]
    [InlineData("220 hello\r\n|250 ok\r\n|250 ok\r\n|250 ok\r\n|354 go on\r\n", NoticeReasons.Unreachable)]
    [InlineData("220 hello\r\n|250 ok\r\n|250 ok\r\n|250 ok\r\n|354 go on\r\n|451 later\r\n", NoticeReasons.ServerError)]
    [InlineData("HTTP/1.1 400\r\n", NoticeReasons.Unreachable)]
    [InlineData("421 too busy\r\n", NoticeReasons.ServerError)]
    public async Task A_server_that_dies_mid_message_did_not_take_it(string script, string reason)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var served = Serve(listener, script.Split('|'));
        var settings = new ChannelSettings("org-1", "mail", "email", new Dictionary<string, string>
        {
            ["host"] = "127.0.0.1", ["port"] = $"{((IPEndPoint)listener.LocalEndpoint).Port}", ["security"] = "none", ["from"] = "fengsui@example.cn", ["allow_private"] = "true",
        });
        Assert.Equal((NoticeOutcomes.Retry, reason), Said(await new EmailChannel().Send(settings, Message, default)));
        await served;
    }

    // One mailbox that cannot be reached says nothing of the others; whatever comes before it, and a farewell, concerns everybody.
    [Theory]
    [InlineData("220 hello\r\n|250 ok\r\n|250 ok\r\n|450 mailbox busy\r\n", NoticeReasons.RecipientBusy, true)]
    [InlineData("220 hello\r\n|250 ok\r\n|250 ok\r\n|452 mailbox full\r\n", NoticeReasons.RecipientBusy, true)]
    [InlineData("220 hello\r\n|250 ok\r\n|250 ok\r\n|421 closing\r\n", NoticeReasons.ServerError, false)]
    [InlineData("220 hello\r\n|250 ok\r\n|450 not from you now\r\n", NoticeReasons.ServerError, false)]
    [InlineData("220 hello\r\n|450 later\r\n", NoticeReasons.ServerError, false)]
    [InlineData("450 later\r\n", NoticeReasons.ServerError, false)]
    public async Task Whose_trouble_it_is_follows_from_what_was_being_said(string script, string reason, bool ofRecipient)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var served = Serve(listener, script.Split('|'));
        var settings = new ChannelSettings("org-1", "mail", "email", new Dictionary<string, string>
        {
            ["host"] = "127.0.0.1", ["port"] = $"{((IPEndPoint)listener.LocalEndpoint).Port}", ["security"] = "none", ["from"] = "fengsui@example.cn", ["allow_private"] = "true",
        });
        Assert.Equal(new SendResult(NoticeOutcomes.Retry, reason, OfRecipient: ofRecipient), await new EmailChannel().Send(settings, Message, default));
        await served;
    }

    [Fact]
    public async Task A_server_that_takes_the_offer_of_encryption_away_gets_nothing()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var served = Serve(listener, ["220 hello\r\n", "250 ok\r\n"]);
        var settings = new ChannelSettings("org-1", "mail", "email", new Dictionary<string, string>
        {
            ["host"] = "127.0.0.1", ["port"] = $"{((IPEndPoint)listener.LocalEndpoint).Port}", ["from"] = "fengsui@example.cn", ["allow_private"] = "true", ["user"] = "u", ["password"] = "p",
        });
        Assert.Equal((NoticeOutcomes.Failed, NoticeReasons.Rejected), Said(await new EmailChannel().Send(settings, Message, default)));
        await served;
    }

    [Theory]
    [InlineData("a@b\r\nRCPT TO:<x@y>")]
    [InlineData("a b@c")]
    [InlineData("nobody")]
    public async Task An_address_cannot_smuggle_a_command(string address) =>
        Assert.Equal((NoticeOutcomes.Failed, NoticeReasons.Rejected), Said(await new EmailChannel().Send(new("o", "m", "email", new Dictionary<string, string>()), Message with { Address = address }, default)));

    [Fact]
    public async Task A_server_inside_is_refused_unless_it_is_allowed() => Assert.Equal((NoticeOutcomes.Failed, NoticeReasons.PrivateAddress), Said(await new EmailChannel().Send(
        new("o", "m", "email", new Dictionary<string, string> { ["host"] = "127.0.0.1", ["from"] = "a@b.cn" }), Message, default)));

    private static (string Outcome, string Reason) Said(SendResult result) => (result.Outcome, result.Reason);

    // Says one line for each that it hears, then hangs up.
    private static async Task Serve(TcpListener listener, string[] lines)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        var buffer = new byte[16 * 1024];
        foreach (var line in lines)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(line));
            if (await stream.ReadAsync(buffer) == 0)
                return;
        }
    }
}
