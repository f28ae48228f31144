using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Fengsui.Law.Calendar;
using Fengsui.Response.Incidents;

namespace Fengsui.Response.Risks;

/// <summary>When two pieces of risk information say the same, and when they belong together.</summary>
public static partial class RiskKey
{
    /// <summary>For how long after one was seen another may join its group, in seconds.</summary>
    public const long Window = 24 * 3600;

    private const int MostInKey = 16;
    private const int MostGroups = 20;

    /// <summary>
    /// The same for the same thing: what it is, who says it, by which rule, in which words (numbers aside), about which addresses and files.
    /// Of a portion, the whole
    /// alone. Times, counts and the form in which it came play no part.
    /// </summary>
    public static string Of(RiskReport report)
    {
        var text = new StringBuilder(report.Kind).Append('\n');
        if (report.Whole is { } whole)
            return Said.Hash(text.Append(whole.ToLowerInvariant()).ToString())[..32];
        text.Append(report.Source.ToLowerInvariant()).Append('\n').Append(report.Signature.ToLowerInvariant()).Append('\n');
        text.Append(Numbers().Replace(report.Title.ToLowerInvariant(), "#"));
        // Of a log the words decide: a thousand senders of one message are one thing.
        if (report.Kind != "log")
            foreach (var indicator in report.Indicators.Select(i => $"{i.Type}:{i.Value}").Order(StringComparer.Ordinal).Take(MostInKey))
                text.Append('\n').Append(indicator);
        return Said.Hash(text.ToString())[..32];
    }

    /// <summary>What ties it to others: its source with its rule, and each indicator that names something outside.</summary>
    public static IReadOnlyList<string> Groups(RiskReport report)
    {
        var keys = new List<string>();
        if (report.Signature.Length > 0)
            keys.Add("s:" + Said.Hash($"{report.Source.ToLowerInvariant()}\n{report.Signature.ToLowerInvariant()}")[..32]);
        keys.AddRange(report.Indicators.Where(Ties).Take(MostGroups).Select(i => "i:" + Said.Hash($"{i.Type}:{i.Value}")[..32]));
        return keys;
    }

    /// <summary>The group to join: the one seen last within the window, of several the first by name. Null: it begins one of its own.</summary>
    /// <param name="seen">Groups that carry one of the keys, with the moment at which each was seen last.</param>
    /// <param name="at">When this was received.</param>
    public static string? Join(IEnumerable<(string Group, Instant LastSeen)> seen, Instant at) => seen
        .Where(s => at.UnixSeconds - s.LastSeen.UnixSeconds <= Window)
        .OrderByDescending(s => s.LastSeen).ThenBy(s => s.Group, StringComparer.Ordinal).Select(s => s.Group).FirstOrDefault();

    // Addresses inside are those of the victims, and names of files are everybody's.
    private static bool Ties(Indicator indicator) => indicator.Type switch
    {
        "ip" => IPAddress.TryParse(indicator.Value, out var address) && !IsInside(address),
        "file" or "other" => false,
        _ => true,
    };

    private static bool IsInside(IPAddress address)
    {
        if (IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal)
            return true;
        var bytes = address.GetAddressBytes();
        return bytes.Length == 4 && (bytes[0] is 10 or 0 or 127 || bytes[0] == 192 && bytes[1] == 168 || bytes[0] == 172 && bytes[1] is >= 16 and < 32
            || bytes[0] == 169 && bytes[1] == 254);
    }

    [GeneratedRegex("0x[0-9a-f]+|[0-9a-f]{8,}|[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Numbers();
}
