using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Posts;
using Fengsui.Response.Record;
using Fengsui.Server.Features.Assess;
using Fengsui.Server.People;
using Fengsui.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Fengsui.Server.Features.Incidents.Pages;

/// <summary>An incident as one person looks at it: its state at a version, what the law says of it now, and what the person may do.</summary>
public sealed class IncidentView
{
    private readonly Lazy<Assessment> _assessment;
    private readonly Lazy<IReadOnlyList<IncidentClock>> _clocks;
    private readonly IReadOnlyDictionary<string, string> _names;

    internal IncidentView(
        string id, long version, IncidentState state, Library library, Caller caller, IReadOnlyDictionary<string, string> names, Instant now)
    {
        (Id, Version, State, Library, Caller, _names, Now) = (id, version, state, library, caller, names, now);
        _assessment = new(() => Assessing.Assess(state, library));
        _clocks = new(() => IncidentClock.Of(state.Duties, library));
        // A board shows many incidents and of each only what is due: the rest of its duties is put into words when somebody asks.
        Open = IncidentClock.Of(state.Duties.Where(d => d.Value.IsDue), library);
    }

    /// <summary>Its files, where a page needs them.</summary>
    public IReadOnlyList<Attachment> Files { get; set; } = [];

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>The version that is shown.</summary>
    public long Version { get; }

    /// <summary>Its state.</summary>
    public IncidentState State { get; }

    /// <summary>The law.</summary>
    public Library Library { get; }

    /// <summary>Who looks.</summary>
    public Caller Caller { get; }

    /// <summary>Now.</summary>
    public Instant Now { get; }

    /// <summary>What the law says of it.</summary>
    public Assessment Assessment => _assessment.Value;

    /// <summary>Its duties, what binds first first.</summary>
    public IReadOnlyList<IncidentClock> Clocks => _clocks.Value;

    /// <summary>The duties for which somebody has something to do now.</summary>
    public IReadOnlyList<IncidentClock> Open { get; }

    /// <summary>The duty that binds now, or null.</summary>
    public IncidentClock? Binding => Open.Count > 0 ? Open[0] : null;

    /// <summary>How many are late.</summary>
    public int Late => State.Duties.Values.Count(d => IncidentClock.IsLate(d, Now));

    /// <summary>The address of the incident, or of a part of it.</summary>
    public string Path(string part = "") => part.Length == 0 ? $"/incidents/{Id}" : $"/incidents/{Id}/{part}";

    /// <summary>The address of the form of an act, which leads back to a part.</summary>
    public string ActPath(string act, string part, params (string Name, string Value)[] filled) =>
        $"{Path("acts")}/{act}?return={Uri.EscapeDataString(Path(part))}"
            + string.Concat(filled.Select(f => $"&{f.Name}={Uri.EscapeDataString(f.Value)}"));

    /// <summary>What a person is called; of who left the organisation the id remains.</summary>
    public Text NameOf(string person) => person switch
    {
        Actors.System => IncidentWords.TheSystem,
        _ => Text.Same(_names.GetValueOrDefault(person, person)),
    };

    /// <summary>The people, by name.</summary>
    public IEnumerable<(string Person, string Name)> People => _names.Select(n => (n.Key, n.Value)).OrderBy(n => n.Value, StringComparer.Ordinal);

    /// <summary>Whether the person may do an act, be it in an emergency only.</summary>
    public bool MayAct(string act) => Library.Procedure.Acts.Any(a =>
        (a.Act == act || a.Act.StartsWith(act + ".", StringComparison.Ordinal)) && Caller.May(a.Act) is not Authority.No);

    /// <summary>What keeps an act from being done, in the order of the table; empty when nothing does.</summary>
    public IEnumerable<OrderRule> Missing(string act) => Library.Procedure.Before(act).Where(r => !Procedures.Holds(r.Needs, State, Now));

    /// <summary>The same incident as it was known earlier.</summary>
    internal IncidentView At(IncidentState state, long version, Instant then) => new(Id, version, state, Library, Caller, _names, then);

    /// <summary>The facts and times on record as a sheet, with what was typed over them.</summary>
    public FactSheet Sheet(IReadOnlyDictionary<string, StringValues>? typed = null)
    {
        var form = new Dictionary<string, StringValues>(typed ?? new Dictionary<string, StringValues>());
        var shown = typed is null ? [] : form.GetValueOrDefault("shown").FirstOrDefault()?.Split(' ').ToHashSet() ?? [];
        foreach (var (id, fact) in State.Facts)
            if (!form.ContainsKey($"facts.{id}") && !shown.Contains(id) && Library.Vocabulary.Fact(id) is { } known)
                form[$"facts.{id}"] = known.Type == FactType.Set ? fact.Value.Split(Assessing.Between) : fact.Value;
        foreach (var (anchor, time) in State.Times)
            if (!form.ContainsKey($"at.{anchor}"))
                form[$"at.{anchor}"] = Lenient.Local(time.At);
        return FactSheet.FromForm(new FormCollection(form), Library.Vocabulary, Now);
    }
}
