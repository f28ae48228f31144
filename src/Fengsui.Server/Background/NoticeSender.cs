using System.Collections.Concurrent;
using System.Data.Common;
using Fengsui.Law.Calendar;
using Fengsui.Response.Incidents;
using Fengsui.Response.Notices;
using Fengsui.Response.Record;
using Fengsui.Server.Features.Notices;
using Fengsui.Server.Features.Notices.Channels;
using Fengsui.Store;
using Fengsui.Store.Notices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fengsui.Server.Background;

/// <summary>
/// Works off the outbox: what an incident asks becomes a page, what a page sends goes to its channel. Every message is held by a lease and every send is
/// claimed under the version of its page, so a node that dies loses nothing, and after an acknowledgement nothing begins any more.
/// </summary>
internal sealed class NoticeSender(
    RecordStore store, NoticeDesk desk, NoticeWorld world, NoticeBook book, ChannelBook channels, ChannelGates gates, NoticeLinks links,
    ILogger<NoticeSender> log)
    : BackgroundService
{
    private const int AtOnce = 256;
    private const int LeaseSeconds = 120;
    private const int Workers = 8;
    private const int PerChannel = 32;
    private const int MostHeld = 2048;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly string _node = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));
    private readonly ConcurrentDictionary<(string Organisation, string Channel), Lane> _lanes = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConcurrentDictionary<(string Organisation, string Matter), byte> _changed = new();
    private int _held;

    /// <summary>How many messages this node holds.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <summary>Opens the pages that are asked for; tells how many messages it dealt with.</summary>
    public async Task<int> Open(CancellationToken ct) =>
        await Open(IncidentNotices.Topic, OpenIncident, ct) + await Open(NoticeAsk.Topic, OpenAsked, ct);

    /// <summary>Takes what is to be sent, the shortest time first, and hands it to its channel; tells how many it took.</summary>
    public async Task<int> Send(CancellationToken ct)
    {
        if (Held >= MostHeld || !await Any(SendMessage.Topic, ct))
            return 0;
        var claimed = await store.Queues.Claim(_node, world.Now, AtOnce, LeaseSeconds, SendMessage.Topic, ct);
        foreach (var message in claimed)
        {
            var send = SendMessage.Read(message.Body);
            Interlocked.Increment(ref _held);
            _lanes.GetOrAdd((message.Organisation, send.Channel), key => new(gates.Of(key.Organisation, key.Channel))).Add(new(message, send, world.Now));
        }
        // A channel that hangs holds up its own messages and nobody else's.
        foreach (var (key, lane) in _lanes)
            lane.Start(PerChannel, () => Run(key, lane, ct));
        return claimed.Count;
    }

    /// <summary>Works until nothing is left that can be done now: what the background does by itself.</summary>
    public async Task Drain(CancellationToken ct)
    {
        int did;
        do
        {
            did = await Turn(ct);
            await Task.WhenAll(_lanes.Values.SelectMany(l => l.Running));
        }
        while (did > 0 || Held > 0);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _wake.Dispose();
        _turn.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Listen(stoppingToken), Work(stoppingToken));

    private async Task Work(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (await Turn(stop) == 0)
                    await _wake.WaitAsync(Rest, stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is StoreException or RecordException or DbException or InvalidOperationException)
            {
                // A database that is away for a while comes back; what waited then waits still.
                log.LogError(e, "notices could not be worked off");
                await Task.Delay(Rest, CancellationToken.None);
            }
        }
    }

    // One turn at a time: whoever waits until all is done must not overlook what another has just taken up.
    private async Task<int> Turn(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            await SettleChanged(ct);
            return await Open(ct) + await Send(ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task Listen(CancellationToken stop)
    {
        try
        {
            await foreach (var changed in store.Changes.Listen(null, stop))
            {
                // People and posts of an organisation have changed.
                if (changed.Matter == changed.Organisation)
                    world.Forget(changed.Organisation);
                // In a flood some are left out; a step or a send that is due looks for itself.
                if (_changed.Count < MostHeld)
                    _changed.TryAdd((changed.Organisation, changed.Matter), 0);
                if (_wake.CurrentCount == 0)
                    _wake.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    /// <summary>What was done needs nobody to be told any more. A change that is missed here is noticed when a step or a send asks.</summary>
    private async Task SettleChanged(CancellationToken ct)
    {
        foreach (var (key, _) in _changed.Take(AtOnce).ToList())
        {
            _changed.TryRemove(key, out var _);
            if (!key.Matter.Contains('~', StringComparison.Ordinal))
                await desk.Settle(key.Organisation, key.Matter, ct);
        }
    }

    private async Task<bool> Any(string topic, CancellationToken ct) => (await book.Waiting(topic, long.MaxValue, long.MaxValue, 1, ct)).Count > 0;

    private async Task<int> Open(string topic, Func<IReadOnlyList<ClaimedMessage>, CancellationToken, Task<string>> open, CancellationToken ct)
    {
        // Asked first: an idle server writes nothing.
        if (!await Any(topic, ct))
            return 0;
        var claimed = await store.Queues.Claim(_node, world.Now, AtOnce, LeaseSeconds, topic, ct);
        var limits = new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = ct };
        var opened = new ConcurrentBag<(string Outcome, IReadOnlyList<ClaimedMessage> Messages)>();
        await Parallel.ForEachAsync(claimed.GroupBy(m => (m.Matter, m.Seq)), limits, async (lines, cancel) =>
        {
            var messages = lines.ToList();
            if (await Attempt(messages, open, cancel) is { } outcome)
                opened.Add((outcome, messages));
            else
                foreach (var message in messages)
                    await store.Queues.Failed(_node, message, world.Now.Plus(Math.Min(1L << (int)Math.Min(message.Tries, 8), 300)), "failed", cancel);
        });
        // Together: what dies in between is opened twice, and the second time is there already.
        foreach (var same in opened.GroupBy(o => o.Outcome))
            await store.Queues.Done(_node, [.. same.SelectMany(o => o.Messages)], world.Now, same.Key, ct);
        return claimed.Count;
    }

    // One message that cannot be read must not hold up those behind it.
    private async Task<string?> Attempt(IReadOnlyList<ClaimedMessage> messages, Func<IReadOnlyList<ClaimedMessage>, CancellationToken, Task<string>> open, CancellationToken ct)
    {
        try
        {
            return await open(messages, ct);
        }
        catch (Exception e) when (e is StoreException or RecordException or DbException or InvalidOperationException or Fengsui.Law.Input.InputException)
        {
            log.LogError(e, "no page could be opened for {Matter}", messages[0].Matter);
            return null;
        }
    }

    private async Task<string> OpenIncident(IReadOnlyList<ClaimedMessage> messages, CancellationToken ct)
    {
        var (organisation, incident, seq) = (messages[0].Organisation, messages[0].Matter, messages[0].Seq);
        // What was claimed may be only a part of what the line asks; its page is opened once, so with all of it.
        var asked = await book.Bodies(incident, seq, IncidentNotices.Topic, ct);
        if (await desk.AskOf(organisation, incident, [.. asked.Select(IncidentNotices.Read)], ct) is not { } ask)
            return NoticeReasons.Met;
        await desk.Open(organisation, incident, IncidentKind.Instance.Name, seq, ask, ct);
        return "paged";
    }

    private async Task<string> OpenAsked(IReadOnlyList<ClaimedMessage> messages, CancellationToken ct)
    {
        var asked = (await book.Bodies(messages[0].Matter, messages[0].Seq, NoticeAsk.Topic, ct)).Select(NoticeAsk.Read).ToList();
        var kind = (await store.Load(messages[0].Organisation, messages[0].Matter, ct))?.Row.Kind ?? "";
        await desk.Open(messages[0].Organisation, messages[0].Matter, kind, messages[0].Seq,
            new(asked.Max(a => a.Level), asked[0].Link.Replace("{matter}", messages[0].Matter, StringComparison.Ordinal), [.. asked.SelectMany(a => a.Items)]), ct);
        return "paged";
    }

    private async Task Run((string Organisation, string Channel) key, Lane lane, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested && lane.Next() is { } next)
        {
            try
            {
                await Deliver(key, lane, next, ct);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is StoreException or RecordException or DbException or InvalidOperationException)
            {
                // Its lease runs out, and somebody takes it again.
                log.LogError(e, "a notice of {Matter} could not be sent", next.Message.Matter);
            }
            finally
            {
                Interlocked.Decrement(ref _held);
            }
        }
    }

    private async Task Deliver((string Organisation, string Channel) key, Lane lane, HeldMessage held, CancellationToken ct)
    {
        var (message, send, now) = (held.Message, held.Send, world.Now);
        // Its lease may be another's by now, or soon: what is not begun in half the time goes back.
        if (now.UnixSeconds - held.TakenAt.UnixSeconds > LeaseSeconds / 2)
        {
            await store.Queues.Failed(_node, message, now, "returned", ct);
            return;
        }
        var means = await world.Means(key.Organisation, ct);
        var settings = means.Channels.GetValueOrDefault(key.Channel);
        var kind = settings is null ? null : channels.Kind(settings.Kind);
        if (kind is not null && lane.Gate.Enter(now, settings!.PerMinute(kind.UsualPerMinute)) is { } later)
        {
            await Postpone(message, send, later, now, ct);
            return;
        }
        await Attempt(lane, message, send, means, settings, kind, ct);
    }

    private async Task Attempt(
        Lane lane, ClaimedMessage message, SendMessage send, NoticeMeans means, ChannelSettings? settings, NoticeChannel? kind, CancellationToken ct)
    {
        var standing = await desk.Load(message.Organisation, message.Matter, ct);
        IReadOnlyList<NoticeItem> left = standing is null ? [] : await desk.StillToDo(message.Organisation, standing, ct);
        if (standing is { End: null } && left.Count == 0)
            await desk.Do(message.Organisation, message.Matter, new PageInput.Settle(NoticeReasons.Met), world.Now, Actors.System, ct);
        var claim = await desk.Do(message.Organisation, message.Matter, new PageInput.Claim(send.Send), world.Now, Actors.System, ct);
        if (claim is not { Decision.Granted: true })
        {
            await store.Queues.Done(_node, message, world.Now, claim?.Page.End?.How ?? "settled", ct);
            return;
        }
        var planned = claim.Page.Sends[send.Send];
        var (result, hash) = await Try(claim.Page.What! with { Items = left }, message, send.Send, planned, means, settings, kind, ct);
        var after = result switch
        {
            { Outcome: NoticeOutcomes.Retry, OfRecipient: true } => SendResult.Again(world.Now, planned.Try),
            { Outcome: NoticeOutcomes.Retry } => lane.Gate.Failed(world.Now, result.RetryAfter),
            _ => world.Now,
        };
        if (result.Outcome == NoticeOutcomes.Sent)
            lane.Gate.Worked();
        var told = await desk.Do(message.Organisation, message.Matter, new PageInput.Tell(send.Send, planned.Try, result.Outcome, result.Reason, hash),
            world.Now, Actors.System, ct);
        if (told?.Page.Sends[send.Send].IsFinal == false)
            await store.Queues.Failed(_node, message, after, result.Reason, ct);
        else
            await store.Queues.Done(_node, message, world.Now, result.Reason, ct);
    }

    private async Task<(SendResult Result, string? Hash)> Try(
        PageEvent.Opened what, ClaimedMessage message, string send, PageSend planned, NoticeMeans means, ChannelSettings? settings, NoticeChannel? kind, CancellationToken ct)
    {
        if (settings is null || kind is null)
            return (SendResult.Never(NoticeReasons.NoChannel), null);
        if (!settings.On)
            return (SendResult.Never(NoticeReasons.ChannelOff), null);
        if (planned.N > 0 && means.Contact(planned.Person, planned.N) is null)
            return (SendResult.Never(NoticeReasons.NoContact), null);
        var address = means.Contact(planned.Person, planned.N)?.Address ?? "";
        var delivery = links.Delivery(
            message.Organisation, message.Matter, what, $"{message.Matter}/{send}", planned, address, await world.LanguageOf(planned.Person, ct), world.Now);
        return (await kind.Send(settings, delivery, ct), delivery.Message.Hash);
    }

    // A message that waits for its channel is a row of the ledger, once: whoever asks in the morning why the telephone stayed silent finds it.
    private async Task Postpone(ClaimedMessage message, SendMessage send, Instant later, Instant now, CancellationToken ct)
    {
        if (message.Tries == 1 && await desk.Load(message.Organisation, message.Matter, ct) is { What: { } what } page && page.Sends.TryGetValue(send.Send, out var planned))
            await book.Note(new(message.Organisation, $"{message.Matter}/q{send.Send}/{now.UnixSeconds}/{_node}", now.UnixSeconds, what.Matter, message.Matter,
                string.Join(' ', what.Items.Select(i => i.Topic).Distinct()), planned.Person, planned.Channel, "", NoticeOutcomes.Retry, NoticeReasons.Quota, ""), ct);
        await store.Queues.Failed(_node, message, later, NoticeReasons.Quota, ct);
    }

    /// <summary>A message that this node holds.</summary>
    private sealed record HeldMessage(ClaimedMessage Message, SendMessage Send, Instant TakenAt);

    /// <summary>What waits for one channel, the shortest time first.</summary>
    private sealed class Lane(ChannelGate gate)
    {
        private readonly Lock _lock = new();
        private readonly PriorityQueue<HeldMessage, (long Due, long Since)> _waiting = new();
        private readonly List<Task> _running = [];

        public ChannelGate Gate => gate;

        public IReadOnlyList<Task> Running
        {
            get
            {
                lock (_lock)
                    return [.. _running];
            }
        }

        public void Add(HeldMessage held)
        {
            lock (_lock)
                _waiting.Enqueue(held, (held.Send.Due?.UnixSeconds ?? long.MaxValue, held.Message.CreatedAt));
        }

        public HeldMessage? Next()
        {
            lock (_lock)
                return _waiting.TryDequeue(out var next, out _) ? next : null;
        }

        /// <summary>Starts as many workers as there is work for; each works until nothing waits.</summary>
        public void Start(int most, Func<Task> work)
        {
            lock (_lock)
            {
                _running.RemoveAll(t => t.IsCompleted);
                for (var more = Math.Min(_waiting.Count, most - _running.Count); more > 0; more--)
                    _running.Add(Task.Run(work));
            }
        }
    }
}
