using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Facts;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Server.Ui;

namespace Fengsui.Server.Features.Incidents.Pages;

/// <summary>A duty on record with its clock, in the words of the law: who, to whom, by which way, with which form, on what ground.</summary>
public sealed class IncidentClock
{
    private readonly LimitWord? _word;
    private readonly Duty? _row;

    private IncidentClock(string key, OwedDuty duty, Pack? pack, Duty? row, FollowUp? followUp, Vocabulary vocabulary)
    {
        (Key, Duty, Pack, _row) = (key, duty, pack, row);
        _word = vocabulary.LimitWord(duty.Limit);
        Who = row?.Who.Name ?? followUp?.Who.Name ?? Name(duty.Who, vocabulary);
        To = Name(duty.To, vocabulary);
        Form = vocabulary.Forms.FirstOrDefault(f => f.Id == duty.Form)?.Name;
        Ground = row?.Ground ?? followUp?.Ground;
        Anchor = vocabulary.Anchor(duty.Anchor)?.Name ?? Text.Same(duty.Anchor);
        Note = row?.Note;
        Limit = _word?.Name ?? (row?.Limit is Limit.Every every ? Words.Every(every.Written)
            : Limits.Parse(duty.Limit) is { } limit ? Words.Period(limit) : Text.Same(duty.Limit));
    }

    /// <summary>The key of the duty.</summary>
    public string Key { get; }

    /// <summary>The duty as it stands on record.</summary>
    public OwedDuty Duty { get; }

    /// <summary>The instrument, or null when it is no longer held.</summary>
    public Pack? Pack { get; }

    /// <summary>Whose it is.</summary>
    public Text Who { get; }

    /// <summary>To whom.</summary>
    public Text To { get; }

    /// <summary>The form, or null.</summary>
    public Text? Form { get; }

    /// <summary>The limit as a person reads it.</summary>
    public Text Limit { get; }

    /// <summary>What starts it.</summary>
    public Text Anchor { get; }

    /// <summary>A qualification, or null.</summary>
    public Text? Note { get; }

    /// <summary>The citations, or null when the row is no longer held.</summary>
    public Ground? Ground { get; }

    /// <summary>Whether the limit is a word.</summary>
    public bool IsWord => _word is not null;

    /// <summary>
    /// 立即 and 第一时间 before every number, numbers by due instant, then the other words; waiting and possible last; what ended after all. Among equals
    /// first what is verified, then what a grading plan asks for, then what has waited longest.
    /// </summary>
    public (int Ended, int Rank, long By, int Certainty, int Plan, long Since) Urgency
    {
        get
        {
            var at = Duty.Due?.UnixSeconds ?? Duty.Start?.UnixSeconds ?? 0;
            return (Duty.IsOpen ? 0 : 1, Rank, IsWord ? 0 : at, (int)(Ground?.Check ?? default), Pack?.Grades == true ? 0 : 1, at);
        }
    }

    /// <summary>The address of its row.</summary>
    public string Anchored => AnchorOf(Key);

    /// <summary>The short part of its pack.</summary>
    public string PackId => Key[..Key.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>By which way, or null.</summary>
    public Text? Channel => Duty.Channel switch
    {
        "phone" => Words.ChannelName(Fengsui.Law.Packs.Channel.Phone),
        "written" => Words.ChannelName(Fengsui.Law.Packs.Channel.Written),
        _ => null,
    };

    /// <summary>What is to be done, in one line.</summary>
    public Text Act
    {
        get
        {
            var notice = Duty.Form?.EndsWith("-notice", StringComparison.Ordinal) == true;
            return Form is { } form
                ? new($"向 {To.Zh} {(notice ? "发出" : "报送")}《{form.Zh}》", $"{(notice ? "send" : "submit")} {form.En} to: {To.En}")
                : new($"向 {To.Zh} 报告", $"report to: {To.En}");
        }
    }

    /// <summary>Whether it is late at a moment.</summary>
    public bool IsLate(Instant now) => IsLate(Duty, now);

    /// <summary>Whether a duty is late at a moment.</summary>
    public static bool IsLate(OwedDuty duty, Instant now) =>
        duty.IsOpen && (duty.Overdue || duty.State == "owed" && duty.LateFrom is { } late && now >= late);

    /// <summary>The address of a duty's row.</summary>
    public static string AnchorOf(string key) => "d-" + string.Concat(key.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));

    /// <summary>A duty in the words of the law.</summary>
    public static IncidentClock Of(string key, OwedDuty duty, Library library)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var pack = library.Find(key[..slash]);
        var id = key[(slash + 1)..].Split('@')[0];
        return new(key, duty, pack, pack?.Duties.LastOrDefault(d => d.Id == id), pack?.FollowUps.FirstOrDefault(f => f.Id == id), library.Vocabulary);
    }

    /// <summary>Duties of an incident, what binds first first; among equals what is verified, and what a grading plan asks for.</summary>
    public static IReadOnlyList<IncidentClock> Of(IEnumerable<KeyValuePair<string, OwedDuty>> duties, Library library) =>
        [.. duties.Select(d => Of(d.Key, d.Value, library)).OrderBy(c => c.Urgency).ThenBy(c => c.Key, StringComparer.Ordinal)];

    private int Rank => Duty.State switch
    {
        "waiting" => 5,
        "possible" => 4,
        _ when _word is { } word => word.First ? 0 : 2,
        _ => Duty.Due is null ? 3 : 1,
    };

    private static Text Name(string zh, Vocabulary vocabulary) =>
        vocabulary.Party(zh)?.Name ?? vocabulary.ConcreteBodies.FirstOrDefault(b => b.Name.Zh == zh)?.Name ?? Text.Same(zh);
}
