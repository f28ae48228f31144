using Fengsui.Response.Incidents;
using Fengsui.Server.Features.Incidents.Pages;
using Fengsui.Server.Features.Rosters;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Fengsui.Store;

namespace Fengsui.Server.Features.OnDuty;

/// <summary>A duty of one of the open incidents.</summary>
/// <param name="View">The incident.</param>
/// <param name="Clock">The duty.</param>
public sealed record BoardRow(IncidentView View, IncidentClock Clock);

/// <summary>What stands on the desk of whoever is on duty: what binds now over all open incidents, and what comes after it.</summary>
public sealed class DutyDesk
{
    private DutyDesk(IReadOnlyList<IncidentView> incidents, long open, IReadOnlyDictionary<string, string> names, Caller caller)
    {
        (Incidents, OpenCount, Names, Caller) = (incidents, open, names, caller);
        Rows = [.. incidents.SelectMany(v => v.Open.Select(c => new BoardRow(v, c)))
            .OrderBy(r => (r.Clock.Urgency.Ended, r.Clock.Urgency.Rank, r.Clock.Urgency.By))
            .ThenByDescending(r => r.View.State.CountingLevel ?? default).ThenBy(r => r.Clock.Urgency)];
    }

    /// <summary>The open incidents that were looked at, what binds first first.</summary>
    public IReadOnlyList<IncidentView> Incidents { get; }

    /// <summary>How many are open altogether.</summary>
    public long OpenCount { get; }

    /// <summary>The duties that somebody has to do, what binds first first.</summary>
    public IReadOnlyList<BoardRow> Rows { get; }

    /// <summary>The duty that binds now, or null.</summary>
    public BoardRow? Now => Rows.Count > 0 ? Rows[0] : null;

    /// <summary>What the people are called.</summary>
    public IReadOnlyDictionary<string, string> Names { get; }

    /// <summary>Who is on duty now, by every roster.</summary>
    public IReadOnlyList<RosterDuty> OnDuty { get; init; } = [];

    /// <summary>Who looks.</summary>
    public Caller Caller { get; }

    /// <summary>Emergency acts that await ratification.</summary>
    public IEnumerable<(IncidentView View, int No, Awaiting Awaiting)> Awaiting =>
        Incidents.SelectMany(v => v.State.Ratifications.Where(r => r.Value.State == "open").Select(r => (v, r.Key, r.Value)));

    /// <summary>Reports without a receipt.</summary>
    public IEnumerable<(IncidentView View, int No)> WithoutReceipt =>
        Incidents.SelectMany(v => v.State.Reports.Where(r => r.Value.Receipt is null).Select(r => (v, r.Key)));

    /// <summary>
    /// Looks at the few incidents that can bind first, and folds nothing: those in which something was to be done first, and those in which it comes next;
    /// those that changed last, among them what has just become overdue; and the newest, in which a duty without a number (立即) has just begun.
    /// </summary>
    internal static async Task<DutyDesk> Of(IncidentLoading loading, RosterDesk rosters, RecordStore store, Caller caller, Reader reader, CancellationToken ct)
    {
        var open = new MatterQuery(caller.Organisation, IncidentKind.Instance.Name) { Open = true, Limit = Looked };
        var rows = new Dictionary<string, MatterRow>();
        foreach (var order in Orders)
            await Take(open with { Order = order }, rows, store, ct);
        // However much is overdue: what comes due next is still to be saved.
        await Take(open with { Order = MatterOrder.NextDue, DueFrom = reader.Now.UnixSeconds }, rows, store, ct);
        var names = await loading.Names(caller, ct);
        var views = new List<IncidentView>();
        foreach (var row in rows.Values)
            if (await loading.Of(caller, row, names, reader, ct) is { } view)
                views.Add(view);
        return new([.. views.OrderBy(v => v.Binding?.Urgency ?? (1, 0, 0, 0, 0, 0)).ThenByDescending(v => v.State.Opened)],
            (await store.Count(open, ct)).Number, names, caller)
        {
            OnDuty = await rosters.OnDuty(caller.Organisation, reader.Now, ct),
        };
    }

    private const int Looked = 10;
    private static readonly MatterOrder[] Orders = [MatterOrder.NextDue, MatterOrder.LastChanged, MatterOrder.Newest];

    private static async Task Take(MatterQuery query, Dictionary<string, MatterRow> rows, RecordStore store, CancellationToken ct)
    {
        foreach (var row in (await store.List(query, ct)).Rows)
            rows[row.Matter] = row;
    }
}
