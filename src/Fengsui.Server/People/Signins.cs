using Fengsui.Law.Calendar;
using Fengsui.Response.Organisations;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Fengsui.Store.Accounts;
using Microsoft.AspNetCore.Http;

namespace Fengsui.Server.People;

/// <summary>
/// Sign-ins and tokens: how they are shown, and whom they show. The row in the database is the truth, so one that was ended is ended at once.
/// </summary>
internal sealed class Signins(AccountBook book, Preferences preferences, Organisations organisations, RecordStore store, Metrics metrics,
    TimeProvider clock)
{
    /// <summary>How long a sign-in lasts unused, in seconds.</summary>
    public const long Idle = 12 * 3600;

    /// <summary>How long a sign-in lasts at most, in seconds.</summary>
    public const long Longest = 7 * 86_400;

    private const long SeenEvery = 60;
    private const int LongestAgent = 120;
    private const string TokenMark = "fst";

    /// <summary>Signs a person in: a new secret each time, so that one known before is worth nothing.</summary>
    /// <returns>The sign-in, with what its forms carry.</returns>
    public async Task<(Signin Signin, string FormToken)> Start(HttpContext context, Account account, string how, CancellationToken ct)
    {
        var now = Instant.From(clock.GetUtcNow());
        var secret = Secrets.New();
        var agent = context.Request.Headers.UserAgent.ToString();
        var signin = new Signin
        {
            Id = IdOf(secret), Organisation = account.Organisation, Person = account.Id, How = how, CreatedAt = now.UnixSeconds,
            LastSeen = now.UnixSeconds,
            UserAgent = new([.. agent.Where(c => !char.IsControl(c)).Take(LongestAgent)]),
        };
        var line = LogKind.Line(account.Organisation, new LogEvent.SignedIn(account.Id, signin.Id, how), now, account.Id);
        await store.Append(line, (connection, transaction) => AccountRows.Save(connection, transaction, signin), ct);
        metrics.SignedIn();
        context.Response.Cookies.Append(CookieName(context), secret, Cookie(context));
        // What the person prefers is shown in whatever browser; until the next sign-in the switches of this one go before it.
        Reader.Remember(
            context, await preferences.Find(account.Id, Preferences.Language, ct), await preferences.Find(account.Id, Preferences.Theme, ct));
        return (signin, FormTokenOf(secret));
    }

    /// <summary>Takes the cookie back.</summary>
    public static void Forget(HttpContext context) => context.Response.Cookies.Delete(CookieName(context), Cookie(context));

    /// <summary>Recognises a sign-in by the cookie.</summary>
    public async Task RecogniseCookie(HttpContext context, Caller caller, CancellationToken ct)
    {
        if (context.Request.Cookies[CookieName(context)] is not { Length: > 0 } secret || await book.SignedIn(IdOf(secret), ct) is not { } found)
            return;
        var now = Instant.From(clock.GetUtcNow()).UnixSeconds;
        if (now - found.LastSeen > Idle || now - found.CreatedAt > Longest)
            return;
        if (now - found.LastSeen >= SeenEvery)
            await book.Seen(found.Id, now, ct);
        var state = await organisations.At(found.Organisation, found.Version, ct);
        if (state.People.ContainsKey(found.Person))
            caller.RecogniseSignin(found.Id, FormTokenOf(secret), found.Organisation, found.Person, found.DisplayName, state);
    }

    /// <summary>Recognises a token, written <c>fst_ID_SECRET</c>.</summary>
    public async Task RecogniseToken(string shown, Caller caller, CancellationToken ct)
    {
        if (shown.Split('_') is not [TokenMark, var id, var secret] || await book.TokenBearer(id, ct) is not { } found)
            return;
        var now = Instant.From(clock.GetUtcNow()).UnixSeconds;
        if (!Secrets.Same(found.SecretHash, TokenHash(secret)) || found.Until <= now)
            return;
        if (found.LastSeen is not { } seen || now - seen >= SeenEvery)
            await book.Used(found.Id, now, ct);
        var state = await organisations.At(found.Organisation, found.Version, ct);
        if (state.People.ContainsKey(found.Person))
            caller.RecogniseToken(found.Id, [.. found.Scopes.Split(' ').Select(ScopeNamed)], found.Organisation, found.Person, found.DisplayName,
                state);
    }

    /// <summary>A token as it is shown to its owner, once.</summary>
    public static string Shown(string id, string secret) => $"{TokenMark}_{id}_{secret}";

    /// <summary>What is kept of a token's secret.</summary>
    public static string TokenHash(string secret) => Secrets.Hash("token", secret);

    /// <summary>The scope of a name.</summary>
    public static Scope ScopeNamed(string name) => Enum.Parse<Scope>(name, ignoreCase: true);

    private static string IdOf(string secret) => "s-" + Secrets.Hash("signin", secret)[..32];

    private static string FormTokenOf(string secret) => Secrets.Hash("form", secret)[..32];

    // With the prefix a browser takes the cookie from this very host only, over https only.
    private static string CookieName(HttpContext context) => context.Request.IsHttps ? "__Host-fengsui" : "fengsui";

    // Lax, not Strict: the link in a notice must lead to the incident and not to the sign-in page. GET changes nothing here, and every POST needs
    // both our own origin and the form's token.
    private static CookieOptions Cookie(HttpContext context) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/", IsEssential = true,
        MaxAge = TimeSpan.FromSeconds(Longest),
    };
}
