using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Response.Notices;
using Fengsui.Server.Features.Notices.Channels;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Fengsui.Server.Features.Notices;

/// <summary>Makes what goes out: the text, and the links by which it is acknowledged.</summary>
internal sealed class NoticeLinks(AckLinks acks, IServer server, AppOptions options)
{
    /// <summary>The address under which people reach this installation.</summary>
    public string Address => (options.PublicAddress ?? server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "").TrimEnd('/');

    /// <summary>A send of a page, ready for its channel.</summary>
    public Delivery Delivery(
        string organisation, string id, PageEvent.Opened what, string send, PageSend planned, string address, Language language, Instant now)
    {
        var token = acks.Write(new(organisation, id, planned.Person, planned.Channel, planned.N, now.Plus(AckLinks.Seconds)));
        return new(send, NoticeText.Write(what, planned.Kind, $"{Address}/ack/{token}", now, language), address, token, what, now);
    }

    /// <summary>A call that only tests whether somebody can be reached.</summary>
    public Delivery TestCall(string organisation, string person, string channel, int n, string address, Language language, Instant now)
    {
        var token = acks.Write(new(organisation, "", person, channel, n, now.Plus(86_400)));
        var subject = new Text("【测试】联系方式测试", "[test] test of how you can be reached");
        var body = new Text("这是一次测试，没有发生事件。请打开链接确认收到。", "This is a test; nothing has happened. Open the link to say that it arrived.");
        return new($"test/{person}/{n}/{now.UnixSeconds}", new(subject.In(language), body.In(language), $"{Address}/ack/{token}"), address, token, null, now);
    }
}
