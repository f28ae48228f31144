using Fengsui.Law.Input;
using Fengsui.Law.Packs;
using Fengsui.Response.Rosters;
using Fengsui.Server.Features.Incidents;
using Fengsui.Server.People;
using Fengsui.Store.Accounts;

namespace Fengsui.Server.Features.Rosters;

/// <summary>What the people of the caller's organisation are called, and who is meant by a name that somebody wrote.</summary>
internal sealed class RosterNames(Caller caller, AccountBook book)
{
    private IReadOnlyList<Account> _accounts = [];
    private Dictionary<string, string> _names = [];

    /// <summary>Those who are here, by name.</summary>
    public IEnumerable<Account> Here => _accounts.Where(a => a.LeftAt is null).OrderBy(a => a.DisplayName, StringComparer.Ordinal);

    /// <summary>Reads them; once a request.</summary>
    public async Task Load(CancellationToken ct)
    {
        if (_accounts.Count > 0)
            return;
        _accounts = await book.AccountsOf(caller.Organisation, ct);
        _names = _accounts.ToDictionary(a => a.Id, a => a.DisplayName);
    }

    /// <summary>What a person is called; the id of one who was erased.</summary>
    public string Of(string person) => _names.GetValueOrDefault(person) is { Length: > 0 } name ? name : person;

    /// <summary>Who is meant: an id, a user name, or a name that only one person here has; null when nobody is, or more than one.</summary>
    public string? Find(string written)
    {
        if (Here.FirstOrDefault(a => a.Id == written || a.UserName == written) is { } exact)
            return exact.Id;
        var named = Here.Where(a => a.DisplayName == written).ToList();
        return named.Count == 1 ? named[0].Id : null;
    }

    /// <summary>Who is meant; as it was written when nobody is: the decision says then that there is no such person.</summary>
    public string Id(string written) => Find(written) ?? written;

    /// <summary>A name that can be written and is understood: the name where it is unique, else the user name.</summary>
    public string Written(string person) => _names.GetValueOrDefault(person) is { Length: > 0 } name && Find(name) == person ? name
        : _accounts.FirstOrDefault(a => a.Id == person)?.UserName ?? person;

    /// <summary>Reads a plan.</summary>
    /// <exception cref="InputException">Something is wrong.</exception>
    public RosterAct.Set Plan(string name, byte[] text) => Plan(InputText.Read(name, text));

    /// <summary>Reads a plan.</summary>
    /// <exception cref="InputException">Something is wrong.</exception>
    public RosterAct.Set Plan(Node node) => new(RosterFile.Read(node, Find));
}

/// <summary>What acting on a roster takes, the same for pages and programs.</summary>
internal sealed record RosterServices(RosterDesk Desk, Caller Caller, RosterNames Names, Refusals Refusals, Library Library)
{
    /// <summary>Acts, and notes a refusal for want of authority in the log.</summary>
    public async Task<RosterActed> Do(string? roster, RosterAct act, Asked asked, CancellationToken ct)
    {
        var acted = await Desk.Do(Caller, roster, act, asked, ct);
        if (acted is RosterActed.NotAllowed refused)
            await Refusals.Note(Caller, refused.Act, roster ?? "", "post");
        return acted;
    }

    /// <summary>What is told when an act was not done.</summary>
    public Problem Problem(RosterActed acted) => acted switch
    {
        RosterActed.Refused { Refusal: var r } => People.Problem.Field(r.Field, r.Wrong(Names.Of), r.Remedy),
        RosterActed.NotAllowed { Act: var act } => AccessGate.NotAllowed(Library.Procedure.Act(act) is { } rule ? [rule] : [], act),
        RosterActed.Late late => People.Problem.Conflict(new("这期间别人已经改了值班表", "somebody else has changed the roster meanwhile"),
            new("请看过现在的值班表再提交", "look at the roster as it stands and send it again"), new Dictionary<string, object?> { ["version"] = late.Version }),
        RosterActed.KeyReused => People.Problem.Field("Idempotency-Key", new("这个键已用于另一个请求", "this key was used for another request"),
            new("每个请求用新的键", "use a new key for each request")) with { Status = 422 },
        RosterActed.Absent => People.Problem.Absent,
        _ => throw new InvalidOperationException(acted.GetType().Name),
    };
}
