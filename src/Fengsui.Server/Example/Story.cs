using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fengsui.Law.Calendar;

namespace Fengsui.Server.Example;

/// <summary>A person of the example.</summary>
/// <param name="UserName">The user name.</param>
/// <param name="DisplayName">The name that others see.</param>
/// <param name="Contacts">Where the person can be reached.</param>
/// <param name="Posts">The posts, each by id, with <c>/deputy</c> after it where the person is a deputy.</param>
internal sealed record Player(string UserName, string DisplayName, string Contacts, IReadOnlyList<string> Posts);

/// <summary>A duty roster of the example; it begins on the day on which the organisation was set up.</summary>
/// <param name="By">The user name of who sets it.</param>
/// <param name="Plan">The plan as a roster file has it, without its first day; people by user name.</param>
internal sealed record ExampleRoster(string By, JsonObject Plan);

/// <summary>The organisation of the example.</summary>
/// <param name="Name">Its name.</param>
/// <param name="FoundedDaysAgo">When it was set up.</param>
/// <param name="Profile">What is known about it.</param>
/// <param name="People">Its people; the first one founds it.</param>
/// <param name="Rosters">Its duty rosters.</param>
internal sealed record Cast(string Name, int FoundedDaysAgo, IReadOnlyDictionary<string, string> Profile, IReadOnlyList<Player> People, IReadOnlyList<ExampleRoster> Rosters);

/// <summary>One act of an example incident.</summary>
/// <param name="Where">The file and the number of the act, for whoever mends the file.</param>
/// <param name="Incident">The incident.</param>
/// <param name="At">When it is recorded.</param>
/// <param name="By">The user name of who does it.</param>
/// <param name="Act">The id of the act.</param>
/// <param name="Body">The body of the act, as the API takes it.</param>
internal sealed record Scripted(string Where, string Incident, Instant At, string By, string Act, byte[] Body);

/// <summary>
/// The example as data: who is in the organisation, and what they did when. Times are told from now (<c>minutes_ago</c>, <c>days_ago</c>) or from the
/// beginning of the incident (<c>T+35m</c>), so that the live incident is at its fortieth minute whenever the example is made.
/// </summary>
internal static partial class Story
{
    private const string CastFile = "organisation.json";

    private static readonly JsonSerializerOptions Shape = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads the organisation of a folder.</summary>
    /// <exception cref="InvalidDataException">The file is missing or wrong.</exception>
    public static Cast ReadCast(string folder) => Read(Path.Combine(folder, CastFile), json => json.Deserialize<Cast>(Shape)!);

    /// <summary>Reads the incidents of a folder: every act of them, the earliest first.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="now">The moment from which the times are told.</param>
    /// <exception cref="InvalidDataException">A file is wrong.</exception>
    public static IReadOnlyList<Scripted> ReadActs(string folder, Instant now) =>
    [
        .. Directory.EnumerateFiles(folder, "*.json").Where(f => Path.GetFileName(f) != CastFile).Order(StringComparer.Ordinal)
            .SelectMany(file => Read(file, json => ActsOf(Path.GetFileName(file), json, now)))
            .OrderBy(a => a.At.UnixSeconds),
    ];

    private static List<Scripted> ActsOf(string file, JsonNode json, Instant now)
    {
        var start = StartOf(json["begins"]!, now);
        return
        [
            .. json["acts"]!.AsArray().Select((act, n) => new Scripted(
                $"{file}#{n + 1}", file, start.Plus(Seconds((string)act!["after"]!)), (string)act["by"]!, (string)act["act"]!,
                JsonSerializer.SerializeToUtf8Bytes(Timed(act["body"], start), Shape))),
        ];
    }

    private static Instant StartOf(JsonNode begins, Instant now)
    {
        if (begins["minutes_ago"] is { } minutes)
            return now.Plus(-60L * (int)minutes);
        var day = now.Day.AddDays(-(int)begins["days_ago"]!);
        var clock = TimeOnly.ParseExact((string)begins["at"]!, "HH:mm", CultureInfo.InvariantCulture);
        return Instant.StartOf(day).Plus((clock.Hour * 3600) + (clock.Minute * 60));
    }

    /// <summary>The body with every <c>T+…</c> as the instant that it means.</summary>
    private static JsonNode Timed(JsonNode? body, Instant start)
    {
        switch (body)
        {
            case null:
                return new JsonObject();
            case JsonObject fields:
                return new JsonObject(fields.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)Timed(f.Value, start))));
            case JsonArray list:
                return new JsonArray([.. list.Select(i => Timed(i, start))]);
            case JsonValue value when value.TryGetValue<string>(out var said) && Moment.IsMatch(said):
                return JsonValue.Create(start.Plus(Seconds(said[1..])).ToString());
            default:
                return body.DeepClone();
        }
    }

    private static long Seconds(string said)
    {
        var seconds = Period.Matches(said).Sum(p => long.Parse(p.Groups["count"].ValueSpan,
            CultureInfo.InvariantCulture) * (p.Groups["unit"].Value switch
        {
            "d" => 86_400L,
            "h" => 3600L,
            _ => 60L,
        }));
        return said.StartsWith('-') ? -seconds : seconds;
    }

    private static T Read<T>(string file, Func<JsonNode, T> read)
    {
        try
        {
            return read(JsonNode.Parse(File.ReadAllText(file))!);
        }
        catch (Exception wrong) when (wrong is JsonException or IOException or InvalidOperationException or NullReferenceException or FormatException)
        {
            throw new InvalidDataException($"{file}: {wrong.Message}", wrong);
        }
    }

    [GeneratedRegex(@"^T[+-](\d+[dhm])+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Moment { get; }

    [GeneratedRegex(@"(?<count>\d+)(?<unit>[dhm])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Period { get; }
}
