using Fengsui.Law.Calendar;
using Fengsui.Response.Record;

namespace Fengsui.Response.Organisations;

/// <summary>The kind of matter of an organisation: one for each, under its own id.</summary>
public sealed class OrganisationKind : MatterKind
{
    /// <summary>The only one.</summary>
    public static OrganisationKind Instance { get; } = new();

    private OrganisationKind()
    {
    }

    /// <inheritdoc/>
    public override string Name => "organisation";

    /// <inheritdoc/>
    public override Folded Fold(IEnumerable<NewEntry> lines)
    {
        var state = new Organisation();
        Instant? opened = null;
        foreach (var line in lines)
        {
            opened ??= line.RecordedAt;
            state.Apply(OrganisationEvents.Read(line));
        }
        return Folded(state, opened ?? throw new RecordException("an organisation without a line"));
    }

    /// <summary>What follows from a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="opened">When the first line was recorded.</param>
    public static Folded Folded(Organisation state, Instant opened) =>
        new(new Snapshot(state.Write(), state.Name, "", 0, opened, null, Open: true, state.Name), []);

    /// <inheritdoc/>
    public override IReadOnlyList<Item> Items(NewEntry line) => [];

    /// <inheritdoc/>
    public override IReadOnlyList<Message> Messages(NewEntry line) => [];
}
