using System.Security.Cryptography;
using Fengsui.Law.Calendar;
using Fengsui.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fengsui.Server.Background;

/// <summary>
/// Takes the digest of the record once a day, on whichever node comes first; a day on which nothing ran is made up for on the next. The root goes to the
/// log of the process as well: kept elsewhere, it is the outside witness that needs no trust in the database.
/// </summary>
internal sealed class DailyDigest(RecordStore store, TimeProvider clock, ILogger<DailyDigest> log) : BackgroundService
{
    private const int LeaseSeconds = 300;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);

    private readonly string _node = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>Takes the digest of the day that is over, unless it was taken.</summary>
    public async Task<Digest?> Tick(Instant now, CancellationToken cancel)
    {
        if (await store.Digests.Last(cancel) is { } last && new Instant(last.TakenAt).Day >= now.Day || !await store.Digests.AnythingNew(cancel))
            return null;
        if (!await store.Queues.TryLease("digest", _node, now, LeaseSeconds, cancel))
            return null;
        await store.Queues.PruneAnswers(now, cancel);
        var digest = await store.Digests.Take(now, cancel);
        log.LogWarning("digest {Ordinal} of the record: {Root}", digest.Ordinal, digest.Root);
        return digest;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Tick(Instant.From(clock.GetUtcNow()), stoppingToken);
                await Task.Delay(Rest, clock, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is StoreException or System.Data.Common.DbException)
            {
                log.LogError(e, "the digest could not be taken");
                await Task.Delay(Rest, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
