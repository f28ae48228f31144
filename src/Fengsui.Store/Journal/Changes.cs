using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Fengsui.Store;

/// <summary>Tells whoever listens in this process which matters have changed. Slow listeners miss some; the writer never waits for them.</summary>
public sealed class Changes
{
    private const int Kept = 256;

    private readonly ConcurrentDictionary<Channel<Changed>, string?> listeners = new();

    /// <summary>The changes of one organisation (null: of all) from the moment of the call on, until <paramref name="ct"/> ends them.</summary>
    public IAsyncEnumerable<Changed> Listen(string? organisation, CancellationToken ct = default)
    {
        var channel = Channel.CreateBounded<Changed>(new BoundedChannelOptions(Kept) { FullMode = BoundedChannelFullMode.DropOldest });
        listeners[channel] = organisation;
        return Drain(channel, ct);
    }

    internal void Publish(Changed changed)
    {
        foreach (var (channel, organisation) in listeners)
        {
            if (organisation is null || organisation == changed.Organisation)
                channel.Writer.TryWrite(changed);
        }
    }

    private async IAsyncEnumerable<Changed> Drain(Channel<Changed> channel, [EnumeratorCancellation] CancellationToken ct)
    {
        try
        {
            await foreach (var changed in channel.Reader.ReadAllAsync(ct))
                yield return changed;
        }
        finally
        {
            listeners.TryRemove(channel, out _);
        }
    }
}
