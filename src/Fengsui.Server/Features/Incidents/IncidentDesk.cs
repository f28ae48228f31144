using System.Security.Cryptography;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Incidents.Acts;
using Fengsui.Response.Record;
using Fengsui.Server.People;
using Fengsui.Store;

namespace Fengsui.Server.Features.Incidents;

/// <summary>What a person may ask for beside the act itself.</summary>
/// <param name="Expected">The version that the person has seen (<c>If-Match</c>); null acts on whatever stands there.</param>
/// <param name="Key">The idempotency key with a hash of the request, or null.</param>
internal sealed record Asked(long? Expected, (string Key, string Request)? Key);

/// <summary>What became of an act that a person asked for: a closed union.</summary>
internal abstract record Acted
{
    private Acted()
    {
    }

    /// <summary>It stands in the record.</summary>
    /// <param name="Answer">What is answered, as JSON text.</param>
    /// <param name="Version">The version now; null when an earlier answer is given again.</param>
    /// <param name="Status">The status.</param>
    public sealed record Done(string Answer, long? Version, int Status) : Acted;

    /// <summary>It was refused.</summary>
    public sealed record Refused(Refusal Refusal) : Acted;

    /// <summary>Somebody else was faster.</summary>
    /// <param name="Version">The version that stands now.</param>
    public sealed record Late(long Version) : Acted;

    /// <summary>The key was used for another request.</summary>
    public sealed record KeyReused : Acted;

    /// <summary>There is no such incident here.</summary>
    public sealed record Absent : Acted;
}

/// <summary>The one way to act on an incident: load, decide, append, and again when somebody else was faster and the person does not mind.</summary>
internal sealed class IncidentDesk(RecordStore store, LastStates states, Library library, Metrics metrics, TimeProvider clock)
{
    private const int Tries = 10;

    /// <summary>What an id is made of: nothing that is taken for something else when it is read out.</summary>
    internal const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>How many letters an id has.</summary>
    internal const int LettersOfId = 8;

    /// <summary>Now, to the second.</summary>
    public Instant Now => Instant.From(clock.GetUtcNow());

    /// <summary>A new id: the day, and letters that can be read out over the telephone.</summary>
    public string NewId() => $"{Now.Day:yyyyMMdd}-{RandomNumberGenerator.GetString(Letters, LettersOfId)}";

    /// <summary>Opens an incident.</summary>
    public Task<Acted> Open(Caller caller, OpenIncident act, Asked asked, CancellationToken ct) =>
        Do(caller, NewId(), act, asked with { Expected = 0 }, ct);

    /// <summary>Acts on an incident.</summary>
    public async Task<Acted> Do(Caller caller, string incident, Act act, Asked asked, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            if (await Answered(caller, asked, ct) is { } before)
                return before;
            if (await Standing(caller.Organisation, incident, act, ct) is not var (version, state, remembered))
                return new Acted.Absent();
            // Another node may have written since: whatever a remembered state would refuse is decided again on the one that stands.
            if (asked.Expected is { } expected && expected != version)
            {
                if (!remembered)
                    return new Acted.Late(version);
                states.Forget(incident);
                continue;
            }

            var (prepared, wrong) = await Prepare(caller, incident, act, ct);
            if (wrong is not null)
                return new Acted.Refused(wrong);
            var decision = Deciding.Decide(state, prepared, await SceneOf(caller, incident, act, ct));
            switch (decision)
            {
                case Decision.Refused when remembered:
                    states.Forget(incident);
                    continue;
                case Decision.Refused refused:
                    return new Acted.Refused(refused.Refusal);
                case Decision.Done done:
                    var folded = IncidentKind.Folded(done.After);
                    var answer = ActAnswer.Write(incident, version, done, folded.Snapshot);
                    var status = act is OpenIncident ? 201 : 200;
                    var outcome = await store.Append(new(incident, caller.Organisation, IncidentKind.Instance, version, done.Lines, folded,
                        asked.Key is var (key, request) ? new(Who(caller), key, request, status, answer) : null), ct: ct);
                    if (outcome is AppendOutcome.Written written)
                    {
                        metrics.Acted(IncidentKind.Instance.Name, act.Id);
                        states.Keep(caller.Organisation, incident, written.Version, done.After);
                    }
                    else
                        states.Forget(incident);
                    if (outcome is AppendOutcome.LostRace && asked.Expected is null && tries < Tries)
                        continue;
                    return Told(outcome, answer, status);
                default:
                    throw new InvalidOperationException();
            }
        }
    }

    /// <summary>The incident as this process remembers it, or as it stands in the record; null when there is none.</summary>
    private async Task<(long Version, IncidentState? State, bool Remembered)?> Standing(string organisation, string incident, Act act,
        CancellationToken ct)
    {
        if (act is OpenIncident)
            return (0, null, false);
        if (states.Find(organisation, incident) is var (version, state))
            return (version, state, true);
        return await store.Load(organisation, incident, ct) is { Row.Kind: "incident" } stored
            ? (stored.Row.Version, IncidentKind.Read(stored.Body), false) : null;
    }

    /// <summary>Whose keys they are: those of one person are nobody else's.</summary>
    internal static string Who(Caller caller) => $"{caller.Organisation}/{caller.Person}";

    /// <summary>What became of an append, as it is told.</summary>
    internal static Acted Told(AppendOutcome outcome, string answer, int status) => outcome switch
    {
        AppendOutcome.Written written => new Acted.Done(answer, written.Version, status),
        AppendOutcome.LostRace race => new Acted.Late(race.Actual),
        AppendOutcome.Repeated repeated => new Acted.Done(repeated.First.Body, null, repeated.First.Status),
        AppendOutcome.KeyReused => new Acted.KeyReused(),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>The same request, sent again, is answered before it is decided: by now it might be refused.</summary>
    internal async Task<Acted?> Answered(Caller caller, Asked asked, CancellationToken ct)
    {
        if (asked.Key is not var (key, request) || await store.FindAnswer(Who(caller), key, ct) is not { } first)
            return null;
        return first.Request == request ? new Acted.Done(first.Body, null, first.Status) : new Acted.KeyReused();
    }

    /// <summary>An attachment must be one of this incident; evidence takes its hash from it.</summary>
    private async Task<(Act Act, Refusal? Wrong)> Prepare(Caller caller, string incident, Act act, CancellationToken ct)
    {
        var named = act switch
        {
            TakeEvidence a => a.Attachment,
            AddNote a => a.Attachment,
            DoMeasure a => a.Attachment,
            MakeReport a => a.Attachment,
            NotifyUsers a => a.Attachment,
            SumUp a => a.Attachment,
            _ => null,
        };
        if (named is null)
            return (act, null);
        if (await store.Attachments.Find(caller.Organisation, named, ct) is not { } attachment || attachment.Matter != incident)
            return (act, Refusal.Input("attachment", new($"没有附件 {named}", $"no attachment {named}"),
                new("先上传到这个事件（attachments）", "upload it to this incident first (attachments)")));
        return act switch
        {
            TakeEvidence a => Hashed("sha256", a.Sha256, attachment, a with { Sha256 = attachment.PlainHash }),
            MakeReport { Paper: { } paper } a => Hashed("paper.sha256", paper.Sha256, attachment, a with { Paper = paper with { Sha256 = attachment.PlainHash } }),
            _ => (act, null),
        };
    }

    /// <summary>The hash of an attachment is the one that the store computed; another one that somebody gives is a mistake.</summary>
    private static (Act Act, Refusal? Wrong) Hashed(string field, string? said, Attachment attachment, Act act) => said is not null && said != attachment.PlainHash
        ? (act, Refusal.Input(field, new("与附件内容的散列不符", "not the hash of the attachment"),
            new($"附件的是 {attachment.PlainHash}", $"that of the attachment is {attachment.PlainHash}")))
        : (act, null);

    private async Task<Scene> SceneOf(Caller caller, string incident, Act act, CancellationToken ct)
    {
        var other = act switch { LinkIncident a => a.Other, MergeIncident a => a.Into, _ => null };
        var exists = other is not null && other != incident && await store.Load(caller.Organisation, other, ct) is { Row.Kind: "incident" };
        return new()
        {
            Now = Now,
            Actor = caller.Person,
            Posts = caller.Posts,
            Library = library,
            Profile = caller.State.Profile,
            RatifyWithin = caller.State.RatifyHours() * 3600L,
            Exists = id => exists && id == other,
        };
    }
}
