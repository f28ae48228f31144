using System.Text.Json;
using Fengsui.Law.Calendar;
using Fengsui.Response.Organisations;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Fengsui.Store.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.People;

/// <summary>Tokens with which programs act for a person; the secret is shown once, when one is made.</summary>
internal static class TokenRoutes
{
    private const int LongestName = 100;
    private const long DefaultDays = 90;
    private const long Day = 86_400;

    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/api/v1/tokens", List).For(Access.InPerson);
        routes.MapPost("/api/v1/tokens", Make).For(Access.InPerson);
        routes.MapDelete("/api/v1/tokens/{token}", End).For(Access.InPerson);
    }

    private static async Task<IResult> List(Caller caller, AccountBook book, CancellationToken ct) => Results.Json(new
    {
        tokens = (await book.TokensOf(caller.Person, ct)).Where(t => t.EndedAt is null).Select(t => new
        {
            token = t.Id,
            name = t.Name,
            scopes = t.Scopes.Split(' '),
            made = new Instant(t.CreatedAt).ToString(),
            until = new Instant(t.Until).ToString(),
            last_used = t.LastUsed is { } used ? new Instant(used).ToString() : null,
        }),
    });

    private static async Task<IResult> Make(HttpContext context, OwnMeans means, Decisions decisions)
    {
        var (fields, notJson) = await Forms.Json(context, "name", "scopes", "until");
        var (name, noName) = fields.Text("name", LongestName);
        var (scopes, noScopes) = ScopesOf(fields);
        var (until, noUntil) = UntilOf(fields, decisions.Now);
        if ((notJson ?? noName ?? noScopes ?? noUntil) is { } at)
            return at;
        var (id, shown, refused) = await means.MakeToken(name, scopes, until, context.RequestAborted);
        return (IResult?)refused
            ?? Results.Json(new { token = id, secret = shown, until = until.ToString() }, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>Ends a token: one's own, or another's by those who manage people.</summary>
    public static async Task<IResult> End(string token, Caller caller, AccountBook book, RecordStore store, Decisions decisions, CancellationToken ct)
    {
        if (await book.Token(token, ct) is not { EndedAt: null } found || found.Organisation != caller.Organisation)
            return Problem.Absent;
        return await decisions.Answer(new OrganisationAct.EndToken(token, found.Person), (connection, transaction) =>
            AccountRows.Change<Token>(store.Database, connection, transaction, token, row => (row.EndedAt = decisions.Now.UnixSeconds) is not null),
            ct);
    }

    private static (IReadOnlyList<string> Scopes, Problem? Wrong) ScopesOf(Dictionary<string, JsonElement> fields) =>
        fields.TryGetValue("scopes", out var said) && said.ValueKind == JsonValueKind.Array
            && said.EnumerateArray().All(s => s.ValueKind == JsonValueKind.String)
            ? ([.. said.EnumerateArray().Select(s => s.GetString()!)], null)
            : ([], Problem.Field("scopes", new("缺少，或者不是文字的数组", "missing, or not an array of texts"),
                new("例如 [\"read\", \"write\"]", "such as [\"read\", \"write\"]")));

    private static (Instant Until, Problem? Wrong) UntilOf(Dictionary<string, JsonElement> fields, Instant now)
    {
        if (!fields.TryGetValue("until", out var said))
            return (now.Plus(DefaultDays * Day), null);
        return said.ValueKind == JsonValueKind.String && Instant.TryParse(said.GetString()!, out var until)
            ? (until, null)
            : (default, Problem.Field("until", new("不是时刻", "not an instant"),
                new("应写作 2026-03-02T02:14:00+08:00", "write it as 2026-03-02T02:14:00+08:00")));
    }
}
