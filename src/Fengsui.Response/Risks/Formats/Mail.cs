using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Response.Incidents;

namespace Fengsui.Response.Risks.Formats;

/// <summary>
/// Reads a mail: its head, its text, the addresses in it. Attachments are listed with their size and hash and never opened, whatever they are.
/// </summary>
public static partial class Mail
{
    private const int LongestText = 256 * 1024;
    private const int MostHeaders = 64 * 1024;

    /// <summary>Reads one mail.</summary>
    public static IEnumerable<Received> Read(Stream input, Origin origin)
    {
        if (input.Length > RiskLimits.Mail)
        {
            return [new Received.Unread(RiskFormat.Mail, 1,
                new($"邮件超过 {RiskLimits.Mail >> 20} MiB", $"the mail is larger than {RiskLimits.Mail >> 20} MiB"), "",
                Said.Hash($"mail {input.Length}"))];
        }

        var bytes = new byte[input.Length];
        input.ReadExactly(bytes);
        return [Read(bytes, origin)];
    }

    private static Received Read(byte[] bytes, Origin origin)
    {
        var part = MailPart.Read(bytes);
        if (part.Header("from") is null && part.Header("subject") is null && part.Header("received") is null)
        {
            return new Received.Unread(RiskFormat.Mail, 1, new("没有邮件头（From、Subject）", "it has no head of a mail (From, Subject)"),
                Said.Line(Said.Decode(bytes.AsSpan(0, Math.Min(bytes.Length, 400))), RiskLimits.Excerpt), Said.Hash(bytes));
        }

        var seen = new Contents();
        Gather(part, 0, seen);
        return new Received.Read(Report(bytes, part, seen, origin));
    }

    private sealed class Contents
    {
        public Findings Found { get; } = new();

        public StringBuilder Text { get; } = new();

        public List<string> Attachments { get; } = [];

        public int Parts { get; set; }

        public bool Cut { get; set; }
    }

    private static RiskReport Report(byte[] bytes, MailPart part, Contents seen, Origin origin)
    {
        var from = MailAddress().Match(MailPart.Decoded(part.Header("from") ?? "")).Value;
        var at = from.LastIndexOf('@');
        var subject = Said.Line(MailPart.Decoded(part.Header("subject") ?? ""), RiskLimits.Title);
        // Who wrote it stands in front of what the text mentions.
        var found = new Findings();
        found.Add("email", from, "From");
        found.Add("email", MailAddress().Match(part.Header("reply-to") ?? "").Value, "Reply-To");
        found.Add("ip", part.Header("x-originating-ip")?.Trim('[', ']', ' '), "X-Originating-IP");
        foreach (var indicator in seen.Found.All)
            found.Add(indicator.Type, indicator.Value, indicator.Note);
        var description = string.Join('\n', seen.Attachments.Prepend(seen.Text.ToString().Trim())) + (seen.Cut ? "\n…" : "");
        return new()
        {
            Format = RiskFormat.Mail,
            // The domain alone: whose address it is stands among the indicators.
            Source = Said.Line(at > 0 ? from[(at + 1)..].ToLowerInvariant() : origin.Source, RiskLimits.Name),
            Kind = "mail",
            Title = subject.Length > 0 ? subject : "(no subject)",
            Description = Said.Lines(description, RiskLimits.Description),
            Seen = DateOf(part.Header("date")) ?? origin.At,
            Indicators = found.All,
            References = part.Header("message-id") is { Length: > 0 } id ? [Said.Line(id.Trim('<', '>', ' '), RiskLimits.Name)] : [],
            Raw = Said.Decode(bytes.AsSpan(0, Math.Min(bytes.Length, RiskLimits.Portion))),
            RawHash = Said.Hash(bytes),
        };
    }

    private static void Gather(MailPart part, int depth, Contents seen)
    {
        if (++seen.Parts > RiskLimits.MailParts || depth > RiskLimits.MailDepth)
        {
            seen.Cut = true;
            return;
        }

        if (part.IsMultipart)
        {
            foreach (var inner in part.Parts(RiskLimits.MailParts))
                Gather(inner, depth + 1, seen);
        }
        else if (part.Type == "message/rfc822" && part.FileName is null)
            Gather(MailPart.Read(part.Body()), depth + 1, seen);
        else if (part.FileName is not null || !part.Type.StartsWith("text/", StringComparison.Ordinal))
            Attachment(part, seen);
        else
            Text(part, seen);
    }

    private static void Attachment(MailPart part, Contents seen)
    {
        var body = part.Body();
        var hash = Said.Hash(body);
        var name = Said.Line(part.FileName ?? part.Type, RiskLimits.Name);
        seen.Found.Add("sha256", hash, name);
        seen.Attachments.Add($"附件 / attachment: {name} ({part.Type}, {body.Length} B, sha256 {hash})");
    }

    private static void Text(MailPart part, Contents seen)
    {
        var text = part.Text();
        if (text.Length > LongestText)
            (text, seen.Cut) = (text[..LongestText], true);
        seen.Found.AddUrls(text);
        if (part.Type == "text/html")
            text = WebUtility.HtmlDecode(Tags().Replace(text, " "));
        // A mail says the same twice, as text and as HTML; the text is enough.
        if (seen.Text.Length == 0 || part.Type != "text/html")
            seen.Text.Append(text).Append('\n');
    }

    private static Instant? DateOf(string? said)
    {
        if (said is null)
            return null;
        var text = Comment().Replace(said, "").Trim();
        string[] forms = ["ddd, d MMM yyyy HH:mm:ss zzz", "d MMM yyyy HH:mm:ss zzz", "ddd, d MMM yyyy HH:mm zzz"];
        var zone = text.Length > 5 && text[^5] is '+' or '-' ? $"{text[..^2]}:{text[^2..]}" : text.Replace("GMT", "+00:00", StringComparison.Ordinal);
        return DateTimeOffset.TryParseExact(zone, forms, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var moment)
            ? Times.Within(Instant.From(moment)) : null;
    }

    [GeneratedRegex(@"[^\s<>@"",;]{1,64}@[^\s<>@"",;]{1,190}", RegexOptions.NonBacktracking)]
    private static partial Regex MailAddress();

    [GeneratedRegex("<[^>]{0,2000}>", RegexOptions.NonBacktracking)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\([^)]{0,100}\)", RegexOptions.NonBacktracking)]
    private static partial Regex Comment();
}
