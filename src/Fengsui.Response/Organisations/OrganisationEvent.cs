using Fengsui.Law.Calendar;

namespace Fengsui.Response.Organisations;

/// <summary>
/// Everything that can have happened to an organisation, its people and their means of signing in: a closed union. Names, addresses and secrets of
/// persons are never here: ids only, so that an erased account leaves nothing behind in the journal.
/// </summary>
public abstract record OrganisationEvent
{
    private OrganisationEvent()
    {
    }

    /// <summary>The organisation was founded.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Profile">What is known about it: ids of facts and their values.</param>
    public sealed record Founded(string Name, SortedDictionary<string, string> Profile) : OrganisationEvent;

    /// <summary>It goes by another name.</summary>
    /// <param name="Name">The name.</param>
    public sealed record Renamed(string Name) : OrganisationEvent;

    /// <summary>A fact about it was stated or corrected.</summary>
    /// <param name="Fact">The id of the fact.</param>
    /// <param name="Value">The value; <c>unknown</c> takes it back.</param>
    public sealed record ProfileChanged(string Fact, string Value) : OrganisationEvent;

    /// <summary>A setting was changed.</summary>
    /// <param name="Setting">Its id.</param>
    /// <param name="Value">Its value.</param>
    public sealed record SettingChanged(string Setting, string Value) : OrganisationEvent;

    /// <summary>A person belongs to it.</summary>
    /// <param name="Person">The person.</param>
    public sealed record PersonAdded(string Person) : OrganisationEvent;

    /// <summary>A person left: posts, sign-ins, tokens and passkeys end with it.</summary>
    /// <param name="Person">The person.</param>
    public sealed record PersonLeft(string Person) : OrganisationEvent;

    /// <summary>A person was given a post.</summary>
    /// <param name="Person">The person.</param>
    /// <param name="Post">The post.</param>
    /// <param name="Deputy">Whether as a deputy of its holder.</param>
    public sealed record PostGiven(string Person, string Post, bool Deputy) : OrganisationEvent;

    /// <summary>A person no longer has a post.</summary>
    /// <param name="Person">The person.</param>
    /// <param name="Post">The post.</param>
    public sealed record PostEnded(string Person, string Post) : OrganisationEvent;

    /// <summary>A person set a password.</summary>
    /// <param name="Person">The person.</param>
    public sealed record PasswordSet(string Person) : OrganisationEvent;

    /// <summary>A person signs in with a one-time code from now on.</summary>
    /// <param name="Person">The person.</param>
    public sealed record TotpSet(string Person) : OrganisationEvent;

    /// <summary>A person no longer needs a one-time code.</summary>
    /// <param name="Person">The person.</param>
    public sealed record TotpRemoved(string Person) : OrganisationEvent;

    /// <summary>A person signs in with one more passkey.</summary>
    /// <param name="Person">The person.</param>
    /// <param name="Passkey">The passkey.</param>
    public sealed record PasskeyAdded(string Person, string Passkey) : OrganisationEvent;

    /// <summary>A passkey is no longer accepted.</summary>
    /// <param name="Person">The person.</param>
    /// <param name="Passkey">The passkey.</param>
    public sealed record PasskeyRemoved(string Person, string Passkey) : OrganisationEvent;

    /// <summary>A person made a token for a program.</summary>
    /// <param name="Token">The token.</param>
    /// <param name="Person">Whose it is.</param>
    /// <param name="Scopes">What it may be used for.</param>
    /// <param name="Until">When it ends by itself.</param>
    public sealed record TokenMade(string Token, string Person, IReadOnlyList<string> Scopes, Instant Until) : OrganisationEvent;

    /// <summary>A token is no longer accepted.</summary>
    /// <param name="Token">The token.</param>
    /// <param name="Person">Whose it was.</param>
    public sealed record TokenEnded(string Token, string Person) : OrganisationEvent;

    /// <summary>A sign-in was ended.</summary>
    /// <param name="Signin">The sign-in.</param>
    /// <param name="Person">Whose it was.</param>
    public sealed record SigninEnded(string Signin, string Person) : OrganisationEvent;

    /// <summary>Somebody compared a citation with the official text and found it right.</summary>
    /// <param name="Pack">The pack as it was compared, <c>id@version#hash</c>.</param>
    /// <param name="Source">The id of the citation.</param>
    /// <param name="Against">What it was compared with.</param>
    /// <param name="By">Who.</param>
    /// <param name="At">When.</param>
    public sealed record CitationConfirmed(string Pack, string Source, string Against, string By, Instant At) : OrganisationEvent;

    /// <summary>A confirmation was taken back.</summary>
    /// <param name="Pack">The pack as it was compared, <c>id@version#hash</c>.</param>
    /// <param name="Source">The id of the citation.</param>
    /// <param name="Reason">Why.</param>
    public sealed record CitationWithdrawn(string Pack, string Source, string Reason) : OrganisationEvent;

    /// <summary>Somebody found out how an outside body is reached, or that what stood there is still right.</summary>
    /// <param name="Body">The body, by its name in the plans.</param>
    /// <param name="Number">The number.</param>
    /// <param name="By">Who.</param>
    /// <param name="At">When.</param>
    public sealed record NumberChecked(string Body, string Number, string By, Instant At) : OrganisationEvent;

    /// <summary>The number of an outside body is no longer right, and no other is known.</summary>
    /// <param name="Body">The body, by its name in the plans.</param>
    public sealed record NumberRemoved(string Body) : OrganisationEvent;

    /// <summary>An account was locked for a while after too many wrong passwords or codes.</summary>
    /// <param name="Person">The person.</param>
    public sealed record LockedOut(string Person) : OrganisationEvent;
}
