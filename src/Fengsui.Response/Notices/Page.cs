using System.Text.Json.Serialization;
using Fengsui.Law.Calendar;

namespace Fengsui.Response.Notices;

/// <summary>A send as it stands.</summary>
/// <param name="Person">To whom.</param>
/// <param name="Channel">Through which channel.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="N">To which of the ways of the person; 0 for none.</param>
/// <param name="Step">The step, counted over all rounds, from 0.</param>
/// <param name="State">waiting, sending, or an outcome that is final.</param>
/// <param name="Reason">The reason of what happened last, or null.</param>
/// <param name="Try">The attempts that began.</param>
/// <param name="At">When something happened to it last.</param>
public sealed record PageSend(string Person, string Channel, string Kind, int N, int Step, string State, string? Reason, int Try, Instant At)
{
    /// <summary>It waits for a sender.</summary>
    public const string Waiting = "waiting";

    /// <summary>A sender has begun.</summary>
    public const string Sending = "sending";

    /// <summary>Whether nothing more happens to it.</summary>
    [JsonIgnore]
    public bool IsFinal => State is not (Waiting or Sending);
}

/// <summary>How a page ended.</summary>
/// <param name="How">acknowledged, or one of met, superseded and exhausted.</param>
/// <param name="At">When.</param>
/// <param name="By">Who acknowledged, or null.</param>
/// <param name="Through">Through which channel, or null.</param>
public sealed record PageEnd(string How, Instant At, string? By, string? Through);

/// <summary>
/// That people are told of something, step by step until one of them answers: a state machine. It is a matter of its own, so whatever happens to it is
/// written under its version; of an acknowledgement and a sender that race, one is first and the other sees it.
/// </summary>
[JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
public sealed class Page
{
    /// <summary>What happened, and how it is told.</summary>
    public PageEvent.Opened? What { get; set; }

    /// <summary>When it was opened.</summary>
    public Instant At { get; set; }

    /// <summary>When something happened to it last.</summary>
    public Instant Last { get; set; }

    /// <summary>The steps taken, counted over all rounds.</summary>
    public int Steps { get; set; }

    /// <summary>When the next step is due; null when there is none.</summary>
    public Instant? Next { get; set; }

    /// <summary>The sends, by id.</summary>
    public SortedDictionary<string, PageSend> Sends { get; set; } = new(StringComparer.Ordinal);

    /// <summary>How it ended, or null.</summary>
    public PageEnd? End { get; set; }

    /// <summary>What people are told.</summary>
    [JsonIgnore]
    public IReadOnlyList<NoticeItem> Items => What?.Items ?? [];

    /// <summary>By when the first of it must be done, or null.</summary>
    [JsonIgnore]
    public Instant? Due => Items.Min(i => i.Due);

    /// <summary>Whether somebody acknowledged.</summary>
    [JsonIgnore]
    public bool IsAcknowledged => End?.How == NoticeReasons.Acknowledged;

    /// <summary>Who was told so far.</summary>
    [JsonIgnore]
    public IEnumerable<string> Told => Sends.Values.Select(s => s.Person).Distinct();

    /// <summary>Folds an event in.</summary>
    public void Apply(PageEvent said, Instant at)
    {
        Last = at;
        switch (said)
        {
            case PageEvent.Opened e:
                (What, At) = (e, at);
                break;
            case PageEvent.StepTaken e:
                foreach (var send in e.Sends)
                    Sends[send.Id] = new(send.Person, send.Channel, send.Kind, send.N, Steps,
                        send.Kind == NoticeDirectory.App ? NoticeOutcomes.Sent : PageSend.Waiting, null, 0, at);
                Steps++;
                Next = e.Next;
                break;
            case PageEvent.SendStarted e:
                Sends[e.Send] = Sends[e.Send] with { State = PageSend.Sending, Try = e.Try, At = at };
                break;
            case PageEvent.SendEnded e:
                Sends[e.Send] = Sends[e.Send] with
                {
                    State = e.Outcome == NoticeOutcomes.Retry ? PageSend.Waiting : e.Outcome, Reason = e.Reason, At = at,
                };
                Next = Next is null ? null : e.Hurry ?? Next;
                break;
            case PageEvent.Acknowledged e:
                Over(new(NoticeReasons.Acknowledged, at, e.Person, e.Through), at);
                break;
            case PageEvent.Ended e:
                Over(new(e.Why, at, null, null), at);
                break;
            default:
                throw new InvalidOperationException(said.GetType().Name);
        }
    }

    internal Page Copy()
    {
        var copy = (Page)MemberwiseClone();
        copy.Sends = new(Sends, StringComparer.Ordinal);
        return copy;
    }

    // What waited is not sent any more; what a sender has begun ends by itself.
    private void Over(PageEnd end, Instant at)
    {
        (End, Next) = (end, null);
        foreach (var (id, send) in Sends.Where(s => s.Value.State == PageSend.Waiting).ToList())
            Sends[id] = send with { State = NoticeOutcomes.NotSent, Reason = end.How, At = at };
    }
}
