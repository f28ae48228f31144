using Fengsui.Response.Record;

namespace Fengsui.Response.Rosters;

/// <summary>The kind of matter of a roster: one matter for each.</summary>
public sealed class RosterKind : MatterKind
{
    /// <summary>The only one.</summary>
    public static RosterKind Instance { get; } = new();

    private RosterKind()
    {
    }

    /// <inheritdoc/>
    public override string Name => "roster";

    /// <inheritdoc/>
    public override Folded Fold(IEnumerable<NewEntry> lines)
    {
        var state = new RosterState();
        foreach (var line in lines)
        {
            var said = RosterEvents.Read(line);
            if (state.Plans.Count == 0 && said is not RosterEvent.RosterSet)
                throw new RecordException($"a roster begins with roster-set, not with {line.Type}");
            state = state.With(said, line.RecordedAt);
        }
        return state.Plans.Count > 0 ? Folded(state) : throw new RecordException("a roster without a line");
    }

    /// <summary>What follows from a state.</summary>
    public static Folded Folded(RosterState state) =>
        new(new Snapshot(state.Write(), state.Name, "", 0, state.Opened, null, Open: state.EndedAt is null, state.Name), []);

    /// <inheritdoc/>
    public override IReadOnlyList<Item> Items(NewEntry line) => [];

    /// <inheritdoc/>
    public override IReadOnlyList<Message> Messages(NewEntry line) => [];
}
