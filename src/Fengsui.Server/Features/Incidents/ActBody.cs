using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Grading;
using Fengsui.Response.Incidents;
using Fengsui.Server.People;

namespace Fengsui.Server.Features.Incidents;

/// <summary>Reads the body of an act, or says which field is wrong and what would be right.</summary>
internal static class ActBody
{
    public static (Act? Act, Problem? Problem) Read(string name, ReadOnlySpan<byte> body)
    {
        var shape = ActNames.All[name];
        try
        {
            return (ActNames.Read(name, body.Length == 0 ? "{}"u8 : body), null);
        }
        catch (JsonException e)
        {
            return (null, Wrong(e, shape));
        }
    }

    private static Problem Wrong(JsonException e, JsonTypeInfo shape)
    {
        var path = e.Path is { Length: > 2 } p && p.StartsWith("$.", StringComparison.Ordinal) ? p[2..] : "body";
        var top = path.Split('.', '[')[0];
        var field = shape.Properties.FirstOrDefault(f => f.Name == top && f.Set is not null);
        if (path == "body" || e.InnerException is not null and not JsonException and not InvalidOperationException and not FormatException)
            return Problem.Field("body", new("不是 JSON 对象", "not a JSON object"), new($"可用的键：{Names(shape, "、")}", $"its keys: {Names(shape, ", ")}"));
        if (field is null)
            return Problem.Field(path, new("没有这个键", "unknown key"), new($"可用的键：{Names(shape, "、")}", $"its keys: {Names(shape, ", ")}"));
        return Problem.Field(path, new("值的形式不对", "its value has the wrong form"), Form(path == top ? field.PropertyType : typeof(string), field));
    }

    private static string Names(JsonTypeInfo shape, string between) =>
        string.Join(between, shape.Properties.Where(p => p.Set is not null).Select(p => p.Name));

    private static Text Form(Type type, JsonPropertyInfo field)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(Instant) || field.PropertyType == typeof(IReadOnlyDictionary<string, Instant>))
            return new("应写作 2026-03-02T02:14:00+08:00", "write it as 2026-03-02T02:14:00+08:00");
        if (plain == typeof(Level))
            return new($"应为 {string.Join("、", Levels.HighestFirst.Select(l => l.Word()))}",
                $"use one of: {string.Join(", ", Levels.HighestFirst.Select(l => l.Word()))}");
        if (plain == typeof(bool))
            return new("应为 true 或 false", "use true or false");
        if (plain == typeof(int))
            return new("应为整数", "use a whole number");
        if (plain == typeof(string))
            return new("应为字符串", "use a string");
        return typeof(System.Collections.IEnumerable).IsAssignableFrom(plain) && !plain.Name.Contains("Dictionary", StringComparison.Ordinal)
            ? new("应为列表 […]", "use a list […]")
            : new("应为对象 {…}", "use an object {…}");
    }
}
