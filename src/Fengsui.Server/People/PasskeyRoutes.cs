using System.Data.Common;
using System.Net;
using System.Text.Json;
using Fengsui.Law.Calendar;
using Fengsui.Response.Organisations;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Fengsui.Store.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.People;

/// <summary>One's own passkeys: options, register, list, remove.</summary>
internal static class PasskeyRoutes
{
    private const int LongestText = 1000;
    private const int LongestName = 100;
    private const int LongestCredential = 40_000;
    private const long ChallengeSeconds = 300;

    private static readonly Problem NotAccepted = Problem.Field("credential", new("设备的应答没有通过验证", "the device's answer was not accepted"),
        new("请重新取得选项后再试", "ask for the options again and retry"));

    public static void MapPasskeys(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/api/v1/passkeys", List).For(Access.InPerson);
        routes.MapPost("/api/v1/passkeys/options", CreationOptions).For(Access.InPerson);
        routes.MapPost("/api/v1/passkeys", Register).For(Access.InPerson);
        routes.MapDelete("/api/v1/passkeys/{passkey}", Remove).For(Access.InPerson);
        routes.MapDelete("/api/v1/people/{person}/passkeys/{passkey}", RemoveOf).For(Access.May(OrganisationDecisions.ManagePeople));
    }

    /// <summary>Browsers bind a passkey to a name; an IP address has none.</summary>
    public static Problem? HostAtFault(HttpContext context) => IPAddress.TryParse(context.Request.Host.Host.Trim('[', ']'), out _)
        ? Problem.Field("host", new("通行密钥不能用于 IP 地址", "passkeys take no IP address"),
            new("请用 localhost 或者真正的域名打开本系统", "open this system by localhost or by a real name"))
        : null;

    /// <summary>Options as the browser takes them, with the secret that goes with the answer.</summary>
    public static IResult Options(string ticket, string options)
    {
        using var parsed = JsonDocument.Parse(options);
        return Results.Json(new { ticket, options = parsed.RootElement.Clone() });
    }

    /// <summary>The browser's answer, as JSON text.</summary>
    public static (string Credential, Problem? Wrong) Credential(Dictionary<string, JsonElement> fields, int longest) =>
        fields.TryGetValue("credential", out var said) && said.ValueKind == JsonValueKind.Object && said.GetRawText() is var text
            && text.Length <= longest
            ? (text, null)
            : ("", Problem.Field("credential", new("缺少，或者不是对象", "missing, or not an object"),
                new("请原样发送浏览器的应答", "send the browser's answer as it is")));

    private static async Task<IResult> List(Caller caller, AccountBook book, CancellationToken ct) => Results.Json(new
    {
        passkeys = (await book.PasskeysOf(caller.Person, ct)).Select(p => new { passkey = p.Id, name = p.Name,
            made = new Instant(p.CreatedAt).ToString() }),
    });

    private static async Task<IResult> CreationOptions(HttpContext context, Caller caller, AccountBook book, IPasskeyHandler<Account> passkeys,
        Tickets tickets)
    {
        if (HostAtFault(context) is { } wrong)
            return wrong;
        if (await book.Account(caller.Person, context.RequestAborted) is not { } account)
            return Problem.NotSignedIn;
        var options = await passkeys.MakeCreationOptionsAsync(new() { Id = account.Id, Name = account.UserName, DisplayName = account.DisplayName },
            context);
        var ticket = await tickets.Hand(
            Tickets.RegisterPasskey, ChallengeSeconds, caller.Organisation, caller.Person, options.AttestationState ?? "", context.RequestAborted);
        return Options(ticket, options.CreationOptionsJson);
    }

    private static async Task<IResult> Register(HttpContext context, Caller caller, IPasskeyHandler<Account> passkeys, Tickets tickets,
        Decisions decisions)
    {
        var (fields, notJson) = await Forms.Json(context, "ticket", "credential", "name");
        var (ticket, noTicket) = fields.Text("ticket", LongestText);
        var (credential, noCredential) = Credential(fields, LongestCredential);
        var (name, noName) = fields.Text("name", LongestName, optional: true);
        if ((notJson ?? noTicket ?? noCredential ?? noName) is { } at)
            return at;
        if (await tickets.Use(Tickets.RegisterPasskey, ticket, context.RequestAborted) is not { } found || found.Person != caller.Person)
            return NotAccepted;
        if (await Attested(context, passkeys, credential, found.Body) is not { } made)
            return NotAccepted;
        var kept = new Passkey
        {
            Id = AccountStore.IdOf(made.CredentialId), Organisation = caller.Organisation, Person = caller.Person, Name = name.Trim(),
            CreatedAt = decisions.Now.UnixSeconds,
        };
        AccountStore.Update(kept, made);
        try
        {
            return await decisions.Do(new OrganisationAct.AddPasskey(caller.Person, kept.Id), (c, t) => Add(c, t, kept),
                context.RequestAborted) is { } refused
                ? refused
                : Results.Json(new { passkey = kept.Id }, statusCode: StatusCodes.Status201Created);
        }
        catch (TakenException)
        {
            return NotAccepted;
        }
    }

    /// <summary>A key that stands already is never overwritten: it would become somebody else's.</summary>
    private static async Task Add(DbConnection connection, DbTransaction transaction, Passkey kept)
    {
        if ((await AccountRows.Where<Passkey>(connection, transaction, "id", kept.Id)).Count > 0)
            throw new TakenException("credential");
        await AccountRows.Save(connection, transaction, kept);
    }

    private static async Task<UserPasskeyInfo?> Attested(HttpContext context, IPasskeyHandler<Account> passkeys, string credential, string state)
    {
        try
        {
            var result = await passkeys.PerformAttestationAsync(new() { HttpContext = context, CredentialJson = credential,
                AttestationState = state });
            return result.Succeeded ? result.Passkey : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Removes one of one's own passkeys.</summary>
    public static Task<IResult> Remove(string passkey, Caller caller, Decisions decisions, CancellationToken ct) =>
        RemoveOf(caller.Person, passkey, decisions, ct);

    private static Task<IResult> RemoveOf(string person, string passkey, Decisions decisions, CancellationToken ct) =>
        decisions.Answer(new OrganisationAct.RemovePasskey(person, passkey), (c, t) => AccountRows.Delete<Passkey>(c, t, passkey), ct);
}
