using System.Text.Json;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Duties;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;

namespace Fengsui.Server.Features.Incidents;

/// <summary>
/// The duties of an incident, the most urgent first: 立即 and 第一时间 before every number, numbers by due instant, then the other words, waiting last;
/// what has ended after what is open. Those of the authorities stand apart: they are theirs, and are not tracked here.
/// </summary>
internal static class DutyBoard
{
    public static string Write(IncidentState state, Library library, Instant now, Language language) => Json.Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("now", now.ToString());
        json.WriteStartArray("duties");
        // The order of the pages: nobody is told two different first things.
        foreach (var clock in Pages.IncidentClock.Of(state.Duties, library))
            WriteDuty(json, clock.Key, clock.Duty, library, now, language);
        json.WriteEndArray();
        json.WriteStartArray("others");
        foreach (var outcome in Assessing.Assess(state, library).Duties.Where(o => !state.Duties.ContainsKey($"{o.Pack.Pack.Id}/{o.Duty.Id}")
            && o.Duty.Who.Tier is not "operator").OrderBy(o => o.Urgency))
            WriteOther(json, outcome);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteDuty(Utf8JsonWriter json, string key, OwedDuty duty, Library library, Instant now, Language language)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var pack = library.Find(key[..slash]);
        var id = key[(slash + 1)..].Split('@')[0];
        json.WriteStartObject();
        json.WriteString("duty", key);
        json.WriteString("pack", key[..slash]);
        json.WriteString("who", duty.Who);
        json.WriteString("to", duty.To);
        json.WriteString("state", duty.State);
        json.WriteString("end", JsonEnd(duty.End));
        json.WriteString("limit", duty.Limit);
        json.WriteString("anchor", duty.Anchor);
        json.WriteString("start", duty.Start?.ToString());
        json.WriteString("due", duty.Due?.ToString());
        json.WriteString("first_due", duty.FirstDue?.ToString());
        json.WriteString("due_date", duty.DueDate?.Write());
        json.WriteBoolean("provisional", duty.Provisional);
        json.WriteBoolean("overdue", duty.Overdue || duty is { IsOpen: true, State: "owed", LateFrom: { } late } && now >= late);
        WriteSeconds(json, "seconds_left", duty is { IsOpen: true, Due: { } due } ? due.UnixSeconds - now.UnixSeconds : null);
        WriteSeconds(json, "seconds_since_start", duty is { IsOpen: true, Start: { } start } ? now.UnixSeconds - start.UnixSeconds : null);
        json.WriteString("ended_at", duty.EndedAt?.ToString());
        if (duty.Timely is { } timely)
            json.WriteBoolean("timely", timely);
        else
            json.WriteNull("timely");
        json.WriteNumber("filings", duty.Filings);
        json.WriteNumber("missed", duty.Missed);
        json.WriteString("kept", duty.Kept);
        json.WriteString("why", duty.Why);
        json.WriteString("channel", duty.Channel);
        json.WriteString("form", duty.Form);
        var ground = pack?.Duties.LastOrDefault(d => d.Id == id)?.Ground ?? pack?.FollowUps.FirstOrDefault(f => f.Id == id)?.Ground;
        json.WriteStartArray("cite");
        foreach (var source in ground?.Sources ?? [])
        {
            json.WriteStartObject();
            json.WriteString("at", source.At);
            json.WriteString("gist", source.Gist.In(language));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("check", ground?.Check.Word());
        json.WriteEndObject();
    }

    private static void WriteSeconds(Utf8JsonWriter json, string name, long? seconds)
    {
        if (seconds is { } value)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }

    private static string JsonEnd(DutyEnd end) => end switch
    {
        DutyEnd.Open => "open",
        DutyEnd.Fulfilled => "fulfilled",
        DutyEnd.NotReported => "not-reported",
        DutyEnd.NotOwed => "not-owed",
        _ => throw new InvalidOperationException(),
    };

    private static void WriteOther(Utf8JsonWriter json, DutyOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteString("duty", $"{outcome.Pack.Pack.Id}/{outcome.Duty.Id}");
        json.WriteString("who", outcome.Duty.Who.Name.Zh);
        json.WriteString("to", outcome.Duty.To.Name.Zh);
        json.WriteString("state", outcome.State.Word());
        json.WriteString("limit", outcome.Duty.Limit.Written);
        json.WriteString("anchor", outcome.Duty.Anchor.Id);
        json.WriteString("due", outcome.Due?.ToString());
        json.WriteEndObject();
    }
}
