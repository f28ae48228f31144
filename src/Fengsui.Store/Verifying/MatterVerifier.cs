using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Fengsui.Response.Record;

namespace Fengsui.Store;

/// <summary>Reads a range of matters once, line by line, and compares all that follows from the lines with what is stored.</summary>
internal sealed class MatterVerifier : IAsyncDisposable
{
    private readonly MatterKinds kinds;
    private readonly Findings findings;
    private readonly ArrayBufferWriter<byte> hashed = new(4096);
    private readonly JournalReader journal;
    private readonly MatterReader snapshot;
    private readonly MatterReader due;
    private readonly MatterReader items;
    private readonly MatterReader outbox;
    private readonly MatterReader undigested;
    private readonly MatterReader digested;

    // What the lines read so far say must stand in the other tables.
    private readonly Dictionary<(string List, long Seq, long N), UInt128> expectedItems = [];
    private readonly Dictionary<(long Seq, long N), UInt128> expectedMessages = [];
    private string matter = "";
    private string organisation = "";
    private string kindName = "";
    private MatterKind? kind;
    private long seq;
    private readonly byte[] head = new byte[LineHash.Start.Length];
    private long changedAt;
    private long lastDigested;

    private MatterVerifier(MatterKinds kinds, Findings findings, JournalReader journal, MatterReader[] readers)
    {
        this.kinds = kinds;
        this.findings = findings;
        this.journal = journal;
        (snapshot, due, items, outbox, undigested, digested) = (readers[0], readers[1], readers[2], readers[3], readers[4], readers[5]);
    }

    public static async Task<MatterVerifier> Open(View view, MatterKinds kinds, Findings findings, (string?, string?) range) => new(
        kinds, findings, await JournalReader.Open(view, findings, range),
    [
        await MatterReader.Open(
            view,
            "select s.matter, s.number, s.organisation, s.kind, s.version, s.head, s.title, s.phase, s.level, s.opened_at, s.changed_at, s.next_due, s.urgency, "
                + "s.open, s.sum, s.body, coalesce(w.scope, t.scope), coalesce(w.words, t.words), coalesce(w.stems, t.stems) "
                + "from snapshot s left join search_text t on t.number = s.number left join search_waiting w on w.number = s.number",
            "s.matter", "s.matter", range),
        await MatterReader.Open(view, "select matter, key, organisation, at from due", "matter", "matter, key", range),
        await MatterReader.Open(view, "select matter, list, seq, n, organisation, key, body from item", "matter", "matter, list, seq, n", range),
        await MatterReader.Open(
            view, "select matter, seq, n, organisation, topic, created_at, body from outbox", "matter", "matter, seq, n", range),
        await MatterReader.Open(view, "select matter, seq from undigested", "matter", "matter", range),
        await MatterReader.Open(view, "select matter, digest, seq, hash from digest_head", "matter", "matter, digest", range),
    ]);

    public void Run()
    {
        while (journal.Matter is { } next)
        {
            ReportOrphans(next);
            OneMatter(next);
        }
        ReportOrphans(null);
    }

    public async ValueTask DisposeAsync()
    {
        await journal.DisposeAsync();
        foreach (var reader in new[] { snapshot, due, items, outbox, undigested, digested })
            await reader.DisposeAsync();
    }

    private void ReportOrphans(string? next)
    {
        foreach (var (table, reader) in new[]
            { ("snapshot", snapshot), ("due", due), ("item", items), ("outbox", outbox), ("undigested", undigested), ("digest_head", digested) })
        {
            foreach (var orphan in reader.SkipBefore(next))
                findings.Add(table, orphan, "", "该事项在日志中没有任何一行", "the journal has no line of this matter");
        }
    }

    private void OneMatter(string next)
    {
        Begin(next);
        Folded? folded = null;
        if (kind is null)
            Wrong("journal", "1", $"本程序不认识的事项种类“{kindName}”", $"a kind of matter that this program does not know: {kindName}");
        else
            folded = Fold(kind);
        // What a fold that failed has left unread.
        foreach (var line in ReadLines())
            ExpectUnfolded(line);
        CompareSnapshot(folded);
        CompareDue(folded);
        CompareItems();
        CompareOutbox();
        CompareUndigested();
        findings.Read(seq);
    }

    private void Begin(string next)
    {
        matter = next;
        organisation = journal.Organisation;
        kindName = journal.Kind;
        kind = kinds.Named(kindName);
        (seq, changedAt, lastDigested) = (0, 0, 0);
        Encoding.ASCII.GetBytes(LineHash.Start, head);
        expectedItems.Clear();
        expectedMessages.Clear();
    }

    private Folded? Fold(MatterKind with)
    {
        try
        {
            return with.Fold(ReadLines(), Expect);
        }
#pragma warning disable CA1031 // Whatever a damaged line does to the fold, it is a finding.
        catch (Exception failed)
#pragma warning restore CA1031
        {
            Wrong("journal", seq.ToString(), $"这一行无法理解：{failed.Message}", $"the line cannot be understood: {failed.Message}");
            return null;
        }
    }

    private IEnumerable<NewEntry> ReadLines()
    {
        while (journal.Matter == matter)
        {
            CheckLine();
            var line = journal.What;
            journal.Next();
            yield return line;
        }
    }

    private void CheckLine()
    {
        seq++;
        if (journal.Seq != seq)
            WrongLine($"行号不连续：应为{seq}", $"the numbers have a gap: {seq} was expected");
        if (journal.Organisation != organisation || journal.Kind != kindName)
            WrongLine("所属单位或种类与第一行不同", "the organisation or the kind is not that of the first line");
        if (!journal.Previous.SequenceEqual(head))
            WrongLine("与上一行的哈希不相连", "the chain is broken: prev is not the hash of the line before");
        if (!journal.HashHolds)
            WrongLine("内容与其哈希不符", "the content is not what was hashed");
        seq = journal.Seq;
        journal.Hash.CopyTo(head);
        changedAt = journal.What.RecordedAt.UnixSeconds;
        CheckDigested();
    }

    private void WrongLine(string zh, string en) => Wrong("journal", journal.Seq.ToString(), zh, en);

    private string Head => Encoding.ASCII.GetString(head);

    private void CheckDigested()
    {
        while (digested.Matter == matter && digested.Row.GetInt64(2) <= seq)
        {
            if (digested.Row.GetInt64(2) < seq || digested.Row.GetString(3) != Head)
                Wrong("digest_head", digested.Row.GetInt64(1).ToString(), "摘要中的哈希与日志不符", "the digest has another hash than the journal");
            lastDigested = digested.Row.GetInt64(2);
            digested.Next();
        }
    }

    private void ExpectUnfolded(NewEntry line)
    {
        try
        {
            Expect(kind?.Items(line) ?? [], kind?.Messages(line) ?? []);
        }
#pragma warning disable CA1031 // As in Fold.
        catch (Exception failed)
#pragma warning restore CA1031
        {
            Wrong("journal", seq.ToString(), $"这一行无法理解：{failed.Message}", $"the line cannot be understood: {failed.Message}");
        }
    }

    // What the line that was read last makes.
    private void Expect(IReadOnlyList<Item> made, IReadOnlyList<Message> messages)
    {
        for (var n = 0; n < made.Count; n++)
            expectedItems[(made[n].List, seq, n)] = Content(organisation, made[n].Key, made[n].Body);
        for (var n = 0; n < messages.Count; n++)
            expectedMessages[(seq, n)] = Content(organisation, messages[n].Topic, changedAt.ToString(), messages[n].Body);
    }

    private void CompareSnapshot(Folded? folded)
    {
        if (snapshot.Matter != matter)
        {
            Wrong("snapshot", "", "缺少现状", "the state is missing");
            return;
        }
        var stored = RecordStore.ReadRow(snapshot.Row);
        Same("number", snapshot.Row.GetString(14), Rows.NumberSum(stored.Matter, stored.Number));
        Same("organisation", stored.Organisation, organisation);
        Same("kind", stored.Kind, kindName);
        Same("version", stored.Version, seq);
        Same("head", stored.Head, Head);
        Same("changed_at", stored.ChangedAt, changedAt);
        if (folded is not null)
            CompareState(stored, folded.Snapshot);
        snapshot.Next();
    }

    private void CompareState(MatterRow stored, Snapshot state)
    {
        Same("title", stored.Title, state.Title);
        Same("phase", stored.Phase, state.Phase);
        Same("level", snapshot.Row.GetInt64(8), state.Level);
        Same("opened_at", stored.OpenedAt, state.OpenedAt.UnixSeconds);
        Same("next_due", stored.NextDue, state.NextDue?.UnixSeconds);
        // A state that was stored before there was such a column, and not since, knows numbers only.
        if (stored.Urgency != MatterRow.UrgencyNotKnown || stored.NextDue is not null)
            Same("urgency", stored.Urgency, state.Urgency?.UnixSeconds);
        Same("open", snapshot.Row.GetInt64(13), state.Open ? 1 : 0);
        Same("body", snapshot.Row.GetString(15), state.Body);
        var (words, stems) = Tokens.Of(state.Text);
        var found = snapshot.Row.IsDBNull(16) ? default : (snapshot.Row.GetString(16), snapshot.Row.GetString(17), snapshot.Row.GetString(18));
        if (found != (Tokens.Scopes(organisation, kindName, Group.Of(state)), words, stems))
            Wrong("search_text", stored.Number.ToString(), "检索用的文字与记录不符", "the text for the search is not that of the record");
    }

    private void CompareDue(Folded? folded)
    {
        var expected = folded?.Clocks.ToDictionary(c => c.Key, c => c.At.UnixSeconds, StringComparer.Ordinal) ?? [];
        for (; due.Matter == matter; due.Next())
        {
            var key = due.Row.GetString(1);
            if (folded is null)
                continue;
            if (!expected.Remove(key, out var at) || at != due.Row.GetInt64(3) || due.Row.GetString(2) != organisation)
                Wrong("due", key, "时钟与记录不符", "the clock is not the one of the record");
        }
        foreach (var key in expected.Keys)
            Wrong("due", key, "缺少时钟", "the clock is missing");
    }

    private void CompareItems()
    {
        for (; items.Matter == matter; items.Next())
        {
            var key = (items.Row.GetString(1), items.Row.GetInt64(2), items.Row.GetInt64(3));
            var content = Content(items.Row.GetString(4), items.Row.GetString(5), items.Row.GetString(6));
            if (!expectedItems.Remove(key, out var expected) || expected != content)
                Wrong("item", $"{key.Item1} {key.Item2} {key.Item3}", "这一项与记录不符", "the row is not the one of the record");
        }
        foreach (var (list, line, n) in expectedItems.Keys)
            Wrong("item", $"{list} {line} {n}", "缺少这一项", "the row is missing");
    }

    private void CompareOutbox()
    {
        for (; outbox.Matter == matter; outbox.Next())
        {
            var key = (outbox.Row.GetInt64(1), outbox.Row.GetInt64(2));
            var content = Content(
                outbox.Row.GetString(3), outbox.Row.GetString(4), outbox.Row.GetInt64(5).ToString(), outbox.Row.GetString(6));
            if (!expectedMessages.Remove(key, out var expected) || expected != content)
                Wrong("outbox", $"{key.Item1} {key.Item2}", "消息与记录不符", "the message is not the one of the record");
        }
        foreach (var (line, n) in expectedMessages.Keys)
            Wrong("outbox", $"{line} {n}", "缺少消息", "the message is missing");
    }

    private void CompareUndigested()
    {
        for (; digested.Matter == matter; digested.Next())
            Wrong("digest_head", digested.Row.GetInt64(1).ToString(), "摘要中的行在日志中不存在", "the digest has a line that the journal has not");
        var waits = undigested.Matter == matter ? undigested.Row.GetInt64(1) : 0;
        if (waits != (seq > lastDigested ? seq : 0))
            Wrong("undigested", "", "待入摘要的行与日志不符", "what waits for the digest is not what the journal has");
        if (waits != 0)
            undigested.Next();
    }

    private void Same<T>(string column, T stored, T expected)
    {
        if (!EqualityComparer<T>.Default.Equals(stored, expected))
            Wrong("snapshot", column, $"{column}与记录不符", $"{column} is not what the record says");
    }

    private void Wrong(string table, string key, string zh, string en) => findings.Add(table, matter, key, zh, en);

    private UInt128 Content(params ReadOnlySpan<string> fields)
    {
        hashed.ResetWrittenCount();
        foreach (var field in fields)
        {
            BinaryPrimitives.WriteInt32LittleEndian(hashed.GetSpan(sizeof(int)), field.Length);
            hashed.Advance(sizeof(int));
            Encoding.UTF8.GetBytes(field, hashed);
        }
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(hashed.WrittenSpan, digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }
}
