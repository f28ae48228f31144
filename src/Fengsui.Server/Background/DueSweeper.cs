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
internal sealed record DueKind(string Kind, Func<DueClock, Instant, CancellationToken, Task<int>> Reach);

/// <summary>
/// Turns clocks that came due into events. <see cref="Tick"/> catches up with everything that is due, exactly once, whenever it runs: what a clock brings is
/// computed from the state of its matter and written under its version, so two nodes, or two runs, cannot write it twice. The timer merely calls it.
/// </summary>
internal sealed class DueSweeper(RecordStore store, IEnumerable<DueKind> kinds, TimeProvider clock, ILogger<DueSweeper> log) : BackgroundService
{
    private const int AtOnce = 2048;
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);

    // Enough to be written together; where every reader is a connection of a server, few enough to leave some to everybody else.
    private readonly int _loaded = store.Database.Dialect == "sqlite" ? 128 : 48;
    private readonly Dictionary<string, DueKind> _kinds = kinds.ToDictionary(k => k.Kind, StringComparer.Ordinal);

    /// <summary>How late the latest clock was, in seconds, when it was recorded.</summary>
    public double Lateness { get; private set; }

    /// <summary>When it last worked off what was due, in time that only runs forward (<see cref="TimeProvider.GetTimestamp"/>).</summary>
    public long Ticked { get; private set; } = clock.GetTimestamp();

    /// <summary>Works off all that is due at a moment; tells how many clocks it recorded.</summary>
    public async Task<int> Tick(Instant now, CancellationToken cancel)
    {
        var recorded = 0;
        while (await store.Queues.DueClocks(now, AtOnce, cancel) is { Count: > 0 } due)
        {
            var (reached, failed) = (0, 0);
            var limits = new ParallelOptions { MaxDegreeOfParallelism = _loaded, CancellationToken = cancel };
            await Parallel.ForEachAsync(due.Where(d => _kinds.ContainsKey(d.Kind)).DistinctBy(d => d.Matter), limits,
                async (due, ct) =>
                {
                    try
                    {
                        Interlocked.Add(ref reached, await Reach(due, now, ct));
                    }
                    catch (Exception e) when (e is StoreException or RecordException or DbException or InvalidOperationException)
                    {
                        // One matter that fails must not hold up the others.
                        log.LogError(e, "the clocks of {Matter} could not be worked off", due.Matter);
                        if (e is StoreException or DbException)
                            Interlocked.Increment(ref failed);
                    }
                });
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
        new(IncidentKind.Instance.Name, (due, now, cancel) => ReachIncident(store, due, now, cancel));

    private static async Task<int> ReachIncident(RecordStore store, DueClock due, Instant now, CancellationToken cancel)
    {
        if (await store.Load(due.Organisation, due.Matter, cancel) is not { } stored || Deciding.Reach(IncidentKind.Read(stored.Body), now) is not { } done)
            return 0;
        var outcome = await store.Append(
            new(due.Matter, due.Organisation, IncidentKind.Instance, stored.Row.Version, done.Lines, IncidentKind.Folded(done.After)), ct: cancel);
        return outcome is AppendOutcome.Written ? done.Lines.Count : 0;
    }

    private async Task<int> Reach(DueClock due, Instant now, CancellationToken cancel)
    {
        var recorded = await _kinds[due.Kind].Reach(due, now, cancel);
        if (recorded > 0)
            Lateness = now.UnixSeconds - due.At;
        return recorded;
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
