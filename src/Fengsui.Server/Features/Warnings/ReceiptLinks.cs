using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fengsui.Server.People;
using Microsoft.AspNetCore.WebUtilities;

namespace Fengsui.Server.Features.Warnings;

/// <summary>What a link to a receipt is good for: one unit, one version of one warning, and nothing else.</summary>
/// <param name="Organisation">Whose warning it is.</param>
/// <param name="Warning">The warning.</param>
/// <param name="Version">The version.</param>
/// <param name="Unit">The unit.</param>
internal sealed record ReceiptLink(string Organisation, string Warning, int Version, string Unit);

/// <summary>Writes and reads the links by which a unit without an account answers. What stands in one is signed, so nothing of it is kept.</summary>
internal sealed class ReceiptLinks(InstallationKey key)
{
    private const string Purpose = "warning-receipt";
    private const int MacBytes = 16;
    private const int Longest = 1000;

    /// <summary>The part of the address that follows <c>/receipt/</c>.</summary>
    public string Write(ReceiptLink link)
    {
        var body = string.Join('\n', link.Organisation, link.Warning, link.Version, link.Unit);
        return WebEncoders.Base64UrlEncode([.. key.Mac(body, Purpose)[..MacBytes], .. Encoding.UTF8.GetBytes(body)]);
    }

    /// <summary>Reads one; null when it is not ours.</summary>
    public ReceiptLink? Read(string token)
    {
        if (token.Length > Longest || !TryDecode(token, out var bytes) || bytes.Length <= MacBytes)
            return null;
        var body = Encoding.UTF8.GetString(bytes.AsSpan(MacBytes));
        if (!CryptographicOperations.FixedTimeEquals(key.Mac(body, Purpose).AsSpan(0, MacBytes), bytes.AsSpan(0, MacBytes)))
            return null;
        return body.Split('\n') is [var organisation, var warning, var version, var unit]
            ? new(organisation, warning, int.Parse(version, CultureInfo.InvariantCulture), unit) : null;
    }

    private static bool TryDecode(string token, out byte[] bytes)
    {
        try
        {
            bytes = WebEncoders.Base64UrlDecode(token);
            return true;
        }
        catch (FormatException)
        {
            bytes = [];
            return false;
        }
    }
}
