using System.Globalization;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Fengsui.Store.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fengsui.Server.People.Pages;

/// <summary>What was posted to a page of several forms and was not done: which form, what was typed, what is wrong.</summary>
/// <param name="Form">The form.</param>
/// <param name="Typed">What was typed.</param>
/// <param name="Wrong">What is wrong; null when only the language or the theme was switched.</param>
internal sealed record Posted(string Form, IFormCollection Typed, Problem? Wrong)
{
    /// <summary>What was typed into a field of a form.</summary>
    public string? Value(string form, string field) => form == Form && Typed.TryGetValue(field, out var said) ? said.ToString() : null;

    /// <summary>What is wrong with a form.</summary>
    public Problem? WrongIn(string form) => form == Form ? Wrong : null;

    /// <summary>The status of the page.</summary>
    public int Status => Wrong?.Status ?? StatusCodes.Status200OK;
}

/// <summary>One's own account: name, language and theme, password, one-time codes, passkeys, tokens, sign-ins.</summary>
internal static class MePages
{
    private const int LongestText = 1000;
    private const int LongestName = 100;
    private const int MostDays = 366;
    private const long Day = 86_400;

    public static void MapMePages(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/me", Show).For(Access.InPerson);
        routes.MapPost("/me/name", PostName).For(Access.InPerson);
        routes.MapPost("/me/preferences", PostPreferences).For(Access.InPerson);
        routes.MapPost("/me/password", PostPassword).For(Access.InPerson);
        routes.MapRead("/me/totp", ShowTotp).For(Access.InPerson);
        routes.MapPost("/me/totp", BeginTotp).For(Access.InPerson);
        routes.MapPost("/me/totp/confirm", ConfirmTotp).For(Access.InPerson);
        routes.MapPost("/me/totp/remove", RemoveTotp).For(Access.InPerson);
        routes.MapPost("/me/passkeys/{passkey}/remove", RemovePasskey).For(Access.InPerson);
        routes.MapPost("/me/tokens", PostToken).For(Access.InPerson);
        routes.MapPost("/me/tokens/{token}/end", EndToken).For(Access.InPerson);
        routes.MapPost("/me/sign-ins/{signin}/end", EndSignin).For(Access.InPerson);
        routes.MapPost("/me/sign-ins/end-others", EndOtherSignins).For(Access.InPerson);
    }

    private static async Task<IResult> Show(HttpContext context, Caller caller, AccountBook book, Preferences preferences, Reader reader)
    {
        reader.Recognise(context);
        return await Page(caller, book, preferences, null, context.RequestAborted);
    }

    private static async Task<IResult> Page(Caller caller, AccountBook book, Preferences preferences, Posted? posted, CancellationToken ct) =>
        await book.Account(caller.Person, ct) is not { } account ? Problem.NotSignedIn : new Page<MePage>(new()
        {
            [nameof(MePage.Account)] = account,
            [nameof(MePage.Passkeys)] = await book.PasskeysOf(caller.Person, ct),
            [nameof(MePage.Tokens)] = (await book.TokensOf(caller.Person, ct)).Where(t => t.EndedAt is null).ToList(),
            [nameof(MePage.Signins)] = (await OwnSigninRoutes.Open(caller.Person, book, ct)).OrderByDescending(s => s.LastSeen).ToList(),
            [nameof(MePage.Preferred)] = (await preferences.Of(caller.Person, ct: ct)).ToDictionary(p => p.Name, p => p.Value),
            [nameof(MePage.Refused)] = posted,
        }, posted?.Status ?? StatusCodes.Status200OK);

    // Does what a form asks, and shows the form again with what was typed when it cannot be done.
    private static async Task<IResult> Answer(HttpContext context, string form, Func<IFormCollection, Task<Problem?>> act)
    {
        var services = context.RequestServices;
        var typed = await Forms.Form(context);
        services.GetRequiredService<Reader>().Recognise(context, typed);
        var isSwitch = Forms.IsSwitch(typed);
        var wrong = isSwitch ? null : await act(typed);
        return !isSwitch && wrong is null
            ? new SeeOther($"/me?done={form}#{form}")
            : await Page(services.GetRequiredService<Caller>(), services.GetRequiredService<AccountBook>(),
                services.GetRequiredService<Preferences>(),
                new(form, typed, wrong), context.RequestAborted);
    }

    private static Task<IResult> PostName(HttpContext context, Caller caller, Roster roster) => Answer(context, "name", async typed =>
    {
        var fields = Forms.Typed(typed);
        var (name, noName) = fields.Text("display_name", LongestText);
        var (contacts, noContacts) = fields.Text("contacts", LongestText, optional: true);
        return noName ?? noContacts ?? await roster.Change(caller.Person, name, contacts, context.RequestAborted);
    });

    private static async Task<IResult> PostPreferences(HttpContext context, Caller caller, Preferences preferences, Reader reader)
    {
        var typed = await Forms.Form(context);
        string? Known(string name, params string[] words) => words.FirstOrDefault(w => w == typed[name].ToString());
        var (language, theme) = (Known("language", "zh", "en"), Known("looks", "auto", "light", "dark"));
        await Keep(caller, preferences, Preferences.Language, language, reader, context.RequestAborted);
        await Keep(caller, preferences, Preferences.Theme, theme, reader, context.RequestAborted);
        Reader.Remember(context, language, theme);
        return new SeeOther("/me?done=looks#looks");
    }

    private static async Task Keep(Caller caller, Preferences preferences, string name, string? value, Reader reader, CancellationToken ct)
    {
        if (value is null)
        {
            await preferences.Remove(caller.Person, name, ct);
            return;
        }
        await preferences.Keep(
            new() { Person = caller.Person, Name = name, Organisation = caller.Organisation, Value = value, ChangedAt = reader.Now.UnixSeconds }, ct);
    }

    private static Task<IResult> PostPassword(HttpContext context, OwnMeans means) => Answer(context, "password", async typed =>
        typed["password"].ToString() != typed["password_again"].ToString()
            ? PeopleWords.PasswordsDiffer
            : await means.ChangePassword(typed["current"].ToString(), typed["password"].ToString(), context.RequestAborted));

    private static async Task<IResult> ShowTotp(HttpContext context, OwnMeans means, Reader reader)
    {
        reader.Recognise(context);
        return await Totp(means, null, context.RequestAborted);
    }

    private static async Task<IResult> Totp(OwnMeans means, Problem? wrong, CancellationToken ct) => await means.PendingTotp(ct) is { } pending
        ? new Page<TotpPage>(
            new() { [nameof(TotpPage.Begun)] = pending, [nameof(TotpPage.Wrong)] = wrong }, wrong?.Status ?? StatusCodes.Status200OK)
        : new SeeOther("/me#totp");

    private static async Task<IResult> BeginTotp(HttpContext context, OwnMeans means)
    {
        var answer = await Answer(context, "totp", async _ =>
            await means.PendingTotp(context.RequestAborted) is null ? await means.BeginTotp(context.RequestAborted) : null);
        return answer is SeeOther ? new SeeOther("/me/totp") : answer;
    }

    private static async Task<IResult> ConfirmTotp(HttpContext context, OwnMeans means, Reader reader)
    {
        var typed = await Forms.Form(context);
        reader.Recognise(context, typed);
        if (Forms.IsSwitch(typed))
            return await Totp(means, null, context.RequestAborted);
        var (recovery, wrong) = await means.ConfirmTotp(typed["code"].ToString().Trim(), context.RequestAborted);
        return wrong is null
            ? new Page<RecoveryPage>(new() { [nameof(RecoveryPage.Codes)] = recovery })
            : await Totp(means, wrong, context.RequestAborted);
    }

    private static Task<IResult> RemoveTotp(HttpContext context, OwnMeans means) =>
        Answer(context, "totp", typed => means.RemoveTotp(typed["current"].ToString(), context.RequestAborted));

    private static Task<IResult> RemovePasskey(HttpContext context, string passkey, Caller caller, Decisions decisions) =>
        Answer(context, "passkeys", async _ => await PasskeyRoutes.Remove(passkey, caller, decisions, context.RequestAborted) as Problem);

    private static async Task<IResult> PostToken(HttpContext context, OwnMeans means, Reader reader)
    {
        var (made, shown) = ("", "");
        var answer = await Answer(context, "tokens", async typed =>
        {
            var (name, noName) = Forms.Typed(typed).Text("name", LongestName);
            if (noName is not null)
                return noName;
            if (!int.TryParse(typed["days"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days is < 1 or > MostDays)
                return Problem.Field("days", new("不是天数", "not a number of days"), PeopleWords.TokenDaysHint);
            var (_, secret, wrong) = await means.MakeToken(
                name, [.. typed["scopes"].OfType<string>()], reader.Now.Plus(days * Day), context.RequestAborted);
            (made, shown) = (name, secret);
            return wrong;
        });
        return answer is SeeOther
            ? new Page<TokenMadePage>(new() { [nameof(TokenMadePage.Name)] = made, [nameof(TokenMadePage.Token)] = shown })
            : answer;
    }

    private static Task<IResult> EndToken(HttpContext context, string token, Caller caller, AccountBook book, RecordStore store,
        Decisions decisions) =>
        Answer(context, "tokens", async _ => await TokenRoutes.End(token, caller, book, store, decisions, context.RequestAborted) as Problem);

    private static Task<IResult> EndSignin(HttpContext context, string signin, Caller caller, AccountBook book, Decisions decisions) =>
        Answer(context, "sign-ins", async _ => await OwnSigninRoutes.EndOne(signin, caller, book, decisions, context.RequestAborted) as Problem);

    private static Task<IResult> EndOtherSignins(HttpContext context, Caller caller, AccountBook book, Decisions decisions) =>
        Answer(context, "sign-ins", async _ => await OwnSigninRoutes.EndOthers(caller, book, decisions, context.RequestAborted) as Problem);
}
