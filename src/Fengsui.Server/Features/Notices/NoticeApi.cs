using System.Globalization;
using System.Text;
using System.Text.Json;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Response.Notices;
using Fengsui.Server.Background;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Fengsui.Store.Accounts;
using Fengsui.Store.Notices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.Features.Notices;

/// <summary>Notices for programs.</summary>
internal static class NoticeApi
{
    private const int LongestAddress = 200;
    private const int LongestValue = 4000;
    private const int MostWays = 10;

    public static void MapNoticeApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/notices", Inbox).For(Access.SignedIn).WithName("notices").WithTags("notice").WithSummary("what one is told of and nobody has acknowledged");
        routes.MapPost("/api/v1/notices/{page}/acknowledge", Acknowledge).For(Access.With(Scope.Write)).WithName("acknowledge-notice").WithTags("notice")
            .WithSummary("acknowledge a notice: nobody else is told");
        routes.MapGet("/api/v1/notices/test", Rehearse).For(Access.MayOrEmergency("read")).WithName("rehearse-notices").WithTags("notice")
            .WithSummary("who would be told what, when and through what for `incident`, `at` an instant; nothing is sent");
        routes.MapGet("/api/v1/notices/ledger", Ledger).For(Access.May("read-audit")).WithName("notice-ledger").WithTags("notice")
            .WithSummary("every send and every non-send, newest first; `matter`, `outcome`, `channel`, `before` with `id`, `limit`");
        routes.MapGet("/api/v1/notices/gaps", Gaps).For(Access.May("read-audit")).WithName("notice-gaps").WithTags("notice")
            .WithSummary("clocks that came due and did not fire, or were not told");
        routes.MapGet("/api/v1/notices/policy", ShowPolicy).For(Access.SignedIn).WithName("notice-policy").WithTags("notice").WithSummary("the policy, as text");
        routes.MapPut("/api/v1/notices/policy", SavePolicy).For(Access.May("manage-settings")).WithName("save-notice-policy").WithTags("notice")
            .WithSummary("replace the policy: YAML or JSON as the body");
        routes.MapGet("/api/v1/notices/channels", ShowChannels).For(Access.May("manage-settings")).WithName("notice-channels").WithTags("notice")
            .WithSummary("the channels, without their secrets");
        routes.MapPut("/api/v1/notices/channels/{channel}", SaveChannel).For(Access.May("manage-settings")).WithName("save-notice-channel").WithTags("notice")
            .WithSummary("make or change a channel: `kind` and its settings, all as text");
        routes.MapDelete("/api/v1/notices/channels/{channel}", RemoveChannel).For(Access.May("manage-settings")).WithName("remove-notice-channel").WithTags("notice")
            .WithSummary("remove a channel");
        routes.MapGet("/api/v1/people/{person}/ways", ShowWays).For(Access.SignedIn).WithName("ways").WithTags("notice").WithSummary("how a person can be reached: oneself, or by those who manage people");
        routes.MapPut("/api/v1/people/{person}/ways", SaveWays).For(Access.With(Scope.Write)).WithName("save-ways").WithTags("notice")
            .WithSummary("replace how a person can be reached: {\"ways\": [\"sms 13800000000\", …]}");
        routes.MapPost("/api/v1/people/{person}/ways/{n}/test", TestCall).For(Access.With(Scope.Write)).WithName("test-call").WithTags("notice")
            .WithSummary("send a test; acknowledged, it proves the way");
    }

    private static async Task<IResult> Inbox(HttpContext context, NoticeViews views, Reader reader)
    {
        reader.Recognise(context);
        var (open, _) = await views.Inbox(200, 0, context.RequestAborted);
        return Results.Json(new
        {
            notices = open.Select(v => new
            {
                id = v.Id, matter = v.Page.What!.Matter, title = v.Title, level = v.Page.What.Level, told_at = new Instant(v.ToldAt).ToString(), due = v.Page.Due?.ToString(),
                link = v.Page.What.Link, items = v.Page.Items.Select(i => new { topic = i.Topic, key = i.Key, what = i.What.In(reader.Language), due = i.Due?.ToString(), at_once = i.AtOnce }),
            }),
        });
    }

    private static async Task<IResult> Acknowledge(string page, NoticeViews views, NoticeDesk desk, Caller caller, Refusals refusals, CancellationToken ct)
    {
        if (await views.Find(page, ct) is not { } view)
            return Problem.Absent;
        if (views.MayAcknowledge(view.Page))
            return Results.Json(new { acknowledged = await desk.Acknowledge(caller.Organisation, page, caller.Person, NoticeDirectory.App, ct) });
        await refusals.Note(caller, NoticeViews.Answering, page, "post");
        return NoticeViews.NotYours;
    }

    private static async Task<IResult> Rehearse(HttpContext context, NoticeRehearsals rehearsals, AccountBook accounts, Caller caller, NoticeWorld world, Reader reader)
    {
        reader.Recognise(context);
        var at = world.Now;
        if (context.Request.Query["at"].ToString() is { Length: > 0 } said && !Instant.TryParse(said, out at))
            return Problem.Field("at", new("不是时刻", "not an instant"), new("写作 2026-10-03T02:14:00+08:00", "write it as 2026-10-03T02:14:00+08:00"));
        if (context.Request.Query["incident"].ToString() is not { Length: > 0 and <= 64 } incident)
            return Problem.Field("incident", new("没有写明事件", "no incident is named"), new("写作 ?incident=编号", "write ?incident=ID"));
        if (await rehearsals.Of(caller.Organisation, incident, at, context.RequestAborted) is not { } rehearsal)
            return Problem.Absent;
        var names = (await accounts.AccountsOf(caller.Organisation, context.RequestAborted)).ToDictionary(a => a.Id, a => a.DisplayName);
        return Results.Text(NoticeRehearsals.Json(rehearsal, names, reader.Language).ToJsonString(Relaxed), "application/json");
    }

    private static async Task<IResult> Ledger(HttpContext context, Caller caller, NoticeBook book)
    {
        _ = int.TryParse(context.Request.Query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var limit);
        var rows = await book.Ledger(NoticePages.LedgerQueryOf(context, caller.Organisation) with { Limit = limit is > 0 and <= 1000 ? limit : 100 }, context.RequestAborted);
        return Results.Json(new
        {
            rows = rows.Select(r => new
            {
                id = r.Id, at = new Instant(r.At).ToString(), at_seconds = r.At, matter = r.Matter, page = r.Page, what = r.What, person = r.Person, channel = r.Channel,
                address = r.Address, outcome = r.Outcome, reason = r.Reason, content_hash = r.ContentHash,
            }),
        });
    }

    private static IResult Gaps(Caller caller, NoticeAuditor auditor, DeadMan deadMan) => Results.Json(new
    {
        looked_at = auditor.LookedAt?.ToString(), stalled = deadMan.Stalled,
        gaps = auditor.Gaps.Where(g => g.Organisation == caller.Organisation).Select(g => new { kind = g.Kind, matter = g.Matter, what = g.What, since = g.Since.ToString() }),
    });

    private static async Task<IResult> ShowPolicy(Caller caller, NoticeBook book, CancellationToken ct) =>
        Results.Text((await book.Policy(caller.Organisation, ct))?.Body ?? PolicyReader.DefaultText, "application/yaml; charset=utf-8");

    private static async Task<IResult> SavePolicy(HttpContext context, NoticeSettings settings)
    {
        return await SentText.Read(context.Request.Body, context.RequestAborted) is not { } policy ? Problem.Field("body", SentText.Wrong, SentText.Remedy)
            : await settings.SavePolicy(policy, context.RequestAborted) ?? Results.NoContent();
    }

    private static async Task<IResult> ShowChannels(Caller caller, ChannelBook channels, CancellationToken ct) => Results.Json(new
    {
        channels = (await channels.Of(caller.Organisation, ct)).Select(c => new
        {
            id = c.Id, kind = c.Kind,
            settings = c.Values.Where(v => channels.Kind(c.Kind)?.Fields.Any(f => f.Name == v.Key && !f.Secret) == true).ToDictionary(v => v.Key, v => v.Value),
        }),
    });

    private static async Task<IResult> SaveChannel(HttpContext context, string channel, NoticeSettings settings, ChannelBook channels)
    {
        var (fields, notJson) = await Forms.Json(context, ["kind", .. channels.Kinds.SelectMany(k => k.Fields).Select(f => f.Name).Distinct()]);
        if (notJson is not null)
            return notJson;
        foreach (var (name, said) in fields)
            if (said.ValueKind != JsonValueKind.String || said.GetString()!.Length > LongestValue)
                return Problem.Field(name, new("取值不是文字，或者太长", "its value is not a text, or too long"), new("请用引号写作文字", "write it as text in quotes"));
        var values = fields.ToDictionary(f => f.Key, f => f.Value.GetString()!);
        values.Remove("kind", out var kind);
        return await settings.SaveChannel(channel, kind ?? "", values, context.RequestAborted) ?? Results.NoContent();
    }

    private static async Task<IResult> RemoveChannel(string channel, NoticeSettings settings, CancellationToken ct) =>
        await settings.RemoveChannel(channel, ct) ?? Results.NoContent();

    private static async Task<IResult> ShowWays(string person, Caller caller, Decisions decisions, AccountBook accounts, ContactBook contacts, NoticeWorld world,
        HttpContext context, Reader reader, CancellationToken ct)
    {
        reader.Recognise(context);
        if (await Ours(person, caller, decisions, accounts, ct) is { } wrong)
            return wrong;
        return Results.Json(new
        {
            ways = (await contacts.OfAccount(person, ct)).Select(c => new
            {
                n = c.N, channel = c.Channel, address = c.Address, proven_at = c.ProvenAt is { } at ? new Instant(at).ToString() : null, proven_how = c.ProvenHow,
                freshness = Freshness.Say(c.ProvenAt, world.Now).In(reader.Language),
            }),
        });
    }

    private static async Task<IResult> SaveWays(
        HttpContext context, string person, Caller caller, Decisions decisions, AccountBook accounts, ContactBook contacts, NoticeWorld world)
    {
        var ct = context.RequestAborted;
        if (await Ours(person, caller, decisions, accounts, ct) is { } refused)
            return refused;
        var (fields, notJson) = await Forms.Json(context, "ways");
        if (notJson is not null)
            return notJson;
        if (!fields.TryGetValue("ways", out var said) || said.ValueKind != JsonValueKind.Array || said.GetArrayLength() > MostWays)
            return Problem.Field("ways", new("应为列表", "a list is expected"), new($"最多 {MostWays} 项，如 [\"sms 13800000000\"]", $"at most {MostWays}, such as [\"sms 13800000000\"]"));
        var ways = new List<Contact>();
        foreach (var line in said.EnumerateArray())
        {
            var parts = line.ValueKind == JsonValueKind.String ? line.GetString()!.Split(' ', 2, StringSplitOptions.TrimEntries) : [];
            if (parts.Length == 0)
                return Problem.Field("ways", new($"“{line}”不是文字", $"“{line}” is not a text"), new("写作 \"渠道 地址\"", "write \"CHANNEL ADDRESS\""));
            var (channel, address) = (parts[0], parts.Length > 1 ? parts[1] : "");
            if (Ways.AtFault(channel, address) is var (_, faulty, better))
                return Problem.Field("ways", new($"{line}：{faulty.Zh}", $"{line}: {faulty.En}"), better);
            ways.Add(new(caller.Organisation, person, ways.Count + 1, channel, address, null, null));
        }
        await contacts.Save(person, ways, ct);
        world.Forget(caller.Organisation);
        return Results.NoContent();
    }

    private static async Task<IResult> TestCall(string person, int n, Caller caller, Decisions decisions, AccountBook accounts, TestCalls calls, CancellationToken ct)
    {
        if (await Ours(person, caller, decisions, accounts, ct) is { } refused)
            return refused;
        var (result, wrong) = await calls.Call(caller.Organisation, person, n, ct);
        return wrong ?? Results.Json(new { outcome = result!.Outcome, reason = result.Reason });
    }

    private static async Task<Problem?> Ours(string person, Caller caller, Decisions decisions, AccountBook accounts, CancellationToken ct) =>
        person != caller.Person && await decisions.MayManagePeople() is { } refused ? refused
            : await PersonRoutes.Ours(person, caller, accounts, ct) is null ? Problem.Absent : null;

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
