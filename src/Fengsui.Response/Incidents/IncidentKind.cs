using System.Text.Json;
using Fengsui.Law.Calendar;
using Fengsui.Law.Grading;
using Fengsui.Response.Papers;
using Fengsui.Response.Record;

namespace Fengsui.Response.Incidents;

/// <summary>The kind of matter that an incident is.</summary>
public sealed class IncidentKind : MatterKind
{
    /// <summary>The list of indicators.</summary>
    public const string Indicators = "indicator";

    /// <summary>The list of evidence and its hand-overs.</summary>
    public const string Custody = "custody";

    /// <summary>The list of notes.</summary>
    public const string Notes = "note";

    /// <summary>The list of links, found from both sides.</summary>
    public const string Links = "link";

    /// <summary>The texts of papers that are being written, found by pack and form.</summary>
    public const string Drafts = "draft";

    /// <summary>The papers as they were sent.</summary>
    public const string Papers = "paper";

    private IncidentKind()
    {
    }

    /// <summary>The one instance.</summary>
    public static IncidentKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "incident";

    /// <inheritdoc/>
    public override Folded Fold(IEnumerable<NewEntry> lines)
    {
        var state = new IncidentState();
        foreach (var line in lines)
            Apply(state, EventNames.Read(line), line);
        return Folded(state);
    }

    /// <inheritdoc/>
    public override Folded Fold(IEnumerable<NewEntry> lines, Action<IReadOnlyList<Item>, IReadOnlyList<Message>> made)
    {
        var state = new IncidentState();
        foreach (var line in lines)
        {
            var what = EventNames.Read(line);
            Apply(state, what, line);
            made(Items(what, line), [.. Messages(what)]);
        }
        return Folded(state);
    }

    /// <summary>A line that can be read and does not fit what stands before it was damaged, or its journal was.</summary>
    private static void Apply(IncidentState state, IncidentEvent what, NewEntry line)
    {
        try
        {
            state.Apply(what, line);
        }
        catch (Exception e) when (e is KeyNotFoundException or NullReferenceException or ArgumentException or FormatException or OverflowException or InvalidOperationException)
        {
            throw new RecordException($"a {line.Type} does not fit the lines before it: {e.Message}", e);
        }
    }

    /// <summary>A state as it is stored.</summary>
    public static Folded Folded(IncidentState state)
    {
        var clocks = Clocks.Of(state);
        return new(new(Write(state), state.Title, state.Phase.Word(), (int)(state.CountingLevel ?? default(Level)), state.Opened,
            Clocks.Binds(state), state.NeedsSomebody, state.Words) { WordSince = Clocks.WordSince(state) }, clocks);
    }

    /// <summary>Writes a state.</summary>
    public static string Write(IncidentState state) => JsonSerializer.Serialize(state, IncidentJson.Written.IncidentState);

    /// <summary>Reads a stored state.</summary>
    /// <exception cref="RecordException">It cannot be read.</exception>
    public static IncidentState Read(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, IncidentJson.Written.IncidentState)!;
        }
        catch (JsonException e)
        {
            throw new RecordException($"the stored state of an incident cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Reads a row of <see cref="Custody"/>.</summary>
    public static CustodyRow ReadCustody(string body) => JsonSerializer.Deserialize(body, IncidentJson.Written.CustodyRow)!;

    /// <summary>Reads a row of <see cref="Indicators"/>.</summary>
    public static Indicator ReadIndicator(string body) => JsonSerializer.Deserialize(body, IncidentJson.Written.Indicator)!;

    /// <inheritdoc/>
    public override IReadOnlyList<Item> Items(NewEntry line) => line.Type switch
    {
        "note-added" or "indicators-added" or "evidence-taken" or "evidence-handed-over" or "linked" or "merged" or "paper-written" or "paper-sent" => Items(EventNames.Read(line), line),
        _ => [],
    };

    private static IReadOnlyList<Item> Items(IncidentEvent what, NewEntry line) => what switch
    {
        IncidentEvent.NoteAdded e => [new(Notes, line.Actor, JsonSerializer.Serialize(new(e.Text, e.Attachment, line.DoneAt, line.Actor), IncidentJson.Written.NoteRow))],
        IncidentEvent.IndicatorsAdded e => [.. e.Indicators.Select(i => new Item(Indicators, $"{i.Type}:{i.Value}", JsonSerializer.Serialize(i, IncidentJson.Written.Indicator)))],
        IncidentEvent.EvidenceTaken e => [Row(new(e.Evidence, e.What, e.Where, null, e.Holder, e.Sha256, e.Attachment, null, line.DoneAt, line.Actor))],
        IncidentEvent.EvidenceHandedOver e => [Row(new(e.Evidence, null, null, e.From, e.To, e.Sha256, null, e.Reason, line.DoneAt, line.Actor))],
        IncidentEvent.PaperWritten e => [new(Drafts, $"{e.Pack}/{e.Form}", JsonSerializer.Serialize(new(e.Fields, line.DoneAt, line.Actor), IncidentJson.Written.DraftRow))],
        IncidentEvent.PaperSent e => [new(Papers, $"{e.Pack}/{e.Form}", JsonSerializer.Serialize(
            new(e.Report, e.Pack, e.Form, e.Attachment, e.Sha256, e.Values, e.Recipient, e.Signed, e.Acknowledged, line.DoneAt, line.Actor), IncidentJson.Written.PaperRow))],
        IncidentEvent.Linked e => [new(Links, e.Other, JsonSerializer.Serialize(new(e.Other, e.Relation), IncidentJson.Written.LinkRow))],
        IncidentEvent.Merged e => [new(Links, e.Into, JsonSerializer.Serialize(new(e.Into, "并案"), IncidentJson.Written.LinkRow))],
        _ => [],
    };

    /// <summary>What people typed into a paper: the last text of each field, folded from its rows in their order.</summary>
    /// <param name="rows">The bodies of the rows of <see cref="Drafts"/> of one paper.</param>
    public static IReadOnlyDictionary<string, TypedText> Typed(IEnumerable<string> rows)
    {
        var typed = new Dictionary<string, TypedText>();
        foreach (var row in rows.Select(r => JsonSerializer.Deserialize(r, IncidentJson.Written.DraftRow)!))
            foreach (var (field, text) in row.Fields)
                if (text.Length > 0)
                    typed[field] = new(text, row.By, row.At);
                else
                    typed.Remove(field);
        return typed;
    }

    /// <summary>A paper as it was sent.</summary>
    public static PaperRow SentPaper(string row) => JsonSerializer.Deserialize(row, IncidentJson.Written.PaperRow)!;

    private static Item Row(CustodyRow row) => new(Custody, row.Evidence, JsonSerializer.Serialize(row, IncidentJson.Written.CustodyRow));

    /// <inheritdoc/>
    public override IReadOnlyList<Message> Messages(NewEntry line) => line.Type switch
    {
        "clock-reached" or "duties-reckoned" or "ratification-awaited" => [.. Messages(EventNames.Read(line))],
        _ => [],
    };

    private static IEnumerable<Message> Messages(IncidentEvent what) => what switch
    {
        IncidentEvent.ClockReached e => [Told(Of(e))],
        IncidentEvent.DutiesReckoned e => (e.Arose ?? []).Where(a => a.State is "owed" or "word").Select(a => Told(new(a.Overdue ? "overdue" : "owed", a.Key, a.To, a.Due)))
            // A duty that was only possible, or waited, is news when it becomes owed; so is a due instant that moved.
            .Concat((e.Changed ?? []).Where(c => c.State is "owed" or "word" && (c.Was is not null || c.From is not null)).Select(c => Told(new(c.Overdue ? "overdue" : "owed", c.Key, c.To, c.Due)))),
        IncidentEvent.RatificationAwaited e => [Told(new("ratification", e.Act, null, e.Due))],
        _ => [],
    };

    private static ClockMessage Of(IncidentEvent.ClockReached e)
    {
        var (kind, key) = Clocks.Split(e.Clock);
        return new(Word(kind), key, null, e.At);
    }

    private static string Word(ClockKind kind) => kind switch
    {
        ClockKind.Due => "overdue",
        ClockKind.Reminder => "reminder",
        ClockKind.Task => "task-overdue",
        ClockKind.Ratification => "ratification-overdue",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static Message Told(ClockMessage message) => new("incident.clock", JsonSerializer.Serialize(message, IncidentJson.Written.ClockMessage));
}
