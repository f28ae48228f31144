using System.Net;
using Fengsui.Server.Tests.People;

namespace Fengsui.Server.Tests.Rosters;

/// <summary>An organisation with people for a roster, on a clock that stands at 02:45 on 2 March 2026.</summary>
internal sealed class Guardhouse(Installation installation) : IAsyncDisposable
{
    /// <summary>Turns by user name, over midnight and over days off.</summary>
    public static object Plan(string from = "2026-03-01", string times = "08:30-17:30、17:30-08:30") => new
    {
        name = "安全值班",
        from,
        layers = new object[]
        {
            new { post = "duty-officer", watches = new[] { new { days = "every-day", times, people = "li、zhou", turn = "shift" } } },
            new { post = "commander", watches = new[] { new { days = "every-day", times = "00:00-24:00", people = "sun、qian", turn = "week" } } },
        },
    };

    public Installation Installation => installation;

    public Client Administrator { get; private set; } = default!;

    public Client Officer { get; private set; } = default!;

    public Client Commander { get; private set; } = default!;

    public Client Auditor { get; private set; } = default!;

    public static async Task<Guardhouse> Open(bool postgres = false)
    {
        var made = new Guardhouse(await Installation.Start(postgres));
        made.Administrator = await made.Installation.SetUp();
        made.Officer = await made.Installation.Add(made.Administrator, "li", "duty-officer");
        made.Commander = await made.Installation.Add(made.Administrator, "sun", "commander");
        made.Auditor = await made.Installation.Add(made.Administrator, "zheng", "auditor");
        await made.Deputy("zhou", "duty-officer");
        await made.Deputy("qian", "commander");
        return made;
    }

    /// <summary>Adds somebody as a deputy.</summary>
    public async Task<Client> Deputy(string userName, string post)
    {
        var client = await installation.Add(Administrator, userName);
        Assert.Equal(HttpStatusCode.NoContent, (await Administrator.Post($"/api/v1/people/{client.Person}/posts", new { post, deputy = true })).Status);
        return client;
    }

    public async Task<string> Set(object? plan = null)
    {
        var reply = await Commander.Post("/api/v1/rosters", plan ?? Plan());
        Assert.True(reply.Status == HttpStatusCode.Created, reply.Raw);
        return reply.Text("roster");
    }

    /// <summary>The name of whoever is on duty in the first layer.</summary>
    public async Task<string?> OnDuty(string at)
    {
        var reply = await Auditor.Get($"/api/v1/duty?at={Uri.EscapeDataString(at)}");
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Raw);
        return reply.Body.GetProperty("rosters")[0].GetProperty("layers")[0].GetProperty("display_name").GetString();
    }

    public ValueTask DisposeAsync() => installation.DisposeAsync();
}
