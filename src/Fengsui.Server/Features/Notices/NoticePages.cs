using System.Globalization;
using Fengsui.Response.Notices;
using Fengsui.Response.Posts;
using Fengsui.Server.Background;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Fengsui.Store.Accounts;
using Fengsui.Store.Notices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.Features.Notices;

/// <summary>The pages of notices: what one is told, one notice, the ledger.</summary>
internal static class NoticePages
{
    private const int MostOpen = 50;
    private const int MostOver = 20;
    private const int AtOnce = 50;

    public static void MapNoticePages(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/notices", Inbox).For(Access.InPerson);
        routes.MapPost("/notices/acknowledge", AcknowledgeAll).For(Access.InPerson);
        routes.MapPost("/notices/test-call", TestCall).For(Access.InPerson);
        routes.MapRead("/notices/ledger", Ledger).For(Access.May("read-audit"));
        routes.MapRead("/notices/{page}", Show).For(Access.InPerson);
        routes.MapPost("/notices/{page}/acknowledge", Acknowledge).For(Access.InPerson);
    }

    private static Task<IResult> Inbox(HttpContext context, NoticeViews views, Reader reader) => InboxOf(context, views, reader, null);

    private static async Task<IResult> InboxOf(HttpContext context, NoticeViews views, Reader reader, Fengsui.Law.Text? fault)
    {
        reader.Recognise(context);
        var ct = context.RequestAborted;
        var (open, over) = await views.Inbox(MostOpen, MostOver, ct);
        if (context.Request.Headers.ContainsKey("HX-Request"))
            return new Page<InboxBody>(new() { [nameof(InboxBody.Rows)] = open, [nameof(InboxBody.Over)] = over });
        return new Page<InboxPage>(new()
        {
            [nameof(InboxPage.Rows)] = open, [nameof(InboxPage.Over)] = over, [nameof(InboxPage.Contacts)] = await views.Ways(ct), [nameof(InboxPage.Fault)] = fault,
        });
    }

    private static async Task<IResult> Show(HttpContext context, string page, NoticeViews views, Reader reader)
    {
        reader.Recognise(context);
        return await views.Find(page, context.RequestAborted) is { } view ? new Page<NoticePage>(new() { [nameof(NoticePage.View)] = view, [nameof(NoticePage.MayAcknowledge)] = views.MayAcknowledge(view.Page) }) : Results.NotFound();
    }

    private static async Task<IResult> Acknowledge(HttpContext context, string page, NoticeViews views, NoticeDesk desk, Caller caller, Refusals refusals)
    {
        if (await views.Find(page, context.RequestAborted) is not { } view)
            return Results.NotFound();
        if (!views.MayAcknowledge(view.Page))
        {
            await refusals.Note(caller, NoticeViews.Answering, page, "post");
            return RefusedPage.Of(NoticeViews.NotYours, context);
        }
        await desk.Acknowledge(caller.Organisation, page, caller.Person, NoticeDirectory.App, context.RequestAborted);
        return new SeeOther("/notices?done=acknowledged");
    }

    private static async Task<IResult> AcknowledgeAll(HttpContext context, NoticeBook book, NoticeDesk desk, Caller caller)
    {
        foreach (var row in await book.Inbox(caller.Person, open: true, MostOpen, context.RequestAborted))
            await desk.Acknowledge(caller.Organisation, row.Page, caller.Person, NoticeDirectory.App, context.RequestAborted);
        return new SeeOther("/notices?done=acknowledged");
    }

    private static async Task<IResult> TestCall(HttpContext context, TestCalls calls, Caller caller, NoticeViews views, Reader reader)
    {
        var typed = await Forms.Form(context);
        _ = int.TryParse(typed["n"], NumberStyles.None, CultureInfo.InvariantCulture, out var n);
        var (result, wrong) = await calls.Call(caller.Organisation, caller.Person, n, context.RequestAborted);
        if (result is { Outcome: NoticeOutcomes.Sent })
            return new SeeOther("/notices?done=test");
        return await InboxOf(context, views, reader, wrong?.Wrong ?? wrong?.Title ?? NoticeReasons.Names[result!.Reason]);
    }

    private static async Task<IResult> Ledger(
        HttpContext context, Caller caller, NoticeBook book, AccountBook accounts, NoticeAuditor auditor, DeadMan deadMan, Reader reader)
    {
        reader.Recognise(context);
        var query = LedgerQueryOf(context, caller.Organisation) with { Limit = AtOnce + 1 };
        var rows = await book.Ledger(query, context.RequestAborted);
        return new Page<LedgerPage>(new()
        {
            [nameof(LedgerPage.Query)] = query,
            [nameof(LedgerPage.Rows)] = rows.Take(AtOnce).ToList(),
            [nameof(LedgerPage.More)] = rows.Count > AtOnce,
            [nameof(LedgerPage.Gaps)] = auditor.Gaps.Where(g => g.Organisation == caller.Organisation).ToList(),
            [nameof(LedgerPage.LookedAt)] = auditor.LookedAt,
            [nameof(LedgerPage.Stalled)] = deadMan.Stalled,
            [nameof(LedgerPage.Names)] = (await accounts.AccountsOf(caller.Organisation, context.RequestAborted)).ToDictionary(a => a.Id, a => a.DisplayName),
        });
    }

    /// <summary>What an address asks of the ledger.</summary>
    public static LedgerQuery LedgerQueryOf(HttpContext context, string organisation)
    {
        string? Said(string name) => context.Request.Query[name].ToString().Trim() is { Length: > 0 and <= 200 } said ? said : null;
        var before = long.TryParse(Said("before"), NumberStyles.None, CultureInfo.InvariantCulture, out var at) && Said("id") is { } id ? (at, id) : ((long, string)?)null;
        return new(organisation) { Matter = Said("matter"), Outcome = Said("outcome"), Channel = Said("channel"), Before = before };
    }
}

/// <summary>Fetches notices as their readers may see them.</summary>
internal sealed class NoticeViews(Caller caller, NoticeBook book, NoticeDesk desk, RecordStore store, AccountBook accounts, ContactBook contacts)
{
    private bool MayRead => caller.May("read") is not Authority.No;

    /// <summary>What the caller is told of, and what is over.</summary>
    public async Task<(IReadOnlyList<PageView> Open, IReadOnlyList<PageView> Over)> Inbox(int mostOpen, int mostOver, CancellationToken ct)
    {
        var names = await Names(ct);
        var open = await Views(await book.Inbox(caller.Person, open: true, mostOpen, ct), names, ct);
        var over = await Views([.. (await book.Inbox(caller.Person, open: false, mostOpen + mostOver, ct)).Where(r => r.EndedAt is not null).Take(mostOver)], names, ct);
        return (open, over);
    }

    /// <summary>A notice that the caller may see: who was told of it, or may read incidents.</summary>
    public async Task<PageView?> Find(string id, CancellationToken ct)
    {
        if (await desk.Load(caller.Organisation, id, ct) is not { What: { } what } page || !MayRead && !page.Told.Contains(caller.Person))
            return null;
        return new(id, page, await Title(what.Matter, ct), page.At.UnixSeconds, await Names(ct));
    }

    /// <summary>The act of the table for whoever takes an incident up: who may do it may also say that a notice has reached them.</summary>
    public const string Answering = "first-handling";

    /// <summary>Somebody who only reads must not end the waking of those who act.</summary>
    public static Problem NotYours { get; } = Problem.NotAllowed(
        new("这条通知没有发给您，您的岗位也不处置事件", "this notice was not for you, and your posts do not act on incidents"),
        new("请收到通知的人或者值班人员确认", "whoever was told, or is on duty, acknowledges it"));

    /// <summary>Whether the caller may end what a notice still tells: who was told of it, or who acts on incidents.</summary>
    public bool MayAcknowledge(Page page) => page.Told.Contains(caller.Person) || caller.May(Answering) is Authority.Allowed;

    /// <summary>How the caller can be reached.</summary>
    public Task<IReadOnlyList<Contact>> Ways(CancellationToken ct) => contacts.OfAccount(caller.Person, ct);

    private async Task<IReadOnlyList<PageView>> Views(IReadOnlyList<InboxRow> rows, IReadOnlyDictionary<string, string> names, CancellationToken ct)
    {
        var views = new List<PageView>();
        foreach (var row in rows)
            if (await desk.Load(caller.Organisation, row.Page, ct) is { What: { } what } page)
                views.Add(new(row.Page, page, await Title(what.Matter, ct), row.ToldAt, names));
        return views;
    }

    private async Task<string?> Title(string matter, CancellationToken ct) =>
        MayRead && await store.Load(caller.Organisation, matter, ct) is { } stored ? stored.Row.Title : null;

    private async Task<IReadOnlyDictionary<string, string>> Names(CancellationToken ct) =>
        (await accounts.AccountsOf(caller.Organisation, ct)).ToDictionary(a => a.Id, a => a.DisplayName);
}
