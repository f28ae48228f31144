using System.Data.Common;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Dapper;
using Fengsui.Store.Migrations;

namespace Fengsui.Store;

/// <summary>Reads everything that is stored and finds what is not as it was written.</summary>
internal sealed class Verifier(Database database, MatterKinds kinds, Findings findings)
{
    private const int Workers = 2;
    private const int Ranges = 16;

    // A range of matters is read over so many connections, with room for the pages of a server beside it; the other tables over a few.
    private const int ReadersOfRange = 9;
    private const int ReadersOfTables = 5;

    private static readonly Regex TriggerName = new(@"(?<=create trigger )\w+", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public async Task Run(CancellationToken ct)
    {
        if (database.Readers < ReadersOfRange + ReadersOfTables)
        {
            await CheckMatters(ct);
            await CheckTables(ct);
            return;
        }
        await Task.WhenAll(CheckMatters(ct), CheckFile(ct), Task.Run(() => CheckTables(ct), ct));
    }

    // What belongs to no single matter.
    private async Task CheckTables(CancellationToken ct)
    {
        await using var view = await database.OpenView(ct);
        var tables = await database.Read((connection, transaction) => Catalogue.Read(database, connection, transaction), ct);
        foreach (var table in tables.Where(t => t.HasSum && t.Name != "snapshot"))
            await CheckSums(view, table);
        await CheckTriggers(view);
        await CheckTally(view);
        await CheckSearch(view);
        await CheckDigests(view);
        await CheckAttachments(view);
    }

    private async Task CheckMatters(CancellationToken ct)
    {
        var bounds = await Bounds(ct);
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Clamp((database.Readers - ReadersOfTables) / ReadersOfRange, 1, Workers)).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i <= bounds.Count; i = Interlocked.Increment(ref next))
            {
                var range = (i == 0 ? null : bounds[i - 1], i == bounds.Count ? null : bounds[i]);
                ct.ThrowIfCancellationRequested();
                await using var view = await database.OpenView(ct);
                await using var verifier = await MatterVerifier.Open(view, kinds, findings, range);
                verifier.Run();
            }
        }, ct)));
    }

    // Every matter falls into one range, also one that the snapshots do not know.
    private Task<List<string>> Bounds(CancellationToken ct) => database.Read(async (connection, _) =>
    {
        var count = await connection.ExecuteScalarAsync<long>("select count(*) from snapshot");
        var bounds = new List<string>();
        for (var i = 1; i < Ranges && count >= 1000; i++)
        {
            bounds.Add((await connection.ExecuteScalarAsync<string>(
                "select matter from snapshot order by matter limit 1 offset @skip", new { skip = count * i / Ranges }))!);
        }
        return bounds;
    }, ct);

    private async Task CheckSums(View view, StoredTable table)
    {
        var columns = table.Columns.Where(c => c.Name != "sum").ToList();
        var values = new (string, object?)[columns.Count];
        await using var rows = await view.Query($"select {string.Join(", ", columns.Select(c => c.Name))}, sum from {table.Name}");
        while (rows.Read())
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = (columns[i].Name, rows.IsDBNull(i) ? null : rows.GetValue(i));
            if (rows.IsDBNull(values.Length) || rows.GetString(values.Length) != RowSum.Of(values))
                findings.Add(table.Name, "", KeyOf(table, values), "这一行与其校验值不符", "the row is not what its checksum says");
        }
    }

    private static string KeyOf(StoredTable table, (string Name, object? Value)[] values) =>
        string.Join(' ', table.Key.Select(k => values.FirstOrDefault(v => v.Name == k).Value));

    // Without its triggers a table takes every change; the migrations say which there must be.
    private async Task CheckTriggers(View view)
    {
        var missing = Migration.All.SelectMany(m => TriggerName.Matches(database.Render(m))).Select(t => t.Value).ToHashSet(StringComparer.Ordinal);
        await using var triggers = await view.Query(database.Triggers);
        while (triggers.Read())
            missing.Remove(triggers.GetString(0));
        foreach (var trigger in missing)
            findings.Add("trigger", "", trigger, "缺少触发器，或触发器已停用", "the trigger is missing or disabled");
    }

    private async Task CheckTally(View view)
    {
        var counted = new Dictionary<(string, string, Group), long>();
        await using (var groups = await view.Query(
            "select organisation, kind, phase, level, open, count(*) from snapshot group by organisation, kind, phase, level, open"))
        {
            while (groups.Read())
                counted.Add(Tallied(groups), groups.GetInt64(5));
        }
        await using var tally = await view.Query("select organisation, kind, phase, level, open, number from tally");
        while (tally.Read())
        {
            var group = Tallied(tally);
            if (!counted.Remove(group, out var number) || number != tally.GetInt64(5))
                findings.Add("tally", "", $"{group}", "事项计数与记录不符", "the number of matters is not that of the record");
        }
        foreach (var group in counted.Keys)
            findings.Add("tally", "", $"{group}", "缺少事项计数", "the number of matters is missing");
    }

    private static (string Organisation, string Kind, Group Group) Tallied(DbDataReader row) =>
        (row.GetString(0), row.GetString(1), new(row.GetString(2), row.GetInt64(3), row.GetInt64(4)));

    private async Task CheckSearch(View view)
    {
        await using (var orphans = await view.Query(
            "select t.number from (select number from search_text union all select number from search_waiting) t "
                + "where not exists (select 1 from snapshot s where s.number = t.number)"))
        {
            while (orphans.Read())
                findings.Add("search_text", "", orphans.GetInt64(0).ToString(), "没有对应的事项", "no matter has this number");
        }
        if (database is not PostgresDatabase)
            return;
        await using var rows = await view.Query("select number from search_text where found_sum <> md5(tsvectorsend(found)) "
            + "or found_sum is null and found is distinct from search_vector(scope, words, stems)");
        while (rows.Read())
            findings.Add("search_text", "", rows.GetInt64(0).ToString(), "检索索引与文字不符", "the search index is not that of the text");
    }

    private async Task CheckFile(CancellationToken ct)
    {
        if (database is not SqliteDatabase sqlite)
            return;
        await using (var view = await database.OpenView(ct))
        {
            await using var said = await view.Query("pragma integrity_check");
            while (said.Read() && said.GetString(0) is var line && line != "ok")
                findings.Add("file", "", "", $"数据库文件已损坏：{line}", $"the database file is damaged: {line}");
        }
        try
        {
            // The command is written as an insert, so it needs the writer's connection; it changes nothing.
            await sqlite.Write((connection, transaction) =>
                connection.ExecuteAsync("insert into search(search, rank) values ('integrity-check', 1)", null, transaction), ct);
        }
        catch (DbException)
        {
            findings.Add("search", "", "", "检索索引与文字不符", "the search index is not that of the text");
        }
    }

    private async Task CheckDigests(View view)
    {
        var (ordinal, root) = (0L, LineHash.Start);
        await using var heads = await view.Query("select digest, matter, seq, hash from digest_head order by digest, matter");
        var more = heads.Read();
        await using var rows = await view.Query($"select {Digests.Columns} from digest order by ordinal");
        while (rows.Read())
        {
            ordinal++;
            var stored = new Digest(rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3), rows.GetString(4), rows.GetString(5));
            using var computed = new DigestRoot(root);
            var (matters, lines) = (0L, 0L);
            for (; more && heads.GetInt64(0) <= stored.Ordinal; more = heads.Read())
            {
                matters++;
                lines += heads.GetInt64(2);
                computed.Add(heads.GetString(1), heads.GetInt64(2), heads.GetString(3));
            }
            if (stored.Ordinal != ordinal || stored.Previous != root || stored.Matters != matters || stored.Lines != lines
                || stored.Root != computed.Finish())
                findings.Add("digest", "", stored.Ordinal.ToString(), "摘要与其所含的行不符", "the digest is not that of its lines");
            (ordinal, root) = (stored.Ordinal, stored.Root);
        }
        if (more)
            findings.Add("digest_head", heads.GetString(1), heads.GetInt64(0).ToString(), "没有对应的摘要", "there is no such digest");
    }

    private async Task CheckAttachments(View view)
    {
        await using (var orphans = await view.Query(
            "select attachment from attachment_chunk c where not exists (select 1 from attachment a where a.id = c.attachment) "
                + "union select attachment from attachment_key k where not exists (select 1 from attachment a where a.id = k.attachment)"))
        {
            while (orphans.Read())
                findings.Add("attachment", "", orphans.GetString(0), "没有对应的附件", "there is no such attachment");
        }
        await using var chunks = await view.Query("select attachment, n, sealed from attachment_chunk order by attachment, n");
        var more = chunks.Read();
        await using var rows = await view.Query(
            "select a.id, a.matter, a.size, a.plain_hash, a.sealed_hash, k.key from attachment a "
                + "left join attachment_key k on k.attachment = a.id order by a.id");
        while (rows.Read())
        {
            var id = rows.GetString(0);
            while (more && Bytewise.Compare(chunks.GetString(0), id) < 0)
                more = chunks.Read();
            more = CheckOne(chunks, more, rows, id);
        }
    }

    private bool CheckOne(DbDataReader chunks, bool more, DbDataReader row, string id)
    {
        using var sealedHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var plainHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var key = row.IsDBNull(5) ? null : (byte[])row.GetValue(5);
        using var seal = key is { Length: Seal.KeySize } ? new Seal(id, key) : null;
        var (n, size, sound) = (0L, 0L, key is null || seal is not null);
        while (more && chunks.GetString(0) == id)
        {
            var closed = (byte[])chunks.GetValue(2);
            sound &= chunks.GetInt64(1) == n;
            sealedHash.AppendData(closed);
            more = chunks.Read();
            size += Unseal(seal, closed, n++, !(more && chunks.GetString(0) == id), plainHash, ref sound);
        }
        sound &= Convert.ToHexStringLower(sealedHash.GetHashAndReset()) == row.GetString(4) && n > 0;
        if (key is not null)
            sound &= size == row.GetInt64(2) && Convert.ToHexStringLower(plainHash.GetHashAndReset()) == row.GetString(3);
        if (!sound)
            findings.Add("attachment", row.GetString(1), id, "附件的内容与其哈希不符", "the content of the attachment is not what was hashed");
        return more;
    }

    private static long Unseal(Seal? seal, byte[] closed, long n, bool last, IncrementalHash plainHash, ref bool sound)
    {
        if (seal is null)
            return 0;
        try
        {
            var plain = seal.Open(closed, n, last);
            plainHash.AppendData(plain);
            return plain.Length;
        }
        catch (CryptographicException)
        {
            sound = false;
            return 0;
        }
    }
}
