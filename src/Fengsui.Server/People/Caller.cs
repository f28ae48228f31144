using Fengsui.Law.Packs;
using Fengsui.Response.Organisations;
using Fengsui.Response.Posts;

namespace Fengsui.Server.People;

/// <summary>
/// Who asks. Nobody until <see cref="AccessGate"/> has recognised a sign-in or a token; then the organisation is empty, and no query by it finds
/// anything.
/// </summary>
/// <param name="library">The table of posts and acts.</param>
public sealed class Caller(Library library)
{
    private static readonly IReadOnlyList<Scope> AllScopes = [Scope.Read, Scope.Write, Scope.Manage, Scope.Export, Scope.Intake];

    /// <summary>Whether somebody was recognised.</summary>
    public bool IsKnown => Person.Length > 0;

    /// <summary>The organisation, or empty.</summary>
    public string Organisation { get; private set; } = "";

    /// <summary>The person, or empty.</summary>
    public string Person { get; private set; } = "";

    /// <summary>The name that others see.</summary>
    public string DisplayName { get; private set; } = "";

    /// <summary>The posts.</summary>
    public IReadOnlyList<HeldPost> Posts { get; private set; } = [];

    /// <summary>What may be done: everything in a browser, with a token what it is for.</summary>
    public IReadOnlyList<Scope> Scopes { get; private set; } = [];

    /// <summary>The sign-in, or null with a token.</summary>
    public string? SigninId { get; private set; }

    /// <summary>The token, or null in a browser.</summary>
    public string? TokenId { get; private set; }

    /// <summary>What a form of this sign-in carries to show that it is ours; empty with a token.</summary>
    public string FormToken { get; private set; } = "";

    /// <summary>The state of the organisation at the beginning of the request; an empty one for nobody.</summary>
    public Organisation State { get; private set; } = new();

    /// <summary>By what right the person does an act.</summary>
    public Authority May(string act) => Authority.Of(library.Procedure, act, Posts);

    /// <summary>Whether the scope is there.</summary>
    public bool Has(Scope scope) => Scopes.Contains(scope);

    internal void RecogniseSignin(string signin, string formToken, string organisation, string person, string displayName, Organisation state)
    {
        (SigninId, FormToken, Scopes) = (signin, formToken, AllScopes);
        Recognise(organisation, person, displayName, state);
    }

    internal void RecogniseToken(string token, IReadOnlyList<Scope> scopes, string organisation, string person, string displayName,
        Organisation state)
    {
        (TokenId, Scopes) = (token, scopes);
        Recognise(organisation, person, displayName, state);
    }

    private void Recognise(string organisation, string person, string displayName, Organisation state)
    {
        (Organisation, Person, DisplayName, State) = (organisation, person, displayName, state);
        Posts = state.People.TryGetValue(person, out var found) ? [.. found.Held()] : [];
    }
}
