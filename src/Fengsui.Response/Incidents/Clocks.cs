using System.Globalization;
using Fengsui.Law.Calendar;
using Fengsui.Response.Record;

namespace Fengsui.Response.Incidents;

/// <summary>What a clock of an incident is for.</summary>
public enum ClockKind
{
    /// <summary>A duty passes its due instant.</summary>
    Due,

    /// <summary>A quarter of the time of a duty is left.</summary>
    Reminder,

    /// <summary>A task passes its due instant.</summary>
    Task,

    /// <summary>An emergency act was not ratified in time.</summary>
    Ratification,
}

/// <summary>
/// The clocks that an incident waits for; computed from its state, so that nothing can be forgotten or fire twice. Closing an incident stops no clock of the
/// law: an archived or merged one has settled its duties, and what a dismissed one leaves open stays owed (rule 5), so its clock runs on. Only tasks rest.
/// </summary>
public static class Clocks
{
    /// <summary>Every clock that has not been reached.</summary>
    public static IReadOnlyList<PendingClock> Of(IncidentState state)
    {
        var clocks = new List<PendingClock>();
        foreach (var (key, duty) in state.Duties)
            Add(clocks, key, duty);
        foreach (var (key, task) in state.Tasks)
            if (!state.Phase.IsClosed() && task is { State: "open", Overdue: false, Due: { } due })
                clocks.Add(new(Name(ClockKind.Task, key), due.Plus(1)));
        foreach (var (no, awaiting) in state.Ratifications)
            if (awaiting is { State: "open", Overdue: false })
                clocks.Add(new(Name(ClockKind.Ratification, no.ToString(CultureInfo.InvariantCulture)), awaiting.Due.Plus(1)));
        return clocks;
    }

    /// <summary>
    /// By when somebody must have done the first thing: also a moment that has passed, as long as it is not done. A list by this instant has what is overdue at
    /// its top, however long ago anything happened there.
    /// </summary>
    public static Instant? Binds(IncidentState state) =>
        state.Duties.Values.Where(d => d.IsDue).Select(d => d.Due)
            .Concat(state.Phase.IsClosed() ? [] : state.Tasks.Values.Where(t => t.State == "open").Select(t => t.Due))
            .Concat(state.Ratifications.Values.Where(r => r.State == "open").Select(r => (Instant?)r.Due))
            .Min();

    /// <summary>
    /// Since when something is owed whose limit is a word. It has no instant at which it is late; where nothing else has one either, a list by what must be
    /// done first shows it from here on.
    /// </summary>
    public static Instant? WordSince(IncidentState state) =>
        state.Duties.Values.Where(d => d is { IsDue: true, State: "word" }).Select(d => d.Start).Min();

    private static void Add(List<PendingClock> clocks, string key, OwedDuty duty)
    {
        // A possible duty is shown, but nobody is late with it.
        if (duty is not { IsOpen: true, State: "owed", Overdue: false, Start: { } start, Due: { } due, LateFrom: { } late })
            return;
        clocks.Add(new(Name(ClockKind.Due, key), late));
        // A recurring duty counts its time from the end of the last period.
        var from = duty.Seconds is { } interval ? due.Plus(-interval) : start;
        var reminder = due.Plus(-(due.UnixSeconds - from.UnixSeconds) / 4);
        if (!duty.Reminded && reminder > duty.Arose)
            clocks.Add(new(Name(ClockKind.Reminder, key), reminder));
    }

    /// <summary>The key of a clock.</summary>
    public static string Name(ClockKind kind, string key) => kind switch
    {
        ClockKind.Due => "due:" + key,
        ClockKind.Reminder => "reminder:" + key,
        ClockKind.Task => "task:" + key,
        ClockKind.Ratification => "ratification:" + key,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>What a clock is for.</summary>
    /// <exception cref="RecordException">It is no clock of ours.</exception>
    public static (ClockKind Kind, string Key) Split(string clock)
    {
        var colon = clock.IndexOf(':', StringComparison.Ordinal);
        var kind = (colon < 0 ? "" : clock[..colon]) switch
        {
            "due" => ClockKind.Due,
            "reminder" => ClockKind.Reminder,
            "task" => ClockKind.Task,
            "ratification" => ClockKind.Ratification,
            _ => throw new RecordException($"no clock {clock}"),
        };
        return (kind, clock[(colon + 1)..]);
    }

    /// <summary>The clocks of a state that were reached, the earliest first.</summary>
    public static IEnumerable<PendingClock> Reached(IncidentState state, Instant now) => Of(state).Where(c => c.At <= now).OrderBy(c => c.At).ThenBy(c => c.Key, StringComparer.Ordinal);
}
