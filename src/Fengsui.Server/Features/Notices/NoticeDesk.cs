using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Notices;
using Fengsui.Response.Record;
using Fengsui.Response.Risks;
using Fengsui.Response.Warnings;
using Fengsui.Server.Background;
using Fengsui.Server.People;
using Fengsui.Store;
using Fengsui.Store.Accounts;
using Fengsui.Store.Notices;

namespace Fengsui.Server.Features.Notices;

/// <summary>A page that was changed.</summary>
/// <param name="Page">As it stands now.</param>
/// <param name="Decision">What was decided.</param>
internal sealed record Paged(Page Page, PageDecision Decision);

/// <summary>
/// The one way to change a page: load, decide, write under its version, and again when somebody else was faster. The ledger and the inboxes are written in
/// the same transaction, so they cannot say anything else than the page.
/// </summary>
internal sealed class NoticeDesk(RecordStore store, NoticeWorld world, ContactBook contacts, Library library, Metrics metrics)
{
    private const int Tries = 50;
    private const int MostPages = 10_000;

    /// <summary>What a clock of a page brings.</summary>
    public DueKind Clocks => new(PageKind.Instance.Name, (due, now, ct) => Reach(due.Stored.Row.Organisation, due.Stored.Row.Matter, now, ct));

    /// <summary>Opens the page for what a line of a journal asks; what is asked twice is there already.</summary>
    public async Task Open(string organisation, string matter, string kind, long seq, NoticeAsk ask, CancellationToken ct)
    {
        var now = world.Now;
        var means = await world.Means(organisation, ct);
        var (route, steps) = means.Policy.Of(new(kind, ask.Level, ask.Items));
        var what = new PageEvent.Opened(matter, kind, seq, ask.Level, ask.Link, ask.Items, route, steps, means.Policy.Waits.Rows, means.Policy.Repeat);
        var there = await world.Directory(organisation, now, ct);
        if (await Do(organisation, PageKind.IdOf(matter, seq), new PageInput.Open(what, there), now, Actors.System, ct) is not { Decision.Events.Count: > 0 })
            return;
        foreach (var (id, page) in await PagesOf(organisation, matter, ct))
            if (id != PageKind.IdOf(matter, seq) && page.End is null && page.Items.All(i => ask.Items.Any(n => n.Key == i.Key)))
                await Do(organisation, id, new PageInput.Settle(NoticeReasons.Superseded), now, Actors.System, ct);
    }

    /// <summary>Somebody acknowledges: this page, and whatever else the person was told of the same matter.</summary>
    /// <returns>Whether anything was acknowledged.</returns>
    public async Task<bool> Acknowledge(string organisation, string id, string person, string through, CancellationToken ct)
    {
        if (await Load(organisation, id, ct) is not { What: { } what })
            return false;
        // This one first: it must end whatever else there is.
        var any = await Do(organisation, id, new PageInput.Acknowledge(person, through), world.Now, person, ct) is { Decision.Events.Count: > 0 };
        foreach (var (other, page) in await PagesOf(organisation, what.Matter, ct))
            if (other != id && page.Told.Contains(person) && page.End is null)
                any |= await Do(organisation, other, new PageInput.Acknowledge(person, through), world.Now, person, ct) is { Decision.Events.Count: > 0 };
        return any;
    }

    /// <summary>Ends the pages of a matter of which nothing is left to be done.</summary>
    public async Task Settle(string organisation, string matter, CancellationToken ct)
    {
        var pages = await PagesOf(organisation, matter, ct);
        if (!pages.Any(p => p.Page.End is null or { How: NoticeReasons.Exhausted }) || OpenIn(await store.Load(organisation, matter, ct)) is not { } open)
            return;
        foreach (var (id, page) in pages.Where(p => p.Page.End is null or { How: NoticeReasons.Exhausted }))
            if (!page.Items.Any(open))
                await Do(organisation, id, new PageInput.Settle(NoticeReasons.Met), world.Now, Actors.System, ct);
    }

    /// <summary>What is still to be done of what a page tells; what cannot be looked up is.</summary>
    public async Task<IReadOnlyList<NoticeItem>> StillToDo(string organisation, Page page, CancellationToken ct) =>
        OpenIn(await store.Load(organisation, page.What!.Matter, ct)) is { } open ? [.. page.Items.Where(open)] : page.Items;

    /// <summary>Tells of an item whether it is still to be done, as the matter stands; null for a kind that cannot say.</summary>
    private static Func<NoticeItem, bool>? OpenIn(StoredSnapshot? stored)
    {
        switch (stored?.Row.Kind)
        {
            case "incident":
                var incident = IncidentKind.Read(stored.Body);
                return item => IncidentNotices.IsOpen(incident, item);
            case "risk":
                var risk = RiskKind.ReadState(stored.Body);
                return _ => risk.Phase == RiskPhases.New || risk.WatchOver;
            case "warning":
                var warning = WarningKind.Read(stored.Body);
                return item => warning.IsOpen(item.Key);
            default:
                return null;
        }
    }

    /// <summary>What the messages of a line of an incident tell, or null when all of it is settled by now.</summary>
    public async Task<NoticeAsk?> AskOf(string organisation, string incident, IReadOnlyList<ClockMessage> messages, CancellationToken ct)
    {
        if (await store.Load(organisation, incident, ct) is not { Row.Kind: "incident" } stored)
            return null;
        var state = IncidentKind.Read(stored.Body);
        var items = messages.Select(m => IncidentNotices.ItemOf(state, m, library)).OfType<NoticeItem>().ToList();
        return items.Count == 0 ? null : new((int)(state.CountingLevel ?? default), $"/incidents/{incident}", items);
    }

    /// <summary>A page, or null.</summary>
    public async Task<Page?> Load(string organisation, string id, CancellationToken ct) =>
        await store.Load(organisation, id, ct) is { Row.Kind: "page" } stored ? PageKind.ReadPage(stored.Body) : null;

    /// <summary>The pages that a matter asked for, the newest first.</summary>
    public async Task<IReadOnlyList<(string Id, Page Page)>> PagesOf(string organisation, string matter, CancellationToken ct)
    {
        var pages = new List<(string Id, Page Page)>();
        foreach (var row in (await store.FindItems(organisation, PageKind.Pages, matter, MostPages, ct)).DistinctBy(r => r.Matter))
            if (await Load(organisation, row.Matter, ct) is { } page)
                pages.Add((row.Matter, page));
        return [.. pages.OrderByDescending(p => p.Page.What!.Seq)];
    }

    /// <summary>Asks a page, and writes what it decides; null when there is no such page.</summary>
    public async Task<Paged?> Do(string organisation, string id, PageInput input, Instant now, string actor, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            var stored = await store.Load(organisation, id, ct);
            if (stored is null && input is not PageInput.Open)
                return null;
            var page = stored is null ? new() : PageKind.ReadPage(stored.Body);
            var decision = Paging.Decide(page, input, now);
            if (decision.Events.Count == 0)
                return new(page, decision);
            var version = stored?.Row.Version ?? 0;
            var (lines, after) = PageKind.Take(page, decision.Events, now, actor);
            var rows = await Rows(organisation, id, page, after, decision.Events, version, now, ct);
            var outcome = await store.Append(new(id, organisation, PageKind.Instance, version, lines, PageKind.Folded(after)), async (connection, transaction) =>
            {
                await NoticeBook.Note(connection, transaction, rows);
                await NoticeBook.Tell(connection, transaction, Told(organisation, id, after, decision.Events, now));
                // What nobody answered stays in the inboxes: somebody reads it in the morning.
                if (after.End is { How: not NoticeReasons.Exhausted })
                    await NoticeBook.End(connection, transaction, id, now.UnixSeconds);
            }, ct);
            if (outcome is AppendOutcome.Written)
            {
                foreach (var row in rows)
                    metrics.Noticed(row.Channel, row.Outcome);
                return new(after, decision);
            }
            if (tries == Tries)
                throw new InvalidOperationException($"{id} is changed faster than it can be read");
        }
    }

    /// <summary>Takes the step of a page that is due, or ends the page when what it is about is done; tells how many events that brought.</summary>
    public async Task<int> Reach(string organisation, string id, Instant now, CancellationToken ct)
    {
        if (await Load(organisation, id, ct) is not { } page)
            return 0;
        PageInput input = (await StillToDo(organisation, page, ct)).Count > 0
            ? new PageInput.Reach(await world.Directory(organisation, now, ct)) : new PageInput.Settle(NoticeReasons.Met);
        return (await Do(organisation, id, input, now, Actors.System, ct))?.Decision.Events.Count ?? 0;
    }

    private static IEnumerable<InboxRow> Told(string organisation, string id, Page after, IReadOnlyList<PageEvent> events, Instant now) =>
        events.OfType<PageEvent.StepTaken>().SelectMany(e => e.Sends).Where(s => s.Kind == NoticeDirectory.App).Select(s => s.Person).Distinct()
            .Select(person => new InboxRow(person, id, organisation, after.What!.Matter, now.UnixSeconds, null));

    /// <summary>The rows of the ledger that follow from what was decided.</summary>
    private async Task<IReadOnlyList<LedgerRow>> Rows(
        string organisation, string id, Page before, Page after, IReadOnlyList<PageEvent> events, long version, Instant now, CancellationToken ct)
    {
        var rows = new List<LedgerRow>();
        var what = string.Join(' ', after.Items.Select(i => i.Topic).Distinct());
        LedgerRow Row(long seq, string person, string channel, string address, string outcome, string reason, string? content) =>
            new(organisation, $"{id}/{seq:d4}/{rows.Count:d3}", now.UnixSeconds, after.What!.Matter, id, what, person, channel, address, outcome, reason, content ?? "");
        for (var i = 0; i < events.Count; i++)
        {
            var seq = version + i + 1;
            switch (events[i])
            {
                case PageEvent.StepTaken e:
                    rows.AddRange(e.Sends.Where(s => s.Kind == NoticeDirectory.App).Select(s => (s.Person, s.Channel)).ToList()
                        .ConvertAll(s => Row(seq, s.Person, s.Channel, "", NoticeOutcomes.Sent, NoticeReasons.Taken, null)).Select((r, n) => r with { Id = $"{id}/{seq:d4}/a{n:d3}" }));
                    rows.AddRange(e.Unsent.Select((u, n) => Row(seq, u.Target, u.Channel, "", NoticeOutcomes.NotSent, u.Reason, null) with { Id = $"{id}/{seq:d4}/u{n:d3}" }));
                    break;
                case PageEvent.SendEnded e:
                    var send = after.Sends[e.Send];
                    rows.Add(Row(seq, send.Person, send.Channel, await Masked(organisation, send, ct), e.Outcome, e.Reason, e.Content));
                    break;
                case PageEvent.Acknowledged e:
                    rows.Add(Row(seq, e.Person, e.Through, "", NoticeOutcomes.Acknowledged, NoticeReasons.Acknowledged, null));
                    break;
                case PageEvent.Ended e:
                    rows.Add(Row(seq, "", "", "", NoticeOutcomes.Ended, e.Why, null));
                    break;
                case PageEvent.Opened or PageEvent.SendStarted:
                    break;
                default:
                    throw new InvalidOperationException(events[i].GetType().Name);
            }
        }
        // What waited when it ended was not sent: that is a row too.
        foreach (var (key, send) in after.Sends.Where(s => s.Value.State == NoticeOutcomes.NotSent && (!before.Sends.TryGetValue(s.Key, out var was) || was.State == PageSend.Waiting)))
            rows.Add(Row(version + events.Count, send.Person, send.Channel, await Masked(organisation, send, ct), NoticeOutcomes.NotSent, send.Reason!, null) with
            {
                Id = $"{id}/{version + events.Count:d4}/s{key}",
            });
        return rows;
    }

    private async Task<string> Masked(string organisation, PageSend send, CancellationToken ct) =>
        send.N == 0 ? "" : Masking.Of((await world.Means(organisation, ct)).Contact(send.Person, send.N)?.Address ?? "");

    /// <summary>An acknowledgement through a channel proves that the person can be reached there.</summary>
    public Task<bool> Prove(string person, int n, string how, CancellationToken ct) => contacts.Prove(person, n, world.Now.UnixSeconds, how, ct);
}

/// <summary>Shortens an address so that who knows it recognises it, and who does not cannot use it.</summary>
internal static class Masking
{
    public static string Of(string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        if (at > 0)
            return $"{address[0]}***{address[at..]}";
        return address.Length switch
        {
            0 => "",
            <= 4 => "****",
            <= 7 => $"***{address[^2..]}",
            _ => $"{address[..3]}****{address[^4..]}",
        };
    }
}
