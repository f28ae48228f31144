using System.Globalization;
using System.Text;
using Fengsui.Law.Calendar;
using Fengsui.Law.Grading;
using Fengsui.Response.Incidents;
using Fengsui.Response.Record;
using Fengsui.Server.People;
using Fengsui.Store;
using Microsoft.AspNetCore.Http;

namespace Fengsui.Server.Features.Incidents;

/// <summary>
/// An incident as it was known at a past moment: its state folded from the lines recorded until then, with the level, the clocks and the law of that
/// moment. What was recorded later stays out, also when it had been done before.
/// </summary>
internal static class Replay
{
    private const int Page = 1000;

    public static async Task<IResult> At(HttpContext context, string incident, RecordStore store, Caller caller)
    {
        var query = context.Request.Query;
        Instant moment = default;
        var seq = long.MaxValue;
        if (query["moment"].FirstOrDefault() is { } written ? !Instant.TryParse(written, out moment) : query["seq"].FirstOrDefault() is null)
            return Problem.Field("moment", new("不是带时区的时刻", "not an instant with an offset"),
                new("应写作 moment=2026-03-02T02:14:00%2B08:00，或 seq=12", "write moment=2026-03-02T02:14:00%2B08:00, or seq=12"));
        if (query["seq"].FirstOrDefault() is { } number && !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out seq))
            return Problem.Field("seq", new("不是序号", "not a number of a line"), new("写日志行的序号", "write the number of a line of the journal"));
        var known = await Known(store, caller.Organisation, incident, query.ContainsKey("moment") ? moment : null, seq, context.RequestAborted);
        return known is var (state, last)
            ? Results.Text(Write(incident, state, last), "application/json", Encoding.UTF8)
            : Problem.Absent;
    }

    /// <summary>The state at a moment, with the last line that was known; null when the incident is not here or was not known yet.</summary>
    public static async Task<(IncidentState State, Entry Last)?> Known(RecordStore store, string organisation, string incident, Instant? moment,
        long seq, CancellationToken ct)
    {
        var state = new IncidentState();
        Entry? last = null;
        while (await store.Entries(organisation, incident, last?.Seq ?? 0, Page, ct: ct) is { Count: > 0 } page)
            foreach (var entry in page)
            {
                // The machine's clock may have stepped back: what stands before a line was known before it, so the first line that is too late ends
                // it.
                if (entry.Kind != IncidentKind.Instance.Name || entry.Seq > seq || moment is { } until && entry.What.RecordedAt > until)
                    return last is null ? null : (state, last);
                state.Apply(entry.What);
                last = entry;
            }

        return last is null ? null : (state, last);
    }

    private static string Write(string incident, IncidentState state, Entry last) => Json.Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("incident", incident);
        json.WriteNumber("version", last.Seq);
        json.WriteString("head", last.Hash);
        json.WriteString("recorded_at", last.What.RecordedAt.ToString());
        json.WriteString("level", state.CountingLevel is { } level ? level.Word() : null);
        json.WriteStartArray("clocks");
        foreach (var clock in Clocks.Of(state).OrderBy(c => c.At))
        {
            json.WriteStartObject();
            json.WriteString("clock", clock.Key);
            json.WriteString("at", clock.At.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteRaw("state", IncidentKind.Write(state));
        json.WriteEndObject();
    });
}
