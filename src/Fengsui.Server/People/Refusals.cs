using System.Collections.Concurrent;
using Fengsui.Law.Calendar;
using Fengsui.Response.Organisations;
using Fengsui.Store;
using Microsoft.Extensions.Hosting;

namespace Fengsui.Server.People;

/// <summary>
/// Writes every refusal for want of authority to the log of the organisation. The first is written at once; the same again within a minute is
/// counted, and the count is written when the minute is over: a flood cannot fill the record.
/// </summary>
internal sealed class Refusals(RecordStore store, Metrics metrics, TimeProvider clock) : BackgroundService
{
    private const long Window = 60;

    private readonly ConcurrentDictionary<Same, Counted> _open = new();

    /// <summary>Notes a refusal.</summary>
    /// <param name="caller">Who was refused; nobody is only counted.</param>
    /// <param name="act">The act.</param>
    /// <param name="matter">The matter, or empty.</param>
    /// <param name="why">post, scope, form, or token.</param>
    public async Task Note(Caller caller, string act, string matter, string why)
    {
        metrics.Refused(why);
        if (!caller.IsKnown)
            return;
        var now = Instant.From(clock.GetUtcNow());
        var same = new Same(caller.Organisation, caller.Person, act, matter, why);
        var counted = _open.GetOrAdd(same, _ => new(now));
        if (Interlocked.Increment(ref counted.Count) == 1)
            await Write(same, 1, now);
    }

    /// <summary>Writes the counts of minutes that are over, or of all.</summary>
    public async Task Flush(bool all)
    {
        var now = Instant.From(clock.GetUtcNow());
        foreach (var (same, counted) in _open)
        {
            if (!all && now < counted.Since.Plus(Window) || !_open.TryRemove(new(same, counted)))
                continue;
            if (Volatile.Read(ref counted.Count) is > 1 and var count)
                await Write(same, count - 1, now);
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Flush(all: true);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Window), clock);
        while (await Ticks(timer, stoppingToken))
            await Flush(all: false);
    }

    private static async Task<bool> Ticks(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private Task Write(Same same, int count, Instant now) =>
        store.Append(LogKind.Line(same.Organisation, new LogEvent.Refused(same.Who, same.Act, same.Matter, same.Why, count), now, same.Who));

    private sealed record Same(string Organisation, string Who, string Act, string Matter, string Why);

    private sealed class Counted(Instant since)
    {
        public int Count;

        public Instant Since { get; } = since;
    }
}
