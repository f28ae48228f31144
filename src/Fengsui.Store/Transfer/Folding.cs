using System.Collections.Concurrent;
using Fengsui.Response.Record;

namespace Fengsui.Store;

/// <summary>Folds lines that arrive one by one. A long journal is folded while it arrives, so that it is never in memory as a whole.</summary>
internal sealed class Folding(MatterKind kind) : IDisposable
{
    private const int Short = 2000;

    private readonly List<NewEntry> first = [];
    private BlockingCollection<NewEntry>? arriving;
    private Task<Folded>? folding;

    public void Add(NewEntry line)
    {
        if (arriving is null && first.Count < Short)
        {
            first.Add(line);
            return;
        }
        if (arriving is null)
        {
            arriving = new(Short);
            var lines = arriving;
            folding = Task.Run(() => Fold(lines));
        }
        arriving.Add(line);
    }

    public async Task<Folded> Finish()
    {
        arriving?.CompleteAdding();
        return folding is null ? kind.Fold(first) : await folding;
    }

    public void Dispose() => arriving?.CompleteAdding();

    private Folded Fold(BlockingCollection<NewEntry> lines)
    {
        try
        {
            return kind.Fold(first.Concat(lines.GetConsumingEnumerable()));
        }
        finally
        {
            // A fold that failed must not leave the reader waiting for room.
            foreach (var rest in lines.GetConsumingEnumerable())
                _ = rest;
        }
    }
}
