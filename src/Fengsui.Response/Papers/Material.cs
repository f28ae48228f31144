using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;

namespace Fengsui.Response.Papers;

/// <summary>Everything that a paper is filled from: the incident as its record stands, or as a facts file tells it.</summary>
public sealed class Material
{
    private Material(Library library, Incident incident, Assessment assessment, IncidentState state, Course course, Letterhead letterhead, Instant now)
    {
        (Library, Incident, Assessment, State, Course, Letterhead, Now) = (library, incident, assessment, state, course, letterhead, now);
    }

    /// <summary>The law.</summary>
    public Library Library { get; }

    /// <summary>The facts.</summary>
    public Incident Incident { get; }

    /// <summary>What the law says of them.</summary>
    public Assessment Assessment { get; }

    /// <summary>The record.</summary>
    public IncidentState State { get; }

    /// <summary>What was done, in words.</summary>
    public Course Course { get; }

    /// <summary>Names and numbers.</summary>
    public Letterhead Letterhead { get; }

    /// <summary>When the paper is made.</summary>
    public Instant Now { get; }

    /// <summary>An incident on record.</summary>
    public static Material Of(IncidentState state, Course course, Letterhead letterhead, Library library, Instant now) =>
        new(library, Assessing.Incident(state, library), Assessing.Assess(state, library), state, course, letterhead, now);

    /// <summary>A facts file.</summary>
    public static Material Of(Incident incident, Assessment assessment, Library library, Instant now, Letterhead? letterhead = null)
    {
        var state = new IncidentState { Title = incident.Title };
        foreach (var anchor in library.Vocabulary.Anchors)
            if (incident.At(anchor) is { } at)
                state.Times[anchor.Id] = new(at, "", null);
        return new(library, incident, assessment, state, Course.None, letterhead ?? new() { Organisation = incident.Organisation }, now);
    }

    /// <summary>The level that counts under a pack; under one that does not grade, the highest.</summary>
    public Level? LevelUnder(Pack pack) => State.LevelUnder(pack.Id, Assessment.Packs.FirstOrDefault(p => p.Pack.Id == pack.Id) is { Pack.Grades: true } own ? own.Settled : Assessment.Settled);

    /// <summary>To whom a paper of this form goes: as its duty says, where one is named, else as the law says; null when that is not one body.</summary>
    public string? Recipient(Pack pack, Form form, string? duty)
    {
        if (duty is not null && State.Duties.TryGetValue(duty, out var owed))
            return owed.To;
        var ours = Assessment.Duties.Where(d => d.Pack.Pack.Id == pack.Id && DutyBook.IsOurs(d.Duty.Who)).ToList();
        // A script is no form of a duty: what is said first is said to whom the first report goes.
        var of = ours.Exists(d => d.Duty.Form == form.Id) ? ours.Where(d => d.Duty.Form == form.Id) : ours.Where(d => RoleOf(d.Duty.Form) == FormRole.First);
        var to = of.Select(d => d.Duty.To.Name.Zh).Distinct().ToList();
        return to.Count == 1 ? to[0] : null;
    }

    private FormRole RoleOf(string? form) => Library.Vocabulary.Forms.FirstOrDefault(f => f.Id == form)?.Role ?? FormRole.Plain;
}
