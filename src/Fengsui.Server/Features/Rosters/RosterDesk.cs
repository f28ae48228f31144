using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Response.Organisations;
using Fengsui.Response.Posts;
using Fengsui.Response.Record;
using Fengsui.Response.Rosters;
using Fengsui.Server.Features.Incidents;
using Fengsui.Server.People;
using Fengsui.Store;

namespace Fengsui.Server.Features.Rosters;

/// <summary>A roster as it stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="State">Its state.</param>
/// <param name="Schedule">It, written out.</param>
public sealed record RosterView(string Id, long Version, RosterState State, Schedule Schedule)
{
    /// <summary>The address of its page.</summary>
    public string Path => $"/rosters/{Id}";
}

/// <summary>Who is on duty by one roster.</summary>
/// <param name="Roster">The roster.</param>
/// <param name="Strengthened">The period of strengthened duty that it is in, or null.</param>
/// <param name="Layers">Who, layer by layer.</param>
public sealed record RosterDuty(RosterView Roster, Strengthening? Strengthened, IReadOnlyList<LayerDuty> Layers);

/// <summary>What became of an act on a roster: a closed union.</summary>
internal abstract record RosterActed
{
    private RosterActed()
    {
    }

    /// <summary>It stands in the record, or nothing had to change.</summary>
    public sealed record Done(string Answer, long? Version, int Status) : RosterActed;

    /// <summary>It was refused.</summary>
    public sealed record Refused(RosterDecision.Refused Refusal) : RosterActed;

    /// <summary>The person may not.</summary>
    public sealed record NotAllowed(string Act) : RosterActed;

    /// <summary>Somebody else was faster.</summary>
    public sealed record Late(long Version) : RosterActed;

    /// <summary>The key was used for another request.</summary>
    public sealed record KeyReused : RosterActed;

    /// <summary>There is no such roster, leave or strengthening here.</summary>
    public sealed record Absent : RosterActed;
}

/// <summary>The rosters of organisations: reads them, says who is on duty, and is the one way to act on them.</summary>
/// <param name="store">The record.</param>
/// <param name="library">The calendar, and the table of posts and acts.</param>
/// <param name="organisations">The people and their posts.</param>
/// <param name="metrics">Counts acts.</param>
/// <param name="clock">The clock.</param>
public sealed class RosterDesk(RecordStore store, Library library, Organisations organisations, Metrics metrics, TimeProvider clock)
{
    private const int Most = 50;
    private const int Tries = 10;
    private const long Day = 86_400;
    private const long Ahead = 32 * Day;
    private const long Farthest = 4000 * Day;
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    private readonly ConcurrentDictionary<string, RosterView> _known = new();

    /// <summary>Now, to the second.</summary>
    public Instant Now => Instant.From(clock.GetUtcNow());

    /// <summary>The rosters of an organisation that were not ended, the oldest first.</summary>
    public Task<IReadOnlyList<RosterView>> InUse(string organisation, CancellationToken ct) => InUse(organisation, Now, ct);

    /// <summary>Who is on duty at an instant, by every roster that counts then.</summary>
    /// <param name="organisation">The organisation.</param>
    /// <param name="at">The instant.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<IReadOnlyList<RosterDuty>> OnDuty(string organisation, Instant at, CancellationToken ct)
    {
        // Who was on duty is asked of rosters that have ended since, too.
        var duties = from roster in await All(organisation, open: at < Now ? null : true, at, ct)
                     let layers = roster.Schedule.At(at)
                     where layers.Count > 0
                     select new RosterDuty(roster, roster.State.Strengthened.FirstOrDefault(s => s.Covers(at)), layers);
        return [.. duties];
    }

    /// <summary>Who is to be told, layer by layer: the first list is whoever is on duty, in strengthened duty everybody; null when no roster counts then.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string>>?> PeopleByLayer(string organisation, Instant at, CancellationToken ct)
    {
        var layers = (await OnDuty(organisation, at, ct)).SelectMany(d => d.Layers).Where(l => l.Person is not null).ToList();
        return layers.Count == 0 ? null :
        [
            [.. layers.Where(l => l.Awake).Select(l => l.Person!).Distinct()],
            .. layers.Where(l => l.Layer > 0).GroupBy(l => l.Layer).OrderBy(g => g.Key).Select(g => (IReadOnlyList<string>)[.. g.Select(l => l.Person!).Distinct()]),
        ];
    }

    /// <summary>A roster of an organisation, written out at least to an instant; or null.</summary>
    public async Task<RosterView?> Find(string organisation, string roster, Instant at, CancellationToken ct) =>
        await store.Load(organisation, roster, ct) is { Row.Kind: "roster" } stored ? ViewOf(stored.Row, stored.Body, at) : null;

    /// <summary>Acts on a roster, or sets a new one.</summary>
    internal async Task<RosterActed> Do(Caller caller, string? roster, RosterAct act, Asked asked, CancellationToken ct)
    {
        var who = $"{caller.Organisation}/{caller.Person}";
        if (asked.Key is var (used, sent) && await store.FindAnswer(who, used, ct) is { } first)
            return first.Request == sent ? new RosterActed.Done(first.Body, null, first.Status) : new RosterActed.KeyReused();
        var matter = roster ?? $"r-{RandomNumberGenerator.GetString(Letters, 8)}";
        for (var tries = 1; ; tries++)
        {
            var stored = roster is null ? null : await store.Load(caller.Organisation, matter, ct);
            if (roster is not null && stored is not { Row.Kind: "roster" })
                return new RosterActed.Absent();
            var version = stored?.Row.Version ?? 0;
            if (asked.Expected is { } expected && expected != version)
                return new RosterActed.Late(version);
            var scene = new RosterScene(Now, caller.Person, caller.State, library);
            var decision = RosterDecisions.Decide(stored is null ? null : RosterState.Read(stored.Body), act, scene);
            if (decision is not RosterDecision.Done done)
                return Told(decision);
            var status = roster is null ? 201 : 200;
            var answer = JsonSerializer.Serialize(new { roster = matter, version = version + (done.Said is null ? 0 : 1), no = done.After.Last });
            if (done.Said is null)
                return new RosterActed.Done(answer, version, status);
            var append = AppendOf(matter, caller.Organisation, version, done, scene) with
            {
                Answered = asked.Key is var (key, request) ? new(who, key, request, status, answer) : null,
            };
            switch (await store.Append(append, ct: ct))
            {
                case AppendOutcome.Written written:
                    metrics.Acted(RosterKind.Instance.Name, append.Lines[0].Type);
                    return new RosterActed.Done(answer, written.Version, status);
                case AppendOutcome.LostRace when asked.Expected is null && tries < Tries:
                    continue;
                case AppendOutcome.LostRace race:
                    return new RosterActed.Late(race.Actual);
                case AppendOutcome.Repeated repeated:
                    return new RosterActed.Done(repeated.First.Body, null, repeated.First.Status);
                default:
                    return new RosterActed.KeyReused();
            }
        }
    }

    /// <summary>Takes a person who left out of every roster: from now on somebody else serves. Tried again until it stands; the roster says who is missing.</summary>
    public async Task PersonLeft(string organisation, string person, CancellationToken ct)
    {
        var state = await organisations.Load(organisation, ct) ?? new Organisation();
        foreach (var roster in await InUse(organisation, ct))
            for (var tries = 1; tries <= Tries; tries++)
            {
                var scene = new RosterScene(Now, Actors.System, state, library);
                if (await Find(organisation, roster.Id, Now, ct) is not { } standing
                    || RosterDecisions.Decide(standing.State, new RosterAct.PersonLeft(person), scene) is not RosterDecision.Done { Said: not null } done
                    || await store.Append(AppendOf(roster.Id, organisation, standing.Version, done, scene), ct: ct) is AppendOutcome.Written)
                    break;
            }
    }

    private static Append AppendOf(string matter, string organisation, long version, RosterDecision.Done done, RosterScene scene) => new(
        matter, organisation, RosterKind.Instance, version, [RosterEvents.Write(done.Said!, scene.Now, scene.By, done.Post)], RosterKind.Folded(done.After));

    private static RosterActed Told(RosterDecision decision) => decision switch
    {
        RosterDecision.Refused refused => new RosterActed.Refused(refused),
        RosterDecision.NotAllowed refused => new RosterActed.NotAllowed(refused.Act),
        RosterDecision.Absent => new RosterActed.Absent(),
        _ => throw new InvalidOperationException(decision.GetType().Name),
    };

    private Task<IReadOnlyList<RosterView>> InUse(string organisation, Instant at, CancellationToken ct) => All(organisation, open: true, at, ct);

    private async Task<IReadOnlyList<RosterView>> All(string organisation, bool? open, Instant at, CancellationToken ct)
    {
        var rows = (await store.List(new(organisation, RosterKind.Instance.Name) { Open = open, Limit = Most }, ct)).Rows;
        var views = new List<RosterView>();
        foreach (var row in rows.Reverse())
        {
            // What this process has written out is not read again while its version stands.
            if (_known.TryGetValue(row.Matter, out var known) && known.Version == row.Version && Reaches(known, at))
                views.Add(known);
            else if (await Find(organisation, row.Matter, at, ct) is { } view)
                views.Add(view);
        }
        return views;
    }

    private RosterView ViewOf(MatterRow row, string body, Instant at)
    {
        if (_known.TryGetValue(row.Matter, out var known) && known.Version == row.Version && Reaches(known, at))
            return known;
        var state = RosterState.Read(body);
        var farthest = Now.Plus(Farthest);
        var horizon = RosterDecisions.HorizonOf(state, at > farthest ? farthest : at > Now ? at : Now).Plus(Ahead);
        return _known[row.Matter] = new(row.Matter, row.Version, state, Schedule.Of(state, library.Calendar, horizon));
    }

    private bool Reaches(RosterView view, Instant at) =>
        view.Schedule.Until >= (at > Now ? at : Now).Plus(Ahead) || view.Schedule.Until == view.State.Until || at > Now.Plus(Farthest);
}
