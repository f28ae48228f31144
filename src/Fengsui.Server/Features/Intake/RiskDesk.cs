using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Incidents.Acts;
using Fengsui.Response.Record;
using Fengsui.Response.Risks;
using Fengsui.Server.Features.Incidents;
using Fengsui.Server.People;
using Fengsui.Store;
using Fengsui.Store.Intake;

namespace Fengsui.Server.Features.Intake;

/// <summary>The one way to act on a risk: load, decide, append, and again when somebody else was faster.</summary>
internal sealed class RiskDesk(RecordStore store, RiskBook book, IncidentDesk incidents, Refusals refusals, Library library, Metrics metrics)
{
    private const int Tries = 10;
    private const int IndicatorsAtOnce = 1000;

    /// <summary>A risk, or null.</summary>
    public async Task<StoredSnapshot?> Find(Caller caller, string risk, CancellationToken cancel) =>
        risk.Length <= 64 && await store.Load(caller.Organisation, risk, cancel) is { Row.Kind: "risk" } stored ? stored : null;

    /// <summary>Acts on a risk.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="risk">The risk.</param>
    /// <param name="act">The act.</param>
    /// <param name="asked">What was seen, and under which key.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<Acted> Do(Caller caller, string risk, RiskAct act, Asked asked, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            if (await incidents.Answered(caller, asked, cancel) is { } before)
                return before;
            if (await Find(caller, risk, cancel) is not { } stored)
                return new Acted.Absent();
            if (asked.Expected is { } seen && seen != stored.Row.Version)
                return new Acted.Late(stored.Row.Version);
            if (act is RiskAct.Warn { Warning: { Length: > 0 and <= 64 } named } && await store.Load(caller.Organisation, named, cancel) is not { Row.Kind: "warning" })
                return new Acted.Refused(Refusal.Input("warning", new($"没有预警 {named}", $"there is no warning {named}"),
                    new("写本单位预警的编号", "give the id of a warning of the organisation")));
            switch (RiskDeciding.Decide(stored.Body, act, SceneOf(caller)))
            {
                case RiskDecision.Refused { Refusal: var refusal }:
                    if (refusal.Kind == RefusalKind.Authority)
                        await refusals.Note(caller, act.Id, risk, "post");
                    return new Acted.Refused(refusal);
                case RiskDecision.Done done:
                    var answer = $$"""{"risk":"{{risk}}","version":{{stored.Row.Version + done.Lines.Count}},"phase":"{{done.After.Phase}}"}""";
                    var outcome = await store.Append(new(risk, caller.Organisation, RiskKind.Instance, stored.Row.Version, done.Lines,
                        RiskKind.Folded(done.After), asked.Key is var (key, request) ? new(IncidentDesk.Who(caller), key, request, 200, answer) : null),
                        ct: cancel);
                    if (outcome is AppendOutcome.LostRace && asked.Expected is null && tries < Tries)
                        continue;
                    if (outcome is AppendOutcome.Written)
                        metrics.Acted(RiskKind.Instance.Name, act.Id);
                    return IncidentDesk.Told(outcome, answer, 200);
                default:
                    throw new InvalidOperationException();
            }
        }
    }

    /// <summary>
    /// Opens an incident from a risk: what the risk says and all its indicators go along, and each names the other. A risk opens one incident, whoever presses
    /// at the same time; sent again after a process has died in between, it finishes what was begun.
    /// </summary>
    /// <param name="caller">Who.</param>
    /// <param name="risk">The risk.</param>
    /// <param name="title">The title of the incident; null or empty: that of the risk.</param>
    /// <param name="asked">What was seen of the risk, and under which key.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The incident, or what was told.</returns>
    public async Task<(string? Incident, Acted Told)> OpenIncident(Caller caller, string risk, string? title, Asked asked, CancellationToken cancel)
    {
        var before = await incidents.Answered(caller, asked, cancel);
        if (before is Acted.KeyReused)
            return (null, before);
        if (await Find(caller, risk, cancel) is not { } stored)
            return (null, new Acted.Absent());
        if (before is null && asked.Expected is { } seen && seen != stored.Row.Version)
            return (null, new Acted.Late(stored.Row.Version));
        var state = RiskKind.ReadState(stored.Body);
        if (state.Incident is { } already)
            return Opened(already, before is null ? stored.Row.Version : null);
        var incident = IncidentOf(caller.Organisation, risk);
        return (before ?? await incidents.Do(caller, incident, new OpenIncident
        {
            Title = string.IsNullOrWhiteSpace(title) ? state.Title : title, Source = Short($"风险信息：{state.Source}"),
        }, new(0, asked.Key), cancel)) switch
        {
            Acted.Done { Answer: var answer } => await Join(caller, risk, ActAnswer.IncidentOf(answer), state, asked, cancel),
            // Somebody else has pressed at the same time.
            Acted.Late => await Join(caller, risk, incident, state, asked, cancel),
            var told => (null, told),
        };
    }

    private async Task<(string? Incident, Acted Told)> Join(
        Caller caller, string risk, string incident, RiskState state, Asked asked, CancellationToken cancel)
    {
        await Carry(caller, risk, incident, state, asked, cancel);
        return await Do(caller, risk, new RiskAct.Become(incident), new(null, null), cancel) switch
        {
            Acted.Done linked => Opened(incident, linked.Version),
            Acted.Refused { Refusal.Kind: RefusalKind.Order } => Opened(await Find(caller, risk, cancel) is { } joined
                ? RiskKind.ReadState(joined.Body).Incident ?? incident : incident, null),
            var told => (null, told),
        };
    }

    // The letters follow from the risk, so that two who press at once open the same.
    private string IncidentOf(string organisation, string risk)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{organisation}\n{risk}"));
        return $"{incidents.Now.Day:yyyyMMdd}-{string.Concat(hash.Take(IncidentDesk.LettersOfId).Select(b => IncidentDesk.Letters[b % IncidentDesk.Letters.Length]))}";
    }

    private static (string? Incident, Acted Told) Opened(string incident, long? version) =>
        (incident, new Acted.Done($$"""{"incident":"{{incident}}"}""", version, 200));

    /// <summary>The incident stands already: whoever may not add a note or indicators to it has opened it all the same.</summary>
    private async Task Carry(Caller caller, string risk, string incident, RiskState state, Asked asked, CancellationToken cancel)
    {
        var judged = state.Judgement is { } judgement ? $"\n研判：{judgement.Reason}" : "";
        await incidents.Do(caller, incident, new AddNote
        {
            Text = $"由风险信息 {risk} 开立：{state.Title}（来源 {state.Source}，严重程度 {state.SaidSeverity ?? "未说明"}）{judged}",
        }, Part("note"), cancel);
        var after = new ItemPlace();
        while (await store.Items(caller.Organisation, risk, IncidentKind.Indicators, after, IndicatorsAtOnce, cancel) is { Count: > 0 } rows)
        {
            var part = Part($"indicators {after.Seq}.{after.N}");
            await incidents.Do(caller, incident, new AddIndicators { Indicators = [.. rows.Select(r =>
                IncidentKind.ReadIndicator(r.Body)).Select(Noted)] }, part, cancel);
            after = rows[^1].Place;
        }

        Indicator Noted(Indicator indicator) => indicator with { Note = Short(string.Join(' ', new[] { indicator.Note, risk }.OfType<string>())) };

        // Each part is done once under the key of the whole; no key that somebody sends has a line break in it.
        Asked Part(string name) => new(null, asked.Key is var (key, request) ? ($"{key}\n{name}", request) : null);
    }

    /// <summary>The rules of intake of an organisation, with their version.</summary>
    public async Task<(IntakeRules Rules, long Version)> Rules(string organisation, CancellationToken cancel) =>
        await store.Load(organisation, IntakeKind.MatterOf(organisation), cancel) is { } stored
            ? (IntakeKind.ReadState(stored.Body), stored.Row.Version) : (new(), 0);

    /// <summary>Writes what happened to the rules of intake.</summary>
    public async Task<bool> Change(Caller caller, IntakeEvent what, long version, CancellationToken cancel)
    {
        var (rules, stands) = await Rules(caller.Organisation, cancel);
        rules.Apply(what);
        var post = caller.May("manage-intake") is Fengsui.Response.Posts.Authority.Allowed allowed ? allowed.Post.Id : "";
        var line = IntakeKind.Write(what, incidents.Now, caller.Person, post);
        if (stands != version || await store.Append(new(IntakeKind.MatterOf(caller.Organisation), caller.Organisation, IntakeKind.Instance, version, [line],
            IntakeKind.Folded(rules)), ct: cancel) is not AppendOutcome.Written)
            return false;
        metrics.Acted(IntakeKind.Instance.Name, line.Type);
        return true;
    }

    /// <summary>A risk as a report again, with all that was received of it: for STIX.</summary>
    public async Task<string> Stix(Caller caller, StoredSnapshot stored, CancellationToken cancel)
    {
        const int Everything = 100_000;
        var evidence = await book.Evidence(caller.Organisation, stored.Row.Matter, Everything, cancel);
        var indicators = new List<Indicator>();
        var after = new ItemPlace();
        while (await store.Items(caller.Organisation, stored.Row.Matter, IncidentKind.Indicators, after, IndicatorsAtOnce,
            cancel) is { Count: > 0 } rows)
        {
            indicators.AddRange(rows.Select(r => IncidentKind.ReadIndicator(r.Body)));
            after = rows[^1].Place;
        }

        var state = RiskKind.ReadState(stored.Body);
        var report = evidence.Count > 0 ? RiskKind.ReadReport(evidence[0].Report) : null;
        return Fengsui.Response.Risks.Formats.StixRisk.Write(new()
        {
            Format = state.Format, Source = state.Source, Kind = state.Kind, Signature = state.Signature ?? "", Title = state.Title,
                Description = report?.Description,
            Seen = state.Seen, Severity = state.Severity, SaidSeverity = state.SaidSeverity, Indicators = indicators,
                References = state.References ?? [],
            Whole = report?.Whole, RawHash = report?.RawHash ?? "",
        }, [.. evidence.Select(e => e.Raw)], state.Opened);
    }

    private static string Short(string text) => text.Length <= 200 ? text : text[..200];

    private Scene SceneOf(Caller caller) => new()
    {
        Now = incidents.Now, Actor = caller.Person, Posts = caller.Posts, Library = library, Profile = caller.State.Profile,
    };

    /// <summary>What the clock of a risk that is watched brings.</summary>
    public static async Task<int> Reach(RecordStore store, StoredSnapshot stored, Fengsui.Law.Calendar.Instant now, CancellationToken cancel)
    {
        if (RiskDeciding.Reach(stored.Body, now) is not { } done)
            return 0;
        var outcome = await store.Append(
            new(stored.Row.Matter, stored.Row.Organisation, RiskKind.Instance, stored.Row.Version, done.Lines, RiskKind.Folded(done.After)), ct: cancel);
        return outcome is AppendOutcome.Written ? done.Lines.Count : 0;
    }
}
