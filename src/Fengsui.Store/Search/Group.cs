using Fengsui.Response.Record;

namespace Fengsui.Store;

/// <summary>What lists filter by and tallies count by.</summary>
/// <param name="Phase">The phase as a word, or empty.</param>
/// <param name="Level">The level, 0 to 4.</param>
/// <param name="Open">1 for matters that still need somebody, else 0.</param>
internal readonly record struct Group(string Phase, long Level, long Open)
{
    public static Group Of(Snapshot state) => new(state.Phase, state.Level, state.Open ? 1 : 0);

    public bool IsIn(MatterQuery query) =>
        (query.Phases is not { Count: > 0 } phases || phases.Contains(Phase, StringComparer.Ordinal))
        && (query.Levels is not { Count: > 0 } levels || levels.Contains((int)Level))
        && (query.Open is not { } open || Open == (open ? 1 : 0));
}

/// <summary>A group with the number of its matters.</summary>
internal readonly record struct Tallied(Group Group, long Number);
