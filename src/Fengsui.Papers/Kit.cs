using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Response.Papers;

namespace Fengsui.Papers;

/// <summary>A person of the kit.</summary>
/// <param name="Name">The name.</param>
/// <param name="IsDeputy">Whether as a deputy.</param>
/// <param name="Contacts">How to reach the person, the first to be tried first.</param>
public sealed record KitPerson(string Name, bool IsDeputy, Text Contacts);

/// <summary>A post of the kit.</summary>
/// <param name="Name">The post.</param>
/// <param name="People">Who holds it.</param>
public sealed record KitPost(Text Name, IReadOnlyList<KitPerson> People);

/// <summary>An outside body to which something has to be reported.</summary>
/// <param name="Name">Its name in the plans.</param>
/// <param name="Under">Under which instruments.</param>
/// <param name="Number">How it is reached, as the organisation wrote it down; empty when it did not yet.</param>
/// <param name="CheckedOn">The day on which that was checked, or null.</param>
public sealed record KitBody(Text Name, Text Under, string Number, DateOnly? CheckedOn);

/// <summary>The emergency kit of an organisation: contacts, the clocks of every plan, the scripts, the blank forms.</summary>
/// <param name="Organisation">The name of the organisation.</param>
/// <param name="At">When it was made.</param>
/// <param name="Posts">The posts.</param>
/// <param name="Bodies">The outside bodies.</param>
/// <param name="Packs">The instruments in force that oblige an organisation, or have forms for it.</param>
public sealed record Kit(string Organisation, Instant At, IReadOnlyList<KitPost> Posts, IReadOnlyList<KitBody> Bodies, IReadOnlyList<Pack> Packs)
{
    // The tier of those whom nobody calls in an emergency: users, individuals, the public.
    private const string Public = "public";

    /// <summary>The outside bodies to which an organisation may have to report on a day, each with the instruments that ask for it.</summary>
    public static IEnumerable<(Text Name, Text Under)> BodiesOf(Library library, DateOnly day) =>
        from duty in PacksOf(library, day).SelectMany(pack => DutiesOf(pack, day).Where(d => d.To.Tier != Public).Select(d => (d.To.Name, pack.Short))).Distinct()
        group duty.Short by duty.Name into body
        select (body.Key, Text.Join("、", ", ", [.. body]));

    /// <summary>The packs that stand in a kit of a day.</summary>
    public static IReadOnlyList<Pack> PacksOf(Library library, DateOnly day) =>
        [.. library.Packs.Where(p => p is { Kind: PackKind.Instrument, Status: PackStatus.InForce } && p.InForce.On(day) && (DutiesOf(p, day).Any() || p.Forms.Count > 0))];

    /// <summary>The duties of an organisation under a pack; those of the authorities are theirs.</summary>
    public static IEnumerable<Duty> DutiesOf(Pack pack, DateOnly day) => pack.Duties.Where(d => d.Valid.On(day) && d.Who.Tier is "operator" or "group");

    /// <summary>The scripts and the other forms, blank.</summary>
    public IEnumerable<Paper> Forms(bool spoken) =>
        from pack in Packs
        from form in pack.Forms
        where form.Layout == FormLayout.Speech == spoken
        select Filling.Blank(pack, form);
}
