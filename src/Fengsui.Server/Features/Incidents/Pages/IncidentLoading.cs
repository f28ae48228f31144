using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Fengsui.Store.Accounts;

namespace Fengsui.Server.Features.Incidents.Pages;

/// <summary>Fetches incidents for pages. What this process wrote or read last is not read again while its version stands.</summary>
internal sealed class IncidentLoading(RecordStore store, LastStates states, AccountBook book, Library library)
{
    /// <summary>An incident of the caller's organisation, or null.</summary>
    public async Task<IncidentView?> Find(Caller caller, string incident, Reader reader, CancellationToken ct)
    {
        if (await store.Load(caller.Organisation, incident, ct) is not { Row.Kind: "incident" } stored)
            return null;
        return new(incident, stored.Row.Version, StateOf(stored), library, caller, await Names(caller, ct), reader.Now);
    }

    /// <summary>The incident of a row of a list.</summary>
    public async Task<IncidentView?> Of(Caller caller, MatterRow row, IReadOnlyDictionary<string, string> names, Reader reader, CancellationToken ct)
    {
        if (states.Find(caller.Organisation, row.Matter) is var (version, state) && version == row.Version)
            return new(row.Matter, version, state, library, caller, names, reader.Now);
        if (await store.Load(caller.Organisation, row.Matter, ct) is not { } stored)
            return null;
        return new(row.Matter, stored.Row.Version, StateOf(stored), library, caller, names, reader.Now);
    }

    /// <summary>What the people of the organisation are called; those who left keep their names in what they did.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Names(Caller caller, CancellationToken ct) =>
        (await book.AccountsOf(caller.Organisation, ct)).ToDictionary(a => a.Id, a => a.DisplayName);

    private IncidentState StateOf(StoredSnapshot stored)
    {
        var row = stored.Row;
        if (states.Find(row.Organisation, row.Matter) is var (version, known) && version == row.Version)
            return known;
        var state = IncidentKind.Read(stored.Body);
        // Only a newer one takes the place: what this process has just written must not be pushed out by an older read.
        if (states.Find(row.Organisation, row.Matter) is not var (kept, _) || kept < row.Version)
            states.Keep(row.Organisation, row.Matter, row.Version, state);
        return state;
    }
}
