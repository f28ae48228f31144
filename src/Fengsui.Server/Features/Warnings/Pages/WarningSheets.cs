using Fengsui.Law;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Papers;
using Fengsui.Response.Posts;
using Fengsui.Response.Warnings;
using Fengsui.Server.Features.Papers;
using Fengsui.Server.People;
using Fengsui.Store;
using Fengsui.Store.Warnings;
using Microsoft.AspNetCore.Http;

namespace Fengsui.Server.Features.Warnings.Pages;

/// <summary>A warning in a list.</summary>
/// <param name="Row">What lists know.</param>
/// <param name="State">Its state.</param>
internal sealed record ListedWarning(MatterRow Row, WarningState State);

/// <summary>The list of warnings.</summary>
/// <param name="InForce">In force, the gravest first.</param>
/// <param name="Drafts">Being drafted.</param>
/// <param name="Ended">Lifted or given up, a page of them.</param>
/// <param name="Next">The cursor of the next page, or null.</param>
/// <param name="Text">What was searched, or null.</param>
internal sealed record WarningListSheet(
    IReadOnlyList<ListedWarning> InForce, IReadOnlyList<ListedWarning> Drafts, IReadOnlyList<ListedWarning> Ended, string? Next, string? Text);

/// <summary>What somebody typed into a form of warnings, and what is wrong with it.</summary>
/// <param name="Form">What was posted; null when nothing was.</param>
/// <param name="Wrong">What is wrong.</param>
internal sealed record TypedForm(IFormCollection? Form, IReadOnlyList<Refusal> Wrong)
{
    /// <summary>Nothing was typed.</summary>
    public static TypedForm Nothing { get; } = new(null, []);

    /// <summary>What was typed into a field, else what stands there.</summary>
    public string Value(string name, string? stands = null) => Form is not null && Form.TryGetValue(name, out var typed) ? typed.ToString() : stands ?? "";

    /// <summary>Whether a box was ticked, else whether it stands so.</summary>
    public bool Has(string name, string value, bool stands) => Form is null ? stands : Form[name].Contains(value);

    /// <summary>What is wrong with a field, or null.</summary>
    public Refusal? At(string field) => Wrong.FirstOrDefault(r => r.Field == field);

    /// <summary>Where a field stands on the page.</summary>
    public static string AnchorOf(string field) => field.StartsWith("fields.", StringComparison.Ordinal) ? $"f-{field[7..]}" : $"in-{field}";
}

/// <summary>A warning on the table.</summary>
internal sealed record WarningSheet
{
    /// <summary>The warning.</summary>
    public required StandingWarning Standing { get; init; }

    /// <summary>Its plan.</summary>
    public required Pack Plan { get; init; }

    /// <summary>What decisions read beside it.</summary>
    public required WarningScene Scene { get; init; }

    /// <summary>What people are called.</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }

    /// <summary>What became of telling its recipients.</summary>
    public IReadOnlyList<(int Version, string What, string Outcome, string Reason, int Units)> Deliveries { get; init; } = [];

    /// <summary>The latest feedback.</summary>
    public IReadOnlyList<(string Unit, FeedbackRow Row)> Feedback { get; init; } = [];

    /// <summary>Who answered for the units of the latest feedback.</summary>
    public IReadOnlyDictionary<string, Answerer> Answerers { get; init; } = new Dictionary<string, Answerer>();

    /// <summary>The regions and groups of the register.</summary>
    public (IReadOnlyList<(string Name, int Units)> Regions, IReadOnlyList<(string Name, int Units)> Groups) Filters { get; init; } = ([], []);

    /// <summary>What was typed.</summary>
    public TypedForm Typed { get; init; } = TypedForm.Nothing;

    /// <summary>Who looks.</summary>
    public required Caller Caller { get; init; }

    /// <summary>Its state.</summary>
    public WarningState State => Standing.State;

    /// <summary>What it says now.</summary>
    public WarningContent Says => State.Says();

    /// <summary>The address of the warning, or of something beside it.</summary>
    public string Path(string rest = "") => $"/warnings/{Standing.Id}{rest}";

    /// <summary>The name of a person.</summary>
    public string NameOf(string person) => person.StartsWith("unit:", StringComparison.Ordinal) ? person[5..] : Names.GetValueOrDefault(person, person);

    /// <summary>Whether whoever looks may do an act of the table.</summary>
    public bool May(string act) => Caller.May(act) is Authority.Allowed;

    /// <summary>The measures under its colour, by actor: ours first.</summary>
    public IEnumerable<IGrouping<Party, WarningMeasure>> Measures => Plan.WarningMeasures.Where(m => m.Colours.Contains(Says.Colour))
        .GroupBy(m => m.Actor).OrderByDescending(g => IsOurs(g.Key));

    /// <summary>Whether an actor is the organisation.</summary>
    public bool IsOurs(Party actor) => actor.Name.Zh == (State.Outside?.Actor ?? Scene.ActsAs);

    /// <summary>The paper of the draft, with what was typed in its place.</summary>
    public Paper? DraftPaper => State.Draft is { } draft && WarningNotice.FormOf(Plan) is { } form
        ? WarningNotice.Of(Plan, form, draft, WarningDecisions.IssuerOf(draft, Scene), draft.To.Words(Scene.NameOf), null) : null;

    /// <summary>What was typed into its fields.</summary>
    public PaperInput Input
    {
        get
        {
            var input = new PaperInput(Typed.Form?.ToDictionary(f => f.Key, f => f.Value) ?? []);
            foreach (var wrong in Typed.Wrong.Where(w => w.Field?.StartsWith("fields.", StringComparison.Ordinal) == true))
                input.Blame(new(TypedForm.AnchorOf(wrong.Field!), Text.Same(wrong.Field!), wrong.Wrong, wrong.Remedy));
            return input;
        }
    }
}

/// <summary>A page of units that have not answered.</summary>
/// <param name="Sheet">The warning.</param>
/// <param name="Silent">Whether they acknowledged and said nothing since; else they did not acknowledge.</param>
/// <param name="Rows">The units with their names, regions and, who may send them, the links to their receipts.</param>
/// <param name="Next">Where the next page begins, or null.</param>
internal sealed record SilentSheet(WarningSheet Sheet, bool Silent, IReadOnlyList<SilentUnit> Rows, string? Next);

/// <summary>A unit that has not answered.</summary>
/// <param name="Unit">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Region">Its region.</param>
/// <param name="Link">The link to its receipt, or null.</param>
internal sealed record SilentUnit(string Unit, string Name, string Region, string? Link);

/// <summary>A page of the register.</summary>
/// <param name="Rows">The units.</param>
/// <param name="Count">How many the query finds.</param>
/// <param name="Query">What was asked.</param>
/// <param name="Regions">The regions.</param>
/// <param name="Groups">The groups.</param>
/// <param name="MayManage">Whether whoever looks may change it.</param>
/// <param name="Next">Where the next page begins, or null.</param>
internal sealed record UnitSheet(
    IReadOnlyList<Unit> Rows, long Count, UnitQuery Query, IReadOnlyList<(string Name, int Units)> Regions, IReadOnlyList<(string Name, int Units)> Groups, bool MayManage, string? Next)
{
    /// <summary>The unit that was typed, or null.</summary>
    public Unit? Typed { get; init; }

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<UnitFault> Faults { get; init; } = [];

    /// <summary>The table that was typed.</summary>
    public string Table { get; init; } = "";

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<UnitFault> TableFaults { get; init; } = [];
}
