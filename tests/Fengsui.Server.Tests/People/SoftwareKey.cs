using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fengsui.Server.Tests.People;

/// <summary>An authenticator in software (WebAuthn, ES256, no attestation): answers challenges as a device would.</summary>
internal sealed class SoftwareKey(string origin) : IDisposable
{
    private const byte Present = 0x01;
    private const byte Verified = 0x04;
    private const byte HasKey = 0x40;

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(32);
    private byte[] _user = [];
    private uint _count;

    public JsonObject Create(JsonElement options)
    {
        _user = Decode(options.GetProperty("user").GetProperty("id").GetString()!);
        var client = ClientData("webauthn.create", options.GetProperty("challenge").GetString()!);
        var data = AuthenticatorData(options.GetProperty("rp").GetProperty("id").GetString()!, Present | Verified | HasKey);
        byte[] attestation = [0xA3, .. Said("fmt"), .. Said("none"), .. Said("attStmt"), 0xA0, .. Said("authData"), 0x59, (byte)(data.Length >> 8), (byte)data.Length, .. data];
        return Credential(new JsonObject { ["attestationObject"] = Encode(attestation), ["clientDataJSON"] = Encode(client), ["transports"] = new JsonArray("internal") });
    }

    public JsonObject Get(JsonElement options)
    {
        _count++;
        var client = ClientData("webauthn.get", options.GetProperty("challenge").GetString()!);
        var data = AuthenticatorData(options.GetProperty("rpId").GetString()!, Present | Verified);
        var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Credential(new JsonObject
        {
            ["authenticatorData"] = Encode(data), ["clientDataJSON"] = Encode(client), ["signature"] = Encode(signature), ["userHandle"] = Encode(_user),
        });
    }

    public void Dispose() => _key.Dispose();

    private JsonObject Credential(JsonObject response) => new()
    {
        ["id"] = Encode(_id), ["rawId"] = Encode(_id), ["type"] = "public-key", ["clientExtensionResults"] = new JsonObject(), ["response"] = response,
    };

    private byte[] ClientData(string type, string challenge) =>
        Encoding.UTF8.GetBytes(new JsonObject { ["type"] = type, ["challenge"] = challenge, ["origin"] = origin, ["crossOrigin"] = false }.ToJsonString());

    private byte[] AuthenticatorData(string host, byte flags)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, _count);
        byte[] head = [.. SHA256.HashData(Encoding.UTF8.GetBytes(host)), flags, .. count];
        if ((flags & HasKey) == 0)
            return head;
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        byte[] cose = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
        return [.. head, .. new byte[16], 0, (byte)_id.Length, .. _id, .. cose];
    }

    private static byte[] Said(string text) => [(byte)(0x60 + text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static string Encode(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static byte[] Decode(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);
}
