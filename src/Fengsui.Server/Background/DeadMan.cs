using System.Security.Cryptography;
using Fengsui.Response.Notices;
using Fengsui.Server.Features.Notices;
using Fengsui.Server.Features.Notices.Channels;
using Fengsui.Server.People;
using Fengsui.Store;
using Fengsui.Store.Notices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fengsui.Server.Background;

/// <summary>
/// Complains when the sweeper itself stands still: /health answers 503, a metric says so, and those who manage the system are told directly, without the
/// sweeper, the outbox or a page. Time is measured forward only, so a clock that is set changes nothing.
/// </summary>
internal sealed class DeadMan(
    DueSweeper sweeper, NoticeBook book, NoticeWorld world, ChannelBook channels, NoticeLinks links, Fengsui.Law.Packs.Library library, TimeProvider clock, ILogger<DeadMan> log) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);
    private static readonly Fengsui.Law.Text Subject = new("【系统】时钟已停走", "[system] the clocks stand still");
    private static readonly Fengsui.Law.Text Body = new(
        "到期时钟的处理已停止一分钟以上，通知不会自动发出。请立即检查服务器，并人工盯住各项时限。",
        "Due clocks have not been worked off for more than a minute; no notice goes out by itself. Look after the server at once, and watch the time limits by hand.");

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>Whether the sweeper stands still.</summary>
    public bool Stalled => Silence > Patience;

    /// <summary>Since when the sweeper has not worked.</summary>
    public TimeSpan Silence => clock.GetElapsedTime(sweeper.Ticked);

    /// <summary>Looks, and tells those who manage the system, once for each standstill.</summary>
    /// <returns>How many messages a channel took.</returns>
    public async Task<int> Look(CancellationToken ct)
    {
        if (!Stalled)
        {
            _told.Clear();
            return 0;
        }
        var taken = 0;
        // A database that is away keeps the addresses: whoever could not be told is told at the next look.
        foreach (var organisation in (await book.Organisations(ct)).Where(o => !_told.Contains(o)))
        {
            log.LogCritical("the sweeper has stood still for {Seconds} s", (long)Silence.TotalSeconds);
            taken += await Tell(organisation, ct);
            _told.Add(organisation);
        }
        return taken;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Rest, clock, stoppingToken);
                await Look(stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is StoreException or System.Data.Common.DbException)
            {
                log.LogError(e, "nobody could be told that the sweeper stands still");
            }
        }
    }

    private async Task<int> Tell(string organisation, CancellationToken ct)
    {
        var means = await world.Means(organisation, ct);
        var managers = library.Procedure.Act(Fengsui.Response.Organisations.OrganisationDecisions.ManageSettings)?.May.SelectMany(p => means.State.HoldersOf(p.Id)).Distinct() ?? [];
        var taken = 0;
        foreach (var person in managers)
        {
            var there = await world.Directory(organisation, world.Now, ct);
            var (sends, _) = there.Resolve(new([$"person {person}"], [.. channels.Kinds.Select(k => k.Kind)], null));
            foreach (var send in sends)
                taken += await Tell(means, send, ct);
        }
        return taken;
    }

    private async Task<int> Tell(NoticeMeans means, PlannedSend send, CancellationToken ct)
    {
        var (settings, now) = (means.Channels[send.Channel], world.Now);
        var language = await world.LanguageOf(send.Person, ct);
        var message = new NoticeMessage(Subject.In(language), Body.In(language), $"{links.Address}/notices/ledger");
        // Not by the time: the clock may have been set back, and this of all messages must not fail for it.
        var id = $"stalled/{send.Person}/{send.Channel}/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        var address = means.Contact(send.Person, send.N)?.Address ?? "";
        var result = await channels.Kind(send.Kind)!.Send(settings, new(id, message, address, "", null, now), ct);
        await book.Note(new(settings.Organisation, id, now.UnixSeconds, "", "", NoticeTopics.System, send.Person, send.Channel, Masking.Of(address), result.Outcome, result.Reason, message.Hash), ct);
        return result.Outcome == NoticeOutcomes.Sent ? 1 : 0;
    }
}
