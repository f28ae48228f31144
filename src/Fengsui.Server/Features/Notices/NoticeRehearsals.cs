using System.Text;
using System.Text.Json.Nodes;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Response.Incidents;
using Fengsui.Response.Notices;
using Fengsui.Store;

namespace Fengsui.Server.Features.Notices;

/// <summary>Tells who would be told what, when and through what, for an incident as it stands; nothing is sent.</summary>
internal sealed class NoticeRehearsals(RecordStore store, NoticeWorld world, Fengsui.Law.Packs.Library library)
{
    /// <summary>Rehearses what an incident would ask for, or null when there is no such incident.</summary>
    public async Task<Rehearsal?> Of(string organisation, string incident, Instant at, CancellationToken ct)
    {
        if (await store.Load(organisation, incident, ct) is not { Row.Kind: "incident" } stored)
            return null;
        var state = IncidentKind.Read(stored.Body);
        var items = state.Duties.Where(d => d.Value.IsDue)
            .Select(d => IncidentNotices.ItemOf(state, new(d.Value.Due < at ? NoticeTopics.Overdue : NoticeTopics.Owed, d.Key, d.Value.To, d.Value.Due), library))
            .OfType<NoticeItem>().ToList();
        var means = await world.Means(organisation, ct);
        var moments = new Dictionary<Instant, NoticeDirectory>();
        // The core asks without waiting: whoever is there at each moment is looked up as the moments become known.
        for (var asked = at; ;)
        {
            moments[asked] = await world.Directory(organisation, asked, ct);
            Instant? missing = null;
            var rehearsal = Rehearsal.Of(means.Policy, new("incident", (int)(state.CountingLevel ?? default), items), moment =>
            {
                if (!moments.TryGetValue(moment, out var there))
                    missing ??= moment;
                return there ?? moments[at];
            }, at);
            if (missing is not { } next)
                return rehearsal;
            asked = next;
        }
    }

    /// <summary>A rehearsal as JSON.</summary>
    public static JsonObject Json(Rehearsal rehearsal, IReadOnlyDictionary<string, string> names, Language language) => new()
    {
        ["route"] = rehearsal.Route,
        ["level"] = rehearsal.What.Level,
        ["items"] = new JsonArray([.. rehearsal.What.Items.Select(i => (JsonNode)new JsonObject
        {
            ["topic"] = i.Topic, ["key"] = i.Key, ["what"] = i.What.In(language), ["due"] = i.Due?.ToString(), ["at_once"] = i.AtOnce,
        })]),
        ["steps"] = new JsonArray([.. rehearsal.Steps.Select(s => (JsonNode)new JsonObject
        {
            ["at"] = s.At.ToString(), ["round"] = s.Round + 1, ["step"] = s.Step + 1,
            ["sends"] = new JsonArray([.. s.Sends.Select(x => (JsonNode)new JsonObject
            {
                ["person"] = x.Person, ["name"] = names.GetValueOrDefault(x.Person, x.Person), ["channel"] = x.Channel, ["kind"] = x.Kind,
            })]),
            ["unsent"] = new JsonArray([.. s.Unsent.Select(u => (JsonNode)new JsonObject
            {
                ["target"] = names.GetValueOrDefault(u.Target, u.Target), ["channel"] = u.Channel, ["reason"] = u.Reason,
            })]),
        })]),
        ["exhausted"] = rehearsal.Exhausted.ToString(),
    };
}
