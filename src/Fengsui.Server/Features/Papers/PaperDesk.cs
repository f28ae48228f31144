using System.Globalization;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Papers;
using Fengsui.Response.Incidents;
using Fengsui.Response.Incidents.Acts;
using Fengsui.Response.Papers;
using Fengsui.Server.People;
using Fengsui.Store;
using Fengsui.Store.Accounts;

namespace Fengsui.Server.Features.Papers;

/// <summary>Loads what the papers of an incident are made from.</summary>
internal sealed class PaperDesk(RecordStore store, Library library, AccountBook book, ContactBook contacts)
{
    private const int MostLines = 20_000;
    private const int MostRows = 5_000;
    private const int LeastDigits = 7;

    /// <summary>An incident with its drafts and the papers sent; null when there is none here.</summary>
    public async Task<PaperCase?> Find(Caller caller, string incident, Instant now, CancellationToken ct)
    {
        if (await store.Load(caller.Organisation, incident, ct) is not { Row.Kind: "incident" } stored)
            return null;
        var lines = await store.Entries(caller.Organisation, incident, 0, MostLines, types: [.. Course.Types], ct: ct);
        var drafts = await store.Items(caller.Organisation, incident, IncidentKind.Drafts, limit: MostRows, ct: ct);
        var sent = await store.Items(caller.Organisation, incident, IncidentKind.Papers, limit: MostRows, ct: ct);
        var state = IncidentKind.Read(stored.Body);
        var letterhead = await LetterheadOf(caller, ct);
        return new()
        {
            Id = incident,
            Version = stored.Row.Version,
            Head = stored.Row.Head,
            State = state,
            Material = Material.Of(state, Course.Of(lines.Select(l => l.What)), letterhead, library, now),
            Drafts = drafts.GroupBy(d => d.Key).ToDictionary(g => g.Key, g => IncidentKind.Typed(g.Select(d => d.Body))),
            Sent = [.. sent.Select(s => IncidentKind.SentPaper(s.Body))],
        };
    }

    /// <summary>Names and numbers of the organisation, as whoever is signed in would write them.</summary>
    public async Task<Letterhead> LetterheadOf(Caller caller, CancellationToken ct)
    {
        var accounts = (await book.AccountsOf(caller.Organisation, ct)).Where(a => a.LeftAt is null).ToList();
        var names = accounts.ToDictionary(a => a.Id, a => a.DisplayName);
        var own = accounts.Find(a => a.Id == caller.Person);
        return new()
        {
            Organisation = caller.State.Name,
            Contact = own?.DisplayName,
            Phone = PhoneOf(own?.Contacts) ?? PhoneOf(await contacts.OfAccount(caller.Person, ct)),
            Reporter = own?.DisplayName,
            Responsible = [.. Responsible.SelectMany(p => caller.State.HoldersOf(p.Id).Select(h => $"{p.Name.Zh}：{names.GetValueOrDefault(h, h)}"))],
            Names = names,
        };
    }

    /// <summary>Whoever may decide not to report answers for the organisation.</summary>
    private IReadOnlyList<Post> Responsible => library.Procedure.Act(new DecideNotToReport().Id)?.May ?? [];

    private static string? PhoneOf(IReadOnlyList<Contact> ways) =>
        (ways.FirstOrDefault(w => w.Channel == "voice") ?? ways.FirstOrDefault(w => w.Channel == "sms"))?.Address;

    /// <summary>The first line of the contacts that is a number.</summary>
    private static string? PhoneOf(string? contacts) => contacts?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .FirstOrDefault(line => !line.Contains('@', StringComparison.Ordinal) && line.Count(char.IsAsciiDigit) >= LeastDigits);
}

/// <summary>An incident as its papers see it.</summary>
public sealed class PaperCase
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The version that was read.</summary>
    public required long Version { get; init; }

    /// <summary>The hash of the last line.</summary>
    public required string Head { get; init; }

    /// <summary>Its state.</summary>
    public required IncidentState State { get; init; }

    /// <summary>What papers are filled from.</summary>
    public required Material Material { get; init; }

    /// <summary>What was typed, by <c>pack/form</c> and field.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, TypedText>> Drafts { get; init; }

    /// <summary>The papers sent, in their order.</summary>
    public required IReadOnlyList<PaperRow> Sent { get; init; }

    /// <summary>The address of its papers, or of one.</summary>
    public string Path(string rest = "") => $"/incidents/{Id}/papers{(rest.Length == 0 ? "" : "/" + rest)}";

    /// <summary>The address of a paper.</summary>
    public string PathOf(Pack pack, Form form, string? duty, string rest = "") =>
        $"{Path($"{pack.Id}/{form.Id}")}{rest}{(duty is null ? "" : $"?duty={Uri.EscapeDataString(duty)}")}";

    /// <summary>What was typed into a paper.</summary>
    public IReadOnlyDictionary<string, TypedText> Typed(Pack pack, Form form) => Drafts.GetValueOrDefault($"{pack.Id}/{form.Id}") ?? new Dictionary<string, TypedText>();

    /// <summary>A paper as it stands.</summary>
    public Paper Fill(Pack pack, Form form, string? duty) => Filling.Fill(pack, form, Material, Typed(pack, form), duty);

    /// <summary>The duties that a form meets, what is open first.</summary>
    public IReadOnlyList<(string Key, OwedDuty Duty)> DutiesOf(Pack pack, Form form) =>
        [.. State.Duties.Where(d => d.Value.Form == form.Id && d.Key.StartsWith(pack.Id + "/", StringComparison.Ordinal)).OrderBy(d => d.Value.IsOpen ? 0 : 1).Select(d => (d.Key, d.Value))];

    /// <summary>The stamp of a paper that was not sent.</summary>
    public PaperStamp Draft(Paper paper) => PaperStamp.Draft(paper.Reference, Id, Head);

    /// <summary>The stamp of a paper that is being sent.</summary>
    public PaperStamp SentStamp(Paper paper, Instant at) => new(string.Create(CultureInfo.InvariantCulture, $"已报送 {PaperTime.Write(at)}"), paper.Reference, Id, Head);
}
