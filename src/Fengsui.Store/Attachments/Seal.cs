using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fengsui.Store;

/// <summary>
/// Seals the chunks of one file with AES-256-GCM under the file's own key. The nonce is the chunk's number, never used twice with a key; a chunk is
/// bound
/// to its file, its number and to being the last, so that none can be swapped, left out or cut off.
/// </summary>
internal sealed class Seal(string attachment, byte[] key) : IDisposable
{
    public const int ChunkSize = 256 * 1024;
    public const int KeySize = 32;
    private const int TagSize = 16;

    private readonly AesGcm aes = new(key, TagSize);

    public byte[] Close(ReadOnlySpan<byte> plain, long n, bool last)
    {
        var closed = new byte[plain.Length + TagSize];
        aes.Encrypt(Nonce(n), plain, closed.AsSpan(0, plain.Length), closed.AsSpan(plain.Length), Bound(n, last));
        return closed;
    }

    /// <summary>The plain content of a chunk.</summary>
    /// <exception cref="CryptographicException">The chunk is not what was sealed.</exception>
    public byte[] Open(ReadOnlySpan<byte> closed, long n, bool last)
    {
        if (closed.Length < TagSize)
            throw new CryptographicException("A sealed chunk is cut off.");
        var plain = new byte[closed.Length - TagSize];
        aes.Decrypt(Nonce(n), closed[..plain.Length], closed[plain.Length..], plain, Bound(n, last));
        return plain;
    }

    public void Dispose() => aes.Dispose();

    private static byte[] Nonce(long n)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(4), n);
        return nonce;
    }

    private byte[] Bound(long n, bool last) => Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{attachment}\n{n}\n{(last ? 1 : 0)}"));
}
