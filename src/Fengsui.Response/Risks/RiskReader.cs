using Fengsui.Response.Risks.Formats;

namespace Fengsui.Response.Risks;

/// <summary>Reads an input of a given form.</summary>
public static class RiskReader
{
    /// <summary>Reads everything in an input, piece by piece. What is broken is told and stops nothing that can still be read.</summary>
    /// <param name="format">The form.</param>
    /// <param name="input">The input; it can be read from its beginning again.</param>
    /// <param name="origin">Who sent it, and when it came.</param>
    public static IEnumerable<Received> Read(RiskFormat format, Stream input, Origin origin) => format switch
    {
        RiskFormat.Form or RiskFormat.Json => OwnJson.Read(input, origin),
        RiskFormat.Stix => Stix.Read(input, origin),
        RiskFormat.Misp => Misp.Read(input, origin),
        RiskFormat.Ocsf => Ocsf.Read(input, origin),
        RiskFormat.Cef or RiskFormat.Syslog => LineText.Read(input, origin),
        RiskFormat.Mail => Mail.Read(input, origin),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };
}
