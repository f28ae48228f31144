using System.Collections.Concurrent;
using Fengsui.Response.Incidents;

namespace Fengsui.Server.Features.Incidents;

/// <summary>
/// The states that this process wrote last, so that an act need not read what the act before it wrote. A state is used under its version only: when
/// another node wrote meanwhile, the append loses the race, the state is forgotten, and the act is decided on what really stands. Bounded; safe for
/// many threads.
/// </summary>
internal sealed class LastStates
{
    private const int Most = 4096;

    private readonly ConcurrentDictionary<string, (string Organisation, long Version, IncidentState State)> _states = new();

    /// <summary>The state of an incident of this organisation, or null. It is never changed in place.</summary>
    public (long Version, IncidentState State)? Find(string organisation, string incident) =>
        _states.TryGetValue(incident, out var known) && known.Organisation == organisation ? (known.Version, known.State) : null;

    /// <summary>Keeps what was written.</summary>
    public void Keep(string organisation, string incident, long version, IncidentState state)
    {
        // Whole and at once: which of thousands goes first matters less than a list that every act would have to lock.
        if (_states.Count >= Most)
            _states.Clear();
        _states[incident] = (organisation, version, state);
    }

    /// <summary>Forgets a state that may no longer stand.</summary>
    public void Forget(string incident) => _states.TryRemove(incident, out _);
}
