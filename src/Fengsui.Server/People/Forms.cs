using System.Text.Json;
using System.Text.Unicode;
using Fengsui.Server.Platform;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Fengsui.Server.People;

/// <summary>Reads what was posted: a form from a page, or a JSON object from a program, field by field, never more than asked for.</summary>
internal static class Forms
{
    private const int Deepest = 8;

    /// <summary>How much a form may carry.</summary>
    public static FormOptions Limits { get; } = new()
    {
        ValueCountLimit = RequestLimits.FormValues, ValueLengthLimit = RequestLimits.LongValue, MultipartBodyLengthLimit = RequestLimits.Body,
    };

    /// <summary>The form.</summary>
    /// <exception cref="BadHttpRequestException">It is none.</exception>
    public static async Task<IFormCollection> Form(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            throw new BadHttpRequestException("a form is expected", StatusCodes.Status415UnsupportedMediaType);
        return await context.Request.ReadFormAsync(Limits, context.RequestAborted);
    }

    /// <summary>Whether a switch of language or theme posted the form: it is shown again then, and nothing is tried.</summary>
    public static bool IsSwitch(IFormCollection form) => form.ContainsKey("lang") || form.ContainsKey("theme");

    /// <summary>The JSON object, or what is wrong with it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="fields">The fields that may stand in it.</param>
    public static Task<(Dictionary<string, JsonElement> Fields, Problem? Wrong)> Json(HttpContext context, params string[] fields) =>
        Json(context.Request.Body, fields, context.RequestAborted);

    /// <summary>The JSON object, or what is wrong with it.</summary>
    /// <param name="body">What was sent.</param>
    /// <param name="fields">The fields that may stand in it.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<(Dictionary<string, JsonElement> Fields, Problem? Wrong)> Json(Stream body, string[] fields, CancellationToken ct)
    {
        var read = new Dictionary<string, JsonElement>();
        using var sent = new MemoryStream();
        await body.CopyToAsync(sent, ct);
        var bytes = sent.GetBuffer().AsMemory(0, (int)sent.Length);
        // A byte-order mark is tolerated, as in files.
        bytes = bytes.Span.StartsWith("\uFEFF"u8) ? bytes["\uFEFF"u8.Length..] : bytes;
        if (!Utf8.IsValid(bytes.Span))
            return (read, NoText);
        try
        {
            using var document = JsonDocument.Parse(bytes, new() { MaxDepth = Deepest, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return (read, NotAnObject(fields));
            if (!IsText(document.RootElement))
                return (read, NoText);
            foreach (var field in document.RootElement.EnumerateObject())
            {
                if (!fields.Contains(field.Name))
                    return (read, Problem.Field(field.Name, new("没有这一项", "there is no such field"), Known(fields)));
                read[field.Name] = field.Value.Clone();
            }
            return (read, null);
        }
        catch (JsonException)
        {
            return (read, NotAnObject(fields));
        }
    }

    /// <summary>What was typed into a form, field by field, to be held against the same rules as what a program sends.</summary>
    public static Dictionary<string, JsonElement> Typed(IFormCollection form) => form.ToDictionary(
        f => f.Key, f => JsonSerializer.SerializeToElement(f.Value.ToString().Replace("\r", "", StringComparison.Ordinal)));

    /// <summary>A text of a field, or what is wrong with it.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="name">The field.</param>
    /// <param name="longest">At most so many characters.</param>
    /// <param name="optional">Whether it may be missing; it is empty then.</param>
    public static (string Value, Problem? Wrong) Text(this Dictionary<string, JsonElement> fields, string name, int longest, bool optional = false)
    {
        if (!fields.TryGetValue(name, out var said))
            return optional ? ("", null) : ("", Problem.Field(name, new("缺少这一项", "it is missing"), new("请填写文字", "give it as text")));
        if (said.ValueKind != JsonValueKind.String || said.GetString() is not { } text)
            return ("", Problem.Field(name, new("不是文字", "it is not a text"), new("请用引号写作文字", "write it as text in quotes")));
        if (text.Length > longest || text.Any(c => char.IsControl(c) && c != '\n'))
            return ("", Problem.Field(name, new("太长或者含有控制字符", "it is too long or has control characters in it"),
                new($"请不超过 {longest} 个字", $"at most {longest} characters")));
        return !optional && string.IsNullOrWhiteSpace(text)
            ? ("", Problem.Field(name, new("为空", "it is empty"), new("请填写文字", "give it as text")))
            : (text, null);
    }

    /// <summary>A yes or no of a field, or what is wrong with it.</summary>
    public static (bool Value, Problem? Wrong) Flag(this Dictionary<string, JsonElement> fields, string name, bool missing)
    {
        if (!fields.TryGetValue(name, out var said))
            return (missing, null);
        return said.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? (said.GetBoolean(), null)
            : (missing, Problem.Field(name, new("不是真假值", "it is neither true nor false"), new("请写 true 或 false", "write true or false")));
    }

    private static Problem NoText { get; } = Problem.Field(
        "body", new("不是 UTF-8，或者含有半个字符", "not UTF-8, or with half a character in it"), new("请以 UTF-8 编码发送", "send it in UTF-8"));

    // An escape may stand for half a character: the reader finds it only when it makes a text of it.
    private static bool IsText(JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.String => element.GetString() is not null,
                JsonValueKind.Array => element.EnumerateArray().All(IsText),
                JsonValueKind.Object => element.EnumerateObject().All(f => f.Name is not null && IsText(f.Value)),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static Problem NotAnObject(string[] fields) =>
        Problem.Field("body", new("不是 JSON 对象，或者有重复的项", "not a JSON object, or a field stands twice"), Known(fields));

    private static Fengsui.Law.Text Known(string[] fields) => fields.Length == 0
        ? new("请发送 {}", "send {}")
        : new($"可用：{string.Join("、", fields)}", $"use: {string.Join(", ", fields)}");
}
