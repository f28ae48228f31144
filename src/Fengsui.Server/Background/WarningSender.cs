using System.Security.Cryptography;
using Fengsui.Law.Calendar;
using Fengsui.Response.Notices;
using Fengsui.Response.Record;
using Fengsui.Response.Warnings;
using Fengsui.Server.Features.Warnings;
using Fengsui.Store;
using Fengsui.Store.Warnings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fengsui.Server.Background;

/// <summary>
/// Hands warnings to their recipients. A message of the outbox names rows of recipients and no addresses; what became of each recipient is kept in bulk. Tried again, it
/// tells those of whom no end is kept: a process that died in between may have told some of them, and twice is better than not at all.
/// </summary>
internal sealed class WarningSender(RecordStore store, UnitBook units, WarningBook book, WarningPost post, TimeProvider clock, ILogger<WarningSender> log) : BackgroundService
{
    private const int LeaseSeconds = 300;
    private const int RetrySeconds = 60;
    private const int ReminderPage = 500;
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);

    private readonly string _node = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>Works off every message about warnings that can be had now; tells how many recipients were dealt with.</summary>
    public async Task<int> Tick(CancellationToken ct)
    {
        var told = 0;
        // The time of each message is its own: a lease that was counted from an hour ago would be over before the letters are out.
        while (await store.Queues.Claim(_node, Now, 1, LeaseSeconds, WarningKind.Topic, ct) is [var message])
            told += await Attempt(message, ct);
        return told;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Tick(stoppingToken);
                await Task.Delay(Rest, clock, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is StoreException or RecordException or System.Data.Common.DbException)
            {
                // What was claimed comes back when its lease ends.
                log.LogError(e, "warnings could not be handed over");
                await Task.Delay(TimeSpan.FromSeconds(2), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private Instant Now => Instant.From(clock.GetUtcNow());

    // One message that cannot be dealt with must not hold up those behind it.
    private async Task<int> Attempt(ClaimedMessage message, CancellationToken ct)
    {
        try
        {
            return await Deal(message, Now, ct);
        }
        catch (Exception e) when (e is RecordException or InvalidOperationException or ArgumentException or FormatException)
        {
            log.LogError(e, "a warning of {Matter} could not be handed over", message.Matter);
            await store.Queues.Failed(_node, message, Now.Plus(RetrySeconds * message.Tries), "failed", ct);
            return 0;
        }
    }

    private async Task<int> Deal(ClaimedMessage message, Instant now, CancellationToken ct)
    {
        var told = WarningKind.ReadFanOut(message.Body);
        if (await store.Load(message.Organisation, message.Matter, ct) is not { } stored)
        {
            await store.Queues.Done(_node, message, now, "absent", ct);
            return 0;
        }
        var state = WarningKind.Read(stored.Body);
        var superseded = Superseded(told, state);
        var number = 0;
        var failed = false;
        var waits = false;
        await foreach (var rows in Rows(message, told, state, ct))
        {
            var left = await Left(message, told, rows, ct);
            IReadOnlyList<Delivery> deliveries = superseded is { } why
                ? [.. left.Select(r => new Delivery(r.Key, WarningPost.Superseded, why))] : await Hand(message, told, state, left, now, ct);
            await book.Keep(message.Organisation, message.Matter, told.Version, told.What, deliveries, now, ct);
            number += deliveries.Count;
            failed |= deliveries.Any(d => d.Outcome == WarningPost.Failed);
            waits |= deliveries.Any(d => d.Reason == NoticeReasons.Quota);
        }
        // Whoever waits for a full channel was not tried yet: that is no attempt that failed.
        if (waits || failed && message.Tries < WarningPost.MostTries)
            await store.Queues.Failed(_node, message, now.Plus(RetrySeconds * (waits ? 1 : message.Tries)), waits ? NoticeReasons.Quota : "failed", ct);
        else
            await store.Queues.Done(
                _node, message, now, superseded is not null ? WarningPost.Superseded : failed ? WarningPost.Failed : WarningPost.Handed, ct);
        return number;
    }

    // What was replaced or lifted since is not issued any more, nor is anybody reminded of it: whoever waits for a full channel gets only what
    // stands.
    private static string? Superseded(FanOut told, WarningState state) => told.What switch
    {
        WarningKind.IssuedWord or WarningKind.ReminderWord when state.Phase != WarningPhase.Issued => WarningPost.Lifted,
        WarningKind.IssuedWord or WarningKind.ReminderWord when state.Present()!.No != told.Version => WarningPost.Reissued,
        _ => null,
    };

    private async IAsyncEnumerable<IReadOnlyList<ItemRow>> Rows(
        ClaimedMessage message, FanOut told, WarningState state, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        switch (told.What)
        {
            // Also of a version that is superseded: of each recipient it is kept that this one was never told.
            case WarningKind.IssuedWord:
            case WarningKind.LiftedWord:
                yield return await book.Made(message.Organisation, message.Matter, WarningKind.Recipients(told.Version), told.Seq ?? message.Seq, told.From, told.To, ct);
                break;
            case WarningKind.DroppedWord:
                yield return await book.Made(message.Organisation, message.Matter, WarningKind.Dropped(told.Version), message.Seq, told.From, told.To, ct);
                break;
            // Whoever has answered since, or is told of another version by now, needs no reminder.
            case WarningKind.ReminderWord when Superseded(told, state) is null:
                var after = default(ItemPlace);
                while (await book.NotReceived(message.Organisation, message.Matter, state.Present()!, after, ReminderPage, ct) is { Count: > 0 } page)
                {
                    yield return page;
                    after = page[^1].Place;
                }
                break;
            default:
                break;
        }
    }

    private async Task<IReadOnlyList<ItemRow>> Left(ClaimedMessage message, FanOut told, IReadOnlyList<ItemRow> rows, CancellationToken ct)
    {
        if (message.Tries <= 1)
            return rows;
        var ended = await book.Ended(message.Organisation, message.Matter, told.Version, told.What, [.. rows.Select(r => r.Key)], ct);
        return [.. rows.Where(r => !ended.Contains(r.Key))];
    }

    private async Task<IReadOnlyList<Delivery>> Hand(
        ClaimedMessage message, FanOut told, WarningState state, IReadOnlyList<ItemRow> rows, Instant now, CancellationToken ct)
    {
        var known = (await units.Many(message.Organisation, [.. rows.Select(r => r.Key)], ct)).ToDictionary(u => u.Id, StringComparer.Ordinal);
        var version = state.Versions.Find(v => v.No == told.Version) ?? throw new RecordException($"there is no version {told.Version}");
        var letters = rows.Select(r => new WarningLetter(message.Organisation, message.Matter, version, told.What, r.Key, known.GetValueOrDefault(r.Key), now)).ToList();
        return await post.Hand(letters, ct);
    }
}
