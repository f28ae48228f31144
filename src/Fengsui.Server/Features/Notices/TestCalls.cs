using System.Globalization;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Response.Notices;
using Fengsui.Server.Features.Notices.Channels;
using Fengsui.Server.People;
using Fengsui.Store.Accounts;
using Fengsui.Store.Notices;

namespace Fengsui.Server.Features.Notices;

/// <summary>Test calls: a message that asks only to be acknowledged. When it is, the way it went is proven.</summary>
internal sealed class TestCalls(ContactBook contacts, ChannelBook channels, NoticeWorld world, NoticeLinks links, NoticeBook book)
{
    /// <summary>The name of the proof.</summary>
    public const string How = "test-call";

    /// <summary>Calls a person through one of the person's ways, by every channel of its kind.</summary>
    /// <returns>What became of it, or a problem.</returns>
    public async Task<(SendResult? Result, Problem? Wrong)> Call(string organisation, string person, int n, CancellationToken ct)
    {
        if ((await contacts.OfAccount(person, ct)).FirstOrDefault(c => c.N == n && c.Organisation == organisation) is not { } contact)
            return (null, Problem.Absent);
        if ((await channels.Of(organisation, ct)).FirstOrDefault(c => c.Kind == contact.Channel && c.On) is not { } settings)
            return (null, Problem.Field("channel", new("没有启用这类渠道", "no channel of this kind is switched on"), new("先在通知设置中添加", "add one in the settings of notices first")));
        var now = world.Now;
        var call = links.TestCall(organisation, person, settings.Id, n, contact.Address, await world.LanguageOf(person, ct), now);
        var result = await channels.Kind(settings.Kind)!.Send(settings, call, ct);
        await book.Note(new(organisation, call.Id, now.UnixSeconds, "", "", How, person, settings.Id, Masking.Of(contact.Address),
            result.Outcome == NoticeOutcomes.Retry ? NoticeOutcomes.Failed : result.Outcome, result.Reason, call.Message.Hash), ct);
        return (result, null);
    }
}

/// <summary>How long ago it was proven that a person can be reached.</summary>
public static class Freshness
{
    /// <summary>After so many days without a proof somebody should call.</summary>
    public const int StaleDays = 30;

    /// <summary>Whether somebody should call.</summary>
    public static bool IsStale(long? provenAt, Instant now) => provenAt is not { } at || now.UnixSeconds - at > StaleDays * 86_400L;

    /// <summary>In words.</summary>
    /// <param name="provenAt">When it was proven, unix seconds, or null.</param>
    /// <param name="now">The moment.</param>
    public static Text Say(long? provenAt, Instant now)
    {
        if (provenAt is not { } at)
            return new("从未证实能联系到", "never proven reachable");
        var days = Math.Max(0, now.UnixSeconds - at) / 86_400;
        var said = days.ToString(CultureInfo.InvariantCulture);
        return days == 0 ? new("今天已证实能联系到", "proven reachable today")
            : IsStale(provenAt, now) ? new($"{said} 天未证实能联系到", $"not proven reachable for {said} days")
            : new($"{said} 天前证实能联系到", $"proven reachable {said} days ago");
    }
}
