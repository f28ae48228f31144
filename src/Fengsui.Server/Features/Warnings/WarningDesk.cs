using System.Data.Common;
using System.Security.Cryptography;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Organisations;
using Fengsui.Response.Posts;
using Fengsui.Response.Record;
using Fengsui.Response.Risks;
using Fengsui.Response.Warnings;
using Fengsui.Server.Background;
using Fengsui.Server.Features.Incidents;
using Fengsui.Server.Features.Intake;
using Fengsui.Server.People;
using Fengsui.Store;
using Fengsui.Store.Warnings;
using WarningAct = Fengsui.Response.Warnings.WarningAct;

namespace Fengsui.Server.Features.Warnings;

/// <summary>A warning as it stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">The number of its lines.</param>
/// <param name="State">Its state.</param>
/// <param name="Head">The hash of its last line.</param>
public sealed record StandingWarning(string Id, long Version, WarningState State, string Head);

/// <summary>What became of an act on a warning: a closed union.</summary>
internal abstract record WarningActed
{
    private WarningActed()
    {
    }

    /// <summary>It stands in the record.</summary>
    /// <param name="Id">The warning.</param>
    /// <param name="Answer">What is answered, as JSON text.</param>
    /// <param name="Version">The version now; null when an earlier answer is given again.</param>
    /// <param name="Status">The status.</param>
    public sealed record Done(string Id, string Answer, long? Version, int Status) : WarningActed;

    /// <summary>It was refused; every reason is named.</summary>
    public sealed record Refused(IReadOnlyList<Refusal> All) : WarningActed;

    /// <summary>Somebody else was faster.</summary>
    /// <param name="Version">The version that stands now.</param>
    public sealed record Late(long Version) : WarningActed;

    /// <summary>The key was used for another request.</summary>
    public sealed record KeyReused : WarningActed;

    /// <summary>There is no such warning here.</summary>
    public sealed record Absent : WarningActed;
}

/// <summary>Who acts: a person of the organisation, or a unit that answers by its link.</summary>
/// <param name="Organisation">Whose warning it is.</param>
/// <param name="Actor">The person, or <c>unit:</c> and the unit.</param>
/// <param name="Posts">The posts of the person.</param>
/// <param name="State">The organisation.</param>
/// <param name="Unit">The unit that answers for itself, or null.</param>
internal sealed record WarningActor(string Organisation, string Actor, IReadOnlyList<HeldPost> Posts, Organisation State, string? Unit)
{
    /// <summary>The person who asks.</summary>
    public static WarningActor Of(Caller caller) => new(caller.Organisation, caller.Person, caller.Posts, caller.State, null);
}

/// <summary>The one way to act on a warning: load, decide, append, and again when somebody else was faster and the person does not mind.</summary>
internal sealed class WarningDesk(RecordStore store, UnitBook units, WarningBook book, RiskDesk risks, Library library, Metrics metrics, TimeProvider clock)
{
    // A hundred thousand units may answer within minutes: many receipts of one warning meet.
    private const int Tries = 40;
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>Now, to the second.</summary>
    public Instant Now => Instant.From(clock.GetUtcNow());

    /// <summary>A warning of an organisation, or null.</summary>
    public async Task<StandingWarning?> Find(string organisation, string warning, CancellationToken ct) =>
        await store.Load(organisation, warning, ct) is { Row.Kind: "warning" } stored ? Standing(stored) : null;

    private static StandingWarning Standing(StoredSnapshot stored) => new(stored.Row.Matter, stored.Row.Version, WarningKind.Read(stored.Body), stored.Row.Head);

    /// <summary>A person acts: opens a warning, a draft or one from outside, or acts on one. The risk from which a warning was issued learns of it.</summary>
    /// <param name="caller">The person.</param>
    /// <param name="warning">The warning; empty to open one.</param>
    /// <param name="act">The act.</param>
    /// <param name="asked">What was seen, and under which key.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<WarningActed> Act(Caller caller, string warning, WarningAct act, Asked asked, CancellationToken ct)
    {
        if (act is WarningAct.Draft { Risk: { } from } && await risks.Find(caller, from, ct) is null)
        {
            return new WarningActed.Refused([Refusal.Input("risk", new($"没有风险 {from}", $"there is no risk {from}"),
                new("写风险的编号，或者不写", "give the id of a risk, or leave it out"))]);
        }

        if (act is WarningAct.Draft { Incident: { } of } && (of.Length > 64 || await store.Load(caller.Organisation, of, ct) is not { Row.Kind: "incident" }))
        {
            return new WarningActed.Refused([Refusal.Input("incident", new($"没有事件 {of}", $"there is no incident {of}"),
                new("写事件的编号，或者不写", "give the id of an incident, or leave it out"))]);
        }

        var acted = warning.Length == 0
            ? await Do(WarningActor.Of(caller), $"w{Now.Day:yyyyMMdd}-{RandomNumberGenerator.GetString(Letters, 8)}", act, asked with { Expected = 0 }, null, ct)
            : await Do(WarningActor.Of(caller), warning, act, asked, null, ct);
        if (act is WarningAct.Issue && acted is WarningActed.Done { Version: not null } && (await Find(caller.Organisation, warning, ct))?.State.Risk is { } risk)
            await risks.Do(caller, risk, new RiskAct.Warn(warning), new(null, null), ct);
        return acted;
    }

    /// <summary>Acts on a warning.</summary>
    /// <param name="actor">Who acts.</param>
    /// <param name="warning">The warning.</param>
    /// <param name="act">The act.</param>
    /// <param name="asked">What was seen, and under which key.</param>
    /// <param name="also">What is written in the same transaction, or null.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<WarningActed> Do(
        WarningActor actor, string warning, WarningAct act, Asked asked, Func<DbConnection, DbTransaction, Task>? also, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            if (asked.Key is var (key, request) && await store.FindAnswer($"{actor.Organisation}/{actor.Actor}", key, ct) is { } first)
                return first.Request == request ? new WarningActed.Done(warning, first.Body, null, first.Status) : new WarningActed.KeyReused();
            var opens = asked.Expected == 0;
            var standing = opens ? null : await Find(actor.Organisation, warning, ct);
            if (standing is null && !opens)
                return new WarningActed.Absent();
            var version = standing?.Version ?? 0;
            if (asked.Expected is { } expected && expected != version)
                return new WarningActed.Late(version);
            var decision = WarningDecisions.Decide(standing?.State, act, await SceneOf(actor, standing, act, ct));
            if (decision is WarningDecision.Refused refused)
                return new WarningActed.Refused(refused.All);
            var (acted, again) = await Append(actor, warning, version, (WarningDecision.Done)decision, asked, opens, also, ct);
            if (!again || asked.Expected is not null || tries == Tries)
                return acted;
        }
    }

    /// <summary>What a decision reads beside the warning.</summary>
    public async Task<WarningScene> SceneOf(WarningActor actor, StandingWarning? standing, WarningAct? act, CancellationToken ct)
    {
        var state = standing?.State;
        var asksWho = act is WarningAct.Issue or null && state?.Draft is not null;
        var recipients = asksWho ? await units.Meant(actor.Organisation, state!.Draft!.To, ct) : [];
        var names = asksWho && state!.Draft!.To.Units.Count > 0
            ? (await units.Many(actor.Organisation, state.Draft.To.Units, ct)).ToDictionary(u => u.Id, u => u.Name, StringComparer.Ordinal) : [];
        var present = state?.Present();
        var before = act is WarningAct.Issue && present is not null ? await book.Recipients(actor.Organisation, standing!.Id, present.No, ct) : [];
        var (named, received, fedBack) = await Answers(actor.Organisation, standing, act, ct);
        return new()
        {
            Now = Now, Actor = actor.Actor, Posts = actor.Posts, Library = library, Organisation = actor.State.Name, ActsAs = actor.State.ActsAs(), Unit = actor.Unit,
            Recipients = recipients, Before = before, RecipientAt = unit => named.TryGetValue(unit, out var place) ? place : null, HasReceipt = received.Contains, HasFeedback = fedBack.Contains,
            NameOf = unit => names.GetValueOrDefault(unit, unit),
        };
    }

    /// <summary>What a clock of a warning brings when it comes due.</summary>
    public DueKind Due => new(WarningKind.Instance.Name, Reach);

    private async Task<int> Reach(DueMatter due, Instant now, CancellationToken ct)
    {
        var standing = Standing(due.Stored);
        if (WarningDecisions.Reach(standing.State, now) is not { } reached)
            return 0;
        var outcome = await store.Append(
            new(standing.Id, due.Stored.Row.Organisation, WarningKind.Instance, standing.Version, reached.Lines, WarningKind.Folded(reached.After)), ct: ct);
        return outcome is AppendOutcome.Written ? reached.Lines.Count : 0;
    }

    private async Task<(WarningActed Acted, bool Again)> Append(
        WarningActor actor, string warning, long version, WarningDecision.Done done, Asked asked, bool opens, Func<DbConnection, DbTransaction, Task>? also, CancellationToken ct)
    {
        var answer = WarningAnswer.Write(warning, version, done);
        var status = opens ? 201 : 200;
        var answered = asked.Key is var (key, request) ? new Answered($"{actor.Organisation}/{actor.Actor}", key, request, status, answer) : null;
        var outcome = await store.Append(
            new(warning, actor.Organisation, WarningKind.Instance, version, done.Lines, WarningKind.Folded(done.After), answered), also, ct);
        if (outcome is AppendOutcome.Written)
            metrics.Acted(WarningKind.Instance.Name, done.Lines[0].Type);
        return outcome switch
        {
            AppendOutcome.Written written => (new WarningActed.Done(warning, answer, written.Version, status), false),
            AppendOutcome.LostRace race => (new WarningActed.Late(race.Actual), true),
            AppendOutcome.Repeated repeated => (new WarningActed.Done(warning, repeated.First.Body, null, repeated.First.Status), false),
            AppendOutcome.KeyReused => (new WarningActed.KeyReused(), false),
            _ => throw new InvalidOperationException(),
        };
    }

    private async Task<(IReadOnlyDictionary<string, RecipientPlace> Named, IReadOnlySet<string> Received, IReadOnlySet<string> FedBack)> Answers(
        string organisation, StandingWarning? standing, WarningAct? act, CancellationToken ct)
    {
        IReadOnlyList<string> asked = act switch { WarningAct.RecordReceipts a => a.Units, WarningAct.RecordFeedback a => [a.Unit], _ => [] };
        if (asked.Count is 0 or > WarningKind.MostInLine || standing?.State.Present() is not { } present)
            return (new Dictionary<string, RecipientPlace>(), new HashSet<string>(), new HashSet<string>());
        return (await book.Places(organisation, standing.Id, present.No, asked, ct),
            await book.Of(organisation, standing.Id, WarningKind.Receipts(present.No), asked, ct),
            await book.Of(organisation, standing.Id, WarningKind.Feedback(present.No), asked, ct));
    }
}
