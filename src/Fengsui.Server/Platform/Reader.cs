using Fengsui.Law;
using Fengsui.Law.Calendar;
using Microsoft.AspNetCore.Http;

namespace Fengsui.Server.Platform;

/// <summary>Light or dark, or as the device says.</summary>
public enum Theme
{
    /// <summary>As the device says.</summary>
    Auto,

    /// <summary>Light.</summary>
    Light,

    /// <summary>Dark.</summary>
    Dark,
}

/// <summary>Who reads this answer: the language and theme that the person chose, and the one instant at which the whole page was made.</summary>
public sealed class Reader(IServiceProvider services)
{
    private const string LanguageName = "lang";
    private const string ThemeName = "theme";
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    /// <summary>The language of the page.</summary>
    public Language Language { get; private set; } = Language.Zh;

    /// <summary>The theme of the page.</summary>
    public Theme Theme { get; private set; } = Theme.Auto;

    /// <summary>Now, once for the whole page, so that its clocks agree.</summary>
    public Instant Now { get; } = Instant.From(((TimeProvider)services.GetService(typeof(TimeProvider))!).GetUtcNow());

    /// <summary>The path of the page, for the switches of language and theme.</summary>
    public string Path { get; private set; } = "/";

    /// <summary>The form that was just done, as the address after a post says; or null.</summary>
    public string? Done { get; private set; }

    /// <summary>Takes over what the person chose: by the address, by a form, else by the cookies of an earlier choice.</summary>
    public void Recognise(HttpContext context, IFormCollection? form = null)
    {
        Path = context.Request.Path.Value is { Length: > 0 } path ? path : "/";
        Done = context.Request.Query["done"].FirstOrDefault();
        Language = Chosen(context, form, LanguageName) switch { "en" => Language.En, "zh" => Language.Zh, _ => Language };
        Theme = Chosen(context, form, ThemeName) switch { "dark" => Theme.Dark, "light" => Theme.Light, "auto" => Theme.Auto, _ => Theme };
    }

    /// <summary>Shows this browser from now on what a person chose for the account; null leaves it.</summary>
    public static void Remember(HttpContext context, string? language, string? theme)
    {
        if (language is not null)
            Set(context, LanguageName, language);
        if (theme is not null)
            Set(context, ThemeName, theme);
    }

    private static string? Chosen(HttpContext context, IFormCollection? form, string name)
    {
        var asked = form?[name].FirstOrDefault() ?? context.Request.Query[name].FirstOrDefault();
        if (asked is not ("zh" or "en" or "dark" or "light" or "auto"))
            return context.Request.Cookies[name];
        Set(context, name, asked);
        return asked;
    }

    private static void Set(HttpContext context, string name, string chosen) => context.Response.Cookies.Append(name, chosen, new()
    {
        SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true, MaxAge = Remembered, Path = "/", Secure = context.Request.IsHttps,
    });
}
