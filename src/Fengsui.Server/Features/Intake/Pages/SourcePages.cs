using System.Text.Json;
using Fengsui.Law;
using Fengsui.Response.Risks;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Fengsui.Store.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.Features.Intake.Pages;

/// <summary>Where risk information comes from, and by which rules it is weighed: one page, and a post for each thing that can be changed.</summary>
internal static class SourcePages
{
    private const int Longest = 200;
    private const long LongestRule = 366L * 86_400;
    private const int LongestInterval = 7 * 24 * 60;

    public static void MapSourcePages(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/risks/sources", Show).For(Access.MayOrEmergency("read"));
        foreach (var (name, act) in new (string, Func<IFormCollection, SourceServices, CancellationToken, Task<Outcome>>)[]
                 {
                     ("thresholds", Thresholds), ("suppress", Suppress), ("end-suppression", EndSuppression), ("webhook", MakeWebhook),
                         ("taxii", Subscribe), ("end-source", EndSource),
                 })
            routes.MapPost($"/risks/sources/{name}", (HttpContext context, SourceServices services) =>
                Post(context, name, act, services)).For(Access.May("manage-intake"));
    }

    /// <summary>What came of a post: done, done with an address to be shown once, or a field at fault.</summary>
    private readonly record struct Outcome(string? Field, Text? Wrong, string? Made)
    {
        public static Outcome Done => default;

        public static Outcome Fault(string? field, string zh, string en) => new(field, new(zh, en), null);
    }

    private static async Task<IResult> Show(HttpContext context, SourceServices services)
    {
        services.Reader.Recognise(context);
        return new Page<SourcesPage>(new()
        {
            [nameof(SourcesPage.View)] = await services.View(context.RequestAborted) with { Saved = context.Request.Query["done"] == "1" },
        });
    }

    private static async Task<IResult> Post(
        HttpContext context, string name, Func<IFormCollection, SourceServices, CancellationToken, Task<Outcome>> act, SourceServices services)
    {
        var form = await Forms.Form(context);
        services.Reader.Recognise(context, form);
        var outcome = await act(form, services, context.RequestAborted);
        if (outcome is { Wrong: null, Made: null })
            return new SeeOther("/risks/sources?done=1");
        var view = await services.View(context.RequestAborted);
        if (outcome.Made is { } made)
            return new Page<SourcesPage>(new() { [nameof(SourcesPage.View)] = view with { Made = $"{OwnAddress.Of(context)}/intake/{made}" } });
        var typed = form.Where(f => f.Key is not (AccessGate.FormTokenField or "password")).ToDictionary(f => f.Key, f => f.Value.ToString());
        return new Page<SourcesPage>(new() { [nameof(SourcesPage.View)] = view with { Refused = new(name, typed, outcome.Field,
            outcome.Wrong!.Value) } }, StatusCodes.Status400BadRequest);
    }

    private static async Task<Outcome> Thresholds(IFormCollection form, SourceServices services, CancellationToken cancel)
    {
        if (!int.TryParse(form["needs_from"], out var needs) || needs is < 0 or > 10)
            return Outcome.Fault("needs_from", "请填 0 至 10", "give 0 to 10");
        if (!int.TryParse(form["wakes_from"], out var wakes) || wakes < needs || wakes > 10)
            return Outcome.Fault("wakes_from", "请填 0 至 10，且不低于前一项", "give 0 to 10, and not less than the one above");
        return await Change(form, new IntakeEvent.ThresholdsSet(needs, wakes), services, cancel);
    }

    private static async Task<Outcome> Suppress(IFormCollection form, SourceServices services, CancellationToken cancel)
    {
        string? Said(string name) => form[name].ToString().Trim() is { Length: > 0 } text ? text : null;
        var now = services.Door.Now;
        if (Said("source") is null && Said("signature") is null && Said("title") is null && Said("indicator") is null)
            return Outcome.Fault("source", "至少写明一项匹配条件", "say at least one thing that it matches");
        foreach (var name in (string[])["source", "signature", "title", "indicator"])
            if (Said(name) is { Length: > Longest })
                return Outcome.Fault(name, $"不超过 {Longest} 个字", $"at most {Longest} characters");
        if (Said("reason") is not { Length: <= 1000 } reason)
            return Outcome.Fault("reason", "请写明为何无害", "say why it is harmless");
        if (!Assess.Lenient.TryInstant(form["until"].ToString(), out var until) || until <= now || until.UnixSeconds - now.UnixSeconds > LongestRule)
            return Outcome.Fault("until", "请填一年以内的时刻", "give a moment within the year to come");
        return await Change(form, new IntakeEvent.Suppressed(new(
            Secrets.NewId("sup-"), Said("source"), Said("signature"), Said("title"), Said("indicator"), until, reason, services.Caller.Person,
                now)), services, cancel);
    }

    private static Task<Outcome> EndSuppression(IFormCollection form, SourceServices services, CancellationToken cancel) =>
        Change(form, new IntakeEvent.SuppressionEnded(form["id"].ToString()), services, cancel);

    private static async Task<Outcome> Change(IFormCollection form, IntakeEvent what, SourceServices services, CancellationToken cancel) =>
        long.TryParse(form["version"], out var version) && await services.Desk.Change(services.Caller, what, version, cancel) ? Outcome.Done
            : Outcome.Fault(null, "这期间别人已经改动，请看过后再提交", "somebody else has changed it meanwhile; look at it and submit it again");

    private static async Task<Outcome> MakeWebhook(IFormCollection form, SourceServices services, CancellationToken cancel)
    {
        if (form["name"].ToString().Trim() is not { Length: > 0 and <= Longest } name)
            return Outcome.Fault("name", "请填写名称", "give a name");
        var token = Secrets.New();
        await services.Sources.Save(New(services, "webhook", name) with { SecretHash = Secrets.Hash("intake", token) }, cancel);
        return new(null, null, token);
    }

    private static async Task<Outcome> Subscribe(IFormCollection form, SourceServices services, CancellationToken cancel)
    {
        if (form["name"].ToString().Trim() is not { Length: > 0 and <= Longest } name)
            return Outcome.Fault("name", "请填写名称", "give a name");
        if (!Uri.TryCreate(form["root"].ToString().Trim(), UriKind.Absolute, out var root) || root.Scheme is not ("https" or "http")
            || root.AbsoluteUri.Length > Longest)
            return Outcome.Fault("root", "不是地址；应写作 https://taxii.example.cn/api", "it is no address; write it as https://taxii.example.cn/api");
        if (form["collection"].ToString().Trim() is not { Length: > 0 and <= Longest } collection)
            return Outcome.Fault("collection", "请填写集合编号", "give the id of the collection");
        if (!int.TryParse(form["minutes"], out var minutes) || minutes is < 1 or > LongestInterval)
            return Outcome.Fault("minutes", $"请填 1 至 {LongestInterval}", $"give 1 to {LongestInterval}");
        var settings = new TaxiiSettings(root.AbsoluteUri, collection, form["user"].ToString().Trim() is { Length: > 0 } user ? user : null, minutes);
        await services.Sources.Save(New(services, "taxii", name) with
        {
            Settings = TaxiiPoller.Write(settings), Secrets = TaxiiPoller.Seal(services.Key, form["password"].ToString()),
                State = TaxiiPoller.Write(new TaxiiState(null, 0, null, 0)),
        }, cancel);
        return Outcome.Done;
    }

    private static async Task<Outcome> EndSource(IFormCollection form, SourceServices services, CancellationToken cancel)
    {
        var id = form["id"].ToString();
        if ((await services.Sources.Of(services.Caller.Organisation, cancel)).FirstOrDefault(s => s.Id == id) is { } source)
            await services.Sources.Save(source with { EndedAt = services.Door.Now.UnixSeconds, Secrets = "" }, cancel);
        return Outcome.Done;
    }

    private static IntakeSource New(SourceServices services, string kind, string name) => new()
    {
        Id = Secrets.NewId("src-"), Organisation = services.Caller.Organisation, Kind = kind, Name = name, MadeAt = services.Door.Now.UnixSeconds,
            MadeBy = services.Caller.Person,
    };
}

/// <summary>What the page of sources needs.</summary>
internal sealed class SourceServices(RiskDesk desk, IntakeSources sources, IntakeDoor door, QueueStates queue, InstallationKey key, Caller caller,
    Reader reader)
{
    public RiskDesk Desk => desk;

    public IntakeSources Sources => sources;

    public IntakeDoor Door => door;

    public InstallationKey Key => key;

    public Caller Caller => caller;

    public Reader Reader => reader;

    public async Task<SourcesView> View(CancellationToken cancel)
    {
        var (rules, version) = await desk.Rules(caller.Organisation, cancel);
        return new(queue.Now, rules, version, await sources.Of(caller.Organisation, cancel));
    }
}
