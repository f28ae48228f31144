using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Fengsui.Law;
using Fengsui.Response.Incidents;

namespace Fengsui.Cli;

/// <summary>Turns <c>level=重大 left=direct_loss,cii facts.pi_persons=1200万人</c> into the body of an act, by the shape that the act has.</summary>
internal static class ActArguments
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The keys of an act on an incident.</summary>
    public static IEnumerable<string> Keys(string act) => Keys(ActNames.All[act]);

    private static IEnumerable<string> Keys(JsonTypeInfo shape) => shape.Properties.Where(p => p.Set is not null).Select(p => IsMap(p) ? p.Name + ".ID" : p.Name);

    /// <summary>Builds the body of an act on an incident.</summary>
    /// <exception cref="WrongCallException">A word is no key=value, or the act has no such key.</exception>
    public static byte[] Body(string act, IEnumerable<string> words, IEnumerable<(string Key, string? Value)> more) => Body(act, ActNames.All[act], words, more);

    /// <summary>Builds the body of any act.</summary>
    /// <param name="act">Its name.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="words">The words, each KEY=VALUE.</param>
    /// <param name="more">What was said by options.</param>
    /// <exception cref="WrongCallException">A word is no key=value, or the act has no such key.</exception>
    public static byte[] Body(string act, JsonTypeInfo shape, IEnumerable<string> words, IEnumerable<(string Key, string? Value)> more)
    {
        var body = new JsonObject();
        foreach (var word in words)
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
                throw new WrongCallException(new($"“{word}”不是 键=值; 可用：{string.Join("、", Keys(shape))}", $"“{word}” is not key=value; its keys: {string.Join(", ", Keys(shape))}"));
            Set(body, act, shape, word[..equals], word[(equals + 1)..]);
        }

        foreach (var (key, value) in more)
            if (value is not null)
                Set(body, act, shape, key, value);
        return JsonSerializer.SerializeToUtf8Bytes(body, Relaxed);
    }

    private static void Set(JsonObject body, string act, JsonTypeInfo shape, string key, string value)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        var name = dot < 0 ? key : key[..dot];
        if (shape.Properties.FirstOrDefault(p => p.Name == name && p.Set is not null) is not { } property || IsMap(property) != dot >= 0)
            throw new WrongCallException(new($"{act} 没有键 {key}; 可用：{string.Join("、", Keys(shape))}", $"{act} has no key {key}; its keys: {string.Join(", ", Keys(shape))}"));
        if (dot < 0)
        {
            body[name] = Value(property, value);
            return;
        }

        if (body[name] is not JsonObject map)
            body[name] = map = [];
        map[key[(dot + 1)..]] = value;
    }

    private static bool IsMap(JsonPropertyInfo property) => property.PropertyType.Name.Contains("Dictionary", StringComparison.Ordinal);

    private static JsonNode? Value(JsonPropertyInfo property, string value)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type == typeof(bool) && bool.TryParse(value, out var yes))
            return yes;
        if (type == typeof(int) && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        if (type == typeof(IReadOnlyList<string>))
            return new JsonArray([.. value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(v => (JsonNode)v)]);
        if (type == typeof(IReadOnlyList<Indicator>))
            return new JsonArray([.. value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Read)]);
        return Structured(type, value) ?? value;
    }

    /// <summary>What has parts of its own is written as JSON.</summary>
    private static JsonNode? Structured(Type type, string value)
    {
        if (type == typeof(string) || value is not ['{' or '[', ..])
            return null;
        try
        {
            return JsonNode.Parse(value);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary><c>ip:203.0.113.7</c>.</summary>
    private static JsonNode Read(string written)
    {
        var colon = written.IndexOf(':', StringComparison.Ordinal);
        return new JsonObject { ["type"] = colon < 0 ? "other" : written[..colon], ["value"] = written[(colon + 1)..] };
    }
}
