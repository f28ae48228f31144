using System.Security.Cryptography;
using System.Text;

namespace Fengsui.Server.People;

/// <summary>
/// The key under which the secrets of one-time codes are sealed. It is a file of the data folder and not a row of the database: whoever gets hold of
/// the database, a dump or an export alone cannot make anybody's codes. Nodes on one PostgreSQL need the same file; without it recovery codes still
/// work.
/// </summary>
internal sealed class InstallationKey
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] _key;

    private InstallationKey(byte[] key) => _key = key;

    /// <summary>Reads <c>installation.key</c> of a folder, or makes one that only the owner may read.</summary>
    public static InstallationKey Open(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "installation.key");
        if (!File.Exists(path))
            Make(path);
        var key = Convert.FromHexString(File.ReadAllText(path).Trim());
        return key.Length == KeyBytes ? new(key) : throw new InvalidDataException($"{path}: 64 hexadecimal digits are expected");
    }

    /// <summary>Seals a text for one purpose; it opens for no other.</summary>
    public string Seal(string text, string purpose)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var result = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(result.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(_key, TagBytes);
        aes.Encrypt(result.AsSpan(0, NonceBytes), plain, result.AsSpan(NonceBytes, plain.Length), result.AsSpan(NonceBytes + plain.Length),
            Encoding.UTF8.GetBytes(purpose));
        return Convert.ToBase64String(result);
    }

    /// <summary>Opens what <see cref="Seal"/> sealed; null when it was sealed under another key, for another purpose, or changed.</summary>
    public string? Unseal(string text, string purpose)
    {
        var sealedBytes = Convert.FromBase64String(text);
        var plain = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(_key, TagBytes);
        try
        {
            aes.Decrypt(sealedBytes.AsSpan(0, NonceBytes), sealedBytes.AsSpan(NonceBytes, plain.Length),
                sealedBytes.AsSpan(NonceBytes + plain.Length), plain,
                Encoding.UTF8.GetBytes(purpose));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>What only this installation can write under a text, for one purpose.</summary>
    public byte[] Mac(string text, string purpose) =>
        HMACSHA256.HashData(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(purpose)), Encoding.UTF8.GetBytes(text));

    private static void Make(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, Encoding.ASCII, options);
        writer.Write(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes)));
        writer.Write('\n');
    }
}
