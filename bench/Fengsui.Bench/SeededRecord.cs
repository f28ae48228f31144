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
    private readonly IEnumerator<int> numbers;
    private readonly MemoryStream buffer = new();
    private readonly Utf8JsonWriter json;
    private long count;
    private long lines;
    private bool ended;

    public SeededRecord(Library library, int incidents)
    {
        titles = new(library, Seed);
        models = [.. Enumerable.Range(0, Models).Select(m => Model.Decide(library, Seed + m))];
        numbers = Enumerable.Range(1, incidents).GetEnumerator();
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
            if (!numbers.MoveNext())
            {
                WriteEnd();
                break;
            }
            WriteIncident(numbers.Current);
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

    private void WriteIncident(int number)
    {
        var model = models[number * 7 % models.Count];
        var matter = number.ToString("D8", CultureInfo.InvariantCulture);
        var shift = FirstDay.UnixSeconds + number * 90L - model.Lines[0].RecordedAt.UnixSeconds;
        Line(() =>
        {
            json.WriteString("table", "matter");
            json.WriteStartObject("row");
            json.WriteString("kind", IncidentKind.Instance.Name);
            json.WriteString("matter", matter);
            json.WriteNumber("number", number);
            json.WriteString("organisation", Place.Organisation);
            json.WriteEndObject();
        });
        var head = LineHash.Start;
        for (var i = 0; i < model.Lines.Count; i++)
        {
            var line = model.Lines[i];
            line = line with
            {
                DoneAt = line.DoneAt.Plus(shift),
                RecordedAt = line.RecordedAt.Plus(shift),
                Body = i == 0 ? line.Body.Replace(Model.Title, titles.Title(), StringComparison.Ordinal) : line.Body,
            };
            head = hash.Of(head, matter, i + 1, Place.Organisation, IncidentKind.Instance.Name, line);
            WriteLine(line, i + 1, head);
        }
        lines += model.Lines.Count;
    }

    private void WriteLine(NewEntry line, int seq, string head) => Line(() =>
    {
        json.WriteString("table", "journal");
        json.WriteStartObject("row");
        json.WriteString("actor", line.Actor);
        json.WriteString("body", line.Body);
        json.WriteNumber("done_at", line.DoneAt.UnixSeconds);
        json.WriteString("hash", head);
        json.WriteString("post", line.Post);
        json.WriteNumber("recorded_at", line.RecordedAt.UnixSeconds);
        json.WriteNumber("seq", seq);
        json.WriteString("type", line.Type);
        json.WriteNumber("v", line.Version);
        json.WriteEndObject();
    });

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
        numbers.Dispose();
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

        public static Model Decide(Library library, int seed)
        {
            var work = new Casework(library, seed);
            var now = FirstDay;
            var acts = new List<Func<IncidentState, Act>> { _ => work.Open() with { Title = Title } };
            for (var i = seed % 4; i > 0; i--)
                acts.Add(work.Next);
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
            return new(lines);
        }

        private static Act Judged(IncidentState state) => new JudgeLevel
        {
            Level = state.Assessed?.Settled ?? Fengsui.Law.Grading.Level.Ordinary,
            Reason = "按已知事实研判",
        };
    }
}
