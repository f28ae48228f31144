using Fengsui.Law.Calendar;
using Fengsui.Response.Incidents;
using Fengsui.Response.Notices;
using Fengsui.Response.Record;
using Fengsui.Server.Features.Notices;
using Fengsui.Store;
using Fengsui.Store.Notices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fengsui.Server.Background;

/// <summary>Something that should have fired and did not.</summary>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Kind">clock, message, page or send.</param>
/// <param name="Matter">The matter.</param>
/// <param name="What">The clock, the topic or the send.</param>
/// <param name="Since">Since when.</param>
internal sealed record NoticeGap(string Organisation, string Kind, string Matter, string What, Instant Since);

/// <summary>
/// Proves that every clock that came due fired and was told: it holds the clocks against the journal, the journal against the pages, the pages against the
/// ledger. It reads what the others wrote and shares nothing with them, so what they forget it finds.
/// </summary>
internal sealed class NoticeAuditor(RecordStore store, NoticeBook book, NoticeDesk desk, TimeProvider clock, ILogger<NoticeAuditor> log) : BackgroundService
{
    /// <summary>What is so many seconds late is a gap.</summary>
    public const long Grace = 60;

    private const int Most = 200;
    private const long Window = 86_400;
    private static readonly string[] Reached = ["clock-reached"];
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    /// <summary>The gaps that were found last.</summary>
    public IReadOnlyList<NoticeGap> Gaps { get; private set; } = [];

    /// <summary>When it looked last, or null.</summary>
    public Instant? LookedAt { get; private set; }

    /// <summary>Looks for gaps.</summary>
    public async Task<IReadOnlyList<NoticeGap>> Look(Instant now, CancellationToken ct)
    {
        var gaps = new List<NoticeGap>();
        var late = now.UnixSeconds - Grace;
        foreach (var due in await book.Overdue(late, Most, ct))
            gaps.Add(new(due.Organisation, "clock", due.Matter, due.Key, new(due.At)));
        foreach (var topic in (string[])[IncidentNotices.Topic, NoticeAsk.Topic, SendMessage.Topic])
            foreach (var message in await book.Waiting(topic, late, late, Most, ct))
                gaps.Add(new(message.Organisation, "message", message.Matter, topic, new(message.Since)));
        await LookAtMatters(now, gaps, ct);
        (Gaps, LookedAt) = ([.. gaps.Take(Most)], now);
        return Gaps;
    }

    /// <summary>Lets the waits of pages begin anew that were counted on a clock which was set back since.</summary>
    public async Task Recover(Instant now, CancellationToken ct)
    {
        foreach (var organisation in await book.Organisations(ct))
        {
            var ahead = new MatterQuery(organisation, PageKind.Instance.Name)
            {
                ChangedSince = now.UnixSeconds + 1, Open = true, Order = MatterOrder.LastChanged, Limit = 100,
            };
            foreach (var row in (await store.List(ahead, ct)).Rows)
                await desk.Reach(organisation, row.Matter, now, ct);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Rest, clock, stoppingToken);
                var now = Instant.From(clock.GetUtcNow());
                await Recover(now, stoppingToken);
                foreach (var gap in await Look(now, stoppingToken))
                    log.LogError("{Kind} {What} of {Matter} did not fire", gap.Kind, gap.What, gap.Matter);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is StoreException or RecordException or System.Data.Common.DbException or InvalidOperationException)
            {
                log.LogError(e, "the clocks could not be audited");
            }
        }
    }

    // The matters that changed within a day: what is older was looked at before.
    private async Task LookAtMatters(Instant now, List<NoticeGap> gaps, CancellationToken ct)
    {
        foreach (var organisation in await book.Organisations(ct))
        {
            var changed = new MatterQuery(organisation, IncidentKind.Instance.Name)
            {
                ChangedSince = now.UnixSeconds - Window, Order = MatterOrder.LastChanged, Limit = 100,
            };
            foreach (var row in (await store.List(changed, ct)).Rows)
                await LookAt(organisation, row.Matter, now, gaps, ct);
        }
    }

    private async Task LookAt(string organisation, string incident, Instant now, List<NoticeGap> gaps, CancellationToken ct)
    {
        var told = (await book.Outcomes(incident, IncidentNotices.Topic, ct)).ToLookup(o => o.Seq, o => o.Outcome);
        var pages = (await desk.PagesOf(organisation, incident, ct)).ToDictionary(p => p.Page.What!.Seq, p => p.Page);
        foreach (var line in await store.Entries(organisation, incident, newestFirst: true, limit: 50, types: Reached, ct: ct))
            if (line.What.RecordedAt <= now.Plus(-Grace) && !told[line.Seq].Any(o => o == NoticeReasons.Met) && !pages.ContainsKey(line.Seq))
                gaps.Add(new(organisation, "page", incident, $"clock-reached {line.Seq}", line.What.RecordedAt));
        foreach (var (seq, page) in pages.Where(p => p.Value.End is null or { How: NoticeReasons.Exhausted }))
            foreach (var (id, send) in page.Sends.Where(s => s.Value.State == PageSend.Sending && s.Value.At <= now.Plus(-5 * Grace)))
                gaps.Add(new(organisation, "send", PageKind.IdOf(incident, seq), $"{send.Channel} {id}", send.At));
    }
}
