using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Fengsui.Server.People;

/// <summary>
/// One-time codes (RFC 6238: HMAC-SHA-1, 30 seconds, six digits, what every authenticator app takes). Identity's own provider reads the machine's
/// clock and accepts a code twice; here now is an argument and the step that was used is remembered.
/// </summary>
internal static class OneTimeCode
{
    private const int StepSeconds = 30;
    private const int Modulus = 1_000_000;
    private const int SecretBytes = 20;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A new secret, in base 32.</summary>
    public static string NewSecret() => string.Concat(RandomNumberGenerator.GetBytes(SecretBytes * 8 / 5).Select(b => Base32[b & 31]));

    /// <summary>
    /// The step in which a code is good, one before and one after now allowed for clocks that differ; null when it is good in none.
    /// </summary>
    /// <param name="secret">The secret in base 32.</param>
    /// <param name="code">What was typed.</param>
    /// <param name="unixSeconds">Now.</param>
    /// <param name="after">The last step that was used; it and earlier ones are over.</param>
    public static long? StepOf(string secret, string code, long unixSeconds, long after)
    {
        var key = Decode(secret);
        var now = unixSeconds / StepSeconds;
        for (var step = Math.Max(now - 1, after + 1); step <= now + 1; step++)
            if (Secrets.Same(At(key, step), code))
                return step;
        return null;
    }

    /// <summary>The code of a moment.</summary>
    public static string At(string secret, long unixSeconds) => At(Decode(secret), unixSeconds / StepSeconds);

    private static string At(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[20];
#pragma warning disable CA5350 // RFC 6238 as the apps implement it; HMAC does not rest on what SHA-1 lost.
        HMACSHA1.HashData(key, counter, mac);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(mac[(mac[^1] & 15)..]) & int.MaxValue;
        return (number % Modulus).ToString("D6");
    }

    private static byte[] Decode(string secret)
    {
        var bytes = new byte[secret.Length * 5 / 8];
        for (var i = 0; i < bytes.Length * 8; i++)
            if ((Base32.IndexOf(secret[i / 5]) >> (4 - (i % 5)) & 1) == 1)
                bytes[i / 8] |= (byte)(1 << (7 - (i % 8)));
        return bytes;
    }
}
