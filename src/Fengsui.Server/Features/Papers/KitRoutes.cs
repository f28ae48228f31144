using Fengsui.Law.Packs;
using Fengsui.Papers;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Fengsui.Store.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.Features.Papers;

/// <summary>The emergency kit: what one needs when this system, the network or the power is gone.</summary>
internal static class KitRoutes
{
    public static void MapKit(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/kit", Show).For(Access.MayOrEmergency("read"));
        routes.MapRead("/kit.docx", Document).For(Access.MayOrEmergency("read"));
    }

    private static async Task<IResult> Show(HttpContext context, Caller caller, AccountBook book, Library library, Reader reader)
    {
        reader.Recognise(context);
        return new Page<KitPage>(new() { [nameof(KitPage.Kit)] = await Of(caller, book, library, reader, context.RequestAborted) });
    }

    private static async Task<IResult> Document(HttpContext context, Caller caller, AccountBook book, Library library, Reader reader)
    {
        reader.Recognise(context);
        return Results.File(KitDocument.Write(await Of(caller, book, library, reader, context.RequestAborted)), PaperRoutes.Word, $"应急包-{reader.Now.Day:yyyyMMdd}.docx");
    }

    private static async Task<Kit> Of(Caller caller, AccountBook book, Library library, Reader reader, CancellationToken ct)
    {
        var accounts = (await book.AccountsOf(caller.Organisation, ct)).Where(a => a.LeftAt is null).ToDictionary(a => a.Id);
        KitPerson Person(string id, bool deputy) => accounts.TryGetValue(id, out var account)
            ? new(account.DisplayName, deputy, string.Join("，", account.Contacts.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
            : new(id, deputy, "");
        var posts = library.Procedure.Posts.Select(p => new KitPost(
            p.Name, [.. caller.State.HoldersOf(p.Id).Select(h => Person(h, false)), .. caller.State.DeputiesOf(p.Id).Select(d => Person(d, true))])).ToList();
        return new(caller.State.Name, reader.Now, posts, Kit.PacksOf(library, reader.Now.Day));
    }
}
