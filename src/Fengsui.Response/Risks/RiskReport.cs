using System.Text.Json.Serialization;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Response.Incidents;

namespace Fengsui.Response.Risks;

/// <summary>In which form risk information came.</summary>
public enum RiskFormat
{
    /// <summary>Typed by a person.</summary>
    Form,

    /// <summary>Our own JSON.</summary>
    Json,

    /// <summary>A STIX 2.1 bundle, also one that was fetched over TAXII.</summary>
    Stix,

    /// <summary>A MISP event.</summary>
    Misp,

    /// <summary>An OCSF event.</summary>
    Ocsf,

    /// <summary>A line of the common event format.</summary>
    Cef,

    /// <summary>A syslog message.</summary>
    Syslog,

    /// <summary>A mail.</summary>
    Mail,
}

/// <summary>The words of the forms.</summary>
public static class RiskFormats
{
    private static readonly (string Word, Text Name)[] Words =
    [
        ("form", new("人工登记", "typed by hand")), ("json", new("JSON", "JSON")), ("stix", new("STIX 2.1", "STIX 2.1")),
            ("misp", new("MISP 事件", "MISP event")),
        ("ocsf", new("OCSF 事件", "OCSF event")), ("cef", new("CEF 告警", "CEF alert")), ("syslog", new("syslog 日志", "syslog message")),
            ("eml", new("邮件", "mail")),
    ];

    /// <summary>The word in addresses, commands and records.</summary>
    public static string Word(this RiskFormat format) => Words[(int)format].Word;

    /// <summary>Its name.</summary>
    public static Text Name(this RiskFormat format) => Words[(int)format].Name;

    /// <summary>Reads a word.</summary>
    public static RiskFormat? Parse(string word) => Array.FindIndex(Words, w => w.Word == word) is >= 0 and var at ? (RiskFormat)at : null;
}

/// <summary>One piece of risk information, whatever form it came in.</summary>
public sealed record RiskReport
{
    /// <summary>In which form it came.</summary>
    public required RiskFormat Format { get; init; }

    /// <summary>Who says so: a product and its host, a publisher, the domain of a mail's sender.</summary>
    public required string Source { get; init; }

    /// <summary>What it is: alert, log, intelligence, mail, notice or unread.</summary>
    public required string Kind { get; init; }

    /// <summary>The rule or event class by which the source names such things; empty when it has none.</summary>
    public string Signature { get; init; } = "";

    /// <summary>What it says in a line.</summary>
    public required string Title { get; init; }

    /// <summary>What it says.</summary>
    public string? Description { get; init; }

    /// <summary>When it was seen, as the source says.</summary>
    public Instant? Seen { get; init; }

    /// <summary>How severe the source takes it to be, 0 to 10; null when it does not say.</summary>
    public int? Severity { get; init; }

    /// <summary>The severity in the source's own words.</summary>
    public string? SaidSeverity { get; init; }

    /// <summary>The indicators.</summary>
    public IReadOnlyList<Indicator> Indicators { get; init; } = [];

    /// <summary>Addresses and numbers of what else was published about it.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>The bundle or event of which this is a portion, or null.</summary>
    public string? Whole { get; init; }

    /// <summary>Which portion of it, from 0.</summary>
    public int Part { get; init; }

    /// <summary>What was received, or the portion of it that this item stands for.</summary>
    [JsonIgnore]
    public string Raw { get; init; } = "";

    /// <summary>SHA-256 of what was received.</summary>
    public required string RawHash { get; init; }
}

/// <summary>What became of one piece of an input: a closed union. Input that cannot be read is kept and told, it stops nothing.</summary>
public abstract record Received
{
    private Received()
    {
    }

    /// <summary>It was read.</summary>
    /// <param name="Report">What it says.</param>
    public sealed record Read(RiskReport Report) : Received;

    /// <summary>It could not be read.</summary>
    /// <param name="Format">As what it was to be read.</param>
    /// <param name="Line">In which line of the input, from 1.</param>
    /// <param name="Reason">Why not.</param>
    /// <param name="Excerpt">Its beginning.</param>
    /// <param name="RawHash">SHA-256 of it.</param>
    public sealed record Unread(RiskFormat Format, long Line, Text Reason, string Excerpt, string RawHash) : Received
    {
        /// <summary>As a report that says that it could not be read: so it is kept, counted and shown like everything else.</summary>
        /// <param name="origin">Who sent it, and when it came.</param>
        public RiskReport AsReport(Origin origin) => new()
        {
            Format = Format,
            Source = Said.Line(origin.Source, RiskLimits.Name),
            Kind = "unread",
            Title = Said.Line($"未能读取：{Reason.Zh} / not read: {Reason.En}", RiskLimits.Title),
            Seen = origin.At,
            Raw = Excerpt,
            RawHash = RawHash,
        };
    }
}

/// <summary>What is known of an input beside its bytes.</summary>
/// <param name="At">When it was received.</param>
/// <param name="Source">Who sent it, for inputs that do not say.</param>
public readonly record struct Origin(Instant At, string Source);
