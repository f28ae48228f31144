using System.Collections.Concurrent;
using System.Data.Common;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Response.Organisations;
using Fengsui.Response.Record;
using Fengsui.Store;

namespace Fengsui.Server.People;

/// <summary>The organisations of the installation: their states, and the one way to change them.</summary>
/// <param name="store">The record.</param>
/// <param name="library">The table of posts and acts, and the facts about organisations.</param>
/// <param name="metrics">Counts what is done.</param>
public sealed class Organisations(RecordStore store, Library library, Metrics metrics)
{
    private const int Tries = 8;

    private readonly OrganisationDecisions _decisions = new(library);
    private readonly ConcurrentDictionary<string, (long Version, Organisation State)> _known = new();

    /// <summary>The state at a version; read only when it is not the one that is known. What it returns is never changed.</summary>
    /// <param name="organisation">The organisation.</param>
    /// <param name="version">The version that stands in the database.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Organisation> At(string organisation, long version, CancellationToken ct)
    {
        if (_known.TryGetValue(organisation, out var known) && known.Version == version)
            return known.State;
        return await store.Load(organisation, organisation, ct) is { } stored ? Keep(organisation, stored) : new();
    }

    /// <summary>The state that stands, or null when there is no such organisation.</summary>
    public async Task<Organisation?> Load(string organisation, CancellationToken ct) =>
        await store.Load(organisation, organisation, ct) is { } stored ? Keep(organisation, stored) : null;

    /// <summary>
    /// Decides and writes, again when somebody else was faster: nobody edits an organisation from a page that shows an old state in full.
    /// </summary>
    /// <param name="organisation">The organisation.</param>
    /// <param name="act">The act.</param>
    /// <param name="by">Who, or <see cref="Actors.System"/>.</param>
    /// <param name="now">Now.</param>
    /// <param name="also">What is written in the same transaction.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<OrganisationDecision> Do(
        string organisation, OrganisationAct act, string by, Instant now, Func<DbConnection, DbTransaction, Task>? also, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            var stored = await store.Load(organisation, organisation, ct);
            if (stored is null && act is not OrganisationAct.Found)
                return new OrganisationDecision.Absent();
            var state = stored is null ? new() : Organisation.Read(stored.Body);
            var decision = _decisions.Decide(state, act, by, now);
            if (decision is not OrganisationDecision.Done { Events.Count: > 0 } done)
                return decision;
            foreach (var said in done.Events)
                state.Apply(said);
            var append = new Append(organisation, organisation, OrganisationKind.Instance, stored?.Row.Version ?? 0,
                [.. done.Events.Select(e => OrganisationEvents.Write(e, now, by, done.Post))],
                OrganisationKind.Folded(state, stored is null ? now : new(stored.Row.OpenedAt)));
            if (await store.Append(append, also, ct) is AppendOutcome.Written)
            {
                foreach (var line in append.Lines)
                    metrics.Acted(OrganisationKind.Instance.Name, line.Type);
                return decision;
            }
            if (tries == Tries)
                throw new InvalidOperationException($"{organisation} is changed faster than it can be read");
        }
    }

    private Organisation Keep(string organisation, StoredSnapshot stored)
    {
        var state = Organisation.Read(stored.Body);
        _known[organisation] = (stored.Row.Version, state);
        return state;
    }
}
