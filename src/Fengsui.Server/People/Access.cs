using Microsoft.AspNetCore.Builder;

namespace Fengsui.Server.People;

/// <summary>What a token may be used for. A sign-in in a browser has all of them.</summary>
public enum Scope
{
    /// <summary>Read.</summary>
    Read,

    /// <summary>Act on incidents.</summary>
    Write,

    /// <summary>Manage people, posts and settings.</summary>
    Manage,

    /// <summary>Export.</summary>
    Export,

    /// <summary>Hand in risk information, and nothing else.</summary>
    Intake,
}

/// <summary>
/// The one decision that every endpoint carries about who may reach it: a closed union. <see cref="AccessGate"/> enforces it; an endpoint without one
/// is reached by nobody.
/// </summary>
public abstract record Access
{
    private Access()
    {
    }

    /// <summary>Everyone, signed in or not.</summary>
    public static Access Everyone { get; } = new ForEveryone();

    /// <summary>Who is signed in, or holds a token with <see cref="Scope.Read"/>.</summary>
    public static Access SignedIn { get; } = new ForSignedIn(Scope.Read);

    /// <summary>Who is signed in in a browser: a token cannot make tokens, change a password or end a sign-in.</summary>
    public static Access InPerson { get; } = new ForSignedIn(null);

    /// <summary>The machine itself (a local address), or a token with <see cref="Scope.Manage"/> where one organisation has the installation to itself.</summary>
    public static Access Local { get; } = new ForLocal();

    /// <summary>Who is signed in, or holds a token with a scope; what else is needed is decided by what was sent.</summary>
    public static Access With(Scope scope) => new ForSignedIn(scope);

    /// <summary>Who may do an act of the table on their own authority.</summary>
    /// <param name="act">The act, or the part of its id before the dot: one act of them is enough to come in.</param>
    /// <param name="scope">What a token needs; by default what the act's name says.</param>
    public static Access May(string act, Scope? scope = null) => new ForAct(act, scope ?? ScopeOf(act), OrEmergency: false);

    /// <summary>As <see cref="May"/>, and also those who may only in an emergency: what they do awaits ratification.</summary>
    public static Access MayOrEmergency(string act, Scope? scope = null) => new ForAct(act, scope ?? ScopeOf(act), OrEmergency: true);

    private static Scope ScopeOf(string act) => act switch
    {
        "read" or "read-audit" => Scope.Read,
        "export" => Scope.Export,
        "manage-people" or "manage-settings" => Scope.Manage,
        _ => Scope.Write,
    };

    /// <summary>See <see cref="Everyone"/>.</summary>
    public sealed record ForEveryone : Access;

    /// <summary>See <see cref="SignedIn"/> and <see cref="InPerson"/>.</summary>
    /// <param name="Token">What a token needs; null when none will do.</param>
    public sealed record ForSignedIn(Scope? Token) : Access;

    /// <summary>See <see cref="Local"/>.</summary>
    public sealed record ForLocal : Access;

    /// <summary>See <see cref="May"/>.</summary>
    /// <param name="Act">The act.</param>
    /// <param name="Token">What a token needs.</param>
    /// <param name="OrEmergency">Whether those come in who may only in an emergency.</param>
    public sealed record ForAct(string Act, Scope Token, bool OrEmergency) : Access;
}

/// <summary>Puts the decision on an endpoint.</summary>
public static class AccessMetadata
{
    /// <summary>Says who may reach the endpoint, or each endpoint of the group.</summary>
    public static T For<T>(this T endpoint, Access access)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(access);
}
