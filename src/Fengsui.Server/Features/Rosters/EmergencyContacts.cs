using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Papers;
using Fengsui.Response.Organisations;
using Fengsui.Response.Rosters;
using Fengsui.Server.People;
using Fengsui.Store.Accounts;

namespace Fengsui.Server.Features.Rosters;

/// <summary>One way to reach somebody.</summary>
/// <param name="Channel">The kind of channel.</param>
/// <param name="Address">The address.</param>
/// <param name="ProvenDays">Since how many days it has not been proven; null when it never was.</param>
public sealed record ContactWay(string Channel, string Address, long? ProvenDays);

/// <summary>A person of the emergency contacts.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">The name.</param>
/// <param name="Deputy">Whether as a deputy.</param>
/// <param name="Ways">How to reach the person, the first to be tried first.</param>
/// <param name="Also">What else is written about it.</param>
public sealed record ContactPerson(string Id, string Name, bool Deputy, IReadOnlyList<ContactWay> Ways, string Also);

/// <summary>A post of the emergency contacts.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="People">Its holders, then their deputies.</param>
public sealed record ContactPost(string Id, Text Name, IReadOnlyList<ContactPerson> People);

/// <summary>An outside body to which something has to be reported.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Under">Under which instruments.</param>
/// <param name="Number">How it is reached, as somebody of the organisation found it out; null when nobody did yet.</param>
/// <param name="CheckedDays">How many days ago that was checked.</param>
public sealed record ContactBody(Text Name, Text Under, CheckedNumber? Number, long CheckedDays);

/// <summary>The emergency contacts of an organisation at a moment.</summary>
/// <param name="Organisation">Its name.</param>
/// <param name="At">The moment.</param>
/// <param name="Posts">The posts.</param>
/// <param name="OnDuty">Who is on duty.</param>
/// <param name="Names">What people are called.</param>
/// <param name="Bodies">The outside bodies.</param>
public sealed record ContactList(
    string Organisation, Instant At, IReadOnlyList<ContactPost> Posts, IReadOnlyList<RosterDuty> OnDuty, Func<string, string> Names, IReadOnlyList<ContactBody> Bodies)
{
    /// <summary>The number of a body; empty when none is written down, or there is no such body.</summary>
    /// <param name="body">Its name in the plans.</param>
    public string NumberOf(string body) => Bodies.FirstOrDefault(b => b.Name.Zh == body)?.Number?.Number ?? "";
}

/// <summary>Puts the emergency contacts of the caller's organisation together.</summary>
internal sealed class EmergencyContacts(Caller caller, RosterDesk desk, RosterNames names, ContactBook contacts, Library library)
{
    private const long Day = 86_400;

    public async Task<ContactList> Of(CancellationToken ct)
    {
        await names.Load(ct);
        var now = desk.Now;
        var ways = (await contacts.Of(caller.Organisation, ct)).Where(c => c.Channel != "app").ToLookup(c => c.Account,
            c => new ContactWay(c.Channel, c.Address, c.ProvenAt is { } at ? Math.Max(0, (now.UnixSeconds - at) / Day) : null));
        var also = names.Here.ToDictionary(a => a.Id, a => a.Contacts);
        ContactPerson Person(string id, bool deputy) => new(id, names.Of(id), deputy, [.. ways[id]], also.GetValueOrDefault(id, ""));
        var posts = library.Procedure.Posts.Select(p => new ContactPost(p.Id, p.Name,
            [.. caller.State.HoldersOf(p.Id).Select(h => Person(h, false)), .. caller.State.DeputiesOf(p.Id).Select(d => Person(d, true))]));
        return new(caller.State.Name, now, [.. posts], await desk.OnDuty(caller.Organisation, now, ct), names.Of, Bodies(now));
    }

    private List<ContactBody> Bodies(Instant now) => [.. Kit.BodiesOf(library, now.Day).Select(b =>
    {
        var number = caller.State.Numbers?.GetValueOrDefault(b.Name.Zh);
        return new ContactBody(b.Name, b.Under, number, number is null ? 0 : now.Day.DayNumber - number.At.Day.DayNumber);
    })];
}
