using System.Collections.Concurrent;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Response.Notices;
using Fengsui.Response.Organisations;
using Fengsui.Server.Features.Notices.Channels;
using Fengsui.Server.People;
using Fengsui.Store.Accounts;
using Fengsui.Store.Notices;

namespace Fengsui.Server.Features.Notices;

/// <summary>Who is on duty at a moment, by layer; null where the organisation has no roster.</summary>
/// <param name="At">Asks for an organisation and a moment.</param>
internal sealed record OnDutySource(Func<string, Instant, CancellationToken, Task<IReadOnlyList<IReadOnlyList<string>>?>> At)
{
    /// <summary>Nobody keeps rosters.</summary>
    public static OnDutySource None { get; } = new((_, _, _) => Task.FromResult<IReadOnlyList<IReadOnlyList<string>>?>(null));
}

/// <summary>What an organisation has for telling people, at a moment.</summary>
/// <param name="Policy">Its policy.</param>
/// <param name="Channels">Its channels, by id.</param>
/// <param name="Contacts">The ways to its people.</param>
/// <param name="State">Its people and posts.</param>
internal sealed record NoticeMeans(
    NoticePolicy Policy, IReadOnlyDictionary<string, ChannelSettings> Channels, IReadOnlyList<Contact> Contacts, Organisation State)
{
    /// <summary>The address of a person's way, or null when it is no longer there.</summary>
    public Contact? Contact(string person, int n) => Contacts.FirstOrDefault(c => c.Account == person && c.N == n);
}

/// <summary>What the pure core does not know: who is there, how each is reached, by which policy. Read anew when it is a second old.</summary>
internal sealed class NoticeWorld(
    NoticeBook book, ContactBook contacts, ChannelBook channels, Organisations organisations, OnDutySource roster, Preferences preferences, TimeProvider clock)
{
    private const string DutyPost = "duty-officer";
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (long At, NoticeMeans Means)> _known = new();

    /// <summary>Now, to the second.</summary>
    public Instant Now => Instant.From(clock.GetUtcNow());

    /// <summary>What an organisation has.</summary>
    public async Task<NoticeMeans> Means(string organisation, CancellationToken ct)
    {
        if (_known.TryGetValue(organisation, out var known) && clock.GetElapsedTime(known.At) < Fresh)
            return known.Means;
        var at = clock.GetTimestamp();
        var settings = await channels.Of(organisation, ct);
        var means = new NoticeMeans(await Policy(organisation, ct), settings.ToDictionary(c => c.Id, StringComparer.Ordinal), await contacts.Of(organisation, ct),
            await organisations.Load(organisation, ct) ?? new());
        _known[organisation] = (at, means);
        return means;
    }

    /// <summary>Forgets what is known of an organisation: something of it was changed.</summary>
    public void Forget(string organisation) => _known.TryRemove(organisation, out _);

    /// <summary>Who is there at a moment.</summary>
    public async Task<NoticeDirectory> Directory(string organisation, Instant at, CancellationToken ct)
    {
        var means = await Means(organisation, ct);
        var posts = means.State.People.Values.SelectMany(p => p.Posts.Keys).ToHashSet(StringComparer.Ordinal);
        // Until there is a roster, whoever holds the post is on duty, and the deputies are the second layer.
        var onDuty = await roster.At(organisation, at, ct) ?? [[.. means.State.HoldersOf(DutyPost)], [.. means.State.DeputiesOf(DutyPost)]];
        return new(
            onDuty, posts.ToDictionary(p => p, p => (IReadOnlyList<string>)[.. means.State.HoldersOf(p)], StringComparer.Ordinal),
            posts.ToDictionary(p => p, p => (IReadOnlyList<string>)[.. means.State.DeputiesOf(p)], StringComparer.Ordinal),
            means.State.People.Keys.ToDictionary(p => p,
                p => (IReadOnlyList<Way>)[.. means.Contacts.Where(c => c.Account == p).Select(c => new Way(c.N, c.Channel))], StringComparer.Ordinal),
            [.. means.Channels.Values.Select(c => new ConfiguredChannel(c.Id, c.Kind, c.On))]);
    }

    /// <summary>The language in which a person is told.</summary>
    public async Task<Language> LanguageOf(string person, CancellationToken ct) =>
        await preferences.Find(person, Preferences.Language, ct) == "en" ? Language.En : Language.Zh;

    private async Task<NoticePolicy> Policy(string organisation, CancellationToken ct) =>
        await book.Policy(organisation, ct) is { } row ? PolicyReader.Read("policy.yaml", row.Body, null) : PolicyReader.Default;
}
