using Fengsui.Law;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Warnings;
using Fengsui.Server.Features.Incidents;
using Fengsui.Server.Features.Warnings.Pages;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Fengsui.Store.Warnings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using WarningAct = Fengsui.Response.Warnings.WarningAct;

namespace Fengsui.Server.Features.Warnings;

/// <summary>
/// <c>/receipt/{token}</c>: how a unit without an account reads a warning and answers it. Whoever holds the link speaks for that unit, and may do nothing else; a look at
/// it records nothing, so a mail scanner acknowledges no warning.
/// </summary>
internal static class ReceiptRoutes
{
    private const int LongestName = 100;

    public static void MapReceipts(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/receipt/{token}", Show).For(Access.Everyone);
        routes.MapPost("/receipt/{token}", Post).For(Access.Everyone);
    }

    private static async Task<IResult> Show(HttpContext context, string token, ReceiptServices services)
    {
        services.Reader.Recognise(context);
        return await services.Open(token, context.RequestAborted) is { } sheet ? Page(sheet) : NoLink(context, services);
    }

    // Only what is no link is counted: a thousand units behind one address answer within a minute, and must not be locked out.
    private static IResult NoLink(HttpContext context, ReceiptServices services) =>
        RefusedPage.Of(services.Throttle.Address(context, services.Desk.Now) is { } seconds ? Problem.TooMany(seconds) : Problem.Absent, context);

    private static async Task<IResult> Post(HttpContext context, string token, ReceiptServices services)
    {
        var form = await Forms.Form(context);
        services.Reader.Recognise(context, form);
        if (await services.Open(token, context.RequestAborted) is not { } sheet)
            return NoLink(context, services);
        if (services.Throttle.Account($"receipt/{sheet.Link.Warning}/{sheet.Link.Unit}", services.Desk.Now) is { } seconds)
            return RefusedPage.Of(Problem.TooMany(seconds), context);
        sheet = sheet with { Name = form["name"].ToString().Trim(), Phone = form["phone"].ToString().Trim(), Text = form["text"].ToString().Trim() };
        if (Forms.IsSwitch(form))
            return Page(sheet);
        if (Unnamed(sheet) is { } unnamed)
            return Page(sheet with { Wrong = [unnamed] }, StatusCodes.Status400BadRequest);
        WarningAct act = form["then"].ToString() switch
        {
            "feedback" => new WarningAct.RecordFeedback(sheet.Link.Unit, "link", sheet.Text, Version: sheet.Link.Version),
            "zero" => new WarningAct.RecordFeedback(sheet.Link.Unit, "link", sheet.Text, Zero: true, sheet.Link.Version),
            _ => new WarningAct.RecordReceipts([sheet.Link.Unit], "link", sheet.Link.Version),
        };
        return await services.Answer(sheet, act, context.RequestAborted) switch
        {
            WarningActed.Done => new SeeOther($"/receipt/{token}?done=receipt"),
            WarningActed.Refused refused => Page(sheet with { Wrong = refused.All }, StatusCodes.Status409Conflict),
            _ => RefusedPage.Of(Problem.Absent, context),
        };
    }

    private static Refusal? Unnamed(ReceiptSheet sheet) => sheet.Name.Length is 0 or > LongestName
        ? Refusal.Input("name", new("没有填写姓名", "the name is missing"), new("请填写回执人姓名", "write the name of whoever answers"))
        : sheet.Phone.Length > LongestName ? Refusal.Input("phone", new("电话太长", "the number is too long"), new("请填写一个电话号码", "write one number")) : null;

    private static Page<ReceiptPage> Page(ReceiptSheet sheet, int status = StatusCodes.Status200OK) => new(new() { [nameof(ReceiptPage.Sheet)] = sheet }, status);
}

/// <summary>A warning as one of its recipients sees it.</summary>
/// <param name="Link">The link.</param>
/// <param name="Standing">The warning.</param>
/// <param name="Version">The version to which the link belongs.</param>
/// <param name="Notice">Its notice.</param>
/// <param name="Row">The recipient.</param>
/// <param name="Receipt">The receipt, or null.</param>
/// <param name="Feedback">The feedback given so far.</param>
internal sealed record ReceiptSheet(
    ReceiptLink Link, StandingWarning Standing, WarningVersion Version, NoticePaper Notice, RecipientRow Row, ReceiptRow? Receipt, IReadOnlyList<FeedbackRow> Feedback)
{
    /// <summary>Who answers, as typed.</summary>
    public string Name { get; init; } = "";

    /// <summary>The number, as typed.</summary>
    public string Phone { get; init; } = "";

    /// <summary>What is told, as typed.</summary>
    public string Text { get; init; } = "";

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Refusal> Wrong { get; init; } = [];

    /// <summary>Whether it can still be answered.</summary>
    public bool IsOpen => Standing.State.Phase == WarningPhase.Issued && Standing.State.Present()!.No == Version.No;
}

/// <summary>What the page of a recipient needs.</summary>
internal sealed class ReceiptServices(
    WarningDesk desk, WarningBook book, UnitBook units, ReceiptLinks links, Organisations organisations, Library library, Throttle throttle, Reader reader)
{
    public WarningDesk Desk => desk;

    public Throttle Throttle => throttle;

    public Reader Reader => reader;

    /// <summary>What a link shows; null when it is none of ours, or the unit was never among the recipients.</summary>
    public async Task<ReceiptSheet?> Open(string token, CancellationToken ct)
    {
        if (links.Read(token) is not { } link || await desk.Find(link.Organisation, link.Warning, ct) is not { } standing
            || standing.State.Versions.Find(v => v.No == link.Version) is not { } version || await organisations.Load(link.Organisation, ct) is not { } organisation)
            return null;
        var named = await book.Rows(link.Organisation, link.Warning, WarningKind.Recipients(link.Version), link.Unit, ct);
        var actor = new WarningActor(link.Organisation, $"unit:{link.Unit}", [], organisation, link.Unit);
        if (named.Count == 0 || await NoticePaper.Of(standing, actor, $"{link.Version}", desk, units, library, ct) is not { } notice)
            return null;
        var receipts = await book.Rows(link.Organisation, link.Warning, WarningKind.Receipts(link.Version), link.Unit, ct);
        var feedback = await book.Rows(link.Organisation, link.Warning, WarningKind.Feedback(link.Version), link.Unit, ct);
        return new(link, standing, version, notice, WarningKind.ReadRecipient(named[0].Body), receipts.Count > 0 ? WarningKind.ReadReceipt(receipts[0].Body) : null,
            [.. feedback.Select(f => WarningKind.ReadFeedback(f.Body))]);
    }

    /// <summary>Records an answer; who gave it stands beside the record, where it can be erased.</summary>
    public async Task<WarningActed> Answer(ReceiptSheet sheet, WarningAct act, CancellationToken ct)
    {
        var link = sheet.Link;
        if (await organisations.Load(link.Organisation, ct) is not { } organisation)
            return new WarningActed.Absent();
        var actor = new WarningActor(link.Organisation, $"unit:{link.Unit}", [], organisation, link.Unit);
        var answerer = new Answerer(link.Unit, sheet.Name, sheet.Phone, desk.Now.UnixSeconds);
        return await desk.Do(actor, link.Warning, act, new Asked(null, null),
            (connection, transaction) => WarningBook.Keep(connection, transaction, link.Organisation, link.Warning, link.Version, answerer), ct);
    }
}
