using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Fengsui.Law.Calendar;
using Fengsui.Response.Organisations;
using Fengsui.Response.Record;

namespace Fengsui.Response.Rosters;

/// <summary>The names under which events of a roster stand in the journal, and their bodies as JSON text.</summary>
public static class RosterEvents
{
    private const int First = 1;

    /// <summary>Every name, with its version and the event it stands for.</summary>
    public static IReadOnlyList<(string Name, int Version, Type Type)> All { get; } =
    [
        ("roster-set", First, typeof(RosterEvent.RosterSet)),
        ("shifts-swapped", First, typeof(RosterEvent.ShiftsSwapped)),
        ("leave-taken", First, typeof(RosterEvent.LeaveTaken)),
        ("leave-ended", First, typeof(RosterEvent.LeaveEnded)),
        ("duty-strengthened", First, typeof(RosterEvent.DutyStrengthened)),
        ("strengthening-ended", First, typeof(RosterEvent.StrengtheningEnded)),
        ("roster-ended", First, typeof(RosterEvent.RosterEnded)),
    ];

    /// <summary>Writes an event as a line of the journal.</summary>
    /// <param name="said">The event.</param>
    /// <param name="now">When it is recorded; a change of a roster is recorded when it is decided, whenever it takes effect.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="post">Under which post.</param>
    public static NewEntry Write(RosterEvent said, Instant now, string actor, string post)
    {
        var (name, body) = said switch
        {
            RosterEvent.RosterSet e => ("roster-set", Body(e, Json.RosterSet)),
            RosterEvent.ShiftsSwapped e => ("shifts-swapped", Body(e, Json.ShiftsSwapped)),
            RosterEvent.LeaveTaken e => ("leave-taken", Body(e, Json.LeaveTaken)),
            RosterEvent.LeaveEnded e => ("leave-ended", Body(e, Json.LeaveEnded)),
            RosterEvent.DutyStrengthened e => ("duty-strengthened", Body(e, Json.DutyStrengthened)),
            RosterEvent.StrengtheningEnded e => ("strengthening-ended", Body(e, Json.StrengtheningEnded)),
            RosterEvent.RosterEnded e => ("roster-ended", Body(e, Json.RosterEnded)),
            _ => throw new InvalidOperationException(said.GetType().Name),
        };
        return new(name, First, now, now, actor, post, body);
    }

    /// <summary>Reads an event back.</summary>
    /// <exception cref="RecordException">The line cannot be read.</exception>
    public static RosterEvent Read(NewEntry line)
    {
        if (line.Version != First)
            throw new RecordException($"{line.Type} of version {line.Version} is not known here");
        try
        {
            return line.Type switch
            {
                "roster-set" => Read(line, Json.RosterSet),
                "shifts-swapped" => Read(line, Json.ShiftsSwapped),
                "leave-taken" => Read(line, Json.LeaveTaken),
                "leave-ended" => Read(line, Json.LeaveEnded),
                "duty-strengthened" => Read(line, Json.DutyStrengthened),
                "strengthening-ended" => Read(line, Json.StrengtheningEnded),
                "roster-ended" => Read(line, Json.RosterEnded),
                _ => throw new RecordException($"{line.Type} is not known here"),
            };
        }
        catch (JsonException e)
        {
            throw new RecordException($"{line.Type} cannot be read: {e.Message}", e);
        }
    }

    internal static RosterJson Json { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        // Chinese stays readable in the journal; it is never pasted into a page unescaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        IgnoreReadOnlyProperties = true,
        Converters = { new InstantJson() },
    });

    private static string Body<T>(T said, JsonTypeInfo<T> shape) => JsonSerializer.Serialize(said, shape);

    private static T Read<T>(NewEntry line, JsonTypeInfo<T> shape) =>
        line.Body.Read(shape) ?? throw new RecordException($"{line.Type} has no body");
}

[JsonSerializable(typeof(RosterEvent.RosterSet))]
[JsonSerializable(typeof(RosterEvent.ShiftsSwapped))]
[JsonSerializable(typeof(RosterEvent.LeaveTaken))]
[JsonSerializable(typeof(RosterEvent.LeaveEnded))]
[JsonSerializable(typeof(RosterEvent.DutyStrengthened))]
[JsonSerializable(typeof(RosterEvent.StrengtheningEnded))]
[JsonSerializable(typeof(RosterEvent.RosterEnded))]
[JsonSerializable(typeof(RosterState))]
[JsonSerializable(typeof(RosterPlan))]
internal sealed partial class RosterJson : JsonSerializerContext;
