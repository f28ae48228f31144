using System.Buffers.Text;
using System.Data.Common;
using System.Text;
using Fengsui.Law.Calendar;
using Fengsui.Response.Record;

namespace Fengsui.Store;

/// <summary>
/// Reads lines of the journal in the order of their matters, each as the one text over which its hash stands: what is checked is what is read, and of ten
/// million lines hardly anything is made a string. The reader stands on a line or at the end.
/// </summary>
internal sealed class JournalReader : IAsyncDisposable
{
    private const int Digits = 64;

    // The hash, and behind it what LineHash hashes.
    private const string Select =
        "select concat_ws('\n', hash, prev, matter, seq, organisation, kind, done_at, recorded_at, actor, post, type, v, body) from journal";

    private readonly DbDataReader rows;
    private readonly Findings findings;
    private byte[] line = [];
    private byte[] matter = [];

    private JournalReader(DbDataReader rows, Findings findings)
    {
        this.rows = rows;
        this.findings = findings;
    }

    /// <summary>The matter of the line, or null at the end.</summary>
    public string? Matter { get; private set; }

    /// <summary>Its number in the matter.</summary>
    public long Seq { get; private set; }

    /// <summary>Whose matter it says it is.</summary>
    public string Organisation { get; private set; } = "";

    /// <summary>The kind of matter that it names.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>What was written.</summary>
    public NewEntry What { get; private set; } = new("", 0, default, default, "", "", "");

    /// <summary>The hash that is stored with it.</summary>
    public ReadOnlySpan<byte> Hash => line.AsSpan(0, Digits);

    /// <summary>The hash of the line before, as it is stored.</summary>
    public ReadOnlySpan<byte> Previous => line.AsSpan(Digits + 1, Digits);

    /// <summary>Whether the stored hash is that of the line.</summary>
    public bool HashHolds
    {
        get
        {
            Span<byte> hash = stackalloc byte[Digits];
            LineHash.OfText(line.AsSpan(Digits + 1), hash);
            return Hash.SequenceEqual(hash);
        }
    }

    /// <summary>Begins to read a range of matters: from the first bound on, before the second; null for no bound.</summary>
    public static async Task<JournalReader> Open(View view, Findings findings, (string? From, string? Before) range)
    {
        var reader = new JournalReader(await MatterReader.Query(view, Select, "matter", "matter, seq", range), findings);
        reader.Next();
        return reader;
    }

    /// <summary>Goes on to the next line that can be taken apart; one that cannot is a finding.</summary>
    public void Next()
    {
        while (rows.Read())
        {
            line = rows.GetFieldValue<byte[]>(0);
            if (Take())
                return;
            findings.Add("journal", Matter ?? "", (Seq + 1).ToString(), "这一行无法读取", "the line cannot be read");
        }
        Matter = null;
    }

    public ValueTask DisposeAsync() => rows.DisposeAsync();

    private bool Take()
    {
        var rest = line.AsSpan();
        if (Field(ref rest).Length != Digits || Field(ref rest).Length != Digits)
            return false;
        var of = Field(ref rest);
        if (of.IsEmpty || !Number(ref rest, out var seq))
            return false;
        var (organisation, kind) = (Word(ref rest), Word(ref rest));
        if (!Number(ref rest, out var doneAt) || !Number(ref rest, out var recordedAt))
            return false;
        var (actor, post, type) = (Word(ref rest), Word(ref rest), Word(ref rest));
        // A line feed inside a column would move all that follows, and the hash would not see it: then a number is no number, and the body no event.
        if (!Number(ref rest, out var version) || version is < 0 or > int.MaxValue || rest.IsEmpty || rest[0] != (byte)'{')
            return false;
        (Seq, Organisation, Kind) = (seq, organisation, kind);
        What = new(type, (int)version, new Instant(doneAt), new Instant(recordedAt), actor, post, new JsonText(line.AsMemory(line.Length - rest.Length)));
        if (Matter is null || !of.SequenceEqual(matter))
            (matter, Matter) = (of.ToArray(), Encoding.UTF8.GetString(of));
        return true;
    }

    private static ReadOnlySpan<byte> Field(ref Span<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        var field = rest[..(end < 0 ? rest.Length : end)];
        rest = end < 0 ? [] : rest[(end + 1)..];
        return field;
    }

    private static string Word(ref Span<byte> rest) => RepeatedText.Of(Field(ref rest));

    private static bool Number(ref Span<byte> rest, out long number)
    {
        var field = Field(ref rest);
        return Utf8Parser.TryParse(field, out number, out var read) && read == field.Length;
    }
}
