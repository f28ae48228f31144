using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fengsui.Response.Rosters;

/// <summary>The days on which a watch is kept, by the product's own calendar: days off and make-up working days count as the yearly notice says.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DaysCovered>))]
public enum DaysCovered
{
    /// <summary>Every day.</summary>
    [JsonStringEnumMemberName("every-day")]
    Every,

    /// <summary>Working days.</summary>
    [JsonStringEnumMemberName("working-days")]
    Working,

    /// <summary>Days off.</summary>
    [JsonStringEnumMemberName("days-off")]
    Off,
}

/// <summary>After what the next person of a rotation takes over.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TurnLength>))]
public enum TurnLength
{
    /// <summary>After each shift.</summary>
    [JsonStringEnumMemberName("shift")]
    Shift,

    /// <summary>After each day that is covered, with all its shifts.</summary>
    [JsonStringEnumMemberName("day")]
    Day,

    /// <summary>After seven days, counted from the start of the rotation.</summary>
    [JsonStringEnumMemberName("week")]
    Week,
}

/// <summary>From when to when a shift lasts; it belongs to the day on which it begins. The end at or before the beginning is on the next day.</summary>
/// <param name="From">When it begins.</param>
/// <param name="Until">When it ends.</param>
[JsonConverter(typeof(HoursJson))]
public readonly record struct Hours(TimeOnly From, TimeOnly Until)
{
    private const int Day = 86_400;

    /// <summary>The seconds from midnight to the beginning.</summary>
    internal long Begins => From.Hour * 3600L + From.Minute * 60L;

    /// <summary>How long it lasts, in seconds.</summary>
    internal long Length => (Until.Hour * 3600L + Until.Minute * 60L - Begins) is > 0 and var length ? length
        : Until.Hour * 3600L + Until.Minute * 60L - Begins + Day;

    /// <summary>Reads <c>08:30-17:30</c>, <c>17:30-08:30</c> (over midnight), <c>00:00-24:00</c>.</summary>
    public static bool TryParse(string text, out Hours hours)
    {
        hours = default;
        var ends = text.Split('-', '–', '—', '～', '~');
        if (ends.Length != 2 || !Clock(ends[0], out var from) || !Clock(ends[1].Trim() is "24:00" ? "00:00" : ends[1], out var until))
            return false;
        hours = new(from, until);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Write(From)}-{(Until == TimeOnly.MinValue ? "24:00" : Write(Until))}";

    private static bool Clock(string text, out TimeOnly clock) => TimeOnly.TryParseExact(
        text.Trim().Replace('：', ':'), ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out clock);

    private static string Write(TimeOnly clock) => clock.ToString("HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>Hours as the text that people write.</summary>
internal sealed class HoursJson : JsonConverter<Hours>
{
    public override Hours Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Hours.TryParse(reader.GetString() ?? "", out var hours) ? hours : throw new JsonException("not hours of a day");

    public override void Write(Utf8JsonWriter writer, Hours value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>A watch: on which days, at which times, and who takes turns.</summary>
/// <param name="Days">The days.</param>
/// <param name="Times">The shifts of such a day, in their order.</param>
/// <param name="People">Who takes turns, by id, in this order.</param>
/// <param name="Turn">After what the next one takes over.</param>
/// <param name="Start">The day on which the first of them begins.</param>
public sealed record Watch(DaysCovered Days, IReadOnlyList<Hours> Times, IReadOnlyList<string> People, TurnLength Turn, DateOnly Start);

/// <summary>A layer: the first one is on duty, those behind it are asked when it does not answer, or when duty is strengthened.</summary>
/// <param name="Post">The post under which its people are on duty, by id.</param>
/// <param name="Watches">Its watches.</param>
public sealed record Layer(string Post, IReadOnlyList<Watch> Watches);

/// <summary>A plan of its own for some days, in place of the usual one.</summary>
/// <param name="Name">What the days are.</param>
/// <param name="From">The first day, from 00:00.</param>
/// <param name="Until">The last day, to 24:00.</param>
/// <param name="Layers">The layers of these days.</param>
public sealed record HolidayPlan(string Name, DateOnly From, DateOnly Until, IReadOnlyList<Layer> Layers);

/// <summary>What a roster says: who is on duty when, before anybody swaps or is away.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="From">The first day, from 00:00.</param>
/// <param name="Until">The last day, to 24:00; null goes on.</param>
/// <param name="Layers">The layers, the first one first.</param>
/// <param name="Holidays">The days that have a plan of their own.</param>
public sealed record RosterPlan(string Name, DateOnly From, DateOnly? Until, IReadOnlyList<Layer> Layers, IReadOnlyList<HolidayPlan> Holidays)
{
    /// <summary>Every layer with the key under which it stands in a file: those of the usual plan and of the holidays.</summary>
    internal IEnumerable<(string Key, Layer Layer)> AllLayers =>
        Layers.Select((layer, n) => ($"layers[{n}]", layer))
            .Concat(Holidays.SelectMany((holiday, h) => holiday.Layers.Select((layer, n) => ($"holidays[{h}].layers[{n}]", layer))));

    /// <summary>Everybody who takes turns in it.</summary>
    [JsonIgnore]
    public IEnumerable<string> Everybody => AllLayers.SelectMany(l => l.Layer.Watches).SelectMany(w => w.People).Distinct();
}
