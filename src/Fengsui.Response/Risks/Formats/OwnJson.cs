using System.Text.Json;

namespace Fengsui.Response.Risks.Formats;

/// <summary>
/// Reads risk information as plain JSON objects: <c>title</c> is needed, the rest may be there. What has other names is taken for what it is
/// usually called;
/// everything stays in the raw text.
/// </summary>
public static class OwnJson
{
    private static readonly string[] Kinds = ["alert", "log", "intelligence", "mail", "notice"];
    private static readonly string[] Titles = ["title", "name", "summary", "message", "alert", "event", "subject"];
    private static readonly string[] Descriptions = ["description", "details", "body", "text", "msg"];
    private static readonly string[] Moments = ["seen", "time", "timestamp", "@timestamp", "created", "date"];
    private static readonly string[] Types = ["ip", "domain", "url", "email", "file", "md5", "sha1", "sha256", "sm3", "other"];
    private static readonly string[] Loose = ["src_ip", "dst_ip", "source_ip", "dest_ip", "ip", "domain", "host", "url", "md5", "sha1", "sha256"];

    /// <summary>Reads every object.</summary>
    public static IEnumerable<Received> Read(Stream input, Origin origin) =>
        JsonItems.Read(input, RiskFormat.Json, (piece, line) => One(piece, line, origin));

    private static Received One(JsonElement said, long line, Origin origin)
    {
        var raw = said.GetRawText();
        if (said.ValueKind != JsonValueKind.Object || First(said, Titles) is not { } title
            || Said.Line(title, RiskLimits.Title) is not { Length: > 0 } kept)
        {
            return new Received.Unread(RiskFormat.Json, line, new("没有 title（一句话说明）", "it has no title (what it says in a line)"),
                Said.Line(raw, RiskLimits.Excerpt), Said.Hash(raw));
        }

        return new Received.Read(new()
        {
            Format = RiskFormat.Json,
            Source = Said.Line(said.Text("source") ?? said.Text("product") ?? origin.Source, RiskLimits.Name),
            Kind = said.Text("kind") is { } kind && Kinds.Contains(kind) ? kind : "alert",
            Signature = Said.Line(said.Text("signature") ?? said.Text("rule") ?? said.Text("rule_id"), RiskLimits.Name),
            Title = kept,
            Description = Said.Lines(First(said, Descriptions), RiskLimits.Description),
            Seen = Seen(said) ?? origin.At,
            Severity = SeverityOf(said.Text("severity") ?? said.Text("level") ?? said.Text("priority")),
            SaidSeverity = Said.Line(said.Text("severity") ?? said.Text("level") ?? said.Text("priority"), 40) is { Length: > 0 } word ? word : null,
            Indicators = Indicators(said),
            References = [.. said.Each("references").Select(r => Said.Line(r.Text(), RiskLimits.Value)).Where(r =>
                r.Length > 0).Take(RiskLimits.References)],
            Raw = raw,
            RawHash = Said.Hash(raw),
        });
    }

    private static string? First(JsonElement said, string[] names) => names.Select(n => said.Text(n)).FirstOrDefault(t => t is not null);

    private static Fengsui.Law.Calendar.Instant? Seen(JsonElement said)
    {
        foreach (var name in Moments)
            if ((said.Whole(name) is { } unix ? Times.OfUnix(unix) : Times.Parse(said.Text(name))) is { } at)
                return at;
        return null;
    }

    private static int? SeverityOf(string? said) => said?.ToLowerInvariant() switch
    {
        null => null,
        "info" or "informational" or "提示" => 1,
        "low" or "低" or "低危" => 3,
        "medium" or "moderate" or "warning" or "中" or "中危" => 5,
        "high" or "error" or "高" or "高危" => 8,
        "critical" or "very-high" or "fatal" or "严重" or "紧急" => 10,
        var number => int.TryParse(number, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var value)
            && value is >= 0 and <= 10
            ? value : null,
    };

    private static IReadOnlyList<Incidents.Indicator> Indicators(JsonElement said)
    {
        var found = new Findings();
        foreach (var indicator in said.Each("indicators"))
        {
            if (indicator.Text() is { } bare)
                found.Guess(bare);
            else if (indicator.Text("type") is { } type && Types.Contains(type))
                found.Add(type, indicator.Text("value"), indicator.Text("note"));
            else
                found.Guess(indicator.Text("value"), indicator.Text("note"));
        }

        foreach (var name in Loose)
            found.Guess(said.Text(name), name);
        return found.All;
    }
}
