using Fengsui.Law.Calendar;
using Fengsui.Law.Conditions;
using Fengsui.Law.Facts;

namespace Fengsui.Law.Packs;

/// <summary>What a pack is.</summary>
public enum PackKind
{
    /// <summary>A legal instrument.</summary>
    Instrument,

    /// <summary>An organisation's own plan beside a base instrument; it only adds.</summary>
    Organisation,

    /// <summary>The vocabulary that all packs share.</summary>
    Shared,

    /// <summary>Working days.</summary>
    Calendar,
}

/// <summary>Whether a pack is law.</summary>
public enum PackStatus
{
    /// <summary>Not law: it never grades and never obliges.</summary>
    Draft,

    /// <summary>Law from its first day.</summary>
    InForce,

    /// <summary>No longer law from its last day on.</summary>
    Repealed,
}

/// <summary>The legal instrument of a pack.</summary>
public sealed record InstrumentFacts(Text Issuer, string? Number, DateOnly? Issued, string? Page);

/// <summary>One legal instrument, or one organisation's plan, as data.</summary>
public sealed class Pack
{
    /// <summary>The id of the one pack that holds the vocabulary.</summary>
    public const string SharedId = "cn.shared";

    /// <summary>The id of the one pack that holds the working days.</summary>
    public const string CalendarId = "cn.calendar";

    /// <summary>Its id, which is its folder's name.</summary>
    public required string Id { get; init; }

    /// <summary>The version of the pack (not of the instrument).</summary>
    public required string Version { get; init; }

    /// <summary>What it is.</summary>
    public required PackKind Kind { get; init; }

    /// <summary>Its full title.</summary>
    public required Text Title { get; init; }

    /// <summary>Its short title.</summary>
    public required Text Short { get; init; }

    /// <summary>Whether it is law.</summary>
    public required PackStatus Status { get; init; }

    /// <summary>When the instrument is in force.</summary>
    public required Validity InForce { get; init; }

    /// <summary>How sure the date is.</summary>
    public required Check DateCheck { get; init; }

    /// <summary>The instrument, or null for a shared pack.</summary>
    public InstrumentFacts? Instrument { get; init; }

    /// <summary>The packs whose words it uses.</summary>
    public required IReadOnlyList<string> Uses { get; init; }

    /// <summary>The base of an organisation's pack, or null.</summary>
    public string? Base { get; init; }

    /// <summary>Something every reader must be told, or null.</summary>
    public Text? Notice { get; init; }

    /// <summary>Whether it applies to an incident.</summary>
    public required Condition Applies { get; init; }

    /// <summary>A reading on which <see cref="Applies"/> may rest, or null.</summary>
    public Reading? ScopeReading { get; init; }

    /// <summary>Reasons to leave it out.</summary>
    public required IReadOnlyList<Exclusion> LeftOut { get; init; }

    /// <summary>Its citations.</summary>
    public required IReadOnlyList<Source> Sources { get; init; }

    /// <summary>Every section of the instrument, for the founding plans.</summary>
    public required IReadOnlyList<Section> Outline { get; init; }

    /// <summary>Its grading rules, in its own order.</summary>
    public required IReadOnlyList<Rule> Rules { get; init; }

    /// <summary>Where it is silent.</summary>
    public required IReadOnlyList<Gap> Gaps { get; init; }

    /// <summary>Where it can be read in two ways.</summary>
    public required IReadOnlyList<Reading> Readings { get; init; }

    /// <summary>Its reporting duties, in its own order.</summary>
    public required IReadOnlyList<Duty> Duties { get; init; }

    /// <summary>What is owed because a report was made.</summary>
    public required IReadOnlyList<FollowUp> FollowUps { get; init; }

    /// <summary>Its response levels.</summary>
    public required IReadOnlyList<ResponseLevel> Responses { get; init; }

    /// <summary>Its measures.</summary>
    public required IReadOnlyList<Measure> Measures { get; init; }

    /// <summary>Its warning colours.</summary>
    public required IReadOnlyList<WarningColour> Colours { get; init; }

    /// <summary>The fields of its warning notice.</summary>
    public required IReadOnlyList<WarningField> WarningFields { get; init; }

    /// <summary>Its measures under warnings.</summary>
    public required IReadOnlyList<WarningMeasure> WarningMeasures { get; init; }

    /// <summary>Adjusting and lifting warnings.</summary>
    public required IReadOnlyList<WarningStep> WarningActs { get; init; }

    /// <summary>Who reports a risk to whom, before anything has happened.</summary>
    public required IReadOnlyList<RiskReportDuty> RiskReports { get; init; }

    /// <summary>The scale of possibility; only the shared pack has rows here.</summary>
    public required IReadOnlyList<Likelihood> Likelihoods { get; init; }

    /// <summary>Its classes of incidents.</summary>
    public required IReadOnlyList<Category> Categories { get; init; }

    /// <summary>The bodies it sets up (of the shared pack: all of them).</summary>
    public required IReadOnlyList<Body> Bodies { get; init; }

    /// <summary>Its official forms.</summary>
    public required IReadOnlyList<Form> Forms { get; init; }

    /// <summary>Who may do what and in which order; only the shared pack has rows here.</summary>
    public required Procedure Procedure { get; init; }

    /// <summary>Internal targets of an organisation.</summary>
    public required IReadOnlyList<Target> Targets { get; init; }

    /// <summary>The hash over its canonical form and that of the packs it uses, with the name of the algorithm: <c>sha256:…</c>.</summary>
    public required string Hash { get; init; }

    /// <summary>Its canonical form, over which <see cref="Hash"/> is taken: whoever keeps it can show later what the law was.</summary>
    public required string Canonical { get; init; }

    /// <summary>The folder it was read from.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether it grades.</summary>
    public bool Grades => Rules.Count > 0;

    /// <summary>Whether it takes part in assessments.</summary>
    public bool Assesses => Kind is PackKind.Instrument or PackKind.Organisation;

    /// <summary>Everything of the pack that cites, for coverage and search: what kind of row, its id, its ground.</summary>
    public IEnumerable<(string Kind, string Id, Ground Ground)> Rows =>
        [
            .. Rules.Select(r => ("rule", r.Id, r.Ground)),
            .. Gaps.Select(g => ("gap", g.Id, g.Ground)),
            .. Readings.Select(r => ("reading", r.Id, r.Ground)),
            .. LeftOut.Select((e, i) => ("left_out", $"left_out.{i + 1}", e.Ground)),
            .. Duties.Select(d => ("duty", d.Id, d.Ground)),
            .. FollowUps.Select(f => ("follow-up", f.Id, f.Ground)),
            .. Responses.Select(r => ("response", r.Response, r.Ground)),
            .. Measures.Select(m => ("measure", m.Id, m.Ground)),
            .. Colours.Select(c => ("colour", c.Colour, c.Ground)),
            .. WarningFields.Select(f => ("warning-field", f.Id, f.Ground)),
            .. WarningMeasures.Select(m => ("warning-measure", m.Id, m.Ground)),
            .. WarningActs.Select(a => ("warning-act", a.Id, a.Ground)),
            .. RiskReports.Select(r => ("risk-report", r.Id, r.Ground)),
            .. Likelihoods.Select(l => ("likelihood", l.Id, l.Ground)),
            .. Categories.Select(c => ("category", c.Id, c.Ground)),
            .. Bodies.Select(b => ("body", b.Id, b.Ground)),
            .. Forms.Select(f => ("form", f.Id, f.Ground)),
            .. Procedure.Posts.Select(p => ("post", p.Id, p.Ground)),
            .. Procedure.Acts.Select(a => ("act", a.Act, a.Ground)),
            .. Procedure.Order.Select(o => ("order", o.Id, o.Ground)),
            .. Targets.Select(t => ("target", t.Duty, t.Ground)),
        ];
}
