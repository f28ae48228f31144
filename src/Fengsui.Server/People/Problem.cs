using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fengsui.Law;
using Fengsui.Server.Platform;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Fengsui.Server.People;

/// <summary>
/// A refusal told to a program: problem details (RFC 9457) in the reader's language, with the field at fault, what is wrong and what would be right.
/// </summary>
/// <param name="Status">The status.</param>
/// <param name="Title">What was refused, in a few words.</param>
/// <param name="Key">The field at fault, or null.</param>
/// <param name="Wrong">What is wrong, or null when the title says it.</param>
/// <param name="Remedy">What would be right.</param>
/// <param name="RetryAfter">After how many seconds it may be tried again, or null.</param>
/// <param name="More">What else a program needs to go on (the version that stands, the page to go to), or null.</param>
public sealed record Problem(
    int Status, Text Title, string? Key, Text? Wrong, Text Remedy, long? RetryAfter = null, IReadOnlyDictionary<string, object?>? More = null)
        : IResult
{
    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly Text WrongInput = new("输入有误", "the input is wrong");

    /// <summary>400: a field is wrong.</summary>
    public static Problem Field(string key, Text wrong, Text remedy) => new(StatusCodes.Status400BadRequest, WrongInput, key, wrong, remedy);

    /// <summary>401: nobody is signed in, or what was shown is no longer good.</summary>
    public static Problem NotSignedIn { get; } = new(StatusCodes.Status401Unauthorized,
        new("尚未登录，或者登录已经结束", "not signed in, or the sign-in has ended"), null, null,
        new("请登录，或者出示有效的令牌", "sign in, or show a token that is still good"));

    /// <summary>403: the person may not.</summary>
    public static Problem NotAllowed(Text title, Text remedy) => new(StatusCodes.Status403Forbidden, title, null, null, remedy);

    /// <summary>404: there is none, or it is somebody else's, which is the same.</summary>
    public static Problem Absent { get; } = new(StatusCodes.Status404NotFound, new("没有这个对象", "there is no such thing"), null, null,
        new("请检查地址里的编号", "check the id in the address"));

    /// <summary>409: somebody else was faster.</summary>
    public static Problem Conflict(Text title, Text remedy, IReadOnlyDictionary<string, object?>? more = null) =>
        new(StatusCodes.Status409Conflict, title, null, null, remedy, More: more);

    /// <summary>429: too many tries.</summary>
    /// <param name="seconds">After how many seconds it may be tried again.</param>
    public static Problem TooMany(long seconds) => new(StatusCodes.Status429TooManyRequests, new("尝试次数太多", "too many tries"), null, null,
        new($"请在 {seconds} 秒后重试", $"try again in {seconds} seconds"), seconds);

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var reader = httpContext.RequestServices.GetRequiredService<Reader>();
        reader.Recognise(httpContext);
        httpContext.Response.StatusCode = Status;
        httpContext.Response.ContentType = "application/problem+json";
        if (RetryAfter is { } seconds)
            httpContext.Response.Headers.RetryAfter = seconds.ToString();
        if (Status == StatusCodes.Status401Unauthorized)
            httpContext.Response.Headers.WWWAuthenticate = "Bearer";
        return httpContext.Response.WriteAsync(JsonSerializer.Serialize(Members(reader.Language), Relaxed), httpContext.RequestAborted);
    }

    private Dictionary<string, object?> Members(Language language)
    {
        var members = new Dictionary<string, object?> { ["title"] = Title.In(language), ["status"] = Status };
        if (Wrong is { } wrong)
            members["detail"] = $"{Key}: {wrong.In(language)}; {Remedy.In(language)}";
        if (Key is not null)
            members["key"] = Key;
        if (Wrong is { } said)
            members["wrong"] = said.In(language);
        members["remedy"] = Remedy.In(language);
        foreach (var (name, value) in More ?? new Dictionary<string, object?>())
            members[name] = value;
        return members;
    }
}
