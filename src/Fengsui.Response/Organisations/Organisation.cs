using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Response.Posts;
using Fengsui.Response.Record;

namespace Fengsui.Response.Organisations;

/// <summary>A person of an organisation, as the journal knows persons: without a name.</summary>
public sealed record Person
{
    /// <summary>The posts, by id.</summary>
    public SortedDictionary<string, bool> Posts { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Whether a one-time code is asked for.</summary>
    public bool Totp { get; set; }

    /// <summary>The passkeys.</summary>
    public SortedSet<string> Passkeys { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The tokens that were not ended.</summary>
    public SortedSet<string> Tokens { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The posts with whether each is held as a deputy.</summary>
    public IEnumerable<HeldPost> Held() => Posts.Select(p => new HeldPost(p.Key, p.Value));
}

/// <summary>That somebody compared a citation with the official text.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Against">What it was compared with.</param>
public sealed record Confirmation(string By, Instant At, string Against);

/// <summary>How an outside body is reached, as somebody of the organisation found it out.</summary>
/// <param name="Number">The number, or whatever else one needs to reach it.</param>
/// <param name="By">Who checked it last.</param>
/// <param name="At">When.</param>
public sealed record CheckedNumber(string Number, string By, Instant At);

/// <summary>The state of an organisation: a fold over its events. Those who left are no longer in it.</summary>
public sealed record Organisation
{
    /// <summary>The own target for ratifying emergency acts, in hours, until a setting says otherwise.</summary>
    public const int DefaultRatifyHours = 24;

    /// <summary>The id of the setting of <see cref="RatifyHours"/>.</summary>
    public const string RatifyHoursSetting = "ratify_hours";

    /// <summary>The id of the setting that holds the hash of the policy of notices.</summary>
    public const string NoticePolicySetting = "notice_policy";

    /// <summary>How the ids of the settings begin that hold the hashes of channels.</summary>
    public const string ChannelSetting = "channel:";

    /// <summary>The id of the setting of <see cref="ActsAs"/>.</summary>
    public const string ActsAsSetting = "acts_as";

    /// <summary>Its name; empty before it is founded.</summary>
    public string Name { get; set; } = "";

    /// <summary>What is known about it: ids of facts and their values; what is not here is unknown.</summary>
    public SortedDictionary<string, string> Profile { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The settings that were changed.</summary>
    public SortedDictionary<string, string> Settings { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Its people, by id.</summary>
    public SortedDictionary<string, Person> People { get; init; } = new(StringComparer.Ordinal);

    /// <summary>
    /// The citations that were confirmed, by pack and id (<see cref="Confirms"/>); null for none, so that older states stay as they were written.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SortedDictionary<string, Confirmation>? Confirmed { get; set; }

    /// <summary>The numbers of outside bodies, by the body's name in the plans; null for none, so that older states stay as they were written.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SortedDictionary<string, CheckedNumber>? Numbers { get; set; }

    /// <summary>The confirmation of a citation as this pack stands, or null: a pack that changed asks again.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="source">The id of the citation.</param>
    public Confirmation? Confirms(Pack pack, string source) => Confirmed?.GetValueOrDefault($"{Pinned(pack)}/{source}");

    /// <summary>A pack as a confirmation names it.</summary>
    internal static string Pinned(Pack pack) => $"{pack.Id}@{pack.Version}#{pack.Hash}";

    /// <summary>Within how many hours an emergency act is to be ratified.</summary>
    public int RatifyHours() =>
        Settings.TryGetValue(RatifyHoursSetting, out var hours) ? int.Parse(hours, NumberStyles.None, CultureInfo.InvariantCulture)
            : DefaultRatifyHours;

    /// <summary>The body as which it acts when it issues warnings, as the plans name it; empty when it is none.</summary>
    public string ActsAs() => Settings.GetValueOrDefault(ActsAsSetting, "");

    /// <summary>Whether a person belongs to it and may do an act.</summary>
    public Authority May(Procedure procedure, string person, string act) =>
        People.TryGetValue(person, out var found) ? Authority.Of(procedure, act, [.. found.Held()]) : new Authority.No();

    /// <summary>Those who hold a post themselves, not as deputies.</summary>
    public IEnumerable<string> HoldersOf(string post) => People.Where(p =>
        p.Value.Posts.TryGetValue(post, out var deputy) && !deputy).Select(p => p.Key);

    /// <summary>Those who are deputies in a post.</summary>
    public IEnumerable<string> DeputiesOf(string post) => People.Where(p =>
        p.Value.Posts.TryGetValue(post, out var deputy) && deputy).Select(p => p.Key);

    /// <summary>Folds one more event in. The state is changed in place: a fold over a long journal copies nothing.</summary>
    /// <exception cref="RecordException">The event speaks of a person who is not there.</exception>
    public void Apply(OrganisationEvent said)
    {
        switch (said)
        {
            case OrganisationEvent.Founded e:
                Name = e.Name;
                foreach (var (fact, value) in e.Profile)
                    Profile[fact] = value;
                break;
            case OrganisationEvent.Renamed e:
                Name = e.Name;
                break;
            case OrganisationEvent.ProfileChanged { Value: OrganisationDecisions.Unknown } e:
                Profile.Remove(e.Fact);
                break;
            case OrganisationEvent.ProfileChanged e:
                Profile[e.Fact] = e.Value;
                break;
            case OrganisationEvent.SettingChanged e:
                Settings[e.Setting] = e.Value;
                break;
            case OrganisationEvent.PersonAdded e:
                People[e.Person] = new();
                break;
            case OrganisationEvent.PersonLeft e:
                People.Remove(e.Person);
                break;
            case OrganisationEvent.PostGiven e:
                Of(e.Person).Posts[e.Post] = e.Deputy;
                break;
            case OrganisationEvent.PostEnded e:
                Of(e.Person).Posts.Remove(e.Post);
                break;
            case OrganisationEvent.TotpSet e:
                Of(e.Person).Totp = true;
                break;
            case OrganisationEvent.TotpRemoved e:
                Of(e.Person).Totp = false;
                break;
            case OrganisationEvent.PasskeyAdded e:
                Of(e.Person).Passkeys.Add(e.Passkey);
                break;
            case OrganisationEvent.PasskeyRemoved e:
                Of(e.Person).Passkeys.Remove(e.Passkey);
                break;
            case OrganisationEvent.TokenMade e:
                Of(e.Person).Tokens.Add(e.Token);
                break;
            case OrganisationEvent.TokenEnded e:
                Of(e.Person).Tokens.Remove(e.Token);
                break;
            case OrganisationEvent.CitationConfirmed e:
                (Confirmed ??= new(StringComparer.Ordinal))[$"{e.Pack}/{e.Source}"] = new(e.By, e.At, e.Against);
                break;
            case OrganisationEvent.CitationWithdrawn e:
                Confirmed?.Remove($"{e.Pack}/{e.Source}");
                Confirmed = Confirmed is { Count: 0 } ? null : Confirmed;
                break;
            case OrganisationEvent.NumberChecked e:
                (Numbers ??= new(StringComparer.Ordinal))[e.Body] = new(e.Number, e.By, e.At);
                break;
            case OrganisationEvent.NumberRemoved e:
                Numbers?.Remove(e.Body);
                Numbers = Numbers is { Count: 0 } ? null : Numbers;
                break;
            // They are in the journal for those who audit it; nothing is decided by them.
            case OrganisationEvent.PasswordSet or OrganisationEvent.SigninEnded or OrganisationEvent.LockedOut:
                break;
            default:
                throw new InvalidOperationException(said.GetType().Name);
        }
    }

    /// <summary>The state as JSON text; the same events give the same bytes.</summary>
    public string Write() => JsonSerializer.Serialize(this, OrganisationEvents.Json.Organisation);

    /// <summary>Reads a state back.</summary>
    /// <exception cref="RecordException">The text is not one.</exception>
    public static Organisation Read(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, OrganisationEvents.Json.Organisation)
                ?? throw new RecordException("the state of an organisation is empty");
        }
        catch (JsonException e)
        {
            throw new RecordException($"the state of an organisation cannot be read: {e.Message}", e);
        }
    }

    private Person Of(string person) => People.TryGetValue(person, out var found) ? found
        : throw new RecordException($"{person} does not belong to the organisation");
}
