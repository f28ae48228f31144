using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Fengsui.Law.Calendar;
using Fengsui.Response.Record;

namespace Fengsui.Response.Organisations;

/// <summary>What is written in the log of an organisation: a closed union. Nothing is decided by it; it is there to be audited.</summary>
public abstract record LogEvent
{
    private LogEvent()
    {
    }

    /// <summary>An act was refused for want of authority.</summary>
    /// <param name="Who">The person.</param>
    /// <param name="Act">The act.</param>
    /// <param name="Matter">The matter, or empty.</param>
    /// <param name="Why">Why, as a word.</param>
    /// <param name="Count">How often within the minute: a flood of the same refusal is one line.</param>
    public sealed record Refused(string Who, string Act, string Matter, string Why, int Count) : LogEvent;

    /// <summary>Somebody signed in.</summary>
    /// <param name="Person">The person.</param>
    /// <param name="Signin">The sign-in.</param>
    /// <param name="How">password, password+totp, password+recovery, passkey, or link.</param>
    public sealed record SignedIn(string Person, string Signin, string How) : LogEvent;

    /// <summary>Somebody tried to sign in as a known person and failed.</summary>
    /// <param name="Person">The person.</param>
    /// <param name="Why">password, totp, passkey, or locked.</param>
    public sealed record SignInFailed(string Person, string Why) : LogEvent;

    /// <summary>A link was made with which a person can set a password, for the first time or after forgetting it.</summary>
    /// <param name="Person">The person.</param>
    /// <param name="By">Who made it.</param>
    public sealed record Invited(string Person, string By) : LogEvent;

    /// <summary>A digest over the record was taken.</summary>
    /// <param name="Ordinal">Its number.</param>
    /// <param name="Root">Its root.</param>
    public sealed record Digest(long Ordinal, string Root) : LogEvent;
}

/// <summary>The kind of matter of a log: lines without a state, so that many can write at once and none loses a race.</summary>
public sealed class LogKind : MatterKind
{
    private const int First = 1;

    // The same whatever stands in the log: an append need not know the lines before it.
    private static readonly Folded Nothing = new(new Snapshot("{}", "", "", 0, new Instant(0), null, Open: false, ""), []);

    /// <summary>The only one.</summary>
    public static LogKind Instance { get; } = new();

    private LogKind()
    {
    }

    /// <inheritdoc/>
    public override string Name => "log";

    /// <summary>The log of an organisation.</summary>
    public static string MatterOf(string organisation) => $"log-{organisation}";

    /// <summary>One line, ready to be written.</summary>
    /// <param name="organisation">Whose log.</param>
    /// <param name="said">What happened.</param>
    /// <param name="now">When.</param>
    /// <param name="actor">Who did it, or <see cref="Actors.System"/>.</param>
    public static Append Line(string organisation, LogEvent said, Instant now, string actor)
    {
        var (name, body) = said switch
        {
            LogEvent.Refused e => ("refused", Body(e, OrganisationEvents.Json.Refused)),
            LogEvent.SignedIn e => ("signed-in", Body(e, OrganisationEvents.Json.SignedIn)),
            LogEvent.SignInFailed e => ("sign-in-failed", Body(e, OrganisationEvents.Json.SignInFailed)),
            LogEvent.Invited e => ("invited", Body(e, OrganisationEvents.Json.Invited)),
            LogEvent.Digest e => ("digest", Body(e, OrganisationEvents.Json.Digest)),
            _ => throw new InvalidOperationException(said.GetType().Name),
        };
        return new(MatterOf(organisation), organisation, Instance, null, [new(name, First, now, now, actor, "", body)], Nothing);
    }

    /// <inheritdoc/>
    public override Folded Fold(IEnumerable<NewEntry> lines)
    {
        foreach (var line in lines)
            if (line.Version != First || line.Type is not ("refused" or "signed-in" or "sign-in-failed" or "invited" or "digest"))
                throw new RecordException($"{line.Type} of version {line.Version} is not known here");
        return Nothing;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Item> Items(NewEntry line) => [];

    /// <inheritdoc/>
    public override IReadOnlyList<Message> Messages(NewEntry line) => [];

    private static string Body<T>(T said, JsonTypeInfo<T> shape) => JsonSerializer.Serialize(said, shape);
}
