using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Fengsui.Law.Calendar;
using Fengsui.Response.Record;

namespace Fengsui.Response.Incidents;

/// <summary>The names and versions under which the events of an incident are written. A name is never given to something else; a new shape gets a new version.</summary>
public static class EventNames
{
    private static readonly IReadOnlyList<Shape> Shapes =
    [
        Of("incident-opened", IncidentJson.Written.Opened),
        Of("law-pinned", IncidentJson.Written.LawPinned),
        Of("fact-asserted", IncidentJson.Written.FactAsserted),
        Of("time-stated", IncidentJson.Written.TimeStated),
        Of("time-corrected", IncidentJson.Written.TimeCorrected),
        Of("classified", IncidentJson.Written.Classified),
        Of("assessed", IncidentJson.Written.Assessed),
        Of("level-judged", IncidentJson.Written.LevelJudged),
        Of("level-determined", IncidentJson.Written.LevelDetermined),
        Of("first-handled", IncidentJson.Written.FirstHandled),
        Of("response-started", IncidentJson.Written.ResponseStarted),
        Of("response-adjusted", IncidentJson.Written.ResponseAdjusted),
        Of("response-ended", IncidentJson.Written.ResponseEnded),
        Of("measure-done", IncidentJson.Written.MeasureDone),
        Of("task-set", IncidentJson.Written.TaskSet),
        Of("task-finished", IncidentJson.Written.TaskFinished),
        Of("note-added", IncidentJson.Written.NoteAdded),
        Of("file-attached", IncidentJson.Written.FileAttached),
        Of("evidence-taken", IncidentJson.Written.EvidenceTaken),
        Of("evidence-handed-over", IncidentJson.Written.EvidenceHandedOver),
        Of("indicators-added", IncidentJson.Written.IndicatorsAdded),
        Of("report-made", IncidentJson.Written.ReportMade),
        Of("paper-written", IncidentJson.Written.PaperWritten),
        Of("paper-sent", IncidentJson.Written.PaperSent),
        Of("receipt-recorded", IncidentJson.Written.ReceiptRecorded),
        Of("report-corrected", IncidentJson.Written.ReportCorrected),
        Of("not-reported", IncidentJson.Written.NotReported),
        Of("duty-released", IncidentJson.Written.DutyReleased),
        Of("opinion-watched", IncidentJson.Written.OpinionWatched),
        Of("users-notified", IncidentJson.Written.UsersNotified),
        Of("handling-ended", IncidentJson.Written.HandlingEnded),
        Of("investigated", IncidentJson.Written.Investigated),
        Of("summed-up", IncidentJson.Written.SummedUp),
        Of("archived", IncidentJson.Written.Archived),
        Of("dismissed", IncidentJson.Written.Dismissed),
        Of("reopened", IncidentJson.Written.Reopened),
        Of("linked", IncidentJson.Written.Linked),
        Of("merged", IncidentJson.Written.Merged),
        Of("secrecy-stopped", IncidentJson.Written.SecrecyStopped),
        Of("secrecy-lifted", IncidentJson.Written.SecrecyLifted),
        Of("ratification-awaited", IncidentJson.Written.RatificationAwaited),
        Of("ratified", IncidentJson.Written.Ratified),
        Of("duties-reckoned", IncidentJson.Written.DutiesReckoned),
        Of("clock-reached", IncidentJson.Written.ClockReached),
    ];

    private static readonly Dictionary<(string, int), Shape> ByName = Shapes.ToDictionary(s => (s.Name, s.Version));
    private static readonly Dictionary<Type, Shape> ByType = Shapes.ToDictionary(s => s.Type);

    /// <summary>Every name with its version and type.</summary>
    public static IEnumerable<(string Name, int Version, Type Type)> All => Shapes.Select(s => (s.Name, s.Version, s.Type));

    /// <summary>The name of an event.</summary>
    public static string Of(IncidentEvent what) => ByType[what.GetType()].Name;

    /// <summary>Writes an event as a line of the journal.</summary>
    public static NewEntry Write(IncidentEvent what, Instant doneAt, Instant recordedAt, string actor, string post)
    {
        var shape = ByType[what.GetType()];
        return new(shape.Name, shape.Version, doneAt, recordedAt, actor, post, shape.Write(what));
    }

    /// <summary>Reads a line of the journal.</summary>
    /// <exception cref="RecordException">Its name, version or body is not known.</exception>
    public static IncidentEvent Read(NewEntry line)
    {
        if (!ByName.TryGetValue((line.Type, line.Version), out var shape))
            throw new RecordException($"no event {line.Type} v{line.Version}: written by a newer version, or damaged");
        try
        {
            return shape.Read(line.Body);
        }
        catch (JsonException e)
        {
            throw new RecordException($"the body of a {line.Type} v{line.Version} cannot be read: {e.Message}", e);
        }
    }

    private static Shape Of<T>(string name, JsonTypeInfo<T> type, int version = 1)
        where T : IncidentEvent => new(name, version, typeof(T), what => JsonSerializer.Serialize((T)what, type), body => body.Read(type)!);

    private sealed record Shape(string Name, int Version, Type Type, Func<IncidentEvent, string> Write, Func<JsonText, IncidentEvent> Read);
}
