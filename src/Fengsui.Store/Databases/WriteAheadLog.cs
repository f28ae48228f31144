using Microsoft.Win32.SafeHandles;

namespace Fengsui.Store;

/// <summary>
/// Flushes the write-ahead log of the embedded database to the disk. A flush serves everybody who asked before it began, and runs while the next
/// transaction is being written: with <c>synchronous = full</c> the one writer would stand still meanwhile.
/// </summary>
internal sealed class WriteAheadLog(string path) : IAsyncDisposable
{
    private readonly Lock entry = new();
    private SafeFileHandle? file;
    private Task running = Task.CompletedTask;
    private Task? next;
    private Exception? broken;

    /// <summary>Ends when all that stands in the log at the call is on the disk.</summary>
    /// <exception cref="StoreException">The disk failed; what was written last may be lost.</exception>
    public Task Flush()
    {
        lock (entry)
        {
            // The flush that runs may have begun before the caller's pages were written; the next one has not.
            return next ??= After(running);
        }
    }

    /// <summary>
    /// Ends when no flush runs. Pages written during a flush wait in the kernel for its end all the same; who waits here instead lets more appends
    /// gather for the next transaction.
    /// </summary>
    public Task Idle()
    {
        lock (entry)
            return (next ?? running).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>After a flush that failed nobody knows what is on the disk, and the next one would not tell: nothing more is written.</summary>
    /// <exception cref="StoreException">A flush failed.</exception>
    public void RefuseBroken()
    {
        if (broken is { } failed)
            throw Failed(failed);
    }

    public async ValueTask DisposeAsync()
    {
        Task last;
        lock (entry)
            last = next ?? running;
        await last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        file?.Dispose();
    }

    private async Task After(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (entry)
            (running, next) = (next!, null);
        RefuseBroken();
        try
        {
            file ??= File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(file);
        }
        catch (IOException failed)
        {
            broken = failed;
            throw Failed(failed);
        }
    }

    private static StoreException Failed(Exception failed) => new(new(
        "磁盘写入未能落盘：最后的操作可能没有保存，此后不再写入。请检查磁盘，重新启动后核对最后的记录。",
        "The disk failed to keep what was written: the last acts may be lost, and nothing more is written. "
            + "Check the disk, start again, and compare the last entries."), failed);
}
