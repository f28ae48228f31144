using Fengsui.Law;
using Fengsui.Law.Packs;
using Fengsui.Papers;
using Fengsui.Server.Features.Rosters;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
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

    private static async Task<IResult> Show(HttpContext context, EmergencyContacts contacts, Library library, Reader reader)
    {
        reader.Recognise(context);
        return new Page<KitPage>(new() { [nameof(KitPage.Kit)] = await Of(contacts, library, context.RequestAborted) });
    }

    private static async Task<IResult> Document(HttpContext context, EmergencyContacts contacts, Library library, Reader reader)
    {
        reader.Recognise(context);
        return Results.File(KitDocument.Write(await Of(contacts, library, context.RequestAborted)), PaperRoutes.Word, $"应急包-{reader.Now.Day:yyyyMMdd}.docx");
    }

    private static async Task<Kit> Of(EmergencyContacts contacts, Library library, CancellationToken ct)
    {
        var list = await contacts.Of(ct);
        return new(list.Organisation, list.At, [.. list.Posts.Select(p => new KitPost(p.Name, [.. p.People.Select(q => new KitPerson(q.Name, q.Deputy, Reach(q)))]))],
            [.. list.Bodies.Select(b => new KitBody(b.Name, b.Under, b.Number?.Number ?? "", b.Number?.At.Day))], Kit.PacksOf(library, list.At.Day));
    }

    private static Text Reach(ContactPerson person) => Text.Join("，", ", ",
    [
        .. person.Ways.Select(w => new Text($"{RosterWords.Channel(w.Channel).Zh} {w.Address}", $"{RosterWords.Channel(w.Channel).En} {w.Address}")),
        .. person.Also.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Text.Same),
    ]);
}
