using System.Data.Common;
using Fengsui.Law.Calendar;
using Fengsui.Response.Incidents;
using Fengsui.Response.Record;
using Fengsui.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fengsui.Server.Background;

/// <summary>What a kind of matter does when a clock of it came due; a kind with clocks registers one.</summary>
/// <param name="Kind">The name of the kind.</param>
/// <param name="Reach">Writes what the clocks of the matter bring, under its version; tells how many it recorded. It may run at any time, and twice.</param>
internal sealed record DueKind(string Kind, Func<DueMatter, Instant, CancellationToken, Task<int>> Reach)
{
    /// <summary>Of how many matters the clocks are worked off at once. What only writes can be many, they are written together; what reads besides takes a
    /// connection each, of which a server of databases has few, and leaves some to everybody else.</summary>
    public int AtOnce { get; init; } = 48;
}

/// <summary>
/// Turns clocks that came due into events. <see cref="Tick"/> catches up with everything that is due, exactly once, whenever it runs: what a clock brings is
/// computed from the state of its matter and written under its version, so two nodes, or two runs, cannot write it twice. The timer merely calls it.
/// </summary>
internal sealed class DueSweeper(RecordStore store, IEnumerable<DueKind> kinds, TimeProvider clock, ILogger<DueSweeper> log) : BackgroundService
{
    private const int AtOnce = 2048;
    private const int Together = 512;
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<string, DueKind> _kinds = kinds.ToDictionary(k => k.Kind, StringComparer.Ordinal);

    /// <summary>How late the latest clock was, in seconds, when it was recorded.</summary>
    public double Lateness { get; private set; }

    /// <summary>When it last worked off what was due, in time that only runs forward (<see cref="TimeProvider.GetTimestamp"/>).</summary>
    public long Ticked { get; private set; } = clock.GetTimestamp();

    /// <summary>Works off all that is due at a moment; tells how many clocks it recorded.</summary>
    public async Task<int> Tick(Instant now, CancellationToken cancel)
    {
        var recorded = 0;
        while (await store.Queues.DueMatters(now, AtOnce, cancel) is { Count: > 0 } due)
        {
            var worked = await Task.WhenAll(due.GroupBy(d => d.Stored.Row.Kind).Where(g => _kinds.ContainsKey(g.Key))
                .Select(g => WorkOff(_kinds[g.Key], g, now, cancel)));
            var (reached, failed) = (worked.Sum(w => w.Reached), worked.Sum(w => w.Failed));
            // Nothing could be written: that is no tick, however often it is tried.
            if (reached == 0 && failed > 0)
                return recorded;
            Ticked = clock.GetTimestamp();
            if (reached == 0)
                break;
            recorded += reached;
        }

        Ticked = clock.GetTimestamp();
        return recorded;
    }

    /// <summary>What the clocks of an incident bring.</summary>
    public static DueKind OfIncidents(RecordStore store) =>
        new(IncidentKind.Instance.Name, (due, now, cancel) => ReachIncident(store, due.Stored, now, cancel)) { AtOnce = Together };

    // Somebody may have acted since the state was read: then the append loses the race, and the next run sees what is left.
    private static async Task<int> ReachIncident(RecordStore store, StoredSnapshot stored, Instant now, CancellationToken cancel)
    {
        if (Deciding.Reach(IncidentKind.Read(stored.Body), now) is not { } done)
            return 0;
        var outcome = await store.Append(
            new(stored.Row.Matter, stored.Row.Organisation, IncidentKind.Instance, stored.Row.Version, done.Lines, IncidentKind.Folded(done.After)), ct: cancel);
        return outcome is AppendOutcome.Written ? done.Lines.Count : 0;
    }

    private async Task<(int Reached, int Failed)> WorkOff(DueKind kind, IEnumerable<DueMatter> due, Instant now, CancellationToken cancel)
    {
        var (reached, failed) = (0, 0);
        var limits = new ParallelOptions { MaxDegreeOfParallelism = kind.AtOnce, CancellationToken = cancel };
        await Parallel.ForEachAsync(due, limits, async (one, ct) =>
        {
            try
            {
                var recorded = await kind.Reach(one, now, ct);
                Interlocked.Add(ref reached, recorded);
                if (recorded > 0)
                    Lateness = now.UnixSeconds - one.At;
            }
            catch (Exception e) when (e is StoreException or RecordException or DbException or InvalidOperationException)
            {
                // One matter that fails must not hold up the others.
                log.LogError(e, "the clocks of {Matter} could not be worked off", one.Stored.Row.Matter);
                if (e is StoreException or DbException)
                    Interlocked.Increment(ref failed);
            }
        });
        return (reached, failed);
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
            catch (Exception e) when (e is StoreException or RecordException or DbException)
            {
                // A database that is away for a while comes back; what was due then is due still.
                log.LogError(e, "the sweeper could not work off what is due");
                await Task.Delay(TimeSpan.FromSeconds(2), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
