using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Incidents.Acts;
using Fengsui.Response.Record;
using Fengsui.Store;
using Fengsui.Store.Crash;
using Fengsui.Store.Migrations;

namespace Fengsui.Bench;

/// <summary>
/// A large record as a stream in the format of an export (docs/record.md), made while it is read. A few hundred incidents are really decided, act by act;
/// the others repeat their lines with a title, a number and times of their own, and hashes of their own.
/// </summary>
internal sealed class SeededRecord : Stream
{
    private const int Models = 400;
    private const int Seed = 20260302;
    private static readonly Instant FirstDay = Instant.StartOf(new DateOnly(2023, 1, 1));
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IncrementalHash sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly LineHash hash = new();
    private readonly Casework titles;
    private readonly IReadOnlyList<Model> models;
    private readonly IEnumerator<Action> parts;
    private readonly MemoryStream buffer = new();
    private readonly Utf8JsonWriter json;
    private long count;
    private long lines;
    private bool ended;

    /// <summary>Prepares a record; nothing is made before it is read.</summary>
    /// <param name="library">The law.</param>
    /// <param name="incidents">How many incidents.</param>
    /// <param name="light">
    /// Only the lines that lists show something of, 4 to 8 an incident: a million incidents then fit where lists are measured. Otherwise every line that an
    /// act brings, about 15 an incident.
    /// </param>
    public SeededRecord(Library library, int incidents, bool light)
    {
        titles = new(library, Seed);
        models = [.. Enumerable.Range(0, Models).Select(m => Model.Decide(library, Seed + m, light))];
        // An export has its tables by name, and the journal last.
        var numbers = Enumerable.Range(1, incidents);
        parts = numbers.Select(n => (Action)(() => WriteMessages(n))).Concat(numbers.Select(n => (Action)(() => WriteIncident(n)))).GetEnumerator();
        json = new(buffer, Relaxed);
        WriteHeader();
    }

    /// <summary>How many journal lines were made so far.</summary>
    public long Lines => lines;

    public override int Read(byte[] array, int offset, int length)
    {
        while (buffer.Position == buffer.Length && !ended)
            Refill();
        return buffer.Read(array, offset, length);
    }

    private void Refill()
    {
        buffer.SetLength(0);
        while (buffer.Length < 1 << 18)
        {
            if (!parts.MoveNext())
            {
                WriteEnd();
                break;
            }
            parts.Current();
        }
        buffer.Position = 0;
    }

    private void WriteHeader()
    {
        Line(() =>
        {
            json.WriteString("format", "fengsui-record");
            json.WriteNumber("version", 1);
            json.WriteNumber("schema", Migration.All.Count);
        });
        buffer.Position = 0;
    }

    private Model Of(int number) => models[number * 7 % models.Count];

    private static string Matter(int number) => number.ToString("D8", CultureInfo.InvariantCulture);

    private long Shift(int number) => FirstDay.UnixSeconds + number * 90L - Of(number).Lines[0].RecordedAt.UnixSeconds;

    /// <summary>What the incident asked to be told, as it is when it was sent at once.</summary>
    private void WriteMessages(int number)
    {
        foreach (var (seq, n, message) in Of(number).Messages)
        {
            var at = Of(number).Lines[seq - 1].RecordedAt.UnixSeconds + Shift(number);
            (string Name, object? Value)[] columns =
            [
                ("matter", Matter(number)), ("seq", (long)seq), ("n", (long)n), ("organisation", Place.Organisation), ("topic", message.Topic),
                ("created_at", at), ("tries", 1L), ("not_before", at), ("sent_at", at + 2), ("outcome", "sent"), ("body", message.Body),
            ];
            Line(() => WriteRow("outbox", [.. columns, ("sum", RowSum.Of(columns))]));
        }
    }

    private void WriteRow(string table, (string Name, object? Value)[] columns)
    {
        json.WriteString("table", table);
        json.WriteStartObject("row");
        foreach (var (name, value) in columns)
        {
            if (value is long number)
                json.WriteNumber(name, number);
            else
                json.WriteString(name, (string?)value);
        }
        json.WriteEndObject();
    }

    private void WriteIncident(int number)
    {
        var model = Of(number);
        var matter = Matter(number);
        var shift = Shift(number);
        Line(() => WriteRow("matter",
            [("kind", IncidentKind.Instance.Name), ("matter", matter), ("number", (long)number), ("organisation", Place.Organisation)]));
        var head = LineHash.Start;
        for (var i = 0; i < model.Lines.Count; i++)
        {
            var line = model.Lines[i];
            line = line with
            {
                DoneAt = line.DoneAt.Plus(shift),
                RecordedAt = line.RecordedAt.Plus(shift),
                Body = i == 0 ? line.Body.Text.Replace(Model.Title, titles.Title(), StringComparison.Ordinal) : line.Body.Text,
            };
            head = hash.Of(head, matter, i + 1, Place.Organisation, IncidentKind.Instance.Name, line);
            WriteLine(line, i + 1, head);
        }
        lines += model.Lines.Count;
    }

    private void WriteLine(NewEntry line, int seq, string head) => Line(() => WriteRow("journal",
        [
            ("actor", line.Actor), ("body", line.Body.Text), ("done_at", line.DoneAt.UnixSeconds), ("hash", head), ("post", line.Post),
            ("recorded_at", line.RecordedAt.UnixSeconds), ("seq", (long)seq), ("type", line.Type), ("v", (long)line.Version),
        ]));

    private void WriteEnd()
    {
        var all = Convert.ToHexStringLower(sum.GetHashAndReset());
        Line(() =>
        {
            json.WriteStartObject("end");
            json.WriteNumber("lines", count);
            json.WriteString("sha256", all);
            json.WriteEndObject();
        });
        ended = true;
    }

    private void Line(Action content)
    {
        var from = (int)buffer.Length;
        buffer.Position = from;
        json.Reset();
        json.WriteStartObject();
        content();
        json.WriteEndObject();
        json.Flush();
        buffer.WriteByte((byte)'\n');
        sum.AppendData(buffer.GetBuffer(), from, (int)buffer.Length - from);
        count++;
    }

    protected override void Dispose(bool disposing)
    {
        sum.Dispose();
        json.Dispose();
        buffer.Dispose();
        parts.Dispose();
        base.Dispose(disposing);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] array, int offset, int length) => throw new NotSupportedException();

    /// <summary>The lines of an incident that was really decided.</summary>
    private sealed record Model(IReadOnlyList<NewEntry> Lines)
    {
        public const string Title = "模型标题模型";

        private static readonly HashSet<string> Shown =
            ["incident-opened", "time-stated", "assessed", "level-judged", "response-started", "task-set", "dismissed", "note-added"];

        public IReadOnlyList<(int Seq, int N, Message Message)> Messages { get; } =
            [.. Lines.SelectMany((line, i) => IncidentKind.Instance.Messages(line).Select((message, n) => (i + 1, n, message)))];

        public static Model Decide(Library library, int seed, bool light)
        {
            var work = new Casework(library, seed);
            var now = FirstDay;
            var acts = new List<Func<IncidentState, Act>> { _ => work.Open() with { Title = Title } };
            for (var i = seed % 4; i > 0; i--)
                acts.Add(work.Next);
            if (seed % 3 == 0)
                acts.Add(_ => new SetTask { Title = "排查日志", Due = FirstDay.Plus(86_400L * (seed % 997)) });
            acts.AddRange((seed / 4 % 10) switch
            {
                < 4 => [],
                < 7 => new Func<IncidentState, Act>[] { Judged },
                < 9 => [Judged, _ => new StartResponse { Response = "III", DecidedBy = "应急指挥部" }],
                _ => [_ => new Dismiss { Reason = "核实为误报" }],
            });
            var lines = new List<NewEntry>();
            IncidentState? state = null;
            foreach (var act in acts)
            {
                now = now.Plus(60);
                if (Deciding.Decide(state, act(state!), work.Scene(now)) is not Decision.Done done)
                    continue;
                lines.AddRange(done.Lines);
                state = done.After;
            }
            return new(light ? [.. lines.Where(l => Shown.Contains(l.Type))] : lines);
        }

        private static Act Judged(IncidentState state) => new JudgeLevel
        {
            Level = state.Assessed?.Settled ?? Fengsui.Law.Grading.Level.Ordinary,
            Reason = "按已知事实研判",
        };
    }
}
