using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Fengsui.Law.Calendar;
using Fengsui.Response.Organisations;
using Fengsui.Response.Record;

namespace Fengsui.Response.Notices;

/// <summary>A send that waits for a sender: a message of the outbox.</summary>
/// <param name="Send">Its id within the page.</param>
/// <param name="Channel">Through which channel.</param>
/// <param name="Due">By when what it tells must be done, or null: the first of them goes first when a channel is full.</param>
public sealed record SendMessage(string Send, string Channel, Instant? Due)
{
    /// <summary>The topic of these messages in the outbox.</summary>
    public const string Topic = "page.send";

    /// <summary>Reads a message.</summary>
    /// <exception cref="RecordException">It cannot be read.</exception>
    public static SendMessage Read(string body) => NoticeJson.Read(body, NoticeJson.Written.SendMessage, Topic);
}

/// <summary>The kind of matter that a page is: who is told of something, and who answered.</summary>
public sealed class PageKind : MatterKind
{
    /// <summary>The list of pages, found by the matter that asked for them.</summary>
    public const string Pages = "page";

    private const int First = 1;

    private PageKind()
    {
    }

    /// <summary>The only one.</summary>
    public static PageKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "page";

    /// <summary>The id of the page for what a line of a journal asks: whoever comes second finds it there.</summary>
    public static string IdOf(string matter, long seq) => $"{matter}~{seq}";

    /// <summary>The names under which events stand in the journal.</summary>
    public static IReadOnlyList<(string Name, Type Type)> Names { get; } =
    [
        ("page-opened", typeof(PageEvent.Opened)), ("step-taken", typeof(PageEvent.StepTaken)), ("send-started", typeof(PageEvent.SendStarted)),
        ("send-ended", typeof(PageEvent.SendEnded)), ("page-acknowledged", typeof(PageEvent.Acknowledged)), ("page-ended", typeof(PageEvent.Ended)),
    ];

    /// <summary>Writes an event as a line of the journal.</summary>
    public static NewEntry Write(PageEvent said, Instant now, string actor)
    {
        var (name, body) = said switch
        {
            PageEvent.Opened e => ("page-opened", JsonSerializer.Serialize(e, NoticeJson.Written.Opened)),
            PageEvent.StepTaken e => ("step-taken", JsonSerializer.Serialize(e, NoticeJson.Written.StepTaken)),
            PageEvent.SendStarted e => ("send-started", JsonSerializer.Serialize(e, NoticeJson.Written.SendStarted)),
            PageEvent.SendEnded e => ("send-ended", JsonSerializer.Serialize(e, NoticeJson.Written.SendEnded)),
            PageEvent.Acknowledged e => ("page-acknowledged", JsonSerializer.Serialize(e, NoticeJson.Written.Acknowledged)),
            PageEvent.Ended e => ("page-ended", JsonSerializer.Serialize(e, NoticeJson.Written.Ended)),
            _ => throw new InvalidOperationException(said.GetType().Name),
        };
        return new(name, First, now, now, actor, "", body);
    }

    /// <summary>Reads an event back.</summary>
    /// <exception cref="RecordException">The line cannot be read.</exception>
    public static PageEvent Read(NewEntry line)
    {
        if (line.Version != First)
            throw new RecordException($"{line.Type} of version {line.Version} is not known here");
        return line.Type switch
        {
            "page-opened" => NoticeJson.Read(line.Body, NoticeJson.Written.Opened, line.Type),
            "step-taken" => NoticeJson.Read(line.Body, NoticeJson.Written.StepTaken, line.Type),
            "send-started" => NoticeJson.Read(line.Body, NoticeJson.Written.SendStarted, line.Type),
            "send-ended" => NoticeJson.Read(line.Body, NoticeJson.Written.SendEnded, line.Type),
            "page-acknowledged" => NoticeJson.Read(line.Body, NoticeJson.Written.Acknowledged, line.Type),
            "page-ended" => NoticeJson.Read(line.Body, NoticeJson.Written.Ended, line.Type),
            _ => throw new RecordException($"{line.Type} is not known here"),
        };
    }

    /// <inheritdoc/>
    public override Folded Fold(IEnumerable<NewEntry> lines)
    {
        var page = new Page();
        foreach (var line in lines)
        {
            try
            {
                page.Apply(Read(line), line.RecordedAt);
            }
            catch (KeyNotFoundException e)
            {
                throw new RecordException($"a {line.Type} does not fit the lines before it: {e.Message}", e);
            }
        }
        return page.What is null ? throw new RecordException("a page that was not opened") : Folded(page);
    }

    /// <summary>A page as it is stored.</summary>
    public static Folded Folded(Page page)
    {
        var what = page.What!;
        return new(
            new(JsonSerializer.Serialize(page, NoticeJson.Written.Page), string.Join(' ', what.Items.Select(i => i.Topic).Distinct()),
                page.End?.How ?? "open", what.Level, page.At, page.End is null ? page.Due : null, page.End is null or { How: NoticeReasons.Exhausted }, ""),
            page.Next is { } next ? [new("step", next)] : []);
    }

    /// <summary>Reads a stored page.</summary>
    /// <exception cref="RecordException">It cannot be read.</exception>
    public static Page ReadPage(string body) => NoticeJson.Read(body, NoticeJson.Written.Page, "page");

    /// <inheritdoc/>
    public override IReadOnlyList<Item> Items(NewEntry line) =>
        line.Type == "page-opened" && Read(line) is PageEvent.Opened e ? [new(Pages, e.Matter, "{}")] : [];

    /// <inheritdoc/>
    public override IReadOnlyList<Message> Messages(NewEntry line) => line.Type == "step-taken" && Read(line) is PageEvent.StepTaken e
        ? [.. e.Sends.Where(s => s.Kind != NoticeDirectory.App).Select(s => new Message(SendMessage.Topic,
            JsonSerializer.Serialize(new SendMessage(s.Id, s.Channel, e.Due), NoticeJson.Written.SendMessage)))]
        : [];

    /// <summary>Folds what was decided into a page, as lines ready to be written.</summary>
    /// <param name="page">The page before; left as it is.</param>
    /// <param name="events">What happened.</param>
    /// <param name="now">When.</param>
    /// <param name="actor">Who did it, or <see cref="Actors.System"/>.</param>
    public static (IReadOnlyList<NewEntry> Lines, Page After) Take(Page page, IReadOnlyList<PageEvent> events, Instant now, string actor)
    {
        var after = page.Copy();
        foreach (var said in events)
            after.Apply(said, now);
        return ([.. events.Select(e => Write(e, now, actor))], after);
    }
}

[JsonSerializable(typeof(Page))]
[JsonSerializable(typeof(NoticeAsk))]
[JsonSerializable(typeof(SendMessage))]
[JsonSerializable(typeof(PageEvent.Opened))]
[JsonSerializable(typeof(PageEvent.StepTaken))]
[JsonSerializable(typeof(PageEvent.SendStarted))]
[JsonSerializable(typeof(PageEvent.SendEnded))]
[JsonSerializable(typeof(PageEvent.Acknowledged))]
[JsonSerializable(typeof(PageEvent.Ended))]
internal sealed partial class NoticeJson : JsonSerializerContext
{
    public static NoticeJson Written { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        // Chinese stays readable in the journal; it is never pasted into a page unescaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = false,
        RespectNullableAnnotations = true,
        Converters = { new InstantJson() },
    });

    public static T Read<T>(JsonText body, JsonTypeInfo<T> shape, string what)
    {
        try
        {
            return body.Read(shape) ?? throw new RecordException($"{what} is empty");
        }
        catch (JsonException e)
        {
            throw new RecordException($"{what} cannot be read: {e.Message}", e);
        }
    }
}
