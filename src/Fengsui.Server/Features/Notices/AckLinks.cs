using System.Text;
using Fengsui.Law.Calendar;
using Fengsui.Server.People;
using Microsoft.AspNetCore.WebUtilities;

namespace Fengsui.Server.Features.Notices;

/// <summary>What a link acknowledges.</summary>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Page">The page; empty for a test.</param>
/// <param name="Person">Who was told.</param>
/// <param name="Channel">Through which channel.</param>
/// <param name="N">To which of the ways of the person.</param>
/// <param name="Until">How long it is good.</param>
internal sealed record AckLink(string Organisation, string Page, string Person, string Channel, int N, Instant Until);

/// <summary>
/// Writes and reads the links with which a message is acknowledged, signed out. What stands in one is signed, so nothing of it is kept; once its page was
/// acknowledged it does nothing.
/// </summary>
internal sealed class AckLinks(InstallationKey key)
{
    /// <summary>How long a link is good.</summary>
    public const long Seconds = 7 * 86_400;

    private const string Purpose = "notice-acknowledgement";
    private const int MacBytes = 16;

    /// <summary>The part of the address that follows <c>/ack/</c>.</summary>
    public string Write(AckLink link)
    {
        var body = string.Join('\n', link.Organisation, link.Page, link.Person, link.Channel, link.N, link.Until.UnixSeconds);
        return WebEncoders.Base64UrlEncode([.. key.Mac(body, Purpose)[..MacBytes], .. Encoding.UTF8.GetBytes(body)]);
    }

    /// <summary>Reads one; null when it is not ours, or its time is over.</summary>
    public AckLink? Read(string token, Instant now)
    {
        if (token.Length > 1000 || !TryDecode(token, out var bytes) || bytes.Length <= MacBytes)
            return null;
        var body = Encoding.UTF8.GetString(bytes.AsSpan(MacBytes));
        if (!System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(key.Mac(body, Purpose).AsSpan(0, MacBytes), bytes.AsSpan(0, MacBytes)))
            return null;
        return body.Split('\n') is [var organisation, var page, var person, var channel, var n, var until] && long.Parse(until) >= now.UnixSeconds
            ? new(organisation, page, person, channel, int.Parse(n), new(long.Parse(until))) : null;
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
