using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fengsui.Law.Calendar;
using Fengsui.Response.Incidents;

namespace Fengsui.Response.Risks.Formats;

/// <summary>
/// Writes a risk as a STIX 2.1 bundle, and reads what it wrote without a loss. What came as STIX goes out as it came; what STIX cannot say
/// stands in an extension of
/// the grouping that holds everything together (docs/stix.md). Ids are made from what they name, so the same risk gives the same bundle.
/// </summary>
public static class StixRisk
{
    private const string Spec = "2.1";
    private const string Ours = "identity--5b8f1d3e-0a0e-5d3a-8a4f-0d6b8a3e5c11";
    private static readonly byte[] Observables = Convert.FromHexString("00abedb4aa42466c9c01fed23315a9b7");
    private static readonly byte[] Objects = Convert.FromHexString("6b1f0c527b615f609d525c3f7f2d9a10");

    /// <summary>Writes a bundle.</summary>
    /// <param name="report">What the risk says, with all its indicators.</param>
    /// <param name="raw">What was received, portion by portion.</param>
    /// <param name="at">When the risk came in: the moment of creation of what is made here.</param>
    public static string Write(RiskReport report, IReadOnlyList<string> raw, Instant at)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer,
            new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true }))
            new Bundle(json, report, raw, at).Write();
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Reads our extension back; null when somebody else filled it.</summary>
    internal static RiskReport? Read(JsonElement grouping, JsonElement extension)
    {
        try
        {
            return extension.At("report") is { ValueKind: JsonValueKind.Object } said && said.Deserialize(RiskJson.Written.RiskReport) is { } report
                ? Checked(report) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>It was read from outside: the same limits as for everything else.</summary>
    private static RiskReport? Checked(RiskReport said)
    {
        var found = new Findings(said.Format is RiskFormat.Stix or RiskFormat.Misp ? int.MaxValue : RiskLimits.Indicators);
        foreach (var indicator in said.Indicators.Where(i => i is { Type.Length: > 0 and <= 20 }))
            found.Add(indicator.Type, indicator.Value, indicator.Note);
        var title = Said.Line(said.Title, RiskLimits.Title);
        return title.Length == 0 ? null : said with
        {
            Source = Said.Line(said.Source, RiskLimits.Name), Kind = Said.Line(said.Kind, 20),
                Signature = Said.Line(said.Signature, RiskLimits.Name), Title = title,
            Description = Said.Lines(said.Description, RiskLimits.Description),
                SaidSeverity = Said.Line(said.SaidSeverity, 40) is { Length: > 0 } word ? word : null,
            Severity = said.Severity is >= 0 and <= 10 ? said.Severity : null, Indicators = found.All,
            References = [.. said.References.Select(r => Said.Line(r, RiskLimits.Value)).Take(RiskLimits.References)],
            Whole = said.Whole is null ? null : Said.Line(said.Whole, RiskLimits.Name),
        };
    }

    private static string IdOf(string type, byte[] within, string name)
    {
#pragma warning disable CA5350 // RFC 4122 makes ids of version 5 with SHA-1; nothing is protected by it.
        Span<byte> hash = SHA1.HashData([.. within, .. Encoding.UTF8.GetBytes(name)]);
#pragma warning restore CA5350
        hash[6] = (byte)(hash[6] & 0x0F | 0x50);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        var hex = Convert.ToHexStringLower(hash[..16]);
        return $"{type}--{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..]}";
    }

    private sealed class Bundle(Utf8JsonWriter json, RiskReport report, IReadOnlyList<string> raw, Instant at)
    {
        private readonly string _key = RiskKey.Of(report);
        private readonly HashSet<string> _written = [];
        private readonly List<string> _named = [];
        private readonly string _at = at.ToDateTimeOffset().ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
            System.Globalization.CultureInfo.InvariantCulture);

        public void Write()
        {
            json.WriteStartObject();
            json.WriteString("type", "bundle");
            json.WriteString("id", report is { Format: RiskFormat.Stix, Whole: { } whole } && whole.StartsWith("bundle--", StringComparison.Ordinal)
                ? whole : IdOf("bundle", Objects, _key));
            json.WriteStartArray("objects");
            foreach (var portion in raw)
                Received(portion);
            foreach (var indicator in report.Indicators)
                Indicator(indicator);
            if (!_written.Contains(IdOf("grouping", Objects, _key)))
                Grouping();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        /// <summary>Objects that came as STIX go out as they came; anything else goes along as an artifact.</summary>
        private void Received(string portion)
        {
            if (report.Format == RiskFormat.Stix || IsStix(portion))
            {
                foreach (var piece in Split(portion))
                {
                    json.WriteRawValue(piece);
                    using var document = JsonPiece.Parse(Encoding.UTF8.GetBytes(piece));
                    if (document.RootElement.Text("id") is { } id && _written.Add(id))
                        _named.Add(id);
                }

                return;
            }

            if (portion.Length == 0)
                return;
            var bytes = Encoding.UTF8.GetBytes(portion);
            var name = IdOf("artifact", Observables, $"{{\"payload_bin\":\"{Said.Hash(bytes)}\"}}");
            if (!Begin("artifact", name))
                return;
            json.WriteString("mime_type", report.Format is RiskFormat.Cef or RiskFormat.Syslog ? "text/plain" : report.Format == RiskFormat.Mail
                ? "message/rfc822" : "application/json");
            json.WriteBase64String("payload_bin", bytes);
            json.WriteStartObject("hashes");
            json.WriteString("SHA-256", Said.Hash(bytes));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        /// <summary>What came back to us inside a bundle of our own is kept as the objects of that bundle, whatever it had been at first.</summary>
        private static bool IsStix(string portion)
        {
            if (!portion.StartsWith('{'))
                return false;
            try
            {
                using var first = JsonPiece.Parse(Encoding.UTF8.GetBytes(Split(portion)[0]));
                return first.RootElement.Text("type") is { } type && first.RootElement.Text("id") is { } id
                    && id.StartsWith(type + "--", StringComparison.Ordinal);
            }
            catch (JsonException)
            {
                return false;
            }
        }

        /// <summary>A portion is one object a piece, as <see cref="Stix"/> keeps it.</summary>
        private static List<string> Split(string portion)
        {
            var bytes = Encoding.UTF8.GetBytes(portion);
            var state = new JsonReaderState(new() { MaxDepth = RiskLimits.Depth, AllowMultipleValues = true });
            var pieces = new List<string>();
            var reader = new Utf8JsonReader(bytes, isFinalBlock: true, state);
            while (reader.Read())
            {
                var from = (int)reader.TokenStartIndex;
                reader.Skip();
                pieces.Add(Encoding.UTF8.GetString(bytes, from, (int)reader.BytesConsumed - from));
            }

            return pieces;
        }

        private void Indicator(Indicator indicator)
        {
            var (pattern, sco) = Expressed(indicator);
            if (pattern is null)
                return;
            var observable = IdOf(sco.Type, Observables, sco.Properties);
            if (Begin(sco.Type, observable))
            {
                sco.Write(json);
                json.WriteEndObject();
            }

            if (!Begin("indicator", IdOf("indicator", Objects, $"{_key}\n{indicator.Type}:{indicator.Value}")))
                return;
            Dates();
            json.WriteString("name", indicator.Note ?? indicator.Value);
            json.WriteStartArray("indicator_types");
            json.WriteStringValue("unknown");
            json.WriteEndArray();
            json.WriteString("pattern", pattern);
            json.WriteString("pattern_type", "stix");
            json.WriteString("valid_from", _at);
            json.WriteEndObject();
        }

        private readonly record struct Observable(string Type, string Properties, Action<Utf8JsonWriter> Write);

        private static (string? Pattern, Observable Sco) Expressed(Indicator indicator)
        {
            var value = indicator.Value;
            return indicator.Type switch
            {
                "ip" => Valued(value.Contains(':', StringComparison.Ordinal) ? "ipv6-addr" : "ipv4-addr", value),
                "domain" => Valued("domain-name", value),
                "url" => Valued("url", value),
                "email" => Valued("email-addr", value),
                "file" => ($"[file:name = '{Quoted(value)}']", new("file", $"{{\"name\":{Json(value)}}}", w => w.WriteString("name", value))),
                "md5" => Hashed("MD5", value),
                "sha1" => Hashed("SHA-1", value),
                "sha256" => Hashed("SHA-256", value),
                // SM3 and the rest have no name in STIX: the extension says them.
                _ => (null, default),
            };
        }

        private static (string, Observable) Valued(string type, string value) =>
            ($"[{type}:value = '{Quoted(value)}']", new(type, $"{{\"value\":{Json(value)}}}", w => w.WriteString("value", value)));

        private static (string, Observable) Hashed(string algorithm, string value) =>
            ($"[file:hashes.'{algorithm}' = '{Quoted(value)}']", new("file", $"{{\"hashes\":{{\"{algorithm}\":{Json(value)}}}}}", w =>
            {
                w.WriteStartObject("hashes");
                w.WriteString(algorithm, value);
                w.WriteEndObject();
            }));

        private static string Quoted(string value) =>
            value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);

        private static string Json(string value) => JsonSerializer.Serialize(value, StringShape.Default.String);

        private void Grouping()
        {
            if (Begin("identity", Ours))
            {
                Dates("2026-01-01T00:00:00.000Z");
                json.WriteString("name", "Fengsui 烽燧");
                json.WriteString("identity_class", "system");
                json.WriteEndObject();
            }

            Definition();
            var named = _named.ToList();
            Begin("grouping", IdOf("grouping", Objects, _key));
            Dates();
            json.WriteString("created_by_ref", Ours);
            json.WriteString("name", report.Title);
            if (report.Description is { } description)
                json.WriteString("description", description);
            json.WriteString("context", "suspicious-activity");
            json.WriteStartArray("object_refs");
            foreach (var id in named.Count > 0 ? named : [Ours])
                json.WriteStringValue(id);
            json.WriteEndArray();
            json.WriteStartObject("extensions");
            json.WriteStartObject(Stix.Extension);
            json.WriteString("extension_type", "property-extension");
            json.WritePropertyName("report");
            JsonSerializer.Serialize(json, report with { Part = 0 }, RiskJson.Written.RiskReport);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        private void Definition()
        {
            if (!Begin("extension-definition", Stix.Extension))
                return;
            Dates("2026-01-01T00:00:00.000Z");
            json.WriteString("created_by_ref", Ours);
            json.WriteString("name", "Fengsui risk report");
            json.WriteString("description", "What a risk report of Fengsui says and STIX has no place for; docs/stix.md of Fengsui describes it.");
            json.WriteString("schema", "docs/stix.md");
            json.WriteString("version", "1.0.0");
            json.WriteStartArray("extension_types");
            json.WriteStringValue("property-extension");
            json.WriteEndArray();
            json.WriteEndObject();
        }

        private bool Begin(string type, string id)
        {
            if (!_written.Add(id))
                return false;
            if (type is not ("extension-definition" or "identity" or "grouping"))
                _named.Add(id);
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("spec_version", Spec);
            json.WriteString("id", id);
            return true;
        }

        private void Dates(string? fixedAt = null)
        {
            json.WriteString("created", fixedAt ?? _at);
            json.WriteString("modified", fixedAt ?? _at);
        }
    }
}

/// <summary>Writes a text as JSON without reflection.</summary>
[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class StringShape : System.Text.Json.Serialization.JsonSerializerContext;
