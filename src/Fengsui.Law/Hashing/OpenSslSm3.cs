using System.Runtime.InteropServices;

namespace Fengsui.Law.Hashing;

/// <summary>SM3 from the machine's libcrypto: the framework has none, and a hash of one's own making is not to be trusted.</summary>
internal static partial class OpenSslSm3
{
    private const int Size = 32;

    public static byte[] Hash(ReadOnlySpan<byte> data)
    {
        try
        {
            var algorithm = EVP_get_digestbyname("SM3");
            if (algorithm == 0)
                throw new PlatformNotSupportedException("OpenSSL has no SM3 on this machine; choose sha256");
            var digest = new byte[Size];
            uint length = Size;
            if (EVP_Digest(data, (nuint)data.Length, digest, ref length, algorithm, 0) != 1 || length != Size)
                throw new PlatformNotSupportedException("OpenSSL could not compute SM3; choose sha256");
            return digest;
        }
        catch (DllNotFoundException e)
        {
            throw new PlatformNotSupportedException("OpenSSL 3 (libcrypto.so.3) is not installed; choose sha256", e);
        }
    }

    [LibraryImport("libcrypto.so.3", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32 | DllImportSearchPath.SafeDirectories)]
    private static partial nint EVP_get_digestbyname(string name);

    [LibraryImport("libcrypto.so.3")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32 | DllImportSearchPath.SafeDirectories)]
    private static partial int EVP_Digest(ReadOnlySpan<byte> data, nuint count, Span<byte> digest, ref uint size, nint type, nint engine);
}
