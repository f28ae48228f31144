using System.Globalization;
using System.Text;
using Fengsui.Law;
using Fengsui.Law.Calendar;

namespace Fengsui.Response.Risks.Formats;

/// <summary>Reads a line of the common event format: seven fields between bars, then keys with values in which blanks stand unquoted.</summary>
public static class Cef
{
    private const string Mark = "CEF:";
    private const int HeaderFields = 7;
    private static readonly string[] AddressKeys =
        ["src", "dst", "sourceTranslatedAddress", "destinationTranslatedAddress", "c6a1", "c6a2", "c6a3", "c6a4"];

    private static readonly string[] HostKeys = ["shost", "dhost", "destinationDnsDomain", "sourceDnsDomain"];
    private static readonly string[] HashKeys = ["fileHash", "oldFileHash"];
    private static readonly string[] TimeKeys = ["rt", "start", "end", "deviceReceiptTime"];

    private static readonly string[] TimeForms =
    [
        "MMM d yyyy HH:mm:ss", "MMM dd yyyy HH:mm:ss", "MMM d yyyy HH:mm:ss.fff", "MMM dd yyyy HH:mm:ss.fff",
        "MMM d yyyy HH:mm:ss zzz", "MMM dd yyyy HH:mm:ss zzz", "MMM dd yyyy HH:mm:ss.fff zzz",
    ];

    /// <summary>Where the event begins in a line; negative when there is none.</summary>
    public static int Find(string line)
    {
        var at = line.IndexOf(Mark, StringComparison.Ordinal);
        return at >= 0 && at + Mark.Length < line.Length && char.IsAsciiDigit(line[at + Mark.Length]) ? at : -1;
    }

    /// <summary>Reads a line without a syslog header; what stands before <c>CEF:</c> is passed over.</summary>
    /// <param name="line">The line.</param>
    /// <param name="number">Its number in the input, from 1.</param>
    /// <param name="origin">Who sent it, and when it came.</param>
    public static Received Read(string line, long number, Origin origin)
    {
        var at = Find(line);
        if (at < 0)
            return Unread(line, number, new("没有 CEF: 开头", "it does not begin with CEF:"));
        var (header, rest) = Header(line.AsSpan(at + Mark.Length));
        if (header.Count < HeaderFields)
        {
            return Unread(line, number,
                new($"表头应有 {HeaderFields} 栏，只有 {header.Count} 栏", $"the header has {header.Count} of {HeaderFields} fields"));
        }

        return new Received.Read(Report(line, header, Extension(rest), origin));
    }

    /// <summary>The fields between unescaped bars, and what comes after the last.</summary>
    private static (List<string> Fields, string Left) Header(ReadOnlySpan<char> text)
    {
        var fields = new List<string>(HeaderFields);
        var field = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '|' or '\\' or '=')
                field.Append(text[++i]);
            else if (text[i] != '|')
                field.Append(text[i]);
            else
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
                if (fields.Count == HeaderFields)
                    return (fields, text[(i + 1)..].ToString());
            }
        }

        // Some senders leave the last bar out when they have nothing to add.
        fields.Add(field.ToString().Trim());
        return (fields, "");
    }

    /// <summary>A key is the word right before an unescaped equals sign; its value goes up to the blank before the next key.</summary>
    private static Dictionary<string, string> Extension(string text)
    {
        var marks = Marks(text);
        var values = new Dictionary<string, string>(marks.Count);
        for (var i = 0; i < marks.Count; i++)
        {
            var end = i + 1 < marks.Count ? marks[i + 1].Key : text.Length;
            values.TryAdd(text[marks[i].Key..marks[i].Sign], Unescaped(text.AsSpan(marks[i].Sign + 1, end - marks[i].Sign - 1).Trim()));
        }

        return values;
    }

    private static List<(int Key, int Sign)> Marks(string text)
    {
        var marks = new List<(int Key, int Sign)>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
                continue;
            }

            if (text[i] != '=')
                continue;
            var key = i;
            while (key > 0 && (char.IsAsciiLetterOrDigit(text[key - 1]) || text[key - 1] is '_' or '.' or '-' or '[' or ']'))
                key--;
            if (key < i && (key == 0 || text[key - 1] == ' '))
                marks.Add((key, i));
        }

        return marks;
    }

    private static string Unescaped(ReadOnlySpan<char> text)
    {
        if (!text.Contains('\\'))
            return text.ToString();
        var said = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                said.Append(text[i]);
                continue;
            }

            i++;
            said.Append(text[i] switch { 'n' => "\n", 'r' => "", '=' or '\\' or '|' => text[i].ToString(), _ => $"\\{text[i]}" });
        }

        return said.ToString();
    }

    private static RiskReport Report(string line, List<string> header, Dictionary<string, string> values, Origin origin)
    {
        var host = values.GetValueOrDefault("dvchost") ?? values.GetValueOrDefault("dvc") ?? origin.Source;
        var product = string.Join(' ', new[] { header[1], header[2] }.Where(p => p.Length > 0));
        var source = host.Length == 0 ? product : $"{product} @ {host}";
        var message = values.GetValueOrDefault("msg");
        var title = header[5].Length > 0 ? header[5] : message ?? header[4];
        return new()
        {
            Format = RiskFormat.Cef,
            Source = Said.Line(source, RiskLimits.Name),
            Kind = "alert",
            Signature = Said.Line(header[4], RiskLimits.Name),
            Title = Said.Line(title, RiskLimits.Title) is { Length: > 0 } said ? said : "CEF",
            Description = Said.Lines(message, RiskLimits.Description),
            Seen = Seen(values) ?? origin.At,
            Severity = SeverityOf(header[6]),
            SaidSeverity = Said.Line(header[6], 40) is { Length: > 0 } severity ? severity : null,
            Indicators = Indicators(values),
            References = values.GetValueOrDefault("externalId") is { Length: > 0 } id ? [Said.Line(id, RiskLimits.Name)] : [],
            Raw = line,
            RawHash = Said.Hash(line),
        };
    }

    private static IReadOnlyList<Incidents.Indicator> Indicators(Dictionary<string, string> values)
    {
        var found = new Findings();
        foreach (var key in AddressKeys)
            found.Add("ip", values.GetValueOrDefault(key), key);
        foreach (var key in HostKeys)
            found.Add("domain", values.GetValueOrDefault(key), key);
        found.Add("url", values.GetValueOrDefault("request"), "request");
        foreach (var key in HashKeys)
            found.AddHash(values.GetValueOrDefault(key), values.GetValueOrDefault("fname"));
        if (values.TryGetValue("filePath", out var path) || values.TryGetValue("fname", out path))
            found.Add("file", path);
        return found.All;
    }

    private static Instant? Seen(Dictionary<string, string> values)
    {
        foreach (var key in TimeKeys)
            if (values.TryGetValue(key, out var text) && Time(text) is { } at)
                return at;
        return null;
    }

    private static Instant? Time(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return Times.OfUnix(number);
        // A time without a zone is the sender's own; +08:00 is the zone of every instrument here.
        return DateTimeOffset.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? Times.Within(text.AsSpan().ContainsAny('+', 'Z') ? Instant.From(moment) : Instant.From(moment).Plus(-Times.Shanghai))
            : Times.Parse(text);
    }

    private static int? SeverityOf(string said) => said.ToLowerInvariant() switch
    {
        "unknown" or "" => null,
        "low" => 2,
        "medium" => 5,
        "high" => 8,
        "very-high" or "very high" => 10,
        var number => int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 10 ? value : null,
    };

    private static Received.Unread Unread(string line, long number, Text reason) =>
        new(RiskFormat.Cef, number, reason, Said.Line(line, RiskLimits.Excerpt), Said.Hash(line));
}
