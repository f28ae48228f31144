using System.Text;
using System.Text.Json;

namespace Fengsui.Response.Risks.Formats;

/// <summary>
/// Reads MISP events, in the forms in which MISP and its tools write them: <c>{"Event": …}</c>, <c>{"response": [{"Event": …}]}</c>, an
/// array of such, or the event
/// alone. It is read twice, first for what the event is, then for its attributes and objects, which come in portions: memory does not grow
/// with the event.
/// </summary>
public static class Misp
{
    private const int MostTags = 20;
    private const int MostEvents = 100_000;
    private const int MostFields = 200;
    private static readonly string[] Threats = ["", "High", "Medium", "Low", "Undefined"];
    private static readonly int?[] Scale = [null, 8, 5, 3, null];

    /// <summary>Reads every event.</summary>
    /// <param name="input">The input; it is read from its beginning, twice.</param>
    /// <param name="origin">Who sent it, and when it came.</param>
    public static IEnumerable<Received> Read(Stream input, Origin origin)
    {
        var heads = new List<Head>();
        var wrong = Skim(input, heads);
        if (wrong is not null && heads.Count == 0)
        {
            yield return wrong;
            yield break;
        }

        input.Position = 0;
        foreach (var said in new Walk(input, origin, heads).Portions())
            yield return said;
    }

    /// <summary>What an event says of itself, its attributes aside.</summary>
    private sealed class Head
    {
        public Dictionary<string, string> Fields { get; } = [];

        public List<string> Tags { get; } = [];

        public string? Publisher { get; set; }

        /// <summary>Whether it is one: an object around an event has neither a text nor attributes of its own.</summary>
        public bool IsEvent { get; set; }

        public string? this[string name] => Fields.GetValueOrDefault(name);
    }

    private static Received? Skim(Stream input, List<Head> heads)
    {
        var pieces = new JsonPieces(input);
        try
        {
            foreach (var head in Events(pieces))
            {
                Skim(pieces, head);
                if (!head.IsEvent)
                    continue;
                if (heads.Count == MostEvents)
                    return new Received.Unread(RiskFormat.Misp, pieces.Line, new($"超过 {MostEvents} 个事件，请分批", $"more than {MostEvents} events; send them in portions"),
                        "", Said.Hash("misp many"));
                heads.Add(head);
            }

            return heads.Count > 0 ? null
                : new Received.Unread(RiskFormat.Misp, 1, new("没有 MISP 事件（Event）", "there is no MISP event in it"), "", Said.Hash("misp none"));
        }
        catch (JsonException e)
        {
            return JsonPiece.Broken(RiskFormat.Misp, pieces.Line, e);
        }
    }

    /// <summary>Steps into every object that is an event; it is left to the caller to read it to its end.</summary>
    private static IEnumerable<Head> Events(JsonPieces pieces)
    {
        while (pieces.Read())
        {
            if (pieces.Token != JsonTokenType.StartObject)
                continue;
            yield return new();
        }
    }

    private static void Skim(JsonPieces pieces, Head head)
    {
        while (pieces.Read() && pieces.Token == JsonTokenType.PropertyName)
        {
            var name = pieces.Text!;
            // The event stands one level deeper: go on there, as if this object had not been opened.
            head.IsEvent = name is not ("Event" or "response" or "results") && (head.IsEvent || name is "info" or "Attribute" or "Object");
            if (name is "Event" or "response" or "results")
                return;
            if (name is "Attribute" or "Object")
                pieces.Skip();
            else if (name is "Orgc" or "Tag" or "EventTag")
                Whole(pieces, name, head);
            else
                Scalar(pieces, name, head);
        }
    }

    private static void Scalar(JsonPieces pieces, string name, Head head)
    {
        if (!pieces.ReadValue(out var piece) || piece is null || piece.Length > 4096 || head.Fields.Count == MostFields)
            return;
        using var value = JsonPiece.Parse(piece);
        if (value.RootElement.Text() is { } text)
            head.Fields[name] = text;
    }

    private static void Whole(JsonPieces pieces, string name, Head head)
    {
        if (!pieces.ReadValue(out var piece) || piece is null)
            return;
        using var value = JsonPiece.Parse(piece);
        if (name == "Orgc")
            head.Publisher = value.RootElement.Text("name");
        else if (value.RootElement.ValueKind == JsonValueKind.Array)
            head.Tags.AddRange(value.RootElement.EnumerateArray().Select(t =>
                t.Text("name") ?? t.At("Tag").Text("name")).OfType<string>().Take(MostTags));
    }

    /// <summary>The second reading.</summary>
    private sealed class Walk(Stream input, Origin origin, List<Head> heads)
    {
        private readonly JsonPieces _pieces = new(input);
        private readonly StringBuilder _raw = new();
        private Findings _found = new();
        private Head _head = new();
        private int _part;

        public IEnumerable<Received> Portions()
        {
            var next = 0;
            Received? wrong = null;
            using var events = Safe(Events(_pieces), e => wrong = e).GetEnumerator();
            while (events.MoveNext())
            {
                // An object around the event is no event of its own.
                _head = next < heads.Count ? heads[next] : new();
                (_part, _found) = (0, new());
                _raw.Clear();
                var had = false;
                foreach (var said in Safe(Inside(), e => wrong = e))
                {
                    had |= said is not null;
                    if (said is not null)
                        yield return said;
                }

                if (_inEvent)
                {
                    next++;
                    if (!had || _raw.Length > 0)
                        yield return Portion();
                }
            }

            if (wrong is not null)
                yield return wrong;
        }

        private bool _inEvent;

        private IEnumerable<Received?> Inside()
        {
            _inEvent = false;
            while (_pieces.Read() && _pieces.Token == JsonTokenType.PropertyName)
            {
                var name = _pieces.Text!;
                if (name is "Event" or "response" or "results")
                {
                    _inEvent = false;
                    yield break;
                }

                _inEvent |= name is "info" or "Attribute" or "Object";
                if (name is not ("Attribute" or "Object"))
                {
                    _pieces.Skip();
                    continue;
                }

                foreach (var said in List(name))
                    yield return said;
            }
        }

        private IEnumerable<Received?> List(string name)
        {
            _pieces.Read();
            if (_pieces.Token != JsonTokenType.StartArray)
            {
                if (_pieces.Token == JsonTokenType.StartObject)
                    SkipRest();
                yield break;
            }

            while (_pieces.ReadValue(out var piece))
            {
                if (piece is null)
                    yield return JsonPiece.TooLarge(RiskFormat.Misp, _pieces.Line);
                else if (_raw.Length + piece.Length > RiskLimits.Portion && _raw.Length > 0 || _found.Full)
                    yield return Portion();
                if (piece is not null)
                    Add(name, piece);
            }
        }

        private void SkipRest()
        {
            var depth = _pieces.Depth;
            while (_pieces.Read() && (_pieces.Depth != depth || _pieces.Token != JsonTokenType.EndObject))
            {
            }
        }

        private void Add(string name, byte[] piece)
        {
            _raw.Append(_raw.Length == 0 ? "" : "\n").Append(Encoding.UTF8.GetString(piece));
            using var document = JsonPiece.Parse(piece);
            var said = document.RootElement;
            if (name == "Attribute")
                Attribute(said, null);
            foreach (var attribute in said.Each("Attribute"))
                Attribute(attribute, said.Text("name"));
        }

        private void Attribute(JsonElement said, string? of)
        {
            if (said.Text("type") is not { } type || said.Text("value") is not { } value || said.At("deleted").ValueKind == JsonValueKind.True)
                return;
            var note = said.Text("comment") ?? of;
            // Of `filename|md5` and the like each half is an indicator.
            var (types, values) = (type.Split('|'), value.Split('|'));
            for (var i = 0; i < types.Length && i < values.Length; i++)
                Indicator(types[i], types.Length == 1 ? value : values[i], note);
        }

        private void Indicator(string type, string value, string? note)
        {
            switch (type)
            {
                case "ip-src" or "ip-dst" or "ip":
                    _found.Add("ip", value, note);
                    break;
                case "domain" or "hostname":
                    _found.Add("domain", value, note);
                    break;
                case "url" or "uri":
                    _found.Add("url", value, note);
                    break;
                case "email" or "email-src" or "email-dst" or "email-reply-to":
                    _found.Add("email", value, note);
                    break;
                case "filename" or "attachment" or "malware-sample":
                    _found.Add("file", value, note);
                    break;
                case "md5" or "sha1" or "sha256":
                    _found.Add(type, value, note);
                    break;
                case "sha224" or "sha384" or "sha512" or "ssdeep" or "imphash" or "mutex" or "regkey" or "btc" or "ja3-fingerprint-md5":
                    _found.Add("other", $"{type}:{value}", note);
                    break;
                default:
                    break;
            }
        }

        private Received.Read Portion()
        {
            var raw = _raw.ToString();
            var level = int.TryParse(_head["threat_level_id"], out var id) && id is >= 1 and <= 4 ? id : 0;
            var title = _head["info"] ?? (_head["uuid"] is { } uuid ? $"MISP {uuid}" : "MISP");
            var report = new RiskReport
            {
                Format = RiskFormat.Misp,
                Source = Said.Line(_head.Publisher ?? origin.Source, RiskLimits.Name),
                Kind = "intelligence",
                Signature = Said.Line(_head.Tags.FirstOrDefault(t => t.StartsWith("misp-galaxy:", StringComparison.Ordinal)), RiskLimits.Name),
                Title = Said.Line(title, RiskLimits.Title) is { Length: > 0 } said ? said : "MISP",
                Description = Said.Lines(string.Join('，', _head.Tags), RiskLimits.Description),
                Seen = Times.Parse(_head["date"] is { } day ? $"{day}T00:00:00+08:00" : null)
                    ?? (long.TryParse(_head["timestamp"], out var stamp) ? Times.OfUnix(stamp) : null) ?? origin.At,
                Severity = Scale[level],
                SaidSeverity = level == 0 ? null : Threats[level],
                Indicators = _found.All,
                Whole = _head["uuid"] is { } whole ? Said.Line(whole, RiskLimits.Name) : "misp " + Said.Hash(title),
                Part = _part++,
                Raw = raw,
                RawHash = Said.Hash(raw),
            };
            _raw.Clear();
            _found = new();
            return new(report);
        }

        /// <summary>A text that breaks in the middle keeps what was read before.</summary>
        private IEnumerable<T> Safe<T>(IEnumerable<T> source, Action<Received> wrong)
        {
            using var each = source.GetEnumerator();
            while (true)
            {
                try
                {
                    if (!each.MoveNext())
                        yield break;
                }
                catch (JsonException e)
                {
                    wrong(JsonPiece.Broken(RiskFormat.Misp, _pieces.Line, e));
                    yield break;
                }

                yield return each.Current;
            }
        }
    }
}
