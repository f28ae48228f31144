using System.Text.Json;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Response.Notices;
using Fengsui.Response.Record;

namespace Fengsui.Response.Warnings;

/// <summary>A recipient, as a row.</summary>
/// <param name="Name">The name.</param>
/// <param name="Region">The region, or empty.</param>
public sealed record RecipientRow(string Name, string Region);

/// <summary>A receipt, as a row.</summary>
/// <param name="How">How it came.</param>
/// <param name="At">When.</param>
/// <param name="By">Who recorded it: a person, or the unit itself.</param>
public sealed record ReceiptRow(string How, Instant At, string By);

/// <summary>A feedback, as a row.</summary>
/// <param name="How">How it came.</param>
/// <param name="At">When.</param>
/// <param name="By">Who recorded it: a person, or the unit itself.</param>
/// <param name="Text">What was told.</param>
/// <param name="Zero">Whether there was nothing to tell.</param>
/// <param name="Round">The round.</param>
public sealed record FeedbackRow(string How, Instant At, string By, string Text, bool Zero, int Round);

/// <summary>What the outbox carries: which rows of recipients are to be told. It names rows and no addresses.</summary>
/// <param name="What">One of the words of <see cref="WarningKind"/>: issued, dropped, lifted, reminder or due.</param>
/// <param name="Version">The version of the warning.</param>
/// <param name="Seq">The line that made the rows; null for the line of the message itself.</param>
/// <param name="From">The first row of it.</param>
/// <param name="To">Behind the last.</param>
public sealed record FanOut(string What, int Version, long? Seq, int From, int To);

/// <summary>The kind of matter that a warning is.</summary>
public sealed class WarningKind : MatterKind
{
    /// <summary>At most so many recipients stand in one line.</summary>
    public const int MostInLine = 5_000;

    /// <summary>At most so many recipients are told by one message.</summary>
    public const int MostInMessage = 500;

    /// <summary>The topic of every message of a warning.</summary>
    public const string Topic = "warning";

    /// <summary>To those to whom it goes.</summary>
    public const string IssuedWord = "issued";

    /// <summary>To those who are no longer named: for them it is lifted.</summary>
    public const string DroppedWord = "dropped";

    /// <summary>To those to whom it went when it was lifted.</summary>
    public const string LiftedWord = "lifted";

    /// <summary>To those who did not acknowledge it in time.</summary>
    public const string ReminderWord = "reminder";

    /// <summary>To ourselves: a round of feedback ended, or the receipt of a warning from outside is overdue.</summary>
    public const string DueWord = "due";

    private WarningKind()
    {
    }

    /// <summary>The one instance.</summary>
    public static WarningKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "warning";

    /// <summary>The list of the recipients of a version, found by unit.</summary>
    public static string Recipients(int version) => $"recipient.{version}";

    /// <summary>The list of those who are no longer named in a version.</summary>
    public static string Dropped(int version) => $"dropped.{version}";

    /// <summary>The list of the receipts of a version, found by unit.</summary>
    public static string Receipts(int version) => $"receipt.{version}";

    /// <summary>The list of the feedback on a version, found by unit.</summary>
    public static string Feedback(int version) => $"feedback.{version}";

    /// <inheritdoc/>
    public override Folded Fold(IEnumerable<NewEntry> lines) => Fold(lines, (_, _) => { });

    /// <inheritdoc/>
    public override Folded Fold(IEnumerable<NewEntry> lines, Action<IReadOnlyList<Item>, IReadOnlyList<Message>> made)
    {
        var state = new WarningState();
        foreach (var line in lines)
        {
            var what = WarningEvents.Read(line);
            Apply(state, what, line);
            made(Items(what, line), Messages(what));
        }
        return Folded(state);
    }

    /// <summary>A line that can be read and does not fit what stands before it was damaged, or its journal was.</summary>
    private static void Apply(WarningState state, WarningEvent what, NewEntry line)
    {
        try
        {
            state.Apply(what, line);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new RecordException($"a {line.Type} does not fit the lines before it: {e.Message}", e);
        }
    }

    /// <summary>A state as it is stored.</summary>
    public static Folded Folded(WarningState state)
    {
        IReadOnlyList<PendingClock> clocks = [.. state.Clocks()];
        Instant? next = clocks.Count == 0 ? null : clocks.Min(c => c.At);
        var says = state.Says();
        return new(new(Write(state), says.Title, state.Phase.Word(), says.Level is { } level ? (int)level : 0, state.Opened, next,
            state.Phase is WarningPhase.Draft || state.IsInForce(), state.Words()), clocks);
    }

    /// <summary>Writes a state.</summary>
    public static string Write(WarningState state) => JsonSerializer.Serialize(state, WarningJson.Written.WarningState);

    /// <summary>Reads a stored state.</summary>
    /// <exception cref="RecordException">It cannot be read.</exception>
    public static WarningState Read(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, WarningJson.Written.WarningState) ?? throw new RecordException("the state of a warning is empty");
        }
        catch (JsonException e)
        {
            throw new RecordException($"the stored state of a warning cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Reads a row of <see cref="Recipients"/> or <see cref="Dropped"/>.</summary>
    public static RecipientRow ReadRecipient(string body) => JsonSerializer.Deserialize(body, WarningJson.Written.RecipientRow)!;

    /// <summary>Reads a row of <see cref="Receipts"/>.</summary>
    public static ReceiptRow ReadReceipt(string body) => JsonSerializer.Deserialize(body, WarningJson.Written.ReceiptRow)!;

    /// <summary>Reads a row of <see cref="Feedback"/>.</summary>
    public static FeedbackRow ReadFeedback(string body) => JsonSerializer.Deserialize(body, WarningJson.Written.FeedbackRow)!;

    /// <summary>Reads a message.</summary>
    public static FanOut ReadFanOut(string body) => JsonSerializer.Deserialize(body, WarningJson.Written.FanOut)!;

    /// <inheritdoc/>
    public override IReadOnlyList<Item> Items(NewEntry line) => line.Type switch
    {
        "recipients-named" or "recipients-dropped" or "receipts-recorded" or "feedback-given" => Items(WarningEvents.Read(line), line),
        _ => [],
    };

    /// <inheritdoc/>
    public override IReadOnlyList<Message> Messages(NewEntry line) => line.Type switch
    {
        "recipients-named" or "recipients-dropped" or "warning-lifted" or "warning-received" or "warning-clock-reached" => Messages(WarningEvents.Read(line)),
        _ => [],
    };

    private static IReadOnlyList<Item> Items(WarningEvent what, NewEntry line) => what switch
    {
        WarningEvent.RecipientsNamed e => Rows(Recipients(e.Version), e.Units),
        WarningEvent.RecipientsDropped e => Rows(Dropped(e.Version), e.Units),
        WarningEvent.ReceiptsRecorded e => [.. e.Receipts.Select(r => new Item(
            Receipts(e.Version), r.Unit, JsonSerializer.Serialize(new(r.How, r.At, line.Actor), WarningJson.Written.ReceiptRow)))],
        WarningEvent.FeedbackGiven e => [new(Feedback(e.Version), e.Unit, JsonSerializer.Serialize(
            new(e.How, line.DoneAt, line.Actor, e.Text, e.Zero, e.Round), WarningJson.Written.FeedbackRow))],
        _ => [],
    };

    private static IReadOnlyList<Item> Rows(string list, IReadOnlyList<Recipient> units) =>
        [.. units.Select(u => new Item(list, u.Unit, JsonSerializer.Serialize(new(u.Name, u.Region), WarningJson.Written.RecipientRow)))];

    private static IReadOnlyList<Message> Messages(WarningEvent what) => what switch
    {
        WarningEvent.RecipientsNamed e => [.. Told(IssuedWord, e.Version, null, e.Units.Count)],
        WarningEvent.RecipientsDropped e => [.. Told(DroppedWord, e.Version, null, e.Units.Count)],
        WarningEvent.Lifted e => [.. e.Told.SelectMany(c => Told(LiftedWord, e.Version, c.Seq, c.Count))],
        // Who is late with a warning from outside is we ourselves: it has no recipients, and a reminder finds none.
        WarningEvent.ClockReached e =>
        [
            Told(new(e.Clock.StartsWith("receipt.", StringComparison.Ordinal) ? ReminderWord : DueWord, VersionOf(e.Clock), null, 0, 0)),
            .. e.Wakes ? [Asked(e.Clock, Overdue(e.Clock))] : Array.Empty<Message>(),
        ],
        // Somebody typed the others in and knows of them.
        WarningEvent.Received { How: "system" } e =>
            [Asked($"receipt.{e.Version}", new("收到外来预警，请阅处并回执", "a warning has come in; read it and acknowledge it"))],
        _ => [],
    };

    private static Text Overdue(string clock) => clock.StartsWith("receipt.", StringComparison.Ordinal)
        ? new("预警回执逾期，请查看预警", "the receipt of a warning is overdue; look at the warning")
        : new("预警反馈到期未报，请查看预警", "feedback on a warning is due and missing; look at the warning");

    private static Message Asked(string clock, Text what) => new NoticeAsk(0, "/warnings/{matter}", [new(NoticeTopics.Warning, clock, what, null, AtOnce: true)]).Told();

    private static int VersionOf(string clock) =>
        int.Parse(clock.Split('.')[1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<Message> Told(string what, int version, long? seq, int count)
    {
        for (var from = 0; from < count; from += MostInMessage)
            yield return Told(new(what, version, seq, from, Math.Min(from + MostInMessage, count)));
    }

    private static Message Told(FanOut told) => new(Topic, JsonSerializer.Serialize(told, WarningJson.Written.FanOut));
}
