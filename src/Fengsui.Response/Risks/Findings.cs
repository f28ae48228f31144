using System.Net;
using System.Text.RegularExpressions;
using Fengsui.Response.Incidents;

namespace Fengsui.Response.Risks;

/// <summary>Gathers the indicators of a report: each once, in the form in which it can be found again, never more than allowed.</summary>
internal sealed partial class Findings(int most = RiskLimits.Indicators)
{
    private readonly HashSet<(string Type, string Value)> _seen = [];
    private readonly List<Indicator> _found = [];

    public IReadOnlyList<Indicator> All => _found;

    /// <summary>Whether there was more than is kept.</summary>
    public bool Full => _found.Count >= most;

    /// <summary>Adds a value of a known type; a value that is none of this type is passed over.</summary>
    public void Add(string type, string? value, string? note = null)
    {
        if (Full || Normal(type, value) is not { } normal || !_seen.Add((type, normal)))
            return;
        _found.Add(new(type, normal, Said.Line(note, 200) is { Length: > 0 } said ? said : null));
    }

    /// <summary>Adds a value whose type shows in its form: an address, a name of a host, a URL, a hash.</summary>
    public void Guess(string? value, string? note = null)
    {
        if (TypeOf(value) is { } type)
            Add(type, value, note);
    }

    /// <summary>Adds a hash by its length.</summary>
    public void AddHash(string? value, string? note = null)
    {
        if (value is not null && HashPattern().IsMatch(value))
            Add(value.Length switch { 32 => "md5", 40 => "sha1", 64 => "sha256", _ => "other" }, value, note);
    }

    /// <summary>Adds every URL in a text.</summary>
    public void AddUrls(string? text, string? note = null)
    {
        if (text is null)
            return;
        foreach (var match in UrlPattern().EnumerateMatches(text))
            Add("url", text.AsSpan(match.Index, match.Length).TrimEnd(".,;:!?)]}'\"。，；、）】》”").ToString(), note);
    }

    private static string? TypeOf(string? value) => value?.Trim() switch
    {
        null or "" or "-" => null,
        { } text when IPAddress.TryParse(text, out _) && text.AsSpan().ContainsAny('.', ':') => "ip",
        { } text when text.Contains("://", StringComparison.Ordinal) => "url",
        { } text when HashPattern().IsMatch(text) => text.Length switch { 32 => "md5", 40 => "sha1", 64 => "sha256", _ => null },
        { } text when MailPattern().IsMatch(text) => "email",
        { } text when HostPattern().IsMatch(text) => "domain",
        _ => null,
    };

    /// <summary>The same thing always has the same text.</summary>
    private static string? Normal(string type, string? value)
    {
        var text = Said.Line(value, RiskLimits.Value);
        if (text.Length == 0 || text == "-")
            return null;
        return type switch
        {
            "ip" => AddressOf(text),
            "domain" => HostPattern().IsMatch(text) ? text.TrimEnd('.').ToLowerInvariant() : null,
            "email" => MailPattern().IsMatch(text) ? text.ToLowerInvariant() : null,
            "md5" or "sha1" or "sha256" or "sm3" => HashPattern().IsMatch(text) ? text.ToLowerInvariant() : null,
            _ => text,
        };
    }

    /// <summary>An address, or a network with its length.</summary>
    private static string? AddressOf(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var address = slash < 0 ? text : text[..slash];
        if (!IPAddress.TryParse(address, out var parsed) || !address.AsSpan().ContainsAny('.', ':'))
            return null;
        return slash < 0 ? parsed.ToString() : int.TryParse(text.AsSpan(slash + 1), out var length) && length is >= 0 and <= 128
            ? $"{parsed}/{length}" : null;
    }

    [GeneratedRegex("^[0-9a-fA-F]{32,128}$", RegexOptions.NonBacktracking)]
    private static partial Regex HashPattern();

    [GeneratedRegex(@"^[A-Za-z0-9_]([A-Za-z0-9_-]{0,62}\.)+[A-Za-z][A-Za-z0-9-]{1,62}\.?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex HostPattern();

    [GeneratedRegex(@"^[^\s@<>""]{1,64}@[^\s@<>""]{1,190}$", RegexOptions.NonBacktracking)]
    private static partial Regex MailPattern();

    [GeneratedRegex(@"(https?|hxxps?|ftp)://[^\s<>""'，。；）】》]{1,1900}",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex UrlPattern();
}
