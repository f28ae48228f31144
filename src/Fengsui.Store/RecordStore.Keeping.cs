using System.Data.Common;

namespace Fengsui.Store;

public sealed partial class RecordStore
{
    /// <summary>
    /// Reads everything and finds what is not as it was written: every chain, every row that follows from it, every checksum, the files, the
    /// digests, the search index.
    /// The store may be written to meanwhile; on the embedded database writers wait while the search index is checked.
    /// </summary>
    /// <param name="progress">Told the number of lines read, now and then.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<VerifyReport> Verify(IProgress<long>? progress = null, CancellationToken ct = default)
    {
        var findings = new Findings(progress);
        try
        {
            await new Verifier(database, kinds, findings).Run(ct);
        }
        catch (Exception unreadable) when (unreadable is DbException or InvalidCastException or FormatException or OverflowException)
        {
            findings.Add("file", "", "", $"数据库无法读完：{unreadable.Message}", $"the database cannot be read to its end: {unreadable.Message}");
        }
        return findings.Report();
    }

    /// <summary>Writes everything that does not follow from something else as JSON lines (docs/record.md), from one consistent state.</summary>
    public Task Export(Stream to, CancellationToken ct = default) => new Exporter(database).Write(to, ct);

    /// <summary>Whether a file begins as an export does.</summary>
    /// <param name="file">The file, at its beginning.</param>
    public static bool IsExport(Stream file)
    {
        Span<byte> first = stackalloc byte[256];
        var read = file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        return first[..read].IndexOf(System.Text.Encoding.UTF8.GetBytes($"\"format\":\"{Format.Name}\"")) >= 0;
    }

    /// <summary>Reads an export into this empty store, all or nothing. The stream is read synchronously.</summary>
    /// <returns>The number of journal lines.</returns>
    /// <exception cref="StoreException">The store is not empty, or the export is broken; the line is named.</exception>
    public Task<long> Import(Stream from, CancellationToken ct = default) => new Importer(database, kinds).Read(from, ct);

    /// <summary>
    /// Writes a copy to a new file while the store is used. The embedded database is copied as a database file that can take its place; of
    /// PostgreSQL an export is
    /// written (its own tools make physical backups).
    /// </summary>
    /// <exception cref="StoreException">The file is there already.</exception>
    public async Task Backup(string path, CancellationToken ct = default)
    {
        if (File.Exists(path))
            throw new StoreException(new($"文件已存在：{path}", $"The file is there already: {path}"));
        // Complete, or not under this name.
        var part = path + ".part";
        File.Delete(part);
        if (database is SqliteDatabase sqlite)
            await sqlite.CopyTo(part, ct);
        else
            await ExportTo(part, ct);
        await using (var written = new FileStream(part, FileMode.Open, FileAccess.ReadWrite))
            written.Flush(flushToDisk: true);
        File.Move(part, path);
    }

    private async Task ExportTo(string path, CancellationToken ct)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        await Export(file, ct);
    }
}
