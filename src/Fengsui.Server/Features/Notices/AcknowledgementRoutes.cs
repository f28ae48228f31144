using Fengsui.Law;
using Fengsui.Response.Notices;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Fengsui.Store.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.Features.Notices;

/// <summary>
/// Acknowledging signed out: by the link in a message, and by what a gateway says of a reply or a key that was pressed. Looking at a link acknowledges
/// nothing: chat programs look at every link to show a preview.
/// </summary>
internal static class AcknowledgementRoutes
{
    private const int LongestField = 400;

    public static void MapAcknowledgements(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/ack/{token}", Look).For(Access.Everyone);
        routes.MapPost("/ack/{token}", Acknowledge).For(Access.Everyone);
        routes.MapPost("/api/v1/notices/callback/{organisation}/{channel}/{secret}", Callback).For(Access.Everyone).WithName("notice-callback").WithTags("notice")
            .WithSummary("a gateway tells of a reply or a key press: `ref` as it was sent out, or `from`, the number");
    }

    private static async Task<IResult> Look(HttpContext context, string token, AckLinks links, NoticeDesk desk, Reader reader)
    {
        reader.Recognise(context);
        if (links.Read(token, reader.Now) is not { } link)
            return Said(NoticeWords.AckGone, StatusCodes.Status404NotFound);
        if (link.Page.Length == 0)
            return new Page<AckPage>(new() { [nameof(AckPage.Test)] = true });
        return await desk.Load(link.Organisation, link.Page, context.RequestAborted) is { What: { } what } page
            ? page.End is null or { How: NoticeReasons.Exhausted } ? new Page<AckPage>(new() { [nameof(AckPage.Items)] = what.Items }) : Said(Ended(page))
            : Said(NoticeWords.AckGone, StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Acknowledge(HttpContext context, string token, AckLinks links, NoticeDesk desk, Reader reader)
    {
        reader.Recognise(context);
        if (links.Read(token, reader.Now) is not { } link)
            return Said(NoticeWords.AckGone, StatusCodes.Status404NotFound);
        await Prove(link, desk, context.RequestAborted);
        if (link.Page.Length == 0)
            return Said(NoticeWords.AckTestDone);
        if (await desk.Load(link.Organisation, link.Page, context.RequestAborted) is not { } page)
            return Said(NoticeWords.AckGone, StatusCodes.Status404NotFound);
        return await desk.Acknowledge(link.Organisation, link.Page, link.Person, link.Channel, context.RequestAborted)
            ? Said(NoticeWords.Acknowledged) : Said(Ended(page));
    }

    /// <summary>What a gateway tells: a form or JSON, with the reference that was sent out, or the number that answered.</summary>
    private static async Task<IResult> Callback(
        HttpContext context, string organisation, string channel, string secret, ChannelBook channels, ContactBook contacts, AckLinks links, NoticeDesk desk,
        Throttle throttle, NoticeWorld world, RecordStore store)
    {
        var ct = context.RequestAborted;
        var settings = (await channels.Of(organisation, ct)).FirstOrDefault(c => c.Id == channel);
        if (settings is null || settings["callback_secret"] is not { Length: > 0 } kept || !Secrets.Same(kept, secret))
            return throttle.Address(context, world.Now) is { } seconds ? Problem.TooMany(seconds) : Problem.Absent;
        var (reference, from) = await Fields(context);
        if (links.Read(reference, world.Now) is { } link && link.Organisation == organisation)
        {
            await Prove(link, desk, ct);
            var acknowledged = link.Page.Length > 0 && await desk.Acknowledge(organisation, link.Page, link.Person, channel, ct);
            return Results.Json(new { acknowledged });
        }
        var any = false;
        foreach (var contact in (await contacts.Of(organisation, ct)).Where(c => from.Length > 0 && c.Channel == settings.Kind && Digits(c.Address) == Digits(from)))
            any |= await Answered(organisation, contact, channel, desk, store, ct);
        return Results.Json(new { acknowledged = any });
    }

    // A reply without a reference answers whatever this person was told through this channel.
    private static async Task<bool> Answered(string organisation, Contact contact, string channel, NoticeDesk desk, RecordStore store, CancellationToken ct)
    {
        var any = false;
        var open = new MatterQuery(organisation, PageKind.Instance.Name) { Open = true, Limit = MatterQuery.LongestPage };
        foreach (var row in (await store.List(open, ct)).Rows)
            if (await desk.Load(organisation, row.Matter, ct) is { } page && page.Sends.Values.Any(s => s.Person == contact.Account && s.Channel == channel))
                any |= await desk.Acknowledge(organisation, row.Matter, contact.Account, channel, ct);
        if (any)
            await desk.Prove(contact.Account, contact.N, NoticeReasons.Acknowledged, ct);
        return any;
    }

    private static async Task Prove(AckLink link, NoticeDesk desk, CancellationToken ct)
    {
        if (link.N > 0)
            await desk.Prove(link.Person, link.N, link.Page.Length == 0 ? TestCalls.How : NoticeReasons.Acknowledged, ct);
    }

    private static async Task<(string Reference, string From)> Fields(HttpContext context)
    {
        if (context.Request.HasFormContentType)
        {
            var form = await Forms.Form(context);
            return (form["ref"].ToString(), form["from"].ToString());
        }
        var (fields, wrong) = await Forms.Json(context, "ref", "from", "text", "key", "time");
        return wrong is null ? (fields.Text("ref", LongestField, optional: true).Value, fields.Text("from", LongestField, optional: true).Value) : ("", "");
    }

    private static string Digits(string number) => string.Concat(number.Where(char.IsAsciiDigit)) is var digits && digits.Length > 11 ? digits[^11..] : digits;

    private static Text Ended(Page page) => page.IsAcknowledged ? NoticeWords.Acknowledged : NoticeWords.AckOver;

    private static Page<AckPage> Said(Text said, int status = StatusCodes.Status200OK) => new(new() { [nameof(AckPage.Said)] = said }, status);
}
