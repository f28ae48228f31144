using System.Text.Json;
using Fengsui.Store.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Fengsui.Server.People;

/// <summary>Marks an endpoint whose form is kept when the sign-in behind it has ended.</summary>
internal sealed class KeepsTypedMark;

/// <summary>Puts the mark.</summary>
internal static class KeepsTypedMetadata
{
    public static T KeepsTyped<T>(this T endpoint)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(new KeepsTypedMark());
}

/// <summary>
/// What was typed by somebody whose sign-in had ended meanwhile: sealed, kept for an hour, and given back to the same person alone. Only what names a
/// sign-in of ours is kept, ended or not: strangers store nothing here.
/// </summary>
internal sealed class KeptForms(Tickets tickets, AccountBook book, InstallationKey key)
{
    /// <summary>The field with the id of the sign-in under which the form was shown.</summary>
    public const string SigninField = "_signin";

    /// <summary>The name under which the address carries what was kept.</summary>
    public const string Query = "kept";

    private const string Purpose = "kept-form";
    private const long Seconds = 3600;
    private const int Largest = 200_000;

    /// <summary>Keeps a posted form for the person under whose sign-in it was shown.</summary>
    /// <returns>The address at which the form stands filled in, or null when it cannot be kept.</returns>
    public async Task<string?> Keep(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            return null;
        var form = await Forms.Form(context);
        if (form[SigninField].FirstOrDefault() is not { Length: > 0 } signin || await book.Signin(signin, context.RequestAborted) is not { } known)
            return null;
        var typed = form.Where(f => f.Key is not (AccessGate.FormTokenField or SigninField or "lang" or "theme"));
        var body = JsonSerializer.Serialize(typed.ToDictionary(f => f.Key, f => f.Value.ToArray()));
        if (body.Length > Largest)
            return null;
        var kept = key.Seal(body, Purpose + context.Request.Path);
        var secret = await tickets.Hand(Purpose, Seconds, known.Organisation, known.Person, kept, context.RequestAborted);
        return $"{context.Request.Path}?{Query}={secret}";
    }

    /// <summary>What was kept for this person and this page, or null.</summary>
    public async Task<Dictionary<string, StringValues>?> Find(HttpContext context, Caller caller)
    {
        if (context.Request.Query[Query].FirstOrDefault() is not { Length: > 0 } secret
            || await tickets.Look(Purpose, secret, context.RequestAborted) is not { } kept || kept.Person != caller.Person
            || key.Unseal(kept.Body, Purpose + context.Request.Path) is not { } body)
            return null;
        return JsonSerializer.Deserialize<Dictionary<string, string?[]>>(body)!.ToDictionary(f => f.Key, f => new StringValues(f.Value));
    }
}
