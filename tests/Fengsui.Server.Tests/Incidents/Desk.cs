using System.Net;
using System.Text.Json;
using Fengsui.Law.Calendar;
using Fengsui.Server.Tests.People;

namespace Fengsui.Server.Tests.Incidents;

/// <summary>An incident spoken to over HTTP, on a clock that the test moves.</summary>
internal sealed class Desk(Installation installation, Client client, string incident)
{
    public static readonly object Profile = new { network_operator = "是", central_organ = "否", bank_insurer = "否", central_soe = "否", miit_processor = "是" };

    public string Incident => incident;

    public string Path => $"/api/v1/incidents/{incident}";

    /// <summary>A program of a person: its token lasts longer than a sign-in, as the way of an incident does.</summary>
    public static async Task<Client> Program(Installation installation, Client person)
    {
        var made = await person.Post("/api/v1/tokens", new { name = "tests", scopes = new[] { "read", "write", "manage", "export" } });
        Assert.True(made.Status == HttpStatusCode.Created, made.Raw);
        return new(installation.Address) { Bearer = made.Text("secret") };
    }

    public static async Task<Desk> Open(Installation installation, Client client, string title = "客户数据库遭窃取", object? more = null)
    {
        var opened = await client.Post("/api/v1/incidents", more ?? new { title });
        Assert.True(opened.Status == HttpStatusCode.Created, opened.Raw);
        return new(installation, client, opened.Text("incident"));
    }

    /// <summary>Moves the clock on to a moment and lets the background catch up.</summary>
    public async Task<Desk> At(string moment)
    {
        Assert.True(Instant.TryParse(moment, out var at), moment);
        installation.Clock.Advance(at.UnixSeconds - installation.Clock.Now.UnixSeconds);
        await installation.App.Sweep();
        return this;
    }

    /// <summary>An act that must succeed.</summary>
    public async Task<JsonElement> Does(string act, object body)
    {
        var reply = await client.Post($"{Path}/{act}", body);
        Assert.True(reply.Status == HttpStatusCode.OK, $"{act}: {reply.Raw}");
        return reply.Body;
    }

    /// <summary>An act that must be refused.</summary>
    public async Task<Reply> Fails(string act, object body, HttpStatusCode status)
    {
        var before = (await client.Get(Path)).Raw;
        var reply = await client.Post($"{Path}/{act}", body);
        Assert.True(reply.Status == status, $"{act}: {reply.Status} {reply.Raw}");
        Assert.Equal("application/problem+json", reply.Type);
        Assert.Equal(before, (await client.Get(Path)).Raw);
        return reply;
    }

    public async Task<JsonElement> Show() => (await client.Get(Path)).Body;

    public async Task<JsonElement> Owes(string duty)
    {
        var board = (await client.Get(Path + "/duties")).Body;
        return board.GetProperty("duties").EnumerateArray().Single(d => d.GetProperty("duty").GetString() == duty);
    }

    /// <summary>The incident as it was known at a moment.</summary>
    public async Task<JsonElement> KnownAt(string moment)
    {
        var reply = await client.Get($"{Path}/at?moment={Uri.EscapeDataString(moment)}");
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Raw);
        return reply.Body;
    }
}
