using System.Text.Json;
using System.Text.Json.Nodes;
using Fengsui.Law.Calendar;
using Fengsui.Law.Input;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Incidents.Acts;
using Fengsui.Response.Organisations;
using Fengsui.Response.Rosters;
using Fengsui.Server.Background;
using Fengsui.Server.Features.Incidents;
using Fengsui.Server.Features.Rosters;
using Fengsui.Server.People;
using Fengsui.Store;
using Fengsui.Store.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace Fengsui.Server.Example;

/// <summary>
/// Makes the example: an organisation, its people, one live incident and two that are past. Everything goes through the acts that people do, decided
/// and written one by one while a clock is set forward, so that the journal is the one that a real organisation would have, and <c>verify</c> finds
/// it sound.
/// </summary>
/// <param name="services">Those of a server on the same record whose clock is <paramref name="clock"/>.</param>
/// <param name="clock">The clock.</param>
internal sealed class ExampleRecord(IServiceProvider services, SetClock clock)
{
    private readonly Dictionary<string, Account> _accounts = [];
    private readonly Dictionary<string, string> _incidents = [];
    private string _organisation = "";

    /// <summary>Makes it.</summary>
    /// <param name="folder">The folder of its data files.</param>
    /// <param name="password">The password of everybody in it.</param>
    /// <param name="now">Now: the live incident began before it.</param>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="InvalidDataException">A file is wrong, or an act of it is refused.</exception>
    public async Task Make(string folder, string password, Instant now, CancellationToken ct)
    {
        var cast = Story.ReadCast(folder);
        Set(Instant.StartOf(now.Day.AddDays(-cast.FoundedDaysAgo)).Plus(9 * 3600));
        await Found(cast, password, ct);
        foreach (var roster in cast.Rosters)
            await Set(roster, ct);
        foreach (var scripted in Story.ReadActs(folder, now))
        {
            await SweepUntil(scripted.At, ct);
            await Do(scripted, ct);
        }
        await SweepUntil(now, ct);
    }

    private Instant Now => Instant.From(clock.GetUtcNow());

    private void Set(Instant at) => clock.At = at.ToDateTimeOffset();

    private async Task Found(Cast cast, string password, CancellationToken ct)
    {
        using var scope = services.CreateScope();
        var founding = scope.ServiceProvider.GetRequiredService<Founding>();
        var link = await scope.ServiceProvider.GetRequiredService<Tickets>().HandSetUp(ct);
        var first = cast.People[0];
        var form = new SetUpForm(cast.Name, first.UserName, first.DisplayName, first.Contacts, password, FirstResponsible: false, cast.Profile);
        var (founder, wrong) = await founding.Found(link, form, ct);
        _accounts[first.UserName] = founder ?? throw Refused("organisation.json", wrong?.Wrong?.En ?? "the link");
        _organisation = founder.Organisation;
        foreach (var player in cast.People.Skip(1))
        {
            var account = founding.NewAccount(_organisation, player.UserName, player.DisplayName, player.Contacts);
            await Do(new OrganisationAct.AddPerson(account.Id), founder.Id, (c, t) => Founding.Add(c, t, account), ct);
            await founding.SetPassword(account, password, keep: null, ct);
            _accounts[player.UserName] = account;
        }
        // Holders first: a deputy needs somebody to be a deputy of.
        foreach (var (player, post) in cast.People.SelectMany(p => p.Posts,
            (p, post) => (p, post)).OrderBy(p => p.post.EndsWith("/deputy", StringComparison.Ordinal)))
            await Do(new OrganisationAct.GivePost(_accounts[player.UserName].Id, post.Split('/')[0], post.Contains('/', StringComparison.Ordinal)),
                founder.Id, null, ct);
    }

    private async Task Set(ExampleRoster roster, CancellationToken ct)
    {
        var plan = (JsonObject)roster.Plan.DeepClone();
        plan["from"] = Now.Day.Write();
        var read = RosterFile.Read(InputText.Read("organisation.json", JsonSerializer.SerializeToUtf8Bytes(plan)), name => _accounts.GetValueOrDefault(name)?.Id);
        var acted = await services.GetRequiredService<RosterDesk>().Do(await CallerOf(roster.By, ct), null, new RosterAct.Set(read), new(null, null), ct);
        if (acted is not RosterActed.Done)
            throw Refused("organisation.json", acted is RosterActed.Refused { Refusal: var why } ? $"{why.Field}: {why.Wrong(p => p).En}" : acted.ToString());
    }

    private async Task Do(
        OrganisationAct act, string by, Func<System.Data.Common.DbConnection, System.Data.Common.DbTransaction, Task>? also, CancellationToken ct)
    {
        var decision = await services.GetRequiredService<Organisations>().Do(_organisation, act, by, Now, also, ct);
        if (decision is not OrganisationDecision.Done)
            throw Refused("organisation.json", $"{act}: {decision}");
    }

    private async Task Do(Scripted scripted, CancellationToken ct)
    {
        Set(scripted.At);
        var (act, wrong) = ActBody.Read(scripted.Act, scripted.Body);
        if (act is null)
            throw Refused(scripted.Where, $"{wrong?.Key}: {wrong?.Wrong?.En}; {wrong?.Remedy.En}");
        var desk = services.GetRequiredService<IncidentDesk>();
        if (act is OpenIncident)
            _incidents[scripted.Incident] = desk.NewId();
        var incident = _incidents[scripted.Incident];
        var acted = await desk.Do(await CallerOf(scripted.By, ct), incident, act, new(act is OpenIncident ? 0 : null, null), ct);
        if (acted is not Acted.Done)
            throw Refused(scripted.Where, acted is Acted.Refused { Refusal: var why }
                ? $"{why.Field}: {why.Wrong.En}; {why.Remedy.En}" : acted.ToString());
    }

    private async Task<Caller> CallerOf(string userName, CancellationToken ct)
    {
        var account = _accounts[userName];
        var state = await services.GetRequiredService<Organisations>().Load(_organisation, ct);
        var caller = new Caller(services.GetRequiredService<Library>());
        caller.RecogniseToken("", [Scope.Write], _organisation, account.Id, account.DisplayName, state!);
        return caller;
    }

    /// <summary>Clocks that came due meanwhile are recorded when they did, as a server that runs would have done.</summary>
    private async Task SweepUntil(Instant until, CancellationToken ct)
    {
        var sweeper = services.GetRequiredService<DueSweeper>();
        var store = services.GetRequiredService<RecordStore>();
        while (await store.Queues.DueClocks(until, 1, ct) is [var due])
        {
            var at = new Instant(Math.Max(due.At, Now.UnixSeconds));
            Set(at);
            if (await sweeper.Tick(at, ct) == 0)
                break;
        }
        Set(until);
    }

    private static InvalidDataException Refused(string where, string why) => new($"{where}: {why}");
}
