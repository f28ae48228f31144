using Fengsui.Law;
using Fengsui.Law.Calendar;

namespace Fengsui.Response.Organisations;

/// <summary>What somebody wants to do to an organisation, its people or their means of signing in: a closed union.</summary>
public abstract record OrganisationAct
{
    private OrganisationAct()
    {
    }

    /// <summary>Found it, with its first person.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Profile">What is known about it.</param>
    /// <param name="Person">The founder, who gets the post that the table names first for managing people.</param>
    /// <param name="AllManaging">Whether the founder also gets the other posts that manage people (the first responsible person).</param>
    public sealed record Found(string Name, IReadOnlyDictionary<string, string> Profile, string Person, bool AllManaging) : OrganisationAct;

    /// <summary>Rename it.</summary>
    public sealed record Rename(string Name) : OrganisationAct;

    /// <summary>State facts about it, all or none; <c>unknown</c> takes one back.</summary>
    public sealed record ChangeProfile(IReadOnlyDictionary<string, string> Facts) : OrganisationAct;

    /// <summary>Change a setting.</summary>
    public sealed record ChangeSetting(string Setting, string Value) : OrganisationAct;

    /// <summary>Add a person.</summary>
    public sealed record AddPerson(string Person) : OrganisationAct;

    /// <summary>A person leaves.</summary>
    public sealed record Leave(string Person) : OrganisationAct;

    /// <summary>Give a person a post, or change whether it is held as a deputy.</summary>
    public sealed record GivePost(string Person, string Post, bool Deputy) : OrganisationAct;

    /// <summary>End a person's post.</summary>
    public sealed record EndPost(string Person, string Post) : OrganisationAct;

    /// <summary>Set one's own password.</summary>
    public sealed record SetPassword(string Person) : OrganisationAct;

    /// <summary>Ask for a one-time code at one's own sign-ins.</summary>
    public sealed record SetTotp(string Person) : OrganisationAct;

    /// <summary>Ask for no one-time code any more; also for another who lost the device.</summary>
    public sealed record RemoveTotp(string Person) : OrganisationAct;

    /// <summary>Register one's own passkey.</summary>
    public sealed record AddPasskey(string Person, string Passkey) : OrganisationAct;

    /// <summary>Remove a passkey; also for another who lost the device.</summary>
    public sealed record RemovePasskey(string Person, string Passkey) : OrganisationAct;

    /// <summary>Make a token of one's own.</summary>
    public sealed record MakeToken(string Token, string Person, IReadOnlyList<string> Scopes, Instant Until) : OrganisationAct;

    /// <summary>End a token; also another's.</summary>
    public sealed record EndToken(string Token, string Person) : OrganisationAct;

    /// <summary>End sign-ins; also another's.</summary>
    public sealed record EndSignins(string Person, IReadOnlyList<string> Signins) : OrganisationAct;

    /// <summary>Confirm a citation that is not verified, having compared it with the official text.</summary>
    /// <param name="Pack">The pack.</param>
    /// <param name="Hash">The hash of the pack that was compared: a changed pack asks again.</param>
    /// <param name="Source">The id of the citation.</param>
    /// <param name="Against">What it was compared with: the official page or the printed text, its edition, the day.</param>
    public sealed record ConfirmCitation(string Pack, string Hash, string Source, string Against) : OrganisationAct;

    /// <summary>Take the confirmation of a citation back.</summary>
    /// <param name="Pack">The pack.</param>
    /// <param name="Source">The id of the citation.</param>
    /// <param name="Reason">Why.</param>
    public sealed record WithdrawConfirmation(string Pack, string Source, string Reason) : OrganisationAct;

    /// <summary>Write down how outside bodies are reached, all or none: whoever writes a number says that it was checked now. An empty one removes it.</summary>
    /// <param name="Numbers">The numbers, by the name of the body in the plans.</param>
    public sealed record CheckNumbers(IReadOnlyDictionary<string, string> Numbers) : OrganisationAct;

    /// <summary>Lock an account for a while: the product's own act.</summary>
    public sealed record LockOut(string Person) : OrganisationAct;
}

/// <summary>What comes of an act: a closed union.</summary>
public abstract record OrganisationDecision
{
    private OrganisationDecision()
    {
    }

    /// <summary>It is done; nothing may have changed.</summary>
    /// <param name="Events">What happened.</param>
    /// <param name="Post">The post under which; empty for what concerns oneself.</param>
    public sealed record Done(IReadOnlyList<OrganisationEvent> Events, string Post) : OrganisationDecision;

    /// <summary>It cannot be done.</summary>
    /// <param name="Field">The field at fault.</param>
    /// <param name="Wrong">What is wrong.</param>
    /// <param name="Remedy">What would be right.</param>
    public sealed record Refused(string Field, Text Wrong, Text Remedy) : OrganisationDecision;

    /// <summary>The person may not.</summary>
    /// <param name="Act">The act of the table that the person may not do.</param>
    public sealed record NotAllowed(string Act) : OrganisationDecision;

    /// <summary>The person, token or passkey of which the act speaks is not there.</summary>
    public sealed record Absent : OrganisationDecision;
}
