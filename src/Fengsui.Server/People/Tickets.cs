using Fengsui.Law.Calendar;
using Fengsui.Store.Accounts;

namespace Fengsui.Server.People;

/// <summary>Secrets that are good once, for one thing, for a while: what is kept is a hash.</summary>
internal sealed class Tickets(AccountBook book, TimeProvider clock)
{
    /// <summary>Founds an organisation.</summary>
    public const string SetUp = "setup";

    /// <summary>Sets the first or a forgotten password.</summary>
    public const string Invitation = "invitation";

    /// <summary>Between password and one-time code.</summary>
    public const string Code = "code";

    /// <summary>The challenge for registering a passkey.</summary>
    public const string RegisterPasskey = "passkey-register";

    /// <summary>The challenge for signing in with a passkey.</summary>
    public const string AssertPasskey = "passkey-assert";

    private const long SetUpSeconds = 86_400;

    /// <summary>Hands out a secret.</summary>
    /// <param name="purpose">What it is good for.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="organisation">For whom, or empty.</param>
    /// <param name="person">For whom, or empty.</param>
    /// <param name="body">What goes with it.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<string> Hand(string purpose, long seconds, string organisation, string person, string body, CancellationToken ct)
    {
        var secret = Secrets.New();
        var now = Now;
        await book.Hand(
            new() { Id = IdOf(purpose, secret), Purpose = purpose, Organisation = organisation, Person = person, Body = body, Until = now + seconds },
            now, ct);
        return secret;
    }

    /// <summary>Hands out the secret of a set-up link, good for a day; the earlier ones are worthless from now on.</summary>
    public async Task<string> HandSetUp(CancellationToken ct)
    {
        await book.TakeBack(SetUp, ct);
        return await Hand(SetUp, SetUpSeconds, "", "", "", ct);
    }

    /// <summary>Whether a secret is still good; it stays so.</summary>
    public Task<Ticket?> Look(string purpose, string secret, CancellationToken ct) => book.Look(IdOf(purpose, secret), purpose, Now, ct);

    /// <summary>Uses a secret up; null when it is not good.</summary>
    public Task<Ticket?> Use(string purpose, string secret, CancellationToken ct) => book.Use(IdOf(purpose, secret), purpose, Now, ct);

    private long Now => Instant.From(clock.GetUtcNow()).UnixSeconds;

    private static string IdOf(string purpose, string secret) => Secrets.Hash(purpose, secret);
}
