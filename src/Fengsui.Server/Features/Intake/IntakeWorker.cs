using System.Security.Cryptography;
using Fengsui.Law.Calendar;
using Fengsui.Response.Incidents;
using Fengsui.Response.Record;
using Fengsui.Response.Risks;
using Fengsui.Store;
using Fengsui.Store.Intake;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fengsui.Server.Features.Intake;

/// <summary>
/// Turns what waits in the queue into risks. A piece leaves the queue in the transaction that writes what became of it, so it is worked off
/// exactly once, whatever
/// dies in between. What was seen before is counted, which costs a row that changes; only what is new costs lines of the journal.
/// </summary>
internal sealed class IntakeWorker(RecordStore store, IntakeQueue queue, RiskBook book, TimeProvider clock, ILogger<IntakeWorker> log)
    : BackgroundService
{
    private const int AtOnce = 1000;
    private const long BytesAtOnce = 16L << 20;
    private const int EvidenceOfRepeats = 5;
    private const int Together = 64;
    private const int LeaseSeconds = 60;
    private const int Tries = 3;
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    private readonly string _node = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    private readonly Dictionary<string, int> _failures = [];
    private readonly SemaphoreSlim _one = new(1, 1);
    private Instant _leased;
    private bool _counted;
    private long? _oldest;

    /// <summary>How old the oldest piece is that waits, in seconds.</summary>
    public double Lag => _oldest is { } oldest && queue.Waiting > 0 ? Math.Max(0, Instant.From(clock.GetUtcNow()).UnixSeconds - oldest) : 0;

    private sealed record Piece(string Id, IntakeItem Item, RiskReport Report, string Key)
    {
        public long Severity => Report.Severity ?? -1;
    }

    /// <summary>Works off everything that waits.</summary>
    /// <returns>How many pieces.</returns>
    public async Task<long> Tick(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            return await WorkOff(cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<long> WorkOff(CancellationToken cancel)
    {
        var all = 0L;
        while (await queue.Next(AtOnce, BytesAtOnce, cancel) is { Count: > 0 } waiting)
        {
            _oldest = waiting[0].Item.ReceivedAt;
            var done = 0;
            foreach (var mine in waiting.GroupBy(w => w.Item.Organisation))
                done += await WorkOff(mine.Key, [.. mine.Select(Read)], cancel);
            queue.WorkedOff(done);
            all += done;
            if (done == 0)
                break;
        }

        _oldest = null;
        return all;
    }

    private Piece Read(WaitingItem waiting)
    {
        var report = _failures.GetValueOrDefault(waiting.Id) < Tries ? ReportOf(waiting.Item) : null;
        // One that cannot be read or written as it is must not hold up those behind it: what can be recorded is that it came.
        report ??= new Received.Unread(RiskFormat.Json, 1, new("无法入库", "it cannot be recorded"), "", waiting.Id)
            .AsReport(new(new(waiting.Item.ReceivedAt), waiting.Item.Via));
        return new(waiting.Id, waiting.Item, report, RiskKey.Of(report));
    }

    private static RiskReport? ReportOf(IntakeItem item)
    {
        try
        {
            return RiskKind.ReadReport(item.Report) with { Raw = item.Raw };
        }
        catch (RecordException)
        {
            return null;
        }
    }

    private async Task<int> WorkOff(string organisation, List<Piece> pieces, CancellationToken cancel)
    {
        var rules = await Rules(organisation, cancel);
        var groups = pieces.GroupBy(p => p.Key).ToList();
        var seen = (await book.Seen([.. groups.Select(g => (organisation, g.Key))], cancel)).ToDictionary(s => s.Key);
        var hashes = pieces.Where(p => p.Report.Whole is not null && seen.ContainsKey(p.Key)).Select(p =>
            (seen[p.Key].Matter, p.Report.RawHash)).Distinct().ToList();
        var received = (await book.Received(hashes, cancel)).ToHashSet();

        var repeats = new List<(RiskSeen Before, List<Piece> Pieces)>();
        var jobs = new List<Func<Task<int>>>();
        var tied = await Tied(organisation, [.. groups.Where(g => !seen.ContainsKey(g.Key)).SelectMany(g =>
            RiskKey.Groups(g.First().Report)).Distinct()], cancel);
        foreach (var group in groups)
        {
            var same = group.ToList();
            if (!seen.TryGetValue(group.Key, out var before))
            {
                var id = NewId();
                var tie = Tie(organisation, same[0], id, tied);
                jobs.Add(() => Open(organisation, same, id, tie, rules, cancel));
            }
            else if (same.Exists(p => p.Severity > before.Severity || p.Report.Whole is not null
                && !received.Contains((before.Matter, p.Report.RawHash))))
                jobs.Add(() => Add(organisation, same, before, received, rules, cancel));
            else
                repeats.Add((before, same));
        }

        var done = await Count(repeats, cancel);
        await Parallel.ForEachAsync(jobs, new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = cancel },
            async (job, _) => Interlocked.Add(ref done, await job()));
        return done;
    }

    private async Task<IntakeRules> Rules(string organisation, CancellationToken cancel) =>
        await store.Load(organisation, IntakeKind.MatterOf(organisation), cancel) is { } stored ? IntakeKind.ReadState(stored.Body) : new();

    private string NewId() => $"{RiskKind.Prefix}{Instant.From(clock.GetUtcNow()).Day:yyyyMMdd}-{RandomNumberGenerator.GetString(Letters, 8)}";

    private async Task<Dictionary<string, RiskGroupSeen>> Tied(string organisation, IReadOnlyList<string> keys, CancellationToken cancel) =>
        (await book.Groups([.. keys.Select(k => (organisation, k))], cancel)).ToDictionary(g => g.Key);

    /// <summary>The group that a new risk joins or begins; what ties it is tied to that group from now on.</summary>
    private static (string Group, IReadOnlyList<RiskGroupSeen> Ties) Tie(string organisation, Piece piece, string id, Dictionary<string,
        RiskGroupSeen> tied)
    {
        var keys = RiskKey.Groups(piece.Report);
        var at = new Instant(piece.Item.ReceivedAt);
        var group = RiskKey.Join(keys.Where(tied.ContainsKey).Select(k => (tied[k].Group, new Instant(tied[k].LastSeen))), at) ?? id;
        var ties = keys.Select(k => new RiskGroupSeen(organisation, k, group, piece.Item.ReceivedAt)).ToList();
        foreach (var tie in ties)
            tied[tie.Key] = tie;
        return (group, ties);
    }

    /// <summary>What was seen before, counted: one transaction for all of it.</summary>
    private async Task<int> Count(List<(RiskSeen Before, List<Piece> Pieces)> repeats, CancellationToken cancel)
    {
        if (repeats.Count == 0)
            return 0;
        var writes = new RiskWrites
        {
            Done = [.. repeats.SelectMany(r => r.Pieces.Select(p => p.Id))],
            Again = [.. repeats.Select(r => Again(r.Before, r.Pieces))],
            Evidence = [.. repeats.SelectMany(r => r.Pieces.Select((p, i) => Evidence(r.Before.Matter, r.Before.Times + i, p)).Where(e =>
                e.N < EvidenceOfRepeats))],
        };
        return await Write(writes, cancel);
    }

    private async Task<int> Write(RiskWrites writes, CancellationToken cancel)
    {
        try
        {
            await book.Write(writes, cancel);
            return writes.Done.Count;
        }
        catch (AlreadyWorkedOffException)
        {
            return 0;
        }
    }

    private static RiskSeen Again(RiskSeen before, List<Piece> pieces) => before with
    {
        Times = before.Times + pieces.Count,
        LastSeen = Math.Max(before.LastSeen, pieces.Max(p => p.Item.ReceivedAt)),
        Severity = Math.Max(before.Severity, pieces.Max(p => p.Severity)),
    };

    private static RiskEvidence Evidence(string matter, long n, Piece piece) =>
        new(matter, n, piece.Item.Organisation, piece.Item.Via, piece.Item.ReceivedAt, piece.Report.RawHash, RiskKind.WriteReport(piece.Report), piece.Item.Raw);

    private Task<int> Open(
        string organisation, List<Piece> pieces, string id, (string Group, IReadOnlyList<RiskGroupSeen> Ties) tie, IntakeRules rules,
            CancellationToken cancel)
    {
        var (first, now) = (pieces[0], Instant.From(clock.GetUtcNow()));
        var (report, at) = (first.Report, new Instant(first.Item.ReceivedAt));
        var worst = pieces.MaxBy(p => p.Severity)!.Report;
        var (needs, wakes) = rules.Weigh(worst, at);
        var state = new RiskState();
        var lines = new List<NewEntry>();
        Add(state, lines, new RiskEvent.Arrived(first.Key, tie.Group, report.Format, report.Kind, report.Source, report.Signature.Length == 0 ? null
            : report.Signature,
            report.Title, report.Seen, worst.Severity, worst.SaidSeverity, needs, wakes, report.Indicators.Count == 0 ? null : report.Indicators,
            report.References.Count == 0 ? null : report.References, EnteredBy(first)), at, now);
        var known = report.Indicators.ToHashSet();
        foreach (var more in pieces.Skip(1).Where(p => p.Report.Whole is not null))
            if (more.Report.Indicators.Where(known.Add).ToList() is { Count: > 0 } found)
                Add(state, lines, new RiskEvent.IndicatorsFound(found), at, now);
        var seen = new RiskSeen(organisation, first.Key, id, first.Item.ReceivedAt, pieces.Max(p => p.Item.ReceivedAt), pieces.Count,
            pieces.Max(p => p.Severity));
        var writes = new RiskWrites
        {
            Done = [.. pieces.Select(p => p.Id)],
            First = [seen],
            Groups = tie.Ties,
            Evidence = [.. pieces.Select((p, i) => Evidence(id, i, p)).Where(e => e.N < EvidenceOfRepeats || report.Whole is not null)],
        };
        return Write(new(id, organisation, RiskKind.Instance, 0, lines, RiskKind.Folded(state)), writes, cancel);
    }

    private static string? EnteredBy(Piece piece) => piece.Item.Via.StartsWith("form:", StringComparison.Ordinal) ? piece.Item.Via["form:".Length..]
        : null;

    /// <summary>A thing that is known came again with more: further portions, or a greater severity.</summary>
    private async Task<int> Add(
        string organisation, List<Piece> pieces, RiskSeen before, HashSet<(string, string)> received, IntakeRules rules, CancellationToken cancel)
    {
        if (await store.Load(organisation, before.Matter, cancel) is not { } stored)
            return 0;
        var (state, lines, now) = (RiskKind.ReadState(stored.Body), new List<NewEntry>(), Instant.From(clock.GetUtcNow()));
        var at = new Instant(pieces[0].Item.ReceivedAt);
        // Others of the batch are added at the same time: what was received of this one is counted apart.
        var had = received.Where(r => r.Item1 == before.Matter).Select(r => r.Item2).ToHashSet();
        var fresh = pieces.Where(p => p.Report.Whole is not null && had.Add(p.Report.RawHash)).ToList();
        var known = await book.Known(organisation, before.Matter,
            [.. fresh.SelectMany(p => p.Report.Indicators).Select(i => $"{i.Type}:{i.Value}").Distinct()], cancel);
        foreach (var piece in fresh)
            if (piece.Report.Indicators.Where(i => known.Add($"{i.Type}:{i.Value}")).ToList() is { Count: > 0 } found)
                Add(state, lines, new RiskEvent.IndicatorsFound(found), at, now);
        if (pieces.MaxBy(p => p.Severity) is { } worst && worst.Severity > before.Severity && worst.Severity > (state.Severity ?? -1))
        {
            var (needs, wakes) = rules.Weigh(worst.Report, at);
            if (needs || wakes)
                Add(state, lines, new RiskEvent.Rose((int)worst.Severity, worst.Report.SaidSeverity, wakes && !state.Woke, before.Key), at, now);
        }

        var writes = new RiskWrites
        {
            Done = [.. pieces.Select(p => p.Id)],
            Again = [Again(before, pieces)],
            Evidence = [.. pieces.Select((p, i) => (Piece: p, N: before.Times + i)).Where(p => fresh.Contains(p.Piece)).Select(p =>
                Evidence(before.Matter, p.N, p.Piece))],
        };
        if (lines.Count > 0)
            return await Write(new(before.Matter, organisation, RiskKind.Instance, stored.Row.Version, lines, RiskKind.Folded(state)), writes,
                cancel);
        return await Write(writes, cancel);
    }

    private static void Add(RiskState state, List<NewEntry> lines, RiskEvent what, Instant done, Instant now)
    {
        var line = RiskKind.Write(what, done <= now ? done : now, now, Actors.System, "");
        state.Apply(what, line);
        lines.Add(line);
    }

    private async Task<int> Write(Append append, RiskWrites writes, CancellationToken cancel)
    {
        try
        {
            var outcome = await store.Append(append, (connection, transaction) => book.Write(connection, transaction, writes), cancel);
            // Somebody acted on the risk at this moment: the pieces are still in the queue, and come next.
            return outcome is AppendOutcome.Written ? writes.Done.Count : 0;
        }
        catch (AlreadyWorkedOffException)
        {
            return 0;
        }
        catch (Exception e) when (e is StoreException or System.Data.Common.DbException or ArgumentException)
        {
            log.LogError(e, "a piece of risk information could not be recorded");
            // A full disk or a lost connection says nothing of the piece: it stays in the queue as it came.
            if (!IsOfPiece(e))
                return 0;
            lock (_failures)
                foreach (var id in writes.Done)
                    _failures[id] = _failures.GetValueOrDefault(id) + 1;
            return 0;
        }
    }

    /// <summary>Whether it is the text itself that cannot be kept: refused by us, or a data exception of the database (SQLSTATE class 22).</summary>
    private static bool IsOfPiece(Exception failed) => failed switch
    {
        ArgumentException => true,
        System.Data.Common.DbException { SqlState: ['2', '2', ..] } => true,
        StoreException { InnerException: null or ArgumentException } => true,
        _ => false,
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!_counted)
                {
                    // What was accepted before the last stop.
                    await queue.Count(stoppingToken);
                    _counted = true;
                }

                if (await Mine(stoppingToken))
                    await Tick(stoppingToken);
                else
                    await queue.Count(stoppingToken);
                await Task.Delay(Rest, clock, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is StoreException or RecordException or AlreadyWorkedOffException or System.Data.Common.DbException)
            {
                log.LogError(e, "the queue of risk information could not be worked off");
                await Task.Delay(TimeSpan.FromSeconds(2), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    public override void Dispose()
    {
        _one.Dispose();
        base.Dispose();
    }

    /// <summary>One node works off; another takes over when it is gone. Two at once would do no harm, only double work.</summary>
    private async Task<bool> Mine(CancellationToken cancel)
    {
        var now = Instant.From(clock.GetUtcNow());
        if (queue.Waiting == 0 || now.UnixSeconds - _leased.UnixSeconds is >= 0 and < LeaseSeconds / 2)
            return true;
        if (!await store.Queues.TryLease("intake", _node, now, LeaseSeconds, cancel))
            return false;
        _leased = now;
        return true;
    }
}
