using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fengsui.Response.Incidents;

namespace Fengsui.Response.Risks.Formats;

/// <summary>
/// Reads STIX 2.1: a bundle, the envelope of a TAXII answer, or one object. It is read twice, first for what it is about, then for its
/// objects, which come in
/// portions and are kept as they are, known or not.
/// </summary>
public static partial class Stix
{
    /// <summary>The extension in which we say what STIX cannot: see docs/stix.md.</summary>
    public const string Extension = "extension-definition--6b1f0c52-7b61-5f60-9d52-5c3f7f2d9a10";

    private const int MostNames = 10_000;

    // What a bundle is about, the most telling kind first.
    private static readonly string[] About =
    [
        "incident", "report", "grouping", "campaign", "intrusion-set", "malware", "threat-actor", "attack-pattern", "infrastructure",
            "vulnerability", "tool", "indicator",
        "observed-data", "sighting", "note",
    ];

    /// <summary>Reads a bundle.</summary>
    /// <param name="input">The input; it is read from its beginning, twice.</param>
    /// <param name="origin">Who sent it, and when it came.</param>
    public static IEnumerable<Received> Read(Stream input, Origin origin)
    {
        var head = new Head();
        Received? wrong = null;
        foreach (var said in Objects(input))
            wrong = Skim(said, head) ?? wrong;
        if (head.Count == 0)
        {
            yield return wrong
                ?? new Received.Unread(RiskFormat.Stix, 1, new("没有 STIX 对象（objects）", "there are no STIX objects in it"), "", Said.Hash("stix none"));
            yield break;
        }

        input.Position = 0;
        foreach (var said in new Portions(head, origin).Of(Objects(input)))
            yield return said;
    }

    /// <summary>What the bundle is about.</summary>
    private sealed class Head
    {
        public string? Id { get; set; }

        public long Count { get; set; }

        public int Rank { get; set; } = int.MaxValue;

        public string? Name { get; set; }

        public string? Description { get; set; }

        public string? CreatedBy { get; set; }

        public string? Type { get; set; }

        public string? Signature { get; set; }

        public string? Seen { get; set; }

        public List<string> References { get; } = [];

        public Dictionary<string, string> Names { get; } = [];

        /// <summary>What our own extension says, when the bundle is one of ours.</summary>
        public RiskReport? Ours { get; set; }
    }

    /// <summary>One object of the input, or what went wrong.</summary>
    private readonly record struct Piece(byte[]? Bytes, long Line, string? BundleId, Received? Wrong);

    private static IEnumerable<Piece> Objects(Stream input)
    {
        var pieces = new JsonPieces(input);
        var at = new Standing();
        while (!at.End)
        {
            Piece piece;
            try
            {
                if (!Next(pieces, at, out piece))
                    continue;
            }
            catch (JsonException e)
            {
                (piece, at.End) = (new(null, pieces.Line, null, JsonPiece.Broken(RiskFormat.Stix, pieces.Line, e)), true);
            }

            yield return piece;
        }
    }

    private sealed class Standing
    {
        public bool Begun { get; set; }

        public bool InObjects { get; set; }

        public bool End { get; set; }

        public string? Type { get; set; }

        public string? Id { get; set; }

        public bool HadObjects { get; set; }
    }

    private static bool Next(JsonPieces pieces, Standing at, out Piece piece)
    {
        piece = default;
        if (at.InObjects)
        {
            if (!pieces.ReadValue(out var bytes))
            {
                at.InObjects = false;
                return false;
            }

            piece = new(bytes, pieces.Line, null, bytes is null ? JsonPiece.TooLarge(RiskFormat.Stix, pieces.Line) : null);
            return true;
        }

        if (!pieces.Read())
        {
            at.End = true;
            return false;
        }

        if (!at.Begun)
        {
            at.Begun = true;
            if (pieces.Token != JsonTokenType.StartObject)
                throw new JsonException("an object is expected");
            return false;
        }

        if (pieces.Token != JsonTokenType.PropertyName)
            return false;
        return Member(pieces, at, out piece);
    }

    private static bool Member(JsonPieces pieces, Standing at, out Piece piece)
    {
        piece = default;
        var name = pieces.Text;
        if (name != "objects")
        {
            if (!pieces.ReadValue(out var value) || value is null || name is not ("id" or "type"))
                return false;
            using var said = JsonPiece.Parse(value);
            if (name == "type")
                at.Type = said.RootElement.Text();
            else if (said.RootElement.Text() is { } id)
                piece = new(null, pieces.Line, id, null);
            return piece.BundleId is not null;
        }

        pieces.Read();
        (at.InObjects, at.HadObjects) = (pieces.Token == JsonTokenType.StartArray, true);
        return false;
    }

    private static Received? Skim(Piece piece, Head head)
    {
        if (piece.Wrong is not null || piece.Bytes is null)
        {
            head.Id ??= piece.BundleId;
            return piece.Wrong;
        }

        using var document = JsonPiece.Parse(piece.Bytes);
        var said = document.RootElement;
        if (said.Text("type") is not { } type)
            return null;
        head.Count++;
        if (said.Text("id") is { } id && said.Text("name") is { } name && head.Names.Count < MostNames && type == "identity")
            head.Names[id] = name;
        if (type == "grouping" && said.At("extensions", Extension) is { ValueKind: JsonValueKind.Object } extension)
            head.Ours = StixRisk.Read(said, extension) ?? head.Ours;
        var rank = Array.IndexOf(About, type);
        if (rank < 0 || rank >= head.Rank || said.Text("name") is null && head.Name is not null)
            return null;
        (head.Rank, head.Type, head.Name, head.Description) = (rank, type, said.Text("name") ?? head.Name, said.Text("description"));
        head.CreatedBy = said.Text("created_by_ref");
        head.Seen = said.Text("published") ?? said.Text("first_seen") ?? said.Text("valid_from") ?? said.Text("created");
        head.Signature = said.Each($"{type.Replace('-', '_')}_types").Concat(said.Each("labels")).Select(l => l.Text()).FirstOrDefault(l =>
            l is not null);
        head.References.Clear();
        head.References.AddRange(said.Each("external_references").Select(r => r.Text("url") ?? r.Text("external_id")).OfType<string>()
            .Select(r => Said.Line(r, RiskLimits.Value)).Where(r => r.Length > 0).Take(RiskLimits.References));
        return null;
    }

    private sealed class Portions(Head head, Origin origin)
    {
        private readonly StringBuilder _raw = new();
        private Findings _found = new();
        private int _part;

        public IEnumerable<Received> Of(IEnumerable<Piece> objects)
        {
            foreach (var piece in objects)
            {
                if (piece.Wrong is not null)
                    yield return piece.Wrong;
                if (piece.Bytes is null)
                    continue;
                if (_raw.Length > 0 && _raw.Length + piece.Bytes.Length > RiskLimits.Portion || _found.Full)
                    yield return Portion();
                _raw.Append(_raw.Length == 0 ? "" : "\n").Append(Encoding.UTF8.GetString(piece.Bytes));
                using var document = JsonPiece.Parse(piece.Bytes);
                Gather(document.RootElement, _found);
            }

            if (_raw.Length > 0 || _part == 0)
                yield return Portion();
        }

        private Received.Read Portion()
        {
            var raw = _raw.ToString();
            var first = _part == 0;
            var source = head.CreatedBy is { } by && head.Names.TryGetValue(by, out var name) ? name
                : head.Names.Count == 1 ? head.Names.Values.First() : origin.Source;
            var report = new RiskReport
            {
                Format = RiskFormat.Stix,
                Source = Said.Line(source, RiskLimits.Name) is { Length: > 0 } said ? said : "STIX",
                Kind = "intelligence",
                Signature = Said.Line(head.Signature, RiskLimits.Name),
                Title = Said.Line(head.Name ?? head.Description, RiskLimits.Title) is { Length: > 0 } title ? title : $"STIX {head.Type ?? "bundle"}",
                Description = Said.Lines(head.Description, RiskLimits.Description),
                Seen = Times.Parse(head.Seen) ?? origin.At,
                Indicators = _found.All,
                References = [.. head.References],
                Whole = head.Id is { } id ? Said.Line(id, RiskLimits.Name) : null,
                Part = _part++,
                Raw = raw,
                RawHash = Said.Hash(raw),
            };
            _raw.Clear();
            _found = new();
            // A bundle of ours says exactly what it was made of.
            return new(head.Ours is { } ours ? ours with
            {
                Part = report.Part, Raw = raw, RawHash = report.RawHash, Indicators = first ? ours.Indicators : [],
            } : report);
        }
    }

    private static void Gather(JsonElement said, Findings found)
    {
        switch (said.Text("type"))
        {
            case "indicator":
                Pattern(said, found);
                break;
            case "ipv4-addr" or "ipv6-addr":
                found.Add("ip", said.Text("value"));
                break;
            case "domain-name":
                found.Add("domain", said.Text("value"));
                break;
            case "url":
                found.Add("url", said.Text("value"));
                break;
            case "email-addr":
                found.Add("email", said.Text("value"));
                break;
            case "file" or "artifact":
                Hashes(said, found);
                break;
            case "observed-data":
                // STIX 2.0 keeps its observables inside.
                foreach (var inner in said.At("objects") is { ValueKind: JsonValueKind.Object } objects
                    ? objects.EnumerateObject().Select(o => o.Value) : [])
                    Gather(inner, found);
                break;
            default:
                break;
        }
    }

    private static void Hashes(JsonElement said, Findings found)
    {
        var name = said.Text("name");
        if (said.At("hashes") is { ValueKind: JsonValueKind.Object } hashes)
            foreach (var hash in hashes.EnumerateObject())
                found.AddHash(hash.Value.Text(), name);
        if (said.Text("type") == "file")
            found.Add("file", name);
    }

    private static void Pattern(JsonElement said, Findings found)
    {
        if (said.Text("pattern") is not { } pattern || said.Text("pattern_type") is not (null or "stix"))
            return;
        var note = said.Text("name");
        foreach (Match match in Comparison().Matches(pattern.Length > 100_000 ? pattern[..100_000] : pattern))
        {
            var (type, path, value) = (match.Groups["type"].Value, match.Groups["path"].Value,
                match.Groups["value"].Value.Replace("\\'", "'", StringComparison.Ordinal)
                .Replace("\\\\", "\\", StringComparison.Ordinal));
            if (type is "ipv4-addr" or "ipv6-addr" && path == "value")
                found.Add("ip", value, note);
            else if (type == "domain-name" && path == "value")
                found.Add("domain", value, note);
            else if (type == "url" && path == "value")
                found.Add("url", value, note);
            else if (type == "email-addr" && path == "value")
                found.Add("email", value, note);
            else if (type is "file" or "artifact" && path.StartsWith("hashes", StringComparison.Ordinal))
                found.AddHash(value, note);
            else if (type == "file" && path == "name")
                found.Add("file", value, note);
        }
    }

    [GeneratedRegex(@"(?<type>[a-z0-9-]{2,40}):(?<path>[A-Za-z0-9_.'\[\]-]{1,80})\s{0,4}=\s{0,4}'(?<value>(?:[^'\\]|\\.){1,2000})'",
        RegexOptions.NonBacktracking)]
    private static partial Regex Comparison();
}
