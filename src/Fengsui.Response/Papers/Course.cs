using Fengsui.Law.Calendar;
using Fengsui.Law.Grading;
using Fengsui.Response.Incidents;
using Fengsui.Response.Record;

namespace Fengsui.Response.Papers;

/// <summary>A moment of the course of an incident.</summary>
/// <param name="At">When it was done.</param>
/// <param name="By">Who recorded it.</param>
/// <param name="Says">What happened.</param>
public sealed record CourseLine(Instant At, string By, string Says);

/// <summary>What papers tell of an incident and its state does not keep: the texts of what was done, in their order.</summary>
public sealed class Course
{
    private readonly List<CourseLine> _lines = [];
    private readonly List<CourseLine> _handled = [];
    private readonly List<CourseLine> _told = [];

    private Course()
    {
    }

    /// <summary>The names of the events that it reads: the others of a long journal need not be fetched.</summary>
    public static IReadOnlyList<string> Types { get; } =
    [
        "incident-opened", "level-judged", "level-determined", "first-handled", "response-started", "response-adjusted", "response-ended", "measure-done",
        "evidence-taken", "report-made", "report-corrected", "users-notified", "handling-ended", "investigated", "reopened",
    ];

    /// <summary>Nothing is on record.</summary>
    public static Course None { get; } = new();

    /// <summary>What happened, the earliest first.</summary>
    public IReadOnlyList<CourseLine> Lines => _lines;

    /// <summary>First handling.</summary>
    public IReadOnlyList<CourseLine> Handled => _handled;

    /// <summary>How users were told.</summary>
    public IReadOnlyList<CourseLine> Told => _told;

    /// <summary>The investigation, or null.</summary>
    public IncidentEvent.Investigated? Investigation { get; private set; }

    /// <summary>Who investigated and when; null when nobody did.</summary>
    public CourseLine? Investigated { get; private set; }

    /// <summary>With what result the handling ended, or null.</summary>
    public CourseLine? Outcome { get; private set; }

    /// <summary>From the lines of its journal.</summary>
    /// <exception cref="RecordException">A line cannot be read.</exception>
    public static Course Of(IEnumerable<NewEntry> lines)
    {
        var course = new Course();
        foreach (var line in lines)
            course.Take(EventNames.Read(line), line);
        course._lines.Sort((a, b) => a.At.CompareTo(b.At));
        return course;
    }

    private void Take(IncidentEvent what, NewEntry line)
    {
        CourseLine Said(string says) => new(line.DoneAt, line.Actor, says);
        switch (what)
        {
            case IncidentEvent.FirstHandled e:
                _handled.Add(Said(e.What));
                break;
            case IncidentEvent.UsersNotified e:
                _told.Add(Said($"以{e.Channel}告知{e.Whom}{e.Persons}：{e.Text}"));
                break;
            case IncidentEvent.Investigated e:
                (Investigation, Investigated) = (e, Said(e.Cause));
                break;
            case IncidentEvent.HandlingEnded e:
                Outcome = Said(e.Result);
                break;
            // An incident that is opened again has no result yet.
            case IncidentEvent.Reopened:
                (Investigation, Investigated, Outcome) = (null, null, null);
                break;
            default:
                break;
        }

        if (Sentence(what) is { } sentence)
            _lines.Add(Said(sentence));
    }

    /// <summary>What a reader of the course wants to know; null for facts, notes and clocks, which would bury it.</summary>
    private static string? Sentence(IncidentEvent what) => what switch
    {
        IncidentEvent.Opened e => $"登记事件：{e.Title}",
        IncidentEvent.LevelJudged e => $"自判为{e.Level.Word()}：{e.Reason}",
        IncidentEvent.LevelDetermined e => $"{e.Authority}定级为{e.Level.Word()}",
        IncidentEvent.FirstHandled e => $"先行处置：{e.What}",
        IncidentEvent.ResponseStarted e => $"启动{e.Response}级响应，{e.DecidedBy}决定",
        IncidentEvent.ResponseAdjusted e => $"响应由{e.From}级调整为{e.To}级：{e.Reason}",
        IncidentEvent.ResponseEnded e => $"结束响应：{e.Reason}",
        IncidentEvent.MeasureDone e => $"落实措施：{e.Proof}",
        IncidentEvent.EvidenceTaken e => $"固定证据：{e.What}",
        IncidentEvent.ReportMade e => $"向{e.To}报送",
        IncidentEvent.ReportCorrected e => $"更正已报内容：{e.Text}",
        IncidentEvent.UsersNotified e => $"告知{e.Whom}{e.Persons}",
        IncidentEvent.HandlingEnded e => $"处置结束：{e.Result}",
        IncidentEvent.Reopened e => $"重新开启：{e.Reason}",
        _ => null,
    };
}
