using Fengsui.Law;
using Fengsui.Response.Notices;
using Fengsui.Response.Warnings;
using Fengsui.Server.Background;
using Fengsui.Server.Features.Notices;
using Fengsui.Server.Features.Notices.Channels;
using ChannelDelivery = Fengsui.Server.Features.Notices.Channels.Delivery;
using Delivery = Fengsui.Store.Warnings.Delivery;

namespace Fengsui.Server.Features.Warnings;

/// <summary>Sends warnings through the channels that the organisation has set up for notices. What leaves says little and links to the notice: the link is the unit's own.</summary>
internal sealed class WarningChannels(ChannelBook channels, ChannelGates gates, NoticeLinks links, ReceiptLinks receipts)
{
    /// <summary>Sends one letter; tells what became of it.</summary>
    public async Task<Delivery> Send(WarningLetter letter, CancellationToken ct)
    {
        if (letter.Known is not { } unit)
            return new(letter.Unit, WarningPost.NotSent, "removed");
        if (unit.Channel.Length == 0)
            return new(letter.Unit, WarningPost.NotSent, "no-channel");
        var settings = (await channels.Of(letter.Organisation, ct)).FirstOrDefault(c => c.Kind == unit.Channel && c.On);
        if (settings is null || channels.Kind(unit.Channel) is not { } kind)
            return new(letter.Unit, WarningPost.NotSent, $"channel-not-set-up:{unit.Channel}");
        var gate = gates.Of(letter.Organisation, settings.Id);
        if (gate.Enter(letter.Now, Share(settings.PerMinute(kind.UsualPerMinute))) is not null)
            return new(letter.Unit, WarningPost.Failed, NoticeReasons.Quota);
        var sent = await kind.Send(settings, Written(letter, unit.Channel, unit.Address), ct);
        switch (sent.Outcome)
        {
            case NoticeOutcomes.Sent:
                gate.Worked();
                return new(letter.Unit, WarningPost.Handed, sent.Reason);
            case NoticeOutcomes.Retry when sent.OfRecipient:
                return new(letter.Unit, WarningPost.Failed, sent.Reason);
            case NoticeOutcomes.Retry:
                gate.Failed(letter.Now, sent.RetryAfter);
                return new(letter.Unit, WarningPost.Failed, sent.Reason);
            default:
                return new(letter.Unit, WarningPost.NotSent, sent.Reason);
        }
    }

    // A warning to thousands must not hold up the one message that wakes somebody: half of what a channel takes stays free for notices.
    private static int? Share(int? perMinute) => perMinute is { } most ? (most + 1) / 2 : null;

    private ChannelDelivery Written(WarningLetter letter, string kind, string address)
    {
        var token = receipts.Write(new(letter.Organisation, letter.Warning, letter.Version.No, letter.Unit));
        // Only a mailbox is the unit's own: a gateway of others learns that there is a warning, and no more.
        var subject = NoticeText.ReachOf(kind) == NoticeReach.Mailbox ? letter.Subject : letter.Bare;
        var body = letter.What is WarningKind.IssuedWord or WarningKind.ReminderWord
            ? new Text("请打开链接查看预警通知，并按“已收到”回执。", "Open the link to read the notice, and press “received”.")
            : new Text("这一预警已对贵单位解除，详见链接。", "The warning no longer concerns you; see the link.");
        var message = new NoticeMessage(subject.Zh, body.Zh, $"{links.Address}/receipt/{token}");
        return new($"{letter.Warning}/{letter.Version.No}/{letter.What}/{letter.Unit}", message, address, token, null, letter.Now);
    }
}
