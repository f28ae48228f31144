using System.Security.Cryptography;
using System.Text;

namespace Fengsui.Server.People;

/// <summary>Random secrets and ids, and the hashes under which they are kept.</summary>
internal static class Secrets
{
    private const int SecretBytes = 32;
    private const int IdBytes = 10;

    /// <summary>256 random bits, as they are handed out.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>An id that nobody guesses and nothing repeats.</summary>
    public static string NewId(string prefix) => prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));

    /// <summary>
    /// What is kept of a secret. A plain hash will do: nobody finds 256 random bits by trying. The purpose is part of it, so that a secret is good
    /// for one thing.
    /// </summary>
    public static string Hash(string purpose, string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{purpose}\n{secret}")));

    /// <summary>Compares in a time that tells nothing.</summary>
    public static bool Same(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
