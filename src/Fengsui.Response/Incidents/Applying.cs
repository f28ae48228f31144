using Fengsui.Law.Calendar;
using Fengsui.Response.Papers;
using Fengsui.Response.Record;

namespace Fengsui.Response.Incidents;

public sealed partial class IncidentState
{
    private const int MostWords = 2000;
    private const int WordsOfOne = 200;

    /// <summary>Folds one line into the state.</summary>
    /// <exception cref="RecordException">The line cannot be read.</exception>
    public void Apply(NewEntry line) => Apply(EventNames.Read(line), line);

    internal void Apply(IncidentEvent what, NewEntry line)
    {
        // The clock may have stepped back; what was known when is told by the order of the lines.
        if (line.RecordedAt > Recorded)
            Recorded = line.RecordedAt;
        switch (what)
        {
            case IncidentEvent.Opened e:
                (Title, Source, Opened, Phase) = (e.Title, e.Source, line.RecordedAt, Phase.Found);
                Remember(e.Title);
                break;
            case IncidentEvent.LawPinned e:
                Law = e.Packs;
                break;
            case IncidentEvent.FactAsserted e:
                Facts[e.Fact] = new(e.Value, line.DoneAt, line.Actor, e.Source, e.Confidence, Facts.TryGetValue(e.Fact, out var before) ? before.Times + 1 : 1);
                break;
            case IncidentEvent.TimeStated e:
                Times[e.Anchor] = new(e.At, line.Actor, null);
                break;
            case IncidentEvent.TimeCorrected e:
                Correct(e, line.Actor);
                break;
            case IncidentEvent.Classified e:
                Categories = e.Categories;
                break;
            case IncidentEvent.Assessed e:
                Assessed = e;
                break;
            case IncidentEvent.LevelJudged e:
                Judged[e.Pack ?? ""] = new(e.Level, line.DoneAt, line.Actor, e.Reason);
                // The first self-judgement starts the clocks; a later one gives another level, never another start.
                Times.TryAdd("self_judged", new(line.DoneAt, line.Actor, null));
                Reach(Phase.Assessing);
                break;
            case IncidentEvent.LevelDetermined e:
                Determined[e.Pack ?? ""] = new(e.Level, line.DoneAt, e.Authority, e.Document);
                Reach(Phase.Assessing);
                break;
            case IncidentEvent.FirstHandled e:
                FirstHandlings++;
                Remember(e.What);
                Reach(Phase.Handling);
                break;
            case IncidentEvent.ResponseStarted e:
                Response = new(e.Response, line.DoneAt, e.DecidedBy, null);
                Times.TryAdd("response_started", new(line.DoneAt, line.Actor, null));
                // What runs again has not ended.
                Times.Remove("response_ended");
                Phase = Phase.Handling;
                break;
            case IncidentEvent.ResponseAdjusted e:
                Response = Response! with { Level = e.To, DecidedBy = e.DecidedBy };
                break;
            case IncidentEvent.ResponseEnded:
                Response = Response! with { Ended = line.DoneAt };
                Times["response_ended"] = new(line.DoneAt, line.Actor, null);
                Reach(Phase.Ended);
                break;
            case IncidentEvent.MeasureDone e:
                var measure = $"{e.Pack}/{e.Measure}";
                Measures[measure] = new(line.DoneAt, line.Actor, e.Proof, Measures.TryGetValue(measure, out var done) ? done.Times + 1 : 1);
                break;
            case IncidentEvent.TaskSet e:
                Tasks[e.Task] = new(e.Title, e.Assignee, e.Due, "open", false, null);
                Remember(e.Title);
                break;
            case IncidentEvent.TaskFinished e:
                Tasks[e.Task] = Tasks[e.Task] with { State = e.GivenUp ? "given-up" : "done", Result = e.Result };
                break;
            case IncidentEvent.NoteAdded e:
                Notes++;
                Remember(e.Text);
                break;
            case IncidentEvent.FileAttached:
                Files++;
                break;
            case IncidentEvent.EvidenceTaken e:
                Holders[e.Evidence] = e.Holder;
                break;
            case IncidentEvent.EvidenceHandedOver e:
                Holders[e.Evidence] = e.To;
                break;
            case IncidentEvent.IndicatorsAdded e:
                Indicators += e.Indicators.Count;
                break;
            case IncidentEvent.ReportMade e:
                Reports[e.No] = new(e.Duty, e.Form, line.DoneAt, e.To, e.Receipt, e.Left, 0);
                if (Duties.TryGetValue(e.Duty, out var duty))
                    Duties[e.Duty] = Met(duty, e, line.DoneAt);
                break;
            case IncidentEvent.PaperWritten e:
                var draft = $"{e.Pack}/{e.Form}";
                Drafts[draft] = new(line.DoneAt, line.Actor, Drafts.TryGetValue(draft, out var drafted) ? drafted.Times + 1 : 1);
                break;
            case IncidentEvent.PaperSent e:
                Reports[e.Report] = Reports[e.Report] with { Attachment = e.Attachment, Sha256 = e.Sha256 };
                foreach (var (subject, value) in e.Said)
                    Said[EarlierSaid.Key(subject, e.Recipient)] = new(value, e.Report);
                break;
            case IncidentEvent.ReceiptRecorded e:
                Reports[e.Report] = Reports[e.Report] with { Receipt = e.Receipt };
                break;
            case IncidentEvent.ReportCorrected e:
                Reports[e.Report] = Reports[e.Report] with { Corrections = Reports[e.Report].Corrections + 1 };
                break;
            case IncidentEvent.NotReported e:
                End(e.Duty, Duties[e.Duty] with { End = DutyEnd.NotReported }, line.DoneAt);
                break;
            case IncidentEvent.DutyReleased e:
                End(e.Duty, Duties[e.Duty] with { End = DutyEnd.NotOwed, Released = e.Document, ReleasedUnder = e.Under }, line.DoneAt);
                break;
            case IncidentEvent.OpinionWatched or IncidentEvent.UsersNotified:
                break;
            case IncidentEvent.HandlingEnded:
                Times["handling_ended"] = new(line.DoneAt, line.Actor, null);
                Reach(Phase.Ended);
                break;
            case IncidentEvent.Investigated e:
                Investigated = line.DoneAt;
                Remember(e.Cause);
                break;
            case IncidentEvent.SummedUp:
                Phase = Phase.SummedUp;
                break;
            case IncidentEvent.Archived:
                Phase = Phase.Archived;
                break;
            case IncidentEvent.Dismissed e:
                (Phase, Closing) = (Phase.Dismissed, e.Reason);
                // Whatever was handled ends with it; a summary that a first report keeps owed counts from here.
                Times.TryAdd("handling_ended", new(line.DoneAt, line.Actor, null));
                break;
            case IncidentEvent.Reopened e:
                Reopen(e.Reason);
                break;
            case IncidentEvent.Linked e:
                Links[e.Other] = e.Relation;
                break;
            case IncidentEvent.Merged e:
                (Phase, Closing) = (Phase.Merged, e.Into);
                break;
            case IncidentEvent.SecrecyStopped e:
                Secrecy = e.Reason;
                break;
            case IncidentEvent.SecrecyLifted:
                Secrecy = null;
                break;
            case IncidentEvent.RatificationAwaited e:
                Ratifications[e.No] = new(e.Act, e.By, e.Due, "open", false);
                break;
            case IncidentEvent.Ratified e:
                Ratifications[e.No] = Ratifications[e.No] with { State = e.Agreed ? "agreed" : "refused" };
                break;
            case IncidentEvent.DutiesReckoned e:
                Reckon(e, line);
                break;
            case IncidentEvent.ClockReached e:
                Reach(e);
                break;
            default:
                throw new InvalidOperationException($"{what.GetType().Name} is not applied");
        }
    }

    private void Remember(string text)
    {
        if (Words.Length >= MostWords)
            return;
        var part = text.Length > WordsOfOne ? text[..(char.IsHighSurrogate(text[WordsOfOne - 1]) ? WordsOfOne - 1 : WordsOfOne)] : text;
        Words = Words.Length == 0 ? part : $"{Words}\n{part}";
    }

    private void Reach(Phase phase)
    {
        if (Phase < phase)
            Phase = phase;
    }

    private void Correct(IncidentEvent.TimeCorrected e, string by)
    {
        if (e.To is { } to)
            Times[e.Anchor] = new(to, by, Times.TryGetValue(e.Anchor, out var stated) ? stated.First ?? e.From : e.From);
        else
            Times.Remove(e.Anchor);
    }

    private void Reopen(string reason)
    {
        // What was reported stays as it was, with its frozen clocks; only what still waits for an end waits again.
        Times.Remove("response_ended");
        Times.Remove("handling_ended");
        (Phase, Closing, Investigated) = (Phase.Handling, reason, null);
    }

    /// <summary>However it ends: that it passed its due instant before, stays.</summary>
    private void End(string key, OwedDuty ended, Instant doneAt) =>
        Duties[key] = ended with { EndedAt = doneAt, Overdue = ended.Overdue || ended.State == "owed" && ended.InTime(doneAt) == false };

    /// <summary>
    /// A report was made: the first one freezes the clock, a later one only counts. One that was made after a decision not to report, or when nothing was
    /// owed, meets the duty all the same. What waits for its moment cannot be met before it.
    /// </summary>
    private static OwedDuty Met(OwedDuty duty, IncidentEvent.ReportMade report, Instant doneAt)
    {
        var filed = duty with { Filings = duty.Filings + 1 };
        if (report.Again || duty is { State: "waiting", IsOpen: true })
            return filed;
        // One that is kept although the facts no longer bring it has no next period.
        return duty is { IsOpen: true, Kept: null, Seconds: { } interval, Start: { } start, Due: { } due }
            ? NextPeriod(duty, filed, interval, start, due, doneAt, report.Timely)
            : filed with { End = DutyEnd.Fulfilled, EndedAt = doneAt, Timely = report.Timely };
    }

    /// <summary>A recurring duty goes on to its next period: filing twice within one moves no clock; every period that ended without a report was missed.</summary>
    private static OwedDuty NextPeriod(OwedDuty duty, OwedDuty filed, long interval, Instant start, Instant due, Instant doneAt, bool? timely)
    {
        var awaited = (due.UnixSeconds - start.UnixSeconds) / interval;
        var elapsed = doneAt.UnixSeconds - start.UnixSeconds;
        var period = Math.Max(1, (elapsed + interval - 1) / interval);
        if (period < awaited)
            return filed;
        var next = period == awaited ? awaited + 1 : elapsed / interval + 1;
        return filed with
        {
            Due = start.Plus(next * interval), Timely = timely, EndedAt = doneAt, Reminded = false, Overdue = false, Missed = duty.Missed + (int)(period - awaited),
        };
    }

    private void Reckon(IncidentEvent.DutiesReckoned e, NewEntry line)
    {
        foreach (var a in e.Arose ?? [])
            Duties[a.Key] = new(
                a.Who, a.To, a.State, a.Limit, a.Anchor, a.Start, a.Due, null, a.DueDate, a.Seconds, a.Provisional, a.Channel, a.Form, a.At, line.RecordedAt,
                DutyEnd.Open, null, null, a.Overdue, false, null, Duties.TryGetValue(a.Key, out var before) ? before.Filings : 0, 0, a.Why);
        foreach (var c in e.Changed ?? [])
        {
            var duty = Duties[c.Key];
            Duties[c.Key] = duty with
            {
                Kept = c.Kept, WasOverdue = duty.WasOverdue || c.WasOverdue,
                State = c.State, Start = c.Start, Due = c.Due, DueDate = c.DueDate, Provisional = c.Provisional, To = c.To ?? duty.To, Overdue = c.Overdue,
                FirstDue = c.From is { } from ? duty.FirstDue ?? from : duty.FirstDue, Reminded = duty.Reminded && c.Due == duty.Due, Why = c.Why ?? duty.Why,
            };
        }

        foreach (var key in e.Ended ?? [])
            Duties[key] = Duties[key] with { End = DutyEnd.NotOwed, EndedAt = line.DoneAt };
        foreach (var kept in e.Kept ?? [])
            Duties[kept.Key] = Duties[kept.Key] with { Kept = kept.Why, Overdue = Duties[kept.Key].Overdue || kept.Overdue };
    }

    private void Reach(IncidentEvent.ClockReached e)
    {
        var (kind, key) = Clocks.Split(e.Clock);
        switch (kind)
        {
            case ClockKind.Due:
                Duties[key] = Duties[key] with { Overdue = true };
                break;
            case ClockKind.Reminder:
                Duties[key] = Duties[key] with { Reminded = true };
                break;
            case ClockKind.Task:
                Tasks[key] = Tasks[key] with { Overdue = true };
                break;
            case ClockKind.Ratification:
                var no = int.Parse(key, System.Globalization.CultureInfo.InvariantCulture);
                Ratifications[no] = Ratifications[no] with { Overdue = true };
                break;
            default:
                throw new InvalidOperationException();
        }
    }
}
