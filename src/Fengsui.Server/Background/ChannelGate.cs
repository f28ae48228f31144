using System.Collections.Concurrent;
using Fengsui.Law.Calendar;

namespace Fengsui.Server.Background;

/// <summary>
/// When a channel may send: so many in any minute, and after a failure not before a while that doubles. The channel as a whole pauses: a server that is
/// down is not asked by every message anew.
/// </summary>
internal sealed class ChannelGate
{
    private const long Window = 60;
    private const long LongestPause = 300;

    private readonly Lock _lock = new();
    private readonly Queue<long> _sent = new();
    private long _notBefore;
    private int _failures;

    /// <summary>Takes a place; null when it may send now, else the moment from which on to ask again.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="perMinute">How many in a minute; null: as many as there are.</param>
    public Instant? Enter(Instant now, int? perMinute)
    {
        lock (_lock)
        {
            // A clock that was set back must not leave a channel closed for hours.
            if (_notBefore > now.UnixSeconds + LongestPause * 12)
                _notBefore = 0;
            if (_notBefore > now.UnixSeconds)
                return new(_notBefore);
            if (perMinute is not { } most)
                return null;
            while (_sent.TryPeek(out var first) && (first <= now.UnixSeconds - Window || first > now.UnixSeconds))
                _sent.Dequeue();
            if (_sent.Count >= most)
                return new(_sent.Peek() + Window);
            _sent.Enqueue(now.UnixSeconds);
            return null;
        }
    }

    /// <summary>It worked: no pause any more.</summary>
    public void Worked()
    {
        lock (_lock)
            (_failures, _notBefore) = (0, 0);
    }

    /// <summary>It failed; tells when to try again.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="asked">For how many seconds the channel asked to be left alone, or null.</param>
    public Instant Failed(Instant now, long? asked)
    {
        lock (_lock)
        {
            _failures = Math.Min(_failures + 1, 10);
            var pause = asked ?? Math.Min(1L << _failures, LongestPause);
            _notBefore = Math.Max(_notBefore, now.UnixSeconds + pause);
            return new(_notBefore);
        }
    }
}

/// <summary>The gate of every channel: one, whoever sends through it.</summary>
internal sealed class ChannelGates
{
    private readonly ConcurrentDictionary<(string Organisation, string Channel), ChannelGate> _gates = new();

    /// <summary>The gate of a channel.</summary>
    public ChannelGate Of(string organisation, string channel) => _gates.GetOrAdd((organisation, channel), _ => new());
}
