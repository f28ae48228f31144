using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Fengsui.Law.Calendar;
using Fengsui.Response.Record;

namespace Fengsui.Response.Organisations;

/// <summary>The names under which events of an organisation stand in the journal, and their bodies as JSON text.</summary>
public static class OrganisationEvents
{
    private const int First = 1;

    /// <summary>Writes an event as a line of the journal.</summary>
    /// <param name="said">The event.</param>
    /// <param name="now">When it is recorded; what happens to an organisation is recorded when it is done.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="post">Under which post; empty for what concerns oneself.</param>
    public static NewEntry Write(OrganisationEvent said, Instant now, string actor, string post)
    {
        var (name, body) = said switch
        {
            OrganisationEvent.Founded e => ("founded", Body(e, Json.Founded)),
            OrganisationEvent.Renamed e => ("renamed", Body(e, Json.Renamed)),
            OrganisationEvent.ProfileChanged e => ("profile-changed", Body(e, Json.ProfileChanged)),
            OrganisationEvent.SettingChanged e => ("setting-changed", Body(e, Json.SettingChanged)),
            OrganisationEvent.PersonAdded e => ("person-added", Body(e, Json.PersonAdded)),
            OrganisationEvent.PersonLeft e => ("person-left", Body(e, Json.PersonLeft)),
            OrganisationEvent.PostGiven e => ("post-given", Body(e, Json.PostGiven)),
            OrganisationEvent.PostEnded e => ("post-ended", Body(e, Json.PostEnded)),
            OrganisationEvent.PasswordSet e => ("password-set", Body(e, Json.PasswordSet)),
            OrganisationEvent.TotpSet e => ("totp-set", Body(e, Json.TotpSet)),
            OrganisationEvent.TotpRemoved e => ("totp-removed", Body(e, Json.TotpRemoved)),
            OrganisationEvent.PasskeyAdded e => ("passkey-added", Body(e, Json.PasskeyAdded)),
            OrganisationEvent.PasskeyRemoved e => ("passkey-removed", Body(e, Json.PasskeyRemoved)),
            OrganisationEvent.TokenMade e => ("token-made", Body(e, Json.TokenMade)),
            OrganisationEvent.TokenEnded e => ("token-ended", Body(e, Json.TokenEnded)),
            OrganisationEvent.SigninEnded e => ("signin-ended", Body(e, Json.SigninEnded)),
            OrganisationEvent.LockedOut e => ("locked-out", Body(e, Json.LockedOut)),
            OrganisationEvent.CitationConfirmed e => ("citation-confirmed", Body(e, Json.CitationConfirmed)),
            OrganisationEvent.CitationWithdrawn e => ("citation-withdrawn", Body(e, Json.CitationWithdrawn)),
            OrganisationEvent.NumberChecked e => ("number-checked", Body(e, Json.NumberChecked)),
            OrganisationEvent.NumberRemoved e => ("number-removed", Body(e, Json.NumberRemoved)),
            _ => throw new InvalidOperationException(said.GetType().Name),
        };
        return new(name, First, now, now, actor, post, body);
    }

    /// <summary>Reads an event back.</summary>
    /// <exception cref="RecordException">The line cannot be read.</exception>
    public static OrganisationEvent Read(NewEntry line)
    {
        if (line.Version != First)
            throw new RecordException($"{line.Type} of version {line.Version} is not known here");
        try
        {
            return line.Type switch
            {
                "founded" => Read(line, Json.Founded),
                "renamed" => Read(line, Json.Renamed),
                "profile-changed" => Read(line, Json.ProfileChanged),
                "setting-changed" => Read(line, Json.SettingChanged),
                "person-added" => Read(line, Json.PersonAdded),
                "person-left" => Read(line, Json.PersonLeft),
                "post-given" => Read(line, Json.PostGiven),
                "post-ended" => Read(line, Json.PostEnded),
                "password-set" => Read(line, Json.PasswordSet),
                "totp-set" => Read(line, Json.TotpSet),
                "totp-removed" => Read(line, Json.TotpRemoved),
                "passkey-added" => Read(line, Json.PasskeyAdded),
                "passkey-removed" => Read(line, Json.PasskeyRemoved),
                "token-made" => Read(line, Json.TokenMade),
                "token-ended" => Read(line, Json.TokenEnded),
                "signin-ended" => Read(line, Json.SigninEnded),
                "locked-out" => Read(line, Json.LockedOut),
                "citation-confirmed" => Read(line, Json.CitationConfirmed),
                "citation-withdrawn" => Read(line, Json.CitationWithdrawn),
                "number-checked" => Read(line, Json.NumberChecked),
                "number-removed" => Read(line, Json.NumberRemoved),
                _ => throw new RecordException($"{line.Type} is not known here"),
            };
        }
        catch (JsonException e)
        {
            throw new RecordException($"{line.Type} cannot be read: {e.Message}", e);
        }
    }

    internal static OrganisationJson Json { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        // Chinese stays readable in the journal; it is never pasted into a page unescaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new InstantJson() },
    });

    private static string Body<T>(T said, JsonTypeInfo<T> shape) => JsonSerializer.Serialize(said, shape);

    private static T Read<T>(NewEntry line, JsonTypeInfo<T> shape) =>
        line.Body.Read(shape) ?? throw new RecordException($"{line.Type} has no body");
}

/// <summary>Writes an instant as whole seconds of the Unix clock.</summary>
internal sealed class InstantJson : JsonConverter<Instant>
{
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteNumberValue(value.UnixSeconds);
}

[JsonSerializable(typeof(OrganisationEvent.Founded))]
[JsonSerializable(typeof(OrganisationEvent.Renamed))]
[JsonSerializable(typeof(OrganisationEvent.ProfileChanged))]
[JsonSerializable(typeof(OrganisationEvent.SettingChanged))]
[JsonSerializable(typeof(OrganisationEvent.PersonAdded))]
[JsonSerializable(typeof(OrganisationEvent.PersonLeft))]
[JsonSerializable(typeof(OrganisationEvent.PostGiven))]
[JsonSerializable(typeof(OrganisationEvent.PostEnded))]
[JsonSerializable(typeof(OrganisationEvent.PasswordSet))]
[JsonSerializable(typeof(OrganisationEvent.TotpSet))]
[JsonSerializable(typeof(OrganisationEvent.TotpRemoved))]
[JsonSerializable(typeof(OrganisationEvent.PasskeyAdded))]
[JsonSerializable(typeof(OrganisationEvent.PasskeyRemoved))]
[JsonSerializable(typeof(OrganisationEvent.TokenMade))]
[JsonSerializable(typeof(OrganisationEvent.TokenEnded))]
[JsonSerializable(typeof(OrganisationEvent.SigninEnded))]
[JsonSerializable(typeof(OrganisationEvent.LockedOut))]
[JsonSerializable(typeof(OrganisationEvent.CitationConfirmed))]
[JsonSerializable(typeof(OrganisationEvent.CitationWithdrawn))]
[JsonSerializable(typeof(OrganisationEvent.NumberChecked))]
[JsonSerializable(typeof(OrganisationEvent.NumberRemoved))]
[JsonSerializable(typeof(Organisation))]
[JsonSerializable(typeof(LogEvent.Refused))]
[JsonSerializable(typeof(LogEvent.SignedIn))]
[JsonSerializable(typeof(LogEvent.SignInFailed))]
[JsonSerializable(typeof(LogEvent.Invited))]
[JsonSerializable(typeof(LogEvent.Digest))]
internal sealed partial class OrganisationJson : JsonSerializerContext;
