using System.Data.Common;
using System.Security.Cryptography;
using Dapper;

namespace Fengsui.Store;

/// <summary>Sealed files in the database. Erasing a file's key erases its content for good; that it was there, and unchanged, can still be
/// verified.</summary>
public sealed class Attachments(Database database)
{
    private const string Columns = "id as Id, organisation as Organisation, matter as Matter, size as Size, media_type as MediaType, name as Name, "
        + "plain_hash as PlainHash, sealed_hash as SealedHash, added_at as AddedAt, added_by as AddedBy";

    /// <summary>Takes a file: hashed and sealed as it arrives; nothing plain reaches the disk.</summary>
    /// <param name="what">What is said of it.</param>
    /// <param name="content">The content.</param>
    /// <param name="maxBytes">More is refused.</param>
    /// <param name="ct">Stops it; nothing is kept then.</param>
    /// <exception cref="StoreException">It is larger than allowed.</exception>
    public async Task<Attachment> Put(NewAttachment what, Stream content, long maxBytes, CancellationToken ct = default)
    {
        // Sealed on the way into a file without a name, so that a slow sender holds no transaction.
        await using var spool = new FileStream(
            Path.Combine(Path.GetTempPath(), "fengsui-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))), FileMode.CreateNew,
            FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        var key = RandomNumberGenerator.GetBytes(Seal.KeySize);
        var (sizes, plainHash, sealedHash, size) = await SealInto(spool, what.Id, key, content, maxBytes, ct);
        var attachment = new Attachment(
            what.Id, what.Organisation, what.Matter, size, what.MediaType, what.Name, plainHash, sealedHash, what.AddedAt, what.AddedBy);
        spool.Position = 0;
        await database.Write((connection, transaction) => Save(connection, transaction, attachment, key, spool, sizes), ct);
        return attachment;
    }

    /// <summary>What is known of a file, or null.</summary>
    public Task<Attachment?> Find(string organisation, string id, CancellationToken ct = default) => database.Read((connection, _) =>
        connection.QuerySingleOrDefaultAsync<Attachment>(
            $"select {Columns} from attachment where id = @id and organisation = @organisation", new { id, organisation }), ct);

    /// <summary>The files of a matter, by id.</summary>
    public Task<IReadOnlyList<Attachment>> Of(string organisation, string matter, CancellationToken ct = default) =>
        database.Read<IReadOnlyList<Attachment>>(async (connection, _) => (await connection.QueryAsync<Attachment>(
            $"select {Columns} from attachment where matter = @matter and organisation = @organisation order by id",
            new { matter, organisation })).AsList(), ct);

    /// <summary>The plain content, read chunk by chunk; null when there is no such file or its key is erased.</summary>
    public async Task<Stream?> Open(string organisation, string id, CancellationToken ct = default)
    {
        var (key, last) = await database.Read(async (connection, _) => await connection.QuerySingleOrDefaultAsync<(byte[]?, long)>(
            "select k.key, (select max(c.n) from attachment_chunk c where c.attachment = a.id) from attachment a "
                + "join attachment_key k on k.attachment = a.id where a.id = @id and a.organisation = @organisation", new { id, organisation }), ct);
        return key is null ? null : new AttachmentStream(database, id, new Seal(id, key), last);
    }

    /// <summary>Erases a file's key, and so its content, for good.</summary>
    /// <returns>False: there is no such file, or its key was erased before.</returns>
    public async Task<bool> EraseKey(string organisation, string id, CancellationToken ct = default)
    {
        var erased = await database.Write((connection, transaction) => connection.ExecuteAsync(
            "delete from attachment_key where attachment = @id and exists "
                + "(select 1 from attachment a where a.id = attachment_key.attachment and a.organisation = @organisation)",
            new { id, organisation }, transaction), ct) > 0;
        // The key may still stand in the write-ahead log.
        if (erased && database is SqliteDatabase sqlite)
            await sqlite.Alone(connection => connection.Execute("pragma wal_checkpoint(truncate)"), ct);
        return erased;
    }

    private static async Task<(List<int> Sizes, string Plain, string Sealed, long Size)> SealInto(
        FileStream spool, string id, byte[] key, Stream content, long maxBytes, CancellationToken ct)
    {
        using var seal = new Seal(id, key);
        using var plainHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var sealedHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var sizes = new List<int>();
        var (now, next) = (new byte[Seal.ChunkSize], new byte[Seal.ChunkSize]);
        var size = 0L;
        var length = await content.ReadAtLeastAsync(now, Seal.ChunkSize, throwOnEndOfStream: false, ct);
        for (var last = false; !last; (now, next) = (next, now))
        {
            size += length;
            if (size > maxBytes)
                throw new StoreException(new($"文件超过{maxBytes}字节的上限。", $"The file is larger than the {maxBytes} bytes allowed."));
            var following = length < Seal.ChunkSize ? 0 : await content.ReadAtLeastAsync(next, Seal.ChunkSize, throwOnEndOfStream: false, ct);
            last = following == 0;
            plainHash.AppendData(now, 0, length);
            var closed = seal.Close(now.AsSpan(0, length), sizes.Count, last);
            sealedHash.AppendData(closed);
            await spool.WriteAsync(closed, ct);
            sizes.Add(closed.Length);
            length = following;
        }
        return (sizes, Convert.ToHexStringLower(plainHash.GetHashAndReset()), Convert.ToHexStringLower(sealedHash.GetHashAndReset()), size);
    }

    private async Task Save(
        DbConnection connection, DbTransaction transaction, Attachment attachment, byte[] key, FileStream spool, List<int> sizes)
    {
        await connection.ExecuteAsync(
            "insert into attachment(id, organisation, matter, size, media_type, name, plain_hash, sealed_hash, added_at, added_by, sum) values "
                + "(@Id, @Organisation, @Matter, @Size, @MediaType, @Name, @PlainHash, @SealedHash, @AddedAt, @AddedBy, @Sum)",
            new
            {
                attachment.Id, attachment.Organisation, attachment.Matter, attachment.Size, attachment.MediaType, attachment.Name,
                attachment.PlainHash, attachment.SealedHash, attachment.AddedAt, attachment.AddedBy, attachment.Sum,
            },
            transaction);
        await connection.ExecuteAsync(
            "insert into attachment_key(attachment, key, sum) values (@attachment, @key, @sum)",
            new { attachment = attachment.Id, key, sum = RowSum.Of(("attachment", attachment.Id), ("key", key)) }, transaction);
        for (var n = 0; n < sizes.Count; n++)
        {
            var chunk = new byte[sizes[n]];
            await spool.ReadExactlyAsync(chunk);
            await database.Insert(connection, transaction, Table.AttachmentChunk, [[attachment.Id, (long)n, chunk]]);
        }
    }
}

/// <summary>The plain content of a file, one chunk in memory at a time.</summary>
internal sealed class AttachmentStream(Database database, string id, Seal seal, long last) : Stream
{
    private byte[] chunk = [];
    private int at;
    private long next;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (at == chunk.Length && next <= last)
            await Load(cancellationToken);
        var count = Math.Min(buffer.Length, chunk.Length - at);
        chunk.AsMemory(at, count).CopyTo(buffer);
        at += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            seal.Dispose();
        base.Dispose(disposing);
    }

    private async Task Load(CancellationToken ct)
    {
        var closed = await database.Read((connection, _) => connection.QuerySingleOrDefaultAsync<byte[]>(
            "select sealed from attachment_chunk where attachment = @id and n = @n", new { id, n = next }), ct);
        try
        {
            chunk = seal.Open(closed ?? [], next, next == last);
        }
        catch (CryptographicException damaged)
        {
            throw new StoreException(new("附件已损坏：内容与封存时不符。", "The attachment is damaged: its content is not what was sealed."), damaged);
        }
        at = 0;
        next++;
    }
}
