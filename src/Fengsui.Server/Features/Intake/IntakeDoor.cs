using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Response.Risks;
using Fengsui.Store;
using Fengsui.Store.Intake;
using Microsoft.Extensions.Logging;

namespace Fengsui.Server.Features.Intake;

/// <summary>What became of an input.</summary>
/// <param name="Accepted">So many pieces are kept, on the disk.</param>
/// <param name="Unread">So many of them could not be read; they are kept with the reason.</param>
/// <param name="Reasons">The first of those reasons, with their lines.</param>
/// <param name="Full">Whether the queue or the disk was full: what is not counted in <paramref name="Accepted"/> was not taken and is to be sent again.</param>
internal sealed record Taken(long Accepted, long Unread, IReadOnlyList<(long Line, Text Reason)> Reasons, bool Full);

/// <summary>The one way in: inputs are read piece by piece and handed to the queue; nothing is answered before it is on the disk.</summary>
internal sealed class IntakeDoor(IntakeQueue queue, TimeProvider clock, ILogger<IntakeDoor> log)
{
    private const int Portion = 500;
    private const int MostReasons = 20;
    private const int PortionSize = 4 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Now, to the second.</summary>
    public Instant Now => Instant.From(clock.GetUtcNow());

    /// <summary>Reads an input and keeps everything in it.</summary>
    /// <param name="organisation">Whose it is.</param>
    /// <param name="via">By which way it came.</param>
    /// <param name="format">Its form.</param>
    /// <param name="input">The input; it can be read from its beginning again.</param>
    /// <param name="origin">Who sent it, and when it came.</param>
    /// <param name="cancel">Stops it; what was taken by then stays.</param>
    public async Task<Taken> Take(string organisation, string via, RiskFormat format, Stream input, Origin origin, CancellationToken cancel)
    {
        var portion = new List<IntakeItem>();
        var reasons = new List<(long, Text)>();
        var (accepted, unread, size) = (0L, 0L, 0L);
        foreach (var received in RiskReader.Read(format, input, origin))
        {
            if (received is Received.Unread broken)
            {
                unread++;
                if (reasons.Count < MostReasons)
                    reasons.Add((broken.Line, broken.Reason));
            }

            portion.Add(ItemOf(organisation, via, received, origin));
            size += portion[^1].Raw.Length;
            if (portion.Count < Portion && size < PortionSize)
                continue;
            if (!await Keep(portion, first: accepted == 0, cancel))
                return new(accepted, unread, reasons, Full: true);
            accepted += portion.Count;
            portion = [];
            size = 0;
        }

        return await Keep(portion, first: accepted == 0, cancel) ? new(accepted + portion.Count, unread, reasons, Full: false)
            : new(accepted, unread, reasons, Full: true);
    }

    /// <summary>A piece as the queue keeps it.</summary>
    public static IntakeItem ItemOf(string organisation, string via, Received received, Origin origin)
    {
        var report = received switch
        {
            Received.Read read => read.Report,
            Received.Unread unread => unread.AsReport(origin),
            _ => throw new InvalidOperationException(received.GetType().Name),
        };
        // Not every database keeps a NUL.
        return new(organisation, via, origin.At.UnixSeconds, RiskKind.WriteReport(report), report.Raw.Replace('\0', '\uFFFD'));
    }

    private async Task<bool> Keep(List<IntakeItem> items, bool first, CancellationToken cancel)
    {
        try
        {
            return items.Count == 0 || await Offer(items, first, cancel);
        }
        // A full disk, or a database that is away, says nothing of what was sent: it was not taken, and whoever sent it tries again.
        catch (Exception e) when (e is StoreException or System.Data.Common.DbException)
        {
            log.LogError(e, "risk information could not be kept");
            return false;
        }
    }

    /// <summary>A sender of the first portion is told at once that it is full; the rest of a long input may wait a little for room.</summary>
    private async Task<bool> Offer(List<IntakeItem> items, bool first, CancellationToken cancel)
    {
        if (first)
        {
            if (!queue.TryOffer(items, out var durable))
                return false;
            await durable;
            return true;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            await await queue.OfferWaiting(items, patience.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }
}
