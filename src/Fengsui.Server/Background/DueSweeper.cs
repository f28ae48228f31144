using Fengsui.Law.Calendar;
using Fengsui.Response.Incidents;
using Fengsui.Response.Record;
using Fengsui.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fengsui.Server.Background;

/// <summary>
/// Turns clocks that came due into events. <see cref="Tick"/> catches up with everything that is due, exactly once, whenever it runs: what a clock brings is
/// computed from the state of its incident and written under its version, so two nodes, or two runs, cannot write it twice. The timer merely calls it.
/// </summary>
internal sealed class DueSweeper(RecordStore store, TimeProvider clock, ILogger<DueSweeper> log) : BackgroundService
{
    private const int AtOnce = 512;

    // Enough to be written together, few enough to leave connections to everybody else.
    private const int Loaded = 48;
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);

    /// <summary>How late the latest clock was, in seconds, when it was recorded.</summary>
    public double Lateness { get; private set; }

    /// <summary>Works off all that is due at a moment; tells how many clocks it recorded.</summary>
    public async Task<int> Tick(Instant now, CancellationToken cancel)
    {
        var recorded = 0;
        while (await store.Queues.DueClocks(now, AtOnce, cancel) is { Count: > 0 } due)
        {
            var reached = 0;
            var limits = new ParallelOptions { MaxDegreeOfParallelism = Loaded, CancellationToken = cancel };
            await Parallel.ForEachAsync(due.Where(d => d.Kind == IncidentKind.Instance.Name).DistinctBy(d => d.Matter), limits,
                async (clock, ct) => Interlocked.Add(ref reached, await Reach(clock, now, ct)));
            if (reached == 0)
                break;
            recorded += reached;
        }

        return recorded;
    }

    private async Task<int> Reach(DueClock due, Instant now, CancellationToken cancel)
    {
        if (await store.Load(due.Organisation, due.Matter, cancel) is not { } stored || Deciding.Reach(IncidentKind.Read(stored.Body), now) is not { } done)
            return 0;
        var outcome = await store.Append(
            new(due.Matter, due.Organisation, IncidentKind.Instance, stored.Row.Version, done.Lines, IncidentKind.Folded(done.After)), ct: cancel);
        if (outcome is not AppendOutcome.Written)
            return 0;
        Lateness = now.UnixSeconds - due.At;
        return done.Lines.Count;
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
            catch (Exception e) when (e is StoreException or RecordException or System.Data.Common.DbException)
            {
                // A database that is away for a while comes back; what was due then is due still.
                log.LogError(e, "the sweeper could not work off what is due");
                await Task.Delay(TimeSpan.FromSeconds(2), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
